// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

/// Which series of the chart and the history belong to what time daemons tell.
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

} // namespace synchroscope
