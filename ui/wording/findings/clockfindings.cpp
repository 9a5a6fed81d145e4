// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/alertwording.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::ClockFindings)
};

QString twoSentences(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : Words::tr("%1 %2", "two sentences").arg(first, second);
}

QString list(const QStringList &names)
{
    return QLocale().createSeparatedList(names);
}

/// "362.1 s", "9 h": nobody counts hours in seconds.
QString sizeText(Duration span)
{
    return std::chrono::abs(span) < 1h ? spanText(span) : ageText(span);
}

Duration sizeOf(const Finding &finding)
{
    return finding.offset ? finding.offset->magnitude() : Duration::zero();
}

bool isAhead(const Finding &finding)
{
    return finding.offset && finding.offset->ahead();
}

QString aheadOrBehind(const Finding &finding)
{
    return (isAhead(finding) ? Words::tr("%1 ahead") : Words::tr("%1 behind")).arg(sizeText(sizeOf(finding)));
}

QString withBound(const Finding &finding)
{
    return finding.bound ? u"%1 %2"_s.arg(aheadOrBehind(finding), boundText(*finding.bound))
                         : aheadOrBehind(finding);
}

/// Which daemon can be told to step this clock, or is so by a command to copy. Absent: none.
std::optional<DaemonKind> stepperOf(const Finding &finding)
{
    for (const FindingAction &action : finding.actions) {
        const bool isCopied = action.kind == FindingAction::Kind::Copy;
        if (action.kind == FindingAction::Kind::Command && action.command.kind == DaemonCommand::Kind::Step)
            return action.command.daemon;
        if (isCopied && action.text.contains("makestep"_L1))
            return DaemonKind::Chrony;
        if (isCopied && action.text.endsWith("restart systemd-timesyncd"_L1))
            return DaemonKind::Timesyncd;
    }
    return std::nullopt;
}

FindingText clockOff(const Finding &finding)
{
    const Duration least = std::max(sizeOf(finding) - finding.bound.value_or(0ns), Duration::zero());
    QString explanation =
        Words::tr("It is %1, so it is wrong by at least %2.").arg(withBound(finding), sizeText(least));
    const auto count = static_cast<int>(finding.names.size());
    if (count > 0)
        explanation = twoSentences(explanation,
                                   Words::tr("%n source(s) say so: %1.", "", count).arg(list(finding.names)));
    return {.title = (isAhead(finding) ? Words::tr("This clock is %1 ahead")
                                       : Words::tr("This clock is %1 behind"))
                         .arg(sizeText(sizeOf(finding))),
            .explanation = explanation,
            .remedy = stepperOf(finding)
                          ? Words::tr("Step the clock, which mends it at once. A time service that follows "
                                      "right servers would also correct it little by little.")
                          : Words::tr("Have a time service correct it that follows right servers: most of "
                                      "them set a clock that is far off at once when they are started."),
            .disproof = Words::tr("It would not be so if most of some other servers put this clock right.")};
}

QString paceText(const Finding &finding, const QString &daemon)
{
    constexpr int usualPace = 12;
    const QString wait = waitText(finding.span.value_or(0ns));
    const bool isChrony = finding.daemon.value_or(DaemonKind::Chrony) == DaemonKind::Chrony;
    if (isChrony && finding.total > usualPace)
        return Words::tr(
                   "This clock is %1. %2 takes that away little by little, by no more than one second in "
                   "%3 s (maxslewrate), so it takes %4 (%3 × %5).")
            .arg(aheadOrBehind(finding), daemon, QString::number(finding.total), wait,
                 spanText(sizeOf(finding)));
    if (isChrony)
        return Words::tr(
                   "This clock is %1. %2 takes that away little by little, by no more than a twelfth of "
                   "the time that passes, so it takes %3 (12 × %4).")
            .arg(aheadOrBehind(finding), daemon, wait, spanText(sizeOf(finding)));
    return Words::tr("This clock is %1. %2 takes that away little by little, by half a millisecond in each "
                     "second, so it takes %3.")
        .arg(aheadOrBehind(finding), daemon, wait);
}

QString steppingText(const Finding &finding)
{
    if (finding.flag)
        return Words::tr(
                   "It may step the clock only in its first updates after it was started (makestep %1), "
                   "and these are over.")
            .arg(finding.text);
    if (!finding.text.isEmpty())
        return Words::tr("Its rule for steps (makestep %1) is for larger offsets.").arg(finding.text);
    return Words::tr("Nothing shows that it would step the clock instead.");
}

FindingText slewTakesLong(const Finding &finding)
{
    const DaemonKind kind = finding.daemon.value_or(DaemonKind::Chrony);
    return {
        .title = Words::tr("The correction of this clock takes %1").arg(waitText(finding.span.value_or(0ns))),
        .explanation = twoSentences(paceText(finding, daemonName(kind)), steppingText(finding)),
        .remedy = kind == DaemonKind::Chrony
                      ? Words::tr("Step the clock, which mends it at once, unless a program here would be "
                                  "harmed by the jump. With the line \"makestep 1 -1\" in its configuration "
                                  "chrony steps by itself whenever it is off by more than 1 s.")
                      : Words::tr("Wait, if nothing is urgent: no program is harmed by a slow correction."),
        .disproof = Words::tr("It would not be so if the offset fell faster: look again in a minute.")};
}

QString quartersText(int count)
{
    const int quarters = std::abs(count);
    constexpr int ofADay = 96;
    return quarters < ofADay ? ageText(quarters * 15min)
                             : Words::tr("%1\u00a0h", "hours").arg(QLocale().toString(quarters / 4.0));
}

FindingText quarterHours(const Finding &finding)
{
    const QString explanation =
        Words::tr("It is %1 (%2): as much as two time zones differ, give or take a minute or so. Most "
                  "likely the time was set by hand for the wrong zone, or the hardware clock keeps local "
                  "time, as Windows wants it, and the system took it for universal time.")
            .arg(aheadOrBehind(finding), spanText(sizeOf(finding)));
    return {
        .title = (isAhead(finding) ? Words::tr("This clock is %1 ahead, as if for another time zone")
                                   : Words::tr("This clock is %1 behind, as if for another time zone"))
                     .arg(quartersText(finding.count)),
        .explanation =
            finding.flag
                ? twoSentences(explanation,
                               Words::tr("A pause of this machine for just as long would look the same."))
                : explanation,
        .remedy = stepperOf(finding)
                      ? Words::tr("Step the clock, and have the hardware clock keep universal time; Windows "
                                  "on this computer has to be told so as well. To choose another time zone "
                                  "would only hide the error.")
                      : Words::tr("Have a time service set the clock, and have the hardware clock keep "
                                  "universal time; Windows on this computer has to be told so as well. To "
                                  "choose another time zone would only hide the error."),
        .disproof = Words::tr("It would not be so if the servers that were asked were the wrong ones, and "
                              "others put this clock right.")};
}

FindingText zoneIsNoError(const Finding &finding)
{
    const Duration span = finding.span.value_or(0ns);
    const QString size = ageText(span);
    return {
        .title = Words::tr("The difference of %1 is the time zone, and no error").arg(size),
        .explanation = (span > Duration::zero()
                            ? Words::tr("Local time is %1 ahead of universal time, because the time zone is. "
                                        "Both are the same moment, and the clock is not wrong by it.")
                            : Words::tr("Local time is %1 behind universal time, because the time zone is. "
                                        "Both are the same moment, and the clock is not wrong by it."))
                           .arg(size),
        .remedy = {},
        .disproof = Words::tr("It would not be so if time servers, too, put this clock %1 off.").arg(size)};
}

FindingText hardwareClockLocal(const Finding &finding)
{
    const QString explanation = Words::tr(
        "The system takes what the hardware clock shows for local time. Nothing in that clock tells "
        "whether summer time has begun or ended meanwhile: after a start this clock can be an hour "
        "wrong, until a server corrects it.");
    return {.title = Words::tr("The hardware clock keeps local time"),
            .explanation =
                finding.flag ? twoSentences(explanation, Words::tr("Windows, if it is on this computer too, "
                                                                   "wants it so."))
                             : explanation,
            .remedy =
                Words::tr("Have it keep universal time. If this computer starts Windows too, leave it, or "
                          "tell Windows the same (its setting RealTimeIsUniversal)."),
            .disproof = Words::tr("It would not be so if \"timedatectl\" showed \"RTC in local TZ: no\".")};
}

FindingText hardwareClockOff(const Finding &finding)
{
    const Duration span = finding.span.value_or(0ns);
    const bool ahead = span > Duration::zero();
    const QString size = sizeText(span);
    QString explanation = (ahead ? Words::tr("The hardware clock is %1 ahead of this clock.")
                                 : Words::tr("The hardware clock is %1 behind this clock."))
                              .arg(size);
    if (finding.count != 0)
        explanation = twoSentences(
            explanation,
            Words::tr(
                "Against the right time that is a whole number of quarter hours (%1), as between time "
                "zones: it keeps local time and the system takes it for universal time, or the other way "
                "round.")
                .arg(quartersText(finding.count)));
    explanation =
        twoSentences(explanation, Words::tr("This clock begins with its time when the computer is "
                                            "started, and is as wrong until a server corrects it."));
    return {
        .title = finding.count != 0 ? Words::tr("The hardware clock shows another zone's time")
                 : ahead            ? Words::tr("The hardware clock is %1 ahead").arg(size)
                                    : Words::tr("The hardware clock is %1 behind").arg(size),
        .explanation = explanation,
        .remedy = Words::tr("Once this clock is right, set the hardware clock from it: \"sudo hwclock "
                            "--systohc\". A time service can keep it right from then on; chrony does with "
                            "the line \"rtcsync\"."),
        .disproof = Words::tr("It would not be so if this clock were the wrong one of the two: compare it "
                              "with servers first.")};
}

/// Null: nobody saw the pause.
const ClockEvent *seenPause(const Finding &finding)
{
    for (const Evidence &evidence : finding.evidence) {
        if (const auto *event = std::get_if<ClockEvent>(&evidence))
            return event;
    }
    return nullptr;
}

QString pauseText(const Finding &finding, Instant now)
{
    const ClockEvent *event = seenPause(finding);
    if (!event || !finding.at || !finding.span)
        return Words::tr(
                   "All that it can be compared with agree that it is %1, and it was kept to them before. "
                   "So it fell behind at once, as it does when a host stops its virtual machine or sleeps "
                   "itself.")
            .arg(aheadOrBehind(finding));
    const QString ago = agoText(now - *finding.at);
    const QString lasted = spanText(*finding.span);
    switch (event->kind) {
    case ClockEvent::Kind::Suspended:
        return Words::tr("This computer slept for %1, until %2. Since then its clock is %3.",
                         "…, until … ago")
            .arg(lasted, ago, aheadOrBehind(finding));
    case ClockEvent::Kind::Stalled:
        return Words::tr("Nothing ran here for %1, until %2. Since then this clock is %3.", "…, until … ago")
            .arg(lasted, ago, aheadOrBehind(finding));
    case ClockEvent::Kind::Stepped:
    case ClockEvent::Kind::LeapSecond:
    case ClockEvent::Kind::Slewed:
    case ClockEvent::Kind::Paused:
        break;
    }
    return Words::tr(
               "This computer stood still with its clocks for %1, until %2: all servers have moved ahead "
               "together. Since then this clock is %3.",
               "…, until … ago")
        .arg(lasted, ago, aheadOrBehind(finding));
}

QString pauseRemedy(const Finding &finding)
{
    const std::optional<DaemonKind> stepper = stepperOf(finding);
    if (!stepper)
        return Words::tr("Have a time service correct it: most of them set a clock that is far off at once "
                         "when they are started.");
    QString step = Words::tr("Step it now: that mends it at once.");
    // Nobody waits longer, and a product with more might overflow.
    constexpr Duration longestSlew = std::chrono::days(365 * 20);
    const int pace = std::max(finding.total, 12);
    if (stepper != DaemonKind::Chrony || sizeOf(finding) >= longestSlew / pace)
        return step;
    return twoSentences(
        step, Words::tr("Little by little it would take chrony %1.").arg(waitText(pace * sizeOf(finding))));
}

FindingText machinePaused(const Finding &finding, Instant now)
{
    const ClockEvent *event = seenPause(finding);
    const bool slept = event && event->kind == ClockEvent::Kind::Suspended;
    const QString correcting = finding.count > 0
                                   ? Words::tr("%n time service(s) correct(s) it now.", "", finding.count)
                                   : Words::tr("Nothing corrects it.");
    return {.title = (slept ? Words::tr("This clock fell %1 behind: the computer slept")
                            : Words::tr("This clock fell %1 behind everyone: the machine was paused"))
                         .arg(sizeText(sizeOf(finding))),
            .explanation = twoSentences(pauseText(finding, now), correcting),
            .remedy = pauseRemedy(finding),
            .disproof = event
                            ? Words::tr("It would not be so if this clock had been as wrong before.")
                            : Words::tr("It would not be so if somebody had set this clock back, or if this "
                                        "computer had just been started with a wrong time.")};
}

FindingText steppedByOther(const Finding &finding, Instant now)
{
    const QString size = sizeText(finding.span.value_or(0ns));
    const QString when = finding.at ? agoText(now - *finding.at) : Words::tr("not long ago");
    return {
        .title = (finding.flag ? Words::tr("Something set this clock forward by %1")
                               : Words::tr("Something set this clock back by %1"))
                     .arg(size),
        .explanation =
            (finding.flag
                 ? Words::tr("This clock was set forward by %1 at once, %2. No time service had just been "
                             "started, and none has a rule by which it would do so by itself.",
                             "…, … ago")
                 : Words::tr("This clock was set back by %1 at once, %2. No time service had just been "
                             "started, and none has a rule by which it would do so by itself.",
                             "…, … ago"))
                .arg(size, when),
        .remedy = Words::tr("If you stepped it, here or with chronyc makestep, all is well. Else look for "
                            "what may set the clock: tools of a virtual machine's host, a second time "
                            "service, a script with \"date\" or \"hwclock\"."),
        .disproof = Words::tr("It would not be so if a time service's log told of a step at that time.")};
}

FindingText flagSaysYes(const Finding &finding)
{
    QString explanation =
        finding.offset
            ? Words::tr("\"timedatectl\" says \"System clock synchronized: yes\", and this clock is %1.")
                  .arg(withBound(finding))
            : Words::tr(
                  "\"timedatectl\" says \"System clock synchronized: yes\", and nothing else here tells "
                  "whether this clock is right.");
    explanation = twoSentences(
        explanation, Words::tr("That \"yes\" only means that the kernel reckons with an error below 16 s. It "
                               "stays for almost nine hours after the last update."));
    if (finding.span)
        explanation = twoSentences(explanation,
                                   Words::tr("The last update was %1.", "… ago").arg(agoText(*finding.span)));
    return {.title = Words::tr("\"System clock synchronized: yes\" does not prove it"),
            .explanation = explanation,
            .remedy = Words::tr("Go by what is measured: compare this clock with some servers."),
            .disproof =
                Words::tr("It would not be so if a majority of servers, asked now, put this clock right.")};
}

FindingText flagSaysNo(const Finding &finding)
{
    const QString kernel =
        finding.span
            ? Words::tr("The kernel reckons with an error of %1; from 16 s on \"timedatectl\" says no.")
                  .arg(spanText(*finding.span))
            : Words::tr("The kernel reckons with an error of 16 s or more; then \"timedatectl\" says no.");
    return {.title = Words::tr("\"System clock synchronized: no\", and yet it is right"),
            .explanation = twoSentences(
                Words::tr("A time service follows a source, and nothing shows that this clock is wrong."),
                kernel),
            .remedy =
                Words::tr("Look at the root dispersion of the source: a server that is so unsure of itself "
                          "makes the error so large, and another one mends it. If it is small, the time "
                          "service that was asked is not the one that keeps this clock."),
            .disproof = Words::tr("It would not be so if the flag changed to yes with the next update.")};
}

FindingText notMarkedForKernel(const Finding &)
{
    return {.title = Words::tr("The kernel counts this clock as not synchronised"),
            .explanation =
                Words::tr("chrony follows a source and keeps this clock right, and the kernel's mark "
                          "for \"not synchronised\" (STA_UNSYNC) is set all the same: chrony takes "
                          "it away only with the line \"rtcsync\". Some programs go by the mark, such "
                          "as ntptime and node_exporter, and the kernel does not set the hardware "
                          "clock meanwhile."),
            .remedy =
                Words::tr("Add the line \"rtcsync\" to chrony's configuration and restart it, unless it was "
                          "left out on purpose."),
            .disproof = Words::tr("It would not be so if chrony's configuration had that line already.")};
}

FindingText extremeFrequency(const Finding &finding)
{
    constexpr double secondsOfADay = 86400;
    const QString ppm = Words::tr("%1\u00a0ppm").arg(QLocale().toString(std::abs(finding.count)));
    const QString aDay = spanText(fromSeconds(std::abs(finding.count) * 1e-6 * secondsOfADay));
    QString explanation =
        (finding.count > 0 ? Words::tr("Left alone, this clock would gain %1, which is %2 a day. Most are "
                                       "within 100 ppm.")
                           : Words::tr("Left alone, this clock would lose %1, which is %2 a day. Most are "
                                       "within 100 ppm."))
            .arg(ppm, aDay);
    if (finding.flag)
        explanation =
            twoSentences(explanation, Words::tr("More than 500 ppm many time services cannot correct."));
    return {
        .title = (finding.count > 0 ? Words::tr("This clock runs fast by %1")
                                    : Words::tr("This clock runs slow by %1"))
                     .arg(ppm),
        .explanation = explanation,
        .remedy = Words::tr("Look for a second program that moves this clock, and in a virtual machine at "
                            "the tools of its host and at its clock source. When that is mended, remove the "
                            "time service's drift file and restart it."),
        .disproof = Words::tr("It would not be so if one time service alone kept this clock and the number "
                              "stayed the same for days: then the computer's oscillator is so poor.")};
}

FindingText cannotTell(const Finding &finding)
{
    return {.title = Words::tr("Whether this clock is right cannot be told"),
            .explanation =
                Words::tr("How far it is off is known to %1 only, and that is wider than the limit of %2.")
                    .arg(boundText(finding.bound.value_or(0ns)), limitText(finding.span.value_or(0ns))),
            .remedy =
                Words::tr("Ask servers that are nearer or surer of themselves, or choose a wider limit in "
                          "the preferences."),
            .disproof = Words::tr("It would not be so if a server with a smaller error answered.")};
}

FindingText daysWithoutAnswer(const Finding &finding)
{
    constexpr double drift = 15e-6; // RFC 5905's PHI
    const Duration span = finding.span.value_or(0ns);
    return {.title = Words::tr("No server has answered for %1").arg(ageText(span)),
            .explanation =
                Words::tr("For %1 there was no valid answer from anybody, neither to a time service nor "
                          "to this program. A clock that nobody corrects may well be %2 off by now.")
                    .arg(ageText(span), spanText(fromSeconds(toSeconds(span) * drift))),
            .remedy =
                Words::tr("See whether this computer has a network, whether a firewall lets UDP port 123 "
                          "through, and whether the servers in the list still exist."),
            .disproof = Words::tr("It would not be so if one of the servers answered now.")};
}

/// The line may be missing of a recorded finding.
QString logText(const Finding &finding)
{
    return finding.text.isEmpty() ? QString()
                                  : Words::tr("Its log says: \"%1\".", "a line").arg(finding.text);
}

FindingText clockJumped(const Finding &finding)
{
    if (finding.daemon == DaemonKind::Timesyncd)
        return {.title = Words::tr("This clock had lost the time when the computer started"),
                .explanation = twoSentences(
                    Words::tr("It was behind the time that had been noted last, so systemd-timesyncd began "
                              "with that. How long the computer was off is not known, and no server had "
                              "answered when the log ended."),
                    logText(finding)),
                .remedy =
                    Words::tr("Once a server answers the clock is set. If this comes back at each start, "
                              "the battery of the hardware clock is empty, or there is none."),
                .disproof = Words::tr("It would not be so if somebody had set the clock back by hand.")};
    const QString what =
        finding.flag
            ? Words::tr("The clock went on by more than the time that had passed. So it is after a sleep, or "
                        "when a virtual machine was paused and its host set its clock.")
            : Words::tr("The clock went back, and no time service did that: another program, or a person, "
                        "set it.");
    return {
        .title = finding.flag ? Words::tr("This clock jumped forward") : Words::tr("This clock jumped back"),
        .explanation = twoSentences(what, logText(finding)),
        .remedy = finding.flag
                      ? Words::tr("Nothing, if the computer slept: the servers are asked anew. Else look "
                                  "for a second program that sets the clock.")
                      : Words::tr("Look for what sets the clock: a second time service, tools of a virtual "
                                  "machine's host, a script with \"date\" or \"hwclock\"."),
        .disproof = finding.flag
                        ? Words::tr("It would not be so if the computer had neither slept nor been paused: "
                                    "then something set the clock.")
                        : Words::tr("It would not be so if a time service's log told of a step at that "
                                    "time.")};
}

} // namespace

std::optional<FindingText> clockFindingText(const Finding &finding, Instant now)
{
    switch (finding.id) {
    case FindingId::ClockOff:
        return clockOff(finding);
    case FindingId::SlewTakesLong:
        return slewTakesLong(finding);
    case FindingId::QuarterHours:
        return quarterHours(finding);
    case FindingId::ZoneIsNoError:
        return zoneIsNoError(finding);
    case FindingId::HardwareClockLocal:
        return hardwareClockLocal(finding);
    case FindingId::HardwareClockOff:
        return hardwareClockOff(finding);
    case FindingId::MachinePaused:
        return machinePaused(finding, now);
    case FindingId::SteppedByOther:
        return steppedByOther(finding, now);
    case FindingId::FlagSaysYes:
        return flagSaysYes(finding);
    case FindingId::FlagSaysNo:
        return flagSaysNo(finding);
    case FindingId::NotMarkedForKernel:
        return notMarkedForKernel(finding);
    case FindingId::ExtremeFrequency:
        return extremeFrequency(finding);
    case FindingId::CannotTell:
        return cannotTell(finding);
    case FindingId::DaysWithoutAnswer:
        return daysWithoutAnswer(finding);
    case FindingId::ClockJumped:
        return clockJumped(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
