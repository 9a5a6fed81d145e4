// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/rules/steerers.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Activity = UnitReport::Activity;
using Enablement = UnitReport::Enablement;
using Load = UnitReport::Load;

constexpr size_t mostLogLines = 5;

bool isActive(const UnitReport &unit)
{
    return unit.activity == Activity::Active || unit.activity == Activity::Reloading;
}

/// systemd may be about to start it once more.
bool hasFailed(const UnitReport &unit)
{
    return unit.activity == Activity::Failed || unit.state == "auto-restart"_L1;
}

QuotedEvidence quoted(const LogLine &line)
{
    return {.line = line.line, .text = line.message};
}

/// The last line by which the program itself, not systemd, says what happened; none: it did not.
QStringList reasonIn(const std::vector<LogLine> &log)
{
    const auto reason = std::find_if(log.rbegin(), log.rend(), [](const LogLine &line) {
        return line.daemon && line.event != LogEvent::Exiting;
    });
    return reason == log.rend() ? QStringList() : QStringList(reason->message);
}

class UnitRules
{
public:
    UnitRules(const DiagnosisFacts &facts, std::vector<Finding> &findings)
        : m_facts(facts)
        , m_isSteered(steeringOf(facts.machine, facts.clock) != Steering::Nobody ||
                      (facts.isPasted && std::ranges::any_of(facts.units, isActive)))
        , m_findings(findings)
    {}

    void apply()
    {
        for (const UnitReport &unit : m_facts.units) {
            if (hasFailed(unit))
                addFailed(unit);
            else if (unit.load == Load::Masked || unit.enablement == Enablement::Masked)
                addIdle(FindingId::UnitMasked, unit, {u"sudo systemctl unmask "_s + unit.name});
            else if (unit.isConditionUnmet && !isActive(unit))
                addIdle(FindingId::UnitKeptOff, unit, {u"systemctl status "_s + unit.name});
            else if (isActive(unit) && unit.enablement == Enablement::Disabled)
                addNotEnabled(unit);
        }
    }

private:
    static FindingAction copy(const QString &command)
    {
        return {.kind = FindingAction::Kind::Copy, .text = command};
    }

    Finding about(FindingId id, const UnitReport &unit, Severity severity) const
    {
        Finding finding{.id = id, .severity = severity, .subject = unit.name};
        finding.daemon = kindOfUnit(unit.name);
        finding.evidence.emplace_back(UnitEvidence{unit.name, unit.load, unit.enablement, unit.activity});
        return finding;
    }

    /// That one service is off is nothing where another does its work, unless somebody asks about it.
    void addIdle(FindingId id, const UnitReport &unit, const QStringList &commands)
    {
        if (m_isSteered && !m_facts.isPasted)
            return;
        Finding finding = about(id, unit, m_isSteered ? Severity::Info : Severity::Warning);
        for (const QString &command : commands)
            finding.actions.push_back(copy(command));
        m_findings.push_back(std::move(finding));
    }

    void addFailed(const UnitReport &unit)
    {
        // Somebody has switched it off, and another does its work.
        const bool isNotWanted =
            m_isSteered && (unit.enablement == Enablement::Disabled || unit.enablement == Enablement::Masked);
        Finding finding =
            about(FindingId::UnitFailed, unit, isNotWanted ? Severity::Info : Severity::Warning);
        finding.text = unit.result;
        finding.others = reasonIn(unit.log);
        const size_t first = unit.log.size() - std::min(unit.log.size(), mostLogLines);
        for (size_t i = first; i < unit.log.size(); ++i)
            finding.evidence.emplace_back(quoted(unit.log[i]));
        if (finding.daemon && !m_facts.isPasted)
            finding.actions.push_back({.kind = FindingAction::Kind::Command,
                                       .command = {DaemonCommand::Kind::Start, *finding.daemon}});
        finding.actions.push_back(copy(u"journalctl -n 20 -u "_s + unit.name));
        m_findings.push_back(std::move(finding));
    }

    void addNotEnabled(const UnitReport &unit)
    {
        const bool isOtherEnabled = std::ranges::any_of(m_facts.units, [](const UnitReport &other) {
            return other.enablement == Enablement::Enabled && other.load != Load::Masked;
        });
        Finding finding =
            about(FindingId::UnitNotEnabled, unit, isOtherEnabled ? Severity::Advice : Severity::Warning);
        finding.actions.push_back(copy(u"sudo systemctl enable "_s + unit.name));
        m_findings.push_back(std::move(finding));
    }

    const DiagnosisFacts &m_facts;
    const bool m_isSteered; ///< as far as can be seen
    std::vector<Finding> &m_findings;
};

/// What a program said when it could not do its work. A later start of it takes that back.
std::optional<FindingId> findingOf(const LogLine &line)
{
    switch (line.event) {
    case LogEvent::AlreadyRunning:
        return FindingId::StartedTwice;
    case LogEvent::CannotStep:
    case LogEvent::NotPermitted:
        return FindingId::CannotStep;
    case LogEvent::BadConfiguration:
        return FindingId::RefusedToStart;
    case LogEvent::OffsetTooLarge:
        // chronyd may also leave such a correction out, and go on.
        if (line.message.contains("(ignored)"_L1))
            return std::nullopt;
        return FindingId::GaveUp;
    default:
        return std::nullopt;
    }
}

/// The starts that a log tells of, from its end on.
class LaterStarts
{
public:
    void note(const LogLine &line)
    {
        if (line.event == LogEvent::Started)
            m_kinds.insert(line.daemon);
    }
    /// Of the daemon that wrote it; who is not told may be any.
    bool holdOneOf(const LogLine &line) const
    {
        return line.daemon ? m_kinds.contains(line.daemon) || m_kinds.contains(std::nullopt)
                           : !m_kinds.empty();
    }

private:
    std::set<std::optional<DaemonKind>> m_kinds;
};

/// The line of the file that a refusal names.
int lineNumber(const LogLine &line)
{
    static const QRegularExpression number(u"\\bline (\\d{1,9})\\b"_s);
    return number.match(line.message).capturedView(1).toInt();
}

/// Of this computer, so that it may have been mended since. When a paste is from nobody knows.
bool isLongPast(const LogLine &line, const DiagnosisFacts &facts)
{
    constexpr Duration recent = std::chrono::hours(1);
    return !facts.isPasted && line.at && facts.now - *line.at > recent;
}

void addFromLog(const DiagnosisFacts &facts, const std::vector<LogLine> &log,
                std::optional<DaemonKind> daemon, std::vector<Finding> &findings)
{
    LaterStarts starts;
    // The newest of each kind tells how it is now.
    for (auto line = log.rbegin(); line != log.rend(); ++line) {
        starts.note(*line);
        const std::optional<FindingId> id = findingOf(*line);
        if (!id || isLongPast(*line, facts) || starts.holdOneOf(*line) ||
            std::ranges::any_of(findings, [&id](const Finding &known) { return known.id == *id; }))
            continue;
        Finding finding{.id = *id, .severity = Severity::Warning, .text = line->message};
        finding.daemon = line->daemon ? line->daemon : daemon;
        finding.offset = *id == FindingId::GaveUp ? line->offset : std::nullopt;
        finding.evidence.emplace_back(quoted(*line));
        if (*id == FindingId::RefusedToStart && !line->subject.isEmpty()) {
            const int number = lineNumber(*line);
            finding.evidence.emplace_back(
                FileEvidence{.path = line->subject, .line = number, .text = {}, .changedAt = {}});
            finding.actions.push_back(
                {.kind = FindingAction::Kind::EditServers, .file = line->subject, .line = number});
        }
        findings.push_back(std::move(finding));
    }
}

/// What a command was answered instead of being done; the first one is told, all are evidence.
void addAnswers(const DiagnosisFacts &facts, FindingId id, bool AnswerLine::*isSo,
                std::vector<Finding> &findings)
{
    Finding finding{.id = id};
    for (const AnswerLine &answer : facts.answers) {
        if (!(answer.*isSo))
            continue;
        if (finding.text.isEmpty())
            finding.text = answer.text;
        finding.evidence.emplace_back(QuotedEvidence{answer.line, answer.text});
    }
    if (finding.text.isEmpty())
        return;
    if (id == FindingId::PasswordNeeded) {
        finding.severity = Severity::Advice;
    } else {
        const bool answersToo = std::ranges::any_of(facts.machine.daemons, [](const DaemonReport &daemon) {
            return daemon.kind == DaemonKind::Chrony && daemon.answer == DaemonAnswer::Answering;
        });
        // Then it was before, or after.
        finding.severity = answersToo ? Severity::Info : Severity::Warning;
        finding.actions.push_back({.kind = FindingAction::Kind::Copy,
                                   .text = u"systemctl status chrony.service chronyd.service"_s});
    }
    findings.push_back(std::move(finding));
}

} // namespace

void findAboutUnits(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    UnitRules(facts, findings).apply();
}

void findInLogs(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const UnitReport &unit : facts.units)
        addFromLog(facts, unit.log, kindOfUnit(unit.name), findings);
    addFromLog(facts, facts.log, {}, findings);
    addAnswers(facts, FindingId::PasswordNeeded, &AnswerLine::needsPassword, findings);
    addAnswers(facts, FindingId::NobodyAnswered, &AnswerLine::nobodyThere, findings);
}

} // namespace synchroscope
