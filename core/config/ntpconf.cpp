// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ntpconf.h"

#include "core/config/configline.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// The words that can begin a line with ntpd 4.2.6 to 4.2.8 or with NTPsec 1.0 to 1.2, sorted.
constexpr auto commandNames = std::to_array<std::string_view>({
    "authenticate",
    "automax",
    "broadcast",
    "broadcastclient",
    "broadcastdelay",
    "calldelay",
    "controlkey",
    "crypto",
    "ctl",
    "device",
    "disable",
    "discard",
    "driftfile",
    "dscp",
    "enable",
    "end",
    "extra",
    "filegen",
    "fudge",
    "includefile",
    "interface",
    "io",
    "ippeerlimit",
    "keys",
    "keysdir",
    "leapfile",
    "leapsmearinterval",
    "logconfig",
    "logfile",
    "manycastclient",
    "manycastserver",
    "mdnstries",
    "mem",
    "monitor",
    "mru",
    "multicastclient",
    "nic",
    "ntpsigndsocket",
    "nts",
    "peer",
    "phone",
    "pidfile",
    "pollskewlist",
    "pool",
    "port",
    "refclock",
    "requestkey",
    "reset",
    "restrict",
    "revoke",
    "rlimit",
    "saveconfigdir",
    "server",
    "setvar",
    "simulate",
    "statistics",
    "statsdir",
    "sys",
    "tick",
    "timer",
    "tinker",
    "tos",
    "trap",
    "trustedkey",
    "ttl",
    "unconfig",
    "unpeer",
    "unrestrict",
});
static_assert(std::is_sorted(commandNames.begin(), commandNames.end()));

/// Words outside comments, with the text between double quotes as part of a word.
std::vector<QByteArray> wordsOf(QByteArrayView line)
{
    std::vector<QByteArray> words;
    bool quoted = false;
    bool inWord = false;
    for (const char character : line) {
        if (!quoted && character == '#')
            break;
        if (!quoted && isConfigSpace(character)) {
            inWord = false;
            continue;
        }
        if (!inWord)
            words.emplace_back();
        inWord = true;
        if (character == '"')
            quoted = !quoted;
        else
            words.back() += character;
    }
    return words;
}

/// "127.127.20.0" is the reference clock driver 20, unit 0.
bool isReferenceClock(const QByteArray &address)
{
    return address.startsWith("127.127.");
}

/// "host" of "host:4460" or "[::1]:4460".
QByteArray withoutPort(const QByteArray &word)
{
    if (word.startsWith('[') && word.contains(']'))
        return word.sliced(1, word.indexOf(']') - 1);
    return word.count(':') == 1 ? word.first(word.indexOf(':')) : word;
}

class Parser
{
public:
    Parser(const QString &file, DaemonKind daemon) : m_file(file), m_daemon(daemon) {}

    NtpConf parse(QByteArrayView text)
    {
        for (const ConfigLine &line : configLines(text))
            parseLine(line);
        return std::move(m_conf);
    }

private:
    void fail(ConfigFault fault, QByteArrayView subject = {})
    {
        m_conf.problems.push_back({m_line.number, fault, quotedFrom(subject)});
    }

    NtpCommand &accept(NtpCommand::Kind kind, const std::vector<QByteArray> &words)
    {
        NtpCommand command{kind, m_line.number, m_line.text.toByteArray(), {}, {}};
        std::transform(words.begin() + 1, words.end(), std::back_inserter(command.arguments),
                       [](const QByteArray &word) { return QString::fromUtf8(word); });
        return m_conf.commands.emplace_back(std::move(command));
    }

    void parseLine(const ConfigLine &line)
    {
        m_line = line;
        if (line.text.contains('\0'))
            return fail(ConfigFault::NullByte);
        const std::vector<QByteArray> words = wordsOf(line.text);
        if (words.empty())
            return;
        const QByteArray &name = words.front();
        if (name == "server" || name == "pool" || name == "peer")
            parseSource(words);
        else if (!std::binary_search(commandNames.begin(), commandNames.end(), name.toStdString()))
            fail(ConfigFault::UnknownDirective, name);
        else if (name != "includefile")
            accept(NtpCommand::Kind::Other, words);
        else if (words.size() != 2)
            fail(ConfigFault::WrongArguments, name);
        else
            accept(NtpCommand::Kind::Includefile, words);
    }

    void parseSource(const std::vector<QByteArray> &words)
    {
        const bool hasFamily = words.size() > 1 && (words[1] == "-4" || words[1] == "-6");
        const auto address = words.begin() + (hasFamily ? 2 : 1);
        if (address >= words.end())
            return fail(ConfigFault::HostMissing, words.front());
        if (isReferenceClock(*address)) {
            accept(NtpCommand::Kind::Other, words);
            return;
        }
        const bool isNts = std::find(address + 1, words.end(), "nts") != words.end();
        const Result<HostSpec> host = hostFromWord(isNts ? withoutPort(*address) : *address);
        if (!host)
            return fail(ConfigFault::HostMalformed, *address);
        const ServerType type = words.front() == "pool"   ? ServerType::Pool
                                : words.front() == "peer" ? ServerType::Peer
                                                          : ServerType::Server;
        accept(NtpCommand::Kind::Source, words).server =
            NamedServer{*host, m_daemon, originOf(m_file, *host), type, m_file, m_line.number};
    }

    QString m_file;
    DaemonKind m_daemon;
    ConfigLine m_line;
    NtpConf m_conf;
};

} // namespace

NtpConf parseNtpConf(QByteArrayView text, const QString &file, DaemonKind daemon)
{
    return Parser(file, daemon).parse(text);
}

} // namespace synchroscope
