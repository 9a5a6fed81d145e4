// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/columnraster.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <limits>

namespace synchroscope {

namespace {

constexpr float untouched = std::numeric_limits<float>::max();

template <int width>
void fillRows(QRgb *row, qsizetype stride, int rows, QRgb colour)
{
    for (int y = 0; y < rows; ++y, row += stride)
        std::fill_n(row, width, colour);
}

} // namespace

ColumnRaster::ColumnRaster(const QRect &area, double scale)
    : m_area(area)
    , m_scale(scale)
    , m_image((QSizeF(area.size()) * scale).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied)
    , m_extents(static_cast<size_t>(std::max(1, area.width())), Extent{untouched, -untouched})
{
    m_image.setDevicePixelRatio(scale);
    m_image.fill(Qt::transparent);
    m_pixels = reinterpret_cast<QRgb *>(m_image.bits());
    m_stride = m_image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
}

void ColumnRaster::draw(std::span<const TraceNode> run, const QColor &colour, double thickness)
{
    m_first = m_area.width();
    m_last = -1;
    if (run.size() == 1) {
        // A line of one point is a dot.
        const TraceNode &node = run.front();
        const int column = static_cast<int>(std::floor(node.x)) - m_area.left();
        for (int near = column - 1; near <= column + 1; ++near)
            extend(near, node.top - 1, node.bottom + 1);
    }
    for (size_t i = 1; i < run.size(); ++i)
        extendAcross(run[i - 1], run[i]);
    const QRgb pixel = qPremultiply(colour.rgba());
    for (int column = m_first; column <= m_last; ++column) {
        Extent &extent = m_extents[static_cast<size_t>(column)];
        if (extent.top <= extent.bottom)
            fill(column, extent, pixel, thickness);
        extent = {untouched, -untouched};
    }
}

void ColumnRaster::extend(int column, double top, double bottom)
{
    if (column < 0 || column >= m_area.width())
        return;
    Extent &extent = m_extents[static_cast<size_t>(column)];
    extent.top = std::min(extent.top, static_cast<float>(top));
    extent.bottom = std::max(extent.bottom, static_cast<float>(bottom));
    m_first = std::min(m_first, column);
    m_last = std::max(m_last, column);
}

void ColumnRaster::extendAcross(const TraceNode &a, const TraceNode &b)
{
    const double left = m_area.left();
    const double begin = a.x - left;
    const double end = b.x - left;
    if (end < 0 || begin >= m_area.width())
        return;
    const int first = static_cast<int>(std::max(0.0, begin));
    const int last = static_cast<int>(std::min(m_area.width() - 1.0, end));
    if (first == last && begin >= 0) {
        extend(first, std::min(a.top, b.top), std::max(a.bottom, b.bottom));
        return;
    }
    const double width = std::max(end - begin, std::numeric_limits<double>::min());
    for (int column = first; column <= last; ++column) {
        const double enter = (std::max(begin, static_cast<double>(column)) - begin) / width;
        const double leave = (std::min(end, column + 1.0) - begin) / width;
        const double top = std::min(std::lerp(a.top, b.top, enter), std::lerp(a.top, b.top, leave));
        const double bottom =
            std::max(std::lerp(a.bottom, b.bottom, enter), std::lerp(a.bottom, b.bottom, leave));
        extend(column, top, bottom);
    }
}

void ColumnRaster::fill(int column, const Extent &extent, QRgb colour, double thickness)
{
    const double above = static_cast<double>(extent.top) - m_area.top() - thickness / 2;
    const double below = static_cast<double>(extent.bottom) - m_area.top() + thickness / 2;
    // Clamped as numbers first: far outside they do not fit an int.
    const double height = m_image.height();
    const int top = static_cast<int>(std::lround(std::clamp(above * m_scale, 0.0, height)));
    const int bottom = static_cast<int>(std::lround(std::clamp(below * m_scale, 0.0, height)));
    // A thick line is also wider than its column where it is steep.
    const double aside = std::max(0.0, thickness - 1) / 2;
    const int left = std::max(0, static_cast<int>(std::lround((column - aside) * m_scale)));
    const int right =
        std::min(m_image.width(), static_cast<int>(std::lround((column + 1 + aside) * m_scale)));
    QRgb *const begin = m_pixels + top * m_stride + left;
    // The usual widths apart: this is where the time of a frame goes.
    switch (right - left) {
    case 1:
        return fillRows<1>(begin, m_stride, bottom - top, colour);
    case 2:
        return fillRows<2>(begin, m_stride, bottom - top, colour);
    default:
        for (int x = 0; x < right - left; ++x)
            fillRows<1>(begin + x, m_stride, bottom - top, colour);
    }
}

} // namespace synchroscope
