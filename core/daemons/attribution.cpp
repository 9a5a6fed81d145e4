// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/attribution.h"

#include "core/daemons/commandsocket.h"
#include "core/daemons/referencedevice.h"
#include "core/diagnosis/daemonkinds.h"

#include <QSet>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Nobody answers there: whatever runs is another one.
bool isOver(const DaemonReport &report)
{
    return report.answer == DaemonAnswer::Refused;
}

/// What is not read of a configuration contradicts nothing.
bool takesCommandsAt(const NamedServers &configuration, const ChronyEndpoint &endpoint)
{
    if (!endpoint.path.isEmpty() || !configuration.commandPort)
        return true;
    if (*configuration.commandPort != endpoint.port)
        return false;
    const QHostAddress any(endpoint.address.protocol() == QAbstractSocket::IPv6Protocol
                               ? QHostAddress::AnyIPv6
                               : QHostAddress::AnyIPv4);
    const std::vector<QHostAddress> addresses = chronyCommandAddresses(configuration);
    return configuration.commandAddresses.contains(any.toString()) ||
           std::ranges::find(addresses, endpoint.address) != addresses.end();
}

bool canBeOf(const SeenDaemon &daemon, const DaemonReport &report)
{
    if (isOver(report) || !areAlike(daemon.process.kind, report.kind))
        return false;
    const std::optional<ChronyEndpoint> endpoint =
        report.kind == DaemonKind::Chrony ? ChronyEndpoint::fromString(report.endpoint) : std::nullopt;
    return !endpoint || takesCommandsAt(daemon.configuration, *endpoint);
}

/// There is one bus name, and one control socket: a process of that kind is whoever had it.
bool hasOnePlace(DaemonKind kind)
{
    return kind == DaemonKind::Timesyncd || kind == DaemonKind::OpenNtpd;
}

/// A configuration's servers and devices by the names that a daemon has for them.
class Names
{
public:
    explicit Names(const NamedServers &configuration)
    {
        QSet<QString> hosts;
        for (const NamedServer &server : configuration.servers) {
            m_servers.insert(server.host.host, &server);
            m_servers.insert(server.host.typed.toLower(), &server);
            hosts.insert(server.host.host);
        }
        for (const NamedDevice &device : configuration.devices)
            m_devices.insert(device.referenceId, &device);
        m_count = hosts.size() + m_devices.size();
    }

    bool isEmpty() const { return m_count == 0; }

    const NamedServer *server(const DaemonSource &source) const
    {
        return m_servers.value(source.name.toLower());
    }
    const NamedDevice *device(const DaemonSource &source) const { return m_devices.value(source.name); }

    /// What a daemon's sources and the names here have in common, as a part of all of them: 0 to 1.
    double likeness(const DaemonReport &report) const
    {
        QSet<const void *> common;
        QSet<QString> foreign;
        for (const DaemonSource &source : report.sources) {
            const bool isDevice = source.mode == SourceMode::ReferenceClock;
            const void *known = isDevice ? static_cast<const void *>(device(source))
                                         : static_cast<const void *>(server(source));
            if (known != nullptr)
                common.insert(known);
            else
                foreign.insert(source.name);
        }
        const double all = double(m_count + foreign.size());
        return all > 0 ? std::min(1.0, double(common.size()) / all) : 0;
    }

private:
    QHash<QString, const NamedServer *> m_servers;
    QHash<QString, const NamedDevice *> m_devices;
    qsizetype m_count = 0; ///< of different ones
};

struct Candidate
{
    const SeenDaemon *daemon = nullptr;
    Names names;
    std::vector<double> likeness; ///< to each of the reports, 0 to 1
};

class Attribution
{
public:
    Attribution(std::vector<DaemonReport> reports, const Sightings &seen)
        : m_reports(std::move(reports))
        , m_seen(seen)
        , m_candidateOf(m_reports.size(), nullptr)
    {
        m_all.reserve(seen.daemons.size());
        for (const SeenDaemon &daemon : seen.daemons)
            m_all.push_back(candidate(daemon));
        m_free.reserve(m_all.size());
        for (const Candidate &each : m_all)
            m_free.push_back(&each);
    }

    MachineDaemons run()
    {
        while (matchByConfiguration()) // one that has found its process leaves fewer to the others
            ;
        matchTheOnlyOnes();
        matchThoseThatFellSilent();
        MachineDaemons machine;
        machine.host = m_seen.host;
        machine.others = m_seen.others;
        std::vector<const Candidate *> unanswered;
        for (const Candidate *each : m_free) {
            if (openReports(*each) > 0)
                machine.unassigned.push_back(each->daemon->process);
            else
                unanswered.push_back(each);
        }
        machine.daemons.reserve(m_reports.size() + unanswered.size());
        for (size_t i = 0; i < m_reports.size(); ++i) {
            describe(m_reports[i], m_candidateOf[i]);
            machine.daemons.push_back(std::move(m_reports[i]));
        }
        for (const Candidate *each : unanswered)
            machine.daemons.push_back(unanswering(*each, machine));
        return machine;
    }

private:
    Candidate candidate(const SeenDaemon &daemon) const
    {
        Candidate made{.daemon = &daemon, .names = Names(daemon.configuration), .likeness = {}};
        made.likeness.reserve(m_reports.size());
        for (const DaemonReport &report : m_reports)
            made.likeness.push_back(canBeOf(daemon, report) ? made.names.likeness(report) : 0);
        return made;
    }

    /// A process is a report's where nothing else fits either of them as well. False: none was found.
    bool matchByConfiguration()
    {
        bool isFound = false;
        for (size_t i = 0; i < m_reports.size(); ++i) {
            const Candidate *best = m_candidateOf[i] == nullptr ? bestFor(i) : nullptr;
            if (best != nullptr && !isWantedByAnother(*best, i)) {
                take(i, best);
                isFound = true;
            }
        }
        return isFound;
    }

    const Candidate *bestFor(size_t report) const
    {
        const Candidate *best = nullptr;
        double most = 0;
        for (const Candidate *each : m_free) {
            const double likeness = each->likeness[report];
            if (likeness == most)
                best = nullptr;
            if (likeness > most) {
                best = each;
                most = likeness;
            }
        }
        return best;
    }

    /// More than by `report`, or as much by one that has no other choice as good.
    bool isWantedByAnother(const Candidate &candidate, size_t report) const
    {
        for (size_t i = 0; i < m_reports.size(); ++i) {
            if (i == report || m_candidateOf[i] != nullptr)
                continue;
            const double likeness = candidate.likeness[i];
            if (likeness > candidate.likeness[report] ||
                (likeness == candidate.likeness[report] && bestFor(i) == &candidate))
                return true;
        }
        return false;
    }

    /// Chronyds may share a port, and one may be hidden (that of WSL's own system). One whose files, as it
    /// read them, name none of a report's sources is another one. Files that were changed meanwhile say
    /// nothing.
    bool contradicts(const Candidate &candidate, size_t report) const
    {
        const DaemonReport &answer = m_reports[report];
        if (answer.kind != DaemonKind::Chrony || answer.sources.empty() || candidate.names.isEmpty() ||
            candidate.likeness[report] > 0)
            return false;
        const std::optional<Instant> startedAt = candidate.daemon->process.startedAt;
        return std::ranges::none_of(
            candidate.daemon->configuration.files,
            [&startedAt](const ConfigurationFile &file) { return startedAt && file.changedAt > startedAt; });
    }

    void matchTheOnlyOnes()
    {
        // What answers here is rather a process of ours than one of a container.
        for (const bool areOurs : {true, false}) {
            for (size_t i = 0; i < m_reports.size(); ++i) {
                const auto fits = [this, i, areOurs](const Candidate *each) {
                    return canBeOf(*each->daemon, m_reports[i]) &&
                           each->daemon->process.isInContainer != areOurs;
                };
                if (m_candidateOf[i] != nullptr || std::ranges::count_if(m_free, fits) != 1)
                    continue;
                const Candidate *only = *std::ranges::find_if(m_free, fits);
                if (openReports(*only) == 1 && !contradicts(*only, i))
                    take(i, only);
            }
        }
    }

    /// Nobody is to be found where this daemon answered, or should, and its process lives on: the bus has
    /// gone, or the socket is elsewhere. It is one daemon all the same.
    void matchThoseThatFellSilent()
    {
        for (size_t i = 0; i < m_reports.size(); ++i) {
            DaemonReport &report = m_reports[i];
            const auto isIts = [&report](const Candidate *each) {
                return areAlike(each->daemon->process.kind, report.kind) &&
                       !each->daemon->process.isInContainer;
            };
            const bool isOfOne =
                hasOnePlace(report.kind) || (report.kind != DaemonKind::Chrony && report.readAt);
            if (!isOver(report) || !isOfOne || std::ranges::count_if(m_free, isIts) != 1)
                continue;
            report.answer = DaemonAnswer::NoInterface;
            take(i, *std::ranges::find_if(m_free, isIts));
        }
    }

    /// How many it may be that have no process so far.
    size_t openReports(const Candidate &candidate) const
    {
        size_t count = 0;
        for (size_t i = 0; i < m_reports.size(); ++i) {
            if (m_candidateOf[i] == nullptr && canBeOf(*candidate.daemon, m_reports[i]))
                ++count;
        }
        return count;
    }

    void take(size_t report, const Candidate *candidate)
    {
        m_candidateOf[report] = candidate;
        std::erase(m_free, candidate);
    }

    void describe(DaemonReport &report, const Candidate *candidate) const
    {
        if (candidate != nullptr) {
            const SeenDaemon &daemon = *candidate->daemon;
            report.process = daemon.process;
            report.configuration = daemon.configuration.files;
            if (daemon.distanceLimit)
                report.distanceLimit = daemon.distanceLimit;
            if (report.version.isEmpty())
                report.version = daemon.version;
            nameSources(report, daemon.configuration);
            describeSources(report, candidate->names);
        } else if (const auto usual = m_seen.usual.find(report.kind); usual != m_seen.usual.end()) {
            const Names names(usual->second);
            if (names.likeness(report) > 0)
                describeSources(report, names);
        }
    }

    void describeSources(DaemonReport &report, const Names &names) const
    {
        for (DaemonSource &source : report.sources) {
            if (source.mode == SourceMode::ReferenceClock) {
                describeDevice(source, names);
            } else if (const NamedServer *server = names.server(source)) {
                if (!isKnownBetter(source))
                    source.origin = server->origin;
                source.isOfPool = server->type == ServerType::Pool;
                source.port = server->host.port;
            } else if (!report.configuration.empty() && !source.origin) {
                source.origin = ServerOrigin::Running;
            }
        }
    }

    /// timesyncd says itself what the network or somebody at run time gave to it. Of what it calls its own
    /// the files know more.
    static bool isKnownBetter(const DaemonSource &source)
    {
        return source.origin == ServerOrigin::Dhcp || source.origin == ServerOrigin::Running;
    }

    void describeDevice(DaemonSource &source, const Names &names) const
    {
        const NamedDevice *device = names.device(source);
        if (device == nullptr)
            return;
        source.origin = ServerOrigin::Administrator;
        source.device = deviceText(*device);
        source.deviceName = m_seen.deviceNames.value(source.device);
    }

    /// One that has never told its sources has those that its files name: what is a comment there, only where
    /// nothing else is.
    static void nameSources(DaemonReport &report, const NamedServers &configuration)
    {
        if (report.readAt || report.answer == DaemonAnswer::NotYet)
            return;
        QSet<QString> names;
        const auto add = [&report, &names](const QString &name, SourceMode mode) {
            if (names.contains(name))
                return;
            names.insert(name);
            DaemonSource source;
            source.name = name;
            source.resolved = false;
            source.mode = mode;
            source.standing = SourceStanding::Untold;
            source.letter = ' ';
            report.sources.push_back(source);
        };
        for (const NamedDevice &device : configuration.devices)
            add(device.referenceId, SourceMode::ReferenceClock);
        const bool areAllDefaults = std::ranges::all_of(configuration.servers, [](const NamedServer &server) {
            return server.origin == ServerOrigin::Default;
        });
        for (const NamedServer &server : configuration.servers) {
            if (areAllDefaults || server.origin != ServerOrigin::Default)
                add(server.host.host,
                    server.type == ServerType::Peer ? SourceMode::Peer : SourceMode::Server);
        }
    }

    DaemonReport unanswering(const Candidate &candidate, const MachineDaemons &machine) const
    {
        const SeenDaemon &daemon = *candidate.daemon;
        DaemonReport report;
        report.kind = daemon.process.kind;
        // Numbers need not be without gaps: one that has ended keeps its own.
        for (const DaemonReport &other : machine.daemons)
            report.instance =
                other.kind == report.kind ? std::max(report.instance, other.instance + 1) : report.instance;
        report.answer = DaemonAnswer::NoInterface;
        describe(report, &candidate);
        return report;
    }

    std::vector<DaemonReport> m_reports;
    const Sightings &m_seen;
    std::vector<Candidate> m_all;
    std::vector<const Candidate *> m_free;
    std::vector<const Candidate *> m_candidateOf; ///< by report
};

} // namespace

MachineDaemons attribute(std::vector<DaemonReport> reports, const Sightings &seen)
{
    return Attribution(std::move(reports), seen).run();
}

} // namespace synchroscope
