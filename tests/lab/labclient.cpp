// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lab/labclient.h"

#include <QDeadlineTimer>

#include <array>
#include <cstring>
#include <ctime>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace synchroscope::test {

using namespace std::chrono_literals;

namespace {

Duration toDuration(const timespec &time)
{
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

Duration readClock(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return toDuration(time);
}

int connectTo(const LabEndpoint &server)
{
    const bool isIPv6 = server.address.protocol() == QAbstractSocket::IPv6Protocol;
    const int descriptor = ::socket(isIPv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const int enabled = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &enabled, sizeof enabled);
    bool isConnected = false;
    if (isIPv6) {
        sockaddr_in6 peer{};
        peer.sin6_family = AF_INET6;
        peer.sin6_port = htons(server.port);
        const Q_IPV6ADDR bytes = server.address.toIPv6Address();
        std::memcpy(&peer.sin6_addr, &bytes, sizeof bytes);
        isConnected = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&peer), sizeof peer) == 0;
    } else {
        sockaddr_in peer{};
        peer.sin_family = AF_INET;
        peer.sin_port = htons(server.port);
        peer.sin_addr.s_addr = htonl(server.address.toIPv4Address());
        isConnected = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&peer), sizeof peer) == 0;
    }
    if (isConnected)
        return descriptor;
    ::close(descriptor);
    return -1;
}

} // namespace

Instant realtimeNow()
{
    return Instant(readClock(CLOCK_REALTIME));
}

Duration monotonicNow()
{
    return readClock(CLOCK_MONOTONIC);
}

LabClient::LabClient(const LabEndpoint &server) : m_descriptor(connectTo(server)) {}

LabClient::~LabClient()
{
    ::close(m_descriptor);
}

bool LabClient::send(QByteArrayView datagram) const
{
    return ::send(m_descriptor, datagram.data(), static_cast<size_t>(datagram.size()), 0) == datagram.size();
}

std::optional<LabClient::Datagram> LabClient::receive(std::chrono::milliseconds patience) const
{
    pollfd wanted{m_descriptor, POLLIN, 0};
    if (::poll(&wanted, 1, static_cast<int>(patience.count())) != 1)
        return std::nullopt;
    std::array<char, 2048> buffer;
    std::array<char, 128> control;
    iovec payload{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &payload;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(m_descriptor, &message, 0);
    const cmsghdr *stamped = CMSG_FIRSTHDR(&message);
    if (size < 0 || !stamped || stamped->cmsg_type != SCM_TIMESTAMPNS)
        return std::nullopt;
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(stamped), sizeof stamp);
    return Datagram{QByteArray(buffer.data(), size), Instant(toDuration(stamp))};
}

std::optional<LabClient::Exchange> LabClient::ask(std::chrono::milliseconds patience)
{
    const quint64 nonce = ++m_nonce;
    const NtpDatagram request = encodeClientRequest(nonce);
    const Instant sentAt = realtimeNow();
    if (!send(request))
        return std::nullopt;
    const QDeadlineTimer deadline(patience);
    while (const auto datagram = receive(std::chrono::milliseconds(deadline.remainingTime()))) {
        const std::optional<NtpPacket> reply = decode(datagram->bytes);
        if (reply && reply->origin.bits == nonce)
            return Exchange{*reply, sentAt, datagram->at, makeSample(*reply, sentAt, datagram->at, 0s)};
    }
    return std::nullopt;
}

std::optional<LabClient::Exchange> LabClient::askUndisturbed(Duration simulated)
{
    const QDeadlineTimer deadline(30s);
    do {
        const std::optional<Exchange> exchange = ask();
        if (!exchange || exchange->sample.delay < simulated + 300us)
            return exchange;
    } while (!deadline.hasExpired());
    return std::nullopt;
}

} // namespace synchroscope::test
