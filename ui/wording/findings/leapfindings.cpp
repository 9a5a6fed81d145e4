// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findings/sourcefindings.h"
#include "ui/wording/namestext.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

/// Leap seconds.
namespace synchroscope::wording {

namespace {

struct LeapFindings
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::LeapFindings)
};

/// The day at whose end it is.
QString dayText(const Finding &finding)
{
    const Instant at = finding.at.value_or(Instant());
    const auto day = std::chrono::floor<std::chrono::days>(at - std::chrono::seconds(1));
    const std::chrono::year_month_day date(day);
    return QLocale().toString(QDate(int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))),
                              QLocale::LongFormat);
}

QString whatComes(const Finding &finding)
{
    return finding.flag ? LeapFindings::tr("At the end of %1 (UTC) a second is left out.", "date")
                              .arg(dayText(finding))
                        : LeapFindings::tr("At the end of %1 (UTC) a second is inserted.", "date")
                              .arg(dayText(finding));
}

FindingText announced(const Finding &finding)
{
    const QString who =
        finding.names.isEmpty()
            ? LeapFindings::tr("The kernel of this computer was told so.")
            : LeapFindings::tr("It is announced by: %1.", "sources").arg(namesText(finding.names));
    return {
        .title = LeapFindings::tr("A leap second is announced"),
        .explanation = sentences(whatComes(finding), who),
        .remedy = LeapFindings::tr("Nothing: time services and the kernel make it by themselves. Around it, "
                                   "servers that smear it differ by up to half a second."),
        .disproof = LeapFindings::tr("It would not be so if the IERS, which decides about leap seconds, had "
                                     "not announced one (its Bulletin C).")};
}

FindingText disputed(const Finding &finding)
{
    return {.title = LeapFindings::tr("Few sources announce a leap second"),
            .explanation = sentences(
                whatComes(finding),
                LeapFindings::tr("So say: %1. These say nothing of it: %2. If the few are wrong and "
                                 "believed, this clock is a second off from then on.",
                                 "sources, sources")
                    .arg(namesText(finding.names), namesText(finding.others))),
            .remedy =
                LeapFindings::tr("See whether the IERS has announced one (its Bulletin C). If not, take out "
                                 "who does."),
            .disproof = LeapFindings::tr("It would not be so if most sources announced it too.")};
}

/// It is urgent; empty: it is not.
QString nearText(const Finding &finding)
{
    if (!finding.flag)
        return {};
    return finding.span
               ? LeapFindings::tr("One was made %1.", "a leap second, … ago").arg(agoText(*finding.span))
               : LeapFindings::tr("One comes within a day.");
}

FindingText twice(const Finding &finding)
{
    const QString line = finding.others.value(0, QStringLiteral("leapsectz"));
    const QString explanation =
        LeapFindings::tr(
            "These sources spread a leap second over many hours (%1): %2. chrony makes it at once, "
            "by a list of its own (%3). Both together correct it twice, so that this clock is up to "
            "a second off around it.",
            "operators, sources, a line of its configuration")
            .arg(finding.text, namesText(finding.names), line);
    return {.title = LeapFindings::tr("Leap seconds are corrected twice"),
            .explanation = sentences(explanation, nearText(finding)),
            .remedy =
                LeapFindings::tr("Take the line \"%1\" out of chrony's configuration and restart it, or "
                                 "keep to servers that do not smear.",
                                 "a line")
                    .arg(line),
            .disproof = LeapFindings::tr("It would not be so if these sources announced leap seconds and did "
                                         "not spread them.")};
}

FindingText smearing(const Finding &finding)
{
    QString explanation =
        LeapFindings::tr(
            "Some spread a leap second over many hours (%1): %2. Others are not known to: %3. "
            "Around a leap second they differ by up to half a second, and contradict each other.",
            "operators, sources, sources")
            .arg(finding.text, namesText(finding.names), namesText(finding.others));
    explanation = sentences(explanation, nearText(finding));
    return {.title = LeapFindings::tr("Servers that smear leap seconds are mixed with others"),
            .explanation = explanation,
            .remedy = finding.flag ? LeapFindings::tr("Keep to one kind now, until a day after it.")
                                   : LeapFindings::tr("Nothing today. To be safe, keep to one kind."),
            .disproof = LeapFindings::tr("It would not be so if the others smeared in the same way.")};
}

} // namespace

std::optional<FindingText> leapFindingText(const Finding &finding)
{
    switch (finding.id) {
    case FindingId::LeapAnnounced:
        return announced(finding);
    case FindingId::LeapDisputed:
        return disputed(finding);
    case FindingId::SmearMixed:
        return smearing(finding);
    case FindingId::LeapTwice:
        return twice(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
