// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synchroscope {

/// Holds SIGINT, SIGTERM and SIGHUP back from every thread that is made afterwards. The first statement of a
/// main() that calls quitOnSignals(): the application object may make threads of its own.
void blockQuitSignals();

/// From now on they end the application's event loop as if the user had quit, so that nothing is lost. Call
/// once, after the application object was made.
void quitOnSignals();

} // namespace synchroscope
