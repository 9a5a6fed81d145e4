// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/selection.h"

namespace synchroscope {

/// What can be said of this clock from our own measurements alone. It never says "synchronised": that takes
/// the daemon's word, which is not looked at here.
enum class VerdictState : quint8 {
    NothingWatched, ///< no server to ask
    Paused,         ///< the user stopped the questions
    NoAnswerYet,    ///< asked, and neither an answer nor a failure so far
    Compared,       ///< servers' answers say how far off this clock is
    NobodyAnswers,  ///< every server has failed
};

/// The little that the verdict needs of each source.
struct VerdictSource : SelectionSource
{
    QString name = {};
    bool asked = false;   ///< a first request, or the name's look-up, is under way or done
    bool noWay = false;   ///< failed before anything was sent: no route, or its name not found
    bool reached = false; ///< failed, but by its own word: the way there is open
    std::optional<Instant> expectedAnswer = {}; ///< when the first answer can be there
    Instant measuredAt = {};
};

struct Verdict
{
    VerdictState state = VerdictState::NothingWatched;
    int asked = 0;         ///< servers that are or were asked
    int answering = 0;     ///< servers whose latest round brought an answer
    int total = 0;         ///< servers watched
    int noWay = 0;         ///< servers to which nothing could be sent
    bool offline = false;  ///< nobody can be asked, because this computer has no network
    int reached = 0;       ///< servers that failed by their own word
    int agreeing = 0;      ///< servers that answer and make the majority
    int contradicting = 0; ///< servers that answer and that the majority contradicts
    /// Servers contradict each other, and no side has a majority: `agreeing` and `contradicting` are then
    /// those that agree with `source` alone, and that do not.
    bool isDisputed = false;
    std::optional<Duration> firstAnswerIn; ///< NoAnswerYet: from now
    // Compared, and what was last known in the other states:
    QString source;               ///< the nearest that agrees; without a majority, whose word the offset is
    std::optional<Offset> offset; ///< the combined one
    Duration bound{};
    std::optional<Duration> statistical; ///< of the combined offset, see CombinedAnswer
    Instant measuredAt;                  ///< when `source` was

    friend bool operator==(const Verdict &, const Verdict &) = default;
};

/// By the combined answer of a majority. Without one nobody can say who is right: by the answering source of
/// the smallest bound. `now` is the moment that the offsets speak of.
Verdict judge(std::span<const VerdictSource> sources, bool paused, Instant now);

} // namespace synchroscope
