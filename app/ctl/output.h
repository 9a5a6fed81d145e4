// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instanttext.h"
#include "core/ntp/offset.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

/// How synchroscopectl prints: JSON for programs, aligned tables for people.
namespace synchroscope::ctl {

/// The exit codes of every command.
enum ExitCode : int {
    exitGood = 0,
    exitBadNews = 1,    ///< the answer is bad news
    exitWrongUsage = 2, ///< standard output is empty
    exitFailed = 3,     ///< could not be done; standard output is empty
};

/// Seconds; null when unknown.
QJsonValue secondsValue(std::optional<Duration> span);
QJsonValue offsetValue(std::optional<Offset> offset);
/// RFC 3339 in UTC with nine decimals; null when unknown.
QJsonValue instantValue(std::optional<Instant> instant);
/// Null when empty.
QJsonValue textValue(const QString &text);

template <typename Number>
QJsonValue numberValue(const std::optional<Number> &number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

inline std::optional<Duration> since(std::optional<Instant> then, std::optional<Instant> now)
{
    return then && now ? std::optional(*now - *then) : std::nullopt;
}

/// A member of what may not be known.
template <typename Object, typename Value>
std::optional<Value> memberOf(const std::optional<Object> &object, Value Object::*member)
{
    return object ? std::optional<Value>((*object).*member) : std::nullopt;
}

/// One that may itself not be known.
template <typename Object, typename Value>
std::optional<Value> memberOf(const std::optional<Object> &object, std::optional<Value> Object::*member)
{
    return object ? (*object).*member : std::nullopt;
}

/// One object on one line of standard output, flushed.
void printJson(const QJsonObject &object);
/// A line of text on standard output.
void printLine(const QString &line);
/// A sentence on standard error, after the program's name.
void complain(const QString &sentence);
/// Whether all that was printed could be written: the disk may be full.
bool allWasWritten();
/// The exit code of a command that has printed its answer: `code`, or exitFailed with a complaint if the
/// answer could not be written.
int exitCodeAfterPrinting(ExitCode code);

/// How many columns of a terminal a text takes: the letters of East Asia take two each, marks above others
/// none.
qsizetype displayWidth(QStringView text);
/// As much of its beginning as has room in so many columns.
QString fitting(const QString &text, qsizetype width);

/// Columns as wide as their widest cell on a terminal, two spaces apart. The last cell of a row runs free:
/// it is not padded and widens nothing, so a row may end early with a sentence.
class Table
{
public:
    explicit Table(const QStringList &header) { addRow(header); }
    void addRow(const QStringList &cells) { m_rows.append(cells); }
    QStringList lines() const;

private:
    QList<QStringList> m_rows;
};

} // namespace synchroscope::ctl
