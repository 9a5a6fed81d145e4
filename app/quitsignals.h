// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synchroscope {

/// SIGINT, SIGTERM and SIGHUP end the application's event loop as if the user had quit, so that nothing is
/// lost. Call once, after the application object was made.
void quitOnSignals();

} // namespace synchroscope
