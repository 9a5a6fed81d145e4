// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcecells.h"

#include "ui/table/sourcecolumns.h"
#include "ui/table/sourcesmodel.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/quantity.h"
#include "ui/wording/selectionwording.h"
#include "ui/wording/sourcewording.h"
#include "ui/wording/whatis.h"

#include <QLocale>

#include <arpa/inet.h>

#include <algorithm>
#include <bit>

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

QString estimateToolTip(const SourceEstimate &estimate)
{
    const QStringList lines{
        SourcesModel::tr("Measured here: %1.").arg(wording::estimateText(estimate)),
        SourcesModel::tr("Error against this server: %1.").arg(wording::errorText(estimate.boundToServer)),
        SourcesModel::tr("Error against UTC, as it claims: %1.").arg(wording::errorText(estimate.bound)),
    };
    return lines.join(u'\n');
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

QString followedText(const SourceRow &row, int column)
{
    using enum SourcesModel::Column;
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

QString measuredText(const SourceSnapshot &source, int column)
{
    using enum SourcesModel::Column;
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
        return SourcesModel::tr("%1 of %2").arg(source.answers).arg(source.requests);
    case Stamps:
        if (!source.lastSample)
            return unknown;
        return source.lastSample->timestamping() == Timestamping::Kernel ? SourcesModel::tr("kernel")
                                                                         : SourcesModel::tr("this program");
    default:
        return unknown;
    }
}

QString stateText(const SourceRow &row)
{
    if (row.followed && row.isPast())
        return wording::standingState(*row.daemon, row.standing);
    // One sentence above says why, and not one for each.
    if (row.isOffline)
        return SourcesModel::tr("waiting");
    if (row.isJustAsked)
        return SourcesModel::tr("asking");
    if (row.followed)
        return wording::standingState(row.standing);
    if (const std::optional<SourceUse> doubt = doubtOf(row))
        return wording::useState(*doubt);
    return row.measured ? wording::sourceState(*row.measured) : unknown;
}

QString happeningText(const SourceRow &row, Instant now)
{
    const bool isHeard = !row.followed || !row.isPast();
    if (row.isOffline && isHeard)
        return SourcesModel::tr("Asked again when there is a network.");
    // While its members gather, when the first of them can be followed is what one waits for.
    const bool isWaitedFor = row.followed && row.standing.reason == StandingReason::Gathering;
    if (row.kind == SourceRow::Kind::Pool && isHeard && row.pool.filled > 0 && !isWaitedFor)
        return wording::poolSentence(row.pool);
    if (row.followed)
        return wording::standingSentence(*row.daemon, *row.followed, row.standing, now);
    if (const std::optional<SourceUse> doubt = doubtOf(row))
        return wording::useSentence(*doubt);
    return row.measured ? wording::sourceHappening(*row.measured, now) : unknown;
}

QStringList daemonLines(const SourceRow &row, Instant now)
{
    using enum SourcesModel::Column;
    QStringList lines{cellText(row, State, now), row.identity, wording::processSentence(*row.daemon, now)};
    lines.removeAll(QString());
    return lines;
}

} // namespace

QString addressOf(const SourceRow &row)
{
    if (row.kind == SourceRow::Kind::Pool)
        return {};
    return row.followed ? row.followed->address : row.measured ? row.measured->address : QString();
}

QString detailOf(const SourceRow &row)
{
    if (row.isDevice())
        return row.followed->deviceName.isEmpty() ? row.followed->device : row.followed->deviceName;
    return addressOf(row);
}

QString cellText(const SourceRow &row, int column, Instant now)
{
    using enum SourcesModel::Column;
    if (row.kind == SourceRow::Kind::Daemon)
        return column == State ? wording::daemonHeading(*row.daemon, row.name, now) : QString();
    if (row.kind == SourceRow::Kind::Measured)
        return column == State ? row.name : QString();

    switch (column) {
    case State:
        return stateText(row);
    case Name:
        return row.name;
    case Happening:
        return happeningText(row, now);
    case Reach:
        return {};
    case LastAnswer: {
        const std::optional<Instant> last = lastAnswer(row);
        if (last)
            return wording::ageText(ageOf(*last, now));
        return row.standing.reason == StandingReason::OnlyNamed && !row.measured ? unknown
                                                                                 : SourcesModel::tr("never");
    }
    case Offset:
        if (row.isDevice())
            return SourcesModel::tr("a local device, cannot be asked");
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

QVariant cellSortValue(const SourceRow &row, int column, Instant now)
{
    using enum SourcesModel::Column;
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
        return rawAddress(cellText(row, Address, now));
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
        const QString shown = cellText(row, column, now);
        return shown.isEmpty() || shown == unknown ? QVariant() : QVariant(shown);
    }
    }
}

QString accessibleCellText(const SourceRow &row, int column, Instant now)
{
    using enum SourcesModel::Column;
    if (row.isHeading())
        return cellText(row, column, now);
    if (column == Reach) {
        if (row.followed)
            return row.followed->reach ? wording::reachText(*row.followed->reach)
                                       : SourcesModel::tr("unknown");
        return row.measured ? wording::reachText(*row.measured) : SourcesModel::tr("unknown");
    }
    if (column == LastAnswer) {
        if (const std::optional<Instant> last = lastAnswer(row))
            return wording::agoText(ageOf(*last, now));
    }
    const QString detail = detailOf(row);
    if (column == Name && !detail.isEmpty() && detail != row.name)
        return row.isDevice()
                   ? SourcesModel::tr("%1, reads %2", "a device's name, what it reads").arg(row.name, detail)
                   : SourcesModel::tr("%1, address %2").arg(row.name, detail);
    QString shown = cellText(row, column, now);
    return shown == unknown ? SourcesModel::tr("unknown") : shown;
}

QString cellToolTip(const SourceRow &row, int column, Instant now)
{
    using enum SourcesModel::Column;
    if (row.kind == SourceRow::Kind::Daemon)
        return daemonLines(row, now).join(u'\n');
    if (column == State)
        return stateLines(row, now).join(u'\n');
    if (column == Offset && row.measured && row.measured->estimate)
        return estimateToolTip(*row.measured->estimate);
    if (column != Name || !row.measured)
        return accessibleCellText(row, column, now);
    QStringList lines{accessibleCellText(row, column, now)};
    if (row.followed && row.followed->name != row.name)
        lines.append(SourcesModel::tr("Configured as %1.").arg(row.followed->name));
    if (!row.followed && row.measured->host.shortText() != row.name)
        lines.append(SourcesModel::tr("Asked as %1.").arg(row.measured->host.shortText()));
    return lines.join(u'\n');
}

QString whatThisCellIs(const SourceRow &row, int column, Instant now)
{
    if (row.isHeading())
        return wording::whatIs(row.name, {}, stateLines(row, now).join(u'\n'), u"time-service"_s);
    const QString here = SourcesModel::tr("%1: %2", "a source: what the cell shows")
                             .arg(row.name, cellToolTip(row, column, now));
    return wording::whatIs(columnTitle(column), columnToolTip(column), here, columnTerm(column));
}

QStringList stateLines(const SourceRow &row, Instant now)
{
    using enum SourcesModel::Column;
    if (row.kind == SourceRow::Kind::Daemon)
        return daemonLines(row, now);
    if (row.isHeading())
        return {cellText(row, State, now)};
    QStringList lines;
    if (row.kind == SourceRow::Kind::Pool)
        lines.append(cellText(row, Happening, now));
    const bool isAsTold = !row.isOffline && !row.isJustAsked;
    if (row.followed && isAsTold)
        lines += wording::standingLines(*row.daemon, *row.followed, row.standing,
                                        rootDistance(*row.daemon, *row.followed), row.nearestOf, now);
    else
        lines.append(SourcesModel::tr("%1: %2", "state, sentence")
                         .arg(cellText(row, State, now), cellText(row, Happening, now)));
    if (!row.followed && row.measured)
        lines.append(SourcesModel::tr("Reach: %1.").arg(wording::reachText(*row.measured)));
    if (row.measured && row.measured->estimate)
        lines.append(SourcesModel::tr("Measured here: %1.").arg(measuredText(*row.measured, Offset)));
    return lines;
}

QString rowFilterText(const SourceRow &row, Instant now)
{
    using enum SourcesModel::Column;
    QStringList lines;
    const bool isHeading = row.isHeading();
    if (!isHeading)
        lines = {row.name, cellText(row, State, now)};
    if (row.daemon)
        lines.append(wording::daemonTitle(*row.daemon));
    if (row.followed && !isHeading)
        lines += {row.followed->name, row.followed->address, row.followed->device, row.followed->deviceName};
    if (row.measured && !isHeading)
        lines += {row.measured->host.shortText(), row.measured->address};
    return lines.join(u'\n');
}

} // namespace synchroscope
