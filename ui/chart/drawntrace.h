// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartsource.h"
#include "ui/chart/plotmap.h"
#include "ui/chart/trace.h"

#include <QColor>

#include <memory>
#include <optional>
#include <vector>

namespace synchroscope {

/// One source as it is drawn now.
struct DrawnTrace
{
    enum class Manner : quint8 {
        Lines,   ///< smooth lines from point to point
        Columns, ///< a stroke per column: more points than pixels, or many sources
    };

    ChartSource source;
    std::shared_ptr<const Trace> trace;
    QColor colour;
    QColor textColour;
    Manner manner = Manner::Lines;
    bool highlighted = false; ///< selected or under the mouse; while nothing is, followed
    bool withBand = false;    ///< its error bounds are shaded
    bool withDots = false;    ///< few enough points to show each
};

/// The source whose line passes nearest to a place in the plot, and its point nearest in time.
struct TracePick
{
    SourceId source;
    SeriesPoint point;
};

/// Nothing when no line passes within `radius` pixels. Binary search per source, then only what lies within
/// the radius.
std::optional<TracePick> pickTrace(const std::vector<DrawnTrace> &traces, const PlotMap &map, QPointF place,
                                   double radius);

} // namespace synchroscope
