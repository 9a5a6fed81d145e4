// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"

#include <QByteArray>
#include <QDateTime>
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

/// Which zone's data the file /etc/localtime holds where it is no link, as in many images of containers: one
/// of those `named` elsewhere if it holds theirs, else the first that fits. Empty: none does.
QByteArray zoneOfCopy(const QString &file, const QList<QByteArray> &named);

/// The first line of `file` (/etc/timezone, where Debian notes the name). Empty: it is no zone's name.
QByteArray notedZoneId(const QString &file);

/// What holds at a moment by this process' C library, which reads /etc/localtime itself: without a name.
TimeZone zoneOfLibrary(Instant at);

/// What /etc/localtime is, to see whether it is another than before.
struct LocaltimeFile
{
    QByteArray linkedZone; ///< systemZoneId()
    bool isCopy = false;   ///< data of its own
    QDateTime changedAt;   ///< of a copy

    friend bool operator==(const LocaltimeFile &, const LocaltimeFile &) = default;
};
LocaltimeFile localtimeFile(const QString &path);

/// $TZ of this process; may be empty.
QString zoneOfProcess();

/// What holds in a zone at a moment.
TimeZone timeZoneAt(const QTimeZone &zone, Instant at);

} // namespace synchroscope
