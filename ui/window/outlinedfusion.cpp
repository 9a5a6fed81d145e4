// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/outlinedfusion.h"

#include "ui/chart/chartpalette.h"

#include <QApplication>
#include <QPainter>
#include <QStyleOption>

namespace synchroscope {

using namespace Qt::StringLiterals;

OutlinedFusion::OutlinedFusion() : QProxyStyle(u"Fusion"_s) {}

void OutlinedFusion::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                   const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool checkBox = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    const bool radioButton = element == PE_IndicatorRadioButton;
    if (!(checkBox || radioButton) || !ChartTheme::from(option->palette).dark)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, radioButton);
    painter->setPen(
        mixed(option->palette.color(QPalette::Text), option->palette.color(QPalette::Base), 0.45));
    painter->setBrush(Qt::NoBrush);
    if (radioButton)
        painter->drawEllipse(QRectF(option->rect).adjusted(1, 1, -1, -1));
    else
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

void OutlinedFusion::installIfFusion()
{
    if (QApplication::style()->name() == "fusion"_L1)
        QApplication::setStyle(new OutlinedFusion);
}

} // namespace synchroscope
