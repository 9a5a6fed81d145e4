// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesview.h"

#include "ui/table/sourcedelegates.h"
#include "ui/table/sourcesmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace synchroscope {

using namespace Qt::StringLiterals;

SourcesView::SourcesView(SourcesModel *model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setObjectName(u"sourcesView"_s);
    setAccessibleName(tr("Watched servers"));
    m_sorted.setSourceModel(model);
    m_sorted.setSortRole(SourcesModel::SortRole);
    m_sorted.setDynamicSortFilter(true);
    setModel(&m_sorted);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(EditKeyPressed);
    setTextElideMode(Qt::ElideRight);
    setWordWrap(true);
    setSortingEnabled(true);
    // In the order in which they were added, until a header is clicked.
    sortByColumn(-1, Qt::AscendingOrder);
    setItemDelegateForColumn(SourcesModel::State, new StateDelegate(this));
    setItemDelegateForColumn(SourcesModel::Name, new NameDelegate(this));
    setItemDelegateForColumn(SourcesModel::Reach, new ReachDelegate(this));
    setItemDelegateForColumn(SourcesModel::Happening, new SentenceDelegate(this));

    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setSectionResizeMode(SourcesModel::Happening, QHeaderView::Stretch);
    header()->setMinimumSectionSize(40);
    header()->setSortIndicatorClearable(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QHeaderView::customContextMenuRequested, this, [this](const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(*menu);
        menu->popup(header()->mapToGlobal(position));
    });
    for (int column = SourcesModel::firstOptionalColumn; column < SourcesModel::ColumnCount; ++column)
        setColumnHidden(column, true);
    const int unit = fontMetrics().averageCharWidth();
    setColumnWidth(SourcesModel::State, unit * 25);
    setColumnWidth(SourcesModel::Name, unit * 26);
    setColumnWidth(SourcesModel::Reach, 96);
    setColumnWidth(SourcesModel::LastAnswer, unit * 14);
    setColumnWidth(SourcesModel::Offset, unit * 29);

    connect(model, &SourcesModel::renameRequested, this, &SourcesView::renameRequested);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { Q_EMIT sourceSelected(selectedSource()); });
    setMouseTracking(true);
    connect(this, &QTreeView::entered, this, [this](const QModelIndex &index) {
        Q_EMIT sourceHovered({index.data(SourcesModel::KeyRole).toString()});
    });
    connect(this, &QTreeView::viewportEntered, this, [this] { Q_EMIT sourceHovered({}); });
}

void SourcesView::selectSource(const SourceId &source)
{
    const QModelIndex index =
        m_sorted.mapFromSource(m_model->index(m_model->rowOf(source), SourcesModel::State));
    if (!index.isValid()) {
        clearSelection();
        return;
    }
    if (selectedSource() != source)
        setCurrentIndex(index);
    scrollTo(index);
}

SourceId SourcesView::selectedSource() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? SourceId() : SourceId{rows.first().data(SourcesModel::KeyRole).toString()};
}

void SourcesView::renameSelected()
{
    const QModelIndexList rows = selectionModel()->selectedRows(SourcesModel::Name);
    if (!rows.isEmpty())
        edit(rows.first());
}

void SourcesView::copySelected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    QStringList cells;
    for (int visual = 0; visual < header()->count(); ++visual) {
        const int column = header()->logicalIndex(visual);
        if (!isColumnHidden(column))
            cells.append(rows.first().siblingAtColumn(column).data(Qt::AccessibleTextRole).toString());
    }
    QApplication::clipboard()->setText(cells.join(u'\t'));
}

QByteArray SourcesView::saveColumns() const
{
    return header()->saveState();
}

void SourcesView::restoreColumns(const QByteArray &state)
{
    if (!state.isEmpty())
        header()->restoreState(state);
}

void SourcesView::keyPressEvent(QKeyEvent *event)
{
    const SourceId source = selectedSource();
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
    } else if (event->key() == Qt::Key_Delete && !source.key.isEmpty()) {
        Q_EMIT removeRequested(source);
    } else if (event->key() == Qt::Key_F2) {
        renameSelected();
    } else if (event->key() == Qt::Key_Space) {
        toggleShown();
    } else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_Escape) {
        event->ignore(); // the page's own
    } else {
        QTreeView::keyPressEvent(event);
    }
}

void SourcesView::leaveEvent(QEvent *event)
{
    QTreeView::leaveEvent(event);
    Q_EMIT sourceHovered({});
}

void SourcesView::toggleShown()
{
    const QModelIndexList rows = selectionModel()->selectedRows(SourcesModel::State);
    if (rows.isEmpty())
        return;
    const bool shown = rows.first().data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model()->setData(rows.first(), shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void SourcesView::contextMenuEvent(QContextMenuEvent *event)
{
    const SourceId source = selectedSource();
    if (source.key.isEmpty())
        return;
    // The row may be gone before an entry is chosen.
    const QModelIndex row = selectionModel()->selectedRows().first();
    const QString address = row.siblingAtColumn(SourcesModel::Address).data().toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy the row"), this, &SourcesView::copySelected);
    menu->addAction(tr("Copy the &address"), this,
                    [address] { QApplication::clipboard()->setText(address); });
    menu->addSeparator();
    menu->addAction(tr("&Rename"), this, &SourcesView::renameSelected);
    menu->addAction(tr("&Stop watching"), this, [this, source] { Q_EMIT removeRequested(source); });
    if (row.data(SourcesModel::StoppedRole).toBool())
        menu->addAction(tr("Ask &again"), this, [this, source] { Q_EMIT askAgainRequested(source); });
    menu->popup(event->globalPos());
}

void SourcesView::fillColumnMenu(QMenu &menu)
{
    for (int column = 0; column < SourcesModel::ColumnCount; ++column) {
        if (column == SourcesModel::Name)
            continue; // a row without its name is nobody's
        QAction *action =
            menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
}

} // namespace synchroscope
