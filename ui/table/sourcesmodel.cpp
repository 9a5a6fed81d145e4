// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcesmodel.h"

#include "core/engine/seriesid.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/quantity.h"
#include "ui/wording/selectionwording.h"
#include "ui/wording/sourcewording.h"
#include "ui/wording/whatis.h"

#include <QLocale>
#include <QSet>

#include <arpa/inet.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString unknown = u"–"_s;

QString spanOrUnknown(const std::optional<Duration> &span)
{
    return span ? wording::spanText(*span) : unknown;
}

// Raw values sort by number; what is unknown has none.
QVariant raw(std::optional<Duration> span)
{
    return span ? QVariant(qlonglong(span->count())) : QVariant();
}

template <typename Number>
QVariant raw(std::optional<Number> number)
{
    return number ? QVariant(*number) : QVariant();
}

// An address by its bytes, IPv4 first: as text 192.0.2.10 would come before 192.0.2.9.
QVariant rawAddress(const QString &address)
{
    const QByteArray text = address.section(u'%', 0, 0).toLatin1();
    in_addr four{};
    if (inet_pton(AF_INET, text.constData(), &four) == 1)
        return QByteArray("4") + QByteArray(reinterpret_cast<const char *>(&four), sizeof four);
    in6_addr six{};
    if (inet_pton(AF_INET6, text.constData(), &six) == 1)
        return QByteArray("6") + QByteArray(reinterpret_cast<const char *>(&six), sizeof six);
    return {};
}

/// More answers are more; of as many, those that came later.
int rawReach(quint8 reach)
{
    int newestFirst = 0;
    for (int bit = 0; bit < 8; ++bit)
        newestFirst = newestFirst << 1 | (reach >> bit & 1);
    return std::popcount(reach) << 8 | newestFirst;
}

/// From good to bad to unknown; within that by what the daemon makes of it, else by how our question ended.
int rawState(const SourceRow &row)
{
    using enum wording::SourceTone;
    int rank = 3;
    switch (stateMark(row).tone) {
    case Good:
        rank = 0;
        break;
    case Warning:
        rank = 1;
        break;
    case Bad:
        rank = 2;
        break;
    case Neutral:
        break;
    }
    int reason = 0;
    if (row.followed)
        reason = int(row.standing.reason);
    else if (row.measured && row.measured->lastOutcome)
        reason = 1 + int(*row.measured->lastOutcome);
    return rank << 8 | reason;
}

// A tool tip breaks lines of rich text only.
QString wrapped(const QString &line)
{
    return line.isEmpty() ? line : u"<qt>%1</qt>"_s.arg(line.toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

QString estimateToolTip(const SourceEstimate &estimate)
{
    const QStringList lines{
        SourcesModel::tr("Measured here: %1.").arg(wording::estimateText(estimate)),
        SourcesModel::tr("Error against this server: %1.").arg(wording::errorText(estimate.boundToServer)),
        SourcesModel::tr("Error against UTC, as it claims: %1.").arg(wording::errorText(estimate.bound)),
    };
    return lines.join(u'\n');
}

/// Whatever the daemon says, these are from our own questions.
bool isMeasuredHere(int column)
{
    switch (column) {
    case SourcesModel::Offset:
    case SourcesModel::Delay:
    case SourcesModel::Jitter:
    case SourcesModel::RootDistance:
    case SourcesModel::Frequency:
    case SourcesModel::Answers:
    case SourcesModel::Stamps:
        return true;
    default:
        return false;
    }
}

Duration ageOf(Instant then, Instant now)
{
    return std::max(now - then, Duration::zero()); // a clock that was set back
}

/// The daemon's last sample where there is one, else our own.
std::optional<Instant> lastAnswer(const SourceRow &row)
{
    if (row.followed)
        return row.followed->lastSample;
    return row.measured ? row.measured->lastAnswer : std::nullopt;
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
    case SourcesModel::DaemonOffset:
        return SourcesModel::tr("Time service says");
    case SourcesModel::Offset:
        return SourcesModel::tr("Measured here");
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
    case SourcesModel::Samples:
        return SourcesModel::tr("Samples");
    case SourcesModel::Deviation:
        return SourcesModel::tr("Standard deviation");
    case SourcesModel::Residual:
        return SourcesModel::tr("Residual frequency");
    default:
        return SourcesModel::tr("Stamped by");
    }
}

QString headerToolTip(int column)
{
    switch (column) {
    case SourcesModel::State:
        return SourcesModel::tr("The box: drawn in the chart, in this colour. The word: what this computer's "
                                "time service does with it, or how our last question to it ended.");
    case SourcesModel::Name:
        return SourcesModel::tr("Your name for it, or the configured one; below it, its address, or what a "
                                "device reads.");
    case SourcesModel::Reach:
        return SourcesModel::tr("The last eight questions, the oldest at the left; a filled box was "
                                "answered. The time service's questions where it asks, else ours.");
    case SourcesModel::LastAnswer:
        return SourcesModel::tr("How long ago it answered: the time service where that asks, else us.");
    case SourcesModel::Offset:
        return SourcesModel::tr("How far this computer's clock is from the server's as this program measures "
                                "it, and how far that may be wrong either way.");
    case SourcesModel::DaemonOffset:
        return SourcesModel::tr("How far this computer's clock is from the source's as the time service "
                                "measured it last, and the error that it reckons with.");
    case SourcesModel::Samples:
        return SourcesModel::tr("How many measurements the time service keeps of it.");
    case SourcesModel::Deviation:
        return SourcesModel::tr("How far the time service's measurements of it scatter.");
    case SourcesModel::Residual:
        return SourcesModel::tr("How fast this computer's clock, as the time service corrects it, still "
                                "gains on the source: 1 ppm is 86 ms a day.");
    case SourcesModel::Happening:
        return SourcesModel::tr("What the time service does with it and why, or what goes on between this "
                                "program and the server; and what can be done about it.");
    case SourcesModel::Address:
        return SourcesModel::tr("The address that is asked.");
    case SourcesModel::Stratum:
        return SourcesModel::tr(
            "How many servers there are from this one to a reference clock, itself included.");
    case SourcesModel::Poll:
        return SourcesModel::tr("The time between two questions of the time service where it asks, else of "
                                "ours.");
    case SourcesModel::Delay:
        return SourcesModel::tr("The quickest there and back of the latest answers to this program.");
    case SourcesModel::Jitter:
        return SourcesModel::tr("How much the latest answers to this program differ from the best of them.");
    case SourcesModel::RootDistance:
        return SourcesModel::tr(
            "How far the server says that it may itself be from universal time (root distance).");
    case SourcesModel::Frequency:
        return SourcesModel::tr("How fast this computer's oscillator gains on the server as this program "
                                "measures it, before anybody corrects it: 1 ppm is 86 ms a day.");
    case SourcesModel::ReferenceId:
        return SourcesModel::tr("What the server says it has its time from.");
    case SourcesModel::Answers:
        return SourcesModel::tr("Answers to this program, and its questions, since it was started.");
    default:
        return SourcesModel::tr(
            "Who noted when packets left and arrived; the kernel is far more exact than this program.");
    }
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
        return text(before, column) != text(node->row, column) ||
               sortValue(before, column) != sortValue(node->row, column) ||
               accessibleText(before, column) != accessibleText(node->row, column) ||
               (column == State && stateMark(before) != stateMark(node->row)) ||
               before.isPast() != node->row.isPast() ||
               (column == Reach && rowData(before, AskedRole) != rowData(node->row, AskedRole)) ||
               (column == Name && rowData(before, DetailRole) != rowData(node->row, DetailRole));
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

QString SourcesModel::text(const SourceRow &row, int column) const
{
    if (row.kind == SourceRow::Kind::Daemon)
        return column == State ? wording::daemonHeading(*row.daemon, row.name, m_now) : QString();
    if (row.kind == SourceRow::Kind::Measured)
        return column == State ? row.name : QString();

    switch (column) {
    case State:
        return stateText(row);
    case Name:
        return row.name;
    case Happening:
        return happeningText(row);
    case Reach:
        return {};
    case LastAnswer: {
        const std::optional<Instant> last = lastAnswer(row);
        if (last)
            return wording::ageText(ageOf(*last, m_now));
        return row.standing.reason == StandingReason::OnlyNamed && !row.measured ? unknown : tr("never");
    }
    case Offset:
        if (row.isDevice())
            return tr("a local device, cannot be asked");
        break;
    default:
        break;
    }
    // The daemon's word goes before ours where both have one.
    if (row.followed) {
        QString followed = followedText(row, column);
        if (!followed.isEmpty())
            return followed;
    }
    return row.measured ? measuredText(*row.measured, column) : unknown;
}

QString SourcesModel::stateText(const SourceRow &row) const
{
    if (row.followed && row.isPast())
        return wording::standingState(*row.daemon, row.standing);
    // One sentence above says why, and not one for each.
    if (row.isOffline)
        return tr("waiting");
    if (row.isJustAsked)
        return tr("asking");
    if (row.followed)
        return wording::standingState(row.standing);
    if (const std::optional<SourceUse> doubt = doubtOf(row))
        return wording::useState(*doubt);
    return row.measured ? wording::sourceState(*row.measured) : unknown;
}

QString SourcesModel::happeningText(const SourceRow &row) const
{
    const bool isHeard = !row.followed || !row.isPast();
    if (row.isOffline && isHeard)
        return tr("Asked again when there is a network.");
    // While its members gather, when the first of them can be followed is what one waits for.
    const bool isWaitedFor = row.followed && row.standing.reason == StandingReason::Gathering;
    if (row.kind == SourceRow::Kind::Pool && isHeard && row.pool.filled > 0 && !isWaitedFor)
        return wording::poolSentence(row.pool);
    if (row.followed)
        return wording::standingSentence(*row.daemon, *row.followed, row.standing, m_now);
    if (const std::optional<SourceUse> doubt = doubtOf(row))
        return wording::useSentence(*doubt);
    return row.measured ? wording::sourceHappening(*row.measured, m_now) : unknown;
}

QString SourcesModel::followedText(const SourceRow &row, int column) const
{
    const QLocale locale;
    const DaemonSource &source = *row.followed;
    const std::optional<SourceStatistics> &line = source.statistics;
    switch (column) {
    case DaemonOffset:
        if (!source.adjusted)
            return unknown;
        return source.error
                   ? u"%1 %2"_s.arg(wording::offsetText(*source.adjusted), wording::boundText(*source.error))
                   : wording::offsetText(*source.adjusted);
    case Address:
        return source.address;
    case Stratum:
        return source.stratum ? locale.toString(*source.stratum) : QString();
    case Poll:
        return source.pollLog2 ? wording::pollText(*source.pollLog2) : QString();
    case Residual:
        return line ? wording::frequencyText(line->frequencyPpm) : unknown;
    case ReferenceId:
        return source.referenceId;
    case Samples:
        return line ? locale.toString(row.standing.samples) : unknown;
    case Deviation:
        return line ? wording::spanText(line->standardDeviation) : unknown;
    default:
        return {};
    }
}

QString SourcesModel::measuredText(const SourceSnapshot &source, int column) const
{
    const QLocale locale;
    const auto estimated = [&source](auto member) -> std::optional<Duration> {
        return source.estimate ? std::optional<Duration>((*source.estimate).*member) : std::nullopt;
    };
    switch (column) {
    case Offset:
        return source.estimate ? u"%1 %2"_s.arg(wording::offsetText(source.estimate->offset),
                                                wording::boundText(source.estimate->bound))
                               : unknown;
    case Address:
        return source.address.isEmpty() ? unknown : source.address;
    case Stratum:
        return source.lastSample ? locale.toString(source.lastSample->stratum) : unknown;
    case Poll:
        return wording::pollText(source.pollInterval);
    case Delay:
        return spanOrUnknown(estimated(&SourceEstimate::minimumDelay));
    case Jitter:
        return spanOrUnknown(estimated(&SourceEstimate::jitter));
    case RootDistance:
        return spanOrUnknown(estimated(&SourceEstimate::rootDistance));
    case Frequency:
        return source.estimate && source.estimate->frequencyPpm
                   ? wording::frequencyText(*source.estimate->frequencyPpm)
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
        return unknown;
    }
}

QVariant SourcesModel::sortValue(const SourceRow &row, int column) const
{
    if (row.isHeading())
        return {};
    const std::optional<DaemonSource> &followed = row.followed;
    const std::optional<SourceSnapshot> &measured = row.measured;
    const auto estimated = [&measured](auto member) -> std::optional<Duration> {
        return measured && measured->estimate ? std::optional<Duration>((*measured->estimate).*member)
                                              : std::nullopt;
    };
    const std::optional<SourceStatistics> line = followed ? followed->statistics : std::nullopt;
    switch (column) {
    case State:
    case Happening: // a sentence about the same
        return rawState(row);
    case Reach:
        if (followed)
            return followed->reach ? QVariant(rawReach(*followed->reach)) : QVariant();
        return measured && measured->requests > 0 ? QVariant(rawReach(measured->reach)) : QVariant();
    case LastAnswer: { // the youngest first
        const std::optional<Instant> last = lastAnswer(row);
        return raw(last ? std::optional(-last->time_since_epoch()) : std::nullopt);
    }
    case DaemonOffset:
        return raw(followed && followed->adjusted ? std::optional(followed->adjusted->localMinusRemote())
                                                  : std::nullopt);
    case Offset:
        return raw(measured && measured->estimate
                       ? std::optional(measured->estimate->offset.localMinusRemote())
                       : std::nullopt);
    case Address:
        return rawAddress(text(row, Address));
    case Stratum:
        if (followed && followed->stratum)
            return *followed->stratum;
        return measured && measured->lastSample ? QVariant(int(measured->lastSample->stratum)) : QVariant();
    case Poll:
        if (followed && followed->pollLog2)
            return raw(std::optional(fromLog2Seconds(*followed->pollLog2)));
        return raw(measured ? std::optional(measured->pollInterval) : std::nullopt);
    case Delay:
        return raw(estimated(&SourceEstimate::minimumDelay));
    case Jitter:
        return raw(estimated(&SourceEstimate::jitter));
    case RootDistance:
        return raw(estimated(&SourceEstimate::rootDistance));
    case Residual:
        return line ? QVariant(line->frequencyPpm) : QVariant();
    case Frequency:
        return raw(measured && measured->estimate ? measured->estimate->frequencyPpm : std::nullopt);
    case Answers:
        return measured ? QVariant(measured->answers) : QVariant();
    case Samples:
        return line ? QVariant(row.standing.samples) : QVariant();
    case Deviation:
        return raw(line ? std::optional(line->standardDeviation) : std::nullopt);
    default: {
        const QString shown = text(row, column);
        return shown.isEmpty() || shown == unknown ? QVariant() : QVariant(shown);
    }
    }
}

QString SourcesModel::accessibleText(const SourceRow &row, int column) const
{
    if (row.isHeading())
        return text(row, column);
    if (column == Reach) {
        if (row.followed)
            return row.followed->reach ? wording::reachText(*row.followed->reach) : tr("unknown");
        return row.measured ? wording::reachText(*row.measured) : tr("unknown");
    }
    if (column == LastAnswer) {
        if (const std::optional<Instant> last = lastAnswer(row))
            return wording::agoText(ageOf(*last, m_now));
    }
    const QString detail = rowData(row, DetailRole).toString();
    if (column == Name && !detail.isEmpty() && detail != row.name)
        return row.isDevice() ? tr("%1, reads %2", "a device's name, what it reads").arg(row.name, detail)
                              : tr("%1, address %2").arg(row.name, detail);
    QString shown = text(row, column);
    return shown == unknown ? tr("unknown") : shown;
}

/// All that a cell has no room for.
QString SourcesModel::toolTip(const SourceRow &row, int column) const
{
    if (row.kind == SourceRow::Kind::Daemon)
        return daemonLines(row).join(u'\n');
    if (column == State)
        return stateLines(row).join(u'\n');
    if (column == Offset && row.measured && row.measured->estimate)
        return estimateToolTip(*row.measured->estimate);
    if (column != Name || !row.measured)
        return accessibleText(row, column);
    QStringList lines{accessibleText(row, column)};
    if (row.followed && row.followed->name != row.name)
        lines.append(tr("Configured as %1.").arg(row.followed->name));
    if (!row.followed && row.measured->host.shortText() != row.name)
        lines.append(tr("Asked as %1.").arg(row.measured->host.shortText()));
    return lines.join(u'\n');
}

/// What the column shows, and what it shows here.
QString SourcesModel::whatThisIs(const SourceRow &row, int column) const
{
    if (row.isHeading())
        return wording::whatIs(row.name, {}, stateLines(row).join(u'\n'));
    const QString here = tr("%1: %2", "a source: what the cell shows").arg(row.name, toolTip(row, column));
    return wording::whatIs(headerText(column), headerToolTip(column), here);
}

QStringList SourcesModel::daemonLines(const SourceRow &row) const
{
    QStringList lines{text(row, State), row.identity, wording::processSentence(*row.daemon, m_now)};
    lines.removeAll(QString());
    return lines;
}

/// In place of a legend: what the state means, with the values that it comes from.
QStringList SourcesModel::stateLines(const SourceRow &row) const
{
    if (row.kind == SourceRow::Kind::Daemon)
        return daemonLines(row);
    if (row.isHeading())
        return {text(row, State)};
    QStringList lines;
    if (row.kind == SourceRow::Kind::Pool)
        lines.append(text(row, Happening));
    const bool isAsTold = !row.isOffline && !row.isJustAsked;
    if (row.followed && isAsTold)
        lines += wording::standingLines(*row.daemon, *row.followed, row.standing,
                                        rootDistance(*row.daemon, *row.followed), row.nearestOf, m_now);
    else
        lines.append(tr("%1: %2", "state, sentence").arg(text(row, State), text(row, Happening)));
    if (!row.followed && row.measured)
        lines.append(tr("Reach: %1.").arg(wording::reachText(*row.measured)));
    if (row.measured && row.measured->estimate)
        lines.append(tr("Measured here: %1.").arg(measuredText(*row.measured, Offset)));
    return lines;
}

QString SourcesModel::filterText(const SourceRow &row) const
{
    QStringList lines;
    const bool isHeading = row.isHeading();
    if (!isHeading)
        lines = {row.name, text(row, State)};
    if (row.daemon)
        lines.append(wording::daemonTitle(*row.daemon));
    if (row.followed && !isHeading)
        lines += {row.followed->name, row.followed->address, row.followed->device, row.followed->deviceName};
    if (row.measured && !isHeading)
        lines += {row.measured->host.shortText(), row.measured->address};
    return lines.join(u'\n');
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
        if (row.kind == SourceRow::Kind::Pool)
            return {};
        return row.followed ? row.followed->address : row.measured ? row.measured->address : QString();
    case DetailRole:
        if (row.isDevice())
            return row.followed->deviceName.isEmpty() ? row.followed->device : row.followed->deviceName;
        return rowData(row, AddressRole);
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
        return stateLines(row).join(u'\n');
    case FilterRole:
        return filterText(row);
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
        return text(*row, column);
    case Qt::EditRole:
        return column == Name ? row->name : text(*row, column);
    case Qt::ToolTipRole:
        return wrapped(toolTip(*row, column));
    case Qt::AccessibleTextRole:
        return accessibleText(*row, column);
    case Qt::AccessibleDescriptionRole:
        return column == State ? stateLines(*row).join(u'\n') : QString();
    case Qt::WhatsThisRole:
        return whatThisIs(*row, column);
    case Qt::CheckStateRole:
        if (column == State && row->isSource())
            return isShown(*row) ? Qt::Checked : Qt::Unchecked;
        return {};
    case SortRole:
        return sortValue(*row, column);
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
        return headerText(section);
    if (role == Qt::ToolTipRole)
        return headerToolTip(section);
    if (role == Qt::WhatsThisRole)
        return wording::whatIs(headerText(section), headerToolTip(section), {});
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
