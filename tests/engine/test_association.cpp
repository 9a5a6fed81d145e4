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
const QString poolName = u"pool.example.org"_s;

QHostAddress poolMember(int number)
{
    return QHostAddress(0xc6120000U + static_cast<quint32>(number)); // 198.18.0.0/15
}

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
                                       },
                                   .doubted = [] {},
                                   .moved = [](const SourceMove &) {}});
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

    SourceSnapshot snapshot() const { return association->snapshot(world.read()); }

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
        const SourceSnapshot state = rig.snapshot();
        QCOMPARE(*state.lastOutcome, QueryOutcome::Timeout);
        QCOMPARE(state.reach, 0);
        QVERIFY(state.failingSince);
    }

    void answersCountFromTheFirstAfterAFailureOrASleep()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        association.setAttendedSince(rig.world.read().boot);
        const Instant beginning = rig.world.read().realtime;
        const auto answeringFor = [&rig] {
            return rig.world.read().realtime - rig.snapshot().answeringSince.value_or(Instant());
        };
        rig.world.advance(30min);
        QVERIFY(rig.snapshot().answeringSince);
        QVERIFY(*rig.snapshot().answeringSince - beginning < 10s);
        rig.world.setNetwork(false);
        rig.world.advance(20min);
        rig.world.setNetwork(true);
        rig.world.advance(20min);
        QVERIFY(!rig.snapshot().failingSince);
        QVERIFY(answeringFor() < 20min);
        rig.world.advance(20min);
        QVERIFY(answeringFor() > 20min);
        rig.world.suspend(3h);
        association.refresh(rig.world.read());
        QVERIFY(!rig.snapshot().answeringSince);
        rig.world.advance(5min);
        QVERIFY(answeringFor() < 5min);
        rig.world.advance(20min);
        association.setPaused(true);
        QVERIFY(!rig.snapshot().answeringSince);
        rig.world.advance(10min);
        association.setPaused(false);
        rig.world.advance(5min);
        QVERIFY(answeringFor() < 5min);
    }

    void theLongestTimeBetweenAnswersIsKnown()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        association.setAttendedSince(rig.world.read().boot);
        rig.world.advance(30min);
        const auto apart = [&rig] { return rig.snapshot().answersApart; };
        QVERIFY(apart() > 50s && apart() < 80s);
        association.setAttendedSince(std::nullopt);
        rig.world.advance(3h);
        QVERIFY(apart() > 900s && apart() < 1200s);
        // However often it is asked since.
        association.setAttendedSince(rig.world.read().boot);
        rig.world.advance(1h);
        QVERIFY(apart() > 900s);
        // What was before a failure does not count.
        rig.world.setNetwork(false);
        rig.world.advance(20min);
        rig.world.setNetwork(true);
        association.setAttendedSince(rig.world.read().boot);
        rig.world.advance(30min);
        QVERIFY(!rig.snapshot().failingSince);
        QVERIFY(apart() > 50s && apart() < 80s);
    }

    void aNameOfBothFamiliesHasAnotherWay()
    {
        Rig rig(u"dual.example"_s);
        rig.world.names[u"dual.example"_s] = {QHostAddress(publicAddress), QHostAddress(u"2001:db8::1"_s)};
        rig.world.servers[publicAddress] = {};
        rig.watch();
        rig.world.advance(10s);
        QCOMPARE(rig.snapshot().address, publicAddress);
        QCOMPARE(rig.snapshot().otherAddress, u"2001:db8::1"_s);
    }

    void aPoolIsNotOneServerWithTwoWays()
    {
        Rig rig(u"pool.example"_s);
        rig.world.names[u"pool.example"_s] = {QHostAddress(publicAddress), QHostAddress(u"2001:db8::1"_s),
                                              QHostAddress(u"2001:db8::2"_s)};
        rig.world.servers[publicAddress] = {};
        rig.watch();
        rig.world.advance(10s);
        QCOMPARE(rig.snapshot().address, publicAddress);
        QCOMPARE(rig.snapshot().otherAddress, QString());
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
        rig.watch();
        rig.world.advance(4s);
        QCOMPARE(static_cast<int>(*rig.snapshot().lastOutcome), outcome);
        QVERIFY(!rig.snapshot().estimate);
        QVERIFY(rig.samples.empty());
    }

    void ignoredRepliesAddUp()
    {
        Rig rig(loopbackAddress);
        VirtualWorld::Server &server = rig.world.servers[loopbackAddress];
        server.ignored = {.otherOrigin = 1000, .duplicate = 1};
        rig.watch();
        rig.world.advance(400ms);
        QCOMPARE(rig.snapshot().answers, 1);
        QCOMPARE(rig.snapshot().ignored, (IgnoredReplies{.otherOrigin = 1000, .duplicate = 1}));
        // Also when no answer comes.
        server.outcome = QueryOutcome::Timeout;
        server.ignored = {.late = 1, .malformed = 2, .otherKind = 3, .impossibleDelay = 4};
        rig.world.advance(1min);
        const int silent = rig.snapshot().ignored.late;
        QVERIFY(silent > 1);
        QCOMPARE(rig.snapshot().ignored, (IgnoredReplies{.otherOrigin = 1000,
                                                         .duplicate = 1,
                                                         .late = silent,
                                                         .malformed = 2 * silent,
                                                         .otherKind = 3 * silent,
                                                         .impossibleDelay = 4 * silent}));
    }

    void rateDoublesTheInterval()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        rig.watch();
        rig.world.advance(10h);
        const std::vector<Duration> pauses = rig.pauses();
        QVERIFY(pauses.size() > 4);
        for (size_t i = 1; i < pauses.size(); ++i)
            QVERIFY(pauses[i] >= std::min<Duration>(Duration(static_cast<qint64>(
                                                        1.9 * static_cast<double>(pauses[i - 1].count()))),
                                                    16 * 1000s));
        QCOMPARE(rig.snapshot().kissCode, QByteArray("RATE"));
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
        QCOMPARE(rig.snapshot().activity, SourceActivity::Stopped);
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
        rig.watch();
        rig.world.advance(24h);
        QVERIFY(rig.world.requests.empty());
        QCOMPARE(rig.snapshot().activity, SourceActivity::Stopped);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::KissCode);
    }

    void theNextAddressOfANameIsTriedAtOnce_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::newRow("refused") << int(QueryOutcome::Refused);
        QTest::newRow("unreachable") << int(QueryOutcome::Unreachable);
        QTest::newRow("timeout") << int(QueryOutcome::Timeout);
        QTest::newRow("unsynchronised") << int(QueryOutcome::Unsynchronised);
        QTest::newRow("not ready") << int(QueryOutcome::KissCode);
    }
    void theNextAddressOfANameIsTriedAtOnce()
    {
        QFETCH(const int, outcome);
        Rig rig(u"ntp.example.org"_s);
        rig.world.names[u"ntp.example.org"_s] = {
            QHostAddress(u"2001:db8::1"_s), QHostAddress(u"192.168.1.1"_s), QHostAddress(u"192.168.1.2"_s)};
        for (const QString &address : {u"2001:db8::1"_s, u"192.168.1.1"_s})
            rig.world.servers[address] = {QueryOutcome(outcome), 20ms, {}, "INIT"};
        rig.world.servers[u"192.168.1.2"_s] = {};
        rig.watch();
        rig.world.advance(10s);
        QVERIFY(!rig.samples.empty());
        QCOMPARE(rig.snapshot().address, u"192.168.1.2"_s);
        // From then on nothing is slower for the two before it.
        const SourceSnapshot state = rig.snapshot();
        QCOMPARE(state.pollInterval, politeness::startBurstInterval(politeness::HostClass::Private));
    }

    void anotherServerOfTheNameIsMeasuredAnew()
    {
        Rig rig(u"ntp.example.org"_s);
        const QString first = u"192.0.2.1"_s;
        const QString second = u"192.0.2.2"_s;
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(first), QHostAddress(second)};
        // So little that the two do not contradict each other.
        rig.world.servers[first].ahead = 15ms;
        rig.world.servers[second] = {};
        rig.watch();
        rig.world.advance(1h);
        QVERIFY(std::chrono::abs(rig.snapshot().estimate.value().offset.localMinusRemote() + 15ms) < 1ms);
        rig.world.servers[first].outcome = QueryOutcome::Timeout;
        rig.world.advance(3h);
        QCOMPARE(rig.snapshot().address, second);
        QVERIFY(rig.snapshot().estimate.value().offset.magnitude() < 1ms);
        QCOMPARE(std::ranges::count(rig.gaps, true), 1);
    }

    void aLostPacketDoesNotCostTheAddress()
    {
        Rig rig(u"ntp.example.org"_s);
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.168.1.1"_s),
                                                 QHostAddress(u"192.168.1.2"_s)};
        rig.world.servers[u"192.168.1.1"_s] = {};
        rig.world.servers[u"192.168.1.2"_s] = {};
        rig.watch();
        rig.world.advance(10min);
        rig.world.servers[u"192.168.1.1"_s].outcome = QueryOutcome::Timeout;
        rig.world.advance(130s);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Timeout);
        rig.world.servers[u"192.168.1.1"_s].outcome = QueryOutcome::Ok;
        rig.world.advance(70s);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
        QCOMPARE(rig.snapshot().address, u"192.168.1.1"_s);
        rig.world.servers[u"192.168.1.1"_s].outcome = QueryOutcome::Timeout;
        rig.world.advance(10min);
        QCOMPARE(rig.snapshot().address, u"192.168.1.2"_s);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
    }

    void afterTheOneThatDiedTheNextIsAskedAtOnce()
    {
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1), poolMember(2), poolMember(3)};
        for (const int member : {1, 3})
            rig.world.servers[poolMember(member).toString()] = {};
        rig.watch();
        rig.world.advance(1h);
        rig.world.servers[poolMember(1).toString()].outcome = QueryOutcome::Timeout;
        while (rig.world.requests.back().address == poolMember(1))
            rig.world.advance(1s);
        rig.world.advance(10s);
        QCOMPARE(rig.snapshot().address, poolMember(3).toString());
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
        QVERIFY(rig.snapshot().estimate.value().samples >= 3);
    }

    void aPoolWhoseMembersAreAllDeadIsAskedEverLess()
    {
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1), poolMember(2), poolMember(3), poolMember(4)};
        rig.watch().setAttendedSince(rig.world.read().boot);
        rig.world.advance(24h);
        // Each of them at 0, 8, 40, 168, 424 and 936 s, and then each 1024 s as a single server that is dead;
        // a round through all four takes 12 s.
        for (int member = 1; member <= 4; ++member) {
            const auto asked =
                std::ranges::count(rig.world.requests, poolMember(member), &VirtualWorld::Request::address);
            QVERIFY2(asked >= 6 + 80 && asked <= 6 + 86, qPrintable(QString::number(asked)));
        }
        // Each third poll.
        QVERIFY2(rig.world.lookups <= 1 + 92 / 3, qPrintable(QString::number(rig.world.lookups)));
        QCOMPARE(rig.world.mostInFlight, 1);
    }

    void anOutageChangesNoServer()
    {
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1), poolMember(2), poolMember(3)};
        for (int member = 1; member <= 3; ++member)
            rig.world.servers[poolMember(member).toString()] = {};
        Association &association = rig.watch();
        rig.world.advance(1h);
        for (int outage = 0; outage < 10; ++outage) {
            rig.world.setNetwork(false);
            rig.world.advance(40min * (outage + 1));
            QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Unreachable);
            rig.world.setNetwork(true);
            association.askSoon();
            rig.world.advance(1min);
            QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
            QCOMPARE(rig.snapshot().address, poolMember(1).toString());
        }
    }

    void aMemberThatSendsUsAwayIsLeftForTheNext_data() { denyStopsUntilTheUserSaysOtherwise_data(); }
    void aMemberThatSendsUsAwayIsLeftForTheNext()
    {
        QFETCH(QByteArray, code);
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1), poolMember(2), poolMember(3)};
        for (int member = 1; member <= 3; ++member)
            rig.world.servers[poolMember(member).toString()] = {};
        // What another program was told is known.
        rig.ledger.noteFinalKiss(poolMember(2));
        Association &association = rig.watch();
        rig.world.advance(1h);
        QCOMPARE(rig.snapshot().address, poolMember(1).toString());
        rig.world.servers[poolMember(1).toString()] = {QueryOutcome::KissCode, 20ms, {}, code};
        rig.world.advance(20min);
        QCOMPARE(rig.snapshot().address, poolMember(3).toString());
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
        QVERIFY(!rig.snapshot().failingSince);
        QVERIFY(rig.snapshot().activity != SourceActivity::Stopped);
        // Also when the name is looked up again.
        const auto asked = [&rig](int member) {
            return std::ranges::count(rig.world.requests, poolMember(member),
                                      &VirtualWorld::Request::address);
        };
        const auto before = asked(1);
        rig.world.advance(24h);
        QVERIFY(rig.world.lookups > 20);
        QCOMPARE(asked(1), before);
        QCOMPARE(asked(2), 0);

        // The last one.
        rig.world.servers[poolMember(3).toString()] = {QueryOutcome::KissCode, 20ms, {}, code};
        rig.world.advance(20min);
        QCOMPARE(rig.snapshot().activity, SourceActivity::Stopped);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::KissCode);
        QCOMPARE(rig.snapshot().kissCode, code);
        QVERIFY(rig.snapshot().failingSince);
        const size_t requests = rig.world.requests.size();
        rig.world.advance(24h);
        association.setPaused(true);
        association.setPaused(false);
        rig.world.advance(24h);
        QCOMPARE(rig.world.requests.size(), requests);

        // All of them may be asked again.
        rig.world.servers[poolMember(2).toString()] = {};
        association.askAgain();
        rig.world.advance(1min);
        QCOMPARE(rig.snapshot().address, poolMember(2).toString());
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
    }

    void aMembersRateIsNotTheNexts()
    {
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1), poolMember(2)};
        rig.world.servers[poolMember(1).toString()] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        rig.world.servers[poolMember(2).toString()] = {};
        rig.watch();
        rig.world.advance(10min);
        QCOMPARE(rig.snapshot().pollInterval, Duration(2048s));
        rig.world.servers[poolMember(1).toString()] = {.outcome = QueryOutcome::Timeout};
        rig.world.advance(10h);
        QCOMPARE(rig.snapshot().address, poolMember(2).toString());
        QCOMPARE(rig.snapshot().pollInterval, Duration(1024s));
    }

    void aNameIsLookedUpOnceAnHourWhileItsServerAnswers()
    {
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1)};
        rig.world.servers[poolMember(1).toString()] = {};
        rig.watch();
        rig.world.advance(24h);
        // With the first poll after each hour, which is up to 1045 s later.
        QVERIFY2(rig.world.lookups >= 1 + 18 && rig.world.lookups <= 1 + 24,
                 qPrintable(QString::number(rig.world.lookups)));
        // A name server that is gone takes no server away.
        rig.world.names.clear();
        const size_t requests = rig.world.requests.size();
        rig.world.advance(24h);
        QVERIFY(rig.world.requests.size() >= requests + 81);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
    }

    void aPoolThatNamesOthersEachTimeIsNotFollowedFromOneToTheNext()
    {
        Rig rig(poolName);
        rig.watch();
        QStringList askedInTurn;
        for (int minute = 0; minute < 48 * 60; ++minute) {
            QList<QHostAddress> &named = rig.world.names[poolName];
            named.clear();
            for (int i = 0; i < 4; ++i) {
                named.append(poolMember(4 * minute + i));
                rig.world.servers[named.last().toString()] = {};
            }
            rig.world.advance(1min);
            const QString address = rig.snapshot().address;
            if (askedInTurn.isEmpty() || askedInTurn.last() != address)
                askedInTurn.append(address);
        }
        // It is asked for a day, and then another.
        QCOMPARE(askedInTurn.size(), 2);
        QCOMPARE(std::ranges::count(rig.gaps, true), 1);
        QVERIFY(rig.world.requests.size() <= 2 * 4 + 2 * 86 + 1);
    }

    void aServerThatItsNameHasLostIsLeftWithinADay()
    {
        Rig rig(poolName);
        rig.world.names[poolName] = {poolMember(1)};
        rig.world.servers[poolMember(1).toString()].ahead = 15ms;
        rig.world.servers[poolMember(2).toString()] = {};
        rig.watch();
        rig.world.advance(2h);
        rig.world.names[poolName] = {poolMember(2)};
        rig.world.advance(22h);
        QCOMPARE(rig.snapshot().address, poolMember(1).toString());
        rig.world.advance(4h);
        QCOMPARE(rig.snapshot().address, poolMember(2).toString());
        QVERIFY(rig.snapshot().estimate.value().offset.magnitude() < 1ms);
    }

    void aNameWhoseAddressesAllDiedIsLookedUpAgain()
    {
        Rig rig(u"ntp.example.org"_s);
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.168.1.1"_s),
                                                 QHostAddress(u"192.168.1.2"_s)};
        rig.watch();
        rig.world.advance(1h);
        QVERIFY(rig.world.lookups > 1);
        QVERIFY(rig.world.lookups < 20);
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.168.1.3"_s)};
        rig.world.servers[u"192.168.1.3"_s] = {};
        rig.world.advance(24h);
        QVERIFY(!rig.samples.empty());
    }

    void anUnknownNameIsLookedUpAgain()
    {
        Rig rig(u"ntp.example.org"_s);
        rig.watch();
        rig.world.advance(5s);
        QCOMPARE(*rig.snapshot().lastOutcome, QueryOutcome::Unresolved);
        QCOMPARE(rig.snapshot().requests, 0);
        QVERIFY(!rig.snapshot().systemReason.isEmpty());
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(privateAddress)};
        rig.world.servers[privateAddress] = {};
        rig.world.advance(1min);
        QVERIFY(!rig.samples.empty());
    }

    void theOffsetHasItsSignAndBound()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress].ahead = 50ms;
        rig.watch();
        rig.world.advance(10s);
        const SourceEstimate estimate = *rig.snapshot().estimate;
        QVERIFY(std::chrono::abs(estimate.offset.localMinusRemote() + 50ms) < 1us);
        QVERIFY(estimate.bound >= 10ms); // half of 20 ms
        QVERIFY(estimate.bound < 11ms);
    }

    void aStepOfThisClockIsNotTheServersFault()
    {
        Rig rig(loopbackAddress);
        rig.world.servers[loopbackAddress] = {};
        rig.watch();
        rig.world.advance(1min);
        // The servers keep the true time: after a step forward of ours they are behind.
        rig.world.stepClock(2s);
        rig.world.servers[loopbackAddress].ahead = -2s;
        rig.world.advance(17s);
        const SourceEstimate estimate = *rig.snapshot().estimate;
        QVERIFY(std::chrono::abs(estimate.offset.localMinusRemote() - 2s) < 1ms);
        QVERIFY(estimate.bound < 11ms);
    }

    void theEstimateAgesBetweenTheAnswers()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1s);
        const SourceEstimate young = *rig.snapshot().estimate;
        rig.world.servers.clear();
        rig.world.advance(1000s);
        association.refresh(rig.world.read());
        const SourceEstimate old = *rig.snapshot().estimate;
        QCOMPARE(old.samples, 1);
        // 500 ppm: nothing better is known of this oscillator.
        QVERIFY(std::chrono::abs(old.bound - young.bound - 500ms) < 1ms);
        QCOMPARE(old.offset, young.offset);
    }

    void aStepOfThisClockShowsBeforeTheNextAnswer()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1min);
        const SourceSnapshot before = rig.snapshot();
        rig.world.stepClock(-1h);
        rig.world.servers[publicAddress].ahead = 1h;
        association.refresh(rig.world.read());
        const SourceSnapshot after = rig.snapshot();
        QVERIFY(std::chrono::abs(after.estimate->offset.localMinusRemote() + 1h) < 1ms);
        // What was a minute ago is a minute ago, and what comes in ten minutes comes in ten minutes.
        QCOMPARE(*after.lastAnswer, *before.lastAnswer - 1h);
        QCOMPARE(*after.lastRequest, *before.lastRequest - 1h);
        QCOMPARE(*after.nextRequest, *before.nextRequest - 1h);
        const size_t requests = rig.world.requests.size();
        rig.world.advance(1050s);
        QCOMPARE(rig.world.requests.size(), requests + 1);
    }

    void answersBeforeASuspendAreForgottenAndNewOnesAskedFor()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1min);
        QVERIFY(rig.snapshot().estimate->samples > 1);
        const size_t requests = rig.world.requests.size();
        rig.world.suspend(3h);
        association.refresh(rig.world.read());
        QVERIFY(!rig.snapshot().estimate);
        while (rig.world.requests.size() == requests)
            rig.world.advance(100ms);
        rig.world.advance(1s);
        QCOMPARE(rig.snapshot().estimate.value().samples, 1);
        QVERIFY(rig.gaps.back());
        rig.world.advance(10s);
        QCOMPARE(rig.world.requests.size(), requests + 4);
        QVERIFY(rig.world.requests[requests].at - rig.world.requests[requests - 1].at < 3h + 1min + 3s);
    }

    void aShortSuspendCounts()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1min);
        rig.world.suspend(300ms);
        association.refresh(rig.world.read());
        QVERIFY(!rig.snapshot().estimate);
        while (!rig.snapshot().estimate)
            rig.world.advance(100ms);
        QCOMPARE(rig.snapshot().estimate->samples, 1);
    }

    void whatHappensToThisClockDuringAQuestionIsNotTheServersFault_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<Duration>("stepped");
        QTest::addColumn<Duration>("leapt");
        QTest::addColumn<Duration>("slept");
        QTest::addColumn<int>("samplesBefore"); ///< of those that count afterwards
        const auto row = [](const char *name, QueryOutcome outcome, Duration stepped, Duration leapt,
                            Duration slept, int samplesBefore) {
            QTest::newRow(name) << static_cast<int>(outcome) << stepped << leapt << slept << samplesBefore;
        };
        row("stepped", QueryOutcome::Ok, 1h, 0s, 0s, 4);
        row("leap second", QueryOutcome::Ok, 0s, -1s, 0s, 0);
        row("slept, the answer was there", QueryOutcome::Ok, 0s, 0s, 3h, 0);
        row("slept, the answer was lost", QueryOutcome::Timeout, 0s, 0s, 3h, 0);
        row("slept, the network was not there yet", QueryOutcome::Unreachable, 0s, 0s, 3h, 0);
    }
    void whatHappensToThisClockDuringAQuestionIsNotTheServersFault()
    {
        QFETCH(const int, outcome);
        QFETCH(const Duration, stepped);
        QFETCH(const Duration, leapt);
        QFETCH(const Duration, slept);
        QFETCH(const int, samplesBefore);
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        rig.watch();
        rig.world.advance(20s);
        rig.world.servers[publicAddress] = {QueryOutcome(outcome), 500ms, {}, {}};
        while (rig.world.inFlight == 0)
            rig.world.advance(100ms);
        const size_t requests = rig.world.requests.size();
        rig.world.stepClock(stepped);
        rig.world.leap(leapt);
        rig.world.suspend(slept);
        rig.world.servers[publicAddress] = {QueryOutcome::Ok, 20ms, -stepped, {}};
        while (rig.world.inFlight > 0)
            rig.world.advance(100ms);

        const SourceSnapshot spoilt = rig.snapshot();
        QCOMPARE(spoilt.lastOutcome, QueryOutcome::Ok);
        QCOMPARE(spoilt.lastFault, ReplyFault::None);
        QVERIFY(!spoilt.failingSince);
        QCOMPARE(spoilt.reach, 0b1111);
        QCOMPARE(spoilt.requests, spoilt.answers);
        QCOMPARE(rig.samples.size(), 4u);
        // It is asked again soon.
        rig.world.advance(4s);
        QVERIFY(rig.world.requests.size() > requests);
        QVERIFY(rig.shortestPause() >= 1960ms);
        const SourceSnapshot after = rig.snapshot();
        QCOMPARE(after.lastOutcome, QueryOutcome::Ok);
        QCOMPARE(after.requests, after.answers);
        const auto newSamples = static_cast<int>(rig.samples.size() - 4);
        QVERIFY(newSamples > 0);
        QCOMPARE(after.estimate.value().samples, samplesBefore + newSamples);
        QVERIFY(std::chrono::abs(after.estimate->offset.localMinusRemote() - stepped) < 1ms);
    }

    void whatAServerSaysAcrossASuspendCounts_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::newRow("refused") << int(QueryOutcome::Refused);
        QTest::newRow("unsynchronised") << int(QueryOutcome::Unsynchronised);
        QTest::newRow("kiss") << int(QueryOutcome::KissCode);
    }
    void whatAServerSaysAcrossASuspendCounts()
    {
        QFETCH(const int, outcome);
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {QueryOutcome(outcome), 500ms, {}, "DENY"};
        rig.watch();
        while (rig.world.inFlight == 0)
            rig.world.advance(100ms);
        rig.world.suspend(3h);
        rig.world.advance(500ms);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome(outcome));
        QVERIFY(rig.snapshot().failingSince);
    }

    void aClockThatIsSetAllTheTimeHasNobodyAskedAllTheTime()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {QueryOutcome::Ok, 200ms, {}, {}};
        rig.watch().setAttendedSince(rig.world.read().boot);
        for (Duration time{}; time < 10min; time += 100ms) {
            rig.world.advance(100ms);
            rig.world.stepClock(2ms);
        }
        // The first, four more at its beginning, then one each 64 s.
        QVERIFY2(rig.world.requests.size() <= 5 + 10, qPrintable(QString::number(rig.world.requests.size())));
        QVERIFY(rig.world.requests.size() >= 10);
    }

    void aNetworkThatIsOnlyComingUpAfterASuspendIsWaitedFor()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1h);
        rig.world.suspend(3h);
        rig.world.servers[publicAddress].outcome = QueryOutcome::Timeout;
        association.refresh(rig.world.read());
        rig.world.advance(10s);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Timeout);
        rig.world.servers[publicAddress].outcome = QueryOutcome::Ok;
        rig.world.advance(40s);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Ok);
    }

    void aNetworkThatComesLateIsNotMissed()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1h);
        rig.world.suspend(3h);
        rig.world.setNetwork(false);
        association.refresh(rig.world.read());
        const size_t before = rig.world.requests.size();
        rig.world.advance(30min);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Unreachable);
        // After 8, 16, 32, 64 and then 128 s, where no packet leaves.
        QVERIFY2(rig.world.requests.size() - before <= 5 + 30 * 60 / 125,
                 qPrintable(QString::number(rig.world.requests.size() - before)));
        rig.world.setNetwork(true);
        // Even if the first packet is lost.
        rig.world.servers[publicAddress].outcome = QueryOutcome::Timeout;
        while (rig.snapshot().lastOutcome == QueryOutcome::Unreachable)
            rig.world.advance(1s);
        rig.world.servers[publicAddress].outcome = QueryOutcome::Ok;
        QVERIFY(rig.world.requests.back().at - rig.world.requests[before].at < 30min + 131s);
        rig.world.advance(16s);
        QCOMPARE(rig.snapshot().estimate.value().samples, 3);
    }

    void whoWasAskedIsNoQuickerForTheWayThatIsNot()
    {
        Rig rig(u"ntp.example.org"_s);
        const QHostAddress noRoute(u"2001:db8::1"_s);
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(publicAddress), noRoute};
        rig.world.servers[noRoute.toString()] = {
            .outcome = QueryOutcome::Unreachable, .after = 0s, .hasLeft = false};
        rig.watch();
        rig.world.advance(24h);
        const auto asked = std::ranges::count(rig.world.requests, QHostAddress(publicAddress),
                                              &VirtualWorld::Request::address);
        QVERIFY2(asked < 120, qPrintable(QString::number(asked)));
        QVERIFY(asked > 60);
    }

    void oneWrongReadingDoesNotHideTheSleepsToCome()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1min);
        const Duration wrong(1LL << 32);
        rig.world.suspend(wrong);
        association.refresh(rig.world.read());
        rig.world.suspend(-wrong);
        association.refresh(rig.world.read());
        rig.world.advance(1min);
        QVERIFY(rig.snapshot().estimate);
        rig.world.suspend(300ms);
        association.refresh(rig.world.read());
        QVERIFY(!rig.snapshot().estimate);
    }

    void aLostPacketDoesNotEndTheStart()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        rig.watch();
        rig.world.advance(1s);
        rig.world.servers[publicAddress].outcome = QueryOutcome::Timeout;
        rig.world.advance(5s);
        QCOMPARE(rig.snapshot().lastOutcome, QueryOutcome::Timeout);
        rig.world.servers[publicAddress].outcome = QueryOutcome::Ok;
        rig.world.advance(10s);
        QCOMPARE(rig.snapshot().estimate.value().samples, 3);
    }

    void afterALeapSecondTheServerIsAskedAnew_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addRow("inserted") << -1;
        QTest::addRow("deleted") << 1;
    }
    void afterALeapSecondTheServerIsAskedAnew()
    {
        QFETCH(const int, seconds);
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        Association &association = rig.watch();
        rig.world.advance(1min);
        // The kernel is told the TAI offset: nothing.
        rig.world.setTaiOffset(37s);
        association.refresh(rig.world.read());
        QVERIFY(rig.snapshot().estimate->samples > 1);
        const size_t requests = rig.world.requests.size();
        rig.world.leap(std::chrono::seconds(seconds));
        association.refresh(rig.world.read());
        QVERIFY(!rig.snapshot().estimate);
        for (int i = 0; i < 100; ++i) {
            rig.world.advance(100ms);
            association.refresh(rig.world.read());
            if (const auto estimate = rig.snapshot().estimate)
                QVERIFY(std::chrono::abs(estimate->offset.localMinusRemote()) < 1ms);
        }
        QCOMPARE(rig.snapshot().estimate->samples, 4);
        QCOMPARE(rig.world.requests.size(), requests + 4);
    }

    void aLeapSecondIsNoticedWithTheNextAnswer()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {};
        rig.watch();
        rig.world.advance(5s);
        QVERIFY(rig.snapshot().estimate->samples > 1);
        const size_t samples = rig.samples.size();
        rig.world.leap(-1s);
        while (rig.samples.size() == samples)
            rig.world.advance(100ms);
        QCOMPARE(rig.snapshot().estimate->samples, 1);
        QVERIFY(std::chrono::abs(rig.snapshot().estimate->offset.localMinusRemote()) < 1ms);
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
        QCOMPARE(rig.snapshot().activity, SourceActivity::Paused);
        association.setPaused(false);
        rig.world.advance(1s);
        QCOMPARE(rig.world.requests.size(), before + 1);
        QVERIFY(rig.gaps.back());
    }

    void aPauseDuringALookUpThatFailsIsAPause()
    {
        Rig rig(u"ntp.example.org"_s);
        Association &association = rig.watch();
        rig.world.resolveTakes = 2s;
        rig.world.advance(1s);
        QCOMPARE(rig.snapshot().activity, SourceActivity::Resolving);
        association.setPaused(true);
        rig.world.advance(2s);
        QCOMPARE(rig.snapshot().activity, SourceActivity::Paused);
        QVERIFY(!rig.snapshot().nextRequest);
        rig.world.advance(1h);
        QCOMPARE(rig.world.lookups, 1);
    }

    void whoAsksNowIsNotKeptWaitingByPoliteness()
    {
        Rig rig(publicAddress);
        rig.world.servers[publicAddress] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        Association &association = rig.watch();
        rig.world.advance(1min);
        bool finished = false;
        association.measureNow([&finished] { finished = true; });
        rig.world.advance(1s);
        QVERIFY(finished);
        QCOMPARE(rig.snapshot().activity, SourceActivity::Held);
        QCOMPARE(rig.world.requests.size(), 1u);
    }

    void impatienceDoesNotTroubleTheNameServer()
    {
        Rig rig(u"ntp.example.org"_s);
        Association &association = rig.watch();
        int finished = 0;
        for (int i = 0; i < 1000; ++i) {
            association.measureNow([&finished] { ++finished; });
            rig.world.advance(100ms);
        }
        rig.world.advance(1s);
        QCOMPARE(finished, 1000);
        QVERIFY(rig.world.lookups <= 100 / 8 + 1);
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
