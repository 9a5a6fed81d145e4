// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"

namespace synchroscope {

/// Why a daemon treats a source as it does, as far as it tells anybody. More than this only root can ask
/// (`chronyc selectdata`).
enum class StandingReason : quint8 {
    Followed,
    Counted,       ///< its time goes into the result
    NotNeeded,     ///< good, but a better one is followed and this one is not counted
    TooFewSources, ///< good, but the daemon wants more good sources, or a certain one, before it follows any
    Outvoted,      ///< contradicts the majority
    NoMajority,    ///< contradicts others, and nobody has a majority
    TooVariable,   ///< its samples scatter by more than is allowed (chrony's maxjitter, 1 s)
    NoAddress,     ///< its name has no address so far
    UnfilledPlace, ///< of a pool whose name has no more addresses; others of it are used
    Offline,       ///< the daemon was told not to ask
    NeverAnswered,
    DeviceSilent, ///< a reference clock that has not given a sample
    Gathering,    ///< answers, and has too few samples so far
    Comparing,    ///< has just got enough samples, and no source is followed so far
    AnswersLost,  ///< it gave samples, and none of the last eight polls was answered
    TooFar,       ///< its own error is larger than what is allowed (chrony's maxdistance, 3 s)
    OnlyNamed,    ///< in the daemon's files; what it makes of it, it has not told
    Spare,        ///< this daemon asks one server at a time, and this is not the one
    NotTold,      ///< for a reason that the daemon does not tell us
};

struct Standing
{
    StandingReason reason = StandingReason::NotTold;
    int samples = 0;
    std::optional<int> neededSamples; ///< before it can be followed; nothing: this daemon has no such number
    /// Gathering: about when there are enough, at the present pace, and never before the reading; absent
    /// while the next answer is overdue.
    std::optional<Instant> readyAt;
    bool isOverdue = false; ///< Gathering: the next sample should have come already

    friend bool operator==(const Standing &, const Standing &) = default;
};

/// The source that a daemon follows; null: none.
const DaemonSource *followedSource(const DaemonReport &daemon);
/// Its name as configured, else what the daemon calls it; empty: none, or it does not tell.
QString followedName(const DaemonReport &daemon);

/// What is known of a source is what its daemon said before it fell silent.
bool isPast(const DaemonReport &daemon, const Standing &standing);

/// `source` is one of the daemon's.
Standing standingOf(const DaemonReport &daemon, const DaemonSource &source);

} // namespace synchroscope
