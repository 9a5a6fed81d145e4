// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/scheduler.h"
#include "core/diagnosis/unitreport.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace synchroscope {

/// The time services of this machine, as its service manager sees them. Never blocks; lives in one thread
/// with an event loop.
class UnitWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins; reported() follows, always after this function has returned, and then now and again.
    virtual void start() = 0;
    /// Reads all anew: reported() follows, or twice if it is being read already.
    virtual void refresh() = 0;
    /// The same, and the logs of services that run too.
    virtual void refreshLogs() = 0;

Q_SIGNALS:
    /// Of the services that are installed or masked, each under one name, in an order that never changes.
    void reported(const std::vector<synchroscope::UnitReport> &units);
};

/// Asks systemd over D-Bus what is known by anybody, and the journal, as far as this user may read it, for
/// the last lines of a service that has failed, and for those of the last hour of one that runs: the latter
/// every five minutes, by refreshLogs(), and when it has another main process. Starts nothing. systemd tells
/// of changes only whoever has it tell of those of every unit (Subscribe), so it is asked again every five
/// minutes, and by refresh().
///
/// Where there is no systemd there are no units; of one that does not answer what it said last is told again.
/// `scheduler` outlives it.
class SystemdUnitWatch final : public UnitWatch
{
    Q_OBJECT

public:
    /// `journalctl`: the program, by its path or to be found in PATH.
    SystemdUnitWatch(const QDBusConnection &bus, Scheduler &scheduler,
                     const QString &journalctl = QStringLiteral("journalctl"), QObject *parent = nullptr);
    ~SystemdUnitWatch() override;

    void start() override;
    void refresh() override;
    void refreshLogs() override;
    /// Of now on: the bus has gone, or is there again.
    void setBus(const QDBusConnection &bus);

private:
    /// What has been answered so far; a unit that has gone meanwhile is absent.
    struct Reading
    {
        std::vector<std::optional<UnitReport>> units;
        int open = 0; ///< questions not answered yet
        bool isSilent = false;
        bool readsLogsAnew = false; ///< of those that run too
    };

    void read();
    void ask(const QDBusMessage &call, std::function<void(const QDBusMessage &answer)> take);
    void takeList(const QDBusMessage &answer);
    void takeUnit(size_t place, const QDBusMessage &answer);
    /// What was read of it lately; null: nothing, or of a former process.
    const UnitReport *known(const UnitReport &unit) const;
    void readLog(size_t place);
    void endQuestion();
    void finish();

    QDBusConnection m_bus;
    Scheduler &m_scheduler;
    QString m_journalctl;
    std::unique_ptr<Reading> m_reading; ///< that is under way; null: none is
    std::vector<UnitReport> m_units;    ///< as they were told last
    TimerId m_timer = noTimer;
    bool m_isStarted = false;
    bool m_readAgain = false;
    bool m_areLogsOld = true;
};

} // namespace synchroscope
