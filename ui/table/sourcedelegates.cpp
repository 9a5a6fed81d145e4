// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcedelegates.h"

#include "ui/chart/chartpalette.h"
#include "ui/table/markicon.h"
#include "ui/table/sourcesmodel.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace synchroscope {

namespace {

constexpr int margin = 6;
constexpr int iconSize = 15;
constexpr int swatchWidth = 4;
constexpr int boxHeight = 13;
constexpr int boxGap = 2;
constexpr int boxes = 8;

// Background, selection and focus as the style draws them; the content is the caller's.
void paintBackground(QPainter *painter, const QStyleOptionViewItem &option)
{
    QStyleOptionViewItem bare(option);
    bare.text.clear();
    bare.icon = {};
    bare.features &= ~(QStyleOptionViewItem::HasDisplay | QStyleOptionViewItem::HasDecoration);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &bare, painter, option.widget);
}

QColor textColour(const QStyleOptionViewItem &option)
{
    return option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText
                                                                      : QPalette::Text);
}

QColor quietColour(const QStyleOptionViewItem &option)
{
    const bool selected = option.state & QStyle::State_Selected;
    const QColor background = option.palette.color(selected ? QPalette::Highlight : QPalette::Base);
    return mixed(textColour(option), background, selected ? 0.15 : 0.30);
}

void paintIcon(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, int left)
{
    const StateMark mark{static_cast<StateShape>(index.data(SourcesModel::ShapeRole).toInt()),
                         static_cast<wording::SourceTone>(index.data(SourcesModel::ToneRole).toInt())};
    const int top = option.rect.top() + (option.rect.height() - iconSize) / 2;
    const QIcon::Mode mode = option.state & QStyle::State_Selected ? QIcon::Selected : QIcon::Normal;
    markIcon(mark, iconSize).paint(painter, QRect(left, top, iconSize, iconSize), Qt::AlignCenter, mode);
}

QFont smallFont(const QFont &font)
{
    QFont small(font);
    small.setPointSizeF(font.pointSizeF() * 0.88);
    return small;
}

} // namespace

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (!index.data(SourcesModel::PastRole).toBool())
        return;
    const QColor quiet = quietColour(*option);
    option->palette.setColor(QPalette::Text, quiet);
    option->palette.setColor(QPalette::HighlightedText, quiet);
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString text = item.text;
    paintBackground(painter, item); // with the check box
    if (index.data(SourcesModel::HeadingRole).toBool()) {
        QFont bold(item.font);
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(textColour(item));
        paintIcon(painter, option, index, option.rect.left() + margin);
        const QRect place = option.rect.adjusted(iconSize + 2 * margin, 0, -margin, 0);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(bold).elidedText(text, Qt::ElideRight, place.width()));
        return;
    }

    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    // A pool has no box and no line of its own; its word stands under those of the others.
    const bool isCharted = index.data(Qt::CheckStateRole).isValid();
    item.features |= QStyleOptionViewItem::HasCheckIndicator;
    const QRect check = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &item, option.widget);
    int left = check.right() + margin;
    const QRect swatch(left, option.rect.top() + 7, swatchWidth, option.rect.height() - 14);
    if (isCharted) {
        const bool dark = ChartTheme::from(option.palette).dark;
        painter->fillRect(swatch, sourceColour(index.data(SourcesModel::ColourRole).toInt(), dark));
    }
    left = swatch.right() + margin;
    paintIcon(painter, option, index, left);
    left += iconSize + margin;
    painter->setPen(textColour(item));
    painter->setFont(item.font);
    const QRect place(left, option.rect.top(), option.rect.right() - left, option.rect.height());
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                      item.fontMetrics.elidedText(text, Qt::ElideRight, place.width()));
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize base = QStyledItemDelegate::sizeHint(option, index);
    return {base.width() + swatchWidth + iconSize + 3 * margin, base.height()};
}

int StateDelegate::widthBesideText(const QWidget &view)
{
    const QStyle *style = view.style();
    const int check = style->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &view) +
                      2 * style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &view);
    return check + swatchWidth + iconSize + 5 * margin;
}

void NameDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    paintBackground(painter, item);
    const QString detail = index.data(SourcesModel::DetailRole).toString();
    const QRect place = option.rect.adjusted(margin, 2, -margin, -2);
    painter->setPen(textColour(item));
    painter->setFont(item.font);
    const QString name = item.fontMetrics.elidedText(item.text, Qt::ElideMiddle, place.width());
    if (detail.isEmpty() || detail == item.text) {
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, name);
        return;
    }
    const QFont small = smallFont(item.font);
    const QFontMetrics smallMetrics(small);
    const int height = item.fontMetrics.height() + smallMetrics.height();
    const int top = place.top() + (place.height() - height) / 2;
    painter->drawText(QRect(place.left(), top, place.width(), item.fontMetrics.height()), Qt::AlignLeft,
                      name);
    painter->setPen(quietColour(item));
    painter->setFont(small);
    painter->drawText(
        QRect(place.left(), top + item.fontMetrics.height(), place.width(), smallMetrics.height()),
        Qt::AlignLeft, smallMetrics.elidedText(detail, Qt::ElideMiddle, place.width()));
}

QSize NameDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics small(smallFont(option.font));
    const int width = std::max(option.fontMetrics.horizontalAdvance(index.data().toString()),
                               small.horizontalAdvance(index.data(SourcesModel::DetailRole).toString()));
    return {width + 2 * margin, option.fontMetrics.height() + small.height() + 6};
}

void ReachDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    paintBackground(painter, item);
    const int reach = index.data(SourcesModel::ReachRole).toInt();
    const int asked = index.data(SourcesModel::AskedRole).toInt();
    const bool selected = option.state & QStyle::State_Selected;
    const bool isPast = index.data(SourcesModel::PastRole).toBool();
    const QColor filled = selected || isPast ? textColour(item) : QColor(0x00, 0x8f, 0x68);
    const int boxWidth =
        std::clamp((option.rect.width() - 2 * margin) / boxes - boxGap, smallestBox, usualBox);
    const int top = option.rect.top() + (option.rect.height() - boxHeight) / 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    for (int box = 0; box < boxes; ++box) {
        const int bit = boxes - 1 - box;
        const QRectF place(option.rect.left() + margin + box * (boxWidth + boxGap) + 0.5, top + 0.5,
                           boxWidth - 1, boxHeight - 1);
        if (bit >= asked) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(quietColour(item));
            painter->drawEllipse(place.center(), 1.2, 1.2);
        } else {
            const bool answered = (reach >> bit & 1) != 0;
            painter->setPen(answered ? filled : quietColour(item));
            painter->setBrush(answered ? QBrush(filled) : QBrush(Qt::NoBrush));
            painter->drawRoundedRect(place, 1.5, 1.5);
        }
    }
    painter->restore();
}

QSize ReachDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {widthOf(usualBox), boxHeight + 8};
}

int ReachDelegate::widthOf(int boxWidth)
{
    return boxes * (boxWidth + boxGap) + 2 * margin;
}

QSize SentenceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * margin,
            option.fontMetrics.height()};
}

} // namespace synchroscope
