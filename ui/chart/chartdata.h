// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/chart/chartsource.h"
#include "ui/chart/trace.h"

#include <memory>
#include <vector>

namespace synchroscope {

/// The sources on the chart and their points. GUI thread.
class ChartData
{
public:
    struct Entry
    {
        ChartSource source;
        std::shared_ptr<Trace> trace;
    };

    bool hasSources(const std::vector<ChartSource> &sources) const;
    /// The points of those that stay are kept. Returns whether a source is shown that was not before.
    bool setSources(const std::vector<ChartSource> &sources);
    void merge(const SeriesReply &reply);
    /// Samples of other sources are none of the chart's business.
    void append(const std::vector<NewSample> &samples);
    /// Forgets what lies outside.
    void keepOnly(Instant from, Instant to);
    void clearPoints();

    const std::vector<Entry> &entries() const { return m_entries; }
    const Entry *find(const SourceId &id) const;
    std::vector<SourceId> shownSources() const;
    size_t largestTrace() const;

private:
    std::vector<Entry> m_entries;
};

} // namespace synchroscope
