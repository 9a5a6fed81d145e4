// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/daemonlimits.h"
#include "core/config/stepthreshold.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/newestanswer.h"
#include "core/diagnosis/rules/clockrules.h"
#include "core/diagnosis/rules/steerers.h"
#include "core/diagnosis/standing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// --- What several rules ask ---

/// The seconds that it takes to slew one: chronyd twelve, or more if maxslewrate says so; by the kernel's
/// slew, that others use, 2000.
int slewPace(const DaemonReport &daemon, const DiagnosisFacts &facts)
{
    if (daemon.kind != DaemonKind::Chrony)
        return 2000;
    constexpr double slowest = 1e6;
    const ServerConfiguration *configuration = configurationOf(facts, daemon);
    const double pace = chronySlewPace(configuration ? *configuration->files : NamedServers());
    return static_cast<int>(std::lround(std::min(pace, slowest)));
}

// --- How far off ---

/// Absent: the clock may be right.
std::optional<Severity> severityOf(const KnownOffset &known, const ClockLimits &limits)
{
    if (known.least() <= limits.warning)
        return std::nullopt;
    return known.least() > limits.critical ? Severity::Critical : Severity::Warning;
}

/// What would mend an offset at once.
std::vector<FindingAction> mendingActions(Offset offset, const DiagnosisFacts &facts)
{
    std::vector<FindingAction> actions;
    const auto steers = [&facts](DaemonKind kind) {
        return std::ranges::any_of(facts.machine.daemons, [&](const DaemonReport &daemon) {
            return daemon.kind == kind && maySteer(daemon, facts);
        });
    };
    const std::optional<Duration> timesyncdsLeast = stepThreshold(DaemonKind::Timesyncd, NamedServers());
    const std::optional<ClockReport> &clock = facts.clock;
    if (steers(DaemonKind::Chrony))
        actions.push_back({.kind = FindingAction::Kind::Command,
                           .command = {DaemonCommand::Kind::Step, DaemonKind::Chrony}});
    else if (steers(DaemonKind::Timesyncd) && timesyncdsLeast && offset.magnitude() > *timesyncdsLeast)
        actions.push_back({.kind = FindingAction::Kind::Command,
                           .command = {DaemonCommand::Kind::Step, DaemonKind::Timesyncd}});
    else if (clock && clock->timedated.networkTimeService() == NetworkTimeService::Inactive)
        actions.push_back({.kind = FindingAction::Kind::NetworkTimeOn});
    if (!facts.isPasted)
        actions.push_back({.kind = FindingAction::Kind::MeasureNow});
    return actions;
}

Finding offsetFinding(FindingId id, Severity severity, const KnownOffset &known, const DiagnosisFacts &facts)
{
    return {.id = id,
            .severity = severity,
            .offset = known.claim.offset,
            .evidence = known.evidence,
            .actions = mendingActions(known.claim.offset, facts)};
}

// --- Machine paused ---

// A pause that is longer ago explains nothing any more; after sleep the first corrections come soon.
constexpr Duration pauseRemembered = 24h;
constexpr Duration sleepRemembered = 1h;
// Of what a detector says of the length.
constexpr Duration pauseError = 2s;
// Without an event: no clock is left to fall so far behind while somebody keeps it.
constexpr Duration largeFall = 5s;

/// This computer, or this program, stood still, and the clock has fallen behind by no more than that.
const ClockEvent *pauseThatExplains(const KnownOffset &known, const DiagnosisFacts &facts)
{
    for (auto event = facts.clockEvents.rbegin(); event != facts.clockEvents.rend(); ++event) {
        // Whatever was before, somebody has set the clock since.
        if (event->kind == ClockEvent::Kind::Stepped)
            return nullptr;
        const bool isPause = event->kind == ClockEvent::Kind::Paused;
        const bool isSleep =
            event->kind == ClockEvent::Kind::Suspended || event->kind == ClockEvent::Kind::Stalled;
        if (!isPause && !isSleep)
            continue;
        const Duration age = facts.now - event->at;
        if (age <= (isPause ? pauseRemembered : sleepRemembered) &&
            known.least() <= event->lasted + pauseError)
            return &*event;
    }
    return nullptr;
}

/// Of a paste nobody knows the machine; a PTP clock there is its host's most often.
bool isVirtual(const DiagnosisFacts &facts)
{
    const HostMachine::Kind kind = facts.machine.host.kind;
    if (kind == HostMachine::Kind::VirtualMachine || kind == HostMachine::Kind::Wsl)
        return true;
    return std::ranges::any_of(facts.machine.daemons, [&facts](const DaemonReport &daemon) {
        return std::ranges::any_of(daemon.sources, [&facts](const DaemonSource &source) {
            const bool isPtp = source.mode == SourceMode::ReferenceClock && source.name.startsWith("PHC"_L1);
            return isPtp && (facts.isPasted || source.deviceName.contains("virtual"_L1, Qt::CaseInsensitive));
        });
    });
}

/// Without having been seen: all sources, that were polled for long, say that this clock is far behind. It
/// was right before, for a daemon sets it when it starts.
bool fellSuddenly(const DiagnosisFacts &facts)
{
    const std::optional<KnownOffset> agreed = sourcesOffset(facts);
    if (!agreed || agreed->claim.offset.ahead() || agreed->least() <= largeFall)
        return false;
    constexpr quint8 allEight = 0377;
    int jittery = 0;
    bool isPolledForLong = false;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        for (const DaemonSource &source : daemon.sources) {
            jittery += source.standing == SourceStanding::Jittery ? 1 : 0;
            isPolledForLong |= source.adjusted && source.reach == allEight;
        }
    }
    // Several servers that scatter and agree: this clock has jumped between their samples.
    return isVirtual(facts) ? isPolledForLong || jittery > 0 : jittery > 1;
}

std::optional<Finding> machinePaused(const std::optional<KnownOffset> &known, const DiagnosisFacts &facts)
{
    if (!known || known->claim.offset.ahead())
        return std::nullopt;
    const std::optional<Severity> severity = severityOf(*known, facts.limits);
    if (!severity)
        return std::nullopt;
    const ClockEvent *event = pauseThatExplains(*known, facts);
    if (!event && !fellSuddenly(facts))
        return std::nullopt;
    Finding finding = offsetFinding(FindingId::MachinePaused, *severity, *known, facts);
    finding.count = static_cast<int>(std::ranges::count_if(
        facts.machine.daemons, [&](const DaemonReport &daemon) { return maySteer(daemon, facts); }));
    const auto chrony = std::ranges::find_if(facts.machine.daemons, [&](const DaemonReport &daemon) {
        return daemon.kind == DaemonKind::Chrony && maySteer(daemon, facts);
    });
    if (chrony != facts.machine.daemons.end())
        finding.total = slewPace(*chrony, facts);
    if (event) {
        finding.span = event->lasted;
        finding.at = event->at;
        finding.evidence.emplace(finding.evidence.begin(), *event);
    }
    return finding;
}

// --- Quarter hours ---

std::optional<Finding> quarterHoursOff(const std::optional<KnownOffset> &known, const DiagnosisFacts &facts)
{
    // What is known less well fits some zone by chance.
    constexpr Duration largestBound = 30s;
    if (!known || known->claim.bound > largestBound)
        return std::nullopt;
    const int count = zoneQuarters(known->claim.offset.localMinusRemote(), known->claim.bound);
    const std::optional<Severity> severity = severityOf(*known, facts.limits);
    if (count == 0 || !severity)
        return std::nullopt;
    Finding finding = offsetFinding(FindingId::QuarterHours, *severity, *known, facts);
    finding.count = count;
    if (facts.clock && facts.clock->hardware)
        finding.evidence.emplace_back(*facts.clock->hardware);
    if (facts.clock && facts.clock->rtcInLocalZone() == true)
        finding.actions.push_back({.kind = FindingAction::Kind::HardwareClockToUtc});
    return finding;
}

void findOffset(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const std::optional<KnownOffset> certain = certainOffset(facts);
    const std::optional<KnownOffset> known = bestOffset(facts);
    std::optional<Finding> quarter = quarterHoursOff(known, facts);
    std::optional<Finding> paused = machinePaused(known, facts);
    // What was seen explains more than what fits by chance. Of a pause that nobody saw only whole hours are
    // the better explanation: few zones have others.
    if (quarter && paused && !paused->at && quarter->count % 4 == 0) {
        quarter->flag = true;
        paused.reset();
    }
    if (paused) {
        findings.push_back(*paused);
    } else if (quarter) {
        findings.push_back(*quarter);
    } else if (const std::optional<Severity> severity =
                   certain ? severityOf(*certain, facts.limits) : std::nullopt) {
        Finding finding = offsetFinding(FindingId::ClockOff, *severity, *certain, facts);
        finding.bound = certain->claim.bound;
        finding.names = certain->names;
        findings.push_back(finding);
    }

    const ClockJudgement &judgement = facts.judgement;
    if (judgement.state == ClockState::Unknown && judgement.offset && judgement.bound > facts.limits.warning)
        findings.push_back({.id = FindingId::CannotTell,
                            .severity = Severity::Info,
                            .bound = judgement.bound,
                            .span = facts.limits.warning,
                            .evidence = certain ? certain->evidence : std::vector<Evidence>()});
}

// --- Slow corrections ---

bool usesKernelSlew(DaemonKind daemon)
{
    return daemon == DaemonKind::Timesyncd || areAlike(daemon, DaemonKind::Ntpd);
}

/// What a daemon still has to correct.
std::optional<Offset> leftToCorrect(const DaemonReport &daemon, const DiagnosisFacts &facts)
{
    constexpr Duration freshFor = 2min;
    const bool isFresh = facts.isPasted || (daemon.readAt && facts.now - *daemon.readAt < freshFor);
    if (!isFresh || !maySteer(daemon, facts))
        return std::nullopt;
    if (usesKernelSlew(daemon.kind) && facts.clock && facts.clock->kernel && facts.clock->kernel->offset)
        return facts.clock->kernel->offset;
    if (daemon.tracking) {
        const Duration unsure =
            daemon.tracking->rootDelay.value_or(0ns) / 2 + daemon.tracking->rootDispersion.value_or(0ns);
        const std::optional<Offset> left = daemon.tracking->systemOffset;
        const bool isKnown = daemon.tracking->synchronised && left && left->magnitude() > unsure;
        return isKnown ? left : std::nullopt;
    }
    const DaemonSource *followed = followedSource(daemon);
    const bool isKnown = followed && followed->adjusted && followed->error &&
                         followed->adjusted->magnitude() > *followed->error;
    return isKnown ? followed->adjusted : std::nullopt;
}

/// chronyd has updated the clock so often since it started, as far as its source shows.
bool hasUpdated(const DaemonReport &daemon, int updates, const DiagnosisFacts &facts)
{
    // Three samples make the first update.
    constexpr int samplesBefore = 2;
    const DaemonSource *followed = followedSource(daemon);
    if (!followed || !followed->reach)
        return false;
    const int answered = std::popcount(*followed->reach);
    const Duration poll = fromLog2Seconds(std::clamp(followed->pollLog2.value_or(6), 0, 17));
    const bool isOldEnough = !daemon.process || !daemon.process->startedAt ||
                             facts.now - *daemon.process->startedAt >= updates * poll;
    return isOldEnough && answered >= std::min(updates + samplesBefore, 8);
}

struct Stepping
{
    bool isToCome = false;
    bool isBudgetUsed = false;
    QString rule = {};
};

Stepping chronyStepping(const DaemonReport &daemon, Offset left, const DiagnosisFacts &facts)
{
    constexpr int usualLimit = 3;
    const ServerConfiguration *configuration = configurationOf(facts, daemon);
    if (!configuration)
        return {.isToCome = !hasUpdated(daemon, usualLimit, facts)};
    const std::optional<ChronyStepRule> rule = chronyStepRule(*configuration->files);
    if (!rule)
        return {};
    Stepping stepping{.rule = rule->text};
    stepping.isBudgetUsed = rule->limit > 0 && hasUpdated(daemon, rule->limit, facts);
    stepping.isToCome = left.magnitude() >= rule->threshold && !stepping.isBudgetUsed;
    return stepping;
}

Stepping steppingOf(const DaemonReport &daemon, Offset left, const DiagnosisFacts &facts)
{
    if (daemon.kind == DaemonKind::Chrony)
        return chronyStepping(daemon, left, facts);
    const ServerConfiguration *configuration = configurationOf(facts, daemon);
    const std::optional<Duration> threshold =
        stepThreshold(daemon.kind, configuration ? *configuration->files : NamedServers());
    return {.isToCome = threshold && left.magnitude() >= *threshold};
}

void findSlowSlew(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    constexpr Duration leastWork = 10s;
    constexpr Duration longWork = 10min;
    constexpr Duration noticed = 1s;
    std::optional<Finding> longest;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.kind != DaemonKind::Chrony && !usesKernelSlew(daemon.kind))
            continue;
        const std::optional<Offset> left = leftToCorrect(daemon, facts);
        // Farther than this nothing is slewed.
        constexpr Duration farthest = std::chrono::days(30);
        if (!left || left->magnitude() > farthest ||
            left->magnitude() < std::min(facts.limits.warning, noticed))
            continue;
        const int pace = slewPace(daemon, facts);
        const Duration work =
            left->magnitude() > Duration::max() / pace ? Duration::max() : pace * left->magnitude();
        const Stepping stepping = steppingOf(daemon, *left, facts);
        if (work < leastWork || stepping.isToCome || (longest && *longest->span >= work))
            continue;
        const Severity severity = work >= longWork ? Severity::Warning
                                  : work >= 1min   ? Severity::Advice
                                                   : Severity::Info;
        longest = Finding{.id = FindingId::SlewTakesLong,
                          .severity = severity,
                          .daemon = daemon.kind,
                          .text = stepping.rule,
                          .offset = left,
                          .span = work,
                          .total = daemon.kind == DaemonKind::Chrony ? pace : 0,
                          .flag = stepping.isBudgetUsed};
        if (daemon.tracking)
            longest->evidence.emplace_back(TrackingEvidence{.daemon = {}, .tracking = *daemon.tracking});
        else if (const DaemonSource *followed = followedSource(daemon))
            longest->evidence.emplace_back(SourceEvidence{.daemon = {}, .source = *followed});
        if (daemon.kind == DaemonKind::Chrony)
            longest->actions.push_back({.kind = FindingAction::Kind::Command,
                                        .command = {DaemonCommand::Kind::Step, DaemonKind::Chrony}});
    }
    if (longest)
        findings.push_back(*longest);
}

// --- Steps ---

bool canStepNow(const DaemonReport &daemon, Duration step, const DiagnosisFacts &facts)
{
    const ServerConfiguration *configuration = configurationOf(facts, daemon);
    if (usesKernelSlew(daemon.kind)) {
        const std::optional<Duration> threshold =
            stepThreshold(daemon.kind, configuration ? *configuration->files : NamedServers());
        return threshold && step >= *threshold;
    }
    if (daemon.kind != DaemonKind::Chrony || !configuration)
        return false;
    const std::optional<ChronyStepRule> rule = chronyStepRule(*configuration->files);
    return rule && rule->limit < 0 && step >= rule->threshold;
}

bool hadJustStarted(const DaemonProcess &process, Instant at)
{
    constexpr Duration firstUpdates = 10min;
    return process.startedAt && at >= *process.startedAt - 5s && at - *process.startedAt <= firstUpdates;
}

bool saysThatItStepped(const std::vector<LogLine> &log, const ClockEvent &event)
{
    constexpr Duration alike = 100ms;
    return std::ranges::any_of(log, [&](const LogLine &line) {
        return line.event == LogEvent::ClockStepped && line.moved &&
               std::chrono::abs(*line.moved - event.moved) <=
                   std::max(alike, std::chrono::abs(event.moved) / 20);
    });
}

/// This program had a daemon set the clock, and knows it to the time that the answer took.
bool wasToldTo(const ClockEvent &event, const DiagnosisFacts &facts)
{
    constexpr Duration answerTime = 30s;
    return facts.steppedHere && std::chrono::abs(*facts.steppedHere - event.at) <= answerTime;
}

/// ntpd-rs and programs such as phc2sys, of which no threshold is known.
bool isSomebodyThereWhoSteps(const DiagnosisFacts &facts)
{
    return std::ranges::any_of(facts.machine.daemons,
                               [&facts](const DaemonReport &daemon) {
                                   return daemon.kind == DaemonKind::NtpdRs && maySteer(daemon, facts);
                               }) ||
           std::ranges::any_of(facts.machine.unassigned,
                               [](const DaemonProcess &process) {
                                   return process.kind == DaemonKind::NtpdRs && maySteer(process);
                               }) ||
           std::ranges::any_of(facts.machine.others,
                               [](const OtherSteerer &other) { return maySteer(other); });
}

bool isExplained(const ClockEvent &event, const DiagnosisFacts &facts)
{
    if (wasToldTo(event, facts) || isSomebodyThereWhoSteps(facts))
        return true;
    const Duration step = std::chrono::abs(event.moved);
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!maySteer(daemon, facts))
            continue;
        if ((daemon.process && hadJustStarted(*daemon.process, event.at)) || canStepNow(daemon, step, facts))
            return true;
    }
    return saysThatItStepped(facts.log, event) ||
           std::ranges::any_of(
               facts.machine.unassigned,
               [&](const DaemonProcess &process) { return hadJustStarted(process, event.at); }) ||
           std::ranges::any_of(facts.units,
                               [&](const UnitReport &unit) { return saysThatItStepped(unit.log, event); });
}

void findStep(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    constexpr Duration recent = 10min;
    if (facts.judgement.steering == Steering::Host)
        return;
    const auto event = std::ranges::find(facts.clockEvents.rbegin(), facts.clockEvents.rend(),
                                         ClockEvent::Kind::Stepped, &ClockEvent::kind);
    if (event == facts.clockEvents.rend() || facts.now - event->at > recent || isExplained(*event, facts))
        return;
    const ClockState state = facts.judgement.state;
    const bool isWell = state == ClockState::Synchronised || state == ClockState::Settling;
    findings.push_back({.id = FindingId::SteppedByOther,
                        .severity = state == ClockState::Wrong ? Severity::Warning
                                    : isWell                   ? Severity::Info
                                                               : Severity::Advice,
                        .span = std::chrono::abs(event->moved),
                        .at = event->at,
                        .flag = event->moved > Duration::zero(),
                        .evidence = {*event}});
}

// --- Silence ---

/// When anybody last gave a valid answer; of those who never did, since when they have been asked.
struct Answers
{
    NewestAnswer newest;
    std::optional<Instant> askedSince;

    void noteAsked(const std::optional<Instant> &since)
    {
        if (since)
            askedSince = askedSince ? std::min(*askedSince, *since) : *since;
    }
};

/// Absent: there is nobody to answer, or nobody who would tell.
std::optional<Answers> answersOf(const DiagnosisFacts &facts)
{
    // Before this we have not tried enough to say anything.
    constexpr int fewRequests = 3;
    Answers answers{.newest = newestAnswer(facts.machine, facts.clock), .askedSince = {}};
    for (const ServerMeasurement &server : facts.measured) {
        if (server.isThisComputer)
            continue;
        if (!server.lastAnswer && server.requests < fewRequests)
            return std::nullopt;
        answers.newest.isAnybodyAsked = true;
        answers.newest.note(server.lastAnswer);
        answers.noteAsked(server.failingSince);
    }
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.isElsewhere || !maySteer(daemon))
            continue;
        if (!daemon.readAt)
            return std::nullopt;
        if (daemon.process)
            answers.noteAsked(daemon.process->startedAt);
    }
    return answers.newest.isAnybodyAsked ? std::optional(answers) : std::nullopt;
}

void findSilence(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    constexpr Duration longSilence = 24h;
    if (facts.isPasted || !facts.startedAt)
        return;
    const std::optional<Answers> answers = answersOf(facts);
    if (!answers)
        return;
    const std::optional<Instant> since = answers->newest.at ? answers->newest.at : answers->askedSince;
    if (!since)
        return;
    // What was before this start another run had to answer for, and who sleeps gets no answers.
    const Instant awakeSince = std::max(*since, *facts.startedAt);
    Duration silent = facts.now - awakeSince;
    for (const ClockEvent &event : facts.clockEvents) {
        if (event.kind == ClockEvent::Kind::Suspended && event.at > awakeSince)
            silent -= event.lasted;
    }
    if (silent < longSilence)
        return;
    Finding finding{
        .id = FindingId::DaysWithoutAnswer, .severity = Severity::Warning, .span = facts.now - *since};
    for (const ServerMeasurement &server : facts.measured) {
        if (!server.isThisComputer)
            finding.evidence.emplace_back(MeasuredEvidence{.server = server.label,
                                                           .offset = {},
                                                           .lastAnswer = server.lastAnswer,
                                                           .answers = server.answers,
                                                           .requests = server.requests});
    }
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.tracking && maySteer(daemon))
            finding.evidence.emplace_back(TrackingEvidence{.daemon = {}, .tracking = *daemon.tracking});
    }
    finding.actions = {{.kind = FindingAction::Kind::MeasureNow}, {.kind = FindingAction::Kind::EditServers}};
    findings.push_back(std::move(finding));
}

} // namespace

void findAboutClock(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    findOffset(facts, findings);
    findSlowSlew(facts, findings);
    findStep(facts, findings);
    findSilence(facts, findings);
    findAboutHardwareClock(facts, findings);
    findAboutKernelClock(facts, findings);
}

} // namespace synchroscope
