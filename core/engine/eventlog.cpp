// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventlog.h"

#include "core/diagnosis/standing.h"
#include "core/engine/selectable.h"
#include "core/engine/seriesid.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration leastPause = 1s;
constexpr Duration pausePerSource = 10ms;
// A look that comes later has not seen what was in between.
constexpr Duration longestLook = 5s;
// Of what flickers otherwise: states, who is outvoted, whether a daemon answers.
constexpr Duration steady = 30s;
// A restart takes less.
constexpr Duration stopped = 10s;
constexpr Duration forgottenAfter = 1h;
// The time of a file or of a process, if it is not long past: else it came by other ways than its clock's.
constexpr Duration believedTime = 2min;
constexpr Duration listedShift = 100ms;
constexpr Duration slewListed = 5s;
// Readings of two clocks and their rounding.
constexpr Duration sameMoment = 5ms;

Instant charted(Duration uptime, Duration clockMinusUptime)
{
    return std::chrono::round<std::chrono::milliseconds>(Instant(uptime + clockMinusUptime));
}

Event eventOf(Event::Kind kind, std::optional<DaemonKind> daemon = {}, const QString &subject = {})
{
    Event event;
    event.kind = kind;
    event.daemon = daemon;
    event.subject = subject;
    return event;
}

/// Of one of the daemons that show now.
Event eventOf(Event::Kind kind, const MachineDaemons &machine, const DaemonReport &daemon,
              const QString &subject)
{
    Event event = eventOf(kind, daemon.kind, subject);
    event.daemonNumber = numberAmong(machine.daemons, daemon);
    return event;
}

QString endpointOf(const DaemonReport &daemon)
{
    return u"%1 %2"_s.arg(daemon.endpoint, QString::number(daemon.instance));
}

/// The files that were read whole, and those that nobody may read.
QStringList filesOf(const NamedServers &files)
{
    QStringList paths;
    for (const ConfigText &text : files.texts)
        paths.append(text.path);
    for (const Error &problem : files.problems) {
        if (problem.code == ErrorCode::FileUnreadable && !paths.contains(problem.subject))
            paths.append(problem.subject);
    }
    return paths;
}

std::optional<Instant> changeOf(const NamedServers &files, const QString &path)
{
    const auto found = std::ranges::find(files.files, path, &ConfigurationFile::path);
    return found == files.files.end() ? std::nullopt : found->changedAt;
}

QByteArray digestOf(const NamedServers &files, const QString &path)
{
    const auto text = std::ranges::find(files.texts, path, &ConfigText::path);
    if (text != files.texts.end())
        return QCryptographicHash::hash(text->text, QCryptographicHash::Sha1);
    const std::optional<Instant> changed = changeOf(files, path);
    return changed ? QByteArray::number(qint64(changed->time_since_epoch().count())) : QByteArray();
}

std::optional<bool> isOutvoted(SourceStanding standing)
{
    switch (standing) {
    case SourceStanding::Falseticker:
        return true;
    case SourceStanding::Selected:
    case SourceStanding::Combined:
    case SourceStanding::Selectable:
        return false;
    case SourceStanding::Jittery:
    case SourceStanding::Unusable:
    case SourceStanding::Untold:
        break;
    }
    return std::nullopt;
}

std::optional<bool> isOutvoted(SourceUse use)
{
    if (use == SourceUse::Falseticker)
        return true;
    return agrees(use) ? std::optional(false) : std::nullopt;
}

/// Of several that a name has, by its address.
QString nameOf(const DaemonSource &source)
{
    return source.isOfPool && !source.address.isEmpty() ? source.address : source.name;
}

/// Whether a daemon of this computer asks it too, and tells how that goes.
bool isToldByDaemon(const SourceSnapshot &source, const MachineDaemons &machine)
{
    return std::ranges::any_of(machine.daemons, [&source](const DaemonReport &daemon) {
        if (daemon.answer != DaemonAnswer::Answering || daemon.isElsewhere)
            return false;
        return std::ranges::any_of(daemon.sources, [&source](const DaemonSource &asked) {
            const bool isSame = source.address.isEmpty()
                                    ? isServer(asked, source.host)
                                    : asked.address == source.address && asked.port == source.host.port;
            return isSame && asked.reach;
        });
    });
}

} // namespace

void EventLog::start(const std::vector<KeptEvent> &earlier, const ClockReading &now)
{
    addEarlier(earlier);
    m_startedAt = now.realtime.time_since_epoch() - now.clockMinusUptime();
    note(eventOf(Event::Kind::ProgramStarted), *m_startedAt);
}

void EventLog::addEarlier(const std::vector<KeptEvent> &earlier)
{
    std::vector<Noted> noted;
    for (const KeptEvent &kept : earlier) {
        std::optional<Duration> uptime;
        if (kept.isOfThisBoot)
            uptime = kept.event.at.time_since_epoch() - kept.clockMinusUptime;
        // What this run has kept already when it could read at last.
        if (uptime && m_startedAt && *uptime >= *m_startedAt)
            continue;
        noted.push_back({.event = kept.event, .uptime = uptime, .isSaved = true});
    }
    m_noted.insert(m_noted.begin(), noted.begin(), noted.end());
    m_isListOld = true;
}

void EventLog::look(const Snapshot &snapshot, const ClockReading &now)
{
    if (!m_startedAt)
        return;
    const Duration pause =
        std::max(leastPause, pausePerSource * static_cast<Duration::rep>(snapshot.sources.size()));
    if (m_last && now.monotonic - m_last->monotonic < pause)
        return;
    if (m_last)
        m_watched += std::min(now.monotonic - m_last->monotonic, std::max(longestLook, 2 * pause));
    m_last = now;
    const Moment moment{.snapshot = snapshot,
                        .now = now,
                        .watched = m_watched,
                        .uptime = now.realtime.time_since_epoch() - now.clockMinusUptime()};
    lookAtClockEvents(moment);
    if (snapshot.machine.isComplete) {
        lookAtDaemons(moment);
        lookAtDaemonSources(moment);
    }
    lookAtOwnSources(moment);
    lookAtFiles(moment);
    lookAtLeap(moment);
    lookAtSettings(moment);
    lookAtState(moment);
    forgetWhatHasGone(moment);
}

EventList EventLog::events(const ClockReading &now)
{
    const Duration shift = now.clockMinusUptime();
    if (!m_isListOld && std::chrono::abs(shift - m_listClockMinusUptime) < listedShift)
        return m_list;
    std::vector<Event> events;
    events.reserve(m_noted.size());
    for (const Noted &noted : m_noted) {
        events.push_back(noted.event);
        if (noted.uptime)
            events.back().at = charted(*noted.uptime, shift);
        if (events.back().clock)
            events.back().clock->at = events.back().at;
    }
    std::ranges::stable_sort(events, {}, &Event::at);
    m_list = std::make_shared<const std::vector<Event>>(std::move(events));
    m_listClockMinusUptime = shift;
    m_isListOld = false;
    return m_list;
}

std::vector<KeptEvent> EventLog::takeUnsaved(const ClockReading &now, bool isEnd)
{
    std::vector<KeptEvent> unsaved;
    const Duration shift = now.clockMinusUptime();
    for (Noted &noted : m_noted) {
        const bool isUnderWay = noted.event.clock && !noted.event.clock->isOver;
        if (noted.isSaved || (isUnderWay && !isEnd))
            continue;
        noted.isSaved = true;
        KeptEvent kept{.event = noted.event, .clockMinusUptime = shift};
        kept.event.at = Instant(*noted.uptime + shift);
        if (kept.event.clock)
            kept.event.clock->isOver = true;
        unsaved.push_back(kept);
    }
    return unsaved;
}

void EventLog::forgetBefore(Instant limit, const ClockReading &now)
{
    const auto isOld = [&](const Noted &noted) {
        return (noted.uptime ? charted(*noted.uptime, now.clockMinusUptime()) : noted.event.at) < limit;
    };
    for (const Noted &noted : m_noted) {
        if (isOld(noted))
            noteDropped(noted);
    }
    if (std::erase_if(m_noted, isOld) > 0)
        m_isListOld = true;
}

void EventLog::noteDropped(const Noted &noted)
{
    if (noted.clockEventBegan)
        m_droppedUntil = std::max(m_droppedUntil, noted.clockEventBegan);
}

EventLog::Noted &EventLog::note(Event event, Duration uptime)
{
    if (m_noted.size() >= mostEvents) {
        noteDropped(m_noted.front());
        m_noted.erase(m_noted.begin());
    }
    event.at = {};
    const auto isLater = [uptime](const Noted &noted) { return noted.uptime && *noted.uptime > uptime; };
    auto place = m_noted.end();
    while (place != m_noted.begin() && isLater(*std::prev(place)))
        --place;
    m_isListOld = true;
    return *m_noted.insert(place, Noted{.event = std::move(event), .uptime = uptime});
}

// What began at one moment is one event; only the end of a slew moves. One that is under way and has gone
// was none.
void EventLog::lookAtClockEvents(const Moment &moment)
{
    const auto beganAt = [&moment](const ClockEvent &event) {
        return moment.now.boot - (moment.now.realtime - (event.at - event.lasted));
    };
    std::vector<BootInstant> slews;
    for (const ClockEvent &event : moment.snapshot.clockEvents) {
        const BootInstant began = beganAt(event);
        const auto isSame = [&](const Noted &noted) {
            return noted.clockEventBegan && noted.event.clock->kind == event.kind &&
                   std::chrono::abs(*noted.clockEventBegan - began) < sameMoment;
        };
        if (!event.isOver)
            slews.push_back(began);
        const auto known = std::find_if(m_noted.rbegin(), m_noted.rend(), isSame);
        if (known == m_noted.rend() && m_droppedUntil && began < *m_droppedUntil + sameMoment)
            continue;
        if (known == m_noted.rend()) {
            Noted &noted = note(eventOf(Event::Kind::Clock), moment.uptimeAt(event.at));
            noted.event.clock = event;
            noted.event.lasted = event.lasted;
            noted.clockEventBegan = began;
            continue;
        }
        ClockEvent &told = *known->event.clock;
        if (told.isOver)
            continue;
        m_isListOld = m_isListOld || event.isOver || moment.watched - m_slewListed >= slewListed;
        if (m_isListOld)
            m_slewListed = moment.watched;
        told = event;
        known->event.lasted = event.lasted;
        known->uptime = moment.uptimeAt(event.at);
    }
    const auto hasGone = [&slews](const Noted &noted) {
        return noted.clockEventBegan && !noted.event.clock->isOver && !noted.isSaved &&
               std::ranges::none_of(slews, [&noted](BootInstant began) {
                   return std::chrono::abs(*noted.clockEventBegan - began) < sameMoment;
               });
    };
    if (std::erase_if(m_noted, hasGone) > 0)
        m_isListOld = true;
}

// Processes, and those that answer without one that could be seen: a host's, for instance.
std::vector<EventLog::Presence> EventLog::presences(const MachineDaemons &machine)
{
    std::vector<Presence> presences;
    std::vector<Presence> unseen;
    for (const DaemonReport &daemon : machine.daemons) {
        const bool isThere = daemon.answer == DaemonAnswer::Answering ||
                             daemon.answer == DaemonAnswer::Silent ||
                             daemon.answer == DaemonAnswer::NotPermitted;
        if (daemon.isElsewhere || !(daemon.process || isThere))
            continue;
        Presence presence{.kind = daemon.kind,
                          .endpoint = endpointOf(daemon),
                          .pid = {},
                          .startedAt = {},
                          .version = daemon.version,
                          .isSilent = daemon.answer == DaemonAnswer::Silent};
        if (daemon.process) {
            presence.pid = daemon.process->pid;
            presence.startedAt = daemon.process->startedAt;
        }
        (daemon.process ? presences : unseen).push_back(presence);
    }
    for (const DaemonProcess &process : machine.unassigned) {
        presences.push_back(
            {.kind = process.kind, .endpoint = {}, .pid = process.pid, .startedAt = process.startedAt});
        // One of those that answer is this one, whichever that is.
        const auto same = std::ranges::find(unseen, process.kind, &Presence::kind);
        if (same == unseen.end())
            continue;
        presences.back().version = same->version;
        unseen.erase(same);
    }
    presences.insert(presences.end(), unseen.begin(), unseen.end());
    return presences;
}

// Null: it is new. A number that has changed is a restart, and one that was not known is none.
EventLog::DaemonMemory *EventLog::match(const Presence &presence,
                                        const std::vector<DaemonMemory *> &free) const
{
    const auto find = [&](auto isIt) {
        const auto found = std::ranges::find_if(
            free, [&](const DaemonMemory *memory) { return memory->kind == presence.kind && isIt(*memory); });
        return found == free.end() ? nullptr : *found;
    };
    const auto isAtEndpoint = [&](const DaemonMemory &memory) {
        return memory.endpoint == presence.endpoint;
    };
    if (!presence.pid) {
        DaemonMemory *there = find(isAtEndpoint);
        return there ? there : find([](const DaemonMemory &memory) { return !memory.pid; });
    }
    DaemonMemory *found = find([&](const DaemonMemory &memory) { return memory.pid == presence.pid; });
    if (!found)
        found = find([&](const DaemonMemory &memory) { return memory.pid && isAtEndpoint(memory); });
    if (!found)
        found = find([](const DaemonMemory &memory) { return memory.pid.has_value(); });
    if (!found)
        found = find(
            [&](const DaemonMemory &memory) { return isAtEndpoint(memory) || presence.endpoint.isEmpty(); });
    return found;
}

void EventLog::lookAtDaemons(const Moment &moment)
{
    std::vector<Presence> present = presences(moment.snapshot.machine);
    // Those that surely are the same go first.
    const auto isKnown = [this](const Presence &presence) {
        return presence.pid && std::ranges::any_of(m_daemons, [&](const DaemonMemory &memory) {
                   return memory.kind == presence.kind && memory.pid == presence.pid;
               });
    };
    std::stable_partition(present.begin(), present.end(), isKnown);
    std::vector<DaemonMemory *> free;
    for (DaemonMemory &memory : m_daemons)
        free.push_back(&memory);
    for (const Presence &presence : present) {
        DaemonMemory *memory = match(presence, free);
        if (!memory) {
            memory = &m_daemons.emplace_back();
            memory->kind = presence.kind;
            if (!m_knowsDaemons)
                memory->isRunning = SteadyValue<bool>(true);
        }
        std::erase(free, memory);
        lookAtDaemon(*memory, presence, moment);
    }
    for (DaemonMemory *memory : free) {
        if (memory->isRunning.told() == false)
            continue;
        if (const auto change = memory->isRunning.look(false, moment.watched, moment.uptime, stopped))
            note(eventOf(Event::Kind::DaemonStopped, memory->kind, memory->version), change->since);
    }
    m_knowsDaemons = true;
}

void EventLog::lookAtDaemon(DaemonMemory &memory, const Presence &presence, const Moment &moment)
{
    const bool isOther = memory.pid && presence.pid && memory.pid != presence.pid;
    Duration startedAt = moment.uptime;
    if (presence.startedAt && *presence.startedAt <= moment.now.realtime &&
        moment.now.realtime - *presence.startedAt < believedTime)
        startedAt = moment.uptimeAt(*presence.startedAt);
    Event started = eventOf(Event::Kind::DaemonStarted, presence.kind, presence.version);
    if (started.subject.isEmpty() && presence.pid)
        started.subject = memory.version;
    const bool wasRunning = memory.isRunning.told() == true;
    if (memory.isRunning.look(true, moment.watched, startedAt, 0s)) {
        note(started, startedAt);
    } else if (isOther && wasRunning && memory.restarts.allows(moment.watched)) {
        memory.restarts.noteTold(moment.watched);
        // More than nothing: the time between two looks is all that is known.
        started.lasted = std::max<Duration>(1ms, startedAt - memory.seenUptime);
        note(started, startedAt);
    }
    if (isOther || !memory.isSilent.told())
        memory.isSilent = SteadyValue<bool>(false);
    if (const auto change = memory.isSilent.look(presence.isSilent, moment.watched, moment.uptime,
                                                 presence.isSilent ? steady : 0s);
        change && change->to)
        note(eventOf(Event::Kind::DaemonSilent, presence.kind, presence.version), change->since);
    if (presence.pid)
        memory.pid = presence.pid;
    if (!presence.endpoint.isEmpty())
        memory.endpoint = presence.endpoint;
    if (!presence.version.isEmpty())
        memory.version = presence.version;
    memory.seen = moment.watched;
    memory.seenUptime = moment.uptime;
}

void EventLog::lookAtDaemonSources(const Moment &moment)
{
    for (const DaemonReport &daemon : moment.snapshot.machine.daemons) {
        if (daemon.answer != DaemonAnswer::Answering || !daemon.readAt)
            continue;
        const QString followed = followedName(daemon);
        if (const auto change = m_followed[seriesId(daemon).key].look(followed, moment.watched, moment.uptime,
                                                                      followed.isEmpty() ? steady : 0s))
            note(eventOf(Event::Kind::Followed, moment.snapshot.machine, daemon, change->to), change->since)
                .event.from = change->from;
        for (const DaemonSource &source : daemon.sources) {
            SourceState state{.isOutvoted = isOutvoted(source.standing), .lastAnswer = source.lastSample};
            if (source.reach && (*source.reach != 0 || source.lastSample))
                state.isLost = *source.reach == 0;
            lookAtSource(seriesId(daemon, source).key + u' ' + source.address, nameOf(source), &daemon, state,
                         moment);
        }
    }
}

void EventLog::lookAtOwnSources(const Moment &moment)
{
    const std::vector<SourceSnapshot> &sources = moment.snapshot.sources;
    std::vector<SelectionSource> claims;
    claims.reserve(sources.size());
    for (const SourceSnapshot &source : sources)
        claims.push_back(selectable(source));
    const std::vector<SourceUse> uses = selectSources(claims, moment.now.realtime).uses;
    for (size_t i = 0; i < sources.size(); ++i) {
        const SourceSnapshot &source = sources[i];
        if (source.isThisComputer || isToldByDaemon(source, moment.snapshot.machine))
            continue;
        SourceState state{.isOutvoted = isOutvoted(uses[i]), .lastAnswer = source.lastAnswer};
        if (source.answers > 0)
            state.isLost = source.reach == 0;
        lookAtSource(source.id.key, source.label, nullptr, state, moment);
    }
}

void EventLog::lookAtSource(const QString &key, const QString &name, const DaemonReport *daemon,
                            const SourceState &state, const Moment &moment)
{
    SourceMemory &memory = m_sources[key];
    memory.seen = moment.watched;
    const auto tell = [&](Event::Kind kind, Duration uptime, Duration lasted = {}) {
        const Event event = daemon ? eventOf(kind, moment.snapshot.machine, *daemon, name)
                                   : eventOf(kind, std::nullopt, name);
        note(event, uptime).event.lasted = lasted;
    };
    if (state.isOutvoted) {
        // Of our own, those that have answered first are judged before the others have.
        if (const auto change = memory.isOutvoted.look(*state.isOutvoted, moment.watched, moment.uptime,
                                                       steady, daemon ? 0s : steady))
            tell(change->to ? Event::Kind::Outvoted : Event::Kind::Believed, change->since);
    }
    if (!state.isLost)
        return;
    const Duration answered = state.lastAnswer ? moment.uptimeAt(*state.lastAnswer) : moment.uptime;
    const auto change = memory.isLost.look(*state.isLost, moment.watched, moment.uptime, 0s);
    if (change && change->to)
        tell(Event::Kind::AnswersLost, change->since);
    else if (change)
        tell(Event::Kind::AnswersRegained, change->since,
             std::max(Duration::zero(), change->since - memory.lastAnswer));
    // While the loss is what was told, this is when it began.
    if (*state.isLost || memory.isLost.told() != true)
        memory.lastAnswer = answered;
}

void EventLog::lookAtFiles(const Moment &moment)
{
    for (const ServerConfiguration &configuration : moment.snapshot.configurations) {
        const QString key =
            u"%1 %2"_s.arg(QString::number(int(configuration.daemon)), configuration.mainFile);
        const auto [known, isFirst] = m_readFiles.try_emplace(key);
        if (known->second == configuration.files)
            continue;
        known->second = configuration.files;
        readFiles(key, configuration, isFirst, moment);
    }
    const auto isToldForAnother = [this](const FileKey &file, const FileMemory &memory) {
        return std::ranges::any_of(m_files, [&](const auto &other) {
            return &other.second != &memory && other.first.path == file.path &&
                   other.second.told == memory.latest;
        });
    };
    for (auto &[file, memory] : m_files) {
        if (memory.told == memory.latest || !memory.restraint.allows(moment.watched))
            continue;
        memory.restraint.noteTold(moment.watched);
        const bool isTold = isToldForAnother(file, memory);
        memory.told = memory.latest;
        if (isTold)
            continue;
        note(eventOf(Event::Kind::FilesChanged, memory.daemon, file.path), memory.since);
    }
}

void EventLog::readFiles(const QString &key, const ServerConfiguration &configuration, bool isFirst,
                         const Moment &moment)
{
    const NamedServers &files = *configuration.files;
    const QStringList paths = filesOf(files);
    for (const QString &path : paths)
        m_files[{key, path}].daemon = configuration.daemon;
    for (auto &[file, memory] : m_files) {
        if (file.configuration != key)
            continue;
        const bool isThere = paths.contains(file.path);
        const std::optional<QByteArray> latest =
            isThere ? std::optional(digestOf(files, file.path)) : std::nullopt;
        if (isFirst && isThere)
            memory.told = latest;
        if (memory.latest == latest)
            continue;
        memory.latest = latest;
        const std::optional<Instant> changed = changeOf(files, file.path);
        const bool isRecent =
            changed && *changed <= moment.now.realtime && moment.now.realtime - *changed < believedTime;
        memory.since = isRecent ? moment.uptimeAt(*changed) : moment.uptime;
    }
}

// One for all who say it: the daemons, the kernel, and the servers that agree.
void EventLog::lookAtLeap(const Moment &moment)
{
    const auto leapOf = [](LeapIndicator leap) {
        return leap == LeapIndicator::InsertSecond   ? Leap::SecondMore
               : leap == LeapIndicator::DeleteSecond ? Leap::SecondLess
                                                     : Leap::None;
    };
    Leap leap = Leap::None;
    Event event = eventOf(Event::Kind::LeapAnnounced);
    bool isKnown = false;
    for (const DaemonReport &daemon : moment.snapshot.machine.daemons) {
        if (daemon.answer != DaemonAnswer::Answering || !daemon.tracking || leap != Leap::None)
            continue;
        isKnown = isKnown || daemon.tracking->leap;
        leap = leapOf(daemon.tracking->leap.value_or(LeapIndicator::NoWarning));
        event.subject = followedName(daemon);
        event.daemon = daemon.kind;
    }
    if (leap == Leap::None) {
        event = eventOf(Event::Kind::LeapAnnounced);
        const std::optional<ClockReport> &clock = moment.snapshot.clock;
        if (clock && clock->kernel && clock->kernel->leap == KernelLeapState::InsertPending)
            leap = Leap::SecondMore;
        if (clock && clock->kernel && clock->kernel->leap == KernelLeapState::DeletePending)
            leap = Leap::SecondLess;
    }
    int witnesses = 0;
    int announcing = 0;
    Leap announced = Leap::None;
    for (const SourceSnapshot &source : moment.snapshot.sources) {
        if (!source.lastSample || source.isThisComputer)
            continue;
        ++witnesses;
        const Leap own = leapOf(source.lastSample->leap);
        if (own == Leap::None)
            continue;
        ++announcing;
        announced = own;
        if (leap == Leap::None && event.subject.isEmpty())
            event.subject = source.label;
    }
    if (leap == Leap::None && 2 * announcing > witnesses)
        leap = announced;
    if (!isKnown && witnesses == 0 && leap == Leap::None)
        return; // nobody was asked yet
    const auto change = m_leap.look(leap, moment.watched, moment.uptime, steady);
    if (!change || change->to == Leap::None)
        return;
    event.isForward = change->to == Leap::SecondLess;
    note(event, change->since);
}

void EventLog::lookAtSettings(const Moment &moment)
{
    if (!moment.snapshot.clock)
        return;
    const ClockReport &clock = *moment.snapshot.clock;
    if (clock.zone && !clock.zone->id.isEmpty()) {
        if (const auto change = m_zone.look(clock.zone->id, moment.watched, moment.uptime, 0s))
            note(eventOf(Event::Kind::ZoneChanged, {}, change->to), change->since).event.from = change->from;
    }
    if (clock.timedated.networkTimeEnabled) {
        if (const auto change =
                m_networkTime.look(*clock.timedated.networkTimeEnabled, moment.watched, moment.uptime, 0s))
            note(eventOf(Event::Kind::NetworkTimeChanged), change->since).event.isForward = change->to;
    }
}

void EventLog::lookAtState(const Moment &moment)
{
    const ClockState state = moment.snapshot.judgement.state;
    if (const auto change = m_state.look(state, moment.watched, moment.uptime, steady, steady)) {
        Event &event = note(eventOf(Event::Kind::StateChanged), change->since).event;
        event.state = change->to;
        event.fromState = change->from;
    }
}

void EventLog::forgetWhatHasGone(const Moment &moment)
{
    const auto hasGone = [&moment](Duration seen) { return moment.watched - seen > forgottenAfter; };
    std::erase_if(m_sources, [&](const auto &entry) { return hasGone(entry.second.seen); });
    std::erase_if(m_daemons, [&](const DaemonMemory &memory) {
        return memory.isRunning.told() == false && hasGone(memory.seen);
    });
}

} // namespace synchroscope
