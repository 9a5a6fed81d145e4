// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/allan.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace synchroscope {

namespace {

// The largest value within a window that slides along. Of what is in it, only those are kept that no later
// one exceeds; the largest of them is the first.
template <typename Compare>
class SlidingExtreme
{
public:
    SlidingExtreme(std::span<const double> values, std::size_t window)
        : m_values(values)
        , m_window(window)
        , m_kept(values.size())
    {}

    /// With the window's newest value at `index`; to be called for 0, 1, 2, …
    double moveTo(std::size_t index)
    {
        while (m_end > m_begin && !Compare()(m_values[m_kept[m_end - 1]], m_values[index]))
            --m_end;
        m_kept[m_end++] = index;
        if (m_kept[m_begin] + m_window <= index)
            ++m_begin;
        return m_values[m_kept[m_begin]];
    }

private:
    std::span<const double> m_values;
    std::size_t m_window;
    std::vector<std::size_t> m_kept;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace

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
    SlidingExtreme<std::greater<>> largest(phase, window);
    SlidingExtreme<std::less<>> smallest(phase, window);
    double error = 0;
    for (std::size_t i = 0; i < phase.size(); ++i)
        error = std::max(error, largest.moveTo(i) - smallest.moveTo(i));
    return error;
}

} // namespace synchroscope
