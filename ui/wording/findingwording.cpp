// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

#include <QCoreApplication>

namespace synchroscope::wording {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::FindingWords)
};

} // namespace

FindingText findingText(const Finding &finding, Instant now)
{
    for (const auto text :
         {daemonFindingText, sourceFindingText, clockFindingText, configurationFindingText}) {
        if (const std::optional<FindingText> found = text(finding, now))
            return *found;
    }
    return {};
}

QString evidenceText(const Evidence &, Instant)
{
    return {};
}

ActionText actionText(const FindingAction &, const std::optional<Offset> &)
{
    return {};
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        break;
    case Severity::Advice:
        return Words::tr("advice");
    case Severity::Warning:
        return Words::tr("warning");
    case Severity::Critical:
        return Words::tr("critical");
    }
    return Words::tr("good to know");
}

} // namespace synchroscope::wording
