// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/stabilityview.h"

#include "ui/wording/quantity.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

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

} // namespace

QString averagingText(double tau)
{
    const Duration span = fromSeconds(tau);
    if (tau < 10)
        return wording::spanText(span);
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
        sentences.append(pointText(point));
    QString empty;
    if (m_stability.points.empty())
        empty = tr("Four answers in a row, without a gap between them, are needed to tell.");
    else if (points.empty())
        empty = tr("The answers differ by nothing.");
    present(sentences.join(u' '), empty);
}

const Deviation &StabilityView::deviation(const StabilityPoint &point) const
{
    return m_measure == StabilityMeasure::AllanDeviation ? point.allan : point.time;
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
    if (m_measure == StabilityMeasure::AllanDeviation)
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
    if (m_measure == StabilityMeasure::TimeDeviation)
        return wording::spanText(fromSeconds(value));
    const int exponent = static_cast<int>(std::floor(std::log10(value)));
    return u"%1\u00a0×\u00a0%2"_s.arg(QLocale().toString(value / std::pow(10.0, exponent), 'f', 1),
                                      powerOfTen(exponent));
}

QString StabilityView::pointText(const StabilityPoint &point) const
{
    const Deviation &shown = deviation(point);
    return tr("Over %1: %2, surely between %3 and %4, from %n window(s).", "", static_cast<int>(shown.terms))
        .arg(averagingText(point.tau), valueText(shown.value), valueText(shown.low), valueText(shown.high));
}

QString StabilityView::readout(QPointF position) const
{
    const std::vector<StabilityPoint> points = drawn();
    if (points.empty())
        return {};
    const Axes where = axes(points);
    const auto nearest =
        std::min_element(points.begin(), points.end(), [&](const StabilityPoint &a, const StabilityPoint &b) {
            return std::abs(where.x(a.tau) - position.x()) < std::abs(where.x(b.tau) - position.x());
        });
    return pointText(*nearest);
}

bool StabilityView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return SmallPlot::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), readout(help->pos()), this);
    return true;
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
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
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
    for (const StabilityPoint &point : points) {
        const Deviation &shown = deviation(point);
        const double x = where.x(point.tau);
        painter.setPen(QPen(colour, 1));
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
