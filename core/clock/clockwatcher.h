// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clockwatch.h"
#include "core/clock/kernelclock.h"
#include "core/clock/scheduler.h"
#include "core/clock/timedated.h"
#include "core/clock/timezone.h"

#include <QTimeZone>

#include <functional>

namespace synchroscope {

/// Where a ClockWatcher looks; other places are for tests.
struct ClockFiles
{
    QString localtime = QStringLiteral("/etc/localtime");
    QString adjtime = QStringLiteral("/etc/adjtime");
    QString rtcFolder = QStringLiteral("/sys/class/rtc");
    QString timezone = QStringLiteral("/etc/timezone");
    QString root = QStringLiteral("/"); ///< of systemd's units
    std::function<std::optional<KernelClock>()> kernel = readKernelClock;
};

/// Reads this computer's own account of its clock: the kernel each second, the time zone every other second,
/// the hardware clock every ten, timedated when it or one of its files has something to tell. Each part
/// stands alone: without a bus the others still come.
///
/// systemd starts timedated for each question, which it notes in the journal, and it leaves after 30 s. So
/// while somebody looks it is asked every five minutes only; whoever sees a time service start or end calls
/// refresh().
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
    void setAttended(bool attended) override { m_isAttended = attended; }
    void change(const ClockChange &change) override;
    /// For changes.
    TimedatedClient &timedated() { return m_timedated; }

private:
    void turn();
    void turnAtOnce();
    void readKernel();
    void readZone();
    void readHardware();
    void publish();

    const Clock &m_clock;
    Scheduler &m_scheduler;
    ClockFiles m_files;
    TimedatedClient m_timedated;
    TimerId m_timer = noTimer;
    int m_turn = 0;
    int m_turnsSinceAsked = 0; ///< since timedated was
    bool m_isAttended = false;
    LocaltimeFile m_localtime;
    QTimeZone m_zone;
    /// The word of /etc/adjtime; absent: there is no such file, or it cannot be read.
    std::optional<bool> m_adjtime;
    bool m_hasReadFiles = false;
    ClockReport m_report;
};

} // namespace synchroscope
