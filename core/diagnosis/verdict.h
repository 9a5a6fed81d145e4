// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/offset.h"

#include <QString>

#include <optional>
#include <span>

namespace synchroscope {

/// What can be said of this clock from our own measurements alone. It never says "synchronised": that takes
/// the agreement of several sources and the daemon's word, which are not looked at here.
enum class VerdictState : quint8 {
    NothingWatched, ///< no server to ask
    Paused,         ///< the user stopped the questions
    NoAnswerYet,    ///< asked, and neither an answer nor a failure so far
    Compared,       ///< one server's answer says how far off this clock is
    NobodyAnswers,  ///< every server has failed
};

/// The little that the verdict needs of each source.
struct VerdictSource
{
    QString name;
    bool asked = false;   ///< a first request, or the name's look-up, is under way or done
    bool failed = false;  ///< its latest round ended without an answer
    bool noWay = false;   ///< failed before anything was sent: no route, or its name not found
    bool reached = false; ///< failed, but by its own word: the way there is open
    std::optional<Instant> expectedAnswer; ///< when the first answer can be there
    std::optional<Offset> offset;
    Duration bound{};
    Instant measuredAt;
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
    int contradicting = 0; ///< servers that answer and whose bounds leave no common value with `source`'s
    std::optional<Duration> firstAnswerIn; ///< NoAnswerYet: from now
    // Compared, and what was last known in the other states:
    QString source;
    std::optional<Offset> offset;
    Duration bound{};
    Instant measuredAt;

    friend bool operator==(const Verdict &, const Verdict &) = default;
};

/// Compares with the answering source of the smallest bound among the largest group that agrees: one server
/// alone against the others is not believed for its small bound. `now` serves only for `firstAnswerIn`.
Verdict judge(std::span<const VerdictSource> sources, bool paused, Instant now);

} // namespace synchroscope
