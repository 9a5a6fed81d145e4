// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/packet.h"

#include <QStringView>

#include <optional>

/// Numbers as terminal tools print them. Each reads the whole text or nothing; a sign is kept as it is
/// printed, whatever it means.
namespace synchroscope {

/// "-0.000000476", "5", "+00.1439319", "447024.": exactly, in units of `unit`; beyond nanoseconds digits are
/// dropped.
std::optional<Duration> readDecimal(QStringView text, Duration unit = std::chrono::seconds(1));

/// Also with the decimal comma of a localised tool. Finite.
std::optional<double> readNumber(QStringView text);
std::optional<qint64> readCount(QStringView text); ///< 0 and more, digits only
std::optional<int> readInteger(QStringView text);  ///< with a sign, up to six digits
std::optional<quint8> readReach(QStringView text); ///< octal, up to 377
std::optional<quint32> readHex(QStringView text);  ///< up to eight digits, without "0x"

/// chronyc's "+1373ns", "25us", "-362.1s", "2000m": m, h, d and y come only where the smaller unit would need
/// more than five digits, so "50m" is a cut "50ms".
std::optional<Duration> readChronySpan(QStringView text);

/// chronyc's and ntpq's age: "48", "21m", "10h", "7d", "2y". "-" is nothing.
std::optional<Duration> readAge(QStringView text);

/// systemd's "34min 8s", "24.350ms", "1month 2w 1d", "0".
std::optional<Duration> readSystemdSpan(QStringView text);

/// "Normal", "Insert second" …, as chronyc says it.
std::optional<LeapIndicator> readChronyLeap(QStringView text);

/// "2023-08-17 12:04:57" anywhere within the text; a weekday before it may be in any language.
std::optional<std::chrono::local_seconds> readDateTime(QStringView text);
/// chronyc's "Sun Nov 22 09:42:10 2026", UTC.
std::optional<Instant> readChronyTime(QStringView text);

} // namespace synchroscope
