// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/daemons/daemonmonitor.h"
#include "core/daemons/ntpcontrol.h"
#include "core/net/timestampingsocket.h"

#include <QHostAddress>
#include <QSocketNotifier>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace synchroscope {

/// Asks NTPsec or the classic ntpd by mode 6: which of them it is shows in the first answer.
///
/// A reading has a socket of its own, and at most eight questions are under way, as ntpd has one thread for
/// everything. A question that gets no whole answer within 1 s is put once more and given 2 s. That a daemon
/// was told not to answer us (`restrict … noquery`) cannot be told from silence.
class NtpdMonitor final : public DaemonMonitor
{
    Q_OBJECT

public:
    NtpdMonitor(const QHostAddress &address, quint16 port, const Clock &clock, Scheduler &scheduler,
                QObject *parent = nullptr);
    ~NtpdMonitor() override;

    void start() override;
    void refresh() override;

private:
    struct Question
    {
        ControlOperation operation = ControlOperation::ReadStatus;
        quint16 association = 0;
        bool isRepeated = false;
    };
    struct OpenQuestion
    {
        Question question;
        ControlAnswer answer;
        TimerId deadline = noTimer;
    };
    struct Reading
    {
        Instant begun;
        TimestampingSocket socket;
        std::unique_ptr<QSocketNotifier> notifier;
        std::deque<Question> waiting;
        std::map<quint16, OpenQuestion> open; ///< by sequence number
        std::optional<DaemonTracking> tracking;
        std::optional<NtpdVersion> version;
        struct Peer
        {
            bool isConfigured = false;
            DaemonSource source;
            std::optional<Instant> received; ///< the last datagram
            std::vector<FilterSample> filter;

            bool hasSampleOf(const Peer &earlier) const;
        };
        std::map<quint16, Peer> peers; ///< by association
    };

    void beginReading();
    void askOn();
    void expire(quint16 sequence);
    void receive();
    void take(const ControlFragment &fragment);
    void use(const Question &question, const ControlAnswer &answer);
    void finish();
    void keepSamples();
    void fail(DaemonAnswer answer, const QString &problem);
    void endReading();

    QHostAddress m_address;
    quint16 m_port = 0;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    TimerId m_nextReading = noTimer;
    quint16 m_sequence = 0;
    std::unique_ptr<Reading> m_reading;       ///< while one is under way
    std::map<quint16, Reading::Peer> m_peers; ///< of the last one, by association
    DaemonReport m_report;
};

} // namespace synchroscope
