// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/standing.h"

#include <algorithm>
#include <vector>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// MIN_SAMPLES_FOR_REGRESS of chrony's regress.h; DEFAULT_MAX_DISTANCE of its conf.c.
constexpr int chronySamplesNeeded = 3;
constexpr Duration chronyMaximumDistance = 3s;
// BURST_INTERVAL of its ntp_core.c: with iburst the first requests come so quickly.
constexpr Duration chronyBurstInterval = 2s;
// A burst has no more answers (IBURST_TOTAL_SAMPLES there). A source that is still unusable with more has
// another reason than that it is new.
constexpr int chronyBurstSamples = 8;
// chronyd says in whole seconds when a sample was.
constexpr Duration sampleTimeError = 1s;

/// The letter says that nobody is outvoted by a majority: chronyd then doubts all.
bool hasMajority(const DaemonReport &daemon)
{
    return std::ranges::any_of(daemon.sources, [](const DaemonSource &source) {
        return source.standing == SourceStanding::Selected || source.standing == SourceStanding::Combined ||
               source.standing == SourceStanding::Selectable;
    });
}

/// Another source of its name has an address.
bool hasNameAddress(const DaemonReport &daemon, const DaemonSource &source)
{
    return std::ranges::any_of(daemon.sources, [&source](const DaemonSource &other) {
        return other.resolved && other.name == source.name;
    });
}

bool allAreOffline(const DaemonReport &daemon)
{
    return daemon.activity && daemon.activity->offline > 0 && daemon.activity->online == 0 &&
           daemon.activity->burstOnline == 0;
}

/// timesyncd keeps no register of its answers: it has asked twice since the last one, and waited.
bool missesAnswers(const DaemonReport &daemon, const DaemonSource &source)
{
    if (daemon.kind != DaemonKind::Timesyncd || !daemon.readAt || !source.lastSample || !source.pollLog2)
        return false;
    const Duration poll = fromLog2Seconds(std::clamp(*source.pollLog2, 0, 17));
    return *daemon.readAt - *source.lastSample > 2 * poll + 1min;
}

StandingReason unusableReason(const DaemonReport &daemon, const DaemonSource &source, const Standing &known)
{
    // timesyncd looks up only the one whose turn it is.
    if (daemon.kind == DaemonKind::Timesyncd && source.letter == ' ')
        return StandingReason::Spare;
    if (!source.resolved)
        return hasNameAddress(daemon, source) ? StandingReason::UnfilledPlace : StandingReason::NoAddress;
    const bool isDevice = source.mode == SourceMode::ReferenceClock;
    const bool isSilent = source.reach == quint8(0) || missesAnswers(daemon, source);
    if (isSilent && !isDevice && allAreOffline(daemon))
        return StandingReason::Offline;
    if (!source.lastSample && known.samples == 0) {
        if (isDevice)
            return StandingReason::DeviceSilent;
        return isSilent || !source.reach ? StandingReason::NeverAnswered : StandingReason::NotTold;
    }
    if (isSilent)
        return StandingReason::AnswersLost;
    if (known.neededSamples && known.samples < *known.neededSamples)
        return StandingReason::Gathering;
    if (daemon.kind == DaemonKind::Chrony && source.error &&
        *source.error > daemon.distanceLimit.value_or(chronyMaximumDistance))
        return StandingReason::TooFar;
    const bool isNew = known.neededSamples && known.samples <= chronyBurstSamples;
    return isNew && !followedSource(daemon) ? StandingReason::Comparing : StandingReason::NotTold;
}

/// The spans at which its next samples may come, the shortest first.
std::vector<Duration> pacesOf(const DaemonReport &daemon, const DaemonSource &source)
{
    std::vector<Duration> paces;
    // Which sources have one under way is not told; one with so few samples most likely has.
    if (daemon.activity && daemon.activity->burstOnline > 0 && source.mode != SourceMode::ReferenceClock)
        paces.push_back(chronyBurstInterval);
    if (source.pollLog2)
        paces.push_back(fromLog2Seconds(std::clamp(*source.pollLog2, -7, 24))); // chrony's own limits
    return paces;
}

/// When there will be enough samples, if the next one is not more than a pace late.
void reckonReadiness(Standing &standing, const DaemonReport &daemon, const DaemonSource &source)
{
    const bool tellsNoMore = daemon.answer == DaemonAnswer::Silent || daemon.answer == DaemonAnswer::Refused;
    if (tellsNoMore || !source.lastSample)
        return;
    const Instant now = daemon.readAt.value_or(*source.lastSample);
    for (const Duration pace : pacesOf(daemon, source)) {
        standing.isOverdue = now - *source.lastSample > 2 * pace + sampleTimeError;
        if (standing.isOverdue)
            continue;
        const int missing = *standing.neededSamples - standing.samples;
        standing.readyAt = std::max(now, *source.lastSample + pace * missing);
        return;
    }
}

} // namespace

const DaemonSource *followedSource(const DaemonReport &daemon)
{
    const auto found = std::ranges::find(daemon.sources, SourceStanding::Selected, &DaemonSource::standing);
    return found == daemon.sources.end() ? nullptr : &*found;
}

QString followedName(const DaemonReport &daemon)
{
    if (const DaemonSource *source = followedSource(daemon))
        return source->name;
    return daemon.tracking ? daemon.tracking->source : QString();
}

bool isPast(const DaemonReport &daemon, const Standing &standing)
{
    return daemon.answer != DaemonAnswer::Answering && standing.reason != StandingReason::OnlyNamed;
}

Standing standingOf(const DaemonReport &daemon, const DaemonSource &source)
{
    Standing standing;
    if (source.statistics)
        standing.samples = source.statistics->samples;
    if (daemon.kind == DaemonKind::Chrony)
        standing.neededSamples = chronySamplesNeeded;

    switch (source.standing) {
    case SourceStanding::Selected:
        standing.reason = StandingReason::Followed;
        break;
    case SourceStanding::Combined:
        standing.reason = StandingReason::Counted;
        break;
    case SourceStanding::Selectable:
        if (daemon.kind == DaemonKind::NtpdRs)
            standing.reason = StandingReason::NotTold;
        else
            standing.reason = daemon.tracking && daemon.tracking->synchronised
                                  ? StandingReason::NotNeeded
                                  : StandingReason::TooFewSources;
        break;
    case SourceStanding::Falseticker:
        standing.reason = hasMajority(daemon) ? StandingReason::Outvoted : StandingReason::NoMajority;
        break;
    case SourceStanding::Jittery:
        standing.reason = StandingReason::TooVariable;
        break;
    case SourceStanding::Untold:
        standing.reason = StandingReason::OnlyNamed;
        break;
    case SourceStanding::Unusable:
        standing.reason = unusableReason(daemon, source, standing);
        break;
    }
    if (standing.reason == StandingReason::Gathering)
        reckonReadiness(standing, daemon, source);
    return standing;
}

} // namespace synchroscope
