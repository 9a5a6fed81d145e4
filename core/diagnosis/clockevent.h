// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

namespace synchroscope {

/// Something that happened to this computer's clock, or to the time in which the computer ran. None of it is
/// a server's fault, though every server seems to have moved.
struct ClockEvent
{
    enum class Kind : quint8 {
        Stepped,   ///< somebody set the clock
        Slewed,    ///< somebody moved it little by little, faster than its frequency is corrected
        Suspended, ///< the computer slept
        Stalled,   ///< the program did not run while the clocks went on: it, or the computer, was stopped
        Paused,    ///< the computer was stopped with its clocks: all servers have moved together
    };

    Kind kind = Kind::Stepped;
    Instant at;         ///< of its end, or so far; by this clock as it is now
    Duration lasted{};  ///< zero: at once
    Duration moved{};   ///< of this clock against true time; positive: forward, it is further ahead since
    bool isOver = true; ///< only a slew is told before its end

    friend bool operator==(const ClockEvent &, const ClockEvent &) = default;
};

} // namespace synchroscope
