// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/allan.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace synchroscope {

DifferenceSum secondDifferences(std::span<const double> phase, qint64 factor, qint64 stride)
{
    DifferenceSum result;
    const auto m = static_cast<std::size_t>(factor);
    for (std::size_t i = 0; i + 2 * m < phase.size(); i += static_cast<std::size_t>(stride)) {
        const double difference = phase[i + 2 * m] - 2 * phase[i + m] + phase[i];
        result.sum += difference * difference;
        ++result.terms;
    }
    return result;
}

DifferenceSum meanSecondDifferences(std::span<const double> phase, qint64 factor)
{
    const auto m = static_cast<std::size_t>(factor);
    if (phase.size() < 3 * m)
        return {};
    const auto difference = [phase, m](std::size_t i) {
        return phase[i + 2 * m] - 2 * phase[i + m] + phase[i];
    };
    double window = 0;
    for (std::size_t i = 0; i < m; ++i)
        window += difference(i);
    DifferenceSum result;
    for (std::size_t i = 0;; ++i) {
        result.sum += window * window;
        ++result.terms;
        if (i + 3 * m >= phase.size())
            break;
        window += difference(i + m) - difference(i);
    }
    result.sum /= static_cast<double>(factor) * static_cast<double>(factor);
    return result;
}

double allanDeviation(const DifferenceSum &differences, double tau)
{
    if (differences.terms == 0)
        return 0;
    return std::sqrt(differences.sum / 2 / static_cast<double>(differences.terms)) / tau;
}

double timeDeviation(double modifiedAllanDeviation, double tau)
{
    return modifiedAllanDeviation * tau / std::sqrt(3.0);
}

std::optional<double> maximumTimeIntervalError(std::span<const double> phase, qint64 factor)
{
    const auto window = static_cast<std::size_t>(factor) + 1;
    if (phase.size() < window)
        return std::nullopt;
    // After van Herk, Gil and Werman: with the phase in blocks as long as a window, each window is the end of
    // one block, for which its extremes are kept, and the beginning of the next.
    std::vector<double> highest(window);
    std::vector<double> lowest(window);
    double error = 0;
    for (std::size_t block = 0; block + window <= phase.size(); block += window) {
        const std::size_t next = block + window;
        double high = phase[next - 1];
        double low = high;
        for (std::size_t i = window; i-- > 0;) {
            highest[i] = high = std::max(high, phase[block + i]);
            lowest[i] = low = std::min(low, phase[block + i]);
        }
        error = std::max(error, high - low);
        if (next == phase.size())
            break;
        high = low = phase[next];
        for (std::size_t i = 1; i < window && next + i <= phase.size(); ++i) {
            high = std::max(high, phase[next + i - 1]);
            low = std::min(low, phase[next + i - 1]);
            error = std::max(error, std::max(high, highest[i]) - std::min(low, lowest[i]));
        }
    }
    return error;
}

} // namespace synchroscope
