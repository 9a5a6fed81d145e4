// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/statistics.h"

#include "core/estimate/studentt.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace synchroscope {

namespace {

constexpr double resolution = 1e-9;         // of what is kept, in seconds
constexpr double normalDeviations = 1.4826; // per median absolute deviation of a normal distribution
constexpr std::size_t pollsRemembered = 64;
constexpr std::size_t pointsForPairs = 256;
constexpr std::size_t delayGroups = 1000;
constexpr double fewestBins = 5;
constexpr double mostBins = 48;
// The bulk ends where Tukey's far outliers begin.
constexpr double outlierReach = 3;

double square(double x)
{
    return x * x;
}

// The type 7 of Hyndman and Fan. `sorted` is not empty.
double quantile(std::span<const double> sorted, double share)
{
    const double rank = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], rank - static_cast<double>(below));
}

Percentiles percentiles(std::span<const double> sorted)
{
    return {.p50 = fromSeconds(quantile(sorted, 0.5)),
            .p95 = fromSeconds(quantile(sorted, 0.95)),
            .p99 = fromSeconds(quantile(sorted, 0.99))};
}

template <typename Value>
std::vector<double> sortedValues(std::span<const MeasuredPoint> points, Value value)
{
    std::vector<double> values;
    values.reserve(points.size());
    for (const MeasuredPoint &point : points)
        values.push_back(value(point));
    std::sort(values.begin(), values.end());
    return values;
}

std::optional<Duration> jitterOf(std::span<const MeasuredPoint> points)
{
    if (points.size() < 2)
        return std::nullopt;
    const auto best =
        std::min_element(points.begin(), points.end(),
                         [](const MeasuredPoint &a, const MeasuredPoint &b) { return a.delay < b.delay; });
    double sum = 0;
    for (const MeasuredPoint &point : points)
        sum += square(secondsBetween(best->offset, point.offset));
    return fromSeconds(std::sqrt(sum / static_cast<double>(points.size() - 1)));
}

/// `frequency`: of the oscillator, s/s.
std::optional<Duration> successiveJitterOf(std::span<const MeasuredPoint> points, double frequency)
{
    double sum = 0;
    int pairs = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].gapBefore)
            continue;
        const double drift = frequency * secondsBetween(points[i - 1].uptime, points[i].uptime);
        sum += square(oscillatorGain(points[i - 1], points[i]) - drift);
        ++pairs;
    }
    if (pairs == 0)
        return std::nullopt;
    return fromSeconds(std::sqrt(sum / pairs / 2));
}

// A point on the oscillator's axis, both coordinates from the beginning of its piece.
struct AxisPoint
{
    std::size_t piece;
    double time;
    double gain;
};

std::vector<AxisPoint> onOscillatorAxis(std::span<const MeasuredPoint> points)
{
    std::vector<AxisPoint> result;
    result.reserve(points.size());
    std::size_t start = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].gapBefore)
            start = i;
        result.push_back({.piece = start,
                          .time = secondsBetween(points[start].uptime, points[i].uptime),
                          .gain = oscillatorGain(points[start], points[i])});
    }
    return result;
}

// Every piece about its own mean, so that only the slope is common.
std::vector<AxisPoint> centred(std::vector<AxisPoint> points)
{
    for (auto begin = points.begin(); begin != points.end();) {
        const auto end = std::find_if(begin, points.end(), [piece = begin->piece](const AxisPoint &point) {
            return point.piece != piece;
        });
        const auto count = static_cast<double>(end - begin);
        double meanTime = 0;
        double meanGain = 0;
        for (auto point = begin; point != end; ++point) {
            meanTime += point->time / count;
            meanGain += point->gain / count;
        }
        for (; begin != end; ++begin) {
            begin->time -= meanTime;
            begin->gain -= meanGain;
        }
    }
    return points;
}

std::optional<FrequencyFit> leastSquares(const std::vector<AxisPoint> &axis)
{
    const std::vector<AxisPoint> points = centred(axis);
    double sumXX = 0;
    double sumXY = 0;
    std::size_t parameters = 1;
    for (std::size_t i = 0; i < points.size(); ++i) {
        sumXX += square(points[i].time);
        sumXY += points[i].time * points[i].gain;
        parameters += points[i].piece == i ? 1 : 0;
    }
    if (points.size() <= parameters || sumXX <= 0)
        return std::nullopt;
    const std::size_t freedom = points.size() - parameters;
    const double slope = sumXY / sumXX;
    double residuals = 0;
    for (const AxisPoint &point : points)
        residuals += square(point.gain - slope * point.time);
    const double variance = std::max(residuals / static_cast<double>(freedom), square(resolution));
    return FrequencyFit{.ppm = slope * 1e6,
                        .uncertainty = studentT(freedom) * std::sqrt(variance / sumXX) * 1e6};
}

std::optional<double> medianOfSlopes(const std::vector<AxisPoint> &points)
{
    const std::size_t count = std::min(points.size(), pointsForPairs);
    std::vector<double> slopes;
    slopes.reserve(count * count / 2);
    for (std::size_t i = 0; i < count; ++i) {
        const AxisPoint &a = points[i * points.size() / count];
        for (std::size_t j = i + 1; j < count; ++j) {
            const AxisPoint &b = points[j * points.size() / count];
            if (a.piece != b.piece)
                break;
            if (b.time != a.time)
                slopes.push_back((b.gain - a.gain) / (b.time - a.time));
        }
    }
    if (slopes.empty())
        return std::nullopt;
    std::sort(slopes.begin(), slopes.end());
    return quantile(slopes, 0.5) * 1e6;
}

// Freedman and Diaconis' width over where the bulk lies.
Histogram histogramOf(std::span<const double> sorted)
{
    const double least = sorted.front();
    const double most = sorted.back();
    if (least == most)
        return {.start = fromSeconds(least), .counts = {static_cast<int>(sorted.size())}};
    const double lower = quantile(sorted, 0.25);
    const double upper = quantile(sorted, 0.75);
    // Where most are equal, the others are what there is to see.
    const double spread = upper > lower ? upper - lower : (most - least) / outlierReach;
    const double from = std::max(least, lower - outlierReach * spread);
    const double to = std::min(most, upper + outlierReach * spread);
    const double fitting = 2 * spread / std::cbrt(static_cast<double>(sorted.size()));
    const double bins = std::min(std::clamp(std::ceil((to - from) / fitting), fewestBins, mostBins),
                                 std::ceil((to - from) / resolution));
    const double width = std::max((to - from) / bins, resolution);

    Histogram histogram{.start = fromSeconds(from),
                        .width = fromSeconds(width),
                        .counts = std::vector<int>(static_cast<std::size_t>(bins))};
    for (const double value : sorted) {
        histogram.below += value < from ? 1 : 0;
        histogram.above += value > to ? 1 : 0;
        const double bin = std::clamp(std::floor((value - from) / width), 0.0, bins - 1);
        ++histogram.counts[static_cast<std::size_t>(bin)];
    }
    return histogram;
}

std::vector<DelayedOffset> delayedOffsetsOf(std::span<const MeasuredPoint> points)
{
    std::vector<DelayedOffset> all;
    all.reserve(points.size());
    for (const MeasuredPoint &point : points)
        all.push_back({point.delay, point.offset});
    std::sort(all.begin(), all.end(),
              [](const DelayedOffset &a, const DelayedOffset &b) { return a.delay < b.delay; });
    if (all.size() <= 2 * delayGroups)
        return all;
    std::vector<DelayedOffset> kept;
    kept.reserve(2 * delayGroups);
    for (std::size_t group = 0; group < delayGroups; ++group) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(group * all.size() / delayGroups);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>((group + 1) * all.size() / delayGroups);
        const auto [least, most] = std::minmax_element(
            begin, end, [](const DelayedOffset &a, const DelayedOffset &b) { return a.offset < b.offset; });
        kept.push_back(*std::min(least, most));
        if (least != most)
            kept.push_back(*std::max(least, most));
    }
    return kept;
}

Loss recentLossOf(const PollRecord &polls)
{
    const auto count = std::min(static_cast<std::size_t>(std::max(polls.ended, 0)), pollsRemembered);
    const quint64 mask = count == pollsRemembered ? ~quint64(0) : (quint64(1) << count) - 1;
    return {.polls = static_cast<int>(count),
            .lost = static_cast<int>(count) - std::popcount(polls.latest & mask)};
}

} // namespace

AnswerStatistics answerStatistics(std::span<const MeasuredPoint> points,
                                  const std::optional<PollRecord> &polls)
{
    AnswerStatistics result;
    if (polls) {
        result.recentLoss = recentLossOf(*polls);
        result.overallLoss = Loss{.polls = polls->ended, .lost = polls->ended - polls->answered};
    }
    if (points.empty())
        return result;
    result.count = static_cast<int>(points.size());

    const std::vector<double> offsets =
        sortedValues(points, [](const MeasuredPoint &point) { return toSeconds(point.offset); });
    const double median = quantile(offsets, 0.5);
    result.median = fromSeconds(median);
    result.p5 = fromSeconds(quantile(offsets, 0.05));
    result.p95 = fromSeconds(quantile(offsets, 0.95));
    result.interquartileRange = fromSeconds(quantile(offsets, 0.75) - quantile(offsets, 0.25));
    result.histogram = histogramOf(offsets);
    const std::vector<double> distances = sortedValues(
        points, [median](const MeasuredPoint &point) { return std::abs(toSeconds(point.offset) - median); });
    result.distance = percentiles(distances);
    result.medianDeviation = result.distance.p50;
    result.robustDeviation = fromSeconds(quantile(distances, 0.5) * normalDeviations);
    result.delay =
        percentiles(sortedValues(points, [](const MeasuredPoint &point) { return toSeconds(point.delay); }));

    result.jitter = jitterOf(points);
    const std::vector<AxisPoint> axis = onOscillatorAxis(points);
    result.frequency = leastSquares(axis);
    result.successiveJitter = successiveJitterOf(points, result.frequency ? result.frequency->ppm * 1e-6 : 0);
    if (result.frequency) {
        const std::optional<double> robust = medianOfSlopes(axis);
        if (robust && std::abs(*robust - result.frequency->ppm) > result.frequency->uncertainty)
            result.differingFrequencyPpm = robust;
    }
    result.delayedOffsets = delayedOffsetsOf(points);
    return result;
}

double secondsBetween(Duration earlier, Duration later)
{
    if (later < earlier)
        return -secondsBetween(later, earlier);
    // As unsigned numbers, so that the distance between any two fits.
    const quint64 distance = static_cast<quint64>(later.count()) - static_cast<quint64>(earlier.count());
    return static_cast<double>(distance) / 1e9;
}

double oscillatorGain(const MeasuredPoint &from, const MeasuredPoint &to)
{
    return secondsBetween(from.offset, to.offset) -
           secondsBetween(from.clockMinusUptime, to.clockMinusUptime);
}

} // namespace synchroscope
