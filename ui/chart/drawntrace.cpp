// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawntrace.h"

#include <algorithm>
#include <limits>
#include <span>

namespace synchroscope {

namespace {

QPointF placeOf(const SeriesPoint &point, const PlotMap &map)
{
    return {map.x(point.at), map.y(point.value)};
}

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

double distanceToLine(QPointF place, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    if (length == 0)
        return distance(place, a);
    const double share = std::clamp(QPointF::dotProduct(place - a, along) / length, 0.0, 1.0);
    return distance(place, a + along * share);
}

double distanceToTrace(std::span<const SeriesPoint> points, const PlotMap &map, QPointF place)
{
    double nearest = std::numeric_limits<double>::max();
    for (size_t i = 0; i < points.size(); ++i) {
        const QPointF here = placeOf(points[i], map);
        const bool joined = i > 0 && !points[i].gapBefore;
        nearest = std::min(nearest, joined ? distanceToLine(place, placeOf(points[i - 1], map), here)
                                           : distance(place, here));
    }
    return nearest;
}

} // namespace

std::optional<TracePick> pickTrace(const std::vector<DrawnTrace> &traces, const PlotMap &map, QPointF place,
                                   double radius)
{
    std::optional<TracePick> picked;
    double nearest = radius;
    for (const DrawnTrace &drawn : traces) {
        const std::span<const SeriesPoint> points =
            drawn.trace->around(map.instantAt(place.x() - radius), map.instantAt(place.x() + radius));
        const double away = distanceToTrace(points, map, place);
        if (away > nearest)
            continue;
        std::optional<size_t> index = drawn.trace->nearest(map.instantAt(place.x()));
        if (!index)
            continue;
        // Near an edge the nearest may lie just beyond it.
        const std::span<const SeriesPoint> all = drawn.trace->points();
        if (all[*index].at < map.from && *index + 1 < all.size())
            *index += 1;
        else if (all[*index].at > map.to && *index > 0)
            *index -= 1;
        nearest = away;
        picked = TracePick{drawn.source.id, all[*index]};
    }
    return picked;
}

} // namespace synchroscope
