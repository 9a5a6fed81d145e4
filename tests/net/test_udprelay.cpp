// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe.h"
#include "core/net/udptransport.h"
#include "support/chronyd.h"
#include "support/udprelay.h"

#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What our own probe says of the server behind the relay.
ProbeResult probe(const UdpRelay &relay, int count, Duration timeout = 20s)
{
    SystemClock clock;
    SystemRandom random;
    EventLoopScheduler scheduler;
    CaresResolver resolver;
    UdpTransport transport(clock, scheduler, random);
    SharedContactLedger ledger({}, "boot");
    const HostSpec host = *parseHostSpec(u"%1:%2"_s.arg(relay.address().toString()).arg(relay.port()));
    Probe probe(host, relay.address(), {.count = count, .interval = 20ms, .timeout = timeout},
                {clock, scheduler, resolver, transport, ledger});
    std::optional<ProbeResult> result;
    QObject::connect(&probe, &Probe::finished, &probe,
                     [&result](const std::vector<ProbeResult> &results) { result = results.at(0); });
    probe.start();
    const bool ended = QTest::qWaitFor([&result] { return result.has_value(); }, 60000);
    return ended ? *result : ProbeResult{};
}

/// A server that sends back what it is sent, and a client that sends it numbers.
class EchoRig
{
public:
    explicit EchoRig(const RelayPath &out, quint64 seed = 1)
    {
        if (!m_server.bind(unusedLoopbackAddress(), 0) || !m_client.bind(QHostAddress(u"127.0.0.1"_s), 0))
            qFatal("cannot bind");
        QObject::connect(&m_server, &QUdpSocket::readyRead, &m_server, [this] {
            while (m_server.hasPendingDatagrams()) {
                const QNetworkDatagram datagram = m_server.receiveDatagram();
                m_server.writeDatagram(datagram.data(), datagram.senderAddress(),
                                       static_cast<quint16>(datagram.senderPort()));
            }
        });
        QObject::connect(&m_client, &QUdpSocket::readyRead, &m_client, [this] {
            while (m_client.hasPendingDatagrams())
                received.append(m_client.receiveDatagram().data().toInt());
        });
        relay = std::make_unique<UdpRelay>(UdpRelay::Setup{
            .server = m_server.localAddress(), .serverPort = m_server.localPort(), .out = out, .seed = seed});
        if (!relay->start())
            qFatal("%s", qPrintable(relay->failure()));
    }

    /// Sends them and waits until the relay has passed on all that it did not lose.
    void send(int count)
    {
        for (int i = 0; i < count; ++i)
            m_client.writeDatagram(QByteArray::number(i), relay->address(), relay->port());
        const auto isQuiet = [&] {
            const RelayStatistics now = relay->statistics();
            const quint64 expected = now.out.received - now.out.lost + now.out.duplicated;
            return now.out.received == quint64(count) && now.out.sent == expected &&
                   now.back.sent == expected && received.size() == qsizetype(expected);
        };
        if (!QTest::qWaitFor(isQuiet, 10000))
            qFatal("datagrams got stuck");
    }

    std::unique_ptr<UdpRelay> relay;
    QList<int> received;

private:
    QUdpSocket m_server;
    QUdpSocket m_client;
};

QList<int> upTo(int count)
{
    QList<int> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

} // namespace

/// The relay that other tests and the benchmarks measure through.
class TestUdpRelay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAsymmetricWayShiftsTheOffsetByHalfTheDifference_data()
    {
        QTest::addColumn<Duration>("out");
        QTest::addColumn<Duration>("back");
        QTest::addColumn<Duration>("offset");
        QTest::newRow("no delay") << Duration(0ms) << Duration(0ms) << Duration(0ms);
        QTest::newRow("symmetric") << Duration(6ms) << Duration(6ms) << Duration(0ms);
        // Late at the server: it seems ahead by 4 ms, so this clock behind.
        QTest::newRow("10 ms there, 2 ms back") << Duration(10ms) << Duration(2ms) << Duration(-4ms);
        QTest::newRow("all of it back") << Duration(0ms) << Duration(12ms) << Duration(6ms);
    }
    void anAsymmetricWayShiftsTheOffsetByHalfTheDifference()
    {
        QFETCH(Duration, out);
        QFETCH(Duration, back);
        QFETCH(Duration, offset);
        Chronyd server(Chronyd::plain());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        UdpRelay relay({.server = server.address(),
                        .serverPort = server.port(),
                        .out = {.delay = out},
                        .back = {.delay = back}});
        QVERIFY2(relay.start(), qPrintable(relay.failure()));
        const ProbeResult result = probe(relay, 25);
        QCOMPARE(result.samples.size(), 25u);
        for (const Sample &sample : result.samples) {
            QCOMPARE(sample.timestamping(), Timestamping::Kernel);
            // However busy the computer is: what is late, is late on one way or the other, and half of it is
            // the error. chronyd's stamps add some microseconds.
            const Duration late = sample.delay - (out + back);
            const Duration error = std::chrono::abs(sample.offset.localMinusRemote() - offset);
            QVERIFY2(late >= -1us, qPrintable(QString::number(late.count())));
            QVERIFY2(error <= late / 2 + 5us, qPrintable(u"%1 of %2"_s.arg(error.count()).arg(late.count())));
        }
        QVERIFY(result.estimate->minimumDelay < out + back + 1ms);
        QVERIFY(std::chrono::abs(result.estimate->offset.localMinusRemote() - offset) < 500us);
        const RelayStatistics statistics = relay.statistics();
        QCOMPARE(statistics.out.sent, 25u);
        QCOMPARE(statistics.back.sent, 25u);
        qInfo("late by %lld ns in the median, %lld at the worst",
              static_cast<long long>(statistics.medianLateness.count()),
              static_cast<long long>(statistics.worstLateness.count()));
    }

    void jitterIsExponential()
    {
        Chronyd server(Chronyd::plain());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        UdpRelay relay(
            {.server = server.address(), .serverPort = server.port(), .back = {.delay = 1ms, .jitter = 2ms}});
        QVERIFY2(relay.start(), qPrintable(relay.failure()));
        const ProbeResult result = probe(relay, 100);
        QCOMPARE(result.samples.size(), 100u);
        std::vector<Duration> jitters;
        std::vector<Duration> offsets;
        for (const Sample &sample : result.samples) {
            QVERIFY(sample.delay >= 1ms);
            jitters.push_back(sample.delay - 1ms);
            offsets.push_back(sample.offset.localMinusRemote());
        }
        std::ranges::sort(jitters);
        std::ranges::sort(offsets);
        // Of a mean of 2 ms with 100 draws: four standard deviations of a median or a tail, and a busy
        // computer above.
        QVERIFY2(jitters[50] > 0.6ms && jitters[50] < 4ms, qPrintable(QString::number(jitters[50].count())));
        QVERIFY2(jitters[95] > 3ms, qPrintable(QString::number(jitters[95].count())));
        QVERIFY(offsets[50] > 0ns); // late here: this clock seems ahead
    }

    void aLostRequestIsATimeout()
    {
        Chronyd server(Chronyd::plain());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        UdpRelay relay({.server = server.address(), .serverPort = server.port(), .out = {.loss = 1}});
        QVERIFY2(relay.start(), qPrintable(relay.failure()));
        QCOMPARE(probe(relay, 2, 500ms).outcome, QueryOutcome::Timeout);
        QCOMPARE(relay.statistics().out.lost, 2u);
        relay.setPaths({}, {});
        QCOMPARE(probe(relay, 2).samples.size(), 2u);
    }

    void withoutAServerNothingComesBack()
    {
        UdpRelay relay({.server = QHostAddress(u"127.77.0.9"_s), .serverPort = freeUdpPort()});
        QVERIFY2(relay.start(), qPrintable(relay.failure()));
        QCOMPARE(probe(relay, 2, 500ms).outcome, QueryOutcome::Timeout);
        QCOMPARE(relay.statistics().out.sent, 2u);
    }

    void aTakenPortIsSaid()
    {
        UdpRelay first({.server = QHostAddress(u"127.77.0.9"_s), .serverPort = 9});
        QVERIFY2(first.start(), qPrintable(first.failure()));
        UdpRelay second({.server = QHostAddress(u"127.77.0.9"_s),
                         .serverPort = 9,
                         .address = first.address(),
                         .port = first.port()});
        QVERIFY(!second.start());
        QVERIFY2(second.failure().contains(u"in use"_s), qPrintable(second.failure()));
    }

    void aPlainRelayKeepsOrderAndLosesNothing()
    {
        EchoRig rig({});
        rig.send(100);
        QCOMPARE(rig.received, upTo(100));
    }

    void theSameSeedIsTheSameFate()
    {
        const RelayPath path{.loss = 0.2, .duplication = 0.1};
        const auto receivedBy = [&path](quint64 seed) {
            EchoRig rig(path, seed);
            rig.send(100);
            std::sort(rig.received.begin(), rig.received.end());
            return rig.received;
        };
        const QList<int> once = receivedBy(7);
        QCOMPARE(receivedBy(7), once);
        QVERIFY(receivedBy(8) != once);
        QVERIFY(once != upTo(100));
        QVERIFY(std::adjacent_find(once.begin(), once.end()) != once.end());
    }

    void sharesAreWhatWasAskedFor()
    {
        EchoRig rig({.spikes = 0.1,
                     .spikeLeast = 1ms,
                     .spikeMost = 5ms,
                     .loss = 0.3,
                     .duplication = 0.2,
                     .reordering = 0.1});
        rig.send(200);
        const RelayCounts out = rig.relay->statistics().out;
        const auto near = [](quint64 count, double expected) {
            return std::abs(double(count) - expected) < 5 * std::sqrt(expected);
        };
        QVERIFY(near(out.lost, 60));
        QVERIFY(near(out.duplicated, 28));
        QVERIFY(near(out.spikes, 17));
        QVERIFY(near(out.reordered, 17));
        QCOMPARE(rig.relay->statistics().back.lost, 0u);
    }

    void heldDatagramsAreOvertaken()
    {
        EchoRig rig({.reordering = 0.2});
        rig.send(100);
        QVERIFY(!std::is_sorted(rig.received.begin(), rig.received.end()));
        QList<int> sorted = rig.received;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sorted, upTo(100));
    }
};

QTEST_GUILESS_MAIN(TestUdpRelay)
#include "test_udprelay.moc"
