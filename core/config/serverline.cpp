// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/serverline.h"

#include "core/config/configline.h"
#include "core/config/sourceoptions.h"

#include <QStringDecoder>
#include <QStringList>
#include <QUtf8StringView>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// QString::fromUtf8() drops a byte order mark, which to a daemon is a part of its word.
QString inUnicode(QByteArrayView text)
{
    using Flag = QStringDecoder::Flag;
    QStringDecoder decoder(QStringDecoder::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    return decoder(text);
}

struct LineWords
{
    std::vector<QByteArrayView> words;
    QByteArrayView comment;
};

/// ntp.conf's: white space between double quotes belongs to a word, a quote ends with its line, and # begins
/// a comment anywhere else.
LineWords ntpWords(QByteArrayView line)
{
    LineWords result;
    bool quoted = false;
    qsizetype start = -1;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char character = line[i];
        if (character == '\n')
            quoted = false;
        if (!quoted && (character == '#' || isConfigSpace(character))) {
            if (start >= 0)
                result.words.push_back(line.sliced(start, i - start));
            start = -1;
            if (character == '#') {
                result.comment = strippedOf(line.sliced(i));
                return result;
            }
            continue;
        }
        if (start < 0)
            start = i;
        if (character == '"')
            quoted = !quoted;
    }
    if (start >= 0)
        result.words.push_back(line.sliced(start));
    return result;
}

LineWords wordsOf(DaemonKind daemon, QByteArrayView line)
{
    return daemon == DaemonKind::Chrony ? LineWords{configWords(line), {}} : ntpWords(line);
}

constexpr QLatin1StringView wordOf(ServerType type)
{
    switch (type) {
    case ServerType::Server:
        return "server"_L1;
    case ServerType::Pool:
        return "pool"_L1;
    case ServerType::Peer:
        break;
    }
    return "peer"_L1;
}

std::optional<ServerType> typeOf(DaemonKind daemon, QByteArrayView word)
{
    const Qt::CaseSensitivity sensitivity =
        daemon == DaemonKind::Chrony ? Qt::CaseInsensitive : Qt::CaseSensitive;
    for (const ServerType type : {ServerType::Server, ServerType::Pool, ServerType::Peer}) {
        if (word.compare(QByteArrayView(wordOf(type).data(), wordOf(type).size()), sensitivity) == 0)
            return type;
    }
    return std::nullopt;
}

bool isValidUtf8(QByteArrayView text)
{
    return QUtf8StringView(text).isValidUtf8();
}

bool looksLikeNumber(QByteArrayView word)
{
    const char first = word.front();
    return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
}

std::vector<OptionWord> optionsOf(DaemonKind daemon, std::vector<QByteArrayView> words)
{
    std::vector<OptionWord> options;
    for (size_t i = 0; i < words.size(); ++i) {
        OptionWord &option = options.emplace_back(OptionWord{inUnicode(words[i])});
        const SourceOption *known = findOption(daemon, words[i]);
        const bool hasNext = i + 1 < words.size();
        const bool takesNext =
            known ? known->value != OptionValue::None : hasNext && looksLikeNumber(words[i + 1]);
        if (!takesNext || !hasNext)
            continue;
        const QByteArrayView word = words[i + 1];
        const qsizetype length = daemon == DaemonKind::Chrony && known ? numberLength(word, known->value) : 0;
        if (length == 0 || length == word.size()) {
            option.value = inUnicode(word);
            ++i;
        } else {
            option.value = inUnicode(word.first(length));
            words[i + 1] = word.sliced(length);
        }
    }
    return options;
}

/// Without quotes, the brackets of an IPv6 address, and the port that NTPsec takes for NTS.
QString plainHost(DaemonKind daemon, const ServerLine &line)
{
    QString host = line.host;
    if (daemon == DaemonKind::Chrony)
        return host;
    host.remove(u'"');
    const bool takesPort = optionOf(daemon, line, "nts"_L1) != nullptr;
    if (host.startsWith(u'[') && host.contains(u']')) {
        const qsizetype end = host.indexOf(u']');
        const QString rest = host.sliced(end + 1);
        if (rest.isEmpty() || (takesPort && rest.startsWith(u':')))
            return host.sliced(1, end - 1);
        // With the interface of a link-local address.
        return rest.startsWith(u'%') ? host.sliced(1, end - 1) + rest : host;
    }
    return takesPort && host.count(u':') == 1 ? host.section(u':', 0, 0) : host;
}

} // namespace

std::variant<ServerLine, ConfigProblem> parseServerLine(DaemonKind daemon, QByteArrayView line, int number)
{
    const auto problem = [number](ConfigFault fault, QByteArrayView subject = {}) {
        return ConfigProblem{number, fault, quotedFrom(subject)};
    };
    if (line.contains('\0'))
        return problem(ConfigFault::NullByte);
    if (!isValidUtf8(line))
        return problem(ConfigFault::NotUtf8);
    const LineWords read = wordsOf(daemon, line);
    if (read.words.empty())
        return problem(ConfigFault::NotASource);
    auto word = read.words.begin();
    const std::optional<ServerType> type = typeOf(daemon, *word);
    if (!type)
        return problem(ConfigFault::NotASource, *word);
    ServerLine result{
        .type = *type, .host = {}, .directive = inUnicode(*word), .comment = inUnicode(read.comment)};
    ++word;
    const bool isNtp = daemon != DaemonKind::Chrony;
    if (isNtp && word != read.words.end() && (*word == "-4" || *word == "-6"))
        result.family = inUnicode(*word++);
    if (word == read.words.end())
        return problem(ConfigFault::HostMissing, read.words.front());
    if (isNtp && word->startsWith("127.127."))
        return problem(ConfigFault::NotASource, *word);
    result.host = inUnicode(*word++);
    result.options = optionsOf(daemon, {word, read.words.end()});
    return result;
}

QString formatServerLine(const ServerLine &line)
{
    const QString type = wordOf(line.type);
    QStringList words{line.directive.compare(type, Qt::CaseInsensitive) == 0 ? line.directive : type};
    if (!line.family.isEmpty())
        words.append(line.family);
    words.append(line.host);
    for (const OptionWord &option : line.options) {
        words.append(option.name);
        if (option.value)
            words.append(*option.value);
    }
    if (!line.comment.isEmpty())
        words.append(line.comment);
    return words.join(u' ');
}

Result<HostSpec> hostOf(DaemonKind daemon, const ServerLine &line)
{
    quint16 port = ntpPort;
    const OptionWord *option = optionOf(daemon, line, "port"_L1);
    if (option && option->value) {
        bool fits = false;
        const quint16 number = option->value->toUShort(&fits);
        port = fits && number != 0 ? number : ntpPort;
    }
    return hostFromWord(plainHost(daemon, line).toUtf8(), port);
}

const OptionWord *optionOf(DaemonKind daemon, const ServerLine &line, QLatin1StringView name)
{
    const SourceOption *option = findOption(daemon, QByteArrayView(name.data(), name.size()));
    const auto word = std::find_if(line.options.rbegin(), line.options.rend(), [&](const OptionWord &known) {
        return option && findOption(daemon, known.name.toUtf8()) == option;
    });
    return word == line.options.rend() ? nullptr : &*word;
}

bool isPlainText(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return text.isValidUtf16() && std::all_of(characters.begin(), characters.end(), [](char32_t c) {
               return c == U' ' || (QChar::isPrint(c) && !QChar::isSpace(c));
           });
}

bool isOneWord(DaemonKind daemon, const QString &word)
{
    const QByteArray bytes = word.toUtf8();
    const LineWords read = wordsOf(daemon, bytes);
    const bool isClosed = daemon == DaemonKind::Chrony || word.count(u'"') % 2 == 0;
    return isPlainText(word) && isClosed && read.comment.isEmpty() && read.words.size() == 1 &&
           read.words.front() == bytes;
}

} // namespace synchroscope
