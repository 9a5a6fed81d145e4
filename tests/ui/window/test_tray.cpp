// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"
#include "situations.h"
#include "traydesktop.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"
#include "ui/window/tray.h"
#include "ui/window/verdicticon.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace synchroscope;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SnapshotPtr shared(const Snapshot &snapshot)
{
    return std::make_shared<const Snapshot>(snapshot);
}

QAction *menuAction(Tray &tray, const QString &text)
{
    const QList<QAction *> actions = tray.menu().actions();
    for (QAction *action : actions) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

/// A click on the icon, as a panel reports it.
void activate(const QString &service)
{
    QDBusMessage click = QDBusMessage::createMethodCall(service, u"/StatusNotifierItem"_s,
                                                        u"org.kde.StatusNotifierItem"_s, u"Activate"_s);
    click << 10 << 10;
    QDBusConnection::sessionBus().asyncCall(click);
}

} // namespace

/// In the order of a morning: no tray, a tray that comes late, goes and returns. Qt remembers some of it for
/// good.
class TestTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }

    void withoutTrayClosingQuits()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        FakeEngineClient engine;
        Tray tray;
        MainWindow window(engine, settings);
        window.setTray(&tray);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(!tray.available());
        QTimer::singleShot(0, &window, &QWidget::close);
        QCOMPARE(QApplication::exec(), 0); // returns because closing quits
        QVERIFY(!window.isVisible());
        QVERIFY(!settings.trayHintShown());
    }

    void lateTrayIsNoticed()
    {
        Tray tray;
        tray.setSnapshot(shared(mixedFortunes()));
        const QSignalSpy changed(&tray, &Tray::availableChanged);
        m_panel.start(false);
        QCoreApplication::processEvents();
        QVERIFY(!tray.available()); // nobody is there to show icons yet
        m_panel.addHost();
        QTRY_VERIFY(tray.available());
        QCOMPARE(changed.size(), 1);
        QTRY_COMPARE(m_panel.items().size(), 1);
    }

    void closingHidesAndSaysSoOnce()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        FakeEngineClient engine;
        Tray tray;
        QTRY_VERIFY(tray.available());
        MainWindow window(engine, settings);
        window.setTray(&tray);
        engine.take(mixedFortunes());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(engine.attended, true);
        const QSignalSpy quitting(qApp, &QCoreApplication::aboutToQuit);
        QVERIFY(window.close());
        QVERIFY(!window.isVisible());
        QCOMPARE(engine.attended, false);
        QVERIFY(settings.trayHintShown());
        QCoreApplication::processEvents();
        QCOMPARE(quitting.size(), 0);
        menuAction(tray, u"Open Synchroscope"_s)->trigger();
        QVERIFY(window.isVisible());
    }

    void aClickOpensAndCloses()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        FakeEngineClient engine;
        const qsizetype before = m_panel.items().size();
        Tray tray;
        QTRY_COMPARE(m_panel.items().size(), before + 1);
        MainWindow window(engine, settings);
        window.setTray(&tray);
        const QString service = m_panel.items().constLast();
        activate(service);
        QTRY_VERIFY(window.isVisible());
        activate(service);
        QTRY_VERIFY(!window.isVisible());
    }

    void theMenuPausesAndQuits()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        FakeEngineClient engine;
        Tray tray;
        MainWindow window(engine, settings);
        window.setTray(&tray);
        engine.take(mixedFortunes());
        QAction *pause = menuAction(tray, u"Pause measuring"_s);
        QVERIFY(!pause->isChecked());
        pause->trigger();
        QCOMPARE(engine.commands.last(), u"pause"_s);
        engine.take(paused());
        QVERIFY(pause->isChecked());
        pause->trigger();
        QCOMPARE(engine.commands.last(), u"resume"_s);
        QTimer::singleShot(0, menuAction(tray, u"Quit"_s), &QAction::trigger);
        QCOMPARE(QApplication::exec(), 0);
    }

    void theMenuSaysWhatIsTheMatterAndOffersARemedy()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        FakeEngineClient engine;
        Tray tray;
        MainWindow window(engine, settings);
        window.setTray(&tray);
        const auto entry = [&tray](const QString &name) { return tray.menu().findChild<QAction *>(name); };
        Snapshot healthy = followedByChrony();
        engine.take(healthy);
        QVERIFY2(entry(u"trayVerdict"_s)->text().startsWith(u"This clock is right"_s),
                 qPrintable(entry(u"trayVerdict"_s)->text()));
        QVERIFY(!entry(u"trayFinding"_s)->isVisible());
        QVERIFY(!entry(u"trayStep"_s)->isEnabled()); // the helper is not there
        QVERIFY(!entry(u"trayStep"_s)->text().isEmpty() && !entry(u"trayStep"_s)->toolTip().isEmpty());
        healthy.changeAbility = ChangeAbility::Able;
        engine.take(healthy);
        QVERIFY(entry(u"trayStep"_s)->isEnabled() && entry(u"trayBurst"_s)->isEnabled());

        engine.take(twoDaemons());
        QVERIFY(entry(u"trayFinding"_s)->isVisible());
        QVERIFY(entry(u"trayFinding"_s)->text().size() < 100);
        entry(u"trayFinding"_s)->trigger();
        QVERIFY(window.isVisible());
        QVERIFY(window.findChild<QWidget *>(u"explainPage"_s)->isVisible());
        window.hide();
        // It is asked for in the window, with what it does, and not done before.
        engine.take(healthy);
        entry(u"trayStep"_s)->trigger();
        QVERIFY(window.isVisible());
        QVERIFY(!engine.commanded);
        window.findChild<QAbstractButton *>(u"doIt"_s)->click();
        QVERIFY(engine.commanded);
        QCOMPARE(engine.commanded->kind, DaemonCommand::Kind::Step);
    }

    void whoSteersIsTold_data()
    {
        using Kind = DaemonCommand::Kind;
        QTest::addColumn<int>("daemon"); // −1: none
        QTest::addColumn<int>("ability");
        QTest::addColumn<int>("offset"); // ms; −1: not known
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("stepCommand"); // −1: it cannot be done
        QTest::addColumn<QString>("burst");
        QTest::addColumn<int>("burstCommand");
        const auto row = [](const char *name, int daemon, ChangeAbility ability, int offset,
                            const QString &step, int stepCommand, const QString &burst, int burstCommand) {
            QTest::newRow(name) << daemon << int(ability) << offset << step << stepCommand << burst
                                << burstCommand;
        };
        const auto kind = [](DaemonKind daemon) { return int(daemon); };
        const auto told = [](Kind command) { return int(command); };
        const auto able = ChangeAbility::Able;
        row("chrony", kind(DaemonKind::Chrony), able, 3, u"Step the clock…"_s, told(Kind::Step),
            u"Have chrony ask its servers now…"_s, told(Kind::Burst));
        row("timesyncd, far off", kind(DaemonKind::Timesyncd), able, 3000,
            u"Step the clock: restart systemd-timesyncd…"_s, told(Kind::Step),
            u"Restart systemd-timesyncd, so that it asks its servers now…"_s, told(Kind::Restart));
        row("timesyncd, nearly right", kind(DaemonKind::Timesyncd), able, 3,
            u"Step the clock (off by 3.0 ms only)"_s, -1,
            u"Restart systemd-timesyncd, so that it asks its servers now…"_s, told(Kind::Restart));
        row("timesyncd, not measured", kind(DaemonKind::Timesyncd), able, -1,
            u"Step the clock: restart systemd-timesyncd (offset not known)"_s, -1,
            u"Restart systemd-timesyncd, so that it asks its servers now…"_s, told(Kind::Restart));
        row("NTPsec", kind(DaemonKind::Ntpsec), able, 3000, u"Step the clock (not with NTPsec)"_s, -1,
            u"Restart NTPsec, so that it asks its servers now…"_s, told(Kind::Restart));
        row("OpenNTPD", kind(DaemonKind::OpenNtpd), able, 3000, u"Step the clock (not with OpenNTPD)"_s, -1,
            u"Have OpenNTPD ask its servers now (not from here)"_s, -1);
        row("without the helper", kind(DaemonKind::Timesyncd), ChangeAbility::NoHelper, 3000,
            u"Step the clock (no helper)"_s, -1,
            u"Restart systemd-timesyncd, so that it asks its servers now (no helper)"_s, -1);
        row("without pkexec", kind(DaemonKind::Chrony), ChangeAbility::NoPkexec, 3000,
            u"Step the clock (no pkexec)"_s, -1, u"Have chrony ask its servers now (no pkexec)"_s, -1);
        row("a demonstration", -1, ChangeAbility::NotHere, 3000, u"Step the clock (a demonstration)"_s, -1,
            u"Have the time service ask its servers now (a demonstration)"_s, -1);
        row("nobody", -1, able, 3000, u"Step the clock (no time service)"_s, -1,
            u"Have the time service ask its servers now (no time service)"_s, -1);
    }
    void whoSteersIsTold()
    {
        QFETCH(int, daemon);
        QFETCH(int, ability);
        QFETCH(int, offset);
        Tray tray;
        QSignalSpy asked(&tray, &Tray::actionRequested);
        Snapshot snapshot = followedByChrony();
        snapshot.changeAbility = ChangeAbility(ability);
        snapshot.judgement.offset.reset();
        if (offset >= 0)
            snapshot.judgement.offset = Offset::fromLocalMinusRemote(offset * 1ms);
        if (daemon < 0)
            snapshot.machine.daemons.clear();
        else
            snapshot.machine.daemons.front().kind = DaemonKind(daemon);
        tray.setSnapshot(shared(snapshot));
        const auto check = [&](const QString &name, const QString &text, int command) {
            QAction *entry = tray.menu().findChild<QAction *>(name);
            QCOMPARE(entry->text().remove(u'&').replace(QChar(QChar::Nbsp), u' '), text);
            QCOMPARE(entry->isEnabled(), command >= 0);
            // What cannot be done says why in a whole sentence.
            QCOMPARE(entry->toolTip().endsWith(u'.'), command < 0);
            asked.clear();
            entry->trigger();
            QCOMPARE(asked.size(), command >= 0 ? 1 : 0);
            if (command < 0)
                return;
            const auto action = asked.at(0).at(0).value<FindingAction>();
            QCOMPARE(action.kind, FindingAction::Kind::Command);
            QCOMPARE(int(action.command.kind), command);
            QCOMPARE(int(action.command.daemon), daemon);
        };
        QFETCH(QString, step);
        QFETCH(int, stepCommand);
        check(u"trayStep"_s, step, stepCommand);
        QFETCH(QString, burst);
        QFETCH(int, burstCommand);
        check(u"trayBurst"_s, burst, burstCommand);
        QVERIFY(tray.menu().toolTipsVisible());
    }

    void networkTimeThatIsOffIsTurnedOn()
    {
        Tray tray;
        QSignalSpy asked(&tray, &Tray::actionRequested);
        Snapshot snapshot = followedByChrony();
        snapshot.machine.daemons.clear();
        snapshot.changeAbility = ChangeAbility::NoHelper; // systemd does it
        snapshot.clock.emplace();
        snapshot.clock->timedated.available = true;
        snapshot.clock->timedated.readAt = snapshot.takenAt;
        snapshot.clock->timedated.canNetworkTime = true;
        snapshot.clock->timedated.networkTimeEnabled = false;
        tray.setSnapshot(shared(snapshot));
        QAction *step = tray.menu().findChild<QAction *>(u"trayStep"_s);
        QCOMPARE(step->text().remove(u'&'), u"Turn network time on…"_s);
        step->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).value<FindingAction>().kind, FindingAction::Kind::NetworkTimeOn);
        snapshot.clock->timedated.networkTimeEnabled = true;
        tray.setSnapshot(shared(snapshot));
        QVERIFY(!step->isEnabled());
    }

    void pictureOfTheMenu_data()
    {
        QTest::addColumn<bool>("isJapanese");
        QTest::newRow("english") << false;
        QTest::newRow("japanese") << true;
    }
    void pictureOfTheMenu()
    {
        QFETCH(const bool, isJapanese);
        QTranslator japanese;
        QVERIFY(japanese.load(u":/i18n/synchroscope_ja.qm"_s));
        if (isJapanese)
            QVERIFY(QCoreApplication::installTranslator(&japanese));
        Tray tray;
        Snapshot snapshot = twoDaemons();
        snapshot.changeAbility = ChangeAbility::Able;
        tray.setSnapshot(shared(snapshot));
        QMenu &menu = tray.menu();
        menu.ensurePolished();
        QVERIFY(menu.sizeHint().width() < 640);
        const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES", u"pictures"_s);
        QVERIFY(QDir().mkpath(folder));
        menu.resize(menu.sizeHint());
        QVERIFY(menu.grab().save(folder + u"/traymenu-"_s + QString::fromLatin1(QTest::currentDataTag()) +
                                 u".png"_s));
    }

    void alertsAreMutedFromTheMenu()
    {
        Tray tray;
        QAction *mute = tray.menu().findChild<QAction *>(u"trayMute"_s);
        QSignalSpy asked(&tray, &Tray::muteRequested);
        mute->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).toBool(), true);
        tray.setMuted(false); // by whoever decides
        QVERIFY(!mute->isChecked());
    }

    void whatCannotBeToldIsABadge()
    {
        Tray tray;
        tray.setSnapshot(shared(followedByChrony()));
        tray.setBadge(AlertBadge::CannotTell);
        const QStringList lines = tray.toolTip().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.at(0).startsWith(u"This clock is right"_s) && !lines.at(1).isEmpty());
        tray.setBadge(AlertBadge::None);
        QCOMPARE(tray.toolTip(), lines.at(0));
    }

    void theToolTipHasTheOffset()
    {
        Tray tray;
        tray.setSnapshot(shared(mixedFortunes()));
        const QString text = tray.toolTip().replace(QChar(QChar::Nbsp), u' ');
        QVERIFY2(text.contains(u"556 µs behind ± 15 ms"_s), qPrintable(text));
        tray.setSnapshot(shared(demonstration()));
        QVERIFY(tray.toolTip().startsWith(u"Demonstration"_s));
        tray.setSnapshot(shared(nobodyAnswers()));
        QCOMPARE(tray.toolTip(), u"Nobody answers"_s);
        tray.setSnapshot(shared(followedByChrony()));
        QVERIFY2(tray.toolTip().startsWith(u"This clock is right"_s), qPrintable(tray.toolTip()));
    }

    void aTrayThatGoesBringsTheWindowBack()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        FakeEngineClient engine;
        Tray tray;
        QTRY_VERIFY(tray.available());
        MainWindow window(engine, settings);
        window.setTray(&tray);
        QVERIFY(!window.isVisible());
        m_panel.stop();
        QTRY_VERIFY(!tray.available());
        QVERIFY(window.isVisible());
        m_panel.start(true);
        QTRY_VERIFY(tray.available());
        QTRY_VERIFY(!m_panel.items().isEmpty());
    }

    void everyVerdictHasItsOwnShape()
    {
        using enum wording::VerdictSign;
        for (const int size : {16, 22, 24, 32, 48, 64}) {
            QSet<QByteArray> shapes;
            for (const wording::VerdictSign sign :
                 {Empty, Paused, Waiting, Silent, Compared, Right, Settling, Unkept, Wrong, Unknown}) {
                const QPixmap pixmap = verdictIcon(sign).pixmap(QSize(size, size), 1.0);
                QCOMPARE(pixmap.size(), QSize(size, size));
                QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x) {
                        const QColor pixel = image.pixelColor(x, y);
                        const bool mark = pixel.red() > 210 && pixel.green() > 210 && pixel.blue() > 210;
                        image.setPixelColor(x, y, pixel.alpha() < 128 || mark ? Qt::white : Qt::black);
                    }
                }
                shapes.insert(
                    QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
            }
            QCOMPARE(shapes.size(), 10);
        }
    }

private:
    FakePanel m_panel;
};

int main(int argc, char **argv)
{
    const OwnDisplay display;
    if (!display.works()) {
        qCritical("Xvfb and dbus-daemon are needed for this test.");
        return 1;
    }
    QApplication application(argc, argv);
    TestTray test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_tray.moc"
