// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "ui/chart/valuescale.h"

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <cmath>

namespace synchroscope {

/// Where a moment and an offset lie in the plot, in logical pixels; earlier is left, ahead is up. Differences
/// are taken in whole nanoseconds first, so that nothing is lost on the way.
struct PlotMap
{
    QRectF area;
    Instant from;
    Instant to;
    ValueRange values = emptyValueRange;

    double x(Instant at) const
    {
        return area.left() + static_cast<double>((at - from).count()) * area.width() / span();
    }
    double y(Duration value) const
    {
        // Far outside it only matters in which direction; painters do not like coordinates of 10¹² pixels.
        constexpr double far = 20'000;
        const double above = (static_cast<double>(value.count()) - static_cast<double>(values.low.count())) *
                             area.height() / height();
        return area.bottom() - std::clamp(above, -far, far);
    }
    Instant instantAt(double x) const
    {
        return from + Duration(std::llround((x - area.left()) * span() / area.width()));
    }
    Duration valueAt(double y) const
    {
        return values.low + Duration(std::llround((area.bottom() - y) * height() / area.height()));
    }
    Duration timeOf(double pixels) const { return Duration(std::llround(pixels * span() / area.width())); }

private:
    double span() const { return std::max(1.0, static_cast<double>((to - from).count())); }
    double height() const
    {
        return std::max(1.0,
                        static_cast<double>(values.high.count()) - static_cast<double>(values.low.count()));
    }
};

} // namespace synchroscope
