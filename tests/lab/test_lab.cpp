// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/lab.h"
#include "core/ntp/reply.h"
#include "tests/lab/labclient.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::LabClient;

namespace {

// Timestamps and halves are rounded to the nanosecond.
constexpr Duration rounding = 3ns;

QStringList entriesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
}

int labThreads()
{
    int count = 0;
    for (const QString &task : entriesOf(u"/proc/self/task"_s)) {
        QFile name(u"/proc/self/task/%1/comm"_s.arg(task));
        if (name.open(QIODevice::ReadOnly) && name.readAll() == "lab\n")
            ++count;
    }
    return count;
}

// The folder itself, opened to be listed, is counted each time alike.
qsizetype openFiles()
{
    return entriesOf(u"/proc/self/fd"_s).size();
}

template <typename Change>
LabBehaviour goodBut(Change change)
{
    LabBehaviour behaviour;
    change(behaviour);
    return behaviour;
}

/// How far a server may be ahead that gains `ppm` since a moment between `earliest` and `latest`, both on
/// CLOCK_MONOTONIC, when an exchange between `begin` and `end` asks it.
struct Range
{
    Duration least;
    Duration most;
};
Range gained(double ppm, Duration earliest, Duration latest, Duration begin, Duration end)
{
    return {fromSeconds(toSeconds(begin - latest) * ppm * 1e-6),
            fromSeconds(toSeconds(end - earliest) * ppm * 1e-6)};
}

} // namespace

/// The lab's servers by what a client sees on the wire. No test depends on how busy the machine is: whatever
/// delays a packet lengthens the measured round trip, and the truth is looked for within that.
class TestLab final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clocksAndWays_data()
    {
        QTest::addColumn<Duration>("ahead");
        QTest::addColumn<Duration>("there");
        QTest::addColumn<Duration>("back");
        const auto row = [](const char *name, Duration ahead, Duration there, Duration back) {
            QTest::newRow(name) << ahead << there << back;
        };
        row("right", 0s, 0s, 0s);
        row("50 ms ahead", 50ms, 0s, 0s);
        row("50 ms behind", -50ms, 0s, 0s);
        row("an hour ahead", 3600s, 0s, 0s);
        row("in the next era", 20 * 365 * 24h, 0s, 0s);
        row("ten years behind", -10 * 365 * 24h, 0s, 0s);
        row("one way longer", 0s, 10ms, 2ms); // theta is +4 ms
        row("the other way longer", 0s, 2ms, 10ms);
        row("there only", 0s, 3ms, 0s);
        row("back only", 0s, 0s, 3ms);
        row("less than a timer resolves", 0s, 100us, 100us);
        row("ahead and far", 250ms, 5ms, 5ms);
    }
    void clocksAndWays()
    {
        QFETCH(Duration, ahead);
        QFETCH(Duration, there);
        QFETCH(Duration, back);
        LabBehaviour behaviour;
        behaviour.ahead = ahead;
        behaviour.there.delay = there;
        behaviour.back.delay = back;
        Lab lab;
        LabClient client(lab.endpoint(lab.addServer(behaviour)));

        const auto exchange = client.askUndisturbed(there + back);
        QVERIFY(exchange);
        const Duration loopback = exchange->sample.delay - there - back;
        QVERIFY(loopback >= -rounding);
        const Duration error = exchange->serverAhead() - (ahead + (there - back) / 2);
        QVERIFY(std::chrono::abs(error) <= loopback / 2 + rounding);

        // The server's own stamps, moved back to this computer's clock.
        const Instant middle = exchange->sample.at;
        const Instant arrived = toInstant(exchange->reply.receive, middle) - ahead;
        const Instant left = toInstant(exchange->reply.transmit, middle) - ahead;
        QVERIFY(arrived - exchange->sentAt >= there - rounding);
        QVERIFY(left >= arrived);
        QVERIFY(exchange->receivedAt - left >= back - rounding);
    }

    void jitterLengthensOneWayOnly()
    {
        LabBehaviour behaviour;
        behaviour.there = {500us, 1ms};
        behaviour.back = {1ms, 0ms};
        Lab lab;
        LabClient client(lab.endpoint(lab.addServer(behaviour)));
        std::vector<Duration> there;
        std::vector<Duration> back;
        for (int i = 0; i < 400; ++i) {
            const auto exchange = client.ask();
            QVERIFY(exchange);
            there.push_back(toInstant(exchange->reply.receive, exchange->sentAt) - exchange->sentAt);
            back.push_back(exchange->receivedAt - toInstant(exchange->reply.transmit, exchange->sentAt));
        }
        std::sort(there.begin(), there.end());
        std::sort(back.begin(), back.end());
        QVERIFY(there.front() >= 500us - rounding);
        QVERIFY(back.front() >= 1ms - rounding && back.front() < 1300us);
        // An exponential distribution's median is ln 2 of its mean, its 90 % quantile ln 10. The margins are
        // five standard errors of 400 draws and more, with room for what the machine itself adds.
        QVERIFY(there[200] - 500us > 390us && there[200] - 500us < 1200us);
        QVERIFY(there[360] - 500us > 1500us);
    }

    void clocksDrift_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::newRow("fast") << 50000.0;
        QTest::newRow("slow") << -50000.0;
    }
    void clocksDrift()
    {
        QFETCH(double, ppm);
        Lab lab;
        const Duration earliest = test::monotonicNow();
        const Lab::ServerId server = lab.addServer(goodBut([=](LabBehaviour &b) { b.frequencyPpm = ppm; }));
        const Duration latest = test::monotonicNow();
        LabClient client(lab.endpoint(server));
        Duration age{};
        // Until it gained 10 ms, which no delay on loopback looks like.
        while (age < 200ms) {
            const Duration begin = test::monotonicNow();
            const auto exchange = client.ask();
            QVERIFY(exchange);
            const Duration end = test::monotonicNow();
            age = begin - latest;
            const Range range = gained(std::abs(ppm), earliest, latest, begin, end);
            const Duration slack = exchange->receivedAt - exchange->sentAt;
            const Duration ahead = ppm > 0 ? exchange->serverAhead() : -exchange->serverAhead();
            QVERIFY(ahead >= range.least - slack);
            QVERIFY(ahead <= range.most + slack);
        }
    }

    void otherChangesLeaveTheDriftAlone()
    {
        constexpr double ppm = 100000;
        Lab lab;
        const Duration earliest = test::monotonicNow();
        const Lab::ServerId server = lab.addServer(goodBut([=](LabBehaviour &b) { b.frequencyPpm = ppm; }));
        const Duration latest = test::monotonicNow();
        LabClient client(lab.endpoint(server));
        QTRY_VERIFY(test::monotonicNow() - latest > 100ms);

        LabBehaviour changed = lab.behaviour(server);
        changed.stratum = 5;
        lab.setBehaviour(server, changed);
        const Duration begin = test::monotonicNow();
        auto exchange = client.ask();
        QVERIFY(exchange);
        QCOMPARE(exchange->reply.stratum, quint8(5));
        const Range range = gained(ppm, earliest, latest, begin, test::monotonicNow());
        QVERIFY(range.least >= 10ms);
        const Duration slack = exchange->receivedAt - exchange->sentAt;
        QVERIFY(exchange->serverAhead() >= range.least - slack);
        QVERIFY(exchange->serverAhead() <= range.most + slack);

        // A new `ahead` is the value at the moment of setting: drifting starts again there.
        changed.ahead = -1s;
        const Duration setAfter = test::monotonicNow();
        lab.setBehaviour(server, changed);
        exchange = client.ask();
        QVERIFY(exchange);
        const Duration since = test::monotonicNow() - setAfter;
        // Not the measured delay: of a clock that runs this fast it may come out too short.
        const Duration roundTrip = exchange->receivedAt - exchange->sentAt;
        QVERIFY(exchange->serverAhead() >= -1s - roundTrip);
        QVERIFY(exchange->serverAhead() <= -1s + since / 10 + roundTrip);
    }

    void repliesSayWhatTheyWereTold()
    {
        LabBehaviour behaviour;
        behaviour.stratum = 7;
        behaviour.leap = LeapIndicator::InsertSecond;
        behaviour.referenceId = 0xc0000207;
        behaviour.rootDelay = 25ms;
        behaviour.rootDispersion = 1500ms;
        Lab lab;
        LabClient client(lab.endpoint(lab.addServer(behaviour)));
        const auto exchange = client.ask();
        QVERIFY(exchange);
        const NtpPacket &reply = exchange->reply;
        QCOMPARE(reply.version, quint8(4));
        QCOMPARE(reply.mode, NtpMode::Server);
        QCOMPARE(reply.stratum, quint8(7));
        QCOMPARE(reply.leap, LeapIndicator::InsertSecond);
        QCOMPARE(reply.referenceId, 0xc0000207u);
        QCOMPARE(toNtpShort(reply.rootDelay), toNtpShort(25ms));
        QCOMPARE(reply.rootDispersion, Duration(1500ms));
        QVERIFY(reply.precision <= -20 && reply.precision >= -30);
        const Instant left = toInstant(reply.transmit, exchange->sentAt);
        const Instant reference = toInstant(reply.reference, exchange->sentAt);
        QVERIFY(reference < left && reference > left - 64s);
    }

    void judgementsOfReplies_data()
    {
        QTest::addColumn<LabBehaviour>("behaviour");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QByteArray>("kissCode");
        const auto row = [](const char *name, const LabBehaviour &behaviour, QueryOutcome outcome) {
            QTest::newRow(name) << behaviour << static_cast<int>(outcome) << behaviour.kissCode;
        };
        row("good", {}, QueryOutcome::Ok);
        row("unsynchronised", goodBut([](LabBehaviour &b) { b.leap = LeapIndicator::Unsynchronised; }),
            QueryOutcome::Unsynchronised);
        row("stratum 16", goodBut([](LabBehaviour &b) { b.stratum = 16; }), QueryOutcome::Unsynchronised);
        row("RATE", goodBut([](LabBehaviour &b) { b.kissCode = "RATE"; }), QueryOutcome::KissCode);
        row("DENY", goodBut([](LabBehaviour &b) { b.kissCode = "DENY"; }), QueryOutcome::KissCode);
        row("root distance of 16 s", goodBut([](LabBehaviour &b) { b.rootDispersion = 16s; }),
            QueryOutcome::Invalid);
    }
    void judgementsOfReplies()
    {
        QFETCH(LabBehaviour, behaviour);
        QFETCH(int, outcome);
        QFETCH(QByteArray, kissCode);
        Lab lab;
        const LabClient client(lab.endpoint(lab.addServer(behaviour)));
        QVERIFY(client.send(encodeClientRequest(77)));
        const auto datagram = client.receive();
        QVERIFY(datagram);
        const ReplyJudgement judgement = judgeReply(datagram->bytes, 77);
        QVERIFY(judgement.kind != ReplyJudgement::Kind::NotOurs);
        QCOMPARE(static_cast<int>(judgement.outcome), outcome);
        QCOMPARE(judgement.kissCode, kissCode);
    }

    void onlyClientsRequestsAreAnswered()
    {
        Lab lab;
        const Lab::ServerId server = lab.addServer({});
        const LabClient client(lab.endpoint(server));
        for (const int mode : {0, 1, 2, 4, 5, 6, 7})
            QVERIFY(client.send(QByteArray(1, static_cast<char>(0x20 | mode)) + QByteArray(47, '\x55')));
        for (const qsizetype size : {0, 1, 47})
            QVERIFY(client.send(QByteArray(size, '\x23')));
        // Datagrams keep their order: the first reply answers the first good request.
        const QByteArray nonce = "12345678";
        QVERIFY(client.send(QByteArray::fromHex("1b000000") + QByteArray(36, '\0') + nonce +
                            QByteArray(952, '\x77')));
        const auto datagram = client.receive();
        QVERIFY(datagram);
        QCOMPARE(datagram->bytes.size(), qsizetype(48)); // never larger than what was asked with
        QCOMPARE(datagram->bytes.mid(24, 8), nonce);
        QCOMPARE(decode(datagram->bytes)->version, quint8(3)); // asked in version 3
        QCOMPARE(lab.requestCount(server), quint64(1));
    }

    void requestsGetLost_data()
    {
        QTest::addColumn<double>("loss");
        QTest::addColumn<int>("fewest"); // of 2000 answers
        QTest::addColumn<int>("most");
        QTest::newRow("never") << 0.0 << 2000 << 2000;
        QTest::newRow("always") << 1.0 << 0 << 0;
        // 1400 ± 7 standard deviations of 20.5.
        QTest::newRow("three in ten") << 0.3 << 1257 << 1543;
    }
    void requestsGetLost()
    {
        QFETCH(double, loss);
        QFETCH(int, fewest);
        QFETCH(int, most);
        constexpr int groups = 20;
        constexpr quint64 perGroup = 100; // few enough for the sockets' buffers
        constexpr quint64 lossy = 1;
        constexpr quint64 last = 2;
        LabBehaviour behaviour;
        Lab lab;
        const Lab::ServerId server = lab.addServer(behaviour);
        const LabClient client(lab.endpoint(server));
        int answers = 0;
        quint64 sent = 0;
        for (int group = 0; group < groups; ++group) {
            behaviour.loss = loss;
            lab.setBehaviour(server, behaviour);
            for (quint64 i = 0; i < perGroup; ++i)
                QVERIFY(client.send(encodeClientRequest(lossy)));
            sent += perGroup;
            QTRY_COMPARE(lab.requestCount(server), sent);
            // A last request that nothing swallows: its answer comes behind all others.
            behaviour.loss = 0;
            lab.setBehaviour(server, behaviour);
            QVERIFY(client.send(encodeClientRequest(last)));
            ++sent;
            for (;;) {
                const auto datagram = client.receive();
                QVERIFY(datagram);
                if (decode(datagram->bytes)->origin.bits == last)
                    break;
                ++answers;
            }
        }
        QVERIFY2(answers >= fewest && answers <= most, qPrintable(QString::number(answers)));
    }

    void serversFallSilentAndReturn()
    {
        Lab lab;
        LabBehaviour behaviour;
        const Lab::ServerId server = lab.addServer(behaviour);
        const LabClient client(lab.endpoint(server));
        for (quint64 round = 1; round <= 3; ++round) {
            behaviour.silent = true;
            lab.setBehaviour(server, behaviour);
            QVERIFY(lab.behaviour(server).silent);
            QVERIFY(client.send(encodeClientRequest(1000 + round)));
            QTRY_COMPARE(lab.requestCount(server), 2 * round - 1); // it hears
            behaviour.silent = false;
            lab.setBehaviour(server, behaviour);
            QVERIFY(client.send(encodeClientRequest(round)));
            const auto datagram = client.receive();
            QVERIFY(datagram);
            QCOMPARE(decode(datagram->bytes)->origin.bits, round);
        }
    }

    void everyServerHasItsOwnBehaviour()
    {
        Lab lab;
        std::vector<Lab::ServerId> servers;
        LabBehaviour behaviour;
        for (int i = 0; i < 50; ++i) {
            behaviour.ahead = i * 1s;
            servers.push_back(lab.addServer(behaviour));
        }
        behaviour.ahead = -100s;
        lab.setBehaviour(servers[7], behaviour);
        for (size_t i = 0; i < servers.size(); ++i) {
            LabClient client(lab.endpoint(servers[i]));
            const auto exchange = client.askUndisturbed(0s);
            QVERIFY(exchange);
            const Duration ahead = i == 7 ? -100s : static_cast<int>(i) * 1s;
            QVERIFY(std::chrono::abs(exchange->serverAhead() - ahead) < 1ms);
        }
    }

    void repliesOvertakeEachOther()
    {
        Lab lab;
        LabBehaviour behaviour;
        behaviour.back.delay = 300ms;
        const Lab::ServerId server = lab.addServer(behaviour);
        const LabClient client(lab.endpoint(server));
        QVERIFY(client.send(encodeClientRequest(1)));
        QTRY_COMPARE(lab.requestCount(server), 1u);
        behaviour.back.delay = 1ms;
        lab.setBehaviour(server, behaviour);
        QVERIFY(client.send(encodeClientRequest(2)));
        const auto first = client.receive();
        const auto second = client.receive();
        QVERIFY(first && second);
        QCOMPARE(decode(first->bytes)->origin.bits + decode(second->bytes)->origin.bits, 3u);
        // Whichever left first, the slow one was 300 ms on its way.
        const LabClient::Datagram &slow = decode(first->bytes)->origin.bits == 1 ? *first : *second;
        const Instant left = toInstant(decode(slow.bytes)->transmit, slow.at);
        QVERIFY(slow.at - left >= 300ms - rounding);
    }

    void IPv6()
    {
        Lab lab;
        const Lab::ServerId server = lab.addServer(goodBut([](LabBehaviour &b) { b.ahead = 20ms; }),
                                                   QHostAddress(QHostAddress::LocalHostIPv6));
        QCOMPARE(lab.endpoint(server).address, QHostAddress(QHostAddress::LocalHostIPv6));
        LabClient client(lab.endpoint(server));
        const auto exchange = client.askUndisturbed(0s);
        QVERIFY(exchange);
        QVERIFY(std::chrono::abs(exchange->serverAhead() - 20ms) <= exchange->sample.delay / 2 + rounding);
    }

    void anAddressOfItsOwnAndATakenPort()
    {
        Lab lab;
        const QHostAddress address(u"127.77.6.1"_s);
        const Lab::ServerId first = lab.addServer({}, address);
        const LabEndpoint endpoint = lab.endpoint(first);
        QCOMPARE(endpoint.address, address);
        QVERIFY(endpoint.port != 0);
        const Lab::ServerId second = lab.addServer({}, address, endpoint.port);
        QCOMPARE(lab.endpoint(second).port, quint16(0));
        QVERIFY(LabClient(endpoint).ask());
    }

    void aThousandLabsLeaveNothingBehind()
    {
        const qsizetype filesBefore = openFiles();
        {
            const Lab lab;
            QTRY_COMPARE(labThreads(), 1);
        }
        for (int i = 0; i < 1000; ++i) {
            Lab lab;
            LabBehaviour behaviour;
            behaviour.back.delay = i % 2 == 0 ? 10s : 0s; // answered, or still under way when the lab ends
            const LabClient client(lab.endpoint(lab.addServer(behaviour)));
            QVERIFY(client.send(encodeClientRequest(1)));
        }
        QTRY_COMPARE(labThreads(), 0);
        QCOMPARE(openFiles(), filesBefore);
    }
};

QTEST_GUILESS_MAIN(TestLab)
#include "test_lab.moc"
