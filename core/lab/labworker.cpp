// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/labworker.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr qint8 labPrecision = -25;
// How long ago a lab server's clock was last set, as it says.
constexpr Duration sinceReference = 8s;
// Taken from one socket before its neighbours and the timer have their turn.
constexpr int datagramsAtOnce = 64;

Duration readClock(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

Instant realtimeNow()
{
    return Instant(readClock(CLOCK_REALTIME));
}

QByteArray toSystemAddress(const QHostAddress &address, quint16 port)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        sockaddr_in6 ipv6{};
        ipv6.sin6_family = AF_INET6;
        ipv6.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&ipv6.sin6_addr, &bytes, sizeof bytes);
        return QByteArray(reinterpret_cast<const char *>(&ipv6), sizeof ipv6);
    }
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(port);
    ipv4.sin_addr.s_addr = htonl(address.toIPv4Address());
    return QByteArray(reinterpret_cast<const char *>(&ipv4), sizeof ipv4);
}

const sockaddr *asSystemAddress(const QByteArray &bytes)
{
    return reinterpret_cast<const sockaddr *>(bytes.constData());
}

quint16 boundPort(int descriptor)
{
    sockaddr_storage bound{};
    socklen_t length = sizeof bound;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr *>(&bound), &length) != 0)
        return 0;
    const quint16 *port = bound.ss_family == AF_INET6
                              ? &reinterpret_cast<const sockaddr_in6 *>(&bound)->sin6_port
                              : &reinterpret_cast<const sockaddr_in *>(&bound)->sin_port;
    return ntohs(*port);
}

std::optional<Instant> kernelStamp(msghdr &message)
{
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_TIMESTAMPNS)
            continue;
        timespec stamp{};
        std::memcpy(&stamp, CMSG_DATA(header), sizeof stamp);
        return Instant(std::chrono::seconds(stamp.tv_sec) + Duration(stamp.tv_nsec));
    }
    return std::nullopt;
}

quint32 kissReferenceId(const QByteArray &code)
{
    QByteArray four = code.left(4);
    four.append(4 - four.size(), '\0');
    return qFromBigEndian<quint32>(four.constData());
}

} // namespace

LabWorker::LabWorker()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_notifier(m_epoll, QSocketNotifier::Read, this)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_notifier, &QSocketNotifier::activated, this, &LabWorker::handleRequests);
    connect(&m_timer, &QTimer::timeout, this, &LabWorker::sendDue);
}

LabWorker::~LabWorker()
{
    for (const Server &server : m_servers) {
        if (server.descriptor >= 0)
            ::close(server.descriptor);
    }
    m_notifier.setEnabled(false);
    ::close(m_epoll);
}

Lab::ServerId LabWorker::addServer(const LabBehaviour &behaviour, const QHostAddress &address, quint16 port)
{
    const auto id = static_cast<Lab::ServerId>(m_servers.size());
    const QByteArray wanted = toSystemAddress(address, port);
    Server server{
        .endpoint = {address, 0}, .behaviour = behaviour, .driftingSince = readClock(CLOCK_MONOTONIC)};
    server.descriptor =
        ::socket(asSystemAddress(wanted)->sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int enabled = 1;
    ::setsockopt(server.descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &enabled, sizeof enabled);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u32 = static_cast<quint32>(id);
    if (::bind(server.descriptor, asSystemAddress(wanted), static_cast<socklen_t>(wanted.size())) == 0 &&
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, server.descriptor, &event) == 0)
        server.endpoint.port = boundPort(server.descriptor);
    m_servers.push_back(std::move(server));
    return id;
}

void LabWorker::setBehaviour(Lab::ServerId id, const LabBehaviour &behaviour)
{
    Server &server = m_servers.at(static_cast<size_t>(id));
    const bool clockChanges =
        behaviour.ahead != server.behaviour.ahead || behaviour.frequencyPpm != server.behaviour.frequencyPpm;
    if (clockChanges)
        server.driftingSince = readClock(CLOCK_MONOTONIC);
    server.behaviour = behaviour;
}

void LabWorker::handleRequests()
{
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i)
        receive(static_cast<Lab::ServerId>(events[static_cast<size_t>(i)].data.u32));
}

void LabWorker::receive(Lab::ServerId id)
{
    for (int taken = 0; taken < datagramsAtOnce; ++taken) {
        std::array<char, 1024> buffer;
        std::array<char, 128> control;
        sockaddr_storage sender{};
        iovec payload{buffer.data(), buffer.size()};
        msghdr message{};
        message.msg_name = &sender;
        message.msg_namelen = sizeof sender;
        message.msg_iov = &payload;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t size = ::recvmsg(at(id).descriptor, &message, 0);
        if (size < 0)
            return;
        accept(
            id, QByteArrayView(buffer.data(), size),
            QByteArray(reinterpret_cast<const char *>(&sender), static_cast<qsizetype>(message.msg_namelen)),
            kernelStamp(message).value_or(realtimeNow()));
    }
}

void LabWorker::accept(Lab::ServerId id, QByteArrayView datagram, const QByteArray &client, Instant arrivedAt)
{
    Server &server = m_servers[static_cast<size_t>(id)];
    const std::optional<NtpPacket> request = decode(datagram);
    if (!request || request->mode != NtpMode::Client)
        return;
    ++server.requests;
    const bool lost = std::bernoulli_distribution(std::clamp(server.behaviour.loss, 0.0, 1.0))(m_random);
    if (server.behaviour.silent || lost)
        return;
    const Duration there = drawWay(server.behaviour.there);
    const Duration back = drawWay(server.behaviour.back);
    const Pending pending{id, *request, client, arrivedAt + there, back};
    if (there + back == Duration::zero()) {
        send(pending);
        return;
    }
    const Duration alreadyPassed = realtimeNow() - arrivedAt;
    m_pending.emplace(readClock(CLOCK_MONOTONIC) + there + back - alreadyPassed, pending);
    sendDue();
}

void LabWorker::sendDue()
{
    const Duration now = readClock(CLOCK_MONOTONIC);
    while (!m_pending.empty() && m_pending.begin()->first <= now) {
        send(m_pending.begin()->second);
        m_pending.erase(m_pending.begin());
    }
    if (!m_pending.empty())
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(m_pending.begin()->first - now));
}

void LabWorker::send(const Pending &pending)
{
    const Server &server = at(pending.server);
    const LabBehaviour &behaviour = server.behaviour;
    NtpPacket reply;
    reply.leap = behaviour.leap;
    reply.version = pending.request.version;
    reply.mode = NtpMode::Server;
    reply.stratum = behaviour.stratum;
    reply.poll = pending.request.poll;
    reply.precision = labPrecision;
    reply.rootDelay = behaviour.rootDelay;
    reply.rootDispersion = behaviour.rootDispersion;
    reply.referenceId = behaviour.referenceId;
    if (!behaviour.kissCode.isEmpty()) {
        reply.leap = LeapIndicator::Unsynchronised;
        reply.stratum = 0;
        reply.referenceId = kissReferenceId(behaviour.kissCode);
    }
    reply.origin = pending.request.transmit;
    reply.receive = toNtpTimestamp(serverTime(server, pending.arrival));
    reply.reference = toNtpTimestamp(serverTime(server, pending.arrival) - sinceReference);
    const Instant departure = std::max(realtimeNow() - pending.wayBack, pending.arrival);
    reply.transmit = toNtpTimestamp(serverTime(server, departure));
    const NtpDatagram datagram = encode(reply);
    // A client that is gone meanwhile is its own affair.
    ::sendto(server.descriptor, datagram.data(), datagram.size(), 0, asSystemAddress(pending.client),
             static_cast<socklen_t>(pending.client.size()));
}

// What the server's clock shows at the moment when this computer's shows `here`.
Instant LabWorker::serverTime(const Server &server, Instant here) const
{
    const Duration sinceNow = here - realtimeNow();
    const Duration drifting = readClock(CLOCK_MONOTONIC) + sinceNow - server.driftingSince;
    return here + server.behaviour.ahead +
           fromSeconds(toSeconds(drifting) * server.behaviour.frequencyPpm * 1e-6);
}

Duration LabWorker::drawWay(const LabPath &path)
{
    if (path.jitter <= Duration::zero())
        return path.delay;
    return path.delay + fromSeconds(std::exponential_distribution(1 / toSeconds(path.jitter))(m_random));
}

} // namespace synchroscope
