// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// "diagnose": what is odd about this computer's time, and what to do about it; or the same of a file in
/// which that was recorded. `arguments` are those after the command's name; the result is the exit code.
int runDiagnose(const QStringList &arguments);

} // namespace synchroscope::ctl
