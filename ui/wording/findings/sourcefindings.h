// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/findingwording.h"

/// The findings about sources, by what they are about; absent: it is none of these. For sourcefindings alone.
namespace synchroscope::wording {

std::optional<FindingText> reachFindingText(const Finding &finding);
std::optional<FindingText> answerFindingText(const Finding &finding);
std::optional<FindingText> selectionFindingText(const Finding &finding);
std::optional<FindingText> leapFindingText(const Finding &finding);

/// "chrony"; where it is not known: "the time service".
QString serviceName(const Finding &finding);
/// One sentence after another; empty ones are left out.
QString sentences(const QString &first, const QString &second);

} // namespace synchroscope::wording
