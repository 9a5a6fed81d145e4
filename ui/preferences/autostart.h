// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synchroscope {

/// Both wait for the disk, so the window has them done in the background.

/// Whether the user's session starts this program: by its own file in the user's autostart folder.
bool startsWithSession();
/// Writes that file whole or not at all, or removes it. A sentence if that fails, otherwise empty.
QString setStartsWithSession(bool starts);

} // namespace synchroscope
