// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "tests/ui/window/fakeengine.h"
#include "ui/panels/actionbar.h"
#include "ui/panels/announcinglabel.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/problems.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;
using windowtest::FakeEngineClient;

namespace {

using Kind = FindingAction::Kind;
using Command = DaemonCommand::Kind;

FindingAction commandAction(Command kind, DaemonKind daemon = DaemonKind::Chrony)
{
    return {.kind = Kind::Command, .command = {.kind = kind, .daemon = daemon}};
}

/// The bar in a window, as it is used: below the button that opens it.
struct Stage
{
    FakeEngineClient engine;
    QWidget window;
    QPushButton *opener = new QPushButton(u"Mend it"_s);
    ActionBar *bar = new ActionBar(engine);
    QAction *returning = new QAction(&window); ///< the window's own Esc
    int returned = 0;

    Stage()
    {
        returning->setShortcut(Qt::Key_Escape);
        window.addAction(returning);
        QObject::connect(returning, &QAction::triggered, &window, [this] { ++returned; });
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(opener);
        layout->addWidget(bar);
        layout->addStretch();
        window.resize(900, 300);
        window.show();
        opener->setFocus();
    }

    AnnouncingLabel &label() const { return *bar->findChild<AnnouncingLabel *>(u"actionText"_s); }
    QPushButton &doIt() const { return *bar->findChild<QPushButton *>(u"doIt"_s); }
    QPushButton &cancel() const { return *bar->findChild<QPushButton *>(u"cancelAction"_s); }
    QPushButton &copy() const { return *bar->findChild<QPushButton *>(u"copyCommand"_s); }
    QToolButton &cross() const { return *bar->findChild<QToolButton *>(u"closeAction"_s); }
    bool isActive() { return QTest::qWaitForWindowActive(&window); }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
};

} // namespace

class TestActionBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksBeforeItChangesAnything_data();
    void asksBeforeItChangesAnything();
    void saysTheConsequence();
    void worksByKeyboard();
    void escapeCancels();
    void heldKeyIsNoAnswer();
    void showsThatItIsUnderWay();
    void tellsHowItEnded_data();
    void tellsHowItEnded();
    void othersCommandsAreNotItsOwn();
    void measuresAtOnce();
    void copiesAtOnce();
    void hasServersEdited();
    void saysWhatCannotBeDone_data();
    void saysWhatCannotBeDone();
    void offersTheTerminalInstead_data();
    void offersTheTerminalInstead();
    void demonstrationDoesNothing();
    void readable();
};

void TestActionBar::asksBeforeItChangesAnything_data()
{
    QTest::addColumn<FindingAction>("action");
    QTest::addColumn<QString>("command");
    QTest::newRow("step") << commandAction(Command::Step) << u"command"_s;
    QTest::newRow("burst") << commandAction(Command::Burst) << u"command"_s;
    QTest::newRow("restart") << commandAction(Command::Restart, DaemonKind::Ntpsec) << u"command"_s;
    QTest::newRow("network time") << FindingAction{.kind = Kind::NetworkTimeOn} << u"network time on"_s;
    QTest::newRow("hardware clock") << FindingAction{.kind = Kind::HardwareClockToUtc} << QString();
}

void TestActionBar::asksBeforeItChangesAnything()
{
    QFETCH(const FindingAction, action);
    QFETCH(const QString, command);
    Stage stage;
    QVERIFY(!stage.bar->isVisible());
    stage.bar->open(action);
    QVERIFY(stage.bar->isVisible() && stage.doIt().isVisible() && stage.cancel().isVisible());
    QVERIFY(!stage.cross().isVisible());
    QCOMPARE(stage.engine.commands, QStringList());
    stage.cancel().click();
    QVERIFY(!stage.bar->isVisible());
    QCOMPARE(stage.engine.commands, QStringList());

    stage.bar->open(action);
    stage.doIt().click();
    QCOMPARE(stage.engine.commands.size(), 1);
    if (!command.isEmpty())
        QCOMPARE(stage.engine.commands.first(), command);
    else
        QVERIFY2(stage.engine.commands.first().contains(u"off"_s), qPrintable(stage.engine.commands.first()));
    if (action.kind == Kind::Command)
        QVERIFY(stage.engine.commanded == action.command);
}

void TestActionBar::saysTheConsequence()
{
    Stage stage;
    QSignalSpy announced(&stage.label(), &AnnouncingLabel::announced);
    const FindingAction action = commandAction(Command::Step);
    const Offset offset = Offset::fromLocalMinusRemote(std::chrono::seconds(-362));
    stage.bar->open(action, offset);
    const QString consequence = wording::actionText(action, offset).consequence;
    QCOMPARE(stage.bar->text(), consequence);
    QCOMPARE(stage.doIt().accessibleDescription(), consequence);
    QCOMPARE(announced.size(), 1); // also to somebody who does not see it
    // Another one takes its place.
    const FindingAction other{.kind = Kind::NetworkTimeOn};
    stage.bar->open(other);
    QCOMPARE(stage.bar->text(), wording::actionText(other).consequence);
    QCOMPARE(announced.size(), 2);
}

void TestActionBar::worksByKeyboard()
{
    Stage stage;
    QVERIFY(stage.isActive());
    stage.bar->open(commandAction(Command::Burst));
    QCOMPARE(QApplication::focusWidget(), &stage.doIt());
    Stage::press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &stage.cancel());
    Stage::press(Qt::Key_Return); // what has the focus is meant
    QVERIFY(!stage.bar->isVisible());
    QCOMPARE(QApplication::focusWidget(), stage.opener);
    QCOMPARE(stage.engine.commands, QStringList());

    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        stage.engine.commands.clear();
        stage.bar->open(commandAction(Command::Burst));
        Stage::press(key);
        QCOMPARE(stage.engine.commands, QStringList{u"command"_s});
        QVERIFY(stage.bar->isUnderWay());
        stage.engine.finish({});
        QVERIFY(!stage.bar->isUnderWay());
        QCOMPARE(QApplication::focusWidget(), &stage.cross());
        Stage::press(Qt::Key_Escape);
        QVERIFY(!stage.bar->isVisible());
        QCOMPARE(QApplication::focusWidget(), stage.opener);
    }
    QCOMPARE(stage.returned, 0);
    Stage::press(Qt::Key_Escape); // it is the window's again
    QCOMPARE(stage.returned, 1);
}

void TestActionBar::escapeCancels()
{
    Stage stage;
    QVERIFY(stage.isActive());
    stage.bar->open(commandAction(Command::Step));
    Stage::press(Qt::Key_Escape);
    QVERIFY(!stage.bar->isVisible());
    QCOMPARE(stage.returned, 0);
    QCOMPARE(stage.engine.commands, QStringList());
    QCOMPARE(QApplication::focusWidget(), stage.opener);
}

void TestActionBar::heldKeyIsNoAnswer()
{
    Stage stage;
    QVERIFY(stage.isActive());
    stage.bar->open(commandAction(Command::Step));
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape}) {
        QKeyEvent held(QEvent::KeyPress, key, Qt::NoModifier, {}, true);
        QApplication::sendEvent(&stage.doIt(), &held);
        QVERIFY(stage.bar->isVisible() && !stage.bar->isUnderWay());
    }
    QCOMPARE(stage.engine.commands, QStringList());
}

void TestActionBar::showsThatItIsUnderWay()
{
    Stage stage;
    QVERIFY(stage.isActive());
    stage.bar->open(commandAction(Command::Restart));
    QSignalSpy announced(&stage.label(), &AnnouncingLabel::announced);
    Stage::press(Qt::Key_Return);
    QVERIFY(stage.bar->isUnderWay() && stage.bar->isVisible());
    QVERIFY2(stage.bar->text().contains(u"password"_s), qPrintable(stage.bar->text()));
    QCOMPARE(announced.size(), 1);
    QVERIFY(!stage.doIt().isVisible() && !stage.cancel().isVisible() && !stage.cross().isVisible());
    // It cannot be sent away, nor asked for twice, nor replaced.
    Stage::press(Qt::Key_Escape);
    Stage::press(Qt::Key_Return);
    const QString text = stage.bar->text();
    stage.bar->open(commandAction(Command::Step));
    stage.bar->dismiss();
    QVERIFY(stage.bar->isVisible());
    QCOMPARE(stage.bar->text(), text);
    QCOMPARE(stage.engine.commands, QStringList{u"command"_s});
    // What needs nobody goes on meanwhile.
    stage.bar->open({.kind = Kind::Copy, .text = u"chronyc makestep"_s});
    QVERIFY(stage.bar->text().contains(u"chronyc makestep"_s));
    QVERIFY(stage.bar->isUnderWay() && !stage.cross().isVisible());
}

void TestActionBar::tellsHowItEnded_data()
{
    QTest::addColumn<FindingAction>("action");
    QTest::addColumn<Status>("status");
    QTest::addColumn<QString>("word"); // that is in the sentence
    const auto failed = [](ErrorCode code, const QString &detail = {}) {
        return Status(Error{code, {}, detail});
    };
    const FindingAction step = commandAction(Command::Step);
    QTest::newRow("stepped") << step << Status() << u"chrony has corrected"_s;
    QTest::newRow("timesyncd stepped")
        << commandAction(Command::Step, DaemonKind::Timesyncd) << Status() << u"restarted"_s;
    QTest::newRow("asked") << commandAction(Command::Burst) << Status() << u"asking"_s;
    QTest::newRow("online") << commandAction(Command::GoOnline) << Status() << u"again"_s;
    QTest::newRow("started") << commandAction(Command::Start, DaemonKind::Ntpsec) << Status()
                             << u"NTPsec runs"_s;
    QTest::newRow("restarted") << commandAction(Command::Restart) << Status() << u"restarted"_s;
    QTest::newRow("reloaded") << commandAction(Command::Reload) << Status() << u"has read"_s;
    QTest::newRow("network time") << FindingAction{.kind = Kind::NetworkTimeOn} << Status()
                                  << u"network time is on"_s;
    QTest::newRow("hardware clock") << FindingAction{.kind = Kind::HardwareClockToUtc} << Status()
                                    << u"universal time"_s;
    QTest::newRow("cancelled") << step << failed(ErrorCode::ChangeCancelled) << u"password"_s;
    QTest::newRow("may not") << step << failed(ErrorCode::ChangeRefused, u"Not authorized"_s)
                             << u"Not authorized"_s;
    QTest::newRow("nobody asks") << step << failed(ErrorCode::NobodyToAsk) << u"polkit agent"_s;
    QTest::newRow("chronyd says no") << step << failed(ErrorCode::ChangeFailed, u"500 Failure"_s)
                                     << u"500 Failure"_s;
    QTest::newRow("no word") << step << failed(ErrorCode::ChangeFailed) << u"not done"_s;
    QTest::newRow("under way") << step << failed(ErrorCode::ChangeUnderWay) << u"wait"_s;
    QTest::newRow("no helper") << step << failed(ErrorCode::CannotChange) << u"helper"_s;
    QTest::newRow("no timedated") << FindingAction{.kind = Kind::NetworkTimeOn}
                                  << failed(ErrorCode::ClockServiceGone) << u"systemd-timedated"_s;
}

void TestActionBar::tellsHowItEnded()
{
    QFETCH(const FindingAction, action);
    QFETCH(const Status, status);
    QFETCH(const QString, word);
    Stage stage;
    stage.bar->open(action);
    stage.doIt().click();
    QSignalSpy announced(&stage.label(), &AnnouncingLabel::announced);
    stage.engine.finish(status);
    QVERIFY2(stage.bar->text().contains(word), qPrintable(stage.bar->text()));
    QVERIFY2(!stage.bar->text().contains(u"timedatectl"_s) || action.kind != Kind::Command,
             qPrintable(stage.bar->text()));
    QCOMPARE(announced.size(), 1);
    QVERIFY(stage.bar->isVisible() && !stage.bar->isUnderWay());
    QVERIFY(stage.cross().isVisible() && !stage.doIt().isVisible() && !stage.cancel().isVisible());
    stage.cross().click();
    QVERIFY(!stage.bar->isVisible());
}

void TestActionBar::othersCommandsAreNotItsOwn()
{
    Stage stage;
    stage.engine.discover();
    stage.engine.finish({});
    QVERIFY(!stage.bar->isVisible());
    stage.bar->open(commandAction(Command::Step));
    stage.doIt().click();
    stage.engine.discover();
    stage.engine.finish({});
    QVERIFY(stage.bar->isUnderWay());
}

void TestActionBar::measuresAtOnce()
{
    Stage stage;
    stage.bar->open({.kind = Kind::MeasureNow});
    QCOMPARE(stage.engine.commands, QStringList{u"measure"_s});
    QVERIFY(stage.bar->isVisible() && stage.bar->isUnderWay());
    QVERIFY(!stage.bar->text().contains(u"password"_s));
    stage.engine.finish(Error{ErrorCode::Paused, {}, {}});
    QCOMPARE(stage.bar->text(), wording::error({ErrorCode::Paused, {}, {}}));
}

void TestActionBar::copiesAtOnce()
{
    Stage stage;
    QSignalSpy announced(&stage.label(), &AnnouncingLabel::announced);
    stage.bar->open({.kind = Kind::Copy, .text = u"sudo systemctl unmask chrony"_s});
    QCOMPARE(QApplication::clipboard()->text(), u"sudo systemctl unmask chrony"_s);
    QVERIFY(stage.bar->text().contains(u"sudo systemctl unmask chrony"_s));
    QCOMPARE(announced.size(), 1);
    QVERIFY(stage.cross().isVisible() && !stage.doIt().isVisible());
    QCOMPARE(stage.engine.commands, QStringList());
}

void TestActionBar::hasServersEdited()
{
    Stage stage;
    const QSignalSpy edited(stage.bar, &ActionBar::editRequested);
    stage.bar->open(commandAction(Command::Step));
    stage.bar->open({.kind = Kind::EditServers, .file = u"/etc/chrony/chrony.conf"_s, .line = 12});
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited[0], (QVariantList{u"/etc/chrony/chrony.conf"_s, 12}));
    QVERIFY(!stage.bar->isVisible());
    QCOMPARE(stage.engine.commands, QStringList());
}

void TestActionBar::saysWhatCannotBeDone_data()
{
    QTest::addColumn<FindingAction>("action");
    QTest::addColumn<QString>("daemon");
    QTest::newRow("NTPsec steps") << commandAction(Command::Step, DaemonKind::Ntpsec) << u"NTPsec"_s;
    QTest::newRow("timesyncd has no burst")
        << commandAction(Command::Burst, DaemonKind::Timesyncd) << u"systemd-timesyncd"_s;
    QTest::newRow("OpenNTPD restarts")
        << commandAction(Command::Restart, DaemonKind::OpenNtpd) << u"OpenNTPD"_s;
}

void TestActionBar::saysWhatCannotBeDone()
{
    QFETCH(const FindingAction, action);
    QFETCH(const QString, daemon);
    Stage stage;
    stage.bar->open(action);
    QVERIFY2(stage.bar->text().startsWith(daemon), qPrintable(stage.bar->text()));
    QVERIFY(stage.cross().isVisible() && !stage.doIt().isVisible());
    QCOMPARE(stage.engine.commands, QStringList());
}

void TestActionBar::offersTheTerminalInstead_data()
{
    QTest::addColumn<FindingAction>("action");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("command");
    QTest::newRow("restart") << commandAction(Command::Restart) << u"chrony.service"_s
                             << u"sudo systemctl restart chrony.service"_s;
    QTest::newRow("unit not known") << commandAction(Command::Restart) << QString()
                                    << u"sudo systemctl restart chronyd"_s;
    QTest::newRow("step") << commandAction(Command::Step) << QString() << u"sudo chronyc makestep"_s;
    QTest::newRow("online") << commandAction(Command::GoOnline) << u"chrony.service"_s
                            << u"sudo chronyc online"_s;
    QTest::newRow("reload") << commandAction(Command::Reload) << QString()
                            << u"sudo chronyc reload sources"_s;
    QTest::newRow("timesyncd") << commandAction(Command::Start, DaemonKind::Timesyncd) << QString()
                               << u"sudo systemctl enable --now systemd-timesyncd"_s;
}

void TestActionBar::offersTheTerminalInstead()
{
    QFETCH(const FindingAction, action);
    QFETCH(const QString, unit);
    QFETCH(const QString, command);
    Stage stage;
    Snapshot snapshot;
    snapshot.changeAbility = ChangeAbility::NoHelper;
    DaemonReport daemon;
    daemon.process = DaemonProcess{};
    daemon.process->unit = unit;
    snapshot.machine.daemons = {daemon};
    stage.engine.take(snapshot);
    stage.bar->open(action);
    QVERIFY2(stage.bar->text().contains(u"helper"_s), qPrintable(stage.bar->text()));
    QVERIFY(stage.copy().isVisible() && !stage.doIt().isVisible());
    QVERIFY(stage.isActive());
    stage.copy().setFocus();
    stage.copy().click();
    QVERIFY(stage.cross().hasFocus());
    QCOMPARE(QApplication::clipboard()->text(), command);
    QVERIFY2(stage.bar->text().contains(command), qPrintable(stage.bar->text()));
    QVERIFY(!stage.copy().isVisible());
    // So it is where the password cannot be asked for.
    snapshot.changeAbility = ChangeAbility::Able;
    stage.engine.take(snapshot);
    stage.bar->open(action);
    QVERIFY(!stage.copy().isVisible());
    stage.doIt().click();
    stage.engine.finish(Status(Error{ErrorCode::NobodyToAsk, {}, {}}));
    QVERIFY(stage.copy().isVisible());
    stage.bar->open({.kind = Kind::Copy, .text = u"other"_s});
    QVERIFY(!stage.copy().isVisible());
    QCOMPARE(stage.engine.commands.size(), 1);
}

void TestActionBar::demonstrationDoesNothing()
{
    Stage stage;
    Snapshot snapshot;
    snapshot.demonstration = true;
    stage.engine.take(snapshot);
    stage.bar->open(commandAction(Command::Step));
    QVERIFY2(stage.bar->text().contains(u"demonstration"_s), qPrintable(stage.bar->text()));
    QVERIFY(!stage.doIt().isVisible() && !stage.copy().isVisible());
    QCOMPARE(stage.engine.commands, QStringList());
}

void TestActionBar::readable()
{
    Stage stage;
    for (const bool dark : {false, true}) {
        stage.window.setPalette(theme(dark));
        stage.bar->open({.kind = Kind::Copy, .text = u"chronyc makestep"_s});
        QVERIFY2(textContrast(stage.label()) >= 4.5,
                 qPrintable(QString::number(textContrast(stage.label()))));
        stage.bar->open(commandAction(Command::Burst, DaemonKind::Ntpd)); // a warning
        QVERIFY2(textContrast(stage.label()) >= 4.5,
                 qPrintable(QString::number(textContrast(stage.label()))));
    }
    // However long the reason is, and however narrow the window.
    stage.window.resize(360, 400);
    stage.bar->open(commandAction(Command::Step));
    stage.doIt().click();
    stage.engine.finish(
        Error{ErrorCode::ChangeFailed, {}, u"Nobody knows why that did not work. "_s.repeated(8)});
    QTRY_COMPARE(cutOffLabels(stage.window), QStringList());
}

QTEST_MAIN(TestActionBar)
#include "test_actionbar.moc"
