// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tint.h"

#include "ui/chart/chartpalette.h"

#include <QGuiApplication>
#include <QPalette>
#include <QWidget>

namespace synchroscope {

void tintBackground(QWidget &widget, const QColor &hue, double share)
{
    // The widget's own background is what was set here before: ask the parent.
    const QPalette around =
        widget.parentWidget() ? widget.parentWidget()->palette() : QGuiApplication::palette();
    const QColor background = mixed(around.color(QPalette::Window), hue, share);
    if (widget.palette().color(QPalette::Window) == background)
        return;
    QPalette own;
    own.setColor(QPalette::Window, background);
    widget.setPalette(own);
}

} // namespace synchroscope
