// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/verdictwording.h"

#include "core/diagnosis/standing.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class VerdictWording
{
    Q_DECLARE_TR_FUNCTIONS(VerdictWording)
};

QString twoSentences(const QString &first, const QString &second)
{
    return VerdictWording::tr("%1 %2", "two sentences").arg(first, second);
}

// Digits far below the bound say nothing, and would flicker with every answer.
bool isNoDifference(Offset offset, Duration bound)
{
    constexpr int meaningless = 100;
    return std::chrono::abs(offset.localMinusRemote()) * meaningless < bound;
}

QString differenceText(Offset offset, Duration bound)
{
    return isNoDifference(offset, bound) ? VerdictWording::tr("no difference") : offsetText(offset);
}

// A clock that was set back must not make an answer come from the future.
QString pastText(Instant then, Instant now)
{
    return agoText(std::max(now - then, Duration::zero()));
}

QString measuredText(const Verdict &verdict, Instant now)
{
    return VerdictWording::tr("%1: %2 %3, %4", "server: offset, bound, how long ago")
        .arg(verdict.source, differenceText(*verdict.offset, verdict.bound), boundText(verdict.bound),
             pastText(verdict.measuredAt, now));
}

QString comparedText(const Verdict &verdict, Instant now)
{
    if (verdict.agreeing <= 1)
        return VerdictWording::tr("Compared with %1").arg(measuredText(verdict, now));
    return VerdictWording::tr("Compared with %n server(s) that agree: %1 %2, %3",
                              "offset, bound, how long ago", verdict.agreeing)
        .arg(differenceText(*verdict.offset, verdict.bound), boundText(verdict.bound),
             pastText(verdict.measuredAt, now));
}

QString lastKnown(const Verdict &verdict, Instant now)
{
    if (!verdict.offset)
        return {};
    if (verdict.agreeing > 1)
        return VerdictWording::tr("%1: %2 %3, measured with %n server(s) that agree.",
                                  "how long ago: offset, bound", verdict.agreeing)
            .arg(pastText(verdict.measuredAt, now), differenceText(*verdict.offset, verdict.bound),
                 boundText(verdict.bound));
    return VerdictWording::tr("%1: %2 %3, measured with %4.", "how long ago: offset, bound, server")
        .arg(pastText(verdict.measuredAt, now), differenceText(*verdict.offset, verdict.bound),
             boundText(verdict.bound), verdict.source);
}

QString whoAnswers(const Verdict &verdict)
{
    if (verdict.total == 1)
        return VerdictWording::tr(
            "Measured by this program itself; one server is no proof, three could outvote a wrong one.");
    QString answering =
        VerdictWording::tr("Measured by this program itself; %1 of %n server(s) answer.", "", verdict.total)
            .arg(verdict.answering);
    if (verdict.contradicting == 0)
        return answering;
    return twoSentences(answering,
                        VerdictWording::tr("%n server(s) contradict it.", "", verdict.contradicting));
}

VerdictText noAnswerYet(const Verdict &verdict)
{
    if (verdict.asked == 0)
        return {VerdictWording::tr("No answer yet"),
                VerdictWording::tr("The first question is about to be sent.")};
    if (!verdict.firstAnswerIn)
        return {VerdictWording::tr("No answer yet"),
                VerdictWording::tr("Asking %n server(s).", "", verdict.asked)};
    const auto seconds =
        std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(*verdict.firstAnswerIn).count());
    return {VerdictWording::tr("No answer yet"),
            VerdictWording::tr("Asking %n server(s), first answer in about %1 s.", "", verdict.asked)
                .arg(seconds)};
}

/// "2.9 ms behind ± 13 ms", of the best evidence.
QString evidence(const ClockJudgement &judgement)
{
    return VerdictWording::tr("%1 %2", "offset, bound")
        .arg(differenceText(*judgement.offset, judgement.bound), boundText(judgement.bound));
}

/// "2.9 ms behind, within ± 16 ms"
QString evidenceWithin(const ClockJudgement &judgement)
{
    QString within = VerdictWording::tr("within %1", "± 16 ms").arg(boundText(judgement.within()));
    if (isNoDifference(*judgement.offset, judgement.bound))
        return within;
    return VerdictWording::tr("%1, %2", "offset, within ± bound").arg(offsetText(*judgement.offset), within);
}

QString headline(const ClockJudgement &judgement, VerdictSign sign)
{
    switch (sign) {
    case VerdictSign::Right:
        return VerdictWording::tr("This clock is right: %1").arg(evidenceWithin(judgement));
    case VerdictSign::Settling:
        return judgement.isBeingCorrected
                   ? VerdictWording::tr("This clock is being corrected: %1", "2.9 ms behind ± 13 ms")
                         .arg(evidence(judgement))
                   : VerdictWording::tr("Settling: this clock is %1", "2.9 ms behind ± 13 ms")
                         .arg(evidence(judgement));
    case VerdictSign::Unkept:
        if (judgement.steering == Steering::Nobody)
            return VerdictWording::tr("Nothing keeps this clock right: now %1").arg(evidence(judgement));
        return VerdictWording::tr("This clock is right for now: %1").arg(evidenceWithin(judgement));
    case VerdictSign::Wrong:
        return VerdictWording::tr("This clock is wrong: %1").arg(evidence(judgement));
    case VerdictSign::Unknown:
        return VerdictWording::tr("Is this clock right? Not certain: %1").arg(evidence(judgement));
    default:
        break;
    }
    return VerdictWording::tr("This clock: %1", "2.9 ms behind ± 13 ms").arg(evidence(judgement));
}

/// Of a reference clock alone, which may itself be wrong.
QString deviceHeadline(const ClockJudgement &judgement)
{
    if (judgement.device && judgement.device->isHostsClock)
        return VerdictWording::tr("This clock keeps to its host's: %1", "offset, within ± bound")
            .arg(evidenceWithin(judgement));
    return VerdictWording::tr("This clock keeps to %1: %2", "device: offset, within ± bound")
        .arg(judgement.source, evidenceWithin(judgement));
}

/// A demonstration has nothing to do with this computer's clock.
bool isSteeringKnown(const Snapshot &snapshot)
{
    return snapshot.machine.isComplete && !snapshot.demonstration;
}

int steeringCount(const MachineDaemons &machine)
{
    const auto programs =
        std::ranges::count_if(machine.others, [](const OtherSteerer &other) { return maySteer(other); });
    return int(steeringKinds(machine).size() + size_t(programs));
}

QString steeringPart(const Snapshot &snapshot, Instant now)
{
    const MachineDaemons &machine = snapshot.machine;
    switch (snapshot.judgement.steering) {
    case Steering::Daemon: {
        const auto daemon = std::ranges::find_if(
            machine.daemons, [](const DaemonReport &candidate) { return maySteer(candidate); });
        if (daemon == machine.daemons.end())
            return {};
        const QString name = daemonName(daemon->kind);
        if (daemon->answer == DaemonAnswer::Silent && daemon->silentSince)
            return VerdictWording::tr("%1 has not answered for %2", "time service, how long")
                .arg(name, ageText(std::max(now - *daemon->silentSince, Duration::zero())));
        if (daemon->answer != DaemonAnswer::Answering)
            return VerdictWording::tr("%1 does not say what it follows", "time service").arg(name);
        const QString followed = followedName(*daemon);
        const Discipline discipline = disciplineOf(*daemon);
        if (followed.isEmpty() || discipline == Discipline::NotYet)
            return VerdictWording::tr("%1 follows no source so far", "time service").arg(name);
        return VerdictWording::tr("Follows %1").arg(followed);
    }
    case Steering::SeveralDaemons:
        return VerdictWording::tr("%n program(s) correct it", "", steeringCount(machine));
    case Steering::Host:
        return VerdictWording::tr("Its host sets it");
    case Steering::OtherProgram:
    case Steering::Unseen:
        return VerdictWording::tr("No time service is seen here");
    case Steering::Nobody:
        break;
    }
    return isSteeringKnown(snapshot) ? VerdictWording::tr("Nobody corrects it") : QString();
}

/// What those that answer say of each other.
QString agreementPart(const Verdict &verdict, const ClockJudgement &judgement)
{
    if (verdict.answering == 1)
        return verdict.total == 1
                   ? VerdictWording::tr("only %1 is asked, and one server is no proof").arg(judgement.source)
                   : VerdictWording::tr("only %1 answers", "server").arg(judgement.source);
    if (verdict.answering == verdict.total)
        return VerdictWording::tr("%1 of %n server(s) agree", "", verdict.total).arg(judgement.agreeing);
    return VerdictWording::tr("%1 of %n server(s) that answer agree", "", verdict.answering)
        .arg(judgement.agreeing);
}

bool isClaim(const DaemonReport &daemon, Instant now)
{
    constexpr Duration freshFor = 2min;
    return maySteer(daemon) && daemon.answer == DaemonAnswer::Answering && daemon.readAt &&
           now - *daemon.readAt < freshFor && daemon.tracking && daemon.tracking->synchronised &&
           daemon.tracking->systemOffset;
}

Duration claimedBound(const DaemonTracking &tracking)
{
    return tracking.rootDelay.value_or(0ns) / 2 + tracking.rootDispersion.value_or(0ns);
}

/// The same with what a time service says beside our own measurement.
QString withTheServicesWord(const QString &agreement, const Snapshot &snapshot)
{
    const ClockJudgement &judgement = snapshot.judgement;
    const auto daemon =
        std::ranges::find_if(snapshot.machine.daemons, [&snapshot](const DaemonReport &candidate) {
            return isClaim(candidate, snapshot.takenAt);
        });
    if (daemon == snapshot.machine.daemons.end())
        return agreement;
    const DaemonTracking &tracking = *daemon->tracking;
    const Duration apart =
        std::chrono::abs(judgement.offset->localMinusRemote() - tracking.systemOffset->localMinusRemote());
    const QString name = daemonName(daemon->kind);
    if (apart <= judgement.bound + claimedBound(tracking))
        return VerdictWording::tr("%1, %2 says the same", "servers agree, time service").arg(agreement, name);
    return VerdictWording::tr("%1, but %2 says %3", "servers agree, time service, offset")
        .arg(agreement, name, offsetText(*tracking.systemOffset));
}

/// Why there is no measurement of our own.
QString notMeasuredPart(const Verdict &verdict)
{
    switch (verdict.state) {
    case VerdictState::Paused:
        return VerdictWording::tr("measuring is paused");
    case VerdictState::NoAnswerYet:
        return VerdictWording::tr("the first answer to this program is on its way");
    case VerdictState::NobodyAnswers:
        return verdict.offline ? VerdictWording::tr("offline: no server can be asked")
                               : VerdictWording::tr("no server answers this program");
    case VerdictState::NothingWatched:
    case VerdictState::Compared:
        break;
    }
    return VerdictWording::tr("nothing is measured here");
}

/// The daemon whose claim the judgement rests on.
QString claimantName(const Snapshot &snapshot)
{
    for (const DaemonReport &daemon : snapshot.machine.daemons) {
        if (daemon.tracking && daemon.tracking->systemOffset == snapshot.judgement.offset)
            return daemonName(daemon.kind);
    }
    return VerdictWording::tr("its time service");
}

QString proof(const Snapshot &snapshot, Instant now)
{
    const ClockJudgement &judgement = snapshot.judgement;
    QStringList parts{steeringPart(snapshot, now)};
    const QString past = pastText(judgement.measuredAt, now);
    if (judgement.measuredHere) {
        parts.append(withTheServicesWord(agreementPart(snapshot.verdict, judgement), snapshot));
        parts.append(VerdictWording::tr("measured %1", "how long ago").arg(past));
    } else {
        if (judgement.ofDeviceOnly)
            parts.append(VerdictWording::tr("a local device, confirmed by no server"));
        else
            parts.append(VerdictWording::tr("%1 says so", "time service").arg(claimantName(snapshot)));
        parts.append(notMeasuredPart(snapshot.verdict));
        parts.append(VerdictWording::tr("updated %1", "how long ago").arg(past));
    }
    const bool startsWithWho = !parts.front().isEmpty();
    parts.removeAll(QString());
    const QString line = parts.join(u" · "_s);
    // The name of a program keeps its small letter.
    return startsWithWho ? line : line.left(1).toUpper() + line.mid(1);
}

/// Nothing says what this clock shows.
VerdictText answerWithoutEvidence(const Snapshot &snapshot, Instant now)
{
    switch (verdictSign(snapshot)) {
    case VerdictSign::Settling:
        return {VerdictWording::tr("Settling: the time service gathers its first answers"),
                steeringPart(snapshot, now)};
    case VerdictSign::Unkept:
        return {VerdictWording::tr("Nothing keeps this clock right"),
                VerdictWording::tr("How far off it is, is not known: no server was asked.")};
    case VerdictSign::Unknown:
        return {VerdictWording::tr("Not known whether this clock is right"),
                lackOfEvidence(snapshot.judgement)};
    default:
        return verdict(snapshot.verdict, now);
    }
}

VerdictSign signWithoutEvidence(const Snapshot &snapshot)
{
    const ClockJudgement &judgement = snapshot.judgement;
    switch (snapshot.verdict.state) {
    case VerdictState::Paused:
        return VerdictSign::Paused;
    case VerdictState::NoAnswerYet:
        return VerdictSign::Waiting;
    case VerdictState::NobodyAnswers:
        return VerdictSign::Silent;
    case VerdictState::NothingWatched:
    case VerdictState::Compared:
        break;
    }
    if (!isSteeringKnown(snapshot))
        return VerdictSign::Empty;
    if (judgement.state == ClockState::Settling)
        return VerdictSign::Settling;
    if (judgement.steering == Steering::Nobody)
        return VerdictSign::Unkept;
    return VerdictSign::Unknown;
}

} // namespace

VerdictText verdict(const Verdict &verdict, Instant now)
{
    switch (verdict.state) {
    case VerdictState::NothingWatched:
        return {VerdictWording::tr("No time server is watched yet"),
                VerdictWording::tr("Choose some, and this computer's clock is compared with theirs.")};
    case VerdictState::Paused:
        return {VerdictWording::tr("Paused"),
                verdict.offset ? lastKnown(verdict, now)
                               : VerdictWording::tr("No server is asked until you resume.")};
    case VerdictState::NoAnswerYet:
        return noAnswerYet(verdict);
    case VerdictState::Compared:
        return {comparedText(verdict, now), whoAnswers(verdict)};
    case VerdictState::NobodyAnswers:
        break;
    }
    if (verdict.offline) {
        const QString known = lastKnown(verdict, now);
        return {VerdictWording::tr("No server can be asked: this computer is offline"),
                known.isEmpty() ? VerdictWording::tr("They are asked again when there is a network.")
                                : known};
    }
    const bool anyReached = verdict.reached > 0;
    const QString remedy =
        anyReached
            ? VerdictWording::tr("%n server(s) asked. The list says what is wrong with each; choose others.",
                                 "", verdict.total)
            : VerdictWording::tr(
                  "%n server(s) asked. Check the network, and that a firewall lets NTP (UDP port 123) out.",
                  "", verdict.total);
    const QString known = lastKnown(verdict, now);
    return {anyReached ? VerdictWording::tr("No usable answer") : VerdictWording::tr("Nobody answers"),
            known.isEmpty() ? remedy : twoSentences(known, remedy)};
}

VerdictSign verdictSign(const Snapshot &snapshot)
{
    if (!snapshot.judgement.offset)
        return signWithoutEvidence(snapshot);
    if (!isSteeringKnown(snapshot))
        return VerdictSign::Compared;
    switch (snapshot.judgement.state) {
    case ClockState::Synchronised:
        return VerdictSign::Right;
    case ClockState::Settling:
        return VerdictSign::Settling;
    case ClockState::Unsynchronised:
        return VerdictSign::Unkept;
    case ClockState::Wrong:
        return VerdictSign::Wrong;
    case ClockState::Unknown:
        break;
    }
    return VerdictSign::Unknown;
}

VerdictText answer(const Snapshot &snapshot, Instant now)
{
    const ClockJudgement &judgement = snapshot.judgement;
    if (!judgement.offset)
        return answerWithoutEvidence(snapshot, now);
    const VerdictSign sign = verdictSign(snapshot);
    const bool isClear = sign != VerdictSign::Settling && sign != VerdictSign::Wrong;
    if (judgement.ofDeviceOnly && isClear)
        return {deviceHeadline(judgement), proof(snapshot, now)};
    if (sign == VerdictSign::Unknown && snapshot.verdict.isDisputed && judgement.measuredHere)
        return {VerdictWording::tr("The servers contradict each other about this clock"),
                proof(snapshot, now)};
    if (sign == VerdictSign::Unknown && judgement.claimsContradict)
        return {VerdictWording::tr("The time services contradict each other about this clock"),
                proof(snapshot, now)};
    if (sign == VerdictSign::Unknown && judgement.contradictsDaemon && judgement.agreeing <= 1)
        return {VerdictWording::tr("The server asked here and the time service contradict each other"),
                proof(snapshot, now)};
    return {headline(judgement, sign), proof(snapshot, now)};
}

} // namespace synchroscope::wording
