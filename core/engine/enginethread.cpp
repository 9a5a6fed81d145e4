// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginethread.h"

#include "core/engine/syncengine.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

EngineThread::EngineThread(const EngineOptions &options, MakeParts makeParts, QObject *parent)
    : EngineClient(parent)
    , m_home(new QObject)
{
    m_thread.setObjectName(u"engine"_s);
    m_home->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_home, &QObject::deleteLater);
    m_thread.start();
    post([this, options, makeParts = std::move(makeParts)] {
        m_engine = new SyncEngine(makeParts(options), options);
        connect(m_engine, &SyncEngine::snapshotTaken, this, [this](const SnapshotPtr &snapshot) {
            m_snapshot = snapshot;
            Q_EMIT snapshotTaken(snapshot);
        });
        connect(m_engine, &SyncEngine::samplesAdded, this, &EngineClient::samplesAdded);
        connect(m_engine, &SyncEngine::seriesReady, this, &EngineClient::seriesReady);
        connect(m_engine, &SyncEngine::statisticsReady, this, &EngineClient::statisticsReady);
        connect(m_engine, &SyncEngine::commandFinished, this, &EngineClient::commandFinished);
        m_engine->start();
    });
}

EngineThread::~EngineThread()
{
    post([this] {
        delete m_engine;
        m_engine = nullptr;
        m_thread.quit();
    });
    m_thread.wait();
}

template <typename Task>
void EngineThread::post(Task task)
{
    QMetaObject::invokeMethod(m_home, std::move(task), Qt::QueuedConnection);
}

template <typename Command>
EngineClient::CommandId EngineThread::command(Command run)
{
    const CommandId id = ++m_lastCommand;
    post([this, id, run = std::move(run)] { run(*m_engine, id); });
    return id;
}

EngineClient::CommandId EngineThread::watch(const std::vector<WatchRequest> &servers)
{
    return command([servers](SyncEngine &engine, CommandId id) { engine.watch(id, servers); });
}

EngineClient::CommandId EngineThread::stopWatching(const SourceId &source)
{
    return command([source](SyncEngine &engine, CommandId id) { engine.stopWatching(id, source); });
}

EngineClient::CommandId EngineThread::rename(const SourceId &source, const QString &label)
{
    return command([source, label](SyncEngine &engine, CommandId id) { engine.rename(id, source, label); });
}

EngineClient::CommandId EngineThread::measureNow()
{
    return command([](SyncEngine &engine, CommandId id) { engine.measureNow(id); });
}

EngineClient::CommandId EngineThread::askAgain(const SourceId &source)
{
    return command([source](SyncEngine &engine, CommandId id) { engine.askAgain(id, source); });
}

EngineClient::CommandId EngineThread::setPaused(bool paused)
{
    return command([paused](SyncEngine &engine, CommandId id) { engine.setPaused(id, paused); });
}

EngineClient::CommandId EngineThread::discover()
{
    return command([](SyncEngine &engine, CommandId id) { engine.discover(id); });
}

EngineClient::CommandId EngineThread::changeClock(const ClockChange &change)
{
    return command([change](SyncEngine &engine, CommandId id) { engine.changeClock(id, change); });
}

EngineClient::CommandId EngineThread::readConfigurations()
{
    return command([](SyncEngine &engine, CommandId id) { engine.readConfigurations(id); });
}

EngineClient::CommandId EngineThread::testServers(const std::vector<ServerTestRequest> &servers)
{
    return command([servers](SyncEngine &engine, CommandId id) { engine.testServers(id, servers); });
}

EngineClient::CommandId EngineThread::changeServers(const ServerChange &change)
{
    return command([change](SyncEngine &engine, CommandId id) { engine.changeServers(id, change); });
}

EngineClient::CommandId EngineThread::undoServerChange(const ServerChange &change)
{
    return command([change](SyncEngine &engine, CommandId id) { engine.undoServerChange(id, change); });
}

EngineClient::CommandId EngineThread::runCommand(const DaemonCommand &what)
{
    return command([what](SyncEngine &engine, CommandId id) { engine.runCommand(id, what); });
}

void EngineThread::setLimits(const ClockLimits &limits)
{
    post([this, limits] { m_engine->setLimits(limits); });
}

EngineClient::CommandId EngineThread::setObserving(bool observing)
{
    return command([observing](SyncEngine &engine, CommandId id) { engine.setObserving(id, observing); });
}

void EngineThread::setAttended(bool attended)
{
    post([this, attended] { m_engine->setAttended(attended); });
}

void EngineThread::requestSeries(const SeriesRequest &request)
{
    post([this, request] { m_engine->requestSeries(request); });
}

void EngineThread::requestStatistics(const StatisticsRequest &request)
{
    post([this, request] { m_engine->requestStatistics(request); });
}

} // namespace synchroscope
