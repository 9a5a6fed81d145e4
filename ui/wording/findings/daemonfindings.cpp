// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

namespace synchroscope::wording {

std::optional<FindingText> daemonFindingText(const Finding &, Instant)
{
    return std::nullopt;
}

} // namespace synchroscope::wording
