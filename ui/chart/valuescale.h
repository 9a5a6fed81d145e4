// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "ui/chart/chartcontent.h"

#include <QString>

#include <optional>
#include <vector>

/// The vertical scale: offsets and frequencies with their sign, positive (this clock is ahead, or fast)
/// upwards. Pure.
namespace synchroscope {

struct ValueRange
{
    Duration low{};
    Duration high{};

    bool contains(Duration value) const { return value >= low && value <= high; }

    friend bool operator==(const ValueRange &, const ValueRange &) = default;
};

/// Shown while nothing is measured.
inline constexpr ValueRange emptyValueRange{-std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
ValueRange emptyRangeOf(ChartQuantity quantity);

/// A range with round ends that holds every value from `least` to `greatest` with some room on either side:
/// and zero, but for a frequency, of which the changes count. What is never negative has its lower end at
/// zero. `previous` is kept while it holds them all and is not more than two and a half times what is needed,
/// so that the picture seldom jumps.
ValueRange fitValues(Duration least, Duration greatest, const std::optional<ValueRange> &previous,
                     ChartQuantity quantity = ChartQuantity::Offset);

/// Brings the range nearer (`factor` below one) or farther around a value, within what the labels can tell
/// apart.
ValueRange zoomedValues(const ValueRange &range, double factor, Duration around);

/// The same height elsewhere.
ValueRange shiftedValues(const ValueRange &range, Duration by);

struct ValueTick
{
    Duration at{};
    QString label; ///< in the scale's unit, with its sign where there are two; "0"
};

struct ValueScale
{
    Duration unit{1};             ///< one of it
    QString unitSymbol;           ///< "ns", "µs", "ms", "s", "days", "ppm"
    Duration step{1};             ///< 1, 2 or 5 times a power of ten of the unit
    std::vector<ValueTick> ticks; ///< upwards
};

/// Round values within the range, never more than `most` (at least 1 must be allowed for).
ValueScale valueScale(const ValueRange &range, int most, ChartQuantity quantity = ChartQuantity::Offset);

/// A label as wide as any in valueScale().
QString widestValueLabel();

} // namespace synchroscope
