// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/diagnosis/daemonreport.h"

#include <QObject>

#include <memory>

namespace synchroscope {

class ChronyWatch;
class DaemonMonitor;

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
};

/// A daemon that somebody names: watched there and nowhere else.
struct DaemonSelection
{
    DaemonKind kind = DaemonKind::Chrony;
    QString address; ///< "127.0.0.1:323", a socket's path; empty: where this kind usually is
};

/// This machine's own daemons, where they usually are, or only those of `selections`. A daemon that is not
/// there is left out, but for one that was named.
class MachineDaemonWatch final : public DaemonWatch
{
    Q_OBJECT

public:
    MachineDaemonWatch(const std::vector<DaemonSelection> &selections, const Clock &clock,
                       Scheduler &scheduler, QObject *parent = nullptr);
    ~MachineDaemonWatch() override;

    /// Whether `address` is one at which that kind of daemon can be asked.
    static bool isAddress(DaemonKind kind, const QString &address);

    void start() override;
    void refresh() override;

private:
    /// What one of the watchers has told.
    struct Part
    {
        bool hasReported = false;
        bool isNamed = false;
        std::vector<DaemonReport> reports;
    };

    void watchChrony(const DaemonSelection &selection, bool isNamed);
    void watchWith(std::unique_ptr<DaemonMonitor> monitor, bool isNamed);
    void handleReports(size_t part, std::vector<DaemonReport> reports);

    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::vector<std::unique_ptr<ChronyWatch>> m_chrony;
    std::vector<std::unique_ptr<DaemonMonitor>> m_monitors;
    std::vector<Part> m_parts;
};

} // namespace synchroscope
