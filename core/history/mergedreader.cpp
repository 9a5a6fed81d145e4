// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/mergedreader.h"

#include <algorithm>

namespace synchroscope {

namespace {

constexpr int rowsPerQuery = 1000;

} // namespace

SourceMerge::SourceMerge(HistoryDatabase &database, const std::vector<NewSample> &waiting,
                         const SourceId &source, const SeriesRequest &request, Duration clockMinusUptime)
    : m_database(database)
    , m_generation(database.generation())
    , m_source(database.idOf(source))
    , m_quantity(request.quantity)
    , m_from(chartable(request.from))
    , m_to(chartable(request.to))
    , m_clockMinusUptime(clockMinusUptime)
    , m_reducer(request.from, request.to, request.pixels)
{
    if (m_source) {
        for (const HistoryDatabase::Stretch &stretch : m_database.stretches())
            addStretch(stretch);
    }
    if (!waiting.empty())
        addWaiting(waiting);
}

bool SourceMerge::advance(int &budget)
{
    while (!m_behind) {
        if (m_empty) {
            if (budget <= 0)
                return false;
            Stream &stream = m_streams[*m_empty];
            budget -= std::max(1, refill(stream, std::min(budget, rowsPerQuery)));
            if (!stream.points.empty())
                enqueue(*m_empty);
            m_empty.reset();
        }
        if (m_queue.empty())
            break;
        const std::size_t index = dequeue();
        Stream &stream = m_streams[index];
        chart(index, stream.points[stream.next++]);
        if (stream.next < stream.points.size())
            enqueue(index);
        else if (!stream.exhausted)
            m_empty = index;
    }
    return true;
}

std::vector<SeriesPoint> SourceMerge::take()
{
    if (m_before)
        m_reducer.add(*m_before);
    m_before.reset();
    return m_reducer.take();
}

// Begins at the last row that may be needed from before the range.
void SourceMerge::addStretch(const HistoryDatabase::Stretch &stretch)
{
    const Instant firstStored = m_from - shiftOf(stretch) - HistoryDatabase::stretchTolerance;
    const std::optional<Instant> before = m_database.lastBefore(*m_source, stretch.id, firstStored);
    Stream stream{
        .stretch = stretch, .points = {}, .next = 0, .readTo = before.value_or(firstStored) - Duration(1)};
    if (refill(stream, 1) == 0)
        return;
    m_streams.push_back(std::move(stream));
    enqueue(m_streams.size() - 1);
}

void SourceMerge::addWaiting(const std::vector<NewSample> &waiting)
{
    Stream stream{.stretch = {.id = 0,
                              .boot = m_database.bootId(),
                              .clockMinusUptime = waiting.front().sample.clockMinusUptime()},
                  .points = {},
                  .next = 0,
                  .readTo = {},
                  .exhausted = true};
    for (const NewSample &sample : waiting) {
        const bool delay = m_quantity == SeriesQuantity::Delay;
        stream.points.push_back({.at = Instant(sample.sample.uptime() + m_clockMinusUptime),
                                 .value = delay ? sample.sample.delay : sample.point.value,
                                 .bound = delay ? Duration::zero() : sample.point.bound,
                                 .gapBefore = sample.point.gapBefore});
    }
    std::stable_sort(stream.points.begin(), stream.points.end(),
                     [](const SeriesPoint &a, const SeriesPoint &b) { return a.at < b.at; });
    m_streams.push_back(std::move(stream));
    enqueue(m_streams.size() - 1);
}

int SourceMerge::refill(Stream &stream, int rows)
{
    std::vector<HistoryDatabase::Row> read;
    if (m_database.generation() == m_generation)
        read = m_database.rowsAfter(*m_source, stream.stretch.id, stream.readTo, m_quantity, rows);
    const bool ofThisBoot = stream.stretch.boot == m_database.bootId();
    const Duration shift = shiftOf(stream.stretch);
    stream.points.clear();
    stream.next = 0;
    for (const HistoryDatabase::Row &row : read) {
        stream.points.push_back({.at = ofThisBoot ? row.at - row.moved + shift : row.at,
                                 .value = row.value,
                                 .bound = row.bound,
                                 .gapBefore = row.gapBefore});
    }
    stream.exhausted = static_cast<int>(read.size()) < rows;
    if (!read.empty())
        stream.readTo = read.back().at;
    return static_cast<int>(read.size());
}

// From the stored time at the stretch's beginning to the charted one.
Duration SourceMerge::shiftOf(const HistoryDatabase::Stretch &stretch) const
{
    return stretch.boot == m_database.bootId() ? m_clockMinusUptime - stretch.clockMinusUptime
                                               : Duration::zero();
}

void SourceMerge::enqueue(std::size_t stream)
{
    m_queue.push_back(stream);
    std::push_heap(m_queue.begin(), m_queue.end(), [this](std::size_t a, std::size_t b) {
        return m_streams[a].front().at > m_streams[b].front().at;
    });
}

std::size_t SourceMerge::dequeue()
{
    std::pop_heap(m_queue.begin(), m_queue.end(), [this](std::size_t a, std::size_t b) {
        return m_streams[a].front().at > m_streams[b].front().at;
    });
    const std::size_t stream = m_queue.back();
    m_queue.pop_back();
    return stream;
}

void SourceMerge::chart(std::size_t stream, SeriesPoint point)
{
    // A row that waited when the reading began may have reached the file meanwhile, and then comes twice.
    if (m_lastPoint && m_lastPoint->at == point.at && m_lastPoint->value == point.value &&
        m_lastPoint->bound == point.bound)
        return;
    point.gapBefore = point.gapBefore || !joined(stream);
    m_lastPoint = point;
    m_lastStream = stream;
    if (point.at < m_from) {
        m_before = point;
        return;
    }
    if (m_before)
        m_reducer.add(*m_before);
    m_before.reset();
    m_reducer.add(point);
    m_behind = point.at > m_to;
}

bool SourceMerge::joined(std::size_t stream) const
{
    if (!m_lastStream || m_lastStream == stream)
        return true;
    const HistoryDatabase::Stretch &a = m_streams[*m_lastStream].stretch;
    const HistoryDatabase::Stretch &b = m_streams[stream].stretch;
    return a.boot == b.boot &&
           std::chrono::abs(a.clockMinusUptime - b.clockMinusUptime) < HistoryDatabase::stretchTolerance;
}

MergedReader::MergedReader(HistoryDatabase &database, const std::vector<NewSample> &waiting,
                           const SeriesRequest &request, Duration clockMinusUptime)
    : m_database(database)
    , m_waiting(waiting)
    , m_request(request)
    , m_clockMinusUptime(clockMinusUptime)
{}

bool MergedReader::step(int rows)
{
    int budget = std::max(1, rows);
    while (m_series.size() < m_request.sources.size()) {
        const SourceId &source = m_request.sources[m_series.size()];
        if (!m_merge)
            m_merge.emplace(m_database, waitingOf(source), source, m_request, m_clockMinusUptime);
        if (!m_merge->advance(budget))
            return false;
        m_series.push_back({source, m_merge->take()});
        m_merge.reset();
    }
    return true;
}

SeriesReply MergedReader::take()
{
    return {.id = m_request.id,
            .quantity = m_request.quantity,
            .from = m_request.from,
            .to = m_request.to,
            .series = std::move(m_series)};
}

std::vector<NewSample> MergedReader::waitingOf(const SourceId &source) const
{
    std::vector<NewSample> found;
    std::copy_if(m_waiting.begin(), m_waiting.end(), std::back_inserter(found),
                 [&source](const NewSample &sample) { return sample.source == source; });
    return found;
}

} // namespace synchroscope
