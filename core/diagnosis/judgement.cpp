// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"

#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/standing.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// A daemon that was started so recently may still be gathering.
constexpr Duration startTime = 3min;
// What a daemon said longer ago is no evidence any more.
constexpr Duration freshFor = 2min;
// The kernel's largest error grows by 500 ppm since the last update; daemons poll every 1024 s at the most,
// and one poll may be lost.
constexpr Duration updatedError = 1100ms;
// A correction below this is a daemon's everyday work.
constexpr Duration smallCorrection = 1ms;

Duration boundOf(const DaemonTracking &tracking)
{
    return tracking.rootDelay.value_or(0ns) / 2 + tracking.rootDispersion.value_or(0ns);
}

/// It follows a source now, and may correct this clock by it.
bool isFollowing(const DaemonReport &daemon, Instant now)
{
    const bool isFresh = daemon.readAt && now - *daemon.readAt < freshFor;
    const Discipline discipline = disciplineOf(daemon);
    // Of one whose process cannot be seen its word has to do.
    const bool claims = !daemon.process && daemon.answer == DaemonAnswer::Answering && daemon.tracking &&
                        daemon.tracking->synchronised;
    return isFresh && !daemon.isElsewhere && (discipline == Discipline::Disciplining || claims);
}

/// A daemon's claim about this clock, fresh enough to count.
const DaemonTracking *claimOf(const DaemonReport &daemon, Instant now)
{
    return isFollowing(daemon, now) && daemon.tracking->systemOffset ? &*daemon.tracking : nullptr;
}

bool isCorrecting(const DaemonReport &daemon, Instant now)
{
    if (!isFollowing(daemon, now) || !daemon.tracking->systemOffset)
        return false;
    const Duration left = std::chrono::abs(daemon.tracking->systemOffset->localMinusRemote());
    return left > std::max(smallCorrection, boundOf(*daemon.tracking));
}

bool isGathering(const DaemonReport &daemon, Instant now)
{
    if (!maySteer(daemon) || isFollowing(daemon, now))
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

/// Somebody has told the kernel of a correction not long ago.
bool isUpdated(const std::optional<ClockReport> &clock)
{
    return clock && clock->kernel && clock->kernel->maximumError < updatedError;
}

ClockState stateBySteering(const ClockJudgement &judgement, const MachineDaemons &machine,
                           const std::optional<ClockReport> &clock, Instant now)
{
    const auto any = [&machine, now](bool (*is)(const DaemonReport &, Instant)) {
        return std::ranges::any_of(machine.daemons,
                                   [is, now](const DaemonReport &daemon) { return is(daemon, now); });
    };
    if (judgement.steering == Steering::Nobody)
        return ClockState::Unsynchronised;
    if (!judgement.daemonTells)
        return isUpdated(clock) ? ClockState::Synchronised : ClockState::Unsynchronised;
    if (any(&isCorrecting))
        return ClockState::Settling;
    if (any(&isFollowing))
        return ClockState::Synchronised;
    return any(&isGathering) ? ClockState::Settling : ClockState::Unsynchronised;
}

/// Of the steering ones at least one says whether it follows a source.
bool anyTells(const MachineDaemons &machine)
{
    return std::ranges::any_of(machine.daemons, [](const DaemonReport &daemon) {
        return maySteer(daemon) && daemon.answer == DaemonAnswer::Answering && daemon.readAt;
    });
}

} // namespace

bool maySteer(const DaemonReport &daemon)
{
    const Discipline discipline = disciplineOf(daemon);
    const bool isThere = daemon.process || (daemon.readAt && daemon.answer != DaemonAnswer::Refused);
    return isThere && !daemon.isElsewhere && discipline != Discipline::Forbidden &&
           discipline != Discipline::Renounced;
}

bool maySteer(const DaemonProcess &process)
{
    return process.maySetClock.value_or(true) && !process.leavesClockAlone;
}

std::vector<DaemonKind> steeringKinds(const MachineDaemons &machine)
{
    std::vector<DaemonKind> kinds;
    kinds.reserve(machine.daemons.size() + machine.unassigned.size());
    for (const DaemonReport &daemon : machine.daemons) {
        // One of these processes is this report's: it is counted with them.
        const bool isCounted =
            !daemon.process &&
            std::ranges::any_of(machine.unassigned, [&daemon](const DaemonProcess &process) {
                return areAlike(process.kind, daemon.kind);
            });
        if (maySteer(daemon) && !isCounted)
            kinds.push_back(daemon.kind);
    }
    for (const DaemonProcess &process : machine.unassigned) {
        if (maySteer(process))
            kinds.push_back(process.kind);
    }
    return kinds;
}

Steering steeringOf(const MachineDaemons &machine, const std::optional<ClockReport> &clock)
{
    const size_t daemons = steeringKinds(machine).size();
    if (daemons > 1)
        return Steering::SeveralDaemons;
    if (daemons == 1)
        return Steering::Daemon;
    const auto mayMoveIt = [](const OtherSteerer &other) { return other.maySetClock.value_or(false); };
    if (std::ranges::any_of(machine.others, mayMoveIt))
        return Steering::OtherProgram;
    if (machine.host.kind == HostMachine::Kind::Container || machine.host.kind == HostMachine::Kind::Wsl)
        return Steering::Host;
    return isUpdated(clock) ? Steering::Unseen : Steering::Nobody;
}

ClockJudgement judgeClock(const Verdict &measured, const MachineDaemons &machine,
                          const std::optional<ClockReport> &clock, Instant now)
{
    ClockJudgement judgement;
    judgement.steering = steeringOf(machine, clock);
    judgement.daemonTells = anyTells(machine);
    judgement.asked = measured.asked;
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
