// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/busline.h"
#include "core/daemons/daemonwatch.h"
#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/unitreport.h"

#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonValue>

#include <optional>
#include <span>
#include <vector>

/// Reading this machine's time daemons once, for the commands that tell of them.
namespace synchroscope::ctl {

/// All kinds, the most likely first.
std::span<const DaemonKind> daemonKinds();
/// By its stable word; complains if there is none.
std::optional<DaemonKind> daemonKindNamed(const QString &name);

/// --daemon KIND[=ADDRESS] and --chrony ADDRESS.
void addDaemonOptions(QCommandLineParser &parser);
/// What these options say; nothing if one is wrong, after a complaint.
std::optional<std::vector<DaemonSelection>> daemonSelections(const QCommandLineParser &parser);

/// Of --json, in every command the same.
QJsonArray daemonsJson(const MachineDaemons &machine);
QJsonArray unassignedJson(const MachineDaemons &machine);
QJsonObject hostJson(const HostMachine &host);

/// For people: what a daemon is, whether it answers, whom it follows, and whose it is.
void printDaemon(const MachineDaemons &machine, size_t index, Instant now);

/// The system bus for one command: opened when it is first asked for, and given up if it does not answer
/// soon.
class CommandBus
{
public:
    QDBusConnection connection();

private:
    EventLoopScheduler m_scheduler;
    std::optional<BusLine> m_line;
};

/// Asks each daemon that was selected, all if none was, and waits until it has answered or failed. The others
/// are there as processes. Needs a QCoreApplication. Without a bus of the caller's own one is opened if a
/// daemon has to be asked by it.
MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections);
MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections, CommandBus &bus);
/// The same with what the daemons' files hold.
struct MachineReading
{
    MachineDaemons machine;
    std::vector<ServerConfiguration> configurations; ///< see DaemonWatch::configurationsRead
};
MachineReading readMachine(const std::vector<DaemonSelection> &selections, CommandBus &bus);
/// What this computer says of its own clock. Needs a QCoreApplication; takes at most three seconds.
ClockReport readClock(CommandBus &bus);

/// What the service manager says of this computer's time services; none where there is none, or where it does
/// not answer within three seconds. Needs a QCoreApplication.
std::vector<UnitReport> readUnits(CommandBus &bus);

/// Without the daemons that nobody selected.
MachineDaemons selected(MachineDaemons machine, const std::vector<DaemonSelection> &selections);
/// Whether each of them is to be asked at one place, and nowhere else.
bool havePlaces(const std::vector<DaemonSelection> &selections);
/// Whether none of them has told anything.
bool tellNothing(const MachineDaemons &machine);
/// Why each of them tells nothing, on standard error.
void complainOfSilence(const MachineDaemons &machine);

} // namespace synchroscope::ctl
