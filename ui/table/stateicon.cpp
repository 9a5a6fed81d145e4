// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/stateicon.h"

#include <QPainter>
#include <QPolygonF>

namespace synchroscope {

using wording::SourceTone;

namespace {

QColor toneColour(SourceTone tone)
{
    // Okabe and Ito's green, orange and vermilion; each at least 3:1 on white and on a dark window.
    switch (tone) {
    case SourceTone::Good:
        return QColor(0x00, 0x8f, 0x68);
    case SourceTone::Warning:
        return QColor(0xb8, 0x7a, 0x00);
    case SourceTone::Bad:
        return QColor(0xd5, 0x4e, 0x00);
    case SourceTone::Neutral:
        break;
    }
    return QColor(0x80, 0x86, 0x8e);
}

} // namespace

QPixmap stateIcon(SourceTone tone, int size, double devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2.0, size / 2.0);
    painter.scale(size / 100.0, size / 100.0);
    const QColor colour = toneColour(tone);
    const QPen mark(Qt::white, 12, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (tone) {
    case SourceTone::Good:
        painter.drawEllipse(QPointF(0, 0), 44, 44);
        painter.setPen(mark);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({{-20, 2}, {-6, 17}, {21, -15}}));
        break;
    case SourceTone::Warning:
        painter.drawPolygon(QPolygonF({{0, -44}, {48, 40}, {-48, 40}}));
        painter.setPen(mark);
        painter.drawLine(QPointF(0, -10), QPointF(0, 10));
        painter.drawPoint(QPointF(0, 27));
        break;
    case SourceTone::Bad:
        painter.drawEllipse(QPointF(0, 0), 44, 44);
        painter.setPen(mark);
        painter.drawLine(QPointF(-16, -16), QPointF(16, 16));
        painter.drawLine(QPointF(-16, 16), QPointF(16, -16));
        break;
    case SourceTone::Neutral:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 12));
        painter.drawEllipse(QPointF(0, 0), 36, 36);
        break;
    }
    return pixmap;
}

} // namespace synchroscope
