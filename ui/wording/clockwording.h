// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace synchroscope::wording {

/// "9 hours ahead of universal time", "3 hours 30 minutes behind universal time", "the same as universal
/// time": at `when`, so with daylight saving time where it is in force.
QString zoneOffsetText(const QTimeZone &zone, const QDateTime &when);

/// "Asia/Tokyo (JST, +09:00)".
QString zoneText(const QTimeZone &zone, const QDateTime &when);

} // namespace synchroscope::wording
