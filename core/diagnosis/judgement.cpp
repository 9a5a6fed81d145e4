// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"

#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/standing.h"

#include <algorithm>
#include <tuple>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A daemon that was started so recently may still be gathering.
constexpr Duration startTime = 3min;
// What a daemon said longer ago is no evidence any more.
constexpr Duration freshFor = 2min;
// The kernel's largest error grows by 500 ppm since the last update; daemons poll every 1024 s at the most,
// and one poll may be lost.
constexpr Duration updatedError = 1100ms;
// Two of the longest polls.
constexpr Duration steeredFor = 2 * 1024s;
// chronyd sets the frequency once more when it ends, and readings come each second.
constexpr Duration endingTime = 5s;
// A correction below this is a daemon's everyday work.
constexpr Duration smallCorrection = 1ms;

/// Other daemons than chronyd tell it as of their last update. Since then this clock may have run away by
/// RFC 5905's PHI.
Duration boundOf(const DaemonReport &daemon, Instant now)
{
    constexpr double frequencyTolerance = 15e-6;
    const DaemonTracking &tracking = *daemon.tracking;
    Duration bound = tracking.rootDelay.value_or(0ns) / 2 + tracking.rootDispersion.value_or(0ns);
    if (daemon.kind != DaemonKind::Chrony && tracking.lastUpdate && *tracking.lastUpdate < now)
        bound += fromSeconds(frequencyTolerance * toSeconds(now - *tracking.lastUpdate));
    return bound;
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

/// The daemons that claim an offset of this clock, by what they take the time from. The order is that of
/// their worth.
enum class Footing : quint8 {
    Network, ///< servers, or a device that the daemon's servers confirm
    Device,
    HostsClock, ///< the device is the clock of this machine's host
};

/// What a daemon says of this clock, fresh enough to count.
struct Claim
{
    const DaemonReport *daemon;
    Footing footing;
    OffsetClaim interval;
    bool isRefuted = false; ///< the evidence contradicts it, and is the better one

    /// One whose daemon does not tell its error contradicts nobody.
    bool isBounded() const { return daemon->tracking->rootDispersion.has_value(); }
};

/// More of the daemon's servers agree with the device than it has outvoted; it compares them itself.
bool serversConfirmDevice(const DaemonReport &daemon)
{
    const auto count = [&daemon](std::initializer_list<SourceStanding> standings) {
        return std::ranges::count_if(daemon.sources, [&standings](const DaemonSource &source) {
            return source.mode != SourceMode::ReferenceClock &&
                   std::ranges::find(standings, source.standing) != standings.end();
        });
    };
    return count({SourceStanding::Combined, SourceStanding::Selectable}) >
           count({SourceStanding::Falseticker});
}

/// The PTP clock of a virtual machine is its host's; elsewhere it is that of a network card, which is kept by
/// others.
bool isHostsClock(const DaemonSource &device, const HostMachine &host)
{
    const bool isPtp = device.name.startsWith("PHC"_L1) || device.device.startsWith("/dev/ptp"_L1);
    return isPtp && (host.kind == HostMachine::Kind::VirtualMachine || host.kind == HostMachine::Kind::Wsl ||
                     device.deviceName.contains("virtual"_L1, Qt::CaseInsensitive));
}

Footing footingOf(const DaemonReport &daemon, const HostMachine &host)
{
    const DaemonSource *source = followedSource(daemon);
    if (!source || source->mode != SourceMode::ReferenceClock || serversConfirmDevice(daemon))
        return Footing::Network;
    return isHostsClock(*source, host) ? Footing::HostsClock : Footing::Device;
}

std::vector<Claim> claimsOf(const MachineDaemons &machine, Instant now)
{
    std::vector<Claim> claims;
    for (const DaemonReport &daemon : machine.daemons) {
        if (isFollowing(daemon, now) && daemon.tracking->systemOffset)
            claims.push_back({.daemon = &daemon,
                              .footing = footingOf(daemon, machine.host),
                              .interval = {*daemon.tracking->systemOffset, boundOf(daemon, now)}});
    }
    return claims;
}

FollowedDevice deviceOf(const Claim &claim)
{
    return {.name = followedName(*claim.daemon),
            .isHostsClock = claim.footing == Footing::HostsClock,
            .within = claim.interval.offset.magnitude() + claim.interval.bound};
}

bool isCorrecting(const DaemonReport &daemon, Instant now)
{
    if (!isFollowing(daemon, now) || !daemon.tracking->systemOffset)
        return false;
    const Duration left = std::chrono::abs(daemon.tracking->systemOffset->localMinusRemote());
    return left > std::max(smallCorrection, boundOf(daemon, now));
}

bool isGathering(const DaemonReport &daemon, Instant now)
{
    if (!maySteer(daemon) || isFollowing(daemon, now))
        return false;
    if (daemon.process && daemon.process->startedAt && now - *daemon.process->startedAt < startTime)
        return true;
    return std::ranges::any_of(daemon.sources, [&daemon](const DaemonSource &source) {
        const StandingReason reason = standingOf(daemon, source).reason;
        return reason == StandingReason::Gathering || reason == StandingReason::Comparing;
    });
}

/// Takes the best evidence that there is. A device comes after every server, however narrow its bound: it
/// tells how well it is read, not how right it is.
void collectEvidence(ClockJudgement &judgement, const Verdict &measured, const std::vector<Claim> &claims)
{
    if (measured.state == VerdictState::Compared && measured.offset) {
        judgement.measuredHere = true;
        judgement.source = measured.source;
        judgement.offset = measured.offset;
        judgement.bound = measured.bound;
        judgement.measuredAt = measured.measuredAt;
        judgement.agreeing = measured.agreeing;
        return;
    }
    const auto best = std::ranges::min_element(claims, {}, [](const Claim &claim) {
        return std::tuple(claim.footing, !claim.isBounded(), claim.interval.bound);
    });
    if (best == claims.end())
        return;
    const DaemonReport &daemon = *best->daemon;
    judgement.source = followedName(daemon);
    judgement.offset = best->interval.offset;
    judgement.bound = best->interval.bound;
    judgement.measuredAt = daemon.tracking->lastUpdate.value_or(*daemon.readAt);
    judgement.ofDeviceOnly = best->footing != Footing::Network;
    if (judgement.ofDeviceOnly)
        judgement.device = deviceOf(*best);
}

bool hasMajority(const ClockJudgement &judgement, const Verdict &measured)
{
    return !judgement.measuredHere || (!measured.isDisputed && measured.agreeing > measured.contradicting);
}

void noteContradictions(ClockJudgement &judgement, const Verdict &measured, std::vector<Claim> &claims)
{
    const OffsetClaim evidence{*judgement.offset, judgement.bound};
    const bool isOurs = judgement.measuredHere && hasMajority(judgement, measured);
    for (size_t i = 0; i < claims.size(); ++i) {
        Claim &claim = claims[i];
        if (!claim.isBounded())
            continue;
        judgement.claimsContradict |=
            std::any_of(claims.begin() + qsizetype(i) + 1, claims.end(), [&claim](const Claim &other) {
                return other.isBounded() && contradict(claim.interval, other.interval);
            });
        if (!contradict(claim.interval, evidence))
            continue;
        if (claim.footing == Footing::Network) {
            judgement.contradictsDaemon |= isOurs;
            claim.isRefuted = isOurs && judgement.agreeing > 1;
        } else if (!judgement.ofDeviceOnly) {
            claim.isRefuted = true;
            judgement.device = deviceOf(claim);
        }
    }
}

/// Somebody has told the kernel of a correction not long ago.
bool isUpdated(const std::optional<ClockReport> &clock)
{
    return clock && clock->kernel && clock->kernel->maximumError < updatedError;
}

/// When the last daemon ended that was seen here to end.
std::optional<Instant> lastEnd(const MachineDaemons &machine)
{
    std::optional<Instant> last;
    for (const DaemonReport &daemon : machine.daemons) {
        const bool hasEnded = daemon.answer == DaemonAnswer::Refused && daemon.readAt && !daemon.isElsewhere;
        if (hasEnded && daemon.silentSince)
            last = std::max(last, daemon.silentSince);
    }
    return last;
}

/// Somebody was seen to correct this clock not long ago, and it was none that has ended since.
bool isSteered(const MachineDaemons &machine, const std::optional<ClockReport> &clock)
{
    if (!clock || !clock->steeredAt || clock->readAt - *clock->steeredAt > steeredFor)
        return false;
    const std::optional<Instant> end = lastEnd(machine);
    return !end || *clock->steeredAt > *end + endingTime;
}

ClockState stateBySteering(const ClockJudgement &judgement, const MachineDaemons &machine,
                           const std::optional<ClockReport> &clock, const std::vector<Claim> &claims,
                           Instant now)
{
    // To follow what is wrong is not to keep the clock right.
    const auto isMisled = [&claims](const DaemonReport &daemon) {
        return std::ranges::any_of(
            claims, [&daemon](const Claim &claim) { return claim.daemon == &daemon && claim.isRefuted; });
    };
    const auto any = [&](bool (*is)(const DaemonReport &, Instant)) {
        return std::ranges::any_of(machine.daemons, [&](const DaemonReport &daemon) {
            return is(daemon, now) && !isMisled(daemon);
        });
    };
    if (judgement.steering == Steering::Nobody)
        return ClockState::Unsynchronised;
    if (!judgement.daemonTells)
        return isUpdated(clock) || isSteered(machine, clock) ? ClockState::Synchronised
                                                             : ClockState::Unsynchronised;
    if (any(&isCorrecting))
        return ClockState::Settling;
    if (any(&isFollowing))
        return ClockState::Synchronised;
    return any(&isGathering) ? ClockState::Settling : ClockState::Unsynchronised;
}

/// What the evidence, which is there, and the steering come to together.
ClockState stateOf(const ClockJudgement &judgement, const Verdict &measured, ClockState bySteering)
{
    const Duration off = judgement.offset->magnitude();
    if (!hasMajority(judgement, measured))
        return ClockState::Unknown;
    // One server's word against that of a daemon, which has compared several.
    if (judgement.contradictsDaemon && judgement.agreeing <= 1)
        return ClockState::Unknown;
    if (off - judgement.bound > judgement.limit)
        return ClockState::Wrong;
    const bool isWithin = off + judgement.bound <= judgement.limit;
    // They work against each other, and what is so now need not stay so.
    if (judgement.claimsContradict)
        return judgement.measuredHere && isWithin ? ClockState::Unsynchronised : ClockState::Unknown;
    if (!isWithin)
        return bySteering == ClockState::Settling ? ClockState::Settling : ClockState::Unknown;
    if (bySteering != ClockState::Synchronised)
        return bySteering;
    // Whether its host's clock is right nobody has said. A receiver of the time is another matter.
    const bool isOfHost = judgement.ofDeviceOnly && judgement.device->isHostsClock;
    return isOfHost ? ClockState::Unknown : ClockState::Synchronised;
}

/// Of the steering ones at least one says whether it follows a source.
bool anyTells(const MachineDaemons &machine)
{
    return std::ranges::any_of(machine.daemons, [](const DaemonReport &daemon) {
        return maySteer(daemon) && daemon.answer == DaemonAnswer::Answering && daemon.readAt;
    });
}

/// It follows a source and leaves this clock alone, by order or for want of the right to set it.
bool isPassedOver(const DaemonReport &daemon)
{
    const Discipline discipline = disciplineOf(daemon);
    return daemon.tracking && daemon.tracking->synchronised &&
           (discipline == Discipline::Renounced || discipline == Discipline::Forbidden);
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

bool maySteer(const OtherSteerer &other)
{
    return other.steersByItself && other.maySetClock.value_or(false);
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
    // Several of them can each keep another clock, such as a network card's.
    const bool hasProgram =
        std::ranges::any_of(machine.others, [](const OtherSteerer &other) { return maySteer(other); });
    if (daemons + (hasProgram ? 1 : 0) > 1)
        return Steering::SeveralDaemons;
    if (daemons == 1)
        return Steering::Daemon;
    if (hasProgram)
        return Steering::OtherProgram;
    if (machine.host.kind == HostMachine::Kind::Container || machine.host.kind == HostMachine::Kind::Wsl)
        return Steering::Host;
    return isSteered(machine, clock) ? Steering::Unseen : Steering::Nobody;
}

ClockJudgement judgeClock(const Verdict &measured, const MachineDaemons &machine,
                          const std::optional<ClockReport> &clock, Instant now, const ClockLimits &limits)
{
    ClockJudgement judgement;
    judgement.limit = limits.warning;
    judgement.steering = steeringOf(machine, clock);
    judgement.daemonTells = anyTells(machine);
    judgement.isWordPassedOver = std::ranges::any_of(machine.daemons, isPassedOver);
    judgement.asked = measured.asked;
    std::vector<Claim> claims = claimsOf(machine, now);
    collectEvidence(judgement, measured, claims);
    if (judgement.offset)
        noteContradictions(judgement, measured, claims);
    judgement.isBeingCorrected = std::ranges::any_of(
        machine.daemons, [now](const DaemonReport &daemon) { return isCorrecting(daemon, now); });
    const ClockState bySteering = stateBySteering(judgement, machine, clock, claims, now);
    if (judgement.offset) {
        judgement.state = stateOf(judgement, measured, bySteering);
        return judgement;
    }
    const bool isKnown = bySteering == ClockState::Settling || judgement.steering == Steering::Nobody;
    judgement.state = isKnown ? bySteering : ClockState::Unknown;
    return judgement;
}

} // namespace synchroscope
