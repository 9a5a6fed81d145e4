// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

namespace synchroscope {

/// What a time daemon, or its service, can be told to do at once. Each needs root, and so the user's
/// password.
struct DaemonCommand
{
    enum class Kind : quint8 {
        Step,     ///< the clock, by what it is off: chronyc makestep
        Burst,    ///< ask every source a few times now: chronyc burst
        GoOnline, ///< ask the sources again that it was told not to ask: chronyc online
        Start,
        Restart,
        Reload, ///< read its server files again
    };

    Kind kind = Kind::Step;
    DaemonKind daemon = DaemonKind::Chrony;

    friend bool operator==(const DaemonCommand &, const DaemonCommand &) = default;
};

} // namespace synchroscope
