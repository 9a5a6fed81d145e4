// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/unitreport.h"

#include <vector>

/// What a time daemon's log tells of how it is now. Pure.
namespace synchroscope {

/// The lines that tell of a trouble which nothing later in the same log shows to be over, in its order.
std::vector<const LogLine *> openTroubles(const std::vector<LogLine> &log);

/// Of LogEvent::CannotOpenOrBind.
enum class OpenFailure : quint8 {
    Harmless,   ///< of a family of addresses, or of an interface, that is not there (yet)
    PortTaken,  ///< another program has the port
    CannotOpen, ///< a device, a file or a socket
};
OpenFailure openFailureOf(const LogLine &line);

} // namespace synchroscope
