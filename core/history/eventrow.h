// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"

#include <QByteArray>

/// What an event says, for a row of the history: a JSON object of names that are never changed, and of
/// nanoseconds. Fields that say nothing are left out. Its time is not in it. Pure.
namespace synchroscope {

QByteArray rowOf(const Event &event);
/// Nothing: it is none, or says something that this version does not know.
std::optional<Event> eventFromRow(const QByteArray &row);

} // namespace synchroscope
