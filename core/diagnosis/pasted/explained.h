// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/finding.h"
#include "core/diagnosis/pasted/pasted.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// What pasted terminal output says to somebody who knows.
struct PastedExplanation
{
    PastedOutput output;
    /// That all facts and findings speak of: the last universal time in the text, else when it was read.
    Instant now;
    /// In the order of the text. A new one begins where an output comes for the second time. Where one
    /// command was answered by two daemons in turn, there is one more, with a report of each.
    std::vector<DiagnosisFacts> moments;
    /// The number of the moment whose outputs are the last that say how far off the clock was; absent: at
    /// last none does.
    std::optional<size_t> lastJudged;
    /// Of all moments, the gravest first, each (id, subject) once: the last one counts. Evidence are the
    /// lines that it stems from; actions are commands to copy, for it may be of another computer.
    std::vector<Finding> findings;
};

/// `now`: when the text was pasted. Pure; any thread.
PastedExplanation explainPasted(QStringView text, Instant now);

} // namespace synchroscope
