// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "core/ntp/reply.h"
#include "core/ntp/sample.h"

#include <QString>

/// The stable words of the JSON output: never translated, never renamed.
namespace synchroscope::ctl {

QString nameOf(QueryOutcome outcome);
QString nameOf(LeapIndicator leap);
QString nameOf(Timestamping timestamping);
QString nameOf(SourceActivity activity);
QString nameOf(EstimateMethod method);

} // namespace synchroscope::ctl
