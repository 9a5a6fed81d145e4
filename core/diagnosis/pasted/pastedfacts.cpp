// SPDX-License-Identifier: GPL-3.0-or-later
// What each daemon, the clock and the computer say, of a moment's outputs.
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastedconfigurations.h"
#include "core/diagnosis/pasted/pastedmoment.h"
#include "core/diagnosis/pasted/pastednumbers.h"
#include "core/diagnosis/standing.h"

#include <algorithm>
#include <bit>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Reference clocks have up to four letters, and no address.
bool isDeviceName(const QString &name)
{
    constexpr qsizetype longest = 4;
    return !name.isEmpty() && name.size() <= longest && addressOf(name).isEmpty() &&
           std::ranges::all_of(name, [](QChar c) { return c.isUpper() || c.isDigit(); });
}

/// A source of which one output tells, and none its state.
DaemonSource sourceNamed(const QString &name)
{
    DaemonSource source;
    source.name = name;
    source.address = addressOf(name);
    source.standing = SourceStanding::Untold;
    if (isDeviceName(name))
        source.mode = SourceMode::ReferenceClock;
    return source;
}

bool isRunning(const UnitReport &unit)
{
    return unit.activity == UnitReport::Activity::Active || unit.activity == UnitReport::Activity::Reloading;
}

/// Gathers a moment's outputs by what they are about, then joins them.
class Joiner
{
public:
    Joiner(const PastedMoment &moment, const PastedText &text)
        : m_text(text)
        , m_universalTime(universalTimeOf(moment))
    {
        for (const PastedBlock *block : moment) {
            m_block = block;
            std::visit([this](const auto &facts) { take(facts); }, block->facts);
        }
    }

    DiagnosisFacts facts()
    {
        m_facts.now = m_text.now;
        m_facts.isPasted = true;
        joinChrony();
        joinTimesyncd();
        joinNtpd();
        joinConfigurations(m_configurations, m_text, m_facts);
        joinUnits();
        m_facts.judgement = judgeClock(m_facts.verdict, m_facts.machine, m_facts.clock, m_text.now);
        return std::move(m_facts);
    }

private:
    void take(const PastedSources &sources) { m_sources = &sources; }
    void take(const PastedStatistics &statistics) { m_statistics = &statistics; }
    void take(const DaemonTracking &tracking) { m_tracking = &tracking; }
    void take(const SourceActivityCounts &activity) { m_activity = &activity; }
    void take(const PastedExchanges &exchanges) { m_exchanges = &exchanges; }
    void take(const PastedSelection &selection) { m_selection = &selection; }
    void take(const PastedAuthentication &authentication) { m_authentication = &authentication; }
    void take(const ChronyServing &serving) { m_serving = &serving; }
    void take(const HardwareClockReport &hardware) { m_hardware = &hardware; }
    void take(const SmoothingReport &smoothing) { m_smoothing = &smoothing; }
    void take(const PastedTimesync &timesync) { m_timesync = &timesync; }
    void take(const PastedPeers &peers) { m_peers = &peers; }
    void take(const PastedVariables &variables)
    {
        if (variables.association == 0)
            m_variables = &variables;
    }
    // Numbers and no names: -p says the same of the sources.
    void take(const PastedAssociations & /*associations*/) {}
    void take(const PastedNtpStat &status) { m_ntpStat = &status; }
    void take(const UnitReport &unit)
    {
        m_units.push_back(m_block);
        m_facts.units.push_back(unit);
    }
    void take(const PastedLog &log)
    {
        m_facts.log.insert(m_facts.log.end(), log.lines.begin(), log.lines.end());
    }
    void take(const PastedAnswer &answer)
    {
        using Meaning = PastedAnswer::Meaning;
        const bool isRefused =
            answer.meaning == Meaning::AuthenticationNeeded || answer.meaning == Meaning::NotPermitted;
        m_facts.answers.push_back({.line = m_block->firstLine,
                                   .needsPassword = isRefused,
                                   .nobodyThere = answer.meaning == Meaning::NobodyAnswers,
                                   .text = answer.text});
    }
    void take(const PastedConfiguration & /*configuration*/) { m_configurations.push_back(m_block); }
    // Of Windows there is no daemon's report.
    void take(const PastedWindowsStatus & /*status*/) {}
    void take(const PastedWindowsPeers & /*peers*/) {}

    void take(const PastedClock &clock)
    {
        ClockReport &report = m_facts.clock.emplace(clock.report);
        const Duration later = clock.universalTime ? m_text.now - *clock.universalTime : Duration::zero();
        report.readAt = m_text.now;
        if (report.timedated.readAt)
            *report.timedated.readAt += later;
        if (report.hardware)
            report.hardware->readAt += later;
    }

    /// A measurement of that computer's clock.
    void take(const PastedStripChart &chart)
    {
        ServerMeasurement measured;
        measured.host.host = chart.host.isEmpty() ? chart.address : chart.host.toLower();
        measured.host.typed = chart.host.isEmpty() ? chart.address : chart.host;
        measured.host.port = chart.port;
        measured.address = chart.address;
        // /dataonly does not print how long the answers took.
        constexpr Duration longRoundTrip = 200ms;
        VerdictSource claim;
        for (const PastedStripChart::Row &row : chart.rows) {
            ++measured.requests;
            measured.reach = quint8(measured.reach << 1);
            measured.lastOutcome = row.offset ? QueryOutcome::Ok : QueryOutcome::Timeout;
            if (!row.offset)
                continue;
            measured.reach |= 1;
            ++measured.answers;
            measured.lastAnswer = m_text.now;
            claim.offset = row.offset;
            claim.bound = std::chrono::abs(row.delay.value_or(longRoundTrip)) / 2;
        }
        m_facts.measured.push_back(measured);
        claim.name = measured.host.typed;
        claim.asked = true;
        claim.failed = measured.answers == 0;
        claim.measuredAt = m_text.now;
        m_claims.push_back(claim);
        m_facts.verdict = judge(m_claims, false, m_text.now);
    }

    DaemonReport reportOf(DaemonKind daemon) const
    {
        DaemonReport report;
        report.kind = daemon;
        report.answer = DaemonAnswer::Answering;
        report.readAt = m_text.now;
        return report;
    }

    // --- chrony ---

    void joinChrony()
    {
        if (!m_sources && !m_statistics && !m_tracking && !m_activity && !m_exchanges && !m_selection &&
            !m_authentication && !m_serving && !m_hardware && !m_smoothing)
            return;
        DaemonReport report = reportOf(DaemonKind::Chrony);
        if (m_sources)
            report.sources = sourcesOf(m_sources->rows, m_text.now);
        joinTracking(report);
        joinStatistics(report);
        joinObservation(report);
        if (m_activity)
            report.activity = *m_activity;
        if (m_hardware)
            report.hardwareClock = *m_hardware;
        if (m_smoothing)
            report.smoothing = *m_smoothing;
        m_facts.machine.daemons.push_back(std::move(report));
    }

    void joinTracking(DaemonReport &report) const
    {
        report.tracking = m_tracking ? std::optional(*m_tracking) : trackingBy(report.sources);
        if (!m_tracking)
            return;
        // A paste may be old: how long ago the update was, only a time beside it can tell.
        std::optional<Instant> &lastUpdate = report.tracking->lastUpdate;
        if (!m_universalTime)
            lastUpdate.reset();
        else if (lastUpdate)
            *lastUpdate += m_text.now - *m_universalTime;
        if (m_sources || !m_tracking->synchronised || m_tracking->source.isEmpty())
            return;
        DaemonSource followed = sourceNamed(m_tracking->source);
        followed.standing = SourceStanding::Selected;
        followed.letter = '*';
        report.sources.push_back(followed);
    }

    /// The source that a row is about; a new one where no other output tells of it.
    DaemonSource *sourceOf(DaemonReport &report, const QString &name, bool isCut) const
    {
        const auto found = std::ranges::find_if(report.sources, [&](const DaemonSource &source) {
            return isNamed(name, isCut, source.name) || (!isCut && source.address == name) ||
                   isCutSource(source, name);
        });
        if (found != report.sources.end())
            return &*found;
        // Another output has all of them: this one was not printed with the same options.
        if (m_sources)
            return nullptr;
        return &report.sources.emplace_back(sourceNamed(name));
    }

    bool isCutSource(const DaemonSource &source, const QString &whole) const
    {
        return m_sources && std::ranges::any_of(m_sources->rows, [&](const PastedSource &row) {
                   return row.isNameCut && row.source.name == source.name &&
                          isNamed(source.name, true, whole);
               });
    }

    void joinStatistics(DaemonReport &report) const
    {
        if (m_statistics) {
            for (const PastedStatistics::Row &row : m_statistics->rows) {
                if (DaemonSource *source = sourceOf(report, row.name, row.isNameCut))
                    source->statistics = row.statistics;
            }
            return;
        }
        // Of a new source each answer is a sample; later the register has no room for all.
        constexpr quint8 full = 0xff;
        for (DaemonSource &source : report.sources) {
            if (source.standing != SourceStanding::Unusable || !source.reach || *source.reach == full ||
                *source.reach == 0 || !source.lastSample)
                continue;
            source.statistics.emplace();
            source.statistics->samples = std::popcount(*source.reach);
        }
    }

    void joinObservation(DaemonReport &report)
    {
        if (!m_exchanges && !m_selection && !m_authentication && !m_serving)
            return;
        ChronyObservation observation;
        observation.readAt = m_text.now;
        const auto key = [&](const QString &name, bool isCut) {
            const DaemonSource *source = sourceOf(report, name, isCut);
            if (!source)
                return name;
            return source->address.isEmpty() ? source->name : source->address;
        };
        if (m_selection) {
            for (const PastedSelection::Row &row : m_selection->rows) {
                observation.selection.emplace(key(row.name, row.isNameCut), row.selection);
                if (DaemonSource *source = sourceOf(report, row.name, row.isNameCut); source && row.leap)
                    source->leap = row.leap;
            }
        }
        if (m_authentication) {
            for (const PastedAuthentication::Row &row : m_authentication->rows)
                observation.authentication.emplace(key(row.name, row.isNameCut), row.authentication);
        }
        if (m_exchanges) {
            for (const PastedExchanges::Row &row : m_exchanges->rows) {
                observation.exchanges.emplace(row.address, row.exchange);
                joinExchange(sourceOf(report, row.address, false), row);
            }
        }
        if (m_serving)
            observation.serving = *m_serving;
        m_facts.observation = std::move(observation);
    }

    static void joinExchange(DaemonSource *source, const PastedExchanges::Row &row)
    {
        if (!source)
            return;
        source->port = row.port;
        source->rootDelay = row.rootDelay;
        source->rootDispersion = row.rootDispersion;
        source->referenceId = row.referenceId;
        if (row.leap)
            source->leap = row.leap;
        if (row.exchange.version > 0)
            source->delay = row.exchange.delay;
    }

    // --- systemd-timesyncd ---

    void joinTimesyncd()
    {
        if (!m_timesync)
            return;
        DaemonReport report = reportOf(DaemonKind::Timesyncd);
        DaemonSource source = m_timesync->source;
        const bool isSelected = source.standing == SourceStanding::Selected;
        source.letter = isSelected ? '*' : '?';
        source.adjusted = source.measured;
        if (source.delay && m_timesync->rootDistance)
            source.error = *source.delay / 2 + *m_timesync->rootDistance;
        if (m_timesync->packetCount == 0)
            source.reach = 0;
        if (!source.name.isEmpty())
            report.sources.push_back(source);
        addSpares(report, m_timesync->systemServers, ServerOrigin::Administrator);
        addSpares(report, m_timesync->runtimeServers, ServerOrigin::Running);
        addSpares(report, m_timesync->linkServers, ServerOrigin::Dhcp);
        if (m_timesync->fallbackServers.contains(source.name))
            addSpares(report, m_timesync->fallbackServers, ServerOrigin::Distribution);
        if (source.measured || source.leap) {
            DaemonTracking tracking;
            tracking.synchronised = isSelected;
            if (isSelected) {
                tracking.source = source.address.isEmpty() ? source.name : source.address;
                tracking.referenceId = tracking.source;
            }
            if (source.stratum)
                tracking.stratum = *source.stratum + 1;
            tracking.leap = isSelected ? source.leap : LeapIndicator::Unsynchronised;
            tracking.systemOffset = source.measured;
            tracking.lastOffset = source.measured;
            tracking.frequencyPpm = m_timesync->frequencyPpm;
            tracking.rootDelay = source.delay;
            tracking.rootDispersion = m_timesync->rootDistance;
            tracking.updateInterval = m_timesync->pollInterval;
            report.tracking = tracking;
        }
        m_facts.machine.daemons.push_back(std::move(report));
    }

    static void addSpares(DaemonReport &report, const QStringList &names, ServerOrigin origin)
    {
        for (const QString &name : names) {
            const auto known = std::ranges::find(report.sources, name, &DaemonSource::name);
            if (known != report.sources.end()) {
                known->origin = origin;
                continue;
            }
            DaemonSource spare;
            spare.name = name;
            spare.address = addressOf(name);
            spare.letter = ' ';
            spare.origin = origin;
            report.sources.push_back(std::move(spare));
        }
    }

    // --- NTPsec and ntpd ---

    void joinNtpd()
    {
        if (m_peers || m_variables) {
            DaemonReport report = reportOf(ntpdOf(m_text.output));
            if (m_peers)
                report.sources = sourcesOfPeers();
            report.tracking = trackingBy(report.sources);
            if (m_variables)
                joinVariables(report);
            m_facts.machine.daemons.push_back(std::move(report));
        }
        if (m_ntpStat)
            joinNtpStat();
    }

    /// A pool itself is never asked.
    std::vector<DaemonSource> sourcesOfPeers() const
    {
        std::vector<PastedSource> rows = m_peers->rows;
        std::erase_if(rows, [](const PastedSource &row) { return row.isPool; });
        return sourcesOf(rows, m_text.now);
    }

    void joinVariables(DaemonReport &report) const
    {
        DaemonTracking tracking = m_variables->tracking;
        if (m_variables->sinceUpdate)
            tracking.lastUpdate = m_text.now - *m_variables->sinceUpdate;
        if (tracking.synchronised)
            tracking.source = followedName(report);
        report.tracking = tracking;
    }

    /// It asks whichever daemon there is.
    void joinNtpStat()
    {
        if (m_facts.machine.daemons.empty())
            m_facts.machine.daemons.push_back(reportOf(ntpdOf(m_text.output)));
        DaemonReport &report = m_facts.machine.daemons.back();
        if (!report.tracking) {
            report.tracking.emplace();
            report.tracking->synchronised = m_ntpStat->isSynchronised;
            report.tracking->stratum = m_ntpStat->stratum;
            report.tracking->source = m_ntpStat->source;
        }
        if (m_ntpStat->bound && !report.tracking->rootDispersion)
            report.tracking->rootDispersion = m_ntpStat->bound;
        if (!report.sources.empty() || !m_ntpStat->isSynchronised || m_ntpStat->source.isEmpty())
            return;
        DaemonSource followed = sourceNamed(m_ntpStat->source);
        followed.standing = SourceStanding::Selected;
        followed.letter = '*';
        report.sources.push_back(followed);
    }

    // --- units and files ---

    void joinUnits()
    {
        for (const PastedBlock *block : m_units) {
            const auto &unit = std::get<UnitReport>(block->facts);
            const std::optional<DaemonKind> kind = daemonOfUnit(unit.name);
            if (!kind)
                continue;
            for (ServerConfiguration &configuration : m_facts.configurations) {
                if (areAlike(configuration.daemon, *kind)) {
                    configuration.unit = unit.name;
                    configuration.isRunning = isRunning(unit);
                }
            }
            if (!isRunning(unit))
                continue;
            DaemonReport *report = daemonAlike(m_facts.machine, *kind);
            if (!report) {
                report = &m_facts.machine.daemons.emplace_back();
                report->kind = *kind;
            }
            report->process = processOf(*block, unit, *kind);
        }
    }

    DaemonProcess processOf(const PastedBlock &block, const UnitReport &unit, DaemonKind kind) const
    {
        DaemonProcess process;
        process.kind = kind;
        process.pid = unit.mainPid.value_or(0);
        process.unit = unit.name;
        process.startedAt = startOf(block);
        // Their units are started only where they may set the clock, or say in the log that they may not.
        process.maySetClock = std::ranges::none_of(
            unit.log, [](const LogLine &line) { return line.event == LogEvent::NotPermitted; });
        process.leavesClockAlone = std::ranges::any_of(unit.log, [](const LogLine &line) {
            return line.message.contains("Disabled control of system clock"_L1);
        });
        return process;
    }

    /// "Active: active (running) since Thu 2023-08-17 12:20:11 JST; 21min ago"
    std::optional<Instant> startOf(const PastedBlock &block) const
    {
        const QString line = m_text.line(m_text.lineBeginning(block, u"Active:"));
        const qsizetype semicolon = line.lastIndexOf(u';');
        if (semicolon < 0 || !line.endsWith(" ago"_L1))
            return std::nullopt;
        const std::optional<Duration> age =
            readSystemdSpan(QStringView(line).sliced(semicolon + 1).chopped(4).trimmed());
        return age ? std::optional(m_text.now - *age) : std::nullopt;
    }

    const PastedText &m_text;
    std::optional<Instant> m_universalTime;
    const PastedBlock *m_block = nullptr; ///< that is being taken
    DiagnosisFacts m_facts;
    const PastedSources *m_sources = nullptr;
    const PastedStatistics *m_statistics = nullptr;
    const DaemonTracking *m_tracking = nullptr;
    const SourceActivityCounts *m_activity = nullptr;
    const PastedExchanges *m_exchanges = nullptr;
    const PastedSelection *m_selection = nullptr;
    const PastedAuthentication *m_authentication = nullptr;
    const ChronyServing *m_serving = nullptr;
    const HardwareClockReport *m_hardware = nullptr;
    const SmoothingReport *m_smoothing = nullptr;
    const PastedTimesync *m_timesync = nullptr;
    const PastedPeers *m_peers = nullptr;
    const PastedVariables *m_variables = nullptr;
    const PastedNtpStat *m_ntpStat = nullptr;
    std::vector<const PastedBlock *> m_units;
    std::vector<const PastedBlock *> m_configurations;
    std::vector<VerdictSource> m_claims;
};

} // namespace

DiagnosisFacts factsOf(const PastedMoment &moment, const PastedText &text)
{
    return Joiner(moment, text).facts();
}

} // namespace synchroscope
