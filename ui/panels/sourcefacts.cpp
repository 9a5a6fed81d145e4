// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sourcefacts.h"

#include "ui/wording/daemonwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"
#include "ui/wording/selectionwording.h"
#include "ui/wording/sourcewording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SourceFacts
{
    Q_DECLARE_TR_FUNCTIONS(SourceFacts)
};

QString since(Instant then, Instant now)
{
    // A clock that was set back must not make an answer come from the future.
    return wording::agoText(std::max(now - then, Duration::zero()));
}

Fact frequency(const SourceEstimate &estimate)
{
    const double ppm = *estimate.frequencyPpm;
    return {SourceFacts::tr("Frequency"),
            estimate.skewPpm ? wording::frequencyText(ppm, *estimate.skewPpm) : wording::frequencyText(ppm),
            SourceFacts::tr("How this computer's oscillator runs against the server, before any service "
                            "corrects it. 1 ppm is 86 ms a day."),
            u"frequency"_s};
}

void addEstimate(QList<Fact> &facts, const SourceEstimate &estimate)
{
    facts.append({SourceFacts::tr("This clock is"), wording::estimateText(estimate),
                  wording::scatterSentence(estimate), u"offset"_s});
    facts.append({SourceFacts::tr("Error against this server"), wording::errorText(estimate.boundToServer),
                  SourceFacts::tr("The network can hide no more: half of the round trip, what the stamps may "
                                  "err, and the answers' age."),
                  u"bound"_s});
    facts.append({SourceFacts::tr("Error against UTC, as it claims"), wording::errorText(estimate.bound),
                  SourceFacts::tr("If the server is right about itself: %1 of it are its own claim.")
                      .arg(wording::spanText(estimate.rootDistance)),
                  u"root-distance"_s});
    facts.append({SourceFacts::tr("Shortest round trip"), wording::spanText(estimate.minimumDelay),
                  SourceFacts::tr("Of the last %n answer(s).", "", estimate.samples), u"delay"_s});
    facts.append({SourceFacts::tr("Jitter"), wording::spanText(estimate.jitter),
                  SourceFacts::tr("How much the answers differ from the best one."), u"jitter"_s});
    if (estimate.frequencyPpm)
        facts.append(frequency(estimate));
    facts.append({SourceFacts::tr("The offset is taken from"),
                  wording::methodText(estimate.method),
                  {},
                  u"sample"_s,
                  SourceFacts::tr("Which of the answers the offset comes from: not all are equally good.")});
}

Fact answers(const SourceSnapshot &source)
{
    return {SourceFacts::tr("Reach"), wording::reachText(source),
            SourceFacts::tr("%1 of %n question(s) answered since the program started.", "", source.requests)
                .arg(QLocale().toString(source.answers)),
            u"reach"_s};
}

Fact rhythm(const SourceSnapshot &source, Instant now)
{
    QString next;
    if (source.nextRequest && *source.nextRequest - now >= 1s)
        next = SourceFacts::tr("Next question in %1.").arg(wording::waitText(*source.nextRequest - now));
    return {SourceFacts::tr("Asked every"), wording::pollText(source.pollInterval), next, u"poll"_s};
}

Fact stratum(const Sample &sample)
{
    const QString reference = referenceIdText(sample.referenceId, sample.stratum);
    return {
        SourceFacts::tr("Stratum"), QLocale().toString(sample.stratum),
        sample.stratum == 1
            ? SourceFacts::tr("It is set by a reference clock: %1.").arg(reference)
            : SourceFacts::tr("So many steps from a reference clock. Its own source is %1.").arg(reference),
        u"stratum"_s};
}

Fact claim(const Sample &sample)
{
    return {
        SourceFacts::tr("The server claims"), wording::boundText(sample.rootDistance()),
        SourceFacts::tr(
            "Its own distance from universal time: half of %1 round trip to its reference, and %2 beside.")
            .arg(wording::spanText(sample.rootDelay), wording::spanText(sample.rootDispersion)),
        u"root-distance"_s};
}

Fact stamps(const Sample &sample)
{
    if (sample.timestamping() == Timestamping::Kernel)
        return {SourceFacts::tr("Time stamps"), SourceFacts::tr("by the kernel"),
                SourceFacts::tr("Noted when the packets left and arrived."), u"kernel-time-stamp"_s};
    return {SourceFacts::tr("Time stamps"), SourceFacts::tr("by this program"),
            SourceFacts::tr("Late by however long it waited for the processor."), u"kernel-time-stamp"_s};
}

void addLeap(QList<Fact> &facts, LeapIndicator leap)
{
    const QString name = SourceFacts::tr("Leap second");
    if (leap == LeapIndicator::InsertSecond)
        facts.append({name, SourceFacts::tr("one is announced"),
                      SourceFacts::tr("The last minute of this month's last day has 61 seconds."),
                      u"leap-second"_s});
    if (leap == LeapIndicator::DeleteSecond)
        facts.append({name, SourceFacts::tr("one is announced"),
                      SourceFacts::tr("The last minute of this month's last day has 59 seconds."),
                      u"leap-second"_s});
}

void addSample(QList<Fact> &facts, const Sample &sample)
{
    facts.append(claim(sample));
    facts.append(stratum(sample));
    addLeap(facts, sample.leap);
    facts.append(stamps(sample));
}

QString standingAbout(const QString &daemon)
{
    return SourceFacts::tr("Whether %1 goes by this source, and if not, why.", "a time service").arg(daemon);
}

Fact configured(ServerOrigin origin)
{
    return {SourceFacts::tr("Configured"),
            wording::originText(origin),
            {},
            {},
            SourceFacts::tr("Where this source is named, and so where it can be changed or taken out.")};
}

QList<Fact> followedFacts(const SourceRow &row, Instant now)
{
    const DaemonSource &source = *row.followed;
    const QString daemon = wording::daemonName(row.daemon->kind);
    QList<Fact> facts;
    facts.append({SourceFacts::tr("What %1 makes of it").arg(daemon),
                  wording::standingState(*row.daemon, row.standing),
                  wording::standingReason(*row.daemon, source, row.standing,
                                          rootDistance(*row.daemon, source), row.nearestOf, now),
                  u"selected"_s, standingAbout(daemon)});
    if (!source.device.isEmpty())
        facts.append({SourceFacts::tr("Reads"), source.device, source.deviceName, u"reference-clock"_s});
    if (source.origin)
        facts.append(configured(*source.origin));
    if (source.adjusted)
        facts.append({SourceFacts::tr("Offset by %1").arg(daemon), wording::offsetText(*source.adjusted),
                      source.error ? SourceFacts::tr("%1, as %2 reckons.", "bound, program")
                                         .arg(wording::boundText(*source.error), daemon)
                                   : QString(),
                      u"offset"_s});
    if (source.statistics) {
        const SourceStatistics &line = *source.statistics;
        facts.append({SourceFacts::tr("Estimate by %1").arg(daemon), wording::offsetText(line.offset),
                      SourceFacts::tr("%1, from %n sample(s) over %2.", "bound, span", line.samples)
                          .arg(wording::boundText(line.offsetError), wording::ageText(line.span)),
                      u"offset"_s});
        facts.append({SourceFacts::tr("Standard deviation"), wording::spanText(line.standardDeviation),
                      SourceFacts::tr("How far its samples scatter around their straight line."),
                      u"jitter"_s});
        facts.append({SourceFacts::tr("Residual frequency"),
                      wording::frequencyText(line.frequencyPpm, line.skewPpm),
                      SourceFacts::tr("How this clock, corrected as it is now, gains on the source."),
                      u"frequency"_s});
    }
    if (source.lastSample)
        facts.append({SourceFacts::tr("Last sample of %1").arg(daemon),
                      since(*source.lastSample, now),
                      {},
                      u"sample"_s});
    if (source.reach)
        facts.append({SourceFacts::tr("Reach"), wording::reachText(*source.reach),
                      SourceFacts::tr("In %1's polls.").arg(daemon), u"reach"_s});
    if (source.pollLog2)
        facts.append({SourceFacts::tr("Polled every"), wording::pollText(*source.pollLog2), {}, u"poll"_s});
    if (source.stratum && !row.measured)
        facts.append({SourceFacts::tr("Stratum"), QLocale().toString(*source.stratum), {}, u"stratum"_s});
    if (source.mode == SourceMode::ReferenceClock)
        facts.append({SourceFacts::tr("Reference clock"), source.name,
                      SourceFacts::tr(
                          "A local device. It cannot be asked, and it bounds only its own error: how right "
                          "it is, servers must say."),
                      u"reference-clock"_s});
    else if (!row.measured)
        facts.append({SourceFacts::tr("Server"), source.name,
                      source.address.isEmpty() ? SourceFacts::tr("No address known.")
                                               : SourceFacts::tr("Its address is %1.").arg(source.address)});
    return facts;
}

/// What came from its address and was not believed.
void addIgnored(QList<Fact> &facts, const IgnoredReplies &ignored)
{
    const auto add = [&facts](int count, const QString &name, const QString &meaning) {
        if (count > 0)
            facts.append({name, QLocale().toString(count), meaning});
    };
    add(ignored.otherOrigin, SourceFacts::tr("Forged or repeated answers"),
        SourceFacts::tr("Did not carry the random number of the question, and were ignored. Somebody may be "
                        "guessing, or sending old answers again."));
    add(ignored.duplicate, SourceFacts::tr("Answers that came twice"),
        SourceFacts::tr("The first one counts. A network or somebody in it sends them again."));
    add(ignored.late, SourceFacts::tr("Answers that came too late"),
        SourceFacts::tr("Nobody was waiting for them any more."));
    add(ignored.malformed, SourceFacts::tr("Damaged packets"),
        SourceFacts::tr("Were too short, or not as long as an answer can be, and were ignored."));
    add(ignored.otherKind, SourceFacts::tr("Packets of another kind"),
        SourceFacts::tr("Were no server's answer in the version that was asked for, and were ignored."));
    add(ignored.impossibleDelay, SourceFacts::tr("Impossible round trips"),
        SourceFacts::tr(
            "Took less than no time by the server's own stamps, which cannot be true. They were not "
            "used."));
}

QList<Fact> measuredFacts(const SourceRow &row, const SourceSnapshot &source, Instant now)
{
    QList<Fact> facts;
    facts.append({SourceFacts::tr("What is happening"),
                  wording::sourceHappening(source, now),
                  {},
                  {},
                  SourceFacts::tr("What this program does about this server at the moment, and what it waits "
                                  "for.")});
    if (row.use && source.estimate)
        facts.append({SourceFacts::tr("Among the servers"), wording::useState(*row.use),
                      wording::useSentence(*row.use), u"majority"_s});
    if (row.difference)
        facts.append(
            {SourceFacts::tr("Uneven path"), wording::spanText(row.difference->found.atLeast()),
             wording::asymmetrySentence(row.difference->found, row.difference->first, row.difference->second),
             u"asymmetry"_s});
    if (source.estimate)
        addEstimate(facts, *source.estimate);
    if (source.lastAnswer) {
        QString last;
        if (source.lastSample)
            last = SourceFacts::tr("%1, with a round trip of %2.", "offset, delay")
                       .arg(wording::offsetText(source.lastSample->offset),
                            wording::spanText(source.lastSample->delay));
        facts.append({SourceFacts::tr("Last answer"), since(*source.lastAnswer, now), last, u"sample"_s});
    }
    facts.append(answers(source));
    if (source.pollInterval > Duration::zero())
        facts.append(rhythm(source, now));
    if (source.lastSample)
        addSample(facts, *source.lastSample);
    facts.append({SourceFacts::tr("Server"), source.host.shortText(),
                  source.address.isEmpty() ? SourceFacts::tr("No address known.")
                                           : SourceFacts::tr("Its address is %1.").arg(source.address)});
    addIgnored(facts, source.ignored);
    return facts;
}

void addProcess(QList<Fact> &facts, const DaemonReport &daemon, Instant now)
{
    if (!daemon.process) {
        facts.append({SourceFacts::tr("Process"), SourceFacts::tr("not seen"),
                      SourceFacts::tr("It belongs to another part of this computer, such as the host of a "
                                      "container, or it has ended.")});
        return;
    }
    const DaemonProcess &process = *daemon.process;
    facts.append({SourceFacts::tr("Process"), QString::number(process.pid),
                  process.isInContainer
                      ? SourceFacts::tr("%1, in a container.", "program").arg(process.program)
                      : process.program});
    if (process.startedAt)
        facts.append({SourceFacts::tr("Runs since"), wording::clockTimeText(*process.startedAt, now),
                      since(*process.startedAt, now)});
    if (!process.unit.isEmpty())
        facts.append({SourceFacts::tr("systemd unit"),
                      process.unit,
                      {},
                      {},
                      SourceFacts::tr("As which the system starts it: the name for systemctl and "
                                      "journalctl.")});
}

void addFiles(QList<Fact> &facts, const DaemonReport &daemon, Instant now)
{
    if (daemon.configuration.empty())
        return;
    const std::optional<bool> isChanged = wasConfiguredSinceStart(daemon);
    QStringList files;
    for (const ConfigurationFile &file : daemon.configuration)
        files.append(isChanged && file.changedAt
                         ? SourceFacts::tr("%1, changed %2", "file, time")
                               .arg(file.path, wording::clockTimeText(*file.changedAt, now))
                         : file.path);
    QString meaning;
    if (isChanged) {
        const QString readAt = wording::clockTimeText(*daemon.process->startedAt, now);
        meaning = *isChanged ? SourceFacts::tr("Saved, not in effect: it runs with what it read at %1. "
                                               "Restart it.")
                                   .arg(readAt)
                             : SourceFacts::tr("In effect: read at %1, and not changed since.").arg(readAt);
    }
    facts.append({SourceFacts::tr("Files read"),
                  files.join(u'\n'),
                  meaning,
                  {},
                  SourceFacts::tr("The files in which its configuration stands.")});
}

Fact discipline(const DaemonReport &daemon)
{
    const QString name = SourceFacts::tr("Corrects this clock");
    switch (disciplineOf(daemon)) {
    case Discipline::Disciplining:
        return {name,
                SourceFacts::tr("yes"),
                {},
                {},
                SourceFacts::tr("It follows a source and keeps this clock to it.")};
    case Discipline::NotYet:
        return {name, SourceFacts::tr("not now"), SourceFacts::tr("It may, and follows no source.")};
    case Discipline::Forbidden:
        return {name, SourceFacts::tr("no"), SourceFacts::tr("It has no right to set the clock.")};
    case Discipline::Renounced:
        return {name, SourceFacts::tr("no"), SourceFacts::tr("It was told to leave the clock alone (-x).")};
    case Discipline::Unknown:
        break;
    }
    return {name,
            SourceFacts::tr("not known"),
            {},
            {},
            SourceFacts::tr("It does not tell, and its rights cannot be seen.")};
}

void addTracking(QList<Fact> &facts, const DaemonTracking &tracking, Instant now)
{
    if (tracking.systemOffset)
        facts.append({SourceFacts::tr("This clock is"), wording::offsetText(*tracking.systemOffset),
                      SourceFacts::tr("Against what it holds for the time; it is being corrected."),
                      u"offset"_s});
    if (tracking.lastUpdate)
        facts.append({SourceFacts::tr("Last update"),
                      since(*tracking.lastUpdate, now),
                      {},
                      {},
                      SourceFacts::tr("When it last corrected this clock by an answer of its source.")});
    if (tracking.stratum)
        facts.append({SourceFacts::tr("Stratum"), QLocale().toString(*tracking.stratum), {}, u"stratum"_s});
    if (tracking.rmsOffset)
        facts.append({SourceFacts::tr("Usual offset"), wording::spanText(*tracking.rmsOffset),
                      SourceFacts::tr("Root mean square of the offsets at its updates."), u"offset"_s});
    if (tracking.frequencyPpm)
        facts.append({SourceFacts::tr("Frequency"),
                      tracking.skewPpm ? wording::frequencyText(*tracking.frequencyPpm, *tracking.skewPpm)
                                       : wording::frequencyText(*tracking.frequencyPpm),
                      SourceFacts::tr("How this computer's clock would run without correction."),
                      u"frequency"_s});
    if (tracking.rootDelay && tracking.rootDispersion)
        facts.append(
            {SourceFacts::tr("Bound"), wording::boundText(*tracking.rootDelay / 2 + *tracking.rootDispersion),
             SourceFacts::tr("Half of %1 root delay, and %2 root dispersion.")
                 .arg(wording::spanText(*tracking.rootDelay), wording::spanText(*tracking.rootDispersion)),
             u"root-distance"_s});
}

Fact activity(const SourceActivityCounts &counts)
{
    QStringList parts{
        SourceFacts::tr("%1 online", "number of sources")
            .arg(QLocale().toString(counts.online + counts.burstOnline)),
        SourceFacts::tr("%1 offline", "number of sources")
            .arg(QLocale().toString(counts.offline + counts.burstOffline)),
    };
    if (counts.unresolved > 0)
        parts.append(SourceFacts::tr("%1 without an address", "number of sources")
                         .arg(QLocale().toString(counts.unresolved)));
    return {SourceFacts::tr("Sources"), QLocale().createSeparatedList(parts),
            SourceFacts::tr("Those that are offline it was told not to ask."), u"offline"_s};
}

Fact hardwareClock(const HardwareClockReport &clock, Instant now)
{
    return {SourceFacts::tr("Hardware clock"), wording::offsetText(clock.ahead),
            SourceFacts::tr("Measured %1, from %n sample(s); it runs %2.", "age, frequency", clock.samples)
                .arg(since(clock.measuredAt, now), wording::frequencyText(clock.gainPpm)),
            u"hardware-clock"_s};
}

Fact smoothing(const SmoothingReport &report)
{
    const QString name = SourceFacts::tr("Served time");
    if (!report.active)
        return {name, SourceFacts::tr("not smoothed now"), {}, u"smearing"_s};
    return {name,
            report.leapOnly ? SourceFacts::tr("smoothed over leap seconds") : SourceFacts::tr("smoothed"),
            SourceFacts::tr("It lies %1 from the true time, and will be there in %2.", "span, wait")
                .arg(wording::spanText(report.offset), wording::ageText(report.remaining))};
}

QList<Fact> daemonFacts(const SourceRow &row, Instant now)
{
    const DaemonReport &daemon = *row.daemon;
    QList<Fact> facts;
    facts.append({SourceFacts::tr("What it does"), wording::daemonHeading(daemon, row.name, now),
                  daemon.problem, u"time-service"_s});
    if (!row.identity.isEmpty())
        facts.append({SourceFacts::tr("Whose it is"),
                      row.identity,
                      {},
                      {},
                      SourceFacts::tr("Several programs of this kind run here; this tells them apart.")});
    facts.append({SourceFacts::tr("Program"), wording::daemonName(daemon.kind),
                  daemon.version.isEmpty() ? SourceFacts::tr("Its version is not known.")
                                           : SourceFacts::tr("Version %1.").arg(daemon.version)});
    if (!daemon.endpoint.isEmpty())
        facts.append(
            {SourceFacts::tr("Asked at"), daemon.endpoint,
             daemon.readAt ? SourceFacts::tr("Last heard %1.").arg(since(*daemon.readAt, now)) : QString()});
    if (!daemon.isElsewhere) {
        addProcess(facts, daemon, now);
        facts.append(discipline(daemon));
    }
    addFiles(facts, daemon, now);
    if (daemon.activity)
        facts.append(activity(*daemon.activity));
    if (daemon.tracking && daemon.tracking->synchronised)
        addTracking(facts, *daemon.tracking, now);
    if (daemon.hardwareClock)
        facts.append(hardwareClock(*daemon.hardwareClock, now));
    if (daemon.smoothing)
        facts.append(smoothing(*daemon.smoothing));
    return facts;
}

QList<Fact> poolFacts(const SourceRow &row, Instant now)
{
    const QString daemon = wording::daemonName(row.daemon->kind);
    QList<Fact> facts;
    if (row.members.empty() || row.isPast()) {
        facts.append({SourceFacts::tr("What %1 makes of it").arg(daemon),
                      wording::standingState(*row.daemon, row.standing),
                      wording::standingSentence(*row.daemon, *row.followed, row.standing, now),
                      u"selected"_s});
    }
    if (!row.members.empty()) {
        QStringList members;
        for (const SourceRow::Member &member : row.members)
            members.append(SourceFacts::tr("%1: %2", "address, state")
                               .arg(member.name, wording::standingState(member.standing)));
        facts.append(
            {SourceFacts::tr("Servers"), members.join(u'\n'), wording::poolSentence(row.pool), u"pool"_s});
    }
    facts.append(
        {SourceFacts::tr("Pool"), row.name,
         SourceFacts::tr("A name with several addresses: %1 takes some of them, and another in place "
                         "of one that fails.")
             .arg(daemon)});
    if (row.followed->origin)
        facts.append(configured(*row.followed->origin));
    return facts;
}

} // namespace

QList<Fact> sourceFacts(const SourceRow &source, Instant now)
{
    switch (source.kind) {
    case SourceRow::Kind::Daemon:
        return daemonFacts(source, now);
    case SourceRow::Kind::Measured:
        return {{SourceFacts::tr("What these are"), SourceFacts::tr("servers that only Synchroscope asks"),
                 SourceFacts::tr("They are compared with this clock, and do not correct it.")}};
    case SourceRow::Kind::Pool:
        return poolFacts(source, now);
    case SourceRow::Kind::Source:
        break;
    }
    QList<Fact> facts;
    if (source.followed)
        facts = followedFacts(source, now);
    if (source.measured)
        facts += measuredFacts(source, *source.measured, now);
    return facts;
}

} // namespace synchroscope
