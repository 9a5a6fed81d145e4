// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pastedquotes.h"

#include "core/diagnosis/terminalcommand.h"

#include <algorithm>
#include <map>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Where things stand in the text.
class Places
{
public:
    Places(const PastedMoment &moment, const PastedText &text) : m_moment(moment), m_text(text)
    {
        for (const PastedBlock *block : moment)
            std::visit([&](const auto &facts) { note(*block, facts); }, block->facts);
    }

    /// The lines in which a tool tells of that source or unit.
    const std::set<int> &of(const QString &name) const { return found(m_lines, name); }
    /// The lines of configuration that name that server.
    const std::set<int> &configuredAs(const QString &name) const { return found(m_configured, name); }

    /// The first lines of outputs of that kind that begin so.
    std::set<int> of(PastedKind kind, std::initializer_list<QStringView> beginnings) const
    {
        std::set<int> lines;
        for (const PastedBlock *block : m_moment) {
            for (const QStringView beginning : beginnings) {
                const int line = block->kind() == kind ? m_text.lineBeginning(*block, beginning) : 0;
                if (line > 0)
                    lines.insert(line);
            }
        }
        return lines;
    }

    /// Of a log or an answer, by what it says.
    std::set<int> saying(const QString &words) const
    {
        if (words.isEmpty())
            return {};
        for (const PastedBlock *block : m_moment) {
            const PastedKind kind = block->kind();
            if (kind != PastedKind::DaemonLog && kind != PastedKind::Answer && kind != PastedKind::Unit)
                continue;
            for (int line = block->firstLine; line <= block->lastLine; ++line) {
                if (m_text.line(line).contains(words))
                    return {line};
            }
        }
        return {};
    }

private:
    template <typename Rows>
    void noteRows(const Rows &rows)
    {
        for (const auto &row : rows)
            m_lines[row.name].insert(row.line);
    }
    void noteSources(const std::vector<PastedSource> &rows)
    {
        for (const PastedSource &row : rows) {
            m_lines[row.source.name].insert(row.line);
            if (!row.source.address.isEmpty())
                m_lines[row.source.address].insert(row.line);
        }
    }

    void note(const PastedBlock & /*block*/, const PastedSources &facts) { noteSources(facts.rows); }
    void note(const PastedBlock & /*block*/, const PastedPeers &facts) { noteSources(facts.rows); }
    void note(const PastedBlock & /*block*/, const PastedWindowsPeers &facts) { noteSources(facts.rows); }
    void note(const PastedBlock & /*block*/, const PastedStatistics &facts) { noteRows(facts.rows); }
    void note(const PastedBlock & /*block*/, const PastedSelection &facts) { noteRows(facts.rows); }
    void note(const PastedBlock & /*block*/, const PastedAuthentication &facts) { noteRows(facts.rows); }
    void note(const PastedBlock & /*block*/, const PastedExchanges &facts)
    {
        for (const PastedExchanges::Row &row : facts.rows)
            m_lines[row.address].insert(row.line);
    }
    void note(const PastedBlock &block, const UnitReport &unit)
    {
        const int active = m_text.lineBeginning(block, u"Active:");
        m_lines[unit.name].insert(active > 0 ? active : block.firstLine);
    }
    void note(const PastedBlock &block, const PastedTimesync &timesync)
    {
        m_lines[timesync.source.name].insert(block.firstLine);
        m_lines[timesync.source.address].insert(block.firstLine);
    }
    void note(const PastedBlock &block, const PastedStripChart &chart)
    {
        for (const PastedStripChart::Row &row : chart.rows)
            m_lines[chart.host].insert(row.line);
        m_lines[chart.host].insert(block.firstLine);
    }
    void note(const PastedBlock &block, const PastedWindowsStatus &status)
    {
        const int source = m_text.lineBeginning(block, u"Source");
        const int line = source > 0 ? source : block.firstLine;
        m_lines[status.tracking.source].insert(line);
        m_lines[u"w32time"_s].insert(line);
    }
    void note(const PastedBlock & /*block*/, const PastedConfiguration &configuration)
    {
        const auto noteServers = [this](const auto &lines) {
            for (const auto &line : lines) {
                if (line.server)
                    m_configured[line.server->host.typed].insert(line.line);
            }
        };
        if (const auto *chrony = std::get_if<ChronyConf>(&configuration.content)) {
            noteServers(chrony->directives);
        } else if (const auto *ntp = std::get_if<NtpConf>(&configuration.content)) {
            noteServers(ntp->commands);
        } else if (const auto *timesyncd = std::get_if<TimesyncdConf>(&configuration.content)) {
            for (const TimesyncdAssignment &assignment : timesyncd->assignments) {
                for (const HostSpec &host : assignment.hosts)
                    m_configured[host.typed].insert(assignment.line);
            }
        }
    }
    template <typename Other>
    void note(const PastedBlock & /*block*/, const Other & /*facts*/)
    {}

    using Lines = std::map<QString, std::set<int>>;
    static const std::set<int> &found(const Lines &lines, const QString &name)
    {
        static const std::set<int> none;
        const auto place = lines.find(name);
        return place == lines.end() ? none : place->second;
    }

    const PastedMoment &m_moment;
    const PastedText &m_text;
    Lines m_lines;
    Lines m_configured;
};

/// What an output about the clock says of it.
std::set<int> clockLines(FindingId id, const Places &places)
{
    constexpr PastedKind clock = PastedKind::Clock;
    switch (id) {
    case FindingId::FlagSaysYes:
    case FindingId::FlagSaysNo:
        return places.of(clock, {u"System clock synchronized", u"NTP synchronized", u"NTPSynchronized"});
    case FindingId::ZoneIsNoError:
        return places.of(clock, {u"Local time", u"Universal time", u"Time zone"});
    case FindingId::HardwareClockLocal:
        return places.of(clock, {u"RTC in local TZ", u"LocalRTC"});
    case FindingId::HardwareClockOff:
    case FindingId::QuarterHours:
        return places.of(clock, {u"RTC time", u"RTCTimeUSec"});
    case FindingId::NoDaemon:
    case FindingId::ServiceUnknown:
        return places.of(clock, {u"NTP service", u"systemd-timesyncd.service active", u"Network time on",
                                 u"NTP enabled", u"NTP="});
    case FindingId::Unresolved:
        return places.of(PastedKind::ChronyActivity, {u"0 sources with unknown"});
    default:
        return {};
    }
}

void insert(std::set<int> &lines, const std::set<int> &more)
{
    lines.insert(more.begin(), more.end());
}

std::set<int> linesOf(const Evidence &evidence, const Places &places)
{
    if (const auto *source = std::get_if<SourceEvidence>(&evidence))
        return places.of(source->source.name);
    if (std::holds_alternative<TrackingEvidence>(evidence))
        return places.of(PastedKind::ChronyTracking, {u"System time", u"Reference ID"});
    if (const auto *measured = std::get_if<MeasuredEvidence>(&evidence))
        return places.of(measured->server);
    if (const auto *unit = std::get_if<UnitEvidence>(&evidence))
        return places.of(unit->name);
    if (const auto *quoted = std::get_if<QuotedEvidence>(&evidence); quoted && quoted->line == 0)
        return places.saying(quoted->text);
    return {};
}

std::set<int> linesOf(const Finding &finding, const Places &places)
{
    const QStringList names = finding.names + finding.others + QStringList(finding.subject);
    std::set<int> lines = clockLines(finding.id, places);
    for (const QString &name : names)
        insert(lines, places.of(name));
    for (const Evidence &evidence : finding.evidence)
        insert(lines, linesOf(evidence, places));
    if (finding.id != FindingId::NoDaemon) // whose text is a word of many lines
        insert(lines, places.saying(finding.text));
    if (!lines.empty())
        return lines;
    for (const QString &name : names)
        insert(lines, places.configuredAs(name));
    return lines;
}

/// Lines of files are lines of the text, and quoted ones whose line is known are said once.
void quoteFiles(Finding &finding, const PastedText &text, std::set<int> &quoted)
{
    std::vector<Evidence> evidence;
    for (Evidence &each : finding.evidence) {
        if (const auto *file = std::get_if<FileEvidence>(&each); file && file->line > 0)
            each = QuotedEvidence{.line = file->line, .text = text.line(file->line)};
        if (const auto *quote = std::get_if<QuotedEvidence>(&each)) {
            if (quote->line > 0 && !quoted.insert(quote->line).second)
                continue;
        }
        evidence.push_back(std::move(each));
    }
    finding.evidence = std::move(evidence);
}

std::vector<FindingAction> copied(const std::vector<FindingAction> &actions)
{
    std::vector<FindingAction> copies;
    for (const FindingAction &action : actions) {
        FindingAction copy{.kind = FindingAction::Kind::Copy};
        switch (action.kind) {
        case FindingAction::Kind::Command:
            copy.text = terminalCommand(action.command);
            break;
        case FindingAction::Kind::NetworkTimeOn:
            copy.text = u"sudo timedatectl set-ntp true"_s;
            break;
        case FindingAction::Kind::HardwareClockToUtc:
            copy.text = u"sudo timedatectl set-local-rtc 0"_s;
            break;
        case FindingAction::Kind::Copy:
            copy.text = action.text;
            break;
        case FindingAction::Kind::EditServers:
        case FindingAction::Kind::MeasureNow:
            continue;
        }
        if (std::ranges::find(copies, copy) == copies.end())
            copies.push_back(std::move(copy));
    }
    return copies;
}

} // namespace

void quoteLines(std::vector<Finding> &findings, const PastedMoment &moment, const PastedText &text)
{
    constexpr size_t mostQuotes = 8;
    const Places places(moment, text);
    for (Finding &finding : findings) {
        const std::set<int> lines = linesOf(finding, places);
        std::set<int> quoted;
        quoteFiles(finding, text, quoted);
        std::erase_if(finding.evidence, [](const Evidence &evidence) {
            const auto *quote = std::get_if<QuotedEvidence>(&evidence);
            return quote && quote->text.isEmpty();
        });
        // A rule that quotes has chosen its lines.
        const bool isQuoted = !quoted.empty();
        for (const int line : lines) {
            if (!isQuoted && quoted.size() < mostQuotes && quoted.insert(line).second)
                finding.evidence.emplace_back(QuotedEvidence{.line = line, .text = text.line(line)});
        }
        finding.actions = copied(finding.actions);
    }
}

} // namespace synchroscope
