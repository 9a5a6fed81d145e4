// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/daemonkinds.h"
#include "ui/wording/alertwording.h"
#include "ui/wording/findings/sourcefindings.h"
#include "ui/wording/namestext.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <algorithm>

/// Servers that answer, with something that is of no use.
namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct AnswerFindings
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::AnswerFindings)
};

/// "9 h ahead", for what is no matter of milliseconds.
QString largeOffsetText(Offset offset)
{
    if (offset.magnitude() < std::chrono::minutes(1))
        return offsetText(offset);
    const QString size = ageText(offset.magnitude());
    return offset.ahead() ? AnswerFindings::tr("%1 ahead", "of a clock").arg(size)
                          : AnswerFindings::tr("%1 behind", "of a clock").arg(size);
}

FindingText unsynchronised(const Finding &finding)
{
    const int number = int(finding.names.size());
    return {
        .title = AnswerFindings::tr("%n server(s) do not know the time", nullptr, number),
        .explanation = AnswerFindings::tr("The answer says itself that the server's clock is not set, and "
                                          "so is not used: %1.",
                                          "names")
                           .arg(namesText(finding.names)),
        .remedy = AnswerFindings::tr("Put another server in its place. If it is yours, see what it follows: "
                                     "most often it has no source itself, or was started just now."),
        .disproof = AnswerFindings::tr("It would not be so if its next answer had a stratum from 1 to 15.")};
}

FindingText kiss(const Finding &finding)
{
    const bool isRate = finding.text == "RATE"_L1;
    const bool isAskedHere = std::ranges::any_of(finding.evidence, [](const Evidence &evidence) {
        return std::holds_alternative<MeasuredEvidence>(evidence);
    });
    const bool isFarewell = finding.text == "DENY"_L1 || finding.text == "RSTR"_L1;
    FindingText text;
    text.disproof = AnswerFindings::tr("It would not be so if its next answer was a time.");
    if (isRate) {
        text.title = AnswerFindings::tr("%1 is asked too often").arg(finding.subject);
        text.explanation = AnswerFindings::tr("%1 answered \"%2\", which means: ask less often. Several "
                                              "programs, or several computers behind one address, count "
                                              "together there.",
                                              "server, code")
                               .arg(finding.subject, finding.text);
        text.remedy = sentences(
            AnswerFindings::tr("Take small minpoll and maxpoll values out of its line, or choose a server of "
                               "your own network."),
            isAskedHere ? AnswerFindings::tr("Synchroscope asks it less often now.") : QString());
        return text;
    }
    text.title = isFarewell ? AnswerFindings::tr("%1 does not serve this computer").arg(finding.subject)
                            : AnswerFindings::tr("%1 sends a code, and no time").arg(finding.subject);
    text.explanation =
        isFarewell ? AnswerFindings::tr("%1 answered \"%2\", which means: do not ask me.", "server, code")
                         .arg(finding.subject, finding.text)
                   : AnswerFindings::tr("%1 answered \"%2\" instead of the time (a Kiss-o'-Death packet).",
                                        "server, code")
                         .arg(finding.subject, finding.text);
    text.remedy = AnswerFindings::tr("Put another server in its place, or ask its operator.");
    return text;
}

FindingText unproven(const Finding &finding)
{
    const int number = int(finding.names.size());
    const bool isNtpd = finding.daemon == DaemonKind::Ntpd || finding.daemon == DaemonKind::Ntpsec;
    return {
        .title = AnswerFindings::tr("%n server(s) cannot prove who they are", nullptr, number),
        .explanation = AnswerFindings::tr("%1 does not use %2: no packet of it could be proven genuine, "
                                          "by a key or by NTS.",
                                          "a program, servers")
                           .arg(serviceName(finding), namesText(finding.names)),
        .remedy = AnswerFindings::tr("With a key: the same number and the same key must stand in the key "
                                     "files of both computers. With NTS: TCP port 4460 must be open, and the "
                                     "server's certificate be valid and trusted here. The log says which."),
        .disproof =
            isNtpd
                ? AnswerFindings::tr("It would not be so if \"ntpq -c associations\" showed \"ok\" "
                                     "below \"auth\".")
                : AnswerFindings::tr("It would not be so if \"sudo chronyc -N authdata\" showed a key and, "
                                     "of NTS, cookies.")};
}

FindingText ntsClockWrong(const Finding &finding)
{
    const QString off =
        finding.offset
            ? AnswerFindings::tr("This clock is %1.", "offset").arg(largeOffsetText(*finding.offset))
            : AnswerFindings::tr("This clock shows a date of long ago.");
    return {
        .title = AnswerFindings::tr("The clock is too wrong for NTS"),
        .explanation =
            sentences(off, AnswerFindings::tr("Certificates seem expired, or not valid yet, so no keys can "
                                              "be had from %1. Without them it gives no time.")
                               .arg(namesText(finding.names))),
        .remedy = AnswerFindings::tr("Set the clock roughly first: step it, or add a server without NTS "
                                     "until it is right. chrony can also leave the dates of certificates "
                                     "alone at its start (nocerttimecheck 1)."),
        .disproof = AnswerFindings::tr("It would not be so if it still failed once the clock was right.")};
}

/// The option by which a daemon is told how far a source may be, and what to write to allow more.
struct DistanceOption
{
    QString name;
    QString wider;
};

DistanceOption distanceOptionOf(DaemonKind daemon)
{
    if (daemon == DaemonKind::Timesyncd)
        return {u"RootDistanceMaxSec="_s, u"RootDistanceMaxSec=16"_s};
    if (areAlike(daemon, DaemonKind::Ntpd))
        return {u"tos maxdist"_s, u"tos maxdist 16"_s};
    return {u"maxdistance"_s, u"maxdistance 16"_s};
}

QString distanceLimitText(const Finding &finding)
{
    const QString limit = limitText(finding.bound.value_or(std::chrono::seconds(3)));
    if (!finding.daemon)
        return AnswerFindings::tr("Time services such as chrony use none beyond %1 unless told to.", "limit")
            .arg(limit);
    return AnswerFindings::tr("%1 uses none beyond %2 here (%3).", "a program, limit, option")
        .arg(serviceName(finding), limit, distanceOptionOf(*finding.daemon).name);
}

FindingText tooFar(const Finding &finding)
{
    const int number = int(finding.names.size());
    const QString names = namesText(finding.names);
    const QString far =
        finding.span
            ? AnswerFindings::tr("By what the source itself says, it may be up to %1 wrong: %2.",
                                 "span, names")
                  .arg(spanText(*finding.span), names)
            : AnswerFindings::tr("By what the source itself says, it may be more wrong than is allowed: %1.",
                                 "names")
                  .arg(names);
    const DaemonKind daemon = finding.daemon.value_or(DaemonKind::Chrony);
    const QString disproof =
        AnswerFindings::tr("It would not be so if its root delay and root dispersion were small.");
    return {
        .title = AnswerFindings::tr("%n source(s) are too far from a true clock", nullptr, number),
        .explanation = sentences(sentences(far, distanceLimitText(finding)),
                                 AnswerFindings::tr("That is usual of Windows computers, which keep no "
                                                    "exact time unless told to.")),
        .remedy = AnswerFindings::tr("Choose a server that is nearer to a reference clock. If there is no "
                                     "other, let %1 take it all the same: %2.",
                                     "a program, a line of its configuration")
                      .arg(daemonName(daemon), distanceOptionOf(daemon).wider),
        .disproof = daemon == DaemonKind::Chrony
                        ? AnswerFindings::tr("It would not be so if its root delay and root dispersion were "
                                             "small (sudo chronyc ntpdata).")
                        : disproof};
}

FindingText uneven(const Finding &finding)
{
    const QString least = spanText(finding.span.value_or(Duration::zero()));
    return {
        .title = AnswerFindings::tr("The ways to %1 tell different times").arg(finding.subject),
        .explanation =
            AnswerFindings::tr("Asked at %1 and at %2 the same server gives two times. One of the two ways "
                               "must be at least %3 slower in one direction than in the other.",
                               "address, address, span")
                .arg(finding.names.value(0), finding.names.value(1), least),
        .remedy = AnswerFindings::tr("Nothing needs to be done: half of that, at least, is the error of one "
                                     "of them. A nearer server has less of it."),
        .disproof = AnswerFindings::tr("It would not be so if the two addresses were of different "
                                       "computers, whose clocks differ.")};
}

} // namespace

std::optional<FindingText> answerFindingText(const Finding &finding)
{
    switch (finding.id) {
    case FindingId::Unsynchronised:
        return unsynchronised(finding);
    case FindingId::KissOfDeath:
        return kiss(finding);
    case FindingId::NotAuthenticated:
        return unproven(finding);
    case FindingId::NtsClockWrong:
        return ntsClockWrong(finding);
    case FindingId::TooFar:
        return tooFar(finding);
    case FindingId::UnevenPaths:
        return uneven(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
