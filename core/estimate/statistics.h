// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// One answer of a source, as the history keeps it.
struct MeasuredPoint
{
    Duration uptime{};           ///< since the start of this computer by its oscillator, sleep included
    Duration clockMinusUptime{}; ///< the difference of two tells what daemons did to this clock in between
    Duration offset{};           ///< with Offset's sign, by this clock as it was then
    Duration delay{};
    bool gapBefore = false; ///< silence or a restart before: no difference is taken across it

    friend bool operator==(const MeasuredPoint &, const MeasuredPoint &) = default;
};

/// How the requests to a source ended, beside the answers' values.
struct PollRecord
{
    quint64 latest = 0; ///< a bit for each of the last 64 that have ended, newest in bit 0; set: answered
    int ended = 0;
    int answered = 0;
};

struct Loss
{
    int polls = 0;
    int lost = 0;

    double share() const { return polls > 0 ? static_cast<double>(lost) / polls : 0; }

    friend bool operator==(const Loss &, const Loss &) = default;
};

struct Percentiles
{
    Duration p50{};
    Duration p95{};
    Duration p99{};
};

/// Bins of equal width over where the bulk lies. What lies outside is counted in the end bins.
struct Histogram
{
    Duration start{};
    Duration width{}; ///< zero: all values are `start`, in one bin
    std::vector<int> counts;
    int below = 0; ///< of the first bin's count, how many lie before `start`
    int above = 0; ///< of the last bin's count, how many lie behind its end
};

struct DelayedOffset
{
    Duration delay{};
    Duration offset{};
};

/// By the oscillator, so that what daemons do about it is not in it.
struct FrequencyFit
{
    double ppm = 0;         ///< positive: this clock's oscillator runs fast
    double uncertainty = 0; ///< ppm, half-width of the 99.95 % confidence interval
};

/// What one source's answers of some time say together. With no answers all is zero or absent.
struct AnswerStatistics
{
    int count = 0;
    // Of the offsets, with their sign.
    Duration median{};
    Duration p5{};
    Duration p95{};
    /// Median of the distances to the median.
    Duration medianDeviation{};
    /// 1.4826 times that: a standard deviation, if there were no outliers.
    Duration robustDeviation{};
    Duration interquartileRange{};
    Percentiles distance; ///< of |offset − median|
    Percentiles delay;
    /// RMS of the differences to the answer of the smallest delay: RFC 5905 section 10, with the mean inside
    /// the root as erratum 5600 has it. From two answers on.
    std::optional<Duration> jitter;
    /// Root of half the mean square of the differences between successive answers. Unlike `jitter` it has
    /// neither the oscillator's frequency in it nor what was done to this clock, nor any slow change. From
    /// two answers without a gap between them on.
    std::optional<Duration> successiveJitter;
    std::optional<Loss> recentLoss;  ///< of the last 64 polls at most
    std::optional<Loss> overallLoss; ///< since the source is watched in this run
    /// Least squares; pieces between gaps share the slope only.
    std::optional<FrequencyFit> frequency;
    /// Theil–Sen's median of the slopes between pairs, which a few wild answers do not move; only when it
    /// lies outside of `frequency`'s interval.
    std::optional<double> differingFrequencyPpm;
    Histogram histogram;
    /// By delay. Of many answers the smallest and the largest offset of each of a thousand groups of equal
    /// size.
    std::vector<DelayedOffset> delayedOffsets;
};

/// `points` in the order of time; `polls` is absent for a source that others ask. Percentiles are
/// interpolated linearly between the two nearest in rank. Any values are safe; beyond 52 days nanoseconds
/// are rounded.
AnswerStatistics answerStatistics(std::span<const MeasuredPoint> points,
                                  const std::optional<PollRecord> &polls = {});

/// `later` minus `earlier` in seconds, also when that does not fit a Duration.
double secondsBetween(Duration earlier, Duration later);

/// How far the oscillator was ahead of the source at `to`, in seconds since `from`; steps and slews of this
/// clock do not show in it.
double oscillatorGain(const MeasuredPoint &from, const MeasuredPoint &to);

} // namespace synchroscope
