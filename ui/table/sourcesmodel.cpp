// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesmodel.h"

#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"

#include <QLocale>

#include <algorithm>
#include <limits>
#include <utility>

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

/// Whether the cell of this column may show something else after the change.
bool differs(const SourceSnapshot &before, const SourceSnapshot &after, int column)
{
    const auto differsIn = [&](auto... member) { return ((before.*member != after.*member) || ...); };
    const auto sampleDiffers = [&] {
        return before.lastSample.has_value() != after.lastSample.has_value() ||
               (after.lastSample && before.lastSample->raw != after.lastSample->raw);
    };
    const auto estimateDiffersIn = [&](auto... member) {
        return before.estimate.has_value() != after.estimate.has_value() ||
               (after.estimate && (((*before.estimate).*member != (*after.estimate).*member) || ...));
    };
    using S = SourceSnapshot;
    using E = SourceEstimate;
    switch (column) {
    case SourcesModel::State:
        return differsIn(&S::activity, &S::lastOutcome, &S::reach);
    case SourcesModel::Name:
        return differsIn(&S::label, &S::address);
    case SourcesModel::Reach:
        return differsIn(&S::reach, &S::requests);
    case SourcesModel::LastAnswer:
        return differsIn(&S::lastAnswer);
    case SourcesModel::Offset:
        return estimateDiffersIn(&E::offset, &E::bound);
    case SourcesModel::Happening:
        return differsIn(&S::activity, &S::lastOutcome, &S::lastFault, &S::kissCode, &S::systemReason,
                         &S::nextRequest, &S::failingSince) ||
               sampleDiffers() || estimateDiffersIn(&E::samples);
    case SourcesModel::Address:
        return differsIn(&S::address);
    case SourcesModel::Poll:
        return differsIn(&S::pollInterval);
    case SourcesModel::Delay:
        return estimateDiffersIn(&E::minimumDelay);
    case SourcesModel::Jitter:
        return estimateDiffersIn(&E::jitter);
    case SourcesModel::RootDistance:
        return estimateDiffersIn(&E::rootDistance);
    case SourcesModel::Frequency:
        return estimateDiffersIn(&E::frequencyPpm, &E::skewPpm);
    case SourcesModel::Answers:
        return differsIn(&S::requests, &S::answers);
    default: // Stratum, ReferenceId, Stamps
        return sampleDiffers();
    }
}

QString headerText(int column)
{
    switch (column) {
    case SourcesModel::State:
        return SourcesModel::tr("State");
    case SourcesModel::Name:
        return SourcesModel::tr("Server");
    case SourcesModel::Reach:
        return SourcesModel::tr("Reach");
    case SourcesModel::LastAnswer:
        return SourcesModel::tr("Last answer");
    case SourcesModel::Offset:
        return SourcesModel::tr("This clock is");
    case SourcesModel::Happening:
        return SourcesModel::tr("What is happening");
    case SourcesModel::Address:
        return SourcesModel::tr("Address");
    case SourcesModel::Stratum:
        return SourcesModel::tr("Stratum");
    case SourcesModel::Poll:
        return SourcesModel::tr("Asked every");
    case SourcesModel::Delay:
        return SourcesModel::tr("Shortest round trip");
    case SourcesModel::Jitter:
        return SourcesModel::tr("Jitter");
    case SourcesModel::RootDistance:
        return SourcesModel::tr("Its own error, as it claims");
    case SourcesModel::Frequency:
        return SourcesModel::tr("Frequency");
    case SourcesModel::ReferenceId:
        return SourcesModel::tr("Its source");
    case SourcesModel::Answers:
        return SourcesModel::tr("Answers");
    default:
        return SourcesModel::tr("Stamped by");
    }
}

QString headerToolTip(int column)
{
    switch (column) {
    case SourcesModel::State:
        return SourcesModel::tr(
            "The box: drawn in the chart, in this colour. The word: how the last question ended.");
    case SourcesModel::Name:
        return SourcesModel::tr("Your name for the server, or what you typed; below it, its address.");
    case SourcesModel::Reach:
        return SourcesModel::tr(
            "The last eight questions, the oldest at the left; a filled box was answered.");
    case SourcesModel::LastAnswer:
        return SourcesModel::tr("How long ago it answered.");
    case SourcesModel::Offset:
        return SourcesModel::tr(
            "How far this computer's clock is from the server's, and how far that may be wrong either way.");
    case SourcesModel::Happening:
        return SourcesModel::tr(
            "What goes on between this program and the server, and what can be done about it.");
    case SourcesModel::Address:
        return SourcesModel::tr("The address that is asked.");
    case SourcesModel::Stratum:
        return SourcesModel::tr(
            "How many servers there are from this one to a reference clock, itself included.");
    case SourcesModel::Poll:
        return SourcesModel::tr("The time between two questions.");
    case SourcesModel::Delay:
        return SourcesModel::tr("The quickest there and back of the latest answers.");
    case SourcesModel::Jitter:
        return SourcesModel::tr("How much the latest answers differ from the best of them.");
    case SourcesModel::RootDistance:
        return SourcesModel::tr(
            "How far the server says that it may itself be from universal time (root distance).");
    case SourcesModel::Frequency:
        return SourcesModel::tr(
            "How fast this computer's oscillator gains on the server: 1 ppm is 86 ms a day.");
    case SourcesModel::ReferenceId:
        return SourcesModel::tr("What the server says it has its time from.");
    case SourcesModel::Answers:
        return SourcesModel::tr("Answers and questions since this program was started.");
    default:
        return SourcesModel::tr(
            "Who noted when packets left and arrived; the kernel is far more exact than this program.");
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
            const SourceSnapshot before = std::exchange(m_rows[static_cast<size_t>(row)], source);
            announceChanges(row, before, source);
            continue;
        }
        const auto end = static_cast<int>(m_rows.size());
        beginInsertRows({}, end, end);
        m_rows.push_back(source);
        endInsertRows();
    }
}

void SourcesModel::announceChanges(int row, const SourceSnapshot &before, const SourceSnapshot &after)
{
    for (int first = 0; first < ColumnCount; ++first) {
        if (!differs(before, after, first))
            continue;
        int last = first;
        while (last + 1 < ColumnCount && differs(before, after, last + 1))
            ++last;
        Q_EMIT dataChanged(index(row, first), index(row, last));
        first = last;
    }
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
    // What it is sorted by does not age.
    const QList<int> roles{Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole};
    for (const int column : {LastAnswer, Happening})
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), roles);
}

void SourcesModel::setHiddenSources(const QStringList &keys)
{
    m_hidden = keys;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State), {Qt::CheckStateRole});
}

int SourcesModel::rowOf(const SourceId &source) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&source](const SourceSnapshot &row) { return row.id == source; });
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
        return source.lastAnswer ? wording::ageText(*ageOf(source, m_now)) : tr("never");
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
        return source.lastSample ? referenceIdText(source.lastSample->referenceId, source.lastSample->stratum)
                                 : unknown;
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
    case LastAnswer: // the youngest first
        return raw(source.lastAnswer ? std::optional(-source.lastAnswer->time_since_epoch()) : std::nullopt);
    case Offset:
        return raw(source.estimate ? std::optional(source.estimate->offset.localMinusRemote())
                                   : std::nullopt);
    case Stratum:
        return source.lastSample ? static_cast<int>(source.lastSample->stratum)
                                 : std::numeric_limits<int>::max();
    case Poll:
        return raw(source.pollInterval);
    case Delay:
        return raw(estimated(&SourceEstimate::minimumDelay));
    case Jitter:
        return raw(estimated(&SourceEstimate::jitter));
    case RootDistance:
        return raw(estimated(&SourceEstimate::rootDistance));
    case Frequency:
        return source.estimate && source.estimate->frequencyPpm ? *source.estimate->frequencyPpm
                                                                : std::numeric_limits<double>::infinity();
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
    if (column == Name && !source.address.isEmpty() && source.address != source.label)
        return tr("%1, address %2").arg(source.label, source.address);
    const QString shown = text(source, column);
    return shown == unknown ? tr("unknown") : shown;
}

QString SourcesModel::toolTip(const SourceSnapshot &source, int column) const
{
    switch (column) {
    case State:
        return wording::sourceHappening(source, m_now);
    case Name:
        return source.address.isEmpty() ? source.host.shortText()
                                        : tr("%1, address %2").arg(source.host.shortText(), source.address);
    default:
        return accessibleText(source, column);
    }
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
        return toolTip(source, column);
    case Qt::AccessibleTextRole:
        return accessibleText(source, column);
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
        return source.address;
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
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return headerText(section);
    if (role == Qt::ToolTipRole)
        return headerToolTip(section);
    return QAbstractTableModel::headerData(section, orientation, role);
}

Qt::ItemFlags SourcesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    flags |= Qt::ItemNeverHasChildren;
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
