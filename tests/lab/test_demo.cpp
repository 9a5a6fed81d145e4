// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/demo.h"
#include "core/ntp/reply.h"
#include "tests/lab/labclient.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace std::chrono_literals;
using test::LabClient;

namespace {

// The order in which the demonstration lists its servers.
enum Role { Good, GoodToo, FarAway, Wrong, Drifting, Jittery, SometimesSilent, RoleCount };

LabEndpoint endpointOf(const DemoLab &demo, Role role)
{
    return demo.servers().at(role).endpoint;
}

struct Seen
{
    Duration ahead; ///< median
    Duration best;  ///< the shortest round trip
    Duration worst; ///< the longest of the quicker nine tenths
};
Seen look(const LabEndpoint &server, int exchanges)
{
    LabClient client(server);
    std::vector<Duration> ahead;
    std::vector<Duration> delay;
    for (int i = 0; i < exchanges; ++i) {
        if (const auto exchange = client.ask()) {
            ahead.push_back(exchange->serverAhead());
            delay.push_back(exchange->sample.delay);
        }
    }
    if (ahead.empty())
        return {};
    std::sort(ahead.begin(), ahead.end());
    std::sort(delay.begin(), delay.end());
    return {ahead[ahead.size() / 2], delay.front(), delay[delay.size() * 9 / 10]};
}

} // namespace

class TestDemo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sevenServersWithNamesOfTheirOwn()
    {
        const DemoLab demo;
        QCOMPARE(demo.servers().size(), size_t(RoleCount));
        QSet<QString> labels;
        QSet<quint16> ports;
        for (const DemoServer &server : demo.servers()) {
            QVERIFY(!server.label.isEmpty());
            labels.insert(server.label);
            ports.insert(server.endpoint.port);
            LabClient client(server.endpoint);
            const LabClient::Exchange exchange = client.ask().value();
            QVERIFY(exchange.reply.stratum >= 1 && exchange.reply.stratum <= 4);
            QVERIFY(exchange.sample.rootDistance() > 0s);
        }
        QCOMPARE(labels.size(), qsizetype(RoleCount));
        QCOMPARE(ports.size(), qsizetype(RoleCount));
    }

    void goodServersAreNearAndTheWrongOneIs250MillisecondsAhead()
    {
        const DemoLab demo;
        for (const Role role : {Good, GoodToo, FarAway}) {
            const Seen seen = look(endpointOf(demo, role), 20);
            QVERIFY(seen.best > 0s);
            QVERIFY(std::chrono::abs(seen.ahead) < 500us);
        }
        QVERIFY(look(endpointOf(demo, Good), 5).best < look(endpointOf(demo, FarAway), 5).best);
        const Seen wrong = look(endpointOf(demo, Wrong), 20);
        QVERIFY(std::chrono::abs(wrong.ahead - 250ms) < 500us);
    }

    void theJitteryOneIsJittery()
    {
        const DemoLab demo;
        const Seen jittery = look(endpointOf(demo, Jittery), 100);
        // The sum of two exponential delays of 2 ms each exceeds 7.8 ms in a tenth of all cases.
        QVERIFY(jittery.worst - jittery.best > 3ms);
    }

    void theDriftingOneRunsAway()
    {
        const DemoLab demo;
        // 50 ppm are 100 µs in two seconds; the jitter of its path is 30 µs.
        const auto ranAway = [&demo] { return look(endpointOf(demo, Drifting), 15).ahead > 100us; };
        QVERIFY(QTest::qWaitFor(ranAway, 30000));
    }

    void theLastOneFallsSilentAndReturnsAgainAndAgain()
    {
        const DemoLab demo(300ms, 300ms);
        LabClient client(endpointOf(demo, SometimesSilent));
        const auto answers = [&client] { return client.ask(100ms).has_value(); };
        const auto isSilent = [&answers] { return !answers(); };
        for (int round = 0; round < 2; ++round) {
            QVERIFY(QTest::qWaitFor(answers, 10000));
            QVERIFY(QTest::qWaitFor(isSilent, 10000));
        }
        QVERIFY(QTest::qWaitFor(answers, 10000));
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "test_demo.moc"
