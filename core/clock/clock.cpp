// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clock.h"

#include <ctime>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

Duration readClock(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

// Five readings in a row take less, unless this process loses the processor between them.
constexpr Duration undisturbed = 500ns;
constexpr int attempts = 3;

} // namespace

Duration ClockReading::leapSince(const ClockReading &before) const
{
    const Duration leap = before.taiMinusRealtime - taiMinusRealtime;
    const Duration stepped = clockMinusBoot() - before.clockMinusBoot();
    const bool isLeap = std::chrono::abs(leap) == 1s && std::chrono::abs(stepped - leap) < 500ms;
    return isLeap ? leap : Duration::zero();
}

ClockReading SystemClock::read() const
{
    ClockReading best;
    Duration narrowest = Duration::max();
    for (int attempt = 0; attempt < attempts && narrowest > undisturbed; ++attempt) {
        const Duration before = readClock(CLOCK_MONOTONIC_RAW);
        const Duration boot = readClock(CLOCK_BOOTTIME);
        const Duration wall = readClock(CLOCK_REALTIME);
        const Duration monotonic = readClock(CLOCK_MONOTONIC);
        const Duration after = readClock(CLOCK_MONOTONIC_RAW);
        if (after - before >= narrowest)
            continue;
        narrowest = after - before;
        best = {.realtime = Instant(wall),
                .raw = RawInstant(before + narrowest / 2),
                .boot = BootInstant(boot),
                .monotonic = MonotonicInstant(monotonic),
                .taiMinusRealtime = std::chrono::round<std::chrono::seconds>(readClock(CLOCK_TAI) - wall)};
    }
    return best;
}

} // namespace synchroscope
