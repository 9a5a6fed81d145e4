// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/pasted/pastedmoment.h"

namespace synchroscope {

/// Adds what these blocks show of daemons' files, and tells the daemons' sources where they are named.
void joinConfigurations(const std::vector<const PastedBlock *> &blocks, const PastedText &text,
                        DiagnosisFacts &facts);

} // namespace synchroscope
