// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

namespace synchroscope::wording {

std::optional<FindingText> sourceFindingText(const Finding &, Instant)
{
    return std::nullopt;
}

} // namespace synchroscope::wording
