// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/timescale.h"
#include "ui/chart/timewindow.h"
#include "ui/chart/valuescale.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <random>
#include <set>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;

namespace {

Instant instant(const QString &text)
{
    return Instant(std::chrono::milliseconds(QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch()));
}

QString joined(const std::vector<TimeTick> &ticks)
{
    QStringList labels;
    for (const TimeTick &tick : ticks)
        labels << tick.label;
    return labels.join(u' ');
}

QString joined(const std::vector<ValueTick> &ticks)
{
    QStringList labels;
    for (const ValueTick &tick : ticks)
        labels << tick.label;
    return labels.join(u' ');
}

/// 1, 2 or 5 times a power of ten.
bool isRound(double number)
{
    const double digit = number / std::pow(10, std::floor(std::log10(number) + 1e-9));
    return std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 || std::abs(digit - 5) < 1e-6;
}

} // namespace

class TestChartScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueLabels_data();
    void valueLabels();
    void valuesFitAndKeepTheirRange();
    void frequenciesShowTheirChanges();
    void whatIsNeverNegativeBeginsAtZero();
    void valueTicksAreRoundAndFew();
    void zoomedValuesStayReadable();
    void timeTicksOfARange_data();
    void timeTicksOfARange();
    void timeLabelsNeverCollide();
    void dateIsSaidWhenItIsNotToday();
    void windowFollowsThePresent();
    void windowMovesByWholeColumns();
    void windowZoomsAroundThePointer();
    void windowStaysWithinReach();
    void rangeNamesComeBack();
};

void TestChartScale::valueLabels_data()
{
    QTest::addColumn<qint64>("low");
    QTest::addColumn<qint64>("high");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("labels");
    QTest::addColumn<QString>("unit");
    QTest::newRow("ms") << qint64(-6'000'000) << qint64(8'000'000) << 8 << u"−6 −4 −2 0 +2 +4 +6 +8"_s
                        << u"ms"_s;
    QTest::newRow("halves") << qint64(-1'000'000) << qint64(1'000'000) << 5 << u"−1.0 −0.5 0 +0.5 +1.0"_s
                            << u"ms"_s;
    QTest::newRow("µs") << qint64(-40'000) << qint64(120'000) << 5 << u"0 +50 +100"_s << u"µs"_s;
    QTest::newRow("ns") << qint64(-20) << qint64(100) << 4 << u"0 +50 +100"_s << u"ns"_s;
    QTest::newRow("s") << qint64(-350'000'000'000) << qint64(50'000'000'000) << 5 << u"−300 −200 −100 0"_s
                       << u"s"_s;
    QTest::newRow("hour") << qint64(0) << qint64(4'000'000'000'000) << 5 << u"0 +1000 +2000 +3000 +4000"_s
                          << u"s"_s;
    QTest::newRow("years") << qint64(-1'728'000'000'000'000'000) << qint64(0) << 3 << u"−20000 −10000 0"_s
                           << u"days"_s;
    QTest::newRow("two at most") << qint64(-6'000'000) << qint64(8'000'000) << 2 << u"0"_s << u"ms"_s;
}

void TestChartScale::valueLabels()
{
    QFETCH(qint64, low);
    QFETCH(qint64, high);
    QFETCH(int, most);
    const ValueScale scale = valueScale({Duration(low), Duration(high)}, most);
    QTEST(joined(scale.ticks), "labels");
    QTEST(scale.unitSymbol, "unit");
}

void TestChartScale::valuesFitAndKeepTheirRange()
{
    std::mt19937_64 generator(7);
    std::uniform_real_distribution<double> exponent(1, 18);
    std::uniform_real_distribution<double> drift(0.8, 1.25);
    int changes = 0;
    for (int round = 0; round < 300; ++round) {
        double size = std::pow(10, exponent(generator));
        std::optional<ValueRange> range;
        for (int step = 0; step < 20; ++step) {
            size = std::clamp(size * drift(generator), 1.0, 2e18);
            const Duration least(static_cast<qint64>(-size * (round % 3 - 1)));
            const Duration greatest(static_cast<qint64>(size));
            const ValueRange fitted = fitValues(std::min(least, greatest), std::max(least, greatest), range);
            QVERIFY(fitted.contains(least) && fitted.contains(greatest) && fitted.contains(0s));
            QVERIFY(fitted.low < 0s && fitted.high > 0s);
            // Nobody is flattened: the data takes at least a fifth of the height.
            const double needed = size + (round % 3 == 2 ? size : 0);
            const double height =
                static_cast<double>(fitted.high.count()) - static_cast<double>(fitted.low.count());
            QVERIFY2(size < 20 || needed / height > 1.0 / 5,
                     qPrintable(u"%1 of %2"_s.arg(needed).arg(height)));
            changes += range && *range != fitted;
            range = fitted;
        }
    }
    QVERIFY2(changes < 300 * 19 / 3, qPrintable(QString::number(changes)));

    const ValueRange wide{-10ms, 10ms};
    QCOMPARE(fitValues(-5ms, 5ms, wide), wide);
    QVERIFY(fitValues(-1ms, 1ms, wide).high < 2ms);
    QCOMPARE(fitValues({}, {}, std::nullopt), emptyValueRange);
    QCOMPARE(fitValues({}, {}, wide), wide);
}

void TestChartScale::frequenciesShowTheirChanges()
{
    constexpr ChartQuantity quantity = ChartQuantity::Frequency;
    // 12.345 ± 0.5 ppm slow.
    const ValueRange range = fitValues(-12'845ns, -11'845ns, std::nullopt, quantity);
    QCOMPARE(range, (ValueRange{-13us, -11'800ns}));
    const ValueScale scale = valueScale(range, 8, quantity);
    QCOMPARE(scale.unitSymbol, u"ppm"_s);
    QCOMPARE(joined(scale.ticks), u"−13.0 −12.8 −12.6 −12.4 −12.2 −12.0 −11.8"_s);
    QCOMPARE(fitValues(-12'400ns, -12'300ns, range, quantity).low, Duration(-12'420ns));
    QCOMPARE(fitValues(-12'700ns, -12'000ns, range, quantity), range);
    QCOMPARE(joined(valueScale(emptyRangeOf(quantity), 5, quantity).ticks), u"−10 −5 0 +5 +10"_s);

    std::mt19937_64 generator(9);
    std::uniform_int_distribution<qint64> centre(-500'000, 500'000);
    std::uniform_real_distribution<double> exponent(0, 5);
    for (int round = 0; round < 3000; ++round) {
        const Duration least(centre(generator));
        const Duration greatest = least + Duration(qint64(std::pow(10, exponent(generator))) - 1);
        const ValueRange fitted = fitValues(least, greatest, std::nullopt, quantity);
        QVERIFY(fitted.contains(least) && fitted.contains(greatest));
        std::set<QString> labels;
        for (const ValueTick &tick : valueScale(fitted, 10, quantity).ticks) {
            QVERIFY(labels.insert(tick.label).second);
            QVERIFY2(tick.label.size() <= widestValueLabel().size(), qPrintable(tick.label));
        }
        QVERIFY(labels.size() >= 3);
    }
}

void TestChartScale::whatIsNeverNegativeBeginsAtZero()
{
    for (const ChartQuantity quantity : {ChartQuantity::RootDelay, ChartQuantity::RootDispersion}) {
        const ValueRange range = fitValues(20ms, 23ms, std::nullopt, quantity);
        QCOMPARE(range, (ValueRange{0s, 25ms}));
        QCOMPARE(joined(valueScale(range, 6, quantity).ticks), u"0 5 10 15 20 25"_s);
        QCOMPARE(emptyRangeOf(quantity).low, Duration(0));
        QVERIFY(fitValues(0s, 3s, range, quantity).contains(3s));
        QCOMPARE(fitValues({}, {}, std::nullopt, quantity), emptyRangeOf(quantity));
    }
}

void TestChartScale::valueTicksAreRoundAndFew()
{
    std::mt19937_64 generator(8);
    std::uniform_real_distribution<double> exponent(1, 18);
    std::uniform_int_distribution<int> count(2, 20);
    const qsizetype widest = widestValueLabel().size();
    for (int round = 0; round < 3000; ++round) {
        const Duration below(static_cast<qint64>(std::pow(10, exponent(generator))));
        const Duration above(static_cast<qint64>(std::pow(10, exponent(generator))));
        const int most = count(generator);
        const ValueScale scale = valueScale(fitValues(-below, above, std::nullopt), most);
        QVERIFY(!scale.ticks.empty());
        QVERIFY(std::ssize(scale.ticks) <= most);
        const double step = static_cast<double>(scale.step.count()) / static_cast<double>(scale.unit.count());
        QVERIFY2(isRound(step), qPrintable(QString::number(step)));
        std::set<QString> labels;
        for (const ValueTick &tick : scale.ticks) {
            QVERIFY(labels.insert(tick.label).second);
            QVERIFY2(tick.label.size() <= widest, qPrintable(tick.label));
            QCOMPARE(tick.label == u"0"_s, tick.at == 0s);
        }
    }
}

void TestChartScale::zoomedValuesStayReadable()
{
    ValueRange range{-6ms, 8ms};
    const ValueRange nearer = zoomedValues(range, 0.5, 2ms);
    QCOMPARE(nearer.low.count(), -2'000'000);
    QCOMPARE(nearer.high.count(), 5'000'000);
    for (int i = 0; i < 100; ++i)
        range = zoomedValues(range, 0.7, -2600us);
    QVERIFY(range.contains(-2600us));
    QVERIFY(range.high > range.low);
    for (const ValueTick &tick : valueScale(range, 12).ticks)
        QVERIFY2(tick.label.size() <= widestValueLabel().size(), qPrintable(tick.label));
    for (int i = 0; i < 300; ++i)
        range = zoomedValues(range, 1.5, -2600us);
    QVERIFY(range.low < -100h * 24 && range.high > 100h * 24);
    const ValueRange shifted = shiftedValues({-1ms, 3ms}, 500us);
    QCOMPARE(shifted.low, Duration(-500us));
    QCOMPARE(shifted.high, Duration(3500us));
    for (int i = 0; i < 20; ++i)
        range = shiftedValues(range, range.high / 2);
    QVERIFY(range.high > 0s);
}

void TestChartScale::timeTicksOfARange_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<int>("room"); // labels of HH:mm
    QTest::addColumn<QString>("labels");
    const QByteArray utc = "UTC";
    QTest::newRow("seconds") << u"2023-08-17T12:49:03Z"_s << u"2023-08-17T12:49:33Z"_s << utc << 6
                             << u"12:49:10 12:49:20 12:49:30"_s;
    QTest::newRow("minutes") << u"2023-08-17T12:40:00Z"_s << u"2023-08-17T12:50:00Z"_s << utc << 6
                             << u"12:40 12:42 12:44 12:46 12:48 12:50"_s;
    QTest::newRow("over midnight") << u"2023-11-22T18:10:00Z"_s << u"2023-11-23T18:10:00Z"_s << utc << 5
                                   << u"Nov 23 06:00 12:00 18:00"_s;
    QTest::newRow("local midnight") << u"2023-08-16T12:00:00Z"_s << u"2023-08-17T12:00:00Z"_s
                                    << QByteArray("Asia/Tokyo") << 5 << u"Aug 17 06:00 12:00 18:00"_s;
    QTest::newRow("half-hour zone") << u"2023-08-17T00:00:00Z"_s << u"2023-08-17T06:00:00Z"_s
                                    << QByteArray("Asia/Kolkata") << 7
                                    << u"06:00 07:00 08:00 09:00 10:00 11:00"_s;
    QTest::newRow("days") << u"2023-08-10T12:00:00Z"_s << u"2023-08-17T12:00:00Z"_s << utc << 8
                          << u"Aug 11 Aug 12 Aug 13 Aug 14 Aug 15 Aug 16 Aug 17"_s;
    QTest::newRow("Mondays") << u"2023-07-18T12:00:00Z"_s << u"2023-08-17T12:00:00Z"_s << utc << 6
                             << u"Jul 24 Jul 31 Aug 7 Aug 14"_s;
    // 02:00 to 03:00 does not exist on 2023-03-26 in Berlin.
    QTest::newRow("hour skipped") << u"2023-03-25T23:00:00Z"_s << u"2023-03-26T04:00:00Z"_s
                                  << QByteArray("Europe/Berlin") << 6
                                  << u"Mar 26 01:00 03:00 04:00 05:00 06:00"_s;
    // 02:00 to 03:00 happens twice on 2023-10-29.
    QTest::newRow("hour twice") << u"2023-10-28T22:30:00Z"_s << u"2023-10-29T03:00:00Z"_s
                                << QByteArray("Europe/Berlin") << 5 << u"01:00 02:00 02:00 03:00 04:00"_s;
    QTest::newRow("days over a clock change")
        << u"2023-03-24T12:00:00Z"_s << u"2023-03-28T12:00:00Z"_s << QByteArray("Europe/Berlin") << 5
        << u"Mar 25 Mar 26 Mar 27 Mar 28"_s;
    // Midnight of 2018-11-04 did not exist in São Paulo.
    QTest::newRow("midnight skipped")
        << u"2018-11-04T01:00:00Z"_s << u"2018-11-04T05:00:00Z"_s << QByteArray("America/Sao_Paulo") << 5
        << u"22:00 23:00 Nov 4 02:00 03:00"_s;
}

void TestChartScale::timeTicksOfARange()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QByteArray, zone);
    QFETCH(int, room);
    const Duration width = (instant(to) - instant(from)) / room;
    const std::vector<TimeTick> ticks =
        timeTicks(instant(from), instant(to), QTimeZone(zone), {width * 3 / 2, width});
    QTEST(joined(ticks), "labels");
}

void TestChartScale::timeLabelsNeverCollide()
{
    std::mt19937_64 generator(9);
    std::uniform_real_distribution<double> exponent(1, 6.4); // 10 s to 29 days
    std::uniform_int_distribution<qint64> start(1'600'000'000, 1'760'000'000);
    std::uniform_int_distribution<int> room(3, 25);
    const QByteArray zones[] = {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                "Asia/Tokyo"};
    for (int round = 0; round < 2000; ++round) {
        const QTimeZone zone(zones[round % std::size(zones)]);
        const Instant from{std::chrono::seconds(start(generator))};
        const Instant to = from + Duration(static_cast<qint64>(std::pow(10, exponent(generator)) * 1e9));
        const TimeLabelWidths widths{(to - from) / room(generator) * 14 / 10, (to - from) / room(generator)};
        const std::vector<TimeTick> ticks = timeTicks(from, to, zone, widths);
        for (size_t i = 0; i < ticks.size(); ++i) {
            QVERIFY(ticks[i].at >= from && ticks[i].at <= to);
            const bool withSeconds = ticks[i].label.size() == 8;
            if (i > 0)
                QVERIFY(ticks[i].at - ticks[i - 1].at >= (withSeconds ? widths.withSeconds : widths.plain));
            // What the label says is what a wall clock shows there.
            const auto sinceEpoch =
                std::chrono::floor<std::chrono::milliseconds>(ticks[i].at.time_since_epoch());
            const QDateTime local = QDateTime::fromMSecsSinceEpoch(sinceEpoch.count(), zone);
            if (!ticks[i].newDay)
                QCOMPARE(ticks[i].label, local.toString(withSeconds ? u"HH:mm:ss"_s : u"HH:mm"_s));
            QCOMPARE(local.time().msec(), 0);
        }
    }
}

void TestChartScale::dateIsSaidWhenItIsNotToday()
{
    const QTimeZone tokyo("Asia/Tokyo");
    const Instant today = instant(u"2023-08-17T03:49:05Z"_s);
    QCOMPARE(timeText(today, today, tokyo), u"12:49:05"_s);
    QCOMPARE(timeText(instant(u"2023-08-16T14:59:59Z"_s), today, tokyo), u"Aug 16, 23:59:59"_s);
}

void TestChartScale::windowFollowsThePresent()
{
    TimeWindow window;
    window.setColumns(1000);
    window.setNow(instant(u"2023-08-17T12:00:00Z"_s));
    window.follow(24h);
    QVERIFY(window.live());
    QVERIFY(window.to() > window.now() && window.to() - window.now() < 15min);
    // A column is 86.4 s: most seconds move nothing.
    int moves = 0;
    for (int second = 1; second <= 864; ++second)
        moves += window.setNow(instant(u"2023-08-17T12:00:00Z"_s) + std::chrono::seconds(second));
    QCOMPARE(moves, 10);
    QVERIFY(window.setNow(window.now() - 3h));
    QVERIFY(window.live());

    window.pan(-2h);
    QVERIFY(!window.live());
    const Instant end = window.to();
    window.setNow(window.now() + 1h);
    QCOMPARE(window.to(), end);
    window.pan(10h);
    QVERIFY(window.live());
}

void TestChartScale::windowMovesByWholeColumns()
{
    TimeWindow window;
    window.setColumns(777);
    window.setNow(instant(u"2023-08-17T12:00:00Z"_s));
    window.follow(1h);
    std::mt19937 generator(4);
    std::uniform_int_distribution<qint64> by(-3'600'000'000'000, 0);
    for (int i = 0; i < 100; ++i) {
        window.pan(Duration(by(generator)));
        QCOMPARE(window.to().time_since_epoch() % window.column(), Duration(0));
        QCOMPARE(window.to() - window.from(), window.column() * 777);
    }
}

void TestChartScale::windowZoomsAroundThePointer()
{
    TimeWindow window;
    window.setColumns(1000);
    window.setNow(instant(u"2023-08-17T12:00:00Z"_s));
    window.follow(24h);
    const Instant pointed = window.from() + 6h;
    for (int i = 0; i < 10; ++i) {
        const double before = toSeconds(pointed - window.from()) / toSeconds(window.to() - window.from());
        window.zoom(0.8, pointed);
        const double after = toSeconds(pointed - window.from()) / toSeconds(window.to() - window.from());
        QVERIFY2(std::abs(after - before) <= 0.0021,
                 qPrintable(QString::number(after - before))); // two columns
    }
    QVERIFY(!window.live());
    window.follow(24h);
    window.zoom(0.5, window.to());
    QVERIFY(window.live());
    QCOMPARE(window.span(), Duration(12h));
}

void TestChartScale::windowStaysWithinReach()
{
    TimeWindow window;
    window.setColumns(1000);
    window.setNow(instant(u"2023-08-17T12:00:00Z"_s));
    window.follow(1h);
    for (int i = 0; i < 100; ++i)
        window.zoom(0.5, window.from());
    QCOMPARE(window.span(), Duration(10s));
    for (int i = 0; i < 100; ++i)
        window.zoom(2, window.from());
    QCOMPARE(window.span(), Duration(24h * 31));
    window.follow(1h);
    window.pan(-24h * 400);
    QVERIFY(window.from() > window.now() - 24h * 32);
    const Instant old = window.now() - 24h * 3;
    window.follow(1h);
    window.reveal(old);
    QVERIFY(window.from() < old && window.to() > old);
}

void TestChartScale::rangeNamesComeBack()
{
    for (const ChartRange range : chartRanges)
        QCOMPARE(rangeFromName(rangeName(range)), std::optional(range));
    QVERIFY(!rangeFromName(u"fortnight"));
}

QTEST_GUILESS_MAIN(TestChartScale)
#include "test_chartscale.moc"
