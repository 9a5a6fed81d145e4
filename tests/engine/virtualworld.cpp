// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

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
    explicit TransportOf(VirtualWorld &world) : m_world(world) {}
    ExchangeId ask(const QHostAddress &address, quint16 port, Duration timeout, Finished finished) override
    {
        return m_world.ask(address, port, timeout, std::move(finished));
    }
    void cancel(ExchangeId id) override { m_world.cancel(id); }

private:
    VirtualWorld &m_world;
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
    inFlight -= static_cast<int>(m_exchanges.erase(id));
}

ResolveId VirtualWorld::resolve(const QString &host, AddressFamily, Resolver::Finished finished)
{
    ++lookups;
    return after(resolveTakes, [this, host, finished = std::move(finished)] {
        const auto found = names.find(host);
        finished(found == names.end() ? Resolution{{}, u"Domain name not found"_s}
                                      : Resolution{found->second, {}});
    });
}

ExchangeId VirtualWorld::ask(const QHostAddress &address, quint16 port, Duration timeout,
                             NtpTransport::Finished finished)
{
    requests.push_back({address, port, elapsed()});
    const auto found = servers.find(address.toString());
    const Server server =
        found == servers.end() ? Server{.outcome = QueryOutcome::Timeout, .after = timeout} : found->second;
    const Duration takes = server.outcome == QueryOutcome::Timeout ? timeout : server.after;
    mostInFlight = std::max(mostInFlight, ++inFlight);
    const Instant sentAt = read().realtime;
    const ExchangeId id =
        after(takes, [this, server, sentAt, finished = std::move(finished), self = m_lastId + 1] {
            inFlight -= static_cast<int>(m_exchanges.erase(self));
            finished(answerOf(server, sentAt));
        });
    m_exchanges[id] = true;
    return id;
}

ExchangeResult VirtualWorld::answerOf(const Server &server, Instant sentAt) const
{
    ExchangeResult result;
    result.outcome = server.outcome;
    result.kissCode = server.kissCode;
    result.ignored = server.ignored;
    if (server.outcome != QueryOutcome::Ok)
        return result;
    const ClockReading now = read();
    const Instant middle = sentAt + (now.realtime - sentAt) / 2;
    NtpPacket reply;
    reply.mode = NtpMode::Server;
    reply.stratum = 2;
    reply.precision = -25;
    reply.receive = toNtpTimestamp(middle + server.ahead);
    reply.transmit = reply.receive;
    result.packet = reply;
    result.sample = makeSample(reply, sentAt, now.realtime, now.clockMinusRaw());
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
