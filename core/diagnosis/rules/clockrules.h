// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/finding.h"
#include "core/estimate/selection.h"

#include <optional>
#include <vector>

/// What the rules about the clock share.
namespace synchroscope {

/// How far this clock is off, and who says so.
struct KnownOffset
{
    OffsetClaim claim;
    QStringList names;
    std::vector<Evidence> evidence;

    /// What remains of the offset when the error has its way; negative: the clock may be right.
    Duration least() const { return claim.offset.magnitude() - claim.bound; }
};

/// By a majority that was measured here; without measurements as a daemon claims it that tells its error.
std::optional<KnownOffset> certainOffset(const DiagnosisFacts &facts);

/// This clock less a source, as its daemon tells of it; absent: it does not. chronyd tells of the clock that
/// it keeps itself (chronyc(1): NTP clock), from which this computer's is off by what is left to correct. Of
/// a paste that is often not known.
std::optional<OffsetClaim> claimOf(const DiagnosisFacts &facts, const DaemonReport &daemon,
                                   const DaemonSource &source);

/// What all sources of all daemons say that answer, if no two contradict each other: the one of the smallest
/// error. Servers come before devices.
std::optional<KnownOffset> sourcesOffset(const DiagnosisFacts &facts);

/// The certain one; else what the sources say, unless our own measurements were disputed: then no other word
/// decides.
std::optional<KnownOffset> bestOffset(const DiagnosisFacts &facts);

/// The daemon corrects this clock or would; of pasted text: the one that it tells of.
bool maySteer(const DaemonReport &daemon, const DiagnosisFacts &facts);

/// The whole number of quarter hours that a clock is off as if it was set by another zone, or taken for
/// another zone's: to the minute on whole hours, closer on half hours, of which few zones are, and closest on
/// the four that are at :45; 0: none. `bound` is what the difference itself is unsure of.
int zoneQuarters(Duration difference, Duration bound);

/// By how much this clock has moved from one look to the next, as their sources tell; positive: forward.
/// Absent: by no more than they are unsure of.
std::optional<Duration> movedBetween(const DiagnosisFacts &before, const DiagnosisFacts &after);

void findAboutHardwareClock(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutKernelClock(const DiagnosisFacts &facts, std::vector<Finding> &findings);

} // namespace synchroscope
