// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/rules/sourcerules.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <set>

/// Whether anybody answers, and if not, where the fault lies.
namespace synchroscope::sourcerules {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr size_t mostEvidence = 4;
constexpr size_t mostDeadOneByOne = 10;
constexpr int missedPolls = 3;

void findComputerOffline(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::ComputerOffline};
    // The first failure after the last answer of anybody.
    std::optional<Instant> lastAnswer;
    for (const ServerMeasurement &measured : facts.measured)
        lastAnswer = std::max(lastAnswer, measured.lastAnswer);
    std::optional<Instant> since;
    for (const ServerMeasurement &measured : facts.measured) {
        if (measured.failingSince && (!lastAnswer || *measured.failingSince >= *lastAnswer))
            since = std::min(since.value_or(*measured.failingSince), *measured.failingSince);
        if (measured.lastAnswer && measured.lastAnswer == lastAnswer)
            addEvidence(measured, finding);
    }
    if (since)
        finding.span = std::max(facts.now - *since, Duration::zero());
    addMeasuring(facts, finding);
    findings.push_back(finding);
}

QStringList namesOf(const std::vector<const KnownServer *> &servers)
{
    QStringList names;
    names.reserve(qsizetype(servers.size()));
    for (const KnownServer *server : servers)
        names.append(server->name);
    names.removeDuplicates();
    return names;
}

std::vector<const KnownServer *> thoseThat(const std::vector<KnownServer> &servers, Answering answering)
{
    std::vector<const KnownServer *> found;
    for (const KnownServer &server : servers) {
        if (server.answering == answering)
            found.push_back(&server);
    }
    return found;
}

void addEvidenceOf(const DiagnosisFacts &facts, const std::vector<const KnownServer *> &servers,
                   Finding &finding)
{
    for (size_t i = 0; i < std::min(servers.size(), mostEvidence); ++i)
        addEvidence(facts, *servers[i], finding);
}

void findUnresolved(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                    std::vector<Finding> &findings)
{
    const std::vector<const KnownServer *> unresolved = thoseThat(servers, Answering::NameUnknown);
    Finding finding{.id = FindingId::Unresolved, .names = namesOf(unresolved)};
    addEvidenceOf(facts, unresolved, finding);
    const QStringList answering = namesOf(thoseThat(servers, Answering::Answers));
    for (const LogLine *line : logged(facts, LogEvent::CannotResolve)) {
        const bool isOf = finding.names.contains(line->subject);
        // Beside what is known now, a line of the log is past.
        if (!isOf && (!facts.isPasted || line->subject.isEmpty() || answering.contains(line->subject)))
            continue;
        if (!isOf)
            finding.names.append(line->subject);
        addQuote(*line, finding);
    }
    if (finding.names.isEmpty())
        return;
    finding.severity = answering.isEmpty() ? Severity::Warning : Severity::Advice;
    finding.flag = isTooWrongForCertificates(facts);
    addEditor(facts, finding.names.constFirst(), finding);
    addMeasuring(facts, finding);
    findings.push_back(finding);
}

/// At least two servers are asked, and nothing comes from any.
bool isBlocked(const std::vector<KnownServer> &servers, const std::vector<const KnownServer *> &silent)
{
    std::set<QString> places;
    for (const KnownServer *server : silent)
        places.insert(server->address.isEmpty() ? server->name : server->address);
    return places.size() > 1 && std::ranges::none_of(servers, [](const KnownServer &server) {
               return server.answering == Answering::Answers || server.answering == Answering::Speaks;
           });
}

bool isStartKnown(const KnownServer &server)
{
    return std::ranges::any_of(server.askedBy, [](const AskedBy &asked) {
        return asked.daemon->process && asked.daemon->process->startedAt;
    });
}

/// It was asked eight times, or has answered, longer ago than a new daemon takes.
bool wasAskedLongAgo(const DiagnosisFacts &facts, const DaemonSource &source)
{
    constexpr quint8 oldest = 0x80;
    const bool hasPolledEightTimes = (source.reach.value_or(0) & oldest) != 0;
    return (source.lastSample && facts.now - *source.lastSample > timeToAnswer) ||
           (hasPolledEightTimes &&
            8 * fromLog2Seconds(std::clamp(source.pollLog2.value_or(6), -7, 17)) >= timeToAnswer);
}

/// A pasted list alone does not tell whether its daemon has had the time to ask this server.
bool mayBeYoung(const DiagnosisFacts &facts, const KnownServer &server)
{
    if (!facts.isPasted || server.measured || server.lastAnswer() || isStartKnown(server))
        return false;
    return std::ranges::none_of(server.askedBy, [&facts](const AskedBy &asked) {
        return std::ranges::any_of(asked.daemon->sources, [&facts](const DaemonSource &source) {
            return wasAskedLongAgo(facts, source);
        });
    });
}

bool mayBeYoung(const DiagnosisFacts &facts, const std::vector<const KnownServer *> &servers)
{
    return std::ranges::all_of(servers,
                               [&facts](const KnownServer *server) { return mayBeYoung(facts, *server); });
}

void findBlocked(const DiagnosisFacts &facts, const std::vector<const KnownServer *> &silent,
                 std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::NtpBlocked,
                    .severity = mayBeYoung(facts, silent) ? Severity::Advice : Severity::Warning,
                    .count = int(silent.size())};
    finding.flag = std::ranges::none_of(
        silent, [](const KnownServer *server) { return server->lastAnswer().has_value(); });
    addEvidenceOf(facts, silent, finding);
    addMeasuring(facts, finding);
    findings.push_back(finding);
}

/// How long it has been silent, as far as is known.
std::optional<Duration> silenceOf(const DiagnosisFacts &facts, const KnownServer &server)
{
    std::optional<Instant> since = server.lastAnswer();
    if (!since && server.measured)
        since = server.measured->failingSince;
    for (const AskedBy &asked : server.askedBy) {
        if (!since && asked.daemon->process)
            since = asked.daemon->process->startedAt;
    }
    if (!since)
        return std::nullopt;
    return std::max(facts.now - *since, Duration::zero());
}

/// A pool's daemon finds another server by itself; who has others that answer can do without this one.
Severity severityOfLoss(const KnownServer &server, const QStringList &others)
{
    if (server.isOfPool() && !others.isEmpty())
        return Severity::Info;
    return others.isEmpty() ? Severity::Warning : Severity::Advice;
}

/// Of silence that may be that of a beginning.
Severity lowered(Severity severity)
{
    return severity == Severity::Warning ? Severity::Advice : Severity::Info;
}

void findManyDead(const DiagnosisFacts &facts, const std::vector<const KnownServer *> &dead,
                  const QStringList &others, std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::ServerDead, .names = namesOf(dead), .others = others};
    for (const KnownServer *server : dead)
        finding.severity = std::max(finding.severity, severityOfLoss(*server, others));
    finding.flag = mayBeYoung(facts, dead);
    if (finding.flag)
        finding.severity = lowered(finding.severity);
    addEvidenceOf(facts, dead, finding);
    addEditor(facts, finding.names.constFirst(), finding);
    addMeasuring(facts, finding);
    findings.push_back(finding);
}

void findDead(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
              const std::vector<const KnownServer *> &silent, std::vector<Finding> &findings)
{
    const QStringList others = namesOf(thoseThat(servers, Answering::Answers));
    std::vector<const KnownServer *> dead;
    // Of whom a daemon follows all the same the hold-over tells.
    std::ranges::copy_if(silent, std::back_inserter(dead),
                         [](const KnownServer *server) { return !server->isFollowed(); });
    if (dead.size() > mostDeadOneByOne) {
        findManyDead(facts, dead, others, findings);
        return;
    }
    for (const KnownServer *server : dead) {
        Finding finding{.id = FindingId::ServerDead,
                        .severity = severityOfLoss(*server, others),
                        .subject = server->name,
                        .others = others,
                        .span = silenceOf(facts, *server),
                        .flag = mayBeYoung(facts, *server)};
        if (finding.flag)
            finding.severity = lowered(finding.severity);
        addEvidence(facts, *server, finding);
        addEditor(facts, server->name, finding);
        addMeasuring(facts, finding);
        findings.push_back(finding);
    }
}

void findRefusing(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                  std::vector<Finding> &findings)
{
    constexpr quint8 lastTwo = 0b11;
    const QStringList others = namesOf(thoseThat(servers, Answering::Answers));
    for (const KnownServer *server : thoseThat(servers, Answering::Speaks)) {
        const ServerMeasurement *measured = server->measured;
        if (!measured || measured->lastOutcome != QueryOutcome::Refused || (measured->reach & lastTwo) != 0)
            continue;
        // One refusal may have met a restart, unless a daemon has heard nothing for longer.
        const bool isSilent = std::ranges::any_of(server->askedBy, [&facts](const AskedBy &asked) {
            return answeringOf(facts, asked) == Answering::Silent;
        });
        if (measured->requests < 2 && !isSilent)
            continue;
        Finding finding{.id = FindingId::ServerRefuses,
                        .severity = severityOfLoss(*server, others),
                        .subject = server->name,
                        .others = others};
        addEvidence(facts, *server, finding);
        addEditor(facts, server->name, finding);
        addMeasuring(facts, finding);
        findings.push_back(finding);
    }
}

/// chrony's acquisitionport, the last one; absent: none is written.
struct WrittenPort
{
    int port = 0;
    QString file;
    int line = 0;
};
std::optional<WrittenPort> acquisitionPort(const DiagnosisFacts &facts)
{
    std::optional<WrittenPort> written;
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (configuration.daemon != DaemonKind::Chrony)
            continue;
        for (const ConfigText &text : configuration.files->texts) {
            for (const ConfigLine &line : configLines(text.text)) {
                const std::vector<QByteArrayView> words = configWords(line.text);
                if (words.size() == 2 && words[0].compare("acquisitionport", Qt::CaseInsensitive) == 0)
                    written = WrittenPort{words[1].toInt(), text.path, line.number};
            }
        }
    }
    return written;
}

/// Its questions leave from port 123: always those of ntpd, and of two that are each other's peers; chronyd's
/// others only where it was told so (chrony.conf(5), acquisitionport).
bool asksFromNtpPort(const AskedBy &asked, const std::optional<WrittenPort> &acquisition)
{
    if (areAlike(asked.daemon->kind, DaemonKind::Ntpd))
        return true;
    if (asked.daemon->kind != DaemonKind::Chrony)
        return false;
    return asked.source->mode == SourceMode::Peer || (acquisition && acquisition->port == ntpPort);
}

void findAnsweringUsOnly(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                         std::vector<Finding> &findings)
{
    Finding fromNtpPort{.id = FindingId::SourcePortBlocked, .severity = Severity::Warning};
    Finding fromAnyPort{.id = FindingId::AnswersUsOnly, .severity = Severity::Warning};
    const std::optional<WrittenPort> acquisition = acquisitionPort(facts);
    for (const KnownServer &server : servers) {
        for (const AskedBy &asked : server.askedBy) {
            if (!answersUsOnly(facts, server, asked) || writtenProof(facts, asked) != Proof::None)
                continue;
            Finding &finding = asksFromNtpPort(asked, acquisition) ? fromNtpPort : fromAnyPort;
            finding.daemon = asked.daemon->kind;
            finding.names.append(server.name);
            addEvidence(facts, server, finding);
        }
    }
    for (Finding *finding : {&fromNtpPort, &fromAnyPort}) {
        if (finding->names.isEmpty())
            continue;
        finding->names.removeDuplicates();
        const bool isWritten = finding == &fromNtpPort && acquisition && acquisition->port == ntpPort;
        if (isWritten)
            finding->actions.push_back({.kind = FindingAction::Kind::EditServers,
                                        .file = acquisition->file,
                                        .line = acquisition->line});
        else
            addEditor(facts, finding->names.constFirst(), *finding);
        findings.push_back(*finding);
    }
}

/// chronyd was told not to ask sources, as scripts do while the network is down.
void findToldOffline(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                     std::vector<Finding> &findings)
{
    const bool isNetworkThere = facts.isPasted || !thoseThat(servers, Answering::Answers).empty();
    if (!isNetworkThere)
        return;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon) || !daemon.activity || isFresh(facts, daemon, timeToAnswer))
            continue;
        const SourceActivityCounts &activity = *daemon.activity;
        const int offline = activity.offline + activity.burstOffline;
        if (offline == 0)
            continue;
        const bool areAll = activity.online + activity.burstOnline == 0;
        // Some are offline where IPv6 leads nowhere, and that harms nobody.
        Finding finding{.id = FindingId::Offline,
                        .severity = areAll ? Severity::Warning : Severity::Info,
                        .daemon = daemon.kind,
                        .count = offline,
                        .total = offline + activity.online + activity.burstOnline};
        for (const DaemonSource &source : daemon.sources) {
            if (!areAll || source.mode == SourceMode::ReferenceClock || !source.resolved)
                continue;
            finding.names.append(nameOf(daemon, source));
            if (finding.evidence.size() < mostEvidence)
                addEvidence(facts, daemon, source, finding);
        }
        addCommand(DaemonCommand::Kind::GoOnline, daemon.kind, finding);
        findings.push_back(finding);
    }
}

/// Answers are lost between answers: not an outage that has begun, or is over. `reach` has the newest poll in
/// bit 0.
bool isPatchy(quint8 reach)
{
    int changes = 0;
    for (int bit = 0; bit < 7; ++bit)
        changes += (reach >> bit & 1) != (reach >> (bit + 1) & 1) ? 1 : 0;
    return changes > 1 && std::popcount(reach) < 4;
}

bool hasPolledEightTimes(const DiagnosisFacts &facts, const AskedBy &asked)
{
    constexpr quint8 oldest = 0x80;
    if (!asked.source->reach)
        return false;
    if ((*asked.source->reach & oldest) != 0)
        return true;
    const Duration poll = fromLog2Seconds(std::clamp(asked.source->pollLog2.value_or(10), -7, 17));
    const bool isSince = asked.daemon->process && asked.daemon->process->startedAt;
    return isSince && facts.now - *asked.daemon->process->startedAt > 8 * poll;
}

void findLossy(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
               std::vector<Finding> &findings)
{
    constexpr int polls = 8;
    for (const KnownServer &server : servers) {
        std::optional<quint8> worst;
        const auto note = [&worst](quint8 reach) {
            if (isPatchy(reach) && (!worst || std::popcount(reach) < std::popcount(*worst)))
                worst = reach;
        };
        if (server.measured && server.measured->requests >= polls)
            note(server.measured->reach);
        for (const AskedBy &asked : server.askedBy) {
            if (hasPolledEightTimes(facts, asked))
                note(*asked.source->reach);
        }
        if (!worst)
            continue;
        Finding finding{.id = FindingId::LossyPath,
                        .severity = Severity::Advice,
                        .subject = server.name,
                        .count = std::popcount(*worst),
                        .total = polls};
        addEvidence(facts, server, finding);
        addMeasuring(facts, finding);
        findings.push_back(finding);
    }
}

Duration pollOf(const DaemonSource &source)
{
    return std::max<Duration>(fromLog2Seconds(std::clamp(source.pollLog2.value_or(6), -7, 17)), 1s);
}

/// How much of the time since then this computer slept; absent: nobody was there to take note.
std::optional<Duration> sleptSince(const DiagnosisFacts &facts, Instant at)
{
    if (!facts.clockEventsSince || at < *facts.clockEventsSince)
        return std::nullopt;
    Duration slept{};
    for (const ClockEvent &event : facts.clockEvents) {
        if (event.kind == ClockEvent::Kind::Suspended && event.at > at)
            slept += event.lasted;
    }
    return slept;
}

/// `age`, of a source asked every `poll`, is what a sleep leaves, and no other server was heard since: it may
/// have woken with this computer just now, when nobody was there to take note.
bool mayHaveSlept(const DiagnosisFacts &facts, const DaemonReport &daemon, Duration age, Duration poll)
{
    const Duration tolerance = missedPolls * poll;
    const Instant now = daemon.readAt.value_or(facts.now);
    return age - facts.suspended <= tolerance &&
           std::ranges::all_of(daemon.sources, [&](const DaemonSource &source) {
               const bool isSilent = !source.lastSample || source.reach == quint8(0);
               return isSilent || source.mode == SourceMode::ReferenceClock ||
                      now - *source.lastSample >= age - tolerance;
           });
}

/// The followed source has not given a sample for longer than it should.
void findOldSelection(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    constexpr Duration grace = 10min;
    constexpr Duration longHold = 1h;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        const DaemonSource *source = tells(facts, daemon) ? followedSource(daemon) : nullptr;
        if (!source || !source->lastSample || isFresh(facts, daemon, grace))
            continue;
        const Duration age = daemon.readAt.value_or(facts.now) - *source->lastSample;
        Finding finding{.subject = nameOf(daemon, *source), .daemon = daemon.kind, .span = age};
        addEvidence(facts, daemon, *source, finding);
        if (source->reach == quint8(0)) {
            finding.id = FindingId::HoldOver;
            finding.severity = age > longHold ? Severity::Advice : Severity::Info;
            addCommand(DaemonCommand::Kind::Burst, daemon.kind, finding);
            findings.push_back(finding);
            continue;
        }
        if (!source->pollLog2)
            continue;
        // chronyd says in whole seconds when a sample was.
        const Duration poll = pollOf(*source);
        const std::optional<Duration> slept = sleptSince(facts, *source->lastSample);
        const Duration awake = age - slept.value_or(0s);
        if (awake <= missedPolls * poll + 1s || (!slept && mayHaveSlept(facts, daemon, age, poll)))
            continue;
        finding.id = FindingId::StaleSelection;
        // timesyncd, for one, keeps no register of answers.
        finding.flag = source->reach.has_value();
        finding.severity = Severity::Warning;
        finding.count = int(awake / poll);
        if (daemon.kind == DaemonKind::Chrony)
            finding.actions.push_back(
                {.kind = FindingAction::Kind::Copy, .text = u"sudo chronyc reset sources"_s});
        findings.push_back(finding);
    }
}

} // namespace

void findAboutReach(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    if (facts.isOffline) {
        findComputerOffline(facts, findings);
        return;
    }
    const std::vector<KnownServer> servers = knownServers(facts);
    std::vector<const KnownServer *> silent = thoseThat(servers, Answering::Silent);
    std::erase_if(silent, [&facts](const KnownServer *server) {
        return isNobodysAddress(server->address) ||
               std::ranges::any_of(server->askedBy, [&](const AskedBy &asked) {
                   return failedProof(facts, *server, asked).has_value();
               });
    });
    findUnresolved(facts, servers, findings);
    if (isBlocked(servers, silent))
        findBlocked(facts, silent, findings);
    else
        findDead(facts, servers, silent, findings);
    findRefusing(facts, servers, findings);
    findAnsweringUsOnly(facts, servers, findings);
    findToldOffline(facts, servers, findings);
    findLossy(facts, servers, findings);
    findOldSelection(facts, findings);
}

} // namespace synchroscope::sourcerules
