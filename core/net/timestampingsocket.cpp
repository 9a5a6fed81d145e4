// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/timestampingsocket.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace synchroscope {

namespace {

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = 0;
};

int familyOf(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol ? AF_INET : AF_INET6;
}

// Zero when there is none of this name. if_nametoindex() would need another descriptor.
uint interfaceIndex(int descriptor, const QString &name)
{
    ifreq request{};
    qstrncpy(request.ifr_name, name.toLocal8Bit().constData(), sizeof request.ifr_name);
    return ::ioctl(descriptor, SIOCGIFINDEX, &request) == 0 ? static_cast<uint>(request.ifr_ifindex) : 0;
}

SocketAddress toSocketAddress(int descriptor, const QHostAddress &address, quint16 port)
{
    SocketAddress result;
    if (familyOf(address) == AF_INET) {
        sockaddr_in ipv4{};
        ipv4.sin_family = AF_INET;
        ipv4.sin_port = htons(port);
        ipv4.sin_addr.s_addr = htonl(address.toIPv4Address());
        std::memcpy(&result.storage, &ipv4, sizeof ipv4);
        result.length = sizeof ipv4;
        return result;
    }
    sockaddr_in6 ipv6{};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&ipv6.sin6_addr, &bytes, sizeof bytes);
    if (const QString scope = address.scopeId(); !scope.isEmpty()) {
        bool isNumber = false;
        const uint number = scope.toUInt(&isNumber);
        ipv6.sin6_scope_id = isNumber ? number : interfaceIndex(descriptor, scope);
    }
    std::memcpy(&result.storage, &ipv6, sizeof ipv6);
    result.length = sizeof ipv6;
    return result;
}

bool setOption(int descriptor, int level, int option, int value)
{
    return setsockopt(descriptor, level, option, &value, sizeof value) == 0;
}

constexpr int stampingFlags = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_TX_SOFTWARE |
                              SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_OPT_ID |
                              SOF_TIMESTAMPING_OPT_TSONLY;

std::optional<Instant> softwareStamp(const cmsghdr &header)
{
    scm_timestamping stamps{};
    std::memcpy(&stamps, CMSG_DATA(&header), sizeof stamps);
    const timespec &software = stamps.ts[0];
    if (software.tv_sec == 0 && software.tv_nsec == 0)
        return std::nullopt;
    return Instant(std::chrono::seconds(software.tv_sec) + Duration(software.tv_nsec));
}

bool isExtendedError(const cmsghdr &header)
{
    return (header.cmsg_level == SOL_IP && header.cmsg_type == IP_RECVERR) ||
           (header.cmsg_level == SOL_IPV6 && header.cmsg_type == IPV6_RECVERR);
}

using ControlBuffer = std::array<char, 512>;

// Nothing, and errno, when there is none.
std::optional<TimestampingSocket::Datagram> receiveFrom(int descriptor, std::span<char> buffer)
{
    ControlBuffer control;
    iovec payload{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &payload;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(descriptor, &message, MSG_DONTWAIT);
    if (size < 0)
        return std::nullopt;
    TimestampingSocket::Datagram datagram{.size = size, .kernelStamp = std::nullopt};
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_TIMESTAMPING)
            datagram.kernelStamp = softwareStamp(*header);
    }
    return datagram;
}

} // namespace

TimestampingSocket::TimestampingSocket(const QHostAddress &address, quint16 port)
{
    const int family = familyOf(address);
    m_descriptor = ::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0) {
        m_error = errno;
        return;
    }
    // Where the kernel cannot stamp, the samples say so; where it cannot report ICMP messages, time runs out
    // instead.
    setOption(m_descriptor, SOL_SOCKET, SO_TIMESTAMPING, stampingFlags);
    if (family == AF_INET)
        setOption(m_descriptor, SOL_IP, IP_RECVERR, 1);
    else
        setOption(m_descriptor, SOL_IPV6, IPV6_RECVERR, 1);
    const SocketAddress target = toSocketAddress(m_descriptor, address, port);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&target.storage), target.length) != 0)
        m_error = errno;
}

TimestampingSocket::~TimestampingSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool TimestampingSocket::send(QByteArrayView datagram)
{
    if (m_error != 0)
        return false;
    if (::send(m_descriptor, datagram.data(), static_cast<size_t>(datagram.size()), MSG_NOSIGNAL) !=
        datagram.size()) {
        m_error = errno;
        return false;
    }
    readErrorQueue();
    return true;
}

void TimestampingSocket::drainErrors()
{
    while (readErrorQueue()) {
    }
}

// One entry; false when there is none.
bool TimestampingSocket::readErrorQueue()
{
    ControlBuffer control;
    char ignored = 0;
    iovec payload{&ignored, sizeof ignored};
    msghdr message{};
    message.msg_iov = &payload;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(m_descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return false;
    std::optional<Instant> stamp;
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_TIMESTAMPING) {
            stamp = softwareStamp(*header);
        } else if (isExtendedError(*header)) {
            sock_extended_err error{};
            std::memcpy(&error, CMSG_DATA(header), sizeof error);
            // A stamp travels as an "error" of its own kind, with ENOMSG.
            if (error.ee_origin == SO_EE_ORIGIN_TIMESTAMPING)
                m_transmitStamp = stamp;
            else if (m_error == 0)
                m_error = static_cast<int>(error.ee_errno);
        }
    }
    return true;
}

// What the network reported comes before any datagram, also what found no room in the error queue.
std::optional<TimestampingSocket::Datagram> TimestampingSocket::receive(std::span<char> buffer)
{
    const std::optional<Datagram> datagram = receiveFrom(m_descriptor, buffer);
    if (!datagram && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && m_error == 0)
        m_error = errno;
    return datagram;
}

StampingKeeper::StampingKeeper() : m_descriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in self{};
    self.sin_family = AF_INET;
    self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof self;
    auto *address = reinterpret_cast<sockaddr *>(&self);
    const bool talksToItself = m_descriptor >= 0 && ::bind(m_descriptor, address, length) == 0 &&
                               ::getsockname(m_descriptor, address, &length) == 0 &&
                               ::connect(m_descriptor, address, length) == 0;
    setOption(m_descriptor, SOL_SOCKET, SO_TIMESTAMPING,
              SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE);
    constexpr int attempts = 25;
    for (int i = 0; talksToItself && i < attempts && !receivesStamps(); ++i)
        ::poll(nullptr, 0, 1);
}

bool StampingKeeper::receivesStamps() const
{
    constexpr int milliseconds = 1;
    pollfd waiting{m_descriptor, POLLIN, 0};
    if (::send(m_descriptor, "", 1, MSG_DONTWAIT) != 1 || ::poll(&waiting, 1, milliseconds) != 1)
        return false;
    std::array<char, 1> buffer{};
    const std::optional<TimestampingSocket::Datagram> datagram = receiveFrom(m_descriptor, buffer);
    return datagram && datagram->kernelStamp;
}

StampingKeeper::~StampingKeeper()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace synchroscope
