// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/verdict.h"
#include "core/engine/probe.h"

#include <vector>

/// Asking servers once, for the commands that compare daemons' words with our own measurement.
namespace synchroscope::ctl {

/// Which server a daemon's source is; nothing for a reference clock, and for one that has no address.
std::optional<HostSpec> serverOf(const DaemonSource &source);

/// What servers answered when each was asked once, all side by side.
class Measurements
{
public:
    Measurements() = default;
    /// Asks them. Those that have not answered after four seconds, politeness included, are left out. Needs a
    /// QCoreApplication.
    explicit Measurements(const std::vector<HostSpec> &servers);

    /// Of a daemon's source; null: it was not asked, or has not answered in time.
    const ProbeResult *of(const DaemonSource &source) const;
    /// What they say of this clock, all together.
    Verdict verdict(Instant now) const;

private:
    std::vector<ProbeResult> m_results;
};

/// Up to eight servers that this machine's daemons use, else that its files name.
std::vector<HostSpec> serversToMeasure(const MachineDaemons &machine);

} // namespace synchroscope::ctl
