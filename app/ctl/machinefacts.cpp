// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/machinefacts.h"

#include "app/ctl/machinereading.h"
#include "app/ctl/measuring.h"
#include "core/clock/clock.h"
#include "core/diagnosis/rules/steerers.h"
#include "core/engine/selectable.h"
#include "core/engine/snapshotfacts.h"
#include "core/net/localnetwork.h"

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// What people call a server that is asked by its address: the name that they configured.
QString labelOf(const HostSpec &server, const MachineDaemons &machine)
{
    for (const DaemonReport &daemon : machine.daemons) {
        for (const DaemonSource &source : daemon.sources) {
            const std::optional<HostSpec> candidate = serverOf(source);
            if (!candidate || candidate->canonical() != server.canonical())
                continue;
            HostSpec named;
            named.host = source.name;
            named.port = server.port;
            return named.shortText();
        }
    }
    return server.shortText();
}

SourceSnapshot sourceOf(const Measurement &measurement, const MachineDaemons &machine,
                        const QStringList &ownAddresses)
{
    const ProbeResult &result = measurement.result;
    SourceSnapshot source;
    source.id.key = result.host.canonical();
    source.host = result.host;
    source.label = labelOf(result.host, machine);
    source.address = result.address;
    source.isThisComputer = ownAddresses.contains(result.address);
    if (measurement.heldFor) {
        source.activity = SourceActivity::Held;
        return source;
    }
    source.lastOutcome = result.outcome;
    source.lastFault = result.fault;
    source.kissCode = result.kissCode;
    source.systemReason = result.systemReason;
    source.requests = result.requests;
    source.answers = int(result.samples.size());
    source.reach = result.samples.empty() ? 0 : 1;
    source.estimate = result.estimate;
    if (!result.samples.empty()) {
        source.lastSample = result.samples.back();
        source.lastAnswer = result.samples.back().at;
    }
    return source;
}

Verdict verdictOf(const std::vector<SourceSnapshot> &sources, Instant now)
{
    std::vector<VerdictSource> claims;
    claims.reserve(sources.size());
    for (const SourceSnapshot &source : sources) {
        VerdictSource claim{selectable(source)};
        claim.name = source.label;
        claim.asked = source.lastOutcome.has_value();
        claim.noWay = claim.failed && (source.lastOutcome == QueryOutcome::Unreachable ||
                                       source.lastOutcome == QueryOutcome::Unresolved);
        claim.reached = claim.failed && cameFromServer(*source.lastOutcome);
        claim.measuredAt = source.lastAnswer.value_or(now);
        claims.push_back(claim);
    }
    Verdict verdict = judge(claims, false, now);
    verdict.offline =
        verdict.state == VerdictState::NobodyAnswers && verdict.noWay == verdict.total && !hasNetwork();
    return verdict;
}

/// One that was not asked has not been silent: it only counts among those that steer.
void forgiveSilence(MachineDaemons &machine, const MachineDaemons &asked)
{
    for (DaemonReport &daemon : machine.daemons) {
        if (std::ranges::find(asked.daemons, daemon) == asked.daemons.end())
            daemon.answer = DaemonAnswer::NotAsked;
    }
}

/// Whoever names a place does not want to hear of the files of others.
void keepThoseOf(const MachineDaemons &asked, std::vector<ServerConfiguration> &configurations)
{
    std::erase_if(configurations, [&asked](const ServerConfiguration &configuration) {
        return std::ranges::none_of(asked.daemons, [&configuration](const DaemonReport &daemon) {
            return areFilesOf(configuration, daemon);
        });
    });
}

} // namespace

std::optional<DiagnosisFacts> readMachineFacts(const std::vector<DaemonSelection> &selections, bool measure)
{
    CommandBus bus;
    MachineReading reading = readMachine(selections, bus);
    const MachineDaemons asked = selected(reading.machine, selections);
    if (havePlaces(selections) && tellNothing(asked)) {
        complainOfSilence(asked);
        return std::nullopt;
    }
    if (havePlaces(selections))
        keepThoseOf(asked, reading.configurations);
    Measurements measurements;
    if (measure)
        measurements = Measurements(serversToMeasure(asked));

    Snapshot snapshot;
    const QStringList own = ownAddresses();
    for (const Measurement &measurement : measurements.all())
        snapshot.sources.push_back(sourceOf(measurement, asked, own));
    snapshot.clock = readClock(bus);
    snapshot.takenAt = snapshot.clock->readAt;
    snapshot.hasNetwork = hasNetwork();
    snapshot.suspended = SystemClock().read().suspended();
    forgiveSilence(reading.machine, asked);
    snapshot.machine = std::move(reading.machine);
    snapshot.configurations = std::move(reading.configurations);
    snapshot.units = readUnits(bus);
    snapshot.verdict = verdictOf(snapshot.sources, snapshot.takenAt);
    snapshot.judgement = judgeClock(snapshot.verdict, snapshot.machine, snapshot.clock, snapshot.takenAt);
    return factsOf(snapshot);
}

} // namespace synchroscope::ctl
