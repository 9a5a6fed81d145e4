// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/judgementwording.h"

#include "core/diagnosis/rules/steerers.h"
#include "core/diagnosis/standing.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <vector>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class JudgementWording
{
    Q_DECLARE_TR_FUNCTIONS(JudgementWording)
};

QString twoSentences(const QString &first, const QString &second)
{
    return JudgementWording::tr("%1 %2", "two sentences").arg(first, second);
}

QString nameAndVersion(const DaemonReport &daemon)
{
    const QString name = daemonName(daemon.kind);
    return daemon.version.isEmpty()
               ? name
               : JudgementWording::tr("%1 %2", "program and version").arg(name, daemon.version);
}

QString deviceText(const FollowedDevice &device)
{
    return device.isHostsClock ? JudgementWording::tr("the host's clock (%1)").arg(device.name)
                               : JudgementWording::tr("its own device %1").arg(device.name);
}

/// "1.2 ms behind ± 20 ms, measured with ntp.example.org 3 s ago"
QString evidenceText(const ClockJudgement &judgement, Instant now)
{
    const QString offset = claimText(*judgement.offset, judgement.bound);
    const QString age = agoText(std::max(now - judgement.measuredAt, Duration::zero()));
    if (judgement.ofDeviceOnly)
        return JudgementWording::tr("%1 against %2, updated %3; no server confirms it")
            .arg(offset, deviceText(*judgement.device), age);
    if (!judgement.measuredHere)
        return judgement.source.isEmpty()
                   ? JudgementWording::tr("%1, as its time service says from an update %2").arg(offset, age)
                   : JudgementWording::tr("%1, as its time service says from %2, updated %3")
                         .arg(offset, judgement.source, age);
    if (judgement.agreeing <= 1)
        return JudgementWording::tr("%1, measured with %2 %3").arg(offset, judgement.source, age);
    return JudgementWording::tr("%1, measured with %n server(s) that agree, %2", "", judgement.agreeing)
        .arg(offset, age);
}

/// Why a clock that is right may not stay so.
QString lackText(const ClockJudgement &judgement)
{
    if (judgement.steering == Steering::Nobody)
        return JudgementWording::tr("nothing keeps it there");
    if (judgement.claimsContradict)
        return JudgementWording::tr("its time services contradict each other");
    if (judgement.contradictsDaemon)
        return JudgementWording::tr("its time service keeps to another time");
    return judgement.daemonTells ? JudgementWording::tr("its time service follows no source")
                                 : JudgementWording::tr("nobody has updated it for a while");
}

/// "chrony 4.3 (2 of them)" instead of the same name twice.
QStringList counted(const QStringList &names)
{
    QStringList each = names;
    each.removeDuplicates();
    for (QString &name : each) {
        if (const qsizetype count = names.count(name); count > 1)
            name = JudgementWording::tr("%1 (%n of them)", "", int(count)).arg(name);
    }
    return each;
}

/// Those that steer, or may; by name.
QStringList steeringNames(const MachineDaemons &machine)
{
    QStringList names;
    for (const DaemonKind kind : steeringKinds(machine)) {
        const auto report = std::ranges::find_if(machine.daemons, [kind](const DaemonReport &daemon) {
            return daemon.kind == kind && maySteer(daemon);
        });
        names.append(report == machine.daemons.end() ? daemonName(kind) : nameAndVersion(*report));
    }
    for (const OtherSteerer &other : machine.others) {
        if (maySteer(other))
            names.append(other.name);
    }
    return counted(names);
}

QString oneDaemonSentence(const MachineDaemons &machine)
{
    const auto daemon = std::ranges::find_if(
        machine.daemons, [](const DaemonReport &candidate) { return maySteer(candidate); });
    if (daemon == machine.daemons.end() || (!daemon->process && !machine.unassigned.empty()))
        return JudgementWording::tr("%1 may correct this clock.").arg(steeringNames(machine).value(0));
    const QString name = nameAndVersion(*daemon);
    switch (disciplineOf(*daemon)) {
    case Discipline::Disciplining:
        return JudgementWording::tr("%1 keeps this clock right.").arg(name);
    case Discipline::NotYet:
        return JudgementWording::tr("%1 may correct this clock, and follows no source at the moment.")
            .arg(name);
    case Discipline::Unknown:
    case Discipline::Forbidden:
    case Discipline::Renounced:
        break;
    }
    if (!daemon->process)
        return JudgementWording::tr(
                   "%1 answers, and its process cannot be seen from here: it belongs to another part of this "
                   "computer, such as the host of a container.")
            .arg(name);
    return JudgementWording::tr("%1 runs; whether it corrects this clock it does not tell.").arg(name);
}

QString severalSentence(const MachineDaemons &machine)
{
    const std::optional<Finding> several = severalDaemons(machine);
    if (several && several->names.size() == 2 && several->others.size() == 2) {
        const FindingText text = findingText(*several, {});
        return twoSentences(text.explanation, text.remedy);
    }
    return JudgementWording::tr(
               "More than one time service may correct this clock, and they work against each other: "
               "%1. Keep one of them.")
        .arg(QLocale().createSeparatedList(steeringNames(machine)));
}

QString nobodySentence(const MachineDaemons &machine, const std::optional<ClockReport> &clock)
{
    const auto idle = std::ranges::find_if(machine.daemons, [](const DaemonReport &daemon) {
        const Discipline discipline = disciplineOf(daemon);
        return discipline == Discipline::Renounced || discipline == Discipline::Forbidden;
    });
    const QString nothing = JudgementWording::tr("Nothing keeps this clock right.");
    if (idle == machine.daemons.end())
        return twoSentences(nothing,
                            startingRemedy(clock ? clock->timedated.networkTimeService() : std::nullopt));
    const QString name = nameAndVersion(*idle);
    return twoSentences(
        nothing, disciplineOf(*idle) == Discipline::Renounced
                     ? JudgementWording::tr("%1 runs, and was told to leave the clock alone (-x).").arg(name)
                     : JudgementWording::tr("%1 runs without the right to set the clock.").arg(name));
}

QString deviceSentence(const ClockJudgement &judgement, Instant now)
{
    const FollowedDevice &device = *judgement.device;
    const QString within = spanText(device.within);
    if (!judgement.ofDeviceOnly)
        return JudgementWording::tr("This clock is within %1 of %2, which servers contradict: %3.")
            .arg(within, deviceText(device), evidenceText(judgement, now));
    const QString sentence =
        JudgementWording::tr("This clock is within %1 of %2, updated %3; no server confirms it.")
            .arg(within, deviceText(device), agoText(std::max(now - judgement.measuredAt, Duration::zero())));
    return device.isHostsClock
               ? twoSentences(sentence, JudgementWording::tr("To be sure, compare it with a server."))
               : sentence;
}

QString wrongSentence(const ClockJudgement &judgement, const QString &evidence)
{
    const QString sentence =
        judgement.isBeingCorrected
            ? JudgementWording::tr("This clock is wrong, and is being corrected: %1.").arg(evidence)
            : JudgementWording::tr("This clock is wrong: %1.").arg(evidence);
    const bool isMisled =
        judgement.device && !judgement.ofDeviceOnly && judgement.device->within < judgement.limit;
    return isMisled ? twoSentences(sentence, JudgementWording::tr("It follows %1, which is just as wrong.")
                                                 .arg(deviceText(*judgement.device)))
                    : sentence;
}

/// Of a clock of which nobody says how far off it is.
QString unmeasuredSentence(const ClockJudgement &judgement)
{
    switch (judgement.state) {
    case ClockState::Settling:
        return JudgementWording::tr("Not known yet: the time service gathers its first answers.");
    case ClockState::Unsynchronised:
        return judgement.asked == 0
                   ? JudgementWording::tr(
                         "Not known: nothing keeps this clock right, and no server was asked.")
                   : JudgementWording::tr(
                         "Not known: nothing keeps this clock right, and no server answers.");
    case ClockState::Synchronised:
    case ClockState::Wrong:
    case ClockState::Unknown:
        break;
    }
    return twoSentences(JudgementWording::tr("Whether this clock is right is not known."),
                        lackOfEvidence(judgement));
}

} // namespace

QString hostText(const HostMachine &host)
{
    QString text;
    switch (host.kind) {
    case HostMachine::Kind::Physical:
        return host.cloud;
    case HostMachine::Kind::VirtualMachine:
        text = host.name.isEmpty() ? JudgementWording::tr("a virtual machine")
                                   : JudgementWording::tr("a virtual machine (%1)").arg(host.name);
        break;
    case HostMachine::Kind::Container:
        text = host.name.isEmpty() ? JudgementWording::tr("a container")
                                   : JudgementWording::tr("a container (%1)").arg(host.name);
        break;
    case HostMachine::Kind::Wsl:
        text = host.name;
        break;
    }
    return host.cloud.isEmpty() ? text
                                : JudgementWording::tr("%1 of %2", "machine, cloud").arg(text, host.cloud);
}

QString lackOfEvidence(const ClockJudgement &judgement)
{
    if (judgement.isWordPassedOver)
        return judgement.asked == 0
                   ? JudgementWording::tr("No server was asked, and the time service here leaves the clock "
                                          "alone, so its word does not count.")
                   : JudgementWording::tr("No server answers, and the time service here leaves the clock "
                                          "alone, so its word does not count.");
    return judgement.asked == 0 ? JudgementWording::tr("No server was asked, and no time service tells.")
                                : JudgementWording::tr("No server answers, and no time service tells.");
}

QString judgementSentence(const ClockJudgement &judgement, Instant now)
{
    if (!judgement.offset)
        return unmeasuredSentence(judgement);
    const QString evidence = evidenceText(judgement, now);
    const QString within = spanText(judgement.within());
    if (judgement.state == ClockState::Wrong)
        return wrongSentence(judgement, evidence);
    const bool isCorrection = judgement.state == ClockState::Settling && judgement.isBeingCorrected;
    const bool hasMoreToSay = isCorrection || judgement.claimsContradict;
    if (judgement.device && !(judgement.ofDeviceOnly && hasMoreToSay))
        return deviceSentence(judgement, now);
    switch (judgement.state) {
    case ClockState::Synchronised:
        return JudgementWording::tr("This clock is right to within %1: %2.").arg(within, evidence);
    case ClockState::Settling:
        return isCorrection ? JudgementWording::tr("This clock is being corrected: %1.").arg(evidence)
                            : JudgementWording::tr(
                                  "This clock is right to within %1, and its time service gathers its first "
                                  "answers: %2.")
                                  .arg(within, evidence);
    case ClockState::Unsynchronised:
        return JudgementWording::tr("This clock is right to within %1, but %2: %3.",
                                    "…, but why it may not stay so: …")
            .arg(within, lackText(judgement), evidence);
    case ClockState::Wrong:
    case ClockState::Unknown:
        break;
    }
    if (judgement.claimsContradict)
        return JudgementWording::tr(
                   "Whether this clock is right cannot be told, for its time services contradict each "
                   "other: %1.")
            .arg(evidence);
    if (judgement.contradictsDaemon && judgement.agreeing <= 1)
        return JudgementWording::tr(
                   "Whether this clock is right cannot be told, for the server asked here and the "
                   "time service contradict each other: %1. Another server would decide.")
            .arg(evidence);
    return JudgementWording::tr("Whether this clock is right cannot be told: %1.").arg(evidence);
}

QString steeringSentence(const MachineDaemons &machine, Steering steering,
                         const std::optional<ClockReport> &clock)
{
    switch (steering) {
    case Steering::Daemon:
        return oneDaemonSentence(machine);
    case Steering::SeveralDaemons:
        return severalSentence(machine);
    case Steering::OtherProgram: {
        const auto other = std::ranges::find_if(
            machine.others, [](const OtherSteerer &candidate) { return maySteer(candidate); });
        const QString name = other == machine.others.end() ? QString() : other->name;
        return JudgementWording::tr("No time service runs here; %1 may set this clock.").arg(name);
    }
    case Steering::Host:
        if (machine.host.kind == HostMachine::Kind::Wsl)
            return JudgementWording::tr("This is %1: Windows, or a time service of its own that cannot be "
                                        "seen here, sets this clock.")
                .arg(hostText(machine.host));
        return JudgementWording::tr("This is %1: its host sets this clock.").arg(hostText(machine.host));
    case Steering::Unseen:
        if (machine.host.kind == HostMachine::Kind::Physical)
            return JudgementWording::tr("In the last half hour something corrected this clock that cannot "
                                        "be seen from here, such as a time service in a container.");
        return JudgementWording::tr("This is %1. In the last half hour something corrected its clock that "
                                    "cannot be seen from here.")
            .arg(hostText(machine.host));
    case Steering::Nobody:
        break;
    }
    return nobodySentence(machine, clock);
}

QString startingRemedy(std::optional<NetworkTimeService> service)
{
    if (!service)
        return JudgementWording::tr("Start this computer's time service, or install one such as chrony.");
    switch (*service) {
    case NetworkTimeService::NotAvailable:
        return JudgementWording::tr("No time service is installed: install one, such as chrony.");
    case NetworkTimeService::Inactive:
        return JudgementWording::tr("Turn network time on.");
    case NetworkTimeService::Active:
        break;
    }
    return JudgementWording::tr("Network time is turned on, and yet no time service runs that could be seen. "
                                "See what \"timedatectl\" and \"systemctl --failed\" say.");
}

QString processSentence(const DaemonReport &daemon, Instant now)
{
    if (!daemon.process)
        return {};
    const DaemonProcess &process = *daemon.process;
    const QString number = QString::number(process.pid);
    QString text = process.startedAt
                       ? JudgementWording::tr("Process %1, started %2.")
                             .arg(number, agoText(std::max(now - *process.startedAt, Duration::zero())))
                       : JudgementWording::tr("Process %1.").arg(number);
    if (process.isInContainer)
        text = twoSentences(text, JudgementWording::tr("It runs in a container."));
    switch (disciplineOf(daemon)) {
    case Discipline::Forbidden:
        return twoSentences(text, JudgementWording::tr("It has no right to set the clock."));
    case Discipline::Renounced:
        return twoSentences(text, JudgementWording::tr("It was told to leave the clock alone (-x)."));
    case Discipline::Unknown:
    case Discipline::NotYet:
    case Discipline::Disciplining:
        break;
    }
    return text;
}

} // namespace synchroscope::wording
