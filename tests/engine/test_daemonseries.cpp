// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/daemonseries.h"
#include "core/engine/seriesid.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon{std::chrono::seconds(1'800'000'000)};

ClockReading readingAt(Instant now)
{
    return {.realtime = now,
            .raw = RawInstant(1000s),
            .boot = BootInstant(1500s),
            .monotonic = MonotonicInstant(1000s)};
}

DaemonSource source(const QString &name, Instant at, Duration offset)
{
    DaemonSource result;
    result.name = name;
    result.address = u"192.0.2.1"_s;
    result.pollLog2 = 6;
    result.lastSample = at;
    result.measured = Offset::fromLocalMinusRemote(offset);
    result.error = 2ms;
    result.stratum = 2;
    return result;
}

DaemonReport report(std::vector<DaemonSource> sources)
{
    DaemonReport daemon;
    daemon.sources = std::move(sources);
    return daemon;
}

DaemonTracking tracking(Instant updated)
{
    DaemonTracking result;
    result.synchronised = true;
    result.lastUpdate = updated;
    result.systemOffset = Offset::fromLocalMinusRemote(-3ms);
    result.frequencyPpm = -12.5;
    result.rootDelay = 20ms;
    result.rootDispersion = 5ms;
    return result;
}

} // namespace

/// What two reports of a daemon, one after the other, bring for the chart.
class TestDaemonSeries final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSampleComesOnceWithItsTimeAndError()
    {
        const DaemonReport first = report({source(u"a"_s, noon, 4ms)});
        const std::vector<NewSample> samples = newSamples(nullptr, first, readingAt(noon + 10s));
        QCOMPARE(samples.size(), 1U);
        QCOMPARE(samples[0].source, seriesId(first, first.sources[0]));
        QCOMPARE(samples[0].point.at, noon);
        QCOMPARE(samples[0].point.value, Duration(4ms));
        QCOMPARE(samples[0].point.bound, Duration(2ms));
        QVERIFY(samples[0].point.gapBefore);
        // On the oscillator's axis ten seconds ago, and the time slept beside it.
        QCOMPARE(samples[0].sample.raw, RawInstant(990s));
        QCOMPARE(samples[0].sample.suspended, Duration(500s));
        QVERIFY(newSamples(&first, first, readingAt(noon + 20s)).empty());
    }

    void whatIsANewSample_data()
    {
        QTest::addColumn<qint64>("laterMs");
        QTest::addColumn<qint64>("offsetUs");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isNew");
        QTest::addColumn<bool>("gap");
        const QString same = u"192.0.2.1"_s;
        QTest::newRow("the same, a second off") << 1000LL << 4000LL << same << false << false;
        QTest::newRow("another offset") << 0LL << 4001LL << same << true << false;
        QTest::newRow("a poll later, by chance the same offset")
            << 64'000LL << 4000LL << same << true << false;
        QTest::newRow("three polls later") << 192'000LL << 5000LL << same << true << false;
        QTest::newRow("four polls later") << 256'000LL << 5000LL << same << true << true;
        QTest::newRow("another server of that name") << 0LL << 4000LL << u"192.0.2.2"_s << true << false;
    }
    void whatIsANewSample()
    {
        QFETCH(qint64, laterMs);
        QFETCH(qint64, offsetUs);
        QFETCH(QString, address);
        QFETCH(bool, isNew);
        QFETCH(bool, gap);
        const DaemonReport first = report({source(u"a"_s, noon, 4ms)});
        DaemonReport second = report(
            {source(u"a"_s, noon + std::chrono::milliseconds(laterMs), std::chrono::microseconds(offsetUs))});
        second.sources[0].address = address;
        const std::vector<NewSample> samples = newSamples(&first, second, readingAt(noon + 300s));
        QCOMPARE(!samples.empty(), isNew);
        if (isNew) {
            QCOMPARE(samples[0].point.gapBefore, gap);
            QVERIFY(samples[0].point.at > noon);
        }
    }

    void sourcesOfOneNameAreToldApart()
    {
        DaemonReport first = report({source(u"pool"_s, noon, 1ms), source(u"pool"_s, noon, 2ms)});
        first.sources[1].ordinal = 1;
        DaemonReport second = first;
        second.sources[1].measured = Offset::fromLocalMinusRemote(3ms);
        const std::vector<NewSample> samples = newSamples(&first, second, readingAt(noon));
        QCOMPARE(samples.size(), 1U);
        QCOMPARE(samples[0].source, seriesId(second, second.sources[1]));
        QVERIFY(samples[0].source != seriesId(second, second.sources[0]));
    }

    void resolvingANameKeepsTheSeries()
    {
        DaemonSource unresolved = source(u"a"_s, noon, 4ms);
        const DaemonReport after = report({unresolved});
        unresolved.address.clear();
        unresolved.resolved = false;
        const DaemonReport before = report({unresolved});
        QCOMPARE(seriesId(before, before.sources[0]), seriesId(after, after.sources[0]));
    }

    void withoutASampleThereIsNothing()
    {
        DaemonSource silent = source(u"a"_s, noon, 4ms);
        silent.lastSample.reset();
        silent.measured.reset();
        QVERIFY(newSamples(nullptr, report({silent}), readingAt(noon)).empty());
    }

    void trackingComesWithEachUpdate()
    {
        DaemonReport first = report({});
        first.tracking = tracking(noon);
        std::vector<NewSample> samples = newSamples(nullptr, first, readingAt(noon + 5s));
        QCOMPARE(samples.size(), 4U);
        QCOMPARE(samples[0].source, seriesId(first, TrackingQuantity::SystemOffset));
        QCOMPARE(samples[0].point.value, Duration(-3ms));
        QCOMPARE(samples[0].point.bound, Duration(15ms));
        QCOMPARE(samples[1].source, seriesId(first, TrackingQuantity::Frequency));
        QCOMPARE(samples[1].point.value, Duration(-12500));
        QCOMPARE(samples[2].point.value, Duration(20ms));
        QCOMPARE(samples[3].point.value, Duration(5ms));
        QVERIFY(newSamples(&first, first, readingAt(noon + 6s)).empty());

        DaemonReport second = first;
        second.tracking = tracking(noon + 64s);
        samples = newSamples(&first, second, readingAt(noon + 70s));
        QCOMPARE(samples.size(), 4U);
        QVERIFY(!samples[0].point.gapBefore);
        second.tracking->synchronised = false;
        QVERIFY(newSamples(&first, second, readingAt(noon + 70s)).empty());
    }
};

QTEST_GUILESS_MAIN(TestDaemonSeries)
#include "test_daemonseries.moc"
