// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/labelsitem.h"

#include <QPainter>

#include <algorithm>

namespace synchroscope {

void LabelsItem::setContent(std::vector<PlotLabel> labels, const ChartTheme &theme, const QFont &font)
{
    m_labels = std::move(labels);
    m_theme = theme;
    m_font = font;
    update();
}

const PlotLabel *LabelsItem::arrowAt(QPointF place) const
{
    const auto found = std::ranges::find_if(m_labels, [place](const PlotLabel &label) {
        return label.kind == PlotLabel::Kind::Arrow && label.box.contains(place);
    });
    return found == m_labels.end() ? nullptr : &*found;
}

void LabelsItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    constexpr double corner = 3;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_font);
    for (const PlotLabel &label : m_labels) {
        QColor box = label.kind == PlotLabel::Kind::Name ? m_theme.background : m_theme.box;
        box.setAlphaF(0.9F);
        painter->setPen(label.kind == PlotLabel::Kind::Arrow ? QPen(m_theme.boxBorder, 1) : QPen(Qt::NoPen));
        painter->setBrush(box);
        painter->drawRoundedRect(label.box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
        painter->setPen(label.colour.isValid() ? label.colour : m_theme.quietText);
        painter->drawText(label.box, Qt::AlignCenter, label.text);
    }
    painter->restore();
}

} // namespace synchroscope
