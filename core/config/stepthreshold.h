// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"
#include "core/ntp/instant.h"

#include <optional>

namespace synchroscope {

/// From what offset on a daemon of these files steps the clock after it was started, instead of slewing it:
/// chrony's makestep if it has a limit left at the start, or its initstepslew; timesyncd's 0.4 s; ntpd's and
/// NTPsec's 0.128 s or their `tinker step`, of two directions the one that comes first. What the daemon was
/// told on its command line (`chronyd -R`, `ntpd -x`) is not in the files. Absent: it never steps, or its
/// configuration is none that can be edited.
std::optional<Duration> stepThreshold(DaemonKind daemon, const NamedServers &configuration);

/// chrony's "makestep THRESHOLD LIMIT".
struct ChronyStepRule
{
    Duration threshold{}; ///< from which on an update of the clock steps it
    int limit = 0;        ///< so many updates after the start do; negative: all
    QString text;         ///< both as they stand: "1 3"
};

/// The makestep line that counts; absent: there is none, or it never steps.
std::optional<ChronyStepRule> chronyStepRule(const NamedServers &configuration);

} // namespace synchroscope
