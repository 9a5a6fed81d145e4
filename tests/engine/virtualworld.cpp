// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include <QtEndian>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// 2026-11-23 00:00:00 UTC, an hour after a boot.
constexpr Duration began = 1h;
constexpr Duration realtimeAtStart = std::chrono::seconds(1795392000);

// Hands each part of the world to an engine that wants to own it.
class ClockOf final : public Clock
{
public:
    explicit ClockOf(VirtualWorld &world) : m_world(world) {}
    ClockReading read() const override { return m_world.read(); }

private:
    VirtualWorld &m_world;
};

class SchedulerOf final : public Scheduler
{
public:
    explicit SchedulerOf(VirtualWorld &world) : m_world(world) {}
    TimerId after(Duration delay, std::function<void()> callback) override
    {
        return m_world.after(delay, std::move(callback));
    }
    void cancel(TimerId id) override { m_world.cancel(id); }

private:
    VirtualWorld &m_world;
};

class RandomOf final : public RandomSource
{
public:
    explicit RandomOf(VirtualWorld &world) : m_world(world) {}
    quint64 next() override { return m_world.next(); }

private:
    VirtualWorld &m_world;
};

class ResolverOf final : public Resolver
{
public:
    explicit ResolverOf(VirtualWorld &world) : m_world(world) {}
    ResolveId resolve(const QString &host, AddressFamily family, Finished finished) override
    {
        return m_world.resolve(host, family, std::move(finished));
    }
    void cancel(ResolveId id) override { m_world.cancel(id); }

private:
    VirtualWorld &m_world;
};

class TransportOf final : public NtpTransport
{
public:
    explicit TransportOf(VirtualWorld &world) : m_world(world), m_program(world.newProgram()) {}
    ExchangeId ask(const QHostAddress &address, quint16 port, Duration timeout, Finished finished) override
    {
        return m_world.ask(m_program, address, port, timeout, std::move(finished));
    }
    void cancel(ExchangeId id) override { m_world.cancel(id); }

private:
    VirtualWorld &m_world;
    int m_program;
};

} // namespace

VirtualWorld::VirtualWorld()
    : m_monotonic(began)
    , m_began(began)
    , m_clockMinusMonotonic(realtimeAtStart - began)
{}

void VirtualWorld::advance(Duration span)
{
    const MonotonicInstant end = m_monotonic + span;
    while (!m_timers.empty() && m_timers.begin()->first <= end) {
        const auto first = m_timers.begin();
        m_monotonic = std::max(m_monotonic, first->first);
        const std::function<void()> callback = std::move(first->second.callback);
        m_timers.erase(first);
        callback();
    }
    m_monotonic = end;
}

void VirtualWorld::leap(Duration by)
{
    m_clockMinusMonotonic += by;
    m_taiMinusRealtime -= by;
}

void VirtualWorld::suspend(Duration span)
{
    m_suspended += span;
    m_clockMinusMonotonic += span;
}

ClockReading VirtualWorld::read() const
{
    const Duration monotonic = m_monotonic.time_since_epoch();
    return {.realtime = Instant(monotonic + m_clockMinusMonotonic),
            .raw = RawInstant(monotonic),
            .boot = BootInstant(monotonic + m_suspended),
            .monotonic = m_monotonic,
            .taiMinusRealtime = m_taiMinusRealtime};
}

TimerId VirtualWorld::after(Duration delay, std::function<void()> callback)
{
    const TimerId id = ++m_lastId;
    m_timers.emplace(m_monotonic + std::max(delay, Duration::zero()), Timer{id, std::move(callback)});
    return id;
}

void VirtualWorld::cancel(quint64 id)
{
    const auto found = std::find_if(m_timers.begin(), m_timers.end(),
                                    [id](const auto &timer) { return timer.second.id == id; });
    if (found != m_timers.end())
        m_timers.erase(found);
    end(id);
}

void VirtualWorld::end(quint64 exchange)
{
    const auto found = m_exchanges.find(exchange);
    if (found == m_exchanges.end())
        return;
    --m_inFlight[found->second];
    --inFlight;
    m_exchanges.erase(found);
}

ResolveId VirtualWorld::resolve(const QString &host, AddressFamily, Resolver::Finished finished)
{
    ++lookups;
    return after(resolveTakes, [this, host, finished = std::move(finished)] {
        if (const QHostAddress address(host); !address.isNull()) {
            finished({{address}, {}});
            return;
        }
        const auto found = m_packetsPass ? names.find(host) : names.end();
        finished(found == names.end() ? Resolution{{}, u"Domain name not found"_s}
                                      : Resolution{found->second, {}});
    });
}

ExchangeId VirtualWorld::ask(const QHostAddress &address, quint16 port, Duration timeout,
                             NtpTransport::Finished finished)
{
    return ask(0, address, port, timeout, std::move(finished));
}

ExchangeId VirtualWorld::ask(int program, const QHostAddress &address, quint16 port, Duration timeout,
                             NtpTransport::Finished finished)
{
    const auto found = servers.find(address.toString());
    Server server =
        found == servers.end() ? Server{.outcome = QueryOutcome::Timeout, .after = timeout} : found->second;
    if (!m_packetsPass)
        server = {.outcome = QueryOutcome::Unreachable, .after = 0s, .hasLeft = false};
    requests.push_back({address, port, elapsed() + m_suspended, server.hasLeft});
    const Duration takes = server.outcome == QueryOutcome::Timeout ? timeout : server.after;
    const QString source = u"%1 %2 %3"_s.arg(program).arg(address.toString()).arg(port);
    mostInFlight = std::max(mostInFlight, ++inFlight);
    mostInFlightOfOne = std::max(mostInFlightOfOne, ++m_inFlight[source]);
    const ClockReading sent = read();
    const ExchangeId id =
        after(takes, [this, server, sent, finished = std::move(finished), self = m_lastId + 1] {
            end(self);
            finished(answerOf(server, sent));
        });
    m_exchanges[id] = source;
    return id;
}

ExchangeResult VirtualWorld::answerOf(const Server &server, const ClockReading &sent)
{
    ExchangeResult result;
    result.outcome = server.outcome;
    result.kissCode = server.kissCode;
    result.hasLeft = server.hasLeft;
    result.ignored = server.ignored;
    if (!server.forgedKissCode.isEmpty()) {
        NtpPacket kiss;
        kiss.mode = NtpMode::Server;
        kiss.referenceId = qFromBigEndian<quint32>(server.forgedKissCode.constData());
        kiss.receive = kiss.transmit = toNtpTimestamp(sent.realtime);
        kiss.origin.bits = m_generator();
        const NtpDatagram datagram = encode(kiss);
        const ReplyJudgement judgement =
            judgeReply(QByteArrayView(datagram.data(), datagram.size()), m_generator());
        if (judgement.kind != ReplyJudgement::Kind::NotOurs) {
            result.outcome = judgement.outcome;
            result.kissCode = judgement.kissCode;
            return result;
        }
        countIgnored(judgement.fault, result.ignored);
    }
    if (server.outcome != QueryOutcome::Ok)
        return result;
    const ClockReading now = read();
    // As the real transport does with two stamps that do not belong together.
    if (now.clockMinusRaw() != sent.clockMinusRaw()) {
        result.outcome = QueryOutcome::Invalid;
        result.fault = ReplyFault::ClockStepped;
        return result;
    }
    const Instant middle = sent.realtime + (now.realtime - sent.realtime) / 2;
    NtpPacket reply;
    reply.mode = NtpMode::Server;
    reply.stratum = 2;
    reply.precision = -25;
    reply.receive = toNtpTimestamp(middle + server.ahead);
    reply.transmit = reply.receive;
    result.packet = reply;
    result.sample = makeSample(reply, sent.realtime, now.realtime, now.clockMinusRaw());
    result.sample->suspended = now.suspended();
    return result;
}

EngineParts virtualParts(VirtualWorld &world, const EngineOptions &options,
                         std::unique_ptr<Discoverer> discoverer, std::unique_ptr<DaemonWatch> daemons)
{
    const QByteArray bootId = "virtual";
    const auto fileIn = [](const QString &directory, QLatin1StringView name) {
        return directory.isEmpty() ? QString() : directory + u'/' + name;
    };
    EngineParts parts;
    parts.clock = std::make_unique<ClockOf>(world);
    parts.random = std::make_unique<RandomOf>(world);
    parts.scheduler = std::make_unique<SchedulerOf>(world);
    parts.resolver = std::make_unique<ResolverOf>(world);
    parts.transport = std::make_unique<TransportOf>(world);
    parts.ledger = std::make_unique<SharedContactLedger>(options.runtimeDirectory, bootId);
    parts.history = std::make_unique<History>(fileIn(options.dataDirectory, "history.sqlite"_L1), bootId);
    parts.watchList = std::make_unique<WatchList>(fileIn(options.configurationDirectory, "watched.json"_L1));
    parts.discoverer = discoverer ? std::move(discoverer) : std::make_unique<FakeDiscoverer>();
    parts.daemons = std::move(daemons);
    parts.hasNetwork = [&world] { return world.hasNetwork; };
    parts.ownAddresses = [&world] { return world.ownAddresses; };
    return parts;
}

} // namespace synchroscope
