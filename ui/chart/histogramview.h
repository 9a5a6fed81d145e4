// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/statistics.h"
#include "ui/chart/smallplot.h"

namespace synchroscope {

/// How often a source's offsets were how large; lines mark the middle one and what 90 of 100 lie between.
class HistogramView final : public SmallPlot
{
    Q_OBJECT

public:
    explicit HistogramView(QWidget *parent = nullptr);

    void setStatistics(const AnswerStatistics &statistics);

protected:
    void paintPlot(QPainter &painter, const ChartTheme &theme) const override;
    QRectF plotArea() const override;
    std::vector<QPointF> places() const override;
    Reading reading(size_t index) const override;

private:
    QRectF barAt(size_t bin) const;
    /// Where a bar begins; that behind the last is where the last ends.
    Duration edge(size_t bin) const;
    QString offsetText(Duration offset) const;
    /// "0.2 ms to 0.3 ms ahead", "0.1 ms behind to 0.1 ms ahead".
    QString offsetsText(size_t bin) const;

    Histogram m_histogram;
    int m_count = 0; ///< of answers
    Duration m_low{};
    Duration m_median{};
    Duration m_high{};
};

} // namespace synchroscope
