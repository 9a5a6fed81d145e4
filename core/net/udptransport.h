// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/net/randomsource.h"
#include "core/net/timestampingsocket.h"
#include "core/net/transport.h"

#include <QHash>
#include <QObject>
#include <QSocketNotifier>

#include <deque>
#include <unordered_map>

namespace synchroscope {

/// NTP over UDP with a new connected socket, random port and 64 random bits for every request. All sockets
/// share one epoll set behind one notifier, so a thousand of them are cheap. The latest few stay open when
/// their request has ended: what still comes is told with the next request to the same server. Lives in one
/// thread with an event loop.
class UdpTransport final : public QObject, public NtpTransport
{
    Q_OBJECT

public:
    /// The three must outlive the transport. At most `maximumInFlight` sockets are open; further requests
    /// wait for their turn, and their time-out begins with it.
    UdpTransport(const Clock &clock, Scheduler &scheduler, RandomSource &random, int maximumInFlight = 512,
                 QObject *parent = nullptr);
    ~UdpTransport() override;

    ExchangeId ask(const QHostAddress &address, quint16 port, Duration timeout, Finished finished) override;
    void cancel(ExchangeId exchange) override;

private:
    struct Exchange;
    /// A request that is over, and whose socket still listens.
    struct Ended
    {
        ExchangeId id = 0;
        QHostAddress address;
        quint16 port = 0;
        quint64 nonce = 0;
        bool isAnswered = false;
        std::unique_ptr<TimestampingSocket> socket; ///< none any more after a flood
    };

    void launchQueued();
    void launch(ExchangeId id, Exchange &exchange);
    void handleEvents();
    void handle(ExchangeId id, Exchange &exchange);
    void finish(ExchangeId id, ExchangeResult result);
    void keepOpen(ExchangeId id, Exchange &exchange, bool isAnswered);
    void receiveLate(Ended &ended);
    ExchangeResult failure(const Exchange &exchange, QueryOutcome outcome) const;
    ExchangeResult answer(const Exchange &exchange, const ReplyJudgement &judgement,
                          std::optional<Instant> kernelStamp, const ClockReading &received) const;

    const Clock &m_clock;
    Scheduler &m_scheduler;
    RandomSource &m_random;
    StampingKeeper m_stampingKeeper;
    int m_epoll = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::unordered_map<ExchangeId, std::unique_ptr<Exchange>> m_exchanges;
    std::deque<ExchangeId> m_queue;
    std::deque<Ended> m_ended; ///< the oldest first
    /// By server: what came after its requests had ended.
    QHash<std::pair<QHostAddress, quint16>, IgnoredReplies> m_untold;
    int m_inFlight = 0;
    int m_maximumInFlight;
    ExchangeId m_lastId = 0;
};

} // namespace synchroscope
