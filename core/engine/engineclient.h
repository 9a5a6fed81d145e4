// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QObject>

namespace synchroscope {

struct WatchRequest
{
    HostSpec host;
    QString label;    ///< empty: the host as typed
    bool kept = true; ///< watched again at the next start
};

/// The one door to the engine, for window, tray and terminal alike. It lives in its user's thread, and its
/// signals are emitted there; commands return at once with an id and end with commandFinished of that id.
class EngineClient : public QObject
{
    Q_OBJECT

public:
    using CommandId = quint64;

    using QObject::QObject;

    /// Starts to ask these servers. AlreadyWatched names the first duplicate; the others are watched all the
    /// same.
    virtual CommandId watch(const std::vector<WatchRequest> &servers) = 0;
    /// Its history is kept for 30 days: watching it again brings the chart back.
    virtual CommandId stopWatching(const SourceId &source) = 0;
    virtual CommandId rename(const SourceId &source, const QString &label) = 0;
    /// Asks every source once, as soon as politeness allows; finishes when each has answered or failed.
    virtual CommandId measureNow() = 0;
    /// Asks a source again that told us to go away.
    virtual CommandId askAgain(const SourceId &source) = 0;
    virtual CommandId setPaused(bool paused) = 0;
    /// Reads what this machine's daemons and files name; the result is Snapshot::discovery. Asks no server.
    virtual CommandId discover() = 0;
    /// Changes the time zone, network time or the hardware clock; the user may be asked for a password.
    virtual CommandId changeClock(const ClockChange &change) = 0;
    /// Reads the daemons' files again; the result is Snapshot::configurations.
    virtual CommandId readConfigurations() = 0;
    /// Asks these servers a few times each, within the politeness that all our programs share; what they say
    /// is Snapshot::serverTests as it comes. A test under way is dropped, and ends well.
    virtual CommandId testServers(const std::vector<ServerTestRequest> &servers) = 0;
    /// Has the helper change a server list, for which the user may be asked for a password, and follows the
    /// daemon until it has taken it up: Snapshot::serverChange tells how that went, and goes. The command
    /// ends when the helper has ended, with an error only if it was not run.
    virtual CommandId changeServers(const ServerChange &change) = 0;
    /// The same to take a change back, which must be the last one that anybody has made.
    virtual CommandId undoServerChange(const ServerChange &change) = 0;
    /// Has a daemon, or its service, do something at once, for which the user may be asked for a password.
    /// One at a time; it is shown as an operation.
    virtual CommandId runCommand(const DaemonCommand &command) = 0;
    /// How far off this clock may be: what the judgement, findings and state go by from now on.
    virtual void setLimits(const ClockLimits &limits) = 0;
    /// Whether chronyd is asked again and again for what it tells root only, for which the user may be asked
    /// for a password; the result is Snapshot::observation. The command ends when the first reading is there,
    /// or with the reason why there is none.
    virtual CommandId setObserving(bool observing) = 0;
    /// Whether somebody looks: decides how often public servers are asked.
    virtual void setAttended(bool attended) = 0;
    virtual void requestSeries(const SeriesRequest &request) = 0;
    virtual void requestStatistics(const StatisticsRequest &request) = 0;

    /// The latest snapshot; null before the first.
    virtual SnapshotPtr snapshot() const = 0;

Q_SIGNALS:
    /// At most four per second, at least one.
    void snapshotTaken(const synchroscope::SnapshotPtr &snapshot);
    void samplesAdded(const std::vector<synchroscope::NewSample> &samples);
    void seriesReady(const synchroscope::SeriesReply &reply);
    void statisticsReady(const synchroscope::StatisticsReply &reply);
    void commandFinished(quint64 command, const synchroscope::Status &status);
};

} // namespace synchroscope
