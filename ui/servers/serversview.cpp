// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serversview.h"

#include "ui/servers/serversmodel.h"
#include "ui/wording/optionwording.h"

#include <QAction>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array narrowColumns{ServersModel::Use,    ServersModel::Type, ServersModel::Iburst,
                                   ServersModel::Prefer, ServersModel::Poll, ServersModel::Nts};

struct Share
{
    ServersModel::Column column;
    int parts;
};
/// Of what the narrow ones leave; the last column has the rest.
constexpr std::array wideColumns{Share{ServersModel::Name, 25}, Share{ServersModel::InEffect, 17},
                                 Share{ServersModel::Test, 27}};

/// A little higher than the text, so that rows are told apart.
class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        constexpr int room = 5;
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, room);
    }
};

} // namespace

ServersView::ServersView(ServersModel *model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setObjectName(u"serversView"_s);
    setAccessibleName(tr("Servers"));
    setModel(model);
    setItemDelegate(new RoomyDelegate(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(24);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(header(), &QHeaderView::sectionResized, this, [this] {
        // The last section takes what is left, by itself; and the page may be laid out while a tab is
        // pressed.
        const bool isDragged =
            (QGuiApplication::mouseButtons() & Qt::LeftButton) && header()->viewport()->underMouse();
        if (!m_isSharing && isDragged)
            m_sharesWidth = false;
    });
    connect(model, &ServersModel::useRequested, this,
            [this](int key, bool isUsed) { Q_EMIT useRequested({key}, isUsed); });
    connect(model, &ServersModel::dataChanged, this, &ServersView::updateActions);
    makeActions();
    updateActions();
}

void ServersView::makeActions()
{
    m_use = new QAction(tr("&Use"), this);
    m_use->setObjectName(u"useServerAction"_s);
    m_use->setCheckable(true);
    connect(m_use, &QAction::triggered, this,
            [this](bool isUsed) { Q_EMIT useRequested(selectedKeys(), isUsed); });
    m_remove = new QAction(tr("&Remove"), this);
    m_remove->setObjectName(u"removeServerAction"_s);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    connect(m_remove, &QAction::triggered, this, [this] { Q_EMIT removeRequested(selectedKeys()); });
    m_restore = new QAction(tr("&Leave as it is"), this);
    m_restore->setObjectName(u"restoreServerAction"_s);
    connect(m_restore, &QAction::triggered, this, [this] { Q_EMIT restoreRequested(selectedKeys()); });
    m_test = new QAction(tr("&Test"), this);
    m_test->setObjectName(u"testServerAction"_s);
    connect(m_test, &QAction::triggered, this, [this] { Q_EMIT testRequested(selectedKeys()); });
    addActions(rowActions());
}

QList<QAction *> ServersView::rowActions() const
{
    return {m_use, m_remove, m_restore, m_test};
}

std::vector<int> ServersView::selectedKeys() const
{
    std::vector<int> keys;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        keys.push_back(index.data(ServersModel::KeyRole).toInt());
    return keys;
}

void ServersView::setHasOptions(bool hasOptions)
{
    for (const ServersModel::Column column : {ServersModel::Type, ServersModel::Iburst, ServersModel::Prefer,
                                              ServersModel::Poll, ServersModel::Nts})
        setColumnHidden(column, !hasOptions);
    shareWidth();
}

QByteArray ServersView::columns() const
{
    return m_sharesWidth ? QByteArray() : header()->saveState();
}

void ServersView::restoreColumns(const QByteArray &state)
{
    m_sharesWidth = state.isEmpty() || !header()->restoreState(state);
    header()->setStretchLastSection(true);
    shareWidth();
}

void ServersView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    shareWidth();
}

void ServersView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        shareWidth();
}

void ServersView::shareWidth()
{
    if (!m_sharesWidth || m_isSharing)
        return;
    const QScopedValueRollback sharing(m_isSharing, true);
    int rest = viewport()->width();
    for (const ServersModel::Column column : narrowColumns) {
        if (isColumnHidden(column))
            continue;
        int width = header()->sectionSizeHint(column);
        const int margins = 14;
        if (column == ServersModel::Poll)
            width = std::max(width, fontMetrics().horizontalAdvance(u"10–17"_s) + margins);
        for (const ServerType type : {ServerType::Server, ServerType::Pool, ServerType::Peer}) {
            if (column == ServersModel::Type)
                width = std::max(width,
                                 fontMetrics().horizontalAdvance(wording::serverTypeLabel(type)) + margins);
        }
        header()->resizeSection(column, width);
        rest -= width;
    }
    for (const Share &share : wideColumns)
        header()->resizeSection(share.column, std::max(60, rest * share.parts / 100));
}

void ServersView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool isForRows = event->key() == Qt::Key_Space || event->key() == Qt::Key_Delete ||
                           event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isPlain && isForRows && currentIndex().isValid() && !selectionModel()->hasSelection())
        selectionModel()->select(currentIndex(),
                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (isPlain && event->key() == Qt::Key_Space) {
        toggleUse();
        return;
    }
    // Its shortcut does not count while nothing is selected.
    if (isPlain && event->key() == Qt::Key_Delete) {
        m_remove->trigger();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void ServersView::toggleUse()
{
    if (m_use->isEnabled())
        Q_EMIT useRequested(selectedKeys(), !m_use->isChecked());
}

void ServersView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    updateActions();
    Q_EMIT selectionChangedTo(selectedKeys());
}

void ServersView::updateActions()
{
    if (m_use == nullptr)
        return;
    bool canChange = false;
    bool isUsed = true;
    bool canRestore = false;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected) {
        const ServerRow &row = m_model->rows()[size_t(index.row())];
        const bool isNew = row.pending == ServerRow::Pending::New;
        canChange = canChange || (row.isUsed && row.isEditable);
        isUsed = isUsed && row.isUsed.value_or(true);
        canRestore = canRestore || (row.isEditable && !isNew && row.pending != ServerRow::Pending::None);
    }
    m_use->setEnabled(canChange);
    m_use->setChecked(canChange && isUsed);
    m_remove->setEnabled(canChange);
    m_restore->setEnabled(canRestore);
    m_test->setEnabled(!selected.isEmpty());
}

} // namespace synchroscope
