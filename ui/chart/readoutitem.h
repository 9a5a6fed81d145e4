// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"
#include "ui/chart/plotitem.h"

#include <QFont>
#include <QString>

#include <optional>

namespace synchroscope {

/// What one sample says: a mark on it and a box beside it.
class ReadoutItem final : public PlotItem
{
public:
    struct Content
    {
        QPointF place; ///< of the sample
        QString source;
        QString time;
        QString offset;
        QColor colour;
    };

    using PlotItem::PlotItem;

    void show(const Content &content, const QRectF &area, const ChartTheme &theme, const QFont &font);
    void clear();
    const std::optional<Content> &content() const { return m_content; }
    QRectF box() const { return m_box; }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QFont boldFont() const;
    QSizeF textSize() const;

    std::optional<Content> m_content;
    QRectF m_area;
    QRectF m_box;
    ChartTheme m_theme;
    QFont m_font;
};

} // namespace synchroscope
