// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesview.h"

#include "ui/table/sourcedelegates.h"
#include "ui/table/sourcesmodel.h"
#include "ui/wording/sourcewording.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Wide enough for whatever a source may come to: a state is short and has no other place to be read.
int widestState(const QTreeView &view)
{
    using enum QueryOutcome;
    int widest = 0;
    for (const QueryOutcome outcome :
         {Ok, Timeout, Refused, Unreachable, Unresolved, KissCode, Unsynchronised, Invalid}) {
        SourceSnapshot source;
        source.lastOutcome = outcome;
        widest = std::max(widest, view.fontMetrics().horizontalAdvance(wording::sourceState(source)));
    }
    return widest + StateDelegate::widthBesideText(view);
}

} // namespace

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
    setColumnHidden(SourcesModel::DaemonOffset, true);
    const int unit = fontMetrics().averageCharWidth();
    setColumnWidth(SourcesModel::State, widestState(*this));
    setColumnWidth(SourcesModel::Name, unit * 26);
    setColumnWidth(SourcesModel::Reach, 96);
    setColumnWidth(SourcesModel::LastAnswer, unit * 14);
    setColumnWidth(SourcesModel::DaemonOffset, unit * 26);
    setColumnWidth(SourcesModel::Offset, unit * 26);

    makeActions();
    connect(model, &SourcesModel::renameRequested, this, &SourcesView::renameRequested);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateActions();
        Q_EMIT sourceSelected(selectedSource());
    });
    connect(&m_sorted, &QAbstractItemModel::dataChanged, this, &SourcesView::updateActions);
    connect(&m_sorted, &QAbstractItemModel::rowsInserted, this, &SourcesView::spanHeadings);
    connect(&m_sorted, &QAbstractItemModel::layoutChanged, this, [this] { spanHeadings({}); });
    setMouseTracking(true);
    connect(this, &QTreeView::entered, this, [this](const QModelIndex &index) {
        Q_EMIT sourceHovered({index.data(SourcesModel::KeyRole).toString()});
    });
    connect(this, &QTreeView::viewportEntered, this, [this] { Q_EMIT sourceHovered({}); });
}

void SourcesView::makeActions()
{
    const auto add = [this](const QString &text, const char *name, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(QLatin1StringView(name));
        action->setShortcut(key);
        action->setAutoRepeat(false); // a key held down must not remove one server after another
        connect(action, &QAction::triggered, this, slot);
        m_actions.append(action);
        return action;
    };
    add(tr("&Copy the row"), "copyRow", QKeySequence::Copy, [this] { copySelected(); });
    // Of the table only: elsewhere these keys copy what is marked there.
    m_actions.last()->setShortcutContext(Qt::WidgetShortcut);
    m_copyAddress = add(tr("Copy the &address"), "copyAddress", {}, [this] {
        const QModelIndexList rows = selectionModel()->selectedRows(SourcesModel::Address);
        if (!rows.isEmpty())
            QApplication::clipboard()->setText(rows.first().data().toString());
    });
    add(tr("&Rename"), "renameSource", Qt::Key_F2, [this] { renameSelected(); });
    add(tr("&Stop watching"), "stopWatching", Qt::Key_Delete,
        [this] { Q_EMIT removeRequested(selectedMeasurement()); });
    m_watchedActions = {m_actions[m_actions.size() - 2], m_actions.last()};
    m_askAgain =
        add(tr("Ask a&gain"), "askAgain", {}, [this] { Q_EMIT askAgainRequested(selectedMeasurement()); });
    addActions(m_actions);
    updateActions();
}

void SourcesView::updateActions()
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(!rows.isEmpty());
    if (rows.isEmpty())
        return;
    const bool isWatched = rows.first().data(SourcesModel::WatchedRole).toBool();
    for (QAction *action : std::as_const(m_watchedActions))
        action->setEnabled(isWatched);
    m_copyAddress->setEnabled(!rows.first().data(SourcesModel::AddressRole).toString().isEmpty());
    m_askAgain->setEnabled(rows.first().data(SourcesModel::StoppedRole).toBool());
}

void SourcesView::setDaemonsPresent(bool present)
{
    if (std::exchange(m_daemonsPresent, present) != present)
        setColumnHidden(SourcesModel::DaemonOffset, !present);
}

void SourcesView::selectSource(const SourceId &source)
{
    const QModelIndex index = m_sorted.mapFromSource(m_model->indexOf(source));
    if (!index.isValid()) {
        clearSelection();
        return;
    }
    if (selectionModel()->currentIndex().siblingAtColumn(SourcesModel::State) != index ||
        !selectionModel()->hasSelection())
        setCurrentIndex(index);
    scrollTo(index);
}

SourceId SourcesView::selectedSource() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? SourceId() : SourceId{rows.first().data(SourcesModel::KeyRole).toString()};
}

SourceId SourcesView::selectedMeasurement() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    const SourceRow *row = rows.isEmpty() ? nullptr : m_model->rowAt(m_sorted.mapToSource(rows.first()));
    return row != nullptr && row->isSource() ? row->measuredId() : SourceId();
}

void SourcesView::spanHeadings(const QModelIndex &parent)
{
    bool hasChildren = false;
    for (int row = 0; row < m_sorted.rowCount(parent); ++row) {
        const QModelIndex index = m_sorted.index(row, SourcesModel::State, parent);
        const bool isHeading = index.data(SourcesModel::HeadingRole).toBool();
        setFirstColumnSpanned(row, parent, isHeading);
        hasChildren = hasChildren || m_sorted.hasChildren(index);
        if (!isHeading)
            continue;
        setExpanded(index, true);
        spanHeadings(index);
    }
    if (hasChildren)
        setRootIsDecorated(true);
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
    if (event->key() == Qt::Key_Space) {
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
    if (rows.isEmpty() || !rows.first().data(Qt::CheckStateRole).isValid())
        return;
    const bool shown = rows.first().data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model()->setData(rows.first(), shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void SourcesView::contextMenuEvent(QContextMenuEvent *event)
{
    if (selectedSource().key.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
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
