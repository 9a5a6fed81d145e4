// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>

/// How far a deviation from few windows may be from what endless measuring would give.
namespace synchroscope {

/// Power-law noise of a clock, by what the power is of: each later kind weighs more on long spans.
enum class ClockNoise : quint8 {
    WhitePhase, ///< errors of the single measurements, as the network makes them
    FlickerPhase,
    WhiteFrequency,
    FlickerFrequency,
    RandomWalkFrequency, ///< an oscillator that wanders, with temperature for example
};

/// From by how much the modified Allan variance grows when tau doubles: 1/8, 1/4, 1/2, 1 and 2 in the order
/// of the kinds; the nearest. White frequency noise, the middle, for what is not a positive number.
ClockNoise noiseOf(double growth);

enum class Averaging : quint8 { None, OverTau }; ///< Allan, modified Allan

/// Equivalent degrees of freedom of an overlapping deviation from pieces that have so many terms each, at
/// `factor` intervals: Greenhall and Riley, "Uncertainty of stability variances based on finite differences"
/// (PTTI 2003), by its sum, without the approximations. O(factor + pieces). 0 without terms.
double degreesOfFreedom(ClockNoise noise, qint64 factor, std::span<const qint64> terms, Averaging averaging);

/// The deviation's 95 % confidence interval lies between these multiples of it.
struct ConfidenceFactors
{
    double low;
    double high;
};

/// By the chi-square distribution; `freedom` > 0.
ConfidenceFactors confidenceFactors(double freedom);

} // namespace synchroscope
