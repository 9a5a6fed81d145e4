// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include "app/ctl/text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>
#include <cstdio>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

QJsonValue secondsValue(std::optional<Duration> span)
{
    return span ? QJsonValue(toSeconds(*span)) : QJsonValue(QJsonValue::Null);
}

QJsonValue offsetValue(std::optional<Offset> offset)
{
    return offset ? secondsValue(offset->localMinusRemote()) : QJsonValue(QJsonValue::Null);
}

QString instantText(Instant instant)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    const QDateTime whole =
        QDateTime::fromSecsSinceEpoch(seconds.time_since_epoch().count(), QTimeZone::utc());
    return u"%1.%2Z"_s.arg(whole.toString(u"yyyy-MM-dd'T'HH:mm:ss"_s))
        .arg((instant - seconds).count(), 9, 10, QChar(u'0'));
}

QJsonValue instantValue(std::optional<Instant> instant)
{
    return instant ? QJsonValue(instantText(*instant)) : QJsonValue(QJsonValue::Null);
}

QJsonValue textValue(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

void printJson(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    std::fflush(stdout);
}

void printLine(const QString &line)
{
    const QByteArray bytes = line.toLocal8Bit() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void complain(const QString &sentence)
{
    const QByteArray bytes = "synchroscopectl: " + sentence.toLocal8Bit() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

bool allWasWritten()
{
    return std::ferror(stdout) == 0;
}

int exitCodeAfterPrinting(ExitCode code)
{
    if (allWasWritten())
        return code;
    complain(Text::tr("Standard output could not be written. Check that the disk is not full."));
    return exitFailed;
}

QStringList Table::lines() const
{
    QList<qsizetype> widths;
    for (const QStringList &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i + 1 < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    QStringList lines;
    for (const QStringList &row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row[i].leftJustified(widths[i] + 2) : row[i];
        lines.append(line);
    }
    return lines;
}

} // namespace synchroscope::ctl
