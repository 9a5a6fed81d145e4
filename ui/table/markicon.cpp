// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/markicon.h"

#include <QPainter>

#include <map>
#include <tuple>

namespace synchroscope {

namespace {

QPixmap onLight(const QPixmap &shape)
{
    QPixmap pixmap(shape.size());
    pixmap.setDevicePixelRatio(shape.devicePixelRatio());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(QRectF(QPointF(), shape.deviceIndependentSize()), 3, 3);
    painter.drawPixmap(0, 0, shape);
    return pixmap;
}

} // namespace

QIcon markIcon(const StateMark &mark, int size)
{
    static std::map<std::tuple<StateShape, wording::SourceTone, int>, QIcon> icons;
    QIcon &icon = icons[{mark.shape, mark.tone, size}];
    if (icon.isNull()) {
        for (const double ratio : {1.0, 2.0}) {
            const QPixmap shape = stateIcon(mark, size, ratio);
            icon.addPixmap(shape);
            icon.addPixmap(onLight(shape), QIcon::Selected);
        }
    }
    return icon;
}

} // namespace synchroscope
