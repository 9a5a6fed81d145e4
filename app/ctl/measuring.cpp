// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/measuring.h"

#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/daemons/namedservers.h"
#include "core/engine/engineparts.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"

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
    // Of what a daemon does not tell, its address is not known either.
    const QString &host = source.standing == SourceStanding::Untold ? source.name : source.address;
    if (source.mode == SourceMode::ReferenceClock || host.isEmpty())
        return std::nullopt;
    Result<HostSpec> server = parseHostSpec(host);
    if (!server)
        return std::nullopt;
    server.value().port = source.port;
    return *server;
}

QJsonObject toJson(const Measurement &measurement)
{
    const std::optional<SourceEstimate> &estimate = measurement.result.estimate;
    return {
        {u"status"_s, measurement.heldFor ? u"held"_s : nameOf(measurement.result.outcome)},
        {u"offset_s"_s, offsetValue(memberOf(estimate, &SourceEstimate::offset))},
        {u"statistical_s"_s, secondsValue(memberOf(estimate, &SourceEstimate::statistical))},
        {u"server_bound_s"_s, secondsValue(memberOf(estimate, &SourceEstimate::boundToServer))},
        {u"bound_s"_s, secondsValue(memberOf(estimate, &SourceEstimate::bound))},
        {u"delay_s"_s, secondsValue(memberOf(estimate, &SourceEstimate::minimumDelay))},
        {u"measured_at"_s, instantValue(memberOf(estimate, &SourceEstimate::at))},
    };
}

QString measuredText(const Measurement &measurement)
{
    const ProbeResult &result = measurement.result;
    if (measurement.heldFor)
        return Text::tr("Not asked, to be polite: it was asked a moment ago. Again in %1.")
            .arg(wording::waitText(*measurement.heldFor));
    if (!result.estimate)
        return wording::probeDetail(result.outcome, result.fault, result.kissCode, result.systemReason);
    return u"%1 %2"_s.arg(wording::offsetText(result.estimate->offset),
                          wording::boundText(result.estimate->bound));
}

Measurements::Measurements(const std::vector<HostSpec> &servers, const QStringList &pools)
{
    QStringList known;
    for (const HostSpec &server : servers) {
        if (known.contains(server.canonical()))
            continue;
        known.append(server.canonical());
        m_all.push_back({});
        m_all.back().result.host = server;
    }
    if (m_all.empty() && pools.isEmpty())
        return;
    const EngineParts parts = EngineParts::real(EngineOptions::withoutTrace());
    const ProbeOptions options{.count = 1, .interval = 2s, .timeout = 3s};
    // One probe for each, so that one which must wait keeps nobody's answer from us.
    std::vector<std::unique_ptr<Probe>> probes;
    probes.reserve(m_all.size());
    QEventLoop loop;
    size_t open = m_all.size() + size_t(pools.size());
    const auto finishOne = [&open, &loop] {
        if (--open == 0)
            loop.quit();
    };
    for (Measurement &measurement : m_all) {
        probes.push_back(
            std::make_unique<Probe>(std::vector{measurement.result.host}, options,
                                    Probe::Context{*parts.clock, *parts.scheduler, *parts.resolver,
                                                   *parts.transport, *parts.ledger}));
        const Probe *probe = probes.back().get();
        Measurement *target = &measurement;
        QObject::connect(probe, &Probe::held, &loop,
                         [target](const QString &, Duration wait) { target->heldFor = wait; });
        QObject::connect(probe, &Probe::finished, &loop,
                         [target, finishOne](const std::vector<ProbeResult> &answers) {
                             *target = {.result = answers.front(), .heldFor = {}};
                             finishOne();
                         });
    }
    std::vector<ResolveId> lookups;
    lookups.reserve(size_t(pools.size()));
    for (const QString &pool : pools) {
        const auto count = [this, &finishOne, &pool](const Resolution &resolution) {
            if (!resolution.addresses.isEmpty())
                m_addresses[pool] = int(resolution.addresses.size());
            finishOne();
        };
        lookups.push_back(parts.resolver->resolve(pool, AddressFamily::Any, count));
    }
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    for (const std::unique_ptr<Probe> &probe : probes)
        probe->start();
    loop.exec();
    for (const ResolveId lookup : lookups)
        parts.resolver->cancel(lookup);
}

const Measurement *Measurements::of(const DaemonSource &source) const
{
    const std::optional<HostSpec> server = serverOf(source);
    const auto found = std::ranges::find_if(m_all, [&server](const Measurement &measurement) {
        return server && measurement.result.host.canonical() == server->canonical();
    });
    return found == m_all.end() ? nullptr : &*found;
}

std::optional<int> Measurements::addressesOf(const QString &pool) const
{
    const auto found = m_addresses.find(pool);
    return found == m_addresses.end() ? std::nullopt : std::optional(found->second);
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
    sources.reserve(m_all.size());
    for (const Measurement &measurement : m_all) {
        const ProbeResult &result = measurement.result;
        VerdictSource source;
        source.name = result.host.shortText();
        source.asked = !measurement.heldFor;
        source.failed = source.asked && result.outcome != QueryOutcome::Ok;
        if (result.estimate) {
            source.offset = result.estimate->offset;
            source.bound = result.estimate->bound;
            source.place = result.address + u' ' + QString::number(result.host.port);
            source.measuredAt = result.estimate->at;
        }
        sources.push_back(source);
    }
    return judge(sources, false, now);
}

} // namespace synchroscope::ctl
