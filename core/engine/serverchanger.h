// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/config/serverconfiguration.h"
#include "core/config/serverlist.h"
#include "core/diagnosis/daemonreport.h"
#include "core/engine/helperrunner.h"

#include <QObject>

namespace synchroscope {

/// Has the helper change a server list and follows the daemon until it has taken the change up. One change at
/// a time; a new one may begin while the last one is still followed. Lives in the engine's thread.
class ServerChanger final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    ServerChanger(HelperRunner &runner, const Clock &clock, QObject *parent = nullptr);

    /// The helper runs: no other change may begin.
    bool isBusy() const { return m_isBusy; }
    /// The daemon is followed, or the helper runs.
    bool isUnderWay() const { return m_report && !m_report->endedAt; }

    /// `configurations` as they are before it.
    void change(const ServerChange &change, const std::vector<ServerConfiguration> &configurations);
    /// Takes it back, if it is the last one that anybody has made.
    void undo(const ServerChange &change, const std::vector<ServerConfiguration> &configurations);

    /// Follows: what daemons say, and what their files hold, at this moment. From time to time also without
    /// news.
    void look(const MachineDaemons &machine, const std::vector<ServerConfiguration> &configurations);

    /// Of the latest change; absent: there was none.
    const std::optional<ServerChangeReport> &report() const { return m_report; }

Q_SIGNALS:
    void changed();
    /// The helper has ended, and files may not be what they were.
    void helperEnded();

private:
    void begin(const ServerChange &change, bool isUndo,
               const std::vector<ServerConfiguration> &configurations);
    void takeStep(const HelperStep &step);
    void takeEnd(const HelperEnd &end);
    const ServerConfiguration *configurationOf(const std::vector<ServerConfiguration> &configurations) const;
    void followDaemon(const MachineDaemons &machine, const ServerConfiguration &configuration, Instant now);
    void finish(ChangeResult result, Instant now);
    ClockReading readClock();

    HelperRunner &m_runner;
    const Clock &m_clock;
    bool m_isBusy = false;
    std::optional<ServerChangeReport> m_report;
    ServerChange m_change;                     ///< that is made or taken back
    std::vector<ServerConfiguration> m_before; ///< when the change began
    ClockReading m_toldAt;                     ///< when the helper ended
    ClockReading m_readAt;                     ///< the clock at the latest look
};

} // namespace synchroscope
