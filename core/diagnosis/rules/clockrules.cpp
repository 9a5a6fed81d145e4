// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/clockrules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

/// A source that has given no sample for so many of its polls says nothing of now.
constexpr int freshPolls = 3;
constexpr int usualPollLog2 = 6;

KnownOffset measuredHere(const DiagnosisFacts &facts)
{
    KnownOffset known{.claim = {*facts.judgement.offset, facts.judgement.bound}, .names = {}, .evidence = {}};
    for (const ServerMeasurement &server : facts.measured) {
        if (!agrees(server.use) || !server.estimate)
            continue;
        known.names.append(server.label);
        known.evidence.emplace_back(MeasuredEvidence{.server = server.label,
                                                     .offset = server.estimate->offset,
                                                     .bound = server.estimate->bound,
                                                     .lastAnswer = server.lastAnswer,
                                                     .answers = server.answers,
                                                     .requests = server.requests});
    }
    if (known.names.isEmpty() && !facts.judgement.source.isEmpty())
        known.names.append(facts.judgement.source);
    return known;
}

std::optional<KnownOffset> claimed(const DiagnosisFacts &facts)
{
    const auto claimant = std::ranges::find_if(facts.machine.daemons, [&](const DaemonReport &daemon) {
        return daemon.tracking && daemon.tracking->rootDispersion &&
               daemon.tracking->systemOffset == facts.judgement.offset;
    });
    if (claimant == facts.machine.daemons.end())
        return std::nullopt;
    KnownOffset known{.claim = {*facts.judgement.offset, facts.judgement.bound}, .names = {}, .evidence = {}};
    if (!facts.judgement.source.isEmpty())
        known.names.append(facts.judgement.source);
    known.evidence.emplace_back(TrackingEvidence{.daemon = {}, .tracking = *claimant->tracking});
    return known;
}

bool speaksOfNow(const DaemonSource &source, const DiagnosisFacts &facts)
{
    if (source.reach == quint8(0))
        return false;
    const Duration poll = fromLog2Seconds(std::clamp(source.pollLog2.value_or(usualPollLog2), 0, 17));
    return !source.lastSample || facts.now - *source.lastSample <= freshPolls * std::max<Duration>(poll, 64s);
}

/// 0: none, or farther than zones are.
int quarterHours(Duration difference, Duration tolerance)
{
    constexpr Duration farthest = 26h; // from UTC−12 to UTC+14
    constexpr Duration quarter = 15min;
    if (std::chrono::abs(difference) > farthest + tolerance)
        return 0;
    const auto count = static_cast<int>(std::llround(toSeconds(difference) / toSeconds(quarter)));
    return std::chrono::abs(difference - count * quarter) <= tolerance ? count : 0;
}

} // namespace

std::optional<KnownOffset> certainOffset(const DiagnosisFacts &facts)
{
    const ClockJudgement &judgement = facts.judgement;
    if (!judgement.offset)
        return std::nullopt;
    if (!judgement.measuredHere)
        return claimed(facts);
    const bool isMajority = !facts.verdict.isDisputed && facts.verdict.agreeing > facts.verdict.contradicting;
    // One server's word against that of a daemon, which has compared several.
    const bool isOneAgainstMany = judgement.contradictsDaemon && judgement.agreeing <= 1;
    if (!isMajority || isOneAgainstMany)
        return std::nullopt;
    return measuredHere(facts);
}

std::optional<OffsetClaim> claimOf(const DiagnosisFacts &facts, const DaemonReport &daemon,
                                   const DaemonSource &source)
{
    if (!source.adjusted || !source.error)
        return std::nullopt;
    const bool isOfOwnClock = !facts.isPasted && daemon.kind == DaemonKind::Chrony && daemon.tracking &&
                              daemon.tracking->systemOffset;
    const Duration left = isOfOwnClock ? daemon.tracking->systemOffset->localMinusRemote() : Duration::zero();
    return OffsetClaim{source.adjusted->advancedBy(left), *source.error};
}

std::optional<KnownOffset> sourcesOffset(const DiagnosisFacts &facts)
{
    struct Witness
    {
        const DaemonSource *source;
        OffsetClaim claim;
    };
    std::vector<Witness> witnesses;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        for (const DaemonSource &source : daemon.sources) {
            if (const std::optional<OffsetClaim> claim = claimOf(facts, daemon, source);
                claim && speaksOfNow(source, facts))
                witnesses.push_back({&source, *claim});
        }
    }
    if (witnesses.empty())
        return std::nullopt;
    KnownOffset known{.claim = {Offset::fromLocalMinusRemote({})}, .names = {}, .evidence = {}};
    for (const Witness &witness : witnesses) {
        for (const Witness &other : witnesses) {
            if (contradict(witness.claim, other.claim))
                return std::nullopt;
        }
        known.names.append(witness.source->name);
        known.evidence.emplace_back(SourceEvidence{.daemon = {}, .source = *witness.source});
    }
    const auto best = std::ranges::min_element(witnesses, {}, [](const Witness &witness) {
        return std::tuple(witness.source->mode == SourceMode::ReferenceClock, witness.claim.bound);
    });
    known.claim = best->claim;
    return known;
}

std::optional<KnownOffset> bestOffset(const DiagnosisFacts &facts)
{
    std::optional<KnownOffset> certain = certainOffset(facts);
    return certain || facts.judgement.measuredHere ? std::move(certain) : sourcesOffset(facts);
}

bool maySteer(const DaemonReport &daemon, const DiagnosisFacts &facts)
{
    return facts.isPasted ? daemon.tracking || !daemon.sources.empty() : maySteer(daemon);
}

int zoneQuarters(Duration difference, Duration bound)
{
    // Set by hand it is right to the minute; a hardware clock drifts by seconds in weeks.
    constexpr Duration wholeHours = 60s;
    constexpr Duration halfHours = 30s;
    constexpr Duration otherQuarters = 10s;
    const int count = quarterHours(difference, wholeHours + bound);
    const int ofHour = std::abs(count) % 4;
    // UTC+5:45, +8:45, +12:45 and +13:45; a quarter past is none.
    constexpr std::array zonesAtOtherQuarters{23, 35, 51, 55};
    if (ofHour % 2 == 1 &&
        std::ranges::find(zonesAtOtherQuarters, std::abs(count)) == zonesAtOtherQuarters.end())
        return 0;
    const Duration tolerance = ofHour == 0 ? wholeHours : ofHour == 2 ? halfHours : otherQuarters;
    return quarterHours(difference, tolerance + bound);
}

std::optional<Duration> movedBetween(const DiagnosisFacts &before, const DiagnosisFacts &after)
{
    const std::optional<KnownOffset> former = sourcesOffset(before);
    const std::optional<KnownOffset> latter = sourcesOffset(after);
    if (!former || !latter || !contradict(former->claim, latter->claim))
        return std::nullopt;
    return latter->claim.offset.localMinusRemote() - former->claim.offset.localMinusRemote();
}

} // namespace synchroscope
