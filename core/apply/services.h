// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace synchroscope {

/// Success, or the reason why not, in the words of whoever was asked.
using ServiceStatus = std::optional<QString>;

/// What tells services what to do. Every call ends within a time of its own; `unit` is one of
/// serviceUnits().
class ServiceManager
{
public:
    ServiceManager() = default;
    virtual ~ServiceManager() = default;
    ServiceManager(const ServiceManager &) = delete;
    ServiceManager &operator=(const ServiceManager &) = delete;

    /// Has chronyd read its .sources files again.
    virtual ServiceStatus reloadSources() = 0;
    /// Starts the unit, after ending it if it runs.
    virtual ServiceStatus restart(const QString &unit) = 0;
    /// Forgets failures, which would keep a unit from being started again.
    virtual ServiceStatus resetFailed(const QString &unit) = 0;
    virtual ServiceStatus isActive(const QString &unit) = 0;
    /// It neither runs nor is about to, so that there is nothing to tell it. In doubt it runs.
    virtual bool isStopped(const QString &unit);
    /// The last lines that the unit's daemon has logged since then, clean and not many; empty: none are
    /// known.
    virtual QString logSince(const QString &unit, const QDateTime &since);
};

enum class Configuration : bool { Old, New };

/// Waits until the unit is up.
class Verifier
{
public:
    Verifier() = default;
    virtual ~Verifier() = default;
    Verifier(const Verifier &) = delete;
    Verifier &operator=(const Verifier &) = delete;

    /// `which` one its daemon was told to use last.
    virtual ServiceStatus waitUntilUp(const QString &unit, Configuration which) = 0;
    /// What somebody should know although it is up, in sentences.
    virtual QString remark() const;
};

} // namespace synchroscope
