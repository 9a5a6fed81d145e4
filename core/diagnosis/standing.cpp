// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/standing.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// MIN_SAMPLES_FOR_REGRESS of chrony's regress.h; DEFAULT_MAX_DISTANCE of its conf.c.
constexpr int chronySamplesNeeded = 3;
constexpr Duration chronyMaximumDistance = 3s;

/// The letter says that nobody is outvoted by a majority: chronyd then doubts all.
bool hasMajority(const DaemonReport &daemon)
{
    return std::ranges::any_of(daemon.sources, [](const DaemonSource &source) {
        return source.standing == SourceStanding::Selected || source.standing == SourceStanding::Combined ||
               source.standing == SourceStanding::Selectable;
    });
}

bool allAreOffline(const DaemonReport &daemon)
{
    return daemon.activity && daemon.activity->offline > 0 && daemon.activity->online == 0;
}

StandingReason unusableReason(const DaemonReport &daemon, const DaemonSource &source, const Standing &known)
{
    if (!source.resolved)
        return StandingReason::NoAddress;
    if (daemon.kind == DaemonKind::Timesyncd && source.letter == ' ')
        return StandingReason::Spare;
    const bool isSilent = source.reach == quint8(0);
    if (!source.lastSample && known.samples == 0) {
        if (source.mode == SourceMode::ReferenceClock)
            return StandingReason::DeviceSilent;
        if (isSilent && allAreOffline(daemon))
            return StandingReason::Offline;
        return isSilent || !source.reach ? StandingReason::NeverAnswered : StandingReason::NotTold;
    }
    if (isSilent)
        return StandingReason::AnswersLost;
    if (known.neededSamples && known.samples < *known.neededSamples)
        return StandingReason::Gathering;
    if (daemon.kind == DaemonKind::Chrony && source.error && *source.error > chronyMaximumDistance)
        return StandingReason::TooFar;
    return StandingReason::NotTold;
}

} // namespace

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
    case SourceStanding::Unusable:
        standing.reason = unusableReason(daemon, source, standing);
        break;
    }
    if (standing.reason == StandingReason::Gathering && source.lastSample && source.pollLog2) {
        const Duration poll = fromLog2Seconds(std::clamp(*source.pollLog2, -7, 24)); // chrony's own limits
        standing.readyAt = *source.lastSample + poll * (*standing.neededSamples - standing.samples);
    }
    return standing;
}

} // namespace synchroscope
