// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"
#include "core/engine/engineparts.h"

#include <QThread>

#include <functional>

namespace synchroscope {

class SyncEngine;

/// A SyncEngine on a thread of its own, named "engine". Destroying it stops the engine, waits for the thread,
/// and no signal comes after that.
class EngineThread final : public EngineClient
{
    Q_OBJECT

public:
    using MakeParts = std::function<EngineParts(const EngineOptions &)>;

    /// `makeParts` runs in the new thread.
    explicit EngineThread(const EngineOptions &options, MakeParts makeParts = &EngineParts::real,
                          QObject *parent = nullptr);
    ~EngineThread() override;

    CommandId watch(const std::vector<WatchRequest> &servers) override;
    CommandId stopWatching(const SourceId &source) override;
    CommandId rename(const SourceId &source, const QString &label) override;
    CommandId measureNow() override;
    CommandId askAgain(const SourceId &source) override;
    CommandId setPaused(bool paused) override;
    CommandId discover() override;
    CommandId changeClock(const ClockChange &change) override;
    CommandId readConfigurations() override;
    CommandId testServers(const std::vector<ServerTestRequest> &servers) override;
    CommandId changeServers(const ServerChange &change) override;
    CommandId undoServerChange(const ServerChange &change) override;
    CommandId runCommand(const DaemonCommand &command) override;
    void setLimits(const ClockLimits &limits) override;
    CommandId setObserving(bool observing) override;
    void setAttended(bool attended) override;
    void requestSeries(const SeriesRequest &request) override;
    void requestStatistics(const StatisticsRequest &request) override;
    SnapshotPtr snapshot() const override { return m_snapshot; }

private:
    template <typename Command>
    CommandId command(Command run);
    template <typename Task>
    void post(Task task);

    QThread m_thread;
    QObject *m_home;                ///< lives in the engine's thread; tasks sent to it run there
    SyncEngine *m_engine = nullptr; ///< touched in the engine's thread only
    SnapshotPtr m_snapshot;
    CommandId m_lastCommand = 0;
};

} // namespace synchroscope
