// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/engine/politeness.h"
#include "core/engine/servertester.h"
#include "core/engine/syncengine.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How many requests there may be, both included.
struct Limits
{
    int least = 0;
    int most = 0;

    friend Limits operator+(Limits a, Limits b) { return {a.least + b.least, a.most + b.most}; }
};

Limits exactly(int count)
{
    return {count, count};
}

/// Polls each `interval`, which is spread by 2 %.
Limits polls(Duration span, Duration interval)
{
    const double count = toSeconds(span) / toSeconds(interval);
    return {static_cast<int>(std::floor(count / 1.02)), static_cast<int>(std::ceil(count / 0.98))};
}

/// Of a public server that answers: four at once; then each 64 s for a quarter of an hour; then each 1024 s.
/// For 24 hours these are 4 + 13…15 + 81…86.
Limits attendedPolls(Duration span)
{
    return exactly(4) + polls(15min, 64s) + polls(span - 15min, 1024s);
}

/// The same while nobody looks. For 8 hours these are 4 + 27…29.
Limits unattendedPolls(Duration span)
{
    return exactly(4) + polls(span, 1024s);
}

/// Of one that is dead: at 0, 8, 40, 168, 424 and 936 s, as its back-off grows, then each 1024 s.
Limits deadPolls(Duration span)
{
    return exactly(6) + polls(span - 936s, 1024s);
}

/// One program's engine. All programs of a world share its contacts.
struct Program
{
    Program(VirtualWorld &world, const QTemporaryDir &runtimeDirectory)
        : Program(world, runtimeDirectory, std::make_unique<FakeDaemonWatch>())
    {}

    void watch(const QStringList &addresses)
    {
        std::vector<WatchRequest> servers;
        for (const QString &address : addresses)
            servers.push_back({*parseHostSpec(address), {}});
        engine.start();
        engine.watch(1, servers);
    }

    const SourceSnapshot &source(const QString &address) const
    {
        return *std::ranges::find(last->sources, address, &SourceSnapshot::address);
    }

    SnapshotPtr last;
    FakeDaemonWatch *daemons; ///< the engine's
    SyncEngine engine;

private:
    Program(VirtualWorld &world, const QTemporaryDir &runtimeDirectory,
            std::unique_ptr<FakeDaemonWatch> ownedDaemons)
        : daemons(ownedDaemons.get())
        , engine(virtualParts(world, options(runtimeDirectory), {}, std::move(ownedDaemons)), {})
    {
        QObject::connect(&engine, &SyncEngine::snapshotTaken, &engine,
                         [this](const SnapshotPtr &snapshot) { last = snapshot; });
    }

    static EngineOptions options(const QTemporaryDir &runtimeDirectory)
    {
        EngineOptions options;
        options.runtimeDirectory = runtimeDirectory.path();
        return options;
    }
};

/// When an address was asked, by all programs together.
std::vector<Duration> contacts(const VirtualWorld &world, const QString &address)
{
    std::vector<Duration> instants;
    for (const VirtualWorld::Request &request : world.requests) {
        if (request.hasLeft && request.address == QHostAddress(address))
            instants.push_back(request.at);
    }
    return instants;
}

/// What breaks a promise that holds for every server and for all programs together; empty if nothing does.
QString impoliteness(const VirtualWorld &world)
{
    if (world.mostInFlightOfOne > 1)
        return u"two requests of one source under way"_s;
    QSet<QString> addresses;
    for (const VirtualWorld::Request &request : world.requests)
        addresses.insert(request.address.toString());
    for (const QString &address : addresses) {
        const bool isPublic = politeness::classify(QHostAddress(address)) == politeness::HostClass::Public;
        const std::vector<Duration> instants = contacts(world, address);
        for (size_t i = 1; i < instants.size(); ++i) {
            if (instants[i] - instants[i - 1] < (isPublic ? 2s : 1s))
                return u"%1 too soon after %2 s"_s.arg(address).arg(toSeconds(instants[i - 1]));
            if (isPublic && i >= 8 && instants[i] - instants[i - 8] < 64s)
                return u"%1 more than eight times in 64 s from %2 s"_s.arg(address).arg(
                    toSeconds(instants[i - 8]));
        }
    }
    return {};
}

/// Empty if an address was asked as often as it may be.
QString excess(const VirtualWorld &world, const QString &address, Limits limits)
{
    const auto count = static_cast<int>(contacts(world, address).size());
    if (count >= limits.least && count <= limits.most)
        return {};
    return u"%1 was asked %2 times, not %3 to %4"_s.arg(address)
        .arg(count)
        .arg(limits.least)
        .arg(limits.most);
}

/// Runs the world until somebody asks this address once more.
void untilAsked(VirtualWorld &world, const QString &address)
{
    const QHostAddress awaited(address);
    auto seen = qsizetype(world.requests.size());
    while (std::ranges::count(world.requests.begin() + seen, world.requests.end(), awaited,
                              &VirtualWorld::Request::address) == 0) {
        seen = qsizetype(world.requests.size());
        world.advance(1s);
    }
    world.advance(1s); // the answer
}

/// In memory like the real one: a disk takes milliseconds for each request.
QString runtimeTemplate()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + u"/synchroscope-day-XXXXXX"_s;
}

} // namespace

class TestDayOfPolling final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allProgramsTogetherArePolite()
    {
        const QTemporaryDir directory(runtimeTemplate());
        VirtualWorld world;
        const QString good = u"192.0.2.1"_s;
        const QString dead = u"192.0.2.2"_s;
        const QString slowsUsDown = u"192.0.2.3"_s;
        const QString sendsUsAway = u"192.0.2.4"_s;
        const QString forged = u"192.0.2.5"_s;
        const QString ofPool = u"192.0.2.6"_s;
        const QStringList all{good, dead, slowsUsDown, sendsUsAway, forged, ofPool};
        for (const QString &address : all)
            world.servers[address] = {};
        world.servers.erase(dead);
        world.servers[forged].forgedKissCode = "DENY";

        MachineDaemons machine;
        machine.isComplete = true;
        DaemonReport &daemon = machine.daemons.emplace_back();
        daemon.answer = DaemonAnswer::Answering;
        DaemonSource &source = daemon.sources.emplace_back();
        source.address = ofPool;
        source.isOfPool = true;

        // The window is open all day; in a terminal somebody watches from 2 o'clock on.
        Program window(world, directory);
        window.watch(all);
        window.engine.setAttended(true);
        Q_EMIT window.daemons->reported(machine);
        world.advance(2h);
        // Four at once, 64 s while it is new, then 1024 s, each spread by 2 %.
        const std::vector<Duration> byWindow = contacts(world, good);
        for (size_t i = 4; i < byWindow.size(); ++i) {
            const Duration interval = byWindow[i - 1] < 15min ? Duration(64s) : Duration(1024s);
            QVERIFY(std::chrono::abs(byWindow[i] - byWindow[i - 1] - interval) <= interval / 50);
        }
        Program terminal(world, directory);
        terminal.watch(all);
        terminal.engine.setAttended(true);
        Q_EMIT terminal.daemons->reported(machine);
        world.advance(1h);

        // At 3 o'clock the servers are tested.
        SharedContactLedger ledger(directory.path(), "virtual");
        ServerTester tester({world, world, world, world, ledger});
        const auto test = [&](const QStringList &addresses) {
            std::vector<ServerTestRequest> servers;
            for (const QString &address : addresses)
                servers.push_back({.host = *parseHostSpec(address), .type = ServerType::Server});
            tester.start(servers);
            while (tester.isRunning())
                world.advance(1s);
        };
        test({good, dead, forged});
        world.advance(3h);

        // From 6 o'clock on one sends everybody away, and one told somebody once to slow down.
        world.servers[sendsUsAway] = {QueryOutcome::KissCode, 20ms, {}, "DENY"};
        world.servers[slowsUsDown] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        const size_t beforeDenial = contacts(world, sendsUsAway).size();
        untilAsked(world, slowsUsDown);
        const size_t untilKiss = contacts(world, slowsUsDown).size();
        const Duration kissedAt = contacts(world, slowsUsDown).back();
        world.servers[slowsUsDown] = {};
        world.advance(1h);
        test({slowsUsDown, sendsUsAway});
        QCOMPARE(tester.results()[0].asked[0].outcome, QueryOutcome::KissCode);
        QCOMPARE(tester.results()[1].asked[0].outcome, QueryOutcome::KissCode);
        world.advance(24h - world.elapsed());

        QCOMPARE(impoliteness(world), QString());
        const Limits tested = exactly(4);
        QCOMPARE(excess(world, good, attendedPolls(24h) + attendedPolls(22h) + tested), QString());
        QCOMPARE(excess(world, dead, deadPolls(24h) + deadPolls(22h) + exactly(3)), QString());
        // Whoever forges has not seen the random bits of the question.
        QCOMPARE(excess(world, forged, attendedPolls(24h) + attendedPolls(22h) + tested), QString());
        for (const Program *program : {&window, &terminal}) {
            const SourceSnapshot &state = program->source(forged);
            QCOMPARE(state.lastOutcome, QueryOutcome::Ok);
            QCOMPARE(state.answers, state.requests);
            QCOMPARE(state.ignored.otherOrigin, state.requests);
        }
        // 4 + 47…49 each.
        QCOMPARE(excess(world, ofPool, exactly(4) + polls(24h, 1800s) + exactly(4) + polls(22h, 1800s)),
                 QString());
        // Whoever asked it first was the last.
        QCOMPARE(contacts(world, sendsUsAway).size(), beforeDenial + 1);
        for (const Program *program : {&window, &terminal})
            QCOMPARE(program->source(sendsUsAway).activity, SourceActivity::Stopped);
        // The polls of 1024 s become twice as rare, for both programs together, though only one was told.
        const std::vector<Duration> slowed = contacts(world, slowsUsDown);
        for (size_t i = untilKiss; i < slowed.size(); ++i)
            QVERIFY(slowed[i] - slowed[i - 1] >= 2048s);
        QVERIFY(slowed.size() - untilKiss <= size_t((24h - kissedAt) / 2048s));
        QVERIFY(slowed.size() - untilKiss >= size_t((24h - kissedAt) / 2090s));
        for (const Program *program : {&window, &terminal}) {
            QCOMPARE(program->source(slowsUsDown).lastOutcome, QueryOutcome::Ok);
            QCOMPARE(program->source(slowsUsDown).pollInterval, Duration(2048s));
        }
    }

    void impatienceInAllProgramsIsHeldBack()
    {
        const QTemporaryDir directory(runtimeTemplate());
        VirtualWorld world;
        const QStringList all{u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.168.7.7"_s, u"fd00::7"_s};
        for (const QString &address : all)
            world.servers[address] = {};
        world.servers.erase(all[1]);
        Program window(world, directory);
        Program terminal(world, directory);
        for (Program *program : {&window, &terminal}) {
            program->watch(all);
            program->engine.setAttended(true);
        }
        for (quint64 i = 0; i < 3000; ++i) {
            window.engine.measureNow(10 + i);
            terminal.engine.measureNow(10 + i);
            world.advance(100ms);
        }
        QCOMPARE(impoliteness(world), QString());
        // Eight in 64 s, and each second: no more, and nobody is starved.
        QCOMPARE(excess(world, all[0], {5 * 8 - 3, 5 * 8}), QString());
        QCOMPARE(excess(world, all[2], {270, 300}), QString());
    }

    // An engine that nobody looks at, as in the tray. From 6 to 7 o'clock there is no network, from 8 to 16
    // this computer sleeps.
    void aDayWithAnOutageAndAnAfternoonAsleep()
    {
        const QTemporaryDir directory(runtimeTemplate());
        VirtualWorld world;
        QStringList good;
        for (int i = 1; i <= 10; ++i)
            good.append(u"192.0.2.%1"_s.arg(i));
        const QString dead = u"192.0.2.11"_s;
        const QString slowsUsDown = u"192.0.2.12"_s;
        const QString sendsUsAway = u"192.0.2.13"_s;
        const QString flapping = u"192.0.2.14"_s;
        for (const QString &address : good)
            world.servers[address] = {};
        world.servers[flapping] = {};
        world.servers[slowsUsDown] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        world.servers[sendsUsAway] = {QueryOutcome::KissCode, 20ms, {}, "RSTR"};
        Program tray(world, directory);
        tray.watch(good + QStringList{dead, slowsUsDown, sendsUsAway, flapping});
        const auto hours = [&world, &flapping](int count) {
            for (int i = 0; i < count; ++i) {
                world.servers[flapping].outcome = i % 2 == 0 ? QueryOutcome::Ok : QueryOutcome::Timeout;
                world.advance(1h);
            }
        };
        hours(6);

        world.setNetwork(false);
        world.advance(1h);
        QVERIFY(tray.last->verdict.offline);
        world.setNetwork(true);
        const size_t beforeReturn = world.requests.size();
        world.advance(5s);
        // Everybody once, but for those who want to be asked less.
        QCOMPARE(world.requests.size(), beforeReturn + 12);
        QVERIFY(!tray.last->verdict.offline);
        world.advance(1h - 5s);

        world.suspend(8h);
        const size_t beforeResume = world.requests.size();
        world.servers[flapping].outcome = QueryOutcome::Ok;
        world.advance(15s);
        // Four of each that answers, and one of each that does not.
        const std::span anew(world.requests.begin() + qsizetype(beforeResume), world.requests.end());
        QCOMPARE(anew.size(), size_t(11 * 4 + 2));
        // Not all of them in the same second.
        Duration latestFirst{};
        for (const QString &address : good)
            latestFirst =
                std::max(latestFirst,
                         std::ranges::find(anew, QHostAddress(address), &VirtualWorld::Request::address)->at);
        QVERIFY(latestFirst - anew.front().at > 1s);
        for (const QString &address : good)
            QCOMPARE(tray.source(address).estimate.value().samples, 4);
        world.advance(45s);
        hours(7);
        world.advance(1h - 1min);
        QCOMPARE(world.elapsed(), Duration(24h - 8h));

        QCOMPARE(impoliteness(world), QString());
        const Limits afterOutage = exactly(1);
        const Limits answering = unattendedPolls(6h) + afterOutage + polls(1h, 1024s) + unattendedPolls(8h);
        for (const QString &address : good)
            QCOMPARE(excess(world, address, answering), QString());
        QCOMPARE(excess(world, flapping, answering), QString());
        // At 0, 8, 40 and 168 s, then each 1024 s; at 16 o'clock only once.
        const Limits awake =
            polls(6h, 1024s) + afterOutage + polls(1h, 1024s) + exactly(1) + polls(8h, 1024s);
        QCOMPARE(excess(world, dead, exactly(4) + awake), QString());
        QCOMPARE(excess(world, sendsUsAway, exactly(1)), QString());
        // At 0, 2048, 6144 and 14336 s, each time after twice as long; and each 16384 s from 16 o'clock on.
        QCOMPARE(excess(world, slowsUsDown, exactly(4 + 2)), QString());
    }
};

QTEST_GUILESS_MAIN(TestDayOfPolling)
#include "test_dayofpolling.moc"
