// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/chronyconf.h"

#include "core/config/configline.h"
#include "core/config/sourceoptions.h"

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// chronyd's buffer, MAX_LINE_LENGTH in its conf.c.
constexpr qsizetype longestLine = 2048;
/// MAX_CONF_DIRS.
constexpr qsizetype mostFolders = 10;

/// Every directive of chrony 2.4 to 4.8, sorted.
constexpr auto directives = std::to_array<std::string_view>({
    "acquisitionport",
    "allow",
    "authselectmode",
    "bindacqaddress",
    "bindacqdevice",
    "bindaddress",
    "bindcmdaddress",
    "bindcmddevice",
    "binddevice",
    "broadcast",
    "clientloglimit",
    "clockprecision",
    "cmdallow",
    "cmddeny",
    "cmdport",
    "cmdratelimit",
    "combinelimit",
    "commandkey",
    "confdir",
    "corrtimeratio",
    "deny",
    "driftfile",
    "dscp",
    "dumpdir",
    "dumponexit",
    "fallbackdrift",
    "generatecommandkey",
    "hwclockfile",
    "hwtimestamp",
    "hwtstimeout",
    "include",
    "initstepslew",
    "keyfile",
    "leapseclist",
    "leapsecmode",
    "leapsectz",
    "linux_freq_scale",
    "linux_hz",
    "local",
    "lock_all",
    "log",
    "logbanner",
    "logchange",
    "logdir",
    "mailonchange",
    "makestep",
    "manual",
    "maxchange",
    "maxclockerror",
    "maxdistance",
    "maxdrift",
    "maxjitter",
    "maxntsconnections",
    "maxsamples",
    "maxslewrate",
    "maxstratum",
    "maxtxbuffers",
    "maxupdateskew",
    "minsamples",
    "minsources",
    "minstratum",
    "nocerttimecheck",
    "noclientlog",
    "nosystemcert",
    "ntpsigndsocket",
    "ntsaeads",
    "ntscachedir",
    "ntsdumpdir",
    "ntsntpserver",
    "ntsport",
    "ntsprocesses",
    "ntsratelimit",
    "ntsrefresh",
    "ntsrotate",
    "ntsservercert",
    "ntsserverkey",
    "ntstrustedcerts",
    "opencommands",
    "peer",
    "pidfile",
    "pool",
    "port",
    "ptpdomain",
    "ptpport",
    "ratelimit",
    "refclock",
    "refresh",
    "reselectdist",
    "rtcautotrim",
    "rtcdevice",
    "rtcfile",
    "rtconutc",
    "rtcsync",
    "sched_priority",
    "server",
    "smoothtime",
    "sourcedir",
    "stratumweight",
    "tempcomp",
    "user",
});
static_assert(std::is_sorted(directives.begin(), directives.end()));

/// Reads the lines of one file.
class Parser
{
public:
    Parser(const QString &file, ChronyFile kind) : m_file(file), m_kind(kind) {}

    ChronyConf parse(QByteArrayView text)
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

    bool isReadable()
    {
        // chronyd looks at a whole line of a .sources file, but at one byte less of chrony.conf.
        const qsizetype limit = m_kind == ChronyFile::Sources ? longestLine : longestLine - 1;
        if (m_line.text.size() + (m_line.terminated ? 1 : 0) > limit)
            fail(ConfigFault::LineTooLong, QByteArray::number(limit));
        else if (m_line.text.contains('\0'))
            fail(ConfigFault::NullByte);
        else
            return true;
        return false;
    }

    void parseLine(const ConfigLine &line)
    {
        m_line = line;
        if (!isReadable())
            return;
        const std::vector<QByteArrayView> words = configWords(line.text);
        if (words.empty() || QByteArrayView("!;#%").contains(words.front().front()))
            return;
        if (m_kind == ChronyFile::Sources && !line.terminated)
            return fail(ConfigFault::NotTerminated);
        const QByteArray name = words.front().toByteArray().toLower();
        const std::string_view key(name.constData(), static_cast<size_t>(name.size()));
        if (name == "server" || name == "pool" || name == "peer")
            parseSource(name, {words.begin() + 1, words.end()});
        else if (!std::binary_search(directives.begin(), directives.end(), key))
            fail(ConfigFault::UnknownDirective, words.front());
        else if (m_kind == ChronyFile::Sources)
            fail(ConfigFault::NotASource, words.front());
        else
            parseDirective(name, {words.begin() + 1, words.end()});
    }

    ChronyDirective &accept(ChronyDirective::Kind kind, const std::vector<QByteArrayView> &arguments)
    {
        ChronyDirective directive{kind, m_line.number, m_line.text.toByteArray(), {}, {}, {}};
        for (const QByteArrayView argument : arguments)
            directive.arguments.append(QString::fromUtf8(argument));
        return m_conf.directives.emplace_back(std::move(directive));
    }

    void parseDirective(const QByteArray &name, const std::vector<QByteArrayView> &arguments)
    {
        const qsizetype count = std::ssize(arguments);
        ChronyDirective::Kind kind = ChronyDirective::Kind::Other;
        bool countFits = true;
        if (name == "refclock" && count >= 2)
            return parseDevice(arguments);
        if (name == "include") {
            kind = ChronyDirective::Kind::Include;
            countFits = count == 1;
        } else if (name == "cmdport") {
            kind = ChronyDirective::Kind::CommandPort;
            countFits = count == 1;
        } else if (name == "bindcmdaddress") {
            kind = ChronyDirective::Kind::CommandAddress;
            countFits = count == 1;
        } else if (name == "confdir" || name == "sourcedir") {
            kind = name == "confdir" ? ChronyDirective::Kind::Confdir : ChronyDirective::Kind::Sourcedir;
            countFits = count >= 1 && count <= mostFolders;
        }
        if (countFits)
            accept(kind, arguments);
        else
            fail(ConfigFault::WrongArguments, name);
    }

    /// The options are chronyd's to check: they decide how it reads the device, not which one.
    void parseDevice(const std::vector<QByteArrayView> &arguments)
    {
        ChronyDirective &directive = accept(ChronyDirective::Kind::Device, arguments);
        NamedDevice device{.driver = directive.arguments[0],
                           .parameter = directive.arguments[1].section(u':', 0, 0),
                           .referenceId = {},
                           .file = m_file,
                           .line = m_line.number};
        for (qsizetype i = 2; i + 1 < directive.arguments.size(); ++i) {
            if (directive.arguments[i].compare("refid"_L1, Qt::CaseInsensitive) == 0)
                device.referenceId = directive.arguments[i + 1].left(4);
        }
        directive.device = device;
    }

    void parseSource(const QByteArray &name, std::vector<QByteArrayView> arguments)
    {
        if (arguments.empty())
            return fail(ConfigFault::HostMissing, name);
        const std::optional<quint16> port = parseOptions({arguments.begin() + 1, arguments.end()});
        if (!port)
            return;
        const Result<HostSpec> host = hostFromWord(arguments.front(), *port);
        if (!host)
            return fail(ConfigFault::HostMalformed, arguments.front());
        NamedServer server;
        server.host = *host;
        server.daemon = DaemonKind::Chrony;
        server.origin = originOf(m_file, *host);
        server.type = name == "pool"   ? ServerType::Pool
                      : name == "peer" ? ServerType::Peer
                                       : ServerType::Server;
        server.file = m_file;
        server.line = m_line.number;
        accept(ChronyDirective::Kind::Source, arguments).server = server;
    }

    /// The port, or nothing after a problem was noted.
    std::optional<quint16> parseOptions(std::vector<QByteArrayView> words)
    {
        quint16 port = ntpPort;
        for (size_t i = 0; i < words.size(); ++i) {
            const QByteArrayView name = words[i];
            const SourceOption *option = findOption(DaemonKind::Chrony, name);
            if (!option)
                return fail(ConfigFault::UnknownOption, name), std::nullopt;
            if (option->value == OptionValue::None)
                continue;
            const QByteArrayView word = ++i < words.size() ? words[i] : QByteArrayView();
            const qsizetype length = numberLength(word, option->value);
            if (length == 0)
                return fail(ConfigFault::ValueMalformed, name), std::nullopt;
            if (option->name == "port"_L1) {
                bool fits = false;
                port = word.first(length).toByteArray().toUShort(&fits);
                if (!fits || port == 0)
                    return fail(ConfigFault::PortUnusable, word.first(length)), std::nullopt;
            }
            // chronyd goes on right after the number: "minpoll 4iburst" is two options.
            if (length < word.size())
                words[i--] = word.sliced(length);
        }
        return port;
    }

    QString m_file;
    ChronyFile m_kind;
    ConfigLine m_line;
    ChronyConf m_conf;
};

} // namespace

ChronyConf parseChronyConf(QByteArrayView text, const QString &file, ChronyFile kind)
{
    return Parser(file, kind).parse(text);
}

} // namespace synchroscope
