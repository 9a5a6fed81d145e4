// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/readout.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

constexpr double padding = 5;
constexpr double distance = 12;
constexpr double markRadius = 4.5;

double lineHeight(const QFont &font)
{
    return std::ceil(QFontMetricsF(font).height());
}

/// To the right of the place if there is room, else to the left; where there is none on either side, above
/// or below.
QPointF cornerFor(QPointF place, const QSizeF &size, const QRectF &room)
{
    const double lowest = std::max(room.top(), room.bottom() - size.height());
    const double beside = std::clamp(place.y() - distance - size.height(), room.top(), lowest);
    if (place.x() + distance + size.width() <= room.right())
        return {place.x() + distance, beside};
    if (place.x() - distance - size.width() >= room.left())
        return {place.x() - distance - size.width(), beside};
    const double farthest = std::max(room.left(), room.right() - size.width());
    return {std::clamp(place.x() - size.width() / 2, room.left(), farthest),
            place.y() > room.center().y() ? room.top() : lowest};
}

} // namespace

Readout::Readout(const Content &content, const QRectF &area, const QRectF &room, const QFont &font)
    : m_content(content)
    , m_area(area)
    , m_font(font)
{
    constexpr double titlesPart = 0.6;
    m_content.title =
        QFontMetricsF(boldFont()).elidedText(content.title, Qt::ElideMiddle, room.width() * titlesPart);
    const QSizeF size = textSize() + QSizeF(2 * padding, 2 * padding);
    const QPointF corner = cornerFor(content.place, size, room);
    m_box = QRectF(QPointF(std::round(corner.x()), std::round(corner.y())), size);
}

QRectF Readout::bounds() const
{
    const QPointF place = m_content.place;
    const QRectF line(place.x() - 1, m_area.top(), 2, m_area.height());
    const QRectF mark(place.x() - markRadius - 2, place.y() - markRadius - 2, 2 * markRadius + 4,
                      2 * markRadius + 4);
    return m_box.united(line).united(mark).adjusted(-1, -1, 1, 1);
}

void Readout::paint(QPainter &painter, const ChartTheme &theme) const
{
    painter.save();
    const double x = std::floor(m_content.place.x()) + 0.5;
    painter.setPen(QPen(theme.zero, 1));
    painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(m_area.adjusted(-markRadius, -markRadius, markRadius, markRadius));
    painter.setPen(QPen(m_content.colour, 2));
    painter.setBrush(theme.background);
    painter.drawEllipse(m_content.place, markRadius, markRadius);
    painter.setClipping(false);

    painter.setPen(QPen(theme.boxBorder, 1));
    painter.setBrush(theme.background);
    painter.drawRoundedRect(m_box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const double height = lineHeight(m_font);
    QRectF row(m_box.left() + padding, m_box.top() + padding, m_box.width() - 2 * padding, height);
    painter.setFont(boldFont());
    painter.setPen(readable(m_content.colour, theme));
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content.title);
    painter.setFont(m_font);
    painter.setPen(theme.text);
    row.translate(0, height);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content.value);
    painter.setPen(theme.quietText);
    row.translate(0, height);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content.detail);
    painter.restore();
}

QFont Readout::boldFont() const
{
    QFont bold = m_font;
    bold.setBold(true);
    return bold;
}

QSizeF Readout::textSize() const
{
    const QFontMetricsF metrics(m_font);
    const double width =
        std::max({QFontMetricsF(boldFont()).horizontalAdvance(m_content.title),
                  metrics.horizontalAdvance(m_content.value), metrics.horizontalAdvance(m_content.detail)});
    const int lines = m_content.detail.isEmpty() ? 2 : 3;
    return {std::ceil(width) + 1, lines * lineHeight(m_font)};
}

} // namespace synchroscope
