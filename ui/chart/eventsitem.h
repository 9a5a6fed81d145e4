// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "ui/chart/chartpalette.h"
#include "ui/chart/plotitem.h"
#include "ui/chart/plotmap.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// How much an event says about what the chart shows: where there is little room, those of more are marked.
enum class EventWeight : quint8 { Little, Some, Much };
EventWeight weightOf(const Event &event);

/// What happened: a dashed line at the moment, and a shade over the time that it took this computer's clock.
/// Of lines that would lie on each other one is drawn: the weightiest, then the latest.
class EventsItem final : public PlotItem
{
public:
    using PlotItem::PlotItem;

    /// Those that the plot shows any part of.
    void setContent(const PlotMap &map, const ChartTheme &theme, const std::vector<Event> &events);
    /// Those that are drawn, oldest first.
    const std::vector<Event> &events() const { return m_events; }
    /// The one whose line is near to a place; null: none.
    const Event *eventAt(QPointF place) const;
    /// Its line is drawn as strong as text.
    void setHighlighted(const std::optional<Event> &event);

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<Event> spread(std::vector<Event> events) const;

    PlotMap m_map;
    ChartTheme m_theme;
    std::vector<Event> m_events;
    std::optional<Event> m_highlighted;
};

} // namespace synchroscope
