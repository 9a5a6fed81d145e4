// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/snapshotfacts.h"

#include "core/engine/selectable.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

ServerMeasurement measurementOf(const SourceSnapshot &source, SourceUse use)
{
    return {.host = source.host,
            .label = source.label,
            .address = source.address,
            .isThisComputer = source.isThisComputer,
            .lastOutcome = source.lastOutcome,
            .kissCode = source.kissCode,
            .reach = source.reach,
            .requests = source.requests,
            .answers = source.answers,
            .lastAnswer = source.lastAnswer,
            .failingSince = source.failingSince,
            .answeringSince = source.answeringSince,
            .answersApart = source.answersApart,
            .pollInterval = source.pollInterval,
            .lastSample = source.lastSample,
            .estimate = source.estimate,
            .use = use};
}

bool isLoopback(const QString &address)
{
    return address.startsWith("127."_L1) || address == "::1"_L1;
}

bool isNetworkServer(const DaemonSource &source)
{
    return source.mode != SourceMode::ReferenceClock && source.standing != SourceStanding::Untold;
}

/// Nobody is asked here, and no daemon of this computer can get out to its servers.
bool isCutOff(const Snapshot &snapshot)
{
    if (snapshot.hasNetwork)
        return false;
    const bool isAsked = std::ranges::any_of(
        snapshot.sources, [](const SourceSnapshot &source) { return source.lastOutcome.has_value(); });
    bool hasServers = false;
    bool isAnyHere = false;
    for (const DaemonReport &daemon : snapshot.machine.daemons) {
        for (const DaemonSource &source : daemon.sources) {
            hasServers |= isNetworkServer(source);
            isAnyHere |= isNetworkServer(source) && isLoopback(source.address);
        }
    }
    return !isAsked && hasServers && !isAnyHere;
}

} // namespace

DiagnosisFacts factsOf(const Snapshot &snapshot)
{
    DiagnosisFacts facts;
    facts.now = snapshot.takenAt;
    facts.isOffline = snapshot.verdict.offline || isCutOff(snapshot);
    facts.suspended = snapshot.suspended;
    if (snapshot.clock)
        facts.startedAt = snapshot.clock->startedAt;
    std::vector<SelectionSource> claims;
    claims.reserve(snapshot.sources.size());
    for (const SourceSnapshot &source : snapshot.sources)
        claims.push_back(selectable(source));
    const std::vector<SourceUse> uses = selectSources(claims, snapshot.takenAt).uses;
    facts.measured.reserve(snapshot.sources.size());
    for (size_t i = 0; i < snapshot.sources.size(); ++i)
        facts.measured.push_back(measurementOf(snapshot.sources[i], uses[i]));
    facts.asymmetries = findAsymmetries(pathClaims(snapshot.sources, uses));
    facts.machine = snapshot.machine;
    facts.clock = snapshot.clock;
    facts.clockEvents = snapshot.clockEvents;
    facts.clockEventsSince = snapshot.clockEventsSince;
    facts.steppedHere = snapshot.steppedHere;
    facts.configurations = snapshot.configurations;
    facts.observation = snapshot.observation;
    facts.units = snapshot.units;
    facts.verdict = snapshot.verdict;
    facts.judgement = snapshot.judgement;
    facts.limits = snapshot.limits;
    return facts;
}

} // namespace synchroscope
