// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/agreement.h"

#include <QTest>

#include <bit>
#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;

class TestAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreement_data();
    void agreement();
    void agreementIsThatOfBruteForce();
};

void TestAgreement::agreement_data()
{
    using Claims = std::vector<std::optional<OffsetClaim>>;
    const auto claim = [](Duration offset, Duration bound) {
        return std::optional(OffsetClaim{Offset::fromLocalMinusRemote(offset), bound});
    };
    QTest::addColumn<Claims>("claims");
    QTest::addColumn<QString>("agrees");
    QTest::newRow("none") << Claims{} << u""_s;
    QTest::newRow("one") << Claims{claim(5s, 1ms)} << u"y"_s;
    QTest::newRow("falseticker") << Claims{claim(1ms, 5ms), claim(-2ms, 4ms), claim(-250ms, 5ms)} << u"yyn"_s;
    QTest::newRow("unmeasured") << Claims{claim(1ms, 5ms), std::nullopt, claim(2ms, 5ms)} << u"yny"_s;
    QTest::newRow("two against two") << Claims{claim(0ms, 1ms), claim(1ms, 1ms), claim(9ms, 1ms),
                                               claim(10ms, 1ms)}
                                     << u"yyyy"_s;
    QTest::newRow("two that differ") << Claims{claim(0ms, 1ms), claim(250ms, 1ms)} << u"yy"_s;
    QTest::newRow("touching") << Claims{claim(0ms, 1ms), claim(2ms, 1ms), claim(9ms, 1ms)} << u"yyn"_s;
    QTest::newRow("no bound") << Claims{claim(1ms, 0ms), claim(1ms, 0ms), claim(2ms, 0ms)} << u"yyn"_s;
    QTest::newRow("chain") << Claims{claim(0ms, 3ms), claim(2ms, 3ms), claim(5ms, 3ms), claim(9ms, 2ms)}
                           << u"yyyn"_s;
}

void TestAgreement::agreement()
{
    QFETCH(std::vector<std::optional<OffsetClaim>>, claims);
    QString agrees;
    for (const bool one : agreeingSources(claims))
        agrees += one ? u'y' : u'n';
    QTEST(agrees, "agrees");
}

void TestAgreement::agreementIsThatOfBruteForce()
{
    std::mt19937 generator(6);
    std::uniform_int_distribution<int> offset(-10, 10);
    std::uniform_int_distribution<int> bound(0, 5);
    std::uniform_int_distribution<int> count(0, 8);
    for (int round = 0; round < 3000; ++round) {
        std::vector<std::optional<OffsetClaim>> claims(static_cast<size_t>(count(generator)));
        for (auto &claim : claims)
            claim = OffsetClaim{Offset::fromLocalMinusRemote(Duration(offset(generator))),
                                Duration(bound(generator))};
        // Every set of sources with a value that all of them allow.
        std::vector<bool> expected(claims.size(), false);
        int largest = 0;
        for (unsigned set = 0; set < 1U << claims.size(); ++set) {
            Duration low = Duration::min();
            Duration high = Duration::max();
            for (size_t i = 0; i < claims.size(); ++i) {
                if (!(set >> i & 1U))
                    continue;
                low = std::max(low, claims[i]->offset.localMinusRemote() - claims[i]->bound);
                high = std::min(high, claims[i]->offset.localMinusRemote() + claims[i]->bound);
            }
            const int size = std::popcount(set);
            if (low > high || size < largest)
                continue;
            if (size > largest)
                expected.assign(claims.size(), false);
            largest = size;
            for (size_t i = 0; i < claims.size(); ++i)
                expected[i] = expected[i] || (set >> i & 1U);
        }
        QCOMPARE(agreeingSources(claims), expected);
    }
}

QTEST_GUILESS_MAIN(TestAgreement)
#include "test_agreement.moc"
