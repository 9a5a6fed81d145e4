// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/config/daemonlimits.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/newestanswer.h"
#include "core/diagnosis/rules/sourcerules.h"
#include "core/diagnosis/rules/steerers.h"

#include <algorithm>

/// What daemons, and we, make of sources that answer.
namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The servers that it has samples of.
std::vector<const DaemonSource *> sampledServers(const DaemonReport &daemon)
{
    std::vector<const DaemonSource *> servers;
    for (const DaemonSource &source : daemon.sources) {
        if (source.mode != SourceMode::ReferenceClock && source.adjusted && source.error)
            servers.push_back(&source);
    }
    return servers;
}

bool agree(const DaemonSource &one, const DaemonSource &other)
{
    const Duration apart = one.adjusted->localMinusRemote() - other.adjusted->localMinusRemote();
    return std::chrono::abs(apart) <= *one.error + *other.error;
}

} // namespace

bool wasMovedUnder(const DaemonReport &daemon)
{
    // By less nobody moves a clock: then chrony was told to be as strict (maxjitter).
    constexpr Duration leastMove = 1ms;
    const std::vector<const DaemonSource *> servers = sampledServers(daemon);
    return servers.size() > 1 && std::ranges::all_of(servers, [&](const DaemonSource *server) {
               const bool isLarge = !server->statistics ||
                                    server->statistics->standardDeviation == Duration::zero() ||
                                    server->statistics->standardDeviation >= leastMove;
               return isLarge && standingOf(daemon, *server).reason == StandingReason::TooVariable &&
                      std::ranges::all_of(servers,
                                          [&](const DaemonSource *other) { return agree(*server, *other); });
           });
}

namespace sourcerules {

namespace {

/// It was asked for the first time; of a daemon that tells no number of samples, not long ago.
bool hasJustBegun(const DiagnosisFacts &facts, const DaemonReport &daemon, const Standing &standing)
{
    constexpr Duration timeToDecide = 5min;
    if (standing.reason == StandingReason::NeverAnswered)
        return isFresh(facts, daemon, timeToAnswer);
    return standing.reason == StandingReason::NotTold && !standing.neededSamples &&
           isFresh(facts, daemon, timeToDecide);
}

/// Of the first daemon that follows nobody so far.
void findGathering(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon) || follows(daemon))
            continue;
        Finding finding{.id = FindingId::Gathering, .daemon = daemon.kind};
        std::optional<Instant> ready;
        bool isCompared = false;
        for (const DaemonSource &source : daemon.sources) {
            const Standing standing = standingIn(daemon, source);
            const bool isFirstTime = hasJustBegun(facts, daemon, standing);
            isCompared |= standing.reason == StandingReason::Comparing;
            if (standing.reason != StandingReason::Gathering &&
                standing.reason != StandingReason::Comparing && !isFirstTime)
                continue;
            finding.names.append(nameOf(daemon, source));
            finding.count = std::max(finding.count, standing.samples);
            finding.total = standing.neededSamples.value_or(0);
            if (standing.readyAt)
                ready = std::min(ready.value_or(*standing.readyAt), *standing.readyAt);
            addEvidence(facts, daemon, source, finding);
        }
        if (finding.names.isEmpty())
            continue;
        finding.count = std::min(finding.count, std::max(finding.total, 1));
        if (ready && !isCompared)
            finding.span = std::max(*ready - facts.now, Duration::zero());
        // One that has a burst under way gains nothing by another.
        if (!daemon.activity || daemon.activity->burstOnline == 0)
            addCommand(DaemonCommand::Kind::Burst, daemon.kind, finding);
        findings.push_back(finding);
        return;
    }
}

bool isAnotherThere(const MachineDaemons &machine)
{
    const auto here = std::ranges::count_if(machine.daemons,
                                            [](const DaemonReport &daemon) { return !daemon.isElsewhere; });
    return here > 1 || steeringKinds(machine).size() > 1 ||
           std::ranges::any_of(machine.others, [](const OtherSteerer &other) { return maySteer(other); });
}

std::optional<Duration> scatterOf(const DaemonSource &source)
{
    if (source.statistics && source.statistics->standardDeviation > Duration::zero())
        return source.statistics->standardDeviation;
    return source.jitter;
}

/// In what time the samples came, or may have come.
Duration spanOfSamples(const DaemonSource &source)
{
    return source.statistics ? std::max<Duration>(source.statistics->span, 10min) : 1h;
}

void findMovedClock(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::ClockMovedUnder, .severity = Severity::Warning};
    Duration span{};
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon) || !wasMovedUnder(daemon))
            continue;
        finding.daemon = daemon.kind;
        for (const DaemonSource *source : sampledServers(daemon)) {
            finding.names.append(nameOf(daemon, *source));
            finding.span = std::max(finding.span, scatterOf(*source));
            span = std::max(span, spanOfSamples(*source));
            addEvidence(facts, daemon, *source, finding);
        }
    }
    if (finding.names.isEmpty())
        return;
    finding.names.removeDuplicates();
    finding.flag = isAnotherThere(facts.machine);
    for (const ClockEvent &event : facts.clockEvents) {
        const bool isMove = event.kind == ClockEvent::Kind::Stepped ||
                            event.kind == ClockEvent::Kind::Slewed || event.kind == ClockEvent::Kind::Paused;
        if (!isMove)
            continue;
        finding.evidence.emplace_back(event);
        // Only a move in the time of the samples makes them scatter.
        const Duration moved = std::chrono::abs(event.moved);
        if (facts.now - event.at < span && moved > Duration::zero())
            finding.bound = std::max(finding.bound, std::optional(moved));
    }
    findings.push_back(finding);
}

/// This clock itself was moved by about as much as samples must scatter for it, in the time of the samples.
bool wasClockMoved(const DiagnosisFacts &facts, const DaemonSource &source)
{
    constexpr Duration large = 500ms;
    const Duration span = spanOfSamples(source);
    return std::ranges::any_of(facts.clockEvents, [&](const ClockEvent &event) {
        return std::chrono::abs(event.moved) > large && facts.now - event.at < span;
    });
}

void findVariable(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                  std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::TooVariable, .severity = Severity::Advice};
    const auto note = [&finding](const QString &name, std::optional<Duration> scatter) {
        finding.names.append(name);
        finding.span = std::max(finding.span, scatter);
    };
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon) || wasMovedUnder(daemon))
            continue;
        bool anyScatters = false;
        for (const DaemonSource &source : daemon.sources) {
            if (standingIn(daemon, source).reason != StandingReason::TooVariable ||
                wasClockMoved(facts, source))
                continue;
            note(nameOf(daemon, source), scatterOf(source));
            finding.daemon = daemon.kind;
            anyScatters = true;
            if (!follows(daemon))
                finding.severity = Severity::Warning;
            addEvidence(facts, daemon, source, finding);
        }
        if (anyScatters && daemon.kind == DaemonKind::Chrony)
            finding.bound = chronyScatterLimit(filesOf(facts, daemon));
    }
    const bool anyAgrees = std::ranges::any_of(
        facts.measured, [](const ServerMeasurement &measured) { return agrees(measured.use); });
    for (const KnownServer &server : servers) {
        const ServerMeasurement *measured = server.measured;
        if (!anyAgrees || !measured || measured->use != SourceUse::Jittery || !measured->estimate)
            continue;
        note(server.name, measured->estimate->jitter);
        addEvidence(*measured, finding);
    }
    if (finding.names.isEmpty())
        return;
    finding.names.removeDuplicates();
    addEditor(facts, finding.names.constFirst(), finding);
    findings.push_back(finding);
}

/// How far the two farthest are apart; absent: all are in one place.
std::optional<Duration> spreadOf(const std::vector<Duration> &offsets)
{
    if (offsets.empty())
        return std::nullopt;
    const auto [lowest, highest] = std::ranges::minmax(offsets);
    return lowest == highest ? std::nullopt : std::optional(highest - lowest);
}

void finishNoMajority(const DiagnosisFacts &facts, Finding &finding, std::vector<Finding> &findings)
{
    finding.names.removeDuplicates();
    if (!finding.names.isEmpty())
        addEditor(facts, finding.names.constFirst(), finding);
    addMeasuring(facts, finding);
    findings.push_back(finding);
}

void findNoMajority(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                    std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::NoMajority, .severity = Severity::Warning};
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon))
            continue;
        std::vector<Duration> offsets;
        for (const DaemonSource &source : daemon.sources) {
            if (standingIn(daemon, source).reason != StandingReason::NoMajority)
                continue;
            finding.names.append(nameOf(daemon, source));
            if (source.adjusted)
                offsets.push_back(source.adjusted->localMinusRemote());
            addEvidence(facts, daemon, source, finding);
        }
        if (finding.names.isEmpty())
            continue;
        finding.daemon = daemon.kind;
        finding.span = spreadOf(offsets);
        finishNoMajority(facts, finding, findings);
        return;
    }
    if (facts.verdict.isDisputed) {
        std::vector<Duration> offsets;
        for (const KnownServer &server : servers) {
            const ServerMeasurement *measured = server.measured;
            if (!measured || measured->use != SourceUse::NoMajority || !measured->estimate)
                continue;
            finding.names.append(server.name);
            offsets.push_back(measured->estimate->offset.localMinusRemote());
            addEvidence(*measured, finding);
        }
        finding.span = spreadOf(offsets);
        if (!finding.names.isEmpty()) {
            finishNoMajority(facts, finding, findings);
            return;
        }
    }
    // Only of a paste: of this computer the sources themselves say whether it is still so.
    const std::vector<const LogLine *> lines = logged(facts, LogEvent::NoMajority);
    if (!facts.isPasted || lines.empty() || std::ranges::any_of(facts.machine.daemons, follows))
        return;
    finding.daemon = lines.back()->daemon;
    addQuote(*lines.back(), finding);
    finishNoMajority(facts, finding, findings);
}

bool agrees(const DaemonSource &source)
{
    return source.standing == SourceStanding::Selected || source.standing == SourceStanding::Combined ||
           source.standing == SourceStanding::Selectable;
}

void findOutvoted(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                  std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon))
            continue;
        const DaemonSource *followed = followedSource(daemon);
        for (const DaemonSource &source : daemon.sources) {
            if (standingIn(daemon, source).reason != StandingReason::Outvoted)
                continue;
            Finding finding{.id = FindingId::Outvoted,
                            .severity = Severity::Advice,
                            .subject = nameOf(daemon, source),
                            .daemon = daemon.kind,
                            .count = int(std::ranges::count_if(
                                daemon.sources, [](const DaemonSource &other) { return agrees(other); }))};
            // The source less the majority: (clock − majority) − (clock − source).
            if (followed && followed->adjusted && source.adjusted)
                finding.offset = followed->adjusted->advancedBy(-source.adjusted->localMinusRemote());
            addEvidence(facts, daemon, source, finding);
            if (followed)
                addEvidence(facts, daemon, *followed, finding);
            addEditor(facts, source.name, finding);
            findings.push_back(finding);
        }
    }
    for (const KnownServer &server : servers) {
        const ServerMeasurement *measured = server.measured;
        if (!measured || measured->use != SourceUse::Falseticker || !measured->estimate ||
            !facts.verdict.offset)
            continue;
        Finding finding{.id = FindingId::Outvoted,
                        .severity = Severity::Advice,
                        .subject = server.name,
                        .offset =
                            facts.verdict.offset->advancedBy(-measured->estimate->offset.localMinusRemote()),
                        .count = facts.verdict.agreeing};
        addEvidence(facts, server, finding);
        addEditor(facts, server.name, finding);
        findings.push_back(finding);
    }
    for (const LogLine *line : logged(facts, LogEvent::Falseticker)) {
        const bool isKnown = std::ranges::any_of(findings, [line](const Finding &finding) {
            return finding.id == FindingId::Outvoted && finding.subject == line->subject;
        });
        if (!facts.isPasted || line->subject.isEmpty() || isKnown)
            continue;
        Finding finding{.id = FindingId::Outvoted,
                        .severity = Severity::Advice,
                        .subject = line->subject,
                        .daemon = line->daemon};
        addQuote(*line, finding);
        findings.push_back(finding);
    }
}

/// What is measured here is a majority's word, and the daemon's claim has no value in common with it.
void findContradicted(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const Verdict &verdict = facts.verdict;
    if (!facts.judgement.contradictsDaemon || !verdict.offset)
        return;
    const OffsetClaim measured{*verdict.offset, verdict.bound};
    for (const DaemonReport &daemon : facts.machine.daemons) {
        const DaemonSource *followed = tells(facts, daemon) ? followedSource(daemon) : nullptr;
        const bool isOfDevice = followed && followed->mode == SourceMode::ReferenceClock;
        if (!tells(facts, daemon) || isOfDevice || !daemon.tracking || !daemon.tracking->systemOffset ||
            !daemon.tracking->rootDispersion)
            continue;
        const DaemonTracking &tracking = *daemon.tracking;
        const Duration bound = tracking.rootDelay.value_or(0ns) / 2 + *tracking.rootDispersion;
        if (!contradict({*tracking.systemOffset, bound}, measured))
            continue;
        Finding finding{.id = FindingId::ContradictsDaemon,
                        .severity = verdict.agreeing > 1 ? Severity::Warning : Severity::Advice,
                        .subject = programOf(daemon),
                        .daemon = daemon.kind,
                        .offset = verdict.offset,
                        .other = tracking.systemOffset,
                        .bound = verdict.bound,
                        .count = verdict.agreeing};
        for (const ServerMeasurement &server : facts.measured) {
            if (synchroscope::agrees(server.use))
                addEvidence(server, finding);
        }
        addTracking(facts, daemon, finding);
        addMeasuring(facts, finding);
        findings.push_back(finding);
    }
}

void findInterference(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const std::vector<const LogLine *> lines = logged(facts, LogEvent::Interference);
    if (lines.empty())
        return;
    Finding finding{.id = FindingId::Interference,
                    .severity = Severity::Warning,
                    .daemon = lines.back()->daemon,
                    .text = lines.back()->message,
                    .count = int(lines.size())};
    addQuote(*lines.back(), finding);
    findings.push_back(finding);
}

bool makesLocal(DaemonKind daemon, const ConfigLine &line)
{
    const std::vector<QByteArrayView> words = configWords(line.text);
    const auto isWord = [&words](size_t at, QByteArrayView word) {
        return words.size() > at && words[at].compare(word, Qt::CaseInsensitive) == 0;
    };
    if (daemon == DaemonKind::Chrony)
        return isWord(0, "local");
    return areAlike(daemon, DaemonKind::Ntpd) &&
           ((isWord(0, "refclock") && isWord(1, "local")) ||
            (isWord(0, "server") && words.size() > 1 && words[1].startsWith("127.127.1.")));
}

/// The last line that lets it serve its own clock; absent: none is seen.
std::optional<FileEvidence> localLine(const DiagnosisFacts &facts, const DaemonReport &daemon)
{
    std::optional<FileEvidence> found;
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (!areFilesOf(configuration, daemon))
            continue;
        for (const ConfigText &text : configuration.files->texts) {
            for (const ConfigLine &line : configLines(text.text)) {
                if (makesLocal(daemon.kind, line))
                    found = FileEvidence{.path = text.path,
                                         .line = line.number,
                                         .text = quotedFrom(strippedOf(line.text)),
                                         .changedAt = {}};
            }
        }
    }
    return found;
}

void findLocalMode(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon))
            continue;
        const DaemonSource *followed = followedSource(daemon);
        if (!followsOwnClock(daemon))
            continue;
        Finding finding{.id = FindingId::LocalMode,
                        .severity = Severity::Warning,
                        .subject = programOf(daemon),
                        .daemon = daemon.kind};
        addTracking(facts, daemon, finding);
        if (followed)
            addEvidence(facts, daemon, *followed, finding);
        const std::optional<FileEvidence> line = localLine(facts, daemon);
        if (line)
            finding.evidence.emplace_back(*line);
        if (line && !facts.isPasted)
            finding.actions.push_back(
                {.kind = FindingAction::Kind::EditServers, .file = line->path, .line = line->line});
        else
            addEditor(facts, {}, finding);
        findings.push_back(finding);
    }
}

/// w32tm's names for no source at all.
bool isWindowsOwnClock(const QString &text)
{
    return text.contains("Local CMOS Clock"_L1, Qt::CaseInsensitive) ||
           text.contains("Free-running System Clock"_L1, Qt::CaseInsensitive);
}

void findWindowsOwnClock(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    if (!facts.isPasted)
        return;
    Finding finding{.id = FindingId::ServesWhileUnsynchronised, .severity = Severity::Warning};
    for (const AnswerLine &answer : facts.answers) {
        if (isWindowsOwnClock(answer.text)) {
            finding.text = answer.text;
            finding.evidence.emplace_back(QuotedEvidence{answer.line, answer.text});
        }
    }
    for (const DaemonReport &daemon : facts.machine.daemons) {
        const bool isTold = daemon.tracking && isWindowsOwnClock(daemon.tracking->source);
        if (!isTold)
            continue;
        finding.text = daemon.tracking->source;
        addTracking(facts, daemon, finding);
    }
    if (!finding.evidence.empty())
        findings.push_back(finding);
}

} // namespace

void findAboutSelection(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const std::vector<KnownServer> servers = knownServers(facts);
    if (!facts.isOffline)
        findGathering(facts, findings);
    findMovedClock(facts, findings);
    findVariable(facts, servers, findings);
    findNoMajority(facts, servers, findings);
    findOutvoted(facts, servers, findings);
    findContradicted(facts, findings);
    findInterference(facts, findings);
    findLocalMode(facts, findings);
    findWindowsOwnClock(facts, findings);
}

} // namespace sourcerules

} // namespace synchroscope
