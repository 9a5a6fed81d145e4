// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/daemons/daemonmonitor.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <memory>

class QDBusServiceWatcher;

namespace synchroscope {

/// Watches systemd-timesyncd over D-Bus (org.freedesktop.timesync1.Manager, systemd 239 and newer). Never
/// starts it: while it is not on the bus it is waited for, and the report says Refused with what was read
/// last, dated. While it runs it is asked every 5 s, and when it tells of a new answer.
///
/// `clock` and `scheduler` outlive it.
class TimesyncdMonitor final : public DaemonMonitor
{
    Q_OBJECT

public:
    TimesyncdMonitor(const QDBusConnection &bus, const Clock &clock, Scheduler &scheduler,
                     QObject *parent = nullptr);
    ~TimesyncdMonitor() override;

    void start() override;
    void refresh() override;
    /// Of now on: the bus has gone, or is there again.
    void setBus(const QDBusConnection &bus);

private Q_SLOTS:
    void onPropertiesChanged(const QString &interface);

private:
    void listen();
    void read();
    void readVersion();
    void finish(const QDBusMessage &answer, Instant asked);
    void take(const QVariantMap &properties);
    void leave();
    void fallSilent(DaemonAnswer answer, const QString &problem, Instant since);

    QDBusConnection m_bus;
    std::unique_ptr<QDBusServiceWatcher> m_watcher; ///< on that bus
    const Clock &m_clock;
    Scheduler &m_scheduler;
    DaemonReport m_report;
    TimerId m_timer = noTimer;
    bool m_isStarted = false;
    bool m_isReading = false;
    bool m_readAgain = false;
    bool m_hasLeft = false; ///< since the question that is open was put
    /// When the last answer came, and the address that was asked then: the only way to tell whose it was.
    std::optional<Instant> m_lastAnswer;
    QString m_answerer;
};

} // namespace synchroscope
