// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/verdicticon.h"

#include <QPainter>
#include <QPainterPath>

namespace synchroscope {

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

void paintRing(QPainter &painter, const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 12));
    painter.drawEllipse(QPointF(0, 0), 38, 38);
}

QPixmap paint(VerdictState state, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2.0, size / 2.0);
    painter.scale(size / 100.0, size / 100.0);
    const QColor colour = verdictColour(state);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (state) {
    case VerdictState::Compared:
        paintDial(painter);
        break;
    case VerdictState::NobodyAnswers:
        paintTriangle(painter);
        break;
    case VerdictState::Paused:
        paintBars(painter);
        break;
    case VerdictState::NoAnswerYet:
        paintDots(painter);
        break;
    case VerdictState::NothingWatched:
        paintRing(painter, colour);
        break;
    }
    return pixmap;
}

} // namespace

QColor verdictColour(VerdictState state)
{
    switch (state) {
    case VerdictState::Compared:
        return QColor(0x00, 0x72, 0xb2);
    case VerdictState::NobodyAnswers:
        return QColor(0xc8, 0x4c, 0x00);
    case VerdictState::Paused:
    case VerdictState::NoAnswerYet:
    case VerdictState::NothingWatched:
        break;
    }
    return QColor(0x6b, 0x72, 0x7c);
}

QIcon verdictIcon(VerdictState state)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 96})
        icon.addPixmap(paint(state, size));
    return icon;
}

} // namespace synchroscope
