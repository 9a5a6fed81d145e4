// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesmodel.h"

#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"

#include <QLocale>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString unknown = u"–"_s;

QString spanOrUnknown(const std::optional<Duration> &span)
{
    return span ? wording::spanText(*span) : unknown;
}

// Raw values sort by number; what is unknown comes last, as the largest.
QVariant raw(std::optional<Duration> span)
{
    return span ? QVariant(qlonglong(span->count())) : QVariant(std::numeric_limits<qlonglong>::max());
}

std::optional<Duration> ageOf(const SourceSnapshot &source, Instant now)
{
    if (!source.lastAnswer)
        return std::nullopt;
    return std::max(now - *source.lastAnswer, Duration::zero());
}

bool isRightAligned(int column)
{
    switch (column) {
    case SourcesModel::LastAnswer:
    case SourcesModel::Offset:
    case SourcesModel::Stratum:
    case SourcesModel::Poll:
    case SourcesModel::Delay:
    case SourcesModel::Jitter:
    case SourcesModel::RootDistance:
    case SourcesModel::Frequency:
    case SourcesModel::Answers:
        return true;
    default:
        return false;
    }
}

} // namespace

void SourcesModel::setSnapshot(const SnapshotPtr &snapshot)
{
    m_now = snapshot->takenAt;
    removeMissing(*snapshot);
    for (const SourceSnapshot &source : snapshot->sources) {
        const int row = rowOf(source.id);
        if (row >= 0) {
            m_rows[static_cast<size_t>(row)] = source;
            continue;
        }
        const auto end = static_cast<int>(m_rows.size());
        beginInsertRows({}, end, end);
        m_rows.push_back(source);
        endInsertRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void SourcesModel::removeMissing(const Snapshot &snapshot)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const SourceId &id = m_rows[static_cast<size_t>(row)].id;
        const bool present = std::any_of(snapshot.sources.begin(), snapshot.sources.end(),
                                         [&id](const SourceSnapshot &source) { return source.id == id; });
        if (present)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
}

void SourcesModel::tick(Instant now)
{
    m_now = now;
    if (m_rows.empty())
        return;
    for (const int column : {LastAnswer, Happening})
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole, SortRole});
}

void SourcesModel::setHiddenSources(const QStringList &keys)
{
    m_hidden = keys;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State), {Qt::CheckStateRole});
}

int SourcesModel::rowOf(const SourceId &source) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&source](const SourceSnapshot &row) { return row.id == source; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

SourceId SourcesModel::sourceAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<size_t>(row)].id : SourceId();
}

int SourcesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SourcesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SourcesModel::text(const SourceSnapshot &source, int column) const
{
    const QLocale locale;
    const auto estimated = [&source](auto member) -> std::optional<Duration> {
        return source.estimate ? std::optional<Duration>((*source.estimate).*member) : std::nullopt;
    };
    switch (column) {
    case State:
        return wording::sourceState(source);
    case Name:
        return source.label;
    case Reach:
        return {};
    case LastAnswer:
        return source.lastAnswer ? wording::ageText(*ageOf(source, m_now)) : unknown;
    case Offset:
        return source.estimate ? u"%1 %2"_s.arg(wording::offsetText(source.estimate->offset),
                                                wording::boundText(source.estimate->bound))
                               : unknown;
    case Happening:
        return wording::sourceHappening(source, m_now);
    case Address:
        return source.address.isEmpty() ? unknown : source.address;
    case Stratum:
        return source.lastSample ? locale.toString(source.lastSample->stratum) : unknown;
    case Poll:
        return wording::ageText(source.pollInterval);
    case Delay:
        return spanOrUnknown(estimated(&SourceEstimate::minimumDelay));
    case Jitter:
        return spanOrUnknown(estimated(&SourceEstimate::jitter));
    case RootDistance:
        return spanOrUnknown(estimated(&SourceEstimate::rootDistance));
    case Frequency:
        return source.estimate && source.estimate->frequencyPpm
                   ? tr("%1 ppm").arg(locale.toString(*source.estimate->frequencyPpm, 'f', 2))
                   : unknown;
    case ReferenceId:
        return source.lastSample ? referenceIdText(source.lastSample->referenceId, source.lastSample->stratum) : unknown;
    case Answers:
        return tr("%1 of %2").arg(source.answers).arg(source.requests);
    case Stamps:
        if (!source.lastSample)
            return unknown;
        return source.lastSample->timestamping() == Timestamping::Kernel ? tr("kernel") : tr("this program");
    default:
        return {};
    }
}

QVariant SourcesModel::sortValue(const SourceSnapshot &source, int column) const
{
    const auto estimated = [&source](auto member) -> std::optional<Duration> {
        return source.estimate ? std::optional<Duration>((*source.estimate).*member) : std::nullopt;
    };
    switch (column) {
    case State:
        return static_cast<int>(wording::sourceTone(source));
    case Reach:
        return static_cast<int>(source.reach);
    case LastAnswer:
        return raw(ageOf(source, m_now));
    case Offset:
        return raw(source.estimate ? std::optional(source.estimate->offset.localMinusRemote()) : std::nullopt);
    case Stratum:
        return source.lastSample ? static_cast<int>(source.lastSample->stratum) : std::numeric_limits<int>::max();
    case Poll:
        return raw(source.pollInterval);
    case Delay:
        return raw(estimated(&SourceEstimate::minimumDelay));
    case Jitter:
        return raw(estimated(&SourceEstimate::jitter));
    case RootDistance:
        return raw(estimated(&SourceEstimate::rootDistance));
    case Frequency:
        return source.estimate ? source.estimate->frequencyPpm.value_or(0) : 0.0;
    case Answers:
        return source.answers;
    default:
        return text(source, column);
    }
}

QString SourcesModel::accessibleText(const SourceSnapshot &source, int column) const
{
    if (column == Reach)
        return wording::reachText(source);
    if (column == LastAnswer && source.lastAnswer)
        return wording::agoText(*ageOf(source, m_now));
    if (column == Name && !source.address.isEmpty())
        return tr("%1, address %2").arg(source.label, source.address);
    return text(source, column);
}

QVariant SourcesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SourceSnapshot &source = m_rows[static_cast<size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(source, column);
    case Qt::EditRole:
        return column == Name ? source.label : text(source, column);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return accessibleText(source, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        if (column == State)
            return m_hidden.contains(source.id.key) ? Qt::Unchecked : Qt::Checked;
        return {};
    case SortRole:
        return sortValue(source, column);
    case KeyRole:
        return source.id.key;
    case ToneRole:
        return static_cast<int>(wording::sourceTone(source));
    case AddressRole:
        return source.address == source.label ? QString() : source.address;
    case ReachRole:
        return static_cast<int>(source.reach);
    case AskedRole:
        return std::min(source.requests, 8);
    case ColourRole:
        return m_colourOf(source.id);
    case StoppedRole:
        return source.activity == SourceActivity::Stopped;
    default:
        return {};
    }
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case State:
        return tr("State");
    case Name:
        return tr("Server");
    case Reach:
        return tr("Reach");
    case LastAnswer:
        return tr("Last answer");
    case Offset:
        return tr("This clock is");
    case Happening:
        return tr("What is happening");
    case Address:
        return tr("Address");
    case Stratum:
        return tr("Stratum");
    case Poll:
        return tr("Asked every");
    case Delay:
        return tr("Shortest round trip");
    case Jitter:
        return tr("Jitter");
    case RootDistance:
        return tr("Its own error, as it claims");
    case Frequency:
        return tr("Frequency");
    case ReferenceId:
        return tr("Its source");
    case Answers:
        return tr("Answers");
    case Stamps:
        return tr("Stamped by");
    default:
        return {};
    }
}

Qt::ItemFlags SourcesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (index.column() == State)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Name)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool SourcesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const SourceId id = sourceAt(index.row());
    if (index.column() == State && role == Qt::CheckStateRole) {
        const bool visible = value.toInt() == Qt::Checked;
        m_hidden.removeAll(id.key);
        if (!visible)
            m_hidden.append(id.key);
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT visibilityChanged(id, visible);
        return true;
    }
    if (index.column() == Name && role == Qt::EditRole) {
        // The engine decides; its next snapshot brings the new name.
        Q_EMIT renameRequested(id, value.toString().trimmed());
        return true;
    }
    return false;
}

} // namespace synchroscope
