// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemoncommand.h"

#include <QString>

namespace synchroscope {

/// What does the same in a terminal. `unit`: systemd's, where the daemon runs as one; empty: the one that it
/// usually is.
QString terminalCommand(const DaemonCommand &command, const QString &unit = {});

} // namespace synchroscope
