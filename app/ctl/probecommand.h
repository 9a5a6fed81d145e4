// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// `synchroscopectl probe HOST…`: asks servers a few times and prints what they say. Returns the exit code.
int runProbe(const QStringList &arguments);

} // namespace synchroscope::ctl
