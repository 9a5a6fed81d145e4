// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

namespace synchroscope {

/// A paint-only layer over the chart; it takes no events, the view does.
class PlotItem : public QGraphicsItem
{
public:
    explicit PlotItem(QGraphicsItem *parent) : QGraphicsItem(parent)
    {
        setAcceptedMouseButtons(Qt::NoButton);
    }

    QRectF boundingRect() const override { return m_bounds; }
    void setBounds(const QRectF &bounds)
    {
        if (bounds == m_bounds)
            return;
        prepareGeometryChange();
        m_bounds = bounds;
    }

private:
    QRectF m_bounds;
};

} // namespace synchroscope
