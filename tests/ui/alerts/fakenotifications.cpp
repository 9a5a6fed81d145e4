// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakenotifications.h"

#include <QDBusArgument>

#include <utility>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;

} // namespace

FakeNotifications::FakeNotifications(const QDBusConnection &bus) : m_bus(bus)
{
    m_bus.registerVirtualObject(path, this);
}

FakeNotifications::~FakeNotifications()
{
    stop();
    m_bus.unregisterObject(path);
}

void FakeNotifications::start()
{
    m_bus.registerService(service);
}

void FakeNotifications::stop()
{
    m_bus.unregisterService(service);
}

QString FakeNotifications::introspect(const QString &) const
{
    return {};
}

bool FakeNotifications::handleMessage(const QDBusMessage &message, const QDBusConnection &)
{
    if (message.interface() != service)
        return false;
    message.setDelayedReply(true);
    const QVariantList values = message.arguments();
    if (message.member() == "GetCapabilities"_L1)
        ++questions;
    if (message.member() == "Notify"_L1 && mode != Mode::Fail)
        shown.push_back({.application = values[0].toString(),
                         .replaces = values[1].toUInt(),
                         .icon = values[2].toString(),
                         .summary = values[3].toString(),
                         .body = values[4].toString(),
                         .actions = values[5].toStringList(),
                         .hints = qdbus_cast<QVariantMap>(values[6]),
                         .timeout = values[7].toInt()});
    if (message.member() == "CloseNotification"_L1)
        closed.push_back(values[0].toUInt());
    if (mode == Mode::Hang)
        m_waiting.push_back(message);
    else
        reply(message);
    return true;
}

void FakeNotifications::reply(const QDBusMessage &message)
{
    const bool isNotify = message.member() == "Notify"_L1;
    if (isNotify && mode == Mode::Fail) {
        m_bus.send(message.createErrorReply(QDBusError::LimitsExceeded, u"Too many."_s));
    } else if (isNotify) {
        const uint replaced = message.arguments().value(1).toUInt();
        m_bus.send(message.createReply(replaced != 0 ? replaced : ++m_last));
    } else if (message.member() == "GetCapabilities"_L1) {
        m_bus.send(message.createReply(capabilities));
    } else {
        m_bus.send(message.createReply());
    }
}

void FakeNotifications::answer()
{
    for (const QDBusMessage &message : std::exchange(m_waiting, {}))
        reply(message);
}

void FakeNotifications::invoke(uint number, const QString &key, const QString &token)
{
    if (!token.isEmpty()) {
        QDBusMessage first = QDBusMessage::createSignal(path, service, u"ActivationToken"_s);
        first << number << token;
        m_bus.send(first);
    }
    QDBusMessage signal = QDBusMessage::createSignal(path, service, u"ActionInvoked"_s);
    signal << number << key;
    m_bus.send(signal);
}

void FakeNotifications::dismiss(uint number)
{
    QDBusMessage signal = QDBusMessage::createSignal(path, service, u"NotificationClosed"_s);
    signal << number << 2U;
    m_bus.send(signal);
}

} // namespace synchroscope::test
