// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"

#include "core/diagnosis/diagnose.h"
#include "core/engine/snapshotfacts.h"

namespace synchroscope::windowtest {

using namespace Qt::StringLiterals;

EngineClient::CommandId FakeEngineClient::note(const QString &command)
{
    commands.append(command);
    return ++m_lastCommand;
}

EngineClient::CommandId FakeEngineClient::watch(const std::vector<WatchRequest> &servers)
{
    watched = servers;
    QStringList hosts;
    for (const WatchRequest &server : servers)
        hosts.append(server.host.canonical());
    return note(u"watch "_s + hosts.join(u' '));
}

EngineClient::CommandId FakeEngineClient::stopWatching(const SourceId &source)
{
    return note(u"stop "_s + source.key);
}

EngineClient::CommandId FakeEngineClient::rename(const SourceId &source, const QString &label)
{
    return note(u"rename %1 to \"%2\""_s.arg(source.key, label));
}

EngineClient::CommandId FakeEngineClient::measureNow()
{
    return note(u"measure"_s);
}

EngineClient::CommandId FakeEngineClient::askAgain(const SourceId &source)
{
    return note(u"ask again "_s + source.key);
}

EngineClient::CommandId FakeEngineClient::setPaused(bool paused)
{
    return note(paused ? u"pause"_s : u"resume"_s);
}

EngineClient::CommandId FakeEngineClient::discover()
{
    return note(u"discover"_s);
}

EngineClient::CommandId FakeEngineClient::changeClock(const ClockChange &change)
{
    const QString state = change.on ? u"on"_s : u"off"_s;
    switch (change.kind) {
    case ClockChange::Kind::TimeZone:
        return note(u"zone "_s + change.zone);
    case ClockChange::Kind::NetworkTime:
        return note(u"network time "_s + state);
    case ClockChange::Kind::HardwareClock:
        break;
    }
    return note(u"hardware clock local "_s + state);
}

EngineClient::CommandId FakeEngineClient::readConfigurations()
{
    return note(u"read configurations"_s);
}

EngineClient::CommandId FakeEngineClient::testServers(const std::vector<ServerTestRequest> &servers)
{
    tested = servers;
    QStringList hosts;
    for (const ServerTestRequest &server : servers)
        hosts.append(server.host.canonical());
    return note(u"test "_s + hosts.join(u' '));
}

EngineClient::CommandId FakeEngineClient::changeServers(const ServerChange &change)
{
    changed = change;
    return note(u"change servers"_s);
}

EngineClient::CommandId FakeEngineClient::undoServerChange(const ServerChange &change)
{
    undone = change;
    return note(u"undo the change"_s);
}

EngineClient::CommandId FakeEngineClient::runCommand(const DaemonCommand &command)
{
    commanded = command;
    return note(u"command"_s);
}

void FakeEngineClient::setLimits(const ClockLimits &newLimits)
{
    limits = newLimits;
}

EngineClient::CommandId FakeEngineClient::setObserving(bool observing)
{
    return note(observing ? u"observe"_s : u"stop observing"_s);
}

void FakeEngineClient::setAttended(bool isAttended)
{
    attended = isAttended;
}

void FakeEngineClient::requestSeries(const SeriesRequest &request)
{
    seriesRequests.push_back(request);
}

void FakeEngineClient::requestStatistics(const StatisticsRequest &request)
{
    statisticsRequests.push_back(request);
}

void FakeEngineClient::take(const Snapshot &snapshot)
{
    // As the engine's rules would find.
    Snapshot taken = snapshot;
    if (taken.findings.empty())
        taken.findings = diagnose(factsOf(taken));
    m_snapshot = std::make_shared<const Snapshot>(std::move(taken));
    Q_EMIT snapshotTaken(m_snapshot);
}

void FakeEngineClient::finish(const Status &status)
{
    Q_EMIT commandFinished(m_lastCommand, status);
}

} // namespace synchroscope::windowtest
