// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/helper.h"

namespace synchroscope {

/// Makes the plan that the user has seen once more, from the files as root finds them now below `root`:
/// nothing of what the request's sender has read is believed. `mainFile` is what the daemon was told to read;
/// empty: its usual file. An error's `detail` is an English sentence.
Result<PlannedChange> replan(const HelperRequest &request, const QString &mainFile, const QString &root,
                             uint owner);

} // namespace synchroscope
