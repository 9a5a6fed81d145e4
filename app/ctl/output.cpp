// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include "app/ctl/text.h"

#include <QJsonDocument>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cwchar>

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

namespace {

/// The widths of letters are the C library's, which knows them in UTF-8 only. We write that whatever the
/// user's locale is, and even if it is not installed.
class Utf8Locale
{
public:
    Utf8Locale() : m_before(::uselocale(utf8())) {}
    ~Utf8Locale() { ::uselocale(m_before); }
    Utf8Locale(const Utf8Locale &) = delete;
    Utf8Locale &operator=(const Utf8Locale &) = delete;

private:
    static locale_t utf8()
    {
        static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale;
    }

    locale_t m_before;
};

int columnsOf(char32_t character)
{
    // -1 of what it does not know.
    const int columns = ::wcwidth(static_cast<wchar_t>(character));
    return columns < 0 && QChar::isPrint(character) ? 1 : std::max(columns, 0);
}

} // namespace

qsizetype displayWidth(QStringView text)
{
    const Utf8Locale locale;
    qsizetype width = 0;
    for (const uint character : text.toUcs4())
        width += columnsOf(character);
    return width;
}

QString fitting(const QString &text, qsizetype width)
{
    const Utf8Locale locale;
    qsizetype end = 0;
    for (const uint character : text.toUcs4()) {
        width -= columnsOf(character);
        if (width < 0)
            break;
        end += QChar::requiresSurrogates(character) ? 2 : 1;
    }
    return text.first(end);
}

QStringList Table::lines() const
{
    QList<qsizetype> widths;
    for (const QStringList &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i + 1 < row.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
    QStringList lines;
    for (const QStringList &row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line +=
                i + 1 < row.size() ? row[i] + QString(widths[i] + 2 - displayWidth(row[i]), u' ') : row[i];
        lines.append(line);
    }
    return lines;
}

} // namespace synchroscope::ctl
