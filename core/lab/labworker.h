// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/lab.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <map>
#include <optional>
#include <random>
#include <vector>

namespace synchroscope {

/// The lab's servers at work, in the lab's thread.
///
/// A request that the kernel saw at time r reaches the simulated server at r + there and is answered at once.
/// The reply leaves when the way back is over too; its stamps are computed at the very moment s of sending,
/// for a server that sent at s − back. So client and server measure exactly the simulated ways, however late
/// a timer wakes this thread: lateness looks like a server that thought for a while.
class LabWorker final : public QObject
{
    Q_OBJECT

public:
    LabWorker();
    ~LabWorker() override;

    Lab::ServerId addServer(const LabBehaviour &behaviour, const QHostAddress &address, quint16 port);
    LabEndpoint endpoint(Lab::ServerId server) const { return at(server).endpoint; }
    void setBehaviour(Lab::ServerId server, const LabBehaviour &behaviour);
    LabBehaviour behaviour(Lab::ServerId server) const { return at(server).behaviour; }
    quint64 requestCount(Lab::ServerId server) const { return at(server).requests; }

private:
    struct Server
    {
        int descriptor = -1;
        LabEndpoint endpoint;
        LabBehaviour behaviour;
        Duration driftingSince{}; ///< on CLOCK_MONOTONIC
        quint64 requests = 0;
    };
    struct Pending
    {
        Lab::ServerId server = 0;
        NtpPacket request;
        QByteArray client; ///< a sockaddr
        Instant arrival;   ///< at the simulated server, on this computer's clock
        Duration wayBack{};
    };

    const Server &at(Lab::ServerId server) const { return m_servers.at(static_cast<size_t>(server)); }
    void handleRequests();
    void receive(Lab::ServerId server);
    void accept(Lab::ServerId id, QByteArrayView datagram, const QByteArray &client, Instant arrivedAt);
    void send(const Pending &pending);
    void sendDue();
    Instant serverTime(const Server &server, Instant here) const;
    Duration drawWay(const LabPath &path);

    std::vector<Server> m_servers;
    std::multimap<Duration, Pending> m_pending; ///< by when to send, on CLOCK_MONOTONIC
    int m_epoll = -1;
    QSocketNotifier m_notifier;
    QTimer m_timer;
    std::mt19937_64 m_random{std::random_device{}()};
};

} // namespace synchroscope
