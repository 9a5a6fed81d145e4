// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/serverlist.h"

#include "core/config/chronyconf.h"
#include "core/config/configline.h"
#include "core/config/ntpconf.h"
#include "core/config/timesyncdconf.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// What stands behind the name: "-4 ntp.example iburst" has "iburst".
QStringList optionsOf(const QStringList &arguments)
{
    const bool hasFamily = arguments.startsWith("-4"_L1) || arguments.startsWith("-6"_L1);
    return arguments.mid(hasFamily ? 2 : 1);
}

ListedServer listed(const NamedServer &server, const QStringList &arguments)
{
    ListedServer result;
    result.id = u"%1:%2"_s.arg(server.file).arg(server.line);
    result.type = server.type;
    result.host = server.host;
    result.options = optionsOf(arguments);
    result.file = server.file;
    result.line = server.line;
    result.origin = server.origin;
    result.isOwn = isOwnFile(server.file);
    result.isEditable = server.file.startsWith("/etc/"_L1);
    return result;
}

std::vector<ListedServer> linesOf(DaemonKind daemon, const QByteArray &text, const QString &file,
                                  ConfigPart part)
{
    std::vector<ListedServer> servers;
    if (daemon == DaemonKind::Chrony) {
        const ChronyFile kind = part == ConfigPart::Sources ? ChronyFile::Sources : ChronyFile::Configuration;
        for (const ChronyDirective &directive : parseChronyConf(text, file, kind).directives) {
            if (directive.server)
                servers.push_back(listed(*directive.server, directive.arguments));
        }
    } else {
        for (const NtpCommand &command : parseNtpConf(text, file, daemon).commands) {
            if (command.server)
                servers.push_back(listed(*command.server, command.arguments));
        }
    }
    return servers;
}

/// Those whose lines were switched off.
std::vector<ListedServer> switchedOffLines(DaemonKind daemon, const ConfigText &text)
{
    std::vector<ListedServer> servers;
    for (const ConfigLine &line : configLines(text.text)) {
        if (!line.text.startsWith(switchedOffMark))
            continue;
        const QByteArray former = line.text.sliced(switchedOffMark.size()).toByteArray() + '\n';
        for (ListedServer &server : linesOf(daemon, former, text.path, text.part)) {
            server.line = line.number;
            server.id = u"%1:%2"_s.arg(text.path).arg(line.number);
            server.isEnabled = server.isInForce = false;
            servers.push_back(std::move(server));
        }
    }
    return servers;
}

std::vector<ListedServer> listLines(DaemonKind daemon, const NamedServers &configuration)
{
    // Debian's hook for DHCP makes a copy of NTPsec's file with other servers, and NTPsec runs from that.
    const bool isCopied =
        daemon == DaemonKind::Ntpsec && std::ranges::any_of(configuration.texts, [](const ConfigText &text) {
            return text.path.startsWith("/run/"_L1);
        });
    std::vector<ListedServer> servers;
    for (const ConfigText &text : configuration.texts) {
        if (text.part == ConfigPart::Defaults)
            continue;
        std::vector<ListedServer> found = linesOf(daemon, text.text, text.path, text.part);
        for (ListedServer &server : found)
            server.isInForce = !isCopied || text.path.startsWith("/run/"_L1);
        const std::vector<ListedServer> off = switchedOffLines(daemon, text);
        found.insert(found.end(), off.begin(), off.end());
        std::ranges::stable_sort(found, {}, &ListedServer::line);
        servers.insert(servers.end(), found.begin(), found.end());
    }
    return servers;
}

class TimesyncdList
{
public:
    std::vector<ListedServer> list(const NamedServers &configuration)
    {
        for (const ConfigText &text : configuration.texts)
            read(text);
        const bool hasServers = std::ranges::any_of(
            m_servers, [](const ListedServer &server) { return server.isInForce && !server.isFallback; });
        const bool hasFallback = std::ranges::any_of(m_servers, [](const ListedServer &server) {
            return server.isInForce && server.isFallback && server.origin != ServerOrigin::Default;
        });
        for (ListedServer &server : m_servers) {
            const bool isPassedOver = hasServers || (server.origin == ServerOrigin::Default && hasFallback);
            server.isInForce = server.isInForce && !(server.isFallback && isPassedOver);
        }
        return std::move(m_servers);
    }

private:
    void read(const ConfigText &text)
    {
        const size_t first = m_servers.size();
        for (const TimesyncdAssignment &assignment : parseTimesyncdConf(text.text).assignments) {
            // Commented defaults are those that are compiled in; they stand in the main file only.
            const bool isDefault = assignment.key == TimesyncdAssignment::Key::DefaultFallback;
            if (isDefault && text.part != ConfigPart::Main)
                continue;
            const bool isFallback = isDefault || assignment.key == TimesyncdAssignment::Key::Fallback;
            if (assignment.hosts.empty())
                takeBack(isFallback);
            add(text.path, assignment, assignment.line, isFallback, isDefault);
        }
        for (const ConfigLine &line : configLines(text.text)) {
            if (line.text.startsWith(switchedOffMark))
                addSwitchedOff(text.path, line);
        }
        std::stable_sort(m_servers.begin() + qsizetype(first), m_servers.end(),
                         [](const ListedServer &a, const ListedServer &b) { return a.line < b.line; });
    }

    void takeBack(bool isFallback)
    {
        for (ListedServer &server : m_servers)
            server.isInForce = server.isInForce && server.isFallback != isFallback;
    }

    void add(const QString &file, const TimesyncdAssignment &assignment, int line, bool isFallback,
             bool isDefault)
    {
        for (size_t i = 0; i < assignment.hosts.size(); ++i) {
            NamedServer named;
            named.host = assignment.hosts[i];
            named.daemon = DaemonKind::Timesyncd;
            named.origin = isDefault ? ServerOrigin::Default : originOf(file, named.host);
            named.file = file;
            named.line = line;
            ListedServer server = listed(named, {});
            if (assignment.hosts.size() > 1)
                server.id += u".%1"_s.arg(i + 1);
            server.place = int(i);
            server.isFallback = isFallback;
            server.isEditable = server.isEditable && !isDefault && !assignment.isContinued();
            m_servers.push_back(std::move(server));
        }
    }

    void addSwitchedOff(const QString &file, const ConfigLine &line)
    {
        const QByteArray former = "[Time]\n" + line.text.sliced(switchedOffMark.size()).toByteArray() + '\n';
        const size_t first = m_servers.size();
        for (const TimesyncdAssignment &assignment : parseTimesyncdConf(former).assignments)
            add(file, assignment, line.number, assignment.key == TimesyncdAssignment::Key::Fallback, false);
        for (size_t i = first; i < m_servers.size(); ++i)
            m_servers[i].isEnabled = m_servers[i].isInForce = false;
    }

    std::vector<ListedServer> m_servers;
};

/// Of daemons whose files are not edited: as they were read.
std::vector<ListedServer> listOnly(const NamedServers &configuration)
{
    std::vector<ListedServer> servers;
    for (const NamedServer &server : configuration.servers) {
        servers.push_back(listed(server, {}));
        servers.back().isEditable = false;
    }
    return servers;
}

} // namespace

bool isOwnFile(const QString &path)
{
    return path.endsWith("/synchroscope.sources"_L1) || path.endsWith("/90-synchroscope.conf"_L1);
}

std::vector<ListedServer> listServers(DaemonKind daemon, const NamedServers &configuration)
{
    switch (daemon) {
    case DaemonKind::Chrony:
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return listLines(daemon, configuration);
    case DaemonKind::Timesyncd:
        return TimesyncdList().list(configuration);
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return listOnly(configuration);
}

} // namespace synchroscope
