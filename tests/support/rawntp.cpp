// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawntp.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QtEndian>

#include <array>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

using namespace std::chrono;

namespace synchroscope::test {

namespace {

constexpr size_t headerSize = 48;
constexpr quint64 secondsFrom1900To1970 = 2'208'988'800;

nanoseconds now()
{
    timespec t{};
    clock_gettime(CLOCK_REALTIME, &t);
    return seconds(t.tv_sec) + nanoseconds(t.tv_nsec);
}

/// Of the era that begins in 1900, which is right for servers that are not more than ten years ahead.
nanoseconds sinceEpoch(const uchar *timestamp)
{
    const auto bits = qFromBigEndian<quint64>(timestamp);
    const auto whole = static_cast<qint64>((bits >> 32) - secondsFrom1900To1970);
    const auto fraction = static_cast<qint64>(((bits & 0xffffffff) * 1'000'000'000) >> 32);
    return seconds(whole) + nanoseconds(fraction);
}

class Socket
{
public:
    Socket() : m_descriptor(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
    ~Socket() { close(m_descriptor); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    bool connectTo(const QHostAddress &address, quint16 port) const
    {
        sockaddr_in peer{};
        peer.sin_family = AF_INET;
        peer.sin_port = htons(port);
        peer.sin_addr.s_addr = htonl(address.toIPv4Address());
        return connect(m_descriptor, reinterpret_cast<const sockaddr *>(&peer), sizeof peer) == 0;
    }
    bool readable(int timeoutMs) const
    {
        pollfd wanted{m_descriptor, POLLIN, 0};
        return poll(&wanted, 1, timeoutMs) == 1;
    }
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

} // namespace

std::optional<RawReply> askOnce(const QHostAddress &address, quint16 port, milliseconds timeout)
{
    const Socket socket;
    if (!socket.connectTo(address, port))
        return std::nullopt;

    std::array<uchar, headerSize> request{};
    request[0] = 0x23; // version 4, mode 3 (client)
    const quint64 nonce = QRandomGenerator::global()->generate64();
    qToBigEndian(nonce, request.data() + 40);

    const nanoseconds sentAt = now();
    if (send(socket.descriptor(), request.data(), request.size(), 0) != qsizetype(request.size()))
        return std::nullopt;

    const QDeadlineTimer deadline(timeout);
    while (socket.readable(static_cast<int>(deadline.remainingTime()))) {
        std::array<uchar, 512> reply{};
        const auto length = recv(socket.descriptor(), reply.data(), reply.size(), 0);
        const nanoseconds receivedAt = now();
        if (length < 0)
            return std::nullopt; // refused
        if (length < qsizetype(headerSize) || qFromBigEndian<quint64>(reply.data() + 24) != nonce)
            continue;

        const nanoseconds serverReceived = sinceEpoch(reply.data() + 32);
        const nanoseconds serverSent = sinceEpoch(reply.data() + 40);
        return RawReply{.leap = reply[0] >> 6,
                        .version = (reply[0] >> 3) & 7,
                        .mode = reply[0] & 7,
                        .stratum = reply[1],
                        .serverAhead = ((serverReceived - sentAt) + (serverSent - receivedAt)) / 2,
                        .delay = (receivedAt - sentAt) - (serverSent - serverReceived)};
    }
    return std::nullopt;
}

std::optional<RawReply> askBest(const QHostAddress &address, quint16 port, int queries)
{
    std::optional<RawReply> best;
    for (int i = 0; i < queries; ++i) {
        const std::optional<RawReply> reply = askOnce(address, port);
        if (reply && (!best || reply->delay < best->delay))
            best = reply;
    }
    return best;
}

} // namespace synchroscope::test
