// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/packet.h"

#include <QByteArray>
#include <QHostAddress>
#include <QThread>

/// NTP servers inside this process, on real UDP sockets of the loopback interface, that misbehave on request:
/// for the demonstration, tests and benchmarks. They never touch this computer's clock.
namespace synchroscope {

/// One direction of the way between client and server.
struct LabPath
{
    Duration delay{};  ///< always
    Duration jitter{}; ///< mean of an exponentially distributed extra delay
};

/// How a server behaves from now on.
struct LabBehaviour
{
    Duration ahead{}; ///< server's clock minus this computer's; positive: the server is ahead, this clock
                      ///< reads "behind"
    double frequencyPpm = 0; ///< its clock gains so much on this computer's; begins at `ahead` when either of
                             ///< the two is changed
    quint8 stratum = 2;
    LeapIndicator leap = LeapIndicator::NoWarning;
    quint32 referenceId = 0x7f4d0001;
    Duration rootDelay{};
    Duration rootDispersion{};
    LabPath there;       ///< client to server
    LabPath back;        ///< server to client
    double loss = 0;     ///< share of requests that get lost, 0 to 1
    QByteArray kissCode; ///< four letters: answers every request with this kiss
    bool silent = false;
};

struct LabEndpoint
{
    QHostAddress address;
    quint16 port = 0;
};

class LabWorker;

/// Runs its servers on a thread of its own, named "lab". The public functions are for the thread that made
/// it.
class Lab
{
public:
    using ServerId = int;

    Lab();
    ~Lab();

    Lab(const Lab &) = delete;
    Lab &operator=(const Lab &) = delete;

    /// Port 0 takes a free one. The endpoint's port is 0 when the address could not be bound.
    /// Returns when the server is there; setBehaviour() returns when it is in force.
    ServerId addServer(const LabBehaviour &behaviour,
                       const QHostAddress &address = QHostAddress(QHostAddress::LocalHost), quint16 port = 0);
    LabEndpoint endpoint(ServerId server) const;
    void setBehaviour(ServerId server, const LabBehaviour &behaviour);
    LabBehaviour behaviour(ServerId server) const;
    /// Requests received so far, answered or not.
    quint64 requestCount(ServerId server) const;

private:
    template <typename Task>
    void runInLab(Task task) const;

    QThread m_thread;
    LabWorker *m_worker; ///< lives and dies in the lab's thread
};

} // namespace synchroscope
