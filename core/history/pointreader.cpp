// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/pointreader.h"

#include <algorithm>
#include <tuple>

namespace synchroscope {

namespace {

constexpr int rowsPerQuery = 1000;

} // namespace

PointReader::PointReader(HistoryDatabase &database, const std::vector<NewSample> &waiting,
                         const StatisticsRequest &request, Duration clockMinusUptime)
    : m_database(database)
    , m_generation(database.generation())
    , m_source(database.idOf(request.source))
    , m_from(chartable(request.from))
    , m_to(chartable(request.to))
    , m_clockMinusUptime(clockMinusUptime)
    , m_boot(database.bootId())
{
    if (m_source)
        m_stretches = m_database.stretches();
    addWaiting(waiting, request.source);
}

bool PointReader::step(int rows)
{
    int budget = std::max(1, rows);
    while (!m_stretches.empty() && !isFull()) {
        if (budget <= 0)
            return false;
        const HistoryDatabase::Stretch &stretch = m_stretches.back();
        if (stretch.boot != m_boot) {
            m_boot = stretch.boot;
            ++m_boots;
        }
        const int asked = std::min({budget, rowsPerQuery, static_cast<int>(mostPoints - m_points.size())});
        const int read = readBefore(stretch, asked);
        budget -= std::max(1, read);
        if (read == asked)
            continue;
        m_stretches.pop_back();
        m_readFrom.reset();
    }
    return true;
}

std::vector<MeasuredPoint> PointReader::take()
{
    const auto order = [](const ReadPoint &read) {
        return std::tuple(-read.bootsLater, read.point.uptime, read.point.offset, read.point.delay);
    };
    std::sort(m_points.begin(), m_points.end(),
              [&order](const ReadPoint &a, const ReadPoint &b) { return order(a) < order(b); });
    std::vector<MeasuredPoint> points;
    points.reserve(m_points.size());
    const ReadPoint *last = nullptr;
    for (const ReadPoint &read : m_points) {
        // A row that waited when the reading began may have reached the file meanwhile.
        if (last && order(*last) == order(read))
            continue;
        points.push_back(read.point);
        if (!last || last->bootsLater != read.bootsLater)
            points.back().gapBefore = true;
        last = &read;
    }
    m_points.clear();
    return points;
}

void PointReader::addWaiting(const std::vector<NewSample> &waiting, const SourceId &source)
{
    for (const NewSample &sample : waiting) {
        const Instant charted(sample.sample.uptime() + m_clockMinusUptime);
        if (sample.source != source || charted < m_from || charted > m_to)
            continue;
        m_points.push_back({.point = {.uptime = sample.sample.uptime(),
                                      .clockMinusUptime = sample.sample.clockMinusUptime(),
                                      .offset = sample.point.value,
                                      .delay = sample.sample.delay,
                                      .gapBefore = sample.point.gapBefore}});
    }
}

// How many rows it found; fewer than asked for when the rest of the stretch is not wanted.
int PointReader::readBefore(const HistoryDatabase::Stretch &stretch, int rows)
{
    if (m_database.generation() != m_generation)
        return 0;
    const bool ofThisBoot = stretch.boot == m_database.bootId();
    const Duration shift = ofThisBoot ? m_clockMinusUptime - stretch.clockMinusUptime : Duration::zero();
    const Instant before = m_readFrom.value_or(m_to - shift + HistoryDatabase::stretchTolerance);
    int used = 0;
    for (const HistoryDatabase::AnswerRow &row :
         m_database.answersBefore(*m_source, stretch.id, before, rows)) {
        const Instant charted = ofThisBoot ? row.at - row.moved + shift : row.at;
        if (row.at < m_from - shift - HistoryDatabase::stretchTolerance)
            return used;
        ++used;
        m_readFrom = row.at;
        if (charted < m_from || charted > m_to)
            continue;
        const Duration clockMinusUptime = stretch.clockMinusUptime + row.moved;
        m_points.push_back({.point = {.uptime = row.at.time_since_epoch() - clockMinusUptime,
                                      .clockMinusUptime = clockMinusUptime,
                                      .offset = row.offset,
                                      .delay = row.delay,
                                      .gapBefore = row.gapBefore},
                            .bootsLater = m_boots});
    }
    return used;
}

} // namespace synchroscope
