// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

#include <QString>

namespace synchroscope::wording {

/// "chrony", "systemd-timesyncd", "NTPsec", "ntpd".
QString daemonName(DaemonKind daemon);

/// Where a server is named: "/etc/chrony/chrony.conf, line 18", "handed out by the network (DHCP): /run/…,
/// line 1".
QString origin(const NamedServer &server);

/// Who configured a server, where the place is not known: "in the daemon's files".
QString originText(ServerOrigin origin);

} // namespace synchroscope::wording
