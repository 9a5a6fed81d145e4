// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/standing.h"
#include "core/engine/seriesid.h"
#include "ui/wording/sourcewording.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace synchroscope::wording {

/// What a daemon does with a source, in a word or two: "followed", "combined", "no answer".
QString standingState(const Standing &standing);

/// The same; of a daemon that has fallen silent, what it did with it before: "was: followed".
QString standingState(const DaemonReport &daemon, const Standing &standing);

/// Whether a source that has not answered has had no time to so far: its daemon has only just started.
bool isAskedForTheFirstTime(const DaemonReport &daemon, const Standing &standing, Instant now);

/// The same as standingState() in a sentence, with what can be done about it or when it will change; the
/// essential comes first, for where there is little room. Of a daemon that does not answer: how long ago that
/// was.
QString standingSentence(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                         Instant now);

/// standingSentence(), and of the one that is followed why it is that one: `distance` is its root distance;
/// of `nearestOf` sources that agree it has the smallest.
QString standingReason(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                       std::optional<Duration> distance, std::optional<int> nearestOf, Instant now);

/// Why a state is what it is: what the daemon's list says of a source in letters, in words and with today's
/// values, a line for each.
QStringList standingLines(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                          std::optional<Duration> distance, std::optional<int> nearestOf, Instant now);

SourceTone standingTone(const Standing &standing);

/// How many servers a daemon has from a pool.
struct PoolCounts
{
    int filled = 0;
    int places = 0;               ///< how many it takes at most
    int counted = 0;              ///< followed, or counted into the result
    std::optional<int> addresses; ///< of the name, where they were looked up
};
/// "Has 3 of up to 4 servers; 2 of them are counted. The name has 9 addresses."
QString poolSentence(const PoolCounts &pool);

/// How many sources a pool gives at the most, when the daemon holds `all` places for it and `filled` of them
/// have an address.
int poolPlaces(int filled, int all);

/// "chrony 4.3 at 127.0.0.1:323".
QString daemonTitle(const DaemonReport &daemon);

/// The same of all of a machine, no two alike: "chrony 4.3 #2 at 127.0.0.1:323".
std::vector<QString> daemonTitles(const std::vector<DaemonReport> &daemons);

/// Whether a daemon, called `title`, answers, and whom it follows: "chrony 4.3 at 127.0.0.1:323 follows
/// PHC0."
QString daemonHeading(const DaemonReport &daemon, const QString &title, Instant now);

/// Whose daemon it is: this system's own, with its unit and its files, those that it has not read since they
/// were saved named once more; or one that this system has not started, such as its host's. Empty: nothing of
/// that is known.
QString daemonIdentity(const DaemonReport &daemon, const MachineDaemons &machine);

/// Above the servers that no daemon uses.
QString measuredHeading();

/// Why a quantity of this daemon, called `name`, cannot be charted now; empty: it can.
QString lackSentence(const DaemonReport &daemon, const QString &name, TrackingQuantity quantity);

} // namespace synchroscope::wording
