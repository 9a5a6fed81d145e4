// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

namespace synchroscope {

/// Something that happened to this computer's clock, or to the time in which the computer ran. None of it is
/// a server's fault, though every server seems to have moved.
struct ClockEvent
{
    enum class Kind : quint8 {
        Stepped,    ///< somebody set the clock
        LeapSecond, ///< the kernel set it by a second, as all clocks that keep UTC are then
        Slewed,     ///< somebody moved it little by little, faster than its frequency is corrected
        Suspended,  ///< the computer slept
        Stalled,    ///< the program did not run while the clocks went on: it, or the computer, was stopped
        Paused,     ///< the computer was stopped with its clocks: all servers have moved together
    };

    Kind kind = Kind::Stepped;
    Instant at;        ///< of its end, or so far; by this clock as it is now
    Duration lasted{}; ///< zero: at once
    /// Of this clock; positive: forward. But for leap seconds, it is further ahead of true time since.
    Duration moved{};
    bool isOver = true; ///< only a slew is told before its end

    friend bool operator==(const ClockEvent &, const ClockEvent &) = default;
};

} // namespace synchroscope
