// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/scatterview.h"

#include "ui/wording/quantity.h"

#include <QPainter>

#include <algorithm>

namespace synchroscope {

namespace {

constexpr double space = 4; // around texts and points
constexpr double pointSize = 3;
constexpr double reach = 3; // quartile ranges beyond the quartiles

QString offsetText(Duration offset)
{
    return wording::offsetText(Offset::fromLocalMinusRemote(offset));
}

// By delay, the second half against the first.
bool isRising(const std::vector<DelayedOffset> &points)
{
    double difference = 0;
    for (size_t i = 0; i < points.size() / 2; ++i)
        difference += toSeconds(points[points.size() - 1 - i].offset) - toSeconds(points[i].offset);
    return difference >= 0;
}

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
    m_rises = isRising(m_points);
    const bool isWithoutDelays =
        std::all_of(delays.begin(), delays.end(), [](Duration delay) { return delay == Duration::zero(); });
    QString empty;
    if (m_points.empty())
        empty = tr("There is no answer in this time.");
    else if (isWithoutDelays)
        empty = tr("The round trips of these answers are not known.");
    present(tr("Round trips between %1 and %2, offsets between %3 and %4.")
                .arg(wording::spanText(m_delays.from), wording::spanText(m_delays.to),
                     offsetText(m_offsets.from), offsetText(m_offsets.to)),
            empty);
}

void ScatterView::paintPlot(QPainter &painter, const ChartTheme &theme) const
{
    const double line = lineHeight();
    const QRectF plot = QRectF(rect()).adjusted(2 * space, 2 * space, -2 * space, -line - 2 * space);
    const auto height = [&](Duration offset) {
        return plot.bottom() - m_offsets.share(offset) * plot.height();
    };
    if (m_offsets.contains(Duration::zero())) {
        painter.setPen(theme.zero);
        painter.drawLine(QPointF(plot.left(), height({})), QPointF(plot.right(), height({})));
    }
    const QColor inside = sourceColour(0, theme.dark);
    for (const DelayedOffset &point : m_points) {
        const bool isInside = m_delays.contains(point.delay) && m_offsets.contains(point.offset);
        const double radius = isInside ? pointSize / 2 : pointSize;
        painter.setPen(isInside ? QPen(Qt::NoPen) : QPen(theme.text, 1));
        painter.setBrush(isInside ? QBrush(inside) : QBrush(Qt::NoBrush));
        painter.drawEllipse(
            QPointF(plot.left() + m_delays.share(point.delay) * plot.width(), height(point.offset)), radius,
            radius);
    }

    // In the corners that the points leave free.
    const auto corner = [&](Duration offset, double top, bool isLeft) {
        const QString text = offsetText(offset);
        const double wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + space;
        const QRectF box(isLeft ? space : width() - wide - space, top, wide, line);
        QColor background = theme.background;
        background.setAlphaF(0.8F);
        painter.fillRect(box, background);
        painter.drawText(box, Qt::AlignCenter, text);
    };
    painter.setPen(theme.quietText);
    corner(m_offsets.to, 0, m_rises);
    if (m_offsets.from != m_offsets.to)
        corner(m_offsets.from, plot.bottom() - line + space, !m_rises);
    const QRectF below(space, plot.bottom() + 1.5 * space, width() - 2 * space, line);
    painter.drawText(below, Qt::AlignLeft, wording::spanText(m_delays.from));
    painter.drawText(below, Qt::AlignRight, wording::spanText(m_delays.to));
}

} // namespace synchroscope
