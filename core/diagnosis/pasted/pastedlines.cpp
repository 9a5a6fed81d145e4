// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pastedlines.h"

namespace synchroscope {

namespace {

constexpr QChar escape(0x1b);

/// Where a terminal's control sequence that begins at `at` ends.
qsizetype endOfSequence(QStringView line, qsizetype at)
{
    if (at + 1 >= line.size())
        return line.size();
    const QChar kind = line[at + 1];
    qsizetype end = at + 2;
    if (kind == u'[') { // CSI: up to a letter or the like
        while (end < line.size() && (line[end] < QChar(0x40) || line[end] > QChar(0x7e)))
            ++end;
        return qMin(end + 1, line.size());
    }
    if (kind == u']') { // OSC: up to BEL or ESC \.
        while (end < line.size() && line[end] != QChar(0x07) && line[end] != escape)
            ++end;
        return qMin(end + (end < line.size() && line[end] == escape ? 2 : 1), line.size());
    }
    return end;
}

bool isInvisible(QChar character)
{
    const char16_t code = character.unicode();
    return code < 0x20 || code == 0x7f || (code >= 0x200b && code <= 0x200f) || code == 0x2060 ||
           code == 0xfeff;
}

QString cleaned(QStringView line)
{
    constexpr qsizetype tabWidth = 8;
    QString text;
    text.reserve(line.size());
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar character = line[at];
        if (character == escape)
            at = endOfSequence(line, at) - 1;
        else if (character == u'\t')
            text.append(QString(tabWidth - text.size() % tabWidth, u' '));
        else if (character == QChar(0x2212)) // the minus sign of a word processor
            text.append(u'-');
        else if (character == u'\r' && text.isEmpty())
            continue; // the cursor is at the beginning already
        else if (character.isSpace())
            text.append(u' ');
        else if (!isInvisible(character))
            text.append(character);
    }
    return text;
}

/// Mail and forums quote by '>', several times if need be.
QStringView unquoted(QStringView text)
{
    while (true) {
        const QStringView bare = text.trimmed();
        if (!bare.startsWith(u'>'))
            return text;
        text = bare.sliced(1);
        if (text.startsWith(u' '))
            text = text.sliced(1);
    }
}

QStringView withoutEnd(QStringView text)
{
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

} // namespace

QStringView PastedLine::bare() const
{
    QStringView view = QStringView(text).trimmed();
    if (view.startsWith(u"# "))
        view = view.sliced(2).trimmed();
    return view;
}

std::vector<PastedLine> pastedLines(QStringView text)
{
    std::vector<PastedLine> lines;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf(u'\n', start);
        const qsizetype length = (end < 0 ? text.size() : end) - start;
        const QString line = cleaned(text.sliced(start, length));
        PastedLine pasted;
        pasted.number = static_cast<int>(lines.size()) + 1;
        pasted.text = withoutEnd(unquoted(line)).toString();
        pasted.isCut = end < 0;
        const QStringView bare = QStringView(pasted.text).trimmed();
        pasted.isFence = bare.startsWith(u"```") || bare.startsWith(u"~~~");
        lines.push_back(std::move(pasted));
        start += length + 1;
    }
    return lines;
}

} // namespace synchroscope
