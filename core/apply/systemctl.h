// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/services.h"
#include "core/apply/unitfacts.h"

#include <QStringList>

#include <chrono>

namespace synchroscope {

/// The real service manager: runs systemctl, journalctl and chronyc, without a shell and with an environment
/// of its own.
class Systemctl final : public ServiceManager
{
public:
    struct Programs
    {
        QString systemctl = QStringLiteral("/usr/bin/systemctl");
        QString chronyc = QStringLiteral("/usr/bin/chronyc");
        QString journalctl = QStringLiteral("/usr/bin/journalctl");
    };
    struct Limits
    {
        std::chrono::milliseconds answer{10'000};
        std::chrono::milliseconds restart{100'000}; ///< systemd itself gives up after 90 s by default
    };

    Systemctl(Programs programs, Limits limits) : m_programs(std::move(programs)), m_limits(limits) {}

    /// Where chronyd takes commands; at first the usual place.
    void setChronySocket(const QString &path) { m_chronySocket = path; }

    ServiceStatus reloadSources() override;
    ServiceStatus restart(const QString &unit) override;
    ServiceStatus resetFailed(const QString &unit) override;
    ServiceStatus isActive(const QString &unit) override;
    bool isStopped(const QString &unit) override;
    QString logSince(const QString &unit, const QDateTime &since) override;

    ServiceStatus start(const QString &unit);
    ServiceStatus stop(const QString &unit);

    /// The one of these units that is there, one that is active before others. Absent: there is none, or
    /// systemd cannot be asked.
    std::optional<UnitFacts> unitAmong(const QStringList &units) const;

private:
    ServiceStatus control(const QString &verb, const QString &unit, std::chrono::milliseconds limit) const;

    Programs m_programs;
    Limits m_limits;
    QString m_chronySocket;
};

} // namespace synchroscope
