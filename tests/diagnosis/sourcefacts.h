// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnose.h"

#include <algorithm>

/// Facts of computers on which all is well, for tests that spoil one thing.
namespace synchroscope::sourcefacts {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline constexpr Instant now{1'800'000'000s};

inline Offset ahead(Duration by)
{
    return Offset::fromLocalMinusRemote(by);
}

inline HostSpec host(const QString &name)
{
    return {.host = name, .port = ntpPort, .typed = name};
}

inline DaemonSource server(const QString &name, const QString &address,
                           SourceStanding standing = SourceStanding::Combined)
{
    DaemonSource source;
    source.name = name;
    source.address = address;
    source.standing = standing;
    source.letter = '+';
    source.stratum = 2;
    source.pollLog2 = 6;
    source.reach = 0377;
    source.lastSample = now - 20s;
    source.measured = ahead(1ms);
    source.adjusted = ahead(1ms);
    source.error = 20ms;
    source.statistics = SourceStatistics{.samples = 12, .span = 700s, .standardDeviation = 200us};
    return source;
}

/// Nothing of it was ever heard.
inline DaemonSource unheard(const QString &name, const QString &address)
{
    DaemonSource source = server(name, address, SourceStanding::Unusable);
    source.letter = '?';
    source.reach = 0;
    source.stratum = 0;
    source.lastSample.reset();
    source.measured.reset();
    source.adjusted.reset();
    source.error.reset();
    source.statistics.reset();
    return source;
}

inline DaemonSource device(const QString &name, SourceStanding standing)
{
    DaemonSource source = server(name, {}, standing);
    source.mode = SourceMode::ReferenceClock;
    source.stratum = 0;
    source.pollLog2 = 4;
    source.lastSample = now - 11s;
    source.adjusted = ahead(200ns);
    source.error = 600ns;
    return source;
}

/// Without sources.
inline DaemonReport daemon(DaemonKind kind = DaemonKind::Chrony)
{
    DaemonReport report;
    report.kind = kind;
    report.version = u"4.3"_s;
    report.answer = DaemonAnswer::Answering;
    report.readAt = now - 1s;
    report.process = DaemonProcess();
    report.process->kind = kind;
    report.process->maySetClock = true;
    report.process->startedAt = now - 5h;
    report.tracking = DaemonTracking();
    report.tracking->synchronised = true;
    report.tracking->systemOffset = ahead(20us);
    report.tracking->rootDelay = 10ms;
    report.tracking->rootDispersion = 2ms;
    report.tracking->leap = LeapIndicator::NoWarning;
    report.tracking->lastUpdate = now - 21s;
    return report;
}

inline const QStringList addresses{u"192.0.2.1"_s, u"198.51.100.2"_s, u"203.0.113.3"_s, u"192.0.2.4"_s};

inline QString nameOfServer(qsizetype number)
{
    return QString(QChar(ushort(u'a' + number))) + u".example"_s;
}

/// Four servers of chrony, of which the first is followed.
inline DaemonReport chrony()
{
    DaemonReport report = daemon();
    for (qsizetype i = 0; i < addresses.size(); ++i)
        report.sources.push_back(server(nameOfServer(i), addresses[i]));
    report.sources[0].standing = SourceStanding::Selected;
    report.tracking->source = report.sources[0].name;
    report.tracking->referenceId = u"C0000201"_s;
    report.activity = SourceActivityCounts{.online = 4};
    return report;
}

/// A server that we ask ourselves, and that answers.
inline ServerMeasurement measured(qsizetype number)
{
    ServerMeasurement measurement;
    measurement.host = host(nameOfServer(number));
    measurement.address = addresses[number];
    measurement.lastOutcome = QueryOutcome::Ok;
    measurement.reach = 0377;
    measurement.requests = 40;
    measurement.answers = 40;
    measurement.lastAnswer = now - 10s;
    measurement.answeringSince = now - 40min;
    measurement.pollInterval = 64s;
    Sample sample{.offset = ahead(1ms),
                  .delay = 8ms,
                  .dispersion = 1ms,
                  .at = now - 10s,
                  .raw = {},
                  .rootDelay = 1ms,
                  .rootDispersion = 1ms,
                  .stratum = 2};
    measurement.lastSample = sample;
    measurement.estimate = SourceEstimate{.offset = ahead(1ms),
                                          .bound = 12ms,
                                          .boundToServer = 10ms,
                                          .rootDistance = 2ms,
                                          .minimumDelay = 8ms,
                                          .jitter = 100us,
                                          .samples = 8,
                                          .at = now};
    measurement.use = SourceUse::Combined;
    return measurement;
}

inline void silence(ServerMeasurement &measurement, Duration since,
                    QueryOutcome outcome = QueryOutcome::Timeout)
{
    measurement.lastOutcome = outcome;
    measurement.reach = 0;
    measurement.failingSince = now - since;
    measurement.lastAnswer = now - since - 64s;
    measurement.use = SourceUse::Stale;
}

inline Verdict agreeing(Duration offset, int servers = 4)
{
    Verdict verdict;
    verdict.state = VerdictState::Compared;
    verdict.offset = ahead(offset);
    verdict.bound = 12ms;
    verdict.asked = servers;
    verdict.answering = servers;
    verdict.agreeing = servers;
    return verdict;
}

inline DiagnosisFacts withDaemon(const DaemonReport &report)
{
    DiagnosisFacts facts;
    facts.now = now;
    facts.startedAt = now - 6h;
    facts.machine.isComplete = true;
    facts.machine.daemons = {report};
    return facts;
}

/// chrony with four servers, which we ask too.
inline DiagnosisFacts healthy()
{
    DiagnosisFacts facts = withDaemon(chrony());
    for (qsizetype i = 0; i < addresses.size(); ++i)
        facts.measured.push_back(measured(i));
    facts.verdict = agreeing(1ms);
    return facts;
}

inline DiagnosisFacts timesyncdAlone()
{
    DaemonReport report = daemon(DaemonKind::Timesyncd);
    report.version.clear();
    DaemonSource source = server(u"2.debian.pool.ntp.org"_s, u"192.0.2.1"_s, SourceStanding::Selected);
    source.reach.reset();
    source.pollLog2 = 11;
    source.lastSample = now - 1800s;
    source.statistics.reset();
    source.rootDelay = 10ms;
    source.rootDispersion = 3ms;
    source.leap = LeapIndicator::NoWarning;
    DaemonSource spare = unheard(u"3.debian.pool.ntp.org"_s, {});
    spare.reach.reset();
    spare.letter = ' ';
    report.sources = {source, spare};
    return withDaemon(report);
}

/// A receiver's pulse is followed; ten servers and the receiver's own time stand beside it.
inline DiagnosisFacts receiverWithTwelveSources()
{
    DaemonReport report = daemon();
    report.sources = {device(u"PPS0"_s, SourceStanding::Selected),
                      device(u"GPS0"_s, SourceStanding::Unusable)};
    report.sources[1].adjusted = ahead(90ms); // noselect: a serial line is late
    for (int i = 0; i < 10; ++i)
        report.sources.push_back(
            server(u"s%1.example"_s.arg(i), u"192.0.2.%1"_s.arg(10 + i), SourceStanding::Selectable));
    report.tracking->source = u"PPS0"_s;
    report.tracking->referenceId = u"50505330"_s;
    report.activity = SourceActivityCounts{.online = 10};
    return withDaemon(report);
}

inline LogLine logLine(LogEvent event, const QString &subject, const QString &message = {})
{
    LogLine line;
    line.event = event;
    line.subject = subject;
    line.message = message;
    line.at = now - 1min;
    line.daemon = DaemonKind::Chrony;
    return line;
}

inline std::vector<Finding> findingsOf(const DiagnosisFacts &facts)
{
    std::vector<Finding> findings;
    findAboutSources(facts, findings);
    return findings;
}

/// The first of that kind; an empty one if there is none.
inline Finding findingOf(const DiagnosisFacts &facts, FindingId id)
{
    const std::vector<Finding> findings = findingsOf(facts);
    const auto found = std::ranges::find(findings, id, &Finding::id);
    return found == findings.end() ? Finding{} : *found;
}

inline bool isFound(const DiagnosisFacts &facts, FindingId id)
{
    return std::ranges::count(findingsOf(facts), id, &Finding::id) > 0;
}

} // namespace synchroscope::sourcefacts
