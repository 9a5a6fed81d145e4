// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/services.h"

#include <chrono>

namespace synchroscope {

/// The real service manager: runs systemctl and chronyc, without a shell and with an environment of its own.
class Systemctl final : public ServiceManager
{
public:
    struct Programs
    {
        QString systemctl = QStringLiteral("/usr/bin/systemctl");
        QString chronyc = QStringLiteral("/usr/bin/chronyc");
    };
    struct Limits
    {
        std::chrono::milliseconds answer{10'000};
        std::chrono::milliseconds restart{100'000}; ///< systemd itself gives up after 90 s by default
    };

    Systemctl(Programs programs, Limits limits) : m_programs(std::move(programs)), m_limits(limits) {}

    ServiceStatus reloadSources() override;
    ServiceStatus restart(const QString &unit) override;
    ServiceStatus resetFailed(const QString &unit) override;
    ServiceStatus isActive(const QString &unit) override;

private:
    ServiceStatus control(const QString &verb, const QString &unit, std::chrono::milliseconds limit) const;

    Programs m_programs;
    Limits m_limits;
};

} // namespace synchroscope
