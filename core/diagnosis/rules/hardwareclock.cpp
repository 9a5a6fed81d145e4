// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/clockrules.h"

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Quartz that nobody corrects is a minute off after months.
constexpr Duration usualDrift = 1min;
// Below this it is not worth a word.
constexpr Duration leastTold = 2s;

void findZone(const ClockReport &clock, std::vector<Finding> &findings)
{
    if (!clock.zone || clock.zone->utcOffset == std::chrono::seconds(0))
        return;
    Finding finding{
        .id = FindingId::ZoneIsNoError, .severity = Severity::Info, .span = clock.zone->utcOffset};
    if (clock.hardware)
        finding.evidence.emplace_back(*clock.hardware);
    findings.push_back(std::move(finding));
}

void findLocalTime(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const ClockReport &clock = *facts.clock;
    // A container keeps no hardware clock.
    if (clock.rtcInLocalZone() != true || facts.machine.host.kind == HostMachine::Kind::Container)
        return;
    Finding finding{.id = FindingId::HardwareClockLocal,
                    .severity = Severity::Advice,
                    .flag = facts.machine.host.kind == HostMachine::Kind::Physical,
                    .actions = {{.kind = FindingAction::Kind::HardwareClockToUtc}}};
    if (clock.hardware)
        finding.evidence.emplace_back(*clock.hardware);
    findings.push_back(std::move(finding));
}

/// Against the true time where that is known: when this clock is wrong, the hardware clock may be right.
Duration errorOf(Duration ahead, const DiagnosisFacts &facts)
{
    const std::optional<KnownOffset> known = bestOffset(facts);
    return known && known->least() > leastTold ? ahead + known->claim.offset.localMinusRemote() : ahead;
}

void findDifference(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const std::optional<HardwareClock> &hardware = facts.clock->hardware;
    if (!hardware || !hardware->aheadOfSystem)
        return;
    const Duration ahead = *hardware->aheadOfSystem;
    const Duration reading = facts.isPasted ? Duration(1s) : Duration(HardwareClock::aheadError);
    const Duration error = errorOf(ahead, facts);
    if (std::chrono::abs(error) <= leastTold + reading)
        return;
    const int quarters = zoneQuarters(error, reading);
    const Severity severity = quarters != 0                           ? Severity::Warning
                              : std::chrono::abs(error) >= usualDrift ? Severity::Advice
                                                                      : Severity::Info;
    Finding finding{.id = FindingId::HardwareClockOff,
                    .severity = severity,
                    .span = ahead,
                    .count = quarters,
                    .evidence = {*hardware}};
    if (hardware->keepsLocalTime == true)
        finding.actions.push_back({.kind = FindingAction::Kind::HardwareClockToUtc});
    finding.actions.push_back({.kind = FindingAction::Kind::Copy, .text = u"sudo hwclock --systohc"_s});
    findings.push_back(std::move(finding));
}

} // namespace

void findAboutHardwareClock(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    if (!facts.clock)
        return;
    if (facts.isPasted)
        findZone(*facts.clock, findings);
    findLocalTime(facts, findings);
    findDifference(facts, findings);
}

} // namespace synchroscope
