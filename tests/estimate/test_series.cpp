// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/series.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

using Points = std::vector<SeriesPoint>;

Instant at(Duration span)
{
    return Instant(1'700'000'000s) + span;
}

Points reduce(const Points &points, Instant from, Instant to, int columns)
{
    SeriesReducer reducer(from, to, columns);
    for (const SeriesPoint &point : points)
        reducer.add(point);
    return reducer.take();
}

// The definition, with the whole series at hand.
Points bruteForce(const Points &points, Instant from, Instant to, int columns)
{
    const qint64 pixels = std::max(columns, 1);
    const qint64 width = std::max<qint64>(1, ((to - from).count() + pixels - 1) / pixels);
    std::map<qint64, std::vector<size_t>> members;
    for (size_t i = 0; i < points.size(); ++i) {
        const qint64 distance = (points[i].at - from).count();
        const qint64 column = distance < 0 ? -1 : points[i].at >= to ? pixels : distance / width;
        members[column].push_back(i);
    }
    std::set<size_t> kept;
    for (const auto &[column, indices] : members) {
        if (indices.size() <= 4) {
            kept.insert(indices.begin(), indices.end());
            continue;
        }
        const auto less = [&](size_t a, size_t b) { return points[a].value < points[b].value; };
        const auto more = [&](size_t a, size_t b) { return points[a].value > points[b].value; };
        kept.insert({indices.front(), indices.back(), *std::min_element(indices.begin(), indices.end(), less),
                     *std::min_element(indices.begin(), indices.end(), more)});
    }
    Points reduced;
    size_t next = 0;
    for (const size_t i : kept) {
        reduced.push_back(points[i]);
        reduced.back().gapBefore = std::any_of(points.begin() + static_cast<qsizetype>(next),
                                               points.begin() + static_cast<qsizetype>(i) + 1,
                                               [](const SeriesPoint &point) { return point.gapBefore; });
        next = i + 1;
    }
    return reduced;
}

// Uneven steps, some of them zero; coarse values, so that equals occur; now and then a silence.
Points randomSeries(std::mt19937_64 &random, int count, Duration longestStep)
{
    std::uniform_int_distribution<qint64> step(0, longestStep.count());
    std::uniform_int_distribution<int> value(-20, 20);
    Points points;
    Instant time = at(-longestStep * count / 8);
    for (int i = 0; i < count; ++i) {
        const bool silence = random() % 10 == 0;
        time += Duration(step(random) * (silence ? 10 : 1) * (random() % 4 != 0 ? 1 : 0));
        points.push_back({time, value(random) * 1ms, value(random) * 1us, silence});
    }
    return points;
}

QByteArray text(const Points &points)
{
    QByteArray lines;
    for (const SeriesPoint &point : points) {
        lines += QByteArray::number(qint64((point.at - at({})).count())) + ' ' +
                 QByteArray::number(qint64(point.value.count())) + (point.gapBefore ? " gap\n" : "\n");
    }
    return lines;
}

} // namespace

class TestSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsBruteForce()
    {
        std::mt19937_64 random(1);
        for (int round = 0; round < 4000; ++round) {
            const int count = static_cast<int>(random() % 200);
            const int columns = static_cast<int>(random() % 40);
            const Points points = randomSeries(random, count, 1s);
            const Instant to = at(Duration(static_cast<qint64>(random() % 120'000'000'000)));
            const Points reduced = reduce(points, at({}), to, columns);
            const Points expected = bruteForce(points, at({}), to, columns);
            QVERIFY2(
                reduced == expected,
                (text(points) + "became\n" + text(reduced) + "instead of\n" + text(expected)).constData());
            QVERIFY(reduced.size() <= 4 * static_cast<size_t>(std::max(columns, 1) + 2));
            QVERIFY(reduce(reduced, at({}), to, columns) == reduced);
        }
    }

    void everySpikeSurvives()
    {
        std::mt19937_64 random(2);
        for (int round = 0; round < 200; ++round) {
            Points points;
            for (int i = 0; i < 10'000; ++i)
                points.push_back({at(i * 1s), static_cast<qint64>(random() % 1000) * 1us, {}, false});
            // No two in one column of a hundred points.
            for (int i = 0; i < 20; ++i) {
                SeriesPoint &spike = points[static_cast<size_t>(i * 500) + random() % 100];
                spike.value = (random() % 2 == 0 ? 1 : -1) * 1s;
            }
            const Points reduced = reduce(points, at({}), at(10'000s), 100);
            const auto isSpike = [](const SeriesPoint &point) { return std::chrono::abs(point.value) == 1s; };
            QCOMPARE(std::count_if(reduced.begin(), reduced.end(), isSpike), 20);
        }
    }

    void aSmallSeriesIsUnchanged()
    {
        std::mt19937_64 random(3);
        Points points;
        for (int column = 0; column < 100; ++column) {
            for (int i = 0; i < 4; ++i) {
                points.push_back({at(column * 1s + i * 200ms), static_cast<qint64>(random() % 100) * 1ns, 7ns,
                                  random() % 3 == 0});
            }
        }
        QVERIFY(reduce(points, at({}), at(100s), 100) == points);
        QVERIFY(reduce({}, at({}), at(100s), 100).empty());
        QVERIFY(reduce({points[0]}, at({}), at(100s), 100) == Points{points[0]});
    }

    void aSilenceIsNeverBridged()
    {
        // The fifth of six points in one column is dropped; the silence before it is not.
        Points points;
        for (int i = 0; i < 6; ++i)
            points.push_back({at(i * 10ms), i * 1ms, {}, i == 4});
        const Points reduced = reduce(points, at({}), at(1s), 1);
        QCOMPARE(reduced.size(), 2u);
        QCOMPARE(reduced[1].at, at(50ms));
        QVERIFY(reduced[1].gapBefore);

        std::mt19937_64 random(4);
        for (int round = 0; round < 1000; ++round) {
            const Points series = randomSeries(random, 300, 1s);
            const Points few = reduce(series, at({}), at(100s), 10);
            for (size_t i = 1; i < few.size(); ++i) {
                const bool silence = std::any_of(series.begin(), series.end(), [&](const SeriesPoint &point) {
                    return point.gapBefore && point.at > few[i - 1].at && point.at < few[i].at;
                });
                QVERIFY(few[i].gapBefore || !silence);
            }
        }
    }

    void pointsOutsideCountIntoOneColumnOnEitherSide()
    {
        Points points;
        for (int i = -100; i < 200; ++i)
            points.push_back({at(i * 1s), (i * 37 % 101) * 1ms, {}, false});
        const Points reduced = reduce(points, at({}), at(100s), 100);
        const auto before =
            std::count_if(reduced.begin(), reduced.end(), [](const SeriesPoint &p) { return p.at < at({}); });
        const auto behind = std::count_if(reduced.begin(), reduced.end(),
                                          [](const SeriesPoint &p) { return p.at >= at(100s); });
        QVERIFY(before >= 2 && before <= 4);
        QVERIFY(behind >= 2 && behind <= 4);
        QCOMPARE(reduced.front(), points.front());
        QCOMPARE(reduced.back(), points.back());
        QCOMPARE(reduced.size(), 100u + static_cast<size_t>(before + behind));
    }

    void degenerateRanges_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<int>("columns");
        constexpr qint64 least = std::numeric_limits<qint64>::min();
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        QTest::newRow("no column") << qint64(0) << qint64(1000) << 0;
        QTest::newRow("fewer than none") << qint64(0) << qint64(1000) << -5;
        QTest::newRow("one column") << qint64(0) << qint64(1000) << 1;
        QTest::newRow("empty range") << qint64(500) << qint64(500) << 100;
        QTest::newRow("backwards") << qint64(500) << qint64(400) << 100;
        QTest::newRow("more columns than nanoseconds") << qint64(0) << qint64(10) << 1000;
        QTest::newRow("all of time") << least << most << 1;
        QTest::newRow("all of time, many") << least << most << std::numeric_limits<int>::max();
    }

    void degenerateRanges()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        QFETCH(int, columns);
        Points points;
        for (int i = 0; i < 1000; ++i)
            points.push_back({Instant(Duration(i)), Duration(i % 7), {}, false});
        const Points reduced = reduce(points, Instant(Duration(from)), Instant(Duration(to)), columns);
        QVERIFY(reduced.size() >= 2);
        QCOMPARE(reduced.front(), points.front());
        QCOMPARE(reduced.back(), points.back());
        const auto inOrder = [](const SeriesPoint &a, const SeriesPoint &b) { return a.at < b.at; };
        QVERIFY(std::is_sorted(reduced.begin(), reduced.end(), inOrder));
    }

    void takingEmpties()
    {
        SeriesReducer reducer(at({}), at(10s), 10);
        reducer.add({at(1s), 1ms, {}, false});
        QCOMPARE(reducer.take().size(), 1u);
        QVERIFY(reducer.take().empty());
        reducer.add({at(1s), 2ms, {}, false});
        QCOMPARE(reducer.take().size(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestSeries)
#include "test_series.moc"
