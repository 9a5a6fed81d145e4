// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/opentroubles.h"

#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/rules/steerers.h"

#include <QTime>

#include <algorithm>
#include <map>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What besides a start of its daemon shows that a trouble is over.
enum class Until : quint8 {
    Restarted,      ///< nothing else
    Stepped,        ///< the clock was set
    Corrected,      ///< … or enough time has passed to take the offset away little by little
    Followed,       ///< a source is followed, or has answered
    SourceFollowed, ///< that source is, or it is asked no more
    SourceOnline,   ///< … or it may be asked again
    NameFollowed,   ///< a source of that name is, or has answered
    UnitStarted,
};

/// systemd-resolved and others may answer in a moment.
bool isTemporary(const LogLine &line)
{
    return line.message.contains("emporary failure"_L1) || line.message.contains("=>temp"_L1) ||
           line.message.contains("(-3)"_L1);
}

/// Absent: the line tells of no trouble.
std::optional<Until> endOf(const LogLine &line)
{
    switch (line.event) {
    case LogEvent::Other:
    case LogEvent::Started:
    case LogEvent::Exiting:
    case LogEvent::ClockStepped:
    case LogEvent::SourceSelected:
    case LogEvent::SourceReplaced:
    case LogEvent::SourceOnline:
    case LogEvent::SourceAdded:
    case LogEvent::SourceRemoved:
    case LogEvent::ServerContacted:
    case LogEvent::Synchronised:
    case LogEvent::UnitStarted:
        return std::nullopt;
    case LogEvent::AlreadyRunning:
    case LogEvent::NotPermitted:
    case LogEvent::BadConfiguration:
    case LogEvent::Interference:
        return Until::Restarted;
    case LogEvent::OffsetTooLarge:
        // chronyd may also leave such a correction out, and go on.
        if (line.message.contains("(ignored)"_L1))
            return std::nullopt;
        return Until::Restarted;
    case LogEvent::CannotOpenOrBind:
        if (openFailureOf(line) == OpenFailure::Harmless)
            return std::nullopt;
        return openFailureOf(line) == OpenFailure::CannotOpen && line.subject.isEmpty() ? Until::Followed
                                                                                        : Until::Restarted;
    case LogEvent::CannotStep:
        return Until::Stepped;
    case LogEvent::ClockWrong:
        // What initstepslew found at the start, and set right before anything else.
        if (line.message.startsWith("System's initial offset"_L1))
            return std::nullopt;
        return Until::Corrected;
    case LogEvent::CannotResolve:
        return isTemporary(line) ? Until::Followed : Until::NameFollowed;
    case LogEvent::NoSources:
    case LogEvent::NoSelectableSources:
    case LogEvent::NoMajority:
    case LogEvent::ReplyTimeout:
    case LogEvent::NetworkAbsent:
    case LogEvent::TimeJumpForward:
    case LogEvent::TimeJumpBackward:
        return Until::Followed;
    case LogEvent::TooFar:
    case LogEvent::TooVariable:
    case LogEvent::Falseticker:
    case LogEvent::RateRefused:
    case LogEvent::CannotAuthenticate:
        return line.subject.isEmpty() ? Until::Followed : Until::SourceFollowed;
    case LogEvent::SourceOffline:
        return Until::SourceOnline;
    case LogEvent::UnitFailed:
        return Until::UnitStarted;
    }
    return std::nullopt;
}

/// A daemon that is being stopped, often with the network, says such things last.
bool belongsToAnEnd(LogEvent event)
{
    return event == LogEvent::NoSources || event == LogEvent::NoSelectableSources ||
           event == LogEvent::ReplyTimeout || event == LogEvent::NetworkAbsent ||
           event == LogEvent::SourceOffline;
}

/// "192.0.2.1:4460" → "192.0.2.1", "[2001:db8::1]:4460" → "2001:db8::1": who is asked for the key is asked
/// for the time at another port.
QString withoutPort(const QString &place)
{
    if (place.startsWith(u'[') && place.contains(u']'))
        return place.sliced(1, place.indexOf(u']') - 1);
    return place.count(u':') == 1 ? place.first(place.indexOf(u':')) : place;
}

bool isUnitName(const QString &unit)
{
    return unit.endsWith(".service"_L1);
}

/// By the name of a unit or by its description ("NTP client/server" is Fedora's chronyd's); absent: unknown.
std::optional<DaemonKind> kindStarted(const QString &unit)
{
    if (isUnitName(unit))
        return kindOfUnit(unit);
    if (unit.startsWith("chrony"_L1) || unit == "NTP client/server"_L1)
        return DaemonKind::Chrony;
    if (unit == "Network Time Synchronization"_L1)
        return DaemonKind::Timesyncd;
    if (unit == "Network Time Service"_L1)
        return DaemonKind::Ntpd;
    return std::nullopt;
}

bool mayBeAlike(const QString &unit, const QString &other)
{
    const std::optional<DaemonKind> kind = kindStarted(unit);
    const std::optional<DaemonKind> otherKind = kindStarted(other);
    return !kind || !otherKind || areAlike(*kind, *otherKind);
}

/// Those that have said something.
class Speakers
{
public:
    void add(const LogLine &line) { m_kinds.insert(line.daemon); }
    /// The daemon that wrote `line`; who is not told may be any.
    bool holdOneOf(const LogLine &line) const
    {
        return line.daemon ? m_kinds.contains(line.daemon) || m_kinds.contains(std::nullopt)
                           : !m_kinds.empty();
    }

private:
    std::set<std::optional<DaemonKind>> m_kinds;
};

/// What a log says behind a line; it is read from its end on.
class LaterWords
{
public:
    void note(const LogLine &line)
    {
        if (!m_last)
            m_last = &line;
        switch (line.event) {
        case LogEvent::Started:
            m_starts.add(line);
            break;
        case LogEvent::Exiting:
            m_exits[line.daemon] = &line;
            break;
        case LogEvent::ClockStepped:
            if (line.moved)
                m_steps.add(line);
            break;
        case LogEvent::SourceSelected:
            m_followed.insert(withoutPort(line.subject));
            m_names.insert(line.detail);
            m_followings.add(line);
            break;
        case LogEvent::Synchronised:
        case LogEvent::ServerContacted:
            m_names.insert(line.detail);
            m_followings.add(line);
            break;
        case LogEvent::SourceOnline:
            m_online.insert(line.subject);
            break;
        case LogEvent::SourceReplaced:
        case LogEvent::SourceRemoved:
            m_followed.insert(withoutPort(line.subject));
            break;
        case LogEvent::ReplyTimeout:
            m_questions.add(line);
            break;
        case LogEvent::UnitStarted:
            m_units.insert(line.subject);
            break;
        default:
            break;
        }
    }

    bool end(const LogLine &line, Until until) const
    {
        if (m_starts.holdOneOf(line) && until != Until::UnitStarted)
            return true;
        if (belongsToAnEnd(line.event) && isBeforeAnEnd(line))
            return true;
        switch (until) {
        case Until::Restarted:
            return false;
        case Until::Stepped:
            return m_steps.holdOneOf(line);
        case Until::Corrected:
            return m_steps.holdOneOf(line) || isCorrected(line);
        case Until::Followed:
            // Without a network nobody would be asked.
            return m_followings.holdOneOf(line) ||
                   (line.event == LogEvent::NetworkAbsent && m_questions.holdOneOf(line));
        case Until::SourceFollowed:
            return m_followed.contains(withoutPort(line.subject));
        case Until::SourceOnline:
            return m_followed.contains(withoutPort(line.subject)) || m_online.contains(line.subject);
        case Until::NameFollowed:
            return m_names.contains(line.subject);
        case Until::UnitStarted:
            return hasStarted(line);
        }
        return false;
    }

private:
    bool isBeforeAnEnd(const LogLine &line) const
    {
        constexpr Duration shortly = 1min;
        const auto exit = m_exits.find(line.daemon);
        const std::optional<Duration> span =
            exit == m_exits.end() ? std::nullopt : spanBetween(line, *exit->second);
        return span && *span >= Duration::zero() && *span <= shortly;
    }

    bool isCorrected(const LogLine &line) const
    {
        const std::optional<Duration> span = m_last ? spanBetween(line, *m_last) : std::nullopt;
        return span && line.offset && *span > slewPace * line.offset->magnitude();
    }

    bool hasStarted(const LogLine &line) const
    {
        return std::ranges::any_of(m_units, [&line](const QString &unit) {
            return unit == line.subject ||
                   (isUnitName(unit) != isUnitName(line.subject) && mayBeAlike(unit, line.subject));
        });
    }

    const LogLine *m_last = nullptr;
    Speakers m_starts;
    Speakers m_steps;
    Speakers m_followings;
    Speakers m_questions;
    std::set<QString> m_followed; ///< addresses of sources that are followed, or gone
    std::set<QString> m_names;    ///< of sources that are followed, or have answered
    std::set<QString> m_online;
    std::set<QString> m_units;
    std::map<std::optional<DaemonKind>, const LogLine *> m_exits;
};

} // namespace

std::optional<Duration> spanBetween(const LogLine &line, const LogLine &later)
{
    if (line.at && later.at)
        return *later.at - *line.at;
    const auto parts = [](const QString &time) {
        const qsizetype space = time.lastIndexOf(u' ');
        return std::pair(time.first(std::max<qsizetype>(space, 0)),
                         QTime::fromString(time.sliced(space + 1), u"HH:mm:ss"_s));
    };
    const auto [day, time] = parts(line.time);
    const auto [laterDay, laterTime] = parts(later.time);
    if (day != laterDay || !time.isValid() || !laterTime.isValid())
        return std::nullopt;
    return std::chrono::milliseconds(time.msecsTo(laterTime));
}

std::vector<const LogLine *> openTroubles(const std::vector<LogLine> &log)
{
    std::vector<const LogLine *> troubles;
    LaterWords later;
    for (auto line = log.rbegin(); line != log.rend(); ++line) {
        later.note(*line);
        const std::optional<Until> until = endOf(*line);
        if (until && !later.end(*line, *until))
            troubles.push_back(&*line);
    }
    std::ranges::reverse(troubles);
    return troubles;
}

OpenFailure openFailureOf(const LogLine &line)
{
    const auto says = [&line](QLatin1StringView words) {
        return line.message.contains(words, Qt::CaseInsensitive);
    };
    if (says("another process may be running"_L1) || says("Address already in use"_L1))
        return OpenFailure::PortTaken;
    // An address may come later, and ntpd tries again; without IPv6 the other family is enough.
    if (says("Address family not supported"_L1) || says("Cannot assign requested address"_L1) ||
        says("unable to create socket on "_L1) || says("socket on [::]"_L1))
        return OpenFailure::Harmless;
    return says("socket on 0.0.0.0:123"_L1) ? OpenFailure::PortTaken : OpenFailure::CannotOpen;
}

} // namespace synchroscope
