// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clockwatch.h"
#include "core/clock/scheduler.h"
#include "core/clock/timedated.h"

#include <QTimeZone>

namespace synchroscope {

/// Where a ClockWatcher looks; other places are for tests.
struct ClockFiles
{
    QString localtime = QStringLiteral("/etc/localtime");
    QString adjtime = QStringLiteral("/etc/adjtime");
    QString rtcFolder = QStringLiteral("/sys/class/rtc");
};

/// Reads this computer's own account of its clock: the kernel each second, the time zone every other second,
/// the hardware clock every ten, timedated when it has something to tell. Each part stands alone: without a
/// bus the others still come.
///
/// Lives in one thread with an event loop; `clock` and `scheduler` outlive it.
class ClockWatcher final : public ClockWatch
{
    Q_OBJECT

public:
    ClockWatcher(const Clock &clock, Scheduler &scheduler, const QDBusConnection &bus, ClockFiles files = {},
                 QObject *parent = nullptr);
    ~ClockWatcher() override;

    void start() override;
    /// Asks timedated again too.
    void refresh() override;
    void change(const ClockChange &change) override;
    /// For changes.
    TimedatedClient &timedated() { return m_timedated; }

private:
    void turn();
    void turnAtOnce();
    void readZone();
    void readHardware();

    const Clock &m_clock;
    Scheduler &m_scheduler;
    ClockFiles m_files;
    TimedatedClient m_timedated;
    TimerId m_timer = noTimer;
    int m_turn = 0;
    QTimeZone m_zone;
    ClockReport m_report;
};

} // namespace synchroscope
