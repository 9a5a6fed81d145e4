// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/timesyncd.h"

#include "core/daemons/buscall.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLoggingCategory>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(daemonLog, "synchroscope.daemon", QtWarningMsg)

struct ServerList
{
    QLatin1StringView property;
    ServerOrigin origin;
};

/// Of one list; a real one has some four.
constexpr qsizetype mostServers = 256;

/// timesyncd asks those set at run time first, then a link's, then those of its files, then the fallback
/// ones.
constexpr std::array serverLists = {
    ServerList{"ServerName"_L1, ServerOrigin::Running},
    ServerList{"RuntimeNTPServers"_L1, ServerOrigin::Running},
    ServerList{"LinkNTPServers"_L1, ServerOrigin::Dhcp},
    ServerList{"SystemNTPServers"_L1, ServerOrigin::Administrator},
    ServerList{"FallbackNTPServers"_L1, ServerOrigin::Distribution},
};

} // namespace

QDBusMessage timesyncdQuestion()
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(u"org.freedesktop.timesync1"_s, u"/org/freedesktop/timesync1"_s,
                                       u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s);
    message.setAutoStartService(false);
    message << u"org.freedesktop.timesync1.Manager"_s;
    return message;
}

std::vector<NamedServer> timesyncdServers(const QVariantMap &properties)
{
    std::vector<NamedServer> servers;
    for (const ServerList &list : serverLists) {
        // ServerName is one string, which is a list of one here; an empty string is no server.
        const QStringList names = properties.value(list.property).toStringList().mid(0, mostServers);
        for (const QString &name : names) {
            const Result<HostSpec> host = parseHostSpec(name);
            if (host)
                servers.push_back({*host, DaemonKind::Timesyncd, list.origin, ServerType::Server, {}, 0});
            else if (!name.isEmpty())
                qCWarning(daemonLog) << "timesyncd names" << name << "which is no host";
        }
    }
    return servers;
}

TimesyncdReader::TimesyncdReader(const QDBusConnection &bus, std::chrono::milliseconds patience,
                                 QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_patience(patience)
{}

TimesyncdReader::~TimesyncdReader() = default;

void TimesyncdReader::read()
{
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->deleteLater();
    }
    m_watcher = new QDBusPendingCallWatcher(
        m_bus.asyncCall(timesyncdQuestion(), static_cast<int>(m_patience.count())), this);
    // Without a bus there is no call that could ever finish, and nothing would be told. Whatever else
    // finishes from now on is told by way of the event loop, so it cannot slip through here.
    if (m_watcher->isFinished())
        QMetaObject::invokeMethod(
            m_watcher, [this, watcher = m_watcher] { finish(watcher); }, Qt::QueuedConnection);
    else
        connect(m_watcher, &QDBusPendingCallWatcher::finished, this, &TimesyncdReader::finish);
}

void TimesyncdReader::finish(QDBusPendingCallWatcher *watcher)
{
    if (watcher != m_watcher)
        return;
    m_watcher = nullptr;
    watcher->deleteLater();
    const QDBusPendingReply<QVariantMap> reply = *watcher;
    if (!reply.isError()) {
        Q_EMIT serversRead(timesyncdServers(reply.value()));
        return;
    }
    if (!saysAbsent(watcher->reply()))
        qCWarning(daemonLog) << "timesyncd did not say which servers it uses:" << reply.error().message();
    Q_EMIT serversRead({});
}

} // namespace synchroscope
