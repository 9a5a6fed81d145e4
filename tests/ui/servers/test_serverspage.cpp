// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverfixture.h"
#include "tests/ui/window/fakeengine.h"
#include "tests/ui/window/situations.h"
#include "ui/panels/announcinglabel.h"
#include "ui/servers/optionfield.h"
#include "ui/servers/servereditor.h"
#include "ui/servers/serversmodel.h"
#include "ui/servers/serverspage.h"
#include "ui/servers/serversview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"
#include "ui/wording/planwording.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace synchroscope;
using namespace synchroscope::serverstest;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A window at its servers, with an engine that only writes down what it was told.
struct Desk
{
    explicit Desk(const QString &settingsFile) : settings(settingsFile), window(engine, settings) {}

    void show(const Snapshot &snapshot)
    {
        taken = snapshot;
        engine.take(taken);
        window.resize(1180, 760);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        part<QAction>(u"serversAction"_s).trigger();
        QVERIFY(part<ServersPage>(u"serversPage"_s).isVisible());
    }

    template <typename Widget>
    Widget &part(const QString &name)
    {
        auto *found = window.findChild<Widget *>(name);
        if (found == nullptr)
            qFatal("There is no %s.", qPrintable(name));
        return *found;
    }
    QString text(const QString &name) { return part<QLabel>(name).text(); }
    QPushButton &button(const QString &name) { return part<QPushButton>(name); }
    ServersView &view() { return part<ServersView>(u"serversView"_s); }
    const std::vector<ServerRow> &rows() { return static_cast<ServersModel *>(view().model())->rows(); }
    const ServerRow &row(const QString &name)
    {
        for (const ServerRow &each : rows()) {
            if (each.name == name)
                return each;
        }
        qFatal("There is no row %s.", qPrintable(name));
        return rows().front();
    }
    void paste(const QString &text)
    {
        auto &field = part<QPlainTextEdit>(u"additionField"_s);
        QApplication::clipboard()->setText(text);
        field.setFocus();
        field.paste();
        QTest::keyClick(&field, Qt::Key_Return);
    }
    QString diff() { return part<QPlainTextEdit>(u"diffView"_s).toPlainText(); }
    /// The files as if the wishes had been carried out.
    void carryOut(Files &files)
    {
        const ServerChange &change = *engine.changed;
        const auto planned = planChanges(change.daemon, *taken.configurations.front().files, change.edits);
        files = applied(files, std::get<ChangePlan>(planned).changes);
        taken.configurations = {configurationOf(change.daemon, files)};
    }
    OptionField &option(const QString &name) { return part<OptionField>(u"option-"_s + name); }

    FakeEngineClient engine;
    Settings settings;
    MainWindow window;
    Snapshot taken;
};

QString threeServers()
{
    return u"ntp1.jst.mfeed.ad.jp\nntp2.jst.mfeed.ad.jp\nntp3.jst.mfeed.ad.jp"_s;
}

} // namespace

/// The page of the server list between its user and the engine.
class TestServersPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setQuitOnLastWindowClosed(false);
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<Desk>(m_folder->filePath(u"window.ini"_s));
    }

    void isMadeWhenItIsLookedAt()
    {
        m_desk->engine.take(ubuntu());
        m_desk->window.show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desk->window));
        QVERIFY(m_desk->window.findChild<ServersPage *>() == nullptr);
        QVERIFY(!m_desk->engine.commands.contains(u"read configurations"_s));
        QTest::keyClick(&m_desk->window, Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(m_desk->window.findChild<ServersPage *>() != nullptr);
        QCOMPARE(m_desk->engine.commands.last(), u"read configurations"_s);
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).currentIndex(), 1);
        QTest::keyClick(&m_desk->window, Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).currentIndex(), 0);
        QVERIFY(!m_desk->part<ServersPage>(u"serversPage"_s).isVisible());
    }

    void pageIsRemembered()
    {
        m_desk->show(ubuntu());
        m_desk->window.hide();
        Desk again(m_folder->filePath(u"window.ini"_s));
        again.engine.take(ubuntu());
        again.window.show();
        QVERIFY(again.part<ServersPage>(u"serversPage"_s).isVisible());
    }

    void aFindingLeadsToItsServer()
    {
        m_desk->show(ubuntu());
        const std::vector<ListedServer> servers =
            listServers(DaemonKind::Chrony, *m_desk->engine.snapshot()->configurations.at(0).files);
        const auto current = [this] {
            return m_desk->view().currentIndex().siblingAtColumn(ServersModel::Name).data().toString();
        };
        m_desk->part<ServersPage>(u"serversPage"_s).reveal(servers.at(1).file, servers.at(1).line);
        QCOMPARE(current(), servers.at(1).host.host);
        QVERIFY(!m_desk->part<QWidget>(u"placeView"_s).isVisible());
        // Of a whole file its first server; of no file the list as it is.
        m_desk->part<ServersPage>(u"serversPage"_s).reveal(servers.at(1).file, 0);
        QCOMPARE(current(), servers.at(0).host.host);
        m_desk->part<ServersPage>(u"serversPage"_s).reveal({}, 0);
        QCOMPARE(current(), servers.at(0).host.host);
        QVERIFY(m_desk->view().isVisible());
    }

    /// Lines that are no rows of the list, by the findings that name them.
    void aFindingLeadsToItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<bool>("warns");
        const QString other = u"names no server, so it is not in the list"_s;
        QTest::newRow("broken-line: an option") << u"server ntp1.example.org ibrust"_s << 5
                                                << u"Line 5: the option \"ibrust\" is unknown."_s << true;
        QTest::newRow("refused-to-start: a directive")
            << u"serverr ntp1.example.org"_s << 5 << u"the directive \"serverr\" is unknown."_s << true;
        QTest::newRow("source-port-blocked") << u"acquisitionport 123"_s << 5 << other << false;
        QTest::newRow("host-clock-followed") << u"refclock PHC /dev/ptp0 poll 2"_s << 5 << other << false;
        QTest::newRow("local-mode") << u"local stratum 10"_s << 5 << other << false;
        QTest::newRow("a line that has gone")
            << u"local stratum 10"_s << 500 << u"no such line any more"_s << false;
    }
    void aFindingLeadsToItsLine()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(QString, sentence);
        QFETCH(bool, warns);
        Files files = ubuntuFiles();
        files[chronyConf].replace("pool 0.ubuntu.pool.ntp.org iburst maxsources 1", text.toUtf8());
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->show(snapshot);
        auto &page = m_desk->part<ServersPage>(u"serversPage"_s);
        page.reveal(chronyConf, line);
        QVERIFY(m_desk->part<QWidget>(u"placeView"_s).isVisible());
        QVERIFY(!m_desk->view().isVisible());
        QCOMPARE(m_desk->text(u"placeTitle"_s), u"%1, line %2"_s.arg(chronyConf).arg(line));
        QVERIFY2(m_desk->text(u"placeSentence"_s).contains(sentence),
                 qPrintable(m_desk->text(u"placeSentence"_s)));
        QCOMPARE(m_desk->text(u"placeSentence"_s).startsWith(u"chrony cannot use this line."_s), warns);
        QCOMPARE(m_desk->text(u"placeRemedy"_s).contains(u"put # before it"_s), warns);
        // The whole file, and the line marked by more than its colour.
        auto &shown = m_desk->part<QPlainTextEdit>(u"placeText"_s);
        QCOMPARE(shown.toPlainText().count(u'\n'),
                 QString::fromUtf8(files[chronyConf]).trimmed().count(u'\n'));
        QCOMPARE(shown.toPlainText().contains(u"\n>  5  %1\n"_s.arg(text)), line < 100);
        QCOMPARE(shown.extraSelections().size(), line < 100 ? 1 : 0);
        if (line < 100)
            QCOMPARE(shown.textCursor().blockNumber(), line - 1);
        if (line < 100)
            QCOMPARE(shown.textCursor().positionInBlock(), int(u">  5  "_s.size()));
        m_desk->button(u"copyPlaceCommand"_s).click();
        QCOMPARE(QApplication::clipboard()->text(),
                 u"SUDO_EDITOR=\"${EDITOR:-nano} +%1\" sudoedit /etc/chrony/chrony.conf"_s.arg(line));
        QVERIFY(!m_desk->text(u"placeCopied"_s).isEmpty());
        // What is not seen is not carried out.
        const qsizetype commands = m_desk->engine.commands.size();
        QTest::keyClick(&shown, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_desk->engine.commands.size(), commands);
        // It stays while snapshots come, and Esc leads back.
        m_desk->engine.take(snapshot);
        QVERIFY(m_desk->part<QWidget>(u"placeView"_s).isVisible());
        QTest::keyClick(&shown, Qt::Key_Escape);
        QVERIFY(m_desk->view().isVisible());
        QVERIFY(m_desk->view().hasFocus());
        QCOMPARE(m_desk->engine.commands.last(), u"read configurations"_s);
    }

    /// The file is read only when the page is looked at, or is mended while its place is shown.
    void aPlaceThatBecomesAServersIsSelected()
    {
        Files files = ubuntuFiles();
        files[chronyConf].replace("0.ubuntu.pool.ntp.org iburst", "0.ubuntu.pool.ntp.org ibrust");
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {};
        m_desk->show(snapshot);
        auto &page = m_desk->part<ServersPage>(u"serversPage"_s);
        page.reveal(chronyConf, 5);
        QVERIFY(m_desk->part<QWidget>(u"placeView"_s).isVisible());
        QVERIFY(m_desk->text(u"placeSentence"_s).contains(u"none of the time services found here"_s));
        QVERIFY(!m_desk->part<QWidget>(u"placeText"_s).isVisible());
        snapshot.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->engine.take(snapshot);
        QVERIFY(m_desk->part<QWidget>(u"placeText"_s).isVisible());
        QVERIFY(m_desk->text(u"placeSentence"_s).contains(u"ibrust"_s));
        snapshot.configurations = {configurationOf(DaemonKind::Chrony, ubuntuFiles())};
        m_desk->engine.take(snapshot);
        QVERIFY(!m_desk->part<QWidget>(u"placeView"_s).isVisible());
        QCOMPARE(m_desk->view().currentIndex().siblingAtColumn(ServersModel::Name).data().toString(),
                 u"0.ubuntu.pool.ntp.org"_s);
    }

    /// Without a list that could be edited too.
    void aPlaceIsShownWhateverTheListIs()
    {
        const QString openntpd = u"/etc/openntpd/ntpd.conf"_s;
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {
            configurationOf(DaemonKind::OpenNtpd, {{openntpd, "servers pool.ntp.org\nlisten on *\n"}}, {})};
        m_desk->show(snapshot);
        auto &page = m_desk->part<ServersPage>(u"serversPage"_s);
        page.reveal(openntpd, 2);
        QVERIFY(m_desk->part<QWidget>(u"placeView"_s).isVisible());
        m_desk->button(u"closePlace"_s).click();
        QVERIFY(m_desk->view().isVisible());
        // Of another file's name a shell makes no more than a name.
        page.reveal(u"/etc/it's here"_s, 0);
        QCOMPARE(m_desk->text(u"placeTitle"_s), u"/etc/it's here"_s);
        QCOMPARE(m_desk->part<QLineEdit>(u"placeCommand"_s).text(), u"sudoedit '/etc/it'\\''s here'"_s);
        QTest::keyClick(&m_desk->window, Qt::Key_Escape);
        QVERIFY(m_desk->view().isVisible());
    }

    void aFileThatCouldNotBeReadSaysWhy()
    {
        Snapshot snapshot = ubuntu();
        NamedServers files = *snapshot.configurations.front().files;
        const QString hidden = u"/etc/chrony/conf.d/hidden.conf"_s;
        files.files.push_back({.path = hidden, .changedAt = {}});
        files.problems.push_back(
            {.code = ErrorCode::FileUnreadable, .subject = hidden, .detail = u"Permission denied"_s});
        snapshot.configurations.front().files = std::make_shared<const NamedServers>(files);
        m_desk->show(snapshot);
        m_desk->part<ServersPage>(u"serversPage"_s).reveal(hidden, 3);
        QCOMPARE(m_desk->text(u"placeSentence"_s),
                 u"Its text cannot be shown: the file could not be read from here. Permission denied."_s);
    }

    void aFileThatIsUsedInPartSaysWhy()
    {
        Snapshot snapshot = ubuntu();
        NamedServers files = *snapshot.configurations.front().files;
        const QString large = u"/etc/chrony/conf.d/large.conf"_s;
        const QString loop = u"/etc/chrony/conf.d/loop.conf"_s;
        files.files.push_back({.path = large, .changedAt = {}});
        files.files.push_back({.path = loop, .changedAt = {}});
        files.texts.push_back({.path = loop, .part = ConfigPart::Main, .text = "makestep 1 3\ninclude a\n"});
        files.problems = {
            {.code = ErrorCode::FileMalformed, .subject = large, .detail = u"line 9: left out"_s},
            {.code = ErrorCode::FileMalformed, .subject = loop, .detail = u"line 2: a loop"_s}};
        snapshot.configurations.front().files = std::make_shared<const NamedServers>(files);
        m_desk->show(snapshot);
        auto &page = m_desk->part<ServersPage>(u"serversPage"_s);
        page.reveal(large, 0);
        QCOMPARE(m_desk->text(u"placeSentence"_s), u"Its text cannot be shown. Line 9: left out."_s);
        page.reveal(loop, 0);
        QCOMPARE(m_desk->text(u"placeSentence"_s), u"chrony cannot use all of this file. Line 2: a loop."_s);
        // Of one line it says nothing.
        page.reveal(loop, 1);
        QVERIFY(m_desk->text(u"placeSentence"_s).startsWith(u"This line names no server"_s));
    }

    void theListBehindAPlaceStaysAsItIs()
    {
        m_desk->show(ubuntu());
        m_desk->paste(u"ntp1.example.org"_s);
        auto &undo = m_desk->part<QAction>(u"undoDraft"_s);
        QVERIFY(undo.isEnabled());
        m_desk->part<ServersPage>(u"serversPage"_s).reveal(u"/etc/other"_s, 1);
        QVERIFY(m_desk->part<QWidget>(u"placeView"_s).isVisible());
        QVERIFY(!undo.isEnabled());
        m_desk->button(u"closePlace"_s).click();
        QVERIFY(undo.isEnabled());
        // Whoever is asked about a draft sees it.
        m_desk->part<ServersPage>(u"serversPage"_s).reveal(u"/etc/other"_s, 1);
        QVERIFY(!m_desk->window.close());
        QVERIFY(m_desk->view().isVisible());
        QVERIFY(undo.isEnabled());
    }

    void helpAndWatchingGoOn()
    {
        m_desk->show(ubuntu());
        m_desk->part<QAction>(u"helpAction"_s).trigger();
        QVERIFY(!m_desk->part<ServersPage>(u"serversPage"_s).isVisible());
        QTest::keyClick(&m_desk->window, Qt::Key_Escape);
        QVERIFY(m_desk->part<ServersPage>(u"serversPage"_s).isVisible());
        m_desk->part<QAction>(u"findAction"_s).trigger();
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).currentIndex(), 0);
    }

    /// The afternoon that this program exists for.
    void fromPasteToFollowed()
    {
        Files files = ubuntuFiles();
        m_desk->show(ubuntu());
        QCOMPARE(m_desk->text(u"serversTitle"_s), u"Servers that chrony is to use"_s);
        QCOMPARE(m_desk->rows().size(), 4U);
        QVERIFY(!m_desk->button(u"applyChanges"_s).isEnabled());
        QVERIFY(m_desk->text(u"changeNotice"_s).startsWith("Nothing is changed so far"_L1));
        m_desk->paste(threeServers());
        // Only these, unless the user says otherwise; new ones are tested by themselves.
        QCOMPARE(m_desk->rows().size(), 7U);
        QVERIFY(m_desk->part<QRadioButton>(u"onlyThese"_s).isVisible());
        QVERIFY(m_desk->part<QRadioButton>(u"onlyThese"_s).isChecked());
        QCOMPARE(m_desk->engine.commands.last(),
                 u"test ntp1.jst.mfeed.ad.jp:123 ntp2.jst.mfeed.ad.jp:123 ntp3.jst.mfeed.ad.jp:123"_s);
        QVERIFY(m_desk->part<QPlainTextEdit>(u"additionField"_s).toPlainText().isEmpty());
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).tabText(1), u"Servers ●"_s);
        QVERIFY(!m_desk->part<QTabBar>(u"pageTabs"_s).accessibleTabName(1).isEmpty());
        // Tested once, however often it is looked at.
        const qsizetype commands = m_desk->engine.commands.size();
        m_desk->taken.serverTests = {
            answering(u"ntp1.jst.mfeed.ad.jp"_s, -700us, {u"192.0.2.1"_s}),
            answering(u"ntp2.jst.mfeed.ad.jp"_s, -2900us, {u"192.0.2.2"_s}),
            answering(u"ntp3.jst.mfeed.ad.jp"_s, 800us, {u"192.0.2.3"_s, u"192.0.2.4"_s, u"192.0.2.5"_s})};
        m_desk->engine.take(m_desk->taken);
        QCOMPARE(m_desk->engine.commands.size(), commands);
        QVERIFY(m_desk->row(u"ntp1.jst.mfeed.ad.jp"_s).test.startsWith("answers"_L1));
        QVERIFY(m_desk->window.findChild<QLabel *>(u"adviceText"_s) != nullptr);
        // Also these, and only these again.
        m_desk->part<QRadioButton>(u"alsoThese"_s).click();
        QCOMPARE(m_desk->row(u"ntp.ubuntu.com"_s).pending, ServerRow::Pending::None);
        m_desk->part<QRadioButton>(u"onlyThese"_s).click();
        QCOMPARE(m_desk->row(u"ntp.ubuntu.com"_s).pending, ServerRow::Pending::SwitchedOff);
        // What is shown is what will be done.
        ServerEdits edits;
        edits.version = DaemonVersion{{4, 3}};
        edits.edits = {{ServerEdit::Verb::Only,
                        {},
                        {u"server ntp1.jst.mfeed.ad.jp iburst"_s, u"server ntp2.jst.mfeed.ad.jp iburst"_s,
                         u"server ntp3.jst.mfeed.ad.jp iburst"_s}}};
        const auto plan = std::get<ChangePlan>(
            planChanges(DaemonKind::Chrony, *m_desk->taken.configurations.front().files, edits));
        QString expected;
        for (const FileChange &change : plan.changes)
            expected += QString::fromUtf8(unifiedDiff(change));
        auto &diff = m_desk->part<QPlainTextEdit>(u"diffView"_s);
        diff.selectAll();
        diff.copy();
        QCOMPARE(QApplication::clipboard()->text(), expected);
        QCOMPARE(m_desk->part<QPushButton>(u"applyChanges"_s).isEnabled(), true);
        m_desk->button(u"copyCommands"_s).click();
        QVERIFY(QApplication::clipboard()->text().endsWith("sudo systemctl restart chrony\n"_L1));
        // The engine gets exactly that.
        m_desk->button(u"applyChanges"_s).click();
        QCOMPARE(m_desk->engine.commands.last(), u"change servers"_s);
        QCOMPARE(m_desk->engine.changed->edits, edits);
        QCOMPARE(m_desk->engine.changed->digest, plan.digest);
        QCOMPARE(m_desk->engine.changed->effect, ChangeEffect::Restart);
        QCOMPARE(m_desk->engine.changed->files, plan.changes);
        QVERIFY(!m_desk->button(u"applyChanges"_s).isEnabled());
        // It is followed.
        m_desk->taken.serverChange = following(4, wallClock());
        m_desk->taken.serverChange->undoable = m_desk->engine.changed;
        m_desk->engine.take(m_desk->taken);
        QVERIFY(m_desk->part<QWidget>(u"followPanel"_s).isVisible());
        QCOMPARE(m_desk->text(u"followStep0"_s), u"Checked and saved"_s);
        QCOMPARE(m_desk->text(u"followTime0"_s), u"100\u00a0ms"_s);
        QVERIFY(m_desk->text(u"followStep4"_s)
                    .startsWith("First answers from 2 of 3 server(s): no answer from ntp3"_L1));
        QVERIFY(m_desk->text(u"followStep4"_s).contains("left"_L1));
        m_desk->part<ServersPage>(u"serversPage"_s).tick(wallClock() + 10s);
        QVERIFY(m_desk->text(u"followStep4"_s).endsWith("any moment now"_L1));
        QVERIFY(m_desk->text(u"followResult"_s).startsWith("Saved, and chrony is up"_L1));
        m_desk->engine.finish({});
        m_desk->carryOut(files);
        m_desk->taken.serverChange->result = ChangeResult::Followed;
        m_desk->taken.serverChange->endedAt = wallClock();
        m_desk->engine.take(m_desk->taken);
        // Nothing is pending any more.
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).tabText(1), u"Servers"_s);
        QVERIFY(!m_desk->button(u"discardChanges"_s).isVisible());
        QVERIFY(!m_desk->part<QAction>(u"undoDraft"_s).isEnabled());
        QVERIFY(m_desk->part<QRadioButton>(u"onlyThese"_s).isHidden() ||
                !m_desk->part<QRadioButton>(u"onlyThese"_s).isVisible());
        QCOMPARE(m_desk->row(u"ntp1.jst.mfeed.ad.jp"_s).where, u"own file:2"_s);
        QCOMPARE(m_desk->row(u"ntp.ubuntu.com"_s).where, u"chrony.conf:4, switched off"_s);
        QVERIFY(m_desk->text(u"followResult"_s).startsWith("Done"_L1));
        // What undoing it would write is shown first, and is what was.
        m_desk->button(u"undoChange"_s).click();
        QVERIFY(!m_desk->part<QWidget>(u"changePanel"_s).isVisible());
        QString back;
        for (auto change = plan.changes.rbegin(); change != plan.changes.rend(); ++change)
            back += QString::fromUtf8(unifiedDiff({change->path, change->after, change->before}));
        auto &undoDiff = m_desk->part<QPlainTextEdit>(u"undoDiff"_s);
        QVERIFY(undoDiff.isVisible());
        undoDiff.selectAll();
        undoDiff.copy();
        QCOMPARE(QApplication::clipboard()->text(), back);
        QVERIFY(m_desk->engine.commands.last() != "undo the change"_L1);
        m_desk->button(u"undoIt"_s).click();
        QCOMPARE(m_desk->engine.commands.last(), u"undo the change"_s);
        QCOMPARE(m_desk->engine.undone->digest, plan.digest);
        QVERIFY(m_desk->part<QWidget>(u"changePanel"_s).isVisible());
    }

    void whatMakesNoSenseStaysInTheField()
    {
        m_desk->show(ubuntu());
        m_desk->paste(u"server ntp1.example.org ibrust\nntp2.example.org\ndriftfile /x"_s);
        QCOMPARE(m_desk->part<QPlainTextEdit>(u"additionField"_s).toPlainText(),
                 u"server ntp1.example.org ibrust"_s);
        const QString sentence = m_desk->text(u"additionSentence"_s);
        QVERIFY2(sentence.contains("ibrust"_L1) && sentence.contains("passed over"_L1), qPrintable(sentence));
        QCOMPARE(m_desk->rows().size(), 5U);
        QVERIFY(!m_desk->part<QRadioButton>(u"onlyThese"_s).isChecked());
        m_desk->paste(u" \n"_s);
        QVERIFY(m_desk->part<QLabel>(u"additionSentence"_s).isVisible());
    }

    void keysSwitchAndRemove()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(1, ServersModel::Name));
        m_desk->view().setFocus();
        QTest::keyClick(&m_desk->view(), Qt::Key_Space);
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::SwitchedOff);
        QTest::keyClick(&m_desk->view(), Qt::Key_Space);
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::None);
        QTest::keyClick(&m_desk->view(), Qt::Key_Delete);
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::Removed);
        QTest::keyClick(&m_desk->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::None);
        QTest::keyClick(&m_desk->view(), Qt::Key_Escape);
        QVERIFY(m_desk->view().selectedKeys().empty());
        QVERIFY(m_desk->part<QAction>(u"redoDraft"_s).isEnabled());
    }

    void editorChangesALine()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        QVERIFY(m_desk->part<ServerEditor>(u"serverEditor"_s).isVisible());
        QCOMPARE(m_desk->text(u"editorTitle"_s), u"ntp.ubuntu.com"_s);
        auto *prefer = m_desk->option(u"prefer"_s).findChild<QCheckBox *>();
        prefer->click();
        QVERIFY(m_desk->row(u"ntp.ubuntu.com"_s).prefer);
        QVERIFY(m_desk->diff().contains("+pool ntp.ubuntu.com iburst maxsources 4 prefer"_L1));
        auto *most = m_desk->option(u"maxsources"_s).findChild<QLineEdit *>();
        most->setFocus();
        most->selectAll();
        QTest::keyClicks(most, u"2"_s);
        QVERIFY(!m_desk->diff().contains("maxsources 2 prefer"_L1));
        QTest::keyClick(most, Qt::Key_Return);
        QVERIFY(m_desk->diff().contains("+pool ntp.ubuntu.com iburst maxsources 2 prefer"_L1));
        // Out of range: said at the field, and nothing can be applied.
        most->selectAll();
        QTest::keyClicks(most, u"x"_s);
        QTest::keyClick(most, Qt::Key_Return);
        const auto *fault = m_desk->option(u"maxsources"_s).findChild<QLabel *>(u"optionFault"_s);
        QVERIFY(fault->isVisible());
        QVERIFY2(fault->text().contains("cannot be applied"_L1), qPrintable(fault->text()));
        QVERIFY(!m_desk->button(u"applyChanges"_s).isEnabled());
        m_desk->part<QAction>(u"undoDraft"_s).trigger();
        QCOMPARE(most->text(), u"2"_s);
        QVERIFY(m_desk->button(u"applyChanges"_s).isEnabled());
    }

    void editorOffersWhatTheVersionKnows()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        const auto isShown = [this](const QString &name) {
            const auto *field = m_desk->window.findChild<OptionField *>(u"option-"_s + name);
            return field != nullptr && field->isVisibleTo(&m_desk->part<ServerEditor>(u"serverEditor"_s));
        };
        QVERIFY(isShown(u"iburst"_s));
        QVERIFY(!isShown(u"xleave"_s));
        m_desk->part<QAbstractButton>(u"allOptions"_s).click();
        QVERIFY(isShown(u"xleave"_s));
        QVERIFY(!isShown(u"ipv4"_s)); // of chrony 4.6
        m_desk->part<QLineEdit>(u"optionFilter"_s).setText(u"interleaved"_s);
        QVERIFY(isShown(u"xleave"_s));
        QVERIFY(!isShown(u"iburst"_s));
    }

    void whatIsTooNewIsShownAndRefused()
    {
        Snapshot snapshot = ubuntu();
        Files files = ubuntuFiles();
        files[chronyConf].replace("maxsources 4", "ipv4");
        snapshot.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->show(snapshot);
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        OptionField &field = m_desk->option(u"ipv4"_s);
        QVERIFY(field.isVisible());
        const QString fault = field.findChild<QLabel *>(u"optionFault"_s)->text();
        QVERIFY(fault.contains("4.6"_L1));
        QCOMPARE(m_desk->text(u"hostFault"_s), fault);
        QVERIFY(m_desk->part<QLabel>(u"hostFault"_s).isVisible());
    }

    void escapeDropsWhatIsTypedAndNotTheDraft()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->option(u"prefer"_s).findChild<QCheckBox *>()->click();
        auto *most = m_desk->option(u"maxsources"_s).findChild<QLineEdit *>();
        most->setFocus();
        most->selectAll();
        QTest::keyClicks(most, u"9"_s);
        QTest::keyClick(most, Qt::Key_Escape);
        QCOMPARE(most->text(), u"4"_s);
        QVERIFY(m_desk->part<ServerEditor>(u"serverEditor"_s).isVisible());
        QTest::keyClick(most, Qt::Key_Escape);
        QVERIFY(!m_desk->part<ServerEditor>(u"serverEditor"_s).isVisible());
        auto &field = m_desk->part<QPlainTextEdit>(u"additionField"_s);
        field.setFocus();
        QTest::keyClicks(&field, u"ntp"_s);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.toPlainText().isEmpty());
        QVERIFY(m_desk->row(u"ntp.ubuntu.com"_s).prefer);
        QVERIFY(!m_desk->diff().contains("maxsources 9"_L1));
    }

    void everythingByKeyboard()
    {
        m_desk->show(ubuntu());
        // Each of them is reached by Tab from the field.
        auto &field = m_desk->part<QPlainTextEdit>(u"additionField"_s);
        field.setFocus();
        QTest::keyClicks(&field, u"ntp1.example.org ntp2.example.org"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QStringList missing{u"addServers"_s, u"onlyThese"_s, u"serversView"_s, u"copyCommands"_s,
                            u"discardChanges"_s, u"applyChanges"_s, u"testAll"_s, u"serversMenu"_s,
                            u"pageTabs"_s, u"diffView"_s,
                            // Of the editor.
                            u"optionFilter"_s, u"closeEditor"_s, u"serverType"_s, u"serverHost"_s,
                            u"optionCheck"_s, u"optionEdit"_s, u"allOptions"_s};
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        for (int i = 0; i < 80 && !missing.isEmpty(); ++i) {
            missing.removeAll(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
    }

    void everyFieldHasAName()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->part<QAbstractButton>(u"allOptions"_s).click();
        const QList<QWidget *> widgets =
            m_desk->part<ServersPage>(u"serversPage"_s).findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) ||
                qobject_cast<QAbstractScrollArea *>(widget->parentWidget()))
                continue;
            QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            const bool isScroll = qobject_cast<QScrollArea *>(widget) != nullptr;
            QVERIFY2(
                isScroll || (spoken && !spoken->text(QAccessible::Name).isEmpty()),
                qPrintable(widget->objectName() + QString::fromLatin1(widget->metaObject()->className())));
        }
    }

    void hiddenCharactersShow()
    {
        Files files = ubuntuFiles();
        files[chronyConf].replace("# Use Ubuntu's servers.", "# Use \xe2\x80\xaeUbuntu's\r");
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->show(snapshot);
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        QVERIFY(m_desk->diff().contains(u" # Use \ufffdUbuntu's\u240d\n"_s));
    }

    void makesPools()
    {
        m_desk->show(ubuntu());
        m_desk->paste(threeServers());
        m_desk->taken.serverTests = {
            answering(u"ntp3.jst.mfeed.ad.jp"_s, 800us, {u"192.0.2.3"_s, u"192.0.2.4"_s, u"192.0.2.5"_s})};
        m_desk->engine.take(m_desk->taken);
        if (auto *more = m_desk->window.findChild<QAbstractButton *>(u"moreAdvice"_s); more->isVisible())
            more->click();
        m_desk->button(u"makePool"_s).click();
        QVERIFY(m_desk->diff().contains("+pool ntp3.jst.mfeed.ad.jp iburst"_L1));
        m_desk->part<QAction>(u"undoDraft"_s).trigger();
        QVERIFY(m_desk->diff().contains("+server ntp3.jst.mfeed.ad.jp iburst"_L1));
    }

    void testsWhatIsUsed()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(1, ServersModel::Name));
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        m_desk->button(u"testAll"_s).click();
        QCOMPARE(m_desk->engine.commands.last(),
                 u"test ntp.ubuntu.com:123 1.ubuntu.pool.ntp.org:123 2.ubuntu.pool.ntp.org:123"_s);
        QCOMPARE(m_desk->engine.tested.front().type, ServerType::Pool);
        m_desk->part<QAction>(u"testServerAction"_s).trigger();
        QCOMPARE(m_desk->engine.commands.last(), u"test 0.ubuntu.pool.ntp.org:123"_s);
    }

    void laterTestsKeepEarlierResults()
    {
        m_desk->show(ubuntu());
        m_desk->paste(u"ntp1.example.org"_s);
        // The first one is still being tested: a new request would drop it.
        m_desk->paste(u"ntp2.example.org"_s);
        QCOMPARE(m_desk->engine.commands.last(), u"test ntp2.example.org:123 ntp1.example.org:123"_s);
        m_desk->taken.serverTests = {answering(u"ntp1.example.org"_s, 1ms, {u"192.0.2.1"_s})};
        m_desk->engine.take(m_desk->taken);
        m_desk->taken.serverTests = {silent(u"ntp2.example.org"_s)};
        m_desk->engine.take(m_desk->taken);
        QVERIFY(m_desk->row(u"ntp1.example.org"_s).test.startsWith("answers"_L1));
        QCOMPARE(m_desk->row(u"ntp2.example.org"_s).testMark.shape, StateShape::Triangle);
    }

    void cannotApply_data()
    {
        QTest::addColumn<int>("ability");
        QTest::newRow("no helper") << int(ChangeAbility::NoHelper);
        QTest::newRow("no pkexec") << int(ChangeAbility::NoPkexec);
    }
    void cannotApply()
    {
        QFETCH(int, ability);
        Snapshot snapshot = ubuntu();
        snapshot.changeAbility = ChangeAbility(ability);
        m_desk->show(snapshot);
        m_desk->paste(threeServers());
        QVERIFY(!m_desk->button(u"applyChanges"_s).isEnabled());
        QVERIFY(m_desk->button(u"copyCommands"_s).isEnabled());
        QVERIFY(m_desk->text(u"changeNotice"_s).contains("Copy commands"_L1));
        QTest::keyClick(&m_desk->view(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!m_desk->engine.commands.contains(u"change servers"_s));
    }

    void columnsShareTheWidthWhenTheTabIsClicked()
    {
        m_desk->engine.take(ubuntu());
        m_desk->window.resize(1180, 760);
        m_desk->window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_desk->window));
        auto &tabs = m_desk->part<QTabBar>(u"pageTabs"_s);
        QTest::mouseClick(m_desk->window.windowHandle(), Qt::LeftButton, {},
                          tabs.mapTo(&m_desk->window, tabs.tabRect(1).center()));
        QTRY_VERIFY(m_desk->window.findChild<ServersView *>() != nullptr);
        m_desk->window.resize(1440, 900);
        QTRY_VERIFY(m_desk->view().columnWidth(ServersModel::Name) > 200);
        QVERIFY(m_desk->view().columnWidth(ServersModel::Test) > 200);
    }

    void noServerIsLeftOnlyOnPurpose()
    {
        m_desk->show(ubuntu());
        m_desk->view().selectAll();
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        QVERIFY(!m_desk->button(u"applyChanges"_s).isEnabled());
        auto &leave = m_desk->part<QCheckBox>(u"leaveNone"_s);
        QVERIFY(leave.isVisible());
        QVERIFY(m_desk->text(u"changeNotice"_s).endsWith("tick the box below."_L1));
        leave.click();
        QVERIFY(m_desk->button(u"applyChanges"_s).isEnabled());
        m_desk->button(u"applyChanges"_s).click();
        QVERIFY(m_desk->engine.changed->edits.mayLeaveNone);
    }

    void networksServersCanBeIgnored()
    {
        m_desk->show(ubuntu());
        auto &ignore = m_desk->part<QCheckBox>(u"ignoreDhcp"_s);
        QVERIFY(!ignore.isVisible());
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {configurationOf(DaemonKind::Ntpsec,
                                                   {{ntpsecConf, "pool a.example.org iburst\n"},
                                                    {u"/run/ntpsec/ntp.conf.dhcp"_s, "server 192.0.2.1\n"}},
                                                   DaemonVersion{{1, 2, 2}})};
        m_desk->show(snapshot);
        QVERIFY(ignore.isVisible());
        ignore.click();
        QVERIFY2(m_desk->diff().contains("+IGNORE_DHCP=yes"_L1), qPrintable(m_desk->text(u"changeNotice"_s)));
        m_desk->button(u"applyChanges"_s).click();
        QCOMPARE(m_desk->engine.changed->edits.edits.back().verb, ServerEdit::Verb::IgnoreDhcp);
    }

    void whatWasTypedIsSeenBeforeItIsApplied()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->option(u"prefer"_s).findChild<QCheckBox *>()->click();
        auto *most = m_desk->option(u"maxsources"_s).findChild<QLineEdit *>();
        most->setFocus();
        most->selectAll();
        QTest::keyClicks(most, u"3"_s);
        QTest::keyClick(most, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!m_desk->engine.commands.contains(u"change servers"_s));
        QVERIFY(m_desk->diff().contains("maxsources 3"_L1));
        QVERIFY(m_desk->text(u"changeNotice"_s).contains("The plan has changed: look, and apply again."_L1));
        // That stands while this clock's offset goes on changing.
        m_desk->taken.judgement.offset = Offset::fromLocalMinusRemote(1ms);
        m_desk->engine.take(m_desk->taken);
        QVERIFY(m_desk->text(u"changeNotice"_s).contains("The plan has changed"_L1));
        QTest::keyClick(most, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_desk->engine.commands.contains(u"change servers"_s));
    }

    void clickAppliesWhatWasSeen()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->option(u"prefer"_s).findChild<QCheckBox *>()->click();
        auto *most = m_desk->option(u"maxsources"_s).findChild<QLineEdit *>();
        most->setFocus();
        most->selectAll();
        QTest::keyClicks(most, u"3"_s);
        const QSignalSpy announced(&m_desk->part<AnnouncingLabel>(u"changeNotice"_s),
                                   &AnnouncingLabel::announced);
        QTest::mouseClick(&m_desk->button(u"applyChanges"_s), Qt::LeftButton);
        QVERIFY(!m_desk->engine.commands.contains(u"change servers"_s));
        QVERIFY(m_desk->diff().contains("maxsources 3"_L1));
        QCOMPARE(announced.count(), 1);
        QVERIFY(announced.front().front().toString().startsWith("The plan has changed"_L1));
        // Files that change between press and release.
        QTest::mousePress(&m_desk->button(u"applyChanges"_s), Qt::LeftButton);
        Files files = ubuntuFiles();
        files[chronyConf].prepend("# A line more.\n");
        m_desk->taken.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->engine.take(m_desk->taken);
        QTest::mouseRelease(&m_desk->button(u"applyChanges"_s), Qt::LeftButton);
        QVERIFY(!m_desk->engine.commands.contains(u"change servers"_s));
        QTest::mouseClick(&m_desk->button(u"applyChanges"_s), Qt::LeftButton);
        QCOMPARE(m_desk->engine.commands.last(), u"change servers"_s);
        QCOMPARE(m_desk->engine.changed->edits.edits.front().lines,
                 QStringList{u"pool ntp.ubuntu.com iburst maxsources 3 prefer"_s});
    }

    void whatIsTypedStaysWhenTheVersionComesAndGoes()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        const QPointer<QLineEdit> most = m_desk->option(u"maxsources"_s).findChild<QLineEdit *>();
        most->setFocus();
        most->selectAll();
        QTest::keyClicks(most, u"3"_s);
        for (const std::optional<DaemonVersion> &version :
             {std::optional<DaemonVersion>(), std::optional(DaemonVersion{{4, 3}})}) {
            m_desk->taken.configurations.front().version = version;
            m_desk->engine.take(m_desk->taken);
            QVERIFY(most);
            QCOMPARE(most->text(), u"3"_s);
            QVERIFY(most->hasFocus());
        }
    }

    void whatIsTypedBelongsToItsServer()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        // Both are unfinished when another server is chosen.
        m_desk->part<QLineEdit>(u"serverHost"_s).setText(u" time.example.org "_s);
        m_desk->option(u"maxsources"_s).findChild<QLineEdit *>()->setText(u"3"_s);
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(1, ServersModel::Name));
        QCOMPARE(m_desk->row(u"time.example.org"_s).pending, ServerRow::Pending::Changed);
        QVERIFY(m_desk->diff().contains("+pool time.example.org iburst maxsources 3"_L1));
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::None);
        QCOMPARE(m_desk->part<QLineEdit>(u"serverHost"_s).text(), u"0.ubuntu.pool.ntp.org"_s);
    }

    /// A list that goes takes what is typed with it, and comes back with it.
    void listsComeAndGoWhileSomethingIsTyped_data()
    {
        QTest::addColumn<bool>("hasOther");
        QTest::newRow("another one is left") << true;
        QTest::newRow("none is left") << false;
    }
    void listsComeAndGoWhileSomethingIsTyped()
    {
        QFETCH(bool, hasOther);
        const ServerConfiguration other =
            configurationOf(DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\nNTP=a.example.org\n"}}, {});
        Snapshot both = ubuntu();
        if (hasOther)
            both.configurations.push_back(other);
        m_desk->show(both);
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        auto &host = m_desk->part<QLineEdit>(u"serverHost"_s);
        host.setFocus();
        host.selectAll();
        QTest::keyClicks(&host, u"time.example.org"_s);
        QVERIFY(host.hasFocus());
        Snapshot without = both;
        without.configurations = hasOther ? std::vector{other} : std::vector<ServerConfiguration>();
        m_desk->engine.take(without);
        // No dot for what cannot be looked at.
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).tabText(1), u"Servers"_s);
        if (hasOther) {
            QCOMPARE(m_desk->rows().size(), 1U);
            QCOMPARE(m_desk->rows().front().name, u"a.example.org"_s);
            QCOMPARE(m_desk->rows().front().pending, ServerRow::Pending::None);
            QVERIFY(m_desk->view().selectedKeys().empty());
        } else {
            QVERIFY(!m_desk->view().isVisible());
            QTest::keyClick(&m_desk->window, Qt::Key_Escape);
        }
        m_desk->engine.take(both);
        QCOMPARE(m_desk->rows().size(), 4U);
        QCOMPARE(m_desk->row(u"time.example.org"_s).pending, ServerRow::Pending::Changed);
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).tabText(1), u"Servers ●"_s);
    }

    void chosenListIsReturnedTo()
    {
        Snapshot both = ubuntu();
        both.configurations.push_back(
            configurationOf(DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\nNTP=a.example.org\n"}}, {}));
        m_desk->show(both);
        Q_EMIT m_desk->part<QComboBox>(u"daemonChooser"_s).activated(1);
        QCOMPARE(m_desk->rows().size(), 1U);
        Snapshot without = both;
        without.configurations.pop_back();
        m_desk->engine.take(without);
        QCOMPARE(m_desk->rows().size(), 4U);
        m_desk->engine.take(both);
        QCOMPARE(m_desk->rows().size(), 1U);
    }

    void keysAreForTheCurrentRow()
    {
        m_desk->show(ubuntu());
        ServersView &view = m_desk->view();
        view.setFocus();
        const auto goTo = [&view](int row) {
            view.clearSelection();
            view.selectionModel()->setCurrentIndex(view.model()->index(row, ServersModel::Name),
                                                   QItemSelectionModel::NoUpdate);
        };
        goTo(1);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::SwitchedOff);
        goTo(2);
        QTest::keyClick(&view, Qt::Key_Delete);
        QCOMPARE(m_desk->row(u"1.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::Removed);
        goTo(3);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(m_desk->text(u"editorTitle"_s), u"2.ubuntu.pool.ntp.org"_s);
        QVERIFY(m_desk->part<QLineEdit>(u"serverHost"_s).hasFocus());
        // Home is the list's own here.
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.currentIndex().row(), 0);
        QVERIFY(!m_desk->part<QAction>(u"presentAction"_s).isEnabled());
        m_desk->part<QAction>(u"nowAction"_s).trigger();
        QVERIFY(m_desk->part<QAction>(u"presentAction"_s).isEnabled());
    }

    void newServersCannotBeLeftAsTheyAre()
    {
        m_desk->show(ubuntu());
        m_desk->paste(u"ntp1.example.org"_s);
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(4, ServersModel::Name));
        QVERIFY(!m_desk->part<QAction>(u"restoreServerAction"_s).isEnabled());
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        QVERIFY(m_desk->part<QAction>(u"restoreServerAction"_s).isEnabled());
    }

    void manyAreNeitherTestedNorNamedAtOnce()
    {
        m_desk->show(ubuntu());
        QStringList names;
        for (int i = 0; i < 200; ++i)
            names.append(u"ntp%1.example.org"_s.arg(i));
        m_desk->paste(names.join(u'\n'));
        QCOMPARE(m_desk->engine.tested.size(), 16U);
        QVERIFY(m_desk->text(u"additionSentence"_s).contains("184 new server"_L1));
        // They had their turn.
        m_desk->paste(u"one.example.org"_s);
        QCOMPARE(m_desk->engine.tested.size(), 17U);
        m_desk->paste(names.join(u'\n'));
        QCOMPARE(m_desk->text(u"additionSentence"_s),
                 u"In the list already: ntp0.example.org, ntp1.example.org, ntp2.example.org, 197 more."_s);
        m_desk->button(u"testAll"_s).click();
        QVERIFY(m_desk->engine.tested.size() >= 201);
    }

    void doubtfulLinesAreNotAllTold()
    {
        m_desk->show(ubuntu());
        QString lines;
        for (int i = 0; i < 20; ++i)
            lines += u"server ntp%1.example.org minpoll 9 maxpoll 8\n"_s.arg(i);
        m_desk->paste(lines);
        const QString notice = m_desk->text(u"changeNotice"_s);
        QVERIFY2(notice.count(u'\n') <= 4 && notice.contains("17 more line"_L1), qPrintable(notice));
    }

    void questionIsAnnounced()
    {
        m_desk->show(ubuntu());
        const QSignalSpy announced(&m_desk->part<AnnouncingLabel>(u"onlyAsked"_s),
                                   &AnnouncingLabel::announced);
        const QSignalSpy effects(&m_desk->part<AnnouncingLabel>(u"changeEffect"_s),
                                 &AnnouncingLabel::announced);
        m_desk->paste(threeServers());
        QCOMPARE(announced.count(), 1);
        const QString spoken = announced.front().front().toString();
        QVERIFY2(spoken.startsWith(u'3') && spoken.contains("only these"_L1) && spoken.contains(u'4'),
                 qPrintable(spoken));
        m_desk->paste(u"ntp4.example.org"_s);
        QCOMPARE(announced.count(), 2);
        for (const QString &name : {u"onlyThese"_s, u"alsoThese"_s})
            QVERIFY(m_desk->part<QRadioButton>(name).accessibleDescription().startsWith(u'4'));
        // What is to be done is told once, not each time that the clock is read.
        QCOMPARE(effects.count(), 1);
        m_desk->taken.judgement.offset = Offset::fromLocalMinusRemote(1470ms);
        m_desk->engine.take(m_desk->taken);
        QCOMPARE(effects.count(), 1);
        QVERIFY(m_desk->text(u"changeEffect"_s).contains("1.47"_L1));
    }

    void everyIconHasAName()
    {
        m_desk->show(ubuntu());
        m_desk->view().selectAll();
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        m_desk->taken.serverChange = following(3, wallClock());
        m_desk->engine.take(m_desk->taken);
        const QList<QLabel *> labels = m_desk->part<ServersPage>(u"serversPage"_s).findChildren<QLabel *>();
        int icons = 0;
        for (const QLabel *label : labels) {
            if (label->pixmap().isNull())
                continue;
            ++icons;
            QVERIFY2(!label->accessibleName().isEmpty(), qPrintable(label->parentWidget()->objectName()));
        }
        QVERIFY(icons >= 9);
    }

    void followingIsAnnounced()
    {
        m_desk->show(ubuntu());
        m_desk->taken.serverChange = following(1, wallClock());
        m_desk->engine.take(m_desk->taken);
        const QSignalSpy told(&m_desk->part<AnnouncingLabel>(u"followStep1"_s), &AnnouncingLabel::announced);
        const QSignalSpy ended(&m_desk->part<AnnouncingLabel>(u"followResult"_s),
                               &AnnouncingLabel::announced);
        m_desk->taken.serverChange = following(3, m_desk->taken.serverChange->startedAt);
        m_desk->engine.take(m_desk->taken);
        m_desk->taken.serverChange = following(4, m_desk->taken.serverChange->startedAt);
        m_desk->engine.take(m_desk->taken);
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.front().front().toString(), u"chrony restarted: done"_s);
        m_desk->taken.serverChange->result = ChangeResult::Followed;
        m_desk->engine.take(m_desk->taken);
        QVERIFY(ended.last().front().toString().startsWith("Done"_L1));
    }

    /// Whoever looks at something else meanwhile sees that it has not gone well.
    void endIsSeen_data()
    {
        QTest::addColumn<int>("result");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("not followed") << int(ChangeResult::Committed) << true;
        QTest::newRow("restored") << int(ChangeResult::Restored) << true;
        QTest::newRow("followed") << int(ChangeResult::Followed) << false;
    }
    void endIsSeen()
    {
        QFETCH(int, result);
        m_desk->show(ubuntu());
        m_desk->taken.serverChange = following(3, wallClock());
        m_desk->engine.take(m_desk->taken);
        QCOMPARE(m_desk->text(u"followTitle"_s), u"Following the change"_s);
        // From here on the user takes it back, or nobody does.
        QVERIFY(m_desk->button(u"undoChange"_s).isVisible());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        auto &host = m_desk->part<QLineEdit>(u"serverHost"_s);
        host.setFocus();
        host.selectAll();
        QTest::keyClicks(&host, u"time.example.org"_s);
        m_desk->taken.serverChange->result = ChangeResult(result);
        m_desk->engine.take(m_desk->taken);
        QTEST(m_desk->part<QWidget>(u"followPanel"_s).isVisible(), "isShown");
        QCOMPARE(m_desk->text(u"followTitle"_s), u"The last change"_s);
        if (m_desk->part<QWidget>(u"followPanel"_s).isVisible()) {
            // What was typed is kept, and no key goes astray.
            QCOMPARE(m_desk->row(u"time.example.org"_s).pending, ServerRow::Pending::Changed);
            QVERIFY(m_desk->view().hasFocus());
        }
        QVERIFY(m_desk->part<QLabel>(u"followStep6"_s).accessibleName().endsWith("not reached"_L1));
        // Told once: the user may look at something else then.
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(1, ServersModel::Name));
        m_desk->engine.take(m_desk->taken);
        QVERIFY(m_desk->part<ServerEditor>(u"serverEditor"_s).isVisible());
    }

    void changeCanBeUndoneBeforeItIsFollowed()
    {
        m_desk->show(ubuntu());
        m_desk->taken.serverChange = following(1, wallClock());
        m_desk->engine.take(m_desk->taken);
        QVERIFY(!m_desk->button(u"undoChange"_s).isVisible());
        m_desk->taken.serverChange = following(2, wallClock());
        m_desk->engine.take(m_desk->taken);
        m_desk->button(u"undoChange"_s).click();
        m_desk->button(u"undoIt"_s).click();
        QCOMPARE(m_desk->engine.commands.last(), u"undo the change"_s);
        QCOMPARE(*m_desk->engine.undone, usualChange());
        // Once.
        QVERIFY(!m_desk->part<QAction>(u"undoLastChange"_s).isEnabled());
        m_desk->button(u"undoChange"_s).click();
        QVERIFY(!m_desk->part<QWidget>(u"undoPanel"_s).isVisible());
    }

    void undoingIsLookedAtFirst()
    {
        m_desk->show(ubuntu());
        m_desk->taken.serverChange = following(7, wallClock());
        m_desk->taken.serverChange->result = ChangeResult::Followed;
        m_desk->engine.take(m_desk->taken);
        const QSignalSpy told(&m_desk->part<AnnouncingLabel>(u"undoEffect"_s), &AnnouncingLabel::announced);
        const auto &panel = m_desk->part<QWidget>(u"undoPanel"_s);
        const auto &plan = m_desk->part<QWidget>(u"changePanel"_s);
        QVERIFY(!panel.isVisible() && plan.isVisible());
        m_desk->button(u"undoChange"_s).click();
        QVERIFY(panel.isVisible() && !plan.isVisible());
        QVERIFY(m_desk->text(u"undoEffect"_s).contains("chrony"_L1));
        QCOMPARE(told.count(), 1);
        auto &diff = m_desk->part<QPlainTextEdit>(u"undoDiff"_s);
        QVERIFY(diff.hasFocus());
        QVERIFY(diff.toPlainText().contains("\n+pool ntp.ubuntu.com        iburst maxsources 4\n"_L1));
        QVERIFY(diff.toPlainText().contains(ownSources + u" (removed)"_s));
        // The plan, which is not seen, is not carried out instead.
        m_desk->paste(u"ntp1.example.org"_s);
        const qsizetype commands = m_desk->engine.commands.size();
        QTest::keyClick(&diff, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_desk->engine.commands.size(), commands);
        m_desk->button(u"cancelUndo"_s).click();
        QVERIFY(!panel.isVisible() && plan.isVisible());
        m_desk->part<QAction>(u"undoLastChange"_s).trigger();
        QVERIFY(panel.isVisible());
        QTest::keyClick(&diff, Qt::Key_Escape);
        QVERIFY(!panel.isVisible() && plan.isVisible());
        QVERIFY(m_desk->view().hasFocus());
        // Another change comes, and it is not this one that would be undone.
        m_desk->button(u"undoChange"_s).click();
        m_desk->taken.serverChange->undoable->digest = QByteArray(64, 'b');
        m_desk->engine.take(m_desk->taken);
        QVERIFY(!panel.isVisible() && plan.isVisible());
        QCOMPARE(m_desk->engine.commands.size(), commands);
        QTest::keyClick(&m_desk->view(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_desk->engine.commands.last(), u"change servers"_s);
    }

    void undoThatCameToNothingIsTriedAgain()
    {
        m_desk->show(ubuntu());
        m_desk->taken.serverChange = following(0, wallClock());
        m_desk->taken.serverChange->isUndo = true;
        m_desk->taken.serverChange->undoable = usualChange();
        m_desk->engine.take(m_desk->taken);
        QVERIFY(!m_desk->button(u"undoChange"_s).isVisible());
        m_desk->taken.serverChange->result = ChangeResult::Cancelled;
        m_desk->engine.take(m_desk->taken);
        QVERIFY(m_desk->button(u"undoChange"_s).isVisible());
        m_desk->taken.serverChange->result = ChangeResult::Followed;
        m_desk->taken.serverChange->undoable.reset();
        m_desk->engine.take(m_desk->taken);
        QVERIFY(!m_desk->button(u"undoChange"_s).isVisible());
        QVERIFY(!m_desk->part<QAction>(u"undoLastChange"_s).isEnabled());
    }

    void changeIsOfTheListThatIsShown()
    {
        Snapshot snapshot = ubuntu();
        snapshot.configurations.push_back(configurationOf(DaemonKind::Chrony, ubuntuFiles()));
        snapshot.configurations.back().mainFile = u"/etc/chrony/other.conf"_s;
        m_desk->show(snapshot);
        Q_EMIT m_desk->part<QComboBox>(u"daemonChooser"_s).activated(1);
        m_desk->paste(u"ntp1.example.org"_s);
        m_desk->button(u"applyChanges"_s).click();
        QCOMPARE(m_desk->engine.changed->mainFile, u"/etc/chrony/other.conf"_s);
    }

    void sameLossIsNewsAgain()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(1, ServersModel::Name));
        m_desk->option(u"prefer"_s).findChild<QCheckBox *>()->click();
        const QSignalSpy announced(&m_desk->part<AnnouncingLabel>(u"lostText"_s),
                                   &AnnouncingLabel::announced);
        Files files = ubuntuFiles();
        files[chronyConf].replace("pool 0.ubuntu.pool.ntp.org iburst maxsources 1\n", "");
        const ServerConfiguration whole = m_desk->taken.configurations.front();
        const ServerConfiguration without = configurationOf(DaemonKind::Chrony, files);
        for (const ServerConfiguration &configuration : {without, whole, without}) {
            m_desk->taken.configurations = {configuration};
            m_desk->engine.take(m_desk->taken);
        }
        QCOMPARE(announced.count(), 2);
        QVERIFY(m_desk->text(u"lostText"_s).contains("no longer name 0.ubuntu.pool.ntp.org"_L1));
    }

    void copiedDiffIsExact()
    {
        Files files = ubuntuFiles();
        files[chronyConf].replace("# Use Ubuntu's servers.", "# Use \xe2\x80\xaeUbuntu's\r");
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->show(snapshot);
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        m_desk->part<QAction>(u"useServerAction"_s).trigger();
        // The name of the file stands for the lines that name it.
        QVERIFY(m_desk->diff().startsWith(chronyConf + u"\n@@"_s));
        auto &diff = m_desk->part<QPlainTextEdit>(u"diffView"_s);
        diff.selectAll();
        diff.copy();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.startsWith("--- "_L1) && copied.contains("\n+++ "_L1) && copied.endsWith(u'\n'));
        QVERIFY(copied.contains(u" # Use \u202eUbuntu's\r\n"_s));
        // A part of a line is what is seen of it.
        QTextCursor cursor(diff.document());
        cursor.setPosition(1);
        cursor.setPosition(4, QTextCursor::KeepAnchor);
        diff.setTextCursor(cursor);
        diff.copy();
        QCOMPARE(QApplication::clipboard()->text(), u"etc"_s);
    }

    void effectTellsTheStep_data()
    {
        QTest::addColumn<qint64>("ahead");
        QTest::addColumn<QString>("end");
        QTest::newRow("within") << qint64(5'000'000)
                                << u"As far as is measured, it will not step this clock."_s;
        QTest::newRow("beyond") << qint64(1'470'000'000) << u"may step this clock by 1.47\u00a0s."_s;
    }
    void effectTellsTheStep()
    {
        QFETCH(qint64, ahead);
        Snapshot snapshot = ubuntu();
        snapshot.judgement.offset = Offset::fromLocalMinusRemote(Duration(ahead));
        snapshot.judgement.bound = 10ms;
        m_desk->show(snapshot);
        m_desk->paste(threeServers());
        QFETCH(QString, end);
        QVERIFY2(m_desk->text(u"changeEffect"_s).endsWith(end), qPrintable(m_desk->text(u"changeEffect"_s)));
    }

    void filesChangeUnderADraft()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(1, ServersModel::Name));
        m_desk->option(u"prefer"_s).findChild<QCheckBox *>()->click();
        m_desk->paste(u"ntp1.example.org"_s);
        Files files = ubuntuFiles();
        files[chronyConf].replace("pool 0.ubuntu.pool.ntp.org iburst maxsources 1\n", "");
        m_desk->taken.configurations = {configurationOf(DaemonKind::Chrony, files)};
        m_desk->engine.take(m_desk->taken);
        QVERIFY(m_desk->part<QWidget>(u"lostBar"_s).isVisible());
        QVERIFY(m_desk->text(u"lostText"_s).contains("0.ubuntu.pool.ntp.org"_L1));
        QCOMPARE(m_desk->row(u"ntp1.example.org"_s).pending, ServerRow::Pending::New);
        m_desk->button(u"addLost"_s).click();
        QVERIFY(!m_desk->part<QWidget>(u"lostBar"_s).isVisible());
        QCOMPARE(m_desk->row(u"0.ubuntu.pool.ntp.org"_s).pending, ServerRow::Pending::New);
    }

    void failureNamesStepAndCause()
    {
        Snapshot snapshot = ubuntu();
        snapshot.serverChange = following(1, wallClock());
        snapshot.serverChange->steps[1].state = ChangeStep::State::Failed;
        snapshot.serverChange->result = ChangeResult::Restored;
        snapshot.serverChange->detail = u"chronyd: Could not parse server directive at line 3"_s;
        m_desk->show(snapshot);
        // A window that is opened late shows it.
        const QString result = m_desk->text(u"followResult"_s);
        QVERIFY(m_desk->part<QWidget>(u"followPanel"_s).isVisible());
        QVERIFY2(result.contains("Restart of chrony"_L1) && result.contains("as it was before"_L1) &&
                     result.contains("Could not parse"_L1),
                 qPrintable(result));
        QVERIFY(!m_desk->button(u"undoChange"_s).isVisible());
        // Of an earlier run's nobody here knows what it was.
        QVERIFY(!m_desk->part<QAction>(u"undoLastChange"_s).isEnabled());
        // The change before it is the last one still.
        snapshot.serverChange->undoable = usualChange();
        m_desk->engine.take(snapshot);
        QVERIFY(!m_desk->button(u"undoChange"_s).isVisible());
        m_desk->part<QAction>(u"undoLastChange"_s).trigger();
        m_desk->button(u"undoIt"_s).click();
        QCOMPARE(m_desk->engine.commands.last(), u"undo the change"_s);
    }

    /// By itself a program that ends takes what was not applied with it.
    void draftIsNotDroppedUnasked_data()
    {
        QTest::addColumn<bool>("closes");
        QTest::newRow("the window is closed") << true;
        QTest::newRow("Quit") << false;
    }
    void draftIsNotDroppedUnasked()
    {
        QFETCH(bool, closes);
        const auto end = [this, closes] {
            if (closes)
                m_desk->window.close();
            else
                m_desk->part<QAction>(u"quitAction"_s).trigger();
        };
        const auto banner = [this] { return m_desk->window.findChild<QWidget *>(u"banner-draft"_s); };
        int held = -1;
        m_desk->show(ubuntu());
        m_desk->paste(u"ntp1.example.org"_s);
        m_desk->part<QAction>(u"nowAction"_s).trigger();
        // The second time the user knows.
        QTimer::singleShot(0, &m_desk->window, [&] {
            end();
            held = banner() != nullptr ? 1 : 0;
            QTimer::singleShot(0, &m_desk->window, end);
        });
        QCOMPARE(QApplication::exec(), 0);
        QCOMPARE(held, 1);
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).currentIndex(), 1);
    }

    void draftThatIsGoneHoldsNothing()
    {
        m_desk->show(ubuntu());
        m_desk->paste(u"ntp1.example.org"_s);
        QVERIFY(!m_desk->window.close());
        QVERIFY(m_desk->window.isVisible());
        auto *banner = m_desk->window.findChild<QWidget *>(u"banner-draft"_s);
        QVERIFY(banner != nullptr);
        QVERIFY(banner->isVisible());
        m_desk->button(u"discardChanges"_s).click();
        QTRY_VERIFY(m_desk->window.findChild<QWidget *>(u"banner-draft"_s) == nullptr);
        m_desk->part<QAction>(u"undoDraft"_s).trigger();
        QVERIFY(!m_desk->window.close());
        m_desk->button(u"discardChanges"_s).click();
        QVERIFY(m_desk->window.close());
    }

    void severalServicesAreChosenFrom()
    {
        Snapshot snapshot = ubuntu();
        snapshot.configurations.push_back(
            configurationOf(DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\nNTP=a.example.org\n"}}, {}));
        snapshot.configurations.back().isRunning = false;
        m_desk->show(snapshot);
        auto &chooser = m_desk->part<QComboBox>(u"daemonChooser"_s);
        QVERIFY(chooser.isVisible());
        QCOMPARE(chooser.itemText(0), u"chrony (running)"_s);
        m_desk->paste(u"ntp1.example.org"_s);
        chooser.setCurrentIndex(1);
        Q_EMIT chooser.activated(1);
        QCOMPARE(m_desk->rows().size(), 1U);
        QVERIFY(m_desk->view().isColumnHidden(ServersModel::Iburst));
        QCOMPARE(m_desk->rows().front().inEffect, u"not running"_s);
        // The other one's draft waits.
        QCOMPARE(m_desk->part<QTabBar>(u"pageTabs"_s).tabText(1), u"Servers ●"_s);
        Q_EMIT chooser.activated(0);
        QCOMPARE(m_desk->rows().size(), 5U);
    }

    void filesThatTwoDaemonsShareAreOneList()
    {
        Snapshot snapshot = ubuntu();
        snapshot.configurations.push_back(configurationOf(DaemonKind::Chrony, ubuntuFiles()));
        m_desk->show(snapshot);
        QVERIFY(!m_desk->part<QComboBox>(u"daemonChooser"_s).isVisible());
        m_desk->paste(u"ntp1.example.org"_s);
        m_desk->engine.take(snapshot);
        QCOMPARE(m_desk->rows().size(), 5U);
        QVERIFY(m_desk->part<QAction>(u"undoDraft"_s).isEnabled());
    }

    void closesWhileSomethingIsTyped()
    {
        m_desk->show(ubuntu());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        auto *most = m_desk->option(u"maxsources"_s).findChild<QLineEdit *>();
        most->setFocus();
        QTest::keyClicks(most, u"9"_s);
        m_desk.reset();
        QVERIFY(!m_desk);
    }

    void othersAreOnlyShown()
    {
        Snapshot snapshot = ubuntu();
        snapshot.configurations = {configurationOf(
            DaemonKind::OpenNtpd, {{u"/etc/openntpd/ntpd.conf"_s, "servers pool.ntp.org\n"}}, {})};
        m_desk->show(snapshot);
        QVERIFY(m_desk->part<QLabel>(u"readOnlySentence"_s).isVisible());
        QVERIFY(m_desk->text(u"readOnlySentence"_s).contains("/etc/openntpd/ntpd.conf"_L1));
        QVERIFY(!m_desk->part<QWidget>(u"additionBar"_s).isVisible());
        QVERIFY(!m_desk->part<QWidget>(u"changePanel"_s).isVisible());
        m_desk->view().setCurrentIndex(m_desk->view().model()->index(0, ServersModel::Name));
        QVERIFY(!m_desk->part<QWidget>(u"serverEditor"_s).isVisible());
    }

    void nothingToEdit()
    {
        Snapshot snapshot = followedByChrony();
        m_desk->show(snapshot);
        QVERIFY(m_desk->text(u"nothingTitle"_s).startsWith("No time service"_L1));
        m_desk->button(u"lookAgain"_s).click();
        QCOMPARE(m_desk->engine.commands.last(), u"read configurations"_s);
        m_desk->engine.take(demonstration());
        QVERIFY(m_desk->text(u"nothingTitle"_s).contains("demonstration"_L1));
        m_desk->engine.take(ubuntu());
        QVERIFY(m_desk->view().isVisible());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

QTEST_MAIN(TestServersPage)
#include "test_serverspage.moc"
