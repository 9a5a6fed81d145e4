// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>

#include <span>
#include <vector>

namespace synchroscope {

/// A place on a trace: from `top` to `bottom` (the same for a line, apart for a band), in logical pixels.
struct TraceNode
{
    double x;
    double top;
    double bottom;
};

/// Draws lines through many points as one vertical stroke per column, from the topmost to the lowest place
/// the line touches in it: no spike is lost, and the cost grows with the columns, not with the points. A
/// QPainter needs ten times as long for fifty lines at scale 2, and a hundred times for joined lines wider
/// than a pixel.
class ColumnRaster
{
public:
    /// `area` is in logical pixels, `scale` device pixels for one of them.
    ColumnRaster(const QRect &area, double scale);

    /// One run without a gap, ordered by x. `thickness` is in logical pixels; the colour may be translucent,
    /// for every pixel is written at most once per run.
    void draw(std::span<const TraceNode> run, const QColor &colour, double thickness);

    ColumnRaster(const ColumnRaster &) = delete;
    ColumnRaster &operator=(const ColumnRaster &) = delete;

    /// For the area's upper left corner; transparent where nothing was drawn.
    const QImage &image() const { return m_image; }

private:
    struct Extent
    {
        float top;
        float bottom;
    };

    void extend(int column, double top, double bottom);
    void extendAcross(const TraceNode &a, const TraceNode &b);
    void fill(int column, const Extent &extent, QRgb colour, double thickness);

    QRect m_area;
    double m_scale;
    QImage m_image;
    QRgb *m_pixels; ///< of m_image
    qsizetype m_stride;
    std::vector<Extent> m_extents;
    int m_first = 0; ///< columns of m_extents that the run touches
    int m_last = -1;
};

} // namespace synchroscope
