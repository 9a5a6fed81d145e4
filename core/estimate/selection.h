// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/offset.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// What a source says last: the truth lies within offset ± bound.
struct OffsetClaim
{
    Offset offset;
    Duration bound{}; ///< half-width, not negative
};

/// No value is allowed by both.
bool contradict(const OffsetClaim &a, const OffsetClaim &b);

/// Beyond it nothing is concluded from a source: chrony's default of maxdistance.
inline constexpr Duration largestSourceBound = std::chrono::seconds(3);

/// What a source is to the combined answer; of those that have no part in it, one value for each reason.
enum class SourceUse : quint8 {
    Combined,          ///< agrees, and is counted into the offset
    Distant,           ///< agrees, and vouches only: its root distance is far beyond the best
    Outlier,           ///< agrees, and vouches only: it scatters so much that the offset is better without it
    Falseticker,       ///< contradicts the majority
    NoMajority,        ///< doubted: sources contradict each other, and no majority decides about this one
    UnconfirmedDevice, ///< a reference clock that no majority of network servers confirms
    NoAnswer,          ///< has not answered so far
    Stale,             ///< answered, and does not any more
    Unsynchronised,    ///< says itself that it does not know the time
    StratumTooHigh,    ///< more steps from a reference clock than NTP counts
    TooFar,            ///< its root distance is larger than is allowed
    Jittery,           ///< its answers scatter by more than is allowed
    SameServer,        ///< asked under another name too, which has the vote
    ThisComputer,      ///< it tells this very clock
};

/// Those that make the majority.
bool agrees(SourceUse use);

struct SelectionSource
{
    std::optional<Offset> offset = {}; ///< as of now; nothing: no answer so far
    Duration bound{};                  ///< half-width with its ageing until now: RFC 5905's root distance
    std::optional<Duration> statistical = {}; ///< half-width of what the offset scatters; nothing: not known
    Duration jitter{};                        ///< RMS of the answers; counts while `statistical` is not known
    bool failed = false;                      ///< its latest round ended without an answer
    bool isUnsynchronised = false;
    bool isReferenceClock = false;
    bool isThisComputer = false;
    int stratum = 0;    ///< 0: not known
    QString place = {}; ///< "192.0.2.1 123": what is asked twice counts once; empty: not known
    /// Where the same server is said to be too. It is the source's own word: whoever is asked there keeps the
    /// vote, and this one loses its own.
    QString otherPlace = {};
};

/// What the sources say of this clock together.
struct CombinedAnswer
{
    Offset offset; ///< the mean of the combined ones by the inverse of their root distances
    /// Every value that more than half of the sources allow lies between these two. So the truth does,
    /// whenever more than half of the sources are right, wherever the others stand. As claims age, it widens.
    Offset lowest;
    Offset highest;
    Duration bound{}; ///< half-width: from the offset to the farther of them
    /// Half-width of the offset's scatter; nothing: that of a combined one is not known.
    std::optional<Duration> statistical;
    Instant at;        ///< the moment it speaks of, on this clock
    int witnesses = 0; ///< that agree, whether they are combined or vouch only

    friend bool operator==(const CombinedAnswer &, const CombinedAnswer &) = default;
};

struct Selection
{
    std::vector<SourceUse> uses;          ///< one per source
    std::optional<CombinedAnswer> answer; ///< nothing: nobody has a vote, or there is no majority

    bool isDisputed() const;
};

/// Marzullo's intersection (RFC 5905 section 11.2.1): the majority is the largest set of sources with a value
/// that all of them allow, if it is more than half of the usable ones. Of several sets of that size those
/// agree that are of all, and the others of them are doubted: nobody can say which set is right. Of two that
/// disagree both are doubted.
/// Reference clocks have no vote: they join a majority of network servers whose common values they meet,
/// unless they contradict each other. Pure; `now` is the moment that the claims speak of.
Selection selectSources(std::span<const SelectionSource> sources, Instant now);

} // namespace synchroscope
