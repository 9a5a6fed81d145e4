// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartfixture.h"

#include "ui/chart/axesitem.h"
#include "ui/chart/labelsitem.h"
#include "ui/chart/offsetchart.h"
#include "ui/chart/plotview.h"
#include "ui/chart/tracesitem.h"

#include <QDir>
#include <QMouseEvent>
#include <QTest>
#include <QTimeZone>

#include <map>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::charttest;

namespace {

using Points = std::map<SourceId, std::vector<SeriesPoint>>;

/// A situation that somebody sees.
struct Scene
{
    std::vector<ChartSource> sources;
    Points points;
    ChartRange range = ChartRange::Hour;
    SourceId selected;
    std::optional<SourceId> hovered;
    bool fitAll = false;
    bool walk = false;
};

/// The demonstration: three good servers, one ahead, one that drifts, one that jitters, one that falls
/// silent.
Scene demonstration()
{
    Scene scene{makeSources(7), {}, ChartRange::Hour, sourceId(2), {}, false, false};
    const char *const names[] = {"ntp1.example.org",  "ntp2.example.org",     "ntp3.example.org",
                                 "ahead.example.org", "drifting.example.org", "jittery.example.org",
                                 "silent.example.org"};
    for (size_t i = 0; i < scene.sources.size(); ++i)
        scene.sources[i].label = QString::fromLatin1(names[i]);
    scene.sources[3].agrees = false;
    const auto add = [&scene](int number, Duration bound, const std::function<Duration(double)> &offset) {
        scene.points[sourceId(number)] = makePoints(now, 1h, 32s, bound, offset);
    };
    add(0, 4ms, noise(700, 350, 1));
    add(1, 4ms, noise(-900, 250, 2));
    add(2, 3200us, noise(-2700, 250, 3));
    add(3, 4ms, [](double) { return -250ms; });
    add(4, 4ms, [](double ago) { return fromSeconds(-3e-3 + (3600 - ago) * 1.5e-6); });
    add(5, 9ms, noise(0, 1800, 6));
    add(6, 4ms, noise(1900, 200, 7));
    scene.points[sourceId(6)] = withGap(scene.points[sourceId(6)], now - 33min, now - 18min);
    return scene;
}

Scene selectedSilence()
{
    Scene scene = demonstration();
    scene.selected = sourceId(6);
    scene.sources[6].failingSince = now - 8min;
    std::erase_if(scene.points[sourceId(6)], [](const SeriesPoint &point) { return point.at > now - 9min; });
    return scene;
}

Scene fitAll()
{
    Scene scene = demonstration();
    scene.fitAll = true;
    return scene;
}

Scene plain()
{
    Scene scene = demonstration();
    scene.selected = {};
    return scene;
}

Scene readout()
{
    Scene scene = demonstration();
    scene.walk = true;
    return scene;
}

Scene hovered()
{
    Scene scene = demonstration();
    scene.selected = {};
    scene.hovered = sourceId(1);
    return scene;
}

Scene arrows()
{
    Scene scene{makeSources(14), {}, ChartRange::TenMinutes, sourceId(0), {}, false, false};
    for (int i = 0; i < 14; ++i) {
        const bool good = i < 3;
        scene.sources[static_cast<size_t>(i)].agrees = good;
        const double centre = good ? i * 30.0 : (i % 2 ? 1.0 : -1.0) * std::pow(10.0, 2 + i * 0.5);
        scene.points[sourceId(i)] =
            makePoints(now, 10min, 8s, 40us, noise(centre, 12, static_cast<unsigned>(i)));
    }
    return scene;
}

Scene crowd()
{
    Scene scene{makeSources(50), {}, ChartRange::Day, sourceId(7), {}, false, false};
    for (int i = 0; i < 50; ++i)
        scene.points[sourceId(i)] =
            makePoints(now, 24h, 64s, 5ms, noise((i - 25) * 60.0, 60, static_cast<unsigned>(i)));
    return scene;
}

Scene dense()
{
    Scene scene{makeSources(3), {}, ChartRange::Week, sourceId(0), {}, false, false};
    for (int i = 0; i < 3; ++i)
        scene.points[sourceId(i)] =
            makePoints(now, 24h * 7, 16s, 250us, noise(i * 400.0 - 300, 50, static_cast<unsigned>(i)));
    return scene;
}

Scene few()
{
    Scene scene{makeSources(2), {}, ChartRange::TenMinutes, {}, {}, false, false};
    scene.points[sourceId(0)] = makePoints(now, 24s, 8s, 2ms, noise(-2900, 60, 4));
    scene.points[sourceId(1)] = makePoints(now - 10s, 0s, 8s, 2ms, noise(-2000, 60, 5));
    return scene;
}

Scene nanoseconds()
{
    Scene scene{makeSources(1), {}, ChartRange::TenMinutes, sourceId(0), {}, false, false};
    scene.points[sourceId(0)] = makePoints(now, 10min, 4s, 90ns, noise(0.03, 0.02, 4));
    return scene;
}

Scene farOff()
{
    Scene scene{makeSources(2), {}, ChartRange::Month, sourceId(0), {}, false, false};
    for (int i = 0; i < 2; ++i)
        scene.points[sourceId(i)] =
            makePoints(now, 24h * 30, 1024s, 1s, noise(-1.7e15, 1e12, static_cast<unsigned>(i)));
    return scene;
}

/// What the selected source claims about its error is wider than the scale.
Scene wideBound()
{
    Scene scene = demonstration();
    for (SeriesPoint &point : scene.points[scene.selected])
        point.bound = 14ms;
    return scene;
}

/// The bound grows with the silence until it leaves the scale.
Scene growingBound()
{
    Scene scene = demonstration();
    for (SeriesPoint &point : scene.points[scene.selected])
        point.bound = 500us + fromSeconds(toSeconds(point.at - (now - 1h)) * 3e-6);
    return scene;
}

Scene empty()
{
    return {makeSources(2), {}, ChartRange::Hour, {}, {}, false, false};
}

struct NamedScene
{
    const char *name;
    Scene (*make)();
};

const NamedScene scenes[] = {
    {"demonstration", demonstration},
    {"silence", selectedSilence},
    {"fit-all", fitAll},
    {"nothing-selected", plain},
    {"readout", readout},
    {"hovered", hovered},
    {"arrows", arrows},
    {"fifty", crowd},
    {"dense", dense},
    {"first-minute", few},
    {"nanoseconds", nanoseconds},
    {"far-off", farOff},
    {"wide-bound", wideBound},
    {"growing-bound", growingBound},
    {"empty", empty},
};

bool hasColour(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - colour.red()) < 24 && std::abs(pixel.green() - colour.green()) < 24 &&
                std::abs(pixel.blue() - colour.blue()) < 24)
                return true;
        }
    }
    return false;
}

std::unique_ptr<OffsetChart> stage(const Scene &scene, QSize size, const QPalette &palette)
{
    auto chart = std::make_unique<OffsetChart>();
    OffsetChart *widget = chart.get();
    QObject::connect(widget, &OffsetChart::seriesNeeded, widget,
                     [widget, &scene](const SeriesRequest &request) {
                         widget->showSeries(answer(request, [&scene](const SourceId &source) {
                             const auto found = scene.points.find(source);
                             return found == scene.points.end() ? std::vector<SeriesPoint>() : found->second;
                         }));
                     });
    widget->setPalette(palette);
    widget->resize(size);
    widget->setZone(QTimeZone("Asia/Tokyo"));
    widget->setNow(now);
    widget->setRange(scene.range);
    widget->setSources(scene.sources);
    widget->setSelected(scene.selected);
    widget->show();
    return chart;
}

} // namespace

/// Draws every situation in light and dark, at scale 1 and 2, and looks for what a person would notice.
class TestChartPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void situations_data();
    void situations();
    void gridStandsAtItsLabels_data();
    void gridStandsAtItsLabels();
};

void TestChartPictures::situations_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    for (int i = 0; i < static_cast<int>(std::size(scenes)); ++i) {
        for (const QSize size : {QSize(900, 400), QSize(500, 200), QSize(1400, 700)}) {
            for (const bool dark : {false, true}) {
                for (const double scale : {1.0, 2.0}) {
                    const bool corner = dark == (scale == 2.0); // light at scale 1, dark at scale 2
                    if (size.width() != 900 && !corner)
                        continue;
                    const QString row = u"%1-%2x%3-%4-%5"_s.arg(QLatin1StringView(scenes[i].name))
                                            .arg(size.width())
                                            .arg(size.height())
                                            .arg(dark ? u"dark"_s : u"light"_s)
                                            .arg(scale);
                    QTest::newRow(qPrintable(row)) << i << size << dark << scale;
                }
            }
        }
    }
}

void TestChartPictures::situations()
{
    QFETCH(int, scene);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(double, scale);
    const Scene shown = scenes[static_cast<size_t>(scene)].make();
    const std::unique_ptr<OffsetChart> chart = stage(shown, size, dark ? darkPalette() : lightPalette());
    QVERIFY(QTest::qWaitForWindowExposed(chart.get()));
    PlotView &plot = chart->plot();
    if (shown.fitAll)
        plot.setFit(PlotView::Fit::Everything);
    if (shown.hovered)
        chart->setHighlighted(*shown.hovered);
    if (shown.walk) {
        QTRY_VERIFY(!plot.traces().traces().empty() && !plot.traces().traces().front().trace->empty());
        plot.setFocus(Qt::TabFocusReason);
        for (int i = 0; i < 12; ++i)
            QTest::keyClick(&plot, Qt::Key_Left);
    }
    if (shown.points.empty())
        QTRY_VERIFY(plot.axesItem().content().message.startsWith(u"No measurement"_s));
    else
        QTRY_VERIFY(plot.axesItem().content().message.isEmpty() && !plot.traces().traces().empty());
    QCoreApplication::processEvents();

    // What a person would notice: words that overlap or are cut off.
    const QRectF area = plot.traces().map().area;
    const std::vector<PlotLabel> &labels = plot.labels().labels();
    for (size_t i = 0; i < labels.size(); ++i) {
        QVERIFY(area.contains(labels[i].box));
        QVERIFY(QFontMetricsF(plot.font()).horizontalAdvance(labels[i].text) <= labels[i].box.width());
        for (size_t j = 0; j < i; ++j)
            QVERIFY(!labels[i].box.intersects(labels[j].box));
    }
    QRectF before;
    for (const QRectF &box : plot.axesItem().timeLabelBoxes()) {
        QVERIFY(box.isEmpty() || plot.axesItem().boundingRect().contains(box));
        QVERIFY(before.isEmpty() || box.isEmpty() || box.left() > before.right() + 8);
        before = box.isEmpty() ? before : box;
    }
    const std::vector<ValueTick> &values = plot.axesItem().content().values.ticks;
    QVERIFY(!values.empty());
    for (const ValueTick &tick : values)
        QVERIFY(QFontMetricsF(plot.font()).horizontalAdvance(tick.label) < area.left() - 20);
    QVERIFY(area.width() > size.width() - 110 && area.height() > size.height() - 90);

    const QImage image = picture(*chart, scale);
    QCOMPARE(image.size(), size * scale);
    // What is looked at lies on top and has left its colour.
    for (const DrawnTrace &trace : plot.traces().traces()) {
        if (trace.highlighted && !trace.trace->empty())
            QVERIFY2(hasColour(image, trace.colour), qPrintable(trace.source.label));
    }
    const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES", u"pictures"_s);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(image.save(folder + u"/chart-"_s + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
}

void TestChartPictures::gridStandsAtItsLabels_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("scale 1") << 1.0;
    QTest::newRow("scale 2") << 2.0;
}

void TestChartPictures::gridStandsAtItsLabels()
{
    QFETCH(double, scale);
    const Scene scene = plain();
    const std::unique_ptr<OffsetChart> chart = stage(scene, {900, 400}, lightPalette());
    QVERIFY(QTest::qWaitForWindowExposed(chart.get()));
    PlotView &plot = chart->plot();
    QTRY_VERIFY(plot.axesItem().content().message.isEmpty());
    // A row opens above the chart, a banner comes and goes.
    for (const int height : {400, 340, 333, 420}) {
        chart->resize(900, height);
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        const AxesItem::Content &axes = plot.axesItem().content();
        const QImage image = picture(plot, scale);
        // How much of a row is neither empty nor a trace or a mark of time.
        const auto lineAt = [&](double y) {
            const QRectF &area = axes.map.area;
            const int row = static_cast<int>(std::floor(y) * scale);
            const int left = static_cast<int>(area.left() * scale);
            const int right = static_cast<int>(area.right() * scale);
            int inked = 0;
            for (int x = left; x < right; ++x) {
                const QRgb pixel = image.pixel(x, row);
                inked += pixel == axes.theme.grid.rgb() || pixel == axes.theme.zero.rgb();
            }
            return static_cast<double>(inked) / (right - left);
        };
        QVERIFY(axes.values.ticks.size() >= 5);
        for (const ValueTick &tick : axes.values.ticks) {
            const double y = axes.map.y(tick.at);
            QVERIFY2(lineAt(y) > 0.6,
                     qPrintable(u"%1 at %2: %3"_s.arg(tick.label).arg(height).arg(lineAt(y))));
            QVERIFY(lineAt(y - 3) < 0.1 && lineAt(y + 3) < 0.1);
        }
        // The labels stand there, too.
        QCOMPARE(axes.map.area, plot.traces().map().area);
    }
    const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES", u"pictures"_s);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(picture(plot, scale).save(folder + u"/chart-resized-%1.png"_s.arg(scale)));
}

QTEST_MAIN(TestChartPictures)
#include "test_chartpictures.moc"
