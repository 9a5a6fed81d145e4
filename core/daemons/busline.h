// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/scheduler.h"

#include <QDBusConnection>
#include <QLocalSocket>
#include <QObject>

#include <functional>
#include <memory>

namespace synchroscope {

/// A connection to a message bus that comes back when the bus does: Qt's own stays dead for ever. Lives in
/// one thread with an event loop; `scheduler` outlives it.
///
/// A bus that accepts connections and says nothing (stopped, or too busy) would hold Qt's connectToBus() for
/// ever, and with it, by Qt's lock, every other use of D-Bus in this process and its end. So the bus is
/// greeted first, and connected to when it has answered.
class BusLine final : public QObject
{
    Q_OBJECT

public:
    /// Where the bus is, in D-Bus's words ("unix:path=/run/dbus/system_bus_socket"); asked at each attempt.
    using Address = std::function<QString()>;

    /// To the system bus. Begins at once, and waits a moment for the answer, which is usually there.
    explicit BusLine(Scheduler &scheduler, QObject *parent = nullptr);
    BusLine(Address address, Scheduler &scheduler, QObject *parent = nullptr);
    ~BusLine() override;

    /// Not connected while there is no bus.
    QDBusConnection connection() const { return m_bus; }
    /// Blocks until the bus has answered an attempt that is under way, and no longer than that; then whether
    /// there is a bus.
    bool waitForBus(std::chrono::milliseconds patience);

Q_SIGNALS:
    /// The bus has gone, or is there again: what was connected to the former connection has to be connected
    /// to this one.
    void changed(const QDBusConnection &bus);

private Q_SLOTS:
    void handleDisconnected();

private:
    void greet();
    void hear();
    void open();
    void leave();
    void retry();

    Address m_address;
    Scheduler &m_scheduler;
    std::unique_ptr<QLocalSocket> m_greeting; ///< while an answer is waited for
    QString m_name;
    QDBusConnection m_bus{QString()};
    TimerId m_timer = noTimer;
};

} // namespace synchroscope
