// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedservers.h"

#include <vector>

namespace synchroscope {

/// The lines of a daemon's file that it cannot take as they stand, in their order. Of a file by itself: what
/// shows only where files include each other is not among them.
std::vector<ConfigProblem> problemsIn(DaemonKind daemon, const ConfigText &text);

} // namespace synchroscope
