// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::ctl {

/// `synchroscopectl watch [HOST…]`: the watched servers, live, until interrupted. Returns the exit code.
int runWatch(const QStringList &arguments);

} // namespace synchroscope::ctl
