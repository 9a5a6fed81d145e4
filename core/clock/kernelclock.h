// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"

struct timex;

namespace synchroscope {

/// Reads the kernel's clock by adjtimex. Nothing here can set it: the only call is made with modes = 0, and
/// what it is called with is nobody's to pass in. Absent where the kernel refuses even that. Any thread.
std::optional<KernelClock> readKernelClock();

/// What adjtimex has filled in, and what it returned (TIME_OK …); `ticksPerSecond` is sysconf(_SC_CLK_TCK).
/// Absent if it failed (−1).
///
/// Signs. The kernel adds `offset` to the clock: ntp_update_offset() takes reference − clock, which is RFC
/// 5905's theta (systemd-timesyncd passes its theta on as it is). `freq` and `tick` make the clock run
/// faster; so with a positive one the clock would be slow, which chronyc calls a negative frequency (chrony's
/// sys_timex.c turns the sign as well).
std::optional<KernelClock> decodeTimex(const timex &answer, int state, long ticksPerSecond);

/// Whether somebody has corrected the clock between two readings: by itself the largest error only grows, and
/// frequency and tick stay.
bool wasSteered(const KernelClock &before, const KernelClock &after);

} // namespace synchroscope
