// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QDataStream>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

namespace synchroscope {

using namespace Qt::StringLiterals;

bool SingleInstance::claim(const QStringList &hosts, Raise raise)
{
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + "/synchroscope"_L1;
    QDir().mkpath(folder);
    const QString path = folder + "/window.socket"_L1;
    QLocalSocket other;
    other.connectToServer(path);
    // The first one's socket answers at once or not at all: it is a file on this machine.
    constexpr int milliseconds = 500;
    if (other.waitForConnected(milliseconds)) {
        QDataStream stream(&other);
        stream << hosts << (raise == Raise::Yes);
        other.waitForBytesWritten(milliseconds);
        other.disconnectFromServer();
        return false;
    }
    // A socket that nobody answers was left by one that crashed.
    QLocalServer::removeServer(path);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *visitor = m_server.nextPendingConnection()) {
            connect(visitor, &QLocalSocket::disconnected, this, [this, visitor] {
                visitor->deleteLater();
                QStringList theirs;
                bool isRaising = true;
                QDataStream stream(visitor);
                stream >> theirs >> isRaising;
                // One of a former version says nothing of it.
                if (isRaising || stream.status() != QDataStream::Ok)
                    Q_EMIT raiseRequested();
                Q_EMIT handedOver(theirs);
            });
        }
    });
    // Without it two windows may open; that is no reason to open none.
    m_server.listen(path);
    return true;
}

} // namespace synchroscope
