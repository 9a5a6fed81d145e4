// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/quietlabel.h"

#include "ui/chart/chartpalette.h"

#include <QEvent>
#include <QGuiApplication>

namespace synchroscope {

QColor quietTextColour(const QPalette &palette)
{
    constexpr double readableRatio = 4.5;
    const QColor background = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    for (double share = 0.65; share < 1; share += 0.05) {
        const QColor candidate = mixed(background, text, share);
        if (contrast(candidate, background) >= readableRatio)
            return candidate;
    }
    return text;
}

QuietLabel::QuietLabel(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    adapt();
}

void QuietLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        adapt();
}

void QuietLabel::adapt()
{
    // This label's own text colour is what was set here before: ask the parent.
    const QColor colour =
        quietTextColour(parentWidget() ? parentWidget()->palette() : QGuiApplication::palette());
    if (palette().color(QPalette::WindowText) == colour)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
}

} // namespace synchroscope
