// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"
#include "core/ntp/instant.h"

#include <QString>

/// What a change of a server list comes to, in sentences. Pure.
namespace synchroscope::wording {

/// What is at hand to whom it is told: boxes to tick, or options to type.
enum class Reader : quint8 { Window, Terminal };

/// Why there is no plan, and what to do instead.
QString planFault(const PlanFault &fault, DaemonKind daemon, Reader reader,
                  const std::optional<DaemonVersion> &version = {});

/// What somebody should know before it is done.
QString planWarning(const PlanWarning &warning, DaemonKind daemon, Reader reader,
                    const std::optional<DaemonVersion> &version = {});

/// What the daemon must do for it, and what that means.
QString planEffect(ChangeEffect effect, DaemonKind daemon);

/// The same where it is known what a restart does to this clock: it is stepped by `step`, or not at all.
QString planEffect(ChangeEffect effect, DaemonKind daemon, std::optional<Duration> step);

} // namespace synchroscope::wording
