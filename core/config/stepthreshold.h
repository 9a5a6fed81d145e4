// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"
#include "core/ntp/instant.h"

#include <optional>

namespace synchroscope {

/// From what offset on a daemon of these files steps the clock after it was started, instead of slewing it:
/// chrony's makestep if it has a limit left at the start, timesyncd's 0.4 s, ntpd's and NTPsec's 0.128 s or
/// their `tinker step`. Absent: it never steps.
std::optional<Duration> stepThreshold(DaemonKind daemon, const NamedServers &configuration);

} // namespace synchroscope
