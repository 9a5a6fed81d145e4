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

/// The same in a sentence, with what can be done about it or when it will change.
QString standingSentence(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                         Instant now);

/// Why a state is what it is: what the daemon's list says of a source in letters, in words and with today's
/// values, a line for each. `distance` is its root distance; of `nearestOf` sources that agree it has the
/// smallest.
QStringList standingLines(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                          std::optional<Duration> distance, std::optional<int> nearestOf, Instant now);

SourceTone standingTone(const Standing &standing);

/// "uses 3 of up to 4 servers; the name has 9 addresses". `addresses` is absent where they were not looked
/// up.
QString poolSentence(int filled, int places, std::optional<int> addresses);

/// How many sources a pool gives at the most, when the daemon holds `all` places for it and `filled` of them
/// have an address.
int poolPlaces(int filled, int all);

/// "chrony 4.3 at 127.0.0.1:323".
QString daemonTitle(const DaemonReport &daemon);

/// The same of all of a machine, no two alike: "chrony 4.3 at 127.0.0.1:323, no. 2".
std::vector<QString> daemonTitles(const std::vector<DaemonReport> &daemons);

/// What the daemon as a whole does: whom it follows, or why it cannot be asked.
QString daemonSentence(const DaemonReport &daemon, Instant now);

/// A daemon's title, whether it answers, and what it does: "chrony 4.3 at 127.0.0.1:323 answers. Follows
/// PHC0."
QString daemonHeading(const DaemonReport &daemon, const QString &title, Instant now);

/// Whose daemon it is: this system's own, with its unit and its files, those that it has not read since they
/// were saved named once more; or one that this system has not started, such as its host's. Empty: nothing of
/// that is known.
QString daemonIdentity(const DaemonReport &daemon, const MachineDaemons &machine);

/// Why a quantity of this daemon, called `name`, cannot be charted now; empty: it can.
QString lackSentence(const DaemonReport &daemon, const QString &name, TrackingQuantity quantity);

} // namespace synchroscope::wording
