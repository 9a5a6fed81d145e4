// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"
#include "core/config/ntpconf.h"

#include <vector>

/// The lines of a configuration that name neither sources nor files, in the order in which its daemon reads
/// them over all files: of most the last one counts.
namespace synchroscope {

/// Of chrony: each as it stands, with at least one word.
std::vector<QByteArray> chronySettings(const NamedServers &configuration);

/// Of ntpd or NTPsec.
std::vector<NtpCommand> ntpSettings(DaemonKind daemon, const NamedServers &configuration);

} // namespace synchroscope
