// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clock.h"

#include <ctime>

namespace synchroscope {

namespace {

Duration readClock(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

} // namespace

ClockReading SystemClock::read() const
{
    ClockReading best;
    Duration narrowest = Duration::max();
    for (int attempt = 0; attempt < 3; ++attempt) {
        const Duration before = readClock(CLOCK_MONOTONIC_RAW);
        const Duration realtime = readClock(CLOCK_REALTIME);
        const Duration after = readClock(CLOCK_MONOTONIC_RAW);
        if (after - before >= narrowest)
            continue;
        narrowest = after - before;
        best.realtime = Instant(realtime);
        best.raw = RawInstant(before + (after - before) / 2);
    }
    best.boot = BootInstant(readClock(CLOCK_BOOTTIME));
    best.monotonic = MonotonicInstant(readClock(CLOCK_MONOTONIC));
    return best;
}

} // namespace synchroscope
