// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/hostspec.h"

#include <QString>

namespace synchroscope {

/// Which program a configuration belongs to.
enum class DaemonKind : quint8 { Chrony, Timesyncd, Ntpsec, Ntpd, NtpdRs, OpenNtpd };

/// Who put a server into this machine's configuration.
enum class ServerOrigin : quint8 {
    Administrator, ///< a file under /etc
    Distribution,  ///< compiled in, or the package's untouched default
    Dhcp,          ///< handed out by the network, under /run
    Running,       ///< a daemon uses it at this moment, as it says over D-Bus
    Default,       ///< a commented default in the file: what the daemon falls back to
};

enum class ServerType : quint8 { Server, Pool, Peer };

/// A server that this machine already names, and where.
struct NamedServer
{
    HostSpec host;
    DaemonKind daemon = DaemonKind::Chrony;
    ServerOrigin origin = ServerOrigin::Administrator;
    ServerType type = ServerType::Server;
    QString file; ///< empty when it came over D-Bus
    int line = 0; ///< 1-based; 0 without a file
};

/// A reference clock that a configuration names.
struct NamedDevice
{
    QString driver;      ///< "PHC", "PPS", "SHM", "SOCK"
    QString parameter;   ///< what it reads: "/dev/ptp0", without the driver's options
    QString referenceId; ///< as the daemon calls it: "PHC0"
    QString file;
    int line = 0; ///< 1-based
};

} // namespace synchroscope
