// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/sample.h"

#include <QByteArrayView>
#include <QHostAddress>

#include <optional>
#include <span>

namespace synchroscope {

/// A moment on CLOCK_REALTIME and who noted it.
struct Stamp
{
    Instant at;
    Timestamping by = Timestamping::User;
};

/// A non-blocking UDP socket connected to one server, for one datagram out. Being connected, it takes
/// datagrams of that server only and learns at once when nothing listens there; its port is random (RFC
/// 9109). The kernel stamps what leaves and what arrives (SO_TIMESTAMPING, Linux ≥ 4.7).
///
/// A transmit stamp and an ICMP message both raise POLLERR until they are read.
class TimestampingSocket
{
public:
    /// The error of the first step that failed is in error().
    TimestampingSocket(const QHostAddress &address, quint16 port);
    ~TimestampingSocket();

    TimestampingSocket(const TimestampingSocket &) = delete;
    TimestampingSocket &operator=(const TimestampingSocket &) = delete;

    int descriptor() const { return m_descriptor; }
    /// errno of opening, sending or of what the network reported since; 0 when all is well.
    int error() const { return m_error; }

    /// On loopback, veth and virtio the datagram's stamp is there at once; elsewhere drainErrors() finds it
    /// later.
    bool send(QByteArrayView datagram);

    /// Empties the error queue, when POLLERR is raised; remembers the transmit stamp and the network's
    /// complaint.
    void drainErrors();
    std::optional<Instant> transmitStamp() const { return m_transmitStamp; }

    struct Datagram
    {
        qsizetype size = 0;
        std::optional<Instant> kernelStamp;
    };
    /// The next datagram into `buffer`; nothing when none waits or the network reported an error.
    std::optional<Datagram> receive(std::span<char> buffer);

private:
    bool readErrorQueue();

    int m_descriptor = -1;
    int m_error = 0;
    std::optional<Instant> m_transmitStamp;
};

/// Keeps the kernel's receive stamping switched on while it lives. The kernel enables it some time after the
/// first socket asks for it, and a lone first packet would miss it: so the constructor sends itself datagrams
/// until one is stamped, for a millisecond as a rule and 50 ms at the most.
class StampingKeeper
{
public:
    StampingKeeper();
    ~StampingKeeper();

    StampingKeeper(const StampingKeeper &) = delete;
    StampingKeeper &operator=(const StampingKeeper &) = delete;

private:
    bool receivesStamps() const;

    int m_descriptor = -1;
};

} // namespace synchroscope
