// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/dhcphook.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

QStringList dhcpHooks(const QString &file)
{
    if (file.startsWith("/run/chrony-dhcp/"_L1))
        return {u"/etc/dhcp/dhclient-exit-hooks.d/chrony"_s,
                u"/usr/lib/NetworkManager/dispatcher.d/20-chrony-dhcp"_s};
    if (file == "/run/ntpsec/ntp.conf.dhcp"_L1)
        return {u"/etc/dhcp/dhclient-exit-hooks.d/ntpsec"_s, u"/etc/NetworkManager/dispatcher.d/ntpsec"_s};
    if (file == "/run/systemd/timesyncd.conf.d/01-dhclient.conf"_L1)
        return {u"/etc/dhcp/dhclient-exit-hooks.d/timesyncd"_s};
    return {};
}

} // namespace synchroscope
