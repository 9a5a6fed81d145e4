// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/plotitem.h"
#include "ui/chart/readout.h"

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
    QRectF box() const { return m_readout ? m_readout->box() : QRectF(); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::optional<Content> m_content;
    std::optional<Readout> m_readout;
    ChartTheme m_theme;
};

} // namespace synchroscope
