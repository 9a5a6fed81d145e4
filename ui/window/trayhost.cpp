// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/trayhost.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QSystemTrayIcon>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString watcherService = u"org.kde.StatusNotifierWatcher"_s;
const QString watcherPath = u"/StatusNotifierWatcher"_s;

// How long a panel of the newer kind is waited for before one of the older kind counts: Qt keeps the first
// answer.
constexpr auto patience = 3s;
constexpr auto olderKindInterval = 3s;

} // namespace

TrayHost::TrayHost(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        lookForOlderKind();
        m_olderKind.start(olderKindInterval);
    });
    m_olderKind.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_olderKind, &QTimer::timeout, this, &TrayHost::lookForOlderKind);
}

void TrayHost::look()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected() && !m_watchesBus) {
        m_watchesBus = true;
        auto *watcher =
            new QDBusServiceWatcher(watcherService, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
        connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
                [this](const QString &, const QString &, const QString &owner) {
                    if (owner.isEmpty())
                        setPresent(false);
                    else
                        askForHost();
                });
        bus.connect(watcherService, watcherPath, watcherService, u"StatusNotifierHostRegistered"_s, this,
                    SLOT(askForHost()));
        askForHost();
    }
    if (QGuiApplication::platformName() == "xcb"_L1)
        m_patience.start(bus.isConnected() ? std::chrono::milliseconds(patience) : 0ms);
}

void TrayHost::askForHost()
{
    QDBusMessage question = QDBusMessage::createMethodCall(watcherService, watcherPath,
                                                           u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << watcherService << u"IsStatusNotifierHostRegistered"_s;
    question.setAutoStartService(false);
    auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call] {
        call->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (reply.isError() || !reply.value().variant().toBool())
            return;
        m_patience.stop();
        m_olderKind.stop();
        // Now Qt's answer is the right one to keep. A platform without trays, such as offscreen, says no.
        setPresent(QSystemTrayIcon::isSystemTrayAvailable());
    });
}

void TrayHost::lookForOlderKind()
{
    setPresent(QSystemTrayIcon::isSystemTrayAvailable());
}

void TrayHost::setPresent(bool present)
{
    if (present == m_present)
        return;
    m_present = present;
    Q_EMIT presentChanged(present);
}

} // namespace synchroscope
