// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/buscall.h"

#include <QDBusPendingCallWatcher>
#include <QDBusVariant>

namespace synchroscope {

using namespace Qt::StringLiterals;

void callAsync(const QDBusConnection &bus, const QDBusMessage &call, std::chrono::milliseconds patience,
               QObject *context, std::function<void(const QDBusMessage &)> done)
{
    auto *watcher =
        new QDBusPendingCallWatcher(bus.asyncCall(call, static_cast<int>(patience.count())), context);
    const auto finish = [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->reply());
    };
    // Without a bus there is no call that could ever finish, and nothing would be told. Whatever else
    // finishes from now on is told by way of the event loop, so it cannot slip through here.
    if (watcher->isFinished())
        QMetaObject::invokeMethod(watcher, finish, Qt::QueuedConnection);
    else
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, finish);
}

QDBusMessage propertyCall(const QString &service, const QString &path, const QString &interface,
                          const QString &property)
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    call << interface << property;
    return call;
}

QVariant propertyIn(const QDBusMessage &answer)
{
    const QVariantList arguments = answer.arguments();
    if (answer.type() != QDBusMessage::ReplyMessage || arguments.size() != 1)
        return {};
    return qvariant_cast<QDBusVariant>(arguments.first()).variant();
}

bool saysAbsent(const QDBusMessage &error)
{
    // The last two: systemd, which activates on behalf of the bus, knows no such unit or may not start it.
    const QString name = error.errorName();
    return name == "org.freedesktop.DBus.Error.ServiceUnknown"_L1 ||
           name == "org.freedesktop.DBus.Error.NameHasNoOwner"_L1 ||
           name == "org.freedesktop.DBus.Error.Disconnected"_L1 ||
           name.startsWith("org.freedesktop.DBus.Error.Spawn."_L1) ||
           name == "org.freedesktop.systemd1.NoSuchUnit"_L1 ||
           name == "org.freedesktop.systemd1.UnitMasked"_L1;
}

} // namespace synchroscope
