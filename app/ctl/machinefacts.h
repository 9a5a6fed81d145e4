// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/daemonwatch.h"
#include "core/diagnosis/facts.h"

#include <optional>
#include <vector>

namespace synchroscope::ctl {

/// What the rules look at, of this machine as it is now: read in some seconds, up to four of which its
/// servers are asked once each, unless `measure` is false. Absent, after a complaint: nobody answers at the
/// places that the selections name. Needs a QCoreApplication.
std::optional<DiagnosisFacts> readMachineFacts(const std::vector<DaemonSelection> &selections, bool measure);

} // namespace synchroscope::ctl
