// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/engine/snapshot.h"
#include "core/engine/steadyvalue.h"
#include "core/history/history.h"

#include <list>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace synchroscope {

/// Notices what happens from one snapshot to the next, and remembers it. Pure but for its memory.
///
/// What is seen first is no change. What comes and goes is told when it has lasted for a while, at most once
/// in five minutes for each source, and what keeps alternating ever more rarely. Of a daemon that was
/// restarted one DaemonStarted is told, with `lasted` above zero: for how long it was away. A source that a
/// daemon of this computer asks too is left to the daemon to tell of.
///
/// Events of this boot are kept by the uptime and told by this clock as it is now, those of earlier boots by
/// the clock of then; as History does.
class EventLog
{
public:
    static constexpr size_t mostEvents = History::mostEvents;

    /// Before this nothing is noticed. `earlier` are those of former runs.
    void start(const std::vector<KeptEvent> &earlier, const ClockReading &now);
    /// The same when they could not be read at the start.
    void addEarlier(const std::vector<KeptEvent> &earlier);

    /// Does nothing within a second after the last look, and of hundreds of sources more rarely.
    void look(const Snapshot &snapshot, const ClockReading &now);

    /// Another list only when something has changed, or this clock has moved by 100 ms and more.
    EventList events(const ClockReading &now);
    /// Those that were not taken yet. A slew that is under way waits until it is over, unless this is the
    /// end of the program.
    std::vector<KeptEvent> takeUnsaved(const ClockReading &now, bool isEnd = false);
    void forgetBefore(Instant limit, const ClockReading &now);

private:
    struct Noted
    {
        Event event;
        std::optional<Duration> uptime = {}; ///< absent: of an earlier boot, and event.at is final
        bool isSaved = false;
        std::optional<BootInstant> clockEventBegan = {}; ///< what tells a ClockEvent of this run from others
    };

    /// What is known of one source of a daemon, or of ours.
    struct SourceMemory
    {
        SteadyValue<bool> isOutvoted;
        SteadyValue<bool> isLost;
        Duration lastAnswer{}; ///< before the answers were lost, as the uptime was then
        Duration seen{};
    };

    /// A daemon that runs or ran.
    struct DaemonMemory
    {
        DaemonKind kind = DaemonKind::Chrony;
        QString endpoint; ///< with its number; empty: not known
        std::optional<qint64> pid;
        QString version;
        SteadyValue<bool> isRunning{false};
        SteadyValue<bool> isSilent;
        Restraint restarts;
        Duration seen{};
        Duration seenUptime{};
    };
    /// A file of a configuration; one that two configurations have in common is kept twice.
    struct FileKey
    {
        QString configuration; ///< as in m_readFiles
        QString path;

        friend bool operator<(const FileKey &a, const FileKey &b)
        {
            return std::tie(a.configuration, a.path) < std::tie(b.configuration, b.path);
        }
    };
    struct FileMemory
    {
        DaemonKind daemon = DaemonKind::Chrony;
        std::optional<QByteArray> told; ///< a digest of what stood in it; nothing: it was not there
        std::optional<QByteArray> latest;
        std::optional<Instant> changedAt;
        Duration since{}; ///< when it was read so, as the uptime was then
        Restraint restraint{std::chrono::seconds(30)};
    };
    enum class Leap : quint8 { None, SecondMore, SecondLess };
    /// A daemon as it shows now.
    struct Presence
    {
        DaemonKind kind = DaemonKind::Chrony;
        QString endpoint = {};
        std::optional<qint64> pid = {};
        std::optional<Instant> startedAt = {};
        QString version = {};
        bool isSilent = false;
    };

    /// One look.
    struct Moment
    {
        const Snapshot &snapshot;
        const ClockReading &now;
        Duration watched{}; ///< time in which somebody looked
        Duration uptime{};

        Duration uptimeAt(Instant at) const { return at.time_since_epoch() - now.clockMinusUptime(); }
    };

    static std::vector<Presence> presences(const MachineDaemons &machine);
    Noted &note(Event event, Duration uptime);
    /// What is dropped is not noted anew.
    void noteDropped(const Noted &noted);
    void lookAtClockEvents(const Moment &moment);
    void lookAtDaemons(const Moment &moment);
    DaemonMemory *match(const Presence &presence, const std::vector<DaemonMemory *> &free) const;
    void lookAtDaemon(DaemonMemory &memory, const Presence &presence, const Moment &moment);
    void lookAtDaemonSources(const Moment &moment);
    void lookAtOwnSources(const Moment &moment);
    /// What can be said of a source now; absent: nothing.
    struct SourceState
    {
        std::optional<bool> isOutvoted = {};
        std::optional<bool> isLost = {};
        std::optional<Instant> lastAnswer = {};
    };
    /// `daemon`: whose source it is; null: ours.
    void lookAtSource(const QString &key, const QString &name, const DaemonReport *daemon,
                      const SourceState &state, const Moment &moment);
    void forgetWhatHasGone(const Moment &moment);
    void lookAtFiles(const Moment &moment);
    void readFiles(const QString &key, const ServerConfiguration &configuration, bool isFirst,
                   const Moment &moment);
    void lookAtLeap(const Moment &moment);
    void lookAtSettings(const Moment &moment);
    void lookAtState(const Moment &moment);

    std::vector<Noted> m_noted;                ///< in the order of time within a boot
    std::optional<BootInstant> m_droppedUntil; ///< the ClockEvents of this run that began no later
    std::optional<Duration> m_startedAt;
    std::optional<ClockReading> m_last;
    Duration m_watched{};
    EventList m_list = std::make_shared<const std::vector<Event>>();
    Duration m_listClockMinusUptime{};
    bool m_isListOld = false;
    Duration m_slewListed{}; ///< when one under way was told last, of m_watched

    bool m_knowsDaemons = false; ///< those that were there at the start
    std::list<DaemonMemory> m_daemons;
    std::map<QString, SteadyValue<QString>> m_followed; ///< by daemon
    std::map<QString, SourceMemory> m_sources;
    std::map<QString, std::shared_ptr<const NamedServers>> m_readFiles; ///< by daemon and its main file
    std::map<FileKey, FileMemory> m_files;
    SteadyValue<Leap> m_leap;
    SteadyValue<QString> m_zone;
    SteadyValue<bool> m_networkTime;
    SteadyValue<ClockState> m_state;
};

} // namespace synchroscope
