// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartfixture.h"

#include "core/estimate/series.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace synchroscope::charttest {

SourceId sourceId(int number)
{
    return {u"ntp%1:123"_s.arg(number)};
}

std::vector<ChartSource> makeSources(int count)
{
    std::vector<ChartSource> sources;
    for (int i = 0; i < count; ++i)
        sources.push_back({sourceId(i), u"ntp%1"_s.arg(i), i, true, true, std::nullopt});
    return sources;
}

std::vector<SeriesPoint> makePoints(Instant to, Duration span, Duration every, Duration bound,
                                    const std::function<Duration(double)> &offset)
{
    std::vector<SeriesPoint> points;
    for (Duration ago = span; ago >= Duration::zero(); ago -= every)
        points.push_back({to - ago, offset(toSeconds(ago)), bound, points.empty()});
    return points;
}

std::function<Duration(double)> noise(double centre, double amplitude, unsigned seed)
{
    return [=, generator = std::mt19937(seed)](double secondsAgo) mutable {
        std::normal_distribution<double> jitter(0, amplitude);
        const double wave = std::sin(secondsAgo / 900 + seed) * amplitude / 2;
        return fromSeconds((centre + wave + jitter(generator)) * 1e-6);
    };
}

std::vector<SeriesPoint> withGap(std::vector<SeriesPoint> points, Instant from, Instant to)
{
    std::erase_if(points, [from, to](const SeriesPoint &point) { return point.at > from && point.at < to; });
    const auto after =
        std::ranges::find_if(points, [to](const SeriesPoint &point) { return point.at >= to; });
    if (after != points.end())
        after->gapBefore = true;
    return points;
}

SeriesReply answer(const SeriesRequest &request,
                   const std::function<std::vector<SeriesPoint>(const SourceId &)> &points)
{
    SeriesReply reply{request.id, request.quantity, request.from, request.to, {}};
    for (const SourceId &source : request.sources) {
        SeriesReducer reducer(request.from, request.to, request.pixels);
        for (const SeriesPoint &point : points(source)) {
            if (point.at >= request.from && point.at <= request.to)
                reducer.add(point);
        }
        reply.series.push_back({source, reducer.take()});
    }
    return reply;
}

QPalette lightPalette()
{
    QPalette palette(QColor(0xef, 0xf0, 0xf1), QColor(0xf4, 0xf5, 0xf7));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Text, QColor(0x1e, 0x22, 0x28));
    palette.setColor(QPalette::Highlight, QColor(0x0a, 0x64, 0xc8));
    return palette;
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x2d, 0x31, 0x38), QColor(0x1b, 0x1e, 0x22));
    palette.setColor(QPalette::Base, QColor(0x23, 0x27, 0x2e));
    palette.setColor(QPalette::Text, QColor(0xe6, 0xe8, 0xeb));
    palette.setColor(QPalette::WindowText, QColor(0xe6, 0xe8, 0xeb));
    palette.setColor(QPalette::ButtonText, QColor(0xe6, 0xe8, 0xeb));
    palette.setColor(QPalette::Highlight, QColor(0x4b, 0x9f, 0xe1));
    return palette;
}

QImage picture(QWidget &widget, double scale)
{
    QImage image((QSizeF(widget.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(widget.palette().color(QPalette::Window));
    QPainter painter(&image);
    widget.render(&painter);
    return image;
}

} // namespace synchroscope::charttest
