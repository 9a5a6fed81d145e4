// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <optional>
#include <span>

namespace synchroscope {

/// An answer that contradicts what the answers before allow, by more than any path or oscillator explains:
/// either the server has moved or this computer's clocks have.
struct SourceMove
{
    Duration moved{};     ///< of this clock against the server, positive: forward
    Duration tolerance{}; ///< half-width of its error
    BootInstant after;    ///< the last answer that agreed
    BootInstant before;   ///< the first that did not
};

/// What one source has to say about a move.
struct MoveWitness
{
    std::optional<SourceMove> move; ///< its latest; absent: its answers agree
    BootInstant lastAnswer;
};

/// All that have answered since see the same move: this computer's clocks stood still, or were set in a way
/// that no clock of its own shows.
struct CommonMove
{
    Duration moved{};
    Duration tolerance{};
    BootInstant after; ///< within this time
    BootInstant before;

    friend bool operator==(const CommonMove &, const CommonMove &) = default;
};

/// Nothing while fewer than two sources have moved, or not the most of all, or one that answered later has
/// not, or they disagree about how far or when. Pure.
std::optional<CommonMove> commonMove(std::span<const MoveWitness> sources);

} // namespace synchroscope
