// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

using Points = std::vector<MeasuredPoint>;

/// One answer every 64 s, of a clock that nobody disciplines.
Points pointsOf(const std::vector<Duration> &offsets, Duration delay = 10ms)
{
    Points points;
    points.reserve(offsets.size());
    for (const Duration offset : offsets) {
        points.push_back({.uptime = 1h + 64s * qint64(points.size()),
                          .clockMinusUptime = 1'700'000'000s,
                          .offset = offset,
                          .delay = delay});
    }
    return points;
}

Points noisyPoints(size_t count, double frequency, double noise, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0, noise);
    std::vector<Duration> offsets;
    offsets.reserve(count);
    for (size_t i = 0; i < count; ++i)
        offsets.push_back(fromSeconds(frequency * 64 * double(i) + normal(generator)));
    return pointsOf(offsets);
}

int sum(const std::vector<int> &counts)
{
    int total = 0;
    for (const int count : counts)
        total += count;
    return total;
}

bool isNear(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class TestStatistics final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noAnswersSayNothing()
    {
        const AnswerStatistics nothing = answerStatistics({});
        QCOMPARE(nothing.count, 0);
        QVERIFY(!nothing.jitter);
        QVERIFY(!nothing.successiveJitter);
        QVERIFY(!nothing.frequency);
        QVERIFY(!nothing.recentLoss);
        QVERIFY(nothing.histogram.counts.empty());
        QVERIFY(nothing.delayedOffsets.empty());
    }

    void oneAnswerHasNoScatter()
    {
        const AnswerStatistics one = answerStatistics(pointsOf({-3ms}));
        QCOMPARE(one.count, 1);
        QCOMPARE(one.median, Duration(-3ms));
        QCOMPARE(one.medianDeviation, Duration(0));
        QCOMPARE(one.interquartileRange, Duration(0));
        QCOMPARE(one.delay.p99, Duration(10ms));
        QVERIFY(!one.jitter);
        QVERIFY(!one.successiveJitter);
        QVERIFY(!one.frequency);
        QCOMPARE(one.histogram.counts, std::vector<int>{1});
        QCOMPARE(one.delayedOffsets.size(), 1u);
    }

    void twoAnswersTellNoFrequency()
    {
        const AnswerStatistics two = answerStatistics(pointsOf({1ms, 3ms}));
        QCOMPARE(two.median, Duration(2ms));
        QCOMPARE(two.medianDeviation, Duration(1ms));
        QCOMPARE(two.interquartileRange, Duration(1ms));
        QCOMPARE(two.jitter.value_or(0ns), Duration(2ms));
        QCOMPARE(two.successiveJitter.value_or(0ns), fromSeconds(0.002 / std::sqrt(2.0)));
        QVERIFY(!two.frequency);
        QCOMPARE(sum(two.histogram.counts), 2);
    }

    void equalAnswersAreOneBin()
    {
        const AnswerStatistics equal = answerStatistics(pointsOf(std::vector<Duration>(100, 7ms)));
        QCOMPARE(equal.median, Duration(7ms));
        QCOMPARE(equal.robustDeviation, Duration(0));
        QCOMPARE(equal.distance.p99, Duration(0));
        QCOMPARE(equal.jitter.value_or(-1ns), Duration(0));
        QCOMPARE(equal.successiveJitter.value_or(-1ns), Duration(0));
        QCOMPARE(equal.histogram.counts, std::vector<int>{100});
        QCOMPARE(equal.histogram.width, Duration(0));
        QVERIFY(equal.frequency);
        QCOMPARE(equal.frequency->ppm, 0.0);
        QVERIFY(!equal.differingFrequencyPpm);
    }

    void percentilesAreInterpolatedByRank()
    {
        // 0, 1, …, 100 ms in some order.
        std::vector<Duration> offsets;
        offsets.reserve(101);
        for (int i = 0; i <= 100; ++i)
            offsets.push_back(1ms * (i * 37 % 101));
        Points points = pointsOf(offsets);
        for (MeasuredPoint &point : points)
            point.delay = point.offset + 20ms;
        const AnswerStatistics statistics = answerStatistics(points);
        QCOMPARE(statistics.median, Duration(50ms));
        QCOMPARE(statistics.p5, Duration(5ms));
        QCOMPARE(statistics.p95, Duration(95ms));
        QCOMPARE(statistics.interquartileRange, Duration(50ms));
        QCOMPARE(statistics.medianDeviation, Duration(25ms));
        QCOMPARE(statistics.robustDeviation, fromSeconds(0.025 * 1.4826));
        // Distances to the median: 0, and 1 to 50 ms twice each.
        QCOMPARE(statistics.distance.p50, Duration(25ms));
        QCOMPARE(statistics.distance.p95, Duration(48ms));
        QCOMPARE(statistics.distance.p99, Duration(50ms));
        QCOMPARE(statistics.delay.p50, Duration(70ms));
        QCOMPARE(statistics.delay.p95, Duration(115ms));
        QCOMPARE(statistics.delay.p99, Duration(119ms));

        // Halfway between two ranks.
        QCOMPARE(answerStatistics(pointsOf({0ms, 10ms, 20ms, 40ms})).interquartileRange, Duration(17500us));
    }

    void fewWildAnswersDoNotMoveTheRobustFigures()
    {
        Points points = noisyPoints(500, 0, 1e-4, 3);
        const AnswerStatistics before = answerStatistics(points);
        QVERIFY(isNear(toSeconds(before.robustDeviation), 1e-4, 1e-5));
        QVERIFY(!before.differingFrequencyPpm);
        for (size_t i = 440; i < points.size(); i += 2)
            points[i].offset += 300ms;
        const AnswerStatistics after = answerStatistics(points);
        QVERIFY(isNear(toSeconds(after.robustDeviation), 1e-4, 3e-5));
        QVERIFY(after.jitter > Duration(50ms));
        // Least squares follows them, Theil and Sen's median does not: both are told.
        QVERIFY(std::abs(after.frequency->ppm) > 1);
        QVERIFY(after.differingFrequencyPpm);
        QVERIFY(isNear(*after.differingFrequencyPpm, 0, 0.05));
    }

    // RFC 5905 section 10 with erratum 5600: the differences are those to the answer of the smallest delay,
    // and 1/(n−1) is inside the root.
    void jitterIsAboutTheBestAnswer()
    {
        Points points = pointsOf({1ms, 2ms, 4ms, 8ms});
        points[2].delay = 9ms;
        const double expected = std::sqrt((9.0 + 4.0 + 16.0) / 3) * 1e-3;
        QCOMPARE(answerStatistics(points).jitter.value_or(0ns), fromSeconds(expected));
    }

    void slowChangesAreNotInTheSuccessiveJitter()
    {
        const AnswerStatistics noise = answerStatistics(noisyPoints(4000, 0, 2e-4, 5));
        QVERIFY(isNear(toSeconds(*noise.successiveJitter), 2e-4, 1e-5));
        const AnswerStatistics drifting = answerStatistics(noisyPoints(4000, 1e-6, 2e-4, 5));
        QVERIFY(isNear(toSeconds(*drifting.successiveJitter), 2e-4, 2e-5));
        QVERIFY(drifting.jitter > Duration(50ms));
        // Much between two polls, and all of it the oscillator's.
        const AnswerStatistics fast = answerStatistics(noisyPoints(4000, 2e-5, 2e-4, 5));
        QVERIFY(isNear(toSeconds(*fast.successiveJitter), 2e-4, 1e-5));
        // And no difference is taken across a silence.
        Points points = pointsOf({0ms, 0ms, 80ms, 80ms});
        QVERIFY(*answerStatistics(points).successiveJitter > Duration(20ms));
        points[2].gapBefore = true;
        QCOMPARE(*answerStatistics(points).successiveJitter, Duration(0));
        for (MeasuredPoint &point : points)
            point.gapBefore = true;
        QVERIFY(!answerStatistics(points).successiveJitter);
    }

    void frequencyIsTheOscillators()
    {
        Points points = noisyPoints(1000, 12e-6, 1e-4, 9);
        const AnswerStatistics free = answerStatistics(points);
        QVERIFY(isNear(free.frequency->ppm, 12, free.frequency->uncertainty));
        QVERIFY(free.frequency->uncertainty < 0.01);
        QVERIFY(!free.differingFrequencyPpm);
        // A daemon slews the clock all the time and steps it once.
        for (size_t i = 0; i < points.size(); ++i) {
            const Duration moved = fromSeconds(-12e-6 * 64 * double(i)) + (i > 300 ? 3s : 0s);
            points[i].offset += moved;
            points[i].clockMinusUptime += moved;
        }
        const AnswerStatistics disciplined = answerStatistics(points);
        QVERIFY(isNear(disciplined.frequency->ppm, free.frequency->ppm, 1e-4));
    }

    void piecesShareTheFrequencyOnly()
    {
        Points points = noisyPoints(1000, -5e-6, 1e-5, 2);
        for (size_t i = 500; i < points.size(); ++i) {
            // Another boot: all begins anew, and nobody knows what the clock did meanwhile.
            points[i].uptime -= 1h + 64s * 400;
            points[i].offset += 170s;
        }
        points[500].gapBefore = true;
        const AnswerStatistics statistics = answerStatistics(points);
        QVERIFY(isNear(statistics.frequency->ppm, -5, statistics.frequency->uncertainty));
        QVERIFY(statistics.frequency->uncertainty < 0.01);
        QVERIFY(!statistics.differingFrequencyPpm);
        // Two answers each tell a slope together, but not what it is known to.
        for (size_t i = 0; i < points.size(); ++i)
            points[i].gapBefore = i % 2 == 0;
        QVERIFY(answerStatistics(points).frequency);
        QVERIFY(!answerStatistics(std::span(points).first(2)).frequency);
        for (MeasuredPoint &point : points)
            point.gapBefore = true;
        QVERIFY(!answerStatistics(points).frequency);
    }

    void uncertaintyCoversTheTruth()
    {
        int covered = 0;
        for (unsigned seed = 0; seed < 500; ++seed) {
            const FrequencyFit fit = *answerStatistics(noisyPoints(20, 3e-6, 1e-4, seed)).frequency;
            covered += isNear(fit.ppm, 3, fit.uncertainty) ? 1 : 0;
        }
        QVERIFY(covered >= 497);
        const FrequencyFit wide = *answerStatistics(noisyPoints(3, 3e-6, 1e-4, 1)).frequency;
        const FrequencyFit narrow = *answerStatistics(noisyPoints(300, 3e-6, 1e-4, 1)).frequency;
        QVERIFY(wide.uncertainty > 100 * narrow.uncertainty);
    }

    void histogramCountsEveryAnswer_data()
    {
        QTest::addColumn<std::vector<Duration>>("offsets");
        QTest::addColumn<int>("outside");
        std::vector<Duration> bulk;
        std::mt19937 generator(1);
        std::normal_distribution<double> normal(0.02, 1e-3);
        bulk.reserve(1000);
        for (int i = 0; i < 1000; ++i)
            bulk.push_back(fromSeconds(normal(generator)));
        QTest::newRow("normal") << bulk << 0;
        std::vector<Duration> wild = bulk;
        wild.insert(wild.end(), {5s, -3s, 900ms});
        QTest::newRow("with outliers") << wild << 3;
        std::vector<Duration> mostlyEqual(100, 1ms);
        mostlyEqual.push_back(3ms);
        QTest::newRow("one of a hundred differs") << mostlyEqual << 0;
        QTest::newRow("two") << std::vector<Duration>{1ms, 2ms} << 0;
        QTest::newRow("a nanosecond apart") << std::vector<Duration>{1ns, 2ns, 2ns, 1ns} << 0;
        QTest::newRow("extremes") << std::vector<Duration>{Duration::min(), Duration::max(), 0ns, 5ns} << 0;
    }
    void histogramCountsEveryAnswer()
    {
        QFETCH(const std::vector<Duration>, offsets);
        QFETCH(const int, outside);
        const Histogram histogram = answerStatistics(pointsOf(offsets)).histogram;
        QCOMPARE(sum(histogram.counts), int(offsets.size()));
        QCOMPARE(histogram.below + histogram.above, outside);
        QVERIFY(histogram.width > Duration(0));
        QVERIFY(histogram.counts.size() <= 48);
        QVERIFY(!histogram.counts.empty());
        QVERIFY(histogram.counts.front() >= histogram.below);
        QVERIFY(histogram.counts.back() >= histogram.above);
    }

    void binsAreAsWideAsFreedmanAndDiaconisSay()
    {
        const Points points = noisyPoints(1000, 0, 1e-3, 8);
        const AnswerStatistics statistics = answerStatistics(points);
        const double expected = 2 * toSeconds(statistics.interquartileRange) / 10;
        QVERIFY(isNear(toSeconds(statistics.histogram.width), expected, expected * 0.05));
        for (size_t bin = 0; bin < statistics.histogram.counts.size(); ++bin) {
            const Duration from = statistics.histogram.start + statistics.histogram.width * qint64(bin);
            const Duration to = from + statistics.histogram.width;
            const auto inside = std::count_if(points.begin(), points.end(), [&](const MeasuredPoint &point) {
                return point.offset >= from && point.offset < to;
            });
            QVERIFY(std::abs(inside - statistics.histogram.counts[bin]) <= 1);
        }
    }

    void lossIsThatOfEndedPolls_data()
    {
        QTest::addColumn<PollRecord>("polls");
        QTest::addColumn<Loss>("recent");
        QTest::addColumn<Loss>("overall");
        QTest::newRow("none") << PollRecord{} << Loss{} << Loss{};
        QTest::newRow("three, one lost") << PollRecord{0b101, 3, 2} << Loss{3, 1} << Loss{3, 1};
        QTest::newRow("64 good after bad ones")
            << PollRecord{~quint64(0), 100, 64} << Loss{64, 0} << Loss{100, 36};
        QTest::newRow("64 bad after good ones") << PollRecord{0, 100, 36} << Loss{64, 64} << Loss{100, 64};
        QTest::newRow("63") << PollRecord{~quint64(0), 63, 63} << Loss{63, 0} << Loss{63, 0};
    }
    void lossIsThatOfEndedPolls()
    {
        QFETCH(const PollRecord, polls);
        QFETCH(const Loss, recent);
        QFETCH(const Loss, overall);
        const AnswerStatistics statistics = answerStatistics({}, polls);
        QCOMPARE(statistics.recentLoss.value_or(Loss{-1, -1}), recent);
        QCOMPARE(statistics.overallLoss.value_or(Loss{-1, -1}), overall);
        QCOMPARE((Loss{64, 16}.share()), 0.25);
        QCOMPARE(Loss{}.share(), 0.0);
    }

    void offsetsComeByDelay()
    {
        Points points = pointsOf({1ms, 2ms, 3ms});
        points[0].delay = 30ms;
        const AnswerStatistics few = answerStatistics(points);
        QCOMPARE(few.delayedOffsets.size(), 3u);
        QCOMPARE(few.delayedOffsets.back().delay, Duration(30ms));
        QCOMPARE(few.delayedOffsets.back().offset, Duration(1ms));

        // Of many, the extremes are kept.
        Points many = noisyPoints(50'000, 0, 1e-3, 6);
        std::mt19937 generator(6);
        std::uniform_int_distribution<int> microseconds(10'000, 60'000);
        for (MeasuredPoint &point : many)
            point.delay = microseconds(generator) * 1us;
        many[777].offset = 9s;
        many[778].offset = -9s;
        const std::vector<DelayedOffset> kept = answerStatistics(many).delayedOffsets;
        QVERIFY(kept.size() <= 2000);
        QVERIFY(kept.size() > 1500);
        const auto byDelay = [](const DelayedOffset &a, const DelayedOffset &b) { return a.delay < b.delay; };
        QVERIFY(std::is_sorted(kept.begin(), kept.end(), byDelay));
        for (const size_t wild : {777u, 778u}) {
            QVERIFY(std::any_of(kept.begin(), kept.end(), [&](const DelayedOffset &point) {
                return point.offset == many[wild].offset && point.delay == many[wild].delay;
            }));
        }
    }

    void extremesAreSafe()
    {
        Points points = pointsOf({Duration::max(), Duration::min(), 0ns, Duration::max(), -1ns});
        for (size_t i = 0; i < points.size(); ++i) {
            points[i].uptime = i % 2 == 0 ? Duration::min() : Duration::max();
            points[i].clockMinusUptime = i % 2 == 0 ? Duration::max() : Duration::min();
            points[i].delay = i % 2 == 0 ? Duration::min() : Duration::max();
        }
        const AnswerStatistics statistics = answerStatistics(points);
        QCOMPARE(statistics.count, 5);
        QCOMPARE(sum(statistics.histogram.counts), 5);
        QVERIFY(statistics.frequency);
        QVERIFY(std::isfinite(statistics.frequency->ppm));
        QVERIFY(std::isfinite(statistics.frequency->uncertainty));
        QCOMPARE(secondsBetween(Duration::min(), Duration::max()), 18446744073.709551615);
        QCOMPARE(secondsBetween(Duration::max(), Duration::min()), -18446744073.709551615);
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "test_statistics.moc"
