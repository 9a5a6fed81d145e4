// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/offset.h"

#include <QHostAddress>

#include <optional>

namespace synchroscope::bench {

/// What NTPsec's ntpdig, which is its ntpdate -q, prints of a server on port 123 after so many samples;
/// nothing when it got no answer. The program is $SYNCHROSCOPE_DAEMONS/usr/bin/ntpdig.
std::optional<Offset> measureByNtpdig(const QHostAddress &server, int samples = 1);

} // namespace synchroscope::bench
