// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"
#include "core/ntp/instant.h"

#include <QString>

/// What a change of a server list comes to, in sentences. Pure.
namespace synchroscope::wording {

/// Why there is no plan, and what to do instead.
QString planFault(const PlanFault &fault, DaemonKind daemon,
                  const std::optional<DaemonVersion> &version = {});

/// What somebody should know before it is done.
QString planWarning(const PlanWarning &warning, DaemonKind daemon,
                    const std::optional<DaemonVersion> &version = {});

/// What the daemon must do for it, and what that means.
QString planEffect(ChangeEffect effect, DaemonKind daemon);

/// The same where it is known what a restart does to this clock: it is stepped by `step`, or not at all.
QString planEffect(ChangeEffect effect, DaemonKind daemon, std::optional<Duration> step);

} // namespace synchroscope::wording
