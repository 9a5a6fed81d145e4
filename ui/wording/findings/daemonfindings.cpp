// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/namestext.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class DaemonFindings
{
    Q_DECLARE_TR_FUNCTIONS(DaemonFindings)
};

QString twoSentences(const QString &first, const QString &second)
{
    return DaemonFindings::tr("%1 %2", "two sentences").arg(first, second);
}

/// Stands at the beginning of a sentence.
QString programOf(const Finding &finding)
{
    return finding.daemon ? daemonName(*finding.daemon) : DaemonFindings::tr("A time service");
}

template <typename Kind>
const Kind *lastOf(const Finding &finding)
{
    const Kind *last = nullptr;
    for (const Evidence &evidence : finding.evidence) {
        if (const auto *found = std::get_if<Kind>(&evidence))
            last = found;
    }
    return last;
}

QString commandOf(const Finding &finding)
{
    const auto copy = std::ranges::find(finding.actions, FindingAction::Kind::Copy, &FindingAction::kind);
    return copy != finding.actions.end() ? copy->text : QString();
}

// --- Several ---

QString hostText(const QString &device)
{
    return device.startsWith("PHC"_L1)
               ? DaemonFindings::tr("follows the host's clock (%1) and was not started by this system")
                     .arg(device)
               : DaemonFindings::tr("follows a device (%1) and was not started by this system").arg(device);
}

/// `mark` is its file, its unit or its source.
QString ownText(const QString &mark)
{
    if (mark.startsWith(u'/'))
        return DaemonFindings::tr("reads %1", "file").arg(mark);
    if (mark.endsWith(".service"_L1))
        return DaemonFindings::tr("is the service %1").arg(mark);
    return mark.isEmpty() ? DaemonFindings::tr("follows no source at the moment")
                          : DaemonFindings::tr("follows %1").arg(mark);
}

QString pairText(const Finding &finding)
{
    const QString one = finding.flag ? hostText(finding.others.value(0)) : ownText(finding.others.value(0));
    const QString other = ownText(finding.others.value(1));
    const bool areChronyds = finding.daemon == DaemonKind::Chrony;
    if (areChronyds && finding.flag)
        return DaemonFindings::tr("Two chronyds answer here. One %1; the other one is yours and %2.")
            .arg(one, other);
    if (areChronyds)
        return DaemonFindings::tr("Two chronyds answer here. One %1; the other one %2.").arg(one, other);
    return DaemonFindings::tr("Two time services run here. %1 %2; %3 %4.",
                              "program, what it does; program, what it does")
        .arg(finding.names[0], one, finding.names[1], other);
}

QString keepOneText(const Finding &finding)
{
    const QString command = commandOf(finding);
    if (!finding.flag)
        return command.isEmpty()
                   ? DaemonFindings::tr("They work against each other: keep one of them.")
                   : DaemonFindings::tr("They work against each other: keep one, and stop the other (%1).",
                                        "a command")
                         .arg(command);
    const QString way = command.isEmpty() ? finding.names.value(1) : command;
    return finding.text.isEmpty()
               ? DaemonFindings::tr("They work against each other: have the host's stopped by whoever runs "
                                    "the host, or stop yours (%1).",
                                    "a command or a program")
                     .arg(way)
               : DaemonFindings::tr("They work against each other, and WSL's own cannot be removed: stop "
                                    "yours (%1), unless the host's clock is wrong.",
                                    "a command or a program")
                     .arg(way);
}

FindingText severalText(const Finding &finding)
{
    const bool isPair = finding.names.size() == 2 && finding.others.size() == 2;
    FindingText text;
    text.title =
        DaemonFindings::tr("%n time service(s) correct this clock", nullptr, int(finding.names.size()));
    text.explanation =
        isPair ? pairText(finding)
               : DaemonFindings::tr("More than one time service may correct this clock: %1. Each takes "
                                    "what the others do for an error of the clock, and undoes it.")
                     .arg(namesText(finding.names));
    text.remedy =
        isPair ? keepOneText(finding) : DaemonFindings::tr("They work against each other: keep one of them.");
    text.disproof = DaemonFindings::tr(
        "It would not be so if all but one of them had no right to set this clock, or were "
        "told to leave it alone.");
    return text;
}

/// Nothing but devices is among these sources, all of them read each time of the last eight.
bool areSteadyDevices(const Finding &finding)
{
    return std::ranges::none_of(finding.evidence, [&finding](const Evidence &evidence) {
        const auto *seen = std::get_if<SourceEvidence>(&evidence);
        return seen && finding.names.contains(seen->source.name) &&
               (seen->source.mode != SourceMode::ReferenceClock || seen->source.reach != quint8(0xff));
    });
}

FindingText alternatingText(const Finding &finding)
{
    const QString program = programOf(finding);
    const QString names = namesText(finding.names);
    FindingText text;
    text.title = DaemonFindings::tr("One command reached two time services by turns");
    text.explanation =
        DaemonFindings::tr(
            "One answer lists %1, another one %2, and nothing is in both. One and the same %3 does "
            "not exchange all that it has: two of them answer at one address, and chance decides "
            "which one.",
            "sources, other sources, a program")
            .arg(names, namesText(finding.others), program);
    if (areSteadyDevices(finding))
        text.explanation = twoSentences(
            text.explanation,
            DaemonFindings::tr("The last eight readings of %1 all came, so its program has run for a while. "
                               "On WSL a hidden one follows the host's clock like that.",
                               "a device")
                .arg(names));
    text.remedy =
        DaemonFindings::tr("The sources that seem to be gone are not lost. Both correct the same clock: "
                           "stop one of the two.");
    text.disproof =
        DaemonFindings::tr("It would not be so if the configuration was changed, and %1 restarted, "
                           "between these answers.")
            .arg(program);
    return text;
}

FindingText otherProgramText(const Finding &finding)
{
    const QString names = namesText(finding.names);
    const auto count = int(finding.names.size());
    return {
        .title = DaemonFindings::tr("%1 correct(s) this clock too", nullptr, count).arg(names),
        .explanation =
            DaemonFindings::tr("%1 set(s) this clock all the time, beside the time service that runs here: "
                               "each takes what the other does for an error, and undoes it.",
                               nullptr, count)
                .arg(names),
        .remedy = DaemonFindings::tr("Keep one of them, and stop the other."),
        .disproof = DaemonFindings::tr("It would not be so if %1 kept another clock right, such as that of "
                                       "a network card.")
                        .arg(names)};
}

// --- Nobody, or nobody who may ---

/// Of timedatectl's word for it.
std::optional<NetworkTimeService> networkTimeOf(const QString &word)
{
    if (word == "n/a"_L1)
        return NetworkTimeService::NotAvailable;
    if (word == "inactive"_L1)
        return NetworkTimeService::Inactive;
    if (word == "active"_L1)
        return NetworkTimeService::Active;
    return std::nullopt;
}

FindingText nobodyText(const Finding &finding)
{
    FindingText text;
    text.title = DaemonFindings::tr("Nothing keeps this clock right");
    text.explanation = DaemonFindings::tr(
        "No time service is seen to run here, and no other program corrects this clock. Left alone, a "
        "computer's clock goes wrong by about a second a day.");
    if (const auto *kernel = lastOf<KernelClock>(finding))
        text.explanation = twoSentences(
            text.explanation, DaemonFindings::tr("By the system's own reckoning it may be %1 off by now.")
                                  .arg(spanText(kernel->maximumError)));
    text.remedy = startingRemedy(networkTimeOf(finding.text));
    text.disproof = DaemonFindings::tr("It would not be so if something corrected this clock that cannot be "
                                       "seen from here, such as the host of a virtual machine.");
    return text;
}

FindingText hostSteersText(const Finding &finding)
{
    const bool isWsl = finding.text.startsWith("WSL"_L1);
    QString explanation;
    if (isWsl)
        explanation =
            DaemonFindings::tr("This is %1: Windows, or a time service of its own that cannot be seen "
                               "here, sets this clock.")
                .arg(finding.text);
    else if (finding.text.isEmpty())
        explanation = DaemonFindings::tr(
            "This is a container: it has no clock of its own, and shares that of the computer it runs on.");
    else
        explanation =
            DaemonFindings::tr("This is a container (%1): it has no clock of its own, and shares that "
                               "of the computer it runs on.")
                .arg(finding.text);
    return {.title = DaemonFindings::tr("The host sets this clock"),
            .explanation = explanation,
            .remedy = DaemonFindings::tr("Should the time be wrong, it is to be mended on the host."),
            .disproof = DaemonFindings::tr(
                "It would not be so if a time service with the right to set the clock ran in here.")};
}

FindingText mayNotText(const Finding &finding)
{
    const QString names = namesText(finding.names);
    const auto count = int(finding.names.size());
    return {.title = DaemonFindings::tr("%1 may not set the clock").arg(names),
            .explanation =
                finding.flag
                    ? DaemonFindings::tr("%1 run(s) in a container without the right to set the clock "
                                         "(CAP_SYS_TIME): it can tell the time, and cannot correct it.",
                                         nullptr, count)
                          .arg(names)
                    : DaemonFindings::tr(
                          "%1 run(s) without the right to set the clock (CAP_SYS_TIME): it can tell "
                          "the time, and cannot correct it.",
                          nullptr, count)
                          .arg(names),
            .remedy =
                finding.flag
                    ? DaemonFindings::tr("That is as it should be where the host keeps the clock right. Else "
                                         "start the container with --cap-add SYS_TIME.")
                    : DaemonFindings::tr("See how its service is started, and give it the right back."),
            .disproof = DaemonFindings::tr(
                "It would not be so if the system's list of its rights (CapEff in /proc) had CAP_SYS_TIME.")};
}

FindingText leavesAloneText(const Finding &finding)
{
    const QString names = namesText(finding.names);
    const auto count = int(finding.names.size());
    const QString told =
        DaemonFindings::tr(
            "%1 leave(s) this clock alone, as told at the start (-x). Servers are followed, and "
            "others may be served, while this clock goes its own way.",
            nullptr, count)
            .arg(names);
    const bool isAlone = finding.severity >= Severity::Warning;
    const bool isRight = finding.flag && !isAlone;
    return {.title = DaemonFindings::tr("%1 leave(s) the clock alone", nullptr, count).arg(names),
            .explanation =
                isAlone ? twoSentences(told, DaemonFindings::tr("Nothing else keeps it right.")) : told,
            .remedy = isRight
                          ? DaemonFindings::tr(
                                "Nothing has to be done: a container's clock is its host's, which keeps it "
                                "right. Debian's chrony adds -x in containers by itself.")
                          : DaemonFindings::tr(
                                "Unless that is meant, take the option -x away where it is given (such as "
                                "/etc/default/chrony or the unit's own file), and restart it. Debian adds "
                                "it by itself in containers."),
            .disproof = DaemonFindings::tr(
                "It would not be so if its command line had no -x; see the process that is shown here.")};
}

// --- Units ---

QString othersWork(const Finding &finding)
{
    return finding.severity == Severity::Info
               ? DaemonFindings::tr("Another time service does its work, so nothing is amiss.")
               : QString();
}

QString withMore(const QString &sentence, const QString &more)
{
    return more.isEmpty() ? sentence : twoSentences(sentence, more);
}

FindingText maskedText(const Finding &finding)
{
    return {.title = DaemonFindings::tr("%1 is locked", "a service").arg(finding.subject),
            .explanation = withMore(
                DaemonFindings::tr("%1 is masked: until that is taken back nothing can start it, neither "
                                   "a person nor another service.")
                    .arg(finding.subject),
                othersWork(finding)),
            .remedy = finding.severity == Severity::Info
                          ? QString()
                          : DaemonFindings::tr("Take it back (%1), then start it.", "a command")
                                .arg(commandOf(finding)),
            .disproof = DaemonFindings::tr(
                            "It would not be so if \"systemctl is-enabled %1\" said anything but masked.")
                            .arg(finding.subject)};
}

FindingText failedText(const Finding &finding)
{
    QString explanation =
        finding.text.isEmpty()
            ? DaemonFindings::tr("%1 ended with an error.", "a service").arg(finding.subject)
            : DaemonFindings::tr("%1 ended with an error, which the system calls \"%2\".",
                                 "a service, a result")
                  .arg(finding.subject, finding.text);
    if (!finding.others.isEmpty())
        explanation = twoSentences(
            explanation, DaemonFindings::tr("The last that it said: \"%1\"").arg(finding.others.constLast()));
    if (finding.flag)
        explanation = twoSentences(
            explanation, DaemonFindings::tr("What it said cannot be shown: this user may not read its log."));
    const QString command = commandOf(finding);
    QString remedy =
        command.isEmpty()
            ? DaemonFindings::tr("Its log says why. Mend that, then start it again.")
            : DaemonFindings::tr("Its log says why (%1). Mend that, then start it again.", "a command")
                  .arg(command);
    if (finding.flag)
        remedy = twoSentences(
            remedy, DaemonFindings::tr("Members of the group systemd-journal or adm may read it at any time, "
                                       "and Synchroscope then shows it here."));
    return {.title = DaemonFindings::tr("%1 has failed", "a service").arg(finding.subject),
            .explanation = explanation,
            .remedy = remedy,
            .disproof = DaemonFindings::tr(
                            "It would not be so if \"systemctl is-failed %1\" said anything but failed.")
                            .arg(finding.subject)};
}

FindingText keptOffText(const Finding &finding)
{
    return {
        .title = DaemonFindings::tr("%1 was kept from starting", "a service").arg(finding.subject),
        .explanation =
            withMore(DaemonFindings::tr(
                         "%1 starts only under conditions, and one of them is not met. In containers that is "
                         "usual: they may not set the clock.")
                         .arg(finding.subject),
                     othersWork(finding)),
        .remedy = DaemonFindings::tr("Its status says which one (%1).", "a command").arg(commandOf(finding)),
        .disproof = DaemonFindings::tr("It would not be so if the status of %1 had no line about a condition "
                                       "that was not met.")
                        .arg(finding.subject)};
}

FindingText notEnabledText(const Finding &finding)
{
    const QString told =
        DaemonFindings::tr(
            "%1 runs now, and is not among the services that start with this computer: after the next start "
            "it will be missing.")
            .arg(finding.subject);
    return {
        .title = DaemonFindings::tr("%1 will not run after the next start", "a service").arg(finding.subject),
        .explanation =
            finding.severity >= Severity::Warning
                ? told
                : twoSentences(told, DaemonFindings::tr("Another time service will start instead of it.")),
        .remedy = DaemonFindings::tr("Have it started with this computer (%1).", "a command")
                      .arg(commandOf(finding)),
        .disproof = DaemonFindings::tr("It would not be so if another service, a timer or a script started "
                                       "%1 each time.")
                        .arg(finding.subject)};
}

// --- What they say ---

FindingText silentText(const Finding &finding)
{
    const QString span = ageText(finding.span.value_or(Duration::zero()));
    return {
        .title = DaemonFindings::tr("%1 does not answer", "a program").arg(finding.subject),
        .explanation = DaemonFindings::tr(
                           "%1 is there, and has not answered a question for %2. It may hang, or something "
                           "on this computer filters what is sent to it.",
                           "a program, a span")
                           .arg(finding.subject, span),
        .remedy = DaemonFindings::tr("Restart it. If it stays silent, see its log and the firewall's rules "
                                     "for this computer itself."),
        .disproof = DaemonFindings::tr("It would not be so if its own program (such as \"chronyc tracking\") "
                                       "got an answer now.")};
}

FindingText tellsNothingText(const Finding &finding)
{
    if (finding.flag)
        return {
            .title = DaemonFindings::tr("%1 tells an administrator only", "a program").arg(finding.subject),
            .explanation =
                DaemonFindings::tr("%1 runs, and answers no ordinary user. What it follows, and how "
                                   "far off it thinks this clock is, cannot be shown.")
                    .arg(finding.subject),
            .remedy = DaemonFindings::tr("Servers can still be asked here without it. Its configuration can "
                                         "let ordinary users ask."),
            .disproof = DaemonFindings::tr("It would not be so if it answered an ordinary user.")};
    return {.title = DaemonFindings::tr("%1 tells nothing about itself", "a program").arg(finding.subject),
            .explanation =
                DaemonFindings::tr("%1 runs, and there is nothing by which it could be asked: what it "
                                   "follows is not known.")
                    .arg(finding.subject),
            .remedy = DaemonFindings::tr(
                "Servers can still be asked here without it. Of chrony, \"cmdport 0\" in its configuration "
                "causes this; of ntpd-rs, a missing observation-path."),
            .disproof = DaemonFindings::tr("It would not be so if it had an address or a socket at which it "
                                           "answers, and that this program does not know.")};
}

FindingText notConfiguredText(const Finding &finding)
{
    return {
        .title = DaemonFindings::tr("%1 does not use your configuration", "a program").arg(finding.subject),
        .explanation = DaemonFindings::tr(
                           "%1 has %2, which no file names, and none of what the files name: %3. So these "
                           "files are not the ones that it was started with.",
                           "a program, its sources, servers of files")
                           .arg(finding.subject, namesText(finding.names), namesText(finding.others)),
        .remedy =
            DaemonFindings::tr("See who started it, such as the host of this machine or a container, and "
                               "whether your own time service runs at all."),
        .disproof =
            DaemonFindings::tr("It would not be so if these sources were added by hand while it ran.")};
}

FindingText serviceUnknownText(const Finding &finding)
{
    const QString names = namesText(finding.names);
    const auto count = int(finding.names.size());
    return {.title = DaemonFindings::tr("timedatectl does not know %1").arg(names),
            .explanation =
                DaemonFindings::tr("%1 run(s), and timedatectl shows its \"NTP service\" as inactive or "
                                   "n/a all the same: it knows only services that were registered with "
                                   "it, and not one that was started in another way.",
                                   nullptr, count)
                    .arg(names),
            .remedy =
                DaemonFindings::tr("Do not turn network time on there: a second time service would start."),
            .disproof = DaemonFindings::tr("It would not be so if what runs here were not %1.").arg(names)};
}

// --- Answers and logs ---

QString quotedText(const Finding &finding)
{
    return DaemonFindings::tr("The line is: \"%1\"").arg(finding.text);
}

FindingText passwordText(const Finding &finding)
{
    return {
        .title = DaemonFindings::tr("A command was refused for want of rights"),
        .explanation =
            twoSentences(DaemonFindings::tr("Nothing was done: what was asked for needs an administrator."),
                         quotedText(finding)),
        .remedy = DaemonFindings::tr("Give the command once more with sudo before it."),
        .disproof = DaemonFindings::tr("It would not be so if the same command was given as root later on.")};
}

FindingText nobodyAnsweredText(const Finding &finding)
{
    return {.title = DaemonFindings::tr("No time service answered the command"),
            .explanation = twoSentences(
                DaemonFindings::tr(
                    "The program that asks found nobody to answer: the time service does not run, or "
                    "it takes no commands at this address."),
                quotedText(finding)),
            .remedy = DaemonFindings::tr("See whether it runs, and what it says (%1).", "a command")
                          .arg(commandOf(finding)),
            .disproof =
                DaemonFindings::tr("It would not be so if the service had only just been started, or ran in "
                                   "a container of its own.")};
}

FindingText startedTwiceText(const Finding &finding)
{
    return {
        .title = DaemonFindings::tr("%1 was started a second time", "a program").arg(programOf(finding)),
        .explanation = twoSentences(
            DaemonFindings::tr("%1 ended at its start because another one runs already.", "a program")
                .arg(programOf(finding)),
            quotedText(finding)),
        .remedy =
            DaemonFindings::tr("Find the other one (ps -C chronyd,ntpd -o pid,lstart,args) and keep one of "
                               "the two. If there is none, a file of an earlier one was left behind."),
        .disproof = DaemonFindings::tr("It would not be so if a file with the number of a process that has "
                                       "ended was all that stood in its way.")};
}

FindingText cannotStepText(const Finding &finding)
{
    return {
        .title =
            DaemonFindings::tr("%1 is not allowed to set this clock", "a program").arg(programOf(finding)),
        .explanation = twoSentences(
            DaemonFindings::tr("%1 tried to set this clock, and the system did not let it.", "a program")
                .arg(programOf(finding)),
            quotedText(finding)),
        .remedy =
            DaemonFindings::tr("In a container that is usual, and the host keeps the clock. Elsewhere see "
                               "which rights its service has (CAP_SYS_TIME)."),
        .disproof = DaemonFindings::tr("It would not be so if it was started again with the right to set the "
                                       "clock since.")};
}

FindingText refusedText(const Finding &finding)
{
    QString explanation =
        DaemonFindings::tr("%1 does not start with a line in its configuration that it does not "
                           "understand.",
                           "a program")
            .arg(programOf(finding));
    explanation = twoSentences(explanation, quotedText(finding));
    return {.title =
                DaemonFindings::tr("A line in its configuration stops %1", "a program")
                    .arg(finding.daemon ? daemonName(*finding.daemon) : DaemonFindings::tr("a time service")),
            .explanation = explanation,
            .remedy = DaemonFindings::tr("Mend that line, or take it away, and start it again."),
            .disproof = DaemonFindings::tr(
                "It would not be so if the line was mended, and the service started since.")};
}

FindingText gaveUpText(const Finding &finding)
{
    const QString program = programOf(finding);
    const QString told =
        finding.offset ? DaemonFindings::tr("%1 found this clock %2, more than it may correct, and ended.",
                                            "a program, \"3600 s ahead\"")
                             .arg(program, offsetText(*finding.offset))
                       : DaemonFindings::tr("%1 found this clock further off than it may correct, and ended.",
                                            "a program")
                             .arg(program);
    return {.title = DaemonFindings::tr("%1 gave up: the clock is too far off", "a program").arg(program),
            .explanation = twoSentences(told, quotedText(finding)),
            .remedy =
                DaemonFindings::tr("First see that its servers are right, by asking others. If they are, set "
                                   "the clock roughly, then start the service again."),
            .disproof =
                DaemonFindings::tr("It would not be so if its servers were wrong, and this clock right.")};
}

FindingText portTakenText(const Finding &finding)
{
    const QString told =
        finding.flag
            ? DaemonFindings::tr("%1 ended at its start because another program has the port that it needs. "
                                 "Most often that is a second time service.",
                                 "a program")
            : DaemonFindings::tr("%1 could not have a port to itself: another program has it. It can still "
                                 "ask servers, and may not be able to give the time to others.",
                                 "a program");
    return {.title =
                DaemonFindings::tr("Another program has the port of %1", "a program")
                    .arg(finding.daemon ? daemonName(*finding.daemon) : DaemonFindings::tr("a time service")),
            .explanation = twoSentences(told.arg(programOf(finding)), quotedText(finding)),
            .remedy = DaemonFindings::tr("See which program that is (sudo ss -ulpn shows who has port 123), "
                                         "and keep one of the two."),
            .disproof = DaemonFindings::tr("It would not be so if the other program ended, and this one was "
                                           "started again since.")};
}

/// Of a device a start comes too early, or it has another name after the next one.
FindingText deviceNotOpenedText(const Finding &finding, const QString &explanation)
{
    const bool isPtp = finding.subject.startsWith("/dev/ptp"_L1);
    const QString look =
        DaemonFindings::tr(
            "See whether it is there now and who may open it (ls -l %1). If it came only after "
            "the service, have the service started later. AppArmor or SELinux may forbid it "
            "as well; the system's log says so.",
            "a device")
            .arg(finding.subject);
    return {.title = DaemonFindings::tr("%1 cannot open %2", "a program, a device or file")
                         .arg(programOf(finding), finding.subject),
            .explanation = explanation,
            .remedy = isPtp
                          ? twoSentences(look, DaemonFindings::tr(
                                                   "The number of a PTP device may change at each start. On "
                                                   "Hyper-V, /dev/ptp_hyperv always is the host's."))
                          : look,
            .disproof = DaemonFindings::tr("It would not be so if the device had come, and the service was "
                                           "started again since.")};
}

FindingText cannotOpenText(const Finding &finding)
{
    const QString program = programOf(finding);
    const QString told =
        finding.flag
            ? DaemonFindings::tr("%1 ended because it could not open what it needs.", "a program")
            : DaemonFindings::tr("%1 goes on without something that it could not open.", "a program");
    const QString explanation = twoSentences(told.arg(program), quotedText(finding));
    if (finding.subject.startsWith("/dev/"_L1))
        return deviceNotOpenedText(finding, explanation);
    if (finding.subject.isEmpty())
        return {.title = DaemonFindings::tr("%1 cannot open what it needs", "a program").arg(program),
                .explanation = explanation,
                .remedy = DaemonFindings::tr("The line tells what and why. Mend that, then start it again."),
                .disproof = DaemonFindings::tr("It would not be so if it was started again since, and the "
                                               "line did not come back.")};
    return {.title = DaemonFindings::tr("%1 cannot open %2", "a program, a device or file")
                         .arg(program, finding.subject),
            .explanation = explanation,
            .remedy = DaemonFindings::tr(
                          "See whether it is there and who may open it (ls -l %1). AppArmor or SELinux may "
                          "forbid it as well; the system's log says so.",
                          "a file")
                          .arg(finding.subject),
            .disproof = DaemonFindings::tr("It would not be so if it was started again since, and the line "
                                           "did not come back.")};
}

} // namespace

std::optional<FindingText> daemonFindingText(const Finding &finding, Instant)
{
    switch (finding.id) {
    case FindingId::SeveralDaemons:
        return severalText(finding);
    case FindingId::AlternatingAnswers:
        return alternatingText(finding);
    case FindingId::OtherProgramSteers:
        return otherProgramText(finding);
    case FindingId::NoDaemon:
        return nobodyText(finding);
    case FindingId::HostSteers:
        return hostSteersText(finding);
    case FindingId::MayNotSetClock:
        return mayNotText(finding);
    case FindingId::LeavesClockAlone:
        return leavesAloneText(finding);
    case FindingId::UnitMasked:
        return maskedText(finding);
    case FindingId::UnitFailed:
        return failedText(finding);
    case FindingId::UnitKeptOff:
        return keptOffText(finding);
    case FindingId::UnitNotEnabled:
        return notEnabledText(finding);
    case FindingId::DaemonSilent:
        return silentText(finding);
    case FindingId::DaemonTellsNothing:
        return tellsNothingText(finding);
    case FindingId::NotTheConfiguredDaemon:
        return notConfiguredText(finding);
    case FindingId::ServiceUnknown:
        return serviceUnknownText(finding);
    case FindingId::PasswordNeeded:
        return passwordText(finding);
    case FindingId::NobodyAnswered:
        return nobodyAnsweredText(finding);
    case FindingId::StartedTwice:
        return startedTwiceText(finding);
    case FindingId::CannotStep:
        return cannotStepText(finding);
    case FindingId::RefusedToStart:
        return refusedText(finding);
    case FindingId::GaveUp:
        return gaveUpText(finding);
    case FindingId::PortTaken:
        return portTakenText(finding);
    case FindingId::CannotOpen:
        return cannotOpenText(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
