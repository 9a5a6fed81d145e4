// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/kernelclock.h"

#include <algorithm>
#include <limits>

#include <sys/timex.h>
#include <unistd.h>

namespace synchroscope {

namespace {

static_assert(static_cast<int>(KernelStatusBit::Pll) == STA_PLL);
static_assert(static_cast<int>(KernelStatusBit::Unsynchronised) == STA_UNSYNC);
static_assert(static_cast<int>(KernelStatusBit::Nanoseconds) == STA_NANO);
static_assert(static_cast<int>(KernelStatusBit::Clock) == STA_CLK);

KernelLeapState leapState(int state)
{
    switch (state) {
    case TIME_OK:
        return KernelLeapState::Ok;
    case TIME_INS:
        return KernelLeapState::InsertPending;
    case TIME_DEL:
        return KernelLeapState::DeletePending;
    case TIME_OOP:
        return KernelLeapState::InProgress;
    case TIME_WAIT:
        return KernelLeapState::Occurred;
    default:
        return KernelLeapState::Error;
    }
}

/// Of a kernel that says nonsense too: saturates.
Duration microseconds(long count)
{
    constexpr long most = std::numeric_limits<Duration::rep>::max() / 1000;
    return std::chrono::microseconds(std::clamp(count, -most, most));
}

/// Parts per million that freq (ppm × 2^16) and tick (µs) speed the clock up by.
double correctionPpm(const timex &answer, long ticksPerSecond)
{
    const double ofFrequency = static_cast<double>(answer.freq) / 65536;
    if (ticksPerSecond <= 0)
        return ofFrequency;
    const double nominalTick = 1e6 / static_cast<double>(ticksPerSecond);
    return ofFrequency + (static_cast<double>(answer.tick) / nominalTick - 1) * 1e6;
}

} // namespace

std::optional<KernelClock> readKernelClock()
{
    timex answer{}; // modes = 0: read
    const int state = adjtimex(&answer);
    return decodeTimex(answer, state, sysconf(_SC_CLK_TCK));
}

std::optional<KernelClock> decodeTimex(const timex &answer, int state, long ticksPerSecond)
{
    if (state < 0)
        return std::nullopt;
    const auto status = KernelStatus::fromInt(static_cast<quint16>(answer.status));
    const Duration offset =
        status.testFlag(KernelStatusBit::Nanoseconds) ? Duration(answer.offset) : microseconds(answer.offset);
    // −2^63 has no negative
    const Duration theta = std::max(offset, -Duration::max());
    return KernelClock{
        .offset =
            status.testFlag(KernelStatusBit::Pll) ? std::optional(Offset::fromNtpTheta(theta)) : std::nullopt,
        .frequencyPpm = -correctionPpm(answer, ticksPerSecond),
        .maximumError = microseconds(answer.maxerror),
        .estimatedError = microseconds(answer.esterror),
        .status = status,
        .leap = leapState(state),
        .taiOffset = answer.tai != 0 ? std::optional(answer.tai) : std::nullopt,
        .tick = std::chrono::microseconds(answer.tick),
    };
}

bool wasSteered(const KernelClock &before, const KernelClock &after)
{
    // Both are made of the same integers, so that unchanged ones are equal.
    return after.maximumError < before.maximumError || after.frequencyPpm != before.frequencyPpm ||
           after.tick != before.tick;
}

} // namespace synchroscope
