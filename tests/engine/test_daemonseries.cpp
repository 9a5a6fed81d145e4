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

std::optional<Instant> nothingStored(const SourceId &)
{
    return std::nullopt;
}

/// What `after` brings, when it is the first reading or the next one.
std::vector<NewSample> newSamples(const DaemonReport *before, const DaemonReport &after,
                                  const ClockReading &now)
{
    DaemonSeries series(nothingStored);
    if (before != nullptr)
        series.take(*before, now);
    return series.take(after, now);
}

/// So long after noon; the clock was set forward by `stepped` meanwhile.
ClockReading readingAfter(Duration elapsed, Duration stepped = {})
{
    return {.realtime = noon + elapsed + stepped,
            .raw = RawInstant(1000s + elapsed),
            .boot = BootInstant(1500s + elapsed),
            .monotonic = MonotonicInstant(1000s + elapsed)};
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

    void aReadingThatLacksSomethingForgetsNothing()
    {
        DaemonReport whole = report({source(u"a"_s, noon, 4ms)});
        whole.tracking = tracking(noon);
        DaemonSeries series(nothingStored);
        QCOMPARE(series.take(whole, readingAfter(1s)).size(), 5U);
        DaemonReport without = whole;
        without.sources[0].lastSample.reset();
        without.sources[0].measured.reset();
        QVERIFY(series.take(without, readingAfter(2s)).empty());
        without.sources.clear();
        without.tracking.reset();
        QVERIFY(series.take(without, readingAfter(3s)).empty());
        QVERIFY(series.take(whole, readingAfter(4s)).empty());
    }

    void whatAnEarlierRunHasSeenIsNotNew()
    {
        DaemonReport whole = report({source(u"a"_s, noon + 900ms, 4ms)});
        whole.tracking = tracking(noon);
        DaemonSeries series([](const SourceId &) { return std::optional(noon); });
        QVERIFY(series.take(whole, readingAfter(1s)).empty());
        // Also of a source that comes late.
        whole.sources.push_back(source(u"b"_s, noon, 5ms));
        QVERIFY(series.take(whole, readingAfter(2s)).empty());
        whole.sources[1].lastSample = noon + 64s;
        whole.sources[1].measured = Offset::fromLocalMinusRemote(6ms);
        QCOMPARE(series.take(whole, readingAfter(65s)).size(), 1U);
    }

    void aStepOfTheClockBringsNothingNew_data()
    {
        QTest::addColumn<qint64>("step");
        QTest::addColumn<bool>("dated");
        for (const qint64 step : {362, -362, 3, -3}) {
            QTest::addRow("%+lld s, dated by age", step) << step << false;
            QTest::addRow("%+lld s, dated by the clock", step) << step << true;
        }
    }
    // chronyd moves the times of what it has measured with the clock; timesyncd leaves them.
    void aStepOfTheClockBringsNothingNew()
    {
        QFETCH(qint64, step);
        QFETCH(bool, dated);
        const Duration stepped = std::chrono::seconds(step);
        const Instant last = dated ? noon : noon + stepped;
        DaemonReport daemon = report({source(u"a"_s, noon, 4ms)});
        if (!dated)
            daemon.tracking = tracking(noon);
        DaemonSeries series(nothingStored);
        QVERIFY(!series.take(daemon, readingAfter(1s)).empty());
        daemon.sources[0].lastSample = last;
        if (!dated)
            daemon.tracking->lastUpdate = last;
        QVERIFY(series.take(daemon, readingAfter(2s, stepped)).empty());
        QVERIFY(series.take(daemon, readingAfter(3s, stepped)).empty());
        // The next measurement, by the clock as it is now.
        daemon.sources[0].lastSample = noon + stepped + 64s;
        daemon.sources[0].measured = Offset::fromLocalMinusRemote(5ms);
        const std::vector<NewSample> samples = series.take(daemon, readingAfter(65s, stepped));
        QCOMPARE(samples.size(), 1U);
        QCOMPARE(samples[0].point.at, noon + stepped + 64s);
        QCOMPARE(samples[0].sample.raw, RawInstant(1064s));
        QVERIFY(!samples[0].point.gapBefore);
    }

    // ntpd-rs tells what its filter makes of the samples, which moves as the clock is corrected.
    void whatIsOnlyToldAdjustedIsCharted()
    {
        DaemonSource filtered = source(u"a"_s, noon, 4ms);
        filtered.measured.reset();
        filtered.adjusted = Offset::fromLocalMinusRemote(4ms);
        DaemonSeries series(nothingStored);
        const std::vector<NewSample> samples = series.take(report({filtered}), readingAfter(1s));
        QCOMPARE(samples.size(), 1U);
        QCOMPARE(samples[0].point.value, Duration(4ms));
        filtered.adjusted = Offset::fromLocalMinusRemote(3ms);
        QVERIFY(series.take(report({filtered}), readingAfter(2s)).empty());
        filtered.lastSample = noon + 16s;
        QCOMPARE(series.take(report({filtered}), readingAfter(17s)).size(), 1U);
    }

    void gapsInADaemonsOwnFigures_data()
    {
        QTest::addColumn<qint64>("interval");
        QTest::addColumn<int>("poll");
        QTest::addColumn<qint64>("later");
        QTest::addColumn<bool>("wasLost");
        QTest::addColumn<bool>("isGap");
        QTest::newRow("in time") << 64LL << 6 << 65LL << false << false;
        QTest::newRow("three late") << 64LL << 6 << 192LL << false << false;
        QTest::newRow("more") << 64LL << 6 << 200LL << false << true;
        QTest::newRow("after a burst") << 2LL << 4 << 100LL << false << false;
        QTest::newRow("a slow daemon") << 1024LL << 6 << 2000LL << false << false;
        QTest::newRow("a slow source") << 64LL << 10 << 2000LL << false << false;
        QTest::newRow("was not synchronised") << 64LL << 6 << 65LL << true << true;
    }
    void gapsInADaemonsOwnFigures()
    {
        QFETCH(qint64, interval);
        QFETCH(int, poll);
        QFETCH(qint64, later);
        QFETCH(bool, wasLost);
        QFETCH(bool, isGap);
        DaemonReport daemon = report({source(u"a"_s, noon, 4ms)});
        daemon.sources[0].standing = SourceStanding::Selected;
        daemon.sources[0].pollLog2 = poll;
        daemon.tracking = tracking(noon);
        daemon.tracking->updateInterval = std::chrono::seconds(interval);
        DaemonSeries series(nothingStored);
        series.take(daemon, readingAfter(1s));
        daemon.tracking->synchronised = !wasLost;
        series.take(daemon, readingAfter(2s));
        daemon.tracking = tracking(noon + std::chrono::seconds(later));
        const std::vector<NewSample> samples =
            series.take(daemon, readingAfter(std::chrono::seconds(later) + 1s));
        QCOMPARE(samples.size(), 4U);
        QCOMPARE(samples[0].point.gapBefore, isGap);
    }
};

QTEST_GUILESS_MAIN(TestDaemonSeries)
#include "test_daemonseries.moc"
