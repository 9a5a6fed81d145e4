// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// `synchroscopectl servers list | plan | check`. Returns the exit code.
int runServers(const QStringList &arguments);

} // namespace synchroscope::ctl
