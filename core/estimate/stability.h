// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/deviationconfidence.h"
#include "core/estimate/statistics.h"

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// A reading of a clock against a better one, both in seconds from any start.
struct PhasePoint
{
    double time = 0;
    double phase = 0;
    bool gapBefore = false; ///< the two do not compare with those before
};

/// A deviation and its 95 % confidence interval.
struct Deviation
{
    double value = 0;
    double low = 0;
    double high = 0;
    qint64 terms = 0; ///< windows it is made of; they overlap
};

/// How steady a clock is over spans of one length.
struct StabilityPoint
{
    double tau = 0; ///< that length, in seconds
    Deviation allan;
    Deviation modifiedAllan;
    Deviation time; ///< seconds
    /// Maximum time interval error, seconds. A constant error of the rate is in it, unlike in the others.
    double largestTimeError = 0;
    ClockNoise noise = ClockNoise::WhiteFrequency; ///< that reigns here
};

struct Stability
{
    double interval = 0; ///< tau of the first point: the median interval of the readings, in seconds
    int readings = 0;    ///< evenly spaced, that the points are made of
    /// In octaves of tau, up to a quarter of the longest piece; empty with less than four readings in a row.
    std::vector<StabilityPoint> points;
    /// Tau of the smallest Allan deviation, the "Allan intercept": averages over longer spans are no better,
    /// because the oscillator wanders. Nothing while it falls up to the longest tau, or rises again only as
    /// much as chance can make it.
    std::optional<double> usefulAveraging;
};

/// `points` in the order of time; what is not a number below 1e100, or not later than the one before, is left
/// out. Polls are uneven, the Allan family is not: pieces without gaps are interpolated linearly to the
/// median interval, and the pieces' windows are taken together. Where two intervals or more passed without a
/// reading, the series is in pieces as well.
Stability stabilityOf(std::span<const PhasePoint> points);

/// Of this computer's oscillator against a source.
std::vector<PhasePoint> oscillatorPhase(std::span<const MeasuredPoint> points);

} // namespace synchroscope
