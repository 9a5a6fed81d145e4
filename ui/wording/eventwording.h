// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockevent.h"
#include "ui/wording/clockwording.h"

/// Sentences about what happened to this computer's clock. Any thread after the translators are installed.
namespace synchroscope::wording {

/// A few words for a mark on the chart: "clock set forward 2.0 s", "slept 3 h".
QString eventMark(const ClockEvent &event);
/// The same with when it was, and what it means for the measurements.
ClockFact eventFact(const ClockEvent &event, Instant now);

} // namespace synchroscope::wording
