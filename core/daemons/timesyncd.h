// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QVariantMap>

#include <chrono>
#include <vector>

class QDBusPendingCallWatcher;

namespace synchroscope {

/// All properties of org.freedesktop.timesync1.Manager, without starting the service.
QDBusMessage timesyncdQuestion();

/// The servers that those properties name, in the order in which timesyncd prefers them, after the one it
/// uses now. They have no file and no line. Origins: ServerName and RuntimeNTPServers are Running,
/// SystemNTPServers (files) Administrator, LinkNTPServers Dhcp, FallbackNTPServers Distribution.
std::vector<NamedServer> timesyncdServers(const QVariantMap &properties);

/// Asks systemd-timesyncd over D-Bus which servers it knows (org.freedesktop.timesync1.Manager, systemd 239
/// and newer).
///
/// Never blocks and never starts the service: without a bus, without timesyncd, and if no answer comes in
/// time, there are simply no servers. Lives in one thread, whichever owns an event loop; destroying it
/// cancels the question.
class TimesyncdReader final : public QObject
{
    Q_OBJECT

public:
    explicit TimesyncdReader(const QDBusConnection &bus,
                             std::chrono::milliseconds patience = std::chrono::seconds(3),
                             QObject *parent = nullptr);
    ~TimesyncdReader() override;

    /// Asks. serversRead() follows once, always after this function has returned; a question that is still
    /// open is dropped.
    void read();

Q_SIGNALS:
    /// As timesyncdServers() says.
    void serversRead(const std::vector<synchroscope::NamedServer> &servers);

private:
    void finish(QDBusPendingCallWatcher *watcher);

    QDBusConnection m_bus;
    std::chrono::milliseconds m_patience;
    QDBusPendingCallWatcher *m_watcher = nullptr; ///< a child; of the open question
};

} // namespace synchroscope
