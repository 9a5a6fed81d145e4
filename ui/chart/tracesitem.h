// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"
#include "ui/chart/drawntrace.h"
#include "ui/chart/plotitem.h"

namespace synchroscope {

/// All sources' lines and the selected one's band, in one item: fifty of Qt's own series would cost ten times
/// as much. Silence is a gap: nothing is drawn across it.
class TracesItem final : public PlotItem
{
public:
    explicit TracesItem(QGraphicsItem *parent);

    void setContent(const PlotMap &map, const ChartTheme &theme, std::vector<DrawnTrace> traces);
    const std::vector<DrawnTrace> &traces() const { return m_traces; }
    const PlotMap &map() const { return m_map; }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintBands(QPainter *painter, const QRect &area) const;
    void paintColumns(QPainter *painter, const QRect &area, bool highlighted) const;
    void paintLines(QPainter *painter, const QRect &area, bool highlighted) const;
    double scaleOf(const QPainter *painter) const;

    PlotMap m_map;
    ChartTheme m_theme;
    std::vector<DrawnTrace> m_traces;
};

} // namespace synchroscope
