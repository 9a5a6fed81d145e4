// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"

#include <QByteArray>

#include <vector>

/// Events for other programs: the same on every computer but for the sentences, which are the reader's. Names
/// are never translated, times are RFC 3339 in UTC, spans are in seconds, and what is unknown is empty or
/// null. Pure.
namespace synchroscope {

/// RFC 4180, with a header, in UTF-8.
QByteArray eventsAsCsv(const std::vector<Event> &events);
/// One object with "format": 1 and "events".
QByteArray eventsAsJson(const std::vector<Event> &events);

} // namespace synchroscope
