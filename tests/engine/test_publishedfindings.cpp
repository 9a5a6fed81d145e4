// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/engine/snapshotfacts.h"
#include "core/engine/syncengine.h"

#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Public ones: the virtual world has no others.
QStringList servers()
{
    return {u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s};
}

struct Rig
{
    explicit Rig(const QStringList &watched = servers(), const EngineOptions &options = {})
        : engine(parts(), options)
    {
        QObject::connect(&engine, &SyncEngine::snapshotTaken, &engine, [this](const SnapshotPtr &snapshot) {
            last = snapshot;
            if (find(FindingId::LeavesClockAlone))
                everLeftAlone = true;
        });
        std::vector<WatchRequest> requests;
        for (const QString &address : watched) {
            world.servers[address] = {};
            requests.push_back({*parseHostSpec(address), {}});
        }
        engine.start();
        engine.watch(1, requests);
        engine.setAttended(true);
    }

    const Finding *find(FindingId id) const
    {
        const auto found = std::ranges::find(last->findings, id, &Finding::id);
        return found == last->findings.end() ? nullptr : &*found;
    }

    /// A chronyd that has run for hours and follows a server.
    DaemonReport chrony(int instance = 0) const
    {
        const Instant now = world.read().realtime;
        DaemonSource source;
        source.name = u"ntp.example.org"_s;
        source.address = servers().at(0);
        source.standing = SourceStanding::Selected;
        source.reach = quint8(0377);
        source.pollLog2 = 6;
        source.lastSample = now;
        DaemonReport daemon;
        daemon.instance = instance;
        daemon.answer = DaemonAnswer::Answering;
        daemon.readAt = now;
        daemon.sources = {source};
        daemon.tracking.emplace();
        daemon.tracking->synchronised = true;
        daemon.tracking->lastUpdate = now;
        daemon.process.emplace();
        daemon.process->pid = 100 + instance;
        daemon.process->startedAt = now - 5h;
        daemon.process->maySetClock = true;
        return daemon;
    }

    void report(const std::vector<DaemonReport> &reports)
    {
        MachineDaemons machine;
        machine.isComplete = true;
        machine.daemons = reports;
        Q_EMIT daemons->reported(machine);
    }

    /// One that does, or does not, leave the clock alone.
    void reportOne(bool leavesClockAlone)
    {
        DaemonReport daemon = chrony();
        daemon.process->leavesClockAlone = leavesClockAlone;
        report({daemon});
    }

    VirtualWorld world;
    FakeDaemonWatch *daemons = nullptr; ///< the engine's
    SnapshotPtr last = std::make_shared<const Snapshot>();
    bool everLeftAlone = false;
    SyncEngine engine;

private:
    EngineParts parts()
    {
        auto owned = std::make_unique<FakeDaemonWatch>();
        daemons = owned.get();
        return virtualParts(world, {}, {}, std::move(owned));
    }
};

ServerConfiguration alwaysSteps()
{
    auto files = std::make_shared<NamedServers>();
    files->texts = {
        {.path = u"/etc/chrony/chrony.conf"_s, .part = ConfigPart::Main, .text = "makestep 1 -1\n"}};
    ServerConfiguration configuration;
    configuration.daemon = DaemonKind::Chrony;
    configuration.isRunning = true;
    configuration.files = files;
    return configuration;
}

} // namespace

/// What the engine publishes of what its rules find, on a clock of the test's.
class TestPublishedFindings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatLastsIsPublished()
    {
        Rig rig;
        rig.world.advance(30s);
        QVERIFY(!rig.find(FindingId::LeavesClockAlone));
        rig.reportOne(true);
        rig.world.advance(4s);
        QVERIFY(!rig.everLeftAlone);
        rig.world.advance(4s);
        QVERIFY(rig.find(FindingId::LeavesClockAlone));
        rig.world.advance(1h);
        QVERIFY(rig.find(FindingId::LeavesClockAlone));
        // What is over is over with the next look, a second later at the most.
        rig.reportOne(false);
        rig.world.advance(2s);
        QVERIFY(!rig.find(FindingId::LeavesClockAlone));
    }

    void whoAsksNobodyIsOfflineToo()
    {
        Rig rig{QStringList()};
        rig.world.advance(30s);
        DaemonReport daemon = rig.chrony();
        daemon.sources[0].reach = quint8(0);
        rig.report({daemon});
        rig.world.advance(10s);
        QVERIFY(!rig.find(FindingId::ComputerOffline));
        rig.world.hasNetwork = false;
        rig.world.advance(10s);
        QVERIFY(rig.find(FindingId::ComputerOffline));
        // Servers on this computer need no network.
        daemon.sources[0].address = u"127.0.0.2"_s;
        rig.report({daemon});
        rig.world.advance(10s);
        QVERIFY(!rig.find(FindingId::ComputerOffline));
    }

    // That a window started after the sleep knows no event of.
    void howLongItSleptIsKnown()
    {
        Rig rig;
        rig.world.advance(30s);
        rig.world.suspend(8h);
        rig.world.advance(10s);
        QCOMPARE(factsOf(*rig.last).suspended, Duration(8h));
    }

    // So that what happened before is told from what nobody saw.
    void sinceWhenAllIsSeenIsKnown()
    {
        Rig rig;
        const Instant start = rig.last->takenAt;
        rig.world.advance(30s);
        rig.world.suspend(8h);
        rig.world.stepClock(3s);
        rig.world.advance(10s);
        const DiagnosisFacts facts = factsOf(*rig.last);
        QVERIFY(facts.clockEventsSince);
        // By this clock as it is now.
        QVERIFY(std::chrono::abs(*facts.clockEventsSince - (start + 3s)) < 5ms);
        QVERIFY(std::ranges::all_of(
            facts.clockEvents, [&](const ClockEvent &event) { return event.at >= *facts.clockEventsSince; }));
    }

    void clockOfADemonstrationIsNobodys()
    {
        for (const bool isDemonstration : {false, true}) {
            EngineOptions options;
            options.demonstration = isDemonstration;
            Rig rig(servers(), options);
            rig.world.advance(10min);
            rig.world.stepClock(3s);
            rig.world.advance(10s);
            QCOMPARE(rig.find(FindingId::SteppedByOther) == nullptr, isDemonstration);
            QCOMPARE(rig.last->clockEvents.empty(), isDemonstration);
            QCOMPARE(factsOf(*rig.last).clockEvents.empty(), isDemonstration);
            QCOMPARE(!rig.last->clockEventsSince, isDemonstration);
        }
    }

    void whatComesAndGoesIsNot()
    {
        Rig rig;
        rig.world.advance(30s);
        for (int i = 0; i < 20; ++i) {
            rig.reportOne(true);
            rig.world.advance(3s);
            rig.reportOne(false);
            rig.world.advance(2s);
        }
        QVERIFY(!rig.everLeftAlone);
    }

    // Row 11 of the story, with both daemons.
    void aPauseIsToldWithItsLength()
    {
        Rig rig;
        rig.world.advance(10min);
        rig.report({rig.chrony(0), rig.chrony(1)});
        rig.world.advance(10s);
        QVERIFY(!rig.find(FindingId::MachinePaused));
        for (const QString &address : servers())
            rig.world.servers[address].ahead = 362s;
        rig.world.advance(2min);
        const Finding *paused = rig.find(FindingId::MachinePaused);
        QVERIFY(paused);
        QCOMPARE(paused->severity, Severity::Critical);
        QVERIFY(paused->span && std::chrono::abs(*paused->span - 362s) < 1s);
        QVERIFY(paused->offset && std::chrono::abs(paused->offset->localMinusRemote() + 362s) < 1s);
        QVERIFY(paused->at && rig.last->takenAt - *paused->at <= 2min);
        QCOMPARE(paused->count, 2);
        const bool canStep = std::ranges::any_of(paused->actions, [](const FindingAction &action) {
            return action.kind == FindingAction::Kind::Command &&
                   action.command.kind == DaemonCommand::Kind::Step;
        });
        QVERIFY(canStep);
        QVERIFY(rig.find(FindingId::SeveralDaemons));
        QVERIFY(!rig.find(FindingId::ClockOff));
        QVERIFY(!rig.find(FindingId::SteppedByOther));

        // Stepped, as it was offered: the clock is right, and nothing is left to say of the pause.
        rig.world.stepClock(362s);
        for (const QString &address : servers())
            rig.world.servers[address].ahead = 0s;
        rig.report({rig.chrony(0), rig.chrony(1)});
        rig.world.advance(2min);
        QVERIFY(!rig.find(FindingId::MachinePaused));
        QVERIFY(!rig.find(FindingId::ClockOff));
    }

    void aStepOfSomebodyElse_data()
    {
        QTest::addColumn<bool>("mayStepItself");
        QTest::addColumn<bool>("hasJustStarted");
        QTest::newRow("by somebody else") << false << false;
        QTest::newRow("by a daemon that always steps") << true << false;
        QTest::newRow("by a daemon that has just started") << false << true;
    }
    void aStepOfSomebodyElse()
    {
        QFETCH(bool, mayStepItself);
        QFETCH(bool, hasJustStarted);
        Rig rig;
        rig.world.advance(10min);
        if (mayStepItself)
            Q_EMIT rig.daemons->configurationsRead({alwaysSteps()});
        DaemonReport daemon = rig.chrony();
        if (hasJustStarted)
            daemon.process->startedAt = rig.world.read().realtime - 20s;
        rig.report({daemon});
        rig.world.advance(10s);
        rig.world.stepClock(3s);
        for (const QString &address : servers())
            rig.world.servers[address].ahead = -3s;
        rig.world.advance(10s);
        const Finding *stepped = rig.find(FindingId::SteppedByOther);
        QCOMPARE(stepped != nullptr, !mayStepItself && !hasJustStarted);
        if (!stepped)
            return;
        QCOMPARE(stepped->span, std::optional<Duration>(3s));
        QVERIFY(stepped->flag);
        QVERIFY(std::holds_alternative<ClockEvent>(stepped->evidence.at(0)));
        // It is news for ten minutes.
        rig.world.advance(11min);
        QVERIFY(!rig.find(FindingId::SteppedByOther));
    }
};

QTEST_GUILESS_MAIN(TestPublishedFindings)
#include "test_publishedfindings.moc"
