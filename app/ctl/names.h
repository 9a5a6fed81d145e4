// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/standing.h"
#include "core/engine/snapshot.h"
#include "core/ntp/reply.h"
#include "core/ntp/sample.h"
#include "ui/wording/stablenames.h"

#include <QString>

/// The stable words of the JSON output: never translated, never renamed.
namespace synchroscope::ctl {

using wording::nameOf; // those that the window copies as CSV too
QString nameOf(LeapIndicator leap);
QString nameOf(Timestamping timestamping);
QString nameOf(EstimateMethod method);
QString nameOf(DaemonKind kind);
QString nameOf(DaemonAnswer answer);
QString nameOf(SourceMode mode);
QString nameOf(SourceStanding standing);
QString nameOf(ServerOrigin origin);
QString nameOf(ServerType type);
QString nameOf(ClockState state);
QString nameOf(Steering steering);
QString nameOf(HostMachine::Kind kind);
QString nameOf(NetworkTimeService service); ///< timedatectl's words

} // namespace synchroscope::ctl
