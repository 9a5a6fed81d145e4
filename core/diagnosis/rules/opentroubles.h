// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/unitreport.h"

#include <optional>
#include <vector>

/// Which troubles of a time daemon's log are not over. Pure.
namespace synchroscope {

/// chronyd takes away no more than a twelfth of the time that passes.
inline constexpr int slewPace = 12;

/// The lines that tell of a trouble which nothing later in the same log shows to be over, in its order.
std::vector<const LogLine *> openTroubles(const std::vector<LogLine> &log);

/// Absent: the log tells neither the date of both nor shows that it is one day.
std::optional<Duration> spanBetween(const LogLine &line, const LogLine &later);

/// Of LogEvent::CannotOpenOrBind.
enum class OpenFailure : quint8 {
    Harmless,   ///< of a family of addresses, or of an interface, that is not there (yet)
    PortTaken,  ///< another program has the port
    CannotOpen, ///< a device, a file or a socket
};
OpenFailure openFailureOf(const LogLine &line);

} // namespace synchroscope
