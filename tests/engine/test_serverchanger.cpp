// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/apply/transaction.h"
#include "core/clock/scheduler.h"
#include "core/daemons/daemonwatch.h"
#include "core/daemons/namedservers.h"
#include "core/diagnosis/changefollow.h"
#include "core/diagnosis/standing.h"
#include "core/engine/serverchanger.h"
#include "core/engine/syncengine.h"
#include "tests/support/chronyd.h"
#include "tests/support/filetree.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;
using test::FileTree;

namespace {

/// A helper that does what the test says.
class FakeHelperRunner final : public HelperRunner
{
public:
    ChangeAbility ability() const override { return isThere ? ChangeAbility::Able : ChangeAbility::NoHelper; }
    void run(const QString &verb, const QByteArray &request) override
    {
        verbs.append(verb);
        lastRequest = QJsonDocument::fromJson(request).object();
    }
    void take(const QString &step, bool isOk = true)
    {
        Q_EMIT stepTaken({.step = step, .isOk = isOk, .detail = {}, .seconds = 0.1});
    }
    void end(ChangeResult result, const QString &detail = {})
    {
        Q_EMIT finished({.result = result, .detail = detail});
    }

    bool isThere = true;
    QStringList verbs;
    QJsonObject lastRequest;
};

ServerConfiguration configurationOf(DaemonKind kind, const QByteArray &text)
{
    const QString path =
        kind == DaemonKind::Chrony ? u"/etc/chrony/chrony.conf"_s : u"/etc/ntpsec/ntp.conf"_s;
    NamedServers files;
    files.texts = {{.path = path, .part = ConfigPart::Main, .text = text}};
    ServerConfiguration configuration;
    configuration.daemon = kind;
    configuration.isRunning = true;
    configuration.files = std::make_shared<const NamedServers>(files);
    return configuration;
}

DaemonSource source(const QString &name, SourceStanding standing, Instant at)
{
    DaemonSource made;
    made.name = name;
    made.address = u"192.0.2.1"_s;
    made.standing = standing;
    made.reach = 1;
    made.lastSample = at;
    return made;
}

MachineDaemons machineOf(DaemonKind kind, std::vector<DaemonSource> sources, Instant readAt)
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = readAt;
    daemon.sources = std::move(sources);
    MachineDaemons machine;
    machine.isComplete = true;
    machine.daemons = {daemon};
    return machine;
}

/// "D D U W W W W": states from Saved on.
QString text(const ServerChangeReport &report)
{
    QStringList words;
    for (const ChangeStep &step : report.steps)
        words.append(u"WUDFS"_s.mid(int(step.state), 1));
    return words.join(u' ');
}

const QByteArray &oldText()
{
    static const QByteArray text("server old.example iburst\n");
    return text;
}

/// A changer whose helper, clock and daemon are the test's.
struct Rig
{
    Rig()
    {
        QObject::connect(&changer, &ServerChanger::helperEnded, &changer, [this] { ++ended; });
    }

    std::vector<ServerConfiguration> with(const QByteArray &text)
    {
        return {configurationOf(DaemonKind::Ntpsec, "server other.example\n"),
                configurationOf(DaemonKind::Chrony, text)};
    }
    /// The usual change, until the helper has ended well.
    void changeFiles()
    {
        changer.change(change, configurations);
        for (const char *step :
             {"lock", "recover", "check", "journal", "write", "restart", "verify", "commit"})
            runner.take(QLatin1StringView(step));
        runner.end(ChangeResult::Committed);
        configurations[1] = configurationOf(DaemonKind::Chrony, "server new.example iburst\n");
    }
    void look(const MachineDaemons &machine) { changer.look(machine, configurations); }
    Instant now() const { return world.read().realtime; }

    VirtualWorld world;
    FakeHelperRunner runner;
    ServerChanger changer{runner, world};
    std::vector<ServerConfiguration> configurations = with(oldText());
    ServerChange change{.daemon = DaemonKind::Chrony,
                        .edits = {.edits = {{.verb = ServerEdit::Verb::Only,
                                             .target = {},
                                             .lines = {u"server new.example iburst"_s}}}},
                        .digest = QByteArray(64, 'a'),
                        .effect = ChangeEffect::Restart};
    int ended = 0;
};

/// Does as the helper does, with a chronyd that the test starts.
class OwnRootRunner final : public HelperRunner, private ServiceManager, private Verifier
{
public:
    OwnRootRunner(const FileTree &tree, std::function<bool()> restartDaemon)
        : m_tree(tree)
        , m_restart(std::move(restartDaemon))
    {}

    ChangeAbility ability() const override { return ChangeAbility::Able; }
    void run(const QString &verb, const QByteArray &request) override
    {
        const QByteArray digest = QJsonDocument::fromJson(request)[u"expect"_s].toString().toLatin1();
        QMetaObject::invokeMethod(
            this, [this, verb, digest] { work(verb, digest); }, Qt::QueuedConnection);
    }

    ChangePlan plan; ///< what is done next

private:
    void work(const QString &verb, const QByteArray &digest)
    {
        Transaction transaction(
            {.root = m_tree.root(), .journalFolder = u"/var/lib/synchroscope"_s, .owner = ::getuid()}, *this,
            *this, [this](const StepReport &report) {
                Q_EMIT stepTaken({.step = nameOf(report.step),
                                  .isOk = report.ok,
                                  .detail = report.detail,
                                  .seconds = report.seconds});
            });
        const QDateTime when = QDateTime::currentDateTimeUtc();
        const ApplyOutcome outcome = verb == "undo"_L1 ? transaction.undo(0, when, digest)
                                                       : transaction.apply({.files = plan.changes,
                                                                            .effect = plan.effect,
                                                                            .daemon = DaemonKind::Chrony,
                                                                            .unit = u"chrony.service"_s,
                                                                            .digest = plan.digest,
                                                                            .askedBy = 0,
                                                                            .when = when,
                                                                            .undoes = false});
        Q_EMIT finished({.result = outcome.result == ApplyResult::Committed ? ChangeResult::Committed
                                                                            : ChangeResult::Restored,
                         .detail = outcome.detail});
    }

    ServiceStatus reloadSources() override { return u"Not here."_s; }
    ServiceStatus restart(const QString &) override
    {
        return m_restart() ? ServiceStatus() : ServiceStatus(u"It did not start."_s);
    }
    ServiceStatus resetFailed(const QString &) override { return {}; }
    ServiceStatus isActive(const QString &) override { return {}; }
    ServiceStatus waitUntilUp(const QString &, Configuration) override { return {}; }

    const FileTree &m_tree;
    std::function<bool()> m_restart;
};

} // namespace

class TestServerChanger final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helperIsAskedForWhatWasSeen()
    {
        Rig rig;
        rig.changer.change(rig.change, rig.configurations);
        QCOMPARE(rig.runner.verbs, QStringList{u"apply"_s});
        QCOMPARE(rig.runner.lastRequest[u"expect"_s].toString(), QString(64, u'a'));
        QCOMPARE(rig.runner.lastRequest[u"daemon"_s].toString(), u"chrony"_s);
        QVERIFY(rig.changer.isBusy());
        QCOMPARE(text(*rig.changer.report()), u"U W W W W W W"_s);
    }

    void changeIsFollowedUntilAServerIs()
    {
        Rig rig;
        rig.changeFiles();
        QCOMPARE(rig.ended, 1);
        QVERIFY(!rig.changer.isBusy());
        QVERIFY(rig.changer.isUnderWay());
        const Instant told = rig.now();
        // What was said before does not count.
        rig.look(machineOf(DaemonKind::Chrony, {source(u"new.example"_s, SourceStanding::Selected, told)},
                           told - 1s));
        QCOMPARE(text(*rig.changer.report()), u"D D U W W W W"_s);
        rig.world.advance(1s);
        rig.look(machineOf(DaemonKind::Chrony, {source(u"new.example"_s, SourceStanding::Unusable, told)},
                           rig.now()));
        QCOMPARE(text(*rig.changer.report()), u"D D D D D U W"_s);
        rig.world.advance(5s);
        rig.look(machineOf(DaemonKind::Chrony, {source(u"new.example"_s, SourceStanding::Selected, told)},
                           rig.now()));
        const ServerChangeReport &report = *rig.changer.report();
        QCOMPARE(text(report), u"D D D D D D D"_s);
        QCOMPARE(report.result, ChangeResult::Followed);
        QCOMPARE(*report.endedAt, told + 6s);
        QCOMPARE(*report.steps[2].endedAt, told + 1s);
    }

    void daemonThatStillAsksWhatIsGoneHasNotTakenItUp()
    {
        Rig rig;
        rig.changeFiles();
        rig.world.advance(1s);
        rig.look(machineOf(DaemonKind::Chrony,
                           {source(u"new.example"_s, SourceStanding::Selected, rig.now()),
                            source(u"old.example"_s, SourceStanding::Combined, rig.now())},
                           rig.now()));
        QVERIFY(rig.changer.isUnderWay());
        QCOMPARE(rig.changer.report()->steps[2].lingering, QStringList{u"old.example"_s});
    }

    void daemonThatFollowsNoServerInTimeIsSaid()
    {
        Rig rig;
        rig.changeFiles();
        rig.world.advance(1s);
        DaemonSource silent;
        silent.name = u"new.example"_s;
        silent.address = u"192.0.2.1"_s;
        rig.look(machineOf(DaemonKind::Chrony, {silent}, rig.now()));
        QCOMPARE(text(*rig.changer.report()), u"D D D D U W W"_s);
        rig.world.advance(11min);
        rig.look(machineOf(DaemonKind::Chrony, {silent}, rig.now()));
        QCOMPARE(rig.changer.report()->result, ChangeResult::Committed);
        QCOMPARE(text(*rig.changer.report()), u"D D D D F W W"_s);
        QCOMPARE(rig.changer.report()->steps[4].lacking, QStringList{u"new.example"_s});
    }

    void stepOfTheClockChangesNothing()
    {
        for (const Duration by : {Duration(-5h), Duration(3h)}) {
            Rig rig;
            rig.changeFiles();
            rig.world.advance(1s);
            rig.world.stepClock(by);
            rig.look(machineOf(DaemonKind::Chrony, {}, rig.now()));
            QVERIFY(rig.changer.isUnderWay());
            QCOMPARE(rig.changer.report()->startedAt, rig.now() - 1s);
            rig.world.advance(2s);
            rig.look(machineOf(DaemonKind::Chrony,
                               {source(u"new.example"_s, SourceStanding::Selected, rig.now())}, rig.now()));
            QCOMPARE(rig.changer.report()->result, ChangeResult::Followed);
            QCOMPARE(*rig.changer.report()->steps.back().endedAt - rig.changer.report()->startedAt,
                     Duration(3s));
        }
    }

    void timesyncdsFallbackServersDoNotLinger()
    {
        Rig rig;
        const auto timesyncd = [](const QByteArray &text) {
            NamedServers files;
            files.texts = {
                {.path = u"/etc/systemd/timesyncd.conf"_s, .part = ConfigPart::Main, .text = text}};
            ServerConfiguration configuration;
            configuration.daemon = DaemonKind::Timesyncd;
            configuration.files = std::make_shared<const NamedServers>(files);
            return configuration;
        };
        rig.configurations = {timesyncd("[Time]\n#FallbackNTP=fallback.example\n")};
        rig.change.daemon = DaemonKind::Timesyncd;
        rig.changer.change(rig.change, rig.configurations);
        rig.runner.take(u"write"_s);
        rig.runner.take(u"restart"_s);
        rig.runner.end(ChangeResult::Committed);
        rig.configurations = {timesyncd("[Time]\nNTP=new.example\n#FallbackNTP=fallback.example\n")};
        rig.world.advance(1s);
        DaemonSource spare;
        spare.name = u"fallback.example"_s;
        spare.letter = ' ';
        rig.look(machineOf(DaemonKind::Timesyncd,
                           {source(u"new.example"_s, SourceStanding::Selected, rig.now()), spare},
                           rig.now()));
        QCOMPARE(rig.changer.report()->result, ChangeResult::Followed);
    }

    void listWithoutServersIsNotFollowed()
    {
        Rig rig;
        rig.changeFiles();
        rig.configurations[1] = configurationOf(DaemonKind::Chrony, "#server new.example\n");
        rig.world.advance(1s);
        rig.look(machineOf(DaemonKind::Chrony,
                           {source(u"old.example"_s, SourceStanding::Selected, rig.now())}, rig.now()));
        QVERIFY(rig.changer.isUnderWay());
        rig.look(machineOf(DaemonKind::Chrony, {}, rig.now()));
        QCOMPARE(rig.changer.report()->result, ChangeResult::Committed);
        QCOMPARE(text(*rig.changer.report()), u"D D D S S S S"_s);
    }

    void whatNtpsecPassesOverIsNotFollowed()
    {
        Rig rig;
        rig.change.daemon = DaemonKind::Ntpsec;
        NamedServers files;
        files.texts = {
            {.path = ntpsecDhcpCopy, .part = ConfigPart::Main, .text = "server dhcp.example\n"},
            {.path = u"/etc/ntpsec/ntp.conf"_s, .part = ConfigPart::Main, .text = "server new.example\n"}};
        rig.changer.change(rig.change, rig.configurations);
        rig.runner.take(u"write"_s);
        rig.runner.take(u"restart"_s);
        rig.runner.end(ChangeResult::Committed);
        rig.configurations[0].files = std::make_shared<const NamedServers>(files);
        rig.world.advance(1s);
        rig.look(machineOf(DaemonKind::Ntpsec,
                           {source(u"dhcp.example"_s, SourceStanding::Selected, rig.now())}, rig.now()));
        QCOMPARE(rig.changer.report()->result, ChangeResult::Committed);
        QCOMPARE(text(*rig.changer.report()), u"D D F W W W W"_s);
        QCOMPARE(rig.changer.report()->steps[2].lacking, QStringList{u"new.example"_s});
    }

    void failureIsTheStepsWhereItHappened_data()
    {
        QTest::addColumn<QStringList>("taken"); // a failed one with "!" before it
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("states");
        const QStringList first{u"lock"_s, u"recover"_s};
        QTest::newRow("prompt closed") << QStringList() << int(ChangeResult::Cancelled) << u"W W W W W W W"_s;
        QTest::newRow("not allowed") << QStringList() << int(ChangeResult::NotAllowed) << u"F W W W W W W"_s;
        QTest::newRow("files have changed")
            << first + QStringList{u"!check"_s} << int(ChangeResult::Refused) << u"F W W W W W W"_s;
        QTest::newRow("disk full") << first + QStringList{u"check"_s, u"journal"_s, u"!write"_s, u"restore"_s}
                                   << int(ChangeResult::Restored) << u"F W W W W W W"_s;
        QTest::newRow("does not start") << first + QStringList{u"check"_s,    u"journal"_s, u"write"_s,
                                                               u"!restart"_s, u"restore"_s, u"restart_old"_s}
                                        << int(ChangeResult::Restored) << u"D F W W W W W"_s;
        QTest::newRow("is not up") << first + QStringList{u"check"_s,   u"journal"_s, u"write"_s,
                                                          u"restart"_s, u"!verify"_s, u"!restore"_s}
                                   << int(ChangeResult::Failed) << u"D F W W W W W"_s;
        QTest::newRow("dies after it has written")
            << QStringList{u"journal"_s, u"write"_s} << int(ChangeResult::Failed) << u"D F W W W W W"_s;
    }
    void failureIsTheStepsWhereItHappened()
    {
        QFETCH(QStringList, taken);
        QFETCH(int, result);
        QFETCH(QString, states);
        Rig rig;
        rig.changer.change(rig.change, rig.configurations);
        for (const QString &step : taken)
            rig.runner.take(step.startsWith(u'!') ? step.sliced(1) : step, !step.startsWith(u'!'));
        rig.runner.end(ChangeResult(result), u"Why."_s);
        const ServerChangeReport report = *rig.changer.report();
        QCOMPARE(int(report.result), result);
        QCOMPARE(text(report), states);
        QCOMPARE(report.detail, u"Why."_s);
        QCOMPARE(report.helperSteps.size(), size_t(taken.size()));
        QVERIFY(report.endedAt);
        // Nothing is followed afterwards.
        rig.world.advance(1s);
        rig.look(machineOf(DaemonKind::Chrony,
                           {source(u"old.example"_s, SourceStanding::Selected, rig.now())}, rig.now()));
        QCOMPARE(*rig.changer.report(), report);
    }

    void undoNamesTheChangeAndIsFollowed()
    {
        Rig rig;
        QVERIFY(!rig.changer.report());
        rig.changeFiles();
        QCOMPARE(rig.changer.report()->undoable, rig.change);
        rig.changer.undo(*rig.changer.report()->undoable, rig.configurations);
        QCOMPARE(rig.runner.verbs.last(), u"undo"_s);
        QCOMPARE(rig.runner.lastRequest[u"expect"_s].toString(), QString(64, u'a'));
        QVERIFY(rig.changer.report()->isUndo);
        QCOMPARE(rig.changer.report()->effect, ChangeEffect::Restart);
        for (const char *step :
             {"lock", "recover", "check", "journal", "write", "restart", "verify", "commit"})
            rig.runner.take(QLatin1StringView(step));
        rig.runner.end(ChangeResult::Committed);
        rig.configurations = rig.with(oldText());
        rig.world.advance(1s);
        rig.look(machineOf(DaemonKind::Chrony,
                           {source(u"old.example"_s, SourceStanding::Selected, rig.now())}, rig.now()));
        QCOMPARE(rig.changer.report()->daemon, DaemonKind::Chrony);
        QCOMPARE(rig.changer.report()->result, ChangeResult::Followed);
        QVERIFY(!rig.changer.report()->undoable);
    }

    void whatIsNotUndoneCanStillBe_data()
    {
        QTest::addColumn<int>("result");
        QTest::newRow("prompt closed") << int(ChangeResult::Cancelled);
        QTest::newRow("another change has come") << int(ChangeResult::Refused);
        QTest::newRow("restored") << int(ChangeResult::Restored);
    }
    void whatIsNotUndoneCanStillBe()
    {
        QFETCH(int, result);
        Rig rig;
        rig.changeFiles();
        rig.changer.undo(rig.change, rig.configurations);
        rig.runner.end(ChangeResult(result));
        QCOMPARE(rig.changer.report()->undoable, rig.change);
        // Nor is it forgotten because another change comes to nothing.
        ServerChange other = rig.change;
        other.digest = QByteArray(64, 'b');
        rig.changer.change(other, rig.configurations);
        rig.runner.end(ChangeResult(result));
        QCOMPARE(rig.changer.report()->undoable, rig.change);
    }

    void daemonOfTheChosenFileIsFollowed()
    {
        Rig rig;
        // Of two of a kind the second one.
        rig.configurations.push_back(configurationOf(DaemonKind::Chrony, "server old.example\n"));
        rig.configurations.back().mainFile = u"/etc/chrony/other.conf"_s;
        rig.change.mainFile = u"/etc/chrony/other.conf"_s;
        rig.changer.change(rig.change, rig.configurations);
        rig.runner.take(u"write"_s);
        rig.runner.take(u"restart"_s);
        rig.runner.end(ChangeResult::Committed);
        rig.world.advance(1s);
        const MachineDaemons machine = machineOf(
            DaemonKind::Chrony, {source(u"new.example"_s, SourceStanding::Selected, rig.now())}, rig.now());
        rig.configurations.pop_back();
        rig.look(machine); // it is being read again
        QCOMPARE(text(*rig.changer.report()), u"D D W W W W W"_s);
        rig.configurations.push_back(configurationOf(DaemonKind::Chrony, "server new.example\n"));
        rig.configurations.back().mainFile = u"/etc/chrony/other.conf"_s;
        rig.look(machine);
        QCOMPARE(rig.changer.report()->result, ChangeResult::Followed);
    }

    void daemonThatDoesNotRunIsNotWaitedFor_data()
    {
        QTest::addColumn<bool>("isUndo");
        QTest::newRow("change") << false;
        QTest::newRow("undo") << true;
    }
    void daemonThatDoesNotRunIsNotWaitedFor()
    {
        QFETCH(bool, isUndo);
        Rig rig;
        if (isUndo)
            rig.changer.undo(rig.change, rig.configurations);
        else
            rig.changer.change(rig.change, rig.configurations);
        for (const char *step : {"lock", "recover", "check", "journal", "write", "commit"})
            rig.runner.take(QLatin1StringView(step));
        rig.runner.end(ChangeResult::Committed, u"It does not run."_s);
        QCOMPARE(rig.changer.report()->result, ChangeResult::Committed);
        QVERIFY(rig.changer.report()->endedAt);
        QCOMPARE(text(*rig.changer.report()), u"D S W W W W W"_s);
        QCOMPARE(rig.changer.report()->detail, u"It does not run."_s);
    }

    void nextChangeMayBeginWhileOneIsFollowed()
    {
        Rig rig;
        rig.changeFiles();
        QCOMPARE(rig.changer.report()->number, 1u);
        rig.changer.undo(rig.change, rig.configurations);
        QCOMPARE(rig.changer.report()->number, 2u);
        QCOMPARE(text(*rig.changer.report()), u"U W W W W W W"_s);
    }

    void engineTellsItInItsSnapshots()
    {
        VirtualWorld world;
        auto daemons = std::make_unique<FakeDaemonWatch>();
        FakeDaemonWatch *watch = daemons.get();
        auto runner = std::make_unique<FakeHelperRunner>();
        FakeHelperRunner *helper = runner.get();
        EngineParts parts = virtualParts(world, {}, {}, std::move(daemons));
        parts.helper = std::move(runner);
        SyncEngine engine(std::move(parts), {});
        SnapshotPtr last;
        QObject::connect(&engine, &SyncEngine::snapshotTaken, &engine,
                         [&last](const SnapshotPtr &snapshot) { last = snapshot; });
        QSignalSpy finished(&engine, &SyncEngine::commandFinished);
        engine.start();
        Q_EMIT watch->configurationsRead({configurationOf(DaemonKind::Chrony, oldText())});
        world.advance(1s);
        QCOMPARE(last->configurations.size(), 1u);
        QCOMPARE(last->changeAbility, ChangeAbility::Able);
        QVERIFY(!last->serverChange);

        engine.changeServers(
            1, {.daemon = DaemonKind::Chrony, .edits = {}, .digest = {}, .effect = ChangeEffect::Reload});
        engine.undoServerChange(2, {});
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toULongLong(), 2u);
        QCOMPARE(finished[0][1].value<Status>()->code, ErrorCode::ChangeUnderWay);
        world.advance(1s);
        QCOMPARE(last->serverChange->result, ChangeResult::UnderWay);
        QCOMPARE(last->operations.size(), 1u);
        QCOMPARE(last->operations[0].kind, Operation::Kind::ChangingServers);

        helper->take(u"write"_s);
        helper->take(u"reload"_s);
        helper->end(ChangeResult::Committed);
        QCOMPARE(finished.size(), 2);
        QCOMPARE(finished[1][0].toULongLong(), 1u);
        QVERIFY(!finished[1][1].value<Status>());
        Q_EMIT watch->configurationsRead({configurationOf(DaemonKind::Chrony, "server new.example\n")});
        world.advance(1s);
        const Instant now = world.read().realtime;
        Q_EMIT watch->reported(
            machineOf(DaemonKind::Chrony, {source(u"new.example"_s, SourceStanding::Selected, now)}, now));
        world.advance(1s);
        QCOMPARE(last->serverChange->result, ChangeResult::Followed);
        QVERIFY(last->operations.empty());

        helper->isThere = false;
        engine.undoServerChange(3, {});
        QCOMPARE(finished.last()[1].value<Status>()->code, ErrorCode::CannotChange);
        world.advance(1s);
        QCOMPARE(last->changeAbility, ChangeAbility::NoHelper);
    }

    void realChronydIsFollowedUntilItFollowsTheNewServer()
    {
        Chronyd first(Chronyd::plain());
        Chronyd second(Chronyd::plain());
        QVERIFY2(first.start(), qPrintable(first.failure()));
        QVERIFY2(second.start(), qPrintable(second.failure()));
        const auto lineOf = [](const Chronyd &server) {
            return u"server %1 port %2 iburst minpoll 0 maxpoll 0"_s.arg(server.address().toString())
                .arg(server.port());
        };
        const FileTree tree;
        const quint16 port = test::freeUdpPort();
        const QByteArray rest = "port 0\nbindcmdaddress 127.0.0.1\nbindcmdaddress /\ncmdport " +
                                QByteArray::number(port) + "\npidfile " +
                                QFile::encodeName(tree.real(u"/pid"_s)) + "\n";
        QVERIFY(tree.write(u"/etc/chrony/chrony.conf"_s, lineOf(first).toUtf8() + '\n' + rest));
        QVERIFY(tree.makeFolder(u"/var/lib"_s));
        QProcess daemon;
        const auto restart = [&daemon, &tree] {
            daemon.terminate();
            daemon.waitForFinished();
            daemon.start(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + "/usr/sbin/chronyd"_L1,
                         {u"-d"_s, u"-x"_s, u"-U"_s, u"-u"_s, u"root"_s, u"-f"_s,
                          tree.real(u"/etc/chrony/chrony.conf"_s)});
            return daemon.waitForStarted();
        };
        QVERIFY(restart());

        const SystemClock clock;
        EventLoopScheduler scheduler;
        MachineDaemonWatch watch({{.kind = DaemonKind::Chrony, .address = u"127.0.0.1:%1"_s.arg(port)}},
                                 clock, scheduler, QDBusConnection(u"none"_s), tree.root());
        OwnRootRunner runner(tree, restart);
        ServerChanger changer(runner, clock);
        MachineDaemons machine;
        std::vector<ServerConfiguration> configurations;
        connect(&watch, &DaemonWatch::configurationsRead, this,
                [&configurations](const std::vector<ServerConfiguration> &read) { configurations = read; });
        connect(&watch, &DaemonWatch::reported, this, [&](const MachineDaemons &reported) {
            machine = reported;
            changer.look(machine, configurations);
        });
        connect(&changer, &ServerChanger::helperEnded, &watch, &DaemonWatch::refresh);
        watch.start();
        const auto follows = [&machine](const Chronyd &server) {
            return machine.daemons.size() == 1 &&
                   followedName(machine.daemons[0]) == server.address().toString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(follows(first), 20'000);
        QCOMPARE(configurations.size(), 1u);

        const ServerEdits edits{
            .edits = {{.verb = ServerEdit::Verb::Only, .target = {}, .lines = {lineOf(second)}}},
            .isInPlace = true};
        const auto planned = planChanges(DaemonKind::Chrony, *configurations[0].files, edits);
        QVERIFY(std::holds_alternative<ChangePlan>(planned));
        runner.plan = std::get<ChangePlan>(planned);
        QCOMPARE(runner.plan.effect, ChangeEffect::Restart);
        changer.change({.daemon = DaemonKind::Chrony,
                        .edits = edits,
                        .digest = runner.plan.digest,
                        .effect = runner.plan.effect},
                       configurations);
        QTRY_VERIFY_WITH_TIMEOUT(!changer.isUnderWay(), 30'000);
        QCOMPARE(changer.report()->result, ChangeResult::Followed);
        QCOMPARE(text(*changer.report()), u"D D D D D D D"_s);
        QVERIFY(follows(second));

        changer.undo(*changer.report()->undoable, configurations);
        QTRY_VERIFY_WITH_TIMEOUT(!changer.isUnderWay(), 30'000);
        QCOMPARE(changer.report()->result, ChangeResult::Followed);
        QVERIFY(follows(first));
        daemon.terminate();
        QVERIFY(daemon.waitForFinished());
    }
};

QTEST_GUILESS_MAIN(TestServerChanger)
#include "test_serverchanger.moc"
