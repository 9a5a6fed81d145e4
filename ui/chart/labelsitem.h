// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"
#include "ui/chart/plotitem.h"
#include "ui/chart/plotlabels.h"

#include <QFont>

namespace synchroscope {

/// The words inside the plot, each on a box that keeps it readable over the traces.
class LabelsItem final : public PlotItem
{
public:
    using PlotItem::PlotItem;

    void setContent(std::vector<PlotLabel> labels, const ChartTheme &theme, const QFont &font);
    const std::vector<PlotLabel> &labels() const { return m_labels; }
    const PlotLabel *arrowAt(QPointF place) const;

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<PlotLabel> m_labels;
    ChartTheme m_theme;
    QFont m_font;
};

} // namespace synchroscope
