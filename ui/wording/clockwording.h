// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QTimeZone>

namespace synchroscope::wording {

/// "+09:00", "−03:30". RFC 3339 has another `minus`.
QString utcOffsetText(std::chrono::seconds utcOffset, QChar minus = u'−');

/// "9 hours ahead of universal time", "3 hours 30 minutes behind universal time", "the same as universal
/// time": at `when`, so with daylight saving time where it is in force.
QString zoneOffsetText(const QTimeZone &zone, const QDateTime &when);
QString zoneOffsetText(const TimeZone &zone);

/// "Asia/Tokyo (JST, +09:00)".
QString zoneText(const QTimeZone &zone, const QDateTime &when);
QString zoneText(const TimeZone &zone);

/// Where the system's zone is not the one that is shown, or is not as it should be; empty: it is.
QString zoneNote(const ClockReport &clock);

/// A value and what it means.
struct ClockFact
{
    QString value;
    QString meaning;
};

/// What the hardware clock shows `now`, which zone it keeps, and how far it is from this clock; where there
/// is none, still how the system would keep it.
ClockFact hardwareClock(const ClockReport &clock, Instant now);
/// The kernel's flag, and how much it is worth: when the clock was last updated.
ClockFact synchronisedFlag(const ClockReport &clock, const MachineDaemons &machine, Instant now);
/// The time daemons that run here, and what timedatectl says of network time.
ClockFact timeService(const MachineDaemons &machine, const TimedatedReport &timedated, Instant now);
/// What this computer is, where that decides about its clock.
std::optional<ClockFact> hostFact(const HostMachine &host);
/// How fast this clock would be by itself.
ClockFact kernelFrequency(const KernelClock &kernel);
/// One of the kernel's numbers.
struct KernelDetail
{
    QString name;
    QString value;
    QString meaning; ///< what it says today
    QString term;    ///< of the glossary
};

/// The rest of what the kernel tells: its offset, errors, status, leap second and TAI; always as many, in
/// that order.
QList<KernelDetail> kernelDetails(const KernelClock &kernel);

/// What a change does, before it is done.
QString changeConsequence(const ClockChange &change, const ClockReport &clock = {},
                          const MachineDaemons &machine = {});

} // namespace synchroscope::wording
