// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/udptransport.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

namespace synchroscope {

using namespace std::chrono_literals;

struct UdpTransport::Exchange
{
    QHostAddress address;
    quint16 port = 0;
    Duration timeout{};
    Finished finished;
    quint64 nonce = 0;
    std::unique_ptr<TimestampingSocket> socket;
    ClockReading sent;
    TimerId timer = noTimer;
    IgnoredReplies ignored;
};

namespace {

// Whoever floods a socket does not keep the others, and the time-outs, from their turn.
constexpr int datagramsPerWakeUp = 64;
// Until others may have closed a file.
constexpr Duration shortagePause = 100ms;
// Larger than any reply worth reading; what is cut off is no header.
using ReceiveBuffer = std::array<char, 1024>;

QueryOutcome outcomeOf(int error)
{
    return error == ECONNREFUSED ? QueryOutcome::Refused : QueryOutcome::Unreachable;
}

// Passes as soon as this process, or any, closes a file.
bool isShortage(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

// What a user mends on this computer, not on the way to the server; EAGAIN: all ports are taken.
bool isOurOwn(int error)
{
    return isShortage(error) || error == EPERM || error == EAGAIN;
}

bool couldNotBeMade(const TimestampingSocket &socket)
{
    return socket.descriptor() < 0 && isShortage(socket.error());
}

QString reasonOf(int error)
{
    return QString::fromStdString(std::generic_category().message(error));
}

// Two stamps between which somebody set this clock do not belong together. A daemon that slews may move it by
// a tenth of the time at most (chronyd's default is 8.3 %).
bool isStep(Duration moved, Duration exchange)
{
    return moved > 1ms + exchange / 10;
}

// A kernel stamp has to lie within the exchange as this process saw it. It does not when the process lives in
// a time of its own (libfaketime), or when the clock was stepped meanwhile: then the user-space stamp is the
// right one of the two.
Stamp chooseStamp(std::optional<Instant> kernel, Instant user, Instant earliest, Instant latest)
{
    constexpr Duration tolerance = 1ms;
    if (kernel && *kernel >= earliest - tolerance && *kernel <= latest + tolerance)
        return {*kernel, Timestamping::Kernel};
    return {user, Timestamping::User};
}

} // namespace

// The limit is not raised: every program that this process starts would inherit it, and those that use
// select() fail beyond 1024.
SocketBudget SocketBudget::ofThisProcess()
{
    constexpr rlim_t enough = 1024;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit.rlim_cur = enough;
    const int files = static_cast<int>(std::min(limit.rlim_cur, enough));
    return {.inFlight = std::max(files / 2, 1), .keptOpen = files / 32};
}

UdpTransport::UdpTransport(const Clock &clock, Scheduler &scheduler, RandomSource &random,
                           SocketBudget budget, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_scheduler(scheduler)
    , m_random(random)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_budget(budget)
{
    if (m_epoll < 0)
        qFatal("This process cannot open another file: %s", qPrintable(reasonOf(errno)));
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UdpTransport::handleEvents);
}

UdpTransport::~UdpTransport()
{
    for (const auto &[id, exchange] : m_exchanges)
        m_scheduler.cancel(exchange->timer);
    m_scheduler.cancel(m_retryTimer);
    m_exchanges.clear();
    m_notifier.reset();
    ::close(m_epoll);
}

ExchangeId UdpTransport::ask(const QHostAddress &address, quint16 port, Duration timeout, Finished finished)
{
    const ExchangeId id = ++m_lastId;
    auto exchange = std::make_unique<Exchange>();
    exchange->address = address;
    exchange->port = port;
    exchange->timeout = timeout;
    exchange->finished = std::move(finished);
    m_exchanges.emplace(id, std::move(exchange));
    m_queue.push_back(id);
    if (m_retryTimer == noTimer)
        launchQueued();
    return id;
}

void UdpTransport::cancel(ExchangeId id)
{
    const auto found = m_exchanges.find(id);
    if (found == m_exchanges.end())
        return;
    m_scheduler.cancel(found->second->timer);
    if (found->second->socket)
        --m_inFlight;
    m_exchanges.erase(found);
    launchQueued();
}

void UdpTransport::launchQueued()
{
    m_scheduler.cancel(std::exchange(m_retryTimer, noTimer));
    while (m_inFlight < m_budget.inFlight && !m_queue.empty()) {
        const ExchangeId id = m_queue.front();
        const auto found = m_exchanges.find(id);
        if (found != m_exchanges.end() && !launch(id, *found->second)) {
            m_retryTimer = m_scheduler.after(shortagePause, [this] { launchQueued(); });
            return;
        }
        m_queue.pop_front();
    }
    if (m_queue.empty())
        m_stuckSince.reset();
}

bool UdpTransport::launch(ExchangeId id, Exchange &exchange)
{
    exchange.socket = openSocket(exchange);
    if (!couldNotBeMade(*exchange.socket)) {
        m_stuckSince.reset();
    } else if (!isStuckFor(exchange.timeout)) {
        exchange.socket.reset();
        return false;
    }
    ++m_inFlight;
    exchange.nonce = m_random.next();
    const NtpDatagram request = encodeClientRequest(exchange.nonce);
    exchange.sent = m_clock.read();
    const bool hasLeft = exchange.socket->send(QByteArrayView(request.data(), request.size()));
    if (hasLeft) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = id;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, exchange.socket->descriptor(), &event);
    }
    if (exchange.socket->error() != 0) {
        exchange.timer = m_scheduler.after(Duration::zero(), [this, id, &exchange, hasLeft] {
            ExchangeResult result = failure(exchange, outcomeOf(exchange.socket->error()));
            result.hasLeft = hasLeft;
            finish(id, result);
        });
    } else {
        exchange.timer = m_scheduler.after(exchange.timeout, [this, id, &exchange] {
            finish(id, failure(exchange, QueryOutcome::Timeout));
        });
    }
    return true;
}

// What may still come to requests that are over matters less than one that waits.
std::unique_ptr<TimestampingSocket> UdpTransport::openSocket(const Exchange &exchange)
{
    auto socket = std::make_unique<TimestampingSocket>(exchange.address, exchange.port);
    while (couldNotBeMade(*socket) && !m_ended.empty()) {
        m_ended.pop_front();
        socket = std::make_unique<TimestampingSocket>(exchange.address, exchange.port);
    }
    return socket;
}

bool UdpTransport::isStuckFor(Duration span)
{
    if (m_inFlight > 0)
        return false; // one of ours will be closed
    const MonotonicInstant now = m_clock.read().monotonic;
    if (!m_stuckSince)
        m_stuckSince = now;
    return now - *m_stuckSince >= span;
}

void UdpTransport::handleEvents()
{
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        const ExchangeId id = event.data.u64;
        const bool hasErrors = (event.events & EPOLLERR) != 0;
        // A callback earlier in this round may have cancelled it.
        const auto found = m_exchanges.find(id);
        if (found != m_exchanges.end()) {
            handle(id, *found->second, hasErrors);
            continue;
        }
        const auto ended =
            std::find_if(m_ended.begin(), m_ended.end(), [id](const Ended &one) { return one.id == id; });
        if (ended != m_ended.end())
            receiveLate(*ended, hasErrors);
    }
}

void UdpTransport::handle(ExchangeId id, Exchange &exchange, bool hasErrors)
{
    TimestampingSocket &socket = *exchange.socket;
    if (hasErrors)
        socket.drainErrors();
    ReceiveBuffer buffer;
    for (int i = 0; i < datagramsPerWakeUp; ++i) {
        const std::optional<TimestampingSocket::Datagram> datagram = socket.receive(buffer);
        if (!datagram)
            break;
        const ClockReading received = m_clock.read();
        const ReplyJudgement judgement =
            judgeReply(QByteArrayView(buffer.data(), datagram->size), exchange.nonce);
        if (judgement.kind == ReplyJudgement::Kind::NotOurs) {
            countIgnored(judgement.fault, exchange.ignored);
            continue;
        }
        if (!socket.transmitStamp())
            socket.drainErrors();
        finish(id, answer(exchange, judgement, datagram->kernelStamp, received));
        return;
    }
    if (socket.error() != 0)
        finish(id, failure(exchange, outcomeOf(socket.error())));
}

void UdpTransport::finish(ExchangeId id, ExchangeResult result)
{
    const auto found = m_exchanges.find(id);
    Exchange &exchange = *found->second;
    const Finished finished = std::move(exchange.finished);
    m_scheduler.cancel(exchange.timer);
    result.ignored += exchange.ignored;
    result.ignored += m_untold.take({exchange.address, exchange.port});
    if (exchange.socket->error() == 0)
        keepOpen(id, exchange, result.packet.has_value());
    m_exchanges.erase(found);
    --m_inFlight;
    finished(result);
    launchQueued();
}

void UdpTransport::keepOpen(ExchangeId id, Exchange &exchange, bool isAnswered)
{
    m_ended.push_back({.id = id,
                       .address = exchange.address,
                       .port = exchange.port,
                       .nonce = exchange.nonce,
                       .isAnswered = isAnswered,
                       .socket = std::move(exchange.socket)});
    if (m_ended.size() > static_cast<size_t>(m_budget.keptOpen))
        m_ended.pop_front();
}

void UdpTransport::receiveLate(Ended &ended, bool hasErrors)
{
    if (hasErrors)
        ended.socket->drainErrors();
    ReceiveBuffer buffer;
    for (int i = 0; i < datagramsPerWakeUp; ++i) {
        const std::optional<TimestampingSocket::Datagram> datagram = ended.socket->receive(buffer);
        if (!datagram)
            return;
        IgnoredReplies &untold = m_untold[{ended.address, ended.port}];
        const ReplyJudgement judgement =
            judgeReply(QByteArrayView(buffer.data(), datagram->size), ended.nonce);
        if (judgement.kind == ReplyJudgement::Kind::NotOurs)
            countIgnored(judgement.fault, untold);
        else
            ++(std::exchange(ended.isAnswered, true) ? untold.duplicate : untold.late);
    }
    ended.socket.reset(); // whoever floods it gains nothing
}

ExchangeResult UdpTransport::failure(const Exchange &exchange, QueryOutcome outcome) const
{
    ExchangeResult result;
    result.outcome = outcome;
    if (outcome == QueryOutcome::Timeout)
        return result;
    result.systemReason = reasonOf(exchange.socket->error());
    if (isOurOwn(exchange.socket->error()))
        result.fault = ReplyFault::NotSent;
    return result;
}

ExchangeResult UdpTransport::answer(const Exchange &exchange, const ReplyJudgement &judgement,
                                    std::optional<Instant> kernelStamp, const ClockReading &received) const
{
    ExchangeResult result;
    result.outcome = judgement.outcome;
    result.fault = judgement.fault;
    result.kissCode = judgement.kissCode;
    result.packet = judgement.packet;
    if (judgement.kind != ReplyJudgement::Kind::Accepted)
        return result;

    const Duration moved = std::chrono::abs(received.clockMinusRaw() - exchange.sent.clockMinusRaw());
    if (isStep(moved, received.raw - exchange.sent.raw)) {
        result.outcome = QueryOutcome::Invalid;
        result.fault = ReplyFault::ClockStepped;
        return result;
    }
    const Stamp sent = chooseStamp(exchange.socket->transmitStamp(), exchange.sent.realtime,
                                   exchange.sent.realtime, received.realtime);
    const Stamp arrived = chooseStamp(kernelStamp, received.realtime, sent.at, received.realtime);
    Sample sample = makeSample(judgement.packet, sent.at, arrived.at, received.clockMinusRaw());
    sample.sent = sent.by;
    sample.received = arrived.by;
    sample.suspended = received.suspended();
    // A clock that is slewed meanwhile makes its two stamps wrong by just so much.
    sample.dispersion += moved;
    if (!delayIsPossible(sample.delay + moved, sample.serverPrecision)) {
        result.outcome = QueryOutcome::Invalid;
        result.fault = ReplyFault::ImpossibleDelay;
        ++result.ignored.impossibleDelay;
        return result;
    }
    result.sample = sample;
    return result;
}

} // namespace synchroscope
