// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sourcefacts.h"

#include "ui/wording/daemonwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace synchroscope {

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

QString number(double value)
{
    return QLocale().toString(std::abs(value), 'f', 2);
}

Fact frequency(const SourceEstimate &estimate)
{
    const double ppm = *estimate.frequencyPpm;
    const QString course = ppm < 0 ? SourceFacts::tr("%1 ppm slow").arg(number(ppm))
                                   : SourceFacts::tr("%1 ppm fast").arg(number(ppm));
    const QString value =
        estimate.skewPpm
            ? SourceFacts::tr("%1, ± %2 ppm", "frequency, its error").arg(course, number(*estimate.skewPpm))
            : course;
    return {SourceFacts::tr("Frequency"), value,
            SourceFacts::tr("How this computer's oscillator runs against the server, before any service "
                            "corrects it. 1 ppm is "
                            "86 ms a day.")};
}

void addEstimate(QList<Fact> &facts, const SourceEstimate &estimate)
{
    facts.append({SourceFacts::tr("This clock is"), wording::offsetText(estimate.offset),
                  SourceFacts::tr("Taken from %1.").arg(wording::methodText(estimate.method))});
    facts.append(
        {SourceFacts::tr("Bound"), wording::boundText(estimate.bound),
         SourceFacts::tr(
             "If the server is right, the truth lies no farther away. %1 of it come from half the round "
             "trip, the stamps and the answer's age; %2 the server claims for itself.")
             .arg(wording::spanText(estimate.boundToServer), wording::spanText(estimate.rootDistance))});
    facts.append({SourceFacts::tr("Shortest round trip"), wording::spanText(estimate.minimumDelay),
                  SourceFacts::tr("Of the last %n answer(s).", "", estimate.samples)});
    facts.append({SourceFacts::tr("Jitter"), wording::spanText(estimate.jitter),
                  SourceFacts::tr("How much the answers differ from the best one.")});
    if (estimate.frequencyPpm)
        facts.append(frequency(estimate));
}

Fact answers(const SourceSnapshot &source)
{
    return {SourceFacts::tr("Reach"), wording::reachText(source),
            SourceFacts::tr("%1 of %n question(s) answered since the program started.", "", source.requests)
                .arg(QLocale().toString(source.answers))};
}

Fact rhythm(const SourceSnapshot &source, Instant now)
{
    QString next;
    if (source.nextRequest && *source.nextRequest - now >= 1s)
        next = SourceFacts::tr("Next question in %1.").arg(wording::waitText(*source.nextRequest - now));
    return {SourceFacts::tr("Asked every"), wording::ageText(source.pollInterval), next};
}

Fact stratum(const Sample &sample)
{
    const QString reference = referenceIdText(sample.referenceId, sample.stratum);
    return {
        SourceFacts::tr("Stratum"), QLocale().toString(sample.stratum),
        sample.stratum == 1
            ? SourceFacts::tr("It is set by a reference clock: %1.").arg(reference)
            : SourceFacts::tr("So many steps from a reference clock. Its own source is %1.").arg(reference)};
}

Fact claim(const Sample &sample)
{
    return {
        SourceFacts::tr("The server claims"), wording::boundText(sample.rootDistance()),
        SourceFacts::tr(
            "Its own distance from universal time: half of %1 round trip to its reference, and %2 beside.")
            .arg(wording::spanText(sample.rootDelay), wording::spanText(sample.rootDispersion))};
}

Fact stamps(const Sample &sample)
{
    if (sample.timestamping() == Timestamping::Kernel)
        return {SourceFacts::tr("Time stamps"), SourceFacts::tr("by the kernel"),
                SourceFacts::tr("Noted when the packets left and arrived.")};
    return {SourceFacts::tr("Time stamps"), SourceFacts::tr("by this program"),
            SourceFacts::tr("Late by however long it waited for the processor.")};
}

void addLeap(QList<Fact> &facts, LeapIndicator leap)
{
    const QString name = SourceFacts::tr("Leap second");
    if (leap == LeapIndicator::InsertSecond)
        facts.append({name, SourceFacts::tr("one is announced"),
                      SourceFacts::tr("The last minute of this month's last day has 61 seconds.")});
    if (leap == LeapIndicator::DeleteSecond)
        facts.append({name, SourceFacts::tr("one is announced"),
                      SourceFacts::tr("The last minute of this month's last day has 59 seconds.")});
}

void addSample(QList<Fact> &facts, const Sample &sample)
{
    facts.append(claim(sample));
    facts.append(stratum(sample));
    addLeap(facts, sample.leap);
    facts.append(stamps(sample));
}

QList<Fact> followedFacts(const SourceRow &row, Instant now)
{
    const DaemonSource &source = *row.followed;
    const QString daemon = wording::daemonName(row.daemon->kind);
    QList<Fact> facts;
    facts.append({SourceFacts::tr("What %1 makes of it").arg(daemon), wording::standingState(row.standing),
                  wording::standingSentence(*row.daemon, source, row.standing, now)});
    if (!source.device.isEmpty())
        facts.append({SourceFacts::tr("Reads"), source.device, source.deviceName});
    if (source.origin)
        facts.append({SourceFacts::tr("Configured"), wording::originText(*source.origin), {}});
    if (source.adjusted)
        facts.append({SourceFacts::tr("Offset by %1").arg(daemon), wording::offsetText(*source.adjusted),
                      source.error ? SourceFacts::tr("%1, as %2 reckons.", "bound, program")
                                         .arg(wording::boundText(*source.error), daemon)
                                   : QString()});
    if (source.statistics) {
        const SourceStatistics &line = *source.statistics;
        facts.append({SourceFacts::tr("Estimate by %1").arg(daemon), wording::offsetText(line.offset),
                      SourceFacts::tr("%1, from %n sample(s) over %2.", "bound, span", line.samples)
                          .arg(wording::boundText(line.offsetError), wording::ageText(line.span))});
        facts.append({SourceFacts::tr("Standard deviation"), wording::spanText(line.standardDeviation),
                      SourceFacts::tr("How far its samples scatter around their straight line.")});
        facts.append({SourceFacts::tr("Residual frequency"),
                      SourceFacts::tr("%1 ppm, ± %2 ppm", "frequency, its error")
                          .arg(QLocale().toString(line.frequencyPpm, 'f', 3),
                               QLocale().toString(line.skewPpm, 'f', 3)),
                      SourceFacts::tr("How this clock, corrected as it is now, gains on the source.")});
    }
    if (source.lastSample)
        facts.append({SourceFacts::tr("Last sample of %1").arg(daemon), since(*source.lastSample, now), {}});
    if (source.reach)
        facts.append({SourceFacts::tr("Reach"), wording::reachText(*source.reach),
                      SourceFacts::tr("In %1's polls.").arg(daemon)});
    if (source.pollLog2)
        facts.append({SourceFacts::tr("Polled every"), wording::pollText(*source.pollLog2), {}});
    if (source.stratum && !row.measured)
        facts.append({SourceFacts::tr("Stratum"), QLocale().toString(*source.stratum), {}});
    if (source.mode == SourceMode::ReferenceClock)
        facts.append({SourceFacts::tr("Reference clock"), source.name,
                      SourceFacts::tr(
                          "A local device. It cannot be asked, and it bounds only its own error: how right "
                          "it is, servers must say.")});
    else if (!row.measured)
        facts.append({SourceFacts::tr("Server"), source.name,
                      source.address.isEmpty() ? SourceFacts::tr("No address known.")
                                               : SourceFacts::tr("Its address is %1.").arg(source.address)});
    return facts;
}

QList<Fact> measuredFacts(const SourceSnapshot &source, Instant now)
{
    QList<Fact> facts;
    facts.append({SourceFacts::tr("What is happening"), wording::sourceHappening(source, now), {}});
    if (source.estimate)
        addEstimate(facts, *source.estimate);
    if (source.lastAnswer) {
        QString last;
        if (source.lastSample)
            last = SourceFacts::tr("%1, with a round trip of %2.", "offset, delay")
                       .arg(wording::offsetText(source.lastSample->offset),
                            wording::spanText(source.lastSample->delay));
        facts.append({SourceFacts::tr("Last answer"), since(*source.lastAnswer, now), last});
    }
    facts.append(answers(source));
    if (source.pollInterval > Duration::zero())
        facts.append(rhythm(source, now));
    if (source.lastSample)
        addSample(facts, *source.lastSample);
    facts.append({SourceFacts::tr("Server"), source.host.shortText(),
                  source.address.isEmpty() ? SourceFacts::tr("No address known.")
                                           : SourceFacts::tr("Its address is %1.").arg(source.address)});
    if (source.strayReplies > 0)
        facts.append(
            {SourceFacts::tr("Stray packets"), QLocale().toString(source.strayReplies),
             SourceFacts::tr("Came from its address without answering a question, and were ignored.")});
    return facts;
}

} // namespace

QList<Fact> sourceFacts(const SourceRow &source, Instant now)
{
    QList<Fact> facts;
    if (source.followed)
        facts = followedFacts(source, now);
    if (source.measured)
        facts += measuredFacts(*source.measured, now);
    return facts;
}

} // namespace synchroscope
