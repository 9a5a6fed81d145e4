// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/explained.h"

#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/pasted/pastedmoment.h"
#include "core/diagnosis/pasted/pastedquotes.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const PastedSources *sourcesIn(const PastedMoment &moment)
{
    for (const PastedBlock *block : moment) {
        if (const auto *sources = std::get_if<PastedSources>(&block->facts);
            sources && !sources->rows.empty())
            return sources;
    }
    return nullptr;
}

// --- two daemons that one command reached in turn ---

/// The lists that are of one daemon, in the order of the text.
struct DaemonLists
{
    std::vector<const PastedSources *> lists;
    std::vector<size_t> places; ///< of each among all lists
};

bool haveCommonSource(const PastedSources &a, const PastedSources &b)
{
    return std::ranges::any_of(a.rows, [&b](const PastedSource &row) {
        return std::ranges::any_of(b.rows, [&row](const PastedSource &other) {
            const bool isCut = row.isNameCut || other.isNameCut;
            const bool isLonger = row.source.name.size() > other.source.name.size();
            const QString &part = isLonger ? other.source.name : row.source.name;
            const QString &whole = isLonger ? row.source.name : other.source.name;
            return isNamed(part, isCut, whole);
        });
    });
}

/// -n prints addresses for names: such lists cannot be compared.
bool areComparable(const PastedSources &a, const PastedSources &b)
{
    const auto hasNames = [](const PastedSources &sources) {
        return std::ranges::any_of(sources.rows, [](const PastedSource &row) {
            return row.source.mode != SourceMode::ReferenceClock && row.source.address.isEmpty();
        });
    };
    const auto hasServers = [](const PastedSources &sources) {
        return std::ranges::any_of(sources.rows, [](const PastedSource &row) {
            return row.source.mode != SourceMode::ReferenceClock;
        });
    };
    return !hasServers(a) || !hasServers(b) || hasNames(a) == hasNames(b);
}

/// One of its sources was asked eight times at least: it did not start just now.
bool isLongRunning(const PastedSources &sources)
{
    return std::ranges::any_of(sources.rows,
                               [](const PastedSource &row) { return row.source.reach == quint8(0xff); });
}

/// Whose lists they are, as far as their sources tell: an edit and a restart make a new daemon of one too.
std::vector<DaemonLists> byDaemon(const std::vector<const PastedSources *> &lists)
{
    std::vector<DaemonLists> daemons;
    for (size_t i = 0; i < lists.size(); ++i) {
        const auto owner = std::ranges::find_if(daemons, [&](const DaemonLists &daemon) {
            const PastedSources &last = *daemon.lists.back();
            return !areComparable(last, *lists[i]) || haveCommonSource(last, *lists[i]);
        });
        DaemonLists &daemon = owner == daemons.end() ? daemons.emplace_back() : *owner;
        daemon.lists.push_back(lists[i]);
        daemon.places.push_back(i);
    }
    return daemons;
}

/// One list came back after another one, and its daemon had not been started in between: its register of
/// answers is full. An edit with a restart exchanges a list for good, or begins anew with few answers.
bool cameBack(const DaemonLists &daemon)
{
    for (size_t i = 1; i < daemon.lists.size(); ++i) {
        if (daemon.places[i] > daemon.places[i - 1] + 1 && isLongRunning(*daemon.lists[i]))
            return true;
    }
    return false;
}

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
std::optional<JointMoment> jointMoment(const std::vector<PastedMoment> &moments, Instant now)
{
    std::vector<const PastedSources *> lists;
    for (const PastedMoment &moment : moments) {
        if (const PastedSources *sources = sourcesIn(moment))
            lists.push_back(sources);
    }
    const std::vector<DaemonLists> daemons = byDaemon(lists);
    if (std::ranges::none_of(daemons, cameBack))
        return std::nullopt;
    JointMoment joint;
    DiagnosisFacts &facts = joint.facts;
    for (const DaemonLists &daemon : daemons)
        facts.machine.daemons.push_back(
            reportOf(*daemon.lists.back(), int(facts.machine.daemons.size()), now));
    facts.now = now;
    facts.isPasted = true;
    facts.judgement = judgeClock({}, facts.machine, {}, now);
    for (const PastedMoment &moment : moments) {
        for (const PastedBlock *block : moment) {
            if (std::ranges::any_of(daemons, [block](const DaemonLists &daemon) {
                    return std::get_if<PastedSources>(&block->facts) == daemon.lists.back();
                }))
                joint.outputs.push_back(block);
        }
    }
    return joint;
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
            findings.push_back({.id = FindingId::TooFar, .names = {tracking.source}, .span = distance});
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
    for (size_t i = 0; i < moments.size(); ++i) {
        std::vector<Finding> findings = diagnose(explanation.moments[i]);
        add(findings, windowsFindings(moments[i]));
        std::erase_if(findings, isOfWholeFile);
        quoteLines(findings, moments[i], pasted);
        add(explanation.findings, std::move(findings));
    }
    if (std::optional<JointMoment> joint = jointMoment(moments, pasted.now)) {
        std::vector<Finding> findings = diagnose(joint->facts);
        // Their lists are of different moments: where the clock stood is told by each.
        std::erase_if(findings, [](const Finding &finding) { return finding.id == FindingId::ClockOff; });
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
