// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/diagnosis/rules/clockrules.h"

#include <algorithm>
#include <cmath>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// "System clock synchronized" of timedatectl.
std::optional<bool> synchronisedFlag(const ClockReport &clock)
{
    return clock.kernel ? std::optional(clock.kernel->synchronized()) : clock.timedated.synchronised;
}

std::optional<Instant> lastUpdate(const DiagnosisFacts &facts)
{
    std::optional<Instant> last = facts.clock->steeredAt;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (maySteer(daemon, facts) && daemon.tracking && daemon.tracking->synchronised)
            last = std::max(last, daemon.tracking->lastUpdate);
    }
    return last;
}

/// The devices tell how well they are read, not how right they are.
bool haveServers(const DiagnosisFacts &facts)
{
    return std::ranges::any_of(facts.machine.daemons, [](const DaemonReport &daemon) {
        return std::ranges::any_of(daemon.sources, [](const DaemonSource &source) {
            return source.mode != SourceMode::ReferenceClock && source.adjusted;
        });
    });
}

/// What is known of this clock beside the flag.
std::optional<KnownOffset> knownBeside(const DiagnosisFacts &facts)
{
    const ClockJudgement &judgement = facts.judgement;
    if (judgement.offset)
        return KnownOffset{.claim = {*judgement.offset, judgement.bound}, .names = {}, .evidence = {}};
    return haveServers(facts) ? sourcesOffset(facts) : std::nullopt;
}

/// Nothing shows that this clock is right. Who steers it a paste seldom tells.
bool isUnproved(const DiagnosisFacts &facts)
{
    const ClockState state = facts.judgement.state;
    if (state == ClockState::Wrong || state == ClockState::Unknown)
        return true;
    return !facts.judgement.offset && (facts.isPasted || state == ClockState::Unsynchronised);
}

void findEmptyYes(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    if (synchronisedFlag(*facts.clock) != true || !isUnproved(facts))
        return;
    const std::optional<KnownOffset> known = knownBeside(facts);
    // Those asked here will answer in a moment.
    if (!known && facts.verdict.state == VerdictState::NoAnswerYet)
        return;
    // A terminal's list of sources shows it right.
    if (known && !facts.judgement.offset &&
        known->claim.offset.magnitude() + known->claim.bound <= facts.limits.warning)
        return;
    const bool isOff = known && known->least() > Duration::zero();
    Finding finding{.id = FindingId::FlagSaysYes, .severity = isOff ? Severity::Advice : Severity::Info};
    if (known) {
        finding.offset = known->claim.offset;
        finding.bound = known->claim.bound;
        finding.evidence = known->evidence;
    }
    if (const std::optional<Instant> updated = lastUpdate(facts))
        finding.span = std::max(facts.now - *updated, Duration::zero());
    if (facts.clock->kernel)
        finding.evidence.emplace_back(*facts.clock->kernel);
    findings.push_back(std::move(finding));
}

/// Right, as far as can be told here; of pasted text, as its daemon follows a source.
bool seemsRight(const DiagnosisFacts &facts)
{
    if (!facts.isPasted)
        return facts.judgement.state == ClockState::Synchronised;
    return facts.judgement.state != ClockState::Wrong &&
           std::ranges::any_of(facts.machine.daemons, [](const DaemonReport &daemon) {
               return (daemon.tracking && daemon.tracking->synchronised) ||
                      std::ranges::find(daemon.sources, SourceStanding::Selected, &DaemonSource::standing) !=
                          daemon.sources.end();
           });
}

void findWrongNo(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    if (synchronisedFlag(*facts.clock) != false || !seemsRight(facts))
        return;
    Finding finding{.id = FindingId::FlagSaysNo, .severity = Severity::Advice};
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.tracking && daemon.tracking->synchronised)
            finding.evidence.emplace_back(TrackingEvidence{.daemon = {}, .tracking = *daemon.tracking});
    }
    if (facts.clock->kernel) {
        finding.span = facts.clock->kernel->maximumError;
        finding.evidence.emplace_back(*facts.clock->kernel);
    }
    findings.push_back(std::move(finding));
}

/// `word` begins a line of chrony's files.
bool hasChronyWord(const DiagnosisFacts &facts, QByteArrayView word)
{
    const auto stands = [word](const ConfigText &text) {
        const QList<QByteArray> lines = text.text.split('\n');
        return std::ranges::any_of(lines, [word](const QByteArray &line) {
            const std::vector<QByteArrayView> words = configWords(line);
            return !words.empty() && words.front().compare(word, Qt::CaseInsensitive) == 0;
        });
    };
    return std::ranges::any_of(facts.configurations, [&](const ServerConfiguration &configuration) {
        return configuration.daemon == DaemonKind::Chrony &&
               std::ranges::any_of(configuration.files->texts, stands);
    });
}

/// Other daemons set the flag by intention; chronyd leaves it as it is unless it is told to clear it.
void findUnmarked(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const std::optional<KernelClock> &kernel = facts.clock->kernel;
    if (!kernel || !kernel->synchronized() || !kernel->status.testFlag(KernelStatusBit::Unsynchronised))
        return;
    const auto chrony = std::ranges::find_if(facts.machine.daemons, [](const DaemonReport &daemon) {
        return daemon.kind == DaemonKind::Chrony && disciplineOf(daemon) == Discipline::Disciplining;
    });
    if (chrony == facts.machine.daemons.end() || hasChronyWord(facts, "rtcsync"))
        return;
    findings.push_back({.id = FindingId::NotMarkedForKernel,
                        .severity = Severity::Info,
                        .daemon = DaemonKind::Chrony,
                        .evidence = {*kernel, TrackingEvidence{.daemon = {}, .tracking = *chrony->tracking}},
                        .actions = {{.kind = FindingAction::Kind::Copy, .text = u"rtcsync"_s}}});
}

/// Chronyd and ntpd-rs slew by the frequency, so that the kernel's is not the clock's own meanwhile.
bool slewsByFrequency(const DaemonReport &daemon)
{
    return daemon.kind == DaemonKind::Chrony || daemon.kind == DaemonKind::NtpdRs;
}

void findFrequency(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    constexpr double unusual = 100;
    constexpr double mostCorrected = 500; // by the kernel's loop, that ntpd and timesyncd use
    double ppm = 0;
    std::vector<Evidence> evidence;
    bool isKernelsOwn = true;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!maySteer(daemon, facts))
            continue;
        isKernelsOwn &= !slewsByFrequency(daemon);
        if (!daemon.tracking || !daemon.tracking->frequencyPpm)
            continue;
        const double own = *daemon.tracking->frequencyPpm;
        const bool isSure = std::abs(own) - daemon.tracking->skewPpm.value_or(0) > unusual;
        if (isSure && std::abs(own) > std::abs(ppm)) {
            ppm = own;
            evidence = {TrackingEvidence{.daemon = {}, .tracking = *daemon.tracking}};
        }
    }
    if (evidence.empty() && isKernelsOwn && facts.clock && facts.clock->kernel) {
        ppm = facts.clock->kernel->frequencyPpm;
        evidence = {*facts.clock->kernel};
    }
    if (std::abs(ppm) <= unusual || std::abs(ppm) > 1e6)
        return;
    const bool isBeyond = std::abs(ppm) > mostCorrected;
    findings.push_back({.id = FindingId::ExtremeFrequency,
                        .severity = isBeyond ? Severity::Warning : Severity::Advice,
                        .count = static_cast<int>(std::lround(ppm)),
                        .flag = isBeyond,
                        .evidence = std::move(evidence)});
}

} // namespace

void findAboutKernelClock(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    if (facts.clock) {
        findEmptyYes(facts, findings);
        findWrongNo(facts, findings);
        findUnmarked(facts, findings);
    }
    findFrequency(facts, findings);
}

} // namespace synchroscope
