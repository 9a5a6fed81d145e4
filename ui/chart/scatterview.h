// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/statistics.h"
#include "ui/chart/smallplot.h"

namespace synchroscope {

/// A source's offsets against the round trips they were measured with: points that spread to one side as
/// round trips grow longer show that packets wait on one way only.
class ScatterView final : public SmallPlot
{
    Q_OBJECT

public:
    explicit ScatterView(QWidget *parent = nullptr);

    void setStatistics(const AnswerStatistics &statistics);
    /// How many of the points are drawn at the edge, because they lie far outside of where most are.
    int outside() const { return m_outside; }

protected:
    int lines() const override { return 11; }
    void paintPlot(QPainter &painter, const ChartTheme &theme) const override;
    QRectF plotArea() const override;
    std::vector<QPointF> places() const override;
    Reading reading(size_t index) const override;
    /// In height too, and none that is far away.
    std::optional<size_t> indexAt(QPointF position, const std::vector<QPointF> &places) const override;

private:
    /// Where most values lie.
    struct Scale
    {
        Duration from{};
        Duration to{};

        static Scale of(std::vector<Duration> values);
        bool contains(Duration value) const { return value >= from && value <= to; }
        /// Figures of two more digits differ where their places do.
        Duration resolution() const;
        /// 0 at `from`, 1 at `to`, never beyond.
        double share(Duration value) const;
    };

    QPointF placeOf(const DelayedOffset &point) const;
    QString offsetText(Duration offset) const;
    QString delayText(Duration delay) const;

    std::vector<DelayedOffset> m_points;
    Scale m_delays;
    Scale m_offsets;
    int m_outside = 0;
};

} // namespace synchroscope
