// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/pasted/pasted.h"

#include <optional>

/// Lines of logs, as journalctl, syslog and chronyd itself write them.
namespace synchroscope {

/// What a line is, for a log.
enum class LogLineKind : quint8 {
    None,   ///< no line of a log
    Time,   ///< of a time daemon, or of systemd about one
    Foreign ///< of another program
};

struct ReadLogLine
{
    LogLineKind kind = LogLineKind::None;
    LogLine line;
};
ReadLogLine readLogLine(QStringView text);

/// What journalctl adds: "-- Boot 1a2b… --".
bool isLogRemark(QStringView text);

/// "chrony", "chronyd.service", "systemd-timesyncd" …
bool isTimeUnit(QStringView name);

} // namespace synchroscope
