// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/hostspec.h"
#include "core/config/namedserver.h"
#include "core/config/serverconfiguration.h"
#include "core/diagnosis/chronyobservation.h"
#include "core/diagnosis/clockevent.h"
#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/event.h"
#include "core/diagnosis/finding.h"
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/servertest.h"
#include "core/diagnosis/unitreport.h"
#include "core/diagnosis/verdict.h"
#include "core/engine/serverchange.h"
#include "core/estimate/series.h"
#include "core/estimate/sourceestimate.h"
#include "core/estimate/stability.h"
#include "core/estimate/statistics.h"
#include "core/ntp/reply.h"
#include "core/ntp/sample.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

/// The values that cross from the engine's thread to everybody else. All are plain and immutable once sent;
/// they carry instants, never ages.
namespace synchroscope {

/// Stable over restarts: HostSpec::canonical().
struct SourceId
{
    QString key;

    friend bool operator==(const SourceId &, const SourceId &) = default;
    friend auto operator<=>(const SourceId &a, const SourceId &b) { return a.key.compare(b.key) <=> 0; }
    friend size_t qHash(const SourceId &id, size_t seed = 0) { return ::qHash(id.key, seed); }
};

/// What a source is doing at this moment.
enum class SourceActivity : quint8 {
    Resolving, ///< its name is being looked up
    Asking,    ///< a request is under way
    Waiting,   ///< for its next turn, see nextRequest
    Held,      ///< its turn has come, but politeness says later (another program of ours asked, or a kiss of
               ///< death)
    Stopped,   ///< the server told us to go away (DENY, RSTR): never asked again unless the user says so
    Paused,
};

struct SourceSnapshot
{
    SourceId id;
    HostSpec host;
    QString label;               ///< the user's name for it; else the host as typed
    bool kept = true;            ///< watched again at the next start
    QString address;             ///< empty while the name is not resolved
    bool isThisComputer = false; ///< the address is one of this computer's own
    int addresses = 0;           ///< that the name has
    /// The other address of a name that has one IPv4 and one IPv6 address: they are of one server.
    QString otherAddress;
    SourceActivity activity = SourceActivity::Waiting;
    /// How the last request ended; nothing before the first.
    std::optional<QueryOutcome> lastOutcome;
    ReplyFault lastFault = ReplyFault::None;
    QByteArray kissCode;  ///< of the last kiss
    QString systemReason; ///< the operating system's words for Refused, Unreachable, Unresolved; may be empty
    quint8 reach = 0;     ///< the last eight requests, newest in bit 0
    quint64 longReach = 0; ///< the last 64, likewise
    int requests = 0;      ///< since it is watched in this run
    int answers = 0;
    IgnoredReplies ignored; ///< since it is watched in this run
    // When by this clock as it is now, however it was set since.
    std::optional<Instant> lastRequest;
    std::optional<Instant> lastAnswer;
    std::optional<Instant> nextRequest;
    std::optional<Instant> failingSince; ///< first failure after the last answer
    /// The first answer after a failure, a gap or a sleep; of a server that fails it is the one before.
    std::optional<Instant> answeringSince;
    Duration answersApart{}; ///< the longest time between two answers since
    Duration pollInterval{};
    std::optional<Sample> lastSample;
    /// As of now, to a second: its bound grows from sample to sample. Nothing after this computer slept.
    std::optional<SourceEstimate> estimate;
};

/// Work that takes a while and that a window opened late must still see.
struct Operation
{
    enum class Kind : quint8 {
        Measuring,
        LoadingHistory,
        Discovering,
        ChangingClock,
        TestingServers,
        ChangingServers, ///< until the daemon follows one, see Snapshot::serverChange
        CommandingDaemon,
    };

    quint64 id = 0;
    Kind kind = Kind::Measuring;
    int done = 0;
    int total = 0; ///< 0: unknown
    Instant startedAt;
};

/// Where the program looks for servers that this machine already names.
struct Discovery
{
    bool finished = false;
    std::vector<NamedServer> servers;
    std::vector<Error> problems; ///< files that could not be read; the others were
};

struct Snapshot
{
    quint64 serial = 0;
    Instant takenAt;
    bool paused = false;
    bool demonstration = false;
    bool hasNetwork = true;              ///< this computer's way out, whoever answers there
    Duration suspended{};                ///< how long this computer has slept since it was started
    std::vector<SourceSnapshot> sources; ///< in the order they were added
    MachineDaemons machine;              ///< what this computer's time daemons say
    std::optional<ClockReport> clock;    ///< what it says of its own clock
    /// What happened to it in this run, oldest first.
    std::vector<ClockEvent> clockEvents;
    /// From when on all that happened is among them.
    std::optional<Instant> clockEventsSince;
    /// When a daemon last set it at this program's word, by this clock as it is now; absent: not in this run.
    std::optional<Instant> steppedHere;
    Verdict verdict;               ///< from what is measured here alone
    ClockJudgement judgement;      ///< reconciled with what the daemons claim
    ClockLimits limits;            ///< that the judgement goes by
    std::vector<UnitReport> units; ///< of the time services that are installed
    std::vector<Finding> findings; ///< the gravest first; they may be some seconds old
    EventList events = std::make_shared<const std::vector<Event>>(); ///< of 30 days
    std::vector<Operation> operations;
    std::vector<Error> problems; ///< what the user should know of our own files
    Discovery discovery;
    /// Of the daemons that run, then of those whose files are there; of one kind the one that steers first.
    std::vector<ServerConfiguration> configurations;
    ChangeAbility changeAbility = ChangeAbility::NotHere;
    std::vector<ServerTest> serverTests;            ///< of the latest request, in its order
    bool isObserving = false;                       ///< chronyd is asked for what it tells root only
    std::optional<ChronyObservation> observation;   ///< the latest
    std::optional<ServerChangeReport> serverChange; ///< absent: none was made in this run
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// A new measurement, for the charts.
struct NewSample
{
    SourceId source;
    Sample sample;
    SeriesPoint point; ///< its offset as it is charted
};

enum class SeriesQuantity : quint8 { Offset, Delay };

struct SeriesRequest
{
    quint64 id = 0; ///< the caller's; a reply carries it back, and a newer request cancels an older one
    std::vector<SourceId> sources;
    SeriesQuantity quantity = SeriesQuantity::Offset;
    Instant from;
    Instant to;
    int pixels = 0; ///< the plot's width
};

struct Series
{
    SourceId source;
    std::vector<SeriesPoint> points;
};

struct SeriesReply
{
    quint64 id = 0;
    SeriesQuantity quantity = SeriesQuantity::Offset;
    Instant from;
    Instant to;
    std::vector<Series> series;
};

/// What the answers of one source within a range say together.
struct StatisticsRequest
{
    quint64 id = 0; ///< as a SeriesRequest's; the two kinds do not cancel each other
    SourceId source;
    Instant from;
    Instant to;
};

struct StatisticsReply
{
    quint64 id = 0;
    SourceId source;
    Instant from;
    Instant to;
    AnswerStatistics statistics; ///< of the newest 100 000 answers at most
    Stability stability;         ///< of this computer's oscillator against the source
};

} // namespace synchroscope
