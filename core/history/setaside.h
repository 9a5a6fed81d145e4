// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace synchroscope {

/// Renames a damaged file of ours, so that nothing of it is lost, to a name that says so and that no file
/// has. Returns the new path; FileUnwritable leaves the file where it is.
Result<QString> setAside(const QString &path);

} // namespace synchroscope
