// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QTimeZone>

#include <utility>

namespace synchroscope::wording {

/// "9 hours ahead of universal time", "3 hours 30 minutes behind universal time", "the same as universal
/// time": at `when`, so with daylight saving time where it is in force.
QString zoneOffsetText(const QTimeZone &zone, const QDateTime &when);

/// "Asia/Tokyo (JST, +09:00)".
QString zoneText(const QTimeZone &zone, const QDateTime &when);

/// Where the system's zone is not the one that is shown; empty: it is.
QString zoneNote(const ClockReport &clock);

/// A value and what it means.
struct ClockFact
{
    QString value;
    QString meaning;
};

/// What the hardware clock shows, which zone it keeps, and how far it is from this clock.
ClockFact hardwareClock(const HardwareClock &clock);
/// Where there is none: still how the system would keep it.
ClockFact noHardwareClock(const TimedatedReport &timedated);
/// The kernel's flag, and how much it is worth: when a daemon last updated the clock.
ClockFact synchronisedFlag(const KernelClock &kernel, const MachineDaemons &machine, Instant now);
/// Where the kernel does not tell.
ClockFact noKernelClock();
/// The time daemons that answer, and what timedatectl says of network time.
ClockFact timeService(const MachineDaemons &machine, const TimedatedReport &timedated);
/// Frequency, and the largest error that the kernel reckons with.
ClockFact kernelClock(const KernelClock &kernel);
/// The rest of what the kernel tells, each line a name and a value: its offset, errors, status, leap second
/// and TAI.
QList<std::pair<QString, QString>> kernelDetails(const KernelClock &kernel);

/// What a change does, before it is done.
QString changeConsequence(const ClockChange &change);

} // namespace synchroscope::wording
