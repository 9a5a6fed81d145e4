// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/namedservers.h"
#include "core/diagnosis/serveradvice.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/namestext.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"
#include "ui/wording/testwording.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

using Advice = ServerAdvice::Kind;

class ConfigurationFindings
{
    Q_DECLARE_TR_FUNCTIONS(ConfigurationFindings)
};

QString twoSentences(const QString &first, const QString &second)
{
    return ConfigurationFindings::tr("%1 %2", "two sentences").arg(first, second);
}

QString programOf(const Finding &finding)
{
    return finding.daemon ? daemonName(*finding.daemon) : ConfigurationFindings::tr("The time service");
}

QString commandOf(const Finding &finding)
{
    const auto copy = std::ranges::find(finding.actions, FindingAction::Kind::Copy, &FindingAction::kind);
    return copy != finding.actions.end() ? copy->text : QString();
}

/// What an editor of the list says of the same.
QString adviceText(const Finding &finding, Advice kind)
{
    ServerAdvice advice{.kind = kind};
    advice.servers = finding.names;
    advice.subject = finding.text;
    advice.count = finding.count;
    return serverAdvice(advice, finding.daemon.value_or(DaemonKind::Chrony));
}

/// When the daemon read its files: at its start.
Instant readAt(const Finding &finding, Instant now)
{
    for (const Evidence &evidence : finding.evidence) {
        const auto *process = std::get_if<DaemonProcess>(&evidence);
        if (process && process->startedAt)
            return *process->startedAt;
    }
    return now - finding.span.value_or(Duration::zero());
}

FindingText notInEffectText(const Finding &finding, Instant now)
{
    const bool needsReload = std::ranges::any_of(finding.actions, [](const FindingAction &action) {
        return action.kind == FindingAction::Kind::Command &&
               action.command.kind == DaemonCommand::Kind::Reload;
    });
    const QString program = finding.daemon == DaemonKind::Chrony ? u"chronyd"_s : programOf(finding);
    const QString saved =
        agoText(finding.at ? std::max(now - *finding.at, Duration::zero()) : Duration::zero());
    const QString read = clockTimeText(readAt(finding, now), now);
    FindingText text;
    text.title = ConfigurationFindings::tr("Saved, not in effect");
    text.explanation =
        needsReload
            ? ConfigurationFindings::tr("%1 was saved %2, and %3, which read its configuration at "
                                        "%4, does not have its servers so far.",
                                        "file, \"3 min ago\", program, \"12:41\"")
                  .arg(finding.subject, saved, program, read)
            : ConfigurationFindings::tr("%1 was saved %2. %3 still runs with the configuration read at %4.",
                                        "file, \"3 min ago\", program, \"12:41\"")
                  .arg(finding.subject, saved, program, read);
    text.remedy = needsReload ? ConfigurationFindings::tr("Have it read its files of servers again.")
                              : ConfigurationFindings::tr("Restart it.");
    if (const QString command = commandOf(finding); !command.isEmpty())
        text.remedy = twoSentences(text.remedy,
                                   ConfigurationFindings::tr("In a terminal: %1", "a command").arg(command));
    text.disproof =
        ConfigurationFindings::tr(
            "It would not be so if the file was saved without a change, or if %1 listed what it says now.")
            .arg(program);
    return text;
}

FindingText brokenLineText(const Finding &finding)
{
    const QString program = programOf(finding);
    const bool isIgnored = finding.daemon == DaemonKind::Timesyncd || finding.subject.endsWith(".sources"_L1);
    FindingText text;
    text.title =
        finding.count > 0
            ? ConfigurationFindings::tr("Line %1 of %2 cannot be understood", "number, file")
                  .arg(QString::number(finding.count), finding.subject)
            : ConfigurationFindings::tr("A line of %1 cannot be understood", "file").arg(finding.subject);
    text.explanation = ConfigurationFindings::tr("%1, %2.", "file, \"line 7: what is wrong with it\"")
                           .arg(finding.subject, finding.text);
    if (const auto more = int(finding.evidence.size()) - 1; more > 0)
        text.explanation = twoSentences(
            text.explanation,
            ConfigurationFindings::tr("%n more line(s) of this file cannot be understood.", nullptr, more));
    text.explanation =
        twoSentences(text.explanation,
                     isIgnored ? ConfigurationFindings::tr(
                                     "%1 passes over it without a word, and what it should do is not done.")
                                     .arg(program)
                               : ConfigurationFindings::tr(
                                     "%1 may not start with it: what runs now may be missing after the "
                                     "next restart.")
                                     .arg(program));
    text.remedy = ConfigurationFindings::tr("Mend the line, or take it away.");
    text.disproof =
        ConfigurationFindings::tr(
            "It would not be so if this version of %1 knew a word that Synchroscope does not know.")
            .arg(program);
    return text;
}

FindingText unreadableText(const Finding &finding)
{
    QString explanation = ConfigurationFindings::tr(
                              "%1 could not be read, so what it says is missing here: %2.", "file, reason")
                              .arg(finding.subject, finding.text);
    if (finding.severity == Severity::Info)
        explanation = twoSentences(
            explanation,
            ConfigurationFindings::tr("%1 runs, so it was able to read the file.").arg(programOf(finding)));
    const QString title = ConfigurationFindings::tr("%1 could not be read", "file").arg(finding.subject);
    if (finding.flag)
        return {
            .title = title,
            .explanation = twoSentences(
                explanation, ConfigurationFindings::tr(
                                 "%1 reads its files as a user of its own and not as root: what only root "
                                 "may read it leaves out, and nothing that stands there is in effect.")
                                 .arg(programOf(finding))),
            .remedy = ConfigurationFindings::tr(
                          "Let everybody read it (sudo chmod a+rX %1), then restart %2.", "file, program")
                          .arg(finding.subject, programOf(finding)),
            .disproof = ConfigurationFindings::tr(
                "It would not be so if the file belonged to the service's own user or group.")};
    return {.title = title,
            .explanation = explanation,
            .remedy = ConfigurationFindings::tr("If it is missing, take away the line that names it. If only "
                                                "administrators may read it, all is well."),
            .disproof = ConfigurationFindings::tr("It would not be so if the file could be read now.")};
}

FindingText noServerText(const Finding &finding)
{
    return {
        .title = ConfigurationFindings::tr("%1 has no server to ask", "program").arg(programOf(finding)),
        .explanation = adviceText(finding, Advice::NoServer),
        .remedy = ConfigurationFindings::tr("Add servers on the Servers page."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if servers were added while it runs, or by a file that is not read here.")};
}

FindingText tooFewText(const Finding &finding)
{
    return {
        .title = ConfigurationFindings::tr("Only %n source(s) to go by", nullptr, finding.count),
        .explanation = adviceText(finding, Advice::TooFewToOutvote),
        .remedy =
            finding.count == 1
                ? ConfigurationFindings::tr("With one, nobody notices when it is wrong. Three find out "
                                            "the one that is wrong; four can do without one.")
                : ConfigurationFindings::tr("Where two contradict each other, nobody can say which one is "
                                            "wrong. Three find out; four can do without one."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if more were added while it runs, as the network's own servers often are.")};
}

FindingText tooManyText(const Finding &finding)
{
    return {
        .title = ConfigurationFindings::tr("%n source(s), more than help", nullptr, finding.count),
        .explanation = adviceText(finding, Advice::TooMany),
        .remedy = ConfigurationFindings::tr("Four to six of several operators are enough."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if most of them were your own, or answered so rarely that few are left.")};
}

FindingText oneOperatorText(const Finding &finding)
{
    return {.title = ConfigurationFindings::tr("All servers belong to %1", "domain").arg(finding.text),
            .explanation = twoSentences(
                ConfigurationFindings::tr("In use: %1.", "servers").arg(namesText(finding.names)),
                adviceText(finding, Advice::OneOperator)),
            .remedy = {},
            .disproof = ConfigurationFindings::tr(
                            "It would not be so if the names below %1 belonged to different organisations.")
                            .arg(finding.text)};
}

FindingText sameAddressText(const Finding &finding)
{
    return {.title = ConfigurationFindings::tr("One server counted more than once"),
            .explanation = adviceText(finding, Advice::SameAddress),
            .remedy = {},
            .disproof =
                ConfigurationFindings::tr("It would not be so if several servers shared the address %1, each "
                                          "at a port of its own.")
                    .arg(finding.text)};
}

FindingText poolOfOneText(const Finding &finding)
{
    const auto count = int(finding.names.size());
    return {.title = ConfigurationFindings::tr("A pool with one server"),
            .explanation = adviceText(finding, Advice::PoolOfOne),
            .remedy =
                ConfigurationFindings::tr("\"server\" is one address; \"pool\" is several addresses of one "
                                          "name, replaced when they go bad. It works either way."),
            .disproof =
                ConfigurationFindings::tr("It would not be so if the name(s) had more addresses at another "
                                          "time, as zones of the NTP pool have.",
                                          nullptr, count)};
}

FindingText serverOfManyText(const Finding &finding)
{
    return {
        .title = ConfigurationFindings::tr("A pool written as a server"),
        .explanation = adviceText(finding, Advice::ServerOfMany),
        .remedy = ConfigurationFindings::tr("Write \"pool\" in place of \"server\"."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if one address alone is wanted, and its loss is made good by other lines.")};
}

FindingText noQuickStartText(const Finding &finding)
{
    return {.title = ConfigurationFindings::tr("Slow to start: no iburst"),
            .explanation = adviceText(finding, Advice::NoQuickStart),
            .remedy = ConfigurationFindings::tr("iburst means 4 to 8 quick requests at the start, then "
                                                "polling as usual. Without it three polls, 64 s "
                                                "apart, are needed: about 130 s until a source can be "
                                                "followed. It is in effect after a restart."),
            .disproof = ConfigurationFindings::tr("It would not be so if a default for all servers was set "
                                                  "elsewhere, or a start may take minutes.")};
}

FindingText dhcpFileText(const Finding &finding)
{
    const QString others = namesText(finding.others);
    QString explanation = ConfigurationFindings::tr("NTPsec runs from %1, which the network's DHCP hook "
                                                    "made: with the servers that the network handed "
                                                    "out, and without the servers of %2.",
                                                    "file, files")
                              .arg(finding.subject, others);
    if (finding.severity >= Severity::Warning)
        explanation = twoSentences(
            explanation,
            ConfigurationFindings::tr("%1 was saved since, and nothing came of it.", "files").arg(others));
    return {.title = ConfigurationFindings::tr("NTPsec does not go by the servers of %1").arg(others),
            .explanation = explanation,
            .remedy = ConfigurationFindings::tr(
                          "To have your own servers count, set IGNORE_DHCP=yes in %1 and restart "
                          "NTPsec.")
                          .arg(ntpsecDefaults),
            .disproof = ConfigurationFindings::tr(
                "It would not be so if the command line of NTPsec named another file (-c).")};
}

FindingText noStepText(const Finding &finding)
{
    QString file;
    for (const Evidence &evidence : finding.evidence) {
        if (const auto *found = std::get_if<FileEvidence>(&evidence))
            file = found->path;
    }
    return {
        .title = ConfigurationFindings::tr("A large error would take hours to correct"),
        .explanation =
            ConfigurationFindings::tr(
                "%1 has no makestep line, so that chrony never sets the clock at once: it lets it run "
                "a little faster or slower, which takes 12 s for each second. An hour takes half a day.",
                "file")
                .arg(file),
        .remedy = ConfigurationFindings::tr(
            "Add \"makestep 1 3\": the clock may be set at once in the first three updates after a start, "
            "if it is more than 1 s off."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if chronyd was started with -q or -s and set the clock at once then.")};
}

FindingText fallbackText(const Finding &finding)
{
    const QString names = namesText(finding.names);
    return {
        .title = ConfigurationFindings::tr("Servers that nobody chose"),
        .explanation = ConfigurationFindings::tr(
                           "No server is set on this computer, so that %1 asks those that it came with: %2.",
                           "program, servers")
                           .arg(programOf(finding), names),
        .remedy =
            ConfigurationFindings::tr("That is fine for most. A server that is nearer may be more exact."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if the network handed out servers of its own (DHCP): those are asked then.")};
}

FindingText tooOftenText(const Finding &finding)
{
    QString polls;
    for (const Evidence &evidence : finding.evidence) {
        const auto *found = std::get_if<SourceEvidence>(&evidence);
        if (found && polls.isEmpty() && found->source.pollLog2)
            polls = pollText(*found->source.pollLog2);
    }
    const QString names = namesText(finding.names);
    const auto count = int(finding.names.size());
    return {
        .title = ConfigurationFindings::tr("Public servers are asked too often"),
        .explanation =
            polls.isEmpty()
                ? ConfigurationFindings::tr("%1 belong(s) to others and is asked more often than every 64 s.",
                                            nullptr, count)
                      .arg(names)
                : ConfigurationFindings::tr(
                      "%1 belong(s) to others and is asked every %2. More often than every 64 s is a "
                      "burden on whoever runs it, who may refuse to answer; the time gets no better by it.",
                      nullptr, count)
                      .arg(names, polls),
        .remedy =
            ConfigurationFindings::tr("Take minpoll and maxpoll away from these lines, or set minpoll to 6."),
        .disproof = ConfigurationFindings::tr(
            "It would not be so if these servers were yours, or whoever runs them agreed.")};
}

} // namespace

std::optional<FindingText> configurationFindingText(const Finding &finding, Instant now)
{
    switch (finding.id) {
    case FindingId::NotInEffect:
        return notInEffectText(finding, now);
    case FindingId::BrokenLine:
        return brokenLineText(finding);
    case FindingId::FileUnreadable:
        return unreadableText(finding);
    case FindingId::NoServer:
        return noServerText(finding);
    case FindingId::TooFewSources:
        return tooFewText(finding);
    case FindingId::TooManySources:
        return tooManyText(finding);
    case FindingId::OneOperator:
        return oneOperatorText(finding);
    case FindingId::SameAddress:
        return sameAddressText(finding);
    case FindingId::PoolOfOne:
        return poolOfOneText(finding);
    case FindingId::ServerOfMany:
        return serverOfManyText(finding);
    case FindingId::NoQuickStart:
        return noQuickStartText(finding);
    case FindingId::NtpsecDhcpFile:
        return dhcpFileText(finding);
    case FindingId::NoStepRule:
        return noStepText(finding);
    case FindingId::FallbackServers:
        return fallbackText(finding);
    case FindingId::PollsTooOften:
        return tooOftenText(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
