// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/readingtext.h"

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
void ReadingText::resizeEvent(QResizeEvent *event)
{
    setViewportMargins(0, 0, std::max(0, width() - readingWidth(font())), 0);
    QTextBrowser::resizeEvent(event);
}

} // namespace synchroscope
