// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"
#include "core/ntp/instant.h"

#include <optional>

/// What a daemon's files allow, where that is not what they allow everywhere.
namespace synchroscope {

/// Beyond which root distance a source is not used: chrony's maxdistance (3 s), ntpd's and NTPsec's `tos
/// maxdist` (1.5 s), timesyncd's RootDistanceMaxSec= (5 s, whatever its files say: it tells the value over
/// D-Bus). Absent: this daemon has no such limit that is known.
std::optional<Duration> distanceLimit(DaemonKind daemon, const NamedServers &configuration);

/// Of chrony, beyond which scatter of its samples a source is not used: maxjitter (1 s).
Duration chronyScatterLimit(const NamedServers &configuration);

/// Of chrony, the seconds that it takes to correct one: 12, and more with a lower maxslewrate.
double chronySlewPace(const NamedServers &configuration);

/// chronyd makes leap seconds by a list of its own (leapsectz, leapseclist), whatever its sources say. The
/// line; empty: there is none.
QString chronyLeapList(const NamedServers &configuration);

} // namespace synchroscope
