// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcescopy.h"

#include "core/engine/seriesid.h"
#include "ui/wording/stablenames.h"

#include <QDateTime>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Column = SourcesModel::Column;
using wording::nameOf;

/// All nine digits, exactly: "-0.002910000".
QString seconds(std::optional<Duration> span)
{
    if (!span)
        return {};
    const qint64 count = span->count();
    constexpr quint64 second = 1'000'000'000;
    const quint64 size = count < 0 ? 0 - quint64(count) : quint64(count);
    return u"%1%2.%3"_s.arg(count < 0 ? u"-"_s : QString(), QString::number(size / second),
                            QString::number(size % second).rightJustified(9, u'0'));
}

QString seconds(std::optional<Offset> offset)
{
    return seconds(offset ? std::optional(offset->localMinusRemote()) : std::nullopt);
}

QString time(std::optional<Instant> at)
{
    if (!at)
        return {};
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at->time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toUTC().toString(Qt::ISODateWithMs);
}

QString number(std::optional<int> value)
{
    return value ? QString::number(*value) : QString();
}

QString partsPerMillion(std::optional<double> value)
{
    return value ? QString::number(*value, 'f', 6) : QString();
}

/// As chronyc prints it.
QString octal(quint8 reach)
{
    return QString::number(reach, 8);
}

QStringList csvHeader(Column column)
{
    switch (column) {
    case Column::State:
        return {u"state"_s};
    case Column::Name:
        return {u"name"_s};
    case Column::Reach:
        return {u"reach_octal"_s};
    case Column::LastAnswer:
        return {u"last_answer_utc"_s};
    case Column::DaemonOffset:
        return {u"service_offset_s"_s, u"service_error_s"_s};
    case Column::Offset:
        return {u"offset_s"_s, u"bound_s"_s};
    case Column::Happening:
        return {u"activity"_s, u"next_question_utc"_s};
    case Column::Address:
        return {u"address"_s};
    case Column::Stratum:
        return {u"stratum"_s};
    case Column::Poll:
        return {u"poll_s"_s};
    case Column::Delay:
        return {u"delay_s"_s};
    case Column::Jitter:
        return {u"jitter_s"_s};
    case Column::RootDistance:
        return {u"root_distance_s"_s};
    case Column::Frequency:
        return {u"frequency_ppm"_s};
    case Column::ReferenceId:
        return {u"reference"_s};
    case Column::Answers:
        return {u"answers"_s, u"questions"_s};
    case Column::Stamps:
        return {u"stamps"_s};
    case Column::Samples:
        return {u"samples"_s};
    case Column::Deviation:
        return {u"deviation_s"_s};
    case Column::Residual:
        return {u"residual_frequency_ppm"_s};
    case Column::ColumnCount:
        break;
    }
    return {};
}

QStringList ofFollowed(const SourceRow &row, Column column)
{
    const DaemonSource &source = *row.followed;
    const std::optional<SourceStatistics> &line = source.statistics;
    switch (column) {
    case Column::State:
        return {nameOf(row.standing.reason)};
    case Column::Reach:
        return {source.reach ? octal(*source.reach) : QString()};
    case Column::LastAnswer:
        return {time(source.lastSample)};
    case Column::DaemonOffset:
        return {seconds(source.adjusted), source.adjusted ? seconds(source.error) : QString()};
    case Column::Address:
        return {source.address};
    case Column::Stratum:
        return {number(source.stratum)};
    case Column::Poll:
        return {source.pollLog2 ? seconds(std::optional(fromLog2Seconds(*source.pollLog2))) : QString()};
    case Column::Residual:
        return {partsPerMillion(line ? std::optional(line->frequencyPpm) : std::nullopt)};
    case Column::ReferenceId:
        return {source.referenceId};
    case Column::Samples:
        return {line ? QString::number(row.standing.samples) : QString()};
    case Column::Deviation:
        return {seconds(line ? std::optional(line->standardDeviation) : std::nullopt)};
    default:
        return {};
    }
}

QStringList ofMeasured(const SourceSnapshot &source, Column column)
{
    const std::optional<SourceEstimate> &estimate = source.estimate;
    const std::optional<Sample> &sample = source.lastSample;
    const auto estimated = [&estimate](auto member) {
        return seconds(estimate ? std::optional<Duration>((*estimate).*member) : std::nullopt);
    };
    switch (column) {
    case Column::State:
        return {source.lastOutcome ? nameOf(*source.lastOutcome) : QString()};
    case Column::Reach:
        return {source.requests > 0 ? octal(source.reach) : QString()};
    case Column::LastAnswer:
        return {time(source.lastAnswer)};
    case Column::Offset:
        return {seconds(estimate ? std::optional(estimate->offset) : std::nullopt),
                estimated(&SourceEstimate::bound)};
    case Column::Happening:
        return {nameOf(source.activity), time(source.nextRequest)};
    case Column::Address:
        return {source.address};
    case Column::Stratum:
        return {number(sample ? std::optional(int(sample->stratum)) : std::nullopt)};
    case Column::Poll:
        return {seconds(std::optional(source.pollInterval))};
    case Column::Delay:
        return {estimated(&SourceEstimate::minimumDelay)};
    case Column::Jitter:
        return {estimated(&SourceEstimate::jitter)};
    case Column::RootDistance:
        return {estimated(&SourceEstimate::rootDistance)};
    case Column::Frequency:
        return {partsPerMillion(estimate ? estimate->frequencyPpm : std::nullopt)};
    case Column::ReferenceId:
        return {sample ? referenceIdText(sample->referenceId, sample->stratum) : QString()};
    case Column::Answers:
        return {QString::number(source.answers), QString::number(source.requests)};
    case Column::Stamps:
        if (!sample)
            return {};
        return {sample->timestamping() == Timestamping::Kernel ? u"kernel"_s : u"user"_s};
    default:
        return {};
    }
}

/// As the table does, the daemon's word goes before ours where both have one.
QStringList csvCells(const SourceRow &row, Column column)
{
    QStringList cells;
    const auto isTold = [&cells] {
        return std::ranges::any_of(cells, [](const QString &cell) { return !cell.isEmpty(); });
    };
    if (column == Column::Name)
        cells = {row.name};
    else if (row.followed)
        cells = ofFollowed(row, column);
    // When the daemon heard from it last is not when we did.
    const bool isDaemons = row.followed && (column == Column::LastAnswer || column == Column::Reach);
    if (row.measured && !isDaemons && !isTold())
        cells = ofMeasured(*row.measured, column);
    while (cells.size() < csvHeader(column).size())
        cells.append(QString());
    return cells;
}

QString csvRecord(const QStringList &cells)
{
    QStringList quoted;
    for (QString cell : cells) {
        const bool isPlain = std::ranges::none_of(
            cell, [](QChar c) { return c == u',' || c == u'"' || c == u'\r' || c == u'\n'; });
        quoted.append(isPlain ? cell : u'"' + cell.replace(u'"', u"\"\""_s) + u'"');
    }
    return quoted.join(u',') + u"\r\n"_s;
}

/// In columns of a terminal or a mail.
int widthOf(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4()) {
        // The blocks that East Asian Width (UAX 11) calls wide, as far as our texts have them.
        const bool isWide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                            (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                            (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                            (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
        width += isWide ? 2 : 1;
    }
    return width;
}

} // namespace

QString csvText(const std::vector<const SourceRow *> &rows, const QList<Column> &columns, bool withDaemon)
{
    QStringList header;
    if (withDaemon)
        header += {u"service"_s, u"service_heard_utc"_s};
    for (const Column column : columns)
        header += csvHeader(column);
    QString text = csvRecord(header);
    for (const SourceRow *row : rows) {
        QStringList cells;
        if (withDaemon)
            cells += {row->daemon ? seriesId(*row->daemon).key : QString(),
                      row->daemon ? time(row->daemon->readAt) : QString()};
        for (const Column column : columns)
            cells += csvCells(*row, column);
        text += csvRecord(cells);
    }
    return text;
}

QString alignedText(const QStringList &header, const std::vector<TextRow> &rows)
{
    constexpr int indent = 2;
    constexpr int gap = 2;
    std::vector<TextRow> lines{{header, 0}};
    lines.insert(lines.end(), rows.begin(), rows.end());
    std::vector<int> widths(size_t(header.size()), 0);
    for (const TextRow &line : lines) {
        for (qsizetype i = 0; line.cells.size() == header.size() && i < header.size(); ++i) {
            const int before = i == 0 ? line.indent * indent : 0;
            widths[size_t(i)] = std::max(widths[size_t(i)], before + widthOf(line.cells[i]));
        }
    }
    QString text;
    for (const TextRow &line : lines) {
        QString written(line.indent * indent, u' ');
        int end = 0;
        for (qsizetype i = 0; i < line.cells.size(); ++i) {
            written += line.cells[i];
            if (i + 1 == line.cells.size())
                break;
            end += widths[size_t(i)] + gap;
            written += QString(std::max(gap, end - widthOf(written)), u' ');
        }
        while (written.endsWith(u' '))
            written.chop(1);
        // What keeps figure and unit together on the screen is a strange letter in a mail.
        text += written.replace(QChar(QChar::Nbsp), u' ') + u'\n';
    }
    return text;
}

} // namespace synchroscope
