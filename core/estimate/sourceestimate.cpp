// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/sourceestimate.h"

#include "core/estimate/studentt.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace synchroscope {

namespace {

// No working oscillator is further off; what is assumed while the answers tell nothing better.
constexpr double largestFrequencyError = 500e-6;
// What a measured frequency may change by until now (chrony's maxclockerror).
constexpr double frequencyWander = 1e-6;
constexpr std::size_t answersForFrequency = 3;

struct Frequency
{
    double value = 0; ///< seconds per second, positive: this clock's oscillator runs fast
    double skew = 0;  ///< half-width of the confidence interval
};

// How far the oscillator was ahead of the server, from some start; daemons' steps and slews do not show in
// it. Differences only, of samples that may lie years apart: each of the two subtractions fits, their sum as
// well.
Duration oscillatorGain(const Sample &from, const Sample &to)
{
    return (to.offset.localMinusRemote() - from.offset.localMinusRemote()) -
           (to.clockMinusRaw() - from.clockMinusRaw());
}

double square(double x)
{
    return x * x;
}

// Half the round trip and the stamps' error. A path's delay cannot be negative; one that reads so shows the
// stamps' resolution. While a packet was under way this clock may have run wrong, and a daemon may have
// slewed it: half of this is what the round trip may have been measured too short, half what moved the clock
// between the moment of the offset and that of the reading.
Duration honestDistance(const Sample &sample)
{
    const Duration delay = std::max(sample.delay, Duration::zero());
    return delay / 2 + sample.dispersion + fromSeconds(toSeconds(delay) * largestFrequencyError);
}

// Few answers can lie on a straight line by chance. Their errors are not smaller than half of what their
// delays scatter, nor than what the stamps resolve.
double leastVariance(std::span<const Sample> samples)
{
    const auto count = static_cast<double>(samples.size());
    double mean = 0;
    for (const Sample &sample : samples)
        mean += toSeconds(sample.delay) / 2 / count;
    double scatter = 0;
    Duration resolution = Duration::max();
    for (const Sample &sample : samples) {
        scatter += square(toSeconds(sample.delay) / 2 - mean) / (count - 1);
        resolution = std::min(resolution, sample.dispersion);
    }
    return std::max(scatter, square(toSeconds(resolution)));
}

// Plain least squares on the oscillator's axis.
std::optional<Frequency> fitFrequency(std::span<const Sample> samples)
{
    if (samples.size() < answersForFrequency)
        return std::nullopt;
    const Sample &newest = samples.back();
    const auto count = static_cast<double>(samples.size());
    std::vector<double> x;
    std::vector<double> y;
    double meanX = 0;
    double meanY = 0;
    for (const Sample &sample : samples) {
        x.push_back(toSeconds(sample.raw - newest.raw));
        y.push_back(toSeconds(oscillatorGain(newest, sample)));
        meanX += x.back() / count;
        meanY += y.back() / count;
    }
    double sumXX = 0;
    double sumXY = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sumXX += square(x[i] - meanX);
        sumXY += (x[i] - meanX) * (y[i] - meanY);
    }
    if (sumXX <= 0)
        return std::nullopt;
    const double slope = sumXY / sumXX;
    double residuals = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        residuals += square(y[i] - meanY - slope * (x[i] - meanX));
    const std::size_t freedom = samples.size() - 2;
    const double variance = std::max(residuals / static_cast<double>(freedom), leastVariance(samples));
    return Frequency{.value = slope, .skew = studentT(freedom) * std::sqrt(variance / sumXX)};
}

// A frequency less certain than what is known of any oscillator is worse than none, and one of more than a
// second per second is not a clock's.
bool isUsable(const Frequency &frequency)
{
    return frequency.skew + frequencyWander < largestFrequencyError && std::abs(frequency.value) < 1;
}

// RFC 5905 section 10; with erratum 5600 the mean is inside the root.
Duration rmsDifference(std::span<const Sample> samples, const Sample &best, double frequency)
{
    if (samples.size() < 2)
        return Duration::zero();
    double sum = 0;
    for (const Sample &sample : samples) {
        const double drifted = frequency * toSeconds(sample.raw - best.raw);
        sum += square(toSeconds(oscillatorGain(best, sample)) - drifted);
    }
    return fromSeconds(std::sqrt(sum / static_cast<double>(samples.size() - 1)));
}

} // namespace

std::optional<SourceEstimate> estimateSource(std::span<const Sample> samples, RawInstant now,
                                             Duration clockMinusRaw)
{
    if (samples.empty())
        return std::nullopt;
    const std::optional<Frequency> frequency = fitFrequency(samples);
    const bool carried = frequency && isUsable(*frequency);
    const double ageing = carried ? frequency->skew + frequencyWander : largestFrequencyError;
    const auto presentBound = [&](const Sample &sample) {
        return honestDistance(sample) + fromSeconds(std::abs(toSeconds(now - sample.raw)) * ageing);
    };
    // The claim counts in the choice: an answer from before the server was well set is not the best for its
    // short delay. Of equals the newest.
    const Sample *best = &samples.front();
    for (const Sample &sample : samples) {
        if (presentBound(sample) + sample.rootDistance() <= presentBound(*best) + best->rootDistance())
            best = &sample;
    }

    const double slope = carried ? frequency->value : 0;
    const Duration drifted = fromSeconds(slope * toSeconds(now - best->raw));
    const auto byDelay = [](const Sample &a, const Sample &b) { return a.delay < b.delay; };
    return SourceEstimate{
        .offset = best->offset.advancedBy(drifted + (clockMinusRaw - best->clockMinusRaw())),
        .bound = presentBound(*best) + best->rootDistance(),
        .boundToServer = presentBound(*best),
        .rootDistance = best->rootDistance(),
        .minimumDelay = std::min_element(samples.begin(), samples.end(), byDelay)->delay,
        .jitter = rmsDifference(samples, *best, slope),
        .frequencyPpm = frequency ? std::optional(frequency->value * 1e6) : std::nullopt,
        .skewPpm = frequency ? std::optional(frequency->skew * 1e6) : std::nullopt,
        .samples = static_cast<int>(samples.size()),
        .method = carried ? EstimateMethod::BestAnswerCarried : EstimateMethod::BestAnswer,
        .at = Instant(now.time_since_epoch() + clockMinusRaw),
    };
}

} // namespace synchroscope
