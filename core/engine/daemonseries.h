// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/engine/snapshot.h"

#include <vector>

/// What time daemons tell, as samples for the chart and the history.
namespace synchroscope {

/// What `after` tells and `before` did not: each source's new sample once, at its time and with its error,
/// and the daemon's own figures after each of its updates. `before` is nothing at first. Both reports are of
/// one daemon.
std::vector<NewSample> newSamples(const DaemonReport *before, const DaemonReport &after,
                                  const ClockReading &now);

} // namespace synchroscope
