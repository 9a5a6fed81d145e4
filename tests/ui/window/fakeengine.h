// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

namespace synchroscope::windowtest {

/// An engine that does nothing but write down what it was told; tests speak in its place.
class FakeEngineClient final : public EngineClient
{
    Q_OBJECT

public:
    using EngineClient::EngineClient;

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

    /// The engine's next snapshot.
    void take(const Snapshot &snapshot);
    /// Ends the last command.
    void finish(const Status &status);

    /// "watch ntp1.example.net:123", "pause", …, oldest first.
    QStringList commands;
    std::vector<WatchRequest> watched;      ///< the last call's
    std::vector<ServerTestRequest> tested;  ///< the last call's
    std::optional<DaemonCommand> commanded; ///< the last call's
    std::optional<ClockLimits> limits;      ///< the last call's
    std::optional<ServerChange> changed;    ///< the last call's
    std::optional<ServerChange> undone;     ///< the last call's
    std::vector<SeriesRequest> seriesRequests;
    std::vector<StatisticsRequest> statisticsRequests;
    std::optional<bool> attended;

private:
    CommandId note(const QString &command);

    CommandId m_lastCommand = 0;
    SnapshotPtr m_snapshot;
};

} // namespace synchroscope::windowtest
