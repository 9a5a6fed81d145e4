// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

/// Made-up events.
namespace synchroscope::eventstest {

/// 2023-08-17 03:49:05 UTC.
inline constexpr Instant now = Instant(std::chrono::seconds(1'692'244'145));

Event eventOf(Event::Kind kind, Duration ago, const QString &subject = {}, const QString &from = {});
Event clockEvent(ClockEvent::Kind kind, Duration ago, Duration lasted, Duration moved);
/// A day with one of each kind, oldest first.
std::vector<Event> aDay();
EventList listOf(const std::vector<Event> &events);
/// With usual spaces where figures and units are kept together.
QString plain(QString text);
SnapshotPtr snapshotOf(const std::vector<Event> &events);

} // namespace synchroscope::eventstest
