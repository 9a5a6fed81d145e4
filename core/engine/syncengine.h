// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clockeventdetector.h"
#include "core/diagnosis/daemoncommand.h"
#include "core/engine/association.h"
#include "core/engine/daemonseries.h"
#include "core/engine/engineparts.h"
#include "core/engine/eventlog.h"
#include "core/engine/pausedetector.h"
#include "core/engine/serverchanger.h"
#include "core/engine/servertester.h"

#include <QObject>
#include <QSet>

#include <map>
#include <utility>

namespace synchroscope {

class PointReader;

/// Watches servers and tells what they say. Everything of it lives in one thread; EngineThread carries its
/// commands and signals across.
class SyncEngine final : public QObject
{
    Q_OBJECT

public:
    using CommandId = quint64;

    SyncEngine(EngineParts parts, const EngineOptions &options);
    ~SyncEngine() override;

    /// Loads the watch list, begins to ask and opens the history.
    void start();

    void watch(CommandId command, const std::vector<WatchRequest> &servers);
    void stopWatching(CommandId command, const SourceId &source);
    void rename(CommandId command, const SourceId &source, const QString &label);
    void measureNow(CommandId command);
    void askAgain(CommandId command, const SourceId &source);
    void setPaused(CommandId command, bool paused);
    void discover(CommandId command);
    void changeClock(CommandId command, const ClockChange &change);
    void readConfigurations(CommandId command);
    void testServers(CommandId command, const std::vector<ServerTestRequest> &servers);
    void changeServers(CommandId command, const ServerChange &change);
    void undoServerChange(CommandId command, const ServerChange &change);
    void runCommand(CommandId command, const DaemonCommand &what);
    void setLimits(const ClockLimits &limits);
    void setObserving(CommandId command, bool observing);
    void setAttended(bool attended);
    void requestSeries(const SeriesRequest &request);
    void requestStatistics(const StatisticsRequest &request);

Q_SIGNALS:
    void snapshotTaken(const synchroscope::SnapshotPtr &snapshot);
    void samplesAdded(const std::vector<synchroscope::NewSample> &samples);
    void seriesReady(const synchroscope::SeriesReply &reply);
    void statisticsReady(const synchroscope::StatisticsReply &reply);
    void commandFinished(quint64 command, const synchroscope::Status &status);

private:
    struct Watched
    {
        std::unique_ptr<Association> association;
        bool kept = true; ///< in the watch list
    };

    void openHistory();
    Association *find(const SourceId &source);
    Status addSource(const WatchRequest &server);
    void saveWatchList();
    void handleSample(const SourceId &source, const Sample &sample, bool afterGap);
    void askTheOthers();
    void askSoon();
    void lookForOwnAddresses(const ClockReading &now);
    void noteClockEvents(Snapshot &draft, const ClockReading &now) const;
    void lookForStep(const ClockReading &now);
    /// Whether it is a time service of this computer, whose clocks tell nothing that this one's do not.
    bool isOfThisComputer(const Association &association) const;
    void handleMove(const SourceId &source, const SourceMove &move);
    void finishChange(const Status &status);
    void finishDaemonCommand(const Status &status);
    void handleDiscovery(const Discovery &discovery);
    void handleDaemons(const MachineDaemons &machine);
    void handleClock(const ClockReport &report);
    void noteObservation(const ChronyObservation &observation);
    void endObserving(const HelperEnd &end);
    void stopObserving();
    void noteServerTests();
    void endServerTest();
    void handleConfigurations(const std::vector<ServerConfiguration> &configurations);
    /// Runs `begin` unless no change can begin now.
    void beginServerChange(CommandId command, const std::function<void(ServerChanger &)> &begin);
    void noteServerChange();
    void endServerCommand();
    void noteFollowedPools();
    void readHistory();
    void readPoints();
    void finishStatistics(StatisticsReply reply, const std::vector<MeasuredPoint> &points);
    std::optional<PollRecord> pollRecord(const SourceId &source);
    void removeOldHistory();
    void noteProblem(const Status &problem);
    /// The trouble of this kind is over when the latest try of it went well.
    void noteOutcome(ErrorCode trouble, const Status &outcome);
    quint64 beginOperation(Operation::Kind kind, int total);
    void endOperation(quint64 id);

    void markChanged();
    void publish();
    SnapshotPtr takeSnapshot();
    ClockJudgement takeJudgement(const Verdict &verdict, Instant now);
    void noteFindings(std::vector<Finding> findings, MonotonicInstant now);
    void findOddities(Snapshot &draft, const ClockReading &now);
    void noteEvents(Snapshot &draft, const ClockReading &now);
    Verdict takeVerdict(const std::vector<SourceSnapshot> &states, const ClockReading &now) const;

    EngineParts m_parts;
    EngineOptions m_options;
    std::vector<Watched> m_sources; ///< in the order they were added
    std::vector<NewSample> m_newSamples;
    std::vector<Operation> m_operations;
    std::vector<Error> m_problems;
    Discovery m_discovery;
    MachineDaemons m_machine;
    DaemonSeries m_daemonSeries;
    std::optional<ClockReport> m_clockReport;
    ClockEventDetector m_clockEvents;
    std::optional<BootInstant> m_logsReadFor;     ///< the step after which they were last read
    std::optional<MonotonicInstant> m_logsReadAt; ///< … and when that was
    EventLog m_events;
    bool m_lacksEarlierEvents = false; ///< the history was not open when the log began
    PauseDetector m_pauseDetector;
    QSet<QString> m_ownAddresses;
    std::optional<MonotonicInstant> m_ownAddressesAt;
    bool m_wasOffline = false;
    std::optional<Instant> m_explainedSteering; ///< so far it is known who steered the clock
    std::vector<CommandId> m_discoverCommands;
    std::optional<CommandId> m_changeCommand; ///< that waits for the system
    quint64 m_changeOperation = 0;
    std::optional<CommandId> m_daemonCommand; ///< that waits for the helper
    quint64 m_daemonOperation = 0;
    DaemonCommand::Kind m_daemonCommandKind = DaemonCommand::Kind::Step;
    std::optional<BootInstant> m_stepped; ///< a daemon has, for a command
    ClockLimits m_limits;
    std::vector<UnitReport> m_units;
    std::vector<Finding> m_findings; ///< that have been there for a while
    using FindingKey = std::pair<FindingId, QString>;
    std::map<FindingKey, MonotonicInstant> m_foundSince;
    std::optional<MonotonicInstant> m_diagnosedAt;
    bool m_isObserving = false;
    std::optional<ChronyObservation> m_observation;
    std::optional<CommandId> m_observeCommand; ///< that waits for the first reading
    ServerTester m_tester;
    std::optional<CommandId> m_testCommand; ///< that waits for its end
    quint64 m_testOperation = 0;
    std::vector<ServerConfiguration> m_configurations;
    std::unique_ptr<ServerChanger> m_serverChanger; ///< null: no server list can be changed
    std::optional<CommandId> m_serverCommand;       ///< that waits for the helper
    quint64 m_serverOperation = 0;
    std::unique_ptr<HistoryReader> m_reader;
    quint64 m_readerOperation = 0;
    std::unique_ptr<PointReader> m_pointReader;
    StatisticsRequest m_statisticsRequest; ///< that it reads for
    quint64 m_statisticsOperation = 0;
    std::optional<BootInstant> m_attendedSince;
    bool m_paused = false;
    TimerId m_publishTimer = noTimer;
    TimerId m_heartbeat = noTimer;
    TimerId m_pruneTimer = noTimer;
    TimerId m_readTimer = noTimer;
    TimerId m_statisticsTimer = noTimer;
    TimerId m_logsTimer = noTimer;
    MonotonicInstant m_lastPublished{};
    quint64 m_serial = 0;
    quint64 m_lastOperation = 0;
};

} // namespace synchroscope
