// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/pasted/pasted.h"

#include <QString>

#include <vector>

/// Sentences about what was recognised in pasted terminal output. Any thread after the translators are
/// installed.
namespace synchroscope::wording {

/// "chronyc sources", "a piece of chrony's configuration": for a list.
QString pastedName(const PastedBlock &block);
/// What such an output tells, a whole sentence: "Each source, and what chronyd makes of it."
QString pastedMeaning(PastedKind kind);

/// "line 3", "lines 3 to 9".
QString lineRange(int first, int last);
/// "Line 3 was not understood.", "Lines 3, 5 to 7 and 9 were not understood." Empty: all was.
QString unrecognisedText(const std::vector<int> &lines);

/// How right that clock was by these outputs, which tell an offset: "Synchronised to ntp1.example.org: 3.0 ms
/// behind ± 50 ms; 3 of 3 servers agree."
QString pastedSentence(const DiagnosisFacts &facts);

/// "Nothing is wrong in what was read: chronyc sources and timedatectl."
QString nothingWrongText(const PastedOutput &output);

} // namespace synchroscope::wording
