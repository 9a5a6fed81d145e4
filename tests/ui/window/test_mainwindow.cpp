// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"
#include "situations.h"
#include "ui/alerts/alerts.h"
#include "ui/chart/axesitem.h"
#include "ui/chart/labelsitem.h"
#include "ui/chart/offsetchart.h"
#include "ui/chart/plotview.h"
#include "ui/chart/readoutitem.h"
#include "ui/chart/tracesitem.h"
#include "ui/explain/findingcard.h"
#include "ui/explain/findingspanel.h"
#include "ui/panels/actionbar.h"
#include "ui/panels/addserverpanel.h"
#include "ui/panels/clockpanel.h"
#include "ui/panels/filterbar.h"
#include "ui/panels/firststartpage.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/sourcedetails.h"
#include "ui/table/sourcesmodel.h"
#include "ui/table/sourcesview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDBusConnection>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace synchroscope;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A window with an engine that only writes down what it was told.
struct Desk
{
    explicit Desk(const QString &settingsFile) : settings(settingsFile), window(engine, settings) {}

    void show()
    {
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }

    template <typename Widget>
    Widget &part(const QString &name = {})
    {
        auto *found = window.findChild<Widget *>(name);
        Q_ASSERT(found);
        return *found;
    }
    SourcesView &table() { return part<SourcesView>(); }
    QStringList banners() { return part<MessageBar>().texts(); }
    QString bannerText(const QString &id)
    {
        return part<QWidget>(u"banner-"_s + id).findChild<QLabel *>(u"bannerText"_s)->text();
    }
    QAbstractButton &bannerButton(const QString &id)
    {
        return *part<QWidget>(u"banner-"_s + id).findChild<QAbstractButton *>(u"bannerAction"_s);
    }
    /// Of the first page; null: there is none of these now.
    FindingCard *card(FindingId id)
    {
        for (FindingCard *card : part<FindingsPanel>().findChildren<FindingCard *>()) {
            if (card->finding().id == id && !card->isHidden())
                return card;
        }
        return nullptr;
    }
    /// Title, explanation and remedy of a finding, as the first page shows them; empty: it shows none.
    QString found(FindingId id)
    {
        QStringList texts;
        for (const QString &name : {u"findingTitle"_s, u"findingExplanation"_s, u"findingRemedy"_s}) {
            if (FindingCard *shown = card(id))
                texts.append(shown->findChild<QLabel *>(name)->text().replace(QChar(QChar::Nbsp), u' '));
        }
        return texts.join(u' ');
    }
    QAbstractButton &findingButton(FindingId id)
    {
        return *card(id)->findChild<QAbstractButton *>(u"findingAction"_s);
    }
    /// Types into "Watch a server" and presses Enter.
    void add(const QString &text)
    {
        part<QAction>(u"watchAction"_s).trigger();
        auto *edit = part<AddServerPanel>().findChild<QLineEdit *>(u"serverEdit"_s);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    QString addSentence() { return part<AddServerPanel>().findChild<QLabel *>(u"serverSentence"_s)->text(); }

    FakeEngineClient engine;
    Settings settings;
    MainWindow window;
};

Snapshot with(const std::vector<SourceSnapshot> &sources)
{
    Snapshot snapshot = mixedFortunes();
    snapshot.sources = sources;
    return snapshot;
}

/// chronyd's two: a server that is measured here too, and a device that nobody else can ask.
Snapshot oneMeasuredOneDevice()
{
    Snapshot snapshot = followedByChrony();
    snapshot.sources.resize(1);
    DaemonReport &daemon = snapshot.machine.daemons[0];
    daemon.sources.resize(1);
    daemon.sources.push_back(twoDaemons().machine.daemons[0].sources[0]);
    return snapshot;
}

} // namespace

/// The window between its user and the engine.
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"window.ini"_s);
    }

    void firstStartLooksOnceAndAsksNobody()
    {
        Desk desk(m_file);
        desk.show();
        desk.engine.take(nothingWatched());
        QVERIFY(desk.part<FirstStartPage>().isVisible());
        QVERIFY(!desk.table().isVisible());
        QCOMPARE(desk.engine.commands, QStringList{u"discover"_s});
        desk.engine.take(firstStart());
        desk.engine.take(firstStart());
        QCOMPARE(desk.engine.commands, QStringList{u"discover"_s});
    }

    void firstStartWatchesWhatWasChosen()
    {
        Desk desk(m_file);
        desk.engine.take(firstStart());
        desk.show();
        desk.part<QTreeWidget>(u"foundServers"_s).topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        desk.part<QPushButton>(u"startWatching"_s).click();
        QCOMPARE(desk.engine.commands.last(),
                 u"watch 0.ubuntu.pool.ntp.org:123 ntp1.jst.mfeed.ad.jp:123 192.168.1.1:123"_s);
        desk.engine.finish({});
        desk.engine.take(asking());
        QVERIFY(desk.table().isVisible());
        QVERIFY(!desk.part<FirstStartPage>().isVisible());
    }

    void whatTheDaemonsSayIsShownWithoutAWatchedServer()
    {
        Desk desk(m_file);
        desk.show();
        Snapshot looking;
        looking.takenAt = wallClock();
        desk.engine.take(looking); // not all has been looked at yet
        QVERIFY(desk.table().isVisible());
        QVERIFY(desk.banners().isEmpty());
        desk.engine.take(unwatched());
        QVERIFY(desk.table().isVisible());
        QVERIFY(desk.part<ClockPanel>().isVisible());
        QVERIFY(!desk.window.findChild<FirstStartPage *>());
        QCOMPARE(desk.table().shownSources(), 12);
        // A first server is chosen by the banner, or not now.
        desk.bannerButton(u"choose"_s).click();
        QVERIFY(desk.part<FirstStartPage>().isVisible());
        QVERIFY(desk.banners().isEmpty());
        desk.engine.take(unwatched());
        QVERIFY(desk.part<FirstStartPage>().isVisible());
        desk.part<QPushButton>(u"notNow"_s).click();
        QVERIFY(desk.table().isVisible());
        QCOMPARE(desk.banners().size(), 1);
        // A banner that was dismissed stays away.
        desk.part<QWidget>(u"banner-choose"_s).findChild<QAbstractButton *>(u"bannerDismiss"_s)->click();
        desk.engine.take(unwatched());
        QVERIFY(desk.banners().isEmpty());
    }

    void firstStartCanWait()
    {
        Desk desk(m_file);
        desk.engine.take(firstStart());
        desk.show();
        QVERIFY(desk.part<FirstStartPage>().isVisible());
        // A time service that starts meanwhile takes nothing away from under the user's hands.
        desk.engine.take(unwatched());
        QVERIFY(desk.part<FirstStartPage>().isVisible());
        QTest::keyClick(&desk.window, Qt::Key_Escape);
        QVERIFY(desk.table().isVisible());
        desk.engine.take(firstStart());
        QVERIFY(desk.table().isVisible());
    }

    void stoppingToWatchTheLastLeavesThePage()
    {
        Desk desk(m_file);
        const SourceSnapshot last = answering(u"ntp1.example.net"_s, 1ms, 5ms);
        desk.engine.take(with({last}));
        desk.show();
        desk.table().selectSource(last.id);
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        desk.engine.take(nothingWatched());
        QVERIFY(desk.table().isVisible());
        QVERIFY(!desk.window.findChild<FirstStartPage *>());
    }

    void saysWhichDaemonIsWhich_data()
    {
        QTest::addColumn<Snapshot>("snapshot");
        QTest::addColumn<QString>("sentence");
        const QString pair =
            u"Two chronyds answer here. One follows the host's clock (PHC0) and was not started by this "
            "system; the other one is yours and reads /etc/chrony/chrony.conf. They work against each other"_s;
        Snapshot snapshot = twoDaemons();
        QTest::newRow("WSL") << snapshot
                             << pair + u", and WSL's own cannot be removed: stop yours (sudo systemctl "
                                       "disable --now chrony.service), unless the host's clock is wrong."_s;
        std::swap(snapshot.machine.daemons[0], snapshot.machine.daemons[1]);
        snapshot.machine.host = {.kind = HostMachine::Kind::VirtualMachine, .name = {}, .cloud = {}};
        QTest::newRow("another host, in another order")
            << snapshot
            << pair + u": have the host's stopped by whoever runs the host, or stop yours (sudo systemctl "
                      "disable --now chrony.service)."_s;
        snapshot = followedByChrony();
        DaemonReport timesyncd = snapshot.machine.daemons[0];
        timesyncd.kind = DaemonKind::Timesyncd;
        timesyncd.version = u"252"_s;
        timesyncd.configuration = {{u"/etc/systemd/timesyncd.conf"_s, {}}};
        timesyncd.process->unit = u"systemd-timesyncd.service"_s;
        snapshot.machine.daemons.push_back(timesyncd);
        snapshot.judgement.steering = Steering::SeveralDaemons;
        QTest::newRow("two kinds")
            << snapshot
            << u"Two time services run here. chrony 4.3 reads /etc/chrony/chrony.conf; systemd-timesyncd 252 "
               "reads /etc/systemd/timesyncd.conf. They work against each other: keep one, and stop the "
               "other "
               "(sudo systemctl disable --now systemd-timesyncd.service)."_s;
        // Which of two processes answers cannot be told: nothing is claimed of either.
        snapshot = twoDaemons();
        snapshot.machine.unassigned = {*snapshot.machine.daemons[1].process,
                                       *snapshot.machine.daemons[1].process};
        snapshot.machine.daemons[1].process.reset();
        QTest::newRow("not told apart") << snapshot
                                        << u"Two chronyds answer here. One follows PHC0; the other one reads "
                                           u"/etc/chrony/chrony.conf. They "
                                           "work against each other: keep one of them."_s;
    }
    void saysWhichDaemonIsWhich()
    {
        QFETCH(Snapshot, snapshot);
        Desk desk(m_file);
        snapshot.judgement.steering = Steering::SeveralDaemons;
        desk.engine.take(snapshot);
        desk.show();
        QFETCH(QString, sentence);
        const QString said = desk.found(FindingId::SeveralDaemons);
        QVERIFY2(said.endsWith(sentence), qPrintable(said));
    }

    void saysThatAFileIsNotInEffect()
    {
        Desk desk(m_file);
        Snapshot snapshot = editedConfiguration();
        DaemonReport &chrony = snapshot.machine.daemons[0];
        chrony.process->startedAt = Instant(
            std::chrono::milliseconds(QDateTime(QDate(2023, 8, 17), QTime(12, 41)).toMSecsSinceEpoch()));
        desk.engine.take(snapshot);
        desk.show();
        const QString said = desk.found(FindingId::NotInEffect);
        QVERIFY2(said.startsWith(u"Saved, not in effect /etc/chrony/chrony.conf was saved "_s),
                 qPrintable(said));
        QVERIFY2(said.contains(u"chronyd still runs with the configuration read at "_s), qPrintable(said));
        QVERIFY2(said.contains(u"12:41"_s), qPrintable(said));
        QVERIFY2(said.contains(u"Restart it. In a terminal: sudo systemctl restart chrony.service"_s),
                 qPrintable(said));
        // What the network hands out is read again without a restart.
        chrony.configuration = {{u"/run/chrony-dhcp/eth0.sources"_s, wallClock()}};
        desk.engine.take(snapshot);
        QCOMPARE(desk.found(FindingId::NotInEffect), QString());
    }

    void doesNotBlameServersThatAgree()
    {
        Desk desk(m_file);
        Snapshot snapshot = twoDaemons();
        for (DaemonSource &source : snapshot.machine.daemons[1].sources) {
            source.standing = SourceStanding::Jittery;
            source.letter = '~';
            source.reach = 037;
            source.statistics->samples = 5;
            source.statistics->standardDeviation = 12s;
        }
        desk.engine.take(snapshot);
        desk.show();
        const QString said = desk.found(FindingId::ClockMovedUnder);
        QVERIFY2(said.contains(u"The servers are steady and agree"_s) &&
                     said.contains(u"Most likely it was the other time service"_s),
                 qPrintable(said));
        // One that contradicts the others may be unsteady itself.
        snapshot.machine.daemons[1].sources[0].adjusted = Offset::fromLocalMinusRemote(5s);
        desk.engine.take(snapshot);
        QCOMPARE(desk.found(FindingId::ClockMovedUnder), QString());
    }

    void saysWhatCanBeDoneWhereNothingRuns_data()
    {
        QTest::addColumn<Snapshot>("snapshot");
        QTest::addColumn<QString>("remedy");
        QTest::addColumn<bool>("button");
        Snapshot snapshot = noDaemon();
        QTest::newRow("off") << snapshot << u"Turn network time on."_s << true;
        snapshot.clock->timedated.networkTimeEnabled.reset();
        QTest::newRow("can") << snapshot << u"Start this computer's time service"_s << true;
        snapshot.clock->timedated.networkTimeEnabled = true;
        QTest::newRow("on") << snapshot << u"Network time is turned on, and yet no time service runs"_s
                            << false;
        snapshot.clock->timedated.canNetworkTime = false;
        QTest::newRow("nothing installed")
            << snapshot << u"No time service is installed: install one, such as chrony."_s << false;
        snapshot.clock->timedated = {};
        QTest::newRow("no timedated") << snapshot << u"Start this computer's time service"_s << false;
    }
    void saysWhatCanBeDoneWhereNothingRuns()
    {
        QFETCH(Snapshot, snapshot);
        QFETCH(QString, remedy);
        Desk desk(m_file);
        desk.engine.take(snapshot);
        desk.show();
        const QString said = desk.found(FindingId::NoDaemon);
        QVERIFY2(said.startsWith(u"Nothing keeps this clock right"_s) && said.contains(remedy),
                 qPrintable(said));
        const auto *button = desk.card(FindingId::NoDaemon)->findChild<QAbstractButton *>(u"findingAction"_s);
        QTEST(button != nullptr, "button");
    }

    void theFollowedSourceHasWeight()
    {
        Desk desk(m_file);
        Snapshot snapshot = silentDaemon();
        desk.engine.take(snapshot);
        desk.show();
        desk.part<OffsetChart>().setContent(ChartContent::ByService);
        desk.part<OffsetChart>().setRange(ChartRange::Hour);
        QTRY_VERIFY(!desk.engine.seriesRequests.empty() &&
                    desk.engine.seriesRequests.back().to - desk.engine.seriesRequests.back().from >= 1h);
        Q_EMIT desk.engine.seriesReady(seriesFor(desk.engine.seriesRequests.back(), snapshot));
        auto &plot = desk.part<PlotView>();
        const auto traceOf = [&plot](const QString &name) {
            for (const DrawnTrace &trace : plot.traces().traces()) {
                if (trace.source.label == name)
                    return trace;
            }
            return DrawnTrace{};
        };
        QTRY_VERIFY(traceOf(u"ntp2.jst.mfeed.ad.jp"_s).highlighted);
        QVERIFY(!traceOf(u"ntp1.jst.mfeed.ad.jp"_s).highlighted);
        // Since it is silent there is a gap that says so.
        QCOMPARE(traceOf(u"ntp2.jst.mfeed.ad.jp"_s).source.failingSince,
                 snapshot.machine.daemons[0].silentSince);
        const auto hasGap = [&plot] {
            return std::ranges::any_of(plot.labels().labels(), [](const PlotLabel &label) {
                return label.kind == PlotLabel::Kind::Gap && label.text == u"no answer"_s;
            });
        };
        QTRY_VERIFY(hasGap());
    }

    void serversAreAddedByKeyboard()
    {
        Desk desk(m_file);
        desk.engine.take(asking());
        desk.show();
        QVERIFY(!desk.part<AddServerPanel>().isVisible());
        desk.add(u"ntp9.example.net, [2001:db8::7]:1123"_s);
        QCOMPARE(desk.engine.commands, QStringList{u"watch ntp9.example.net:123 [2001:db8::7]:1123"_s});
        desk.engine.finish({});
        QVERIFY(desk.part<AddServerPanel>().findChild<QLineEdit *>(u"serverEdit"_s)->text().isEmpty());
    }

    void whatCannotBeAServerIsSaidAtTheField()
    {
        Desk desk(m_file);
        desk.engine.take(asking());
        desk.show();
        desk.add(u"ntp9.example.net:65536"_s);
        QVERIFY(desk.engine.commands.isEmpty());
        QVERIFY2(desk.addSentence().contains(u"65535"_s), qPrintable(desk.addSentence()));
    }

    void duplicateIsSaidAndShown()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.add(u"NTP2.jst.mfeed.ad.jp."_s);
        const WatchRequest asked = desk.engine.watched.at(0);
        desk.engine.finish(Error{ErrorCode::AlreadyWatched, asked.host.shortText(), {}});
        QVERIFY2(desk.addSentence().contains(u"already"_s), qPrintable(desk.addSentence()));
        QCOMPARE(desk.table().selectedSource(), sourceId(u"ntp2.jst.mfeed.ad.jp"_s));
        // It stands at the field, and only there.
        QVERIFY(desk.banners().isEmpty());
    }

    void whatWasNotAddedStaysToBeMended()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.add(u"new.example.net, ntp2.jst.mfeed.ad.jp"_s);
        desk.engine.finish(Error{ErrorCode::AlreadyWatched, u"ntp2.jst.mfeed.ad.jp"_s, {}});
        QCOMPARE(desk.part<AddServerPanel>().findChild<QLineEdit *>(u"serverEdit"_s)->text(),
                 u"ntp2.jst.mfeed.ad.jp"_s);
        QVERIFY2(desk.addSentence().contains(u"others are watched"_s), qPrintable(desk.addSentence()));
    }

    void otherCommandsLeaveTheFieldAlone()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.part<QAction>(u"watchAction"_s).trigger();
        auto *edit = desk.part<AddServerPanel>().findChild<QLineEdit *>(u"serverEdit"_s);
        QTest::keyClicks(edit, u"half-a-na"_s);
        desk.part<QAction>(u"measureAction"_s).trigger();
        desk.engine.finish({});
        QCOMPARE(edit->text(), u"half-a-na"_s);
    }

    void failureElsewhereIsSaidInABanner()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.part<QAction>(u"measureAction"_s).trigger();
        QCOMPARE(desk.engine.commands, QStringList{u"measure"_s});
        desk.engine.finish(Error{ErrorCode::NotWatched, u"ntp1"_s, {}});
        QCOMPARE(desk.banners().size(), 1);
        desk.part<QAction>(u"measureAction"_s).trigger();
        desk.engine.finish({});
        QVERIFY(desk.banners().isEmpty());
    }

    void saysWhoKeepsTheClockRightWhereThatIsNews()
    {
        Desk desk(m_file);
        desk.engine.take(followedByChrony());
        desk.show();
        QVERIFY(desk.banners().isEmpty()); // healthy: quiet

        Desk idle(m_file);
        Snapshot nobody = noDaemon();
        nobody.clock->timedated = {};
        idle.engine.take(nobody);
        idle.show();
        QVERIFY(!idle.card(FindingId::NoDaemon)->findChild<QWidget *>(u"findingAction"_s));
        // timedated's answer comes a second later.
        nobody.clock->timedated.canNetworkTime = true;
        nobody.clock->timedated.networkTimeEnabled = false;
        idle.engine.take(nobody);
        // What it does is said before it is done.
        idle.findingButton(FindingId::NoDaemon).click();
        QVERIFY(idle.engine.commands.isEmpty());
        QVERIFY(!idle.part<ActionBar>().text().isEmpty());
        idle.part<QPushButton>(u"doIt"_s).click();
        QCOMPARE(idle.engine.commands, QStringList{u"network time on"_s});

        Desk inside(m_file);
        inside.engine.take(container());
        inside.show();
        QVERIFY(inside.banners().isEmpty()); // its host sets the clock: nothing to be done
        QVERIFY(!inside.part<FindingsPanel>().isVisible());
    }

    void saysHowAChangeOfTheClockEnded_data()
    {
        QTest::addColumn<Status>("status");
        QTest::addColumn<QString>("sentence"); // empty: quiet
        const auto row = [](const char *name, ErrorCode code, const QString &sentence) {
            QTest::newRow(name) << Status(Error{code, {}, u"Words of the system"_s}) << sentence;
        };
        QTest::newRow("done") << Status() << QString();
        row("cancelled", ErrorCode::ChangeCancelled, {});
        row("refused", ErrorCode::ChangeRefused, u"Ask the administrator"_s);
        row("nobody to ask", ErrorCode::NobodyToAsk, u"Start a polkit agent"_s);
        row("failed", ErrorCode::ChangeFailed, u"The system says: Words of the system."_s);
        row("no service", ErrorCode::ClockServiceGone, u"Nothing was changed: systemd-timedated"_s);
        QTest::newRow("service gone")
            << Status(Error{ErrorCode::ClockServiceGone, u"systemd-timedated"_s, {}})
            << u"Whether it was changed is not known: systemd-timedated"_s;
        row("another", ErrorCode::ChangeUnderWay, u"wait until it has ended"_s);
    }

    void saysHowAChangeOfTheClockEnded()
    {
        QFETCH(Status, status);
        QFETCH(QString, sentence);
        Desk desk(m_file);
        Snapshot snapshot = followedByChrony();
        snapshot.clock->timedated.available = true;
        desk.engine.take(snapshot);
        desk.show();
        auto &change = desk.part<QPushButton>(u"timeServiceChange"_s);
        const auto &waiting = desk.part<QLabel>(u"networkTimeWaiting"_s);
        change.click();
        QVERIFY(desk.engine.commands.isEmpty());
        desk.part<QPushButton>(u"networkTimeQuestionGo"_s).click();
        QCOMPARE(desk.engine.commands, QStringList{u"network time off"_s});
        QVERIFY(waiting.isVisibleTo(&desk.window) && !change.isEnabled());
        desk.engine.take(snapshot);
        QVERIFY(waiting.isVisibleTo(&desk.window) && !change.isEnabled());
        desk.engine.finish(status);
        QVERIFY(!waiting.isVisibleTo(&desk.window) && change.isEnabled());
        QCOMPARE(desk.banners().size(), sentence.isEmpty() ? 0 : 1);
        if (!sentence.isEmpty())
            QVERIFY2(desk.banners().at(0).contains(sentence), qPrintable(desk.banners().at(0)));
        // The next one that goes well settles it.
        change.click();
        desk.part<QPushButton>(u"networkTimeQuestionGo"_s).click();
        desk.engine.finish({});
        QVERIFY(desk.banners().isEmpty());
    }

    void aFindingsActionTellsHowItEnded()
    {
        Desk desk(m_file);
        Snapshot snapshot = noDaemon();
        snapshot.clock->timedated.available = true;
        snapshot.clock->timedated.canNetworkTime = true;
        snapshot.clock->timedated.networkTimeEnabled = false;
        desk.engine.take(snapshot);
        desk.show();
        desk.findingButton(FindingId::NoDaemon).click();
        auto &bar = desk.part<ActionBar>();
        QVERIFY(bar.isVisible() && !bar.isUnderWay());
        desk.part<QPushButton>(u"doIt"_s).click();
        QVERIFY(bar.isUnderWay());
        // Nothing else is begun meanwhile.
        desk.findingButton(FindingId::NoDaemon).click();
        QCOMPARE(desk.engine.commands.size(), 1);
        desk.engine.finish(Error{ErrorCode::NobodyToAsk, {}, {}});
        QVERIFY(!bar.isUnderWay());
        QVERIFY2(bar.text().contains(u"polkit"_s), qPrintable(bar.text()));
        QVERIFY(desk.banners().isEmpty()); // it is said once
    }

    void aFindingOpensTheEditorAtItsLine()
    {
        Desk desk(m_file);
        Snapshot snapshot = followedByChrony();
        snapshot.findings = {{.id = FindingId::NoQuickStart,
                              .severity = Severity::Advice,
                              .names = {u"ntp1.jst.mfeed.ad.jp"_s},
                              .actions = {{.kind = FindingAction::Kind::EditServers,
                                           .file = u"/etc/chrony/chrony.conf"_s,
                                           .line = 3}}}};
        desk.engine.take(snapshot);
        desk.show();
        desk.findingButton(FindingId::NoQuickStart).click();
        QCOMPARE(desk.part<QTabBar>(u"pageTabs"_s).currentIndex(), 1);
    }

    void removingCanBeUndone()
    {
        Desk desk(m_file);
        SourceSnapshot named = answering(u"ntp1.example.net:1123"_s, 1ms, 5ms);
        named.label = u"Basement"_s;
        desk.engine.take(with({named, answering(u"ntp2.example.net"_s, 1ms, 5ms)}));
        desk.show();
        desk.table().selectSource(named.id);
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        QCOMPARE(desk.engine.commands, QStringList{u"stop ntp1.example.net:1123"_s});
        QVERIFY(desk.banners().at(0).contains(u"Basement"_s));
        desk.engine.take(with({answering(u"ntp2.example.net"_s, 1ms, 5ms)}));
        desk.bannerButton(u"removed"_s).click();
        QCOMPARE(desk.engine.commands.last(), u"watch ntp1.example.net:1123"_s);
        QCOMPARE(desk.engine.watched.at(0).label, u"Basement"_s);
        QVERIFY(desk.banners().isEmpty());
    }

    void removingSeveralIsUndoneTogether()
    {
        Desk desk(m_file);
        const SourceSnapshot one = answering(u"ntp1.example.net"_s, 1ms, 5ms);
        SourceSnapshot two = answering(u"ntp2.example.net"_s, 1ms, 5ms);
        two.kept = false; // given on the command line, for this time only
        desk.engine.take(with({one, two}));
        desk.show();
        desk.table().selectSource(one.id);
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        desk.engine.take(with({two}));
        desk.table().selectSource(two.id);
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        desk.engine.take(with({}));
        QCOMPARE(desk.banners().size(), 1);
        desk.bannerButton(u"removed"_s).click();
        QCOMPARE(desk.engine.commands.last(), u"watch ntp1.example.net:123 ntp2.example.net:123"_s);
        QVERIFY(desk.engine.watched.at(0).kept);
        QVERIFY(!desk.engine.watched.at(1).kept);
    }

    void keysOfTheSelectedWorkInTheWholeWindow()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        QVERIFY(!desk.part<QAction>(u"stopWatching"_s).isEnabled());
        desk.table().selectSource(sourceId(u"ntp2.jst.mfeed.ad.jp"_s));
        desk.part<OffsetChart>().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(desk.engine.commands, QStringList{u"stop ntp2.jst.mfeed.ad.jp:123"_s});
    }

    void pauseGoesBothWays()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.part<QAction>(u"pauseAction"_s).trigger();
        QCOMPARE(desk.engine.commands, QStringList{u"pause"_s});
        desk.engine.take(paused());
        QVERIFY(desk.part<QAction>(u"pauseAction"_s).isChecked());
        desk.bannerButton(u"paused"_s).click();
        QCOMPARE(desk.engine.commands.last(), u"resume"_s);
        desk.engine.take(mixedFortunes());
        QVERIFY(!desk.part<QAction>(u"pauseAction"_s).isChecked());
        QVERIFY(desk.banners().isEmpty());
    }

    void selectionTurnsTheSideIntoDetails()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        QVERIFY(desk.part<ClockPanel>().isVisible());
        desk.table().selectSource(sourceId(u"ntp3.jst.mfeed.ad.jp"_s));
        QVERIFY(desk.part<SourceDetails>().isVisible());
        QCOMPARE(desk.part<QLabel>(u"sourceTitle"_s).text(), u"ntp3.jst.mfeed.ad.jp"_s);
        QTest::keyClick(&desk.table(), Qt::Key_Escape);
        QVERIFY(desk.part<ClockPanel>().isVisible());
        QVERIFY(desk.table().selectedSource().key.isEmpty());
    }

    void statisticsAreAskedForWhileSomebodyLooks()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.part<OffsetChart>().setRange(ChartRange::Day);
        const SourceId first = sourceId(u"ntp2.jst.mfeed.ad.jp"_s);
        desk.table().selectSource(first);
        auto &tabs = desk.part<QTabBar>(u"detailPages"_s);
        QVERIFY(tabs.isVisible());
        QVERIFY(desk.engine.statisticsRequests.empty());
        tabs.setCurrentIndex(1);
        QCOMPARE(desk.engine.statisticsRequests.size(), 1u);
        const StatisticsRequest asked = desk.engine.statisticsRequests[0];
        QCOMPARE(asked.source, first);
        QCOMPARE(asked.from, desk.part<PlotView>().window().from());
        QCOMPARE(asked.to, desk.part<PlotView>().window().to());
        auto &summary = desk.part<QLabel>(u"statisticsSummary"_s);
        QCOMPARE(summary.text(), u"The answers are being read…"_s);
        // Not again while the answer is waited for, and what answers something else is not shown.
        desk.engine.take(mixedFortunes());
        QCOMPARE(desk.engine.statisticsRequests.size(), 1u);
        StatisticsReply reply{.id = asked.id + 1,
                              .source = first,
                              .from = asked.from,
                              .to = asked.to,
                              .statistics = {},
                              .stability = {}};
        reply.statistics.count = 42;
        Q_EMIT desk.engine.statisticsReady(reply);
        QCOMPARE(summary.text(), u"The answers are being read…"_s);
        reply.id = asked.id;
        Q_EMIT desk.engine.statisticsReady(reply);
        QVERIFY(summary.text().contains(u"42"_s));
        desk.engine.take(mixedFortunes());
        QCOMPARE(desk.engine.statisticsRequests.size(), 1u);
        // Another source, another stretch of time.
        desk.table().selectSource(sourceId(u"ntp3.jst.mfeed.ad.jp"_s));
        QCOMPARE(desk.engine.statisticsRequests.size(), 2u);
        QCOMPARE(summary.text(), u"The answers are being read…"_s);
        desk.part<OffsetChart>().setRange(ChartRange::Hour);
        desk.engine.take(mixedFortunes());
        QCOMPARE(desk.engine.statisticsRequests.size(), 3u);
        QVERIFY(desk.engine.statisticsRequests[2].from > asked.from + 20h);
        // Nobody looks.
        tabs.setCurrentIndex(0);
        desk.table().selectSource(first);
        QTest::keyClick(&desk.table(), Qt::Key_Escape);
        desk.engine.take(mixedFortunes());
        QCOMPARE(desk.engine.statisticsRequests.size(), 3u);
    }

    void removingTheSelectedGoesOnToTheNext()
    {
        Desk desk(m_file);
        const SourceSnapshot next = answering(u"ntp2.jst.mfeed.ad.jp"_s, 1ms, 5ms);
        desk.engine.take(with({answering(u"ntp1.jst.mfeed.ad.jp"_s, 1ms, 5ms), next}));
        desk.show();
        desk.table().selectSource(sourceId(u"ntp1.jst.mfeed.ad.jp"_s));
        desk.engine.take(with({next}));
        QCOMPARE(desk.table().selectedSource(), next.id);
        QCOMPARE(desk.part<QLabel>(u"sourceTitle"_s).text(), next.label);
        desk.engine.take(nothingWatched());
        desk.engine.take(with({next}));
        QVERIFY(desk.table().selectedSource().key.isEmpty());
        QVERIFY(desk.part<ClockPanel>().isVisible());
    }

    void escapeClosesWhatLiesOnTopFirst()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.table().selectSource(sourceId(u"ntp1.jst.mfeed.ad.jp"_s));
        desk.part<QAction>(u"watchAction"_s).trigger();
        QTest::keyClick(&desk.window, Qt::Key_Escape);
        QVERIFY(!desk.part<AddServerPanel>().isVisible());
        QVERIFY(desk.part<SourceDetails>().isVisible());
        QTest::keyClick(&desk.window, Qt::Key_Escape);
        QVERIFY(desk.part<ClockPanel>().isVisible());
    }

    void theChartShowsWhatIsChosen_data()
    {
        QTest::addColumn<int>("content");
        QTest::addColumn<QStringList>("series");
        const SourceId measured = sourceId(u"ntp1.jst.mfeed.ad.jp"_s);
        const QString device = u"chrony#0/PHC0/0"_s;
        const QString followed = u"chrony#0/ntp1.jst.mfeed.ad.jp/0"_s;
        using enum ChartContent;
        QTest::newRow("best of both") << int(Offsets) << QStringList{device, measured.key};
        QTest::newRow("ours") << int(MeasuredHere) << QStringList{measured.key};
        QTest::newRow("the service's") << int(ByService) << QStringList{device, followed};
        QTest::newRow("system offset") << int(SystemOffset) << QStringList{u"chrony#0//system-offset"_s};
        QTest::newRow("frequency") << int(Frequency) << QStringList{u"chrony#0//frequency"_s};
        QTest::newRow("root delay") << int(RootDelay) << QStringList{u"chrony#0//root-delay"_s};
        QTest::newRow("root dispersion")
            << int(RootDispersion) << QStringList{u"chrony#0//root-dispersion"_s};
    }
    void theChartShowsWhatIsChosen()
    {
        QFETCH(int, content);
        QFETCH(QStringList, series);
        for (const bool isNextStart : {false, true}) {
            Desk desk(m_file);
            desk.engine.take(oneMeasuredOneDevice());
            desk.show();
            auto &list = desk.part<QComboBox>(u"chartContent"_s);
            if (isNextStart) {
                QCOMPARE(list.currentData().toInt(), content); // it is remembered
            } else {
                list.setCurrentIndex(list.findData(content));
                Q_EMIT list.activated(list.currentIndex());
            }
            const auto drawn = [&desk] {
                QStringList keys;
                for (const DrawnTrace &trace : desk.part<PlotView>().traces().traces())
                    keys.append(trace.source.id.key);
                return keys;
            };
            QTRY_COMPARE(drawn(), series);
            QTRY_VERIFY(!desk.engine.seriesRequests.empty());
        }
    }

    void aSampleOfTheDaemonIsDrawn()
    {
        Desk desk(m_file);
        desk.engine.take(followedByChrony());
        desk.show();
        desk.part<OffsetChart>().setContent(ChartContent::Frequency);
        auto &plot = desk.part<PlotView>();
        QTRY_VERIFY(plot.window().now() != Instant());
        const NewSample sample{.source = {u"chrony#0//frequency"_s},
                               .sample = *answering(u"unused.example"_s, 0s, 1ms).lastSample,
                               .point = {.at = plot.window().now() - 60s, .value = -12'345ns}};
        Q_EMIT desk.engine.samplesAdded({sample});
        QTRY_VERIFY(!plot.isEmpty());
        QVERIFY(plot.axesItem().content().map.values.contains(sample.point.value));
        QCOMPARE(plot.axesItem().content().values.unitSymbol, u"ppm"_s);
        // A source leads to the line of its daemon, which then leaves the table alone.
        const SourceId row{u"chrony#0/ntp1.jst.mfeed.ad.jp/0"_s};
        desk.table().selectSource(row);
        QTest::keyClick(&plot, Qt::Key_Left);
        QTRY_VERIFY(plot.readout().content());
        QCOMPARE(plot.readout().content()->source, u"chrony"_s);
        QCOMPARE(desk.table().selectedSource(), row);
        QVERIFY(desk.part<SourceDetails>().isVisible());
        desk.table().selectSource({});
        Q_EMIT desk.part<OffsetChart>().sourceActivated(sample.source);
        QCOMPARE(desk.table().selectedSource(), SourceId{u"chrony#0"_s});
    }

    void theChartSaysWhatIsMissing_data()
    {
        QTest::addColumn<int>("content");
        QTest::addColumn<Snapshot>("snapshot");
        QTest::addColumn<QString>("expected");
        using enum ChartContent;
        Snapshot snapshot = mixedFortunes();
        QTest::newRow("looking") << int(Frequency) << snapshot
                                 << u"This computer's time service is being looked for."_s;
        snapshot.machine.isComplete = true;
        QTest::newRow("no daemon") << int(RootDelay) << snapshot
                                   << u"No time service was found on this computer."_s;
        QTest::newRow("nor its sources")
            << int(ByService) << snapshot << u"No time service was found on this computer."_s;
        QTest::newRow("not needed") << int(Offsets) << snapshot << QString();
        snapshot = followedByChrony();
        QTest::newRow("told") << int(Frequency) << snapshot << QString();
        DaemonReport timesyncd;
        timesyncd.kind = DaemonKind::Timesyncd;
        timesyncd.answer = DaemonAnswer::Answering;
        timesyncd.tracking = snapshot.machine.daemons[0].tracking;
        timesyncd.tracking->frequencyPpm.reset();
        snapshot.machine.daemons.push_back(timesyncd);
        QTest::newRow("one of two does not tell")
            << int(Frequency) << snapshot << u"systemd-timesyncd does not tell this."_s;
        QTest::newRow("but that") << int(RootDelay) << snapshot << QString();
        snapshot = twoDaemons();
        QTest::newRow("two of one kind") << int(SystemOffset) << snapshot
                                         << u"chrony 4.3 #2 at 127.0.0.1:323 follows no source at the "
                                            "moment, so it has nothing to show here."_s;
        snapshot.machine.daemons[0].sources.clear();
        snapshot.machine.daemons.pop_back();
        QTest::newRow("no sources") << int(ByService) << snapshot
                                    << u"The time service tells of no sources."_s;
    }
    void theChartSaysWhatIsMissing()
    {
        QFETCH(int, content);
        QFETCH(Snapshot, snapshot);
        Desk desk(m_file);
        desk.engine.take(snapshot);
        desk.show();
        desk.part<OffsetChart>().setContent(static_cast<ChartContent>(content));
        const QString note = desk.part<QLabel>(u"chartNote"_s).text();
        QTEST(note, "expected");
        if (!note.isEmpty())
            QTRY_COMPARE(desk.part<PlotView>().axesItem().content().message, note);
    }

    void sourcesAreLookedFor()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.table().selectSource(sourceId(u"ntp1.jst.mfeed.ad.jp"_s));
        const size_t asked = desk.engine.seriesRequests.size();
        QVERIFY(!desk.part<FilterBar>().isVisible());
        QTest::keyClick(&desk.window, Qt::Key_F, Qt::ControlModifier);
        auto *field = desk.part<FilterBar>().findChild<QLineEdit *>(u"filterField"_s);
        QCOMPARE(QApplication::focusWidget(), field);
        QTest::keyClicks(field, u"no answer"_s);
        auto *count = desk.part<FilterBar>().findChild<QLabel *>(u"filterCount"_s);
        QVERIFY2(count->text().startsWith(u"1 of 8"_s), qPrintable(count->text()));
        QCOMPARE(desk.table().model()->rowCount(), 1);
        // Neither the details nor the chart lose what is not in the table for a while.
        QVERIFY(desk.part<SourceDetails>().isVisible());
        desk.engine.take(mixedFortunes());
        QVERIFY(desk.part<SourceDetails>().isVisible());
        QCOMPARE(desk.engine.seriesRequests.size(), asked);
        QTest::keyClicks(field, u" at all"_s);
        QCOMPARE(count->text(), u"No source matches."_s);
        QCOMPARE(desk.table().model()->rowCount(), 0);

        desk.part<FilterBar>().findChild<QAbstractButton *>(u"showAllSources"_s)->click();
        QCOMPARE(desk.table().model()->rowCount(), 8);
        QVERIFY(!desk.part<FilterBar>().isVisible());
        QCOMPARE(desk.table().selectedSource(), sourceId(u"ntp1.jst.mfeed.ad.jp"_s));
        QVERIFY(desk.table().selectionModel()->hasSelection());

        desk.part<QAction>(u"findAction"_s).trigger();
        QTest::keyClicks(field, u"xyz"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(desk.table().model()->rowCount(), 8);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(&desk.table()));
        QVERIFY(desk.part<SourceDetails>().isVisible()); // Esc was for the field
    }

    void tabGoesRound()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.table().setFocus();
        QSet<QWidget *> visited;
        for (int i = 0; i < 40; ++i) {
            QWidget *focus = QApplication::focusWidget();
            QVERIFY(focus);
            QVERIFY2(focus->isVisible(), qPrintable(focus->objectName()));
            visited.insert(focus);
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        for (const QString &name : {u"measureButton"_s, u"moreButton"_s, u"range-1h"_s, u"fitAll"_s,
                                    u"offsetPlot"_s, u"sourcesView"_s})
            QVERIFY2(visited.contains(desk.window.findChild<QWidget *>(name)), qPrintable(name));
    }

    void closedFieldGivesTheKeyboardBack()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.table().selectSource(sourceId(u"ntp1.jst.mfeed.ad.jp"_s));
        desk.part<QAction>(u"watchAction"_s).trigger();
        QTest::keyClicks(QApplication::focusWidget(), u"abc"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!desk.part<AddServerPanel>().isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(desk.part<ClockPanel>().isVisible());
    }

    void helpComesAndGoes()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        desk.part<QAction>(u"helpAction"_s).trigger();
        QVERIFY(desk.part<QWidget>(u"helpPage"_s).isVisible());
        QVERIFY(!desk.table().isVisible());
        desk.engine.take(mixedFortunes()); // does not take it away
        QVERIFY(desk.part<QWidget>(u"helpPage"_s).isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(desk.table().isVisible());
        QVERIFY(desk.table().hasFocus());
    }

    void renamingReachesTheEngine()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        const QModelIndex name = desk.table().model()->index(1, SourcesModel::Name);
        QVERIFY(desk.table().model()->setData(name, u"Tokyo"_s));
        QCOMPARE(desk.engine.commands, QStringList{u"rename ntp2.jst.mfeed.ad.jp:123 to \"Tokyo\""_s});
    }

    void theOtherWayToAServerIsWatchedUnderItsName()
    {
        Desk desk(m_file);
        Snapshot snapshot = mixedFortunes();
        snapshot.sources[0].otherAddress = u"2001:db8::1"_s;
        desk.engine.take(snapshot);
        desk.show();
        desk.table().selectSource(snapshot.sources[0].id);
        const QList<QAction *> actions = desk.table().sourceActions();
        const auto otherWay = std::ranges::find(actions, u"watchOtherWay"_s, &QObject::objectName);
        QVERIFY(otherWay != actions.end());
        (*otherWay)->trigger();
        QCOMPARE(desk.engine.commands, QStringList{u"watch [2001:db8::1]:123"_s});
        QCOMPARE(desk.engine.watched[0].label, snapshot.sources[0].label + u" by IPv6"_s);
    }

    void engineKnowsWhetherSomebodyLooks()
    {
        Desk desk(m_file);
        QVERIFY(!desk.engine.attended);
        desk.show();
        QCOMPARE(desk.engine.attended, std::optional(true));
        desk.window.hide();
        QCOMPARE(desk.engine.attended, std::optional(false));
        desk.window.bringForward();
        QCOMPARE(desk.engine.attended, std::optional(true));
        desk.window.setWindowState(Qt::WindowMinimized);
        QTRY_COMPARE(desk.engine.attended, std::optional(false));
        desk.window.bringForward();
        QTRY_COMPARE(desk.engine.attended, std::optional(true));
    }

    /// While nobody sees it it costs nothing, and nobody sees it out of date.
    void hiddenWindowIsUpToDateWhenShown()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        const QLabel &proof = desk.part<QLabel>(u"verdictProof"_s);
        const QString before = proof.text();
        const int rows = desk.table().model()->rowCount();
        desk.window.hide();
        desk.engine.take(followedByChrony());
        QCOMPARE(proof.text(), before);
        QCOMPARE(desk.table().model()->rowCount(), rows);
        desk.window.bringForward();
        QVERIFY(proof.text() != before);
        QVERIFY(desk.table().model()->rowCount() != rows);
    }

    void silentEngineIsSaid()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        QLabel &proof = desk.part<QLabel>(u"verdictProof"_s);
        desk.engine.take(mixedFortunes()); // to be shown may have taken long
        QVERIFY(!proof.text().contains(u"has not spoken"_s));
        QTRY_VERIFY_WITH_TIMEOUT(proof.text().contains(u"has not spoken"_s), 30'000);
        QVERIFY(!desk.table().isEnabled());
        QVERIFY(!desk.part<QAbstractButton>(u"measureButton"_s).isEnabled());
        desk.engine.take(mixedFortunes());
        QVERIFY(!proof.text().contains(u"has not spoken"_s));
        QVERIFY(desk.table().isEnabled());
    }

    void problemsAndDemonstrationStand()
    {
        Desk desk(m_file);
        desk.show();
        desk.engine.take(demonstration());
        QVERIFY(desk.banners().at(0).startsWith(u"Demonstration"_s));
        desk.engine.take(troubled());
        const QStringList banners = desk.banners();
        QVERIFY2(banners.filter(u"full"_s).size() == 1, qPrintable(banners.join(u'\n')));
    }

    void anAlertThatNobodyShowsStandsInTheWindow()
    {
        FakeEngineClient engine;
        Settings settings(m_folder->filePath(u"window.ini"_s));
        BootInstant boot(1000s);
        Instant wall(1'780'000'000s);
        Alerts alerts(settings, QDBusConnection(u"nowhere"_s),
                      {.boot = [&boot] { return boot; }, .wall = [&wall] { return wall; }});
        MainWindow window(engine, settings);
        window.setAlerts(&alerts);
        const auto readings = [&](int count, Duration offset) {
            for (int i = 0; i < count; ++i) {
                boot += 40s;
                wall += 40s;
                Snapshot snapshot;
                snapshot.takenAt = wall;
                snapshot.judgement.offset = Offset::fromLocalMinusRemote(offset);
                snapshot.judgement.bound = 10ms;
                snapshot.judgement.measuredAt = wall;
                engine.take(snapshot);
            }
        };
        const auto banner = [&window] {
            QString text;
            for (const QLabel *label : window.findChildren<QLabel *>(u"bannerText"_s)) {
                if (label->parentWidget()->objectName() == u"banner-alert-clock-off"_s &&
                    !label->parentWidget()->isHidden())
                    text = label->text().replace(QChar(QChar::Nbsp), u' ');
            }
            return text;
        };
        readings(1, 1ms);
        QCOMPARE(banner(), QString());
        QVERIFY(!window.isVisible());
        readings(4, 7s);
        QVERIFY2(banner().startsWith(u"This clock is far off: 7.00 s ahead. "_s), qPrintable(banner()));
        QVERIFY(window.isVisible()); // there is no icon either by which anybody would come to it
        window.findChild<QWidget *>(u"banner-alert-clock-off"_s)
            ->findChild<QAbstractButton *>(u"bannerAction"_s)
            ->click();
        QVERIFY(window.findChild<QWidget *>(u"explainPage"_s)->isVisible());
        // It does not stand there when it holds no more.
        readings(5, 1ms);
        QVERIFY2(banner().startsWith(u"This clock is right again."_s), qPrintable(banner()));
        readings(4, 7s);
        QVERIFY(banner().startsWith(u"This clock is far off"_s));
        alerts.mute({});
        readings(5, 1ms);
        QCOMPARE(banner(), QString());
    }

    void verdictIsCopied()
    {
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        QApplication::clipboard()->clear();
        desk.part<QAction>(u"copyVerdict"_s).trigger();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"3 of 4 server"_s) && copied.contains(u"behind"_s), qPrintable(copied));
    }

    void hiddenLinesStayHiddenInTheNextWindow()
    {
        {
            Desk desk(m_file);
            desk.engine.take(mixedFortunes());
            desk.show();
            const QModelIndex first = desk.table().model()->index(0, SourcesModel::State);
            QVERIFY(desk.table().model()->setData(first, Qt::Unchecked, Qt::CheckStateRole));
        }
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        QCOMPARE(desk.table().model()->index(0, SourcesModel::State).data(Qt::CheckStateRole).toInt(),
                 int(Qt::Unchecked));
        QCOMPARE(desk.table().model()->index(1, SourcesModel::State).data(Qt::CheckStateRole).toInt(),
                 int(Qt::Checked));
    }

    void layoutIsKeptBetweenStarts()
    {
        QList<int> sizes;
        {
            Desk desk(m_file);
            desk.engine.take(mixedFortunes());
            desk.window.resize(1111, 711);
            desk.show();
            desk.part<QSplitter>(u"upperSplitter"_s).setSizes({600, 400});
            sizes = desk.part<QSplitter>(u"upperSplitter"_s).sizes();
            desk.table().setColumnWidth(SourcesModel::Name, 321);
            desk.table().setColumnHidden(SourcesModel::firstOptionalColumn, false);
            desk.part<QAbstractButton>(u"range-7d"_s).click();
            desk.window.close();
        }
        Desk desk(m_file);
        desk.engine.take(mixedFortunes());
        desk.show();
        QCOMPARE(desk.window.size(), QSize(1111, 711));
        QCOMPARE(desk.part<QSplitter>(u"upperSplitter"_s).sizes(), sizes);
        QCOMPARE(desk.table().columnWidth(SourcesModel::Name), 321);
        QVERIFY(!desk.table().isColumnHidden(SourcesModel::firstOptionalColumn));
        QCOMPARE(desk.part<OffsetChart>().range(), ChartRange::Week);
        // What it shows is asked for.
        QTRY_VERIFY(!desk.engine.seriesRequests.empty());
        QVERIFY(desk.engine.seriesRequests.back().to - desk.engine.seriesRequests.back().from >= 7 * 24h);
    }

    void fewRowsLeaveTheirRoomToTheClock()
    {
        Desk desk(m_file);
        desk.window.resize(1024, 640);
        desk.show();
        desk.engine.take(followedByChrony());
        const auto &splitter = desk.part<QSplitter>(u"wholeSplitter"_s);
        const auto share = [&splitter] { return splitter.sizes().at(0) * 100 / splitter.height(); };
        QVERIFY2(share() >= 62, qPrintable(QString::number(share())));
        desk.engine.take(gpsReceiver());
        QVERIFY2(share() < 60, qPrintable(QString::number(share())));
        // What the user chose stays, here and in the next window.
        QTest::keyClick(&desk.window, Qt::Key_Escape);
        auto *handle = desk.part<QSplitter>(u"wholeSplitter"_s).handle(1);
        const QPoint middle = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, middle);
        QTest::mouseMove(handle, middle - QPoint(0, 60));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, middle - QPoint(0, 60));
        const QList<int> chosen = splitter.sizes();
        QVERIFY(chosen.at(0) * 100 / splitter.height() < 55);
        desk.engine.take(followedByChrony());
        QCOMPARE(splitter.sizes(), chosen);
        desk.window.close();
        Desk next(m_file);
        next.engine.take(followedByChrony());
        next.show();
        QCOMPARE(next.part<QSplitter>(u"wholeSplitter"_s).sizes(), chosen);
    }

    void windowOpenedLateShowsWhatIsKnown()
    {
        FakeEngineClient engine;
        engine.take(mixedFortunes());
        Settings settings(m_file);
        MainWindow window(engine, settings);
        window.show();
        QCOMPARE(window.findChild<SourcesView *>()->model()->rowCount(), int(mixedFortunes().sources.size()));
    }

    void engineEndsBeforeItsAnswers()
    {
        // A command whose window has gone, and one that no window gave, disturb nobody.
        FakeEngineClient engine;
        {
            Settings settings(m_file);
            MainWindow window(engine, settings);
            engine.take(asking());
            engine.measureNow();
        }
        engine.finish(Error{ErrorCode::NotWatched, u"ntp1"_s, {}});
        engine.take(mixedFortunes());
        QVERIFY(engine.snapshot());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_MAIN(TestMainWindow)
#include "test_mainwindow.moc"
