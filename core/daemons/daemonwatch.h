// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/config/serverconfiguration.h"
#include "core/daemons/attribution.h"
#include "core/daemons/processtable.h"
#include "core/daemons/versionprobe.h"
#include "core/diagnosis/daemonreport.h"

#include <QDBusConnection>
#include <QObject>

#include <map>
#include <memory>
#include <tuple>

namespace synchroscope {

class ChronyWatch;
class DaemonMonitor;
struct ChronyEndpoint;

/// Watches the time daemons of a machine. Never blocks; lives in one thread with an event loop.
class DaemonWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins; reported() follows, always after this function has returned.
    virtual void start() = 0;
    /// Asks all of them now instead of at their next turns.
    virtual void refresh() = 0;

Q_SIGNALS:
    void reported(const synchroscope::MachineDaemons &daemons);
    /// What the daemons' files hold, whenever that or whose they are has changed; before the report that
    /// belongs to it. Of the daemons that run, those that steer the clock first; then of those whose files
    /// alone are there.
    void configurationsRead(const std::vector<synchroscope::ServerConfiguration> &configurations);
};

/// A daemon that somebody names: watched there and nowhere else.
struct DaemonSelection
{
    DaemonKind kind = DaemonKind::Chrony;
    QString address; ///< "127.0.0.1:323", a socket's path; empty: where this kind usually is
};

/// This machine's own daemons. They are asked where they usually are and where their files say, or only those
/// of `selections` are; the others are seen as processes then, for they may steer the clock all the same. A
/// daemon that is not there is left out, but for one that was named. Processes and files are looked at again
/// every few seconds, so that daemons which start, end and change are followed. What one that has ended said
/// last stays for ten minutes, or until the next one starts in its place.
class MachineDaemonWatch final : public DaemonWatch
{
    Q_OBJECT

public:
    /// Processes, files and sockets are those under the folder `root`.
    MachineDaemonWatch(std::vector<DaemonSelection> selections, const Clock &clock, Scheduler &scheduler,
                       const QDBusConnection &bus, const QString &root = QStringLiteral("/"),
                       QObject *parent = nullptr);
    ~MachineDaemonWatch() override;

    /// Whether `address` is one at which that kind of daemon can be asked.
    static bool isAddress(DaemonKind kind, const QString &address);

    void start() override;
    void refresh() override;
    /// Of now on: the bus has gone, or is there again.
    void setBus(const QDBusConnection &bus);

private:
    /// Who asks at one place, and what was answered.
    struct Part
    {
        DaemonKind kind = DaemonKind::Chrony;
        QString place; ///< of chronyds that take commands elsewhere than usual: where; else empty
        bool isNamed = false;
        bool isGuess = false; ///< nothing but a port says that a daemon is there
        bool hasReported = false;
        bool wasThere = false;
        std::optional<Instant> endedAt;      ///< nobody listens since then
        std::optional<Instant> unseenFrom;   ///< nothing shows that there is such a daemon
        std::unique_ptr<ChronyWatch> chrony; ///< or
        std::unique_ptr<DaemonMonitor> monitor;
        std::vector<DaemonReport> reports;
    };

    Part &addPart(const DaemonSelection &selection, bool isNamed);
    void watch(const DaemonSelection &selection, bool isNamed);
    void watchChrony(Part &part, const std::vector<ChronyEndpoint> &endpoints);
    void take(Part &part, std::vector<DaemonReport> reports);
    bool isShown(const Part &part, const DaemonReport &report) const;
    bool isToStay(const Part &part) const;
    void look();
    void followProcesses(const TimeProcesses &processes);
    void follow(DaemonKind kind, bool isWanted);
    void followCommandPorts();
    bool isNtpPortHeldUnseen(const TimeProcesses &processes) const;
    void readFiles(const TimeProcesses &processes);
    void readFeeders();
    bool learnVersions();
    void rememberVersions(std::vector<DaemonReport> &daemons);
    void publishConfigurations(const std::vector<DaemonReport> &daemons);
    void publish();

    std::vector<DaemonSelection> m_selections;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    QDBusConnection m_bus;
    QString m_root;
    ProcessTable m_table;
    VersionProbe m_versions;
    /// By kind, endpoint and number: of what has ended, which has no program any more that could be asked.
    std::map<std::tuple<DaemonKind, QString, int>, QString> m_toldVersions;
    std::vector<std::unique_ptr<Part>> m_parts;
    std::optional<TimeProcesses> m_processes; ///< of the last look
    bool m_isPortHeld = false;                ///< by a daemon that is not seen
    Instant m_filesReadAt;
    Sightings m_seen;
    std::vector<ServerConfiguration> m_configurations; ///< that were told last
    TimerId m_timer = noTimer;
};

} // namespace synchroscope
