// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/selectable.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{1'795'392'000s};

SourceSnapshot watched(const QString &host, const QString &address, Duration offset)
{
    SourceSnapshot source;
    source.host = *parseHostSpec(host);
    source.id.key = source.host.canonical();
    source.label = host;
    source.address = address;
    source.lastOutcome = QueryOutcome::Ok;
    source.reach = 0xff;
    source.estimate = SourceEstimate{.offset = Offset::fromLocalMinusRemote(offset),
                                     .bound = 20ms,
                                     .boundToServer = 19ms,
                                     .rootDistance = 1ms,
                                     .minimumDelay = 38ms,
                                     .jitter = 40us,
                                     .statistical = 50us,
                                     .samples = 8,
                                     .at = now};
    return source;
}

/// By its name over IPv4, and by its IPv6 address.
std::vector<SourceSnapshot> bothWays()
{
    std::vector<SourceSnapshot> sources{watched(u"a.example"_s, u"192.0.2.1"_s, 1ms),
                                        watched(u"[2001:db8::1]"_s, u"2001:db8::1"_s, 5ms),
                                        watched(u"b.example"_s, u"192.0.2.2"_s, 1ms)};
    sources[0].otherAddress = u"2001:db8::1"_s;
    return sources;
}

Selection select(const std::vector<SourceSnapshot> &sources)
{
    std::vector<SelectionSource> claims;
    claims.reserve(sources.size());
    for (const SourceSnapshot &source : sources)
        claims.push_back(selectable(source));
    return selectSources(claims, now);
}

std::vector<PathAsymmetry> asymmetries(const std::vector<SourceSnapshot> &sources)
{
    return findAsymmetries(pathClaims(sources, select(sources).uses));
}

} // namespace

/// What the snapshot's sources are to the selection.
class TestSelectable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServerAskedBothWaysHasOneVote()
    {
        const Selection selection = select(bothWays());
        QCOMPARE(std::ranges::count(selection.uses, SourceUse::SameServer), 1);
        QCOMPARE(selection.answer->witnesses, 2);
        // Nothing is known of the second while no name joins them.
        std::vector<SourceSnapshot> apart = bothWays();
        apart[0].otherAddress.clear();
        QCOMPARE(select(apart).answer->witnesses, 3);
        // Another port is another server.
        std::vector<SourceSnapshot> otherPort = bothWays();
        otherPort[1].host.port = 1123;
        QCOMPARE(select(otherPort).answer->witnesses, 3);
    }

    void itsTwoWaysShowAnAsymmetry()
    {
        const std::vector<PathAsymmetry> found = asymmetries(bothWays());
        QVERIFY(!found.empty());
        QVERIFY(found[0].isOneServer);
        QCOMPARE(found[0].first, 0u);
        QCOMPARE(found[0].second, 1u);
        QCOMPARE(found[0].difference, Duration(4ms));

        std::vector<SourceSnapshot> apart = bothWays();
        apart[0].otherAddress.clear();
        for (const PathAsymmetry &other : asymmetries(apart))
            QVERIFY(!other.isOneServer);
    }

    void whatTheOscillatorMayHaveWanderedIsNoAsymmetry()
    {
        std::vector<SourceSnapshot> sources = bothWays();
        sources[1].estimate->offset = Offset::fromLocalMinusRemote(1ms + 500us);
        for (SourceSnapshot &source : sources)
            source.lastAnswer = now;
        QVERIFY(asymmetries(sources)[0].isOneServer); // 0.5 ms against ± 70 µs
        sources[1].lastAnswer = now - 1000s;          // 1 ppm of that are 1 ms
        for (const PathAsymmetry &found : asymmetries(sources))
            QVERIFY(!found.isOneServer);
    }

    void aServerWithoutALineIsJudgedByItsJitter()
    {
        SourceSnapshot source = watched(u"a.example"_s, u"192.0.2.1"_s, 1ms);
        source.estimate->jitter = 2s;
        QCOMPARE(select({source}).uses[0], SourceUse::Combined);
        source.estimate->statistical.reset();
        QCOMPARE(select({source}).uses[0], SourceUse::Jittery);
    }

    void oneLostPacketIsNoSilence()
    {
        SourceSnapshot source = watched(u"a.example"_s, u"192.0.2.1"_s, 1ms);
        source.lastOutcome = QueryOutcome::Timeout;
        source.reach = 0b11111100;
        QVERIFY(!selectable(source).failed);
        source.reach = 0b11111000;
        QVERIFY(selectable(source).failed);
        source.reach = 0xff;
        source.lastOutcome = QueryOutcome::Refused;
        QVERIFY(selectable(source).failed);
    }
};

QTEST_GUILESS_MAIN(TestSelectable)
#include "test_selectable.moc"
