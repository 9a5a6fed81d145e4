// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/readoutitem.h"

namespace synchroscope {

void ReadoutItem::show(const Content &content, const QRectF &area, const ChartTheme &theme, const QFont &font)
{
    m_content = content;
    m_theme = theme;
    m_readout.emplace(Readout::Content{.place = content.place,
                                       .title = content.source,
                                       .value = content.offset,
                                       .detail = content.time,
                                       .colour = content.colour},
                      area, area, font);
    setBounds(m_readout->bounds());
    update();
}

void ReadoutItem::clear()
{
    m_content.reset();
    m_readout.reset();
    setBounds({});
}

void ReadoutItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (m_readout)
        m_readout->paint(*painter, m_theme);
}

} // namespace synchroscope
