// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/samplefilter.h"
#include "core/net/udptransport.h"
#include "support/chronyd.h"

#include <QDeadlineTimer>
#include <QTest>

using namespace synchroscope;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

struct Measurement
{
    std::vector<Sample> samples;
    QueryOutcome lastOutcome = QueryOutcome::Timeout;
    std::optional<SourceEstimate> estimate;
};

Measurement measure(const Chronyd &server, int count)
{
    SystemClock clock;
    SystemRandom random;
    EventLoopScheduler scheduler;
    UdpTransport transport(clock, scheduler, random);
    Measurement measurement;
    for (int i = 0; i < count; ++i) {
        bool done = false;
        transport.ask(server.address(), server.port(), 20s, [&](const ExchangeResult &result) {
            measurement.lastOutcome = result.outcome;
            if (result.sample)
                measurement.samples.push_back(*result.sample);
            done = true;
        });
        if (!QTest::qWaitFor([&done] { return done; }, 30'000))
            break;
    }
    const ClockReading now = clock.read();
    measurement.estimate = SampleFilter(measurement.samples).estimate(now.raw, now.clockMinusRaw());
    return measurement;
}

} // namespace

/// The measured offset against what Debian's chronyd serves, with its sign.
class TestRealServers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTruthIsNearZero()
    {
        Chronyd server(Chronyd::plain());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        const Measurement measurement = measure(server, 20);
        QCOMPARE(measurement.samples.size(), 20u);
        for (const Sample &sample : measurement.samples)
            QCOMPARE(sample.timestamping(), Timestamping::Kernel);
        QVERIFY(measurement.estimate->offset.magnitude() < 50us);
        QVERIFY(measurement.estimate->offset.magnitude() <= measurement.estimate->bound);
        QCOMPARE(measurement.samples.front().stratum, quint8(1));
    }

    void aServer50MillisecondsAheadMakesThisClockBehind()
    {
        Chronyd truth(Chronyd::plain());
        QVERIFY2(truth.start(), qPrintable(truth.failure()));
        Chronyd server(Chronyd::chasing(truth, 50ms));
        QVERIFY2(server.start(), qPrintable(server.failure()));
        // It approaches its reference at its own pace.
        const auto isNear = [&server] {
            const Measurement seen = measure(server, 8);
            return seen.estimate && std::chrono::abs(seen.estimate->offset.localMinusRemote() + 50ms) < 20us;
        };
        QVERIFY(QTest::qWaitFor(isNear, 60'000));
    }

    void anHourAhead()
    {
        Chronyd server(Chronyd::fakedAhead(3600s));
        QVERIFY2(server.start(), qPrintable(server.failure()));
        const Measurement measurement = measure(server, 8);
        QCOMPARE(measurement.lastOutcome, QueryOutcome::Ok);
        QVERIFY(std::chrono::abs(measurement.estimate->offset.localMinusRemote() + 3600s) < 100us);
    }

    /// On 2036-02-07 at 06:28:16 UTC the 32 bits of seconds since 1900 are full, and begin anew.
    void theSecondsOf1900BeginAnew()
    {
        constexpr Instant rollover{2'085'978'496s};
        bool sawBefore = false;
        bool sawAfter = false;
        // A busy computer may need longer than it is given until the server runs.
        for (const std::chrono::seconds lead : {6s, 20s, 60s}) {
            const Instant now = SystemClock().read().realtime;
            const auto ahead = std::chrono::floor<std::chrono::seconds>(rollover - now) - lead;
            Chronyd server(Chronyd::fakedAhead(ahead));
            QVERIFY2(server.start(), qPrintable(server.failure()));
            const QDeadlineTimer deadline(lead + 10s);
            while (!sawAfter && !deadline.hasExpired()) {
                const Measurement measurement = measure(server, 1);
                QCOMPARE(measurement.lastOutcome, QueryOutcome::Ok);
                const Sample &sample = measurement.samples.at(0);
                const Duration error = std::chrono::abs(sample.offset.localMinusRemote() + ahead);
                QVERIFY2(error <= sample.delay / 2 + 20us, qPrintable(QString::number(error.count())));
                (sample.at + ahead < rollover ? sawBefore : sawAfter) = true;
                QTest::qWait(200);
            }
            if (sawBefore)
                break;
            sawAfter = false;
        }
        QVERIFY(sawBefore);
        QVERIFY(sawAfter);
    }

    void withoutAReferenceItSaysSo()
    {
        Chronyd server(Chronyd::unsynchronised());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        const Measurement measurement = measure(server, 2);
        QVERIFY(measurement.samples.empty());
        QCOMPARE(measurement.lastOutcome, QueryOutcome::Unsynchronised);
    }

    void aStoppedServerIsRefusedAndComesBack()
    {
        Chronyd server(Chronyd::plain());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        server.stop();
        QCOMPARE(measure(server, 1).lastOutcome, QueryOutcome::Refused);
        QVERIFY2(server.start(), qPrintable(server.failure()));
        QCOMPARE(measure(server, 1).lastOutcome, QueryOutcome::Ok);
    }
};

QTEST_GUILESS_MAIN(TestRealServers)
#include "test_realservers.moc"
