// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesmodel.h"

#include "core/engine/seriesid.h"
#include "ui/table/sourcecells.h"
#include "ui/table/sourcecolumns.h"
#include "ui/wording/whatis.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// A tool tip breaks lines of rich text only.
QString wrapped(const QString &line)
{
    return line.isEmpty() ? line : u"<qt>%1</qt>"_s.arg(line.toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

} // namespace

SourcesModel::SourcesModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}

SourcesModel::~SourcesModel() = default;

void SourcesModel::setSnapshot(const SnapshotPtr &snapshot)
{
    m_now = snapshot->takenAt;
    merge(m_root.get(), synchroscope::sourceRows(*snapshot));
    removeGone(m_root.get());
}

/// Puts rows into their places among those that are gone, which stay for the moment.
void SourcesModel::merge(Node *parent, std::vector<SourceRow> rows)
{
    QSet<SourceId> ids;
    ids.reserve(qsizetype(rows.size()));
    for (const SourceRow &row : rows)
        ids.insert(row.id);
    for (const std::unique_ptr<Node> &node : parent->children)
        node->isGone = !ids.contains(node->row.id);
    size_t at = 0;
    for (SourceRow &row : rows) {
        while (at < parent->children.size() && parent->children[at]->isGone)
            ++at;
        place(parent, int(at), std::move(row));
        ++at;
    }
}

void SourcesModel::place(Node *parent, int at, SourceRow row)
{
    auto &children = parent->children;
    const QModelIndex parentIndex = indexOf(parent, State);
    // Those before it have their places, or are gone; mostly it is the next.
    const auto found =
        std::find_if(children.begin() + at, children.end(),
                     [&row](const std::unique_ptr<Node> &node) { return node->row.id == row.id; });
    if (found == children.end()) {
        beginInsertRows(parentIndex, at, at);
        children.insert(children.begin() + at, makeNode(parent, std::move(row)));
        endInsertRows();
        return;
    }
    if (const auto from = int(found - children.begin()); from != at) {
        beginMoveRows(parentIndex, from, from, parentIndex, at);
        std::rotate(children.begin() + at, found, found + 1);
        endMoveRows();
    }
    update(children[size_t(at)].get(), std::move(row));
}

void SourcesModel::update(Node *node, SourceRow row)
{
    std::vector<SourceRow> children = std::exchange(row.children, {});
    const SourceRow before = std::exchange(node->row, std::move(row));
    announceChanges(node, before);
    merge(node, std::move(children));
}

void SourcesModel::removeGone(Node *parent)
{
    auto &children = parent->children;
    for (auto i = int(children.size()) - 1; i >= 0; --i) {
        if (!children[size_t(i)]->isGone) {
            removeGone(children[size_t(i)].get());
            continue;
        }
        beginRemoveRows(indexOf(parent, State), i, i);
        children.erase(children.begin() + i);
        endRemoveRows();
    }
}

std::unique_ptr<SourcesModel::Node> SourcesModel::makeNode(Node *parent, SourceRow row)
{
    auto node = std::make_unique<Node>();
    node->parent = parent;
    for (SourceRow &child : row.children)
        node->children.push_back(makeNode(node.get(), std::move(child)));
    row.children.clear();
    node->row = std::move(row);
    return node;
}

void SourcesModel::announceChanges(const Node *node, const SourceRow &before)
{
    const auto differs = [&](int column) {
        return cellText(before, column, m_now) != cellText(node->row, column, m_now) ||
               cellSortValue(before, column, m_now) != cellSortValue(node->row, column, m_now) ||
               accessibleCellText(before, column, m_now) != accessibleCellText(node->row, column, m_now) ||
               (column == State && stateMark(before) != stateMark(node->row)) ||
               before.isPast() != node->row.isPast() ||
               (column == Reach && rowData(before, AskedRole) != rowData(node->row, AskedRole)) ||
               (column == Name && detailOf(before) != detailOf(node->row));
    };
    for (int first = 0; first < ColumnCount; ++first) {
        if (!differs(first))
            continue;
        int last = first;
        while (last + 1 < ColumnCount && differs(last + 1))
            ++last;
        Q_EMIT dataChanged(indexOf(node, first), indexOf(node, last));
        first = last;
    }
}

void SourcesModel::tick(Instant now)
{
    m_now = now;
    announceAge(m_root.get());
}

void SourcesModel::announceAge(const Node *parent)
{
    if (parent->children.empty())
        return;
    const QModelIndex first = indexOf(parent->children.front().get(), State);
    const QModelIndex last = indexOf(parent->children.back().get(), State);
    // What it is sorted by does not age.
    const QList<int> roles{Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole};
    for (const int column : {LastAnswer, Happening})
        Q_EMIT dataChanged(first.siblingAtColumn(column), last.siblingAtColumn(column), roles);
    // The word for a state does not age, unlike a heading and what explains them.
    if (parent == m_root.get() && parent->children.front()->row.isHeading())
        Q_EMIT dataChanged(first, last, roles);
    Q_EMIT dataChanged(first, last, {Qt::ToolTipRole, Qt::AccessibleDescriptionRole});
    for (const std::unique_ptr<Node> &node : parent->children)
        announceAge(node.get());
}

void SourcesModel::setHiddenSources(const QStringList &keys)
{
    m_hidden = keys;
    announceChecks(m_root.get());
}

void SourcesModel::announceChecks(const Node *parent)
{
    if (parent->children.empty())
        return;
    Q_EMIT dataChanged(indexOf(parent->children.front().get(), State),
                       indexOf(parent->children.back().get(), State), {Qt::CheckStateRole});
    for (const std::unique_ptr<Node> &node : parent->children)
        announceChecks(node.get());
}

SourcesModel::Node *SourcesModel::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

QModelIndex SourcesModel::indexOf(const Node *node, int column) const
{
    if (node == m_root.get())
        return {};
    const auto &siblings = node->parent->children;
    const auto place = std::ranges::find(siblings, node, &std::unique_ptr<Node>::get);
    return createIndex(int(place - siblings.begin()), column, node);
}

QModelIndex SourcesModel::indexOf(const SourceId &source) const
{
    const std::function<const Node *(const Node *)> find = [&](const Node *node) -> const Node * {
        const SourceRow &row = node->row;
        const bool isSeries =
            row.isSource() && row.daemon && row.followed && seriesId(*row.daemon, *row.followed) == source;
        if (node->parent != nullptr &&
            (row.id == source || (row.isSource() && (row.measuredId() == source || isSeries))))
            return node;
        for (const std::unique_ptr<Node> &child : node->children) {
            if (const Node *found = find(child.get()))
                return found;
        }
        return nullptr;
    };
    const Node *node = source.key.isEmpty() ? nullptr : find(m_root.get());
    return node == nullptr ? QModelIndex() : indexOf(node, State);
}

const SourceRow *SourcesModel::rowAt(const QModelIndex &index) const
{
    return index.isValid() && checkIndex(index) ? &nodeOf(index)->row : nullptr;
}

std::vector<const SourceRow *> SourcesModel::sourceRows() const
{
    std::vector<const SourceRow *> rows;
    const std::function<void(const Node *)> collect = [&](const Node *parent) {
        for (const std::unique_ptr<Node> &node : parent->children) {
            if (node->row.isSource())
                rows.push_back(&node->row);
            collect(node.get());
        }
    };
    collect(m_root.get());
    return rows;
}

QModelIndex SourcesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *node = parent.isValid() ? nodeOf(parent) : m_root.get();
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex SourcesModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent, State) : QModelIndex();
}

int SourcesModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node *node = parent.isValid() ? nodeOf(parent) : m_root.get();
    return int(node->children.size());
}

int SourcesModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool SourcesModel::isShown(const SourceRow &row) const
{
    return !m_hidden.contains(row.id.key);
}

QVariant SourcesModel::rowData(const SourceRow &row, int role) const
{
    switch (role) {
    case KeyRole:
        return row.id.key;
    case ShapeRole:
        return int(stateMark(row).shape);
    case ToneRole:
        return int(stateMark(row).tone);
    case AddressRole:
        return addressOf(row);
    case DetailRole:
        return detailOf(row);
    case ReachRole:
        return row.followed   ? int(row.followed->reach.value_or(0))
               : row.measured ? int(row.measured->reach)
                              : 0;
    case AskedRole:
        // How often a daemon has asked it does not tell; a full history is the usual.
        if (row.followed)
            return row.followed->reach ? 8 : 0;
        return row.measured ? std::min(row.measured->requests, 8) : 0;
    case ColourRole:
        return m_colourOf(row.id);
    case StoppedRole:
        return row.isSource() && row.measured && row.measured->activity == SourceActivity::Stopped;
    case PastRole:
        return !row.isHeading() && row.followed && row.isPast();
    case WatchedRole:
        return row.isSource() && row.measured;
    case OtherWayRole:
        return row.otherAddress;
    case HeadingRole:
        return row.isHeading();
    case ReasonsRole:
        return stateLines(row, m_now).join(u'\n');
    case FilterRole:
        return rowFilterText(row, m_now);
    default:
        return {};
    }
}

QVariant SourcesModel::data(const QModelIndex &index, int role) const
{
    const SourceRow *row = rowAt(index);
    if (row == nullptr)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*row, column, m_now);
    case Qt::EditRole:
        return column == Name ? row->name : cellText(*row, column, m_now);
    case Qt::ToolTipRole:
        return wrapped(cellToolTip(*row, column, m_now));
    case Qt::AccessibleTextRole:
        return accessibleCellText(*row, column, m_now);
    case Qt::AccessibleDescriptionRole:
        return column == State ? stateLines(*row, m_now).join(u'\n') : QString();
    case Qt::WhatsThisRole:
        return whatThisCellIs(*row, column, m_now);
    case Qt::CheckStateRole:
        if (column == State && row->isSource())
            return isShown(*row) ? Qt::Checked : Qt::Unchecked;
        return {};
    case SortRole:
        return cellSortValue(*row, column, m_now);
    case PastRole:
        return !isMeasuredHere(column) && rowData(*row, role).toBool();
    default:
        return rowData(*row, role);
    }
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    if (role == Qt::ToolTipRole)
        return columnToolTip(section);
    if (role == Qt::WhatsThisRole)
        return wording::whatIs(columnTitle(section), columnToolTip(section), {}, columnTerm(section));
    return QAbstractItemModel::headerData(section, orientation, role);
}

Qt::ItemFlags SourcesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const SourceRow *row = rowAt(index);
    if (row == nullptr)
        return flags;
    if (row->isSource())
        flags |= Qt::ItemNeverHasChildren;
    if (index.column() == State && row->isSource())
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Name && row->isSource() && row->measured)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool SourcesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const SourceRow *row = rowAt(index);
    if (row == nullptr || !row->isSource())
        return false;
    if (index.column() == State && role == Qt::CheckStateRole) {
        const SourceId id = row->id;
        const bool visible = value.toInt() == Qt::Checked;
        m_hidden.removeAll(id.key);
        if (!visible)
            m_hidden.append(id.key);
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT visibilityChanged(id, visible);
        return true;
    }
    if (index.column() == Name && role == Qt::EditRole && row->measured) {
        // The engine decides; its next snapshot brings the new name.
        Q_EMIT renameRequested(row->measuredId(), value.toString().trimmed());
        return true;
    }
    return false;
}

} // namespace synchroscope
