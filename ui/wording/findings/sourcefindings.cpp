// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findings/sourcefindings.h"

#include "ui/wording/originwording.h"

#include <QCoreApplication>

namespace synchroscope::wording {

namespace {

struct SourceFindings
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::SourceFindings)
};

} // namespace

QString serviceName(const Finding &finding)
{
    return finding.daemon ? daemonName(*finding.daemon) : SourceFindings::tr("the time service");
}

QString sentences(const QString &first, const QString &second)
{
    if (first.isEmpty() || second.isEmpty())
        return first + second;
    return SourceFindings::tr("%1 %2", "two sentences").arg(first, second);
}

std::optional<FindingText> sourceFindingText(const Finding &finding, Instant)
{
    for (const auto text : {reachFindingText, answerFindingText, selectionFindingText, leapFindingText}) {
        if (std::optional<FindingText> found = text(finding))
            return found;
    }
    return std::nullopt;
}

} // namespace synchroscope::wording
