// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"

#include <QByteArray>
#include <QStringView>
#include <QTimeZone>

namespace synchroscope {

/// The zone that a link such as "/usr/share/zoneinfo/Asia/Tokyo" or "../usr/share/zoneinfo/UTC" names: what
/// follows the last "/zoneinfo/", without "posix/". Empty: none, or not of the characters that names of zones
/// have (so that no name leads out of that folder).
QByteArray zoneIdOfLink(QStringView target);

/// The system's zone according to `link` (/etc/localtime): no such file means UTC, as to systemd. Empty: it
/// is no link into the time zone data.
QByteArray systemZoneId(const QString &link);

/// $TZ of this process; may be empty.
QString zoneOfProcess();

/// What holds in a zone at a moment.
TimeZone timeZoneAt(const QTimeZone &zone, Instant at);

} // namespace synchroscope
