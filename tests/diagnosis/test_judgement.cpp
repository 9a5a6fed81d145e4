// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"
#include "ui/wording/judgementwording.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant now{2'000'000'000s};

DaemonReport daemon(DaemonKind kind = DaemonKind::Chrony)
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now - 1s;
    daemon.process = DaemonProcess();
    daemon.process->kind = kind;
    daemon.process->pid = 411;
    daemon.process->maySetClock = true;
    daemon.process->startedAt = now - 1h;
    daemon.tracking = DaemonTracking();
    return daemon;
}

DaemonReport following(Duration offset = 10us)
{
    DaemonReport report = daemon();
    report.tracking->synchronised = true;
    report.tracking->source = u"ntp.example.org"_s;
    report.tracking->systemOffset = Offset::fromLocalMinusRemote(offset);
    report.tracking->rootDelay = 10ms;
    report.tracking->rootDispersion = 2ms;
    report.tracking->lastUpdate = now - 60s;
    DaemonSource source;
    source.name = u"ntp.example.org"_s;
    source.standing = SourceStanding::Selected;
    report.sources = {source};
    return report;
}

MachineDaemons machine(const std::vector<DaemonReport> &daemons)
{
    MachineDaemons machine;
    machine.daemons = daemons;
    return machine;
}

Verdict measured(Duration offset, Duration bound, int answering = 3, int contradicting = 0)
{
    Verdict verdict;
    verdict.state = VerdictState::Compared;
    verdict.answering = answering;
    verdict.contradicting = contradicting;
    verdict.source = u"a.example"_s;
    verdict.offset = Offset::fromLocalMinusRemote(offset);
    verdict.bound = bound;
    verdict.measuredAt = now - 3s;
    return verdict;
}

std::optional<ClockReport> kernel(Duration maximumError)
{
    ClockReport clock;
    clock.kernel = KernelClock();
    clock.kernel->maximumError = maximumError;
    return clock;
}

QString sentence(const ClockJudgement &judgement)
{
    return wording::judgementSentence(judgement, now).replace(QChar(0xa0), u' ');
}

} // namespace

class TestJudgement final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void synchronised();
    void claimsOfADaemon();
    void wrong();
    void cannotBeTold();
    void settling();
    void nobodySteers();
    void steering_data();
    void steering();
    void theKernelsFlagAloneKeepsNothingRight();
    void aFrozenOrLostDaemonKeepsNothingRight();
    void oneThatTellsNothingIsJudgedByTheKernel();
    void anotherComputersDaemonIsNoneOfOurs();
    void tellsOfFilesChangedSinceTheStart();
};

void TestJudgement::synchronised()
{
    const ClockJudgement judgement =
        judgeClock(measured(-1'200us, 20ms), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QCOMPARE(judgement.steering, Steering::Daemon);
    QVERIFY(judgement.measuredHere);
    QCOMPARE(judgement.within(), Duration(21'200us));
    QCOMPARE(judgement.agreeing, 3);
    QCOMPARE(sentence(judgement), u"This clock is right to within 21 ms: 1.2 ms behind ± 20 ms, measured "
                                  "with 3 server(s) that agree, 3 s ago."_s);
}

void TestJudgement::claimsOfADaemon()
{
    // Nobody was asked: the daemon's word, with its own bound.
    ClockJudgement judgement = judgeClock({}, machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QVERIFY(!judgement.measuredHere);
    QCOMPARE(judgement.bound, Duration(7ms));
    QCOMPARE(judgement.source, u"ntp.example.org"_s);
    // One that may not set the clock keeps nothing right, and its claim is no evidence of steering.
    DaemonReport idle = following();
    idle.process->leavesClockAlone = true;
    judgement = judgeClock({}, machine({idle}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(!judgement.offset);
    // What it said long ago is no evidence.
    DaemonReport silent = following();
    silent.readAt = now - 10min;
    silent.answer = DaemonAnswer::Silent;
    judgement = judgeClock({}, machine({silent}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    // The kernel's flag alone is none either.
    judgement = judgeClock({}, machine({}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
}

void TestJudgement::wrong()
{
    // Whatever the daemon claims.
    ClockJudgement judgement = judgeClock(measured(-700ms, 100ms), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Wrong);
    QCOMPARE(
        sentence(judgement),
        u"This clock is wrong: 700 ms behind ± 100 ms, measured with 3 server(s) that agree, 3 s ago."_s);
    // Not for certain.
    judgement = judgeClock(measured(-550ms, 100ms), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    judgement = judgeClock(measured(700ms, 100ms, 1), machine({}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Wrong);
}

void TestJudgement::cannotBeTold()
{
    // Two against two.
    ClockJudgement judgement =
        judgeClock(measured(1ms, 20ms, 4, 2), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    judgement = judgeClock(measured(1ms, 20ms, 4, 1), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    // A bound wider than the limit.
    judgement = judgeClock(measured(0ms, 800ms), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    QVERIFY(sentence(judgement).startsWith(u"Whether this clock is right cannot be told: "));
}

void TestJudgement::settling()
{
    DaemonReport young = daemon();
    young.process->startedAt = now - 20s;
    ClockJudgement judgement = judgeClock({}, machine({young}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Settling);
    young.process->startedAt = now - 1h;
    judgement = judgeClock(measured(1ms, 20ms), machine({young}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(sentence(judgement).contains(u"but its time service follows no source"));
    // A correction under way, larger than what the daemon is unsure of.
    judgement = judgeClock(measured(100ms, 20ms), machine({following(100ms)}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Settling);
}

void TestJudgement::nobodySteers()
{
    const ClockJudgement judgement = judgeClock(measured(1ms, 20ms), machine({}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QCOMPARE(judgement.steering, Steering::Nobody);
    QVERIFY(sentence(judgement).contains(u"but nothing keeps it there"));
    QVERIFY(wording::steeringSentence(machine({}), Steering::Nobody)
                .startsWith(u"Nothing keeps this clock right."));
}

void TestJudgement::steering_data()
{
    QTest::addColumn<MachineDaemons>("machine");
    QTest::addColumn<Duration>("maximumError");
    QTest::addColumn<int>("steering");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *label, const MachineDaemons &machine, Duration maximumError,
                        Steering steering, const QString &sentence) {
        QTest::newRow(label) << machine << maximumError << int(steering) << sentence;
    };
    row("one", machine({following()}), 1s, Steering::Daemon, u"chrony 4.3 keeps this clock right."_s);
    row("one that follows nobody", machine({daemon()}), 1s, Steering::Daemon, u"follows no source"_s);
    DaemonReport unseen = following();
    unseen.process.reset();
    row("one of another part of the computer", machine({unseen}), 1s, Steering::Daemon, u"cannot be seen"_s);
    row("two", machine({following(), daemon(DaemonKind::Timesyncd)}), 1s, Steering::SeveralDaemons,
        u"Keep one of them."_s);
    DaemonReport idle = following();
    idle.process->leavesClockAlone = true;
    DaemonReport elsewhere = unseen;
    elsewhere.isElsewhere = true;
    row("another computer's", machine({elsewhere}), 16s, Steering::Nobody, u"Nothing keeps"_s);
    DaemonReport contained = following();
    contained.process->maySetClock.reset();
    contained.process->leavesClockAlone = true;
    row("it only watches, in a container", machine({contained}), 16s, Steering::Nobody,
        u"leave the clock alone"_s);
    MachineDaemons alike = machine({unseen, unseen});
    alike.unassigned = {*daemon().process, *daemon().process};
    alike.unassigned[1].leavesClockAlone = true;
    row("two alike, of which one only watches", alike, 1s, Steering::Daemon, u"may correct this clock"_s);
    MachineDaemons hidden = machine({unseen});
    hidden.unassigned = {*daemon().process, *daemon().process};
    row("two processes, one answers", hidden, 1s, Steering::SeveralDaemons, u"chrony 4.3 (2 of them)"_s);
    DaemonReport notThere;
    notThere.kind = DaemonKind::OpenNtpd;
    notThere.answer = DaemonAnswer::NoInterface;
    row("one that is not there", machine({notThere}), 16s, Steering::Nobody, u"Nothing keeps"_s);
    row("one only watches", machine({following(), idle}), 1s, Steering::Daemon, u"chrony 4.3 keeps"_s);
    row("it only watches", machine({idle}), 16s, Steering::Nobody, u"leave the clock alone"_s);
    DaemonReport forbidden = following();
    forbidden.process->maySetClock = false;
    row("it may not", machine({forbidden}), 16s, Steering::Nobody, u"without the right"_s);
    MachineDaemons many = machine({});
    many.unassigned = {*daemon().process, *daemon().process};
    row("two processes, none answers", many, 1s, Steering::SeveralDaemons, u"Keep one of them."_s);
    MachineDaemons tools = machine({});
    tools.others = {{.name = u"phc2sys"_s, .pid = 7, .maySetClock = true}};
    row("another program", tools, 1s, Steering::OtherProgram, u"phc2sys"_s);
    tools.others[0].maySetClock = false;
    row("another program that may not", tools, 16s, Steering::Nobody, u"Nothing keeps"_s);
    MachineDaemons container = machine({});
    container.host = {.kind = HostMachine::Kind::Container, .name = u"Docker"_s, .cloud = u"Amazon EC2"_s};
    row("a container", container, 1s, Steering::Host,
        u"This is a container (Docker) of Amazon EC2: its host sets this clock."_s);
    MachineDaemons wsl = machine({});
    wsl.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL 2"_s, .cloud = {}};
    row("WSL", wsl, 1s, Steering::Host, u"This is WSL 2: Windows"_s);
    MachineDaemons guest = machine({});
    guest.host = {.kind = HostMachine::Kind::VirtualMachine, .name = u"KVM"_s, .cloud = {}};
    row("a guest whose clock is updated", guest, 1s, Steering::Unseen, u"This is a virtual machine (KVM)."_s);
    row("a guest whose clock is not", guest, 16s, Steering::Nobody, u"Nothing keeps"_s);
}

void TestJudgement::steering()
{
    QFETCH(MachineDaemons, machine);
    QFETCH(Duration, maximumError);
    QFETCH(int, steering);
    QFETCH(QString, sentence);
    const Steering found = steeringOf(machine, kernel(maximumError));
    QCOMPARE(int(found), steering);
    const QString said = wording::steeringSentence(machine, found);
    QVERIFY2(said.contains(sentence), qPrintable(said));
}

void TestJudgement::theKernelsFlagAloneKeepsNothingRight()
{
    // It says "synchronized" for nearly nine hours after the last update.
    const ClockJudgement judgement = judgeClock(measured(1ms, 20ms), machine({}), kernel(15s), now);
    QCOMPARE(judgement.steering, Steering::Nobody);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QCOMPARE(judgeClock(measured(1ms, 20ms), machine({}), kernel(1s), now).state, ClockState::Synchronised);
}

void TestJudgement::aFrozenOrLostDaemonKeepsNothingRight()
{
    DaemonReport frozen = following(100ms);
    frozen.answer = DaemonAnswer::Silent;
    frozen.readAt = now - 5h;
    ClockJudgement judgement = judgeClock(measured(1ms, 20ms), machine({frozen}), kernel(9s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(wording::steeringSentence(machine({frozen}), judgement.steering).contains(u"it does not tell"_s));
    // All its sources are gone, and tracking still names the last one.
    DaemonReport lost = following();
    lost.sources[0].standing = SourceStanding::Unusable;
    judgement = judgeClock(measured(1ms, 20ms), machine({lost}), kernel(9s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(sentence(judgement).contains(u"follows no source"_s));
}

void TestJudgement::oneThatTellsNothingIsJudgedByTheKernel()
{
    DaemonReport open = daemon(DaemonKind::OpenNtpd);
    open.answer = DaemonAnswer::NotPermitted;
    open.readAt.reset();
    open.tracking.reset();
    QCOMPARE(judgeClock(measured(1ms, 20ms), machine({open}), kernel(50ms), now).state,
             ClockState::Synchronised);
    const ClockJudgement judgement = judgeClock(measured(1ms, 20ms), machine({open}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY2(sentence(judgement).contains(u"nobody has updated it"_s), qPrintable(sentence(judgement)));
}

void TestJudgement::anotherComputersDaemonIsNoneOfOurs()
{
    DaemonReport remote = following(3s);
    remote.process.reset();
    remote.isElsewhere = true;
    const ClockJudgement judgement = judgeClock({}, machine({remote}), kernel(16s), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(!judgement.offset);
}

void TestJudgement::tellsOfFilesChangedSinceTheStart()
{
    DaemonReport report = daemon();
    QVERIFY(!wasConfiguredSinceStart(report));
    report.configuration = {{.path = u"/a"_s, .changedAt = now - 2h}, {.path = u"/b"_s, .changedAt = {}}};
    QCOMPARE(wasConfiguredSinceStart(report), std::optional(false));
    report.configuration[1].changedAt = now - 10min;
    QCOMPARE(wasConfiguredSinceStart(report), std::optional(true));
    report.process.reset();
    QVERIFY(!wasConfiguredSinceStart(report));
}

QTEST_GUILESS_MAIN(TestJudgement)
#include "test_judgement.moc"
