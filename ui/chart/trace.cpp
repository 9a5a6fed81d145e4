// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/trace.h"

#include <algorithm>

namespace synchroscope {

void Trace::merge(Instant from, Instant to, const std::vector<SeriesPoint> &points)
{
    const Instant known = points.empty() ? from - Duration(1) : points.back().at;
    const bool current = !m_points.empty() && m_points.back().at <= to;
    // Beyond the answer's last point lie either live samples, or, where the answer ends in the past, older
    // knowledge.
    const size_t keepFrom = current ? firstAfter(known) : std::max(firstAfter(known), firstAfter(to));
    std::vector<SeriesPoint> merged;
    merged.reserve(firstFrom(from) + points.size() + m_points.size() - keepFrom);
    const auto offset = [this](size_t index) {
        return m_points.begin() + static_cast<std::ptrdiff_t>(index);
    };
    merged.insert(merged.end(), m_points.begin(), offset(firstFrom(from)));
    // The answer may reach a point beyond either edge.
    while (!merged.empty() && !points.empty() && merged.back().at >= points.front().at)
        merged.pop_back();
    merged.insert(merged.end(), points.begin(), points.end());
    merged.insert(merged.end(), offset(keepFrom), m_points.end());
    m_points = std::move(merged);
}

void Trace::append(const SeriesPoint &point)
{
    if (m_points.empty() || m_points.back().at < point.at) {
        m_points.push_back(point);
        return;
    }
    const size_t place = firstFrom(point.at);
    if (m_points[place].at == point.at)
        m_points[place] = point;
    else
        m_points.insert(m_points.begin() + static_cast<std::ptrdiff_t>(place), point);
}

void Trace::dropBefore(Instant limit)
{
    m_points.erase(m_points.begin(), m_points.begin() + static_cast<std::ptrdiff_t>(firstFrom(limit)));
}

void Trace::dropAfter(Instant limit)
{
    m_points.erase(m_points.begin() + static_cast<std::ptrdiff_t>(firstAfter(limit)), m_points.end());
}

std::span<const SeriesPoint> Trace::within(Instant from, Instant to) const
{
    const size_t first = firstFrom(from);
    return points().subspan(first, std::max(first, firstAfter(to)) - first);
}

std::span<const SeriesPoint> Trace::around(Instant from, Instant to) const
{
    const size_t first = firstFrom(from);
    const size_t last = firstAfter(to);
    const size_t begin = first > 0 ? first - 1 : 0;
    return points().subspan(begin, std::min(last + 1, m_points.size()) - begin);
}

std::optional<size_t> Trace::nearest(Instant at) const
{
    if (m_points.empty())
        return std::nullopt;
    const size_t after = firstFrom(at);
    if (after == 0)
        return 0;
    if (after == m_points.size() || at - m_points[after - 1].at <= m_points[after].at - at)
        return after - 1;
    return after;
}

size_t Trace::firstFrom(Instant at) const
{
    return static_cast<size_t>(std::ranges::lower_bound(m_points, at, {}, &SeriesPoint::at) -
                               m_points.begin());
}

size_t Trace::firstAfter(Instant at) const
{
    return static_cast<size_t>(std::ranges::upper_bound(m_points, at, {}, &SeriesPoint::at) -
                               m_points.begin());
}

} // namespace synchroscope
