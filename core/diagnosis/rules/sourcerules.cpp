// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/sourcerules.h"

#include "core/config/serverlist.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/rules/opentroubles.h"
#include "core/diagnosis/rules/steerers.h"

#include <QHash>

#include <algorithm>
#include <bit>

namespace synchroscope::sourcerules {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool isWithin(const std::optional<Instant> &instant, Instant now, Duration span)
{
    return instant && now - *instant < span;
}

QString kindName(DaemonKind kind)
{
    switch (kind) {
    case DaemonKind::Chrony:
        return u"chrony"_s;
    case DaemonKind::Timesyncd:
        return u"systemd-timesyncd"_s;
    case DaemonKind::Ntpsec:
        return u"NTPsec"_s;
    case DaemonKind::Ntpd:
        return u"ntpd"_s;
    case DaemonKind::NtpdRs:
        return u"ntpd-rs"_s;
    case DaemonKind::OpenNtpd:
        break;
    }
    return u"OpenNTPD"_s;
}

/// For evidence: which of several it is.
QString titleAmongSeveral(const DiagnosisFacts &facts, const DaemonReport &daemon)
{
    if (facts.machine.daemons.size() < 2)
        return {};
    return daemon.endpoint.isEmpty() ? programOf(daemon)
                                     : u"%1 (%2)"_s.arg(programOf(daemon), daemon.endpoint);
}

/// Its key in an observation: of a paste there may be no address.
QString observedAs(const DaemonSource &source)
{
    return source.address.isEmpty() ? source.name : source.address;
}

template <typename Row>
const Row *observed(const DiagnosisFacts &facts, const DaemonSource &source,
                    std::map<QString, Row> ChronyObservation::*rows)
{
    if (!facts.observation)
        return nullptr;
    const std::map<QString, Row> &all = (*facts.observation).*rows;
    const auto found = all.find(observedAs(source));
    return found == all.end() ? nullptr : &found->second;
}

QString placeOf(const QString &address, quint16 port)
{
    return u"%1 %2"_s.arg(address, QString::number(port));
}

/// Of the one with which a name or an address is found again.
class ServerTable
{
public:
    void add(const DiagnosisFacts &facts, const DaemonReport &daemon, const DaemonSource &source)
    {
        const AskedBy asked{&daemon, &source, standingIn(daemon, source)};
        switch (asked.standing.reason) {
        case StandingReason::UnfilledPlace:
        case StandingReason::OnlyNamed:
        case StandingReason::Spare:
            return;
        default:
            break;
        }
        const QString name = nameOf(daemon, source);
        KnownServer &server = at(find(source.address, source.port, {}), name, source.address, source.port);
        server.askedBy.push_back(asked);
        server.answering = std::max(server.answering, answeringOf(facts, asked));
        // The places of a pool have its name in common.
        if (!source.isOfPool && name == source.name)
            m_byName.insert(placeOf(source.name.toLower(), source.port), index(server));
    }

    void add(const ServerMeasurement &measured, Instant now)
    {
        KnownServer &server = at(find(measured.address, measured.host.port, measured.host.host),
                                 measured.label.isEmpty() ? measured.host.label() : measured.label,
                                 measured.address, measured.host.port);
        server.measured = &measured;
        server.answering = std::max(server.answering, answeringOf(measured, now));
    }

    std::vector<KnownServer> take() { return std::move(m_servers); }

private:
    std::optional<size_t> find(const QString &address, quint16 port, const QString &name) const
    {
        if (const auto found = m_byPlace.find(placeOf(address, port));
            !address.isEmpty() && found != m_byPlace.end())
            return found.value();
        if (const auto found = m_byName.find(placeOf(name.toLower(), port));
            !name.isEmpty() && found != m_byName.end())
            return found.value();
        return std::nullopt;
    }

    KnownServer &at(std::optional<size_t> known, const QString &name, const QString &address, quint16 port)
    {
        if (known)
            return m_servers[*known];
        m_servers.push_back({.name = name, .address = address, .port = port});
        if (!address.isEmpty())
            m_byPlace.insert(placeOf(address, port), m_servers.size() - 1);
        return m_servers.back();
    }

    size_t index(const KnownServer &server) const { return size_t(&server - m_servers.data()); }

    std::vector<KnownServer> m_servers;
    QHash<QString, size_t> m_byPlace;
    QHash<QString, size_t> m_byName;
};

} // namespace

bool tells(const DiagnosisFacts &facts, const DaemonReport &daemon)
{
    if (facts.isPasted)
        return true;
    return !daemon.isElsewhere && daemon.answer == DaemonAnswer::Answering;
}

bool hasRested(const DiagnosisFacts &facts, Duration within)
{
    return std::ranges::any_of(facts.clockEvents, [&](const ClockEvent &event) {
        const bool isRest = event.kind == ClockEvent::Kind::Suspended ||
                            event.kind == ClockEvent::Kind::Stalled || event.kind == ClockEvent::Kind::Paused;
        return isRest && facts.now - event.at < within;
    });
}

bool isFresh(const DiagnosisFacts &facts, const DaemonReport &daemon, Duration within)
{
    return (daemon.process && isWithin(daemon.process->startedAt, facts.now, within)) ||
           isWithin(facts.startedAt, facts.now, within) || hasRested(facts, within);
}

bool follows(const DaemonReport &daemon)
{
    return followedSource(daemon) || (daemon.tracking && daemon.tracking->synchronised);
}

QString programOf(const DaemonReport &daemon)
{
    const QString name = kindName(daemon.kind);
    return daemon.version.isEmpty() ? name : u"%1 %2"_s.arg(name, daemon.version);
}

QString nameOf(const DaemonReport &daemon, const DaemonSource &source)
{
    if (source.name.isEmpty() || source.name == source.address || source.address.isEmpty())
        return source.name.isEmpty() ? source.address : source.name;
    const auto namesakes = std::ranges::count(daemon.sources, source.name, &DaemonSource::name);
    return namesakes > 1 ? u"%1 (%2)"_s.arg(source.name, source.address) : source.name;
}

const ChronySelection *selectionOf(const DiagnosisFacts &facts, const DaemonSource &source)
{
    return observed(facts, source, &ChronyObservation::selection);
}

const NamedServers &filesOf(const DiagnosisFacts &facts, const DaemonReport &daemon)
{
    static const NamedServers none;
    const ServerConfiguration *configuration = configurationOf(facts, daemon);
    return configuration ? *configuration->files : none;
}

const ChronyExchange *exchangeOf(const DiagnosisFacts &facts, const DaemonSource &source)
{
    return observed(facts, source, &ChronyObservation::exchanges);
}

const ChronyAuthentication *authenticationOf(const DiagnosisFacts &facts, const DaemonSource &source)
{
    return observed(facts, source, &ChronyObservation::authentication);
}

Standing standingIn(const DaemonReport &daemon, const DaemonSource &source)
{
    if (source.statistics || !source.reach || daemon.kind != DaemonKind::Chrony)
        return standingOf(daemon, source);
    DaemonSource counted = source;
    counted.statistics = SourceStatistics{.samples = std::popcount(*source.reach)};
    return standingOf(daemon, counted);
}

bool wasAskedOnce(const ServerMeasurement &measured)
{
    return measured.pollInterval == Duration::zero();
}

Answering answeringOf(const ServerMeasurement &measured, Instant now)
{
    constexpr quint8 lastThree = 0b111;
    constexpr int fewest = 3;
    if (!measured.lastOutcome)
        return Answering::Untold;
    // Of a paste nobody knows since when.
    const bool lasts = !measured.failingSince || now - *measured.failingSince >= timeToAnswer;
    switch (*measured.lastOutcome) {
    case QueryOutcome::Ok:
        return Answering::Answers;
    case QueryOutcome::Timeout:
    case QueryOutcome::Unreachable:
        if ((measured.reach & lastThree) != 0)
            return Answering::Answers;
        return lasts && measured.requests >= fewest ? Answering::Silent : Answering::Untold;
    case QueryOutcome::Unresolved:
        return lasts ? Answering::NameUnknown : Answering::Untold;
    case QueryOutcome::Refused:
    case QueryOutcome::KissCode:
    case QueryOutcome::Unsynchronised:
    case QueryOutcome::Invalid:
        break;
    }
    return Answering::Speaks;
}

QString statusCodeOf(const AskedBy &asked)
{
    constexpr int unsynchronised = 16;
    const DaemonSource &source = *asked.source;
    const bool hasTime = source.stratum.value_or(unsynchronised) % unsynchronised != 0;
    if (!areAlike(asked.daemon->kind, DaemonKind::Ntpd) || source.mode == SourceMode::ReferenceClock ||
        hasTime)
        return {};
    return source.referenceId;
}

QString kissOf(const AskedBy &asked)
{
    const QString code = statusCodeOf(asked);
    return code == "RATE"_L1 || code == "DENY"_L1 || code == "RSTR"_L1 ? code : QString();
}

Answering answeringOf(const DiagnosisFacts &facts, const AskedBy &asked)
{
    if (!kissOf(asked).isEmpty())
        return Answering::Speaks;
    const bool isNew = isFresh(facts, *asked.daemon, timeToAnswer);
    const auto unlessNew = [isNew](Answering answering) { return isNew ? Answering::Untold : answering; };
    switch (asked.standing.reason) {
    case StandingReason::NoAddress:
        return unlessNew(Answering::NameUnknown);
    case StandingReason::Offline:
    case StandingReason::Spare:
    case StandingReason::OnlyNamed:
    case StandingReason::UnfilledPlace:
        return Answering::Untold;
    case StandingReason::NeverAnswered:
        // The server sent something, by what chronyd tells root.
        if (const ChronyExchange *exchange = exchangeOf(facts, *asked.source);
            exchange && exchange->received > 0)
            return Answering::Speaks;
        return unlessNew(Answering::Silent);
    case StandingReason::AnswersLost:
        return unlessNew(Answering::Silent);
    default:
        break;
    }
    if (asked.source->reach == quint8(0))
        return unlessNew(Answering::Silent);
    return asked.source->reach || asked.source->lastSample ? Answering::Answers : Answering::Untold;
}

bool KnownServer::isOfPool() const
{
    return std::ranges::any_of(askedBy, [](const AskedBy &asked) { return asked.source->isOfPool; });
}

bool KnownServer::isFollowed() const
{
    return std::ranges::any_of(
        askedBy, [](const AskedBy &asked) { return asked.standing.reason == StandingReason::Followed; });
}

std::optional<Instant> KnownServer::lastAnswer() const
{
    std::optional<Instant> last = measured ? measured->lastAnswer : std::nullopt;
    for (const AskedBy &asked : askedBy) {
        if (asked.source->lastSample)
            last = std::max(last, asked.source->lastSample);
    }
    return last;
}

std::vector<KnownServer> knownServers(const DiagnosisFacts &facts)
{
    ServerTable table;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon))
            continue;
        for (const DaemonSource &source : daemon.sources) {
            if (source.mode != SourceMode::ReferenceClock)
                table.add(facts, daemon, source);
        }
    }
    for (const ServerMeasurement &measured : facts.measured) {
        if (!measured.isThisComputer)
            table.add(measured, facts.now);
    }
    return table.take();
}

namespace {

/// That it does not hear another one is no matter of the moment then.
bool hearsOthers(const DaemonReport &daemon)
{
    return std::ranges::any_of(daemon.sources, [](const DaemonSource &other) {
        return other.mode != SourceMode::ReferenceClock && (other.reach.value_or(0) & 1) != 0;
    });
}

/// From when on none of its polls of a silent server has brought a sample; absent: not known.
std::optional<Instant> lostSince(const AskedBy &asked)
{
    const std::optional<DaemonProcess> &process = asked.daemon->process;
    return asked.source->lastSample || !process ? asked.source->lastSample : process->startedAt;
}

} // namespace

bool answersUsOnly(const DiagnosisFacts &facts, const KnownServer &server, const AskedBy &asked)
{
    constexpr Duration itsTurns = 8min; // polls of 64 s fill a register of eight
    constexpr Duration late = 1min;
    if (!server.measured || server.measured->lastOutcome != QueryOutcome::Ok ||
        answeringOf(facts, asked) != Answering::Silent)
        return false;
    const ServerMeasurement &measured = *server.measured;
    if (wasAskedOnce(measured)) {
        const std::optional<DaemonProcess> &process = asked.daemon->process;
        const bool hadTurns = process && process->startedAt && !isFresh(facts, *asked.daemon, itsTurns);
        return asked.standing.reason == StandingReason::NeverAnswered &&
               (hadTurns || hearsOthers(*asked.daemon));
    }
    const std::optional<Instant> lost = lostSince(asked);
    if (!measured.lastAnswer || !measured.answeringSince || !lost)
        return false;
    const Duration poll = fromLog2Seconds(std::clamp(asked.source->pollLog2.value_or(6), 0, 17));
    // An outage fits between two answers of ours. So failures of its polls must lie between others too.
    const Duration apart = std::max(measured.pollInterval, measured.answersApart);
    const Duration both = *measured.lastAnswer - std::max(*measured.answeringSince, *lost);
    const Duration age = facts.now - *measured.lastAnswer;
    return both > 2 * (poll + apart) + late && age < 2 * measured.pollInterval + late;
}

Proof writtenProof(const DiagnosisFacts &facts, const AskedBy &asked)
{
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (!areAlike(configuration.daemon, asked.daemon->kind))
            continue;
        for (const ListedServer &server : listServers(configuration.daemon, *configuration.files)) {
            if (!server.isInForce || !isServer(*asked.source, server.host))
                continue;
            if (server.options.contains(u"nts"_s, Qt::CaseInsensitive))
                return Proof::Nts;
            if (server.options.contains(u"key"_s, Qt::CaseInsensitive))
                return Proof::Key;
        }
    }
    return Proof::None;
}

bool isNobodysAddress(const QString &address)
{
    if (address.contains(u':'))
        return address == "::"_L1 || address.startsWith("ff"_L1, Qt::CaseInsensitive);
    bool isNumber = false;
    const int first = address.section(u'.', 0, 0).toInt(&isNumber);
    const bool isAddress = isNumber && address.count(u'.') == 3;
    return isAddress &&
           (address == "0.0.0.0"_L1 || (first >= 224 && first < 240) || address == "255.255.255.255"_L1);
}

void addEvidence(const DiagnosisFacts &facts, const DaemonReport &daemon, const DaemonSource &source,
                 Finding &finding)
{
    finding.evidence.emplace_back(SourceEvidence{titleAmongSeveral(facts, daemon), source});
}

void addEvidence(const ServerMeasurement &measured, Finding &finding)
{
    MeasuredEvidence evidence;
    evidence.server = measured.label.isEmpty() ? measured.host.label() : measured.label;
    evidence.lastAnswer = measured.lastAnswer;
    evidence.answers = measured.answers;
    evidence.requests = measured.requests;
    if (measured.estimate) {
        evidence.offset = measured.estimate->offset;
        evidence.bound = measured.estimate->bound;
    }
    finding.evidence.emplace_back(evidence);
}

void addEvidence(const DiagnosisFacts &facts, const KnownServer &server, Finding &finding)
{
    if (server.measured)
        addEvidence(*server.measured, finding);
    for (const AskedBy &asked : server.askedBy)
        addEvidence(facts, *asked.daemon, *asked.source, finding);
}

void addTracking(const DiagnosisFacts &facts, const DaemonReport &daemon, Finding &finding)
{
    if (daemon.tracking)
        finding.evidence.emplace_back(TrackingEvidence{titleAmongSeveral(facts, daemon), *daemon.tracking});
}

void addQuote(const LogLine &line, Finding &finding)
{
    finding.evidence.emplace_back(QuotedEvidence{line.line, line.message});
}

void addCommand(DaemonCommand::Kind kind, DaemonKind daemon, Finding &finding)
{
    if (daemon != DaemonKind::Chrony)
        return;
    finding.actions.push_back({.kind = FindingAction::Kind::Command, .command = {kind, daemon}});
}

void addEditor(const DiagnosisFacts &facts, const QString &name, Finding &finding)
{
    if (facts.isPasted)
        return;
    FindingAction action{.kind = FindingAction::Kind::EditServers};
    for (const ServerConfiguration &configuration : facts.configurations) {
        if (!action.file.isEmpty())
            break;
        for (const NamedServer &server : configuration.files->servers) {
            if (server.host.label() == name || server.host.host == name) {
                action.file = server.file;
                action.line = server.line;
            }
        }
        for (const NamedDevice &device : configuration.files->devices) {
            if (device.referenceId == name) {
                action.file = device.file;
                action.line = device.line;
            }
        }
    }
    if (std::ranges::find(finding.actions, action) == finding.actions.end())
        finding.actions.push_back(action);
}

void addMeasuring(const DiagnosisFacts &facts, Finding &finding)
{
    if (!facts.isPasted)
        finding.actions.push_back({.kind = FindingAction::Kind::MeasureNow});
}

std::vector<const LogLine *> logged(const DiagnosisFacts &facts, LogEvent event)
{
    constexpr Duration recent = 1h;
    std::vector<const LogLine *> lines;
    const auto collect = [&](const std::vector<LogLine> &log) {
        for (const LogLine *line : openTroubles(log)) {
            if (line->event == event && (facts.isPasted || isWithin(line->at, facts.now, recent)))
                lines.push_back(line);
        }
    };
    collect(facts.log);
    for (const UnitReport &unit : facts.units)
        collect(unit.log);
    return lines;
}

std::optional<Offset> knownOffset(const DiagnosisFacts &facts)
{
    if (facts.judgement.offset)
        return facts.judgement.offset;
    return facts.verdict.offset;
}

bool isTooWrongForCertificates(const DiagnosisFacts &facts)
{
    // Whoever signs dates the signature back by about as much.
    constexpr Duration tolerated = 1h;
    // A clock that lost its battery begins long before this program was written.
    constexpr Instant earliest{std::chrono::sys_days(2024y / std::chrono::January / 1)};
    const std::optional<Offset> offset = knownOffset(facts);
    return offset ? offset->magnitude() > tolerated : !facts.isPasted && facts.now < earliest;
}

} // namespace synchroscope::sourcerules
