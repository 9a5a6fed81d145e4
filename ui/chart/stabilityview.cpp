// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/stabilityview.h"

#include "ui/wording/quantity.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double space = 4; // around texts and points
constexpr double pointSize = 5;

QString powerOfTen(int exponent)
{
    constexpr QStringView digits = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    QString raised = exponent < 0 ? u"⁻"_s : QString();
    const QString plain = QString::number(std::abs(exponent));
    for (const QChar digit : plain)
        raised += digits[digit.digitValue()];
    return u"10"_s + raised;
}

int exponentOf(double value)
{
    return static_cast<int>(std::floor(std::log10(value)));
}

QString mantissaText(double value, int exponent)
{
    return QLocale().toString(value / std::pow(10.0, exponent), 'f', 1);
}

} // namespace

QString averagingText(double tau)
{
    if (tau < 9.95) {
        const double step = std::pow(10.0, exponentOf(tau) - 1);
        const Duration rounded = fromSeconds(std::round(tau / step) * step);
        return wording::spanText(rounded, rounded);
    }
    const Duration span = fromSeconds(tau);
    if (tau < 99.5)
        return wording::pollText(std::chrono::round<std::chrono::seconds>(span));
    if (tau < 59.5 * 60)
        return wording::ageText(std::chrono::round<std::chrono::minutes>(span));
    if (tau < 47.5 * 3600)
        return wording::ageText(std::chrono::round<std::chrono::hours>(span));
    return wording::ageText(std::chrono::round<std::chrono::days>(span));
}

StabilityView::StabilityView(QWidget *parent) : SmallPlot(parent)
{
    setAccessibleName(tr("How steady this computer's oscillator is"));
    describe();
}

void StabilityView::setStability(const Stability &stability)
{
    m_stability = stability;
    describe();
}

void StabilityView::setMeasure(StabilityMeasure measure)
{
    m_measure = measure;
    describe();
}

void StabilityView::describe()
{
    QStringList sentences;
    const std::vector<StabilityPoint> points = drawn();
    sentences.reserve(static_cast<qsizetype>(points.size()));
    for (const StabilityPoint &point : points)
        sentences.append(readingOf(point).sentence);
    QString empty;
    if (m_stability.points.empty())
        empty = tr("Four answers in a row, without a gap between them, are needed to tell.");
    else if (points.empty())
        empty = tr("The answers differ by nothing.");
    present(sentences.join(u' '), empty);
}

Deviation StabilityView::deviation(const StabilityPoint &point) const
{
    switch (m_measure) {
    case StabilityMeasure::AllanDeviation:
        return point.allan;
    case StabilityMeasure::ModifiedAllanDeviation:
        return point.modifiedAllan;
    case StabilityMeasure::TimeDeviation:
        return point.time;
    case StabilityMeasure::MaximumTimeError:
        break;
    }
    const double error = point.largestTimeError;
    return {.value = error, .low = error, .high = error, .terms = 0};
}

std::vector<StabilityPoint> StabilityView::drawn() const
{
    std::vector<StabilityPoint> points;
    std::copy_if(m_stability.points.begin(), m_stability.points.end(), std::back_inserter(points),
                 [this](const StabilityPoint &point) {
                     return deviation(point).low > 0 && std::isfinite(deviation(point).high);
                 });
    return points;
}

double StabilityView::Axes::x(double tau) const
{
    const double share = lastTau > firstTau ? (std::log10(tau) - firstTau) / (lastTau - firstTau) : 0.5;
    return plot.left() + share * plot.width();
}

double StabilityView::Axes::y(double value) const
{
    return plot.bottom() - (std::log10(value) - lowest) / (highest - lowest) * plot.height();
}

StabilityView::Axes StabilityView::axes(const std::vector<StabilityPoint> &points) const
{
    Axes axes;
    double least = deviation(points.front()).low;
    double most = deviation(points.front()).high;
    for (const StabilityPoint &point : points) {
        least = std::min(least, deviation(point).low);
        most = std::max(most, deviation(point).high);
    }
    axes.lowest = static_cast<int>(std::floor(std::log10(least)));
    axes.highest = std::max(static_cast<int>(std::ceil(std::log10(most))), axes.lowest + 1);
    axes.firstTau = std::log10(points.front().tau);
    axes.lastTau = std::log10(points.back().tau);
    const QFontMetricsF metrics(smallFont());
    double widest = 0;
    for (int exponent = axes.lowest; exponent <= axes.highest; ++exponent)
        widest = std::max(widest, metrics.horizontalAdvance(decadeText(exponent)));
    const double line = metrics.height();
    axes.plot = QRectF(rect()).adjusted(widest + 3 * space, line / 2 + space, -3 * space, -line - 2 * space);
    return axes;
}

QString StabilityView::decadeText(int exponent) const
{
    if (!isOfTime())
        return powerOfTen(exponent);
    if (exponent > 0 || exponent < -9)
        return u"%1\u00a0%2"_s.arg(powerOfTen(exponent), wording::unitSymbol(wording::TimeUnit::Seconds));
    const Duration span = fromSeconds(std::pow(10.0, exponent));
    const wording::TimeUnit unit = wording::unitFor(span);
    return u"%1\u00a0%2"_s.arg(QLocale().toString(qint64(span / wording::unitSize(unit))),
                               wording::unitSymbol(unit));
}

QString StabilityView::valueText(double value) const
{
    if (isOfTime())
        return wording::spanText(fromSeconds(value));
    const int exponent = exponentOf(value);
    return u"%1\u00a0×\u00a0%2"_s.arg(mantissaText(value, exponent), powerOfTen(exponent));
}

QString StabilityView::intervalText(double low, double high) const
{
    const int exponent = exponentOf(high);
    const bool isShared = !isOfTime() && exponentOf(low) == exponent;
    return tr("%1 to %2", "the ends of a confidence interval")
        .arg(isShared ? mantissaText(low, exponent) : valueText(low), valueText(high));
}

SmallPlot::Reading StabilityView::readingOf(const StabilityPoint &point) const
{
    const Deviation shown = deviation(point);
    const QString span = averagingText(point.tau);
    const QString title = tr("over %1", "span of time").arg(span);
    const QString value = valueText(shown.value);
    if (!hasConfidence())
        return {title, value, {}, tr("Over %1: %2 at most.", "span of time, error").arg(span, value)};
    return {title, value, intervalText(shown.low, shown.high),
            tr("Over %1: %2, surely between %3 and %4, from %n window(s).", "", static_cast<int>(shown.terms))
                .arg(span, value, valueText(shown.low), valueText(shown.high))};
}

QRectF StabilityView::plotArea() const
{
    return axes(drawn()).plot;
}

std::vector<QPointF> StabilityView::places() const
{
    const std::vector<StabilityPoint> points = drawn();
    const Axes where = axes(points);
    std::vector<QPointF> places;
    places.reserve(points.size());
    for (const StabilityPoint &point : points)
        places.emplace_back(where.x(point.tau), where.y(deviation(point).value));
    return places;
}

SmallPlot::Reading StabilityView::reading(size_t index) const
{
    return readingOf(drawn()[index]);
}

void StabilityView::paintPlot(QPainter &painter, const ChartTheme &theme) const
{
    const std::vector<StabilityPoint> points = drawn();
    const Axes where = axes(points);
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();

    // As many decades as find room.
    const int decades = where.highest - where.lowest;
    const int step = std::max(1, static_cast<int>(std::ceil(line * decades / where.plot.height())));
    for (int exponent = where.lowest; exponent <= where.highest; exponent += step) {
        const double y = where.y(std::pow(10.0, exponent));
        painter.setPen(theme.grid);
        painter.drawLine(QPointF(where.plot.left(), y), QPointF(where.plot.right(), y));
        painter.setPen(theme.quietText);
        painter.drawText(QRectF(0, y - line / 2, where.plot.left() - space, line),
                         Qt::AlignRight | Qt::AlignVCenter, decadeText(exponent));
    }
    double labelledTo = 0;
    for (const StabilityPoint &point : points) {
        const double x = where.x(point.tau);
        painter.setPen(theme.grid);
        painter.drawLine(QPointF(x, where.plot.top()), QPointF(x, where.plot.bottom()));
        const QString text = averagingText(point.tau);
        const double wide = metrics.horizontalAdvance(text);
        // The first one keeps off the lowest decade's label.
        const double first = where.plot.left();
        const double left = std::clamp(x - wide / 2, first, std::max(first, width() - wide));
        if (left < labelledTo)
            continue;
        labelledTo = left + wide + 2 * space;
        painter.setPen(theme.quietText);
        painter.drawText(QRectF(left, where.plot.bottom() + space, wide, line), Qt::AlignCenter, text);
    }
    if (m_stability.usefulAveraging && m_measure == StabilityMeasure::AllanDeviation) {
        painter.setPen(QPen(theme.text, 1.5, Qt::DashLine));
        const double x = where.x(*m_stability.usefulAveraging);
        painter.drawLine(QPointF(x, where.plot.top()), QPointF(x, where.plot.bottom()));
    }

    const QColor colour = sourceColour(0, theme.dark);
    QPolygonF curve;
    painter.setPen(QPen(colour, 1));
    for (const StabilityPoint &point : points) {
        const Deviation shown = deviation(point);
        const double x = where.x(point.tau);
        if (hasConfidence())
            painter.drawLine(QPointF(x, where.y(shown.low)), QPointF(x, where.y(shown.high)));
        curve.append(QPointF(x, where.y(shown.value)));
    }
    painter.setPen(QPen(colour, 2));
    painter.drawPolyline(curve);
    painter.setBrush(colour);
    for (const QPointF &place : std::as_const(curve))
        painter.drawEllipse(place, pointSize / 2, pointSize / 2);
}

} // namespace synchroscope
