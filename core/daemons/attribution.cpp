// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/attribution.h"

#include "core/daemons/commandsocket.h"
#include "core/diagnosis/daemonkinds.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Nobody answers there: whatever runs is another one.
bool isOver(const DaemonReport &report)
{
    return report.answer == DaemonAnswer::Refused;
}

bool canBeOf(const SeenDaemon &daemon, const DaemonReport &report)
{
    if (isOver(report) || !areAlike(daemon.process.kind, report.kind))
        return false;
    // A Unix socket has no port, and what is not read of a configuration contradicts nothing.
    const std::optional<ChronyEndpoint> endpoint =
        report.kind == DaemonKind::Chrony ? ChronyEndpoint::fromString(report.endpoint) : std::nullopt;
    const std::optional<quint16> port = daemon.configuration.commandPort;
    return !endpoint || !endpoint->path.isEmpty() || !port || *port == endpoint->port;
}

/// A configuration's servers and devices by the names that a daemon has for them.
class Names
{
public:
    explicit Names(const NamedServers &configuration)
    {
        for (const NamedServer &server : configuration.servers) {
            m_servers.insert(server.host.host, &server);
            m_servers.insert(server.host.typed.toLower(), &server);
        }
        for (const NamedDevice &device : configuration.devices)
            m_devices.insert(device.referenceId, &device);
    }

    const NamedServer *server(const DaemonSource &source) const
    {
        return m_servers.value(source.name.toLower());
    }
    const NamedDevice *device(const DaemonSource &source) const { return m_devices.value(source.name); }

    /// The part of a daemon's sources that is named here, 0 to 1.
    double share(const DaemonReport &report) const
    {
        if (report.sources.empty())
            return 0;
        const auto known = std::ranges::count_if(report.sources, [this](const DaemonSource &source) {
            return source.mode == SourceMode::ReferenceClock ? device(source) != nullptr
                                                             : server(source) != nullptr;
        });
        return double(known) / double(report.sources.size());
    }

private:
    QHash<QString, const NamedServer *> m_servers;
    QHash<QString, const NamedDevice *> m_devices;
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
        matchByConfiguration();
        matchTheOnlyOnes();
        MachineDaemons machine;
        machine.host = m_seen.host;
        machine.others = m_seen.others;
        machine.daemons.reserve(m_reports.size() + m_free.size());
        for (size_t i = 0; i < m_reports.size(); ++i) {
            describe(m_reports[i], m_candidateOf[i]);
            machine.daemons.push_back(std::move(m_reports[i]));
        }
        for (const Candidate *each : m_free) {
            if (openReports(*each) > 0)
                machine.unassigned.push_back(each->daemon->process);
            else
                machine.daemons.push_back(unanswering(*each->daemon, machine));
        }
        return machine;
    }

private:
    Candidate candidate(const SeenDaemon &daemon) const
    {
        Candidate made{.daemon = &daemon, .names = Names(daemon.configuration), .likeness = {}};
        made.likeness.reserve(m_reports.size());
        for (const DaemonReport &report : m_reports)
            made.likeness.push_back(canBeOf(daemon, report) ? made.names.share(report) : 0);
        return made;
    }

    /// A process is a report's where nothing else fits either of them as well.
    void matchByConfiguration()
    {
        for (size_t i = 0; i < m_reports.size(); ++i) {
            const Candidate *best = bestFor(i);
            if (best != nullptr && !isWantedByAnother(*best, i))
                take(i, best);
        }
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

    bool isWantedByAnother(const Candidate &candidate, size_t report) const
    {
        for (size_t i = 0; i < m_reports.size(); ++i) {
            if (i != report && m_candidateOf[i] == nullptr &&
                candidate.likeness[i] >= candidate.likeness[report])
                return true;
        }
        return false;
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
                if (openReports(*only) == 1)
                    take(i, only);
            }
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
            if (report.version.isEmpty())
                report.version = daemon.version;
            describeSources(report, candidate->names);
        } else if (const auto usual = m_seen.usual.find(report.kind); usual != m_seen.usual.end()) {
            const Names names(usual->second);
            if (names.share(report) > 0)
                describeSources(report, names);
        }
    }

    void describeSources(DaemonReport &report, const Names &names) const
    {
        for (DaemonSource &source : report.sources) {
            if (source.mode == SourceMode::ReferenceClock) {
                describeDevice(source, names);
            } else if (const NamedServer *server = names.server(source)) {
                source.origin = server->origin;
                source.isOfPool = server->type == ServerType::Pool;
                source.port = server->host.port;
            } else if (!report.configuration.empty()) {
                source.origin = ServerOrigin::Running;
            }
        }
    }

    void describeDevice(DaemonSource &source, const Names &names) const
    {
        const NamedDevice *device = names.device(source);
        if (device == nullptr)
            return;
        source.origin = ServerOrigin::Administrator;
        source.device = u"%1 %2"_s.arg(device->driver.toUpper(), device->parameter);
        source.deviceName = m_seen.deviceNames.value(device->parameter);
    }

    static DaemonReport unanswering(const SeenDaemon &daemon, const MachineDaemons &machine)
    {
        DaemonReport report;
        report.kind = daemon.process.kind;
        report.instance = int(std::ranges::count(machine.daemons, report.kind, &DaemonReport::kind));
        report.version = daemon.version;
        report.answer = DaemonAnswer::NoInterface;
        report.process = daemon.process;
        report.configuration = daemon.configuration.files;
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
