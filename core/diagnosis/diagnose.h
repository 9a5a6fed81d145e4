// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/finding.h"

#include <vector>

namespace synchroscope {

/// What the facts show to somebody who knows: the gravest first, each (id, subject) once. Pure; any thread.
std::vector<Finding> diagnose(const DiagnosisFacts &facts);

// The rules by what they are about; each adds what it finds.
void findAboutDaemons(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutSources(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutClock(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutConfiguration(const DiagnosisFacts &facts, std::vector<Finding> &findings);

} // namespace synchroscope
