// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/rules/steerers.h"

#include <algorithm>

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
        finding.flag = unit.isLogHidden && unit.log.empty();
        const size_t first = unit.log.size() - std::min(unit.log.size(), mostLogLines);
        for (size_t i = first; i < unit.log.size(); ++i)
            finding.evidence.emplace_back(quoted(unit.log[i]));
        if (finding.daemon && !m_facts.isPasted)
            finding.actions.push_back({.kind = FindingAction::Kind::Command,
                                       .command = {DaemonCommand::Kind::Start, *finding.daemon}});
        const QString command = u"journalctl -n 20 -u "_s + unit.name;
        finding.actions.push_back(copy(finding.flag ? u"sudo "_s + command : command));
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

} // namespace

void findAboutUnits(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    UnitRules(facts, findings).apply();
}

} // namespace synchroscope
