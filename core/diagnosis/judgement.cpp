// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"

#include "core/diagnosis/standing.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// A daemon that was started so recently may still be gathering.
constexpr Duration startTime = 3min;
// What a daemon said longer ago is no evidence any more.
constexpr Duration freshFor = 2min;
// A correction below this is a daemon's everyday work.
constexpr Duration smallCorrection = 1ms;

/// A daemon's claim about this clock, fresh enough to count.
const DaemonTracking *claimOf(const DaemonReport &daemon, Instant now)
{
    const bool isFresh = daemon.readAt && now - *daemon.readAt < freshFor;
    const bool isClaim = daemon.tracking && daemon.tracking->synchronised && daemon.tracking->systemOffset;
    return isFresh && isClaim && maySteer(daemon) ? &*daemon.tracking : nullptr;
}

Duration boundOf(const DaemonTracking &tracking)
{
    return tracking.rootDelay.value_or(0ns) / 2 + tracking.rootDispersion.value_or(0ns);
}

bool isSynchronised(const DaemonReport &daemon)
{
    return maySteer(daemon) && daemon.tracking && daemon.tracking->synchronised;
}

bool isCorrecting(const DaemonReport &daemon)
{
    if (!isSynchronised(daemon) || !daemon.tracking->systemOffset)
        return false;
    const Duration left = std::chrono::abs(daemon.tracking->systemOffset->localMinusRemote());
    return left > std::max(smallCorrection, boundOf(*daemon.tracking));
}

bool isGathering(const DaemonReport &daemon, Instant now)
{
    if (!maySteer(daemon) || isSynchronised(daemon))
        return false;
    if (daemon.process && daemon.process->startedAt && now - *daemon.process->startedAt < startTime)
        return true;
    return std::ranges::any_of(daemon.sources, [&daemon](const DaemonSource &source) {
        return standingOf(daemon, source).reason == StandingReason::Gathering;
    });
}

/// Takes the best evidence that there is.
void collectEvidence(ClockJudgement &judgement, const Verdict &measured, const MachineDaemons &machine,
                     Instant now)
{
    if (measured.state == VerdictState::Compared && measured.offset) {
        judgement.measuredHere = true;
        judgement.source = measured.source;
        judgement.offset = measured.offset;
        judgement.bound = measured.bound;
        judgement.measuredAt = measured.measuredAt;
        judgement.agreeing = measured.answering - measured.contradicting;
        return;
    }
    for (const DaemonReport &daemon : machine.daemons) {
        const DaemonTracking *claim = claimOf(daemon, now);
        if (claim == nullptr || (judgement.offset && judgement.bound <= boundOf(*claim)))
            continue;
        judgement.source = claim->source;
        judgement.offset = claim->systemOffset;
        judgement.bound = boundOf(*claim);
        judgement.measuredAt = claim->lastUpdate.value_or(*daemon.readAt);
    }
}

bool hasMajority(const ClockJudgement &judgement, const Verdict &measured)
{
    return !judgement.measuredHere || judgement.agreeing > measured.contradicting;
}

ClockState stateBySteering(const ClockJudgement &judgement, const MachineDaemons &machine,
                           const std::optional<ClockReport> &clock, Instant now)
{
    const auto gathers = [now](const DaemonReport &daemon) { return isGathering(daemon, now); };
    const bool isUpdated = !clock || !clock->kernel || clock->kernel->synchronized();
    switch (judgement.steering) {
    case Steering::Daemon:
    case Steering::SeveralDaemons:
        if (std::ranges::any_of(machine.daemons, &isCorrecting))
            return ClockState::Settling;
        if (std::ranges::any_of(machine.daemons, &isSynchronised))
            return ClockState::Synchronised;
        return std::ranges::any_of(machine.daemons, gathers) ? ClockState::Settling
                                                             : ClockState::Unsynchronised;
    case Steering::OtherProgram:
    case Steering::Host:
    case Steering::Unseen:
        return isUpdated ? ClockState::Synchronised : ClockState::Unsynchronised;
    case Steering::Nobody:
        break;
    }
    return ClockState::Unsynchronised;
}

} // namespace

bool maySteer(const DaemonReport &daemon)
{
    const Discipline discipline = disciplineOf(daemon);
    return discipline != Discipline::Forbidden && discipline != Discipline::Renounced &&
           daemon.answer != DaemonAnswer::Refused;
}

Steering steeringOf(const MachineDaemons &machine, const std::optional<ClockReport> &clock)
{
    const auto daemons = std::ranges::count_if(machine.daemons, &maySteer) +
                         std::ranges::count_if(machine.unassigned, [&machine](const DaemonProcess &process) {
                             // Those that answer stand for as many of these.
                             return process.maySetClock.value_or(true) && !process.leavesClockAlone &&
                                    std::ranges::find(machine.daemons, process.kind, &DaemonReport::kind) ==
                                        machine.daemons.end();
                         });
    if (daemons > 1)
        return Steering::SeveralDaemons;
    if (daemons == 1)
        return Steering::Daemon;
    const auto mayMoveIt = [](const OtherSteerer &other) { return other.maySetClock.value_or(false); };
    if (std::ranges::any_of(machine.others, mayMoveIt))
        return Steering::OtherProgram;
    if (machine.host.kind == HostMachine::Kind::Container || machine.host.kind == HostMachine::Kind::Wsl)
        return Steering::Host;
    return clock && clock->kernel && clock->kernel->synchronized() ? Steering::Unseen : Steering::Nobody;
}

ClockJudgement judgeClock(const Verdict &measured, const MachineDaemons &machine,
                          const std::optional<ClockReport> &clock, Instant now)
{
    ClockJudgement judgement;
    judgement.steering = steeringOf(machine, clock);
    collectEvidence(judgement, measured, machine, now);
    const ClockState bySteering = stateBySteering(judgement, machine, clock, now);
    if (!judgement.offset) {
        const bool isKnown = bySteering == ClockState::Settling || judgement.steering == Steering::Nobody;
        judgement.state = isKnown ? bySteering : ClockState::Unknown;
        return judgement;
    }
    const Duration off = std::chrono::abs(judgement.offset->localMinusRemote());
    if (!hasMajority(judgement, measured))
        judgement.state = ClockState::Unknown;
    else if (off - judgement.bound > everydayLimit)
        judgement.state = ClockState::Wrong;
    else if (off + judgement.bound > everydayLimit)
        judgement.state = bySteering == ClockState::Settling ? ClockState::Settling : ClockState::Unknown;
    else
        judgement.state = bySteering;
    return judgement;
}

} // namespace synchroscope
