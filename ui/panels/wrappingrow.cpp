// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/wrappingrow.h"

#include <algorithm>
#include <vector>

namespace synchroscope {

namespace {

class WrappingLayout final : public QLayout
{
public:
    using QLayout::QLayout;
    ~WrappingLayout() override
    {
        for (QLayoutItem *item : m_items)
            delete item;
    }

    void addItem(QLayoutItem *item) override { m_items.push_back(item); }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override
    {
        return index >= 0 && index < count() ? m_items[size_t(index)] : nullptr;
    }
    QLayoutItem *takeAt(int index) override
    {
        QLayoutItem *item = itemAt(index);
        if (item != nullptr)
            m_items.erase(m_items.begin() + index);
        return item;
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place({0, 0, width, 0}, false); }
    QSize minimumSize() const override
    {
        QSize size;
        for (const QLayoutItem *item : m_items)
            size = size.expandedTo(item->minimumSize());
        return size;
    }
    QSize sizeHint() const override { return minimumSize(); }
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect &rectangle) override
    {
        QLayout::setGeometry(rectangle);
        place(rectangle, true);
    }

private:
    /// Returns the height that it takes.
    int place(const QRect &room, bool isReal) const
    {
        int x = 0;
        int y = 0;
        int height = 0;
        for (QLayoutItem *item : m_items) {
            if (item->isEmpty())
                continue;
            const QSize hint = item->sizeHint();
            const QSize size(std::min(hint.width(), room.width()), hint.height());
            if (x > 0 && x + size.width() > room.width()) {
                x = 0;
                y += height + spacing();
                height = 0;
            }
            if (isReal) {
                const int left = item->widget() != nullptr && item->widget()->isRightToLeft()
                                     ? room.right() + 1 - x - size.width()
                                     : room.x() + x;
                item->setGeometry({QPoint(left, room.y() + y), size});
            }
            x += size.width() + spacing();
            height = std::max(height, size.height());
        }
        return y + height;
    }

    std::vector<QLayoutItem *> m_items;
};

} // namespace

WrappingRow::WrappingRow(QWidget *parent) : QWidget(parent)
{
    auto *row = new WrappingLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

} // namespace synchroscope
