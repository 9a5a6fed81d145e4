// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// "status": whether this computer's clock is right, who says so and who keeps it there. `arguments` are
/// those after the command's name; the result is the exit code.
int runStatus(const QStringList &arguments);

} // namespace synchroscope::ctl
