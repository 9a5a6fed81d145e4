// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/standing.h"
#include "core/engine/snapshot.h"
#include "ui/wording/sourcewording.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// What one row of the sources table stands for: a source as its daemon treats it, as this program measures
/// it, or both.
struct SourceRow
{
    enum class Kind : quint8 {
        Daemon,   ///< the heading of a daemon's sources, where there are several groups
        Measured, ///< the heading of what only this program asks
        Pool,     ///< several sources of one name
        Source,
    };

    Kind kind = Kind::Source;
    /// Stays the same for as long as the row stands for the same: (daemon, configured name, ordinal), or the
    /// watched host.
    SourceId id;
    QString name;                         ///< of a daemon: its title
    std::optional<DaemonReport> daemon;   ///< whose this is; of its sources only the one it follows
    std::optional<DaemonSource> followed; ///< of a pool: the best of its children
    Standing standing;                    ///< of `followed`
    /// Of so many sources that agree it is the nearest: why it is the one that is followed.
    std::optional<int> nearestOf;
    std::optional<SourceSnapshot> measured;
    bool isOffline = false;           ///< like all others: this computer has no network
    int poolFilled = 0;               ///< Pool: how many sources the daemon has from the name
    std::optional<int> poolAddresses; ///< Pool: of the name, where this program has looked them up
    int poolPlaces = 0;               ///< Pool: how many it takes at most
    std::vector<SourceRow> children;

    /// Something that can be watched, renamed and charted by itself.
    bool isSource() const { return kind == Kind::Source; }
    /// The series of our own measurements; empty: there are none.
    SourceId measuredId() const { return measured ? measured->id : SourceId(); }
};

/// By the daemon's word where it has one, else by our own measurement.
wording::SourceTone sourceTone(const SourceRow &row);

/// How far a source's time may be from universal time by all that lies between them: delay/2 + dispersion +
/// root delay/2 + root dispersion. Nothing: the daemon does not tell enough.
std::optional<Duration> rootDistance(const DaemonReport &daemon, const DaemonSource &source);
/// Of how many sources that agree the followed one has the smallest root distance. Nothing: it has not, it is
/// alone, or the numbers do not say. `source` is one of the daemon's.
std::optional<int> nearestOf(const DaemonReport &daemon, const DaemonSource &source);

/// A server that only this program asks.
SourceRow measuredRow(const SourceSnapshot &source);

/// The rows of a snapshot. With one daemon, or none, sources stand at the top; with several groups each has a
/// heading. A source that we watch and that a daemon uses is one row; under several daemons, one in each.
/// Places that a pool has not filled are no rows.
std::vector<SourceRow> sourceRows(const Snapshot &snapshot);

} // namespace synchroscope
