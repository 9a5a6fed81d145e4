// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/busline.h"

#include <atomic>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration retryInterval = 5s;

QString newName()
{
    static std::atomic<int> number{0};
    return u"synchroscope-%1"_s.arg(++number);
}

} // namespace

BusLine::BusLine(Scheduler &scheduler, QObject *parent)
    : BusLine(
          [](const QString &name) { return QDBusConnection::connectToBus(QDBusConnection::SystemBus, name); },
          scheduler, parent)
{}

BusLine::BusLine(Open open, Scheduler &scheduler, QObject *parent)
    : QObject(parent)
    , m_open(std::move(open))
    , m_scheduler(scheduler)
{
    if (!tryOpen())
        retry();
}

BusLine::~BusLine()
{
    m_scheduler.cancel(m_timer);
    QDBusConnection::disconnectFromBus(m_name);
}

bool BusLine::tryOpen()
{
    QDBusConnection::disconnectFromBus(m_name);
    m_name = newName();
    QDBusConnection bus = m_open(m_name);
    if (!bus.isConnected())
        return false;
    bus.connect({}, u"/org/freedesktop/DBus/Local"_s, u"org.freedesktop.DBus.Local"_s, u"Disconnected"_s,
                this, SLOT(handleDisconnected()));
    return true;
}

void BusLine::handleDisconnected()
{
    if (connection().isConnected() || m_timer != noTimer)
        return;
    retry();
    Q_EMIT changed(connection());
}

void BusLine::retry()
{
    m_timer = m_scheduler.after(retryInterval, [this] {
        m_timer = noTimer;
        if (tryOpen())
            Q_EMIT changed(connection());
        else
            retry();
    });
}

} // namespace synchroscope
