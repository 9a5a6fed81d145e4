// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/standing.h"
#include "core/engine/snapshot.h"
#include "core/estimate/asymmetry.h"
#include "core/estimate/selection.h"
#include "ui/table/stateicon.h"
#include "ui/wording/daemonwording.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// Two servers that agree and yet differ by more than both scatter.
struct PathDifference
{
    PathAsymmetry found;
    QString first; ///< the names, in the order of `found`
    QString second;

    friend bool operator==(const PathDifference &, const PathDifference &) = default;
};

/// What one row of the sources table stands for: a source as its daemon treats it, as this program measures
/// it, or both.
struct SourceRow
{
    enum class Kind : quint8 {
        Daemon,   ///< the heading of a daemon's sources
        Measured, ///< the heading of what only this program asks
        Pool,     ///< several sources of one name
        Source,
    };

    /// One that a pool has.
    struct Member
    {
        QString name; ///< its address
        Standing standing;

        friend bool operator==(const Member &, const Member &) = default;
    };

    Kind kind = Kind::Source;
    /// Stays the same for as long as the row stands for the same: (daemon, origin, configured name, ordinal),
    /// or the watched host.
    SourceId id;
    QString name;                         ///< of a heading: its title
    QString identity;                     ///< Daemon: whose it is; may be empty
    std::optional<DaemonReport> daemon;   ///< whose this is; of its sources only the one it follows
    std::optional<DaemonSource> followed; ///< of a pool: the best of its members
    Standing standing;                    ///< of `followed`
    /// Of so many sources that agree it is the nearest: why it is the one that is followed.
    std::optional<int> nearestOf;
    std::optional<SourceSnapshot> measured;
    bool isOffline = false;       ///< does not answer, as all others: this computer has no network
    bool isJustAsked = false;     ///< its daemon has only just started
    std::optional<SourceUse> use; ///< of `measured`, among all that this program asks
    std::optional<PathDifference> difference; ///< of `measured`, against another that agrees
    QString otherAddress; ///< of `measured`: by it the same server can be watched too; empty: there is none
    std::vector<Member> members; ///< Pool: what the daemon has from the name
    wording::PoolCounts pool;
    std::vector<SourceRow> children;

    /// Something that can be watched, renamed and charted by itself.
    bool isSource() const { return kind == Kind::Source; }
    bool isHeading() const { return kind == Kind::Daemon || kind == Kind::Measured; }
    /// What a daemon said that does not answer now: true when it was read.
    bool isPast() const { return daemon && synchroscope::isPast(*daemon, standing); }
    bool isDevice() const { return followed && followed->mode == SourceMode::ReferenceClock; }
    /// The series of our own measurements; empty: there are none.
    SourceId measuredId() const { return measured ? measured->id : SourceId(); }
};

/// Why what is measured here is not believed, though the server answers.
std::optional<SourceUse> doubtOf(const SourceRow &row);

/// By the daemon's word where it has one, else by our own measurement.
StateMark stateMark(const SourceRow &row);

/// How far a source's time may be from universal time by all that lies between them: delay/2 + dispersion +
/// root delay/2 + root dispersion. Nothing: the daemon does not tell enough.
std::optional<Duration> rootDistance(const DaemonReport &daemon, const DaemonSource &source);
/// Of how many sources that agree the followed one has the smallest root distance. Nothing: it has not, it is
/// alone, or the numbers do not say. `source` is one of the daemon's.
std::optional<int> nearestOf(const DaemonReport &daemon, const DaemonSource &source);

/// A server that only this program asks.
SourceRow measuredRow(const SourceSnapshot &source);

/// The rows of a snapshot. Each daemon has a heading, and so has what only this program asks; where there is
/// no daemon, sources stand at the top. A source that we watch and that a daemon uses is one row; under
/// several daemons, one in each. Places that a pool has not filled are no rows.
std::vector<SourceRow> sourceRows(const Snapshot &snapshot);

} // namespace synchroscope
