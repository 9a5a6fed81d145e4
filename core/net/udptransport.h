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

/// How many sockets may be open.
struct SocketBudget
{
    int inFlight = 512; ///< of requests under way; further ones wait for their turn
    int keptOpen = 32;  ///< of requests that are over

    /// At most about half of the files that this process may open (RLIMIT_NOFILE, the soft limit): the rest
    /// of the program needs some too.
    static SocketBudget ofThisProcess();
};

/// NTP over UDP with a new connected socket, random port and 64 random bits for every request. All sockets
/// share one epoll set behind one notifier, so a thousand of them are cheap. The latest few stay open when
/// their request has ended: what still comes is told with the next request to the same server. Lives in one
/// thread with an event loop.
///
/// A request for which the system has no socket left waits, in the order of asking, for one of ours to be
/// closed or for others to leave some. Its time-out begins when it is sent; if all of ours are closed and for
/// so long nobody leaves any, it ends as NotSent.
class UdpTransport final : public QObject, public NtpTransport
{
    Q_OBJECT

public:
    /// The first three must outlive the transport.
    UdpTransport(const Clock &clock, Scheduler &scheduler, RandomSource &random,
                 SocketBudget budget = SocketBudget::ofThisProcess(), QObject *parent = nullptr);
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
    /// False while there is no socket for it.
    bool launch(ExchangeId id, Exchange &exchange);
    std::unique_ptr<TimestampingSocket> openSocket(const Exchange &exchange);
    /// Whether for so long no socket could be made, and none of ours is left whose closing would help.
    bool isStuckFor(Duration span);
    void handleEvents();
    void handle(ExchangeId id, Exchange &exchange, bool hasErrors);
    void finish(ExchangeId id, ExchangeResult result);
    void keepOpen(ExchangeId id, Exchange &exchange, bool isAnswered);
    void receiveLate(Ended &ended, bool hasErrors);
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
    SocketBudget m_budget;
    int m_inFlight = 0;
    TimerId m_retryTimer = noTimer;               ///< runs while the system has no socket
    std::optional<MonotonicInstant> m_stuckSince; ///< likewise, with none of ours that could be closed
    ExchangeId m_lastId = 0;
};

} // namespace synchroscope
