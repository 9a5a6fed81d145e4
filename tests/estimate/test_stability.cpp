// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/stability.h"

#include "core/estimate/allan.h"
#include "nbs14.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

using Phase = std::vector<PhasePoint>;

Phase evenly(const std::vector<double> &phase, double interval)
{
    Phase points;
    points.reserve(phase.size());
    for (const double value : phase)
        points.push_back({.time = 1000 + interval * double(points.size()), .phase = value});
    return points;
}

std::vector<double> whiteNoise(int count, double deviation, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<double> values;
    values.reserve(size_t(count));
    for (int i = 0; i < count; ++i)
        values.push_back(normal(generator));
    return values;
}

std::vector<double> summed(std::vector<double> values)
{
    for (size_t i = 1; i < values.size(); ++i)
        values[i] += values[i - 1];
    return values;
}

bool isNear(double a, double b, double relative)
{
    return std::abs(a - b) <= relative * std::abs(b);
}

} // namespace

class TestStability final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void octavesGoUpToAQuarter_data()
    {
        QTest::addColumn<int>("readings");
        QTest::addColumn<int>("octaves");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("one") << 1 << 0;
        QTest::newRow("three") << 3 << 0;
        QTest::newRow("four") << 4 << 1;
        QTest::newRow("seven") << 7 << 1;
        QTest::newRow("eight") << 8 << 2;
        QTest::newRow("a thousand and one") << 1001 << 8;
    }
    void octavesGoUpToAQuarter()
    {
        QFETCH(const int, readings);
        QFETCH(const int, octaves);
        const Stability stability = stabilityOf(evenly(whiteNoise(readings, 1e-4, 1), 64));
        QCOMPARE(int(stability.points.size()), octaves);
        double tau = 64;
        for (const StabilityPoint &point : stability.points) {
            QCOMPARE(point.tau, tau);
            QVERIFY(point.allan.terms > 0);
            QVERIFY(point.modifiedAllan.terms > 0);
            QVERIFY(point.allan.low < point.allan.value);
            QVERIFY(point.allan.value < point.allan.high);
            QVERIFY(point.time.low < point.time.value);
            QVERIFY(point.time.value < point.time.high);
            QVERIFY(std::isfinite(point.allan.high));
            tau *= 2;
        }
    }

    void evenReadingsAreTakenAsTheyAre()
    {
        const std::vector<double> phase = nbs14Phase();
        const Stability stability = stabilityOf(evenly(phase, 1));
        QCOMPARE(stability.readings, 1001);
        QCOMPARE(stability.interval, 1.0);
        qint64 factor = 1;
        for (const StabilityPoint &point : stability.points) {
            const auto tau = double(factor);
            QVERIFY(isNear(point.allan.value, allanDeviation(secondDifferences(phase, factor), tau), 1e-12));
            QVERIFY(isNear(point.modifiedAllan.value,
                           allanDeviation(meanSecondDifferences(phase, factor), tau), 1e-12));
            QVERIFY(isNear(point.time.value, point.modifiedAllan.value * tau / std::sqrt(3.0), 1e-12));
            QCOMPARE(point.largestTimeError, maximumTimeIntervalError(phase, factor).value_or(-1));
            QCOMPARE(point.allan.terms, 1001 - 2 * factor);
            factor *= 2;
        }
        QVERIFY(isNear(stability.points.front().allan.value, 2.922319e-01, 1e-6));
    }

    void constantRateAndStartDoNotMatter()
    {
        const std::vector<double> noise = whiteNoise(512, 1e-5, 3);
        std::vector<double> moved = noise;
        for (size_t i = 0; i < moved.size(); ++i)
            moved[i] += 40 + 20e-6 * 64 * double(i);
        const Stability plain = stabilityOf(evenly(noise, 64));
        const Stability other = stabilityOf(evenly(moved, 64));
        for (size_t i = 0; i < plain.points.size(); ++i)
            QVERIFY(isNear(other.points[i].allan.value, plain.points[i].allan.value, 1e-6));
        QVERIFY(other.points.back().largestTimeError > 100 * plain.points.back().largestTimeError);
    }

    void noiseIsRecognised_data()
    {
        QTest::addColumn<std::vector<double>>("phase");
        QTest::addColumn<ClockNoise>("noise");
        QTest::addColumn<double>("slope");
        const std::vector<double> noise = whiteNoise(8192, 1e-6, 5);
        QTest::newRow("white phase") << noise << ClockNoise::WhitePhase << -1.0;
        QTest::newRow("white frequency") << summed(noise) << ClockNoise::WhiteFrequency << -0.5;
        QTest::newRow("random walk") << summed(summed(noise)) << ClockNoise::RandomWalkFrequency << 0.5;
    }
    void noiseIsRecognised()
    {
        QFETCH(const std::vector<double>, phase);
        QFETCH(const ClockNoise, noise);
        QFETCH(const double, slope);
        const Stability stability = stabilityOf(evenly(phase, 16));
        for (size_t i = 0; i < 6; ++i)
            QCOMPARE(stability.points[i].noise, noise);
        const double measured =
            std::log2(stability.points[5].allan.value / stability.points[1].allan.value) / 4;
        QVERIFY(std::abs(measured - slope) < 0.1);
    }

    // White phase noise of deviation s has the Allan deviation s·√3/tau, white frequency noise s/√tau.
    void confidenceCoversTheTruth_data()
    {
        QTest::addColumn<bool>("ofFrequency");
        QTest::newRow("white phase") << false;
        QTest::newRow("white frequency") << true;
    }
    void confidenceCoversTheTruth()
    {
        QFETCH(const bool, ofFrequency);
        int covered = 0;
        int all = 0;
        for (unsigned seed = 0; seed < 300; ++seed) {
            const std::vector<double> noise = whiteNoise(256, 1, seed);
            const Stability stability = stabilityOf(evenly(ofFrequency ? summed(noise) : noise, 1));
            for (const StabilityPoint &point : stability.points) {
                const double truth = ofFrequency ? 1 / std::sqrt(point.tau) : std::sqrt(3.0) / point.tau;
                covered += point.allan.low <= truth && truth <= point.allan.high ? 1 : 0;
                ++all;
            }
        }
        const double share = double(covered) / all;
        QVERIFY2(share > 0.90 && share < 0.985, qPrintable(QString::number(share)));
    }

    void smallUnevennessIsInterpolated()
    {
        // A clock that wanders slowly, read at times that are a few percent off.
        const auto truth = [](double time) { return 1e-3 * std::sin(time / 4000); };
        std::mt19937 generator(2);
        std::uniform_real_distribution<double> early(-1.2, 1.2);
        Phase even;
        Phase uneven;
        for (int i = 0; i < 2000; ++i) {
            const double time = 64.0 * i;
            const double read = time + (i == 0 || i == 1999 ? 0 : early(generator));
            even.push_back({.time = time, .phase = truth(time)});
            uneven.push_back({.time = read, .phase = truth(read)});
        }
        const Stability expected = stabilityOf(even);
        const Stability stability = stabilityOf(uneven);
        QVERIFY(isNear(stability.interval, 64, 0.01));
        QCOMPARE(stability.points.size(), expected.points.size());
        for (size_t i = 2; i < stability.points.size(); ++i)
            QVERIFY(isNear(stability.points[i].allan.value, expected.points[i].allan.value, 0.05));
    }

    void unevenPollsAreInterpolatedAndALostOneIsAGap_data()
    {
        QTest::addColumn<double>("late");
        QTest::addColumn<bool>("isGap");
        QTest::newRow("in time") << 0.0 << false;
        QTest::newRow("less than half a poll late") << 0.45 << false;
        QTest::newRow("one lost, and the next a little early") << 0.96 << true;
        QTest::newRow("a poll late") << 1.0 << true;
        QTest::newRow("a day late") << 1350.0 << true;
    }
    void unevenPollsAreInterpolatedAndALostOneIsAGap()
    {
        QFETCH(const double, late);
        QFETCH(const bool, isGap);
        Phase points = evenly(whiteNoise(200, 1e-5, 4), 64);
        for (size_t i = 100; i < points.size(); ++i)
            points[i].time += late * 64;
        const Stability stability = stabilityOf(points);
        // Of two pieces of a hundred, taus go up to 25 of their readings.
        QCOMPARE(stability.points.back().tau, isGap ? 16 * 64.0 : 32 * 64.0);
        QCOMPARE(stability.points.front().allan.terms, isGap ? 196 : 198);
    }

    void piecesAreTakenTogether()
    {
        const std::vector<double> noise = whiteNoise(300, 1e-5, 8);
        Phase points = evenly(noise, 64);
        for (size_t i = 100; i < 300; ++i) {
            // Other boots; the readings do not compare.
            points[i].time -= 64.0 * 50;
            points[i].phase += 1000;
        }
        points[100].gapBefore = true;
        const Stability stability = stabilityOf(points);
        qint64 factor = 1;
        for (const StabilityPoint &point : stability.points) {
            DifferenceSum sum = secondDifferences(std::span(noise).first(100), factor);
            sum += secondDifferences(std::span(noise).subspan(100), factor);
            QCOMPARE(point.allan.terms, sum.terms);
            QVERIFY(isNear(point.allan.value, allanDeviation(sum, point.tau), 1e-6));
            QVERIFY(point.largestTimeError < 1);
            factor *= 2;
        }
        QCOMPARE(stability.points.back().tau, 32 * 64.0);
        // Taken together they are known better than one of them alone.
        const Stability one = stabilityOf(std::span(points).first(100));
        QVERIFY(stability.points[2].allan.high / stability.points[2].allan.value <
                one.points[2].allan.high / one.points[2].allan.value);
    }

    void whatIsLongerThanEveryPieceIsNotTold()
    {
        Phase points = evenly(whiteNoise(400, 1e-5, 8), 64);
        for (size_t i = 0; i < points.size(); i += 3)
            points[i].gapBefore = true;
        QVERIFY(stabilityOf(points).points.empty());
    }

    void averagingIsUsefulUntilTheOscillatorWanders()
    {
        const std::vector<double> noise = whiteNoise(8192, 1e-4, 11);
        QVERIFY(!stabilityOf(evenly(noise, 16)).usefulAveraging);
        const std::vector<double> walk = summed(summed(whiteNoise(8192, 5e-7, 12)));
        std::vector<double> both = noise;
        for (size_t i = 0; i < both.size(); ++i)
            both[i] += walk[i];
        // The sum of 3·(1e-4)²/tau² and (5e-7/16)²/16·tau/3 is least at 1440 s.
        const std::optional<double> useful = stabilityOf(evenly(both, 16)).usefulAveraging;
        QVERIFY(useful);
        QVERIFY(*useful >= 512 && *useful <= 4096);
        QCOMPARE(stabilityOf(evenly(walk, 16)).usefulAveraging.value_or(0), 16.0);
    }

    void oscillatorsPhaseHasNoStepsInIt()
    {
        std::vector<MeasuredPoint> points;
        for (int i = 0; i < 10; ++i) {
            const Duration moved = i < 5 ? 0s : 40s;
            points.push_back({.uptime = 100s + 64s * i,
                              .clockMinusUptime = 1'700'000'000s + moved,
                              .offset = moved + 1ms * i,
                              .delay = 10ms});
        }
        const std::vector<PhasePoint> phase = oscillatorPhase(points);
        for (size_t i = 0; i < phase.size(); ++i) {
            QCOMPARE(phase[i].time, 64.0 * double(i));
            QVERIFY(std::abs(phase[i].phase - 1e-3 * double(i)) < 1e-12);
        }
        points[6].gapBefore = true;
        QCOMPARE(oscillatorPhase(points)[6].phase, 0.0);
        QVERIFY(oscillatorPhase(points)[6].gapBefore);
        QVERIFY(oscillatorPhase({}).empty());
    }

    void equalReadingsAreSteady()
    {
        const Stability stability = stabilityOf(evenly(std::vector<double>(100, 3.0), 1));
        QCOMPARE(stability.points.size(), 5u);
        for (const StabilityPoint &point : stability.points) {
            QCOMPARE(point.allan.value, 0.0);
            QCOMPARE(point.allan.high, 0.0);
            QCOMPARE(point.largestTimeError, 0.0);
        }
        QVERIFY(!stability.usefulAveraging);
    }

    void unusableReadingsAreLeftOut()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinite = std::numeric_limits<double>::infinity();
        Phase points = evenly(whiteNoise(200, 1e-5, 4), 64);
        const Stability expected = stabilityOf(points);
        points.insert(points.begin() + 50, {.time = points[49].time, .phase = 7});
        points.insert(points.begin() + 60, {.time = points[40].time, .phase = 7});
        points.insert(points.begin() + 70, {.time = points[69].time + 1, .phase = nan});
        points.insert(points.begin() + 80, {.time = nan, .phase = 0});
        points.insert(points.begin() + 90, {.time = infinite, .phase = 0});
        points.insert(points.begin() + 95, {.time = points[94].time + 1, .phase = -1e300});
        const Stability stability = stabilityOf(points);
        QCOMPARE(stability.readings, expected.readings);
        for (size_t i = 0; i < expected.points.size(); ++i)
            QCOMPARE(stability.points[i].allan.value, expected.points[i].allan.value);
        // A gap before a reading that is left out is one before the next.
        Phase gap = evenly(whiteNoise(200, 1e-5, 4), 64);
        gap[100].gapBefore = true;
        gap[100].phase = nan;
        QCOMPARE(stabilityOf(gap).points.front().allan.terms, 98 + 97);
        QVERIFY(stabilityOf(Phase(100, {.time = nan, .phase = nan})).points.empty());
        QVERIFY(stabilityOf(Phase(100, {.time = 5, .phase = 1})).points.empty());
    }

    void extremeTimesAreSafe()
    {
        std::vector<MeasuredPoint> points(50);
        for (size_t i = 0; i < points.size(); ++i) {
            points[i].uptime = i % 2 == 0 ? Duration::min() : Duration::max();
            points[i].clockMinusUptime = i % 2 == 0 ? Duration::max() : Duration::min();
            points[i].offset = i % 3 == 0 ? Duration::max() : Duration::min();
        }
        stabilityOf(oscillatorPhase(points));
        std::sort(points.begin(), points.end(),
                  [](const MeasuredPoint &a, const MeasuredPoint &b) { return a.uptime < b.uptime; });
        stabilityOf(oscillatorPhase(points));
    }
};

QTEST_GUILESS_MAIN(TestStability)
#include "test_stability.moc"
