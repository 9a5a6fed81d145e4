// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/stability.h"
#include "ui/chart/smallplot.h"

namespace synchroscope {

enum class StabilityMeasure : quint8 {
    AllanDeviation,         ///< of the rate
    ModifiedAllanDeviation, ///< of the rate
    TimeDeviation,          ///< seconds
    MaximumTimeError,       ///< the maximum time interval error, seconds; no confidence interval is known
};

/// How steady this computer's oscillator is over spans of every length, both axes logarithmic, with bars that
/// cover 95 % where that is known.
class StabilityView final : public SmallPlot
{
    Q_OBJECT

public:
    explicit StabilityView(QWidget *parent = nullptr);

    void setStability(const Stability &stability);
    void setMeasure(StabilityMeasure measure);

protected:
    void paintPlot(QPainter &painter, const ChartTheme &theme) const override;
    QRectF plotArea() const override;
    std::vector<QPointF> places() const override;
    Reading reading(size_t index) const override;

private:
    struct Axes
    {
        QRectF plot;
        double firstTau = 0; ///< all three: decimal logarithms
        double lastTau = 0;
        int lowest = 0; ///< decades
        int highest = 0;

        double x(double tau) const;
        double y(double value) const;
    };

    bool isOfTime() const { return m_measure >= StabilityMeasure::TimeDeviation; }
    bool hasConfidence() const { return m_measure != StabilityMeasure::MaximumTimeError; }
    /// Without confidence the interval is nothing but the value.
    Deviation deviation(const StabilityPoint &point) const;
    /// Those with something to draw on a logarithmic axis.
    std::vector<StabilityPoint> drawn() const;
    Axes axes(const std::vector<StabilityPoint> &points) const;
    QString decadeText(int exponent) const;
    QString valueText(double value) const;
    QString intervalText(double low, double high) const;
    Reading readingOf(const StabilityPoint &point) const;
    void describe();

    Stability m_stability;
    StabilityMeasure m_measure = StabilityMeasure::AllanDeviation;
};

/// "2.0 s", "16 s", "17 min", "5 h": a span of averaging, rounded to one unit and two digits.
QString averagingText(double tau);

} // namespace synchroscope
