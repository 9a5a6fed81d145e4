// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/commandsocket.h"

#include "core/config/hostspec.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QRandomGenerator>
#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

// The largest reply of any version has 520 bytes.
constexpr size_t largestReply = 1024;
// Then the event loop has its turn.
constexpr int mostAtOnce = 256;

template <typename Address>
sockaddr *generic(Address &address)
{
    return reinterpret_cast<sockaddr *>(&address);
}

bool fill(sockaddr_un &address, const QByteArray &path)
{
    address = {};
    address.sun_family = AF_UNIX;
    if (path.isEmpty() || size_t(path.size()) >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    return true;
}

} // namespace

QString ChronyEndpoint::toString() const
{
    if (!path.isEmpty())
        return path;
    const QString host = address.toString();
    return (address.protocol() == QAbstractSocket::IPv6Protocol ? u"[%1]:%2"_s : u"%1:%2"_s)
        .arg(host, QString::number(port));
}

std::optional<ChronyEndpoint> ChronyEndpoint::fromString(const QString &text)
{
    if (text.startsWith(u'/'))
        return ChronyEndpoint{.address = {}, .port = cmdmon::defaultPort, .path = text};
    const Result<HostSpec> host = parseHostSpec(text);
    if (!host || !host->isAddress())
        return std::nullopt;
    // "127.0.0.1" and "::1" come without a port, "[::1]" too.
    const bool hasPort = QHostAddress(text).isNull() && !text.endsWith(u']');
    return ChronyEndpoint{
        .address = QHostAddress(host->host), .port = hasPort ? host->port : cmdmon::defaultPort, .path = {}};
}

QByteArray socketsOnPort(quint16 port)
{
    const QByteArray ending = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    QList<QByteArray> sockets;
    for (const QString &table : {u"/proc/net/udp"_s, u"/proc/net/udp6"_s}) {
        QFile file(table);
        if (!file.open(QIODevice::ReadOnly))
            continue; // no IPv6 here
        const QByteArray content = file.readAll();
        for (qsizetype at = content.indexOf(ending); at >= 0; at = content.indexOf(ending, at + 1)) {
            const qsizetype begin = content.lastIndexOf('\n', at) + 1;
            const QByteArray line = content.sliced(begin, content.indexOf('\n', at) - begin);
            // "sl local_address rem_address st queues tr:when retrnsmt uid timeout inode …"
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > 9 && fields[1].endsWith(ending) && !sockets.contains(fields[9]))
                sockets.append(fields[9]);
        }
    }
    std::ranges::sort(sockets);
    return sockets.join(' ');
}

CommandSocket::CommandSocket(QObject *parent) : QObject(parent) {}

CommandSocket::~CommandSocket()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_ownPath.isEmpty())
        ::unlink(m_ownPath.constData());
}

int CommandSocket::open(const ChronyEndpoint &endpoint)
{
    const int error =
        endpoint.path.isEmpty() ? openUdp(endpoint.address, endpoint.port) : openUnix(endpoint.path);
    if (error != 0)
        return error;
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &CommandSocket::read);
    return 0;
}

int CommandSocket::openUdp(const QHostAddress &address, quint16 port)
{
    sockaddr_storage storage{};
    socklen_t size = 0;
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *ipv6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        ipv6->sin6_family = AF_INET6;
        ipv6->sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&ipv6->sin6_addr, &bytes, sizeof bytes);
        ipv6->sin6_scope_id = address.scopeId().toUInt();
        size = sizeof *ipv6;
    } else {
        auto *ipv4 = reinterpret_cast<sockaddr_in *>(&storage);
        ipv4->sin_family = AF_INET;
        ipv4->sin_port = htons(port);
        ipv4->sin_addr.s_addr = htonl(address.toIPv4Address());
        size = sizeof *ipv4;
    }
    m_descriptor = ::socket(storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_descriptor < 0 || ::connect(m_descriptor, generic(storage), size) != 0)
        return errno;
    return 0;
}

int CommandSocket::openUnix(const QString &path)
{
    sockaddr_un remote{};
    sockaddr_un own{};
    if (!fill(remote, QFile::encodeName(path)))
        return ENAMETOOLONG;
    const QString name = u"synchroscope.%1.%2.sock"_s.arg(::getpid())
                             .arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    const QByteArray ownPath = QFile::encodeName(QFileInfo(path).dir().filePath(name));
    if (!fill(own, ownPath))
        return ENAMETOOLONG;
    m_descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_descriptor < 0 || ::bind(m_descriptor, generic(own), sizeof own) != 0)
        return errno;
    m_ownPath = ownPath;
    if (::chmod(ownPath.constData(), 0666) != 0 ||
        ::connect(m_descriptor, generic(remote), sizeof remote) != 0)
        return errno;
    return 0;
}

int CommandSocket::send(const QByteArray &request)
{
    return ::send(m_descriptor, request.constData(), size_t(request.size()), 0) < 0 ? errno : 0;
}

void CommandSocket::read()
{
    std::array<char, largestReply> buffer;
    const QPointer<CommandSocket> alive(this);
    for (int i = 0; i < mostAtOnce && alive; ++i) {
        const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size >= 0) {
            Q_EMIT received(QByteArray(buffer.data(), size));
        } else if (errno != EINTR) {
            if (errno != EAGAIN)
                Q_EMIT failed(errno);
            return;
        }
    }
}

} // namespace synchroscope
