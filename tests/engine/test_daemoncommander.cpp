// SPDX-License-Identifier: GPL-3.0-or-later
#include "pkexecstand.h"
#include "virtualworld.h"

#include "core/apply/helperrequest.h"
#include "core/diagnosis/helperorder.h"
#include "core/engine/daemoncommander.h"
#include "core/engine/snapshotfacts.h"
#include "core/engine/syncengine.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::PkexecStand;

namespace {

using Kind = DaemonCommand::Kind;

/// Units that say what the test says.
class FakeUnitWatch final : public UnitWatch
{
public:
    void start() override { ++started; }
    void refresh() override { ++refreshed; }
    void refreshLogs() override
    {
        ++logsRefreshed;
        if (onLogs)
            onLogs();
    }
    int started = 0;
    int refreshed = 0;
    int logsRefreshed = 0;
    std::function<void()> onLogs;
};

class CountingDaemonWatch final : public DaemonWatch
{
public:
    void start() override {}
    void refresh() override { ++refreshed; }
    int refreshed = 0;
};

std::unique_ptr<DaemonCommander> commanderOf(const PkexecStand &stand)
{
    return std::make_unique<DaemonCommander>(std::make_unique<PkexecRunner>(stand.helper()));
}

/// An engine whose helper is the stand's.
struct Rig
{
    explicit Rig(const PkexecStand *stand, const EngineOptions &options = {}) : engine(parts(stand), options)
    {
        QObject::connect(&engine, &SyncEngine::snapshotTaken, &engine,
                         [this](const SnapshotPtr &snapshot) { last = snapshot; });
        QObject::connect(&engine, &SyncEngine::commandFinished, &engine,
                         [this](quint64 command, const Status &status) {
                             results[command] = status;
                             operationsThen = last->operations;
                         });
        engine.start();
    }

    VirtualWorld world;
    // The engine's.
    CountingDaemonWatch *daemons = nullptr;
    FakeUnitWatch *units = nullptr;
    FakeClockWatch *clock = nullptr;
    SyncEngine engine;
    SnapshotPtr last;
    std::map<quint64, Status> results;
    std::vector<Operation> operationsThen; ///< when the last command ended

private:
    EngineParts parts(const PkexecStand *stand)
    {
        auto ownedDaemons = std::make_unique<CountingDaemonWatch>();
        auto ownedUnits = std::make_unique<FakeUnitWatch>();
        auto ownedClock = std::make_unique<FakeClockWatch>();
        daemons = ownedDaemons.get();
        units = ownedUnits.get();
        clock = ownedClock.get();
        EngineParts parts = virtualParts(world, {}, {}, std::move(ownedDaemons));
        parts.units = std::move(ownedUnits);
        parts.clockWatch = std::move(ownedClock);
        if (stand)
            parts.commander = commanderOf(*stand);
        return parts;
    }
};

} // namespace

class TestDaemonCommander final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderIsWhatTheHelperTakes_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("daemon");
        QTest::addColumn<QString>("order");
        const auto row = [](const char *name, Kind kind, DaemonKind daemon, const QString &order = {}) {
            QTest::newRow(name) << int(kind) << int(daemon) << order;
        };
        row("chrony steps", Kind::Step, DaemonKind::Chrony, u"step"_s);
        row("chrony asks at once", Kind::Burst, DaemonKind::Chrony, u"burst"_s);
        row("chrony asks again", Kind::GoOnline, DaemonKind::Chrony, u"online"_s);
        row("chrony is started", Kind::Start, DaemonKind::Chrony, u"service start"_s);
        row("chrony is restarted", Kind::Restart, DaemonKind::Chrony, u"service restart"_s);
        row("chrony reads its servers again", Kind::Reload, DaemonKind::Chrony, u"service reload"_s);
        row("timesyncd steps when it starts", Kind::Step, DaemonKind::Timesyncd, u"service restart"_s);
        row("timesyncd is restarted", Kind::Restart, DaemonKind::Timesyncd, u"service restart"_s);
        row("timesyncd knows no burst", Kind::Burst, DaemonKind::Timesyncd);
        row("timesyncd is never offline", Kind::GoOnline, DaemonKind::Timesyncd);
        row("timesyncd does not read its files again", Kind::Reload, DaemonKind::Timesyncd);
        row("NTPsec is started", Kind::Start, DaemonKind::Ntpsec, u"service start"_s);
        row("NTPsec cannot be told to step", Kind::Step, DaemonKind::Ntpsec);
        row("ntpd is restarted", Kind::Restart, DaemonKind::Ntpd, u"service restart"_s);
        row("ntpd cannot be told to step", Kind::Step, DaemonKind::Ntpd);
        row("the helper does not know ntpd-rs", Kind::Restart, DaemonKind::NtpdRs);
        row("the helper does not know OpenNTPD", Kind::Start, DaemonKind::OpenNtpd);
    }
    void orderIsWhatTheHelperTakes()
    {
        QFETCH(const int, kind);
        QFETCH(const int, daemon);
        QFETCH(const QString, order);
        const DaemonCommand command{.kind = Kind(kind), .daemon = DaemonKind(daemon)};
        const std::optional<HelperOrder> made = helperOrder(command);
        QCOMPARE(made.has_value(), !order.isEmpty());
        if (!made)
            return;
        QString read = made->verb;
        if (made->verb == "service"_L1) {
            const auto reading = parseServiceRequest(made->request);
            QVERIFY2(reading.request, qPrintable(reading.refusal ? reading.refusal->sentence : QString()));
            QCOMPARE(reading.request->daemon, command.daemon);
            using Action = ServiceRequest::Action;
            read += reading.request->action == Action::Start     ? u" start"_s
                    : reading.request->action == Action::Restart ? u" restart"_s
                    : reading.request->action == Action::Reload  ? u" reload"_s
                                                                 : u" stop"_s;
        } else {
            const auto reading = parseCommandRequest(made->request);
            QVERIFY2(reading.request, qPrintable(reading.refusal ? reading.refusal->sentence : QString()));
            QCOMPARE(reading.request->daemon, command.daemon);
        }
        QCOMPARE(read, order);
    }

    void endIsToldAsAnError_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("code"); // −1: none
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &script, ErrorCode code,
                            const QString &detail = {}) {
            QTest::newRow(name) << script << int(code) << detail;
        };
        QTest::newRow("done")
            << "echo '{\"step\": \"burst\", \"ok\": true}'\necho '{\"result\": \"done\"}'\n"_ba << -1
            << QString();
        row("the prompt was closed", "exit 126\n", ErrorCode::ChangeCancelled);
        row("the user may not",
            "echo 'Error executing command as another user: Not authorized' >&2\nexit 127\n",
            ErrorCode::ChangeRefused, u"Error executing command as another user: Not authorized"_s);
        row("nobody could ask",
            "echo 'Error executing command as another user: No authentication agent found.' >&2\nexit 127\n",
            ErrorCode::NobodyToAsk,
            u"Error executing command as another user: No authentication agent found."_s);
        row("the helper refuses", "echo '{\"result\": \"refused\", \"detail\": \"No.\"}'\nexit 3\n",
            ErrorCode::ChangeFailed, u"No."_s);
        row("chronyd says no",
            "echo '{\"step\": \"step\", \"ok\": false, \"detail\": \"500 Failure\"}'\n"
            "echo '{\"result\": \"failed\", \"detail\": \"500 Failure\"}'\nexit 1\n",
            ErrorCode::ChangeFailed, u"500 Failure"_s);
        row("killed in the middle", "echo '{\"step\": \"lock\", \"ok\": true}'\nkill -9 $$\n",
            ErrorCode::ChangeFailed);
    }
    void endIsToldAsAnError()
    {
        QFETCH(const QByteArray, script);
        QFETCH(const int, code);
        QFETCH(const QString, detail);
        const PkexecStand stand("cat >request; echo \"$*\" >arguments\n" + script);
        QVERIFY(stand.isReady());
        const std::unique_ptr<DaemonCommander> commander = commanderOf(stand);
        std::optional<Status> end;
        connect(commander.get(), &DaemonCommander::finished, this,
                [&end](const Status &status) { end = status; });
        QVERIFY(!commander->begin({.kind = Kind::Burst, .daemon = DaemonKind::Chrony}));
        QVERIFY(!end);
        QTRY_VERIFY(end);
        QCOMPARE(*end ? int((*end)->code) : -1, code);
        QCOMPARE(*end ? (*end)->detail : QString(), detail);
        QCOMPARE(stand.read(u"arguments"_s), stand.helper().toUtf8() + " burst\n");
        QVERIFY(parseCommandRequest(stand.read(u"request"_s)).request);
        // It may be given the next one.
        end.reset();
        QVERIFY(!commander->begin({.kind = Kind::Restart, .daemon = DaemonKind::Timesyncd}));
        QTRY_VERIFY(end);
        QCOMPARE(stand.read(u"arguments"_s), stand.helper().toUtf8() + " service\n");
    }

    void whatCannotBeDoneIsSaidAtOnce()
    {
        const PkexecStand stand("touch ran\n");
        QVERIFY(stand.isReady());
        const std::unique_ptr<DaemonCommander> commander = commanderOf(stand);
        const Status told = commander->begin({.kind = Kind::Step, .daemon = DaemonKind::Ntpsec});
        QVERIFY(told);
        QCOMPARE(told->code, ErrorCode::CannotChange);
        QCOMPARE(told->subject, u"ntpsec"_s);
        qputenv("PATH", "/nowhere");
        const Status alone = commander->begin({.kind = Kind::Step, .daemon = DaemonKind::Chrony});
        QVERIFY(alone);
        QCOMPARE(*alone, (Error{ErrorCode::CannotChange, {}, {}}));
        QVERIFY(!stand.exists(u"ran"_s));
    }

    void engineRunsOneAtATimeAndReadsAllAnew()
    {
        const PkexecStand stand("while [ ! -e go ]; do sleep 0.05; done\necho '{\"result\": \"done\"}'\n");
        QVERIFY(stand.isReady());
        Rig rig(&stand);
        rig.engine.runCommand(1, {.kind = Kind::Step, .daemon = DaemonKind::Chrony});
        rig.engine.runCommand(2, {.kind = Kind::Burst, .daemon = DaemonKind::Chrony});
        QVERIFY(!rig.results.contains(1));
        QVERIFY(rig.results.at(2));
        QCOMPARE(rig.results.at(2)->code, ErrorCode::ChangeUnderWay);
        rig.world.advance(1s);
        QCOMPARE(rig.last->operations.size(), 1U); // a window that is opened now sees it
        QCOMPARE(rig.last->operations[0].kind, Operation::Kind::CommandingDaemon);
        QCOMPARE(rig.daemons->refreshed + rig.units->refreshed + rig.clock->refreshed, 0);
        QVERIFY(stand.write(u"go"_s, {}));
        QTRY_VERIFY(rig.results.contains(1));
        QVERIFY(!rig.results.at(1));
        QVERIFY(rig.operationsThen.empty());
        QCOMPARE(rig.daemons->refreshed, 1);
        QCOMPARE(rig.units->refreshed, 1);
        QCOMPARE(rig.clock->refreshed, 1);
        // When it stepped is remembered, and told by this clock as it is later.
        QVERIFY(rig.last->steppedHere);
        const Instant stepped = *rig.last->steppedHere;
        QCOMPARE(stepped, rig.last->takenAt);
        rig.world.stepClock(-20s);
        rig.world.advance(5s);
        QCOMPARE(*rig.last->steppedHere, stepped - 20s);
        QVERIFY(factsOf(*rig.last).steppedHere == rig.last->steppedHere);
        rig.engine.runCommand(3, {.kind = Kind::Burst, .daemon = DaemonKind::Chrony});
        QTRY_VERIFY(rig.results.contains(3));
        QVERIFY(!rig.results.at(3));
        QCOMPARE(*rig.last->steppedHere, stepped - 20s);
    }

    void engineTellsWhyNothingWasDone()
    {
        const PkexecStand stand("exit 126\n");
        QVERIFY(stand.isReady());
        Rig rig(&stand);
        rig.engine.runCommand(1, {.kind = Kind::Reload, .daemon = DaemonKind::Ntpd});
        QCOMPARE(rig.results.at(1)->code, ErrorCode::CannotChange);
        QVERIFY(rig.last->operations.empty());
        rig.engine.runCommand(2, {.kind = Kind::Step, .daemon = DaemonKind::Chrony});
        QTRY_VERIFY(rig.results.contains(2));
        QCOMPARE(rig.results.at(2)->code, ErrorCode::ChangeCancelled);
        QCOMPARE(rig.units->refreshed, 1); // it may have been done in part
        QVERIFY(!rig.last->steppedHere);
    }

    void demonstrationCannotDoIt()
    {
        EngineOptions options;
        options.demonstration = true;
        Rig rig(nullptr, options);
        rig.engine.runCommand(1, {.kind = Kind::Step, .daemon = DaemonKind::Chrony});
        QCOMPARE(rig.results.at(1)->code, ErrorCode::CannotChange);
        QVERIFY(rig.last->operations.empty());
        // Nor does the real one have anybody who could.
        options.helperProgram = u"/nonexistent/helper"_s;
        QVERIFY(!EngineParts::real(options).commander);
        QVERIFY(!EngineParts::real(options).units);
        // What this computer says of its clock is nothing of the demonstration's.
        QVERIFY(!EngineParts::real(options).clockWatch);
    }

    void unitsAreInTheSnapshotAndReadAgainWithTheDaemons()
    {
        Rig rig(nullptr);
        QCOMPARE(rig.units->started, 1);
        UnitReport unit;
        unit.name = u"chrony.service"_s;
        Q_EMIT rig.units->reported({unit});
        rig.world.advance(1s);
        QCOMPARE(rig.last->units.size(), 1U);
        QCOMPARE(rig.last->units[0].name, u"chrony.service"_s);

        MachineDaemons machine;
        machine.isComplete = true;
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.units->refreshed, 0);
        machine.unassigned.emplace_back();
        machine.unassigned[0].pid = 413;
        Q_EMIT rig.daemons->reported(machine);
        QCOMPARE(rig.units->refreshed, 1);
        rig.engine.measureNow(1);
        QCOMPARE(rig.units->refreshed, 2);
        rig.engine.changeClock(2, {.kind = ClockChange::Kind::NetworkTime, .zone = {}, .on = true});
        Q_EMIT rig.clock->changeFinished({});
        QCOMPARE(rig.units->refreshed, 3);
        Q_EMIT rig.units->reported({});
        rig.world.advance(1s);
        QVERIFY(rig.last->units.empty());
    }

    // As by "sudo chronyc makestep" in a terminal: chronyd logs it.
    void logsAreReadSoonAfterAStep()
    {
        Rig rig(nullptr);
        rig.world.advance(10min);
        QCOMPARE(rig.units->logsRefreshed, 0);
        rig.world.stepClock(3s);
        rig.world.advance(1500ms); // it is seen within a second
        QCOMPARE(rig.units->logsRefreshed, 0);
        rig.world.advance(2s);
        QCOMPARE(rig.units->logsRefreshed, 1);
        rig.world.advance(10min);
        QCOMPARE(rig.units->logsRefreshed, 1);
        // Of one that follows closely they are read again, but not at once.
        rig.world.stepClock(-3s);
        rig.world.advance(1s);
        rig.world.stepClock(1s);
        rig.world.advance(10s);
        QCOMPARE(rig.units->logsRefreshed, 2);
        rig.world.advance(30s);
        QCOMPARE(rig.units->logsRefreshed, 3);
        // A suspend is no step.
        rig.world.suspend(1h);
        rig.world.advance(1min);
        QCOMPARE(rig.units->logsRefreshed, 3);
        QCOMPARE(rig.units->refreshed, 0);
    }

    void whoFightOverTheClockAreNotReadAllTheTime()
    {
        Rig rig(nullptr);
        rig.world.advance(10min);
        for (int i = 0; i < 60; ++i) {
            rig.world.stepClock(i % 2 == 0 ? 3s : -3s);
            rig.world.advance(4s);
        }
        // In four minutes.
        QVERIFY2(rig.units->logsRefreshed >= 7 && rig.units->logsRefreshed <= 9,
                 qPrintable(QString::number(rig.units->logsRefreshed)));
        rig.world.advance(1min);
        const int read = rig.units->logsRefreshed;
        rig.world.advance(10min);
        QCOMPARE(rig.units->logsRefreshed, read);
    }

    void aStepThatIsLoggedIsNobodyElses_data()
    {
        QTest::addColumn<bool>("isLogged");
        QTest::newRow("logged") << true;
        QTest::newRow("not logged") << false;
    }
    void aStepThatIsLoggedIsNobodyElses()
    {
        QFETCH(bool, isLogged);
        Rig rig(nullptr);
        bool wasTold = false;
        connect(&rig.engine, &SyncEngine::snapshotTaken, &rig.engine, [&](const SnapshotPtr &snapshot) {
            wasTold |= std::ranges::any_of(snapshot->findings, [](const Finding &finding) {
                return finding.id == FindingId::SteppedByOther;
            });
        });
        UnitReport unit;
        unit.name = u"chrony.service"_s;
        Q_EMIT rig.units->reported({unit});
        rig.world.advance(10min);
        LogLine line;
        line.event = LogEvent::ClockStepped;
        line.moved = 3s;
        if (isLogged)
            unit.log = {line};
        rig.units->onLogs = [&rig, unit] { Q_EMIT rig.units->reported({unit}); };
        rig.world.stepClock(3s);
        rig.world.advance(1min);
        QCOMPARE(wasTold, !isLogged);
    }
};

QTEST_GUILESS_MAIN(TestDaemonCommander)
#include "test_daemoncommander.moc"
