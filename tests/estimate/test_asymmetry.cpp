// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/asymmetry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

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

struct Pairs
{
    std::vector<PathAsymmetry> ofOneServer; ///< the largest difference first
    std::vector<PathAsymmetry> ofTwo;       ///< that agree
};

/// All that differ, from the definition: every claim against every other.
Pairs bruteForce(const std::vector<PathClaim> &claims)
{
    Pairs pairs;
    for (size_t i = 0; i < claims.size(); ++i) {
        for (size_t j = i + 1; j < claims.size(); ++j) {
            const bool isOneServer = !claims[i].host.isEmpty() && claims[i].host == claims[j].host;
            if (isOneServer ? claims[i].isIpv6 == claims[j].isIpv6 : !claims[i].agrees || !claims[j].agrees)
                continue;
            const bool isInOrder = claims[i].offset.localMinusRemote() <= claims[j].offset.localMinusRemote();
            PathAsymmetry pair{
                .first = isInOrder ? i : j, .second = isInOrder ? j : i, .isOneServer = isOneServer};
            const PathClaim &first = claims[pair.first];
            const PathClaim &second = claims[pair.second];
            if (first.statistical.value_or(0ns) <= 0ns || second.statistical.value_or(0ns) <= 0ns)
                continue;
            pair.difference = second.offset.localMinusRemote() - first.offset.localMinusRemote();
            pair.statistical =
                fromSeconds(std::hypot(toSeconds(*first.statistical), toSeconds(*second.statistical)));
            if (pair.difference > 5 * pair.statistical)
                (isOneServer ? pairs.ofOneServer : pairs.ofTwo).push_back(pair);
        }
    }
    std::ranges::stable_sort(pairs.ofOneServer, std::ranges::greater(), &PathAsymmetry::difference);
    return pairs;
}

/// Some without a name, some of the same server, some unknown, some that disagree.
std::vector<PathClaim> randomClaims(std::mt19937 &generator)
{
    const auto upTo = [&generator](int most) { return std::uniform_int_distribution(0, most)(generator); };
    const int count = upTo(24);
    const int hosts = upTo(12);
    const int grain = upTo(1) != 0 ? 100'000 : 1; // coarse ones are often equal
    std::vector<PathClaim> claims;
    claims.reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        const int host = upTo(hosts);
        PathClaim claim = path(host == 0 ? QString() : QString::number(host),
                               Duration(upTo(20'000'000 / grain) * grain - 10'000'000),
                               fromSeconds(std::pow(10., -6 + upTo(400) / 100.)) / grain * grain);
        claim.isIpv6 = upTo(1) != 0;
        claim.agrees = upTo(5) != 0;
        if (upTo(9) == 0)
            claim.statistical = upTo(1) != 0 ? std::optional(Duration::zero()) : std::nullopt;
        claims.push_back(claim);
    }
    return claims;
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

    void asFromTheDefinition()
    {
        std::mt19937 generator(11);
        int wide = 0;
        int ofOneServer = 0;
        for (int run = 0; run < 20'000; ++run) {
            const std::vector<PathClaim> claims = randomClaims(generator);
            const Pairs expected = bruteForce(claims);
            std::vector<PathAsymmetry> found = findAsymmetries(claims);
            QVERIFY(std::ranges::is_sorted(found, std::ranges::greater(), &PathAsymmetry::difference));
            const auto widest = std::ranges::find(found, false, &PathAsymmetry::isOneServer);
            QCOMPARE(widest == found.end(), expected.ofTwo.empty());
            if (widest != found.end()) {
                // Any of those that differ most.
                QVERIFY(std::ranges::find(expected.ofTwo, *widest) != expected.ofTwo.end());
                QCOMPARE(widest->difference,
                         std::ranges::max(expected.ofTwo, {}, &PathAsymmetry::difference).difference);
                found.erase(widest);
                ++wide;
            }
            QVERIFY(found == expected.ofOneServer);
            ofOneServer += int(found.size());
        }
        QVERIFY(wide > 5'000 && ofOneServer > 5'000);
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
