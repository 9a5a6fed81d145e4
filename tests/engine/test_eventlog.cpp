// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventlog.h"

#include <QTest>

using namespace synchroscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Kind = Event::Kind;

namespace {

constexpr Instant began{1'700'000'000s};

/// A machine that is looked at each second.
class Watch
{
public:
    Watch()
    {
        now.realtime = began;
        now.raw = RawInstant(1000s);
        now.boot = BootInstant(1000s);
        now.monotonic = MonotonicInstant(1000s);
        snapshot.machine.isComplete = true;
        snapshot.judgement.state = ClockState::Synchronised;
        log.start({}, now);
    }

    /// Looks each second for so long.
    void pass(Duration span)
    {
        for (Duration passed{}; passed < span; passed += 1s) {
            elapse(1s);
            look();
        }
    }
    void elapse(Duration span)
    {
        now.realtime += span;
        now.raw += span;
        now.boot += span;
        now.monotonic += span;
    }
    void look()
    {
        snapshot.takenAt = now.realtime;
        for (DaemonReport &daemon : snapshot.machine.daemons)
            daemon.readAt = now.realtime;
        log.look(snapshot, now);
    }

    /// But for the start of the program.
    std::vector<Event> events()
    {
        std::vector<Event> events = *log.events(now);
        std::erase_if(events, [](const Event &event) { return event.kind == Kind::ProgramStarted; });
        return events;
    }
    std::vector<Kind> kinds()
    {
        std::vector<Kind> kinds;
        for (const Event &event : events())
            kinds.push_back(event.kind);
        return kinds;
    }

    DaemonReport &daemon() { return snapshot.machine.daemons.front(); }
    DaemonSource &source(size_t index) { return daemon().sources[index]; }
    void follow(size_t index)
    {
        for (DaemonSource &each : daemon().sources)
            each.standing = SourceStanding::Selectable;
        source(index).standing = SourceStanding::Selected;
        daemon().tracking->source = source(index).address;
    }

    ClockReading now;
    Snapshot snapshot;
    EventLog log;
};

DaemonSource sourceOf(const QString &name, const QString &address)
{
    DaemonSource source;
    source.name = name;
    source.address = address;
    source.standing = SourceStanding::Selectable;
    source.reach = quint8(0xff);
    source.lastSample = began;
    return source;
}

DaemonProcess processOf(qint64 pid, Instant startedAt)
{
    DaemonProcess process;
    process.pid = pid;
    process.startedAt = startedAt;
    return process;
}

/// chronyd with three servers, of which it follows the first.
void addChrony(Watch &watch)
{
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.sources = {sourceOf(u"ntp1"_s, u"192.0.2.1"_s), sourceOf(u"ntp2"_s, u"192.0.2.2"_s),
                      sourceOf(u"ntp3"_s, u"192.0.2.3"_s)};
    daemon.tracking.emplace();
    daemon.tracking->leap = LeapIndicator::NoWarning;
    daemon.process = processOf(10, began - 1h);
    watch.snapshot.machine.daemons = {daemon};
    watch.follow(0);
}

SourceSnapshot ownSource(const QString &name)
{
    SourceSnapshot source;
    source.id = {name};
    source.host = *parseHostSpec(name);
    source.label = name;
    source.address = u"198.51.100.1"_s;
    source.reach = 0xff;
    source.requests = 8;
    source.answers = 8;
    source.lastAnswer = began;
    return source;
}

std::shared_ptr<const NamedServers> filesOf(const QByteArray &text)
{
    NamedServers files;
    files.files = {{u"/etc/chrony"_s, began}, {u"/etc/chrony/chrony.conf"_s, began}};
    files.texts = {{u"/etc/chrony/chrony.conf"_s, ConfigPart::Main, text}};
    return std::make_shared<const NamedServers>(files);
}

ServerConfiguration configurationOf(const QByteArray &text)
{
    ServerConfiguration configuration;
    configuration.files = filesOf(text);
    return configuration;
}

} // namespace

class TestEventLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNoticedBeforeTheStart()
    {
        EventLog log;
        Watch watch;
        log.look(watch.snapshot, watch.now);
        QVERIFY(log.events(watch.now)->empty());
    }

    void whatIsSeenFirstIsNoChange()
    {
        Watch watch;
        watch.snapshot.machine.isComplete = false;
        watch.snapshot.judgement.state = ClockState::Unknown;
        watch.pass(5s);
        addChrony(watch);
        watch.source(1).standing = SourceStanding::Falseticker;
        watch.source(2).reach = quint8(0);
        watch.snapshot.machine.isComplete = true;
        watch.snapshot.judgement.state = ClockState::Synchronised;
        watch.snapshot.clock.emplace();
        watch.snapshot.clock->zone.emplace();
        watch.snapshot.clock->zone->id = u"Asia/Tokyo"_s;
        watch.snapshot.clock->timedated.networkTimeEnabled = false;
        watch.snapshot.configurations = {configurationOf("server ntp1\n")};
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        QCOMPARE(watch.log.events(watch.now)->size(), 1U);
        QCOMPARE(watch.log.events(watch.now)->front().kind, Kind::ProgramStarted);
        QCOMPARE(watch.log.events(watch.now)->front().at, began);
    }

    void theListIsAnotherOnlyWhenSomethingHasChanged()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        const EventList before = watch.log.events(watch.now);
        watch.pass(10s);
        QCOMPARE(watch.log.events(watch.now), before);
        watch.follow(1);
        watch.pass(2s);
        QVERIFY(watch.log.events(watch.now) != before);
        QCOMPARE(before->size(), 1U); // who holds it keeps it
    }

    void aSwitchOfTheFollowedSource()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        watch.follow(1);
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector{Kind::Followed});
        const Event event = watch.events().front();
        QCOMPARE(event.subject, u"ntp2"_s);
        QCOMPARE(event.from, u"ntp1"_s);
        QCOMPARE(event.daemon, DaemonKind::Chrony);
        QCOMPARE(event.at, began + 11s);
    }

    void aMomentWithoutASourceIsNothing()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        const DaemonReport before = watch.daemon();
        watch.source(0).standing = SourceStanding::Unusable;
        watch.daemon().tracking->source.clear();
        watch.pass(20s);
        watch.daemon() = before;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.source(0).standing = SourceStanding::Unusable;
        watch.daemon().tracking->source.clear();
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::Followed});
        QVERIFY(watch.events().front().subject.isEmpty());
        QCOMPARE(watch.events().front().at, began + 91s);
    }

    void aSourceThatAlternatesFillsNoLog()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        for (int poll = 0; poll < 24 * 60; ++poll) {
            watch.follow(size_t(poll + 1) % 2);
            watch.pass(1min);
        }
        // A day of it: at first each of the two once in five minutes, then ever more rarely.
        const size_t told = watch.events().size();
        QVERIFY2(told >= 10 && told <= 60, qPrintable(QString::number(told)));
        // What lasts is told, and nothing else is told last.
        watch.follow(2);
        watch.pass(2h);
        QCOMPARE(watch.events().back().subject, u"ntp3"_s);
    }

    void whoIsOutvotedByADaemon()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        watch.source(2).standing = SourceStanding::Falseticker;
        watch.pass(20s);
        QCOMPARE(watch.kinds(), std::vector<Kind>()); // not for sure
        watch.pass(20s);
        QCOMPARE(watch.kinds(), std::vector{Kind::Outvoted});
        QCOMPARE(watch.events().front().subject, u"ntp3"_s);
        QCOMPARE(watch.events().front().daemon, DaemonKind::Chrony);
        // Not judged at all is neither.
        watch.source(2).standing = SourceStanding::Unusable;
        watch.pass(5min);
        QCOMPARE(watch.events().size(), 1U);
        watch.source(2).standing = SourceStanding::Combined;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::Outvoted, Kind::Believed}));
    }

    void whoIsOutvotedByOurOwnMeasurement()
    {
        Watch watch;
        for (const QString &name : {u"a.example"_s, u"b.example"_s, u"c.example"_s, u"d.example"_s}) {
            SourceSnapshot source = ownSource(name);
            source.address = u"192.0.2.%1"_s.arg(watch.snapshot.sources.size());
            source.lastOutcome = QueryOutcome::Ok;
            source.lastSample = Sample{.offset = Offset::fromLocalMinusRemote(0ms),
                                       .delay = 10ms,
                                       .dispersion = 1us,
                                       .at = began,
                                       .raw = {},
                                       .rootDelay = 1ms,
                                       .rootDispersion = 1ms,
                                       .stratum = 2};
            source.estimate = SourceEstimate{.offset = Offset::fromLocalMinusRemote(0ms),
                                             .bound = 10ms,
                                             .boundToServer = 9ms,
                                             .rootDistance = 1ms,
                                             .minimumDelay = 10ms,
                                             .jitter = {},
                                             .at = began};
            watch.snapshot.sources.push_back(source);
        }
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.snapshot.sources[1].estimate->offset = Offset::fromLocalMinusRemote(2s);
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::Outvoted});
        QCOMPARE(watch.events().front().subject, u"b.example"_s);
        QVERIFY(!watch.events().front().daemon);
        watch.snapshot.sources[1].estimate->offset = Offset::fromLocalMinusRemote(0ms);
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::Outvoted, Kind::Believed}));
    }

    void answersThatAreLostAndComeBack()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        watch.source(1).lastSample = began;
        watch.source(1).reach = quint8(0x80);
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.source(1).reach = quint8(0);
        watch.pass(1h);
        QCOMPARE(watch.kinds(), std::vector{Kind::AnswersLost});
        QCOMPARE(watch.events().front().subject, u"ntp2"_s);
        watch.source(1).reach = quint8(1);
        watch.source(1).lastSample = watch.now.realtime;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::AnswersLost, Kind::AnswersRegained}));
        QCOMPARE(watch.events().back().lasted, Duration(1h + 71s)); // since the last answer
    }

    void whoNeverAnsweredHasLostNothing()
    {
        Watch watch;
        addChrony(watch);
        watch.source(1).reach = quint8(0);
        watch.source(1).lastSample.reset();
        watch.pass(10min);
        watch.source(1).reach = quint8(1);
        watch.source(1).lastSample = watch.now.realtime;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
    }

    void ownAnswersAreToldUnlessADaemonAsksTheSame()
    {
        Watch watch;
        addChrony(watch);
        watch.snapshot.sources = {ownSource(u"own.example"_s), ownSource(u"shared.example"_s)};
        watch.snapshot.sources[1].address = u"192.0.2.1"_s;
        watch.pass(1min);
        for (SourceSnapshot &source : watch.snapshot.sources)
            source.reach = 0;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::AnswersLost});
        QCOMPARE(watch.events().front().subject, u"own.example"_s);
        QVERIFY(!watch.events().front().daemon);
    }

    void aDaemonThatStopsAndStarts()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(1min);
        const DaemonReport before = watch.daemon();
        watch.daemon().answer = DaemonAnswer::Refused;
        watch.daemon().process.reset();
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::DaemonStopped});
        QCOMPARE(watch.events().front().at, began + 61s);
        watch.daemon() = before;
        watch.daemon().process->pid = 20;
        watch.daemon().process->startedAt = watch.now.realtime - 2s;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::DaemonStopped, Kind::DaemonStarted}));
        QCOMPARE(watch.events().back().at, began + 118s);
        QCOMPARE(watch.events().back().subject, u"4.3"_s);
        QCOMPARE(watch.events().back().lasted, Duration::zero());
    }

    void aRestartIsToldOnce_data()
    {
        QTest::addColumn<bool>("isSeenAway");
        QTest::addRow("unseen") << false;
        QTest::addRow("away for some seconds") << true;
    }
    void aRestartIsToldOnce()
    {
        QFETCH(const bool, isSeenAway);
        Watch watch;
        addChrony(watch);
        watch.pass(1min);
        const DaemonReport before = watch.daemon();
        if (isSeenAway) {
            watch.snapshot.machine.daemons.clear();
            watch.pass(5s);
            watch.snapshot.machine.daemons = {before};
        }
        // It answers before its process is seen, and has nothing to follow at first.
        watch.daemon().process.reset();
        watch.daemon().tracking->source.clear();
        for (DaemonSource &source : watch.daemon().sources) {
            source.standing = SourceStanding::Unusable;
            source.reach = quint8(0);
            source.lastSample.reset();
        }
        watch.pass(3s);
        watch.daemon().process = processOf(20, watch.now.realtime - 3s);
        watch.pass(5s);
        watch.daemon() = before;
        watch.daemon().process->pid = 20;
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector{Kind::DaemonStarted});
        QVERIFY(watch.events().front().lasted > Duration::zero());
    }

    void aDaemonThatDiesEachTimeFillsNoLog()
    {
        Watch watch;
        addChrony(watch);
        for (int pid = 10; pid < 1000; ++pid) {
            watch.daemon().process->pid = pid;
            watch.pass(2s);
        }
        QVERIFY(watch.events().size() >= 2);
        QVERIFY(watch.events().size() <= 7);
    }

    void aSecondDaemonOfAKind()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(1min);
        // Nobody can tell at first which process answers as which.
        DaemonReport second = watch.daemon();
        second.instance = 1;
        second.process.reset();
        DaemonProcess first = *watch.daemon().process;
        watch.daemon().process.reset();
        watch.snapshot.machine.daemons.push_back(second);
        watch.snapshot.machine.unassigned = {first, processOf(30, began + 61s)};
        watch.pass(20s);
        watch.snapshot.machine.unassigned.clear();
        watch.snapshot.machine.daemons[0].process = processOf(30, began + 61s);
        watch.snapshot.machine.daemons[1].process = first;
        watch.pass(5min);
        QCOMPARE(watch.kinds(), std::vector{Kind::DaemonStarted});
        QCOMPARE(watch.events().front().lasted, Duration::zero());
        // One that has no process here.
        watch.snapshot.machine.daemons[0].process.reset();
        watch.snapshot.machine.daemons.erase(watch.snapshot.machine.daemons.begin());
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::DaemonStarted, Kind::DaemonStopped}));
    }

    void aDaemonThatIsSilent()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(1min);
        watch.daemon().answer = DaemonAnswer::Silent;
        watch.pass(10s);
        watch.daemon().answer = DaemonAnswer::Answering;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>()); // an answer that is missed is nothing
        watch.daemon().answer = DaemonAnswer::Silent;
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector{Kind::DaemonSilent});
        watch.daemon().answer = DaemonAnswer::Answering;
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector{Kind::DaemonSilent});
    }

    /// Two chronyds, as a host's beside one's own: who switched must be seen, and whose file it was.
    void twoOfAKind()
    {
        Watch watch;
        addChrony(watch);
        watch.snapshot.machine.daemons.push_back(watch.daemon());
        watch.snapshot.machine.daemons.back().instance = 1;
        watch.snapshot.machine.daemons.back().process = processOf(11, began - 1h);
        watch.snapshot.configurations = {configurationOf("server ntp1\n"), configurationOf("server ntp2\n")};
        watch.snapshot.configurations.back().mainFile = u"/etc/other.conf"_s;
        const auto others = [](const QByteArray &text) {
            NamedServers files = *filesOf(text);
            files.texts[0].path = u"/etc/other.conf"_s;
            files.texts.push_back({u"/etc/both.conf"_s, ConfigPart::Main, text});
            return std::make_shared<const NamedServers>(files);
        };
        const auto own = [](const QByteArray &text, const QByteArray &shared) {
            NamedServers files = *filesOf(text);
            files.texts.push_back({u"/etc/both.conf"_s, ConfigPart::Main, shared});
            return std::make_shared<const NamedServers>(files);
        };
        watch.snapshot.configurations[0].files = own("server ntp1\n", "server ntp2\n");
        watch.snapshot.configurations[1].files = others("server ntp2\n");
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.snapshot.configurations[0].files = own("server ntp3\n", "server ntp2\n");
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::FilesChanged});
        QCOMPARE(watch.events().back().subject, u"/etc/chrony/chrony.conf"_s);
        // What both include is one file.
        watch.snapshot.configurations[0].files = own("server ntp3\n", "server ntp4\n");
        watch.pass(2s);
        watch.snapshot.configurations[1].files = others("server ntp4\n");
        watch.pass(1min);
        QStringList changed;
        for (const Event &event : watch.events())
            changed.append(event.subject);
        QCOMPARE(changed.count(u"/etc/both.conf"_s), 1);
        QCOMPARE(changed.count(u"/etc/other.conf"_s), 1);
        watch.snapshot.machine.daemons.back().sources[0].name = u"PHC0"_s;
        watch.pass(1min);
        QCOMPARE(watch.events().back().kind, Kind::Followed);
        QCOMPARE(watch.events().back().daemonNumber, 2);
    }

    void filesThatChange()
    {
        Watch watch;
        watch.snapshot.configurations = {configurationOf("server ntp1\n")};
        watch.pass(1min);
        // Read again, and the same.
        watch.snapshot.configurations[0].files = filesOf("server ntp1\n");
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.snapshot.configurations[0].files = filesOf("server ntp2\n");
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::FilesChanged});
        QCOMPARE(watch.events().front().subject, u"/etc/chrony/chrony.conf"_s);
        QCOMPARE(watch.events().front().daemon, DaemonKind::Chrony);
        // One more file; that which is there already is not told again.
        NamedServers files = *filesOf("server ntp2\n");
        files.texts.push_back({u"/etc/chrony/sources.d/a.sources"_s, ConfigPart::Sources, "server ntp3\n"});
        watch.snapshot.configurations[0].files = std::make_shared<const NamedServers>(files);
        watch.pass(1min);
        QCOMPARE(watch.events().size(), 2U);
        QCOMPARE(watch.events().back().subject, u"/etc/chrony/sources.d/a.sources"_s);
        // And it goes.
        watch.snapshot.configurations[0].files = filesOf("server ntp2\n");
        watch.pass(1min);
        QCOMPARE(watch.events().size(), 3U);
        // Another daemon's, seen for the first time.
        watch.snapshot.configurations.push_back(configurationOf("[Time]\n"));
        watch.snapshot.configurations.back().daemon = DaemonKind::Timesyncd;
        watch.pass(1min);
        QCOMPARE(watch.events().size(), 3U);
    }

    void aFileThatIsWrittenAllTheTimeFillsNoLog()
    {
        Watch watch;
        watch.snapshot.configurations = {configurationOf("0")};
        watch.pass(5s);
        for (int i = 1; i <= 100; ++i) {
            watch.snapshot.configurations[0].files = filesOf(QByteArray::number(i));
            watch.pass(5s);
        }
        QVERIFY(watch.events().size() >= 2);
        QVERIFY(watch.events().size() <= 8);
    }

    void aLeapSecondIsAnnouncedOnce()
    {
        Watch watch;
        addChrony(watch);
        watch.snapshot.clock.emplace();
        watch.snapshot.clock->kernel.emplace();
        watch.pass(1min);
        watch.daemon().tracking->leap = LeapIndicator::InsertSecond;
        watch.pass(1min);
        watch.snapshot.clock->kernel->leap = KernelLeapState::InsertPending;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::LeapAnnounced});
        QCOMPARE(watch.events().front().subject, u"ntp1"_s);
        QVERIFY(!watch.events().front().isForward);
        watch.daemon().tracking->leap = LeapIndicator::NoWarning;
        watch.snapshot.clock->kernel->leap = KernelLeapState::Ok;
        watch.pass(10min);
        QCOMPARE(watch.events().size(), 1U);
        watch.snapshot.clock->kernel->leap = KernelLeapState::DeletePending;
        watch.pass(1min);
        QCOMPARE(watch.events().size(), 2U);
        QVERIFY(watch.events().back().isForward && watch.events().back().subject.isEmpty());
    }

    void oneServerAloneAnnouncesNoLeapSecond()
    {
        Watch watch;
        watch.snapshot.sources = {ownSource(u"a.example"_s), ownSource(u"b.example"_s)};
        for (SourceSnapshot &source : watch.snapshot.sources)
            source.lastSample = Sample{.offset = Offset::fromLocalMinusRemote(0ms),
                                       .delay = 10ms,
                                       .dispersion = 1us,
                                       .at = began,
                                       .raw = {},
                                       .rootDelay = {},
                                       .rootDispersion = {}};
        watch.pass(1min);
        watch.snapshot.sources[0].lastSample->leap = LeapIndicator::InsertSecond;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.snapshot.sources[1].lastSample->leap = LeapIndicator::InsertSecond;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::LeapAnnounced});
        QCOMPARE(watch.events().front().subject, u"a.example"_s);
    }

    void zoneAndNetworkTime()
    {
        Watch watch;
        watch.snapshot.clock.emplace();
        ClockReport &clock = *watch.snapshot.clock;
        clock.zone.emplace();
        clock.zone->id = u"Etc/UTC"_s;
        watch.pass(1min);
        clock.timedated.networkTimeEnabled = true; // told late
        watch.pass(1min);
        clock.zone->utcOffset = 1h; // the same zone
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        clock.zone->id = u"Asia/Tokyo"_s;
        watch.pass(1min);
        clock.timedated.networkTimeEnabled.reset(); // not told for a while
        watch.pass(1min);
        clock.timedated.networkTimeEnabled = false;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::ZoneChanged, Kind::NetworkTimeChanged}));
        QCOMPARE(watch.events()[0].from, u"Etc/UTC"_s);
        QCOMPARE(watch.events()[0].subject, u"Asia/Tokyo"_s);
        QVERIFY(!watch.events()[1].isForward);
    }

    void aStateThatLasts()
    {
        Watch watch;
        watch.pass(1min);
        watch.snapshot.judgement.state = ClockState::Wrong;
        watch.pass(29s);
        watch.snapshot.judgement.state = ClockState::Synchronised;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.snapshot.judgement.state = ClockState::Wrong;
        watch.pass(10min);
        QCOMPARE(watch.kinds(), std::vector{Kind::StateChanged});
        QCOMPARE(watch.events().front().fromState, ClockState::Synchronised);
        QCOMPARE(watch.events().front().state, ClockState::Wrong);
        QCOMPARE(watch.events().front().at, began + 150s);
    }

    void timeThatNobodyLookedIsNoTimeThatItLasted()
    {
        Watch watch;
        watch.pass(1min);
        watch.snapshot.judgement.state = ClockState::Unknown;
        watch.pass(2s);
        watch.elapse(1h); // the program was stopped
        watch.look();
        QCOMPARE(watch.kinds(), std::vector<Kind>());
        watch.snapshot.judgement.state = ClockState::Synchronised;
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector<Kind>());
    }

    void whatHappensToTheClockIsToldOnce()
    {
        Watch watch;
        watch.pass(10s);
        watch.snapshot.clockEvents = {
            {.kind = ClockEvent::Kind::Stepped, .at = watch.now.realtime, .moved = 2s}};
        const Instant at = watch.now.realtime;
        watch.pass(1h);
        QCOMPARE(watch.kinds(), std::vector{Kind::Clock});
        QCOMPARE(watch.events().front().at, at);
        QCOMPARE(watch.events().front().clock, watch.snapshot.clockEvents.front());
        // The detector forgets; the log does not.
        watch.snapshot.clockEvents.clear();
        watch.pass(1min);
        QCOMPARE(watch.kinds(), std::vector{Kind::Clock});
    }

    void aSlewGrowsAndIsOneEvent()
    {
        Watch watch;
        watch.pass(10s);
        ClockEvent slew{.kind = ClockEvent::Kind::Slewed, .at = {}, .isOver = false};
        const Instant from = watch.now.realtime;
        QCOMPARE(watch.log.takeUnsaved(watch.now).size(), 1U); // the start of the program
        for (int second = 1; second <= 60; ++second) {
            watch.elapse(1s);
            slew.at = watch.now.realtime;
            slew.lasted = slew.at - from;
            slew.moved = second * 1ms;
            watch.snapshot.clockEvents = {slew};
            watch.look();
            QVERIFY(watch.log.takeUnsaved(watch.now).empty());
        }
        QCOMPARE(watch.kinds(), std::vector{Kind::Clock});
        QVERIFY(watch.events().front().clock->moved >= 55ms);
        watch.snapshot.clockEvents.front().isOver = true;
        watch.pass(10s);
        QCOMPARE(watch.kinds(), std::vector{Kind::Clock});
        QCOMPARE(watch.events().front().clock, watch.snapshot.clockEvents.front());
        QCOMPARE(watch.log.takeUnsaved(watch.now).size(), 1U);
        QVERIFY(watch.log.takeUnsaved(watch.now).empty());
    }

    void aSlewThatWasAFrequencyIsForgotten()
    {
        Watch watch;
        watch.pass(10s);
        watch.snapshot.clockEvents = {{.kind = ClockEvent::Kind::Slewed,
                                       .at = watch.now.realtime,
                                       .lasted = 5s,
                                       .moved = 1ms,
                                       .isOver = false}};
        watch.pass(2s);
        QCOMPARE(watch.events().size(), 1U);
        watch.snapshot.clockEvents.clear();
        watch.pass(2s);
        QVERIFY(watch.events().empty());
    }

    void aSlewUnderWayIsKeptAtTheEnd()
    {
        Watch watch;
        watch.pass(10s);
        watch.snapshot.clockEvents = {{.kind = ClockEvent::Kind::Slewed,
                                       .at = watch.now.realtime,
                                       .lasted = 5s,
                                       .moved = 1ms,
                                       .isOver = false}};
        watch.pass(2s);
        const std::vector<KeptEvent> kept = watch.log.takeUnsaved(watch.now, true);
        QCOMPARE(kept.size(), 2U);
        QVERIFY(kept.back().event.clock->isOver);
    }

    void aStepMovesNoEarlierEventOfThisBoot()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        watch.follow(1);
        watch.pass(50s);
        const Instant at = watch.events().front().at;
        watch.now.realtime += 1h;
        watch.snapshot.clockEvents = {
            {.kind = ClockEvent::Kind::Stepped, .at = watch.now.realtime, .moved = 1h}};
        watch.pass(1min);
        QCOMPARE(watch.kinds(), (std::vector{Kind::Followed, Kind::Clock}));
        QCOMPARE(watch.events().front().at, at + 1h);
    }

    void aSuspendMovesNoEarlierEventOfThisBoot()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        watch.follow(1);
        watch.pass(50s);
        const Instant at = watch.events().front().at;
        watch.now.realtime += 8h;
        watch.now.boot += 8h;
        watch.pass(1min);
        QCOMPARE(watch.events().front().at, at);
    }

    void theNextRunGoesOn()
    {
        Watch first;
        addChrony(first);
        first.pass(10s);
        first.follow(1);
        first.pass(50s);
        std::vector<KeptEvent> kept = first.log.takeUnsaved(first.now, true);
        QCOMPARE(kept.size(), 2U);

        // Of this boot, with the clock stepped meanwhile.
        ClockReading now = first.now;
        now.realtime += 1h;
        EventLog second;
        second.start(kept, now);
        std::vector<Event> events = *second.events(now);
        QCOMPARE(events.size(), 3U);
        QCOMPARE(events[1].kind, Kind::Followed);
        QCOMPARE(events[1].at, began + 11s + 1h);
        QCOMPARE(events[2].kind, Kind::ProgramStarted);
        const std::vector<KeptEvent> unsaved = second.takeUnsaved(now, true);
        QCOMPARE(unsaved.size(), 1U); // the others are kept already

        // Of an earlier boot.
        for (KeptEvent &event : kept)
            event.isOfThisBoot = false;
        EventLog third;
        third.start(kept, now);
        events = *third.events(now);
        QCOMPARE(events[1].at, began + 11s);
    }

    void whatIsReadLateComesBeforeAndOnce()
    {
        Watch watch;
        addChrony(watch);
        watch.pass(10s);
        watch.follow(1);
        watch.pass(50s);
        std::vector<KeptEvent> kept = watch.log.takeUnsaved(watch.now);
        KeptEvent earlier = kept.front();
        earlier.event.at -= 100s;
        kept.insert(kept.begin(), earlier);
        watch.log.addEarlier(kept);
        const EventList events = watch.log.events(watch.now);
        QCOMPARE(events->size(), 3U);
        QCOMPARE(events->front().at, began - 100s);
    }

    // Each would be dropped for the other, and noted again at the next look.
    void clockEventsThatWereDroppedAreNotNotedAgain()
    {
        Watch watch;
        const auto stepAt = [](Instant at) {
            return ClockEvent{
                .kind = ClockEvent::Kind::Stepped, .at = at, .lasted = {}, .moved = 1s, .isOver = true};
        };
        const std::vector<ClockEvent> old{stepAt(began + 1s), stepAt(began + 2s)};
        watch.elapse(10h);
        watch.snapshot.clockEvents = old;
        for (int i = 0; i < int(EventLog::mostEvents); ++i)
            watch.snapshot.clockEvents.push_back(stepAt(began + 1h + i * 1s));
        watch.look();
        QCOMPARE(watch.kinds().size(), EventLog::mostEvents);
        QCOMPARE(watch.events().front().at, began + 1h);
        watch.log.takeUnsaved(watch.now);
        watch.snapshot.clockEvents = old;
        watch.pass(3s);
        QVERIFY(watch.log.takeUnsaved(watch.now).empty());
        QCOMPARE(watch.events().front().at, began + 1h);
        // What is new is noted.
        watch.snapshot.clockEvents.push_back(stepAt(watch.now.realtime));
        watch.pass(1s);
        QCOMPARE(watch.log.takeUnsaved(watch.now).size(), 1U);
        // The same goes for what has become too old.
        watch.log.forgetBefore(watch.now.realtime, watch.now);
        QVERIFY(watch.kinds().empty());
        watch.pass(2s);
        QVERIFY(watch.kinds().empty());
    }

    void theOldAreForgottenAndTheNewestKept()
    {
        std::vector<KeptEvent> kept;
        for (int i = 0; i < int(EventLog::mostEvents); ++i) {
            KeptEvent event;
            event.event.kind = Kind::ProgramStarted;
            event.event.at = began - 60 * 24h + i * 1s;
            event.isOfThisBoot = false;
            kept.push_back(event);
        }
        kept.back().event.at = began - 24h;
        Watch watch;
        EventLog log;
        log.start(kept, watch.now);
        QCOMPARE(log.events(watch.now)->size(), EventLog::mostEvents);
        QCOMPARE(log.events(watch.now)->front().at, began - 60 * 24h + 1s);
        log.forgetBefore(began - 30 * 24h, watch.now);
        QCOMPARE(log.events(watch.now)->size(), 2U);
    }
};

QTEST_APPLESS_MAIN(TestEventLog)
#include "test_eventlog.moc"
