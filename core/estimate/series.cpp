// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/series.h"

#include <algorithm>
#include <utility>

namespace synchroscope {

namespace {

constexpr std::size_t pointsPerColumn = 4;

// As unsigned numbers, so that the distance between any two instants fits.
quint64 nanosecondsBetween(Instant earlier, Instant later)
{
    return static_cast<quint64>(later.time_since_epoch().count()) -
           static_cast<quint64>(earlier.time_since_epoch().count());
}

// Rounded up, so that there are never more columns than pixels.
quint64 columnWidth(Instant from, Instant to, qint64 columns)
{
    if (to <= from)
        return 1;
    const auto divisor = static_cast<quint64>(columns);
    return std::max<quint64>(1, (nanosecondsBetween(from, to) - 1) / divisor + 1);
}

} // namespace

SeriesReducer::SeriesReducer(Instant from, Instant to, int columns)
    : m_from(from)
    , m_to(to)
    , m_columns(std::max(1, columns))
    , m_width(columnWidth(from, to, m_columns))
{}

void SeriesReducer::add(const SeriesPoint &point)
{
    Q_ASSERT(m_open.empty() || m_open.back().at <= point.at);
    const qint64 column = columnOf(point.at);
    if (m_column != column) {
        closeColumn();
        m_column = column;
    }
    m_open.push_back(point);
    if (m_open.size() > pointsPerColumn) {
        m_crowded = true;
        keepExtremes();
    }
}

std::vector<SeriesPoint> SeriesReducer::take()
{
    closeColumn();
    m_column.reset();
    return std::exchange(m_points, {});
}

qint64 SeriesReducer::columnOf(Instant at) const
{
    if (at < m_from)
        return -1;
    if (at >= m_to)
        return m_columns;
    return static_cast<qint64>(nanosecondsBetween(m_from, at) / m_width);
}

void SeriesReducer::keepExtremes()
{
    const auto byValue = [](const SeriesPoint &a, const SeriesPoint &b) { return a.value < b.value; };
    const auto first = m_open.begin();
    const auto last = std::prev(m_open.end());
    const auto smallest = std::min_element(m_open.begin(), m_open.end(), byValue);
    // Unlike max_element, the first of equals, so that the outcome does not depend on how often this is done.
    const auto largest =
        std::min_element(m_open.begin(), m_open.end(),
                         [&](const SeriesPoint &a, const SeriesPoint &b) { return byValue(b, a); });
    auto kept = first;
    bool silence = false;
    for (auto point = first; point != m_open.end(); ++point) {
        silence = silence || point->gapBefore;
        if (point != first && point != smallest && point != largest && point != last)
            continue;
        *kept = *point;
        kept->gapBefore = silence;
        ++kept;
        silence = false;
    }
    m_open.erase(kept, m_open.end());
}

void SeriesReducer::closeColumn()
{
    if (m_crowded)
        keepExtremes();
    m_points.insert(m_points.end(), m_open.begin(), m_open.end());
    m_open.clear();
    m_crowded = false;
}

} // namespace synchroscope
