// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace synchroscope {

class ConfigDocument;

/// Debian's /etc/default/ntpsec, which the script that starts NTPsec reads: whether it says IGNORE_DHCP=yes,
/// so that the administrator's file counts and not the copy with the network's servers.
bool ignoresDhcp(const QByteArray &defaults);

/// Has it say so: the assignment that counts is replaced, or one is added.
void ignoreDhcp(ConfigDocument &defaults);

} // namespace synchroscope
