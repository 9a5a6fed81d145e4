// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/clock/clock.h"
#include "core/engine/servertester.h"
#include "core/net/udptransport.h"
#include "tests/support/chronyd.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::vector<ServerTestRequest> requestsOf(const QStringList &hosts, ServerType type = ServerType::Server)
{
    std::vector<ServerTestRequest> requests;
    for (const QString &host : hosts)
        requests.push_back({*parseHostSpec(host), type});
    return requests;
}

/// A tester in a world of its own, and what it tells.
struct Rig
{
    Rig()
    {
        QObject::connect(&tester, &ServerTester::changed, &tester, [this] { ++changes; });
        QObject::connect(&tester, &ServerTester::finished, &tester, [this] {
            ++finishes;
            finishedAt = world.elapsed();
        });
    }

    /// A name with these addresses, each of which answers.
    void add(const QString &name, const QStringList &addresses)
    {
        for (const QString &address : addresses) {
            world.names[name].append(QHostAddress(address));
            world.servers[address] = {};
        }
    }

    const std::vector<ServerTest> &run(const std::vector<ServerTestRequest> &requests, Duration within = 2min)
    {
        tester.start(requests);
        world.advance(within);
        return tester.results();
    }

    int requestsTo(const QString &address) const
    {
        return static_cast<int>(
            std::ranges::count(world.requests, QHostAddress(address), &VirtualWorld::Request::address));
    }

    VirtualWorld world;
    SharedContactLedger ledger{{}, "boot"};
    ServerTester tester{{world, world, world, world, ledger}};
    int changes = 0;
    int finishes = 0;
    Duration finishedAt{};
};

QStringList addressesAsked(const ServerTest &test)
{
    QStringList addresses;
    for (const AddressTest &address : test.asked)
        addresses.append(address.address);
    return addresses;
}

} // namespace

class TestServerTester final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothFamiliesOfAServer()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s, u"192.0.2.2"_s, u"2001:db8::1"_s, u"2001:db8::2"_s});
        rig.world.servers[u"192.0.2.1"_s].ahead = 50ms;
        const std::vector<ServerTest> &results = rig.run(requestsOf({u"ntp.example.org"_s}));
        QCOMPARE(results.size(), 1u);
        const ServerTest &test = results.front();
        QVERIFY(test.isFinished);
        QVERIFY(!test.isHeld);
        QVERIFY(test.testedAt);
        QCOMPARE(test.ipv4, (QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s}));
        QCOMPARE(test.ipv6, (QStringList{u"2001:db8::1"_s, u"2001:db8::2"_s}));
        QCOMPARE(addressesAsked(test), (QStringList{u"192.0.2.1"_s, u"2001:db8::1"_s}));
        for (const AddressTest &address : test.asked) {
            QCOMPARE(address.outcome, QueryOutcome::Ok);
            QCOMPARE(address.packet->stratum, 2);
            QCOMPARE(address.estimate->samples, 4);
        }
        QVERIFY(std::chrono::abs(test.asked[0].estimate->offset.localMinusRemote() + 50ms) < 1us);
        QCOMPARE(rig.finishes, 1);
        QVERIFY(rig.finishedAt < 7s);
        QVERIFY(!rig.tester.isRunning());
    }

    void aPoolsAddresses_data()
    {
        QTest::addColumn<QStringList>("addresses");
        QTest::addColumn<QStringList>("asked");
        const auto numbers = [](const QString &pattern, int count) {
            QStringList addresses;
            for (int i = 1; i <= count; ++i)
                addresses.append(pattern.arg(i));
            return addresses;
        };
        const QString v4 = u"192.0.2.%1"_s;
        const QString v6 = u"2001:db8::%1"_s;
        QTest::newRow("one") << numbers(v4, 1) << numbers(v4, 1);
        QTest::newRow("four") << numbers(v4, 4) << numbers(v4, 4);
        QTest::newRow("more than four") << numbers(v6, 9) << numbers(v6, 4);
        QTest::newRow("both families")
            << numbers(v4, 4) + numbers(v6, 4)
            << QStringList{u"192.0.2.1"_s, u"2001:db8::1"_s, u"192.0.2.2"_s, u"2001:db8::2"_s};
        QTest::newRow("few of one") << numbers(v4, 1) + numbers(v6, 4)
                                    << QStringList{u"192.0.2.1"_s, u"2001:db8::1"_s, u"2001:db8::2"_s,
                                                   u"2001:db8::3"_s};
    }
    void aPoolsAddresses()
    {
        QFETCH(QStringList, addresses);
        Rig rig;
        rig.add(u"pool.example.org"_s, addresses);
        const ServerTest test = rig.run(requestsOf({u"pool.example.org"_s}, ServerType::Pool)).front();
        QVERIFY(test.isFinished);
        QCOMPARE(test.ipv4 + test.ipv6, addresses);
        QTEST(addressesAsked(test), "asked");
        QVERIFY(std::ranges::all_of(test.asked,
                                    [](const AddressTest &address) { return address.estimate.has_value(); }));
    }

    void howTheyEnd_data()
    {
        QTest::addColumn<QueryOutcome>("outcome");
        QTest::addColumn<QByteArray>("kissCode");
        QTest::addColumn<int>("requests");
        using enum QueryOutcome;
        QTest::newRow("answers") << Ok << QByteArray() << 4;
        QTest::newRow("silent") << Timeout << QByteArray() << 3;
        QTest::newRow("refused") << Refused << QByteArray() << 1;
        QTest::newRow("no way") << Unreachable << QByteArray() << 1;
        QTest::newRow("told to go away") << KissCode << QByteArray("DENY") << 1;
        QTest::newRow("told to slow down") << KissCode << QByteArray("RATE") << 1;
    }
    void howTheyEnd()
    {
        QFETCH(QueryOutcome, outcome);
        QFETCH(QByteArray, kissCode);
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        rig.world.servers[u"192.0.2.1"_s].outcome = outcome;
        rig.world.servers[u"192.0.2.1"_s].kissCode = kissCode;
        const ServerTest test = rig.run(requestsOf({u"ntp.example.org"_s}), 10s).front();
        QVERIFY(test.isFinished);
        QCOMPARE(test.asked.front().outcome, outcome);
        QCOMPARE(test.asked.front().kissCode, kissCode);
        QCOMPARE(test.asked.front().estimate.has_value(), outcome == QueryOutcome::Ok);
        QTEST(rig.requestsTo(u"192.0.2.1"_s), "requests");
        QCOMPARE(rig.finishes, 1);
    }

    void aDeadServerDelaysNobody()
    {
        Rig rig;
        rig.add(u"good.example.org"_s, {u"192.0.2.1"_s});
        rig.world.names[u"dead.example.org"_s] = {QHostAddress(u"192.0.2.2"_s)};
        rig.tester.start(requestsOf({u"dead.example.org"_s, u"good.example.org"_s, u"gone.example.org"_s}));
        rig.world.advance(50ms);
        QVERIFY(rig.tester.results()[2].isFinished);
        QCOMPARE(rig.tester.results()[2].systemReason, u"Domain name not found"_s);
        QVERIFY(rig.tester.results()[2].asked.empty());
        rig.world.advance(6500ms);
        QVERIFY(rig.tester.results()[1].isFinished);
        QVERIFY(!rig.tester.results()[0].isFinished);
        QVERIFY(rig.tester.isRunning());
        QCOMPARE(rig.finishes, 0);
        rig.world.advance(3s);
        QVERIFY(rig.tester.results()[0].isFinished);
        QCOMPARE(rig.tester.results()[0].asked.front().outcome, QueryOutcome::Timeout);
        QCOMPARE(rig.finishes, 1);
        QVERIFY(rig.finishedAt < 9500ms);
    }

    void resultsGrow()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        rig.tester.start(requestsOf({u"ntp.example.org"_s}));
        QCOMPARE(rig.tester.results().size(), 1u);
        QCOMPARE(rig.changes, 0); // never from within start()
        rig.world.advance(1ms);
        QCOMPARE(rig.changes, 1);
        rig.world.advance(35ms);
        QCOMPARE(rig.tester.results().front().ipv4, QStringList{u"192.0.2.1"_s});
        QVERIFY(!rig.tester.results().front().asked.front().estimate);
        QCOMPARE(rig.changes, 2);
        for (int answers = 1; answers <= 4; ++answers) {
            rig.world.advance(answers == 1 ? Duration(100ms) : Duration(2s));
            const ServerTest &test = rig.tester.results().front();
            QCOMPARE(test.asked.front().estimate->samples, answers);
            QCOMPARE(test.isFinished, answers == 4);
            QCOMPARE(rig.changes, 2 + answers);
            QCOMPARE(rig.finishes, answers == 4 ? 1 : 0);
        }
        rig.world.advance(1h);
        QCOMPARE(rig.changes, 6);
        QCOMPARE(rig.finishes, 1);
    }

    void nothingToTestIsFinishedAtOnce()
    {
        Rig rig;
        rig.tester.start({});
        QCOMPARE(rig.finishes, 0);
        rig.world.advance(1ms);
        QCOMPARE(rig.finishes, 1);
        QVERIFY(rig.tester.results().empty());
    }

    void anAddressOfSeveralNamesIsAskedOnce()
    {
        Rig rig;
        rig.add(u"a.example.org"_s, {u"192.0.2.1"_s, u"2001:db8::1"_s});
        rig.add(u"b.example.org"_s, {u"192.0.2.1"_s});
        rig.add(u"192.0.2.1"_s, {u"192.0.2.1"_s});
        const std::vector<ServerTest> &results =
            rig.run(requestsOf({u"a.example.org"_s, u"b.example.org"_s, u"192.0.2.1"_s, u"b.example.org"_s}));
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 4);
        QCOMPARE(rig.requestsTo(u"2001:db8::1"_s), 4);
        QCOMPARE(rig.world.lookups, 3);
        for (const ServerTest &test : results) {
            QVERIFY(test.isFinished);
            QCOMPARE(test.asked.front().address, u"192.0.2.1"_s);
            QCOMPARE(test.asked.front().estimate->samples, 4);
        }
        QCOMPARE(rig.finishes, 1);
    }

    void anotherPortIsAnotherServer()
    {
        Rig rig;
        rig.add(u"a.example.org"_s, {u"192.168.1.1"_s});
        rig.run(requestsOf({u"a.example.org"_s, u"a.example.org:1123"_s}));
        QCOMPARE(rig.world.lookups, 1);
        QCOMPARE(std::ranges::count(rig.world.requests, 123, &VirtualWorld::Request::port), 4);
        QCOMPARE(std::ranges::count(rig.world.requests, 1123, &VirtualWorld::Request::port), 4);
    }

    void twoTestersTogetherAreAsPoliteAsOne()
    {
        Rig rig;
        ServerTester other{{rig.world, rig.world, rig.world, rig.world, rig.ledger}};
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        other.start(requestsOf({u"ntp.example.org"_s}));
        rig.run(requestsOf({u"ntp.example.org"_s}), 30s);
        QVERIFY(rig.tester.results().front().isFinished);
        QVERIFY(other.results().front().isFinished);
        QCOMPARE(other.results().front().asked.front().outcome, QueryOutcome::Ok);
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 8);
        for (size_t i = 1; i < rig.world.requests.size(); ++i)
            QVERIFY(rig.world.requests[i].at - rig.world.requests[i - 1].at >= 2s);
    }

    void whoWasAskedTooOftenWaits()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        const QHostAddress address(u"192.0.2.1"_s);
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(rig.ledger.request(address, rig.world.read().boot).permission,
                     ContactLedger::Permission::Granted);
            rig.world.advance(2s);
        }
        // The ninth has to wait until the first is a minute old, and says so meanwhile.
        rig.run(requestsOf({u"ntp.example.org"_s}), 10s);
        QVERIFY(rig.tester.results().front().isHeld);
        QVERIFY(!rig.tester.results().front().isFinished);
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 0);
        rig.world.advance(1min);
        QVERIFY(rig.tester.results().front().isFinished);
        QVERIFY(!rig.tester.results().front().isHeld);
        QCOMPARE(rig.tester.results().front().asked.front().estimate->samples, 4);
        QVERIFY(rig.world.requests.front().at >= 64s);
    }

    void answersOfAMinuteAgoSpareTheWait()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        rig.add(u"new.example.org"_s, {u"192.0.2.2"_s});
        rig.run(requestsOf({u"ntp.example.org"_s}), 8s);
        rig.run(requestsOf({u"ntp.example.org"_s}), 8s);
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 8);
        // Set by a second meanwhile: the answers are the same, and this clock is not.
        rig.world.stepClock(1s);
        const Duration began = rig.world.elapsed();
        rig.run(requestsOf({u"ntp.example.org"_s, u"new.example.org"_s}), 10s);
        QCOMPARE(rig.finishes, 3);
        QVERIFY(rig.finishedAt - began < 7s);
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 8);
        for (const ServerTest &test : rig.tester.results()) {
            QVERIFY(test.isFinished);
            QCOMPARE(test.asked.front().outcome, QueryOutcome::Ok);
            QCOMPARE(test.asked.front().estimate->samples, 4);
        }
        const SourceEstimate again = *rig.tester.results()[0].asked.front().estimate;
        QVERIFY(std::chrono::abs(again.offset.localMinusRemote() - 1s) < 1ms);
        // While it may be asked it is asked.
        rig.world.advance(2min);
        rig.run(requestsOf({u"ntp.example.org"_s}), 8s);
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 12);
    }

    void answersFromBeforeASleepDoNot()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        rig.run(requestsOf({u"ntp.example.org"_s}), 8s);
        rig.run(requestsOf({u"ntp.example.org"_s}), 8s);
        rig.world.suspend(2s);
        rig.run(requestsOf({u"ntp.example.org"_s}), 8s);
        QVERIFY(rig.tester.results().front().isHeld);
        QVERIFY(!rig.tester.results().front().asked.front().estimate);
    }

    void whoHasAnsweredIsNotWaitedForLong()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        // Somebody else has used six of the eight requests of this minute.
        for (int i = 0; i < 6; ++i) {
            QCOMPARE(rig.ledger.request(QHostAddress(u"192.0.2.1"_s), rig.world.read().boot).permission,
                     ContactLedger::Permission::Granted);
            rig.world.advance(3s);
        }
        const Duration began = rig.world.elapsed();
        const ServerTest test = rig.run(requestsOf({u"ntp.example.org"_s})).front();
        QCOMPARE(test.asked.front().outcome, QueryOutcome::Ok);
        QCOMPARE(test.asked.front().estimate->samples, 2);
        QVERIFY(rig.finishedAt - began < 5s);
    }

    void whoSentUsAwayIsNotAskedAgain()
    {
        Rig rig;
        rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
        rig.world.servers[u"192.0.2.1"_s] = {QueryOutcome::KissCode, 20ms, {}, "RSTR"};
        rig.run(requestsOf({u"ntp.example.org"_s}));
        const ServerTest test = rig.run(requestsOf({u"ntp.example.org"_s})).front();
        QVERIFY(test.isFinished);
        QCOMPARE(test.asked.front().outcome, QueryOutcome::KissCode);
        QVERIFY(test.asked.front().kissCode.isEmpty());
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 1);
    }

    void aNewStartDropsTheOldOne_data()
    {
        QTest::addColumn<int>("after"); // ms
        QTest::newRow("at once") << 0;
        QTest::newRow("while names are looked up") << 10;
        QTest::newRow("while the first are asked") << 40;
        QTest::newRow("between two requests") << 1000;
    }
    void aNewStartDropsTheOldOne()
    {
        QFETCH(int, after);
        Rig rig;
        rig.add(u"old.example.org"_s, {u"192.0.2.1"_s});
        rig.add(u"new.example.org"_s, {u"192.0.2.2"_s});
        rig.run(requestsOf({u"old.example.org"_s, u"gone.example.org"_s}), std::chrono::milliseconds(after));
        const int before = rig.requestsTo(u"192.0.2.1"_s);
        const std::vector<ServerTest> &results = rig.run(requestsOf({u"new.example.org"_s}));
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), before);
        QCOMPARE(results.size(), 1u);
        QCOMPARE(results.front().server.host.host, u"new.example.org"_s);
        QVERIFY(results.front().isFinished);
        QCOMPARE(rig.finishes, 1);
    }

    void aNewStartMayComeFromASignal()
    {
        Rig rig;
        rig.add(u"a.example.org"_s, {u"192.0.2.1"_s});
        rig.add(u"b.example.org"_s, {u"192.0.2.2"_s});
        int starts = 0;
        QObject::connect(&rig.tester, &ServerTester::changed, &rig.tester, [&] {
            const bool hasAnswer = std::ranges::any_of(rig.tester.results(), [](const ServerTest &test) {
                return !test.asked.empty() && test.asked.front().estimate;
            });
            if (hasAnswer && ++starts == 1)
                rig.tester.start(requestsOf({u"b.example.org"_s}));
        });
        rig.run(requestsOf({u"a.example.org"_s}));
        QCOMPARE(rig.requestsTo(u"192.0.2.1"_s), 1);
        QCOMPARE(rig.requestsTo(u"192.0.2.2"_s), 4);
        QVERIFY(rig.tester.results().front().isFinished);
        QCOMPARE(rig.finishes, 1);
    }

    void destructionLeavesNothing()
    {
        for (const Duration age :
             {Duration(0), Duration(10ms), Duration(31ms), Duration(1s), Duration(20s)}) {
            Rig rig;
            rig.add(u"ntp.example.org"_s, {u"192.0.2.1"_s});
            {
                ServerTester tester{{rig.world, rig.world, rig.world, rig.world, rig.ledger}};
                tester.start(requestsOf({u"ntp.example.org"_s, u"dead.example.org"_s}));
                rig.world.advance(age);
            }
            QCOMPARE(rig.world.pendingTimers(), 0u);
            QCOMPARE(rig.world.inFlight, 0);
        }
    }

    void aThousandServersWaitForTheirTurn()
    {
        Rig rig;
        QStringList hosts;
        for (int i = 0; i < 1000; ++i) {
            const QString host = u"ntp%1.example.org"_s.arg(i);
            const QString address = u"198.18.%1.%2"_s.arg(i / 250).arg(i % 250 + 1);
            hosts.append(host);
            rig.add(host, {address});
            // Half of them keep their sockets to the end.
            if (i % 2 == 0)
                rig.world.servers[address].outcome = QueryOutcome::Timeout;
        }
        const std::vector<ServerTest> &results = rig.run(requestsOf(hosts), 10min);
        QVERIFY(rig.world.mostInFlight <= 100);
        QVERIFY(rig.world.mostInFlight >= 50);
        QCOMPARE(rig.finishes, 1);
        QCOMPARE(rig.world.lookups, 1000);
        for (size_t i = 0; i < results.size(); ++i) {
            QVERIFY(results[i].isFinished);
            QCOMPARE(results[i].asked.front().estimate.has_value(), i % 2 == 1);
        }
    }

    void realServers()
    {
        test::Chronyd good(test::Chronyd::plain());
        QVERIFY2(good.start(), qPrintable(good.failure()));
        test::Chronyd unset(test::Chronyd::unsynchronised());
        QVERIFY2(unset.start(), qPrintable(unset.failure()));
        // Nobody listens where a server has ended.
        test::Chronyd gone(test::Chronyd::plain());
        QVERIFY2(gone.start(), qPrintable(gone.failure()));
        gone.stop();

        const SystemClock clock;
        EventLoopScheduler scheduler;
        SystemRandom random;
        CaresResolver resolver;
        UdpTransport transport(clock, scheduler, random);
        SharedContactLedger ledger({}, "boot");
        ServerTester tester({clock, scheduler, resolver, transport, ledger});
        QSignalSpy finished(&tester, &ServerTester::finished);
        tester.start(requestsOf({good.hostAndPort(), unset.hostAndPort(), gone.hostAndPort()}));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);

        const std::vector<ServerTest> &results = tester.results();
        QCOMPARE(results[0].ipv4, QStringList{good.address().toString()});
        QCOMPARE(results[0].asked.front().outcome, QueryOutcome::Ok);
        QCOMPARE(results[0].asked.front().estimate->samples, 4);
        // It serves this computer's own time.
        QVERIFY(results[0].asked.front().estimate->offset.magnitude() <=
                results[0].asked.front().estimate->bound);
        QCOMPARE(results[1].asked.front().outcome, QueryOutcome::Unsynchronised);
        QCOMPARE(results[2].asked.front().outcome, QueryOutcome::Refused);
    }
};

QTEST_GUILESS_MAIN(TestServerTester)
#include "test_servertester.moc"
