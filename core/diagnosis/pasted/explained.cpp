// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/explained.h"

#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/pasted/alternation.h"
#include "core/diagnosis/pasted/pastedmoment.h"
#include "core/diagnosis/pasted/pastedquotes.h"
#include "core/diagnosis/rules/clockrules.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// --- two daemons that one command reached in turn ---

DaemonReport reportOf(const PastedSources &sources, int instance, Instant now)
{
    DaemonReport report;
    report.kind = DaemonKind::Chrony;
    report.instance = instance;
    report.answer = DaemonAnswer::Answering;
    report.readAt = now;
    report.sources = sourcesOf(sources.rows, now);
    report.tracking = trackingBy(report.sources);
    return report;
}

/// What the daemons that were reached in turn say, side by side, and the outputs that it was said by.
struct JointMoment
{
    DiagnosisFacts facts;
    PastedMoment outputs;
};

/// Nothing: it was one daemon all the time.
std::optional<JointMoment> jointMoment(const std::vector<PastedMoment> &moments, const PastedText &text)
{
    JointMoment joint{.facts = {}, .outputs = alternatingLists(moments, text)};
    if (joint.outputs.empty())
        return std::nullopt;
    DiagnosisFacts &facts = joint.facts;
    for (const PastedBlock *block : joint.outputs)
        facts.machine.daemons.push_back(
            reportOf(std::get<PastedSources>(block->facts), int(facts.machine.daemons.size()), text.now));
    facts.now = text.now;
    facts.isPasted = true;
    facts.judgement = judgeClock({}, facts.machine, {}, text.now);
    return joint;
}

/// It says whom its daemon follows, or that it follows nobody.
bool tellsOfFollowing(const DiagnosisFacts &facts)
{
    return !facts.measured.empty() ||
           std::ranges::any_of(facts.machine.daemons, [](const DaemonReport &daemon) {
               return daemon.tracking || std::ranges::any_of(daemon.sources, [](const DaemonSource &source) {
                          return source.standing != SourceStanding::Untold;
                      });
           });
}

std::optional<size_t> lastJudged(const std::vector<DiagnosisFacts> &moments)
{
    for (size_t i = moments.size(); i-- > 0;) {
        if (tellsOfFollowing(moments[i]))
            return moments[i].judgement.offset ? std::optional(i) : std::nullopt;
    }
    return std::nullopt;
}

// --- what was so, and is no more ---

/// How the computer was at that moment, as timedatectl and systemctl say.
bool isOfComputersMoment(FindingId id)
{
    switch (id) {
    case FindingId::NoDaemon:
    case FindingId::UnitMasked:
    case FindingId::UnitFailed:
    case FindingId::UnitKeptOff:
    case FindingId::UnitNotEnabled:
    case FindingId::FlagSaysYes:
    case FindingId::FlagSaysNo:
        return true;
    default:
        return false;
    }
}

/// What comes of what its daemon was told about whom to follow, as its files or `chronyc selectdata` say.
bool isOfOptions(FindingId id)
{
    return id == FindingId::TrustedOverrule || id == FindingId::RequiredMissing ||
           id == FindingId::TooFewSelectable || id == FindingId::NoneSelectable ||
           id == FindingId::OrphanStratum;
}

/// How its daemon, its sources or its clock were, as the daemon says.
bool isOfDaemonsMoment(FindingId id)
{
    switch (id) {
    case FindingId::Gathering:
    case FindingId::Unresolved:
    case FindingId::NtpBlocked:
    case FindingId::ServerDead:
    case FindingId::ServerRefuses:
    case FindingId::Unsynchronised:
    case FindingId::TooFar:
    case FindingId::TooVariable:
    case FindingId::NoMajority:
    case FindingId::Outvoted:
    case FindingId::StaleSelection:
    case FindingId::HoldOver:
    case FindingId::ReferenceSilent:
    case FindingId::Offline:
    case FindingId::LossyPath:
    case FindingId::ServesWhileUnsynchronised:
    case FindingId::ContradictsDaemon:
    case FindingId::ClockOff:
    case FindingId::SlewTakesLong:
    case FindingId::QuarterHours:
    case FindingId::CannotTell:
        return true;
    default:
        return isOfOptions(id);
    }
}

/// A source by what an output calls it.
struct Called
{
    QString name;
    bool isCut = false;
};

std::vector<Called> namesIn(const PastedMoment &moment)
{
    std::vector<Called> names;
    const auto add = [&names](const QString &name, bool isCut = false) {
        if (!name.isEmpty())
            names.push_back({name, isCut});
    };
    const auto addRows = [&add](const std::vector<PastedSource> &rows) {
        for (const PastedSource &row : rows) {
            add(row.source.name, row.isNameCut);
            add(row.source.address);
        }
    };
    for (const PastedBlock *block : moment) {
        if (const auto *sources = std::get_if<PastedSources>(&block->facts))
            addRows(sources->rows);
        else if (const auto *peers = std::get_if<PastedPeers>(&block->facts))
            addRows(peers->rows);
        else if (const auto *windows = std::get_if<PastedWindowsPeers>(&block->facts))
            addRows(windows->rows);
        else if (const auto *tracking = std::get_if<DaemonTracking>(&block->facts))
            add(tracking->source);
        else if (const auto *timesync = std::get_if<PastedTimesync>(&block->facts))
            add(timesync->source.name);
    }
    return names;
}

/// Nothing that they name tells them apart.
bool mayBeOfOneDaemon(const std::vector<Called> &one, const std::vector<Called> &other)
{
    return one.empty() || other.empty() || std::ranges::any_of(one, [&other](const Called &a) {
               return std::ranges::any_of(other, [&a](const Called &b) {
                   return isNamed(a.name, a.isCut, b.name) || isNamed(b.name, b.isCut, a.name);
               });
           });
}

bool tellTheSame(const PastedBlock &one, const PastedBlock &other)
{
    const auto *unit = std::get_if<UnitReport>(&one.facts);
    return one.kind() == other.kind() && (!unit || unit->name == std::get<UnitReport>(other.facts).name);
}

bool isList(const PastedBlock &block)
{
    return block.kind() == PastedKind::ChronySources || block.kind() == PastedKind::NtpPeers ||
           block.kind() == PastedKind::WindowsPeers;
}

bool isOfComputer(const PastedBlock &block)
{
    return block.kind() == PastedKind::Clock || block.kind() == PastedKind::Unit;
}

/// What was asked for, what a log remembers and how a program is configured are no states.
bool isState(const PastedBlock &block)
{
    return block.kind() != PastedKind::Answer && block.kind() != PastedKind::DaemonLog &&
           block.kind() != PastedKind::Configuration;
}

/// Those that it was seen in; all of them where no line tells.
PastedMoment outputsOf(const Finding &finding, const PastedMoment &moment)
{
    PastedMoment outputs;
    for (const PastedBlock *block : moment) {
        if (isState(*block) && isOfComputer(*block) == isOfComputersMoment(finding.id))
            outputs.push_back(block);
    }
    const auto isQuoted = [&finding](const PastedBlock *block) {
        return std::ranges::any_of(finding.evidence, [block](const Evidence &evidence) {
            const auto *quote = std::get_if<QuotedEvidence>(&evidence);
            return quote && quote->line >= block->firstLine && quote->line <= block->lastLine;
        });
    };
    if (std::ranges::any_of(outputs, isQuoted))
        std::erase_if(outputs, [&isQuoted](const PastedBlock *block) { return !isQuoted(block); });
    return outputs;
}

/// A list alone does not tell why it is so: it only shows that it is so no more.
bool mayStillBe(FindingId id, const PastedMoment &moment)
{
    if (!isOfOptions(id))
        return false;
    bool isAnyCounted = false;
    bool isAnyRefused = false;
    for (const PastedBlock *block : moment) {
        if (block->kind() == PastedKind::Configuration || block->kind() == PastedKind::ChronySelection)
            return false;
        const auto *sources = std::get_if<PastedSources>(&block->facts);
        if (!sources)
            continue;
        for (const PastedSource &row : sources->rows) {
            const SourceStanding standing = row.source.standing;
            isAnyCounted |= standing == SourceStanding::Selected || standing == SourceStanding::Combined;
            isAnyRefused |= standing == SourceStanding::Falseticker;
        }
    }
    return id == FindingId::TrustedOverrule ? isAnyRefused : !isAnyCounted;
}

/// Drops from each moment what a later one of the same daemon had the means to find again: found or not, the
/// later one tells how it is.
void dropWhatLaterMomentsTell(const std::vector<PastedMoment> &moments,
                              std::vector<std::vector<Finding>> &findings)
{
    std::vector<std::vector<Called>> names;
    names.reserve(moments.size());
    for (const PastedMoment &moment : moments)
        names.push_back(namesIn(moment));
    for (size_t i = 0; i < moments.size(); ++i) {
        std::erase_if(findings[i], [&](const Finding &finding) {
            const bool isComputers = isOfComputersMoment(finding.id);
            if (!isComputers && !isOfDaemonsMoment(finding.id))
                return false;
            const PastedMoment outputs = outputsOf(finding, moments[i]);
            for (size_t later = i + 1; later < moments.size(); ++later) {
                const auto tellsIt = [&](const PastedBlock *output) {
                    return std::ranges::any_of(moments[later], [&](const PastedBlock *block) {
                        if (!tellTheSame(*output, *block))
                            return false;
                        // A list tells by itself whose it is.
                        return isComputers ||
                               (isList(*output) ? mayBeOfOneDaemon(namesIn({output}), namesIn({block}))
                                                : mayBeOfOneDaemon(names[i], names[later]));
                    });
                };
                if (!mayStillBe(finding.id, moments[later]) && std::ranges::any_of(outputs, tellsIt))
                    return true;
            }
            return false;
        });
    }
}

// --- findings ---

/// A piece of a file is no proof that the rest says nothing.
bool isOfWholeFile(const Finding &finding)
{
    return finding.id == FindingId::NoServer || finding.id == FindingId::NoStepRule;
}

void add(std::vector<Finding> &findings, std::vector<Finding> more)
{
    for (Finding &finding : more) {
        const auto known = std::ranges::find_if(findings, [&finding](const Finding &other) {
            return other.id == finding.id && other.subject == finding.subject;
        });
        if (known == findings.end())
            findings.push_back(std::move(finding));
        else
            *known = std::move(finding);
    }
}

/// How far this clock was moved, by what the output before says of it.
void tellHowFarItMoved(std::vector<Finding> &findings, const DiagnosisFacts &before,
                       const DiagnosisFacts &now)
{
    const auto moved = std::ranges::find(findings, FindingId::ClockMovedUnder, &Finding::id);
    if (moved == findings.end())
        return;
    if (const std::optional<Duration> distance = movedBetween(before, now))
        moved->bound = std::chrono::abs(*distance);
}

/// Side by side the lists tell no more of it.
void keepHowFarItMoved(const std::vector<Finding> &known, std::vector<Finding> &findings)
{
    const auto former = std::ranges::find(known, FindingId::ClockMovedUnder, &Finding::id);
    const auto moved = std::ranges::find(findings, FindingId::ClockMovedUnder, &Finding::id);
    if (former != known.end() && moved != findings.end())
        moved->bound = former->bound;
}

/// What Windows' own time service says: there is no daemon of ours to tell it by.
std::vector<Finding> windowsFindings(const PastedMoment &moment)
{
    std::vector<Finding> findings;
    for (const PastedBlock *block : moment) {
        const auto *status = std::get_if<PastedWindowsStatus>(&block->facts);
        if (!status)
            continue;
        const DaemonTracking &tracking = status->tracking;
        if (status->isLocalClock)
            findings.push_back({.id = FindingId::ServesWhileUnsynchronised,
                                .severity = Severity::Warning,
                                .subject = u"w32time"_s});
        if (status->isVirtualHost)
            findings.push_back({.id = FindingId::HostClockFollowed, .subject = tracking.source});
        // chronyd's limit, beyond which it follows no server.
        constexpr Duration limit = 3s;
        const Duration distance =
            tracking.rootDelay.value_or(0ns) / 2 + tracking.rootDispersion.value_or(0ns);
        if (tracking.synchronised && !status->isVirtualHost && distance > limit)
            findings.push_back(
                {.id = FindingId::TooFar, .names = {tracking.source}, .bound = limit, .span = distance});
    }
    return findings;
}

} // namespace

PastedExplanation explainPasted(QStringView text, Instant now)
{
    PastedText pasted{.output = readPasted(text),
                      .lines = pastedLines(text.first(std::min(text.size(), mostPastedCharacters))),
                      .now = now};
    PastedExplanation explanation;
    explanation.output = pasted.output;
    const std::vector<PastedMoment> moments = momentsOf(pasted.output);
    for (const PastedMoment &moment : moments)
        pasted.now = universalTimeOf(moment).value_or(pasted.now);
    explanation.now = pasted.now;

    for (const PastedMoment &moment : moments)
        explanation.moments.push_back(factsOf(moment, pasted));
    explanation.lastJudged = lastJudged(explanation.moments);
    std::vector<std::vector<Finding>> found;
    for (size_t i = 0; i < moments.size(); ++i) {
        std::vector<Finding> &findings = found.emplace_back(diagnose(explanation.moments[i]));
        add(findings, windowsFindings(moments[i]));
        if (i > 0)
            tellHowFarItMoved(findings, explanation.moments[i - 1], explanation.moments[i]);
        std::erase_if(findings, isOfWholeFile);
        quoteLines(findings, moments[i], pasted);
    }
    dropWhatLaterMomentsTell(moments, found);
    for (std::vector<Finding> &findings : found)
        add(explanation.findings, std::move(findings));
    if (std::optional<JointMoment> joint = jointMoment(moments, pasted)) {
        std::vector<Finding> findings = diagnose(joint->facts);
        // Their lists are of different moments: where the clock stood is told by each.
        std::erase_if(findings, [](const Finding &finding) { return finding.id == FindingId::ClockOff; });
        keepHowFarItMoved(explanation.findings, findings);
        quoteLines(findings, joint->outputs, pasted);
        // Each moment alone could only tell that this daemon has other files.
        std::erase_if(explanation.findings,
                      [](const Finding &finding) { return finding.id == FindingId::NotTheConfiguredDaemon; });
        add(explanation.findings, std::move(findings));
        explanation.moments.push_back(std::move(joint->facts));
    }
    std::ranges::stable_sort(explanation.findings, [](const Finding &a, const Finding &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.id < b.id;
    });
    return explanation;
}

} // namespace synchroscope
