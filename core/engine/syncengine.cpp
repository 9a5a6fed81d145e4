// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/syncengine.h"

#include "core/diagnosis/diagnose.h"
#include "core/engine/selectable.h"
#include "core/engine/snapshotfacts.h"
#include "core/history/pointreader.h"

#include <algorithm>
#include <set>
#include <utility>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr Duration publishInterval = 250ms;
// A snapshot of many sources is work for whoever takes it and for whoever shows it.
constexpr Duration publishIntervalPerSource = 1ms;
// Also when nothing changes, so that whoever looks can tell quiet from dead.
constexpr Duration heartbeatInterval = 1s;
constexpr Duration historyKept = 30 * 24h;
// How much later than the newest stored answer it may be for all we know.
constexpr Duration credibleSilence = 24h;
constexpr Duration pruneInterval = 1h;
constexpr Duration ownAddressesKept = 30s;
constexpr Duration findingHold = 5s;
// What time services have logged of a step is read before the step is said to be nobody's.
constexpr Duration timeToLog = 2s;
static_assert(timeToLog < findingHold);
// Two programs that fight over the clock set it again and again.
constexpr Duration logsRest = 30s;
// A few milliseconds of reading before the polls get their turn again.
constexpr int rowsPerStep = 5000;

/// The servers that the daemons use at this moment, each once.
std::vector<NamedServer> runningServers(const MachineDaemons &machine)
{
    std::vector<NamedServer> servers;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.answer == DaemonAnswer::Refused || daemon.isElsewhere)
            continue;
        for (const DaemonSource &source : daemon.sources) {
            Result<HostSpec> host = parseHostSpec(source.name);
            if (source.mode == SourceMode::ReferenceClock || source.ordinal > 0 || !host)
                continue;
            host.value().port = source.port;
            servers.push_back(
                {.host = *host,
                 .daemon = daemon.kind,
                 .origin = ServerOrigin::Running,
                 .type = source.mode == SourceMode::Peer ? ServerType::Peer : ServerType::Server,
                 .file = {},
                 .line = 0});
        }
    }
    return servers;
}

/// Of the time daemons.
std::set<qint64> processIds(const MachineDaemons &machine)
{
    std::set<qint64> ids;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.process)
            ids.insert(daemon.process->pid);
    }
    for (const DaemonProcess &process : machine.unassigned)
        ids.insert(process.pid);
    return ids;
}

} // namespace

SyncEngine::SyncEngine(EngineParts parts, const EngineOptions &options)
    : m_parts(std::move(parts))
    , m_options(options)
    , m_daemonSeries([this](const SourceId &source) { return m_parts.history->lastSampleAt(source); })
    , m_tester({*m_parts.clock, *m_parts.scheduler, *m_parts.resolver, *m_parts.transport, *m_parts.ledger})
{
    connect(m_parts.discoverer.get(), &Discoverer::finished, this, &SyncEngine::handleDiscovery);
    if (m_parts.observer) {
        connect(m_parts.observer.get(), &ChronyObserver::observed, this, &SyncEngine::noteObservation);
        connect(m_parts.observer.get(), &ChronyObserver::ended, this, &SyncEngine::endObserving);
    }
    connect(&m_tester, &ServerTester::changed, this, &SyncEngine::noteServerTests);
    connect(&m_tester, &ServerTester::finished, this, &SyncEngine::endServerTest);
    if (m_parts.daemons) {
        connect(m_parts.daemons.get(), &DaemonWatch::configurationsRead, this,
                &SyncEngine::handleConfigurations);
        connect(m_parts.daemons.get(), &DaemonWatch::reported, this, &SyncEngine::handleDaemons);
    }
    if (m_parts.units) {
        connect(m_parts.units.get(), &UnitWatch::reported, this,
                [this](const std::vector<UnitReport> &units) {
                    m_units = units;
                    markChanged();
                });
    }
    if (m_parts.commander)
        connect(m_parts.commander.get(), &DaemonCommander::finished, this, &SyncEngine::finishDaemonCommand);
    if (m_parts.helper) {
        m_serverChanger = std::make_unique<ServerChanger>(*m_parts.helper, *m_parts.clock);
        connect(m_serverChanger.get(), &ServerChanger::changed, this, &SyncEngine::noteServerChange);
        connect(m_serverChanger.get(), &ServerChanger::helperEnded, this, &SyncEngine::endServerCommand);
    }
    if (!m_parts.clockWatch)
        return;
    connect(m_parts.clockWatch.get(), &ClockWatch::clockReported, this, &SyncEngine::handleClock);
    connect(m_parts.clockWatch.get(), &ClockWatch::changeFinished, this, &SyncEngine::finishChange);
}

SyncEngine::~SyncEngine()
{
    for (const TimerId timer :
         {m_publishTimer, m_heartbeat, m_pruneTimer, m_readTimer, m_statisticsTimer, m_logsTimer})
        m_parts.scheduler->cancel(timer);
    m_reader.reset();
    m_pointReader.reset();
    m_sources.clear();
    // The last answers are not lost.
    m_parts.history->append(m_newSamples, m_events.takeUnsaved(m_parts.clock->read(), true));
}

void SyncEngine::start()
{
    WatchList::Loaded kept = m_parts.watchList->load();
    noteProblem(kept.problem);
    for (const WatchRequest &server : kept.servers)
        addSource(server);
    for (WatchRequest server : m_options.watchAtStart) {
        server.kept = false;
        addSource(server);
    }
    publish();
    openHistory();
    if (m_parts.daemons)
        m_parts.daemons->start();
    if (m_parts.units)
        m_parts.units->start();
    if (m_parts.clockWatch)
        m_parts.clockWatch->start();
}

// A large file may take seconds, when it has to be checked.
void SyncEngine::openHistory()
{
    noteProblem(m_parts.history->open());
    for (const Watched &watched : m_sources)
        watched.association->setLastAnswerBefore(m_parts.history->lastSampleAt(watched.association->id()));
    removeOldHistory();
    const std::optional<std::vector<KeptEvent>> events = m_parts.history->events();
    m_lacksEarlierEvents = !events;
    m_events.start(events.value_or(std::vector<KeptEvent>()), m_parts.clock->read());
    markChanged();
}

void SyncEngine::watch(CommandId command, const std::vector<WatchRequest> &servers)
{
    Status status;
    for (const WatchRequest &server : servers) {
        const Status added = addSource(server);
        if (!status)
            status = added;
    }
    saveWatchList();
    markChanged();
    Q_EMIT commandFinished(command, status);
}

void SyncEngine::stopWatching(CommandId command, const SourceId &source)
{
    const auto isIt = [&source](const Watched &watched) { return watched.association->id() == source; };
    if (std::erase_if(m_sources, isIt) == 0) {
        Q_EMIT commandFinished(command, Error{ErrorCode::NotWatched, source.key, {}});
        return;
    }
    saveWatchList();
    markChanged();
    Q_EMIT commandFinished(command, {});
}

void SyncEngine::rename(CommandId command, const SourceId &source, const QString &label)
{
    Association *association = find(source);
    if (!association) {
        Q_EMIT commandFinished(command, Error{ErrorCode::NotWatched, source.key, {}});
        return;
    }
    association->rename(label.trimmed());
    saveWatchList();
    Q_EMIT commandFinished(command, {});
}

void SyncEngine::measureNow(CommandId command)
{
    if (m_parts.clockWatch)
        m_parts.clockWatch->refresh();
    if (m_parts.units)
        m_parts.units->refresh();
    if (m_paused || m_sources.empty()) {
        const ErrorCode reason = m_paused ? ErrorCode::Paused : ErrorCode::NothingToMeasure;
        Q_EMIT commandFinished(command, Error{reason, {}, {}});
        return;
    }
    const auto total = static_cast<int>(m_sources.size());
    const quint64 id = beginOperation(Operation::Kind::Measuring, total);
    const auto oneDone = [this, id, command] {
        const auto operation = std::find_if(m_operations.begin(), m_operations.end(),
                                            [id](const Operation &candidate) { return candidate.id == id; });
        if (operation == m_operations.end() || ++operation->done < operation->total)
            return;
        endOperation(id);
        Q_EMIT commandFinished(command, {});
    };
    // A source removed meanwhile counts as done, however it goes.
    for (const Watched &watched : m_sources) {
        const std::shared_ptr<void> whenReleased(nullptr, [oneDone](void *) { oneDone(); });
        watched.association->measureNow([whenReleased] {});
    }
}

void SyncEngine::askAgain(CommandId command, const SourceId &source)
{
    Association *association = find(source);
    if (association)
        association->askAgain();
    Q_EMIT commandFinished(command, association ? Status() : Error{ErrorCode::NotWatched, source.key, {}});
}

void SyncEngine::setPaused(CommandId command, bool paused)
{
    m_paused = paused;
    if (paused && m_testCommand) {
        m_tester.stop();
        endServerTest();
    }
    for (const Watched &watched : m_sources)
        watched.association->setPaused(paused);
    markChanged();
    Q_EMIT commandFinished(command, {});
}

void SyncEngine::discover(CommandId command)
{
    m_discoverCommands.push_back(command);
    if (m_discoverCommands.size() > 1)
        return;
    beginOperation(Operation::Kind::Discovering, 0);
    m_parts.discoverer->start();
}

void SyncEngine::handleDiscovery(const Discovery &discovery)
{
    m_discovery = discovery;
    m_discovery.finished = true;
    std::erase_if(m_operations,
                  [](const Operation &operation) { return operation.kind == Operation::Kind::Discovering; });
    // The result before the word that it is there.
    publish();
    std::vector<CommandId> commands;
    commands.swap(m_discoverCommands);
    for (const CommandId command : commands)
        Q_EMIT commandFinished(command, {});
}

void SyncEngine::handleDaemons(const MachineDaemons &machine)
{
    const ClockReading now = m_parts.clock->read();
    for (const DaemonReport &daemon : machine.daemons) {
        const std::vector<NewSample> samples = m_daemonSeries.take(daemon, now);
        m_newSamples.insert(m_newSamples.end(), samples.begin(), samples.end());
    }
    if (machine == m_machine)
        return;
    // systemd tells nobody that a time service has started or ended.
    const bool isNews = m_machine.isComplete && processIds(machine) != processIds(m_machine);
    if (m_parts.clockWatch && isNews)
        m_parts.clockWatch->refresh();
    if (m_parts.units && isNews)
        m_parts.units->refresh();
    m_machine = machine;
    noteFollowedPools();
    markChanged();
}

void SyncEngine::handleClock(const ClockReport &report)
{
    // It reports each second, as the heartbeat does; what a user may just have changed does not wait for it.
    const bool isNews =
        !m_clockReport || m_clockReport->zone != report.zone || m_clockReport->timedated != report.timedated;
    m_clockReport = report;
    if (isNews)
        markChanged();
}

void SyncEngine::noteFollowedPools()
{
    QSet<QString> members; // by name and address
    for (const DaemonReport &daemon : m_machine.daemons) {
        // One that has ended or hangs asks nobody, and one elsewhere shares no address with us.
        if (daemon.answer != DaemonAnswer::Answering || daemon.isElsewhere)
            continue;
        for (const DaemonSource &source : daemon.sources) {
            if (source.isOfPool)
                members << source.name.toLower() << source.address;
        }
    }
    members.remove(QString());
    for (const Watched &watched : m_sources) {
        Association &association = *watched.association;
        association.setFollowedFromPool(members.contains(association.host().host) ||
                                        members.contains(association.address()));
    }
}

void SyncEngine::changeClock(CommandId command, const ClockChange &change)
{
    if (m_changeCommand || !m_parts.clockWatch) {
        const ErrorCode reason = m_changeCommand ? ErrorCode::ChangeUnderWay : ErrorCode::ClockServiceGone;
        Q_EMIT commandFinished(command, Error{reason, {}, {}});
        return;
    }
    m_changeCommand = command;
    m_changeOperation = beginOperation(Operation::Kind::ChangingClock, 0);
    m_parts.clockWatch->change(change);
}

void SyncEngine::finishChange(const Status &status)
{
    if (!m_changeCommand)
        return;
    const CommandId command = *std::exchange(m_changeCommand, std::nullopt);
    endOperation(m_changeOperation);
    if (m_parts.units)
        m_parts.units->refresh();
    // The result before the word that it is there.
    publish();
    Q_EMIT commandFinished(command, status);
}

void SyncEngine::readConfigurations(CommandId command)
{
    if (m_parts.daemons)
        m_parts.daemons->refresh();
    Q_EMIT commandFinished(command, {});
}

void SyncEngine::testServers(CommandId command, const std::vector<ServerTestRequest> &servers)
{
    if (m_paused) {
        Q_EMIT commandFinished(command, Error{ErrorCode::Paused, {}, {}});
        return;
    }
    if (m_testCommand)
        endServerTest();
    m_testCommand = command;
    m_testOperation = beginOperation(Operation::Kind::TestingServers, static_cast<int>(servers.size()));
    m_tester.start(servers);
}

void SyncEngine::noteServerTests()
{
    const auto operation = std::ranges::find(m_operations, m_testOperation, &Operation::id);
    if (operation != m_operations.end())
        operation->done =
            static_cast<int>(std::ranges::count_if(m_tester.results(), &ServerTest::isFinished));
    markChanged();
}

void SyncEngine::endServerTest()
{
    endOperation(std::exchange(m_testOperation, 0));
    // The result before the word that it is there.
    publish();
    Q_EMIT commandFinished(*std::exchange(m_testCommand, std::nullopt), {});
}

void SyncEngine::changeServers(CommandId command, const ServerChange &change)
{
    beginServerChange(command,
                      [this, &change](ServerChanger &changer) { changer.change(change, m_configurations); });
}

void SyncEngine::undoServerChange(CommandId command, const ServerChange &change)
{
    beginServerChange(command,
                      [this, &change](ServerChanger &changer) { changer.undo(change, m_configurations); });
}

void SyncEngine::beginServerChange(CommandId command, const std::function<void(ServerChanger &)> &begin)
{
    const bool canChange = m_serverChanger && m_parts.helper->ability() == ChangeAbility::Able;
    if (!canChange || m_serverChanger->isBusy()) {
        const ErrorCode reason = canChange ? ErrorCode::ChangeUnderWay : ErrorCode::CannotChange;
        Q_EMIT commandFinished(command, Error{reason, {}, {}});
        return;
    }
    m_serverCommand = command;
    begin(*m_serverChanger);
}

void SyncEngine::noteServerChange()
{
    if (m_serverChanger->isUnderWay() && m_serverOperation == 0) {
        m_serverOperation = beginOperation(Operation::Kind::ChangingServers, 0);
    } else if (!m_serverChanger->isUnderWay()) {
        endOperation(std::exchange(m_serverOperation, 0));
    }
    markChanged();
}

void SyncEngine::endServerCommand()
{
    if (m_parts.daemons)
        m_parts.daemons->refresh();
    // The result before the word that it is there.
    publish();
    Q_EMIT commandFinished(*std::exchange(m_serverCommand, std::nullopt), {});
}

void SyncEngine::handleConfigurations(const std::vector<ServerConfiguration> &configurations)
{
    m_configurations = configurations;
    markChanged();
}

void SyncEngine::runCommand(CommandId command, const DaemonCommand &what)
{
    const Status refusal =
        m_parts.commander ? m_parts.commander->begin(what) : Error{ErrorCode::CannotChange, {}, {}};
    if (refusal) {
        Q_EMIT commandFinished(command, refusal);
        return;
    }
    m_daemonCommand = command;
    m_daemonCommandKind = what.kind;
    m_daemonOperation = beginOperation(Operation::Kind::CommandingDaemon, 0);
}

void SyncEngine::finishDaemonCommand(const Status &status)
{
    if (!m_daemonCommand)
        return;
    endOperation(m_daemonOperation);
    if (!status && m_daemonCommandKind == DaemonCommand::Kind::Step)
        m_stepped = m_parts.clock->read().boot;
    // Of one that failed too, for it may have been done in part.
    if (m_parts.daemons)
        m_parts.daemons->refresh();
    if (m_parts.units)
        m_parts.units->refresh();
    if (m_parts.clockWatch)
        m_parts.clockWatch->refresh();
    publish();
    Q_EMIT commandFinished(*std::exchange(m_daemonCommand, std::nullopt), status);
}

void SyncEngine::setLimits(const ClockLimits &limits)
{
    m_limits = limits;
    m_diagnosedAt.reset();
    markChanged();
}

void SyncEngine::setObserving(CommandId command, bool observing)
{
    const bool canObserve = m_parts.observer && m_parts.helper->ability() == ChangeAbility::Able;
    if (observing && !canObserve) {
        Q_EMIT commandFinished(command, Error{ErrorCode::CannotChange, {}, {}});
        return;
    }
    if (!observing) {
        stopObserving();
        Q_EMIT commandFinished(command, {});
        return;
    }
    // One that waits has the same answer.
    if (m_observeCommand)
        Q_EMIT commandFinished(*m_observeCommand, {});
    m_isObserving = true;
    m_observeCommand = command;
    m_parts.observer->start();
    markChanged();
}

void SyncEngine::stopObserving()
{
    if (m_observeCommand)
        Q_EMIT commandFinished(*std::exchange(m_observeCommand, std::nullopt), {});
    if (m_parts.observer)
        m_parts.observer->stop();
    m_isObserving = false;
    m_observation.reset();
    markChanged();
}

void SyncEngine::noteObservation(const ChronyObservation &observation)
{
    m_observation = observation;
    markChanged();
    if (m_observeCommand)
        Q_EMIT commandFinished(*std::exchange(m_observeCommand, std::nullopt), {});
}

void SyncEngine::endObserving(const HelperEnd &end)
{
    m_isObserving = false;
    m_observation.reset();
    markChanged();
    if (!m_observeCommand)
        return;
    ErrorCode reason = ErrorCode::ObservationRefused;
    if (end.result == ChangeResult::Cancelled)
        reason = ErrorCode::ChangeCancelled;
    Q_EMIT commandFinished(*std::exchange(m_observeCommand, std::nullopt), Error{reason, {}, end.detail});
}

void SyncEngine::setAttended(bool attended)
{
    if (attended == m_attendedSince.has_value())
        return;
    m_attendedSince.reset();
    if (attended)
        m_attendedSince = m_parts.clock->read().boot;
    else if (m_isObserving) // nothing runs as root that nobody looks at
        stopObserving();
    for (const Watched &watched : m_sources)
        watched.association->setAttendedSince(m_attendedSince);
    if (m_parts.clockWatch)
        m_parts.clockWatch->setAttended(attended);
    markChanged();
}

void SyncEngine::requestSeries(const SeriesRequest &request)
{
    endOperation(m_readerOperation);
    m_parts.scheduler->cancel(m_readTimer);
    // What was measured a moment ago belongs to the past that is asked for.
    if (!m_newSamples.empty())
        publish();
    m_reader = m_parts.history->read(request, m_parts.clock->read().clockMinusUptime());
    m_readerOperation = beginOperation(Operation::Kind::LoadingHistory, 0);
    readHistory();
}

void SyncEngine::readHistory()
{
    m_readTimer = noTimer;
    if (!m_reader->step(rowsPerStep)) {
        m_readTimer = m_parts.scheduler->after(Duration::zero(), [this] { readHistory(); });
        return;
    }
    endOperation(m_readerOperation);
    const SeriesReply reply = m_reader->take();
    m_reader.reset();
    Q_EMIT seriesReady(reply);
}

void SyncEngine::requestStatistics(const StatisticsRequest &request)
{
    endOperation(m_statisticsOperation);
    m_parts.scheduler->cancel(m_statisticsTimer);
    if (!m_newSamples.empty())
        publish();
    m_statisticsRequest = request;
    m_pointReader = m_parts.history->readPoints(request, m_parts.clock->read().clockMinusUptime());
    m_statisticsOperation = beginOperation(Operation::Kind::LoadingHistory, 0);
    readPoints();
}

void SyncEngine::readPoints()
{
    m_statisticsTimer = noTimer;
    if (!m_pointReader->step(rowsPerStep)) {
        m_statisticsTimer = m_parts.scheduler->after(Duration::zero(), [this] { readPoints(); });
        return;
    }
    const std::vector<MeasuredPoint> points = m_pointReader->take();
    m_pointReader.reset();
    StatisticsReply reply{.id = m_statisticsRequest.id,
                          .source = m_statisticsRequest.source,
                          .from = m_statisticsRequest.from,
                          .to = m_statisticsRequest.to,
                          .statistics = answerStatistics(points, pollRecord(m_statisticsRequest.source)),
                          .stability = {}};
    // Of many answers both take long enough for a poll to have its turn in between.
    m_statisticsTimer =
        m_parts.scheduler->after(Duration::zero(), [this, reply = std::move(reply), points]() mutable {
            m_statisticsTimer = noTimer;
            finishStatistics(std::move(reply), points);
        });
}

void SyncEngine::finishStatistics(StatisticsReply reply, const std::vector<MeasuredPoint> &points)
{
    reply.stability = stabilityOf(oscillatorPhase(points));
    endOperation(m_statisticsOperation);
    Q_EMIT statisticsReady(reply);
}

// Nothing for a source that a daemon asks.
std::optional<PollRecord> SyncEngine::pollRecord(const SourceId &source)
{
    const Association *association = find(source);
    if (!association)
        return std::nullopt;
    const SourceSnapshot state = association->snapshot(m_parts.clock->read());
    const int underWay = state.activity == SourceActivity::Asking ? 1 : 0;
    return PollRecord{
        .latest = state.longReach, .ended = state.requests - underWay, .answered = state.answers};
}

Association *SyncEngine::find(const SourceId &source)
{
    for (const Watched &watched : m_sources) {
        if (watched.association->id() == source)
            return watched.association.get();
    }
    return nullptr;
}

Status SyncEngine::addSource(const WatchRequest &server)
{
    const SourceId id{server.host.canonical()};
    if (find(id))
        return Error{ErrorCode::AlreadyWatched, server.host.shortText(), {}};
    const AssociationContext context{*m_parts.clock,    *m_parts.scheduler, *m_parts.random,
                                     *m_parts.resolver, *m_parts.transport, *m_parts.ledger};
    auto association = std::make_unique<Association>(
        server.host, server.label, context,
        Association::Callbacks{
            .changed = [this] { markChanged(); },
            .sampled = [this, id](const Sample &sample,
                                  bool afterGap) { handleSample(id, sample, afterGap); },
            .doubted = [this] { askTheOthers(); },
            .moved = [this, id](const SourceMove &move) { handleMove(id, move); },
        });
    association->setLastAnswerBefore(m_parts.history->lastSampleAt(id));
    association->setAttendedSince(m_attendedSince);
    association->setPaused(m_paused);
    if (!m_paused)
        association->start();
    m_sources.push_back({std::move(association), server.kept});
    return {};
}

void SyncEngine::saveWatchList()
{
    std::vector<WatchRequest> servers;
    for (const Watched &watched : m_sources) {
        if (watched.kept)
            servers.push_back({watched.association->host(), watched.association->label()});
    }
    const Status saved = m_parts.watchList->save(servers);
    // What was said of the damaged file is settled.
    if (saved && saved->code == ErrorCode::FileSetAside)
        std::erase_if(m_problems, [&saved](const Error &error) { return error.subject == saved->subject; });
    noteOutcome(ErrorCode::FileUnwritable, saved);
}

void SyncEngine::handleSample(const SourceId &source, const Sample &sample, bool afterGap)
{
    const SeriesPoint point{.at = sample.at,
                            .value = sample.offset.localMinusRemote(),
                            .bound = sample.distance() + sample.rootDistance(),
                            .gapBefore = afterGap};
    m_newSamples.push_back({source, sample, point});
    markChanged();
}

// Whether it was the server that moved or this computer, they tell.
void SyncEngine::askTheOthers()
{
    if (m_pauseDetector.shouldAskOthers(m_parts.clock->read().boot))
        askSoon();
}

void SyncEngine::askSoon()
{
    for (const Watched &watched : m_sources)
        watched.association->askSoon();
}

bool SyncEngine::isOfThisComputer(const Association &association) const
{
    return association.host().port == ntpPort && m_ownAddresses.contains(association.address());
}

void SyncEngine::handleMove(const SourceId &source, const SourceMove &move)
{
    const auto placeOf = [](const QString &address, const Association &association) {
        return address + u' ' + QString::number(association.host().port);
    };
    QSet<QString> places;
    for (const Watched &watched : m_sources)
        places.insert(placeOf(watched.association->address(), *watched.association));
    std::vector<PauseDetector::Server> servers;
    for (const Watched &watched : m_sources) {
        const Association &association = *watched.association;
        // One server that is asked by both its ways is one witness.
        const QString other = association.otherAddress();
        const bool isAskedThere = !other.isEmpty() && places.contains(placeOf(other, association));
        if (isAskedThere || isOfThisComputer(association))
            continue;
        servers.push_back(
            {association.id(), placeOf(association.address(), association), association.lastAgreement()});
    }
    const std::optional<CommonMove> pause = m_pauseDetector.noteMove(source, move, servers);
    if (!pause)
        return;
    m_clockEvents.notePause(pause->before, -pause->moved);
    for (const Watched &watched : m_sources)
        watched.association->notePause(pause->before);
    markChanged();
}

void SyncEngine::removeOldHistory()
{
    // A clock that is a month ahead must not cost the history.
    if (const std::optional<Instant> newest = m_parts.history->newestAnswer()) {
        const Instant now = std::min(m_parts.clock->read().realtime, *newest + credibleSilence);
        noteProblem(m_parts.history->removeOlderThan(now - historyKept));
        m_events.forgetBefore(now - historyKept, m_parts.clock->read());
    }
    m_pruneTimer = m_parts.scheduler->after(pruneInterval, [this] { removeOldHistory(); });
}

// The same trouble is said once, as long as it lasts.
void SyncEngine::noteProblem(const Status &problem)
{
    if (!problem || std::find(m_problems.begin(), m_problems.end(), *problem) != m_problems.end())
        return;
    m_problems.push_back(*problem);
    markChanged();
}

void SyncEngine::noteOutcome(ErrorCode trouble, const Status &outcome)
{
    if (outcome)
        noteProblem(outcome);
    else if (std::erase_if(m_problems, [trouble](const Error &error) { return error.code == trouble; }) > 0)
        markChanged();
}

quint64 SyncEngine::beginOperation(Operation::Kind kind, int total)
{
    m_operations.push_back({++m_lastOperation, kind, 0, total, m_parts.clock->read().realtime});
    markChanged();
    return m_lastOperation;
}

void SyncEngine::endOperation(quint64 id)
{
    if (std::erase_if(m_operations, [id](const Operation &operation) { return operation.id == id; }) > 0)
        markChanged();
}

void SyncEngine::markChanged()
{
    if (m_publishTimer != noTimer)
        return;
    const Duration interval =
        std::max(publishInterval, publishIntervalPerSource * static_cast<Duration::rep>(m_sources.size()));
    const Duration since = m_parts.clock->read().monotonic - m_lastPublished;
    m_publishTimer =
        m_parts.scheduler->after(std::clamp(interval - since, Duration::zero(), interval), [this] {
            m_publishTimer = noTimer;
            publish();
        });
}

void SyncEngine::publish()
{
    m_parts.scheduler->cancel(m_publishTimer);
    m_publishTimer = noTimer;
    m_parts.scheduler->cancel(m_heartbeat);
    m_heartbeat = m_parts.scheduler->after(heartbeatInterval, [this] { publish(); });
    m_lastPublished = m_parts.clock->read().monotonic;
    if (m_serverChanger)
        m_serverChanger->look(m_machine, m_configurations);

    std::vector<NewSample> samples;
    samples.swap(m_newSamples);
    const std::vector<KeptEvent> events = m_events.takeUnsaved(m_parts.clock->read());
    if (!samples.empty() || !events.empty())
        noteOutcome(ErrorCode::HistoryUnwritable, m_parts.history->append(samples, events));
    Q_EMIT snapshotTaken(takeSnapshot());
    if (!samples.empty())
        Q_EMIT samplesAdded(samples);
}

SnapshotPtr SyncEngine::takeSnapshot()
{
    Snapshot draft;
    draft.serial = ++m_serial;
    const ClockReading now = m_clockEvents.look(*m_parts.clock);
    lookForOwnAddresses(now);
    draft.takenAt = now.realtime;
    noteClockEvents(draft, now);
    lookForStep(now);
    if (m_stepped)
        draft.steppedHere = now.realtime - (now.boot - *m_stepped);
    draft.paused = m_paused;
    draft.demonstration = m_options.demonstration;
    draft.hasNetwork = !m_parts.hasNetwork || m_parts.hasNetwork();
    draft.suspended = now.suspended();
    draft.sources.reserve(m_sources.size());
    for (const Watched &watched : m_sources) {
        watched.association->refresh(now);
        draft.sources.push_back(watched.association->snapshot(now));
        draft.sources.back().kept = watched.kept;
        draft.sources.back().isThisComputer = m_ownAddresses.contains(draft.sources.back().address);
    }
    draft.machine = m_machine;
    draft.clock = m_clockReport;
    draft.verdict = takeVerdict(draft.sources, now);
    draft.judgement = takeJudgement(draft.verdict, now.realtime);
    // Who is back in the network does not wait for servers that were asked ever less.
    if (std::exchange(m_wasOffline, draft.verdict.offline) && !draft.verdict.offline)
        askSoon();
    draft.limits = m_limits;
    draft.units = m_units;
    draft.operations = m_operations;
    draft.problems = m_problems;
    draft.discovery = m_discovery;
    draft.configurations = m_configurations;
    draft.changeAbility = m_parts.helper ? m_parts.helper->ability() : ChangeAbility::NotHere;
    draft.serverTests = m_tester.results();
    draft.isObserving = m_isObserving;
    draft.observation = m_observation;
    if (m_serverChanger)
        draft.serverChange = m_serverChanger->report();
    if (draft.discovery.finished) {
        // What a daemon really uses goes before what stands in a file.
        const std::vector<NamedServer> running = runningServers(m_machine);
        draft.discovery.servers.insert(draft.discovery.servers.begin(), running.begin(), running.end());
    }
    findOddities(draft, now);
    noteEvents(draft, now);
    return std::make_shared<const Snapshot>(std::move(draft));
}

// What is gone a moment later, as a daemon that is restarted is away, was none.
void SyncEngine::noteFindings(std::vector<Finding> findings, MonotonicInstant now)
{
    std::map<FindingKey, MonotonicInstant> since;
    for (const Finding &finding : findings) {
        const FindingKey key(finding.id, finding.subject);
        const auto known = m_foundSince.find(key);
        since[key] = known == m_foundSince.end() ? now : known->second;
    }
    m_foundSince = std::move(since);
    std::erase_if(findings, [this, now](const Finding &finding) {
        return now - m_foundSince[{finding.id, finding.subject}] < findingHold;
    });
    m_findings = std::move(findings);
}

// The more sources there are, the longer the rules take, and the less one of them matters.
void SyncEngine::findOddities(Snapshot &draft, const ClockReading &now)
{
    const Duration rest = std::max<Duration>(1s, 10ms * draft.sources.size());
    if (!m_diagnosedAt || now.monotonic - *m_diagnosedAt >= rest) {
        m_diagnosedAt = now.monotonic;
        noteFindings(diagnose(factsOf(draft)), now.monotonic);
    }
    draft.findings = m_findings;
}

void SyncEngine::noteEvents(Snapshot &draft, const ClockReading &now)
{
    if (m_lacksEarlierEvents) {
        if (const std::optional<std::vector<KeptEvent>> earlier = m_parts.history->events()) {
            m_events.addEarlier(*earlier);
            m_lacksEarlierEvents = false;
        }
    }
    m_events.look(draft, now);
    draft.events = m_events.events(now);
}

// What is done to this computer's clock is nothing of a demonstration's.
void SyncEngine::noteClockEvents(Snapshot &draft, const ClockReading &now) const
{
    if (m_options.demonstration)
        return;
    draft.clockEvents = m_clockEvents.events(now);
    if (const std::optional<BootInstant> since = m_clockEvents.completeSince())
        draft.clockEventsSince =
            std::chrono::round<std::chrono::milliseconds>(now.realtime - (now.boot - *since));
}

// Whoever has set the clock may have logged it.
void SyncEngine::lookForStep(const ClockReading &now)
{
    const std::optional<BootInstant> step = m_clockEvents.steppedAt();
    if (!m_parts.units || m_logsTimer != noTimer || step == m_logsReadFor)
        return;
    const Duration rest = m_logsReadAt ? *m_logsReadAt + logsRest - now.monotonic : Duration::zero();
    m_logsTimer = m_parts.scheduler->after(std::max(timeToLog, rest), [this, step] {
        m_logsTimer = noTimer;
        m_logsReadFor = step;
        m_logsReadAt = m_parts.clock->read().monotonic;
        m_parts.units->refreshLogs();
    });
}

void SyncEngine::lookForOwnAddresses(const ClockReading &now)
{
    if (!m_parts.ownAddresses || (m_ownAddressesAt && now.monotonic - *m_ownAddressesAt < ownAddressesKept))
        return;
    m_ownAddressesAt = now.monotonic;
    const QStringList addresses = m_parts.ownAddresses();
    m_ownAddresses = QSet<QString>(addresses.begin(), addresses.end());
}

// A daemon that has ended is not remembered for ever, and what it did to the clock is no work of somebody
// unseen once it is forgotten.
ClockJudgement SyncEngine::takeJudgement(const Verdict &verdict, Instant now)
{
    std::optional<ClockReport> clock = m_clockReport;
    if (clock && clock->steeredAt <= m_explainedSteering)
        clock->steeredAt.reset();
    ClockJudgement judgement = judgeClock(verdict, m_machine, clock, now, m_limits);
    if (clock && clock->steeredAt && judgement.steering != Steering::Unseen)
        m_explainedSteering = clock->steeredAt;
    return judgement;
}

Verdict SyncEngine::takeVerdict(const std::vector<SourceSnapshot> &states, const ClockReading &now) const
{
    std::vector<VerdictSource> sources;
    sources.reserve(states.size());
    int sentAway = 0; // who is hardly asked tells nothing of the network
    for (size_t i = 0; i < states.size(); ++i) {
        const SourceSnapshot &state = states[i];
        sentAway += state.lastOutcome == QueryOutcome::KissCode ? 1 : 0;
        VerdictSource source{selectable(state)};
        source.name = state.label;
        source.asked = state.requests > 0 || state.activity == SourceActivity::Resolving || state.lastOutcome;
        source.noWay = source.failed && (*state.lastOutcome == QueryOutcome::Unreachable ||
                                         *state.lastOutcome == QueryOutcome::Unresolved);
        source.reached = source.failed && cameFromServer(*state.lastOutcome);
        source.expectedAnswer = m_sources[i].association->expectedAnswer(now);
        source.measuredAt = state.lastAnswer.value_or(now.realtime);
        sources.push_back(source);
    }
    Verdict verdict = judge(sources, m_paused, now.realtime);
    verdict.offline = verdict.state == VerdictState::NobodyAnswers && verdict.noWay > 0 &&
                      verdict.noWay + sentAway == verdict.total && m_parts.hasNetwork &&
                      !m_parts.hasNetwork();
    return verdict;
}

} // namespace synchroscope
