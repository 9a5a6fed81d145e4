// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/deviationconfidence.h"

#include "core/estimate/allan.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace synchroscope;

namespace {

std::vector<double> noisePhase(ClockNoise noise, int count, std::mt19937 &generator)
{
    std::normal_distribution<double> normal;
    std::vector<double> phase;
    phase.reserve(size_t(count));
    double rate = 0;
    double sum = 0;
    for (int i = 0; i < count; ++i) {
        const double step = normal(generator);
        // The mean of a random walk over an interval beside its end, so that it is one at all times.
        sum += noise == ClockNoise::RandomWalkFrequency
                   ? rate + step / 2 + normal(generator) / std::sqrt(12.0)
                   : step;
        rate += step;
        phase.push_back(noise == ClockNoise::WhitePhase ? step : sum);
    }
    return phase;
}

double freedom(ClockNoise noise, qint64 factor, std::vector<qint64> terms,
               Averaging averaging = Averaging::None)
{
    return degreesOfFreedom(noise, factor, terms, averaging);
}

} // namespace

class TestDeviationConfidence final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noiseIsNamedByItsSlope_data()
    {
        QTest::addColumn<double>("growth");
        QTest::addColumn<ClockNoise>("noise");
        QTest::newRow("white phase") << 0.125 << ClockNoise::WhitePhase;
        QTest::newRow("steeper than any") << 0.01 << ClockNoise::WhitePhase;
        QTest::newRow("flicker phase") << 0.26 << ClockNoise::FlickerPhase;
        QTest::newRow("white frequency") << 0.5 << ClockNoise::WhiteFrequency;
        QTest::newRow("flicker frequency") << 1.1 << ClockNoise::FlickerFrequency;
        QTest::newRow("random walk") << 2.0 << ClockNoise::RandomWalkFrequency;
        QTest::newRow("drift") << 1e6 << ClockNoise::RandomWalkFrequency;
        QTest::newRow("no slope") << std::nan("") << ClockNoise::WhiteFrequency;
        QTest::newRow("nothing left") << 0.0 << ClockNoise::WhiteFrequency;
    }
    void noiseIsNamedByItsSlope()
    {
        QFETCH(const double, growth);
        QFETCH(const ClockNoise, noise);
        QCOMPARE(noiseOf(growth), noise);
    }

    // NIST SP 1065, table 5: simple approximations for the overlapping Allan deviation of N readings.
    void degreesOfFreedomAreNearTheSimpleFormulas_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("factor");
        for (const int points : {129, 1025}) {
            for (const int factor : {1, 2, 8, 32})
                QTest::addRow("%d points, factor %d", points, factor) << points << factor;
        }
    }
    void degreesOfFreedomAreNearTheSimpleFormulas()
    {
        QFETCH(const int, points);
        QFETCH(const int, factor);
        const double N = points;
        const double m = factor;
        const std::vector<qint64> terms{points - 2 * factor};
        const auto isNear = [&](ClockNoise noise, double expected, double tolerance = 0.06) {
            const double ratio = freedom(noise, factor, terms) / expected;
            if (std::abs(ratio - 1) > tolerance)
                qWarning() << int(noise) << ratio;
            return std::abs(ratio - 1) <= tolerance;
        };
        QVERIFY(isNear(ClockNoise::WhitePhase, (N + 1) * (N - 2 * m) / (2 * (N - m))));
        QVERIFY(isNear(ClockNoise::WhiteFrequency,
                       (3 * (N - 1) / (2 * m) - 2 * (N - 2) / N) * 4 * m * m / (4 * m * m + 5)));
        QVERIFY(isNear(
            ClockNoise::FlickerFrequency,
            factor == 1 ? 2 * (N - 2) * (N - 2) / (2.3 * N - 4.9) : 5 * N * N / (4 * m * (N + 3 * m)), 0.15));
        QVERIFY(isNear(ClockNoise::RandomWalkFrequency,
                       (N - 2) / m * ((N - 1) * (N - 1) - 3 * m * (N - 1) + 4 * m * m) / ((N - 3) * (N - 3)),
                       0.15));
    }

    // What the number means: a mean square of so many degrees of freedom scatters by 2/freedom of its square.
    void degreesOfFreedomTellTheScatter_data()
    {
        QTest::addColumn<ClockNoise>("noise");
        QTest::addColumn<int>("factor");
        QTest::addColumn<Averaging>("averaging");
        for (const ClockNoise noise :
             {ClockNoise::WhitePhase, ClockNoise::WhiteFrequency, ClockNoise::RandomWalkFrequency}) {
            for (const int factor : {1, 4, 16}) {
                for (const Averaging averaging : {Averaging::None, Averaging::OverTau})
                    QTest::addRow("noise %d, factor %d, averaging %d", int(noise), factor, int(averaging))
                        << noise << factor << averaging;
            }
        }
    }
    void degreesOfFreedomTellTheScatter()
    {
        QFETCH(const ClockNoise, noise);
        QFETCH(const int, factor);
        QFETCH(const Averaging, averaging);
        constexpr int runs = 3000;
        constexpr int points = 96;
        std::mt19937 generator(4);
        double sum = 0;
        double squares = 0;
        qint64 terms = 0;
        for (int run = 0; run < runs; ++run) {
            const std::vector<double> phase = noisePhase(noise, points, generator);
            const DifferenceSum differences = averaging == Averaging::None
                                                  ? secondDifferences(phase, factor)
                                                  : meanSecondDifferences(phase, factor);
            terms = differences.terms;
            sum += differences.sum;
            squares += differences.sum * differences.sum;
        }
        const double mean = sum / runs;
        const double scatter = squares / runs / (mean * mean) - 1;
        const double ratio = freedom(noise, factor, {terms}, averaging) * scatter / 2;
        // Three thousand runs know a variance to some percent.
        QVERIFY2(std::abs(ratio - 1) < 0.12, qPrintable(QString::number(ratio)));
    }

    void piecesAddUp()
    {
        for (const ClockNoise noise : {ClockNoise::WhitePhase, ClockNoise::FlickerFrequency}) {
            const double one = freedom(noise, 8, {500});
            QVERIFY(std::abs(freedom(noise, 8, {500, 500, 500}) / one - 3) < 1e-9);
            // A longer piece counts for more, and what is too short for nothing.
            QVERIFY(std::abs(freedom(noise, 8, {500, 0, -3}) / one - 1) < 1e-9);
            QVERIFY(freedom(noise, 8, {500, 20}) > one);
            QVERIFY(freedom(noise, 8, {500, 20}) < freedom(noise, 8, {520}) * 1.1);
        }
        QCOMPARE(freedom(ClockNoise::WhitePhase, 4, {}), 0.0);
        QCOMPARE(freedom(ClockNoise::WhitePhase, 4, {0, -5}), 0.0);
        QVERIFY(std::abs(freedom(ClockNoise::WhiteFrequency, 4, {1}) - 1) < 1e-9);
    }

    // Published quantiles of the chi-square distribution, 2.5 % and 97.5 % (NIST/SEMATECH e-Handbook,
    // 1.3.6.7.4).
    void factorsAreThoseOfChiSquare_data()
    {
        QTest::addColumn<double>("freedom");
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::newRow("1") << 1.0 << 0.000982 << 5.024;
        QTest::newRow("2") << 2.0 << 0.0506 << 7.378;
        QTest::newRow("10") << 10.0 << 3.247 << 20.483;
        QTest::newRow("50") << 50.0 << 32.357 << 71.420;
        QTest::newRow("100") << 100.0 << 74.222 << 129.561;
    }
    void factorsAreThoseOfChiSquare()
    {
        QFETCH(const double, freedom);
        QFETCH(const double, lower);
        QFETCH(const double, upper);
        const ConfidenceFactors factors = confidenceFactors(freedom);
        QVERIFY(std::abs(factors.high / std::sqrt(freedom / lower) - 1) < 1e-3);
        QVERIFY(std::abs(factors.low / std::sqrt(freedom / upper) - 1) < 1e-3);
    }
};

QTEST_GUILESS_MAIN(TestDeviationConfidence)
#include "test_deviationconfidence.moc"
