// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/diagnosis/daemonreport.h"
#include "core/result.h"

#include <QHostAddress>
#include <QString>

#include <optional>
#include <vector>

namespace synchroscope {

/// What configuration files of time daemons say. The same server named in two places is there twice, each
/// with its place.
struct NamedServers
{
    std::vector<NamedServer> servers; ///< per daemon in the order in which it reads them
    std::vector<NamedDevice> devices; ///< reference clocks, in that order
    /// All that were read, or could not be, in that order, each folder of them before its files.
    std::vector<ConfigurationFile> files;
    std::vector<Error> problems; ///< FileUnreadable and FileMalformed; everything else was read
    /// Of chrony: where it takes commands, 0 for nowhere; absent if the last cmdport is no port, or none was
    /// read.
    std::optional<quint16> commandPort;
    /// Of chrony: the addresses at which it does so; of a family that is missing here, loopback.
    std::vector<QHostAddress> commandAddresses;
};

/// Reads, under the folder `root` ("/" for this machine):
/// - chrony: /etc/chrony/chrony.conf and /etc/chrony.conf with their confdir, sourcedir and include, and
/// /run/chrony-dhcp
///   even where no sourcedir names it;
/// - systemd-timesyncd: its main file, its drop-ins, and the commented defaults of the main file;
/// - NTPsec: /etc/ntpsec/ntp.conf with ntp.d beside it and includefile, and what its DHCP hook makes of it,
///   /run/ntpsec/ntp.conf.dhcp; classic ntpd: /etc/ntp.conf;
/// - ntpd-rs: /etc/ntpd-rs/ntp.toml;
/// - OpenNTPD: /etc/openntpd/ntpd.conf, else /etc/ntpd.conf.
///
/// Paths in files are taken relative to `root` too, and results carry paths without it. A file that does not
/// exist is no problem unless another file names it. Of a file at most 1 MiB is read, of its problems the
/// first ten are told; a file that is reached again is not read again. Nothing but regular files is opened
/// for reading, so no pipe blocks this.
NamedServers collectNamedServers(const QString &root);

/// The same for one kind of daemon; with `mainFile`, for a daemon that was told to read that one instead of
/// its usual file.
NamedServers collectNamedServers(const QString &root, DaemonKind kind, const QString &mainFile = {});

/// Where a chronyd with this configuration can be asked from this computer: an address of each family.
std::vector<QHostAddress> chronyCommandAddresses(const NamedServers &configuration);

} // namespace synchroscope
