// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineparts.h"

#include <functional>
#include <map>
#include <random>

namespace synchroscope {

/// A world in which time passes only when the test says so: clock, timers, names, servers and chance in one.
class VirtualWorld final : public Clock,
                           public Scheduler,
                           public RandomSource,
                           public Resolver,
                           public NtpTransport
{
public:
    /// What a server does with a request; the default is a good answer after 20 ms.
    struct Server
    {
        QueryOutcome outcome = QueryOutcome::Ok;
        Duration after = std::chrono::milliseconds(20);
        Duration ahead{}; ///< server's clock minus ours
        QByteArray kissCode{};
        IgnoredReplies ignored{};    ///< seen with each request
        QByteArray forgedKissCode{}; ///< sent at each request by somebody who has not seen it
        bool hasLeft = true;         ///< the request, from this computer
    };
    struct Request
    {
        QHostAddress address;
        quint16 port;
        Duration at;  ///< since the world began, sleep included
        bool hasLeft; ///< else nobody was asked
    };

    VirtualWorld();

    /// Runs everything that is due within this span.
    void advance(Duration span);
    /// The clock is moved without time passing.
    void stepClock(Duration by) { m_clockMinusMonotonic += by; }
    /// What the kernel does for a leap second: −1 s for one inserted. The servers go along.
    void leap(Duration by);
    /// A time service tells the kernel the TAI offset.
    void setTaiOffset(Duration offset) { m_taiMinusRealtime = offset; }
    /// Time that only BOOTTIME and REALTIME see.
    void suspend(Duration span);
    /// While there is none no packet leaves, and no name is found.
    void setNetwork(bool isThere) { hasNetwork = m_packetsPass = isThere; }
    Duration elapsed() const { return m_monotonic.time_since_epoch() - m_began; }

    std::map<QString, Server> servers;            ///< by address; an unknown one never answers
    std::map<QString, QList<QHostAddress>> names; ///< an unknown one is not found, after `resolveTakes`
    bool hasNetwork = true;                       ///< as this computer says
    QStringList ownAddresses;
    Duration resolveTakes = std::chrono::milliseconds(30);
    std::vector<Request> requests;
    int lookups = 0;
    int inFlight = 0;
    int mostInFlight = 0;
    int mostInFlightOfOne = 0; ///< of one program to one address
    size_t pendingTimers() const { return m_timers.size(); }

    // Clock
    ClockReading read() const override;
    // Scheduler
    TimerId after(Duration delay, std::function<void()> callback) override;
    // RandomSource
    quint64 next() override { return m_generator(); }
    // Resolver
    ResolveId resolve(const QString &host, AddressFamily family, Resolver::Finished finished) override;
    // NtpTransport
    ExchangeId ask(const QHostAddress &address, quint16 port, Duration timeout,
                   NtpTransport::Finished finished) override;
    // Scheduler, Resolver and NtpTransport alike: all ids are the timers'.
    void cancel(quint64 id) override;

    /// What one of several programs does; the world itself is program 0.
    ExchangeId ask(int program, const QHostAddress &address, quint16 port, Duration timeout,
                   NtpTransport::Finished finished);
    int newProgram() { return ++m_programs; }

private:
    ExchangeResult answerOf(const Server &server, const ClockReading &sent);
    void end(quint64 exchange);

    struct Timer
    {
        TimerId id;
        std::function<void()> callback;
    };
    std::multimap<MonotonicInstant, Timer> m_timers;
    std::map<TimerId, QString> m_exchanges; ///< to the program and address
    std::map<QString, int> m_inFlight;      ///< by program and address
    MonotonicInstant m_monotonic;
    Duration m_began;
    Duration m_suspended{};
    Duration m_clockMinusMonotonic;
    Duration m_taiMinusRealtime{};
    TimerId m_lastId = noTimer;
    int m_programs = 0;
    bool m_packetsPass = true;
    std::mt19937_64 m_generator{1};
};

/// Parts of an engine that lives in `world`, which must outlive it; ledger, history and watch list are the
/// real ones, in memory unless directories are given.
EngineParts virtualParts(VirtualWorld &world, const EngineOptions &options = {},
                         std::unique_ptr<Discoverer> discoverer = {},
                         std::unique_ptr<DaemonWatch> daemons = {});

/// A discoverer that finds nothing until told.
class FakeDiscoverer final : public Discoverer
{
public:
    void start() override { ++started; }
    int started = 0;
};

/// A clock that says and changes what the test says.
class FakeClockWatch final : public ClockWatch
{
public:
    void start() override {}
    void refresh() override { ++refreshed; }
    void setAttended(bool attended) override { isAttended = attended; }
    void change(const ClockChange &change) override { changes.push_back(change); }
    int refreshed = 0;
    bool isAttended = false;
    std::vector<ClockChange> changes;
};

/// Daemons that say what the test says.
class FakeDaemonWatch final : public DaemonWatch
{
public:
    void start() override { ++started; }
    void refresh() override {}
    int started = 0;
};

} // namespace synchroscope
