// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/standing.h"
#include "ui/wording/daemonwording.h"
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
    verdict.agreeing = answering - contradicting;
    verdict.isDisputed = 2 * contradicting >= answering;
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
    clock.readAt = now;
    return clock;
}

/// Somebody was seen to correct the clock so long ago.
std::optional<ClockReport> steered(Duration ago)
{
    std::optional<ClockReport> clock = kernel(50ms);
    clock->steeredAt = now - ago;
    return clock;
}

DaemonSource server(const QString &name, SourceStanding standing)
{
    DaemonSource source;
    source.name = name;
    source.address = u"192.0.2.7"_s;
    source.standing = standing;
    source.reach = 0377;
    source.pollLog2 = 6;
    source.lastSample = now - 9s;
    source.statistics = SourceStatistics{.samples = 8};
    return source;
}

/// It keeps this clock to a device.
DaemonReport keptTo(const QString &name, Duration offset, Duration bound)
{
    DaemonReport report = following(offset);
    report.tracking->source = name;
    report.tracking->rootDelay = 0ns;
    report.tracking->rootDispersion = bound;
    report.tracking->lastUpdate = now - 8s;
    DaemonSource device;
    device.name = name;
    device.mode = SourceMode::ReferenceClock;
    device.standing = SourceStanding::Selected;
    report.sources = {device};
    return report;
}

/// The user's chronyd of the story, with its three servers.
DaemonReport configured(SourceStanding standing, int samples)
{
    DaemonReport report = daemon();
    for (const QString &name :
         {u"ntp1.jst.mfeed.ad.jp"_s, u"ntp2.jst.mfeed.ad.jp"_s, u"ntp3.jst.mfeed.ad.jp"_s}) {
        DaemonSource source = server(name, standing);
        source.reach = quint8((1U << unsigned(std::min(samples, 8))) - 1);
        source.statistics->samples = samples;
        report.sources.push_back(source);
    }
    return report;
}

/// The same, once it follows ntp2.
DaemonReport configuredAndFollowing(Duration offset, Duration bound)
{
    DaemonReport report = configured(SourceStanding::Combined, 8);
    report.sources[1].standing = SourceStanding::Selected;
    report.tracking = following(offset).tracking;
    report.tracking->source = u"210.173.160.57"_s;
    report.tracking->rootDelay = 0ns;
    report.tracking->rootDispersion = bound;
    report.tracking->lastUpdate = now - 50s;
    return report;
}

/// The story's machine: beside the configured chronyd there is one of the host's that cannot be seen.
MachineDaemons guest(DaemonReport hosts, const DaemonReport &own)
{
    hosts.process.reset();
    MachineDaemons guest = machine({std::move(hosts), own});
    guest.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL 2"_s, .cloud = {}};
    return guest;
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
    void whoSteeredUntilItEndedIsNotUnseen();
    void storyLookingTooEarly();
    void storyTheHostsClockIsNotTheTime();
    void storyTheMachineWasPaused();
    void storySuccess();
    void aReceiverOfTheTimeKeepsTheClock();
    void theHostsClockAloneProvesNothing();
    void whoConfirmsADevice_data();
    void whoConfirmsADevice();
    void daemonsThatContradictEachOther();
    void aDaemonAndOurServersContradictEachOther();
    void aClaimAges();
    void aClaimWithAnErrorIsTheBetterOne();
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
    QVERIFY(judgement.isWordPassedOver);
    // It tells, though what it says does not count: in a container, whose host sets the clock.
    MachineDaemons contained = machine({idle});
    contained.host.kind = HostMachine::Kind::Container;
    judgement = judgeClock({}, contained, kernel(50ms), now);
    QCOMPARE(sentence(judgement),
             u"Whether this clock is right is not known. No server was asked, and the time service here "
             "leaves the clock alone, so its word does not count."_s);
    QVERIFY(!judgeClock({}, machine({following()}), kernel(50ms), now).isWordPassedOver);
    // What it said long ago is no evidence.
    DaemonReport silent = following();
    silent.readAt = now - 10min;
    silent.answer = DaemonAnswer::Silent;
    judgement = judgeClock({}, machine({silent}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    // The kernel's flag alone is none either.
    judgement = judgeClock({}, machine({}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(!judgement.offset);
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
    QTest::addColumn<bool>("isSteered");
    QTest::addColumn<int>("steering");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *label, const MachineDaemons &machine, bool isSteered, Steering steering,
                        const QString &sentence) {
        QTest::newRow(label) << machine << isSteered << int(steering) << sentence;
    };
    row("one", machine({following()}), true, Steering::Daemon, u"chrony 4.3 keeps this clock right."_s);
    row("one that follows nobody", machine({daemon()}), true, Steering::Daemon, u"follows no source"_s);
    DaemonReport unseen = following();
    unseen.process.reset();
    row("one of another part of the computer", machine({unseen}), true, Steering::Daemon,
        u"cannot be seen"_s);
    row("two", machine({following(), daemon(DaemonKind::Timesyncd)}), true, Steering::SeveralDaemons,
        u"keep one of them."_s);
    DaemonReport idle = following();
    idle.process->leavesClockAlone = true;
    DaemonReport elsewhere = unseen;
    elsewhere.isElsewhere = true;
    row("another computer's", machine({elsewhere}), false, Steering::Nobody, u"Nothing keeps"_s);
    DaemonReport contained = following();
    contained.process->maySetClock.reset();
    contained.process->leavesClockAlone = true;
    row("it only watches, in a container", machine({contained}), false, Steering::Nobody,
        u"leave the clock alone"_s);
    MachineDaemons alike = machine({unseen, unseen});
    alike.unassigned = {*daemon().process, *daemon().process};
    alike.unassigned[1].leavesClockAlone = true;
    row("two alike, of which one only watches", alike, true, Steering::Daemon, u"may correct this clock"_s);
    MachineDaemons hidden = machine({unseen});
    hidden.unassigned = {*daemon().process, *daemon().process};
    row("two processes, one answers", hidden, true, Steering::SeveralDaemons, u"chrony 4.3 (2 of them)"_s);
    DaemonReport notThere;
    notThere.kind = DaemonKind::OpenNtpd;
    notThere.answer = DaemonAnswer::NoInterface;
    row("one that is not there", machine({notThere}), false, Steering::Nobody, u"Nothing keeps"_s);
    row("one only watches", machine({following(), idle}), true, Steering::Daemon, u"chrony 4.3 keeps"_s);
    row("it only watches", machine({idle}), false, Steering::Nobody, u"leave the clock alone"_s);
    DaemonReport forbidden = following();
    forbidden.process->maySetClock = false;
    row("it may not", machine({forbidden}), false, Steering::Nobody, u"without the right"_s);
    MachineDaemons many = machine({});
    many.unassigned = {*daemon().process, *daemon().process};
    row("two processes, none answers", many, true, Steering::SeveralDaemons, u"Keep one of them."_s);
    MachineDaemons tools = machine({});
    tools.others = {{.name = u"phc2sys"_s, .pid = 7, .maySetClock = true, .steersByItself = true}};
    row("another program", tools, true, Steering::OtherProgram, u"phc2sys"_s);
    MachineDaemons both = tools;
    both.daemons = {following()};
    row("a daemon and another program", both, true, Steering::SeveralDaemons, u"chrony 4.3, phc2sys"_s);
    tools.others[0].maySetClock = false;
    row("another program that may not", tools, false, Steering::Nobody, u"Nothing keeps"_s);
    tools.others = {{.name = u"qemu-ga"_s, .pid = 7, .maySetClock = true}};
    row("one that acts only when told", tools, false, Steering::Nobody, u"Nothing keeps"_s);
    both.others = tools.others;
    row("a daemon and one that acts only when told", both, true, Steering::Daemon, u"chrony 4.3 keeps"_s);
    MachineDaemons container = machine({});
    container.host = {.kind = HostMachine::Kind::Container, .name = u"Docker"_s, .cloud = u"Amazon EC2"_s};
    row("a container", container, true, Steering::Host,
        u"This is a container (Docker) of Amazon EC2: its host sets this clock."_s);
    MachineDaemons wsl = machine({});
    wsl.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL 2"_s, .cloud = {}};
    row("WSL", wsl, true, Steering::Host, u"This is WSL 2: Windows"_s);
    MachineDaemons guest = machine({});
    guest.host = {.kind = HostMachine::Kind::VirtualMachine, .name = u"KVM"_s, .cloud = {}};
    row("a guest whose clock is updated", guest, true, Steering::Unseen,
        u"This is a virtual machine (KVM)."_s);
    row("a guest whose clock is not", guest, false, Steering::Nobody, u"Nothing keeps"_s);
}

void TestJudgement::steering()
{
    QFETCH(MachineDaemons, machine);
    QFETCH(bool, isSteered);
    QFETCH(int, steering);
    QFETCH(QString, sentence);
    const Steering found = steeringOf(machine, isSteered ? steered(10min) : kernel(50ms));
    QCOMPARE(int(found), steering);
    const QString said = wording::steeringSentence(machine, found);
    QVERIFY2(said.contains(sentence), qPrintable(said));
}

void TestJudgement::theKernelsFlagAloneKeepsNothingRight()
{
    // It says "synchronized" for nearly nine hours after the last update, and its largest error is small for
    // more than half an hour.
    for (const Duration maximumError : {50ms, 15s + 0ms}) {
        const ClockJudgement judgement =
            judgeClock(measured(1ms, 20ms), machine({}), kernel(maximumError), now);
        QCOMPARE(judgement.steering, Steering::Nobody);
        QCOMPARE(judgement.state, ClockState::Unsynchronised);
    }
    // Only who was seen to steer may be there, unseen.
    const ClockJudgement judgement = judgeClock(measured(1ms, 20ms), machine({}), steered(10min), now);
    QCOMPARE(judgement.steering, Steering::Unseen);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QVERIFY(wording::steeringSentence(machine({}), judgement.steering)
                .startsWith(u"In the last half hour something corrected this clock"));
    QCOMPARE(steeringOf(machine({}), steered(40min)), Steering::Nobody);
}

void TestJudgement::whoSteeredUntilItEndedIsNotUnseen()
{
    DaemonReport ended = following();
    ended.process.reset();
    ended.answer = DaemonAnswer::Refused;
    ended.readAt = now - 61s;
    ended.silentSince = now - 60s;
    QCOMPARE(steeringOf(machine({ended}), steered(2min)), Steering::Nobody);
    // chronyd corrects the frequency a last time as it ends.
    QCOMPARE(steeringOf(machine({ended}), steered(59s)), Steering::Nobody);
    QCOMPARE(judgeClock(measured(1ms, 20ms), machine({ended}), steered(59s), now).state,
             ClockState::Unsynchronised);
    QCOMPARE(steeringOf(machine({ended}), steered(10s)), Steering::Unseen);
    // Another computer's never steered this clock.
    ended.isElsewhere = true;
    QCOMPARE(steeringOf(machine({ended}), steered(2min)), Steering::Unseen);
}

// Rows 07, 08, 11 and 14 of the story that this program was made for, with their figures.

void TestJudgement::storyLookingTooEarly()
{
    DaemonReport own = configured(SourceStanding::Unusable, 1);
    own.process->startedAt = now - 10s;
    const ClockJudgement judgement = judgeClock(measured(471ms, 59ms), machine({own}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Settling);
    QCOMPARE(sentence(judgement),
             u"This clock is right to within 530 ms, and its time service gathers its first answers: 471 ms "
             "ahead ± 59 ms, measured with 3 server(s) that agree, 3 s ago."_s);
    const DaemonSource &source = own.sources[0];
    QCOMPARE(wording::standingSentence(own, source, standingOf(own, source), now).replace(QChar(0xa0), u' '),
             u"Can be followed in about 2 min: has 1 of 3 needed samples."_s);
}

void TestJudgement::storyTheHostsClockIsNotTheTime()
{
    const DaemonReport hosts = keptTo(u"PHC0"_s, 400ns, 600ns);
    MachineDaemons machine = guest(hosts, configured(SourceStanding::Unusable, 1));
    ClockJudgement judgement = judgeClock(measured(471ms, 59ms), machine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Settling);
    QCOMPARE(judgement.steering, Steering::SeveralDaemons);
    QCOMPARE(
        sentence(judgement),
        u"This clock is within 1.0 µs of the host's clock (PHC0), which servers contradict: 471 ms ahead "
        "± 59 ms, measured with 3 server(s) that agree, 3 s ago."_s);
    // By the other daemon's word alone: its servers come before the device, however narrow that one's bound.
    machine = guest(hosts, configuredAndFollowing(472ms, 61ms));
    judgement = judgeClock({}, machine, kernel(50ms), now);
    QVERIFY(judgement.state != ClockState::Synchronised);
    QVERIFY(!judgement.ofDeviceOnly && judgement.claimsContradict);
    QCOMPARE(
        sentence(judgement),
        u"This clock is within 1.0 µs of the host's clock (PHC0), which servers contradict: 472 ms ahead "
        "± 61 ms, as its time service says from ntp2.jst.mfeed.ad.jp, updated 50 s ago."_s);
    // Within the limit, and kept to what is not the time.
    judgement = judgeClock(measured(200ms, 50ms), guest(hosts, daemon()), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    // Beyond it for certain.
    judgement = judgeClock(measured(700ms, 59ms), guest(hosts, daemon()), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Wrong);
    QVERIFY2(sentence(judgement).endsWith(u"It follows the host's clock (PHC0), which is just as wrong."),
             qPrintable(sentence(judgement)));
}

void TestJudgement::storyTheMachineWasPaused()
{
    const MachineDaemons machine =
        guest(keptTo(u"PHC0"_s, -362'100ms, 1008ms), configured(SourceStanding::Jittery, 5));
    ClockJudgement judgement = judgeClock({}, machine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Wrong);
    QCOMPARE(judgement.steering, Steering::SeveralDaemons);
    QCOMPARE(sentence(judgement),
             u"This clock is wrong, and is being corrected: 362.1 s behind ± 1.1 s against the host's clock "
             "(PHC0), updated 8 s ago; no server confirms it."_s);
    judgement = judgeClock(measured(-362'100ms, 73ms), machine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Wrong);
    QCOMPARE(sentence(judgement), u"This clock is wrong, and is being corrected: 362.1 s behind ± 73 ms, "
                                  "measured with 3 server(s) that agree, 3 s ago."_s);
}

void TestJudgement::storySuccess()
{
    const MachineDaemons machine =
        guest(keptTo(u"PHC0"_s, -4'258ns, 600ns), configuredAndFollowing(-2'961us, 50ms));
    ClockJudgement judgement = judgeClock({}, machine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QCOMPARE(judgement.steering, Steering::SeveralDaemons);
    QCOMPARE(sentence(judgement),
             u"This clock is right to within 53 ms: 3.0 ms behind ± 50 ms, as its time service says from "
             "ntp2.jst.mfeed.ad.jp, updated 50 s ago."_s);
    judgement = judgeClock(measured(-2'900us, 53ms), machine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QVERIFY(!judgement.device);
    QCOMPARE(sentence(judgement), u"This clock is right to within 56 ms: 2.9 ms behind ± 53 ms, measured "
                                  "with 3 server(s) that agree, 3 s ago."_s);
}

void TestJudgement::aReceiverOfTheTimeKeepsTheClock()
{
    // A machine with a receiver and no network is a good one.
    Verdict offline;
    offline.state = VerdictState::NobodyAnswers;
    offline.offline = true;
    offline.asked = offline.total = offline.noWay = 3;
    const MachineDaemons alone = machine({keptTo(u"PPS0"_s, 400ns, 600ns)});
    ClockJudgement judgement = judgeClock(offline, alone, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QVERIFY(judgement.ofDeviceOnly);
    QCOMPARE(judgement.source, u"PPS0"_s);
    QCOMPARE(
        sentence(judgement),
        u"This clock is within 1.0 µs of its own device PPS0, updated 8 s ago; no server confirms it."_s);
    // On the way there.
    judgement = judgeClock(offline, machine({keptTo(u"GPS"_s, 100ms, 1ms)}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Settling);
    QCOMPARE(sentence(judgement),
             u"This clock is being corrected: 100 ms ahead ± 1.0 ms against its own device "
             "GPS, updated 8 s ago; no server confirms it."_s);
    // The clock of a network card is no host's.
    judgement = judgeClock({}, machine({keptTo(u"PHC0"_s, 400ns, 600ns)}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QVERIFY(sentence(judgement).contains(u"its own device PHC0"));
}

void TestJudgement::theHostsClockAloneProvesNothing()
{
    MachineDaemons virtualMachine = machine({keptTo(u"PHC0"_s, 400ns, 600ns)});
    virtualMachine.host.kind = HostMachine::Kind::VirtualMachine;
    ClockJudgement judgement = judgeClock({}, virtualMachine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    QCOMPARE(sentence(judgement),
             u"This clock is within 1.0 µs of the host's clock (PHC0), updated 8 s ago; no "
             "server confirms it. To be sure, compare it with a server."_s);
    // A refclock may be called anything; the kernel's name for its device tells.
    DaemonReport renamed = keptTo(u"HOST"_s, 400ns, 600ns);
    renamed.sources[0].device = u"/dev/ptp0"_s;
    renamed.sources[0].deviceName = u"KVM virtual PTP"_s;
    judgement = judgeClock({}, machine({renamed}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    // Servers that are measured here decide.
    judgement = judgeClock(measured(1ms, 20ms), virtualMachine, kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QVERIFY(!judgement.ofDeviceOnly && !judgement.device);
}

void TestJudgement::whoConfirmsADevice_data()
{
    QTest::addColumn<int>("agreeing");
    QTest::addColumn<int>("outvoted");
    QTest::addColumn<int>("others");
    QTest::addColumn<bool>("isConfirmed");
    QTest::newRow("nobody") << 0 << 0 << 0 << false;
    QTest::newRow("servers without an answer") << 0 << 0 << 2 << false;
    QTest::newRow("one server") << 1 << 0 << 0 << true;
    QTest::newRow("more than it has outvoted") << 2 << 1 << 0 << true;
    QTest::newRow("no more than it has outvoted") << 1 << 1 << 0 << false;
    QTest::newRow("it has outvoted all") << 0 << 3 << 0 << false;
}

void TestJudgement::whoConfirmsADevice()
{
    QFETCH(int, agreeing);
    QFETCH(int, outvoted);
    QFETCH(int, others);
    QFETCH(bool, isConfirmed);
    DaemonReport report = keptTo(u"PPS0"_s, 400ns, 600ns);
    const auto add = [&report](int count, SourceStanding standing) {
        report.sources.insert(report.sources.end(), size_t(count), server(u"a.example"_s, standing));
    };
    add(agreeing, SourceStanding::Selectable);
    add(outvoted, SourceStanding::Falseticker);
    add(others, SourceStanding::Unusable);
    const ClockJudgement judgement = judgeClock({}, machine({report}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Synchronised);
    QCOMPARE(judgement.ofDeviceOnly, !isConfirmed);
    QCOMPARE(judgement.bound, Duration(600ns));
    QCOMPARE(sentence(judgement).startsWith(u"This clock is right to within 1.0 µs: "), isConfirmed);
}

void TestJudgement::daemonsThatContradictEachOther()
{
    const DaemonReport first = following(10us); // ± 7 ms
    DaemonReport other = configuredAndFollowing(-30ms, 24ms);
    ClockJudgement judgement = judgeClock({}, machine({first, other}), kernel(50ms), now);
    QVERIFY(!judgement.claimsContradict); // they meet at −6.5 ms
    other = configuredAndFollowing(-30ms, 22ms);
    judgement = judgeClock({}, machine({first, other}), kernel(50ms), now);
    QVERIFY(judgement.claimsContradict);
    QCOMPARE(judgement.state, ClockState::Unknown);
    QVERIFY(sentence(judgement).contains(u"its time services contradict each other: "));
    // What is measured here decides how far off it is, but not how long it stays there.
    judgement = judgeClock(measured(1ms, 20ms), machine({first, other}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY(sentence(judgement).contains(u"but its time services contradict each other"));
    // Also where neither of them has anything to correct.
    judgement =
        judgeClock({}, machine({keptTo(u"PPS0"_s, 800us, 1us), keptTo(u"PPS1"_s, -800us, 1us)}), {}, now);
    QCOMPARE(judgement.state, ClockState::Unknown);
    QVERIFY(sentence(judgement).contains(u"its time services contradict each other: "));
    // Of one that does not tell its error nothing of the kind can be said.
    other.tracking->rootDispersion.reset();
    QVERIFY(!judgeClock({}, machine({first, other}), kernel(50ms), now).claimsContradict);
}

void TestJudgement::aDaemonAndOurServersContradictEachOther()
{
    // One server's word against a daemon's, which has asked several: nobody can tell.
    for (const Duration offset : {-700ms, -300ms}) {
        const ClockJudgement judgement =
            judgeClock(measured(offset, 10ms, 1), machine({following()}), kernel(50ms), now);
        QCOMPARE(judgement.state, ClockState::Unknown);
        QVERIFY(judgement.contradictsDaemon);
        QVERIFY2(sentence(judgement).contains(u"the server asked here and the time service contradict"),
                 qPrintable(sentence(judgement)));
    }
    // A daemon that several servers contradict keeps nothing right, though it follows.
    ClockJudgement judgement = judgeClock(measured(-300ms, 10ms), machine({following()}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Unsynchronised);
    QVERIFY2(sentence(judgement).contains(u"but its time service keeps to another time"),
             qPrintable(sentence(judgement)));
    QCOMPARE(judgeClock(measured(-700ms, 10ms), machine({following()}), kernel(50ms), now).state,
             ClockState::Wrong);
    // Our servers have no majority: they contradict nobody.
    judgement = judgeClock(measured(-300ms, 10ms, 2, 2), machine({following()}), kernel(50ms), now);
    QVERIFY(!judgement.contradictsDaemon);
    // The daemon knows, and is at it.
    judgement = judgeClock(measured(300ms, 10ms, 1), machine({following(300ms)}), kernel(50ms), now);
    QCOMPARE(judgement.state, ClockState::Settling);
}

void TestJudgement::aClaimAges()
{
    // By 15 ppm: 30 ms in 2000 s. chronyd tells its own as of now.
    DaemonReport report = following(0ms); // ± 7 ms
    report.tracking->lastUpdate = now - 2000s;
    const Verdict ours = measured(-30ms, 5ms);
    QVERIFY(judgeClock(ours, machine({report}), kernel(50ms), now).contradictsDaemon);
    report.kind = DaemonKind::Timesyncd;
    const ClockJudgement judgement = judgeClock(ours, machine({report}), kernel(50ms), now);
    QVERIFY(!judgement.contradictsDaemon);
    QCOMPARE(judgeClock({}, machine({report}), kernel(50ms), now).bound, Duration(37ms));
}

void TestJudgement::aClaimWithAnErrorIsTheBetterOne()
{
    const DaemonReport bounded = following(1ms);
    DaemonReport silent = configuredAndFollowing(2ms, 1ms);
    silent.tracking->rootDispersion.reset();
    silent.tracking->rootDelay.reset();
    QCOMPARE(judgeClock({}, machine({silent, bounded}), kernel(50ms), now).bound, Duration(7ms));
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
