// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/statisticsfacts.h"

#include "ui/chart/stabilityview.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

namespace synchroscope {

namespace {

class StatisticsFacts
{
    Q_DECLARE_TR_FUNCTIONS(StatisticsFacts)
};

// Of any working oscillator, in ppm; what is known no better than that is not worth telling.
constexpr double largestFrequencyError = 500;

QString three(const Percentiles &percentiles)
{
    return StatisticsFacts::tr("%1, %2, %3", "three spans, each larger than the one before")
        .arg(wording::spanText(percentiles.p50), wording::spanText(percentiles.p95),
             wording::spanText(percentiles.p99));
}

QString lossText(const Loss &loss)
{
    return StatisticsFacts::tr("%1 of %2 (%3\u00a0%)", "lost, asked, percent")
        .arg(QLocale().toString(loss.lost), QLocale().toString(loss.polls),
             QLocale().toString(100 * loss.share(), 'f', 1));
}

void addLoss(QList<Fact> &facts, const AnswerStatistics &statistics)
{
    if (statistics.recentLoss && statistics.recentLoss->polls > 0)
        facts.append({StatisticsFacts::tr("Lost lately"), lossText(*statistics.recentLoss),
                      StatisticsFacts::tr("Questions without a usable answer, of the last 64 at most.")});
    if (statistics.overallLoss && statistics.overallLoss->polls > statistics.recentLoss->polls)
        facts.append({StatisticsFacts::tr("Lost"), lossText(*statistics.overallLoss),
                      StatisticsFacts::tr("Questions without a usable answer since the program started.")});
}

void addFrequency(QList<Fact> &facts, const AnswerStatistics &statistics)
{
    if (!statistics.frequency || statistics.frequency->uncertainty > largestFrequencyError)
        return;
    facts.append(
        {StatisticsFacts::tr("Frequency"),
         wording::frequencyText(statistics.frequency->ppm, statistics.frequency->uncertainty),
         StatisticsFacts::tr("How this computer's oscillator runs against the server, from a straight "
                             "line through all answers; 1 ppm is 86 ms a day.")});
    if (statistics.differingFrequencyPpm)
        facts.append({StatisticsFacts::tr("Frequency without outliers"),
                      wording::frequencyText(*statistics.differingFrequencyPpm),
                      StatisticsFacts::tr(
                          "The middle of the rates between all pairs of answers; it is shown because it "
                          "differs from the straight line's, which a few wild answers can bend.")});
}

} // namespace

QList<Fact> statisticsFacts(const AnswerStatistics &statistics)
{
    QList<Fact> facts;
    if (statistics.count > 0) {
        facts.append(
            {StatisticsFacts::tr("Middle offset"),
             wording::offsetText(Offset::fromLocalMinusRemote(statistics.median)),
             StatisticsFacts::tr("The median: half of the answers put this clock further ahead, half "
                                 "further behind.")});
        facts.append({StatisticsFacts::tr("Typical distance"), wording::spanText(statistics.medianDeviation),
                      StatisticsFacts::tr("Half of the offsets lie no further from the middle one.")});
        facts.append(
            {StatisticsFacts::tr("Robust deviation"), wording::spanText(statistics.robustDeviation),
             StatisticsFacts::tr("What the standard deviation would be without outliers: the typical "
                                 "distance times 1.4826.")});
        facts.append(
            {StatisticsFacts::tr("Middle half"), wording::spanText(statistics.interquartileRange),
             StatisticsFacts::tr("Half of the offsets, those in the middle, lie within a span of this "
                                 "length.")});
        facts.append({StatisticsFacts::tr("Distance of 50, 95, 99 %"), three(statistics.distance),
                      StatisticsFacts::tr("So many of 100 offsets lie no further from the middle one.")});
        facts.append({StatisticsFacts::tr("Round trip of 50, 95, 99 %"), three(statistics.delay),
                      StatisticsFacts::tr("So many of 100 answers took no longer.")});
    }
    if (statistics.jitter)
        facts.append({StatisticsFacts::tr("Jitter"), wording::spanText(*statistics.jitter),
                      StatisticsFacts::tr("How much the offsets differ from that of the shortest round trip; "
                                          "slow changes and steps of this clock are in it.")});
    if (statistics.successiveJitter)
        facts.append(
            {StatisticsFacts::tr("Jitter between answers"), wording::spanText(*statistics.successiveJitter),
             StatisticsFacts::tr("How uncertain one answer is, told by how much it differs from the one "
                                 "before; slow changes of this clock are not in it.")});
    addLoss(facts, statistics);
    addFrequency(facts, statistics);
    return facts;
}

QString usefulAveragingSentence(const Stability &stability)
{
    if (stability.points.empty())
        return {};
    if (stability.usefulAveraging)
        return StatisticsFacts::tr("Averaging is useful over up to %1: over longer spans this computer's "
                                   "oscillator wanders by more than the answers err.")
            .arg(averagingText(*stability.usefulAveraging));
    return StatisticsFacts::tr(
               "Averaging is useful over up to %1 at least, the longest span that these answers "
               "tell of.")
        .arg(averagingText(stability.points.back().tau));
}

QString outsideSentence(const Histogram &histogram)
{
    if (histogram.below + histogram.above == 0)
        return {};
    return StatisticsFacts::tr("%n answer(s) lie outside and are counted in the bars at the ends.", "",
                               histogram.below + histogram.above);
}

} // namespace synchroscope
