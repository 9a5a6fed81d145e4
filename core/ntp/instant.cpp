// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/instant.h"

#include <cmath>

namespace synchroscope {

Duration fromSeconds(double seconds)
{
    const double nanoseconds = seconds * 1e9;
    if (std::isnan(nanoseconds))
        return Duration::zero();
    // 2^63 as a double; the largest double below it still fits into the counter.
    if (nanoseconds >= 9223372036854775808.0)
        return Duration::max();
    if (nanoseconds <= -9223372036854775808.0)
        return -Duration::max(); // whose negative there is, as there is none of min()
    return Duration(std::llround(nanoseconds));
}

} // namespace synchroscope
