// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"
#include "core/diagnosis/pasted/pastedmoment.h"

namespace synchroscope {

/// Gives findings about a moment the lines that they stem from, as evidence, and takes from them what is true
/// of this computer only: a pasted text may be of another one. What would be done is left as a command to
/// copy; line numbers of files become those of the text.
void quoteLines(std::vector<Finding> &findings, const PastedMoment &moment, const PastedText &text);

} // namespace synchroscope
