// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/namedservers.h"
#include "core/diagnosis/daemonreport.h"

#include <QHash>

#include <map>
#include <vector>

namespace synchroscope {

/// A daemon as its process and its files show it, without asking it.
struct SeenDaemon
{
    DaemonProcess process;
    QString version; ///< of its program; empty: not known
    NamedServers configuration;
    std::optional<Duration> distanceLimit; ///< chronyd's, by its files; absent: they were not read
};

/// What is seen of this machine's time daemons from outside them.
struct Sightings
{
    HostMachine host;
    std::vector<SeenDaemon> daemons;
    std::vector<OtherSteerer> others;
    /// What the usual files say, for daemons whose process cannot be seen.
    std::map<DaemonKind, NamedServers> usual;
    QHash<QString, QString> deviceNames; ///< "PHC /dev/ptp0": "KVM virtual PTP"
};

/// Joins what daemons say with what is seen of them: each report gets its process, as far as that can be
/// told, and its files; each source its origin and, of a reference clock, its device. Processes of which none
/// answers become reports that say NoInterface. Two daemons of a kind are told apart by their command ports
/// and their servers' names, and stay unassigned where those do not tell, or tell that a process is none of
/// those that answer.
MachineDaemons attribute(std::vector<DaemonReport> reports, const Sightings &seen);

} // namespace synchroscope
