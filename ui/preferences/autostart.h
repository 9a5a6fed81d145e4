// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace synchroscope {

/// Whether the user's session starts this program: by its own file in the user's autostart folder.
bool startsWithSession();
/// Writes that file whole or not at all, or removes it. Fails with FileUnwritable.
Status setStartsWithSession(bool starts);

} // namespace synchroscope
