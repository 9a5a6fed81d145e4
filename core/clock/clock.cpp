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

struct ClockPair
{
    Duration inner{};
    Duration outer{};
};

// Three readings in a row take less, unless this process loses the processor between them.
constexpr Duration undisturbed = 500ns;

// The narrowest of at most three tries counts.
ClockPair readTogether(clockid_t inner, clockid_t outer)
{
    ClockPair best;
    Duration narrowest = Duration::max();
    for (int attempt = 0; attempt < 3; ++attempt) {
        const Duration before = readClock(outer);
        const Duration between = readClock(inner);
        const Duration after = readClock(outer);
        if (after - before >= narrowest)
            continue;
        narrowest = after - before;
        best = {between, before + (after - before) / 2};
        if (narrowest <= undisturbed)
            break;
    }
    return best;
}

} // namespace

ClockReading SystemClock::read() const
{
    const ClockPair wall = readTogether(CLOCK_REALTIME, CLOCK_MONOTONIC_RAW);
    const ClockPair boot = readTogether(CLOCK_BOOTTIME, CLOCK_MONOTONIC);
    return {.realtime = Instant(wall.inner),
            .raw = RawInstant(wall.outer),
            .boot = BootInstant(boot.inner),
            .monotonic = MonotonicInstant(boot.outer)};
}

} // namespace synchroscope
