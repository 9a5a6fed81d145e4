// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/config/plainreading.h"

#include <QRegularExpression>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

/// Bytes were taken for characters, so that no line depends on another's encoding.
QString words(QStringView latin1)
{
    return QString::fromUtf8(latin1.toLatin1()).simplified();
}

/// One expression for each line: the mark, the type, the name, the options.
QStringList readLines(const QByteArray &text, const QRegularExpression &expression)
{
    QStringList list;
    const QByteArrayList lines = text.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRegularExpressionMatch match = expression.match(QString::fromLatin1(lines[i]));
        if (match.hasMatch())
            list.append(plainLine(
                int(i + 1), match.hasCaptured(1),
                words(match.captured(2).toLower() + u' ' + match.captured(3) + u' ' + match.captured(4))));
    }
    return list;
}

QStringList readChrony(QByteArray text, ConfigPart part)
{
    static const QRegularExpression expression(
        u"^(#off\\(synchroscope\\): )?\\s*(server|pool|peer)\\s+(\\S+)"
        "((?:\\s+[a-z]+(?:_offline|[46])?(?:\\s+[-+.\\d][^\\s#;]*|\\s+F323)?)*)\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (part == ConfigPart::Sources) // where a line without an end does not count
        text.truncate(text.lastIndexOf('\n') + 1);
    return readLines(text, expression);
}

/// Without reference clocks, quotes, and the port of a server with NTS.
QStringList readNtp(const QByteArray &text)
{
    static const QRegularExpression expression(
        u"^(#off\\(synchroscope\\): )?\\s*(server|pool|peer)\\s+(?:-[46]\\s+)?([^\\s#]+)([^#]*)"_s);
    static const QRegularExpression port(u"(server \\[?)([^ ]+?)\\]?:\\d+(?= .*\\bnts\\b)"_s);
    QStringList list = readLines(text, expression);
    list.removeIf([](const QString &line) { return line.contains(u" 127.127."_s); });
    list.replaceInStrings(u"\""_s, QString());
    list.replaceInStrings(port, u"server \\2"_s);
    return list;
}

/// One expression for the whole text: a section's heading, or an assignment, perhaps switched off or a
/// commented default, with all its continuations.
QStringList readTimesyncd(const QByteArray &text, ConfigPart part)
{
    static const QRegularExpression statements(
        u"^[ \\t]*(?:\\[(?<section>[^\\n]*)\\][ \\t\\r]*"
        "|(?<off>#off\\(synchroscope\\): )?(?<key>(?<default>[#;](?=Fall))?(?:NTP|Servers|FallbackNTP))[ "
        "\\t]*="
        "(?<value>[^\\n]*(?:(?<=\\\\)\\r?\\n(?:[ \\t]*[#;][^\\n]*\\n)*[^\\n]*)*))$"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression remarks(u"\\\\\\n([ \\t]*[#;][^\\n]*\\n)*|\\\\$"_s);
    const QString all = QString::fromLatin1(text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text);
    QStringList list;
    QString section;
    for (const QRegularExpressionMatch &match : statements.globalMatch(all)) {
        const QString key = match.captured(u"key"_s);
        const bool isDefault = match.hasCaptured(u"default"_s);
        if (key.isEmpty())
            section = match.captured(u"section"_s);
        if (key.isEmpty() || section != u"Time" || (isDefault && part != ConfigPart::Main))
            continue;
        const QString type = key.contains(u"Fallback"_s) ? u"fallback server "_s : u"server "_s;
        const int line = int(all.first(match.capturedStart(u"key"_s)).count(u'\n')) + 1;
        const QString value = match.captured(u"value"_s).replace(remarks, u" "_s);
        for (const QString &name : words(value).split(u' ', Qt::SkipEmptyParts))
            list.append(plainLine(line, match.hasCaptured(u"off"_s), type + name));
    }
    return list;
}

/// OpenNTPD's
QStringList readNtpd(const QByteArray &text)
{
    static const QRegularExpression expression(u"^()?\\s*(servers?)\\s+(\\S+)()"_s);
    QStringList list = readLines(text, expression);
    list.replaceInStrings(u" off"_s, QString());
    list.replaceInStrings(u"servers"_s, u"pool"_s);
    return list;
}

} // namespace

QString plainLine(int number, bool isOff, const QString &rest)
{
    return u"%1%2 %3"_s.arg(number).arg(isOff ? u" off"_s : QString(), rest);
}

QStringList plainReading(DaemonKind daemon, const QByteArray &text, ConfigPart part)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return readChrony(text, part);
    case DaemonKind::Timesyncd:
        return readTimesyncd(text, part);
    case DaemonKind::OpenNtpd:
        return readNtpd(text);
    default:
        return readNtp(text);
    }
}

} // namespace synchroscope::test
