// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartsource.h"

#include <QImage>
#include <QPalette>

#include <functional>
#include <random>

class QWidget;

/// Made-up sources and measurements for the chart's tests, pictures and benchmark; the same on every run.
namespace synchroscope::charttest {

/// 2023-08-17 12:49:05 UTC.
inline constexpr Instant now = Instant(std::chrono::seconds(1'692'276'545));

SourceId sourceId(int number);
/// "ntp0", "ntp1", …, all shown and agreeing.
std::vector<ChartSource> makeSources(int count);

/// A measurement every `every` up to `to`; `offset` is asked with the seconds before `to`.
std::vector<SeriesPoint> makePoints(Instant to, Duration span, Duration every, Duration bound,
                                    const std::function<Duration(double secondsAgo)> &offset);

/// A smooth course with some noise, in microseconds.
std::function<Duration(double)> noise(double centre, double amplitude, unsigned seed);

/// Silence in a part of a series.
std::vector<SeriesPoint> withGap(std::vector<SeriesPoint> points, Instant from, Instant to);

/// What the engine would send: reduced to the request's pixels.
SeriesReply answer(const SeriesRequest &request,
                   const std::function<std::vector<SeriesPoint>(const SourceId &)> &points);

QPalette lightPalette();
QPalette darkPalette();

/// The widget as it would look on a screen of this scale.
QImage picture(QWidget &widget, double scale);

} // namespace synchroscope::charttest
