// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualworld.h"

#include "core/engine/probe.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Rig
{
    std::vector<ProbeResult> run(const QStringList &hosts, const ProbeOptions &options = {},
                                 Duration within = 2min)
    {
        std::vector<HostSpec> specs;
        for (const QString &text : hosts)
            specs.push_back(*parseHostSpec(text));
        Probe probe(specs, options, {world, world, world, world, ledger});
        std::vector<ProbeResult> results;
        int finished = 0;
        QObject::connect(&probe, &Probe::finished, &probe, [&](const std::vector<ProbeResult> &all) {
            results = all;
            ++finished;
        });
        QObject::connect(&probe, &Probe::held, &probe,
                         [this](const QString &, Duration wait) { waits.push_back(wait); });
        probe.start();
        world.advance(within);
        if (finished != 1)
            return {};
        return results;
    }

    VirtualWorld world;
    SharedContactLedger ledger{{}, "boot"};
    std::vector<Duration> waits;
};

} // namespace

class TestProbe final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersInTheOrderOfTheHosts()
    {
        Rig rig;
        rig.world.names[u"slow.example.org"_s] = {QHostAddress(u"192.168.1.1"_s)};
        rig.world.names[u"192.168.1.2"_s] = {QHostAddress(u"192.168.1.2"_s)};
        rig.world.servers[u"192.168.1.1"_s].after = 900ms;
        rig.world.servers[u"192.168.1.2"_s].ahead = 50ms;
        const std::vector<ProbeResult> results =
            rig.run({u"slow.example.org"_s, u"192.168.1.2"_s, u"gone.example.org"_s});
        QCOMPARE(results.size(), 3u);
        QCOMPARE(results[0].outcome, QueryOutcome::Ok);
        QCOMPARE(results[0].samples.size(), 4u);
        QCOMPARE(results[0].requests, 4);
        QVERIFY(std::chrono::abs(results[1].estimate->offset.localMinusRemote() + 50ms) < 1us);
        QCOMPARE(results[2].outcome, QueryOutcome::Unresolved);
        QVERIFY(!results[2].systemReason.isEmpty());
        QCOMPARE(results[2].requests, 0);
    }

    void allAddressesOfANameOnRequest()
    {
        Rig rig;
        rig.world.names[u"pool.example.org"_s] = {QHostAddress(u"192.168.1.1"_s),
                                                  QHostAddress(u"192.168.1.2"_s)};
        rig.world.servers[u"192.168.1.1"_s] = {};
        QCOMPARE(rig.run({u"pool.example.org"_s}).size(), 1u);
        const std::vector<ProbeResult> all =
            rig.run({u"pool.example.org"_s}, {.count = 1, .allAddresses = true});
        QCOMPARE(all.size(), 2u);
        QCOMPARE(all[0].outcome, QueryOutcome::Ok);
        QCOMPARE(all[1].outcome, QueryOutcome::Timeout);
    }

    void theNextAddressIsTriedWhereNobodyIs()
    {
        Rig rig;
        rig.world.names[u"ntp.example.org"_s] = {
            QHostAddress(u"2001:db8::1"_s), QHostAddress(u"192.168.1.1"_s), QHostAddress(u"192.168.1.2"_s),
            QHostAddress(u"192.168.1.3"_s)};
        rig.world.servers[u"2001:db8::1"_s].outcome = QueryOutcome::Unreachable;
        rig.world.servers[u"192.168.1.2"_s] = {};
        const std::vector<ProbeResult> results = rig.run({u"ntp.example.org"_s});
        QCOMPARE(results.size(), 1u);
        QCOMPARE(results[0].outcome, QueryOutcome::Ok);
        QCOMPARE(results[0].address, u"192.168.1.2"_s);
        QCOMPARE(results[0].requests, 4);
        QCOMPARE(rig.world.requests.size(), 6u);
    }

    void aRateKissIsHonouredByTheNextRun()
    {
        Rig rig;
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.0.2.1"_s)};
        rig.world.servers[u"192.0.2.1"_s] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        const ProbeOptions everyMinute{.interval = 60s};
        QCOMPARE(rig.run({u"ntp.example.org"_s}, everyMinute, 1s).at(0).requests, 1);
        // Nobody wants to wait for two minutes.
        const std::vector<ProbeResult> second = rig.run({u"ntp.example.org"_s}, {}, 1s);
        QCOMPARE(second.size(), 1u);
        QCOMPARE(second[0].outcome, QueryOutcome::KissCode);
        QCOMPARE(second[0].kissCode, QByteArray("RATE"));
        QCOMPARE(second[0].requests, 0);
        rig.world.advance(2min);
        QCOMPARE(rig.run({u"ntp.example.org"_s}, everyMinute, 1s).at(0).requests, 1);
        rig.world.advance(2min);
        // Twice as long as after the first.
        QCOMPARE(rig.run({u"ntp.example.org"_s}, {}, 1s).at(0).requests, 0);
        QCOMPARE(rig.world.requests.size(), 2u);
    }

    void aRateKissCountsHoweverQuicklyAskedFor_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<Duration>("least");
        QTest::newRow("public") << u"192.0.2.1"_s << Duration(4s);
        QTest::newRow("loopback") << u"127.77.0.1"_s << Duration(4s);
    }
    void aRateKissCountsHoweverQuicklyAskedFor()
    {
        QFETCH(const QString, address);
        QFETCH(const Duration, least);
        Rig rig;
        rig.world.names[address] = {QHostAddress(address)};
        rig.world.servers[address] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        QCOMPARE(rig.run({address}, {.interval = 0s}, 1s).at(0).requests, 1);
        const BootInstant now = rig.world.read().boot;
        const ContactLedger::Answer answer = rig.ledger.request(QHostAddress(address), now);
        QCOMPARE(answer.permission, ContactLedger::Permission::Later);
        QVERIFY(answer.minimumInterval >= least);
    }

    void aRateKissDoublesHowFarApartTheRequestsWere()
    {
        Rig rig;
        rig.world.names[u"192.0.2.1"_s] = {QHostAddress(u"192.0.2.1"_s)};
        // Answers take longer than it was to be from one request to the next.
        rig.world.servers[u"192.0.2.1"_s].after = 9s;
        rig.world.after(10s, [&rig] {
            rig.world.servers[u"192.0.2.1"_s] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        });
        QCOMPARE(rig.run({u"192.0.2.1"_s}, {.interval = 0s}, 30s).at(0).requests, 3);
        const ContactLedger::Answer answer =
            rig.ledger.request(QHostAddress(u"192.0.2.1"_s), rig.world.read().boot);
        QCOMPARE(answer.minimumInterval, Duration(18s));
    }

    void whatWasAnsweredBeforeASuspendIsOnAnotherAxis_data()
    {
        QTest::addColumn<bool>("isAnsweredAfter");
        QTest::newRow("and answers came after") << true;
        QTest::newRow("and none came after") << false;
    }
    void whatWasAnsweredBeforeASuspendIsOnAnotherAxis()
    {
        QFETCH(const bool, isAnsweredAfter);
        Rig rig;
        rig.world.names[u"192.0.2.1"_s] = {QHostAddress(u"192.0.2.1"_s)};
        rig.world.servers[u"192.0.2.1"_s].ahead = 50ms;
        rig.world.after(3s, [&rig, isAnsweredAfter] {
            rig.world.suspend(3h);
            // This clock has lost 2 s meanwhile.
            rig.world.servers[u"192.0.2.1"_s].ahead = 2s;
            if (!isAnsweredAfter)
                rig.world.servers.clear();
        });
        const std::vector<ProbeResult> results = rig.run({u"192.0.2.1"_s});
        QCOMPARE(results[0].outcome, QueryOutcome::Ok);
        QCOMPARE(results[0].estimate.has_value(), isAnsweredAfter);
        if (isAnsweredAfter) {
            QCOMPARE(results[0].samples.size(), 4u);
            QCOMPARE(results[0].estimate->samples, 2);
            QVERIFY(std::chrono::abs(results[0].estimate->offset.localMinusRemote() + 2s) < 1ms);
        }
    }

    void aKissAfterAnAnswerDoesNotHideIt()
    {
        Rig rig;
        rig.world.names[u"192.168.1.1"_s] = {QHostAddress(u"192.168.1.1"_s)};
        rig.world.servers[u"192.168.1.1"_s] = {};
        rig.world.after(3s, [&rig] {
            rig.world.servers[u"192.168.1.1"_s] = {QueryOutcome::KissCode, 20ms, {}, "RATE"};
        });
        const std::vector<ProbeResult> results = rig.run({u"192.168.1.1"_s});
        QCOMPARE(results[0].outcome, QueryOutcome::Ok);
        QCOMPARE(results[0].samples.size(), 2u);
        QCOMPARE(results[0].requests, 3);
        QCOMPARE(results[0].packet->stratum, 2);
    }

    void aRefusalEndsItAtOnceAndSilenceDoesNot()
    {
        Rig rig;
        for (const QString &address : {u"127.77.0.1"_s, u"127.77.0.2"_s})
            rig.world.names[address] = {QHostAddress(address)};
        rig.world.servers[u"127.77.0.1"_s].outcome = QueryOutcome::Refused;
        const std::vector<ProbeResult> results = rig.run({u"127.77.0.1"_s, u"127.77.0.2"_s});
        QCOMPARE(results[0].outcome, QueryOutcome::Refused);
        QCOMPARE(results[0].requests, 1);
        QCOMPARE(results[1].outcome, QueryOutcome::Timeout);
        QCOMPARE(results[1].requests, 4);
    }

    void politenessHoldsTheThirdRunBack()
    {
        Rig rig;
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.0.2.1"_s)};
        rig.world.servers[u"192.0.2.1"_s] = {};
        rig.run({u"ntp.example.org"_s}, {}, 10s);
        rig.run({u"ntp.example.org"_s}, {}, 10s);
        QVERIFY(rig.waits.empty());
        QCOMPARE(rig.run({u"ntp.example.org"_s}, {}, 2min).size(), 1u);
        QVERIFY(!rig.waits.empty());
        for (size_t i = 8; i < rig.world.requests.size(); ++i)
            QVERIFY(rig.world.requests[i].at - rig.world.requests[i - 8].at >= 64s);
    }

    void aKissOfDeathIsRemembered()
    {
        Rig rig;
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.0.2.1"_s)};
        rig.world.servers[u"192.0.2.1"_s] = {QueryOutcome::KissCode, 20ms, {}, "DENY"};
        const std::vector<ProbeResult> first = rig.run({u"ntp.example.org"_s});
        QCOMPARE(first[0].outcome, QueryOutcome::KissCode);
        QCOMPARE(first[0].kissCode, QByteArray("DENY"));
        QCOMPARE(first[0].requests, 1);
        const std::vector<ProbeResult> second = rig.run({u"ntp.example.org"_s});
        QCOMPARE(second[0].outcome, QueryOutcome::KissCode);
        QVERIFY(second[0].kissCode.isEmpty());
        QCOMPARE(second[0].requests, 0);
        QCOMPARE(rig.world.requests.size(), 1u);
    }

    void aSilentAddressIsGivenUpEarlyOnRequest()
    {
        Rig rig;
        for (const QString &address : {u"192.168.1.1"_s, u"192.168.1.2"_s, u"192.168.1.3"_s})
            rig.world.names[address] = {QHostAddress(address)};
        rig.world.servers[u"192.168.1.2"_s] = {};
        rig.world.servers[u"192.168.1.3"_s].outcome = QueryOutcome::Unsynchronised;
        const std::vector<ProbeResult> results =
            rig.run({u"192.168.1.1"_s, u"192.168.1.2"_s, u"192.168.1.3"_s}, {.silences = 2});
        QCOMPARE(results[0].outcome, QueryOutcome::Timeout);
        QCOMPARE(results[0].requests, 2);
        QCOMPARE(results[1].requests, 4);
        // Only one that answers nothing at all is silent, and one that has answered may lose a packet.
        rig.world.after(3s, [&rig] { rig.world.servers.erase(u"192.168.1.2"_s); });
        QCOMPARE(rig.run({u"192.168.1.2"_s}, {.silences = 2})[0].requests, 4);
    }

    void whoHasAnAnswerNeedNotWaitForLong()
    {
        Rig rig;
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.0.2.1"_s)};
        rig.world.servers[u"192.0.2.1"_s] = {};
        rig.run({u"ntp.example.org"_s}, {.count = 6}, 11s);
        const ProbeOptions hasty{.longestHoldOnceAnswered = 5s};
        const std::vector<ProbeResult> results = rig.run({u"ntp.example.org"_s}, hasty, 6s);
        QCOMPARE(results.size(), 1u);
        QCOMPARE(results[0].outcome, QueryOutcome::Ok);
        QCOMPARE(results[0].samples.size(), 2u);
        // Who has none waits.
        QCOMPARE(rig.run({u"ntp.example.org"_s}, hasty, 5s).size(), 0u);
        QCOMPARE(rig.run({u"ntp.example.org"_s}, hasty, 70s).size(), 1u);
    }

    void aGivenAddressIsNotLookedUp()
    {
        Rig rig;
        rig.world.servers[u"192.168.1.1"_s] = {};
        Probe probe(*parseHostSpec(u"ntp.example.org:1123"), QHostAddress(u"192.168.1.1"_s), {.count = 3},
                    {rig.world, rig.world, rig.world, rig.world, rig.ledger});
        std::vector<ProbeResult> progress;
        std::vector<ProbeResult> last;
        QObject::connect(&probe, &Probe::progressed, &probe,
                         [&progress](const ProbeResult &result) { progress.push_back(result); });
        QObject::connect(&probe, &Probe::finished, &probe,
                         [&last](const std::vector<ProbeResult> &results) { last = results; });
        probe.start();
        rig.world.advance(1min);
        QCOMPARE(rig.world.lookups, 0);
        QCOMPARE(rig.world.requests.front().port, quint16(1123));
        QCOMPARE(progress.size(), 2u);
        for (size_t i = 0; i < progress.size(); ++i) {
            QCOMPARE(progress[i].outcome, QueryOutcome::Ok);
            QCOMPARE(progress[i].estimate->samples, static_cast<int>(i) + 1);
        }
        QCOMPARE(last.size(), 1u);
        QCOMPARE(last[0].host.host, u"ntp.example.org"_s);
        QCOMPARE(last[0].estimate->samples, 3);
    }

    void destructionLeavesNothing()
    {
        Rig rig;
        rig.world.names[u"ntp.example.org"_s] = {QHostAddress(u"192.0.2.1"_s)};
        for (const Duration age : {Duration(0), Duration(10ms), Duration(31ms), Duration(1s)}) {
            rig.run({u"ntp.example.org"_s}, {}, age);
            QCOMPARE(rig.world.pendingTimers(), 0u);
            QCOMPARE(rig.world.inFlight, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestProbe)
#include "test_probe.moc"
