// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/valuescale.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Duration day = hours(24);
/// Where seconds would need more digits than there is room for.
constexpr Duration daysFrom = seconds(100'000);
/// Of a clock with 64-bit nanoseconds, with room to go beyond it on either side.
constexpr double farthest = 4.0e18;

double nanoseconds(Duration span)
{
    return static_cast<double>(span.count());
}

Duration fromNanoseconds(double count)
{
    return Duration(std::llround(std::clamp(count, -farthest, farthest)));
}

Duration magnitude(const ValueRange &range)
{
    return std::max(std::chrono::abs(range.low), std::chrono::abs(range.high));
}

/// The smallest of 1, 2, 5, 10, 20, … units, or of their decimal parts, that is not below `least`.
Duration roundStep(double least, Duration unit)
{
    const double wanted = std::max(least, 1.0) / nanoseconds(unit);
    const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double multiple : {1.0, 2.0, 5.0}) {
        if (multiple * decade >= wanted * (1 - 1e-9))
            return fromNanoseconds(std::max(1.0, std::round(multiple * decade * nanoseconds(unit))));
    }
    return fromNanoseconds(std::round(10 * decade * nanoseconds(unit)));
}

constexpr Duration ppm = std::chrono::microseconds(1); // in a second

Duration unitOf(Duration greatest, ChartQuantity quantity)
{
    if (quantity == ChartQuantity::Frequency)
        return ppm;
    return greatest >= daysFrom ? day : wording::unitSize(wording::unitFor(greatest));
}

QString symbolOf(Duration greatest, ChartQuantity quantity)
{
    if (quantity == ChartQuantity::Frequency)
        return u"ppm"_s;
    return greatest >= daysFrom ? QCoreApplication::translate("synchroscope::ValueScale", "days")
                                : wording::unitSymbol(wording::unitFor(greatest));
}

QString label(Duration value, Duration unit, int decimals, bool withSign)
{
    if (value == Duration::zero())
        return u"0"_s;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    QString digits = locale.toString(std::abs(nanoseconds(value)) / nanoseconds(unit), 'f', decimals);
    if (!withSign)
        return digits;
    return (value > Duration::zero() ? u'+' : u'\u2212') + digits;
}

int decimalsFor(Duration step, Duration unit)
{
    const double places = -std::log10(nanoseconds(step) / nanoseconds(unit));
    return std::max(0, static_cast<int>(std::ceil(places - 1e-9)));
}

constexpr double fitSteps = 10;
constexpr double tooLarge = 2.5;
// Labels have room for about five digits.
constexpr double finest = 500;

double heightOf(const ValueRange &range)
{
    return nanoseconds(range.high) - nanoseconds(range.low);
}

/// Without zero.
ValueRange fitAround(Duration least, Duration greatest, const std::optional<ValueRange> &previous)
{
    constexpr double room = 0.03; // on either side
    constexpr double smallest = 20;
    const double centre = (nanoseconds(least) + nanoseconds(greatest)) / 2;
    const double span = std::max(
        {(nanoseconds(greatest) - nanoseconds(least)) * (1 + 2 * room), smallest, std::abs(centre) / finest});
    const double step = nanoseconds(roundStep(span / fitSteps, ppm));
    const ValueRange fitted{fromNanoseconds(step * std::floor((centre - span / 2) / step)),
                            fromNanoseconds(step * std::ceil((centre + span / 2) / step))};
    const bool holds = previous && previous->contains(least) && previous->contains(greatest);
    return holds && heightOf(*previous) <= tooLarge * heightOf(fitted) ? *previous : fitted;
}

} // namespace

ValueRange emptyRangeOf(ChartQuantity quantity)
{
    switch (quantity) {
    case ChartQuantity::Offset:
        return emptyValueRange;
    case ChartQuantity::Frequency:
        return {-10 * ppm, 10 * ppm};
    case ChartQuantity::RootDelay:
    case ChartQuantity::RootDispersion:
        break;
    }
    return {Duration::zero(), emptyValueRange.high};
}

ValueRange fitValues(Duration least, Duration greatest, const std::optional<ValueRange> &previous,
                     ChartQuantity quantity)
{
    if (quantity == ChartQuantity::Frequency)
        return fitAround(least, greatest, previous);
    constexpr double room = 1.06;
    const double below = std::max(0.0, -nanoseconds(least)) * room;
    const double above = std::max(0.0, nanoseconds(greatest)) * room;
    if (below == 0 && above == 0)
        return previous.value_or(emptyRangeOf(quantity));
    const Duration unit = unitOf(fromNanoseconds(std::max(below, above)), quantity);
    const double step = nanoseconds(roundStep((below + above) / fitSteps, unit));
    const double fewest = isSigned(quantity) ? 1 : 0; // steps below zero
    const ValueRange fitted{fromNanoseconds(-step * std::max(fewest, std::ceil(below / step))),
                            fromNanoseconds(step * std::max(1.0, std::ceil(above / step)))};
    if (!previous || !previous->contains(least) || !previous->contains(greatest) || !previous->contains({}))
        return fitted;
    return heightOf(*previous) <= tooLarge * heightOf(fitted) ? *previous : fitted;
}

ValueRange zoomedValues(const ValueRange &range, double factor, Duration around)
{
    constexpr double least = 10;
    const double centre = nanoseconds(around);
    const double span = heightOf(range);
    const double smallest = std::max(least, std::abs(centre) / finest);
    const double applied = std::clamp(factor, std::min(1.0, smallest / span), std::max(1.0, farthest / span));
    return {fromNanoseconds(centre + (nanoseconds(range.low) - centre) * applied),
            fromNanoseconds(centre + (nanoseconds(range.high) - centre) * applied)};
}

ValueRange shiftedValues(const ValueRange &range, Duration by)
{
    return {fromNanoseconds(nanoseconds(range.low) + nanoseconds(by)),
            fromNanoseconds(nanoseconds(range.high) + nanoseconds(by))};
}

ValueScale valueScale(const ValueRange &range, int most, ChartQuantity quantity)
{
    const Duration greatest = magnitude(range);
    ValueScale scale;
    scale.unit = unitOf(greatest, quantity);
    scale.unitSymbol = symbolOf(greatest, quantity);
    const double span = heightOf(range);
    // A range of n steps with both ends on a step has n + 1 ticks.
    scale.step = roundStep(span / std::max(1, most - 1), scale.unit);
    const int decimals = decimalsFor(scale.step, scale.unit);
    const qint64 first =
        static_cast<qint64>(std::ceil(nanoseconds(range.low) / nanoseconds(scale.step) - 1e-9));
    const qint64 last =
        static_cast<qint64>(std::floor(nanoseconds(range.high) / nanoseconds(scale.step) + 1e-9));
    for (qint64 i = first; i <= last; ++i)
        scale.ticks.push_back(
            {scale.step * i, label(scale.step * i, scale.unit, decimals, isSigned(quantity))});
    return scale;
}

QString widestValueLabel()
{
    return u"\u22120000.0"_s;
}

} // namespace synchroscope
