// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"

#include <QStringList>

namespace synchroscope {

/// What a person would type to do what `plan` says: shellCommands() and what tells the daemon. `unit` is
/// systemd's, as which the daemon runs; empty: the usual one, which the plan names.
QStringList changeCommands(const ChangePlan &plan, const QString &unit = {});

} // namespace synchroscope
