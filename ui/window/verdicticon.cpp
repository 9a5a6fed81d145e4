// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/verdicticon.h"

#include <QPainter>
#include <QPainterPath>

#include <functional>

namespace synchroscope {

using wording::VerdictSign;

namespace {

void paintDial(QPainter &painter)
{
    painter.drawEllipse(QPointF(0, 0), 44, 44);
    painter.setPen(QPen(Qt::white, 10, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(0, 6), QPointF(0, -26));
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(0, 8), 6, 6);
}

void paintTriangle(QPainter &painter)
{
    QPainterPath triangle;
    triangle.moveTo(0, -42);
    triangle.lineTo(46, 38);
    triangle.lineTo(-46, 38);
    triangle.closeSubpath();
    painter.drawPath(triangle);
    painter.setPen(QPen(Qt::white, 11, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(0, -12), QPointF(0, 10));
    painter.drawPoint(QPointF(0, 27));
}

void paintBars(QPainter &painter)
{
    painter.drawEllipse(QPointF(0, 0), 44, 44);
    painter.setBrush(Qt::white);
    painter.drawRect(QRectF(-18, -20, 12, 40));
    painter.drawRect(QRectF(6, -20, 12, 40));
}

void paintDots(QPainter &painter)
{
    painter.drawEllipse(QPointF(0, 0), 44, 44);
    painter.setBrush(Qt::white);
    for (const int x : {-20, 0, 20})
        painter.drawEllipse(QPointF(x, 0), 6.5, 6.5);
}

void strokeWhite(QPainter &painter, double width)
{
    painter.setPen(QPen(Qt::white, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
}

void paintCheck(QPainter &painter)
{
    painter.drawEllipse(QPointF(0, 0), 44, 44);
    strokeWhite(painter, 12);
    painter.drawPolyline(QPolygonF({{-20, 2}, {-6, 17}, {21, -15}}));
}

void paintCross(QPainter &painter)
{
    // An octagon, as on the roads.
    painter.drawPolygon(
        QPolygonF({{-19, -45}, {19, -45}, {45, -19}, {45, 19}, {19, 45}, {-19, 45}, {-45, 19}, {-45, -19}}));
    strokeWhite(painter, 12);
    painter.drawLine(QPointF(-16, -16), QPointF(16, 16));
    painter.drawLine(QPointF(-16, 16), QPointF(16, -16));
}

void paintQuestion(QPainter &painter)
{
    painter.drawEllipse(QPointF(0, 0), 44, 44);
    strokeWhite(painter, 10);
    QPainterPath hook;
    hook.moveTo(-14, -12);
    hook.cubicTo(-14, -34, 17, -33, 16, -12);
    hook.cubicTo(15, 0, 0, 0, 0, 11);
    painter.drawPath(hook);
    painter.drawPoint(QPointF(0, 27));
}

/// Three quarters of the way.
void paintPie(QPainter &painter, const QColor &colour)
{
    painter.drawPie(QRectF(-34, -34, 68, 68), 90 * 16, -270 * 16);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 8));
    painter.drawEllipse(QPointF(0, 0), 41, 41);
}

void paintSlash(QPainter &painter, const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 13, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(QPointF(0, 0), 37, 37);
    painter.drawLine(QPointF(-25, 25), QPointF(25, -25));
}

void paintRing(QPainter &painter, const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 12));
    painter.drawEllipse(QPointF(0, 0), 38, 38);
}

void paintLetter(QPainter &painter)
{
    painter.drawEllipse(QPointF(0, 0), 44, 44);
    strokeWhite(painter, 12);
    painter.drawPoint(QPointF(0, -22));
    painter.drawLine(QPointF(0, -2), QPointF(0, 24));
}

void paintOutlinedLetter(QPainter &painter, const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 8));
    painter.drawEllipse(QPointF(0, 0), 40, 40);
    painter.setPen(QPen(colour, 11, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoint(QPointF(0, -20));
    painter.drawLine(QPointF(0, -2), QPointF(0, 22));
}

/// In all sizes; `draw` is given the middle as its origin, 50 units to every side, and the colour as brush.
QIcon iconOf(const QColor &colour, const std::function<void(QPainter &)> &draw)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 96}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(size / 2.0, size / 2.0);
        painter.scale(size / 100.0, size / 100.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        draw(painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

void paint(QPainter &painter, VerdictSign sign, const QColor &colour)
{
    switch (sign) {
    case VerdictSign::Right:
        paintCheck(painter);
        break;
    case VerdictSign::Settling:
        paintPie(painter, colour);
        break;
    case VerdictSign::Unkept:
        paintTriangle(painter);
        break;
    case VerdictSign::Wrong:
        paintCross(painter);
        break;
    case VerdictSign::Unknown:
        paintQuestion(painter);
        break;
    case VerdictSign::Compared:
        paintDial(painter);
        break;
    case VerdictSign::Silent:
        paintSlash(painter, colour);
        break;
    case VerdictSign::Paused:
        paintBars(painter);
        break;
    case VerdictSign::Waiting:
        paintDots(painter);
        break;
    case VerdictSign::Empty:
        paintRing(painter, colour);
        break;
    }
}

} // namespace

QColor verdictColour(VerdictSign sign)
{
    switch (sign) {
    case VerdictSign::Right:
        return QColor(0x00, 0x8a, 0x62);
    case VerdictSign::Compared:
    case VerdictSign::Unknown:
        return QColor(0x00, 0x72, 0xb2);
    case VerdictSign::Settling:
    case VerdictSign::Unkept:
        return QColor(0xc8, 0x7a, 0x00);
    case VerdictSign::Silent:
        return QColor(0xc8, 0x4c, 0x00);
    case VerdictSign::Wrong:
        return QColor(0xc4, 0x28, 0x28);
    case VerdictSign::Paused:
    case VerdictSign::Waiting:
    case VerdictSign::Empty:
        break;
    }
    return QColor(0x6b, 0x72, 0x7c);
}

QIcon verdictIcon(VerdictSign sign)
{
    const QColor colour = verdictColour(sign);
    return iconOf(colour, [sign, &colour](QPainter &painter) { paint(painter, sign, colour); });
}

QIcon severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        break;
    case Severity::Advice:
        return noticeIcon(false);
    case Severity::Warning:
        return noticeIcon(true);
    case Severity::Critical:
        return verdictIcon(VerdictSign::Wrong);
    }
    const QColor colour = verdictColour(VerdictSign::Empty);
    return iconOf(colour, [&colour](QPainter &painter) { paintOutlinedLetter(painter, colour); });
}

QIcon noticeIcon(bool warns)
{
    return iconOf(verdictColour(warns ? VerdictSign::Unkept : VerdictSign::Compared),
                  warns ? &paintTriangle : &paintLetter);
}

} // namespace synchroscope
