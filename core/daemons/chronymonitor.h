// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/daemons/chronysweep.h"
#include "core/daemons/commandsocket.h"
#include "core/daemons/daemonmonitor.h"

#include <unordered_map>

namespace synchroscope {

/// Watches one chronyd through its command port, without any privilege. The requests of a reading are
/// pipelined; readings come every second, and less often as the list grows, as chronyd serves time with the
/// same thread.
class ChronyMonitor final : public DaemonMonitor
{
    Q_OBJECT

public:
    /// `socket`: open to `endpoint`; without it the monitor opens one.
    ChronyMonitor(const ChronyEndpoint &endpoint, const Clock &clock, Scheduler &scheduler,
                  std::unique_ptr<CommandSocket> socket = {}, QObject *parent = nullptr);
    ~ChronyMonitor() override;

    void start() override;
    void refresh() override;

private:
    struct UnderWay
    {
        ChronySweep::Question question;
        QByteArray request;
        bool isUnreadable = false; ///< an answer came that could not be read
    };

    void use(std::unique_ptr<CommandSocket> socket);
    void beginReading();
    void sendMore();
    void handleDatagram(const QByteArray &datagram);
    void handlePatienceEnd();
    void handleSilence();
    void goOn();
    void finishReading();
    void beginAgain();
    void failReading(DaemonAnswer answer, int systemError);
    void endReading(Duration next);
    void schedule(Duration delay);

    ChronyEndpoint m_endpoint;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::unique_ptr<CommandSocket> m_socket; ///< kept from reading to reading, so that one daemon stays one
    std::unique_ptr<ChronySweep> m_sweep;    ///< of the reading under way
    std::unordered_map<quint32, UnderWay> m_underWay; ///< by sequence number
    DaemonReport m_report;
    ChronySweep::Names m_names;
    Instant m_namesReadAt;
    Instant m_rarelyReadAt;
    bool m_reliesOnOld = false; ///< the reading under way: on names or slow values of an earlier one
    /// What this daemon always answers in a way that cannot be read here.
    std::set<cmdmon::Command> m_unreadable;
    Instant m_beganAt;
    bool m_hasHeard = false; ///< any answer since patience began
    int m_silences = 0;      ///< how often in a row there was none
    TimerId m_turnTimer = noTimer;
    TimerId m_patienceTimer = noTimer;
};

} // namespace synchroscope
