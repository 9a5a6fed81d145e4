// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

namespace synchroscope {

/// A suspend that counts: no two readings of the clocks differ by so much, and a computer takes longer to
/// sleep and to wake.
inline constexpr Duration leastSuspend = std::chrono::milliseconds(10);

/// The kernel's clocks, read at one moment (within 50 ns of each other).
struct ClockReading
{
    Instant realtime;
    RawInstant raw;
    BootInstant boot;
    MonotonicInstant monotonic;
    /// Whole seconds, as a time service has told the kernel; zero while none has.
    Duration taiMinusRealtime{};

    Duration clockMinusRaw() const { return realtime.time_since_epoch() - raw.time_since_epoch(); }
    /// How long this computer has slept since it was started.
    Duration suspended() const { return boot.time_since_epoch() - monotonic.time_since_epoch(); }
    /// Like clockMinusRaw(), but no suspend changes it.
    Duration clockMinusUptime() const { return clockMinusRaw() - suspended(); }
    /// Slews and suspends leave it alone.
    Duration clockMinusBoot() const { return realtime.time_since_epoch() - boot.time_since_epoch(); }
    /// By how much the kernel has set REALTIME for a leap second since `before`: −1 s for one inserted, 1 s
    /// for one deleted, else zero. It leaves TAI alone then (accumulate_nsecs_to_secs() in Linux'
    /// timekeeping.c); whoever sets the clock sets both, and whoever tells the kernel the TAI offset sets
    /// only TAI.
    Duration leapSince(const ClockReading &before) const;
};

/// Injected wherever time is read, so that a day of polling runs in a second of test.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual ClockReading read() const = 0;
};

/// The machine's own. Any thread.
class SystemClock final : public Clock
{
public:
    /// All others are read between two readings of RAW, REALTIME in their middle; the narrowest of at most
    /// three tries counts.
    ClockReading read() const override;
};

} // namespace synchroscope
