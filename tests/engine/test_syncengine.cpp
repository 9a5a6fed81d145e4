// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/engine/syncengine.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HostSpec host(QStringView text)
{
    return *parseHostSpec(text);
}

std::vector<WatchRequest> requests(const QStringList &hosts)
{
    std::vector<WatchRequest> result;
    for (const QString &text : hosts)
        result.push_back({host(text), {}});
    return result;
}

MachineDaemons machineWithSample(Instant at, Duration offset)
{
    DaemonSource source;
    source.name = u"ntp.example.org"_s;
    source.lastSample = at;
    source.measured = Offset::fromLocalMinusRemote(offset);
    DaemonReport daemon;
    daemon.answer = DaemonAnswer::Answering;
    daemon.sources = {source};
    MachineDaemons machine;
    machine.isComplete = true;
    machine.daemons = {daemon};
    return machine;
}

QStringList threeServers()
{
    return {u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s};
}

struct Rig
{
    explicit Rig(const EngineOptions &engineOptions = {}) : engine(parts(engineOptions), engineOptions)
    {
        QObject::connect(&engine, &SyncEngine::snapshotTaken, &engine, [this](const SnapshotPtr &snapshot) {
            snapshots.push_back(snapshot);
            takenAt.push_back(world.elapsed());
        });
        QObject::connect(&engine, &SyncEngine::samplesAdded, &engine,
                         [this](const std::vector<NewSample> &batch) {
                             samples.insert(samples.end(), batch.begin(), batch.end());
                         });
        QObject::connect(&engine, &SyncEngine::seriesReady, &engine,
                         [this](const SeriesReply &reply) { replies.push_back(reply); });
        QObject::connect(&engine, &SyncEngine::statisticsReady, &engine,
                         [this](const StatisticsReply &reply) { statistics.push_back(reply); });
        QObject::connect(&engine, &SyncEngine::commandFinished, &engine,
                         [this](quint64 command, const Status &status) { results[command] = status; });
    }

    const Snapshot &last() const { return *snapshots.back(); }

    /// Starts the engine and has it watch servers that answer.
    void watchGood(const QStringList &hosts)
    {
        for (const QString &address : hosts)
            world.servers[address] = {};
        engine.start();
        engine.watch(1, requests(hosts));
    }

    VirtualWorld world;
    // The engine's.
    FakeDiscoverer *discoverer = nullptr;
    FakeDaemonWatch *daemons = nullptr;
    FakeClockWatch *clock = nullptr;
    SyncEngine engine;
    std::vector<SnapshotPtr> snapshots;
    std::vector<Duration> takenAt;
    std::vector<NewSample> samples;
    std::vector<SeriesReply> replies;
    std::vector<StatisticsReply> statistics;
    std::map<quint64, Status> results;

private:
    EngineParts parts(const EngineOptions &engineOptions)
    {
        auto ownedDiscoverer = std::make_unique<FakeDiscoverer>();
        auto ownedDaemons = std::make_unique<FakeDaemonWatch>();
        auto ownedClock = std::make_unique<FakeClockWatch>();
        discoverer = ownedDiscoverer.get();
        daemons = ownedDaemons.get();
        clock = ownedClock.get();
        EngineParts parts =
            virtualParts(world, engineOptions, std::move(ownedDiscoverer), std::move(ownedDaemons));
        parts.clockWatch = std::move(ownedClock);
        return parts;
    }
};

} // namespace

class TestSyncEngine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void snapshotsComeAtMostFourTimesASecondAndAtLeastOnce()
    {
        Rig rig;
        QStringList hosts;
        for (int i = 1; i <= 50; ++i)
            hosts.append(u"127.77.0.%1"_s.arg(i));
        rig.watchGood(hosts);
        rig.engine.setAttended(true);
        rig.world.advance(60s);
        QCOMPARE(rig.last().sources.size(), 50u);
        for (size_t i = 4; i < rig.takenAt.size(); ++i)
            QVERIFY(rig.takenAt[i] - rig.takenAt[i - 4] >= 900ms);
        for (size_t i = 1; i < rig.takenAt.size(); ++i)
            QVERIFY(rig.takenAt[i] - rig.takenAt[i - 1] <= 1s);
        for (size_t i = 1; i < rig.snapshots.size(); ++i)
            QVERIFY(rig.snapshots[i]->serial > rig.snapshots[i - 1]->serial);
        // Nothing happens: the heartbeat alone goes on.
        rig.engine.setPaused(2, true);
        rig.world.advance(10s);
        const size_t before = rig.snapshots.size();
        rig.world.advance(10s);
        QCOMPARE(rig.snapshots.size(), before + 10);
    }

    void snapshotsOfManySourcesComeLessOften()
    {
        Rig rig;
        QStringList hosts;
        for (int i = 0; i < 500; ++i) {
            hosts.append(u"127.77.%1.%2"_s.arg(i / 250).arg(i % 250 + 1));
            rig.world.servers[hosts.last()] = {};
        }
        rig.engine.start();
        rig.engine.watch(1, requests(hosts));
        rig.engine.setAttended(true);
        rig.world.advance(1s);
        const size_t before = rig.snapshots.size();
        rig.world.advance(10s);
        const size_t came = rig.snapshots.size() - before;
        QVERIFY2(came >= 19 && came <= 21, qPrintable(QString::number(came)));
    }

    void serversAreNotAskedInTheSameMillisecond()
    {
        Rig rig;
        QStringList hosts;
        for (int i = 1; i <= 20; ++i)
            hosts.append(u"127.77.0.%1"_s.arg(i));
        rig.engine.start();
        rig.engine.watch(1, requests(hosts));
        rig.world.advance(1s);
        std::set<qint64> milliseconds;
        for (const VirtualWorld::Request &request : rig.world.requests)
            milliseconds.insert(request.at / 1ms);
        QVERIFY(milliseconds.size() > 15);
    }

    void duplicatesAreNamedAndTheOthersWatched()
    {
        Rig rig;
        rig.engine.start();
        rig.engine.watch(1, requests({u"ntp.example.org"_s, u"NTP.example.org."_s, u"192.0.2.2"_s}));
        QCOMPARE(rig.results.at(1)->code, ErrorCode::AlreadyWatched);
        rig.world.advance(1s);
        QCOMPARE(rig.last().sources.size(), 2u);
    }

    void renamingAndRemovingAreKept()
    {
        const QTemporaryDir directory;
        EngineOptions options;
        options.configurationDirectory = directory.path();
        {
            Rig rig(options);
            rig.engine.start();
            rig.engine.watch(1, requests({u"192.0.2.1"_s, u"192.0.2.2:1123"_s, u"192.0.2.3"_s}));
            rig.engine.rename(2, SourceId{u"192.0.2.2:1123"_s}, u" the clock in the cellar "_s);
            rig.engine.stopWatching(3, SourceId{u"192.0.2.1:123"_s});
            rig.engine.stopWatching(4, SourceId{u"192.0.2.1:123"_s});
            QVERIFY(!rig.results.at(2));
            QVERIFY(!rig.results.at(3));
            QCOMPARE(rig.results.at(4)->code, ErrorCode::NotWatched);
        }
        Rig rig(options);
        rig.engine.start();
        const std::vector<SourceSnapshot> &sources = rig.last().sources;
        QCOMPARE(sources.size(), 2u);
        QCOMPARE(sources[0].label, u"the clock in the cellar"_s);
        QCOMPARE(sources[0].id.key, u"192.0.2.2:1123"_s);
        QCOMPARE(sources[1].label, u"192.0.2.3"_s);
    }

    void serversFromTheCommandLineAreNotKept()
    {
        const QTemporaryDir directory;
        EngineOptions options;
        options.configurationDirectory = directory.path();
        options.watchAtStart = requests({u"192.0.2.9"_s});
        {
            Rig rig(options);
            rig.engine.start();
            rig.engine.watch(1, requests({u"192.0.2.1"_s}));
            rig.world.advance(1s);
            QCOMPARE(rig.last().sources.size(), 2u);
        }
        options.watchAtStart.clear();
        Rig rig(options);
        rig.engine.start();
        QCOMPARE(rig.last().sources.size(), 1u);
        QCOMPARE(rig.last().sources[0].label, u"192.0.2.1"_s);
    }

    void serversAreTestedBeforeTheyAreWatched()
    {
        Rig rig;
        rig.world.names[u"a.example"_s] = {QHostAddress(u"127.77.0.1"_s)};
        rig.world.servers[u"127.77.0.1"_s].ahead = 5ms;
        rig.engine.start();
        rig.engine.testServers(1, {{.host = host(u"a.example"), .type = ServerType::Server},
                                   {.host = host(u"dead.example"), .type = ServerType::Server}});
        rig.world.advance(300ms);
        QCOMPARE(rig.last().operations.size(), 1u);
        QCOMPARE(rig.last().operations[0].kind, Operation::Kind::TestingServers);
        QCOMPARE(rig.last().operations[0].total, 2);
        rig.world.advance(20s);
        QVERIFY(!rig.results.at(1));
        QVERIFY(rig.last().operations.empty());
        QCOMPARE(rig.last().serverTests.size(), 2u);
        const ServerTest &good = rig.last().serverTests[0];
        QVERIFY(good.isFinished);
        QCOMPARE(good.asked.size(), 1u);
        QVERIFY(good.asked[0].estimate);
        QVERIFY(abs(good.asked[0].estimate->offset.localMinusRemote() + 5ms) < 1ms);
        QVERIFY(rig.last().serverTests[1].ipv4.isEmpty());
        QVERIFY(rig.last().sources.empty());
    }

    void newTestEndsTheOneBefore()
    {
        Rig rig;
        rig.world.servers[u"127.77.0.1"_s] = {};
        rig.engine.start();
        rig.engine.testServers(1, {{.host = host(u"127.77.0.1"), .type = ServerType::Server}});
        rig.engine.testServers(2, {{.host = host(u"127.77.0.2"), .type = ServerType::Server}});
        QVERIFY(!rig.results.at(1));
        QVERIFY(!rig.results.contains(2));
        rig.world.advance(30s);
        QVERIFY(!rig.results.at(2));
        QCOMPARE(rig.last().serverTests.size(), 1u);
        QCOMPARE(rig.last().serverTests[0].server.host.host, u"127.77.0.2"_s);
        rig.engine.testServers(5, {{.host = host(u"127.77.0.3"), .type = ServerType::Server}});
        rig.engine.setPaused(3, true);
        QVERIFY(!rig.results.at(5));
        const size_t asked = rig.world.requests.size();
        rig.world.advance(30s);
        QCOMPARE(rig.world.requests.size(), asked);
        rig.engine.testServers(4, {{.host = host(u"127.77.0.1"), .type = ServerType::Server}});
        QCOMPARE(rig.results.at(4)->code, ErrorCode::Paused);
    }

    void samplesComeInBatchesAndReturnAsHistory()
    {
        const QTemporaryDir directory;
        EngineOptions options;
        options.dataDirectory = directory.path();
        options.watchAtStart = requests({u"127.77.0.1"_s});
        std::vector<SeriesPoint> live;
        Instant from;
        {
            Rig rig(options);
            rig.world.servers[u"127.77.0.1"_s].ahead = 250ms;
            rig.engine.start();
            from = rig.world.read().realtime;
            rig.engine.setAttended(true);
            rig.world.advance(5min);
            QVERIFY(rig.samples.size() > 250);
            for (const NewSample &sample : rig.samples)
                live.push_back(sample.point);
        }
        // Another run of the program, in the same boot.
        Rig rig(options);
        rig.engine.start();
        rig.engine.requestSeries(
            {7, {SourceId{u"127.77.0.1:123"_s}}, SeriesQuantity::Offset, from, from + 6min, 100000});
        rig.world.advance(100ms);
        QCOMPARE(rig.replies.size(), 1u);
        QCOMPARE(rig.replies[0].id, 7u);
        const std::vector<SeriesPoint> &points = rig.replies[0].series.at(0).points;
        QVERIFY(points.size() >= live.size());
        for (size_t i = 0; i < live.size(); ++i) {
            QCOMPARE(points[i].value, live[i].value);
            QCOMPARE(points[i].bound, live[i].bound);
            QCOMPARE(points[i].at, live[i].at);
        }
    }

    void aWrongClockDoesNotCostTheHistory()
    {
        const QTemporaryDir directory;
        EngineOptions options;
        options.dataDirectory = directory.path();
        options.watchAtStart = requests({u"127.77.0.1"_s});
        const auto storedSamples = [](Rig &rig) {
            rig.replies.clear();
            const Instant start = rig.world.read().realtime;
            rig.engine.requestSeries({1,
                                      {SourceId{u"127.77.0.1:123"_s}},
                                      SeriesQuantity::Offset,
                                      start - 1000 * 24h,
                                      start + 1000 * 24h,
                                      1'000'000'000});
            rig.world.advance(100ms);
            return rig.replies.at(0).series.at(0).points.size();
        };
        size_t before = 0;
        {
            Rig rig(options);
            rig.world.servers[u"127.77.0.1"_s] = {};
            rig.engine.start();
            rig.world.advance(5min);
            before = storedSamples(rig);
            QVERIFY(before > 0);
        }
        {
            Rig rig(options);
            rig.world.stepClock(40 * 24h);
            rig.world.servers[u"127.77.0.1"_s].ahead = -40 * 24h;
            rig.engine.start();
            rig.world.advance(3h);
            QVERIFY(storedSamples(rig) > before);
        }
        // Time that really has passed.
        Rig rig(options);
        rig.world.suspend(40 * 24h);
        rig.world.servers[u"127.77.0.1"_s] = {};
        rig.engine.start();
        rig.world.advance(3h);
        QCOMPARE(storedSamples(rig), rig.samples.size());
    }

    void aStepOfThisClockIsAnEventWithinASecond()
    {
        Rig rig;
        rig.watchGood({u"127.77.0.1"_s});
        rig.engine.setAttended(true);
        rig.world.advance(30s);
        QVERIFY(rig.last().clockEvents.empty());
        rig.world.stepClock(2ms);
        rig.world.servers[u"127.77.0.1"_s].ahead = -2ms;
        rig.world.advance(1s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        const ClockEvent event = rig.last().clockEvents.front();
        QCOMPARE(event.kind, ClockEvent::Kind::Stepped);
        QCOMPARE(event.moved, Duration(2ms));
        // No server is blamed for it, and the estimate goes on.
        rig.world.advance(30s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        const SourceEstimate estimate = rig.last().sources.front().estimate.value();
        QVERIFY(estimate.samples >= 16);
        QVERIFY(std::chrono::abs(estimate.offset.localMinusRemote() - 2ms) < 10us);
    }

    void eventsAreListedAndKept()
    {
        const QTemporaryDir folder;
        EngineOptions options;
        options.dataDirectory = folder.path();
        const auto kinds = [](const Snapshot &snapshot) {
            std::vector<Event::Kind> found;
            for (const Event &event : *snapshot.events)
                found.push_back(event.kind);
            return found;
        };
        using Kind = Event::Kind;
        {
            Rig rig(options);
            rig.watchGood({u"127.77.0.1"_s});
            rig.world.advance(30s);
            QCOMPARE(kinds(rig.last()), std::vector{Kind::ProgramStarted});
            const EventList before = rig.last().events;
            rig.world.advance(10s);
            QCOMPARE(rig.last().events, before);
            rig.world.stepClock(2ms);
            rig.world.servers[u"127.77.0.1"_s].ahead = -2ms;
            rig.world.advance(3s);
            QCOMPARE(kinds(rig.last()), (std::vector{Kind::ProgramStarted, Kind::Clock}));
            QCOMPARE(rig.last().events->back().clock->moved, Duration(2ms));
        }
        Rig rig(options);
        rig.engine.start();
        rig.world.advance(3s);
        const std::vector<Event> events = *rig.last().events;
        QCOMPARE(std::ranges::count(events, Kind::ProgramStarted, &Event::kind), 2);
        QCOMPARE(std::ranges::count(events, Kind::Clock, &Event::kind), 1);
    }

    void aDaemonsRestartIsAnEvent()
    {
        Rig rig;
        rig.engine.start();
        MachineDaemons machine = machineWithSample(rig.world.read().realtime, 1ms);
        machine.daemons.front().process.emplace().pid = 10;
        Q_EMIT rig.daemons->reported(machine);
        rig.world.advance(1min);
        QCOMPARE(rig.last().events->size(), 1u);
        machine.daemons.front().process->pid = 20;
        Q_EMIT rig.daemons->reported(machine);
        rig.world.advance(1min);
        QCOMPARE(rig.last().events->size(), 2u);
        QCOMPARE(rig.last().events->back().kind, Event::Kind::DaemonStarted);
    }

    void aLeapSecondIsNobodysFault()
    {
        Rig rig;
        rig.watchGood(threeServers());
        rig.world.setTaiOffset(37s);
        rig.world.advance(3min);
        rig.world.leap(-1s);
        rig.world.advance(20s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        QCOMPARE(rig.last().clockEvents.front().kind, ClockEvent::Kind::LeapSecond);
        for (const SourceSnapshot &source : rig.last().sources) {
            QCOMPARE(source.estimate.value().samples, 4);
            QVERIFY(std::chrono::abs(source.estimate.value().offset.localMinusRemote()) < 1ms);
        }
    }

    void aSuspendIsAnEventAndAllIsMeasuredAnewPolitely()
    {
        Rig rig;
        rig.watchGood(threeServers());
        rig.world.advance(3min);
        rig.world.suspend(8h);
        const size_t before = rig.world.requests.size();
        rig.world.advance(1s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        QCOMPARE(rig.last().clockEvents.front().kind, ClockEvent::Kind::Suspended);
        QCOMPARE(rig.last().clockEvents.front().lasted, Duration(8h));
        rig.world.advance(20s);
        // Four of each, two seconds apart.
        QCOMPARE(rig.world.requests.size(), before + 12);
        for (const SourceSnapshot &source : rig.last().sources)
            QCOMPARE(source.estimate.value().samples, 4);
    }

    void aPauseWithItsClocksIsNoServersFault_data()
    {
        QTest::addColumn<QStringList>("ownServers"); ///< which paused with this computer
        QTest::addRow("others") << QStringList();
        QTest::addRow("and a time service of this computer")
            << QStringList{u"127.0.0.1"_s, u"::1"_s, u"192.168.1.5"_s};
    }
    void aPauseWithItsClocksIsNoServersFault()
    {
        QFETCH(const QStringList, ownServers);
        Rig rig;
        rig.world.ownAddresses = ownServers;
        rig.watchGood(threeServers() + ownServers);
        rig.engine.setAttended(true);
        rig.world.advance(10min);
        for (const QString &address : threeServers())
            rig.world.servers[address].ahead = 30s;
        // The first to be asked is not believed alone, and has the others asked at once.
        rig.world.advance(75s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        const ClockEvent event = rig.last().clockEvents.front();
        QCOMPARE(event.kind, ClockEvent::Kind::Paused);
        QVERIFY(std::chrono::abs(event.lasted - 30s) < 25ms);
        rig.world.advance(20s);
        for (const SourceSnapshot &source : rig.last().sources) {
            const Duration off = source.isThisComputer ? 0s : -30s;
            QVERIFY(std::chrono::abs(source.estimate.value().offset.localMinusRemote() - off) < 1ms);
            QVERIFY(source.estimate.value().bound < 100ms);
        }
        QCOMPARE(rig.last().clockEvents.size(), 1u);
    }

    void aNameWithoutAddressHidesNoPause()
    {
        Rig rig;
        rig.watchGood(threeServers());
        rig.engine.watch(2, requests({u"nowhere.example"_s}));
        rig.engine.setAttended(true);
        rig.world.advance(10min);
        for (const QString &address : threeServers())
            rig.world.servers[address].ahead = 30s;
        rig.world.advance(75s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        QCOMPARE(rig.last().clockEvents.front().kind, ClockEvent::Kind::Paused);
    }

    void afterAPauseWithItsClocksNobodyIsBelievedAsBefore()
    {
        Rig rig;
        const QString silent = u"192.0.2.4"_s;
        rig.watchGood(threeServers() + QStringList{silent});
        rig.world.advance(1h);
        for (const QString &address : threeServers() + QStringList{silent})
            rig.world.servers[address].ahead = 30s;
        rig.world.servers[silent].outcome = QueryOutcome::Timeout;
        const size_t before = rig.world.requests.size();
        while (rig.last().clockEvents.empty() && rig.world.elapsed() < 2h)
            rig.world.advance(100ms);
        rig.world.advance(1s);
        QCOMPARE(rig.last().clockEvents.size(), 1u);
        QVERIFY(!rig.last().sources.back().estimate);
        for (const SourceSnapshot &source : rig.last().sources)
            QVERIFY(!source.estimate || source.estimate->offset.magnitude() > 29s);
        // It is asked again as politely as after a suspend; what is under way is still lost.
        rig.world.servers[silent].outcome = QueryOutcome::Ok;
        rig.world.advance(150s);
        QVERIFY(std::chrono::abs(rig.last().sources.back().estimate.value().offset.localMinusRemote() + 30s) <
                1ms);
        std::map<QString, Duration> last;
        for (size_t i = before; i < rig.world.requests.size(); ++i) {
            const auto &request = rig.world.requests[i];
            const auto [entry, isFirst] = last.try_emplace(request.address.toString(), request.at);
            QVERIFY(isFirst || request.at - std::exchange(entry->second, request.at) >= 1960ms);
        }
    }

    void aServerThatJumpsIsNoEventOfThisClock()
    {
        Rig rig;
        rig.watchGood(threeServers());
        rig.engine.setAttended(true);
        rig.world.advance(10min);
        const size_t before = rig.world.requests.size();
        rig.world.servers[threeServers().at(1)].ahead = 30s;
        rig.world.advance(5min);
        QVERIFY(rig.last().clockEvents.empty());
        QVERIFY(std::chrono::abs(rig.last().sources[1].estimate.value().offset.localMinusRemote() + 30s) <
                1ms);
        QVERIFY(rig.last().sources[0].estimate.value().offset.magnitude() < 1ms);
        // Five polls of each, two that were asked for it, and one more to be sure.
        QVERIFY(rig.world.requests.size() - before <= 20);
    }

    void aServerAskedBothWaysIsOneWitnessOfAPause()
    {
        const QString ipv4 = u"198.51.100.7"_s;
        const QString ipv6 = u"2001:db8::7"_s;
        Rig rig;
        rig.world.names[u"dual.example"_s] = {QHostAddress(ipv4), QHostAddress(ipv6)};
        rig.watchGood({ipv6});
        rig.world.servers[ipv4] = {};
        rig.engine.watch(2, requests({u"dual.example"_s}));
        rig.engine.setAttended(true);
        rig.world.advance(10min);
        QCOMPARE(rig.last().sources.size(), 2u);
        QCOMPARE(rig.last().sources[1].otherAddress, ipv6);
        // As if this clock had stood still, but nobody else says so.
        for (const QString &address : {ipv4, ipv6})
            rig.world.servers[address].ahead = 30s;
        rig.world.advance(10min);
        QVERIFY(rig.last().clockEvents.empty());
    }

    void theFirstSnapshotDoesNotWaitForTheHistory()
    {
        const QTemporaryDir directory;
        EngineOptions options;
        options.dataDirectory = directory.path();
        options.watchAtStart = requests({u"127.77.0.1"_s});
        Rig rig(options);
        size_t sourcesBeforeTheFile = 0;
        connect(&rig.engine, &SyncEngine::snapshotTaken, this, [&](const SnapshotPtr &snapshot) {
            if (!QFile::exists(directory.filePath(u"history.sqlite"_s)))
                sourcesBeforeTheFile = snapshot->sources.size();
        });
        rig.engine.start();
        QCOMPARE(sourcesBeforeTheFile, 1u);
        QVERIFY(QFile::exists(directory.filePath(u"history.sqlite"_s)));
    }

    void aNewerSeriesRequestCancelsTheOlder()
    {
        Rig rig;
        rig.engine.start();
        const Instant now = rig.world.read().realtime;
        for (quint64 id = 1; id <= 5; ++id)
            rig.engine.requestSeries({id, {}, SeriesQuantity::Offset, now - 1h, now, 100});
        rig.world.advance(1s);
        QVERIFY(!rig.replies.empty());
        QCOMPARE(rig.replies.back().id, 5u);
    }

    void statisticsAreOfWhatWasMeasured()
    {
        Rig rig;
        const SourceId id{u"127.77.0.1:123"_s};
        const Instant from = rig.world.read().realtime;
        rig.watchGood({u"127.77.0.1"_s});
        rig.world.servers[u"127.77.0.1"_s].ahead = 250ms;
        rig.engine.setAttended(true);
        rig.world.advance(2min);
        rig.world.servers.erase(u"127.77.0.1"_s);
        rig.world.advance(20s);
        const SourceSnapshot &state = rig.last().sources.at(0);
        QVERIFY(state.requests > state.answers);
        rig.engine.requestStatistics({.id = 9, .source = id, .from = from, .to = from + 1h});
        rig.world.advance(100ms);
        QCOMPARE(rig.statistics.size(), 1u);
        const StatisticsReply &reply = rig.statistics[0];
        QCOMPARE(reply.id, 9u);
        QCOMPARE(reply.source, id);
        QCOMPARE(reply.from, from);
        QCOMPARE(reply.to, from + 1h);
        QCOMPARE(reply.statistics.count, int(rig.samples.size()));
        QVERIFY(reply.statistics.count > 60);
        QVERIFY(abs(reply.statistics.median + 250ms) < 1ms);
        QVERIFY(abs(reply.statistics.delay.p50 - 20ms) < 1ms);
        QVERIFY(reply.statistics.frequency);
        QVERIFY(!reply.stability.points.empty());
        QVERIFY(abs(reply.stability.interval - 1) < 0.1);
        const Loss overall = reply.statistics.overallLoss.value_or(Loss{});
        QCOMPARE(overall.polls - overall.lost, state.answers);
        QVERIFY(overall.lost > 0);
        const Loss recent = reply.statistics.recentLoss.value_or(Loss{});
        QCOMPARE(recent.polls, 64);
        QCOMPARE(recent.lost, overall.lost);
        rig.world.advance(500ms);
        QVERIFY(rig.last().operations.empty());

        // Only what lies within the range.
        rig.engine.requestStatistics({.id = 10, .source = id, .from = from + 30s, .to = from + 60s});
        rig.world.advance(100ms);
        const auto inside =
            std::count_if(rig.samples.begin(), rig.samples.end(), [from](const NewSample &sample) {
                return sample.point.at >= from + 30s && sample.point.at <= from + 60s;
            });
        QVERIFY(inside > 0);
        QCOMPARE(rig.statistics.at(1).statistics.count, int(inside));
    }

    void statisticsOfAnUnknownSourceAreEmpty()
    {
        Rig rig;
        rig.engine.start();
        const Instant now = rig.world.read().realtime;
        rig.engine.requestStatistics({.id = 1, .source = {u"no such"_s}, .from = now - 1h, .to = now});
        rig.world.advance(100ms);
        QCOMPARE(rig.statistics.at(0).statistics.count, 0);
        QVERIFY(!rig.statistics.at(0).statistics.recentLoss);
        QVERIFY(rig.statistics.at(0).stability.points.empty());
    }

    void aNewerStatisticsRequestCancelsTheOlder()
    {
        Rig rig;
        rig.engine.start();
        const Instant now = rig.world.read().realtime;
        for (quint64 id = 1; id <= 5; ++id)
            rig.engine.requestStatistics({.id = id, .source = {u"a"_s}, .from = now - 1h, .to = now});
        rig.engine.requestSeries({7, {}, SeriesQuantity::Offset, now - 1h, now, 100});
        rig.world.advance(1s);
        QCOMPARE(rig.statistics.size(), 1u);
        QCOMPARE(rig.statistics[0].id, 5u);
        QCOMPARE(rig.replies.back().id, 7u);
        // And one that is under way ends with the engine.
        rig.engine.requestStatistics({.id = 6, .source = {u"a"_s}, .from = now - 1h, .to = now});
    }

    void measuringIsAnOperationWithAnEnd()
    {
        Rig rig;
        rig.world.servers[u"192.168.1.1"_s] = {};
        rig.engine.start();
        rig.engine.measureNow(1);
        QCOMPARE(rig.results.at(1)->code, ErrorCode::NothingToMeasure);
        rig.engine.watch(2, requests({u"192.168.1.1"_s, u"192.168.1.2"_s, u"192.168.1.3"_s}));
        rig.world.advance(1min);
        rig.engine.measureNow(3);
        rig.world.advance(1500ms);
        QCOMPARE(rig.last().operations.size(), 1u);
        QCOMPARE(rig.last().operations[0].total, 3);
        // One is removed while the measurement waits for it.
        rig.engine.stopWatching(4, SourceId{u"192.168.1.3:123"_s});
        QVERIFY(!rig.results.contains(3));
        rig.world.advance(10s);
        QVERIFY(rig.results.contains(3));
        QVERIFY(!rig.results.at(3));
        QVERIFY(rig.last().operations.empty());
        rig.engine.setPaused(5, true);
        rig.engine.measureNow(6);
        QCOMPARE(rig.results.at(6)->code, ErrorCode::Paused);
    }

    void theVerdictFollowsTheAnswers()
    {
        Rig rig;
        rig.engine.start();
        QCOMPARE(rig.last().verdict.state, VerdictState::NothingWatched);
        rig.world.servers[u"192.168.1.1"_s].after = 1s;
        rig.world.servers[u"192.168.1.1"_s].ahead = 3ms;
        rig.engine.watch(1, requests({u"192.168.1.1"_s}));
        rig.world.advance(900ms);
        QCOMPARE(rig.last().verdict.state, VerdictState::NoAnswerYet);
        rig.world.advance(2s);
        QCOMPARE(rig.last().verdict.state, VerdictState::Compared);
        QVERIFY(std::chrono::abs(rig.last().verdict.offset->localMinusRemote() + 3ms) < 1us);
        rig.world.servers[u"192.168.1.1"_s].outcome = QueryOutcome::Timeout;
        // One lost packet is no fault of the server's.
        rig.world.advance(20s);
        QCOMPARE(rig.last().verdict.state, VerdictState::Compared);
        rig.world.advance(5min);
        QCOMPARE(rig.last().verdict.state, VerdictState::NobodyAnswers);
        rig.engine.setPaused(2, true);
        rig.world.advance(5s);
        QCOMPARE(rig.last().verdict.state, VerdictState::Paused);
    }

    void thisComputersOwnServerIsNoWitness()
    {
        Rig rig;
        rig.world.ownAddresses = QStringList{u"192.168.1.5"_s, u"fd00::5"_s};
        const QStringList hosts{u"192.168.1.5"_s, u"fd00::5"_s, u"192.168.1.1"_s};
        rig.watchGood(hosts);
        rig.world.servers[hosts.at(2)].ahead = 10s;
        rig.world.advance(30s);
        QVERIFY(rig.last().sources[0].isThisComputer && rig.last().sources[1].isThisComputer);
        QCOMPARE(rig.last().verdict.agreeing, 1);
        QVERIFY(std::chrono::abs(rig.last().verdict.offset.value().localMinusRemote() + 10s) < 1ms);
    }

    void aServerThatIsWildDoesNotHaveTheOthersAskedAllDay()
    {
        Rig rig;
        const QStringList hosts{u"192.168.1.1"_s, u"192.0.2.2"_s};
        rig.watchGood(hosts);
        for (int i = 0; i < 24 * 60; ++i) {
            rig.world.servers[hosts.at(0)].ahead = i % 3 == 0 ? 1s : 0s;
            rig.world.advance(1min);
        }
        const auto ofPublic = std::ranges::count_if(rig.world.requests, [&](const auto &request) {
            return request.address == QHostAddress(hosts.at(1));
        });
        // A poll each 1024 s, the first four, and some for the other.
        QVERIFY2(ofPublic <= 4 + 86 + 12, qPrintable(QString::number(ofPublic)));
        QVERIFY(rig.last().clockEvents.empty());
    }

    void discoveryAsksNobody()
    {
        Rig rig;
        rig.engine.start();
        rig.engine.discover(1);
        rig.engine.discover(2);
        QCOMPARE(rig.discoverer->started, 1);
        rig.world.advance(1s);
        QVERIFY(!rig.last().discovery.finished);
        Discovery found;
        found.servers.push_back(
            {.host = host(u"ntp.example.org"), .file = u"/etc/chrony/chrony.conf"_s, .line = 3});
        Q_EMIT rig.discoverer->finished(found);
        QVERIFY(rig.last().discovery.finished);
        QCOMPARE(rig.last().discovery.servers.size(), 1u);
        QVERIFY(rig.results.contains(1) && rig.results.contains(2));
        rig.world.advance(1h);
        QVERIFY(rig.world.requests.empty());
        QCOMPARE(rig.world.lookups, 0);
    }

    void daemonsAreTold()
    {
        Rig rig;
        rig.engine.start();
        QCOMPARE(rig.daemons->started, 1);
        Q_EMIT rig.daemons->reported(machineWithSample(rig.world.read().realtime, 4ms));
        rig.world.advance(1s);
        QVERIFY(rig.last().machine.isComplete);
        QCOMPARE(rig.last().machine.daemons.size(), 1u);
        QCOMPARE(rig.samples.size(), 1u);
        QCOMPARE(rig.samples[0].point.value, Duration(4ms));
        // The same report again brings nothing new; our own measuring is not touched by it.
        Q_EMIT rig.daemons->reported(rig.last().machine);
        rig.world.advance(1s);
        QCOMPARE(rig.samples.size(), 1u);
        QVERIFY(rig.last().sources.empty());
        QVERIFY(rig.world.requests.empty());
    }

    void saysOfflineOnlyWhenThereIsNoNetwork()
    {
        Rig rig;
        rig.engine.start();
        rig.engine.watch(1, {{*parseHostSpec(u"no-such-name.example"), {}}});
        rig.world.advance(5s);
        QCOMPARE(rig.last().verdict.state, VerdictState::NobodyAnswers);
        QVERIFY(!rig.last().verdict.offline); // the name alone is to blame
        rig.world.hasNetwork = false;
        rig.world.advance(2s);
        QVERIFY(rig.last().verdict.offline);
        rig.world.hasNetwork = true;
        rig.world.advance(2s);
        QVERIFY(!rig.last().verdict.offline);
        // One that was sent a question and is silent says nothing about this computer.
        rig.world.hasNetwork = false;
        rig.engine.watch(2, {{*parseHostSpec(u"192.0.2.1"), {}}});
        rig.world.advance(10s);
        QCOMPARE(rig.last().verdict.state, VerdictState::NobodyAnswers);
        QVERIFY(!rig.last().verdict.offline);
    }

    void changesTheClockOneAtATime()
    {
        Rig rig;
        rig.engine.start();
        const ClockChange toTokyo{.kind = ClockChange::Kind::TimeZone, .zone = u"Asia/Tokyo"_s, .on = false};
        rig.engine.changeClock(1, toTokyo);
        rig.engine.changeClock(2, {.kind = ClockChange::Kind::NetworkTime, .zone = {}, .on = true});
        QCOMPARE(rig.clock->changes, std::vector{toTokyo});
        QCOMPARE(rig.results.at(2)->code, ErrorCode::ChangeUnderWay);
        rig.world.advance(1s);
        QCOMPARE(rig.last().operations.size(), 1U); // a window that is opened now sees it
        QCOMPARE(rig.last().operations[0].kind, Operation::Kind::ChangingClock);
        // What it is now comes before the word that it has changed.
        connect(&rig.engine, &SyncEngine::commandFinished, this, [&rig](quint64 command) {
            if (command == 1)
                QVERIFY(rig.last().operations.empty() && rig.last().clock &&
                        rig.last().clock->zone->id == u"Asia/Seoul"_s);
        });
        ClockReport report;
        report.zone.emplace();
        report.zone->id = u"Asia/Seoul"_s;
        Q_EMIT rig.clock->clockReported(report);
        Q_EMIT rig.clock->changeFinished(Error{ErrorCode::ChangeCancelled, {}, {}});
        QCOMPARE(rig.results.at(1)->code, ErrorCode::ChangeCancelled);
        rig.world.advance(1s);
        QVERIFY(rig.last().operations.empty());
        rig.engine.changeClock(3, toTokyo);
        Q_EMIT rig.clock->changeFinished({});
        QVERIFY(!rig.results.at(3));
    }

    // systemd tells nobody that a time service has started or ended, and timedated has left by then.
    void looksAtTheClockAgainWhenTimeServicesComeAndGo()
    {
        Rig rig;
        rig.engine.start();
        MachineDaemons machine;
        machine.isComplete = true;
        machine.daemons.emplace_back();
        machine.daemons[0].process.emplace();
        machine.daemons[0].process->pid = 411;
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.clock->refreshed, 0); // it is being read anyway
        machine.daemons[0].version = u"4.3"_s;
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.clock->refreshed, 0);
        machine.daemons[0].process->pid = 412;
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.clock->refreshed, 1);
        machine.unassigned.emplace_back();
        machine.unassigned[0].pid = 413;
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.clock->refreshed, 2);
        machine.daemons.clear();
        machine.unassigned.clear();
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.clock->refreshed, 3);

        rig.engine.measureNow(1); // though no server is watched
        QCOMPARE(rig.clock->refreshed, 4);
        rig.engine.setAttended(true);
        QVERIFY(rig.clock->isAttended);
        rig.engine.setAttended(false);
        QVERIFY(!rig.clock->isAttended);
    }

    void whatAForgottenDaemonDidIsNobodyUnseen()
    {
        Rig rig;
        rig.engine.start();
        ClockReport report;
        const auto steeringAfter = [&](const MachineDaemons &machine) {
            Q_EMIT rig.daemons->reported(machine);
            rig.world.advance(1s);
            report.readAt = rig.world.read().realtime;
            Q_EMIT rig.clock->clockReported(report);
            rig.world.advance(10s);
            return rig.last().judgement.steering;
        };
        report.steeredAt = rig.world.read().realtime;
        MachineDaemons machine = machineWithSample(rig.world.read().realtime, 4ms);
        machine.daemons[0].readAt = rig.world.read().realtime;
        QCOMPARE(steeringAfter(machine), Steering::Daemon);
        machine.daemons[0].answer = DaemonAnswer::Refused;
        machine.daemons[0].silentSince = report.steeredAt = rig.world.read().realtime; // a last time
        QCOMPARE(steeringAfter(machine), Steering::Nobody);
        machine.daemons.clear();
        QCOMPARE(steeringAfter(machine), Steering::Nobody);
        QCOMPARE(rig.last().clock->steeredAt, report.steeredAt);
        report.steeredAt = rig.world.read().realtime;
        QCOMPARE(steeringAfter(machine), Steering::Unseen);
    }

    void newsOfTheClockDoNotWaitForTheHeartbeat()
    {
        Rig rig;
        rig.engine.start();
        ClockReport report;
        report.timedated.available = true;
        report.timedated.networkTimeEnabled = false;
        Q_EMIT rig.clock->clockReported(report);
        rig.world.advance(5300ms);
        const size_t before = rig.snapshots.size();
        report.readAt = Instant(1s); // its time alone is no news
        Q_EMIT rig.clock->clockReported(report);
        rig.world.advance(300ms);
        QCOMPARE(rig.snapshots.size(), before);
        report.timedated.networkTimeEnabled = true;
        Q_EMIT rig.clock->clockReported(report);
        rig.world.advance(300ms);
        QCOMPARE(rig.snapshots.size(), before + 1);
        QCOMPARE(rig.snapshots.back()->clock->timedated.networkTimeEnabled, std::optional(true));
    }

    void membersOfAPoolThatADaemonFollowsAreAskedSeldom()
    {
        Rig rig;
        rig.watchGood({u"192.0.2.1"_s, u"192.0.2.2"_s});
        MachineDaemons machine = machineWithSample(rig.world.read().realtime, 4ms);
        machine.daemons[0].sources[0].address = u"192.0.2.1"_s;
        machine.daemons[0].sources[0].isOfPool = true;
        rig.engine.setAttended(true);
        rig.world.advance(10s);
        Q_EMIT rig.daemons->reported(machine);
        rig.world.advance(1s);
        QCOMPARE(rig.last().sources[0].pollInterval, Duration(1800s));
        QCOMPARE(rig.last().sources[1].pollInterval, Duration(64s));
        rig.world.advance(2h);
        const auto asked = [&rig](const QString &address) {
            return std::ranges::count_if(rig.world.requests,
                                         [&address](const VirtualWorld::Request &request) {
                                             return request.address == QHostAddress(address);
                                         });
        };
        QVERIFY2(asked(u"192.0.2.1"_s) <= 4 + 5, QByteArray::number(asked(u"192.0.2.1"_s)).constData());
        QVERIFY(asked(u"192.0.2.2"_s) > asked(u"192.0.2.1"_s) + 5);
        // Once nobody of this machine asks it any more, it is one like others, and at once.
        for (const DaemonAnswer answer : {DaemonAnswer::Refused, DaemonAnswer::Silent}) {
            machine.daemons[0].answer = DaemonAnswer::Answering;
            Q_EMIT rig.daemons->reported(machine);
            rig.world.advance(2h);
            QCOMPARE(rig.last().sources[0].pollInterval, Duration(1800s));
            machine.daemons[0].answer = answer;
            Q_EMIT rig.daemons->reported(machine);
            rig.world.advance(1s);
            QCOMPARE(rig.last().sources[0].pollInterval, rig.last().sources[1].pollInterval);
            const Duration wait = *rig.last().sources[0].nextRequest - rig.last().takenAt;
            QVERIFY(wait < Duration(1200s));
        }
        machine.daemons[0].answer = DaemonAnswer::Answering;
        machine.daemons[0].isElsewhere = true;
        Q_EMIT rig.daemons->reported(machine);
        rig.world.advance(1s);
        QCOMPARE(rig.last().sources[0].pollInterval, rig.last().sources[1].pollInterval);
    }

    void whatADaemonUsesIsFoundToo()
    {
        Rig rig;
        rig.engine.start();
        MachineDaemons machine = machineWithSample(rig.world.read().realtime, 4ms);
        DaemonSource device;
        device.name = u"PHC0"_s;
        device.mode = SourceMode::ReferenceClock;
        machine.daemons[0].sources.push_back(device);
        machine.daemons[0].sources[0].port = 1123;
        // What was used once, or is used elsewhere, is not what this machine uses.
        machine.daemons.resize(3, machine.daemons[0]);
        machine.daemons[1].answer = DaemonAnswer::Refused;
        machine.daemons[1].sources[0].name = u"ended.example.org"_s;
        machine.daemons[2].isElsewhere = true;
        machine.daemons[2].sources[0].name = u"elsewhere.example.org"_s;
        Q_EMIT rig.daemons->reported(machine);
        rig.world.advance(1s);
        QVERIFY(rig.last().discovery.servers.empty());
        rig.engine.discover(1);
        Q_EMIT rig.discoverer->finished({});
        QCOMPARE(rig.last().discovery.servers.size(), 1u);
        QCOMPARE(rig.last().discovery.servers[0].host.shortText(), u"ntp.example.org:1123"_s);
        QCOMPARE(rig.last().discovery.servers[0].origin, ServerOrigin::Running);
    }

    void aReadingThatFailedOnceBringsNothingTwice()
    {
        Rig rig;
        rig.engine.start();
        const MachineDaemons whole = machineWithSample(rig.world.read().realtime, 4ms);
        MachineDaemons bad = whole;
        bad.daemons[0].sources.clear();
        for (const MachineDaemons &machine : {whole, bad, whole}) {
            Q_EMIT rig.daemons->reported(machine);
            rig.world.advance(1s);
        }
        QCOMPARE(rig.samples.size(), 1u);
    }

    void aDaemonsSampleIsStoredOnceOverRestarts()
    {
        const QTemporaryDir directory;
        EngineOptions options;
        options.dataDirectory = directory.path();
        MachineDaemons machine;
        size_t stored = 0;
        for (int run = 0; run < 2; ++run) {
            Rig rig(options);
            if (run == 0)
                machine = machineWithSample(rig.world.read().realtime, 4ms);
            rig.engine.start();
            Q_EMIT rig.daemons->reported(machine);
            rig.world.advance(1s);
            // It is known to a second only: after the restart it looks a little later.
            *machine.daemons[0].sources[0].lastSample += 900ms;
            stored += rig.samples.size();
        }
        QCOMPARE(stored, 1u);
    }

    void aDamagedWatchListIsSaidAndNothingElseSuffers()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"watched.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not json");
        file.close();
        EngineOptions options;
        options.configurationDirectory = directory.path();
        Rig rig(options);
        rig.engine.start();
        QCOMPARE(rig.last().problems.size(), 1u);
        QCOMPARE(rig.last().problems[0].code, ErrorCode::FileDamaged);
        rig.world.servers[u"127.77.0.1"_s] = {};
        rig.engine.watch(1, requests({u"127.77.0.1"_s}));
        rig.world.advance(5s);
        QVERIFY(!rig.samples.empty());
        QCOMPARE(rig.last().problems.back().code, ErrorCode::FileSetAside);
    }

    void aViewerLeavesADamagedWatchListWhereItIs()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"watched.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not json");
        file.close();
        EngineOptions options;
        options.configurationDirectory = directory.path();
        options.watchAtStart = requests({u"127.77.0.1"_s});
        {
            Rig rig(options);
            rig.engine.start();
            rig.world.advance(5s);
        }
        QCOMPARE(QDir(directory.path()).entryList(QDir::Files), QStringList{u"watched.json"_s});
    }

    void destructionLeavesNoTimer()
    {
        VirtualWorld world;
        {
            SyncEngine engine(virtualParts(world), {});
            engine.start();
            engine.watch(1, requests({u"192.168.1.1"_s, u"ntp.example.org"_s}));
            engine.measureNow(2);
            world.advance(100ms);
        }
        QCOMPARE(world.pendingTimers(), 0u);
    }
};

QTEST_GUILESS_MAIN(TestSyncEngine)
#include "test_syncengine.moc"
