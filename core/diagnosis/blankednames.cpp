// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/blankednames.h"

#include "core/config/hostspec.h"
#include "core/diagnosis/serveradvice.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Anybody's computer may use them, and rules know some of them: those that smear leap seconds, and the pool.
constexpr auto publicDomains = std::to_array<QLatin1StringView>(
    {"pool.ntp.org"_L1, "google.com"_L1, "metadata.google.internal"_L1, "facebook.com"_L1, "aws.com"_L1,
     "amazonaws.com"_L1, "apple.com"_L1, "windows.com"_L1, "microsoft.com"_L1, "cloudflare.com"_L1,
     "ubuntu.com"_L1, "debian.org"_L1, "nist.gov"_L1, "aliyun.com"_L1, "localhost"_L1});

/// What names of files and units end with.
constexpr auto fileEndings = std::to_array<QLatin1StringView>(
    {"automount"_L1, "bak"_L1,     "c"_L1,       "cfg"_L1,    "conf"_L1, "cpp"_L1,   "d"_L1,
     "dat"_L1,       "db"_L1,      "default"_L1, "device"_L1, "dhcp"_L1, "drift"_L1, "h"_L1,
     "ini"_L1,       "json"_L1,    "key"_L1,     "keys"_L1,   "list"_L1, "lock"_L1,  "log"_L1,
     "mount"_L1,     "old"_L1,     "path"_L1,    "pid"_L1,    "py"_L1,   "rtc"_L1,   "save"_L1,
     "scope"_L1,     "service"_L1, "sh"_L1,      "slice"_L1,  "so"_L1,   "sock"_L1,  "socket"_L1,
     "sources"_L1,   "swap"_L1,    "target"_L1,  "timer"_L1,  "toml"_L1, "txt"_L1,   "yaml"_L1});

bool isFileEnding(const QString &label)
{
    return std::ranges::find(fileEndings, label) != fileEndings.end();
}

bool isOfPublicService(const QString &name)
{
    return std::ranges::any_of(publicDomains, [&name](QLatin1StringView domain) {
        return name == domain || (name.endsWith(domain) && name[name.size() - domain.size() - 1] == u'.');
    });
}

/// In lower case, in ASCII, without a final dot.
QString normalised(const QString &name)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(name)).toLower();
    const QString usual = ascii.isEmpty() ? name.toLower() : ascii;
    return usual.endsWith(u'.') ? usual.chopped(1) : usual;
}

std::optional<quint32> ipv4Of(const QString &text)
{
    in_addr address = {};
    if (::inet_pton(AF_INET, text.toLatin1().constData(), &address) != 1)
        return std::nullopt;
    return ntohl(address.s_addr);
}

QString ipv4Text(quint32 address)
{
    return u"%1.%2.%3.%4"_s.arg(address >> 24)
        .arg((address >> 16) & 0xff)
        .arg((address >> 8) & 0xff)
        .arg(address & 0xff);
}

using Ipv6 = std::array<quint8, 16>;

std::optional<Ipv6> ipv6Of(const QString &text)
{
    Ipv6 address = {};
    if (::inet_pton(AF_INET6, text.toLatin1().constData(), address.data()) != 1)
        return std::nullopt;
    return address;
}

struct Subnet
{
    quint32 address;
    int bits;

    constexpr bool holds(quint32 other) const { return ((address ^ other) >> (32 - bits)) == 0; }
};

// Told from the rest by rules, or nobody's in particular: "this host", loopback and reference clocks of ntpd,
// multicast and above, and those of clouds and of Google, whose servers smear leap seconds.
constexpr std::array keptSubnets{Subnet{0x00000000, 8}, Subnet{0x7f000000, 8}, Subnet{0xe0000000, 3},
                                 Subnet{0xa9fea900, 24}, Subnet{0xd8ef2300, 24}};
constexpr QLatin1StringView googlesIpv6("2001:4860:4806:");
constexpr QLatin1StringView amazonsIpv6("fd00:ec2::123");
// RFC 1918 and RFC 6598.
constexpr std::array privateSubnets{Subnet{0x0a000000, 8}, Subnet{0xac100000, 12}, Subnet{0xc0a80000, 16},
                                    Subnet{0x64400000, 10}};
constexpr Subnet linkLocal{0xa9fe0000, 16};

template <typename Subnets>
bool isIn(const Subnets &subnets, quint32 address)
{
    return std::ranges::any_of(subnets, [address](const Subnet &subnet) { return subnet.holds(address); });
}

/// The one of that number, from 0.
quint32 documentationAddress(quint32 number)
{
    // RFC 5737; behind them the range for benchmarks of RFC 2544, which is nobody's either.
    constexpr std::array<quint32, 3> ranges{0xc0000200, 0xc6336400, 0xcb007100};
    constexpr quint32 ofEach = 254;
    if (number < ranges.size() * ofEach)
        return ranges[number / ofEach] + 1 + number % ofEach;
    return 0xc6120000 + (number & 0x1ffff);
}

constexpr quint32 loopbackPrefix = 0x7f;

bool isPrintable(quint32 id)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        const quint32 letter = (id >> shift) & 0xff;
        if (letter != 0 && (letter < 0x20 || letter > 0x7e))
            return false;
    }
    return true;
}

} // namespace

void BlankedNames::learn(const QString &word, const QString &replacement)
{
    const QString key = word.toLower();
    if (key.isEmpty() || m_words.contains(key))
        return;
    m_words.insert(key, replacement);
    m_isPatternCurrent = false;
}

void BlankedNames::learnHost(const QString &name)
{
    if (name.isEmpty() || name.contains(u':'))
        return;
    // What has a dot is known by its shape, but what may be a file.
    if (name.contains(u'.')) {
        if (isFileEnding(normalised(name).section(u'.', -1)))
            host(name);
    } else if (host(name) != name) {
        learn(name, host(name));
    }
}

void BlankedNames::learnLabel(const QString &label)
{
    const auto isLabel = [](const QString &word) { return word.startsWith("label-"_L1); };
    learn(label, u"label-%1"_s.arg(std::ranges::count_if(m_words, isLabel) + 1));
}

void BlankedNames::learnComputer(const QString &hostName)
{
    for (const QString &name : {hostName, hostName.section(u'.', 0, 0)}) {
        if (!isOfPublicService(name.toLower()))
            learn(name, u"this-computer"_s);
    }
}

void BlankedNames::restart()
{
    for (auto asked = m_ipv4.keyBegin(); asked != m_ipv4.keyEnd(); ++asked)
        m_askedIpv4.insert(*asked);
    m_ipv4.clear();
}

QString BlankedNames::network(const QString &domain)
{
    QString &replacement = m_networks[domain];
    if (replacement.isEmpty())
        replacement = u"network-%1.example"_s.arg(m_networks.size());
    return replacement;
}

QString BlankedNames::host(const QString &name)
{
    if (const std::optional<quint32> address = ipv4Of(name))
        return ipv4(*address);
    if (name.contains(u':'))
        return ipv6(name);
    const QString usual = normalised(name);
    if (usual.isEmpty() || isOfPublicService(usual))
        return name;
    if (const auto known = m_hosts.constFind(usual); known != m_hosts.constEnd())
        return *known;
    HostSpec spec;
    spec.host = usual;
    const QString domain = operatorOf(spec);
    QString replacement;
    if (!domain.isEmpty() && domain == usual)
        replacement = network(domain);
    else if (!domain.isEmpty())
        replacement = u"server-%1.%2"_s.arg(++m_givenHosts).arg(network(domain));
    else
        replacement = u"server-%1"_s.arg(++m_givenHosts);
    m_hosts.insert(usual, replacement);
    return replacement;
}

QString BlankedNames::label(const QString &label) const
{
    return m_words.value(label.toLower(), label);
}

quint32 BlankedNames::replacedIpv4(quint32 address)
{
    if (isIn(keptSubnets, address))
        return address;
    if (const auto known = m_ipv4.constFind(address); known != m_ipv4.constEnd())
        return *known;
    const auto isGiven = [this](quint32 candidate) {
        return m_askedIpv4.contains(candidate) || std::ranges::find(m_ipv4, candidate) != m_ipv4.end();
    };
    quint32 number = 0;
    quint32 replacement = 0;
    do {
        if (linkLocal.holds(address))
            replacement = linkLocal.address + 1 + number;
        else if (isIn(privateSubnets, address))
            replacement = privateSubnets.front().address + 1 + number;
        else
            replacement = documentationAddress(number);
        ++number;
    } while (isGiven(replacement));
    m_ipv4.insert(address, replacement);
    return replacement;
}

QString BlankedNames::ipv4(quint32 address)
{
    return ipv4Text(replacedIpv4(address));
}

QString BlankedNames::ipv6(const QString &text)
{
    const QString plain = text.section(u'%', 0, 0).toLower();
    const std::optional<Ipv6> parsed = ipv6Of(plain);
    if (!parsed)
        return text;
    const Ipv6 &bytes = *parsed;
    const bool isMapped = plain.startsWith("::ffff:"_L1) && plain.contains(u'.');
    if (isMapped)
        return u"::ffff:"_s + host(plain.section(u':', -1));
    const bool isUnspecifiedOrLoopback =
        std::all_of(bytes.begin(), bytes.end() - 1, [](quint8 byte) { return byte == 0; }) && bytes[15] < 2;
    const bool isOfPublic = plain == amazonsIpv6 || plain.startsWith(googlesIpv6);
    if (isUnspecifiedOrLoopback || isOfPublic || bytes[0] == 0xff)
        return text;
    // However it is written.
    std::array<char, INET6_ADDRSTRLEN> usual = {};
    ::inet_ntop(AF_INET6, bytes.data(), usual.data(), usual.size());
    QString &replacement = m_ipv6[QString::fromLatin1(usual.data())];
    if (replacement.isEmpty()) {
        const bool isLinkLocal = bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
        const bool isPrivate = (bytes[0] & 0xfe) == 0xfc;
        const QString prefix = isLinkLocal ? u"fe80::"_s : isPrivate ? u"fd00::"_s : u"2001:db8::"_s;
        replacement = prefix + QString::number(m_ipv6.size(), 16);
    }
    return text.contains(u'%') ? replacement + u"%interface"_s : replacement;
}

bool BlankedNames::isKnownHost(const QString &name) const
{
    const QString usual = normalised(name);
    return m_hosts.contains(usual) || isOfPublicService(usual);
}

QString BlankedNames::dottedName(const QString &name)
{
    // Of the buses' interfaces and errors.
    if (name.startsWith("org.freedesktop."_L1))
        return name;
    if (isKnownHost(name))
        return host(name);
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString last = name.sliced(dot + 1).toLower();
    if (!isFileEnding(last))
        return host(name);
    // A file may be called by a server.
    const QString rest = name.first(dot);
    if (!rest.contains(u'.'))
        return name;
    return dottedName(rest) + u'.' + name.sliced(dot + 1);
}

QString BlankedNames::address6(const QString &candidate, const QString &scope)
{
    QString address = candidate;
    while (!ipv6Of(address) && (address.endsWith(u':') || address.endsWith(u'.')))
        address.chop(1);
    if (!ipv6Of(address)) {
        // A time, or an IPv4 address with colons behind it.
        static const QRegularExpression ipv4Pattern(uR"((?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d))"_s);
        QString result;
        qsizetype end = 0;
        for (const QRegularExpressionMatch &match : ipv4Pattern.globalMatch(candidate)) {
            result += candidate.mid(end, match.capturedStart() - end) + host(match.captured());
            end = match.capturedEnd();
        }
        return result + candidate.mid(end) + scope;
    }
    const bool isWhole = address.size() == candidate.size();
    const QString replacement = ipv6(isWhole ? address + scope : address);
    return replacement + candidate.mid(address.size()) + (isWhole ? QString() : scope);
}

QString BlankedNames::found(const QRegularExpressionMatch &match)
{
    const QString all = match.captured();
    if (match.hasCaptured(u"word"))
        return m_words.value(all.toLower(), all);
    if (match.hasCaptured(u"hardware"))
        return u"00:00:5e:00:53:00"_s; // RFC 7042
    if (match.hasCaptured(u"address6"))
        return address6(match.captured(u"address6"), match.captured(u"scope"));
    if (match.hasCaptured(u"address4"))
        return host(all);
    if (match.hasCaptured(u"hexadecimal"))
        return referenceId(all);
    if (match.hasCaptured(u"home"))
        return u"/home/user"_s;
    if (match.hasCaptured(u"mail")) {
        const QString domain = all.section(u'@', -1);
        const bool isFile = isFileEnding(all.section(u'.', -1).toLower()) && !isKnownHost(domain);
        return isFile ? all : u"somebody@"_s + dottedName(domain);
    }
    return dottedName(all);
}

QString BlankedNames::textOf(const QString &text, Protect protect)
{
    if (text.isEmpty())
        return text;
    if (!m_isPatternCurrent) {
        QStringList words = m_words.keys();
        std::ranges::sort(words, std::ranges::greater(), &QString::size);
        for (QString &word : words)
            word = QRegularExpression::escape(word);
        // One of a name, say "nas", is none within "nas.conf" or "/nas".
        const QString known =
            words.isEmpty() ? QString()
                            : uR"((?<word>(?<![\w./-])(?i:%1)(?![\w/-]|\.\w))|)"_s.arg(words.join(u'|'));
        m_pattern.setPattern(
            known +
            uR"((?<hardware>(?<![\w:])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![\w:])))"
            uR"(|(?<![\w:])(?=[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:)(?<address6>[0-9A-Fa-f:.]{2,})(?<scope>%[\w.-]+)?)"
            uR"(|(?<address4>(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)))"
            uR"(|(?<hexadecimal>(?<!\w)(?=\d*[A-F])[0-9A-F]{8}(?!\w)))"
            uR"(|(?<home>/home/[^/\s"':]+))"
            uR"(|(?<mail>[\w.+-]+@(?:[\w-]+\.)+\p{L}{2,}))"
            uR"(|(?<name>(?<![\w.-])(?:[\w-]+\.)+(?:xn--[\w-]+|\p{L}{2,}|[cdh])(?![\w-]|\.\w)))"_s);
        m_pattern.setPatternOptions(QRegularExpression::UseUnicodePropertiesOption);
        m_isPatternCurrent = true;
    }
    QString result;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : m_pattern.globalMatch(text)) {
        const qsizetype start = match.capturedStart();
        if (protect == Protect::FirstWord && QStringView(text).first(start).trimmed().isEmpty())
            continue;
        result += QStringView(text).sliced(end, start - end);
        result += found(match);
        end = match.capturedEnd();
    }
    return result + text.mid(end);
}

QString BlankedNames::text(const QString &text)
{
    const auto known = m_words.constFind(text.toLower());
    return known != m_words.constEnd() ? *known : textOf(text, Protect::Nothing);
}

QString BlankedNames::configurationLine(const QString &line)
{
    const QString trimmed = line.trimmed();
    const bool isComment = !trimmed.isEmpty() && QStringView(u"#;!%").contains(trimmed.front());
    // timesyncd's defaults are shown as comments, and a server that was switched off here is one.
    static const QRegularExpression meaningful(uR"(^[#;]\s*(?:\w+=|off\(synchroscope\):))"_s);
    const QString ending = line.endsWith(u'\r') ? u"\r"_s : QString();
    if (isComment && !meaningful.match(trimmed).hasMatch())
        return trimmed.front() + ending;
    static const QRegularExpression inlineComment(u"[ \\t]#"_s);
    const qsizetype comment = isComment ? -1 : line.indexOf(inlineComment);
    const bool isQuoted = comment >= 0 && QStringView(line).first(comment).count(u'"') % 2 != 0;
    if (comment >= 0 && !isQuoted)
        return textOf(line.first(comment + 2), Protect::FirstWord) + ending;
    return textOf(line, isComment ? Protect::Nothing : Protect::FirstWord);
}

QByteArray BlankedNames::configuration(const QByteArray &bytes)
{
    const bool isUtf8 = QUtf8StringView(bytes).isValidUtf8();
    QStringList lines = (isUtf8 ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes)).split(u'\n');
    for (QString &line : lines)
        line = configurationLine(line);
    const QString text = lines.join(u'\n');
    return isUtf8 ? text.toUtf8() : text.toLatin1();
}

quint32 BlankedNames::referenceId(quint32 id, int stratum)
{
    return stratum < 2 || id >> 24 == loopbackPrefix ? id : replacedIpv4(id);
}

QString BlankedNames::referenceId(const QString &id)
{
    bool isHexadecimal = false;
    const quint32 number = id.toUInt(&isHexadecimal, 16);
    constexpr qsizetype digits = 8;
    if (!isHexadecimal || id.size() != digits)
        return textOf(id, Protect::Nothing);
    if (isPrintable(number))
        return id;
    return u"%1"_s.arg(replacedIpv4(number), int(digits), 16, QChar(u'0')).toUpper();
}

} // namespace synchroscope
