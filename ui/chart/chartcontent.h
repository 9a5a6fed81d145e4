// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/seriesid.h"
#include "core/ntp/instant.h"

#include <QString>

#include <array>
#include <optional>

/// What the chart may show, and what its figures are called. Pure.
namespace synchroscope {

enum class ChartContent : quint8 {
    Offsets,      ///< of each source: ours where we measure it, else the time service's
    MeasuredHere, ///< of each source, ours only
    ByService,    ///< of each source, the time service's only
    SystemOffset, ///< a line for each time service, as all that follow
    Frequency,
    RootDelay,
    RootDispersion,
};
inline constexpr std::array chartContents{ChartContent::Offsets,       ChartContent::MeasuredHere,
                                          ChartContent::ByService,     ChartContent::SystemOffset,
                                          ChartContent::Frequency,     ChartContent::RootDelay,
                                          ChartContent::RootDispersion};

/// Of a time service itself; nothing: of its sources.
std::optional<TrackingQuantity> trackingQuantity(ChartContent content);

/// For settings: "system-offset".
QString contentName(ChartContent content);
std::optional<ChartContent> contentFromName(const QString &name);

/// For a list to choose from, and in a sentence.
QString contentTitle(ChartContent content);
QString contentMeaning(ChartContent content);

/// What the vertical axis measures. All values are Durations: a frequency is in nanoseconds per second.
enum class ChartQuantity : quint8 {
    Offset,    ///< signed: this clock is ahead or behind
    Frequency, ///< signed: this clock would be fast or slow
    RootDelay, ///< never negative, as the next
    RootDispersion,
};
ChartQuantity quantityOf(ChartContent content);
constexpr bool isSigned(ChartQuantity quantity)
{
    return quantity == ChartQuantity::Offset || quantity == ChartQuantity::Frequency;
}

/// "2.9 ms behind", "12.345 ppm slow", "21 ms".
QString valueText(ChartQuantity quantity, Duration value);

} // namespace synchroscope
