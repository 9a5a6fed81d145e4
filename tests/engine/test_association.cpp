// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/engine/association.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString publicAddress = u"192.0.2.1"_s;
const QString privateAddress = u"192.168.7.7"_s;
const QString loopbackAddress = u"127.77.0.1"_s;

/// A world with one association in it.
struct Rig
{
    explicit Rig(const QString &host) : rigHost(*parseHostSpec(host)) {}

    Association &watch()
    {
        association = std::make_unique<Association>(
            rigHost, QString(), AssociationContext{world, world, world, world, world, ledger},
            Association::Callbacks{.changed = [this] { ++changes; },
                                   .sampled =
                                       [this](const Sample &sample, bool afterGap) {
                                           samples.push_back(sample);
                                           gaps.push_back(afterGap);
                                       }});
        association->start();
        return *association;
    }

    std::vector<Duration> pauses() const
    {
        std::vector<Duration> result;
        for (size_t i = 1; i < world.requests.size(); ++i)
            result.push_back(world.requests[i].at - world.requests[i - 1].at);
        return result;
    }
    Duration shortestPause() const
    {
        const std::vector<Duration> all = pauses();
        return *std::min_element(all.begin(), all.end());
    }

    HostSpec rigHost;
    VirtualWorld world;
    SharedContactLedger ledger{{}, "boot"};
    std::unique_ptr<Association> association;
    std::vector<Sample> samples;
    std::vector<bool> gaps;
    int changes = 0;
};

} // namespace

class TestAssociation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstAnswersComeQuicklyAndThenPolitely()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        association.setAttendedSince(rig.world.read().boot);
        rig.world.advance(10s);
        QCOMPARE(rig.samples.size(), 4u);
        QVERIFY(rig.shortestPause() >= 1960ms);
        rig.world.advance(10min);
        const std::vector<Duration> pauses = rig.pauses();
        for (size_t i = 4; i < pauses.size(); ++i)
            QVERIFY(pauses[i] >= 62s && pauses[i] <= 66s);
    }

    void aDayOfPollingIsPolite()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        rig.watch().setAttendedSince(rig.world.read().boot);
        rig.world.advance(24h);
        // 4 at once, 15 minutes of 64 s, then 1024 s.
        QVERIFY(rig.world.requests.size() > 80);
        QVERIFY(rig.world.requests.size() < 4 + 16 + 90);
        QVERIFY(rig.shortestPause() >= 1960ms);
        for (size_t i = 8; i < rig.world.requests.size(); ++i)
            QVERIFY(rig.world.requests[i].at - rig.world.requests[i - 8].at >= 64s);
        QCOMPARE(rig.world.mostInFlight, 1);
    }

    void impatienceDoesNotMakeItImpolite()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        int finished = 0;
        for (int i = 0; i < 3000; ++i) {
            association.measureNow([&finished] { ++finished; });
            rig.world.advance(100ms);
        }
        rig.world.advance(64s);
        QCOMPARE(finished, 3000);
        QVERIFY(rig.shortestPause() >= 2s);
        for (size_t i = 8; i < rig.world.requests.size(); ++i)
            QVERIFY(rig.world.requests[i].at - rig.world.requests[i - 8].at >= 64s);
    }

    void aDeadPublicServerIsAskedEverLess()
    {
        Rig rig(publicAddress);
        Association &association = rig.watch();
        association.setAttendedSince(rig.world.read().boot);
        rig.world.advance(24h);
        const std::vector<Duration> pauses = rig.pauses();
        QVERIFY(pauses.back() >= 1000s);
        QVERIFY(rig.world.requests.size() < 120);
        const SourceSnapshot state = association.snapshot();
        QCOMPARE(*state.lastOutcome, QueryOutcome::Timeout);
        QCOMPARE(state.reach, 0);
        QVERIFY(state.failingSince);
    }

    void eachOutcomeIsToldApart_data()
    {
        QTest::addColumn<int>("outcome");
        for (const QueryOutcome outcome :
             {QueryOutcome::Timeout, QueryOutcome::Refused, QueryOutcome::Unreachable,
              QueryOutcome::Unsynchronised, QueryOutcome::Invalid})
            QTest::addRow("outcome %d", static_cast<int>(outcome)) << static_cast<int>(outcome);
    }
    void eachOutcomeIsToldApart()
    {
        QFETCH(int, outcome);
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress].outcome = static_cast<QueryOutcome>(outcome);
        const Association &association = rig.watch();
        rig.world.advance(4s);
        QCOMPARE(static_cast<int>(*association.snapshot().lastOutcome), outcome);
        QVERIFY(!association.snapshot().estimate);
        QVERIFY(rig.samples.empty());
    }

    void rateDoublesTheInterval()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        const Association &association = rig.watch();
        association.snapshot();
        rig.world.advance(10h);
        const std::vector<Duration> pauses = rig.pauses();
        QVERIFY(pauses.size() > 4);
        for (size_t i = 1; i < pauses.size(); ++i)
            QVERIFY(pauses[i] >= std::min<Duration>(Duration(static_cast<qint64>(
                                                        1.9 * static_cast<double>(pauses[i - 1].count()))),
                                                    16 * 1000s));
        QCOMPARE(association.snapshot().kissCode, QByteArray("RATE"));
    }

    void denyStopsUntilTheUserSaysOtherwise_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("DENY") << QByteArray("DENY");
        QTest::newRow("RSTR") << QByteArray("RSTR");
    }
    void denyStopsUntilTheUserSaysOtherwise()
    {
        QFETCH(QByteArray, code);
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {QueryOutcome::KissCode, 20ms, {}, code};
        Association &association = rig.watch();
        rig.world.advance(24h);
        QCOMPARE(rig.world.requests.size(), 1u);
        QCOMPARE(association.snapshot().activity, SourceActivity::Stopped);
        bool finished = false;
        association.measureNow([&finished] { finished = true; });
        QVERIFY(finished);
        rig.world.advance(1h);
        QCOMPARE(rig.world.requests.size(), 1u);

        rig.world.servers[publicAddress] = {};
        association.askAgain();
        rig.world.advance(1min);
        QVERIFY(!rig.samples.empty());
    }

    void aServerThatSentAnotherProgramAwayIsNotAskedAtAll()
    {
        Rig rig(publicAddress);
        rig.ledger.noteFinalKiss(QHostAddress(publicAddress));
        const Association &association = rig.watch();
        rig.world.advance(24h);
        QVERIFY(rig.world.requests.empty());
        QCOMPARE(association.snapshot().activity, SourceActivity::Stopped);
    }

    void theNextAddressOfANameIsTried()
    {
        Rig rig(u"ntp.example.org"_s);
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.168.1.1"_s),
                                                 QHostAddress(u"192.168.1.2"_s)};
        rig.world.servers[u"192.168.1.2"_s] = {};
        const Association &association = rig.watch();
        rig.world.advance(5min);
        QVERIFY(!rig.samples.empty());
        QCOMPARE(association.snapshot().address, u"192.168.1.2"_s);
    }

    void anUnknownNameIsLookedUpAgain()
    {
        Rig rig(u"ntp.example.org"_s);
        const Association &association = rig.watch();
        rig.world.advance(5s);
        QCOMPARE(*association.snapshot().lastOutcome, QueryOutcome::Unresolved);
        QCOMPARE(association.snapshot().requests, 0);
        QVERIFY(!association.snapshot().systemReason.isEmpty());
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(privateAddress)};
        rig.world.servers[privateAddress] = {};
        rig.world.advance(1min);
        QVERIFY(!rig.samples.empty());
    }

    void theOffsetHasItsSignAndBound()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress].ahead = 50ms;
        const Association &association = rig.watch();
        rig.world.advance(10s);
        const SourceEstimate estimate = *association.snapshot().estimate;
        QVERIFY(std::chrono::abs(estimate.offset.localMinusRemote() + 50ms) < 1us);
        QVERIFY(estimate.bound >= 10ms); // half of 20 ms
        QVERIFY(estimate.bound < 11ms);
    }

    void aStepOfThisClockIsNotTheServersFault()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {};
        const Association &association = rig.watch();
        rig.world.advance(1min);
        // The servers keep the true time: after a step forward of ours they are behind.
        rig.world.stepClock(2s);
        rig.world.servers[loopbackAddress].ahead = -2s;
        rig.world.advance(17s);
        const SourceEstimate estimate = *association.snapshot().estimate;
        QVERIFY(std::chrono::abs(estimate.offset.localMinusRemote() - 2s) < 1ms);
        QVERIFY(estimate.bound < 11ms);
    }

    void answersBeforeASuspendAreForgotten()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {};
        const Association &association = rig.watch();
        rig.world.advance(1min);
        QVERIFY(association.snapshot().estimate->samples > 1);
        rig.world.suspend(3h);
        rig.world.advance(17s);
        QVERIFY(association.snapshot().estimate->samples <= 2);
        QVERIFY(rig.gaps.back() || rig.gaps[rig.gaps.size() - 2]);
    }

    void silenceIsAGapAndSlowPollingIsNot()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {};
        Association &association = rig.watch();
        association.setAttendedSince(rig.world.read().boot);
        rig.world.advance(1min);
        association.setAttendedSince(std::nullopt);
        rig.world.advance(10min);
        QCOMPARE(std::count(rig.gaps.begin(), rig.gaps.end(), true), 0);
        rig.world.servers[loopbackAddress].outcome = QueryOutcome::Timeout;
        rig.world.advance(10min);
        rig.world.servers[loopbackAddress] = {};
        rig.world.advance(10min);
        QCOMPARE(std::count(rig.gaps.begin(), rig.gaps.end(), true), 1);
    }

    void aPauseIsQuietAndCountsAsAGap()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1min);
        association.setPaused(true);
        const size_t before = rig.world.requests.size();
        rig.world.advance(1h);
        QCOMPARE(rig.world.requests.size(), before);
        QCOMPARE(association.snapshot().activity, SourceActivity::Paused);
        association.setPaused(false);
        rig.world.advance(1s);
        QCOMPARE(rig.world.requests.size(), before + 1);
        QVERIFY(rig.gaps.back());
    }

    void nothingIsLeftBehind()
    {
        Rig rig(u"ntp.example.org"_s);
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(loopbackAddress)};
        // At every moment of its life, destruction leaves no timer, look-up or request.
        for (const Duration age :
             {Duration(0), Duration(1ms), Duration(310ms), Duration(335ms), Duration(3s)}) {
            rig.watch();
            rig.world.advance(age);
            rig.association.reset();
            QCOMPARE(rig.world.pendingTimers(), 0u);
            QCOMPARE(rig.world.inFlight, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestAssociation)
#include "test_association.moc"
