// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <chrono>
#include <memory>

namespace synchroscope::test {

/// What a relay does to the datagrams of one direction. Each one's fate is drawn by itself, so that jitter
/// may let one overtake another.
struct RelayPath
{
    std::chrono::nanoseconds delay{};  ///< always
    std::chrono::nanoseconds jitter{}; ///< mean of an exponentially distributed delay beside it
    double spikes = 0;                 ///< share that is delayed by a spike beside that, 0 to 1
    std::chrono::nanoseconds spikeLeast{};
    std::chrono::nanoseconds spikeMost{}; ///< evenly distributed in between
    double loss = 0;                      ///< share that is lost
    double duplication = 0; ///< share that comes twice, the second time after a delay of its own
    double reordering = 0;  ///< share that is held for 20 ms more, while others overtake it
};

struct RelayCounts
{
    quint64 received = 0;
    quint64 lost = 0;
    quint64 duplicated = 0;
    quint64 spikes = 0;
    quint64 reordered = 0;
    quint64 sent = 0; ///< a duplicate counts by itself

    friend bool operator==(const RelayCounts &, const RelayCounts &) = default;
};

struct RelayStatistics
{
    RelayCounts out; ///< from clients to the server
    RelayCounts back;
    /// The relay's own noise: by how much later than drawn datagrams left.
    std::chrono::nanoseconds medianLateness{};
    std::chrono::nanoseconds worstLateness{};
};

/// Passes UDP datagrams between clients and one server, as a network that is not good would. Delays count
/// from the kernel's stamp of the arrival; the thread wakes a little early and spins until a datagram is due,
/// so that it leaves too late by some microseconds only, and never too early. IPv4.
///
/// Use:  UdpRelay relay({.server = chronyd.address(), .serverPort = chronyd.port(), .out = {.delay = 10ms}});
///       QVERIFY2(relay.start(), qPrintable(relay.failure()));
class UdpRelay
{
public:
    struct Setup
    {
        QHostAddress server;
        quint16 serverPort = 0;
        RelayPath out{};        ///< from clients to the server
        RelayPath back{};       ///< from the server to clients
        quint64 seed = 1;       ///< the same fates again, as long as datagrams come in the same order
        QHostAddress address{}; ///< null: one of 127.77.0.0/16 that this process has not used
        quint16 port = 0;       ///< 0: one that nobody uses
    };

    explicit UdpRelay(const Setup &setup);
    ~UdpRelay();
    UdpRelay(const UdpRelay &) = delete;
    UdpRelay &operator=(const UdpRelay &) = delete;

    /// In the network namespace of the calling thread. Otherwise failure() says why.
    bool start();
    QString failure() const;
    QHostAddress address() const;
    quint16 port() const;

    /// For datagrams that come from now on.
    void setPaths(const RelayPath &out, const RelayPath &back);
    RelayStatistics statistics() const;

private:
    class Worker;

    std::unique_ptr<Worker> m_worker;
};

} // namespace synchroscope::test
