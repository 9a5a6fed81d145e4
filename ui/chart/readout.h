// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace synchroscope {

/// What one point of a chart says: a line through it, a mark on it and a box of text beside it.
class Readout
{
public:
    struct Content
    {
        QPointF place; ///< of the point
        QString title; ///< bold, in the point's colour
        QString value;
        QString detail; ///< quiet; may be empty
        QColor colour;
    };

    /// The line goes through `area`, and the box stays within `room`. A title that takes more than its part
    /// of that is elided.
    Readout(const Content &content, const QRectF &area, const QRectF &room, const QFont &font);

    QRectF box() const { return m_box; }
    /// All that is painted.
    QRectF bounds() const;
    void paint(QPainter &painter, const ChartTheme &theme) const;

private:
    QFont boldFont() const;
    QSizeF textSize() const;

    Content m_content;
    QRectF m_area;
    QFont m_font;
    QRectF m_box;
};

} // namespace synchroscope
