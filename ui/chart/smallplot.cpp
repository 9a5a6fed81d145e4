// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/smallplot.h"

#include <QPainter>

namespace synchroscope {

namespace {

constexpr int lines = 9; // of text, as high as the plot is
constexpr int narrowest = 120;
constexpr int margin = 6;

} // namespace

SmallPlot::SmallPlot(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SmallPlot::sizeHint() const
{
    return {narrowest, lines * lineHeight()};
}

void SmallPlot::present(const QString &description, const QString &emptySentence)
{
    m_emptySentence = emptySentence;
    setAccessibleDescription(emptySentence.isEmpty() ? description : emptySentence);
    update();
}

QFont SmallPlot::smallFont() const
{
    constexpr double share = 0.85;
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * share);
    return small;
}

int SmallPlot::lineHeight() const
{
    return QFontMetrics(smallFont()).height();
}

void SmallPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    const ChartTheme theme = ChartTheme::from(palette());
    painter.fillRect(rect(), theme.background);
    if (m_emptySentence.isEmpty()) {
        paintPlot(painter, theme);
        return;
    }
    painter.setPen(theme.quietText);
    painter.drawText(rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                     m_emptySentence);
}

} // namespace synchroscope
