// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/alertwording.h"
#include "ui/wording/findings/sourcefindings.h"
#include "ui/wording/namestext.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

/// What daemons, and we, make of sources that answer.
namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct SelectionFindings
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::SelectionFindings)
};

QString gatheringTitle(const Finding &finding)
{
    if (finding.total == 0)
        return SelectionFindings::tr("The first answers are awaited");
    if (finding.count >= finding.total)
        return SelectionFindings::tr("Enough samples: the sources are being compared");
    const QString count = QString::number(finding.count);
    const QString total = QString::number(finding.total);
    return finding.span ? SelectionFindings::tr("%1 of %2 needed samples: can be followed in about %3")
                              .arg(count, total, waitText(*finding.span))
                        : SelectionFindings::tr("%1 of %2 needed samples so far").arg(count, total);
}

FindingText gathering(const Finding &finding)
{
    const QString names = namesText(finding.names);
    const QString explanation =
        finding.total == 0
            ? SelectionFindings::tr("%1 was started a short while ago and gathers its first answers: %2.",
                                    "a program, servers")
                  .arg(serviceName(finding), names)
            : SelectionFindings::tr(
                  "It is too early to judge: %1 needs %2 samples of a source before it "
                  "follows it, and has %3 so far of the best of these: %4. The question mark "
                  "in its list means no more than that.",
                  "a program, number, number, sources")
                  .arg(serviceName(finding), QString::number(finding.total), QString::number(finding.count),
                       names);
    const QString wait =
        finding.span ? SelectionFindings::tr("Wait about %1; nothing is wrong.").arg(waitText(*finding.span))
                     : SelectionFindings::tr("Wait for the next answers; nothing is wrong.");
    const QString quicker =
        finding.daemon == DaemonKind::Chrony
            ? SelectionFindings::tr(
                  "A burst of quick questions gets them at once, and \"iburst\" in their lines "
                  "does so at every start.")
            : QString();
    return {.title = gatheringTitle(finding),
            .explanation = explanation,
            .remedy = sentences(wait, quicker),
            .disproof =
                SelectionFindings::tr("It would not be so if the number of samples stayed the same for "
                                      "several polls.")};
}

FindingText hostClock(const Finding &finding)
{
    const QString &name = finding.subject;
    const QString within = finding.span
                               ? SelectionFindings::tr("This clock is within %1 of %2.", "span, device")
                                     .arg(spanText(*finding.span), name)
                               : SelectionFindings::tr("This clock follows %1.", "device").arg(name);
    if (!finding.flag || !finding.offset)
        return {.title = SelectionFindings::tr("The host's clock (%1) is followed").arg(name),
                .explanation =
                    sentences(within, SelectionFindings::tr(
                                          "In a virtual machine that is the clock of its host. It can "
                                          "be read very exactly, and that says nothing about how "
                                          "right it is.")),
                .remedy = SelectionFindings::tr("Nothing has to be done. Three servers beside it would show "
                                                "when the host is wrong."),
                .disproof = SelectionFindings::tr("It would not be so if %1 was a network card's own clock, "
                                                  "which is kept by others (PTP).")
                                .arg(name)};
    return {
        .title = SelectionFindings::tr("The host's clock (%1) is %2", "device, offset")
                     .arg(name, offsetText(*finding.offset)),
        .explanation = sentences(
            within, SelectionFindings::tr("At least three servers agree that this clock of the host is %1. "
                                          "The small error beside %2 says how exactly it is read, not how "
                                          "right it is.",
                                          "offset, device")
                        .arg(offsetText(*finding.offset), name)),
        .remedy = SelectionFindings::tr("Have the host's clock set right. Until then %1 should not be "
                                        "followed: write \"noselect\" behind it, or take its line out.")
                      .arg(name),
        .disproof = SelectionFindings::tr("It would not be so if the servers were of one operator that "
                                          "is wrong itself.")};
}

FindingText movedClock(const Finding &finding)
{
    const QString moved =
        finding.bound ? SelectionFindings::tr(
                            "The servers are steady and agree (%1), and yet the samples of all of them "
                            "scatter. No server does that to the others: something other than %2 moved "
                            "this clock by %3 between its samples.",
                            "servers, a program, span")
                            .arg(namesText(finding.names), serviceName(finding), spanText(*finding.bound))
        : finding.span ? SelectionFindings::tr(
                             "The servers are steady and agree (%1), and yet the samples of all of them "
                             "scatter by %2. No server does that to the others: something other than "
                             "%3 moved this clock between its samples.",
                             "servers, span, a program")
                             .arg(namesText(finding.names), spanText(*finding.span), serviceName(finding))
                       : SelectionFindings::tr(
                             "The servers are steady and agree (%1), and yet the samples of all of them "
                             "scatter. No server does that to the others: something other than %2 moved "
                             "this clock between its samples.",
                             "servers, a program")
                             .arg(namesText(finding.names), serviceName(finding));
    const QString who = finding.flag
                            ? SelectionFindings::tr("Most likely it was the other time service that is here.")
                            : QString();
    return {.title = SelectionFindings::tr("Something else moved this clock"),
            .explanation = sentences(moved, who),
            .remedy = finding.flag ? SelectionFindings::tr("Keep one time service, and stop the other.")
                                   : SelectionFindings::tr(
                                         "Find what sets the clock: a second time service, the tools "
                                         "of the virtual machine's host, or a machine that was "
                                         "paused. The servers need no change."),
            .disproof = SelectionFindings::tr("It would not be so if one server scattered and the others did "
                                              "not.")};
}

FindingText variable(const Finding &finding)
{
    const int number = int(finding.names.size());
    const QString names = namesText(finding.names);
    const QString limit = finding.bound ? SelectionFindings::tr("More than %1 is not used by %2 (maxjitter).",
                                                                "span, a program")
                                              .arg(limitText(*finding.bound), serviceName(finding))
                                        : QString();
    return {
        .title = SelectionFindings::tr("The samples of %n source(s) scatter", nullptr, number),
        .explanation =
            finding.span
                ? sentences(SelectionFindings::tr("They scatter by %1: %2.", "span, sources")
                                .arg(spanText(*finding.span), names),
                            limit)
                : sentences(SelectionFindings::tr("They scatter too much: %1.", "sources").arg(names), limit),
        .remedy = SelectionFindings::tr("Choose another server, or see to the way there. A larger limit "
                                        "only hides it."),
        .disproof = SelectionFindings::tr("It would not be so if all sources scattered alike: then "
                                          "something moved this clock.")};
}

FindingText noMajority(const Finding &finding)
{
    QString explanation = SelectionFindings::tr("They contradict each other, and no side has a majority. So "
                                                "nobody can say which is right, and none is followed.");
    if (!finding.names.isEmpty())
        explanation = SelectionFindings::tr("%1: they contradict each other, and no side has a majority. So "
                                            "nobody can say which is right, and none is followed.",
                                            "sources")
                          .arg(namesText(finding.names));
    if (finding.span)
        explanation = sentences(
            explanation,
            SelectionFindings::tr("The farthest are %1 apart.", "span").arg(spanText(*finding.span)));
    return {.title = SelectionFindings::tr("The sources contradict each other"),
            .explanation = explanation,
            .remedy =
                SelectionFindings::tr("Add servers of other operators: with four, three outvote one that "
                                      "is wrong. Take out what is known to be wrong."),
            .disproof = SelectionFindings::tr("It would not be so if more than half of them agreed within "
                                              "their bounds.")};
}

FindingText outvoted(const Finding &finding)
{
    QString explanation =
        SelectionFindings::tr("%1 contradicts the others, and is not used.").arg(finding.subject);
    if (finding.offset && finding.count > 0)
        explanation =
            SelectionFindings::tr("By the word of %n source(s) that agree, %1 is %2. So it is not used.",
                                  "server, offset", finding.count)
                .arg(finding.subject, offsetText(*finding.offset));
    return {.title =
                finding.offset
                    ? SelectionFindings::tr("%1 is %2 off", "server, span")
                          .arg(finding.subject, spanText(finding.offset->localMinusRemote()))
                    : SelectionFindings::tr("%1 tells another time than the others").arg(finding.subject),
            .explanation = explanation,
            .remedy = SelectionFindings::tr("Nothing at once: the others outvote it. If it stays so, put "
                                            "another in its place."),
            .disproof = SelectionFindings::tr("It would not be so if the others were wrong together, such as "
                                              "servers of one operator.")};
}

FindingText trustedOverrule(const Finding &finding)
{
    const int number = int(finding.others.size());
    QString explanation = SelectionFindings::tr("Followed for being trusted (\"trust\"): %1. %n source(s) "
                                                "say otherwise: %2.",
                                                "sources, sources", number)
                              .arg(namesText(finding.names), namesText(finding.others));
    if (finding.span)
        explanation = sentences(
            explanation,
            SelectionFindings::tr("They are at least %1 apart.", "span").arg(spanText(*finding.span)));
    if (finding.severity >= Severity::Warning)
        explanation =
            sentences(explanation,
                      SelectionFindings::tr("Those that are overruled agree with each other, so that it may "
                                            "well be the trusted one that is wrong."));
    return {.title = SelectionFindings::tr("A trusted source overrules %n other(s)", nullptr, number),
            .explanation = explanation,
            .remedy =
                SelectionFindings::tr("Measure with servers of other operators: that shows who is right. "
                                      "Take \"trust\" away from what is wrong."),
            .disproof = SelectionFindings::tr("It would not be so if the trusted one was right for certain, "
                                              "such as a receiver of your own, and the others shared an "
                                              "error.")};
}

FindingText requiredMissing(const Finding &finding)
{
    const QString names = namesText(finding.names);
    const int number = int(finding.others.size());
    const QString why =
        finding.flag
            ? SelectionFindings::tr("Sources that are authenticated (NTS or a key) are required as soon as "
                                    "others without it stand beside them (\"authselectmode mix\"). None "
                                    "of these is good now: %1.",
                                    "sources")
            : SelectionFindings::tr(
                  "One of these is required (\"require\"), and none of them is good now: %1.", "sources");
    return {
        .title = SelectionFindings::tr("A required source is missing"),
        .explanation =
            sentences(why.arg(names),
                      SelectionFindings::tr("So %1 follows none, although %n source(s) would be good: %2.",
                                            "a program, sources", number)
                          .arg(serviceName(finding), namesText(finding.others))),
        .remedy =
            finding.flag
                ? SelectionFindings::tr("See why the authenticated ones are missing. To follow the others "
                                        "meanwhile, write \"authselectmode ignore\".")
                : SelectionFindings::tr("See why the required ones are missing. If the others are good "
                                        "enough, take \"require\" away."),
        .disproof = SelectionFindings::tr("It would not be so if \"sudo chronyc selectdata\" showed "
                                          "another letter than W beside the good ones.")};
}

FindingText tooFewSelectable(const Finding &finding)
{
    const QString total = QString::number(finding.total);
    return {
        .title =
            SelectionFindings::tr("%n good source(s), and %1 are wanted", nullptr, finding.count).arg(total),
        .explanation =
            SelectionFindings::tr("With \"minsources %1\" %2 follows none before there are so many good "
                                  "ones. Now there are fewer: %3.",
                                  "number, a program, sources")
                .arg(total, serviceName(finding), namesText(finding.names)),
        .remedy = SelectionFindings::tr("Add servers, see why others are not good, or lower \"minsources\": "
                                        "until then nothing corrects this clock."),
        .disproof = SelectionFindings::tr("It would not be so if \"sudo chronyc selectdata\" showed "
                                          "another letter than W beside the good ones.")};
}

FindingText noneSelectable(const Finding &finding)
{
    const QString names = namesText(finding.names);
    return {
        .title =
            SelectionFindings::tr("%1 may follow none of its sources", "a program").arg(serviceName(finding)),
        .explanation =
            finding.flag
                ? SelectionFindings::tr("\"authselectmode\" has sources without authentication watched "
                                        "only, and no other is there: %1.",
                                        "sources")
                      .arg(names)
                : SelectionFindings::tr("All of them are only watched (\"noselect\"): %1.", "sources")
                      .arg(names),
        .remedy = finding.flag ? SelectionFindings::tr(
                                     "Add servers with NTS or with a key, or take \"authselectmode\" "
                                     "out of the configuration.")
                               : SelectionFindings::tr("Take \"noselect\" away from those that are good."),
        .disproof = SelectionFindings::tr("It would not be so if the time was only to be watched here, and "
                                          "kept by something else.")};
}

FindingText orphanStratum(const Finding &finding)
{
    const QString stratum = QString::number(finding.count);
    return {
        .title = SelectionFindings::tr("%n source(s) passed over for the stratum", nullptr,
                                       int(finding.names.size())),
        .explanation =
            SelectionFindings::tr("With \"local stratum %1 orphan\" %2 follows no source of stratum %1 or "
                                  "more, and these are: %3.",
                                  "number, a program, sources")
                .arg(stratum, serviceName(finding), namesText(finding.names)),
        .remedy = SelectionFindings::tr("Give the \"local\" line a stratum above those of all your "
                                        "servers; 10 is usual."),
        .disproof = SelectionFindings::tr("It would not be so if these served their own clocks too, as "
                                          "orphans of the same network do: then nothing better is there.")};
}

FindingText localMode(const Finding &finding)
{
    return {
        .title = SelectionFindings::tr("%1 serves its own clock").arg(finding.subject),
        .explanation = SelectionFindings::tr("%1 follows no source, and tells others its own clock as if it "
                                             "was synchronised (the local mode, 127.127.1.1). It can be "
                                             "wrong by any amount.")
                           .arg(finding.subject),
        .remedy = SelectionFindings::tr("Give it a source. Where the network is meant to have a time of its "
                                        "own, and only that, leave it as it is."),
        .disproof = SelectionFindings::tr("It would not be so if \"chronyc tracking\" named a source.")};
}

FindingText windowsClock(const Finding &finding)
{
    return {
        .title = SelectionFindings::tr("The Windows computer follows no server"),
        .explanation = SelectionFindings::tr("Its time service names \"%1\" as its source: that is its own "
                                             "clock. Computers that ask it get that time.")
                           .arg(finding.text.isEmpty() ? u"Local CMOS Clock"_s : finding.text),
        .remedy = SelectionFindings::tr("Give it servers (w32tm /config /manualpeerlist:… "
                                        "/syncfromflags:manual /update), then w32tm /resync."),
        .disproof = SelectionFindings::tr("It would not be so if \"w32tm /query /source\" named a server.")};
}

FindingText contradicts(const Finding &finding)
{
    const QString measured = finding.offset ? (finding.bound ? offsetText(*finding.offset, *finding.bound)
                                                             : offsetText(*finding.offset))
                                            : QString();
    const QString said = finding.other ? offsetText(*finding.other) : QString();
    return {.title = SelectionFindings::tr("%1 keeps to another time than is measured").arg(finding.subject),
            .explanation =
                SelectionFindings::tr("Measured here with %n server(s), this clock is %1. %2 says that "
                                      "it is %3. Both cannot be true.",
                                      "offset, a program, offset", finding.count)
                    .arg(measured, finding.subject, said),
            .remedy = finding.count > 1
                          ? SelectionFindings::tr("See which server it follows, and give it others.")
                          : SelectionFindings::tr("Measure with another server: that decides who is right."),
            .disproof = SelectionFindings::tr("It would not be so if the servers asked here were wrong "
                                              "together.")};
}

FindingText interference(const Finding &finding)
{
    return {
        .title = SelectionFindings::tr("%1 saw something else move the clock").arg(serviceName(finding)),
        .explanation = SelectionFindings::tr("Its log says: \"%1\". Two that correct one clock work against "
                                             "each other.")
                           .arg(finding.text),
        .remedy = SelectionFindings::tr("Stop the other: a second time service, phc2sys, or the tools of the "
                                        "virtual machine's host."),
        .disproof = SelectionFindings::tr("It would not be so if the clock was set by hand at that time.")};
}

FindingText nothingSelectable(const Finding &finding)
{
    QString explanation = SelectionFindings::tr(
        "When its log ended, there was no source that it could follow. Until there is one, this clock goes "
        "its own way.");
    if (!finding.text.isEmpty())
        explanation = sentences(SelectionFindings::tr("Its log says: \"%1\".", "a line").arg(finding.text),
                                explanation);
    return {.title = SelectionFindings::tr("%1 has nothing to follow", "a program").arg(serviceName(finding)),
            .explanation = explanation,
            .remedy =
                SelectionFindings::tr("See what it says of its sources now: whether they answer, and whether "
                                      "they agree. Without a network it is no wonder."),
            .disproof =
                SelectionFindings::tr("It would not be so if a later line of the log named a source that "
                                      "it follows.")};
}

} // namespace

std::optional<FindingText> selectionFindingText(const Finding &finding)
{
    switch (finding.id) {
    case FindingId::Gathering:
        return gathering(finding);
    case FindingId::HostClockFollowed:
        return hostClock(finding);
    case FindingId::ClockMovedUnder:
        return movedClock(finding);
    case FindingId::TooVariable:
        return variable(finding);
    case FindingId::NoMajority:
        return noMajority(finding);
    case FindingId::Outvoted:
        return outvoted(finding);
    case FindingId::TrustedOverrule:
        return trustedOverrule(finding);
    case FindingId::RequiredMissing:
        return requiredMissing(finding);
    case FindingId::TooFewSelectable:
        return tooFewSelectable(finding);
    case FindingId::NoneSelectable:
        return noneSelectable(finding);
    case FindingId::OrphanStratum:
        return orphanStratum(finding);
    case FindingId::LocalMode:
        return localMode(finding);
    case FindingId::ServesWhileUnsynchronised:
        return windowsClock(finding);
    case FindingId::ContradictsDaemon:
        return contradicts(finding);
    case FindingId::Interference:
        return interference(finding);
    case FindingId::NothingSelectable:
        return nothingSelectable(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
