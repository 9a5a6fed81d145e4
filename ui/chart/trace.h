// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/series.h"

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// One source's points for the chart: what the history gave, reduced, and what came in since. Always in order
/// of time, each moment once. Pure.
class Trace
{
public:
    /// The history's answer for a stretch: it replaces what was known of it, but not the newer points, which
    /// the history had not seen. Coarser points on either side stay to be panned over.
    void merge(Instant from, Instant to, const std::vector<SeriesPoint> &points);
    /// A new measurement; one that is not newer than the last is put in its place.
    void append(const SeriesPoint &point);
    void dropBefore(Instant limit);
    void dropAfter(Instant limit);

    bool empty() const { return m_points.empty(); }
    size_t size() const { return m_points.size(); }
    std::span<const SeriesPoint> points() const { return m_points; }
    /// From `from` to `to`.
    std::span<const SeriesPoint> within(Instant from, Instant to) const;
    /// The same and one point more on either side, for the lines that cross the edges.
    std::span<const SeriesPoint> around(Instant from, Instant to) const;
    std::optional<size_t> nearest(Instant at) const;

private:
    size_t firstFrom(Instant at) const;
    size_t firstAfter(Instant at) const;

    std::vector<SeriesPoint> m_points;
};

} // namespace synchroscope
