// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/daemonlimits.h"
#include "core/config/hostspec.h"
#include "core/diagnosis/rules/sourcerules.h"

#include <algorithm>
#include <map>

/// Servers that answer, with something that is of no use.
namespace synchroscope::sourcerules {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Of the tests that `chronyc ntpdata` prints, "111 101 0000": 5 is the authentication, 6 the server's word
/// that it knows the time.
bool hasFailedTest(const ChronyExchange &exchange, int test)
{
    constexpr qsizetype placeOfTest5 = 4;
    const qsizetype place = placeOfTest5 + test - 5;
    return exchange.tests.size() > place && exchange.tests[place] == u'0';
}

/// Who asks once does not know since when.
bool saysUnsynchronised(const ServerMeasurement &measured, Instant now)
{
    return measured.lastOutcome == QueryOutcome::Unsynchronised &&
           (!measured.failingSince || now - *measured.failingSince >= timeToAnswer);
}

bool saysUnsynchronised(const DiagnosisFacts &facts, const AskedBy &asked)
{
    constexpr int stratumOfUnsynchronised = 16;
    const DaemonSource &source = *asked.source;
    if (const ChronyExchange *exchange = exchangeOf(facts, source))
        return exchange->received > 0 && exchange->good == 0 && hasFailedTest(*exchange, 6);
    // Before the first answer ntpd shows the same stratum.
    if (source.reach.value_or(0) != 0 && source.stratum == stratumOfUnsynchronised && kissOf(asked).isEmpty())
        return true;
    return source.lastSample && source.leap == LeapIndicator::Unsynchronised;
}

bool anyAnswers(const std::vector<KnownServer> &servers)
{
    return std::ranges::any_of(
        servers, [](const KnownServer &server) { return server.answering == Answering::Answers; });
}

void findUnsynchronised(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                        std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::Unsynchronised};
    const auto says = [&](const KnownServer &server) {
        return (server.measured && saysUnsynchronised(*server.measured, facts.now)) ||
               std::ranges::any_of(server.askedBy,
                                   [&](const AskedBy &asked) { return saysUnsynchronised(facts, asked); });
    };
    bool hasOther = false;
    for (const KnownServer &server : servers) {
        if (!says(server)) {
            hasOther |= server.answering == Answering::Answers;
            continue;
        }
        finding.names.append(server.name);
        addEvidence(facts, server, finding);
    }
    if (finding.names.isEmpty())
        return;
    finding.severity = hasOther ? Severity::Advice : Severity::Warning;
    addEditor(facts, finding.names.constFirst(), finding);
    addMeasuring(facts, finding);
    findings.push_back(finding);
}

/// Whose name or address it is; else itself.
QString knownAs(const std::vector<KnownServer> &servers, const QString &place)
{
    const auto found = std::ranges::find_if(servers, [&place](const KnownServer &server) {
        return server.address == place || server.name == place;
    });
    return found == servers.end() ? place : found->name;
}

Severity severityOfKiss(const QString &code)
{
    return code == "RATE"_L1 ? Severity::Advice : Severity::Warning;
}

void findKisses(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                std::vector<Finding> &findings)
{
    std::vector<Finding> kisses;
    for (const KnownServer &server : servers) {
        if (!server.measured || server.measured->lastOutcome != QueryOutcome::KissCode)
            continue;
        const QString code = QString::fromLatin1(server.measured->kissCode);
        Finding finding{.id = FindingId::KissOfDeath,
                        .severity = severityOfKiss(code),
                        .subject = server.name,
                        .text = code};
        addEvidence(*server.measured, finding);
        kisses.push_back(finding);
    }
    for (const KnownServer &server : servers) {
        for (const AskedBy &asked : server.askedBy) {
            const QString code = kissOf(asked);
            if (code.isEmpty() || std::ranges::find(kisses, server.name, &Finding::subject) != kisses.end())
                continue;
            Finding finding{.id = FindingId::KissOfDeath,
                            .severity = severityOfKiss(code),
                            .subject = server.name,
                            .daemon = asked.daemon->kind,
                            .text = code};
            addEvidence(facts, *asked.daemon, *asked.source, finding);
            kisses.push_back(finding);
        }
    }
    for (const LogLine *line : logged(facts, LogEvent::RateRefused)) {
        const QString name = knownAs(servers, line->subject);
        if (name.isEmpty())
            continue;
        auto known = std::ranges::find(kisses, name, &Finding::subject);
        if (known == kisses.end()) {
            kisses.push_back({.id = FindingId::KissOfDeath,
                              .severity = Severity::Advice,
                              .subject = name,
                              .daemon = line->daemon,
                              .text = u"RATE"_s});
            known = std::prev(kisses.end());
        }
        // A refused daemon may repeat the same line for hours.
        if (known->evidence.size() < 2)
            addQuote(*line, *known);
    }
    for (Finding &finding : kisses) {
        addEditor(facts, finding.subject, finding);
        findings.push_back(std::move(finding));
    }
}

void findUnproven(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                  std::vector<Finding> &findings)
{
    Finding unproven{.id = FindingId::NotAuthenticated, .severity = Severity::Warning};
    Finding clockWrong{
        .id = FindingId::NtsClockWrong, .severity = Severity::Warning, .offset = knownOffset(facts)};
    const bool isClockWrong = isTooWrongForCertificates(facts);
    for (const KnownServer &server : servers) {
        for (const AskedBy &asked : server.askedBy) {
            const std::optional<Proof> proof = failedProof(facts, server, asked);
            if (!proof)
                continue;
            Finding &finding = isClockWrong && *proof == Proof::Nts ? clockWrong : unproven;
            finding.names.append(server.name);
            finding.daemon = asked.daemon->kind;
            addEvidence(facts, server, finding);
        }
    }
    for (const LogLine *line : logged(facts, LogEvent::CannotAuthenticate)) {
        const Result<HostSpec> host = parseHostSpec(line->subject);
        if (!host)
            continue;
        Finding &finding = isClockWrong ? clockWrong : unproven;
        const QString name = knownAs(servers, host->host);
        // What has been proven since is past.
        const bool isPast = std::ranges::any_of(servers, [&name](const KnownServer &server) {
            return server.name == name && std::ranges::any_of(server.askedBy, [](const AskedBy &asked) {
                       return asked.source->reach.value_or(0) != 0;
                   });
        });
        if (isPast)
            continue;
        finding.names.append(name);
        finding.daemon = line->daemon;
        addQuote(*line, finding);
    }
    for (Finding *finding : {&unproven, &clockWrong}) {
        if (finding->names.isEmpty())
            continue;
        finding->names.removeDuplicates();
        if (finding == &clockWrong && finding->daemon)
            addCommand(DaemonCommand::Kind::Step, *finding->daemon, *finding);
        addEditor(facts, finding->names.constFirst(), *finding);
        findings.push_back(*finding);
    }
}

/// ntpd tells it in place of the server's reference (RFC 5905 section 7.4).
bool isUnproven(const AskedBy &asked)
{
    const QString code = statusCodeOf(asked);
    return code == "AUTH"_L1 || code == "CRYP"_L1 || code == "NKEY"_L1;
}

/// What a source may itself be off by, as it says.
std::optional<Duration> rootDistanceOf(const DaemonSource &source)
{
    if (source.rootDelay && source.rootDispersion)
        return *source.rootDelay / 2 + *source.rootDispersion;
    return source.error;
}

/// As the daemon tells, or as its files say.
std::optional<Duration> limitOf(const DiagnosisFacts &facts, const DaemonReport &daemon)
{
    return daemon.distanceLimit ? daemon.distanceLimit : distanceLimit(daemon.kind, filesOf(facts, daemon));
}

/// It is not used though it answers, and its error is beyond what its daemon accepts.
bool isTooFar(const AskedBy &asked, std::optional<Duration> limit)
{
    const DaemonSource &source = *asked.source;
    // Of chronyd it is the error of the list, which has all in it.
    const std::optional<Duration> distance =
        asked.daemon->kind == DaemonKind::Chrony ? source.error : rootDistanceOf(source);
    const bool isUnused =
        source.standing == SourceStanding::Unusable && source.reach != quint8(0) && source.lastSample;
    const bool isEarly = asked.standing.reason == StandingReason::Gathering;
    return distance && limit && isUnused && !isEarly && *distance > *limit;
}

void findTooFar(const DiagnosisFacts &facts, const std::vector<KnownServer> &servers,
                std::vector<Finding> &findings)
{
    Finding finding{.id = FindingId::TooFar, .severity = Severity::Advice};
    const auto note = [&finding](const KnownServer &server, std::optional<Duration> distance) {
        finding.names.append(server.name);
        finding.span = std::max(finding.span, distance);
    };
    std::map<const DaemonReport *, std::optional<Duration>> limits;
    for (const DaemonReport &daemon : facts.machine.daemons)
        limits[&daemon] = limitOf(facts, daemon);
    for (const KnownServer &server : servers) {
        for (const AskedBy &asked : server.askedBy) {
            if (!isTooFar(asked, limits[asked.daemon]))
                continue;
            finding.bound = limits[asked.daemon];
            note(server, std::max(rootDistanceOf(*asked.source), asked.source->error));
            finding.daemon = asked.daemon->kind;
            if (!follows(*asked.daemon))
                finding.severity = Severity::Warning;
            addEvidence(facts, *asked.daemon, *asked.source, finding);
        }
        if (server.measured && server.measured->use == SourceUse::TooFar && server.measured->estimate) {
            if (!finding.daemon)
                finding.bound = largestSourceBound;
            note(server, server.measured->estimate->rootDistance);
            addEvidence(*server.measured, finding);
        }
    }
    for (const LogLine *line : logged(facts, LogEvent::TooFar)) {
        const QString name = knownAs(servers, line->subject);
        if (finding.names.contains(name)) {
            addQuote(*line, finding);
        } else if (facts.isPasted && !name.isEmpty()) {
            finding.names.append(name);
            finding.daemon = line->daemon;
            if (line->daemon)
                finding.bound = distanceLimit(*line->daemon, NamedServers());
            addQuote(*line, finding);
        }
    }
    if (finding.names.isEmpty())
        return;
    finding.names.removeDuplicates();
    if (!anyAnswers(servers))
        finding.severity = Severity::Warning;
    addEditor(facts, finding.names.constFirst(), finding);
    findings.push_back(finding);
}

void findUnevenPaths(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    constexpr Duration notable = 20ms;
    for (const PathAsymmetry &paths : facts.asymmetries) {
        if (!paths.isOneServer || std::max(paths.first, paths.second) >= facts.measured.size())
            continue;
        const ServerMeasurement &first = facts.measured[paths.first];
        const ServerMeasurement &second = facts.measured[paths.second];
        const bool isFirstNamed = !first.host.isAddress();
        const ServerMeasurement &named = isFirstNamed ? first : second;
        Finding finding{.id = FindingId::UnevenPaths,
                        .severity = paths.atLeast() < notable ? Severity::Info : Severity::Advice,
                        .subject = named.label.isEmpty() ? named.host.label() : named.label,
                        .names = {first.address, second.address},
                        .span = paths.atLeast()};
        addEvidence(first, finding);
        addEvidence(second, finding);
        findings.push_back(finding);
    }
}

} // namespace

std::optional<Proof> failedProof(const DiagnosisFacts &facts, const KnownServer &server, const AskedBy &asked)
{
    if (const ChronyAuthentication *authentication = authenticationOf(facts, *asked.source)) {
        switch (authentication->mode) {
        case ChronyAuthentication::Mode::Nts:
            if (authentication->isRefused || (authentication->keyId == 0 && authentication->attempts > 0))
                return Proof::Nts;
            break;
        case ChronyAuthentication::Mode::SymmetricKey:
            if (authentication->keyBits == 0)
                return Proof::Key;
            break;
        case ChronyAuthentication::Mode::None:
            break;
        }
        const ChronyExchange *exchange = exchangeOf(facts, *asked.source);
        const bool isRejected =
            exchange && exchange->received > 0 && exchange->good == 0 && hasFailedTest(*exchange, 5);
        if (!isRejected)
            return std::nullopt;
        return authentication->mode == ChronyAuthentication::Mode::Nts ? Proof::Nts : Proof::Key;
    }
    if (isUnproven(asked))
        return Proof::Key;
    const bool isSilent = answeringOf(facts, asked) == Answering::Silent;
    if (!isSilent || !(answersUsOnly(facts, server, asked) || isTooWrongForCertificates(facts)))
        return std::nullopt;
    const Proof proof = writtenProof(facts, asked);
    const bool isExplained = proof == Proof::Nts || answersUsOnly(facts, server, asked);
    return proof != Proof::None && isExplained ? std::optional(proof) : std::nullopt;
}

void findAboutAnswers(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    findUnevenPaths(facts, findings);
    if (facts.isOffline)
        return;
    const std::vector<KnownServer> servers = knownServers(facts);
    findUnsynchronised(facts, servers, findings);
    findKisses(facts, servers, findings);
    findUnproven(facts, servers, findings);
    findTooFar(facts, servers, findings);
}

} // namespace synchroscope::sourcerules
