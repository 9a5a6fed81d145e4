// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QString>
#include <QStringView>

#include <optional>

/// Points and spans of time as text that loses nothing.
namespace synchroscope {

/// RFC 3339 in UTC with nine decimals: "2026-11-29T20:36:00.000000000Z".
QString instantText(Instant instant);
/// What instantText() writes, and nothing else; absent also beyond what an Instant holds.
std::optional<Instant> parseInstantText(QStringView text);

/// Seconds with nine decimals: "-0.002961000".
QString secondsText(Duration span);
/// What secondsText() writes; absent also beyond what a Duration holds.
std::optional<Duration> parseSecondsText(QStringView text);

} // namespace synchroscope
