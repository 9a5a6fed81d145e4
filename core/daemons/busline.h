// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/scheduler.h"

#include <QDBusConnection>
#include <QObject>

#include <functional>

namespace synchroscope {

/// A connection to a message bus that comes back when the bus does: Qt's own stays dead for ever. Lives in
/// one thread with an event loop; `scheduler` outlives it.
class BusLine final : public QObject
{
    Q_OBJECT

public:
    /// A new connection of that name, which may have failed.
    using Open = std::function<QDBusConnection(const QString &name)>;

    /// To the system bus. Tries at once.
    explicit BusLine(Scheduler &scheduler, QObject *parent = nullptr);
    BusLine(Open open, Scheduler &scheduler, QObject *parent = nullptr);
    ~BusLine() override;

    /// Not connected while there is no bus.
    QDBusConnection connection() const { return QDBusConnection(m_name); }

Q_SIGNALS:
    /// The bus has gone, or is there again: what was connected to the former connection has to be connected
    /// to this one.
    void changed(const QDBusConnection &bus);

private Q_SLOTS:
    void handleDisconnected();

private:
    bool tryOpen();
    void retry();

    Open m_open;
    Scheduler &m_scheduler;
    QString m_name;
    TimerId m_timer = noTimer;
};

} // namespace synchroscope
