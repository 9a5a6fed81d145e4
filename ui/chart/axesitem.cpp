// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/axesitem.h"

#include <QFontMetricsF>
#include <QMarginsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

constexpr double labelGap = 6;
constexpr double sideMargin = 14;

/// Below the plot's edge, clear of the lowest value's label.
double timeLabelDrop(const QFontMetricsF &metrics)
{
    return std::ceil(metrics.height() / 2) + 1;
}

double directionsWidth(const QFontMetricsF &metrics)
{
    return std::ceil(metrics.height()) + 4;
}

} // namespace

QMarginsF AxesItem::marginsFor(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const double left =
        directionsWidth(metrics) + std::ceil(metrics.horizontalAdvance(widestValueLabel())) + labelGap;
    const double top = std::ceil(metrics.height() / 2) + 2;
    return {left, top, sideMargin, timeLabelDrop(metrics) + std::ceil(metrics.height()) + 4};
}

double AxesItem::valueLabelPitch(const QFont &font)
{
    return QFontMetricsF(font).height() * 1.7;
}

double AxesItem::timeLabelPitch(const QFont &font, bool withSeconds)
{
    return QFontMetricsF(font).horizontalAdvance(widestTimeLabel(withSeconds)) + 28;
}

void AxesItem::setContent(Content content)
{
    m_content = std::move(content);
    update();
}

std::vector<QRectF> AxesItem::timeLabelBoxes() const
{
    std::vector<QRectF> boxes;
    for (const TimeTick &tick : m_content.times) {
        const QRectF box = timeLabelBox(tick);
        // One that would be cut off gives way.
        const bool whole = box.left() >= boundingRect().left() && box.right() <= boundingRect().right();
        boxes.push_back(whole ? box : QRectF());
    }
    return boxes;
}

void AxesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (m_content.map.area.isEmpty())
        return;
    painter->setFont(m_content.font);
    paintTimes(painter);
    paintValues(painter);
    paintDirections(painter);
    if (!m_content.message.isEmpty())
        paintMessage(painter);
    if (m_content.focused) {
        painter->setPen(QPen(m_content.theme.focus, 2));
        painter->drawRect(boundingRect().adjusted(1, 1, -1, -1));
    }
}

void AxesItem::paintMessage(QPainter *painter) const
{
    const QRectF room = m_content.map.area.adjusted(labelGap, 0, -labelGap, 0);
    const int flags = Qt::AlignCenter | Qt::TextWordWrap;
    const QRectF box = painter->boundingRect(room, flags, m_content.message);
    painter->fillRect(box.adjusted(-labelGap, 0, labelGap, 0), m_content.theme.background);
    painter->setPen(m_content.theme.quietText);
    painter->drawText(box, flags, m_content.message);
}

QRectF AxesItem::timeLabelBox(const TimeTick &tick) const
{
    const QFontMetricsF metrics(m_content.font);
    const double width = std::ceil(metrics.horizontalAdvance(tick.label)) + 2;
    return {std::round(m_content.map.x(tick.at) - width / 2),
            m_content.map.area.bottom() + timeLabelDrop(metrics), width, std::ceil(metrics.height())};
}

void AxesItem::paintTimes(QPainter *painter) const
{
    const QRectF &area = m_content.map.area;
    const std::vector<QRectF> boxes = timeLabelBoxes();
    const bool withinDays = !std::ranges::all_of(m_content.times, &TimeTick::newDay);
    const QColor midnight = mixed(m_content.theme.grid, m_content.theme.zero, 0.35);
    for (size_t i = 0; i < m_content.times.size(); ++i) {
        const TimeTick &tick = m_content.times[i];
        const double x = std::floor(m_content.map.x(tick.at)) + 0.5;
        painter->setPen(QPen(tick.newDay && withinDays ? midnight : m_content.theme.grid, 1));
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter->setPen(m_content.theme.quietText);
        if (!boxes[i].isEmpty())
            painter->drawText(boxes[i], Qt::AlignCenter, tick.label);
    }
}

void AxesItem::paintValues(QPainter *painter) const
{
    const QRectF &area = m_content.map.area;
    const QFontMetricsF metrics(m_content.font);
    const double height = std::ceil(metrics.height());
    for (const ValueTick &tick : m_content.values.ticks) {
        const double y = m_content.map.y(tick.at);
        const bool zero = tick.at == Duration::zero();
        painter->setPen(zero ? m_content.theme.text : m_content.theme.quietText);
        painter->drawText(QRectF(0, std::round(y - height / 2), area.left() - labelGap, height),
                          Qt::AlignRight | Qt::AlignVCenter, tick.label);
        const double line = std::floor(y) + 0.5;
        painter->setPen(QPen(zero ? m_content.theme.zero : m_content.theme.grid, 1));
        painter->drawLine(QPointF(area.left(), line), QPointF(area.right(), line));
    }
}

std::pair<QString, QString> AxesItem::directions() const
{
    // Turned to the left: what points right here points up there.
    const QString unit = m_content.values.unitSymbol;
    switch (m_content.quantity) {
    case ChartQuantity::Offset:
        break;
    case ChartQuantity::Frequency:
        return {//: Drawn along the axis: the arrow then points up. This clock would be fast.
                tr("fast, %1 →").arg(unit),
                //: Drawn along the axis: the arrow then points down. This clock would be slow.
                tr("← slow, %1").arg(unit)};
    case ChartQuantity::RootDelay:
        //: %1 is a unit such as ms. Drawn along the axis: the arrow then points up.
        return {tr("root delay, %1 →").arg(unit), QString()};
    case ChartQuantity::RootDispersion:
        //: %1 is a unit such as ms. Drawn along the axis: the arrow then points up.
        return {tr("root dispersion, %1 →").arg(unit), QString()};
    }
    return {
        //: %1 is a unit such as ms. Drawn along the axis: the arrow then points up. This clock is ahead.
        tr("ahead, %1 →").arg(unit),
        //: %1 is a unit such as ms. Drawn along the axis: the arrow then points down. This clock is behind.
        tr("← behind, %1").arg(unit)};
}

std::pair<QString, QString> AxesItem::fittingDirections() const
{
    const QFontMetricsF metrics(m_content.font);
    const auto [up, down] = directions();
    const double length = m_content.map.area.height();
    const double each = (length - metrics.averageCharWidth()) / 2;
    if (std::max(metrics.horizontalAdvance(up), metrics.horizontalAdvance(down)) <= each)
        return {up, down};
    return {metrics.horizontalAdvance(up) <= length ? up : m_content.values.unitSymbol, QString()};
}

void AxesItem::paintDirections(QPainter *painter) const
{
    const QRectF &area = m_content.map.area;
    const auto [up, down] = fittingDirections();
    painter->save();
    painter->setPen(m_content.theme.quietText);
    painter->translate(2, area.bottom());
    painter->rotate(-90);
    const QRectF along(0, 0, area.height(), QFontMetricsF(m_content.font).height());
    painter->drawText(along, Qt::AlignLeft | Qt::AlignVCenter, down);
    painter->drawText(along, Qt::AlignRight | Qt::AlignVCenter, up);
    painter->restore();
}

} // namespace synchroscope
