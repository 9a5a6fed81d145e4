// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/readoutitem.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

constexpr double padding = 7;
constexpr double distance = 12;
constexpr double markRadius = 4.5;

double lineHeight(const QFont &font)
{
    return std::ceil(QFontMetricsF(font).height());
}

} // namespace

void ReadoutItem::show(const Content &content, const QRectF &area, const ChartTheme &theme, const QFont &font)
{
    m_content = content;
    m_area = area;
    m_theme = theme;
    m_font = font;
    // A very long name gives way.
    m_content->source =
        QFontMetricsF(boldFont()).elidedText(content.source, Qt::ElideMiddle, area.width() * 0.6);
    const QSizeF size = textSize() + QSizeF(2 * padding, 2 * padding);
    const bool right = content.place.x() + distance + size.width() <= area.right();
    const double left = right ? content.place.x() + distance : content.place.x() - distance - size.width();
    const double lowest = std::max(area.top(), area.bottom() - size.height());
    const double top = std::clamp(content.place.y() - distance - size.height(), area.top(), lowest);
    m_box = QRectF(QPointF(std::round(std::max(left, area.left())), std::round(top)), size);
    const QRectF line(content.place.x() - 1, area.top(), 2, area.height());
    const QRectF mark(content.place.x() - markRadius - 2, content.place.y() - markRadius - 2,
                      2 * markRadius + 4, 2 * markRadius + 4);
    setBounds(m_box.united(line).united(mark).adjusted(-1, -1, 1, 1));
    update();
}

void ReadoutItem::clear()
{
    m_content.reset();
    setBounds({});
}

void ReadoutItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (!m_content)
        return;
    painter->save();
    const double x = std::floor(m_content->place.x()) + 0.5;
    painter->setPen(QPen(m_theme.zero, 1));
    painter->drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));

    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(m_area.adjusted(-markRadius, -markRadius, markRadius, markRadius));
    painter->setPen(QPen(m_content->colour, 2));
    painter->setBrush(m_theme.background);
    painter->drawEllipse(m_content->place, markRadius, markRadius);
    painter->setClipping(false);

    painter->setPen(QPen(m_theme.boxBorder, 1));
    painter->setBrush(m_theme.background);
    painter->drawRoundedRect(m_box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const double height = lineHeight(m_font);
    QRectF row(m_box.left() + padding, m_box.top() + padding, m_box.width() - 2 * padding, height);
    painter->setFont(boldFont());
    painter->setPen(readable(m_content->colour, m_theme));
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content->source);
    painter->setFont(m_font);
    painter->setPen(m_theme.text);
    row.translate(0, height);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content->offset);
    painter->setPen(m_theme.quietText);
    row.translate(0, height);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content->time);
    painter->restore();
}

QFont ReadoutItem::boldFont() const
{
    QFont bold = m_font;
    bold.setBold(true);
    return bold;
}

QSizeF ReadoutItem::textSize() const
{
    const QFontMetricsF metrics(m_font);
    const double width =
        std::max({QFontMetricsF(boldFont()).horizontalAdvance(m_content->source),
                  metrics.horizontalAdvance(m_content->time), metrics.horizontalAdvance(m_content->offset)});
    return {std::ceil(width) + 1, 3 * lineHeight(m_font)};
}

} // namespace synchroscope
