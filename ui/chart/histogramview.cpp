// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/histogramview.h"

#include "ui/wording/quantity.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr double space = 4; // around texts

} // namespace

HistogramView::HistogramView(QWidget *parent) : SmallPlot(parent)
{
    setAccessibleName(tr("How the offsets are spread"));
    setStatistics({});
}

void HistogramView::setStatistics(const AnswerStatistics &statistics)
{
    m_histogram = statistics.histogram;
    m_count = statistics.count;
    m_low = statistics.p5;
    m_median = statistics.median;
    m_high = statistics.p95;
    present(tr("The middle offset is %1. 90 of 100 lie between %2 and %3.")
                .arg(offsetText(m_median), offsetText(m_low), offsetText(m_high)),
            statistics.count == 0 ? tr("There is no answer in this time.") : QString());
}

QRectF HistogramView::plotArea() const
{
    const double line = lineHeight();
    return QRectF(rect()).adjusted(space, line + space, -space, -line - space);
}

QRectF HistogramView::barAt(size_t bin) const
{
    const QRectF plot = plotArea();
    const double most = *std::max_element(m_histogram.counts.begin(), m_histogram.counts.end());
    const double width = plot.width() / static_cast<double>(m_histogram.counts.size());
    const double height = m_histogram.counts[bin] / most * plot.height();
    return {plot.left() + static_cast<double>(bin) * width, plot.bottom() - height, std::max(1.0, width - 1),
            height};
}

Duration HistogramView::edge(size_t bin) const
{
    return fromSeconds(toSeconds(m_histogram.start) +
                       toSeconds(m_histogram.width) * static_cast<double>(bin));
}

// So that those of neighbouring bars differ.
QString HistogramView::offsetText(Duration offset) const
{
    return wording::resolvedOffsetText(Offset::fromLocalMinusRemote(offset), m_histogram.width);
}

std::vector<QPointF> HistogramView::places() const
{
    std::vector<QPointF> places;
    places.reserve(m_histogram.counts.size());
    for (size_t bin = 0; bin < m_histogram.counts.size(); ++bin) {
        const QRectF bar = barAt(bin);
        places.emplace_back(bar.center().x(), bar.top());
    }
    return places;
}

SmallPlot::Reading HistogramView::reading(size_t index) const
{
    const int count = m_histogram.counts[index];
    const QString answers = tr("%n answer(s)", "", count);
    const QString share = QLocale().toString(100.0 * count / m_count, 'f', 1);
    const QString offsets = offsetsText(index);
    return {answers,
            offsets,
            {},
            tr("%1, %2\u00a0% of all: %3.", "answers, percent, offsets").arg(answers, share, offsets)};
}

QString HistogramView::offsetsText(size_t bin) const
{
    const Duration from = edge(bin);
    const Duration to = edge(bin + 1);
    if (from == to)
        return offsetText(from);
    const bool isOnOneSide = (from < Duration::zero()) == (to < Duration::zero());
    return tr("%1 to %2", "two offsets, or a span and an offset")
        .arg(isOnOneSide ? wording::spanText(from, m_histogram.width) : offsetText(from), offsetText(to));
}

void HistogramView::paintPlot(QPainter &painter, const ChartTheme &theme) const
{
    const double line = lineHeight();
    const QRectF plot = plotArea();
    const Duration end = edge(m_histogram.counts.size());
    const double span = secondsBetween(m_histogram.start, end);
    const auto place = [&](Duration offset) {
        const double share =
            span > 0 ? secondsBetween(m_histogram.start, offset) / span : 0.5; // all are equal
        return plot.left() + std::clamp(share, 0.0, 1.0) * plot.width();
    };

    for (size_t bin = 0; bin < m_histogram.counts.size(); ++bin)
        painter.fillRect(barAt(bin), sourceColour(0, theme.dark));
    painter.setPen(theme.zero);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());

    painter.setPen(QPen(theme.text, 1.5));
    for (const Duration mark : {m_low, m_median, m_high})
        painter.drawLine(QPointF(place(mark), plot.top()), QPointF(place(mark), plot.bottom()));

    // The middle one's label goes first; the others where they find room.
    const QFontMetricsF metrics(painter.font());
    const QLocale locale;
    const auto label = [&](int percent) { return u"%1\u00a0%"_s.arg(locale.toString(percent)); };
    const auto at = [&](double left, const QString &text) {
        const double wide = metrics.horizontalAdvance(text);
        return QRectF(std::clamp(left, 0.0, std::max(0.0, this->width() - wide)), 0, wide, line);
    };
    const QString middle = label(50);
    const QRectF middleBox = at(place(m_median) - metrics.horizontalAdvance(middle) / 2, middle);
    const QRectF lowBox = at(place(m_low) - metrics.horizontalAdvance(label(5)) / 2, label(5));
    const QRectF highBox = at(place(m_high) - metrics.horizontalAdvance(label(95)) / 2, label(95));
    painter.drawText(middleBox, Qt::AlignCenter, middle);
    if (lowBox.right() + space < middleBox.left())
        painter.drawText(lowBox, Qt::AlignCenter, label(5));
    if (highBox.left() - space > middleBox.right())
        painter.drawText(highBox, Qt::AlignCenter, label(95));

    painter.setPen(theme.quietText);
    const QRectF below(plot.left(), plot.bottom() + space / 2, plot.width(), line);
    if (span <= 0) {
        painter.drawText(below, Qt::AlignCenter, offsetText(m_histogram.start));
        return;
    }
    painter.drawText(below, Qt::AlignLeft, offsetText(m_histogram.start));
    painter.drawText(below, Qt::AlignRight, offsetText(end));
}

} // namespace synchroscope
