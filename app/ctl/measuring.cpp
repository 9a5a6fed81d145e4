// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/measuring.h"

#include "core/daemons/namedservers.h"
#include "core/engine/engineparts.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 4s;
constexpr size_t mostServers = 8;

void addOnce(std::vector<HostSpec> &servers, const HostSpec &server)
{
    const bool isThere = std::ranges::any_of(
        servers, [&server](const HostSpec &other) { return other.canonical() == server.canonical(); });
    if (!isThere && servers.size() < mostServers)
        servers.push_back(server);
}

} // namespace

std::optional<HostSpec> serverOf(const DaemonSource &source)
{
    if (source.mode == SourceMode::ReferenceClock || source.address.isEmpty())
        return std::nullopt;
    Result<HostSpec> server = parseHostSpec(source.address);
    if (!server)
        return std::nullopt;
    server.value().port = source.port;
    return *server;
}

Measurements::Measurements(const std::vector<HostSpec> &servers)
{
    if (servers.empty())
        return;
    const EngineParts parts = EngineParts::real(EngineOptions::withoutTrace());
    const ProbeOptions options{.count = 1, .interval = 2s, .timeout = 3s};
    // One probe for each, so that one which must wait keeps nobody's answer from us.
    std::vector<std::unique_ptr<Probe>> probes;
    probes.reserve(servers.size());
    m_results.reserve(servers.size());
    QEventLoop loop;
    for (const HostSpec &server : servers) {
        probes.push_back(
            std::make_unique<Probe>(std::vector{server}, options,
                                    Probe::Context{*parts.clock, *parts.scheduler, *parts.resolver,
                                                   *parts.transport, *parts.ledger}));
        QObject::connect(probes.back().get(), &Probe::finished, &loop,
                         [&](const std::vector<ProbeResult> &answers) {
                             m_results.insert(m_results.end(), answers.begin(), answers.end());
                             if (m_results.size() == servers.size())
                                 loop.quit();
                         });
    }
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    for (const std::unique_ptr<Probe> &probe : probes)
        probe->start();
    if (m_results.size() < servers.size())
        loop.exec();
}

const ProbeResult *Measurements::of(const DaemonSource &source) const
{
    const std::optional<HostSpec> server = serverOf(source);
    const auto found = std::ranges::find_if(m_results, [&server](const ProbeResult &result) {
        return server && result.host.canonical() == server->canonical();
    });
    return found == m_results.end() ? nullptr : &*found;
}

std::vector<HostSpec> serversToMeasure(const MachineDaemons &machine)
{
    std::vector<HostSpec> servers;
    servers.reserve(mostServers);
    // Those first that matter most to the daemon: they are in the order of the enumeration.
    for (const bool areUsed : {true, false}) {
        for (const DaemonReport &daemon : machine.daemons) {
            for (const DaemonSource &source : daemon.sources) {
                const bool isUsed = source.standing <= SourceStanding::Combined;
                const std::optional<HostSpec> server = serverOf(source);
                if (isUsed == areUsed && server)
                    addOnce(servers, *server);
            }
        }
    }
    if (!servers.empty())
        return servers;
    for (const NamedServer &named : collectNamedServers(u"/"_s).servers)
        addOnce(servers, named.host);
    return servers;
}

Verdict Measurements::verdict(Instant now) const
{
    std::vector<VerdictSource> sources;
    sources.reserve(m_results.size());
    for (const ProbeResult &result : m_results) {
        VerdictSource source;
        source.name = result.host.shortText();
        source.asked = true;
        source.failed = result.outcome != QueryOutcome::Ok;
        if (result.estimate) {
            source.offset = result.estimate->offset;
            source.bound = result.estimate->bound;
            source.measuredAt = result.estimate->at;
        }
        sources.push_back(source);
    }
    return judge(sources, false, now);
}

} // namespace synchroscope::ctl
