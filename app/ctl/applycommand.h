// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// `synchroscopectl servers apply` and `undo`. Return the exit code.
int runApply(const QStringList &arguments);
int runUndo(const QStringList &arguments);

} // namespace synchroscope::ctl
