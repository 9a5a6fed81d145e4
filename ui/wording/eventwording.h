// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "ui/wording/clockwording.h"

/// Sentences about what happened to this computer's clock, its time services and their sources. Any thread
/// after the translators are installed.
namespace synchroscope::wording {

/// A few words for a mark on the chart: "clock set forward 2.0 s", "slept 3 h".
QString eventMark(const ClockEvent &event);
/// The same with when it was, and what it means for the measurements.
ClockFact eventFact(const ClockEvent &event, Instant now);

/// What events are sorted into for whoever looks for one.
enum class EventGroup : quint8 { Clock, Daemons, Sources, Configuration, Verdict };
EventGroup groupOf(const Event &event);
/// "Clock", "Time services" …
QString groupName(EventGroup group);

/// A few words for a mark on the chart or a row: "now follows ntp2", "chrony restarted".
QString eventMark(const Event &event);
/// What happened and what it means, in one or two sentences.
QString eventSentence(const Event &event);
/// Whose it is: a time service, "this program"; empty: this computer's.
QString eventWho(const Event &event);
/// What else there is to say in a few words: whom it followed before, a file's whole path. May be empty.
QString eventDetail(const Event &event);

} // namespace synchroscope::wording
