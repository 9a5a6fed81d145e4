// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal> // First: the moc of Qt 6.4 stumbles over <compare> otherwise.

#include <chrono>

/// Points and spans of time. Every clock has a type of its own, so that the compiler refuses to subtract an
/// instant of one clock from an instant of another. All are whole nanoseconds; absolute time is never a
/// double.
namespace synchroscope {

/// A span; ±292 years.
using Duration = std::chrono::nanoseconds;

/// CLOCK_REALTIME: nanoseconds since 1970-01-01 00:00:00 UTC, leap seconds not counted. Steps and slews.
using Instant = std::chrono::sys_time<Duration>;

/// CLOCK_MONOTONIC_RAW: since some start, at the oscillator's own rate. Nobody disciplines it; it stops in
/// suspend.
struct RawClock
{
    using duration = Duration;
    using rep = Duration::rep;
    using period = Duration::period;
    using time_point = std::chrono::time_point<RawClock, Duration>;
    static constexpr bool is_steady = true;
};
using RawInstant = RawClock::time_point;

/// CLOCK_BOOTTIME: like MONOTONIC, but it goes on in suspend. Shared by all processes of one boot.
struct BootClock
{
    using duration = Duration;
    using rep = Duration::rep;
    using period = Duration::period;
    using time_point = std::chrono::time_point<BootClock, Duration>;
    static constexpr bool is_steady = true;
};
using BootInstant = BootClock::time_point;

/// CLOCK_MONOTONIC: slewed, never stepped; it stops in suspend.
struct MonotonicClock
{
    using duration = Duration;
    using rep = Duration::rep;
    using period = Duration::period;
    using time_point = std::chrono::time_point<MonotonicClock, Duration>;
    static constexpr bool is_steady = true;
};
using MonotonicInstant = MonotonicClock::time_point;

/// For figures that leave the program (JSON) or enter floating-point mathematics; spans only.
constexpr double toSeconds(Duration span)
{
    return std::chrono::duration<double>(span).count();
}

/// Rounds to the nearest nanosecond; saturates instead of overflowing, NaN becomes zero.
Duration fromSeconds(double seconds);

} // namespace synchroscope
