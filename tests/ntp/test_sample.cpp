// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/sample.h"

#include <QTest>

#include <random>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

const Instant noon{std::chrono::seconds(1795435200)};
const Instant eraEnd{std::chrono::seconds(2085978496)};

NtpPacket replyAt(Instant receive, Instant transmit)
{
    NtpPacket reply;
    reply.mode = NtpMode::Server;
    reply.stratum = 3;
    reply.precision = -20;
    reply.rootDelay = 30ms;
    reply.rootDispersion = 5ms;
    reply.receive = toNtpTimestamp(receive);
    reply.transmit = toNtpTimestamp(transmit);
    return reply;
}

bool near(Duration a, Duration b)
{
    return std::chrono::abs(a - b) <= 2ns;
}

} // namespace

class TestSample final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exchanges_data()
    {
        QTest::addColumn<qint64>("start");  // T1, ns since 1970
        QTest::addColumn<qint64>("there");  // ns
        QTest::addColumn<qint64>("inside"); // at the server
        QTest::addColumn<qint64>("back");
        QTest::addColumn<qint64>("ahead"); // server minus here
        const auto row = [](const char *name, Instant start, Duration there, Duration inside, Duration back,
                            Duration ahead) {
            QTest::newRow(name) << qint64(start.time_since_epoch().count()) << qint64(there.count())
                                << qint64(inside.count()) << qint64(back.count()) << qint64(ahead.count());
        };
        row("equal", noon, 10ms, 1us, 10ms, 0s);
        row("50 ms ahead", noon, 10ms, 1us, 10ms, 50ms);
        row("50 ms behind", noon, 10ms, 1us, 10ms, -50ms);
        row("an hour ahead", noon, 1ms, 0s, 1ms, 3600s);
        row("ten years behind", noon, 1ms, 0s, 1ms, -24h * 3650);
        row("one way only", noon, 20ms, 0s, 0s, 0s);
        row("across the era", eraEnd - 5ms, 10ms, 1us, 10ms, 0s);
        row("server in the next era", eraEnd - 1h, 10ms, 1us, 10ms, 3600s + 1s);
        row("a server that thinks for two seconds", noon, 1ms, 2s, 1ms, 7ms);
    }
    void exchanges()
    {
        QFETCH(qint64, start);
        QFETCH(qint64, there);
        QFETCH(qint64, inside);
        QFETCH(qint64, back);
        QFETCH(qint64, ahead);
        const Instant sent{Duration(start)};
        const Instant arrived = sent + Duration(there + ahead);
        const Instant left = arrived + Duration(inside);
        const Instant received = sent + Duration(there + inside + back);
        const Sample sample = makeSample(replyAt(arrived, left), sent, received, 1000s);
        // What asymmetry hides is half the difference of the two ways, and never more than half the round
        // trip.
        const Duration expected = -Duration(ahead) - Duration(there - back) / 2;
        QVERIFY(near(sample.offset.localMinusRemote(), expected));
        QVERIFY(near(sample.delay, Duration(there + back)));
        QVERIFY(std::chrono::abs(sample.offset.localMinusRemote() + Duration(ahead)) <= sample.distance());
        QVERIFY(near(sample.at - sent, Duration(there + inside + back) / 2));
        QVERIFY(near(sample.clockMinusRaw(), 1000s));
        QCOMPARE(sample.rootDistance(), Duration(20ms));
        QCOMPARE(sample.stratum, quint8(3));
    }

    void dispersionHoldsBothPrecisionsAndTheDriftOfTheExchange()
    {
        const Sample quick = makeSample(replyAt(noon, noon), noon, noon, 0s);
        QCOMPARE(quick.dispersion, fromLog2Seconds(-20) + fromLog2Seconds(localPrecision));
        const Sample slow = makeSample(replyAt(noon + 1s, noon + 1s), noon, noon + 2s, 0s);
        QCOMPARE(slow.dispersion - quick.dispersion, Duration(30us)); // 15 ppm of 2 s
    }

    void aNegativeDelayIsKeptNotHidden()
    {
        const Sample sample = makeSample(replyAt(noon, noon + 5ms), noon, noon + 1ms, 0s);
        QVERIFY(near(sample.delay, -4ms));
    }

    void whereTwoErasAreEquallyNearBothStampsAreOfOne()
    {
        // 68 years on the era of one stamp alone flips from one to the next.
        constexpr Duration halfAnEra = std::chrono::seconds(qint64(1) << 31);
        const Instant arrived =
            noon + halfAnEra + 1ms; // 1 ms before the middle of the exchange, and left 1 ms after
        const Sample sample = makeSample(replyAt(arrived, arrived + 2ms), noon, noon + 4ms, 0s);
        QVERIFY(near(sample.delay, 2ms));
        QVERIFY(sample.offset.magnitude() > halfAnEra - 1s);
    }

    void asymmetryNeverLeavesTheBound()
    {
        std::mt19937_64 random(5);
        std::uniform_int_distribution<qint64> way(0, 400'000'000);
        std::uniform_int_distribution<qint64> difference(-1'000'000'000'000, 1'000'000'000'000);
        for (int i = 0; i < 100000; ++i) {
            const Duration there(way(random));
            const Duration back(way(random));
            const Duration ahead(difference(random));
            const Instant arrived = noon + there + ahead;
            const Sample sample = makeSample(replyAt(arrived, arrived), noon, noon + there + back, 0s);
            QVERIFY(std::chrono::abs(sample.offset.localMinusRemote() + ahead) <= sample.distance());
        }
    }

    void oneUserStampMakesTheSampleAUserSample()
    {
        Sample sample = makeSample(replyAt(noon, noon), noon, noon, 0s);
        QCOMPARE(sample.timestamping(), Timestamping::User);
        sample.sent = Timestamping::Kernel;
        QCOMPARE(sample.timestamping(), Timestamping::User);
        sample.received = Timestamping::Kernel;
        QCOMPARE(sample.timestamping(), Timestamping::Kernel);
    }
};

QTEST_GUILESS_MAIN(TestSample)
#include "test_sample.moc"
