// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"

#include <QStringList>

#include <vector>

/// The servers of a daemon as an editor of its configuration sees them.
namespace synchroscope {

/// How a line that was switched off begins; what follows is the line as it was, byte for byte.
inline constexpr QByteArrayView switchedOffMark = "#off(synchroscope): ";

struct ListedServer
{
    QString id; ///< "/etc/chrony/chrony.conf:3"; where a line has several, "….conf:3.2" is its second one
    ServerType type = ServerType::Server;
    HostSpec host;
    QStringList options;     ///< the words after the name, as they stand
    bool isEnabled = true;   ///< false: switched off, its line is kept as a comment
    bool isInForce = true;   ///< false: switched off, or another file takes it back
    bool isFallback = false; ///< timesyncd asks it while no other server is known
    QString file;
    int line = 0;  ///< 1-based
    int place = 0; ///< 0-based, among those of its line
    ServerOrigin origin = ServerOrigin::Administrator;
    bool isOwn = false; ///< in a file of this program's
    /// It stands in a file of the administrator's. What is under /run is written by others at any time, and
    /// what is under /usr or compiled in belongs to packages.
    bool isEditable = false;

    friend bool operator==(const ListedServer &, const ListedServer &) = default;
};

/// In the order in which the daemon reads them. `daemon` is one whose configuration can be edited: Chrony,
/// Timesyncd, Ntpsec, Ntpd; of the others their files' servers, none of them editable.
std::vector<ListedServer> listServers(DaemonKind daemon, const NamedServers &configuration);

/// The file of this program's own among a daemon's, "synchroscope.sources" or "90-synchroscope.conf".
bool isOwnFile(const QString &path);

} // namespace synchroscope
