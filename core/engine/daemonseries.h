// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/engine/seriesid.h"
#include "core/engine/snapshot.h"

#include <functional>
#include <map>
#include <vector>

namespace synchroscope {

/// What time daemons tell, as samples for the chart and the history: each source's new sample once, at its
/// time and with its error, and a daemon's own figures after each of its updates. What a reading lacks is not
/// forgotten: it is not new when it comes back.
class DaemonSeries
{
public:
    using LastStored = std::function<std::optional<Instant>(const SourceId &)>;

    /// `lastStored` knows when the last sample was that an earlier run of this program has seen.
    explicit DaemonSeries(LastStored lastStored);

    /// What `daemon` tells that it had not told before.
    std::vector<NewSample> take(const DaemonReport &daemon, const ClockReading &now);

private:
    struct SeenSample
    {
        Instant told; ///< when it was, by the daemon
        Instant at;   ///< where it stands in the series
        std::optional<Offset> measured;
        QString address;
        Duration clockMinusUptime{}; ///< when it was told
    };
    struct SeenUpdate
    {
        Instant at;
        Duration interval{};  ///< at which they come
        bool wasLost = false; ///< the daemon was not synchronised meanwhile
        Duration clockMinusUptime{};
    };
    struct Seen
    {
        std::optional<Instant> readAt;
        std::map<std::pair<QString, int>, SeenSample> samples; ///< by name and ordinal
        std::optional<SeenUpdate> update;
    };

    std::optional<NewSample> takeSample(Seen &seen, const DaemonReport &daemon, const DaemonSource &source,
                                        const ClockReading &now) const;
    std::vector<NewSample> takeUpdate(Seen &seen, const DaemonReport &daemon, const ClockReading &now) const;
    bool isStored(const NewSample &sample) const;

    LastStored m_lastStored;
    std::map<SourceId, Seen> m_seen; ///< by daemon
};

} // namespace synchroscope
