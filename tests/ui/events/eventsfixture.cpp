// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventsfixture.h"

namespace synchroscope::eventstest {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Event eventOf(Event::Kind kind, Duration ago, const QString &subject, const QString &from)
{
    Event event;
    event.kind = kind;
    event.at = now - ago;
    event.subject = subject;
    event.from = from;
    switch (kind) {
    case Event::Kind::Followed:
    case Event::Kind::DaemonStarted:
    case Event::Kind::DaemonStopped:
    case Event::Kind::DaemonSilent:
    case Event::Kind::FilesChanged:
        event.daemon = DaemonKind::Chrony;
        break;
    case Event::Kind::StateChanged:
        event.state = ClockState::Wrong;
        event.fromState = ClockState::Synchronised;
        break;
    case Event::Kind::AnswersRegained:
        event.lasted = 47min;
        break;
    default:
        break;
    }
    return event;
}

Event clockEvent(ClockEvent::Kind kind, Duration ago, Duration lasted, Duration moved)
{
    Event result = eventOf(Event::Kind::Clock, ago);
    result.lasted = lasted;
    result.clock = ClockEvent{.kind = kind, .at = result.at, .lasted = lasted, .moved = moved};
    return result;
}

std::vector<Event> aDay()
{
    using Kind = Event::Kind;
    const QString ntp2 = u"ntp2.jst.mfeed.ad.jp"_s;
    const QString ntp3 = u"ntp3.jst.mfeed.ad.jp"_s;
    std::vector<Event> events{
        eventOf(Kind::ProgramStarted, 23h),
        eventOf(Kind::FilesChanged, 22h, u"/etc/chrony/chrony.conf"_s),
        eventOf(Kind::DaemonStarted, 22h - 10s, u"4.3"_s),
        eventOf(Kind::Followed, 22h - 2min, ntp2, u"PHC0"_s),
        clockEvent(ClockEvent::Kind::Stepped, 20h, 0s, 362s),
        clockEvent(ClockEvent::Kind::Slewed, 18h, 12min, -40ms),
        clockEvent(ClockEvent::Kind::Suspended, 12h, 6h, 0s),
        clockEvent(ClockEvent::Kind::Paused, 11h, 30s, -30s),
        eventOf(Kind::Outvoted, 10h, ntp3),
        eventOf(Kind::Believed, 9h, ntp3),
        eventOf(Kind::AnswersLost, 8h, ntp3),
        eventOf(Kind::AnswersRegained, 7h, ntp3),
        eventOf(Kind::LeapAnnounced, 6h, ntp2),
        eventOf(Kind::ZoneChanged, 5h, u"Asia/Tokyo"_s, u"Etc/UTC"_s),
        eventOf(Kind::NetworkTimeChanged, 4h),
        eventOf(Kind::DaemonSilent, 3h, u"4.3"_s),
        eventOf(Kind::DaemonStopped, 2h, u"4.3"_s),
        eventOf(Kind::Followed, 1h, {}, ntp2),
        eventOf(Kind::StateChanged, 30s),
    };
    events[2].lasted = 1s;
    events[8].daemon = DaemonKind::Chrony;
    return events;
}

EventList listOf(const std::vector<Event> &events)
{
    return std::make_shared<const std::vector<Event>>(events);
}

QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ').replace(QChar(0x202f), u' ');
}

SnapshotPtr snapshotOf(const std::vector<Event> &events)
{
    Snapshot snapshot;
    snapshot.takenAt = now;
    snapshot.events = listOf(events);
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

} // namespace synchroscope::eventstest
