// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"

#include <algorithm>
#include <tuple>

namespace synchroscope {

std::vector<Finding> diagnose(const DiagnosisFacts &facts)
{
    std::vector<Finding> findings;
    findAboutDaemons(facts, findings);
    findAboutSources(facts, findings);
    findAboutClock(facts, findings);
    findAboutConfiguration(facts, findings);

    const auto isAlike = [](const Finding &a, const Finding &b) {
        return a.id == b.id && a.subject == b.subject;
    };
    std::vector<Finding> unique;
    for (Finding &finding : findings) {
        if (std::ranges::none_of(unique, [&](const Finding &known) { return isAlike(known, finding); }))
            unique.push_back(std::move(finding));
    }
    std::ranges::stable_sort(unique, [](const Finding &a, const Finding &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.id < b.id;
    });
    return unique;
}

} // namespace synchroscope
