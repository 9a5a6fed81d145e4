// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <span>

/// The Allan family on evenly spaced time errors ("phase", in seconds): how far a clock's rate, measured over
/// a span tau = factor · interval, differs from one such span to the next. NIST SP 1065, sections 5.2 to 5.4.
namespace synchroscope {

/// Squared differences of all windows that fit. Sums of several pieces of one series add up to the series'.
struct DifferenceSum
{
    double sum = 0;
    qint64 terms = 0;

    DifferenceSum &operator+=(const DifferenceSum &other)
    {
        sum += other.sum;
        terms += other.terms;
        return *this;
    }
};

/// (x[i+2m] − 2x[i+m] + x[i])² with i stepping by `stride`: 1 for the overlapping Allan deviation, `factor`
/// for the plain one. No terms when the phase has less than 2m+1 points.
DifferenceSum secondDifferences(std::span<const double> phase, qint64 factor, qint64 stride = 1);

/// The same of means over m points, overlapping; for the modified Allan deviation. No terms when the phase
/// has less than 3m points.
DifferenceSum meanSecondDifferences(std::span<const double> phase, qint64 factor);

/// From either sum; `tau` in seconds. 0 without terms.
double allanDeviation(const DifferenceSum &differences, double tau);

/// From a modified Allan deviation, in seconds.
double timeDeviation(double modifiedAllanDeviation, double tau);

/// Maximum time interval error, ITU-T G.810: the largest range of the phase within any window of `factor`
/// intervals. Nothing when the phase is shorter. O(points).
std::optional<double> maximumTimeIntervalError(std::span<const double> phase, qint64 factor);

} // namespace synchroscope
