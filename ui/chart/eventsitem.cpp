// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/eventsitem.h"

#include <QPainter>

#include <cmath>

namespace synchroscope {

void EventsItem::setContent(const PlotMap &map, const ChartTheme &theme, std::vector<ClockEvent> events)
{
    std::erase_if(events, [&map](const ClockEvent &event) {
        return event.at < map.from || event.at - event.lasted > map.to;
    });
    m_map = map;
    m_theme = theme;
    m_events = std::move(events);
    setBounds(map.area);
    update();
}

void EventsItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    constexpr double narrowest = 2;
    QColor shade = m_theme.quietText;
    shade.setAlphaF(0.12F);
    const QPen line(m_theme.quietText, 1, Qt::DashLine);
    for (const ClockEvent &event : m_events) {
        const double end = std::min(m_map.x(event.at), m_map.area.right());
        const double start = std::max(m_map.x(event.at - event.lasted), m_map.area.left());
        if (end - start >= narrowest)
            painter->fillRect(QRectF(start, m_map.area.top(), end - start, m_map.area.height()), shade);
        if (event.at > m_map.to)
            continue;
        const double x = std::floor(end) + 0.5;
        painter->setPen(line);
        painter->drawLine(QPointF(x, m_map.area.top()), QPointF(x, m_map.area.bottom()));
    }
}

} // namespace synchroscope
