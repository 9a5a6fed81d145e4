// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// `synchroscopectl explain [FILE]`: what pasted terminal output of time tools means. Returns the exit code.
int runExplain(const QStringList &arguments);

} // namespace synchroscope::ctl
