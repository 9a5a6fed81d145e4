// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/clockrules.h"
#include "core/diagnosis/rules/sourcerules.h"
#include "core/diagnosis/rules/steerers.h"

#include <algorithm>
#include <array>

/// Devices that give nothing; and the clock of a virtual machine's host, which looks better than it is: how
/// well it is read is told, not how right it is.
namespace synchroscope::sourcerules {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int enoughServers = 3;

/// Of a paste nobody knows the machine; a PTP clock that is followed there is its host's most often.
bool isHostsClock(const DiagnosisFacts &facts, const DaemonSource &device)
{
    const bool isPtp = device.name.startsWith("PHC"_L1) || device.device.startsWith("/dev/ptp"_L1);
    const HostMachine::Kind kind = facts.machine.host.kind;
    return device.mode == SourceMode::ReferenceClock && isPtp &&
           (facts.isPasted || kind == HostMachine::Kind::VirtualMachine || kind == HostMachine::Kind::Wsl ||
            device.deviceName.contains("virtual"_L1, Qt::CaseInsensitive));
}

/// This clock less the device; absent: it is not told.
std::optional<OffsetClaim> deviceClaim(const DiagnosisFacts &facts, const DaemonReport &daemon,
                                       const DaemonSource &device)
{
    if (const std::optional<OffsetClaim> claim = claimOf(facts, daemon, device))
        return claim;
    if (!daemon.tracking || !daemon.tracking->systemOffset)
        return std::nullopt;
    const DaemonTracking &tracking = *daemon.tracking;
    return OffsetClaim{*tracking.systemOffset,
                       tracking.rootDelay.value_or(0ns) / 2 + tracking.rootDispersion.value_or(0ns)};
}

/// This clock less the device, at the most.
std::optional<Duration> withinOf(const DiagnosisFacts &facts, const DaemonReport &daemon,
                                 const DaemonSource &device)
{
    if (daemon.tracking && daemon.tracking->systemOffset && daemon.tracking->rootDispersion)
        return daemon.tracking->systemOffset->magnitude() + daemon.tracking->rootDelay.value_or(0ns) / 2 +
               *daemon.tracking->rootDispersion;
    const std::optional<OffsetClaim> claim = deviceClaim(facts, daemon, device);
    return claim ? std::optional(claim->offset.magnitude() + claim->bound) : std::nullopt;
}

/// What at least three servers agree on of this clock, and who they are.
struct ServersWord
{
    OffsetClaim claim;
    std::vector<Evidence> evidence;
};

std::optional<ServersWord> measuredWord(const DiagnosisFacts &facts)
{
    const Verdict &verdict = facts.verdict;
    if (verdict.state != VerdictState::Compared || !verdict.offset || verdict.isDisputed ||
        verdict.agreeing < enoughServers)
        return std::nullopt;
    ServersWord word{{*verdict.offset, verdict.bound}, {}};
    Finding collected;
    for (const ServerMeasurement &measured : facts.measured) {
        if (agrees(measured.use))
            addEvidence(measured, collected);
    }
    word.evidence = collected.evidence;
    return word;
}

/// Of what the daemons' own servers say, whether they are used or not. Where their samples scatter this clock
/// was moved between them, and it is not known how far since.
std::optional<ServersWord> daemonsWord(const DiagnosisFacts &facts)
{
    constexpr Duration recent = 30min;
    std::vector<SelectionSource> sources;
    Finding collected;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon))
            continue;
        for (const DaemonSource &source : daemon.sources) {
            const bool isFromNow =
                source.reach != quint8(0) && (!source.lastSample || facts.now - *source.lastSample < recent);
            const std::optional<OffsetClaim> claim = claimOf(facts, daemon, source);
            if (source.mode == SourceMode::ReferenceClock || !claim || !isFromNow ||
                source.standing == SourceStanding::Jittery)
                continue;
            SelectionSource witness;
            witness.offset = claim->offset;
            witness.bound = claim->bound;
            witness.place = source.address.isEmpty() ? source.name : source.address;
            sources.push_back(witness);
            addEvidence(facts, daemon, source, collected);
        }
    }
    const Selection selection = selectSources(sources, facts.now);
    if (!selection.answer || selection.answer->witnesses < enoughServers)
        return std::nullopt;
    return ServersWord{{selection.answer->offset, selection.answer->bound}, collected.evidence};
}

// --- Silent ---

/// As the daemon's files name it; absent: they do not.
std::optional<NamedDevice> namedDevice(const DiagnosisFacts &facts, const DaemonReport &daemon,
                                       const DaemonSource &device)
{
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (!areFilesOf(configuration, daemon))
            continue;
        const auto found =
            std::ranges::find(configuration.files->devices, device.name, &NamedDevice::referenceId);
        if (found != configuration.files->devices.end())
            return *found;
    }
    return std::nullopt;
}

/// By the letters that chronyd gives a device without a name of its own; empty: it was given one.
QString driverOf(const QString &name)
{
    constexpr std::array drivers = {"PHC"_L1, "PPS"_L1, "SHM"_L1, "SOCK"_L1};
    const auto driver = std::ranges::find_if(
        drivers, [&name](QLatin1StringView each) { return name.startsWith(each.first(3)); });
    return driver == drivers.end() ? QString() : QString(*driver);
}

bool isSilent(const DaemonReport &daemon, const DaemonSource &source)
{
    if (source.mode != SourceMode::ReferenceClock || source.reach != quint8(0))
        return false;
    const StandingReason reason = standingIn(daemon, source).reason;
    return reason == StandingReason::DeviceSilent || reason == StandingReason::AnswersLost;
}

/// A receiver needs minutes to find the time, and a device its poll.
Duration timeToBegin(const DaemonSource &device)
{
    const Duration poll = fromLog2Seconds(std::clamp(device.pollLog2.value_or(6), 0, 17));
    return std::max<Duration>(5min, 4 * poll);
}

/// Of a paste that does not say when the daemon was started: a register is full, or an answer old.
bool isOldEnough(const DiagnosisFacts &facts, const DaemonReport &daemon, const DaemonSource &device)
{
    constexpr quint8 oldest = 0x80;
    return (daemon.process && daemon.process->startedAt) ||
           std::ranges::any_of(daemon.sources, [&](const DaemonSource &source) {
               return (source.reach.value_or(0) & oldest) != 0 ||
                      (source.lastSample && facts.now - *source.lastSample > timeToBegin(device));
           });
}

/// It has only begun to ask, by what others answer.
bool hasJustBegun(const DiagnosisFacts &facts, const DaemonReport &daemon, const DaemonSource &device)
{
    const bool anyAnswers = std::ranges::any_of(
        daemon.sources, [](const DaemonSource &source) { return source.reach.value_or(0) != 0; });
    return isFresh(facts, daemon, timeToBegin(device)) ||
           (facts.isPasted && anyAnswers && !isOldEnough(facts, daemon, device));
}

/// Somebody listens to it beside a better one, as to a receiver's sentences beside its pulse.
bool isNotSelected(const DiagnosisFacts &facts, const DaemonSource &device)
{
    const ChronySelection *selection = selectionOf(facts, device);
    return selection && selection->configuredOptions.contains(u'N');
}

void findSilent(const DiagnosisFacts &facts, const DaemonReport &daemon, const DaemonSource &device,
                std::vector<Finding> &findings)
{
    const bool isOtherFollowed = follows(daemon);
    if (hasJustBegun(facts, daemon, device) || (isOtherFollowed && isNotSelected(facts, device)))
        return;
    const bool isCertain = !facts.isPasted || isOldEnough(facts, daemon, device);
    Finding finding{.id = FindingId::ReferenceSilent,
                    .severity = isOtherFollowed || !isCertain ? Severity::Advice : Severity::Warning,
                    .subject = nameOf(daemon, device),
                    .daemon = daemon.kind,
                    .flag = isOtherFollowed};
    const std::optional<NamedDevice> named = namedDevice(facts, daemon, device);
    finding.text = named ? named->driver : driverOf(device.name);
    const QString place = named && !named->parameter.isEmpty() ? named->parameter : device.device;
    // "SHM 0", "/dev/pps0"
    if (!place.isEmpty())
        finding.names = {place.startsWith(u'/') ? place : u"%1 %2"_s.arg(finding.text, place).trimmed()};
    if (device.lastSample)
        finding.span = std::max(facts.now - *device.lastSample, Duration::zero());
    addEvidence(facts, daemon, device, finding);
    addEditor(facts, device.name, finding);
    if (place.startsWith("/dev/"_L1))
        finding.actions.push_back({.kind = FindingAction::Kind::Copy, .text = u"ls -l "_s + place});
    else if (finding.text == "SHM"_L1 || finding.text == "SOCK"_L1)
        finding.actions.push_back(
            {.kind = FindingAction::Kind::Copy, .text = u"systemctl status gpsd.service gpsd.socket"_s});
    findings.push_back(std::move(finding));
}

} // namespace

void findAboutDevices(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        for (const DaemonSource &device : daemon.sources) {
            if (tells(facts, daemon) && isSilent(daemon, device))
                findSilent(facts, daemon, device, findings);
        }
    }
    for (const DaemonReport &daemon : facts.machine.daemons) {
        const DaemonSource *device = tells(facts, daemon) ? followedSource(daemon) : nullptr;
        if (!device || !isHostsClock(facts, *device))
            continue;
        Finding finding{.id = FindingId::HostClockFollowed,
                        .subject = nameOf(daemon, *device),
                        .daemon = daemon.kind,
                        .span = withinOf(facts, daemon, *device)};
        addEvidence(facts, daemon, *device, finding);
        addTracking(facts, daemon, finding);
        const std::optional<OffsetClaim> claim = deviceClaim(facts, daemon, *device);
        // On its way to the device this clock is elsewhere than it was when the servers were asked.
        const bool isThere = claim && claim->offset.magnitude() <= facts.limits.warning;
        for (const std::optional<ServersWord> &word : {measuredWord(facts), daemonsWord(facts)}) {
            if (finding.flag || !isThere || !word || !contradict(*claim, word->claim))
                continue;
            finding.flag = true;
            finding.severity = Severity::Warning;
            // The device less the servers: (clock − servers) − (clock − device).
            finding.offset = word->claim.offset.advancedBy(-claim->offset.localMinusRemote());
            finding.evidence.insert(finding.evidence.end(), word->evidence.begin(), word->evidence.end());
            addEditor(facts, device->name, finding);
        }
        findings.push_back(finding);
    }
}

} // namespace synchroscope::sourcerules
