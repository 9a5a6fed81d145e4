// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/outlinedfusion.h"

#include "ui/chart/chartpalette.h"

#include <QApplication>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int buttonMargin = 8;

} // namespace

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

QSize OutlinedFusion::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                       const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const auto *button =
        type == CT_PushButton ? qstyleoption_cast<const QStyleOptionButton *>(option) : nullptr;
    if (button != nullptr && !button->text.isEmpty())
        size.setWidth(std::max(size.width(), contents.width() + 2 * buttonMargin));
    return size;
}

void OutlinedFusion::installIfFusion()
{
    if (QApplication::style()->name() == "fusion"_L1)
        QApplication::setStyle(new OutlinedFusion);
}

} // namespace synchroscope
