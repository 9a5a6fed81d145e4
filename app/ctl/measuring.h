// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/verdict.h"
#include "core/engine/probe.h"

#include <QJsonObject>

#include <map>
#include <vector>

/// Asking servers once, for the commands that compare daemons' words with our own measurement.
namespace synchroscope::ctl {

/// Which server a daemon's source is; nothing for a reference clock, and for one that has no address.
std::optional<HostSpec> serverOf(const DaemonSource &source);

/// What one server answered when it was asked once.
struct Measurement
{
    ProbeResult result;              ///< Timeout, too, while there is no answer
    std::optional<Duration> heldFor; ///< not asked: for so long it would have been impolite
};
/// Of --json.
QJsonObject toJson(const Measurement &measurement);
/// "1.2 ms behind ± 3 ms", or why there is no measurement.
QString measuredText(const Measurement &measurement);

/// What servers answered, all asked side by side, in four seconds.
class Measurements
{
public:
    Measurements() = default;
    /// Asks each of them once, whoever of this machine's daemons name it, and looks up how many addresses the
    /// pools have. Needs a QCoreApplication.
    explicit Measurements(const std::vector<HostSpec> &servers, const QStringList &pools = {});

    /// In the order of the servers.
    const std::vector<Measurement> &all() const { return m_all; }
    /// Of a daemon's source; null: it was not to be asked.
    const Measurement *of(const DaemonSource &source) const;
    /// Absent: not looked up, or none was found.
    std::optional<int> addressesOf(const QString &pool) const;
    /// What they say of this clock, all together; they are called by their HostSpec::shortText().
    Verdict verdict(Instant now) const;

private:
    std::vector<Measurement> m_all;
    std::map<QString, int> m_addresses; ///< by pool
};

/// Up to eight servers that this machine's daemons use, else that its files name.
std::vector<HostSpec> serversToMeasure(const MachineDaemons &machine);

} // namespace synchroscope::ctl
