// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chartdata.h"

#include <algorithm>

namespace synchroscope {

bool ChartData::hasSources(const std::vector<ChartSource> &sources) const
{
    return std::ranges::equal(m_entries, sources, {}, &Entry::source);
}

bool ChartData::setSources(const std::vector<ChartSource> &sources)
{
    bool appeared = false;
    std::vector<Entry> entries;
    entries.reserve(sources.size());
    for (const ChartSource &source : sources) {
        const Entry *known = find(source.id);
        appeared = appeared || (source.visible && !(known && known->source.visible));
        entries.push_back({source, known ? known->trace : std::make_shared<Trace>()});
    }
    m_entries = std::move(entries);
    return appeared;
}

void ChartData::merge(const SeriesReply &reply)
{
    for (const Series &series : reply.series) {
        if (const Entry *entry = find(series.source))
            entry->trace->merge(reply.from, reply.to, series.points);
    }
}

void ChartData::append(const std::vector<NewSample> &samples)
{
    for (const NewSample &sample : samples) {
        if (const Entry *entry = find(sample.source))
            entry->trace->append(sample.point);
    }
}

void ChartData::keepOnly(Instant from, Instant to)
{
    for (const Entry &entry : m_entries) {
        entry.trace->dropBefore(from);
        entry.trace->dropAfter(to);
    }
}

void ChartData::clearPoints()
{
    for (const Entry &entry : m_entries)
        *entry.trace = {};
}

const ChartData::Entry *ChartData::find(const SourceId &id) const
{
    const auto found = std::ranges::find(m_entries, id, [](const Entry &entry) { return entry.source.id; });
    return found == m_entries.end() ? nullptr : &*found;
}

std::vector<SourceId> ChartData::shownSources() const
{
    std::vector<SourceId> shown;
    for (const Entry &entry : m_entries) {
        if (entry.source.visible)
            shown.push_back(entry.source.id);
    }
    return shown;
}

size_t ChartData::largestTrace() const
{
    size_t largest = 0;
    for (const Entry &entry : m_entries)
        largest = std::max(largest, entry.trace->size());
    return largest;
}

} // namespace synchroscope
