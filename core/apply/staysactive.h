// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/services.h"

#include <chrono>

namespace synchroscope {

/// Takes a unit for up that has been active for some seconds on end: systemd starts a daemon that crashes
/// again and again, and calls it active each time.
class StaysActive final : public Verifier
{
public:
    struct Pace
    {
        std::chrono::milliseconds limit{60'000}; ///< for all of it
        std::chrono::milliseconds stay{5'000};
        std::chrono::milliseconds interval{250};
    };

    StaysActive(ServiceManager &services, Pace pace) : m_services(services), m_pace(pace) {}

    ServiceStatus waitUntilUp(const QString &unit, Configuration which) override;

private:
    ServiceManager &m_services;
    Pace m_pace;
};

} // namespace synchroscope
