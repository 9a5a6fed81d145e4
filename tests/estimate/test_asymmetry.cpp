// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/asymmetry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;

namespace {

PathClaim path(const QString &host, Duration offset, std::optional<Duration> statistical)
{
    return {.host = host,
            .agrees = true,
            .offset = Offset::fromLocalMinusRemote(offset),
            .statistical = statistical};
}

PathClaim ipv6(PathClaim claim)
{
    claim.isIpv6 = true;
    return claim;
}

} // namespace

class TestAsymmetry final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoFamiliesOfOneServer()
    {
        const std::vector<PathAsymmetry> found = findAsymmetries(
            std::vector{ipv6(path(u"a"_s, 3ms, 400us)), path(u"b"_s, 1ms, 900us), path(u"a"_s, 0ms, 300us)});
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found.front(),
                 (PathAsymmetry{
                     .first = 2, .second = 0, .isOneServer = true, .difference = 3ms, .statistical = 500us}));
        QCOMPARE(found.front().atLeast(), Duration(2'500us));
    }

    void notWithinFiveTimesTheScatter()
    {
        const auto differing = [](Duration by) {
            return findAsymmetries(std::vector{path(u"a"_s, 0ms, 300us), ipv6(path(u"a"_s, by, 400us))});
        };
        QVERIFY(differing(2'500us).empty());
        QVERIFY(differing(-2'500us).empty());
        QCOMPARE(differing(2'500'001ns).size(), 1u);
        QCOMPARE(differing(-2'500'001ns).front().first, 1u); // the smaller offset first
    }

    void ofAgreeingServersTheWidestPair()
    {
        std::vector<PathClaim> paths{path(u"a"_s, 0ms, 10us), path(u"b"_s, 4ms, 10us),
                                     path(u"c"_s, -2ms, 10us), path(u"d"_s, 900ms, 10us)};
        paths[3].agrees = false; // a falseticker's clock is wrong, whatever its path
        const std::vector<PathAsymmetry> found = findAsymmetries(paths);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found.front().first, 2u);
        QCOMPARE(found.front().second, 1u);
        QVERIFY(!found.front().isOneServer);
        QCOMPARE(found.front().difference, Duration(6ms));
    }

    void theLargestFirst()
    {
        const std::vector<PathAsymmetry> found =
            findAsymmetries(std::vector{path(u"a"_s, 0ms, 10us), ipv6(path(u"a"_s, 1ms, 10us)),
                                        path(u"b"_s, 5ms, 10us), ipv6(path(u"b"_s, 3ms, 10us))});
        QCOMPARE(found.size(), 3u);
        QCOMPARE(found[0].difference, Duration(5ms)); // a and b
        QCOMPARE(found[1].difference, Duration(2ms));
        QCOMPARE(found[2].difference, Duration(1ms));
        QVERIFY(found[1].isOneServer && found[2].isOneServer);
    }

    void nothingIsSaidOfWhatIsNotKnown()
    {
        QVERIFY(findAsymmetries({}).empty());
        QVERIFY(findAsymmetries(std::vector{path(u"a"_s, 0ms, 10us)}).empty());
        QVERIFY(findAsymmetries(std::vector{path(u"a"_s, 0ms, 10us), ipv6(path(u"a"_s, 9ms, {}))}).empty());
        QVERIFY(findAsymmetries(std::vector{path(u"a"_s, 0ms, 0us), ipv6(path(u"a"_s, 9ms, 1us))}).empty());
        // Two addresses of one family may be two computers.
        QVERIFY(findAsymmetries(std::vector{path(u"a"_s, 0ms, 1us), path(u"a"_s, 9ms, 1us)}).empty());
        // Nameless ones are not one server.
        PathClaim first = path({}, 0ms, 1us);
        PathClaim second = ipv6(path({}, 9ms, 1us));
        QVERIFY(!findAsymmetries(std::vector{first, second}).front().isOneServer);
        first.agrees = false;
        QVERIFY(findAsymmetries(std::vector{first, second}).empty());
    }
};

QTEST_GUILESS_MAIN(TestAsymmetry)
#include "test_asymmetry.moc"
