// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/stateicon.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <cmath>
#include <numbers>

namespace synchroscope {

using wording::SourceTone;

namespace {

const QColor grey(0x80, 0x86, 0x8e);

QColor markColour(const StateMark &mark)
{
    // Okabe and Ito's blue, green, orange and vermilion; each at least 3:1 on white and on a dark window.
    if (mark.shape == StateShape::Dash)
        return grey;
    if (mark.shape == StateShape::Plus)
        return QColor(0x2a, 0x7f, 0xc0);
    switch (mark.tone) {
    case SourceTone::Good:
        return QColor(0x00, 0x8f, 0x68);
    case SourceTone::Warning:
        return QColor(0xb8, 0x7a, 0x00);
    case SourceTone::Bad:
        return QColor(0xd5, 0x4e, 0x00);
    case SourceTone::Neutral:
        break;
    }
    return grey;
}

QPolygonF star()
{
    QPolygonF points;
    for (int i = 0; i < 10; ++i) {
        const double radius = i % 2 == 0 ? 50 : 21;
        const double angle = i * std::numbers::pi / 5;
        points.append({radius * std::sin(angle), -radius * std::cos(angle) + 3});
    }
    return points;
}

QPainterPath tilde()
{
    QPainterPath path({-38, 10});
    path.cubicTo({-22, -34}, {-8, -20}, {0, 0});
    path.cubicTo({8, 20}, {22, 34}, {38, -10});
    return path;
}

QPainterPath question()
{
    QPainterPath path({-20, -22});
    path.cubicTo({-18, -54}, {26, -50}, {22, -20});
    path.cubicTo({20, -4}, {0, -2}, {0, 16});
    return path;
}

/// Lines and points in the middle of a square from −50 to 50.
void drawLines(QPainter &painter, StateShape shape, const QColor &colour)
{
    const auto pen = [&](double width) { painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap)); };
    pen(18);
    switch (shape) {
    case StateShape::Plus:
        painter.drawLine(QPointF(-34, 0), QPointF(34, 0));
        painter.drawLine(QPointF(0, -34), QPointF(0, 34));
        break;
    case StateShape::Dash:
        painter.drawLine(QPointF(-34, 0), QPointF(34, 0));
        break;
    case StateShape::Cross:
        painter.drawLine(QPointF(-29, -29), QPointF(29, 29));
        painter.drawLine(QPointF(-29, 29), QPointF(29, -29));
        break;
    case StateShape::Tilde:
        pen(15);
        painter.drawPath(tilde());
        break;
    case StateShape::Question:
        pen(14);
        painter.drawPath(question());
        pen(17);
        painter.drawPoint(QPointF(0, 40));
        break;
    case StateShape::Clock:
        pen(11);
        painter.drawEllipse(QPointF(0, 0), 38, 38);
        painter.drawPolyline(QPolygonF({{0, -22}, {0, 0}, {17, 8}}));
        break;
    case StateShape::Past:
        pen(11);
        painter.drawEllipse(QPointF(0, 0), 38, 38);
        painter.drawLine(QPointF(-27, 27), QPointF(27, -27));
        break;
    default:
        pen(12);
        painter.drawEllipse(QPointF(0, 0), 36, 36);
        break;
    }
}

/// Areas with a white mark in them.
bool drawArea(QPainter &painter, StateShape shape, const QColor &colour)
{
    const QPen white(Qt::white, 12, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (shape) {
    case StateShape::Star:
        painter.drawPolygon(star());
        break;
    case StateShape::Tick:
        painter.drawEllipse(QPointF(0, 0), 44, 44);
        painter.setPen(white);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({{-20, 2}, {-6, 17}, {21, -15}}));
        break;
    case StateShape::Triangle:
        painter.drawPolygon(QPolygonF({{0, -44}, {48, 40}, {-48, 40}}));
        painter.setPen(white);
        painter.drawLine(QPointF(0, -10), QPointF(0, 10));
        painter.drawPoint(QPointF(0, 27));
        break;
    case StateShape::NoEntry:
        painter.drawEllipse(QPointF(0, 0), 44, 44);
        painter.setPen(QPen(Qt::white, 15));
        painter.drawLine(QPointF(-25, 0), QPointF(25, 0));
        break;
    default:
        painter.setBrush(Qt::NoBrush);
        return false;
    }
    return true;
}

} // namespace

QPixmap stateIcon(const StateMark &mark, int size, double devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2.0, size / 2.0);
    painter.scale(size / 100.0, size / 100.0);
    const QColor colour = markColour(mark);
    if (!drawArea(painter, mark.shape, colour))
        drawLines(painter, mark.shape, colour);
    return pixmap;
}

} // namespace synchroscope
