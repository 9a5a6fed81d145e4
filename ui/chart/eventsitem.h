// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockevent.h"
#include "ui/chart/chartpalette.h"
#include "ui/chart/plotitem.h"
#include "ui/chart/plotmap.h"

#include <vector>

namespace synchroscope {

/// What happened to this computer's clock: a dashed line at the moment, a shade over the time that it took.
class EventsItem final : public PlotItem
{
public:
    using PlotItem::PlotItem;

    /// Those that the plot shows any part of.
    void setContent(const PlotMap &map, const ChartTheme &theme, std::vector<ClockEvent> events);
    const std::vector<ClockEvent> &events() const { return m_events; }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    PlotMap m_map;
    ChartTheme m_theme;
    std::vector<ClockEvent> m_events;
};

} // namespace synchroscope
