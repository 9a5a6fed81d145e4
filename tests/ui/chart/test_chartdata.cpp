// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartfixture.h"

#include "ui/chart/chartdata.h"
#include "ui/chart/columnraster.h"
#include "ui/chart/drawntrace.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::charttest;

namespace {

SeriesPoint point(Duration at, Duration value = 0s)
{
    return {Instant(at), value, 1ms, false};
}

std::vector<qint64> seconds(const Trace &trace)
{
    std::vector<qint64> result;
    for (const SeriesPoint &one : trace.points())
        result.push_back(std::chrono::floor<std::chrono::seconds>(one.at.time_since_epoch()).count());
    return result;
}

std::vector<qint64> numbers(std::initializer_list<qint64> list)
{
    return list;
}

bool inked(const QImage &image, int x, int y)
{
    return qAlpha(image.pixel(x, y)) > 0;
}

} // namespace

class TestChartData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveSamplesFollowTheAnswer();
    void answersReplaceAndAreNotDoubled();
    void appendKeepsOrder();
    void sliceAndNearestAreThoseOfAScan();
    void sourcesKeepTheirPoints();
    void pickTakesTheNearestLine();
    void rasterKeepsEverySpike();
    void rasterLeavesGapsEmpty();
    void rasterCoversTheLine();
    void rasterFillsABandOnce();
};

void TestChartData::liveSamplesFollowTheAnswer()
{
    Trace trace;
    trace.append(point(105s));
    trace.append(point(110s));
    // The history had read up to 106 s when 110 s came in.
    trace.merge(Instant(0s), Instant(120s), {point(90s), point(100s), point(105s)});
    QCOMPARE(seconds(trace), numbers({90, 100, 105, 110}));
    // An answer without any point forgets none that came meanwhile.
    trace.merge(Instant(107s), Instant(120s), {});
    QCOMPARE(seconds(trace), numbers({90, 100, 105, 110}));
}

void TestChartData::answersReplaceAndAreNotDoubled()
{
    Trace trace;
    trace.merge(Instant(0s), Instant(100s), {point(0s), point(40s), point(80s), point(100s)});
    trace.merge(Instant(30s), Instant(70s), {point(30s), point(40s), point(50s), point(70s)});
    QCOMPARE(seconds(trace), numbers({0, 30, 40, 50, 70, 80, 100}));
    // An answer may bring a point from beyond either edge.
    trace.merge(Instant(45s), Instant(75s), {point(40s), point(60s), point(80s)});
    QCOMPARE(seconds(trace), numbers({0, 30, 40, 60, 80, 100}));
    trace.dropBefore(Instant(30s));
    trace.dropAfter(Instant(80s));
    QCOMPARE(seconds(trace), numbers({30, 40, 60, 80}));
}

void TestChartData::appendKeepsOrder()
{
    Trace trace;
    for (const Duration at : {3s, 1s, 2s, 3s, 5s, 4s})
        trace.append(point(at, at));
    QCOMPARE(seconds(trace), numbers({1, 2, 3, 4, 5}));
}

void TestChartData::sliceAndNearestAreThoseOfAScan()
{
    std::mt19937 generator(5);
    std::uniform_int_distribution<int> time(0, 200);
    for (int round = 0; round < 500; ++round) {
        Trace trace;
        for (int i = 0; i < round % 30; ++i)
            trace.append(point(std::chrono::seconds(time(generator))));
        const Instant from{std::chrono::seconds(time(generator))};
        const Instant to = from + std::chrono::seconds(time(generator));
        const auto inside = [&](const SeriesPoint &one) { return one.at >= from && one.at <= to; };
        QCOMPARE(std::ssize(trace.within(from, to)), std::ranges::count_if(trace.points(), inside));
        QVERIFY(std::ranges::all_of(trace.within(from, to), inside));
        const auto around = trace.around(from, to);
        QVERIFY(around.size() <= trace.within(from, to).size() + 2);
        if (!trace.empty() && trace.points().front().at < from)
            QVERIFY(around.front().at < from);
        if (!trace.empty() && trace.points().back().at > to)
            QVERIFY(around.back().at > to);
        const std::optional<size_t> nearest = trace.nearest(from);
        QCOMPARE(nearest.has_value(), !trace.empty());
        for (const SeriesPoint &one : trace.points())
            QVERIFY(std::chrono::abs(trace.points()[*nearest].at - from) <= std::chrono::abs(one.at - from));
    }
}

void TestChartData::sourcesKeepTheirPoints()
{
    ChartData data;
    std::vector<ChartSource> sources = makeSources(3);
    sources[2].visible = false;
    QVERIFY(data.setSources(sources));
    QVERIFY(!data.setSources(sources));
    QCOMPARE(data.shownSources().size(), 2U);
    const Sample sample{Offset::fromLocalMinusRemote(0s), {}, {}, {}, {}, {}, {}};
    data.append({{sourceId(1), sample, point(1s)}, {sourceId(9), sample, point(1s)}});
    sources.erase(sources.begin());
    QVERIFY(!data.setSources(sources));
    QCOMPARE(data.find(sourceId(1))->trace->size(), 1U);
    QVERIFY(!data.find(sourceId(0)) && !data.find(sourceId(9)));
    sources[1].visible = true;
    QVERIFY(data.setSources(sources));
    data.clearPoints();
    QVERIFY(data.find(sourceId(1))->trace->empty());
}

void TestChartData::pickTakesTheNearestLine()
{
    const PlotMap map{QRectF(0, 0, 100, 100), Instant(0s), Instant(100s), {-50ms, 50ms}};
    std::vector<DrawnTrace> traces(2);
    for (size_t i = 0; i < traces.size(); ++i) {
        auto trace = std::make_shared<Trace>();
        for (const Duration at : {0s, 40s, 100s})
            trace->append(point(at, i == 0 ? 20ms : -20ms));
        traces[i].source.id = sourceId(static_cast<int>(i));
        traces[i].trace = trace;
    }
    // y of the lines is 30 and 70; 70 px from any sample the line itself still counts.
    const std::optional<TracePick> upper = pickTrace(traces, map, {75, 34}, 10);
    QVERIFY(upper && upper->source == sourceId(0));
    QCOMPARE(upper->point.at, Instant(100s));
    const std::optional<TracePick> lower = pickTrace(traces, map, {48, 66}, 10);
    QVERIFY(lower && lower->source == sourceId(1));
    QCOMPARE(lower->point.at, Instant(40s));
    QVERIFY(!pickTrace(traces, map, {48, 50}, 10));
    // Across a silence there is no line.
    auto broken = std::make_shared<Trace>();
    broken->append(point(0s));
    SeriesPoint after = point(100s);
    after.gapBefore = true;
    broken->append(after);
    traces[0].trace = broken;
    QVERIFY(!pickTrace(traces, map, {50, 50}, 10));
    QVERIFY(pickTrace(traces, map, {96, 50}, 10));
}

void TestChartData::rasterKeepsEverySpike()
{
    for (const double scale : {1.0, 1.5, 2.0}) {
        ColumnRaster raster(QRect(0, 0, 100, 100), scale);
        std::vector<TraceNode> run;
        for (int i = 0; i < 10'000; ++i)
            run.push_back({i / 100.0, 50, 50});
        run[4250].top = run[4250].bottom = 5; // column 42
        raster.draw(run, Qt::red, 1);
        const auto at = [scale](double logical) { return static_cast<int>(logical * scale); };
        QVERIFY(inked(raster.image(), at(42.4), at(5.5)));
        QVERIFY(inked(raster.image(), at(42.4), at(30)));
        QVERIFY(!inked(raster.image(), at(44.5), at(30)));
        for (int column = 0; column < 99; ++column)
            QVERIFY(inked(raster.image(), at(column + 0.5), at(50)));
    }
}

void TestChartData::rasterLeavesGapsEmpty()
{
    ColumnRaster raster(QRect(10, 20, 100, 60), 1);
    raster.draw(std::vector<TraceNode>{{10, 50, 50}, {40, 40, 40}}, Qt::red, 1);
    raster.draw(std::vector<TraceNode>{{80, 50, 50}, {110, 40, 40}}, Qt::red, 1);
    for (int x = 0; x < 100; ++x) {
        int ink = 0;
        for (int y = 0; y < 60; ++y)
            ink += inked(raster.image(), x, y);
        QCOMPARE(ink > 0, x <= 30 || x >= 70);
    }
}

void TestChartData::rasterCoversTheLine()
{
    // Against a plain evaluation of the line, steep and flat, beginning and ending outside.
    std::mt19937 generator(3);
    std::uniform_real_distribution<double> place(-80, 180);
    for (int round = 0; round < 300; ++round) {
        TraceNode a{place(generator), place(generator), 0};
        TraceNode b{place(generator), place(generator), 0};
        if (a.x > b.x)
            std::swap(a, b);
        a.bottom = a.top;
        b.bottom = b.top;
        ColumnRaster raster(QRect(0, 0, 100, 100), 1);
        raster.draw(std::vector<TraceNode>{a, b}, Qt::blue, 1);
        for (int step = 0; step <= 1000; ++step) {
            const double share = step / 1000.0;
            const double x = a.x + (b.x - a.x) * share;
            const double y = a.top + (b.top - a.top) * share;
            if (x < 0 || x >= 100 || y < 1 || y >= 99)
                continue;
            const int row = static_cast<int>(y);
            QVERIFY(inked(raster.image(), static_cast<int>(x), row) ||
                    inked(raster.image(), static_cast<int>(x), row - 1) ||
                    inked(raster.image(), static_cast<int>(x), row + 1));
        }
    }
}

void TestChartData::rasterFillsABandOnce()
{
    ColumnRaster raster(QRect(0, 0, 50, 50), 1);
    QColor shade(Qt::green);
    shade.setAlpha(40);
    raster.draw(std::vector<TraceNode>{{0, 10, 30}, {20, 12, 28}, {20.5, 5, 40}, {50, 10, 30}}, shade, 0);
    QSet<QRgb> colours;
    for (int y = 0; y < 50; ++y) {
        for (int x = 0; x < 50; ++x)
            colours.insert(raster.image().pixel(x, y));
    }
    QCOMPARE(colours.size(), 2); // the shade and nothing
    QVERIFY(inked(raster.image(), 25, 20));
    QVERIFY(!inked(raster.image(), 10, 40));
}

QTEST_GUILESS_MAIN(TestChartData)
#include "test_chartdata.moc"
