// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/net/randomsource.h"
#include "core/net/timestampingsocket.h"
#include "core/net/transport.h"

#include <QObject>
#include <QSocketNotifier>

#include <deque>
#include <unordered_map>

namespace synchroscope {

/// NTP over UDP with a new connected socket, random port and 64 random bits for every request. All sockets
/// share one epoll set behind one notifier, so a thousand of them are cheap. Lives in one thread with an
/// event loop.
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

    void launchQueued();
    void launch(ExchangeId id, Exchange &exchange);
    void handleEvents();
    void handle(ExchangeId id, Exchange &exchange);
    void finish(ExchangeId id, const ExchangeResult &result);
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
    int m_inFlight = 0;
    int m_maximumInFlight;
    ExchangeId m_lastId = 0;
};

} // namespace synchroscope
