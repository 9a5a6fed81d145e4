// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/rules/sourcerules.h"

namespace synchroscope {

void findAboutSources(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    sourcerules::findAboutReach(facts, findings);
    sourcerules::findAboutAnswers(facts, findings);
    sourcerules::findAboutSelection(facts, findings);
    sourcerules::findAboutSelectionOptions(facts, findings);
    sourcerules::findAboutDevices(facts, findings);
    sourcerules::findAboutLeapSeconds(facts, findings);
}

} // namespace synchroscope
