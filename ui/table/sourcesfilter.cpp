// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesfilter.h"

#include "ui/table/sourcesmodel.h"

namespace synchroscope {

SourcesFilter::SourcesFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setDynamicSortFilter(true);
    setSortRole(SourcesModel::SortRole);
    setFilterRole(SourcesModel::FilterRole);
    m_collator.setNumericMode(true); // ntp2 before ntp10
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void SourcesFilter::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_text)
        return;
    m_text = trimmed;
    invalidateFilter();
}

int SourcesFilter::sourceCount(const QModelIndex &parent) const
{
    int count = 0;
    for (int row = 0; row < rowCount(parent); ++row) {
        const QModelIndex place = index(row, 0, parent);
        count += flags(place).testFlag(Qt::ItemNeverHasChildren) ? 1 : sourceCount(place);
    }
    return count;
}

bool SourcesFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_text.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, SourcesModel::State, parent);
    // By its rows, if it has any.
    if (index.data(SourcesModel::HeadingRole).toBool() || sourceModel()->hasChildren(index))
        return false;
    return index.data(SourcesModel::FilterRole).toString().contains(m_text, Qt::CaseInsensitive);
}

bool SourcesFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool descending = sortOrder() == Qt::DescendingOrder;
    if (left.data(SourcesModel::HeadingRole).toBool())
        return descending ? left.row() > right.row() : left.row() < right.row();
    const QVariant a = left.data(SourcesModel::SortRole);
    const QVariant b = right.data(SourcesModel::SortRole);
    // Descending, Qt asks the other way round.
    if (!a.isValid() || !b.isValid())
        return descending ? !a.isValid() && b.isValid() : a.isValid() && !b.isValid();
    if (a.typeId() == QMetaType::QString)
        return m_collator.compare(a.toString(), b.toString()) < 0;
    return QVariant::compare(a, b) == QPartialOrdering::Less;
}

} // namespace synchroscope
