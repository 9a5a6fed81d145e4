// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/serverlist.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/rules/sourcerules.h"
#include "core/diagnosis/rules/steerers.h"
#include "core/diagnosis/serveradvice.h"

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Advice = ServerAdvice::Kind;

/// Before, a pool's places may only not be filled yet.
constexpr Duration poolSettlesIn = 2min;
/// More help no more: as adviseOn() has it.
constexpr int mostSources = 8;
/// 64 s, which operators of public servers allow anybody.
constexpr int quickestPublicPoll = 6;

/// Servers that a cloud has on each of its machines: Amazon's and Google's. They are many behind one address,
/// and nearer than any other.
bool isOfTheCloud(const HostSpec &host)
{
    return host.host.startsWith("169.254."_L1) || host.host == "fd00:ec2::123"_L1 ||
           host.host == "metadata.google.internal"_L1;
}

bool isOfNtpPool(const HostSpec &host)
{
    return host.host == "pool.ntp.org"_L1 || host.host.endsWith(".pool.ntp.org"_L1);
}

/// They spread leap seconds over a day: one of another operator beside them is no protection but a trouble.
bool smears(const QString &domain)
{
    return domain == "google.com"_L1 || domain == "aws.com"_L1;
}

/// Loopback, link-local and what RFC 1918, 4193 and 6598 keep for networks of one's own.
bool isOfOwnNetwork(const QString &address)
{
    if (address.contains(u':')) {
        const QString lower = address.toLower();
        const std::array beginnings{"fc"_L1, "fd"_L1, "fe8"_L1, "fe9"_L1, "fea"_L1, "feb"_L1};
        return lower == "::1"_L1 || std::ranges::any_of(beginnings, [&lower](QLatin1StringView beginning) {
                   return lower.startsWith(beginning);
               });
    }
    const int first = address.section(u'.', 0, 0).toInt();
    const int second = address.section(u'.', 1, 1).toInt();
    return first == 0 || first == 10 || first == 127 || (first == 169 && second == 254) ||
           (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168) ||
           (first == 100 && second >= 64 && second < 128);
}

/// The list of one daemon.
class ListRules
{
public:
    ListRules(const DiagnosisFacts &facts, const ServerConfiguration &configuration,
              std::vector<Finding> &findings)
        : m_facts(facts)
        , m_configuration(configuration)
        , m_daemon(daemonOf(facts, configuration))
        , m_findings(findings)
    {
        for (ListedServer &server : listServers(configuration.daemon, *configuration.files)) {
            if (server.isInForce)
                m_list.push_back(std::move(server));
        }
    }

    void apply()
    {
        const auto devices = static_cast<int>(m_configuration.files->devices.size());
        for (const ServerAdvice &advice : adviseOn(m_configuration.daemon, m_list, tests(), devices))
            take(advice);
        findServersOfZones();
        findFallback();
    }

private:
    /// The one that these files belong to; null: it cannot be told, or does not run.
    static const DaemonReport *daemonOf(const DiagnosisFacts &facts, const ServerConfiguration &configuration)
    {
        const DaemonReport *found = nullptr;
        for (const DaemonReport &daemon : facts.machine.daemons) {
            if (daemon.isElsewhere || !areFilesOf(configuration, daemon))
                continue;
            if (found)
                return nullptr;
            found = &daemon;
        }
        return found;
    }

    /// What its daemon has found out about a list's addresses.
    std::vector<ServerTest> tests() const
    {
        std::vector<ServerTest> tests;
        if (!m_daemon || m_configuration.daemon == DaemonKind::Timesyncd)
            return tests;
        for (const ListedServer &server : m_list) {
            ServerTest test;
            test.server = {server.host, server.type};
            test.isFinished = true;
            bool hasFreePlaces = false;
            for (const DaemonSource &source : m_daemon->sources) {
                if (!isServer(source, server.host))
                    continue;
                hasFreePlaces |= !source.resolved;
                // In a paste the name of an address stands alone: then it is this server's own.
                const QString place = source.address.isEmpty() ? source.name : source.address;
                if (source.resolved)
                    (place.contains(u':') ? test.ipv6 : test.ipv4).append(place);
            }
            const bool isOfOneHost = std::max(test.ipv4.size(), test.ipv6.size()) == 1;
            const bool isSettled = m_facts.isPasted || (hasFreePlaces && hasRunFor(poolSettlesIn));
            // How many addresses a larger pool has its daemon does not tell.
            if (isOfOneHost && (server.type != ServerType::Pool || isSettled))
                tests.push_back(std::move(test));
        }
        return tests;
    }

    bool hasRunFor(Duration span) const
    {
        return m_daemon->process && m_daemon->process->startedAt &&
               m_facts.now - *m_daemon->process->startedAt >= span;
    }

    void take(const ServerAdvice &advice)
    {
        Finding finding{.severity = Severity::Advice};
        finding.names = advice.servers;
        finding.text = advice.subject;
        finding.count = advice.count;
        switch (advice.kind) {
        case Advice::NoServer:
            if (!isListWhole() || hasSourcesAllTheSame() || leavesClockAlone(m_configuration, m_facts))
                return;
            finding.id = FindingId::NoServer;
            finding.severity = Severity::Warning;
            break;
        case Advice::TooFewToOutvote:
            if (!isListWhole() || isCertain() || hasThreeAllTheSame())
                return;
            finding.id = FindingId::TooFewSources;
            break;
        case Advice::TooMany:
            finding.id = FindingId::TooManySources;
            finding.count = countOfMany(advice.count);
            if (finding.count <= mostSources)
                return;
            break;
        case Advice::OneOperator:
            // Distributions' own lists are well chosen, and a company's own servers are its own.
            if (smears(advice.subject) || !isAnyChosen(advice.servers) || areOfOwnNetwork(advice.servers))
                return;
            finding.id = FindingId::OneOperator;
            break;
        case Advice::SameAddress:
            finding.id = FindingId::SameAddress;
            finding.subject = advice.subject; // There may be several.
            break;
        case Advice::PoolOfOne:
            finding.id = FindingId::PoolOfOne;
            break;
        case Advice::ServerOfMany:
            finding.id = FindingId::ServerOfMany;
            break;
        case Advice::NoQuickStart:
            finding.id = FindingId::NoQuickStart;
            break;
        default:
            // Whether servers answer and agree is told of by the rules about sources.
            return;
        }
        add(std::move(finding));
    }

    /// An administrator has written one of these.
    bool isAnyChosen(const QStringList &names) const
    {
        return std::ranges::any_of(m_list, [&names](const ListedServer &server) {
            return server.origin == ServerOrigin::Administrator && names.contains(server.host.label());
        });
    }

    /// Each is known to be on a network of one's own: by its address, or by a name that means nothing
    /// elsewhere.
    bool areOfOwnNetwork(const QStringList &names) const
    {
        return std::ranges::all_of(m_list, [&](const ListedServer &server) {
            return !names.contains(server.host.label()) || isOfOwnNetwork(server.host);
        });
    }

    bool isOfOwnNetwork(const HostSpec &host) const
    {
        constexpr std::array ownDomains{".local"_L1,    ".lan"_L1,        ".internal"_L1,  ".intranet"_L1,
                                        ".corp"_L1,     ".home"_L1,       ".home.arpa"_L1, ".private"_L1,
                                        ".localnet"_L1, ".localdomain"_L1};
        if (host.isAddress())
            return synchroscope::isOfOwnNetwork(host.host);
        if (std::ranges::any_of(ownDomains,
                                [&host](QLatin1StringView end) { return host.host.endsWith(end); }))
            return true;
        QStringList addresses;
        for (const ServerMeasurement &measured : m_facts.measured) {
            if (measured.host.host == host.host && !measured.address.isEmpty())
                addresses.append(measured.address);
        }
        for (const DaemonReport &daemon : m_facts.machine.daemons) {
            for (const DaemonSource &source : daemon.sources) {
                if (!source.address.isEmpty() && isServer(source, host))
                    addresses.append(source.address);
            }
        }
        return !addresses.isEmpty() && std::ranges::all_of(addresses, synchroscope::isOfOwnNetwork);
    }

    /// Nothing that could name more servers was left out.
    bool isListWhole() const
    {
        const std::vector<Error> &problems = m_configuration.files->problems;
        return (!m_facts.isPasted || !m_list.empty()) &&
               std::ranges::none_of(
                   problems, [](const Error &problem) { return problem.code == ErrorCode::FileUnreadable; });
    }

    /// Compiled in, or added while it ran.
    bool hasSourcesAllTheSame() const { return m_daemon && !m_daemon->sources.empty(); }

    bool hasThreeAllTheSame() const
    {
        return m_daemon && std::ranges::count(m_daemon->sources, true, &DaemonSource::resolved) >= 3;
    }

    bool isCertain() const
    {
        return std::ranges::all_of(m_list,
                                   [](const ListedServer &server) { return isOfTheCloud(server.host); });
    }

    /// Those that are there. How many a pool gives the daemon tells; until then only that a zone of the NTP
    /// pool has as many as are wanted.
    int countOfMany(int wanted) const
    {
        const auto isPool = [](const ListedServer &server) { return server.type == ServerType::Pool; };
        const bool isChosen = std::ranges::any_of(
            m_list, [](const ListedServer &server) { return server.origin == ServerOrigin::Administrator; });
        // Distributions' own lists are well chosen, and ntpd takes ten servers of its pools at the most.
        const bool isNtpd = areAlike(m_configuration.daemon, DaemonKind::Ntpd);
        if (!isChosen || (isNtpd && std::ranges::any_of(m_list, isPool)))
            return 0;
        if (hasSourcesAllTheSame())
            return int(std::ranges::count_if(m_daemon->sources, [](const DaemonSource &source) {
                return source.resolved && source.mode != SourceMode::ReferenceClock;
            }));
        const bool isKnown = std::ranges::all_of(m_list, [&isPool](const ListedServer &server) {
            return !isPool(server) || isOfNtpPool(server.host);
        });
        return isKnown ? wanted : 0;
    }

    /// A zone of the NTP pool, written as a server.
    void findServersOfZones()
    {
        if (m_configuration.daemon == DaemonKind::Timesyncd)
            return;
        Finding finding{.id = FindingId::ServerOfMany, .severity = Severity::Advice};
        for (const ListedServer &server : m_list) {
            const QString name = server.host.label();
            if (server.type == ServerType::Server && isOfNtpPool(server.host) &&
                !finding.names.contains(name))
                finding.names.append(name);
        }
        if (!finding.names.isEmpty())
            add(std::move(finding));
    }

    void findFallback()
    {
        if (m_configuration.daemon != DaemonKind::Timesyncd)
            return;
        Finding finding{.id = FindingId::FallbackServers};
        for (const ListedServer &server : m_list) {
            if (server.isFallback && server.origin != ServerOrigin::Administrator)
                finding.names.append(server.host.label());
        }
        finding.names.removeDuplicates();
        const bool hasOthers =
            m_daemon && std::ranges::any_of(m_daemon->sources, [&](const DaemonSource &source) {
                return !finding.names.contains(source.name);
            });
        if (!finding.names.isEmpty() && !hasOthers)
            add(std::move(finding));
    }

    /// With the lines that it is about, and the first of them to edit.
    void add(Finding finding)
    {
        finding.daemon = m_configuration.daemon;
        FindingAction edit{.kind = FindingAction::Kind::EditServers};
        for (const ListedServer &server : m_list) {
            if (!finding.names.isEmpty() && !finding.names.contains(server.host.label()))
                continue;
            finding.evidence.emplace_back(FileEvidence{
                .path = server.file, .line = server.line, .text = lineText(server), .changedAt = {}});
            if (edit.file.isEmpty() && server.isEditable) {
                edit.file = server.file;
                edit.line = server.line;
            }
        }
        if (!m_facts.isPasted)
            finding.actions.push_back(std::move(edit));
        m_findings.push_back(std::move(finding));
    }

    QString lineText(const ListedServer &server) const
    {
        if (m_configuration.daemon == DaemonKind::Timesyncd)
            return server.host.label();
        const std::array words{"server"_L1, "pool"_L1, "peer"_L1};
        const QStringList line{words.at(size_t(server.type)), server.host.label()};
        return (line + server.options).join(u' ');
    }

    const DiagnosisFacts &m_facts;
    const ServerConfiguration &m_configuration;
    const DaemonReport *m_daemon;
    std::vector<ListedServer> m_list; ///< what is in force
    std::vector<Finding> &m_findings;
};

/// Daemons that ask no more often than they are told to; the others begin with quick questions.
bool asksAsTold(DaemonKind kind)
{
    return kind == DaemonKind::Chrony || areAlike(kind, DaemonKind::Ntpd);
}

bool isAskedTooOften(const DaemonSource &source)
{
    const bool isPublic =
        source.address.isEmpty() ? source.name.endsWith(".pool.ntp.org"_L1) : !isOfOwnNetwork(source.address);
    return source.mode == SourceMode::Server && isPublic && source.pollLog2 &&
           *source.pollLog2 < quickestPublicPoll;
}

/// Written so, or handed out so by DHCP. ntpd's multicast sources are meant so, and named by no server line.
void findAddressesOfNobody(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::AddressOfNobody, .severity = Severity::Warning};
    const auto note = [&finding](const QString &name, const QString &address, DaemonKind daemon) {
        if (finding.text.isEmpty())
            finding.text = address;
        finding.daemon = daemon;
        finding.names.append(name);
    };
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (!configuration.isRunning && !facts.isPasted)
            continue;
        for (const ListedServer &server : listServers(configuration.daemon, *configuration.files)) {
            if (!server.isInForce || !sourcerules::isNobodysAddress(server.host.host))
                continue;
            note(server.host.label(), server.host.host, configuration.daemon);
            finding.evidence.emplace_back(FileEvidence{
                .path = server.file, .line = server.line, .text = server.host.label(), .changedAt = {}});
            if (finding.actions.empty() && server.isEditable && !facts.isPasted)
                finding.actions.push_back(
                    {.kind = FindingAction::Kind::EditServers, .file = server.file, .line = server.line});
        }
    }
    const std::vector<QString> titles = titlesOf(facts.machine.daemons);
    for (size_t i = 0; i < titles.size(); ++i) {
        const DaemonReport &daemon = facts.machine.daemons[i];
        if (daemon.isElsewhere || areAlike(daemon.kind, DaemonKind::Ntpd))
            continue;
        for (const DaemonSource &source : daemon.sources) {
            const QString &place = source.address.isEmpty() ? source.name : source.address;
            if (source.mode == SourceMode::ReferenceClock || !sourcerules::isNobodysAddress(place))
                continue;
            note(source.name, place, daemon.kind);
            finding.evidence.emplace_back(SourceEvidence{titles[i], source});
        }
    }
    finding.names.removeDuplicates();
    if (!finding.names.isEmpty())
        findings.push_back(std::move(finding));
}

void findQuickPolls(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::PollsTooOften, .severity = Severity::Advice};
    const std::vector<QString> titles = titlesOf(facts.machine.daemons);
    for (size_t i = 0; i < titles.size(); ++i) {
        const DaemonReport &daemon = facts.machine.daemons[i];
        if (daemon.isElsewhere || !asksAsTold(daemon.kind))
            continue;
        for (const DaemonSource &source : daemon.sources) {
            if (!isAskedTooOften(source))
                continue;
            finding.daemon = daemon.kind;
            finding.names.append(source.name);
            finding.evidence.emplace_back(SourceEvidence{titles[i], source});
        }
    }
    finding.names.removeDuplicates();
    if (finding.names.isEmpty())
        return;
    if (!facts.isPasted)
        finding.actions.push_back({.kind = FindingAction::Kind::EditServers});
    findings.push_back(std::move(finding));
}

} // namespace

void findInServerLists(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (configuration.isRunning || facts.isPasted)
            ListRules(facts, configuration, findings).apply();
    }
    findQuickPolls(facts, findings);
    findAddressesOfNobody(facts, findings);
}

} // namespace synchroscope
