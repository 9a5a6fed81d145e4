// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/deviationconfidence.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace synchroscope {

namespace {

constexpr double normalQuantile = 1.959964; // of 97.5 %
// From here on Wilson and Hilferty's approximation is good to 0.1 %.
constexpr double manyDegrees = 50;
// Differences so many taus apart hardly depend on each other.
constexpr std::size_t tausRelated = 4;

// Greenhall and Riley's s_w but for a constant factor: what a reading's integral has in common with one `k`
// intervals later. The terms of lower order make the readings those of a moment, not means over an interval.
double integralCovariance(ClockNoise noise, double k)
{
    if (k == 0)
        return 0;
    switch (noise) {
    case ClockNoise::WhitePhase:
        return -k;
    case ClockNoise::FlickerPhase:
        return k * k * std::log(k);
    case ClockNoise::WhiteFrequency:
        return k * (k * k - 1);
    case ClockNoise::FlickerFrequency:
        return -k * k * k * k * std::log(k);
    case ClockNoise::RandomWalkFrequency:
        break;
    }
    return -k * (k * k * k * k - (5 * k * k - 2) / 3);
}

// How much two of the deviation's differences have in common that are 0, 1, 2, … intervals apart; s_z.
std::vector<double> differenceCovariances(ClockNoise noise, std::size_t factor, std::size_t count,
                                          Averaging averaging)
{
    const std::size_t step = averaging == Averaging::OverTau ? factor : 1;
    const std::size_t reach = count + 2 * factor;
    std::vector<double> integral;
    integral.reserve(reach + step);
    for (std::size_t i = 0; i < reach + step; ++i)
        integral.push_back(integralCovariance(noise, static_cast<double>(i)));
    const auto apart = [](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };
    std::vector<double> mean;
    mean.reserve(reach);
    for (std::size_t i = 0; i < reach; ++i)
        mean.push_back(2 * integral[i] - integral[apart(i, step)] - integral[i + step]);
    std::vector<double> result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(6 * mean[i] - 4 * (mean[apart(i, factor)] + mean[i + factor]) +
                         mean[apart(i, 2 * factor)] + mean[i + 2 * factor]);
    }
    return result;
}

// The regularised lower gamma function, by its series.
double chiSquareProbability(double freedom, double x)
{
    const double a = freedom / 2;
    double term = 1 / a;
    double sum = term;
    for (double n = a + 1; term > sum * 1e-12; ++n) {
        term *= x / 2 / n;
        sum += term;
    }
    return sum * std::exp(a * std::log(x / 2) - x / 2 - std::lgamma(a));
}

double chiSquareQuantile(double freedom, bool upper)
{
    const double variance = 2 / (9 * freedom);
    const double root = 1 - variance + (upper ? 1 : -1) * normalQuantile * std::sqrt(variance);
    if (freedom >= manyDegrees)
        return freedom * root * root * root;
    const double probability = upper ? 0.975 : 0.025;
    double low = 0;
    double high = 4 * freedom + 20;
    while (high - low > 1e-7 * high) {
        const double middle = (low + high) / 2;
        (chiSquareProbability(freedom, middle) < probability ? low : high) = middle;
    }
    return high;
}

} // namespace

ClockNoise noiseOf(double growth)
{
    if (!(growth > 0))
        return ClockNoise::WhiteFrequency;
    return static_cast<ClockNoise>(std::clamp(std::round(std::log2(growth) + 3), 0.0, 4.0));
}

double degreesOfFreedom(ClockNoise noise, qint64 factor, std::span<const qint64> terms, Averaging averaging)
{
    const qint64 most = terms.empty() ? 0 : *std::max_element(terms.begin(), terms.end());
    if (most <= 0)
        return 0;
    const auto m = static_cast<std::size_t>(factor);
    const std::size_t count = std::min(static_cast<std::size_t>(most), tausRelated * m + 1);
    const std::vector<double> covariances = differenceCovariances(noise, m, count, averaging);
    std::vector<double> squares(count);
    std::vector<double> weighted(count);
    for (std::size_t i = 1; i < count; ++i) {
        const double ratio = covariances[i] / covariances[0];
        squares[i] = squares[i - 1] + ratio * ratio;
        weighted[i] = weighted[i - 1] + ratio * ratio * static_cast<double>(i);
    }
    // A piece's variance of the mean square is what it has in common with itself; pieces are independent.
    double all = 0;
    double variance = 0;
    for (const qint64 length : terms) {
        if (length <= 0)
            continue;
        const auto ofPiece = static_cast<double>(length);
        const std::size_t last = std::min(static_cast<std::size_t>(length), count) - 1;
        all += ofPiece;
        variance += ofPiece * (1 + 2 * (squares[last] - weighted[last] / ofPiece));
    }
    return all * all / variance;
}

ConfidenceFactors confidenceFactors(double freedom)
{
    return {.low = std::sqrt(freedom / chiSquareQuantile(freedom, true)),
            .high = std::sqrt(freedom / chiSquareQuantile(freedom, false))};
}

} // namespace synchroscope
