// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/eventsmodel.h"

#include "ui/table/markicon.h"
#include "ui/wording/quantity.h"
#include "ui/wording/whatis.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using wording::SourceTone;

namespace {

/// Ages up to here change from one second to the next, or from one minute.
constexpr Duration young = 1h;

/// The same event, whatever has become of it: a slew grows, and all times move with the clock.
bool isSame(const Event &a, const Event &b)
{
    return a.kind == b.kind && a.subject == b.subject && a.from == b.from && a.daemon == b.daemon &&
           a.daemonNumber == b.daemonNumber && a.state == b.state && a.fromState == b.fromState &&
           a.clock.has_value() == b.clock.has_value() && (!a.clock || a.clock->kind == b.clock->kind);
}

StateMark markOfClock(const ClockEvent &event)
{
    switch (event.kind) {
    case ClockEvent::Kind::Stepped:
        return {StateShape::Triangle, SourceTone::Warning};
    case ClockEvent::Kind::Stalled:
    case ClockEvent::Kind::Paused:
        return {StateShape::Past, SourceTone::Warning};
    case ClockEvent::Kind::Slewed:
        return {StateShape::Tilde, SourceTone::Neutral};
    case ClockEvent::Kind::LeapSecond:
    case ClockEvent::Kind::Suspended:
        break;
    }
    return {StateShape::Clock, SourceTone::Neutral};
}

StateMark markOfState(ClockState state)
{
    switch (state) {
    case ClockState::Synchronised:
        return {StateShape::Tick, SourceTone::Good};
    case ClockState::Settling:
        return {StateShape::Clock, SourceTone::Neutral};
    case ClockState::Unsynchronised:
        return {StateShape::Triangle, SourceTone::Warning};
    case ClockState::Wrong:
        return {StateShape::Triangle, SourceTone::Bad};
    case ClockState::Unknown:
        break;
    }
    return {StateShape::Question, SourceTone::Neutral};
}

/// Of the glossary.
QString termOf(const Event &event)
{
    switch (wording::groupOf(event)) {
    case wording::EventGroup::Clock:
        return u"step"_s;
    case wording::EventGroup::Daemons:
    case wording::EventGroup::Configuration:
        return u"time-service"_s;
    case wording::EventGroup::Sources:
        return u"selected"_s;
    case wording::EventGroup::Verdict:
        break;
    }
    return u"verdict"_s;
}

// --- Columns ---

QString nameOf(int column)
{
    switch (column) {
    case EventsModel::When:
        return EventsModel::tr("When");
    case EventsModel::What:
        return EventsModel::tr("What");
    case EventsModel::Who:
        return EventsModel::tr("Who");
    default:
        return EventsModel::tr("Details");
    }
}

QString meaningOf(int column)
{
    switch (column) {
    case EventsModel::When:
        return EventsModel::tr(
            "The local time at which it happened, and how long ago that is. When the clock "
            "is stepped, earlier events move with it, so that their ages stay true.");
    case EventsModel::What:
        return EventsModel::tr("What happened, in a few words; the mark before it shows by its shape and "
                               "colour how grave that is.");
    case EventsModel::Who:
        return EventsModel::tr("Whom it happened to: the clock, a time service, a source, or this program.");
    default:
        return EventsModel::tr(
            "By how much, how it was before, or which file: what the few words leave out.");
    }
}

QString termOf(int column)
{
    switch (column) {
    case EventsModel::When:
        return u"time-zone"_s;
    case EventsModel::What:
        return u"step"_s;
    case EventsModel::Who:
        return u"time-service"_s;
    default:
        return u"verdict"_s;
    }
}

} // namespace

StateMark markOf(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Clock:
        return markOfClock(*event.clock);
    case Event::Kind::Followed:
        return event.subject.isEmpty() ? StateMark{StateShape::Question, SourceTone::Warning}
                                       : StateMark{StateShape::Star, SourceTone::Good};
    case Event::Kind::Outvoted:
        return {StateShape::Cross, SourceTone::Bad};
    case Event::Kind::Believed:
    case Event::Kind::AnswersRegained:
        return {StateShape::Tick, SourceTone::Good};
    case Event::Kind::AnswersLost:
    case Event::Kind::DaemonSilent:
        return {StateShape::Question, SourceTone::Warning};
    case Event::Kind::DaemonStarted:
        return {StateShape::Plus, SourceTone::Neutral};
    case Event::Kind::DaemonStopped:
        return {StateShape::NoEntry, SourceTone::Bad};
    case Event::Kind::FilesChanged:
        return {StateShape::Dash, SourceTone::Neutral};
    case Event::Kind::LeapAnnounced:
        return {StateShape::Clock, SourceTone::Warning};
    case Event::Kind::NetworkTimeChanged:
        return event.isForward ? StateMark{StateShape::Tick, SourceTone::Good}
                               : StateMark{StateShape::NoEntry, SourceTone::Warning};
    case Event::Kind::StateChanged:
        return markOfState(event.state);
    case Event::Kind::ZoneChanged:
    case Event::Kind::ProgramStarted:
        break;
    }
    return {StateShape::Ring, SourceTone::Neutral};
}

// The list is the old one but for what went at its beginning, and what came or changed at its end.
void EventsModel::setEvents(const EventList &events)
{
    if (events == m_events)
        return;
    const std::vector<Event> &now = *events;
    std::vector<Event> before = *m_events;
    const auto first = now.empty() ? before.end() : std::ranges::find(before, now.front());
    const auto gone = first == before.end() ? 0 : static_cast<int>(first - before.begin());
    if (gone > 0) {
        const int rows = static_cast<int>(before.size());
        beginRemoveRows({}, rows - gone, rows - 1);
        before.erase(before.begin(), first);
        m_events = std::make_shared<const std::vector<Event>>(before);
        endRemoveRows();
    }
    const auto [end, nowEnd] = std::ranges::mismatch(before, now, isSame);
    if (const auto last = static_cast<int>(before.end() - end); last > 0) {
        beginRemoveRows({}, 0, last - 1);
        before.erase(end, before.end());
        m_events = std::make_shared<const std::vector<Event>>(before);
        endRemoveRows();
    }
    if (const auto came = static_cast<int>(now.end() - nowEnd); came > 0) {
        beginInsertRows({}, 0, came - 1);
        m_events = events;
        endInsertRows();
    }
    m_events = events;
    const auto common = static_cast<size_t>(before.size());
    const auto [changed, unused] = std::mismatch(before.begin(), before.end(), now.begin());
    if (changed == before.end())
        return;
    const auto firstChanged = static_cast<size_t>(changed - before.begin());
    const int rows = static_cast<int>(now.size());
    Q_EMIT dataChanged(index(rows - static_cast<int>(common), 0),
                       index(rows - 1 - static_cast<int>(firstChanged), ColumnCount - 1));
}

void EventsModel::tick(Instant now)
{
    const bool isAll = std::chrono::abs(now - m_toldAll) >= 1min;
    m_now = now;
    if (m_events->empty())
        return;
    if (isAll)
        m_toldAll = now;
    const auto oldest = std::ranges::lower_bound(*m_events, now - young, {}, &Event::at);
    const int last = isAll ? rowCount() - 1 : static_cast<int>(m_events->end() - oldest) - 1;
    if (last >= 0)
        Q_EMIT dataChanged(index(0, When), index(last, When), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

void EventsModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    if (!m_events->empty())
        Q_EMIT dataChanged(index(0, When), index(rowCount() - 1, When));
}

const Event *EventsModel::eventAt(const QModelIndex &index) const
{
    return index.isValid() && checkIndex(index) ? &(*m_events)[indexOf(index.row())] : nullptr;
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events->size());
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    const Event *event = eventAt(index);
    if (!event)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*event, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == What ? wording::eventSentence(*event) : textOf(*event, index.column());
    case Qt::ToolTipRole:
        return wording::eventSentence(*event);
    case Qt::WhatsThisRole:
        return wording::whatIs(wording::eventMark(*event), {}, wording::eventSentence(*event),
                               termOf(*event));
    case Qt::DecorationRole:
        if (index.column() == What)
            return markIcon(markOf(*event), 16);
        return {};
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(section);
    case Qt::ToolTipRole:
        return meaningOf(section);
    case Qt::WhatsThisRole:
        return whatThisIs(section);
    default:
        return {};
    }
}

QString EventsModel::whatThisIs(int column) const
{
    const QString newest = m_events->empty() ? QString() : textOf(m_events->back(), column);
    QString today = tr("Nothing has happened so far.");
    if (!m_events->empty())
        today = newest.isEmpty() ? tr("The newest event has nothing here.")
                                 : tr("Of the newest event: %1.").arg(newest);
    return wording::whatIs(nameOf(column), meaningOf(column), today, termOf(column));
}

QString EventsModel::whenText(const Event &event) const
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(event.at.time_since_epoch());
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(milliseconds.count(), m_zone);
    const QLocale locale;
    const QString time =
        tr("%1 %2", "date and time of day")
            .arg(locale.toString(local.date(), QLocale::ShortFormat), local.time().toString(u"HH:mm:ss"_s));
    return tr("%1, %2", "when, and how long ago").arg(time, wording::agoText(m_now - event.at));
}

QString EventsModel::textOf(const Event &event, int column) const
{
    switch (column) {
    case When:
        return whenText(event);
    case What:
        return wording::eventMark(event);
    case Who:
        return wording::eventWho(event);
    case Details:
        return wording::eventDetail(event);
    default:
        return {};
    }
}

EventsFilter::EventsFilter(EventsModel *model) : m_model(model)
{
    setSourceModel(model);
}

void EventsFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void EventsFilter::setShown(wording::EventGroup group, bool shown)
{
    if (shown)
        m_hidden.remove(int(group));
    else
        m_hidden.insert(int(group));
    invalidateFilter();
}

std::vector<Event> EventsFilter::events() const
{
    std::vector<Event> events;
    events.reserve(static_cast<size_t>(rowCount()));
    for (int row = 0; row < rowCount(); ++row)
        events.push_back(*m_model->eventAt(mapToSource(index(row, 0))));
    return events;
}

bool EventsFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Event &event = *m_model->eventAt(m_model->index(row, 0));
    if (m_hidden.contains(int(wording::groupOf(event))))
        return false;
    if (m_text.isEmpty())
        return true;
    for (const QString &text : {wording::eventMark(event), wording::eventWho(event),
                                wording::eventDetail(event), wording::eventSentence(event), event.subject}) {
        if (text.contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace synchroscope
