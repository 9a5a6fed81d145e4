// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/tracesitem.h"

#include "ui/chart/columnraster.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <functional>
#include <span>

namespace synchroscope {

namespace {

constexpr double thin = 1.25;
constexpr double thick = 2;

/// The points whose lines may touch the columns of `area`.
std::span<const SeriesPoint> pointsIn(const DrawnTrace &drawn, const PlotMap &map, const QRect &area)
{
    constexpr double reach = 4; // dots and thick lines
    return drawn.trace->around(map.instantAt(area.left() - reach), map.instantAt(area.right() + 1 + reach));
}

using RunVisitor = std::function<void(std::span<const SeriesPoint>)>;

/// Calls for every stretch of points that lines join.
void forEachRun(std::span<const SeriesPoint> points, const RunVisitor &visit)
{
    size_t begin = 0;
    for (size_t i = 1; i <= points.size(); ++i) {
        if (i < points.size() && !points[i].gapBefore)
            continue;
        visit(points.subspan(begin, i - begin));
        begin = i;
    }
}

void paintDot(QPainter *painter, const QPointF &centre, const QColor &colour, double radius)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawEllipse(centre, radius, radius);
}

} // namespace

TracesItem::TracesItem(QGraphicsItem *parent) : PlotItem(parent)
{
    // Painting says which part is needed: a read-out that moves costs only the columns beneath it.
    setFlag(ItemUsesExtendedStyleOption);
}

void TracesItem::setContent(const PlotMap &map, const ChartTheme &theme, std::vector<DrawnTrace> traces)
{
    m_map = map;
    m_theme = theme;
    m_traces = std::move(traces);
    setBounds(map.area);
    update();
}

void TracesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const QRect area = option->exposedRect.intersected(m_map.area).toAlignedRect();
    if (area.isEmpty() || m_traces.empty())
        return;
    painter->save();
    painter->setClipRect(m_map.area, Qt::IntersectClip);
    paintBands(painter, area);
    for (const bool highlighted : {false, true}) {
        paintColumns(painter, area, highlighted);
        paintLines(painter, area, highlighted);
    }
    painter->restore();
}

void TracesItem::paintBands(QPainter *painter, const QRect &area) const
{
    constexpr float opacity = 0.16F;
    constexpr float edgeOpacity = 0.5F;
    std::vector<TraceNode> nodes;
    for (const DrawnTrace &drawn : m_traces) {
        if (!drawn.withBand)
            continue;
        QColor shade = drawn.colour;
        shade.setAlphaF(opacity);
        QColor edge = drawn.colour;
        edge.setAlphaF(edgeOpacity);
        ColumnRaster raster(area, scaleOf(painter));
        forEachRun(pointsIn(drawn, m_map, area), [&](std::span<const SeriesPoint> run) {
            nodes.clear();
            for (const SeriesPoint &point : run)
                nodes.push_back({m_map.x(point.at), m_map.y(point.value + point.bound),
                                 m_map.y(point.value - point.bound)});
            raster.draw(nodes, shade, 0);
            // With more points than columns an edge would be as thick as the noise.
            if (drawn.manner == DrawnTrace::Manner::Columns)
                return;
            std::vector<TraceNode> upper = nodes;
            for (TraceNode &node : upper)
                node.bottom = node.top;
            raster.draw(upper, edge, 1);
            for (TraceNode &node : nodes)
                node.top = node.bottom;
            raster.draw(nodes, edge, 1);
        });
        painter->drawImage(area.topLeft(), raster.image());
    }
}

void TracesItem::paintColumns(QPainter *painter, const QRect &area, bool highlighted) const
{
    const auto chosen = [highlighted](const DrawnTrace &drawn) {
        return drawn.highlighted == highlighted && drawn.manner == DrawnTrace::Manner::Columns;
    };
    if (std::ranges::none_of(m_traces, chosen))
        return;
    ColumnRaster raster(area, scaleOf(painter));
    std::vector<TraceNode> nodes;
    for (const DrawnTrace &drawn : m_traces) {
        if (!chosen(drawn))
            continue;
        forEachRun(pointsIn(drawn, m_map, area), [&](std::span<const SeriesPoint> run) {
            nodes.clear();
            for (const SeriesPoint &point : run) {
                const double y = m_map.y(point.value);
                nodes.push_back({m_map.x(point.at), y, y});
            }
            raster.draw(nodes, drawn.colour, highlighted ? thick : 1);
        });
    }
    painter->drawImage(area.topLeft(), raster.image());
}

void TracesItem::paintLines(QPainter *painter, const QRect &area, bool highlighted) const
{
    // Round joints cost ten times as much as square ones: worth it while there are few.
    constexpr qsizetype fewLines = 60;
    painter->setRenderHint(QPainter::Antialiasing);
    QList<QLineF> lines;
    for (const DrawnTrace &drawn : m_traces) {
        if (drawn.highlighted != highlighted || drawn.manner != DrawnTrace::Manner::Lines)
            continue;
        lines.clear();
        const std::span<const SeriesPoint> points = pointsIn(drawn, m_map, area);
        const auto placeOf = [this](const SeriesPoint &point) {
            return QPointF(m_map.x(point.at), m_map.y(point.value));
        };
        forEachRun(points, [&](std::span<const SeriesPoint> run) {
            for (size_t i = 1; i < run.size(); ++i)
                lines.emplace_back(placeOf(run[i - 1]), placeOf(run[i]));
            if (run.size() == 1)
                paintDot(painter, placeOf(run.front()), drawn.colour, 3);
        });
        painter->setPen(QPen(drawn.colour, highlighted ? thick : thin, Qt::SolidLine,
                             lines.size() <= fewLines ? Qt::RoundCap : Qt::SquareCap));
        painter->drawLines(lines);
        if (drawn.withDots) {
            for (const SeriesPoint &point : points)
                paintDot(painter, placeOf(point), drawn.colour, highlighted ? 2.5 : 2);
        }
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
}

double TracesItem::scaleOf(const QPainter *painter) const
{
    return painter->deviceTransform().m11();
}

} // namespace synchroscope
