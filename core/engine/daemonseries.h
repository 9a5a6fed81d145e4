// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/engine/snapshot.h"

#include <vector>

/// What time daemons tell, as series for the chart and the history.
namespace synchroscope {

/// Of a daemon's own idea of the time.
enum class TrackingQuantity : quint8 {
    SystemOffset, ///< bounded by root delay/2 + root dispersion
    Frequency,    ///< nanoseconds per second: 1 ppm is 1000 ns
    RootDelay,
    RootDispersion,
};

/// Of the daemon itself: what the ids of its series begin with.
SourceId seriesId(const DaemonReport &daemon);
/// Stable over restarts of the daemon and of this program, and whether or not a name is resolved.
SourceId seriesId(const DaemonReport &daemon, const DaemonSource &source);
SourceId seriesId(const DaemonReport &daemon, TrackingQuantity quantity);

/// What `after` tells and `before` did not: each source's new sample once, at its time and with its error,
/// and the daemon's own figures after each of its updates. `before` is nothing at first. Both reports are of
/// one daemon.
std::vector<NewSample> newSamples(const DaemonReport *before, const DaemonReport &after,
                                  const ClockReading &now);

} // namespace synchroscope
