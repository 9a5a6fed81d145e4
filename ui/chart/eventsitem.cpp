// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/eventsitem.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace synchroscope {

namespace {

constexpr double nearest = 4; // of two lines, in pixels
constexpr double reach = 4;   // of the mouse

Duration lastedOf(const Event &event)
{
    return event.clock ? event.clock->lasted : Duration::zero();
}

} // namespace

EventWeight weightOf(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Clock:
        return event.clock->kind == ClockEvent::Kind::Slewed || event.clock->kind == ClockEvent::Kind::Stalled
                   ? EventWeight::Some
                   : EventWeight::Much;
    case Event::Kind::DaemonStarted:
    case Event::Kind::DaemonStopped:
    case Event::Kind::DaemonSilent:
        return EventWeight::Much;
    case Event::Kind::StateChanged:
        return event.state == ClockState::Wrong ? EventWeight::Much : EventWeight::Some;
    case Event::Kind::Followed:
    case Event::Kind::Outvoted:
    case Event::Kind::AnswersLost:
    case Event::Kind::FilesChanged:
    case Event::Kind::LeapAnnounced:
    case Event::Kind::NetworkTimeChanged:
        return EventWeight::Some;
    case Event::Kind::Believed:
    case Event::Kind::AnswersRegained:
    case Event::Kind::ZoneChanged:
    case Event::Kind::ProgramStarted:
        break;
    }
    return EventWeight::Little;
}

void EventsItem::setContent(const PlotMap &map, const ChartTheme &theme, const std::vector<Event> &events)
{
    m_map = map;
    m_theme = theme;
    std::vector<Event> seen;
    std::ranges::copy_if(events, std::back_inserter(seen), [&map](const Event &event) {
        return event.at >= map.from && event.at - lastedOf(event) <= map.to;
    });
    m_events = spread(std::move(seen));
    setBounds(map.area);
    update();
}

std::vector<Event> EventsItem::spread(std::vector<Event> events) const
{
    std::ranges::stable_sort(events, [](const Event &a, const Event &b) {
        return std::tuple(weightOf(b), b.at) < std::tuple(weightOf(a), a.at);
    });
    // Taken places, by pixels; the weightiest came first.
    std::vector<bool> taken(static_cast<size_t>(std::max(0.0, m_map.area.width())) + 1);
    std::erase_if(events, [&](const Event &event) {
        const double x = m_map.x(event.at) - m_map.area.left();
        if (x < 0 || x >= static_cast<double>(taken.size()))
            return false; // it ends later, and has no line
        const auto first = static_cast<size_t>(std::max(0.0, x - nearest));
        const auto last = std::min(taken.size() - 1, static_cast<size_t>(x + nearest));
        const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = taken.begin() + static_cast<std::ptrdiff_t>(last) + 1;
        const bool isTaken = std::find(begin, end, true) != end;
        taken[static_cast<size_t>(x)] = taken[static_cast<size_t>(x)] || !isTaken;
        return isTaken;
    });
    std::ranges::stable_sort(events, {}, &Event::at);
    return events;
}

const Event *EventsItem::eventAt(QPointF place) const
{
    if (!m_map.area.contains(place))
        return nullptr;
    const Event *found = nullptr;
    double best = reach;
    for (const Event &event : m_events) {
        const double distance = std::abs(m_map.x(event.at) - place.x());
        if (distance <= best) {
            best = distance;
            found = &event;
        }
    }
    return found;
}

void EventsItem::setHighlighted(const std::optional<Event> &event)
{
    if (event == m_highlighted)
        return;
    m_highlighted = event;
    update();
}

void EventsItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    constexpr double narrowest = 2;
    QColor shade = m_theme.quietText;
    shade.setAlphaF(0.12F);
    for (const Event &event : m_events) {
        const double end = std::min(m_map.x(event.at), m_map.area.right());
        const double start = std::max(m_map.x(event.at - lastedOf(event)), m_map.area.left());
        if (end - start >= narrowest)
            painter->fillRect(QRectF(start, m_map.area.top(), end - start, m_map.area.height()), shade);
        if (event.at > m_map.to)
            continue;
        const double x = std::floor(end) + 0.5;
        painter->setPen(m_highlighted == event ? QPen(m_theme.text, 2)
                                               : QPen(m_theme.quietText, 1, Qt::DashLine));
        painter->drawLine(QPointF(x, m_map.area.top()), QPointF(x, m_map.area.bottom()));
    }
}

} // namespace synchroscope
