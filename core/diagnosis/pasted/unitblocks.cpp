// SPDX-License-Identifier: GPL-3.0-or-later
// systemctl status, logs, and what tools say instead of an output.
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/logline.h"
#include "core/diagnosis/pasted/pastednumbers.h"
#include "core/diagnosis/unitwords.h"

#include <QRegularExpression>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

struct UnitHead
{
    QStringView name;
    QStringView description;
};

/// "● chrony.service - chrony, an NTP client/server"; the dot is another sign for other states, and a star
/// where the terminal has no such letters.
std::optional<UnitHead> readUnitHead(QStringView line)
{
    const bool hasMark =
        line.size() > 2 && line[1] == u' ' && (!line[0].isLetterOrNumber() || line[0] == u'x');
    if (hasMark)
        line = line.sliced(2).trimmed();
    const qsizetype space = line.indexOf(u' ');
    const QStringView name = space < 0 ? line : line.first(space);
    if (!name.endsWith(u".service") || !isTimeUnit(name))
        return std::nullopt;
    const QStringView rest = space < 0 ? QStringView() : line.sliced(space + 1).trimmed();
    if (!rest.isEmpty() && !rest.startsWith(u"- "))
        return std::nullopt;
    return UnitHead{name, rest.isEmpty() ? rest : rest.sliced(2).trimmed()};
}

using Load = UnitReport::Load;
using Enablement = UnitReport::Enablement;
using Activity = UnitReport::Activity;

/// What stands before " (", and within the first pair of parentheses; a pager may have cut the end.
struct WithRemark
{
    QStringView word;
    QStringView remark;
    QStringView rest;
};
WithRemark withRemark(QStringView value)
{
    const qsizetype open = value.indexOf(u'(');
    if (open < 0)
        return {value.trimmed(), {}, {}};
    const qsizetype close = value.indexOf(u')', open);
    const qsizetype end = close < 0 ? value.size() : close;
    return {value.first(open).trimmed(), value.sliced(open + 1, end - open - 1),
            close < 0 ? QStringView() : value.sliced(close + 1).trimmed()};
}

bool readLoad(QStringView value, UnitReport &unit)
{
    const auto [word, remark, rest] = withRemark(value);
    unit.load = unitLoad(word);
    if (unit.load == Load::Unknown)
        return false;
    if (unit.load == Load::Masked)
        unit.enablement = Enablement::Masked;
    const QList<QStringView> parts = remark.split(u';');
    if (unit.load != Load::Loaded || parts.size() < 2)
        return true;
    unit.enablement = unitEnablement(parts[1].trimmed());
    return true;
}

bool readActivity(QStringView value, UnitReport &unit)
{
    const auto [name, remark, rest] = withRemark(value);
    unit.activity = unitActivity(name);
    if (unit.activity == Activity::Unknown)
        return false;
    static constexpr QStringView result = u"Result: ";
    QStringView after = rest;
    if (remark.startsWith(result)) {
        unit.result = remark.sliced(result.size()).toString();
    } else {
        unit.state = remark.toString();
        const WithRemark second = withRemark(rest);
        if (second.word.isEmpty() && second.remark.startsWith(result)) {
            unit.result = second.remark.sliced(result.size()).toString();
            after = second.rest;
        }
    }
    if (after.startsWith(u"since ")) {
        const qsizetype end = after.indexOf(u';');
        unit.since = after.first(end < 0 ? after.size() : end).sliced(6).trimmed().toString();
    }
    return true;
}

/// "910 (chronyd)", "123 (code=exited, status=1/FAILURE)"
bool readMainPid(QStringView value, UnitReport &unit)
{
    const auto [word, remark, rest] = withRemark(value);
    unit.mainPid = readCount(word);
    if (const qsizetype status = remark.indexOf(u"status="); status >= 0) {
        const QStringView number = remark.sliced(status + 7);
        const qsizetype slash = number.indexOf(u'/');
        unit.exitStatus = readInteger(slash < 0 ? number : number.first(slash));
    }
    return unit.mainPid.has_value();
}

bool isUnitText(QStringView /*value*/, UnitReport & /*unit*/)
{
    return true;
}

const std::array unitFields = {
    KeyedField<UnitReport>{u"Loaded", readLoad},
    KeyedField<UnitReport>{u"Active", readActivity},
    KeyedField<UnitReport>{u"Main PID", readMainPid},
    KeyedField<UnitReport>{u"Status",
                           [](QStringView value, UnitReport &unit) {
                               unit.statusText =
                                   (value.startsWith(u'"') ? value.sliced(1) : value).toString();
                               if (unit.statusText.endsWith(u'"'))
                                   unit.statusText.chop(1);
                               return !value.isEmpty();
                           }},
    KeyedField<UnitReport>{u"Condition",
                           [](QStringView value, UnitReport &unit) {
                               unit.isConditionUnmet = value.contains(u"failed") || value.contains(u"unmet");
                               return true;
                           }},
    KeyedField<UnitReport>{u"Drop-In", isUnitText},
    KeyedField<UnitReport>{u"Docs", isUnitText},
    KeyedField<UnitReport>{u"Tasks", isUnitText},
    KeyedField<UnitReport>{u"Memory", isUnitText},
    KeyedField<UnitReport>{u"CPU", isUnitText},
    KeyedField<UnitReport>{u"CGroup", isUnitText},
    KeyedField<UnitReport>{u"TriggeredBy", isUnitText},
    KeyedField<UnitReport>{u"Triggers", isUnitText},
    KeyedField<UnitReport>{u"Invocation", isUnitText},
    KeyedField<UnitReport>{u"Duration", isUnitText},
    KeyedField<UnitReport>{u"IO", isUnitText},
    KeyedField<UnitReport>{u"IP", isUnitText},
    KeyedField<UnitReport>{u"FD Store", isUnitText},
    KeyedField<UnitReport>{u"Since", isUnitText},
};

/// The branches of a tree, more manuals, what a pager leaves.
bool isUnitContinuation(QStringView line)
{
    static constexpr std::array beginnings = {
        QStringView(u"\u2514\u2500"),
        QStringView(u"\u251c\u2500"),
        QStringView(u"\u2502"),
        QStringView(u"`-"),
        QStringView(u"|-"),
        QStringView(u"+-"),
        QStringView(u"man:"),
        QStringView(u"https://"),
        QStringView(u"http://"),
        QStringView(u"file:"),
        QStringView(u"lines "),
        QStringView(u"Process:"),
        QStringView(u"Warning: "),
        QStringView(u"/etc/systemd/"),
        QStringView(u"/run/systemd/"),
        QStringView(u"/usr/lib/systemd/"),
        QStringView(u"/lib/systemd/"),
        QStringView(u"Condition"),
    };
    return line == u"(END)" || std::ranges::any_of(beginnings, [line](QStringView beginning) {
               return line.startsWith(beginning);
           });
}

/// A line of a log that was broken for want of room: together with the rest it says what it did not say
/// alone.
bool completeLog(LogLine &line, QString &text, QStringView rest)
{
    constexpr qsizetype narrowest = 50;
    if (line.event != LogEvent::Other || text.size() < narrowest)
        return false;
    for (const QStringView between : {u"", u" "}) {
        const QString whole = text + between.toString() + rest.toString();
        ReadLogLine read = readLogLine(whole);
        if (read.kind != LogLineKind::Time || read.line.event == LogEvent::Other)
            continue;
        read.line.line = line.line;
        line = std::move(read.line);
        text = whole;
        return true;
    }
    return false;
}

class UnitReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        return readUnitHead(line.bare()).has_value();
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (const std::optional<UnitHead> head = readUnitHead(bare)) {
            if (!m_unit.name.isEmpty())
                return LineFit::Foreign;
            m_unit.name = head->name.toString();
            m_unit.description = head->description.toString();
            return LineFit::Taken;
        }
        if (m_unit.log.empty()) {
            if (const LineFit fit = m_lines.take(bare, m_unit); fit != LineFit::Foreign) {
                m_last = bare.toString();
                return fit;
            }
            if (!m_lines.knows(bare) && isUnitContinuation(bare)) {
                m_last = bare.toString();
                m_unit.isConditionUnmet = m_unit.isConditionUnmet || bare.endsWith(u"was not met");
                return LineFit::Taken;
            }
        }
        if (const LineFit fit = takeLog(bare, line.number); fit != LineFit::Foreign)
            return fit;
        return takeRest(bare) ? LineFit::Taken : LineFit::Foreign;
    }

    std::optional<PastedFacts> finish() override
    {
        // The head alone could be a mention.
        const bool isTold = m_unit.load != Load::Unknown || m_unit.activity != Activity::Unknown;
        return isTold ? std::optional<PastedFacts>(std::move(m_unit)) : std::nullopt;
    }

private:
    LineFit takeLog(QStringView line, int number)
    {
        if (isLogRemark(line) || line.startsWith(u"lines ") || line == u"(END)")
            return LineFit::Taken;
        ReadLogLine read = readLogLine(line);
        if (read.kind == LogLineKind::None)
            return LineFit::Foreign;
        // Whoever wrote it, systemd found it to be the unit's.
        read.line.line = number;
        m_unit.log.push_back(std::move(read.line));
        m_last = line.toString();
        return LineFit::Taken;
    }

    /// What was broken off the line before for want of room.
    bool takeRest(QStringView rest)
    {
        if (!m_unit.log.empty())
            return completeLog(m_unit.log.back(), m_last, rest);
        const bool endsWithAge = m_last.startsWith("Active: "_L1) || m_last.startsWith("Condition: "_L1);
        const bool isOpen = m_last.count(u'(') > m_last.count(u')') ||
                            (m_last.startsWith("Process: "_L1) && !m_last.contains(u')')) ||
                            (endsWithAge && m_last.contains(u';') && !m_last.endsWith(" ago"_L1)) ||
                            (endsWithAge && m_last.contains(" since "_L1) && !m_last.contains(u';'));
        if (!isOpen)
            return false;
        const QString torn = m_last;
        m_last = torn + u' ' + rest.toString();
        m_lines.takeAgain(m_last, m_unit);
        // Perhaps within the word.
        if (m_unit.enablement == Enablement::Other)
            m_lines.takeAgain(torn + rest.toString(), m_unit);
        return true;
    }

    UnitReport m_unit;
    QString m_last; ///< the line before
    KeyedLines<UnitReport> m_lines{unitFields};
};

class LogReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        return isLogRemark(line.bare()) || readLogLine(line.bare()).kind == LogLineKind::Time;
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (isLogRemark(bare))
            return LineFit::Taken;
        ReadLogLine read = readLogLine(bare);
        if (read.kind == LogLineKind::Foreign)
            return LineFit::Unreadable;
        if (read.kind == LogLineKind::None) {
            const bool isRest = !m_log.lines.empty() && completeLog(m_log.lines.back(), m_last, bare);
            return isRest ? LineFit::Taken : LineFit::Foreign;
        }
        read.line.line = line.number;
        m_log.lines.push_back(std::move(read.line));
        m_last = bare.toString();
        return LineFit::Taken;
    }

    std::optional<PastedFacts> finish() override
    {
        return m_log.lines.empty() ? std::nullopt : std::optional<PastedFacts>(std::move(m_log));
    }

private:
    PastedLog m_log;
    QString m_last; ///< the line before
};

using Meaning = PastedAnswer::Meaning;

Meaning meaningOf(QStringView reason)
{
    if (reason.contains(u"authentication required", Qt::CaseInsensitive))
        return Meaning::AuthenticationNeeded;
    if (reason.contains(u"Access denied") || reason.contains(u"Permission denied") ||
        reason.contains(u"Access is denied") || reason.contains(u"Operation not permitted"))
        return Meaning::NotPermitted;
    if (reason.contains(u"not found") || reason.contains(u"not loaded"))
        return Meaning::NoSuchUnit;
    if (reason.contains(u"has not been started") || reason.contains(u"Connection refused"))
        return Meaning::NobodyAnswers;
    return Meaning::Failed;
}

/// "Failed to restart chronyd.service: Interactive authentication required."
std::optional<PastedAnswer> readFailure(QStringView line)
{
    static const QRegularExpression pattern(
        u"^Failed to "
        u"(?:(?:re)?start|stop|reload|(?:try-)?restart|enable|disable|mask|unmask|set|query|connect|get)"
        "(?: (?:unit|to))*,? ?([^:]+): (.+)$"_s);
    if (!line.startsWith(u"Failed to "))
        return std::nullopt;
    const QRegularExpressionMatch match = pattern.match(line.toString());
    if (!match.hasMatch())
        return std::nullopt;
    const QStringView subject = match.capturedView(1);
    static constexpr std::array others = {QStringView(u"ntp"),       QStringView(u"time"),
                                          QStringView(u"time zone"), QStringView(u"local RTC"),
                                          QStringView(u"server"),    QStringView(u"bus")};
    if (!isTimeUnit(subject) && std::ranges::find(others, subject) == others.end())
        return std::nullopt;
    return PastedAnswer{meaningOf(match.capturedView(2)), subject.toString(), line.toString()};
}

struct KnownAnswer
{
    QStringView line;
    Meaning meaning;
    QStringView subject;
};
constexpr std::array knownAnswers = {
    KnownAnswer{u"500 Failure", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"501 Not authorised", Meaning::NotPermitted, u"chronyc"},
    KnownAnswer{u"502 Invalid command", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"503 No such source", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"505 Facility not enabled in daemon", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"506 Cannot talk to daemon", Meaning::NobodyAnswers, u"chronyc"},
    KnownAnswer{u"508 Bad reply from daemon", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"513 RTC driver not running", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"517 Protocol version mismatch", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"518 Packet length mismatch", Meaning::Failed, u"chronyc"},
    KnownAnswer{u"Could not open connection to daemon", Meaning::NobodyAnswers, u"chronyc"},
    KnownAnswer{u"Unable to talk to NTP daemon. Is it running?", Meaning::NobodyAnswers, u"ntpstat"},
    KnownAnswer{u"ntpq: read: Connection refused", Meaning::NobodyAnswers, u"ntpq"},
    KnownAnswer{u"/usr/bin/ntpq: read: Connection refused", Meaning::NobodyAnswers, u"ntpq"},
    KnownAnswer{u"localhost: timed out, nothing received", Meaning::NobodyAnswers, u"ntpq"},
    KnownAnswer{u"***Request timed out", Meaning::NobodyAnswers, u"ntpq"},
    KnownAnswer{u"No association ID's returned", Meaning::Done, u"ntpq"},
    KnownAnswer{u"Sending resync command to local computer", Meaning::Done, u"w32tm"},
    KnownAnswer{u"Sending resync command to local computer...", Meaning::Done, u"w32tm"},
    KnownAnswer{u"The command completed successfully.", Meaning::Done, u"w32tm"},
    KnownAnswer{u"コマンドは正しく完了しました。", Meaning::Done, u"w32tm"},
    KnownAnswer{u"The computer did not resync because no time data was available.", Meaning::Failed,
                u"w32tm"},
};

bool isTimeCommand(QStringView name)
{
    static constexpr std::array names = {
        QStringView(u"chronyc"), QStringView(u"chronyd"), QStringView(u"ntpq"),       QStringView(u"ntpstat"),
        QStringView(u"ntpd"),    QStringView(u"ntpdate"), QStringView(u"timedatectl")};
    return std::ranges::find(names, name) != names.end();
}

/// "bash: chronyc: command not found", in the words of several shells.
std::optional<PastedAnswer> readMissingCommand(QStringView line)
{
    if (!line.contains(u"not found"))
        return std::nullopt;
    static const QRegularExpression pattern(u"^(?:-?[\\w/.-]+: (?:(?:line )?\\d+: )?(?:command not found: "
                                            u")?|Command ')(\\w+)(?:: (?:command )?not found"
                                            "|' not found.*|)$"_s);
    const QRegularExpressionMatch match = pattern.match(line.toString());
    if (!match.hasMatch() || !isTimeCommand(match.capturedView(1)))
        return std::nullopt;
    return PastedAnswer{Meaning::NoSuchCommand, match.captured(1), line.toString()};
}

std::optional<PastedAnswer> readAnswer(QStringView line)
{
    constexpr qsizetype longest = 300; // of sentences; the patterns take their time for long lines
    if (line.size() > longest)
        return std::nullopt;
    const auto known = std::ranges::find(knownAnswers, line, &KnownAnswer::line);
    if (known != knownAnswers.end())
        return PastedAnswer{known->meaning, known->subject.toString(), line.toString()};
    if (std::optional<PastedAnswer> failure = readFailure(line))
        return failure;
    if (line.startsWith(u"Unit ") && line.endsWith(u" could not be found.")) {
        const QStringView unit = line.sliced(5).chopped(20);
        return isTimeUnit(unit)
                   ? std::optional(PastedAnswer{Meaning::NoSuchUnit, unit.toString(), line.toString()})
                   : std::nullopt;
    }
    if (line.startsWith(u"Job for ") && line.contains(u" failed")) {
        const QStringView unit = line.sliced(8, line.indexOf(u" failed") - 8);
        return isTimeUnit(unit)
                   ? std::optional(PastedAnswer{Meaning::Failed, unit.toString(), line.toString()})
                   : std::nullopt;
    }
    if (line.startsWith(u"Command requires systemd-timesyncd.service, but it is not available"))
        return PastedAnswer{Meaning::NobodyAnswers, u"systemd-timesyncd.service"_s, line.toString()};
    if (line.startsWith(u"==== AUTHENTICATING FOR org.freedesktop."))
        return PastedAnswer{Meaning::AuthenticationNeeded, {}, line.toString()};
    if (line.startsWith(u"The following error occurred: ") && line.contains(u"(0x"))
        return PastedAnswer{meaningOf(line), u"w32tm"_s, line.toString()};
    return readMissingCommand(line);
}

class AnswerReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        return readAnswer(line.bare()).has_value();
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (!m_answer) {
            m_answer = readAnswer(bare);
            return m_answer ? LineFit::Taken : LineFit::Foreign;
        }
        // Where to look further.
        return bare.startsWith(u"See \"systemctl status ") || bare.startsWith(u"See system logs and ")
                   ? LineFit::Taken
                   : LineFit::Foreign;
    }

    std::optional<PastedFacts> finish() override
    {
        return m_answer ? std::optional<PastedFacts>(std::move(*m_answer)) : std::nullopt;
    }

private:
    std::optional<PastedAnswer> m_answer;
};

} // namespace

std::span<const BlockKind> unitBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&UnitReader::begins, &makeReader<UnitReader>},
        BlockKind{&AnswerReader::begins, &makeReader<AnswerReader>},
        BlockKind{&LogReader::begins, &makeReader<LogReader>},
    };
    return kinds;
}

} // namespace synchroscope
