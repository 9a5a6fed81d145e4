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

private:
    Histogram m_histogram;
    Duration m_low{};
    Duration m_median{};
    Duration m_high{};
};

} // namespace synchroscope
