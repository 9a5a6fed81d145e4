// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/trayicon.h"

#include <QPainter>
#include <QPainterPath>

namespace synchroscope {

using wording::VerdictSign;

namespace {

// Each has at least 3:1 against white and against black, and differs from the others in lightness too.
QColor colourOf(TrayState state)
{
    switch (state) {
    case TrayState::Right:
        return QColor(0x12, 0x9a, 0x74);
    case TrayState::Settling:
        return QColor(0x3a, 0x8f, 0xd0);
    case TrayState::Attention:
        return QColor(0xcf, 0x85, 0x10);
    case TrayState::Wrong:
        return QColor(0xdc, 0x3c, 0x32);
    case TrayState::CannotTell:
        break;
    }
    return QColor(0x80, 0x86, 0x90);
}

/// What is drawn from now on takes away.
void cutOut(QPainter &painter, double width)
{
    painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
    painter.setPen(QPen(Qt::black, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
}

// All in a field of 16 × 16 units with its origin in the middle, so that at 16 pixels edges lie on pixels.
void paintRight(QPainter &painter)
{
    painter.drawEllipse(QRectF(-7, -7, 14, 14));
    cutOut(painter, 2.2);
    painter.drawPolyline(QPolygonF({{-3.5, 0.3}, {-1, 2.9}, {3.6, -2.6}}));
}

void paintSettling(QPainter &painter, const QColor &colour)
{
    painter.drawPie(QRectF(-5, -5, 10, 10), 90 * 16, -270 * 16);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5));
    painter.drawEllipse(QRectF(-6.75, -6.75, 13.5, 13.5));
}

void paintAttention(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({{-1, -7}, {1, -7}, {8, 6}, {7, 7}, {-7, 7}, {-8, 6}}));
    cutOut(painter, 2);
    painter.drawLine(QPointF(0, -2.5), QPointF(0, 1.5));
    painter.drawPoint(QPointF(0, 4.7));
}

void paintWrong(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({{-3, -7}, {3, -7}, {7, -3}, {7, 3}, {3, 7}, {-3, 7}, {-7, 3}, {-7, -3}}));
    cutOut(painter, 2.2);
    painter.drawLine(QPointF(-2.7, -2.7), QPointF(2.7, 2.7));
    painter.drawLine(QPointF(-2.7, 2.7), QPointF(2.7, -2.7));
}

void paintCannotTell(QPainter &painter, const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5));
    painter.drawEllipse(QRectF(-6.75, -6.75, 13.5, 13.5));
    painter.setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath hook;
    hook.moveTo(-2.1, -1.7);
    hook.cubicTo(-2.1, -4.6, 2.4, -4.5, 2.2, -1.7);
    hook.cubicTo(2.1, -0.2, 0, -0.3, 0, 1.2);
    painter.drawPath(hook);
    painter.drawPoint(QPointF(0, 3.9));
}

void paint(QPainter &painter, TrayState state, const QColor &colour)
{
    switch (state) {
    case TrayState::Right:
        paintRight(painter);
        break;
    case TrayState::Settling:
        paintSettling(painter, colour);
        break;
    case TrayState::Attention:
        paintAttention(painter);
        break;
    case TrayState::Wrong:
        paintWrong(painter);
        break;
    case TrayState::CannotTell:
        paintCannotTell(painter, colour);
        break;
    }
}

} // namespace

TrayState trayState(VerdictSign sign, bool needsAttention)
{
    switch (sign) {
    case VerdictSign::Right:
    case VerdictSign::Compared:
        return needsAttention ? TrayState::Attention : TrayState::Right;
    case VerdictSign::Settling:
        return needsAttention ? TrayState::Attention : TrayState::Settling;
    case VerdictSign::Waiting:
        return TrayState::Settling;
    case VerdictSign::Unkept:
        return TrayState::Attention;
    case VerdictSign::Wrong:
        return TrayState::Wrong;
    case VerdictSign::Empty:
    case VerdictSign::Paused:
    case VerdictSign::Silent:
    case VerdictSign::Unknown:
        break;
    }
    return TrayState::CannotTell;
}

QIcon trayIcon(TrayState state)
{
    const QColor colour = colourOf(state);
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(size / 2.0, size / 2.0);
        painter.scale(size / 16.0, size / 16.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        paint(painter, state, colour);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace synchroscope
