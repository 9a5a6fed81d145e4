// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/pasted/blockreader.h"

/// What the readers of chronyc's outputs share; for them alone. chronyc of chrony 2 to 4.8: the text for
/// people, and -c.
namespace synchroscope::chronycwords {

using Words = std::vector<QStringView>;

// How chronyc prints "never" with -c.
inline constexpr QStringView neverAgo = u"4294967295";

/// Fields between commas; none where a line is no such line.
Words fieldsOf(QStringView line);

/// chronyc prints seconds with exactly nine decimals: fewer are a cut line.
std::optional<Duration> readSeconds(QStringView text);

/// Positive is ahead, as chronyc prints it.
std::optional<Offset> ahead(std::optional<Duration> span);

/// "0.000027 seconds"
std::optional<Duration> readSpanOfSeconds(QStringView value);

/// "0.002 ppm slow", "+0.000 ppm": positive is fast.
std::optional<double> readPpm(QStringView value, bool hasDirection);

/// "7F4D0001 (127.77.0.1)"; before version 3: "127.77.0.1 (ntp.example)".
struct Reference
{
    QString id;
    QString name;
    bool isHex = false;
};
std::optional<Reference> readReference(QStringView value);

} // namespace synchroscope::chronycwords
