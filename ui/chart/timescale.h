// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QString>

#include <vector>

class QTimeZone;

/// The horizontal scale: this computer's own time at round readings of its zone's wall clock. Pure.
namespace synchroscope {

struct TimeTick
{
    Instant at;
    QString label;
    bool newDay = false; ///< labelled with the date
};

/// How much time a label takes up, with the space around it.
struct TimeLabelWidths
{
    Duration withSeconds; ///< "14:03:22"
    Duration plain;       ///< "14:03", "Nov 23"
};

/// Ticks from `from` to `to`, in steps of 1 s to 28 days, the smallest whose labels do not overlap. A clock
/// change neither moves the ticks off round readings nor lets labels collide: an hour that is skipped has no
/// ticks, one that happens twice has them twice.
std::vector<TimeTick> timeTicks(Instant from, Instant to, const QTimeZone &zone,
                                const TimeLabelWidths &widths);

/// The widest labels there are, to measure.
QString widestTimeLabel(bool withSeconds);

/// "14:03:22", with the date before it unless it is the day of `today`.
QString timeText(Instant at, Instant today, const QTimeZone &zone);

} // namespace synchroscope
