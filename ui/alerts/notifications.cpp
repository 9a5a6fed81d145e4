// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/notifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QVariantMap>

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
const QString desktopEntry = u"org.synchroscope.Synchroscope"_s;
const QString applicationName = u"Synchroscope"_s;
// The service decides how long it stays.
constexpr int defaultTimeout = -1;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

Notifications::Notifications(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    auto *watcher = new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &owner) { changeOwner(owner); });
    m_bus.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(handleAction(uint, QString)));
    m_bus.connect(service, path, service, u"NotificationClosed"_s, this, SLOT(handleClosed(uint, uint)));
    m_bus.connect(service, path, service, u"ActivationToken"_s, this, SLOT(handleToken(uint, QString)));
}

void Notifications::show(const QString &id, const Notification &notification)
{
    Shown &shown = m_shown[id];
    shown.isClosed = false;
    shown.isGivenUp = false;
    shown.pending = notification;
    if (!m_bus.isConnected())
        giveUpPending();
    else if (m_capabilities)
        send(id, shown);
    else
        askCapabilities();
}

void Notifications::close(const QString &id)
{
    const auto found = m_shown.find(id);
    if (found == m_shown.end())
        return;
    Shown &shown = found->second;
    shown.pending.reset();
    if (shown.sent) {
        shown.isClosed = true; // its number is not known yet
        return;
    }
    if (shown.number != 0)
        closeNumber(shown.number);
    m_shown.erase(found);
}

void Notifications::closeNumber(uint number)
{
    QDBusMessage message = call(u"CloseNotification"_s);
    message << number;
    message.setAutoStartService(false);
    m_bus.asyncCall(message, int(m_patience.count()));
}

/// What a former service showed has gone with it, and its numbers mean nothing to another one. What is under
/// way is answered, or fails.
void Notifications::changeOwner(const QString &owner)
{
    if (owner == m_owner)
        return;
    m_owner = owner;
    ++m_service;
    m_capabilities.reset();
    for (auto entry = m_shown.begin(); entry != m_shown.end();) {
        Shown &shown = entry->second;
        shown.number = 0;
        entry = shown.pending || shown.sent ? std::next(entry) : m_shown.erase(entry);
    }
    if (!owner.isEmpty() && !m_shown.empty())
        askCapabilities();
}

void Notifications::askCapabilities()
{
    if (std::exchange(m_isAsking, true))
        return;
    auto *watcher = new QDBusPendingCallWatcher(
        m_bus.asyncCall(call(u"GetCapabilities"_s), int(m_patience.count())), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, asked = m_service](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                handleCapabilities(finished->reply(), asked != m_service);
            });
}

void Notifications::handleCapabilities(const QDBusMessage &reply, bool isOfFormer)
{
    m_isAsking = false;
    if (reply.type() == QDBusMessage::ReplyMessage) {
        m_owner = reply.service();
        m_capabilities = reply.arguments().value(0).toStringList();
        sendPending();
    } else if (isOfFormer && !m_owner.isEmpty()) {
        askCapabilities();
    } else {
        giveUpPending();
    }
}

void Notifications::sendPending()
{
    for (auto &[id, shown] : m_shown)
        send(id, shown);
}

void Notifications::giveUpPending()
{
    // Whoever hears of it may well show or close another one.
    std::vector<std::pair<QString, Notification>> given;
    for (auto &[id, shown] : m_shown) {
        if (shown.pending && !std::exchange(shown.isGivenUp, true))
            given.emplace_back(id, *shown.pending);
    }
    for (const auto &[id, notification] : given)
        Q_EMIT undelivered(id, notification);
}

void Notifications::send(const QString &id, Shown &shown)
{
    if (!shown.pending || shown.sent)
        return;
    shown.sent = std::exchange(shown.pending, std::nullopt);
    const Notification &notification = *shown.sent;
    const bool hasMarkup = m_capabilities->contains("body-markup"_L1);
    QString body = notification.body;
    QStringList actions;
    if (m_capabilities->contains("actions"_L1)) {
        if (!notification.aboutActions.isEmpty())
            body += u'\n' + notification.aboutActions;
        for (const NotificationAction &action : notification.actions)
            actions << action.key << action.label;
    }
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(uchar(notification.urgency))},
                            {u"desktop-entry"_s, desktopEntry}};
    QDBusMessage message = call(u"Notify"_s);
    message << applicationName << shown.number << desktopEntry << notification.summary
            << (hasMarkup ? body.toHtmlEscaped() : body) << actions << hints << defaultTimeout;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, int(m_patience.count())), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, id, asked = m_service](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                handleAnswer(id, finished->reply(), asked != m_service);
            });
}

void Notifications::handleAnswer(const QString &id, const QDBusMessage &reply, bool isOfFormer)
{
    const auto found = m_shown.find(id);
    if (found == m_shown.end())
        return;
    Shown &shown = found->second;
    std::optional<Notification> sent = std::exchange(shown.sent, std::nullopt);
    const bool isShown = reply.type() == QDBusMessage::ReplyMessage;
    if (isShown && reply.service() == m_owner)
        shown.number = reply.arguments().value(0).toUInt();
    if (std::exchange(shown.isClosed, false) && !shown.pending) {
        if (shown.number != 0)
            closeNumber(shown.number);
        m_shown.erase(found);
        return;
    }
    const bool isLatest = !shown.pending;
    if (!isShown && isLatest)
        shown.pending = std::move(sent); // it is kept, should a service come that can show it
    if (!shown.pending) {
        Q_EMIT delivered(id);
        return;
    }
    if (!isShown && !isOfFormer)
        m_capabilities.reset();
    if (m_capabilities)
        send(id, shown);
    else if (isOfFormer || !isLatest)
        askCapabilities();
    else if (!std::exchange(shown.isGivenUp, true))
        Q_EMIT undelivered(id, Notification(*shown.pending));
}

QString Notifications::idOf(uint number) const
{
    for (const auto &[id, shown] : m_shown) {
        if (number != 0 && shown.number == number)
            return id;
    }
    return {};
}

void Notifications::handleToken(uint number, const QString &token)
{
    if (const QString id = idOf(number); !id.isEmpty())
        m_shown[id].token = token;
}

void Notifications::handleAction(uint number, const QString &key)
{
    if (const QString id = idOf(number); !id.isEmpty())
        Q_EMIT actionInvoked(id, key, std::exchange(m_shown[id].token, QString()));
}

void Notifications::handleClosed(uint number, uint)
{
    const QString id = idOf(number);
    if (id.isEmpty())
        return;
    Shown &shown = m_shown[id];
    shown.number = 0; // another one is not put in its place
    if (!shown.pending && !shown.sent)
        m_shown.erase(id);
}

} // namespace synchroscope
