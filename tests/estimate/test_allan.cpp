// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/allan.h"
#include "nbs14.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace synchroscope;

namespace {

// NBS Monograph 140, annex 8.E: nine frequency values, as phase.
std::vector<double> tenPoints()
{
    std::vector<double> phase{0};
    for (const double frequency : {892., 809., 823., 798., 671., 644., 883., 903., 677.})
        phase.push_back(phase.back() + frequency);
    return phase;
}

std::vector<double> randomWalk(int count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<double> values{0};
    while (int(values.size()) < count)
        values.push_back(values.back() + normal(generator));
    return values;
}

double modifiedDeviation(const std::vector<double> &phase, int factor, double tau)
{
    return allanDeviation(meanSecondDifferences(phase, factor), tau);
}

bool isNear(double a, double b, double relative)
{
    return std::abs(a - b) <= relative * std::abs(b);
}

} // namespace

class TestAllan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedValuesAreMet_data()
    {
        QTest::addColumn<std::vector<double>>("phase");
        QTest::addColumn<int>("factor");
        QTest::addColumn<double>("plain");
        QTest::addColumn<double>("overlapping");
        QTest::addColumn<double>("modified");
        QTest::addColumn<double>("time");
        // NIST SP 1065, for the values of nbs14.h.
        QTest::newRow("1000 points, tau 1")
            << nbs14Phase() << 1 << 2.922319e-01 << 2.922319e-01 << 2.922319e-01 << 1.687202e-01;
        QTest::newRow("1000 points, tau 10")
            << nbs14Phase() << 10 << 9.965736e-02 << 9.159953e-02 << 6.172376e-02 << 3.563623e-01;
        QTest::newRow("1000 points, tau 100")
            << nbs14Phase() << 100 << 3.897804e-02 << 3.241343e-02 << 2.170921e-02 << 1.253382e+00;
        // NIST SP 1065, for those of the monograph.
        QTest::newRow("10 points, tau 1") << tenPoints() << 1 << 91.22945 << 91.22945 << 91.22945 << 52.67135;
        QTest::newRow("10 points, tau 2") << tenPoints() << 2 << 115.8082 << 85.95287 << 74.78849 << 86.35831;
    }
    void publishedValuesAreMet()
    {
        QFETCH(const std::vector<double>, phase);
        QFETCH(const int, factor);
        QFETCH(const double, plain);
        QFETCH(const double, overlapping);
        QFETCH(const double, modified);
        QFETCH(const double, time);
        const double tau = factor;
        QVERIFY(isNear(allanDeviation(secondDifferences(phase, factor, factor), tau), plain, 1e-6));
        QVERIFY(isNear(allanDeviation(secondDifferences(phase, factor), tau), overlapping, 1e-6));
        QVERIFY(isNear(modifiedDeviation(phase, factor, tau), modified, 1e-6));
        QVERIFY(isNear(timeDeviation(modifiedDeviation(phase, factor, tau), tau), time, 1e-6));
    }

    // The definitions, sum for sum.
    void everyFactorIsAsDefined()
    {
        const std::vector<double> phase = randomWalk(60, 7);
        const auto x = [&phase](qint64 i) { return phase[size_t(i)]; };
        const auto points = qint64(phase.size());
        for (qint64 m = 1; m <= 35; ++m) {
            double plain = 0;
            qint64 plainTerms = 0;
            for (qint64 i = 0; i + 2 * m < points; ++i, ++plainTerms)
                plain += std::pow(x(i + 2 * m) - 2 * x(i + m) + x(i), 2);
            const DifferenceSum differences = secondDifferences(phase, m);
            QCOMPARE(differences.terms, plainTerms);
            QVERIFY(isNear(differences.sum, plain, 1e-12));

            double averaged = 0;
            qint64 averagedTerms = 0;
            for (qint64 j = 0; j + 3 * m <= points; ++j, ++averagedTerms) {
                double mean = 0;
                for (qint64 i = j; i < j + m; ++i)
                    mean += (x(i + 2 * m) - 2 * x(i + m) + x(i)) / double(m);
                averaged += mean * mean;
            }
            const DifferenceSum means = meanSecondDifferences(phase, m);
            QCOMPARE(means.terms, averagedTerms);
            QVERIFY(isNear(means.sum, averaged, 1e-9));

            double largest = 0;
            for (qint64 i = 0; i + m < points; ++i) {
                const auto window = std::minmax_element(phase.begin() + i, phase.begin() + i + m + 1);
                largest = std::max(largest, *window.second - *window.first);
            }
            QCOMPARE(maximumTimeIntervalError(phase, m).value_or(-1), largest);
        }
    }

    void equalValuesInAWindowAreHandled()
    {
        const std::vector<double> phase{2, 2, 2, 1, 1, 3, 3, 3, 3, 1};
        QCOMPARE(maximumTimeIntervalError(phase, 1).value_or(-1), 2.0);
        QCOMPARE(maximumTimeIntervalError(std::vector<double>(50, 4.0), 7).value_or(-1), 0.0);
    }

    void aConstantRateIsNoInstability()
    {
        std::vector<double> phase;
        phase.reserve(1000);
        for (int i = 0; i < 1000; ++i)
            phase.push_back(i * 0.5);
        for (const int factor : {1, 7, 100}) {
            QCOMPARE(secondDifferences(phase, factor).sum, 0.0);
            QCOMPARE(meanSecondDifferences(phase, factor).sum, 0.0);
            QCOMPARE(maximumTimeIntervalError(phase, factor).value_or(-1), factor * 0.5);
        }
    }

    void whatIsTooShortHasNoTerms()
    {
        for (const size_t count : {0u, 1u, 2u}) {
            const std::vector<double> phase(count, 1.0);
            QCOMPARE(secondDifferences(phase, 1).terms, 0);
            QCOMPARE(meanSecondDifferences(phase, 1).terms, 0);
            QCOMPARE(allanDeviation(secondDifferences(phase, 1), 1), 0.0);
        }
        QVERIFY(!maximumTimeIntervalError(std::vector<double>(5, 0.0), 5));
        QVERIFY(maximumTimeIntervalError(std::vector<double>(6, 0.0), 5));
    }
};

QTEST_GUILESS_MAIN(TestAllan)
#include "test_allan.moc"
