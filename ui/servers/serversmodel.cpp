// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serversmodel.h"

#include "ui/panels/quietlabel.h"
#include "ui/table/markicon.h"
#include "ui/wording/whatis.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;
using wording::SourceTone;

namespace {

constexpr int iconSize = 14;

/// Each pending change has a shape of its own.
std::optional<StateMark> markOf(ServerRow::Pending pending)
{
    switch (pending) {
    case ServerRow::Pending::None:
        return std::nullopt;
    case ServerRow::Pending::New:
        return StateMark{StateShape::Plus, SourceTone::Neutral};
    case ServerRow::Pending::Changed:
        return StateMark{StateShape::Tilde, SourceTone::Warning};
    case ServerRow::Pending::SwitchedOn:
        return StateMark{StateShape::Tick, SourceTone::Good};
    case ServerRow::Pending::SwitchedOff:
        return StateMark{StateShape::Dash, SourceTone::Neutral};
    case ServerRow::Pending::Removed:
        break;
    }
    return StateMark{StateShape::Cross, SourceTone::Bad};
}

/// A tool tip breaks lines of rich text only; and no name is taken for markup.
QString wrapped(const QString &help)
{
    return help.isEmpty() ? help : u"<qt>%1</qt>"_s.arg(help.toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

QString tick(bool isSet)
{
    return isSet ? u"✓"_s : QString();
}

/// Of the glossary.
QString termOf(int column)
{
    switch (column) {
    case ServersModel::Type:
        return u"pool"_s;
    case ServersModel::Iburst:
        return u"iburst"_s;
    case ServersModel::Poll:
        return u"poll"_s;
    case ServersModel::Nts:
        return u"nts"_s;
    case ServersModel::InEffect:
        return u"selected"_s;
    case ServersModel::Test:
        return u"offset"_s;
    default:
        return u"server"_s;
    }
}

} // namespace

QString pendingText(ServerRow::Pending pending)
{
    switch (pending) {
    case ServerRow::Pending::None:
        return {};
    case ServerRow::Pending::New:
        return ServersModel::tr("new");
    case ServerRow::Pending::Changed:
        return ServersModel::tr("changed");
    case ServerRow::Pending::SwitchedOn:
        return ServersModel::tr("will be switched on");
    case ServerRow::Pending::SwitchedOff:
        return ServersModel::tr("will be switched off");
    case ServerRow::Pending::Removed:
        break;
    }
    return ServersModel::tr("will be removed");
}

void ServersModel::setRows(std::vector<ServerRow> rows)
{
    std::set<int> wanted;
    for (const ServerRow &row : rows)
        wanted.insert(row.key);
    for (int end = int(m_rows.size()); end > 0;) {
        if (wanted.contains(m_rows[size_t(end) - 1].key)) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && !wanted.contains(m_rows[size_t(begin) - 1].key))
            --begin;
        beginRemoveRows({}, begin, end - 1);
        m_rows.erase(m_rows.begin() + begin, m_rows.begin() + end);
        endRemoveRows();
        end = begin;
    }
    std::set<int> present;
    for (const ServerRow &row : m_rows)
        present.insert(row.key);
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i < m_rows.size() && m_rows[i].key == rows[i].key)
            continue;
        if (present.contains(rows[i].key)) {
            const int from = rowOf(rows[i].key);
            beginMoveRows({}, from, from, {}, int(i));
            std::rotate(m_rows.begin() + qsizetype(i), m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
            continue;
        }
        size_t end = i + 1;
        while (end < rows.size() && !present.contains(rows[end].key))
            ++end;
        beginInsertRows({}, int(i), int(end) - 1);
        m_rows.insert(m_rows.begin() + qsizetype(i), rows.begin() + qsizetype(i),
                      rows.begin() + qsizetype(end));
        endInsertRows();
        i = end - 1;
    }
    for (size_t begin = 0; begin < rows.size(); ++begin) {
        size_t end = begin;
        for (; end < rows.size() && !(m_rows[end] == rows[end]); ++end)
            m_rows[end] = std::move(rows[end]);
        if (end == begin)
            continue;
        Q_EMIT dataChanged(index(int(begin), 0), index(int(end) - 1, ColumnCount - 1));
        begin = end; // which is the same
    }
}

int ServersModel::rowOf(int key) const
{
    const auto found = std::ranges::find(m_rows, key, &ServerRow::key);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ServersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ServersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ServersModel::textOf(const ServerRow &row, int column)
{
    switch (column) {
    case Type:
        return row.type;
    case Name:
        return row.name;
    case Iburst:
        return tick(row.iburst);
    case Prefer:
        return tick(row.prefer);
    case Poll:
        return row.poll;
    case Nts:
        return tick(row.nts);
    case InEffect:
        return row.inEffect;
    case Test:
        return row.test;
    case Where:
        return row.where;
    default:
        return {};
    }
}

QString ServersModel::helpOf(const ServerRow &row, int column)
{
    switch (column) {
    case Name: {
        const QString pending = pendingText(row.pending);
        return pending.isEmpty() ? row.name
                                 : tr("%1: %2", "a server, what becomes of it").arg(row.name, pending);
    }
    case InEffect:
        return row.effectHelp.isEmpty() ? row.inEffect : row.inEffect + u'\n' + row.effectHelp;
    case Test:
        return row.testHelp;
    case Where:
        return row.where == row.whereHelp ? row.where : row.where + u'\n' + row.whereHelp;
    default:
        return {};
    }
}

QString ServersModel::accessibleTextOf(const ServerRow &row, int column)
{
    switch (column) {
    case Use:
        if (!row.isUsed)
            return tr("device");
        return *row.isUsed ? tr("used") : tr("not used");
    case Name:
        return helpOf(row, Name);
    case Iburst:
        return row.iburst ? tr("with iburst") : tr("without iburst");
    case Prefer:
        return row.prefer ? tr("preferred") : tr("not preferred");
    case Nts:
        return row.nts ? tr("with NTS") : tr("without NTS");
    case Test:
        return row.test.isEmpty() ? tr("not tested") : row.test;
    default:
        return textOf(row, column);
    }
}

QVariant ServersModel::iconOf(const ServerRow &row, int column) const
{
    if (column == Name) {
        const std::optional<StateMark> mark = markOf(row.pending);
        return mark ? markIcon(*mark, iconSize) : QVariant();
    }
    if (column == InEffect && !row.inEffect.isEmpty() && row.effectMark != StateMark())
        return markIcon(row.effectMark, iconSize);
    if (column == Test && row.testMark != StateMark())
        return markIcon(row.testMark, iconSize);
    return {};
}

QVariant ServersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ServerRow &row = m_rows[size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case Qt::CheckStateRole:
        if (column == Use && row.isUsed)
            return *row.isUsed ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::DecorationRole:
        return iconOf(row, column);
    case Qt::ToolTipRole:
        return wrapped(helpOf(row, column));
    case Qt::TextAlignmentRole:
        return column == Iburst || column == Prefer || column == Nts || column == Poll
                   ? QVariant::fromValue(Qt::AlignCenter)
                   : QVariant();
    case Qt::FontRole:
        if (column == Name || column == Where) {
            QFont font;
            font.setBold(column == Name && (row.pending == ServerRow::Pending::New ||
                                            row.pending == ServerRow::Pending::Changed));
            font.setStrikeOut(column == Name && row.pending == ServerRow::Pending::Removed);
            font.setItalic(column == Where && row.pending != ServerRow::Pending::None);
            return font;
        }
        return {};
    case Qt::ForegroundRole:
        if (row.isQuiet) {
            QPalette palette = QGuiApplication::palette();
            palette.setColor(QPalette::Window, palette.color(QPalette::Base));
            palette.setColor(QPalette::WindowText, palette.color(QPalette::Text));
            return quietTextColour(palette);
        }
        return {};
    case Qt::AccessibleTextRole:
        return accessibleTextOf(row, column);
    case Qt::WhatsThisRole:
        return wording::whatIs(
            headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
            headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString(),
            tr("%1: %2", "a server: what the cell shows").arg(row.name, accessibleTextOf(row, column)),
            termOf(column));
    case KeyRole:
        return row.key;
    case PendingRole:
        return int(row.pending);
    default:
        return {};
    }
}

QVariant ServersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole) {
        switch (section) {
        case Use:
            return tr("Use");
        case Type:
            return tr("Type");
        case Name:
            return tr("Name");
        case Iburst:
            return u"iburst"_s;
        case Prefer:
            return u"prefer"_s;
        case Poll:
            return tr("Poll");
        case Nts:
            return u"NTS"_s;
        case InEffect:
            return tr("In effect");
        case Test:
            return tr("Test");
        default:
            return tr("Where");
        }
    }
    if (role == Qt::WhatsThisRole)
        return wording::whatIs(headerData(section, orientation, Qt::DisplayRole).toString(),
                               headerData(section, orientation, Qt::ToolTipRole).toString(), {},
                               termOf(section));
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Use:
            return tr("Whether it is to be used. One that is switched off stays in its file as a comment.");
        case Iburst:
            return tr(
                "4 to 8 quick requests at the start, so that the server can be followed within seconds.");
        case Prefer:
            return tr("Followed before others that are as good.");
        case Poll:
            return tr(
                "The shortest and the longest interval of requests, as powers of 2 in seconds: 6 is 64 s, "
                "10 is 1024 s.");
        case Nts:
            return tr("Answers are signed, so that nobody on the way can forge them.");
        case InEffect:
            return tr("What the running time service itself makes of the server, whatever the files say.");
        case Test:
            return tr("What the server answered to this program.");
        case Where:
            return tr("The file and line, and what will become of it.");
        default:
            return {};
        }
    }
    return {};
}

Qt::ItemFlags ServersModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const ServerRow &row = m_rows[size_t(index.row())];
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Use && row.isUsed && row.isEditable)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool ServersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    Q_EMIT useRequested(m_rows[size_t(index.row())].key, value.toInt() == Qt::Checked);
    return true;
}

} // namespace synchroscope
