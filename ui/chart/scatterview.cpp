// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/scatterview.h"

#include "ui/wording/quantity.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace synchroscope {

namespace {

constexpr double space = 4;     // around texts and points
constexpr double pointSize = 3; // of many
constexpr double fewPointsSize = 5;
constexpr size_t many = 200;
constexpr double reach = 3; // quartile ranges beyond the quartiles
constexpr double pickRadius = 16;

} // namespace

ScatterView::Scale ScatterView::Scale::of(std::vector<Duration> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const Duration lower = values[values.size() / 4];
    const Duration upper = values[values.size() * 3 / 4];
    const double farthest = secondsBetween(lower, upper) * reach;
    // Where most are equal, the others are what there is to see.
    if (farthest <= 0)
        return {.from = values.front(), .to = values.back()};
    return {.from = std::max(values.front(), fromSeconds(toSeconds(lower) - farthest)),
            .to = std::min(values.back(), fromSeconds(toSeconds(upper) + farthest))};
}

double ScatterView::Scale::share(Duration value) const
{
    if (from == to)
        return 0.5;
    return std::clamp(secondsBetween(from, value) / secondsBetween(from, to), 0.0, 1.0);
}

Duration ScatterView::Scale::resolution() const
{
    constexpr double steps = 10;
    return fromSeconds(secondsBetween(from, to) / steps);
}

ScatterView::ScatterView(QWidget *parent) : SmallPlot(parent)
{
    setAccessibleName(tr("Offsets against round trips"));
    setStatistics({});
}

void ScatterView::setStatistics(const AnswerStatistics &statistics)
{
    m_points = statistics.delayedOffsets;
    std::vector<Duration> delays;
    std::vector<Duration> offsets;
    delays.reserve(m_points.size());
    offsets.reserve(m_points.size());
    for (const DelayedOffset &point : m_points) {
        delays.push_back(point.delay);
        offsets.push_back(point.offset);
    }
    m_delays = Scale::of(delays);
    m_offsets = Scale::of(offsets);
    m_outside = static_cast<int>(std::count_if(m_points.begin(), m_points.end(), [this](const auto &point) {
        return !m_delays.contains(point.delay) || !m_offsets.contains(point.offset);
    }));
    const bool isWithoutDelays =
        std::all_of(delays.begin(), delays.end(), [](Duration delay) { return delay == Duration::zero(); });
    QString empty;
    if (m_points.empty())
        empty = tr("There is no answer in this time.");
    else if (isWithoutDelays)
        empty = tr("The round trips of these answers are not known.");
    present(tr("Round trips between %1 and %2, offsets between %3 and %4.")
                .arg(delayText(m_delays.from), delayText(m_delays.to), offsetText(m_offsets.from),
                     offsetText(m_offsets.to)),
            empty);
}

QRectF ScatterView::plotArea() const
{
    // One line for the highest offset, below one for the lowest and one for the round trips.
    const double line = lineHeight();
    return QRectF(rect()).adjusted(2 * space, line + space, -2 * space, -2 * line - space);
}

QPointF ScatterView::placeOf(const DelayedOffset &point) const
{
    const QRectF plot = plotArea();
    return {plot.left() + m_delays.share(point.delay) * plot.width(),
            plot.bottom() - m_offsets.share(point.offset) * plot.height()};
}

QString ScatterView::offsetText(Duration offset) const
{
    return wording::resolvedOffsetText(Offset::fromLocalMinusRemote(offset), m_offsets.resolution());
}

QString ScatterView::delayText(Duration delay) const
{
    return wording::spanText(delay, m_delays.resolution());
}

std::vector<QPointF> ScatterView::places() const
{
    std::vector<QPointF> places;
    places.reserve(m_points.size());
    for (const DelayedOffset &point : m_points)
        places.push_back(placeOf(point));
    return places;
}

SmallPlot::Reading ScatterView::reading(size_t index) const
{
    const QString offset = offsetText(m_points[index].offset);
    const QString delay = delayText(m_points[index].delay);
    return {offset,
            tr("round trip of %1").arg(delay),
            {},
            tr("%1, with a round trip of %2.", "offset, delay").arg(offset, delay)};
}

std::optional<size_t> ScatterView::indexAt(QPointF position, const std::vector<QPointF> &places) const
{
    const auto distance = [position](const QPointF &place) { return QLineF(place, position).length(); };
    const auto nearest = std::ranges::min_element(places, {}, distance);
    if (nearest == places.end() || distance(*nearest) > pickRadius)
        return std::nullopt;
    return size_t(nearest - places.begin());
}

void ScatterView::paintPlot(QPainter &painter, const ChartTheme &theme) const
{
    const double line = lineHeight();
    const QRectF plot = plotArea();
    painter.setPen(theme.grid);
    painter.drawLine(plot.topLeft(), plot.topRight());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (m_offsets.contains(Duration::zero())) {
        const double zero = placeOf({}).y();
        painter.setPen(theme.zero);
        painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    }
    const QColor inside = sourceColour(0, theme.dark);
    const double size = m_points.size() < many ? fewPointsSize : pointSize;
    for (const DelayedOffset &point : m_points) {
        const bool isInside = m_delays.contains(point.delay) && m_offsets.contains(point.offset);
        const double radius = isInside ? size / 2 : pointSize;
        painter.setPen(isInside ? QPen(Qt::NoPen) : QPen(theme.text, 1));
        painter.setBrush(isInside ? QBrush(inside) : QBrush(Qt::NoBrush));
        painter.drawEllipse(placeOf(point), radius, radius);
    }

    painter.setPen(theme.quietText);
    painter.drawText(QRectF(space, 0, width() - 2 * space, line), Qt::AlignLeft, offsetText(m_offsets.to));
    if (m_offsets.from != m_offsets.to)
        painter.drawText(QRectF(space, plot.bottom() + space, width() - 2 * space, line), Qt::AlignLeft,
                         offsetText(m_offsets.from));
    const QRectF below(space, height() - line, width() - 2 * space, line);
    painter.drawText(below, Qt::AlignLeft, delayText(m_delays.from));
    painter.drawText(below, Qt::AlignRight, delayText(m_delays.to));
}

} // namespace synchroscope
