// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// `synchroscopectl sources`: every source of this machine's time daemons, once. Returns the exit code.
int runSources(const QStringList &arguments);

} // namespace synchroscope::ctl
