// SPDX-License-Identifier: GPL-3.0-or-later
/// How long one frame of the chart takes while it is panned, zoomed and pointed at: from the event to the
/// finished picture, drawn into an image as it would be on a screen of scale 1 and 2. It only measures;
/// docs/performance.md keeps the results.
#include "core/estimate/series.h"
#include "ui/chart/axesitem.h"
#include "ui/chart/offsetchart.h"
#include "ui/chart/plotview.h"
#include "ui/chart/tracesitem.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>
#include <QTextStream>
#include <QWheelEvent>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;

namespace {

constexpr Instant now = Instant(std::chrono::seconds(1'692'276'545));
constexpr int frames = 120;
const QSize windowSize(1200, 700);

std::vector<SeriesPoint> randomPoints(int count, double centre, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> jitter(0, 60e-6);
    const Duration every = Duration(24h) * 2 / count;
    std::vector<SeriesPoint> points;
    points.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i)
        points.push_back({now - every * (count - i), fromSeconds(centre + jitter(generator)), 5ms, i == 0});
    return points;
}

struct Times
{
    double median;
    double nearlyAll; ///< 99 % are below
};

Times summary(std::vector<double> milliseconds)
{
    std::ranges::sort(milliseconds);
    return {milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100]};
}

class Bench
{
public:
    Bench(int sources, int pointsEach)
    {
        std::vector<ChartSource> list;
        for (int i = 0; i < sources; ++i) {
            const SourceId id{u"ntp%1:123"_s.arg(i)};
            list.push_back({id, u"ntp%1"_s.arg(i), i, true, true, std::nullopt});
            m_points[id] = randomPoints(pointsEach, (i - sources * 0.5) * 60e-6, static_cast<unsigned>(i));
        }
        QObject::connect(&m_chart, &OffsetChart::seriesNeeded, &m_chart,
                         [this](const SeriesRequest &request) {
                             m_chart.showSeries(answer(request));
                             m_answers += 1;
                         });
        m_chart.resize(windowSize);
        m_chart.setNow(now);
        m_chart.setRange(ChartRange::Day);
        m_chart.setSources(list);
        m_chart.setSelected(list.front().id);
        m_chart.show();
        while (m_answers == 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents();
    }

    Times pan(double scale)
    {
        QWidget *target = m_chart.plot().viewport();
        QPointF place(700, 300);
        mouse(QEvent::MouseButtonPress, target, place);
        const Times times = measure(scale, [&](int frame) {
            place += QPointF(frame < frames / 2 ? 5 : -5, 0);
            mouse(QEvent::MouseMove, target, place);
        });
        mouse(QEvent::MouseButtonRelease, target, place);
        return times;
    }

    Times zoom(double scale)
    {
        QWidget *target = m_chart.plot().viewport();
        return measure(scale, [&](int frame) {
            const QPointF place(600, 300);
            QWheelEvent event(place, target->mapToGlobal(place), {}, {0, frame % 16 < 8 ? 30 : -30},
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(target, &event);
        });
    }

    /// A sample of every source comes in, and the chart moves on by a pixel.
    Times live(double scale)
    {
        m_chart.goHome();
        Instant time = now;
        return measure(scale, [&](int) {
            time += 80s;
            std::vector<NewSample> samples;
            for (const auto &[id, points] : m_points) {
                SeriesPoint point = points.back();
                point.at = time;
                samples.push_back(
                    {id, Sample{Offset::fromLocalMinusRemote(point.value), {}, {}, time, {}, {}, {}}, point});
            }
            m_chart.addSamples(samples);
            m_chart.setNow(time);
        });
    }

private:
    SeriesReply answer(const SeriesRequest &request) const
    {
        SeriesReply reply{request.id, request.quantity, request.from, request.to, {}};
        for (const SourceId &source : request.sources) {
            SeriesReducer reducer(request.from, request.to, request.pixels);
            for (const SeriesPoint &point : m_points.at(source))
                reducer.add(point);
            reply.series.push_back({source, reducer.take()});
        }
        return reply;
    }

    static void mouse(QEvent::Type type, QWidget *target, QPointF place)
    {
        const bool moves = type == QEvent::MouseMove;
        QMouseEvent event(type, place, target->mapToGlobal(place), moves ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
    }

    Times measure(double scale, const std::function<void(int)> &act)
    {
        QImage image((QSizeF(windowSize) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(scale);
        std::vector<double> times;
        for (int frame = 0; frame < frames; ++frame) {
            QElapsedTimer timer;
            timer.start();
            act(frame);
            // The view gathers the changes of one turn of the event loop; its own repaint is not what is
            // measured.
            m_chart.setUpdatesEnabled(false);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            m_chart.setUpdatesEnabled(true);
            QPainter painter(&image);
            m_chart.render(&painter);
            painter.end();
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        return summary(times);
    }

    std::map<SourceId, std::vector<SeriesPoint>> m_points;
    OffsetChart m_chart;
    int m_answers = 0;
};

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QTextStream out(stdout);
    out << "Chart frames, 1200x700, offscreen raster; milliseconds: median / 99th percentile\n\n"
        << "| sources x points | scale | pan | zoom | live |\n|---|---|---|---|---|\n";
    for (const auto &[sources, points] : {std::pair(8, 600), std::pair(50, 600), std::pair(50, 40'000)}) {
        for (const double scale : {1.0, 2.0}) {
            Bench bench(sources, points);
            out << "| " << sources << " x " << points << " | " << scale;
            for (const Times &times : {bench.pan(scale), bench.zoom(scale), bench.live(scale)})
                out << " | " << QString::number(times.median, 'f', 1) << " / "
                    << QString::number(times.nearlyAll, 'f', 1);
            out << " |" << Qt::endl;
        }
    }
    return 0;
}
