// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablefixture.h"

namespace synchroscope::tabletest {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SourceId idOf(const QString &host)
{
    return {parseHostSpec(host)->canonical()};
}

SourceSnapshot freshSource(const QString &host)
{
    SourceSnapshot source;
    source.host = *parseHostSpec(host);
    source.id = SourceId{source.host.canonical()};
    source.label = source.host.typed;
    source.pollInterval = 64s;
    return source;
}

SourceSnapshot answeringSource(const QString &host, Duration offset, Duration ago)
{
    SourceSnapshot source = freshSource(host);
    source.address = u"192.0.2.1"_s;
    source.lastOutcome = QueryOutcome::Ok;
    source.reach = 0b11101111;
    source.requests = 31;
    source.answers = 30;
    source.lastRequest = source.lastAnswer = now - ago;
    source.nextRequest = now - ago + 64s;
    source.lastSample = Sample{.offset = Offset::fromLocalMinusRemote(offset),
                               .delay = 21ms,
                               .dispersion = 2us,
                               .at = now - ago,
                               .raw = RawInstant(1h),
                               .rootDelay = 1ms,
                               .rootDispersion = 2ms,
                               .referenceId = 0xc0000207,
                               .stratum = 2,
                               .serverPrecision = -23,
                               .sent = Timestamping::Kernel,
                               .received = Timestamping::Kernel};
    source.estimate = SourceEstimate{.offset = source.lastSample->offset,
                                     .bound = 13ms,
                                     .boundToServer = 10'500us,
                                     .rootDistance = 2'500us,
                                     .minimumDelay = 20ms,
                                     .jitter = 340us,
                                     .frequencyPpm = -3.271,
                                     .skewPpm = 0.084,
                                     .samples = 30,
                                     .method = EstimateMethod::Line,
                                     .at = now - ago};
    return source;
}

DaemonSource followedSource(const QString &name, const QString &address)
{
    DaemonSource source;
    source.name = name;
    source.address = address;
    source.resolved = !address.isEmpty();
    source.reach = 0377;
    source.pollLog2 = 6;
    source.lastSample = now - 20s;
    source.adjusted = source.measured = Offset::fromLocalMinusRemote(1ms);
    source.error = 5ms;
    return source;
}

DaemonReport chronyd(std::vector<DaemonSource> sources)
{
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.sources = std::move(sources);
    return daemon;
}

SnapshotPtr snapshotOf(std::vector<SourceSnapshot> sources, std::vector<DaemonReport> daemons)
{
    Snapshot snapshot;
    snapshot.takenAt = now;
    snapshot.sources = std::move(sources);
    snapshot.machine.isComplete = true;
    snapshot.machine.daemons = std::move(daemons);
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

} // namespace synchroscope::tabletest
