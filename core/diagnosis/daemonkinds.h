// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

namespace synchroscope {

/// Whether two kinds can be one daemon: from outside, NTPsec and the classic ntpd look alike.
inline bool areAlike(DaemonKind a, DaemonKind b)
{
    const auto isNtpd = [](DaemonKind kind) {
        return kind == DaemonKind::Ntpsec || kind == DaemonKind::Ntpd;
    };
    return a == b || (isNtpd(a) && isNtpd(b));
}

} // namespace synchroscope
