// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/daemonwatch.h"

#include <QCommandLineParser>

#include <optional>
#include <vector>

/// Reading this machine's time daemons once, for the commands that tell of them.
namespace synchroscope::ctl {

/// --daemon KIND[=ADDRESS] and --chrony ADDRESS.
void addDaemonOptions(QCommandLineParser &parser);
/// What these options say; nothing if one is wrong, after a complaint.
std::optional<std::vector<DaemonSelection>> daemonSelections(const QCommandLineParser &parser);

/// Waits until each daemon has answered or failed. Needs a QCoreApplication.
MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections);

} // namespace synchroscope::ctl
