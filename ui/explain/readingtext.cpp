// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/readingtext.h"

#include <QEvent>

#include <algorithm>

namespace synchroscope {

namespace {

constexpr int mostLetters = 120;

} // namespace

int readingWidth(const QFont &font)
{
    return mostLetters * QFontMetrics(font).averageCharWidth();
}

ReadingText::ReadingText(QWidget *parent) : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setAutoFillBackground(false);
}

// The bar to scroll by stays at the window's edge.
void ReadingText::setMargins()
{
    setViewportMargins(0, 0, std::max(0, width() - readingWidth(font())), 0);
}

void ReadingText::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setMargins();
}

void ReadingText::resizeEvent(QResizeEvent *event)
{
    setMargins();
    QTextBrowser::resizeEvent(event);
}

} // namespace synchroscope
