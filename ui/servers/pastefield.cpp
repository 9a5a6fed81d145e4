// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/pastefield.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

constexpr int mostLines = 5;

} // namespace

PasteField::PasteField(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &PasteField::fitHeight);
    fitHeight();
}

int PasteField::heightFor(int lines) const
{
    const int margins = 2 * (frameWidth() + int(std::ceil(document()->documentMargin())));
    return lines * fontMetrics().lineSpacing() + margins;
}

QSize PasteField::sizeHint() const
{
    return {200, height()};
}

QSize PasteField::minimumSizeHint() const
{
    return {120, heightFor(1)};
}

void PasteField::fitHeight()
{
    const int lines = blockCount();
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(heightFor(std::clamp(lines, 1, mostLines)));
}

void PasteField::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // With Ctrl it belongs to the page.
    if (isEnter && (event->modifiers() & Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier)) {
        Q_EMIT submitted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PasteField::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

} // namespace synchroscope
