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

/// A datagram socket to one chronyd. It is connected: of two chronyds that share a port it always reaches the
/// same one, and where nobody listens the kernel says so. Never blocks; lives in one thread with an event
/// loop.
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
    /// 0, or the system's error number; EAGAIN: not now.
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
