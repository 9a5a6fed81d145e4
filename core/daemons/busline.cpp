// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/busline.h"

#include <QUrl>

#include <atomic>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration retryInterval = 5s;
constexpr auto firstPatience = 100ms;

QString newName()
{
    static std::atomic<int> number{0};
    return u"synchroscope-%1"_s.arg(++number);
}

QString systemBusAddress()
{
    return qEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS", u"unix:path=/run/dbus/system_bus_socket"_s);
}

/// The socket of a bus on this computer.
struct BusSocket
{
    QString name; ///< empty: it is reached in another way
    bool isAbstract = false;
};

/// The first one in an address, which is a list ("D-Bus Specification", Server Addresses).
BusSocket socketIn(const QString &address)
{
    const QStringList places = address.split(u';', Qt::SkipEmptyParts);
    for (const QString &place : places) {
        if (!place.startsWith("unix:"_L1))
            continue;
        const QStringList pairs = place.sliced(5).split(u',');
        for (const QString &pair : pairs) {
            const QString key = pair.section(u'=', 0, 0);
            if (key == "path"_L1 || key == "abstract"_L1)
                return {.name = QUrl::fromPercentEncoding(pair.section(u'=', 1).toUtf8()),
                        .isAbstract = key == "abstract"_L1};
        }
    }
    return {};
}

} // namespace

BusLine::BusLine(Scheduler &scheduler, QObject *parent) : BusLine(systemBusAddress, scheduler, parent) {}

BusLine::BusLine(Address address, Scheduler &scheduler, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_scheduler(scheduler)
{
    greet();
    waitForBus(firstPatience);
}

BusLine::~BusLine()
{
    m_scheduler.cancel(m_timer);
    leave();
}

// Of what was never connected, Qt would start its D-Bus thread to find that out.
void BusLine::leave()
{
    if (!m_name.isEmpty())
        QDBusConnection::disconnectFromBus(m_name);
}

bool BusLine::waitForBus(std::chrono::milliseconds patience)
{
    const int milliseconds = static_cast<int>(patience.count());
    if (m_greeting && m_greeting->waitForConnected(milliseconds))
        m_greeting->waitForReadyRead(milliseconds);
    hear();
    return m_bus.isConnected();
}

void BusLine::greet()
{
    const BusSocket socket = socketIn(m_address());
    if (socket.name.isEmpty()) {
        open(); // by Qt's own means, which are the only ones then
        return;
    }
    m_greeting = std::make_unique<QLocalSocket>();
    if (socket.isAbstract)
        m_greeting->setSocketOptions(QLocalSocket::AbstractNamespaceOption);
    // A bus answers which ways of proving who one is it knows. By way of the event loop, since hear() ends
    // the socket.
    connect(m_greeting.get(), &QLocalSocket::connected, m_greeting.get(),
            [socket = m_greeting.get()] { socket->write(QByteArrayLiteral("\0AUTH\r\n")); });
    connect(m_greeting.get(), &QLocalSocket::readyRead, this, &BusLine::hear, Qt::QueuedConnection);
    connect(m_greeting.get(), &QLocalSocket::errorOccurred, this, &BusLine::hear, Qt::QueuedConnection);
    m_greeting->connectToServer(socket.name);
}

void BusLine::hear()
{
    if (!m_greeting)
        return;
    if (m_greeting->bytesAvailable() > 0) {
        m_greeting.reset();
        open();
    } else if (m_greeting->state() == QLocalSocket::UnconnectedState) {
        m_greeting.reset();
        retry();
    }
}

void BusLine::open()
{
    leave();
    m_name = newName();
    m_bus = QDBusConnection::connectToBus(m_address(), m_name);
    if (!m_bus.isConnected()) {
        retry();
        return;
    }
    m_bus.connect({}, u"/org/freedesktop/DBus/Local"_s, u"org.freedesktop.DBus.Local"_s, u"Disconnected"_s,
                  this, SLOT(handleDisconnected()));
    Q_EMIT changed(m_bus);
}

void BusLine::handleDisconnected()
{
    if (m_bus.isConnected() || m_greeting || m_timer != noTimer)
        return;
    retry();
    Q_EMIT changed(m_bus);
}

void BusLine::retry()
{
    m_timer = m_scheduler.after(retryInterval, [this] {
        m_timer = noTimer;
        greet();
    });
}

} // namespace synchroscope
