// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/cmdmon.h"

#include <QHostAddress>
#include <QObject>
#include <QString>

#include <memory>

class QSocketNotifier;

namespace synchroscope {

/// Where a chronyd takes commands: an address and a port, or the path of a Unix socket.
struct ChronyEndpoint
{
    QHostAddress address;
    quint16 port = cmdmon::defaultPort;
    QString path; ///< not empty: the Unix socket, and the rest does not count

    /// "127.0.0.1:323", "[::1]:323" or the path. The other way round: nothing for what is neither.
    QString toString() const;
    static std::optional<ChronyEndpoint> fromString(const QString &text);

    friend bool operator==(const ChronyEndpoint &, const ChronyEndpoint &) = default;
};

/// The sockets of this computer that are bound to a UDP port, as the kernel numbers them.
///
/// Two chronyds that share a port form a group, and the kernel picks one of them for each client by its place
/// in that group. Whenever one joins or leaves, the places are dealt anew, and a connected socket may reach
/// the other daemon from then on; while this list stays the same it always reaches the same one.
QByteArray socketsOnPort(quint16 port);

/// A datagram socket to a chronyd. It is connected, so that the kernel says where nobody listens. Of two
/// chronyds that share a port it reaches the same one as long as neither is started or ended: see
/// socketsOnPort(). Never blocks; lives in one thread with an event loop.
class CommandSocket final : public QObject
{
    Q_OBJECT

public:
    explicit CommandSocket(QObject *parent = nullptr);
    ~CommandSocket() override;

    /// 0, or the system's error number. A Unix socket needs a name of our own that chronyd can write to: it
    /// is made beside chronyd's, with access for all, and removed with this object (chrony.md 1.4; an
    /// unnamed socket gets no answer).
    int open(const ChronyEndpoint &endpoint);
    /// 0, or the system's error number; EAGAIN: not now. ECONNREFUSED tells of an earlier datagram that found
    /// nobody, and failed() does not follow then.
    int send(const QByteArray &request);

Q_SIGNALS:
    void received(const QByteArray &datagram);
    /// What the kernel reports, for example ECONNREFUSED.
    void failed(int systemError);

private:
    void read();
    int openUnix(const QString &path);
    int openUdp(const QHostAddress &address, quint16 port);

    int m_descriptor = -1;
    QByteArray m_ownPath;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace synchroscope
