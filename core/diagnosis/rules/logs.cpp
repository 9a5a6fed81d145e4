// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/rules/opentroubles.h"
#include "core/diagnosis/rules/sourcerules.h"
#include "core/diagnosis/rules/steerers.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// --- What could not be done ---

QuotedEvidence quoted(const LogLine &line)
{
    return {.line = line.line, .text = line.message};
}

/// What a program said when it could not do its work.
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
        return FindingId::GaveUp;
    case LogEvent::CannotOpenOrBind:
        return openFailureOf(line) == OpenFailure::PortTaken ? FindingId::PortTaken : FindingId::CannotOpen;
    default:
        return std::nullopt;
    }
}

/// The line of the file that a refusal names.
int lineNumber(const LogLine &line)
{
    static const QRegularExpression number(u"\\bline (\\d{1,9})\\b"_s);
    return number.match(line.message).capturedView(1).toInt();
}

/// Of this computer, so that it may have been mended since. When a paste is from nobody knows.
bool isLongPast(const LogLine &line, const DiagnosisFacts &facts)
{
    constexpr Duration recent = 1h;
    return !facts.isPasted && line.at && facts.now - *line.at > recent;
}

bool saysThatItEnded(const LogLine &line)
{
    return line.message.contains("EXITING"_L1) || line.message.startsWith("Fatal error"_L1);
}

/// Which program has a port, and who may open a file.
QString commandFor(const Finding &finding)
{
    if (finding.id == FindingId::PortTaken)
        return u"sudo ss -ulpn"_s;
    return finding.subject.isEmpty() ? QString() : u"ls -l "_s + finding.subject;
}

void completeRefusal(const LogLine &line, Finding &finding)
{
    if (line.subject.isEmpty())
        return;
    const int number = lineNumber(line);
    finding.evidence.emplace_back(
        FileEvidence{.path = line.subject, .line = number, .text = {}, .changedAt = {}});
    finding.actions.push_back(
        {.kind = FindingAction::Kind::EditServers, .file = line.subject, .line = number});
}

void completeOpening(const LogLine &line, Finding &finding)
{
    finding.flag = saysThatItEnded(line);
    // It goes on without what it would offer to others.
    const bool goesOn = !finding.flag && (finding.id == FindingId::PortTaken || !finding.subject.isEmpty());
    finding.severity = goesOn ? Severity::Advice : Severity::Warning;
    if (const QString command = commandFor(finding); !command.isEmpty())
        finding.actions.push_back({.kind = FindingAction::Kind::Copy, .text = command});
}

void addFailures(const DiagnosisFacts &facts, const std::vector<LogLine> &log,
                 std::optional<DaemonKind> daemon, std::vector<Finding> &findings)
{
    const std::vector<const LogLine *> troubles = openTroubles(log);
    // The newest of each kind tells how it is now.
    for (auto trouble = troubles.rbegin(); trouble != troubles.rend(); ++trouble) {
        const LogLine &line = **trouble;
        const std::optional<FindingId> id = findingOf(line);
        const QString subject = id == FindingId::CannotOpen ? line.subject : QString();
        if (!id || isLongPast(line, facts) || std::ranges::any_of(findings, [&](const Finding &known) {
                return known.id == *id && known.subject == subject;
            }))
            continue;
        Finding finding{.id = *id, .severity = Severity::Warning, .subject = subject, .text = line.message};
        finding.daemon = line.daemon ? line.daemon : daemon;
        finding.offset = *id == FindingId::GaveUp ? line.offset : std::nullopt;
        finding.evidence.emplace_back(quoted(line));
        if (*id == FindingId::RefusedToStart)
            completeRefusal(line, finding);
        else if (line.event == LogEvent::CannotOpenOrBind)
            completeOpening(line, finding);
        findings.push_back(std::move(finding));
    }
}

// --- How things stood when a log ended ---

/// "192.0.2.1:123 (ntp.example)" → "ntp.example"
QString serverOf(const LogLine &line)
{
    if (!line.detail.isEmpty())
        return line.detail;
    const qsizetype colon = line.subject.lastIndexOf(u':');
    return line.subject.endsWith(":123"_L1) ? line.subject.first(colon) : line.subject;
}

class LogStates
{
public:
    LogStates(const DiagnosisFacts &facts, const std::vector<LogLine> &log, std::vector<Finding> &findings)
        : m_facts(facts)
        , m_log(log)
        , m_troubles(openTroubles(log))
        , m_findings(findings)
    {
        std::erase_if(m_troubles, [&facts](const LogLine *line) { return isLongPast(*line, facts); });
    }

    void apply()
    {
        if (!m_facts.isOffline) {
            addNothingSelectable();
            addSilence();
            addSourcesOffline();
            addVariable();
        }
        addClockWrong();
        if (m_facts.isPasted) {
            addJump();
            addFailedUnits();
        }
    }

private:
    static constexpr size_t mostQuotes = 4;

    /// What daemons say now is more than what one said then.
    bool tellsItself(const LogLine &line) const
    {
        return std::ranges::any_of(m_facts.machine.daemons, [&](const DaemonReport &daemon) {
            return sourcerules::tells(m_facts, daemon) &&
                   (!daemon.sources.empty() || sourcerules::follows(daemon)) &&
                   (!line.daemon || areAlike(daemon.kind, *line.daemon));
        });
    }

    std::vector<const LogLine *> troubles(std::initializer_list<LogEvent> events) const
    {
        std::vector<const LogLine *> lines;
        std::ranges::copy_if(m_troubles, std::back_inserter(lines), [&](const LogLine *line) {
            return std::ranges::find(events, line->event) != events.end() && !tellsItself(*line);
        });
        return lines;
    }

    static void quote(const std::vector<const LogLine *> &lines, Finding &finding)
    {
        const size_t count = std::min(lines.size(), mostQuotes);
        for (size_t i = lines.size() - count; i < lines.size(); ++i)
            finding.evidence.emplace_back(quoted(*lines[i]));
    }

    /// What shows how its sources are now.
    static QString listingCommand(std::optional<DaemonKind> daemon)
    {
        if (daemon == DaemonKind::Timesyncd)
            return u"timedatectl timesync-status"_s;
        return daemon && areAlike(*daemon, DaemonKind::Ntpd) ? u"ntpq -pn"_s : u"chronyc -n sources"_s;
    }

    void addNothingSelectable()
    {
        std::vector<const LogLine *> lines = troubles(
            {LogEvent::NoSources, LogEvent::NoSelectableSources, LogEvent::NoMajority, LogEvent::TooFar});
        // timesyncd, which has one server at a time, does not say which is too far.
        std::erase_if(lines, [](const LogLine *line) {
            return line->event == LogEvent::TooFar && !line->subject.isEmpty();
        });
        if (lines.empty() || lines.back()->event == LogEvent::NoMajority)
            return;
        Finding finding{.id = FindingId::NothingSelectable,
                        .severity = Severity::Warning,
                        .daemon = lines.back()->daemon,
                        .text = lines.back()->message};
        quote({lines.back()}, finding);
        finding.actions.push_back(
            {.kind = FindingAction::Kind::Copy, .text = listingCommand(finding.daemon)});
        m_findings.push_back(std::move(finding));
    }

    /// No server answered, or there was no network; the last of it.
    void addSilence()
    {
        const std::vector<const LogLine *> lines =
            troubles({LogEvent::ReplyTimeout, LogEvent::NetworkAbsent});
        if (lines.empty())
            return;
        Finding finding{.daemon = lines.back()->daemon};
        if (lines.back()->event == LogEvent::NetworkAbsent) {
            finding.id = FindingId::ComputerOffline;
            finding.severity = Severity::Advice;
            quote({lines.back()}, finding);
            m_findings.push_back(std::move(finding));
            return;
        }
        finding.severity = Severity::Warning;
        std::set<QString> places;
        for (const LogLine *line : lines) {
            if (line->event == LogEvent::ReplyTimeout)
                places.insert(line->subject);
        }
        if (places.size() > 1) {
            finding.id = FindingId::NtpBlocked;
            finding.count = int(places.size());
            finding.flag = std::ranges::none_of(m_log, [](const LogLine &line) {
                return line.event == LogEvent::ServerContacted || line.event == LogEvent::Synchronised;
            });
        } else {
            finding.id = FindingId::ServerDead;
            finding.subject = serverOf(*lines.back());
            for (const LogLine &line : m_log) {
                if (line.event == LogEvent::ServerContacted && line.subject == lines.back()->subject)
                    finding.span = spanBetween(line, *lines.back());
            }
        }
        quote(lines, finding);
        m_findings.push_back(std::move(finding));
    }

    void addSourcesOffline()
    {
        const std::vector<const LogLine *> lines = troubles({LogEvent::SourceOffline});
        if (lines.empty())
            return;
        Finding finding{
            .id = FindingId::Offline, .severity = Severity::Advice, .daemon = lines.back()->daemon};
        for (const LogLine *line : lines)
            finding.names.append(serverOf(*line));
        finding.names.removeDuplicates();
        finding.count = int(finding.names.size());
        finding.total = finding.count;
        quote(lines, finding);
        sourcerules::addCommand(DaemonCommand::Kind::GoOnline, finding.daemon.value_or(DaemonKind::Chrony),
                                finding);
        m_findings.push_back(std::move(finding));
    }

    void addVariable()
    {
        const std::vector<const LogLine *> lines = troubles({LogEvent::TooVariable});
        if (lines.empty())
            return;
        Finding finding{
            .id = FindingId::TooVariable, .severity = Severity::Advice, .daemon = lines.back()->daemon};
        for (const LogLine *line : lines)
            finding.names.append(serverOf(*line));
        finding.names.removeDuplicates();
        quote(lines, finding);
        m_findings.push_back(std::move(finding));
    }

    void addClockWrong()
    {
        const std::vector<const LogLine *> lines = troubles({LogEvent::ClockWrong});
        if (lines.empty() || sourcerules::knownOffset(m_facts))
            return;
        const LogLine &line = *lines.back();
        if (!line.offset || line.offset->magnitude() <= m_facts.limits.warning)
            return;
        const bool isCorrected =
            !m_facts.isPasted && line.at && m_facts.now - *line.at > slewPace * line.offset->magnitude();
        if (isCorrected)
            return;
        Finding finding{.id = FindingId::ClockOff,
                        .severity = Severity::Warning,
                        .daemon = line.daemon,
                        .offset = line.offset};
        quote({&line}, finding);
        sourcerules::addCommand(DaemonCommand::Kind::Step, line.daemon.value_or(DaemonKind::Chrony), finding);
        m_findings.push_back(std::move(finding));
    }

    void addJump()
    {
        const std::vector<const LogLine *> lines =
            troubles({LogEvent::TimeJumpForward, LogEvent::TimeJumpBackward});
        if (lines.empty())
            return;
        const LogLine &line = *lines.back();
        Finding finding{.id = FindingId::ClockJumped, .daemon = line.daemon, .text = line.message};
        finding.flag = line.event == LogEvent::TimeJumpForward;
        if (!finding.flag) // As after a sleep it would be.
            finding.severity = line.daemon == DaemonKind::Timesyncd ? Severity::Warning : Severity::Advice;
        quote({&line}, finding);
        m_findings.push_back(std::move(finding));
    }

    /// What systemctl says of it is more.
    bool isUnitThere(const QString &subject) const
    {
        return std::ranges::any_of(m_facts.units, [&subject](const UnitReport &unit) {
            return unit.name == subject || unit.description == subject;
        });
    }

    void addFailedUnits()
    {
        std::vector<const LogLine *> lines;
        std::ranges::copy_if(m_troubles, std::back_inserter(lines), [this](const LogLine *line) {
            return line->event == LogEvent::UnitFailed && !isUnitThere(line->subject);
        });
        const auto isNamed = [](const LogLine *line) { return line->subject.endsWith(".service"_L1); };
        // "Failed to start chrony, an NTP client/server." is said of one that was named before.
        if (std::ranges::any_of(lines, isNamed))
            std::erase_if(lines, [&isNamed](const LogLine *line) { return !isNamed(line); });
        std::map<QString, std::vector<const LogLine *>> units;
        for (const LogLine *line : lines)
            units[line->subject].push_back(line);
        for (const auto &[unit, said] : units)
            addFailedUnit(unit, said);
    }

    void addFailedUnit(const QString &unit, const std::vector<const LogLine *> &lines)
    {
        Finding finding{.id = FindingId::UnitFailed, .severity = Severity::Warning, .subject = unit};
        finding.daemon = kindOfUnit(unit);
        static const QRegularExpression result(u"Failed with result '([^']*)'"_s);
        for (const LogLine *line : lines) {
            if (const QRegularExpressionMatch match = result.match(line->message); match.hasMatch())
                finding.text = match.captured(1);
        }
        for (const LogLine &said : m_log) {
            if (&said == lines.back())
                break;
            if (said.daemon && said.event != LogEvent::Exiting &&
                (!finding.daemon || areAlike(*said.daemon, *finding.daemon)))
                finding.others = {said.message};
        }
        quote(lines, finding);
        if (unit.endsWith(".service"_L1))
            finding.actions.push_back(
                {.kind = FindingAction::Kind::Copy, .text = u"sudo journalctl -n 20 -u "_s + unit});
        m_findings.push_back(std::move(finding));
    }

    const DiagnosisFacts &m_facts;
    const std::vector<LogLine> &m_log;
    std::vector<const LogLine *> m_troubles;
    std::vector<Finding> &m_findings;
};

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

void findInLogs(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const UnitReport &unit : facts.units)
        addFailures(facts, unit.log, kindOfUnit(unit.name), findings);
    addFailures(facts, facts.log, {}, findings);
    for (const UnitReport &unit : facts.units)
        LogStates(facts, unit.log, findings).apply();
    LogStates(facts, facts.log, findings).apply();
    addAnswers(facts, FindingId::PasswordNeeded, &AnswerLine::needsPassword, findings);
    addAnswers(facts, FindingId::NobodyAnswered, &AnswerLine::nobodyThere, findings);
}

} // namespace synchroscope
