// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesview.h"

#include "ui/panels/whatisthis.h"
#include "ui/table/sourcedelegates.h"
#include "ui/table/sourcescopy.h"
#include "ui/table/sourcesmodel.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/selectionwording.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDataStream>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScopedValueRollback>

#include <algorithm>
#include <functional>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Before the header's own state, so that another version's is not taken for it.
constexpr quint32 columnsFormat = 0x53796e32;

/// Every word for a state, where it may stand: it is short and has no other place to be read. What a daemon
/// says may be of a pool's member, below a heading and the pool; what is measured here is below a heading.
int widestState(const QTreeView &view)
{
    int widest = 0;
    const int indentation = view.rootIsDecorated() ? view.indentation() : 0;
    const auto measure = [&](const QString &word, int level) {
        widest = std::max(widest, view.fontMetrics().horizontalAdvance(word) + level * indentation);
    };
    Standing standing;
    for (int reason = 0; reason <= int(StandingReason::NotTold); ++reason) {
        standing.reason = static_cast<StandingReason>(reason);
        measure(wording::standingState(standing), 3);
    }
    using enum QueryOutcome;
    for (const QueryOutcome outcome :
         {Ok, Timeout, Refused, Unreachable, Unresolved, KissCode, Unsynchronised, Invalid}) {
        SourceSnapshot source;
        source.lastOutcome = outcome;
        measure(wording::sourceState(source), 2);
    }
    for (int use = 0; use <= int(SourceUse::ThisComputer); ++use)
        measure(wording::useState(static_cast<SourceUse>(use)), 2);
    return widest + StateDelegate::widthBesideText(view);
}

constexpr int fewestLettersOfSentence = 32;

/// How wide a column is, and how narrow it may become for the sentences' sake.
struct ColumnWidths
{
    int usual = 0;
    int least = 0;
};

ColumnWidths widthsOf(const QTreeView &view, int column)
{
    const int letter = view.fontMetrics().averageCharWidth();
    switch (column) {
    case SourcesModel::State: {
        const int words = widestState(view);
        return {words, words};
    }
    case SourcesModel::Name:
        return {letter * 26, letter * 18};
    case SourcesModel::Reach:
        return {ReachDelegate::widthOf(ReachDelegate::usualBox),
                ReachDelegate::widthOf(ReachDelegate::smallestBox)};
    case SourcesModel::LastAnswer: {
        const QString title = view.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int least = view.header()->fontMetrics().horizontalAdvance(title) + 2 * letter;
        return {std::max(letter * 14, least), least};
    }
    case SourcesModel::DaemonOffset:
    case SourcesModel::Offset:
        return {letter * 26, letter * 22};
    default:
        return {letter * 16, letter * 12};
    }
}

/// As it is on the screen.
QString cellText(const QModelIndex &index)
{
    if (index.column() == SourcesModel::Reach)
        return index.data(Qt::AccessibleTextRole).toString(); // boxes
    QString text = index.data().toString();
    const QString detail = index.data(SourcesModel::DetailRole).toString();
    if (index.column() == SourcesModel::Name && !detail.isEmpty() && detail != text)
        return u"%1 (%2)"_s.arg(text, detail);
    return text;
}

} // namespace

SourcesView::SourcesView(SourcesModel *model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setObjectName(u"sourcesView"_s);
    setAccessibleName(tr("Watched servers"));
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] {
        const QModelIndex selected = m_model->indexOf(m_selected);
        m_selectedShown = m_sorted.mapFromSource(selected).isValid();
        const SourceRow *row = m_model->rowAt(selected);
        m_selectedMeasured = row == nullptr ? SourceId() : row->measuredId();
    });
    m_sorted.setSourceModel(model);
    // Before the view and its selection hear of it.
    connect(&m_sorted, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
    setModel(&m_sorted);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setTextElideMode(Qt::ElideRight);
    setWordWrap(true);
    setSortingEnabled(true);
    // In the order in which they were added, until a header is clicked.
    sortByColumn(-1, Qt::AscendingOrder);
    setIndentation(14);
    setItemDelegate(new RowDelegate(this));
    setItemDelegateForColumn(SourcesModel::State, new StateDelegate(this));
    setItemDelegateForColumn(SourcesModel::Name, new NameDelegate(this));
    setItemDelegateForColumn(SourcesModel::Reach, new ReachDelegate(this));
    setItemDelegateForColumn(SourcesModel::Happening, new SentenceDelegate(this));

    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setSectionResizeMode(SourcesModel::Happening, QHeaderView::Fixed);
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
    shareWidth();
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int before, int after) {
        if (m_sharing)
            return;
        // To come and to go is no choice of a width.
        if (before > 0 && after > 0 && column != SourcesModel::Happening)
            m_chosenWidths[column] = after;
        shareWidth();
    });

    makeActions();
    connectModel();
    setMouseTracking(true);
    connect(this, &QTreeView::entered, this, [this](const QModelIndex &index) {
        Q_EMIT sourceHovered({index.data(SourcesModel::KeyRole).toString()});
    });
    connect(this, &QTreeView::viewportEntered, this, [this] { Q_EMIT sourceHovered({}); });
}

void SourcesView::connectModel()
{
    connect(m_model, &SourcesModel::renameRequested, this, &SourcesView::renameRequested);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &SourcesView::tellSelection);
    connect(&m_sorted, &QAbstractItemModel::dataChanged, this, &SourcesView::updateActions);
    connect(&m_sorted, &QAbstractItemModel::rowsInserted, this, [this] {
        spanHeadings();
        expandGroups();
        reselect();
        updateActions();
    });
    connect(&m_sorted, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_removing = false;
        updateActions();
    });
    connect(&m_sorted, &QAbstractItemModel::layoutChanged, this, [this] { spanHeadings(); });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        // What is filtered out is still there, and so is what stands elsewhere now.
        if (m_selected.key.isEmpty() || m_model->indexOf(m_selected).isValid()) {
            reselect();
            return;
        }
        // Its daemon has gone, and it is still measured here.
        if (m_model->indexOf(m_selectedMeasured).isValid()) {
            selectSource(m_selectedMeasured);
            return;
        }
        // On to the next, which has become the current one.
        if (m_selectedShown && !selectionModel()->hasSelection() && currentIndex().isValid())
            setCurrentIndex(currentIndex());
        else
            tellSelection();
    });
    const auto noteOpen = [this](const QModelIndex &index, bool isOpen) {
        if (!m_sorted.text().isEmpty())
            return; // the filter opens all
        const QString key = index.data(SourcesModel::KeyRole).toString();
        if (isOpen == index.data(SourcesModel::HeadingRole).toBool())
            m_turned.remove(key);
        else
            m_turned.insert(key);
    };
    connect(this, &QTreeView::expanded, this,
            [noteOpen](const QModelIndex &index) { noteOpen(index, true); });
    connect(this, &QTreeView::collapsed, this,
            [noteOpen](const QModelIndex &index) { noteOpen(index, false); });
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
    add(tr("&Copy as Text"), "copyText", QKeySequence::Copy, [this] { copyAsText(); });
    // Of the table only: elsewhere these keys copy what is marked there.
    m_actions.last()->setShortcutContext(Qt::WidgetShortcut);
    add(tr("Copy as CS&V"), "copyCsv", {}, [this] { copyAsCsv(); });
    m_copyAll = add(tr("Copy A&ll as CSV"), "copyAllCsv", {}, [this] { copyAllAsCsv(); });
    m_copyAddress = add(tr("Copy the &address"), "copyAddress", {}, [this] {
        QStringList addresses;
        for (const QModelIndex &row : selectedRows()) {
            const QString address = row.data(SourcesModel::AddressRole).toString();
            if (!address.isEmpty())
                addresses.append(address);
        }
        QApplication::clipboard()->setText(addresses.join(u'\n'));
    });
    add(tr("&Rename"), "renameSource", Qt::Key_F2, [this] { renameSelected(); });
    add(tr("&Stop watching"), "stopWatching", Qt::Key_Delete, [this] {
        for (const SourceId &source : selectedMeasurements())
            Q_EMIT removeRequested(source);
    });
    m_watchedActions = {m_actions[m_actions.size() - 2], m_actions.last()};
    m_askAgain = add(tr("Ask a&gain"), "askAgain", {}, [this] {
        for (const SourceId &source : selectedMeasurements()) {
            if (m_model->indexOf(source).data(SourcesModel::StoppedRole).toBool())
                Q_EMIT askAgainRequested(source);
        }
    });
    m_otherWay = add(tr("&Watch by IPv4 and IPv6"), "watchOtherWay", {}, [this] {
        for (const SourceId &source : selectedMeasurements()) {
            const QString address = m_model->indexOf(source).data(SourcesModel::OtherWayRole).toString();
            if (!address.isEmpty())
                Q_EMIT otherWayRequested(source, address);
        }
    });
    addActions(m_actions);
    updateActions();
}

void SourcesView::updateActions()
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    const auto any = [&rows](int role) {
        return std::ranges::any_of(rows, [role](const QModelIndex &row) { return row.data(role).toBool(); });
    };
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(!rows.isEmpty());
    for (QAction *action : std::as_const(m_watchedActions))
        action->setEnabled(any(SourcesModel::WatchedRole));
    m_copyAll->setEnabled(m_sorted.rowCount() > 0);
    const auto anyText = [&rows](int role) {
        return std::ranges::any_of(
            rows, [role](const QModelIndex &row) { return !row.data(role).toString().isEmpty(); });
    };
    m_copyAddress->setEnabled(anyText(SourcesModel::AddressRole));
    m_askAgain->setEnabled(any(SourcesModel::StoppedRole));
    m_otherWay->setEnabled(anyText(SourcesModel::OtherWayRole));
}

void SourcesView::tellSelection()
{
    if (m_removing)
        return;
    updateActions();
    const QModelIndexList rows = selectionModel()->selectedRows();
    const QModelIndex current = currentIndex().siblingAtColumn(SourcesModel::State);
    SourceId selected;
    if (!rows.isEmpty())
        selected.key =
            (rows.contains(current) ? current : rows.first()).data(SourcesModel::KeyRole).toString();
    if (std::exchange(m_selected, selected) != selected)
        Q_EMIT sourceSelected(selected);
}

void SourcesView::setFilter(const QString &text)
{
    m_sorted.setText(text);
    expandGroups();
    reselect();
    if (selectionModel()->hasSelection())
        scrollTo(currentIndex());
}

/// The row of what is selected may have come back.
void SourcesView::reselect()
{
    const QModelIndex index = m_sorted.mapFromSource(m_model->indexOf(m_selected));
    if (index.isValid() && !selectionModel()->hasSelection())
        setCurrentIndex(index);
}

void SourcesView::setDaemonsPresent(bool present)
{
    if (std::exchange(m_daemonsPresent, present) != present)
        showDaemonOffset();
}

void SourcesView::showDaemonOffset()
{
    setColumnHidden(SourcesModel::DaemonOffset, !m_daemonsPresent || !m_daemonOffsetWanted);
}

void SourcesView::selectSource(const SourceId &source)
{
    const QModelIndex known = m_model->indexOf(source);
    const QModelIndex index = m_sorted.mapFromSource(known);
    if (index.isValid()) {
        if (!selectionModel()->isSelected(index))
            setCurrentIndex(index);
        scrollTo(index);
        return;
    }
    // Filtered out, or nothing.
    const SourceId selected{known.data(SourcesModel::KeyRole).toString()};
    clearSelection();
    if (std::exchange(m_selected, selected) != selected)
        Q_EMIT sourceSelected(selected);
}

QModelIndexList SourcesView::selectedRows() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    const auto path = [](QModelIndex index) {
        std::vector<int> places;
        for (; index.isValid(); index = index.parent())
            places.insert(places.begin(), index.row());
        return places;
    };
    std::ranges::sort(rows, {}, path);
    return rows;
}

std::vector<SourceId> SourcesView::selectedMeasurements() const
{
    std::vector<SourceId> sources;
    for (const QModelIndex &index : selectedRows()) {
        const SourceRow *row = m_model->rowAt(m_sorted.mapToSource(index));
        if (row == nullptr || !row->isSource() || !row->measured)
            continue;
        // Two daemons may use one server.
        if (std::ranges::find(sources, row->measuredId()) == sources.end())
            sources.push_back(row->measuredId());
    }
    return sources;
}

void SourcesView::spanHeadings()
{
    for (int row = 0; row < m_sorted.rowCount(); ++row) {
        const QModelIndex index = m_sorted.index(row, SourcesModel::State);
        const bool isHeading = index.data(SourcesModel::HeadingRole).toBool();
        if (isFirstColumnSpanned(row, {}) != isHeading)
            setFirstColumnSpanned(row, {}, isHeading);
        if (!rootIsDecorated() && m_sorted.hasChildren(index)) {
            setRootIsDecorated(true);
            shareWidth();
        }
    }
}

void SourcesView::expandGroups()
{
    const std::function<void(const QModelIndex &)> expandBelow = [&](const QModelIndex &parent) {
        for (int row = 0; row < m_sorted.rowCount(parent); ++row) {
            const QModelIndex index = m_sorted.index(row, SourcesModel::State, parent);
            if (!m_sorted.hasChildren(index))
                continue;
            const bool isTurned = m_turned.contains(index.data(SourcesModel::KeyRole).toString());
            setExpanded(index, !m_sorted.text().isEmpty() ||
                                   index.data(SourcesModel::HeadingRole).toBool() != isTurned);
            expandBelow(index);
        }
    };
    expandBelow({});
}

void SourcesView::shareWidth()
{
    const QScopedValueRollback<bool> sharing(m_sharing, true);
    QMap<int, ColumnWidths> columns;
    int taken = 0;
    for (int column = 0; column < SourcesModel::ColumnCount; ++column) {
        if (column == SourcesModel::Happening || isColumnHidden(column))
            continue;
        ColumnWidths widths = widthsOf(*this, column);
        if (const auto chosen = m_chosenWidths.constFind(column); chosen != m_chosenWidths.constEnd())
            widths = {*chosen, *chosen};
        taken += widths.usual;
        columns[column] = widths;
    }
    const int least = fontMetrics().averageCharWidth() * fewestLettersOfSentence;
    const int room = viewport()->width();
    int lacking = isColumnHidden(SourcesModel::Happening) ? 0 : taken + least - room;
    QList<int> order = columns.keys();
    std::stable_partition(order.begin(), order.end(), [](int column) {
        return column == SourcesModel::Reach || column == SourcesModel::LastAnswer;
    });
    for (const int column : order) {
        ColumnWidths &widths = columns[column];
        const int given = std::clamp(lacking, 0, widths.usual - widths.least);
        lacking -= given;
        taken -= given;
        setColumnWidth(column, widths.usual - given);
    }
    if (!isColumnHidden(SourcesModel::Happening))
        setColumnWidth(SourcesModel::Happening, std::max(least, room - taken));
}

void SourcesView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    shareWidth();
}

void SourcesView::renameSelected()
{
    const QModelIndex index = m_sorted.mapFromSource(m_model->indexOf(m_selected));
    if (index.isValid())
        edit(index.siblingAtColumn(SourcesModel::Name));
}

QList<SourcesModel::Column> SourcesView::visibleColumns() const
{
    QList<SourcesModel::Column> columns;
    for (int visual = 0; visual < header()->count(); ++visual) {
        const int column = header()->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns.append(static_cast<SourcesModel::Column>(column));
    }
    return columns;
}

void SourcesView::copyAsText() const
{
    const QModelIndexList indexes = selectedRows();
    if (indexes.isEmpty())
        return;
    const QList<SourcesModel::Column> columns = visibleColumns();
    QStringList titles;
    for (const SourcesModel::Column column : columns)
        titles.append(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    std::vector<TextRow> rows;
    rows.reserve(size_t(indexes.size()));
    for (const QModelIndex &index : indexes) {
        TextRow row;
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            ++row.indent;
        if (index.data(SourcesModel::HeadingRole).toBool()) {
            row.cells = {index.data().toString()};
        } else {
            for (const SourcesModel::Column column : columns)
                row.cells.append(cellText(index.siblingAtColumn(column)));
        }
        rows.push_back(std::move(row));
    }
    QApplication::clipboard()->setText(alignedText(titles, rows));
}

void SourcesView::copyAsCsv() const
{
    std::vector<const SourceRow *> sources;
    for (const QModelIndex &index : selectedRows())
        collectSources(index, sources);
    copyCsv(sources);
}

void SourcesView::copyAllAsCsv() const
{
    std::vector<const SourceRow *> sources;
    for (int row = 0; row < m_sorted.rowCount(); ++row)
        collectSources(m_sorted.index(row, SourcesModel::State), sources);
    copyCsv(sources);
}

/// A heading and a pool stand for what is below them.
void SourcesView::collectSources(const QModelIndex &index, std::vector<const SourceRow *> &sources) const
{
    const SourceRow *row = m_model->rowAt(m_sorted.mapToSource(index));
    if (row != nullptr && row->isSource() && std::ranges::find(sources, row) == sources.end())
        sources.push_back(row);
    for (int child = 0; child < m_sorted.rowCount(index); ++child)
        collectSources(m_sorted.index(child, SourcesModel::State, index), sources);
}

void SourcesView::copyCsv(const std::vector<const SourceRow *> &sources) const
{
    const bool hasHeadings = m_sorted.index(0, SourcesModel::State).data(SourcesModel::HeadingRole).toBool();
    const QString text = csvText(sources, visibleColumns(), hasHeadings);
    auto *content = new QMimeData;
    content->setText(text);
    content->setData(u"text/csv"_s, text.toUtf8());
    QApplication::clipboard()->setMimeData(content);
}

QByteArray SourcesView::saveColumns() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    // Hidden because nobody has such an offset is no choice of the user's.
    stream << columnsFormat << m_daemonOffsetWanted << m_chosenWidths << header()->saveState();
    return state;
}

void SourcesView::restoreColumns(const QByteArray &state)
{
    QDataStream stream(state);
    quint32 format = 0;
    bool isDaemonOffsetWanted = true;
    QMap<int, int> chosenWidths;
    QByteArray columns;
    stream >> format >> isDaemonOffsetWanted >> chosenWidths >> columns;
    if (stream.status() != QDataStream::Ok || format != columnsFormat)
        return;
    {
        const QScopedValueRollback<bool> sharing(m_sharing, true);
        header()->restoreState(columns);
    }
    m_chosenWidths = chosenWidths;
    m_daemonOffsetWanted = isDaemonOffsetWanted;
    showDaemonOffset();
    shareWidth();
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
    // All as the current one.
    const QModelIndex current = m_sorted.mapFromSource(m_model->indexOf(m_selected));
    const QModelIndexList rows = selectedRows();
    const auto stateOf = [](const QModelIndex &row) { return row.data(Qt::CheckStateRole); };
    const auto charted =
        std::ranges::find_if(rows, [&](const QModelIndex &row) { return stateOf(row).isValid(); });
    if (charted == rows.end())
        return;
    const QModelIndex leading = stateOf(current).isValid() ? current : *charted;
    const bool shown = stateOf(leading).toInt() == Qt::Checked;
    for (const QModelIndex &row : rows) {
        if (stateOf(row).isValid())
            model()->setData(row, shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
}

void SourcesView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (selectionModel()->hasSelection())
        menu->addActions(m_actions);
    else
        menu->addAction(m_copyAll);
    const QModelIndex index = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (index.isValid()) {
        menu->addSeparator();
        menu->addAction(tr("&What is this?"), this, [this, index = QPersistentModelIndex(index)] {
            setCurrentIndex(index);
            explainCurrent(*this);
        });
    }
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
        if (column == SourcesModel::DaemonOffset) {
            action->setChecked(m_daemonOffsetWanted);
            action->setEnabled(m_daemonsPresent);
            connect(action, &QAction::toggled, this, [this](bool wanted) {
                m_daemonOffsetWanted = wanted;
                showDaemonOffset();
            });
            continue;
        }
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
}

} // namespace synchroscope
