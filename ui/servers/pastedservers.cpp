// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/pastedservers.h"

#include "core/config/chronyconf.h"
#include "core/config/ntpconf.h"
#include "ui/wording/optionfaultwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

class PastedText
{
    Q_DECLARE_TR_FUNCTIONS(PastedText)
};

bool separates(QChar c)
{
    // The wide forms are what an East Asian keyboard types between two names.
    return c.isSpace() || u",;，、；"_s.contains(c);
}

QStringList namesIn(const QString &text)
{
    QStringList names{QString()};
    for (const QChar c : text) {
        if (separates(c))
            names.append(QString());
        else
            names.last() += c;
    }
    names.removeAll(QString());
    return names;
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

/// Behind white space; within quotes it is none, but no option of a server has one in quotes.
QString withoutComment(const QString &line)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (line[i] == u'#' && line[i - 1].isSpace())
            return line.first(i).trimmed();
    }
    return line;
}

class Reader
{
public:
    Reader(DaemonKind daemon, const std::optional<DaemonVersion> &version)
        : m_daemon(daemon)
        , m_version(version)
    {}

    PastedServers read(const QString &text)
    {
        QString lines = text;
        lines.replace(QChar::LineSeparator, u'\n').replace(QChar::ParagraphSeparator, u'\n');
        lines.replace(u'\r', u'\n');
        for (const QString &line : lines.split(u'\n'))
            readLine(line.trimmed());
        return std::move(m_result);
    }

private:
    void readLine(const QString &line)
    {
        if (line.isEmpty() || u"#!%;"_s.contains(line.front()))
            return;
        if (line.startsWith(u'[') && line.endsWith(u']') && !line.contains(u':'))
            return; // a section
        const QString first =
            line.section(u' ', 0, 0, QString::SectionSkipEmpty).section(u'\t', 0, 0).toLower();
        if (first == "server"_L1 || first == "pool"_L1 || first == "peer"_L1)
            return readServerLine(line);
        if (line.contains(u'=')) {
            const QString key = line.section(u'=', 0, 0).trimmed();
            if (key == "NTP"_L1 || key == "Servers"_L1)
                return readNames(line, withoutComment(line.section(u'=', 1)));
            ++m_result.passedOver;
            return;
        }
        if (isOtherSetting(line))
            ++m_result.passedOver;
        else
            readNames(line, withoutComment(line));
    }

    /// A directive of chrony or ntpd that is no server's: a name that stands alone is none of either.
    static bool isOtherSetting(const QString &line)
    {
        const QByteArray text = line.toUtf8() + '\n';
        return !parseChronyConf(text, u"/etc/pasted"_s).directives.empty() ||
               !parseNtpConf(text, u"/etc/pasted"_s, DaemonKind::Ntpsec).commands.empty();
    }

    void readServerLine(const QString &line)
    {
        const QString words = withoutComment(line);
        // A line of ntp.conf is one of chrony.conf unless it has a word for the family of addresses.
        const DaemonKind reader = m_daemon == DaemonKind::Timesyncd ? DaemonKind::Chrony : m_daemon;
        const auto parsed = parseServerLine(reader, words.toUtf8());
        const ServerLine *server = std::get_if<ServerLine>(&parsed);
        if (server == nullptr)
            return reject(line, PastedText::tr("\"%1\" names no server.").arg(line));
        ServerLine taken = *server;
        if (m_daemon == DaemonKind::Timesyncd)
            taken = {.type = ServerType::Server, .host = server->host};
        take(line, {.line = taken, .isBare = m_daemon == DaemonKind::Timesyncd});
    }

    void readNames(const QString &line, const QString &text)
    {
        PastedServers before = m_result;
        for (const QString &name : namesIn(text)) {
            const Result<HostSpec> host = parseHostSpec(name);
            if (!host) {
                m_result = std::move(before);
                return reject(line, wording::error(host.error()));
            }
            const qsizetype refused = m_result.senseless.size();
            take(line, {.line = bareLine(*host), .isBare = true});
            if (m_result.senseless.size() == refused)
                continue;
            // What stays in the field is added with the rest of its line.
            before.senseless = m_result.senseless;
            before.sentences = m_result.sentences;
            m_result = std::move(before);
            return;
        }
    }

    /// ntpd finds a server on port 123 only; there and for timesyncd the port shows as part of a wrong name.
    ServerLine bareLine(const HostSpec &host) const
    {
        ServerLine line{.type = ServerType::Server, .host = isAscii(host.typed) ? host.typed : host.host};
        if (host.port != ntpPort && m_daemon == DaemonKind::Chrony)
            line.options.push_back({u"port"_s, QString::number(host.port)});
        else if (host.port != ntpPort)
            line.host = host.label();
        if (m_daemon != DaemonKind::Timesyncd)
            line.options.push_back({u"iburst"_s, {}});
        return line;
    }

    void take(const QString &text, const PastedServer &server)
    {
        const QString reason = whyNot(server.line);
        if (!reason.isEmpty())
            return reject(text, reason);
        const bool isTwice = std::ranges::any_of(m_result.servers, [&server](const PastedServer &other) {
            return other.line.host == server.line.host && (server.isBare || other.line == server.line);
        });
        if (!isTwice)
            m_result.servers.push_back(server);
    }

    /// Empty: the daemon would take the line.
    QString whyNot(const ServerLine &line) const
    {
        if (m_daemon == DaemonKind::Timesyncd) {
            const Result<HostSpec> host = parseHostSpec(line.host);
            if (!host)
                return wording::error(host.error());
            return host->port == ntpPort ? QString() : otherPort(line.host);
        }
        const Result<HostSpec> host = parseHostSpec(line.host);
        if (m_daemon != DaemonKind::Chrony && host && host->port != ntpPort &&
            optionOf(m_daemon, line, "nts"_L1) == nullptr)
            return otherPort(line.host);
        for (const OptionFault &fault : checkServerLine(m_daemon, line, m_version)) {
            if (fault.weight != OptionFault::Weight::Advice)
                return wording::optionFault(fault, m_daemon, m_version);
        }
        return {};
    }

    QString otherPort(const QString &host) const
    {
        return PastedText::tr("\"%1\": %2 asks servers on port 123 only.")
            .arg(host, wording::daemonName(m_daemon));
    }

    void reject(const QString &line, const QString &sentence)
    {
        m_result.senseless.append(line);
        m_result.sentences.append(sentence);
    }

    DaemonKind m_daemon;
    const std::optional<DaemonVersion> &m_version;
    PastedServers m_result;
};

} // namespace

PastedServers readPastedServers(DaemonKind daemon, const std::optional<DaemonVersion> &version,
                                const QString &text)
{
    return Reader(daemon, version).read(text);
}

} // namespace synchroscope
