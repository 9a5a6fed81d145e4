// SPDX-License-Identifier: GPL-3.0-or-later
#include "situations.h"

#include "core/engine/selectable.h"
#include "core/engine/seriesid.h"

#include <cmath>
#include <random>

namespace synchroscope::windowtest {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void setVerdict(Snapshot &snapshot)
{
    std::vector<VerdictSource> sources;
    for (const SourceSnapshot &source : snapshot.sources) {
        VerdictSource claim{selectable(source)};
        claim.name = source.label;
        claim.asked = source.requests > 0 || source.activity == SourceActivity::Resolving;
        claim.reached = claim.failed && cameFromServer(*source.lastOutcome);
        claim.noWay = claim.failed && (source.lastOutcome == QueryOutcome::Unreachable ||
                                       source.lastOutcome == QueryOutcome::Unresolved);
        if (claim.asked && !source.lastOutcome)
            claim.expectedAnswer = snapshot.takenAt + 2s;
        claim.measuredAt = source.lastAnswer.value_or(snapshot.takenAt);
        sources.push_back(claim);
    }
    const bool offline = snapshot.verdict.offline;
    snapshot.verdict = judge(sources, snapshot.paused, snapshot.takenAt);
    snapshot.verdict.offline = offline;
    snapshot.judgement = judgeClock(snapshot.verdict, snapshot.machine, snapshot.clock, snapshot.takenAt);
}

Snapshot snapshotOf(std::vector<SourceSnapshot> sources)
{
    Snapshot snapshot;
    snapshot.takenAt = wallClock();
    snapshot.sources = std::move(sources);
    setVerdict(snapshot);
    return snapshot;
}

DaemonReport chronyd()
{
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = wallClock();
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    daemon.process.emplace();
    daemon.process->pid = 411;
    daemon.process->startedAt = wallClock() - 3h;
    daemon.process->maySetClock = true;
    daemon.process->unit = u"chrony.service"_s;
    daemon.configuration = {{u"/etc/chrony/chrony.conf"_s, wallClock() - 48h}};
    daemon.tracking->lastUpdate = wallClock() - 50s;
    daemon.tracking->systemOffset = Offset::fromLocalMinusRemote(-38us);
    daemon.tracking->frequencyPpm = -12.345;
    daemon.tracking->rootDelay = 21ms;
    daemon.tracking->rootDispersion = 4ms;
    return daemon;
}

ClockReport clockReport()
{
    ClockReport clock;
    clock.readAt = wallClock();
    clock.kernel.emplace();
    clock.kernel->frequencyPpm = -12.345;
    clock.kernel->maximumError = 31ms;
    clock.hardware.emplace();
    clock.hardware->readAt = wallClock();
    clock.hardware->reading =
        std::chrono::local_seconds(std::chrono::floor<std::chrono::seconds>(wallClock()).time_since_epoch());
    clock.hardware->keepsLocalTime = false;
    clock.hardware->aheadOfSystem = -200ms;
    clock.zone.emplace();
    clock.zone->id = u"UTC"_s;
    clock.timedated.available = true;
    clock.timedated.readAt = wallClock();
    clock.timedated.canNetworkTime = true;
    clock.timedated.networkTimeEnabled = true;
    return clock;
}

/// The same server as its daemon sees it.
DaemonSource followed(const SourceSnapshot &watched, SourceStanding standing, char letter)
{
    DaemonSource source;
    source.name = watched.label;
    source.address = watched.address;
    source.standing = standing;
    source.letter = letter;
    source.stratum = 2;
    source.pollLog2 = 6;
    source.reach = watched.reach;
    source.lastSample = wallClock() - 50s;
    source.measured = source.adjusted = watched.estimate->offset;
    source.error = 50ms;
    source.statistics = SourceStatistics{.samples = 12,
                                         .runs = 5,
                                         .span = 11min,
                                         .standardDeviation = 420us,
                                         .frequencyPpm = -0.013,
                                         .skewPpm = 0.82,
                                         .offset = watched.estimate->offset,
                                         .offsetError = 3ms};
    return source;
}

/// Nothing has come from it without an `offset`.
DaemonSource device(const QString &name, SourceStanding standing, char letter, std::optional<Duration> offset,
                    Duration error = 600ns)
{
    DaemonSource source;
    source.name = name;
    source.mode = SourceMode::ReferenceClock;
    source.standing = standing;
    source.letter = letter;
    source.pollLog2 = 3;
    source.reach = offset ? 0377 : 0;
    if (!offset)
        return source;
    source.stratum = 0;
    source.device = u"%1 /dev/%2"_s.arg(name.left(3), name.toLower());
    source.lastSample = wallClock() - 6s;
    source.measured = source.adjusted = Offset::fromLocalMinusRemote(*offset);
    source.error = error;
    source.statistics = SourceStatistics{.samples = 20,
                                         .runs = 9,
                                         .span = 152s,
                                         .standardDeviation = error / 4,
                                         .frequencyPpm = 0.001,
                                         .skewPpm = 0.012,
                                         .offset = *source.adjusted,
                                         .offsetError = error / 8};
    return source;
}

/// It follows this source of its own.
void follow(DaemonReport &daemon, const QString &name, Duration offset, Duration rootDelay,
            Duration rootDispersion)
{
    daemon.tracking->source = name;
    daemon.tracking->lastUpdate = wallClock() - 6s;
    daemon.tracking->systemOffset = Offset::fromLocalMinusRemote(offset);
    daemon.tracking->rootDelay = rootDelay;
    daemon.tracking->rootDispersion = rootDispersion;
}

/// Answered once, after a start.
void answeredOnce(DaemonSource &source)
{
    source.standing = SourceStanding::Unusable;
    source.letter = '?';
    source.reach = 1;
    source.lastSample = wallClock() - 10s;
    source.error = 61ms;
    source.statistics = SourceStatistics{.samples = 1};
}

NamedServer named(const QString &host, DaemonKind daemon, ServerOrigin origin, ServerType type,
                  const QString &file, int line)
{
    NamedServer server;
    server.host = *parseHostSpec(host);
    server.daemon = daemon;
    server.origin = origin;
    server.type = type;
    server.file = file;
    server.line = line;
    return server;
}

} // namespace

Instant wallClock()
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

SourceId sourceId(const QString &host)
{
    return {parseHostSpec(host)->canonical()};
}

SourceSnapshot fresh(const QString &host)
{
    SourceSnapshot source;
    source.host = *parseHostSpec(host);
    source.id = SourceId{source.host.canonical()};
    source.label = source.host.typed;
    source.pollInterval = 64s;
    source.nextRequest = wallClock();
    return source;
}

SourceSnapshot answering(const QString &host, Duration offset, Duration bound)
{
    const Instant answered = wallClock() - 12s;
    SourceSnapshot source = fresh(host);
    source.address = u"192.0.2.%1"_s.arg(10 + std::abs(int(offset / 1us)) % 200);
    source.lastOutcome = QueryOutcome::Ok;
    source.reach = 0xff;
    source.requests = source.answers = 31;
    source.lastRequest = source.lastAnswer = answered;
    source.nextRequest = answered + 64s;
    source.lastSample = Sample{.offset = Offset::fromLocalMinusRemote(offset),
                               .delay = 21ms,
                               .dispersion = 2us,
                               .at = answered,
                               .raw = RawInstant(1h),
                               .rootDelay = 1ms,
                               .rootDispersion = 2ms,
                               .referenceId = 0xc0000201,
                               .stratum = 2,
                               .serverPrecision = -23,
                               .sent = Timestamping::Kernel,
                               .received = Timestamping::Kernel};
    source.estimate = SourceEstimate{.offset = source.lastSample->offset,
                                     .bound = bound,
                                     .boundToServer = bound - 2'500us,
                                     .rootDistance = 2'500us,
                                     .minimumDelay = 19'600us,
                                     .jitter = 340us,
                                     .frequencyPpm = -3.271,
                                     .skewPpm = 0.084,
                                     .samples = 31,
                                     .method = EstimateMethod::Line,
                                     .at = answered};
    return source;
}

SourceSnapshot failing(const QString &host, QueryOutcome outcome)
{
    SourceSnapshot source = fresh(host);
    source.lastOutcome = outcome;
    source.requests = 6;
    source.failingSince = wallClock() - 95s;
    source.lastRequest = wallClock() - 4s;
    source.nextRequest = wallClock() + 60s;
    if (outcome != QueryOutcome::Unresolved)
        source.address = u"198.51.100.17"_s;
    return source;
}

Snapshot nothingWatched()
{
    Snapshot snapshot = snapshotOf({});
    snapshot.machine.isComplete = true;
    return snapshot;
}

Snapshot firstStart()
{
    Snapshot snapshot = nothingWatched();
    snapshot.clock = clockReport();
    snapshot.clock->kernel->maximumError = 16s;
    snapshot.clock->timedated.networkTimeEnabled = false;
    setVerdict(snapshot);
    snapshot.discovery.finished = true;
    using enum ServerOrigin;
    using enum ServerType;
    const QString chrony = u"/etc/chrony/chrony.conf"_s;
    const QString timesyncd = u"/etc/systemd/timesyncd.conf"_s;
    snapshot.discovery.servers = {
        named(u"ntp.ubuntu.com"_s, DaemonKind::Chrony, Distribution, Pool, chrony, 18),
        named(u"0.ubuntu.pool.ntp.org"_s, DaemonKind::Chrony, Distribution, Pool, chrony, 19),
        named(u"ntp1.jst.mfeed.ad.jp"_s, DaemonKind::Chrony, Administrator, Server,
              u"/etc/chrony/sources.d/local.sources"_s, 1),
        named(u"192.168.1.1"_s, DaemonKind::Chrony, Dhcp, Server, u"/run/chrony-dhcp/eth0.sources"_s, 1),
        named(u"ntp.ubuntu.com"_s, DaemonKind::Timesyncd, Distribution, Server,
              u"/etc/systemd/timesyncd.conf.d/ubuntu.conf"_s, 2),
        named(u"fallback.example.org"_s, DaemonKind::Timesyncd, Default, Server, timesyncd, 17),
    };
    snapshot.discovery.problems = {
        {ErrorCode::FileUnreadable, u"/etc/ntpsec/ntp.conf"_s, u"Permission denied"_s}};
    return snapshot;
}

Snapshot firstStartWithNothingFound()
{
    Snapshot snapshot = nothingWatched();
    snapshot.discovery.finished = true;
    return snapshot;
}

Snapshot asking()
{
    std::vector<SourceSnapshot> sources = {fresh(u"ntp1.jst.mfeed.ad.jp"_s), fresh(u"ntp2.jst.mfeed.ad.jp"_s),
                                           fresh(u"ntp3.jst.mfeed.ad.jp"_s)};
    for (SourceSnapshot &source : sources) {
        source.requests = 1;
        source.activity = SourceActivity::Asking;
        source.address = u"210.173.160.27"_s;
    }
    return snapshotOf(sources);
}

Snapshot mixedFortunes()
{
    std::vector<SourceSnapshot> sources = {
        answering(u"ntp1.jst.mfeed.ad.jp"_s, 620us, 13'400us),
        answering(u"ntp2.jst.mfeed.ad.jp"_s, -2'910us, 12'800us),
        answering(u"ntp3.jst.mfeed.ad.jp"_s, 800us, 14'100us),
        answering(u"wrong.example.net"_s, -250ms, 15ms),
        failing(u"silent.example.net"_s, QueryOutcome::Timeout),
        failing(u"192.168.1.1"_s, QueryOutcome::Refused),
        failing(u"no-such-name.example.net"_s, QueryOutcome::Unresolved),
        failing(u"unwilling.example.net"_s, QueryOutcome::KissCode),
    };
    sources[2].reach = 0b11011111;
    sources[4].reach = 0b11111000;
    sources[7].kissCode = "DENY";
    sources[7].activity = SourceActivity::Stopped;
    return snapshotOf(sources);
}

Snapshot followedByChrony()
{
    Snapshot snapshot = mixedFortunes();
    snapshot.sources.resize(3);
    DaemonReport chrony = chronyd();
    using enum SourceStanding;
    chrony.sources = {
        followed(snapshot.sources[0], Selectable, '-'),
        followed(snapshot.sources[1], Selected, '*'),
        followed(snapshot.sources[2], Combined, '+'),
    };
    snapshot.machine.isComplete = true;
    snapshot.machine.daemons = {chrony};
    snapshot.clock = clockReport();
    setVerdict(snapshot);
    return snapshot;
}

Snapshot twoDaemons()
{
    Snapshot snapshot = followedByChrony();
    // The host's clock is 0.47 s ahead, and this one with it.
    snapshot.sources = {answering(u"ntp1.jst.mfeed.ad.jp"_s, 473'411us, 13'400us),
                        answering(u"ntp2.jst.mfeed.ad.jp"_s, 471'223us, 12'800us),
                        answering(u"ntp3.jst.mfeed.ad.jp"_s, 472'637us, 14'100us)};
    DaemonReport hidden = chronyd();
    hidden.process.reset();
    hidden.configuration.clear();
    hidden.sources = {device(u"PHC0"_s, SourceStanding::Selected, '*', 400ns)};
    follow(hidden, u"PHC0"_s, 400ns, 0ns, 700ns);
    DaemonReport configured = chronyd();
    configured.instance = 1;
    configured.tracking = DaemonTracking{};
    configured.process->startedAt = wallClock() - 20s;
    for (const SourceSnapshot &watched : snapshot.sources) {
        configured.sources.push_back(followed(watched, SourceStanding::Unusable, '?'));
        answeredOnce(configured.sources.back());
    }
    snapshot.machine.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL 2"_s, .cloud = {}};
    snapshot.machine.daemons = {hidden, configured};
    setVerdict(snapshot);
    return snapshot;
}

Snapshot gpsReceiver()
{
    using enum SourceStanding;
    Snapshot snapshot = followedByChrony();
    snapshot.sources = {answering(u"ntp1.jst.mfeed.ad.jp"_s, 310us, 9'400us),
                        answering(u"ntp2.jst.mfeed.ad.jp"_s, -420us, 8'800us),
                        answering(u"ntp3.jst.mfeed.ad.jp"_s, 150us, 9'900us)};
    DaemonReport &chrony = snapshot.machine.daemons[0];
    chrony.sources = {
        device(u"GPS0"_s, Falseticker, 'x', -143ms, 40ms),
        device(u"PPS0"_s, Selected, '*', 120ns),
        device(u"PHC0"_s, Unusable, '?', std::nullopt),
    };
    chrony.sources[0].deviceName = u"SHM 0"_s;
    chrony.sources[1].device = u"/dev/pps0"_s;
    follow(chrony, u"PPS0"_s, 40ns, 1ns, 700ns);
    for (const SourceSnapshot &watched : snapshot.sources)
        chrony.sources.push_back(followed(watched, Selectable, '-'));
    for (int i = 0; i < 4; ++i) {
        DaemonSource member =
            followed(answering(u"2.debian.pool.ntp.org"_s, 300us * i - 400us, 9ms), Selectable, '-');
        member.ordinal = i;
        member.isOfPool = true;
        member.address = u"203.0.113.%1"_s.arg(20 + i);
        chrony.sources.push_back(member);
    }
    DaemonSource unresolved;
    unresolved.name = u"ntp.example.org"_s;
    unresolved.resolved = false;
    unresolved.pollLog2 = 6;
    unresolved.reach = 0;
    chrony.sources.push_back(unresolved);
    DaemonSource router = followed(answering(u"192.168.1.1"_s, 900us, 4ms), Selectable, '-');
    router.address = u"192.168.1.1"_s;
    chrony.sources.push_back(router);
    setVerdict(snapshot);
    return snapshot;
}

Snapshot unwatched()
{
    Snapshot snapshot = gpsReceiver();
    snapshot.sources.clear();
    setVerdict(snapshot);
    return snapshot;
}

Snapshot gpsWithoutNetwork()
{
    Snapshot snapshot = gpsReceiver();
    DaemonReport &chrony = snapshot.machine.daemons[0];
    std::erase_if(chrony.sources, [](const DaemonSource &source) {
        return source.mode != SourceMode::ReferenceClock || source.name == u"PHC0"_s;
    });
    snapshot.sources = {failing(u"ntp1.jst.mfeed.ad.jp"_s, QueryOutcome::Unreachable)};
    snapshot.verdict.offline = true;
    setVerdict(snapshot);
    snapshot.judgement.ofDeviceOnly = true;
    return snapshot;
}

Snapshot gatheringPool()
{
    Snapshot snapshot = followedByChrony();
    snapshot.sources = {answering(u"time.example.net"_s, 5'200us, 21ms)};
    DaemonReport &chrony = snapshot.machine.daemons[0];
    chrony.process->startedAt = wallClock() - 25s;
    chrony.tracking = DaemonTracking{};
    chrony.sources.clear();
    for (int i = 0; i < 4; ++i) {
        DaemonSource member = followed(answering(u"2.debian.pool.ntp.org"_s, 300us * i + 4'800us, 9ms),
                                       SourceStanding::Unusable, '?');
        answeredOnce(member);
        member.ordinal = i;
        member.isOfPool = true;
        member.address = u"203.0.113.%1"_s.arg(20 + i);
        chrony.sources.push_back(member);
    }
    setVerdict(snapshot);
    return snapshot;
}

Snapshot silentDaemon()
{
    Snapshot snapshot = followedByChrony();
    DaemonReport &chrony = snapshot.machine.daemons[0];
    chrony.answer = DaemonAnswer::Silent;
    chrony.readAt = chrony.silentSince = wallClock() - 40min;
    for (DaemonSource &source : chrony.sources)
        source.lastSample = wallClock() - 40min - 20s;
    chrony.tracking->lastUpdate = wallClock() - 40min - 20s;
    snapshot.clock->kernel->maximumError = 1'250ms;
    setVerdict(snapshot);
    return snapshot;
}

Snapshot editedConfiguration()
{
    Snapshot snapshot = followedByChrony();
    snapshot.machine.daemons[0].configuration[0].changedAt = wallClock() - 5min;
    setVerdict(snapshot);
    return snapshot;
}

Snapshot nobodyAnswers()
{
    std::vector<SourceSnapshot> sources = {failing(u"ntp1.jst.mfeed.ad.jp"_s, QueryOutcome::Timeout),
                                           failing(u"ntp2.jst.mfeed.ad.jp"_s, QueryOutcome::Unreachable),
                                           failing(u"ntp3.jst.mfeed.ad.jp"_s, QueryOutcome::Unresolved)};
    sources[1].systemReason = u"Network is unreachable"_s;
    return snapshotOf(sources);
}

Snapshot offline()
{
    const Instant lost = wallClock() - 14min;
    Snapshot snapshot = followedByChrony();
    snapshot.sources = {answering(u"ntp1.jst.mfeed.ad.jp"_s, 1'200us, 20ms),
                        answering(u"ntp2.jst.mfeed.ad.jp"_s, -300us, 21ms),
                        answering(u"ntp3.jst.mfeed.ad.jp"_s, 810us, 22ms)};
    DaemonReport &chrony = snapshot.machine.daemons[0];
    chrony.sources.clear();
    Duration earlier{};
    for (SourceSnapshot &source : snapshot.sources) {
        chrony.sources.push_back(followed(source, SourceStanding::Unusable, '?'));
        chrony.sources.back().reach = 0;
        chrony.sources.back().lastSample = lost;
        source.lastOutcome = QueryOutcome::Unreachable;
        source.systemReason = u"Network is unreachable"_s;
        source.reach = 0;
        source.failingSince = lost + 50s;
        source.lastAnswer = source.lastSample->at = source.estimate->at = lost - earlier;
        earlier += 1s;
    }
    chrony.activity = SourceActivityCounts{.offline = 3};
    chrony.tracking->lastUpdate = lost;
    snapshot.clock->kernel->maximumError = 450ms;
    snapshot.verdict.offline = true;
    setVerdict(snapshot);
    return snapshot;
}

Snapshot noDaemon()
{
    Snapshot snapshot = followedByChrony();
    snapshot.machine.daemons.clear();
    snapshot.clock->kernel->maximumError = 16s;
    snapshot.clock->timedated.networkTimeEnabled = false;
    setVerdict(snapshot);
    return snapshot;
}

Snapshot cloudMachine()
{
    Snapshot snapshot = followedByChrony();
    snapshot.machine.host = {
        .kind = HostMachine::Kind::VirtualMachine, .name = u"KVM"_s, .cloud = u"Amazon EC2"_s};
    setVerdict(snapshot);
    return snapshot;
}

Snapshot wsl()
{
    Snapshot snapshot = followedByChrony();
    snapshot.machine.daemons.clear();
    snapshot.machine.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL 2"_s, .cloud = {}};
    snapshot.clock->hardware.reset();
    setVerdict(snapshot);
    return snapshot;
}

Snapshot container()
{
    Snapshot snapshot = followedByChrony();
    snapshot.machine.daemons.clear();
    snapshot.machine.host = {.kind = HostMachine::Kind::Container, .name = u"Docker"_s, .cloud = {}};
    snapshot.clock->hardware.reset();
    setVerdict(snapshot);
    return snapshot;
}

Snapshot paused()
{
    Snapshot snapshot = mixedFortunes();
    snapshot.paused = true;
    for (SourceSnapshot &source : snapshot.sources)
        source.activity = SourceActivity::Paused;
    setVerdict(snapshot);
    return snapshot;
}

Snapshot demonstration()
{
    std::vector<SourceSnapshot> sources = {
        answering(u"127.0.0.1:40001"_s, 12us, 310us),         answering(u"127.0.0.1:40002"_s, -31us, 290us),
        answering(u"127.0.0.1:40003"_s, 4us, 350us),          answering(u"127.0.0.1:40004"_s, -250ms, 320us),
        answering(u"127.0.0.1:40005"_s, -1'900us, 330us),     answering(u"127.0.0.1:40006"_s, 210us, 2'600us),
        failing(u"127.0.0.1:40007"_s, QueryOutcome::Timeout),
    };
    const QStringList labels = {u"Good 1"_s, u"Good 2"_s,  u"Good 3"_s,         u"250 ms ahead"_s,
                                u"Drifts"_s, u"Jittery"_s, u"Silent at times"_s};
    for (size_t i = 0; i < sources.size(); ++i) {
        sources[i].label = labels[static_cast<qsizetype>(i)];
        sources[i].address = u"127.0.0.1"_s;
        sources[i].pollInterval = 1s;
    }
    Snapshot snapshot = snapshotOf(sources);
    snapshot.demonstration = true;
    return snapshot;
}

Snapshot troubled()
{
    Snapshot snapshot = mixedFortunes();
    const QString label(62, u'x');
    snapshot.sources[0] = answering(u"%1.%1.%1.%1"_s.arg(label), 620us, 9ms);
    setVerdict(snapshot);
    snapshot.problems = {{ErrorCode::HistoryUnwritable,
                          u"/home/user/.local/share/synchroscope/history.sqlite"_s,
                          u"database or disk is full"_s}};
    return snapshot;
}

namespace {

/// How a series of a snapshot looks.
struct Shape
{
    Duration centre{};
    double spread = 4e5; ///< nanoseconds
    Duration bound = 13ms;
    Instant end = wallClock();
    Duration span = 1h;
};

std::optional<Shape> shapeOf(const SourceId &id, const Snapshot &snapshot)
{
    for (const SourceSnapshot &source : snapshot.sources) {
        if (source.id == id && source.estimate)
            return Shape{source.estimate->offset.localMinusRemote(), 4e5, source.estimate->bound,
                         *source.lastAnswer};
    }
    for (const DaemonReport &daemon : snapshot.machine.daemons) {
        if (!daemon.tracking)
            continue;
        const Instant end = daemon.readAt.value_or(wallClock());
        if (daemon.tracking->synchronised) {
            const DaemonTracking &tracking = *daemon.tracking;
            if (id == seriesId(daemon, TrackingQuantity::Frequency))
                return Shape{-12'345ns, 120, 0ns, end};
            if (id == seriesId(daemon, TrackingQuantity::RootDelay) ||
                id == seriesId(daemon, TrackingQuantity::RootDispersion))
                return Shape{21ms, 3e5, 0ns, end};
            if (id == seriesId(daemon, TrackingQuantity::SystemOffset))
                return Shape{tracking.systemOffset->localMinusRemote(), 3e4,
                             *tracking.rootDelay / 2 + *tracking.rootDispersion, end};
        }
        for (const DaemonSource &source : daemon.sources) {
            if (id == seriesId(daemon, source) && source.adjusted)
                return Shape{source.adjusted->localMinusRemote(),
                             double(source.statistics->standardDeviation.count()), *source.error,
                             *source.lastSample, source.statistics->samples == 1 ? 0s : Duration(1h)};
        }
    }
    return std::nullopt;
}

} // namespace

SeriesReply seriesFor(const SeriesRequest &request, const Snapshot &snapshot)
{
    SeriesReply reply{
        .id = request.id, .quantity = request.quantity, .from = request.from, .to = request.to, .series = {}};
    std::mt19937 random(7);
    for (const SourceId &id : request.sources) {
        Series series{.source = id, .points = {}};
        if (const std::optional<Shape> shape = shapeOf(id, snapshot)) {
            std::normal_distribution<double> noise(0, shape->spread);
            for (Instant at = shape->end - shape->span; at <= shape->end; at += 64s)
                series.points.push_back({.at = at,
                                         .value = shape->centre + Duration(qint64(noise(random))),
                                         .bound = shape->bound,
                                         .gapBefore = false});
        }
        reply.series.push_back(series);
    }
    return reply;
}

} // namespace synchroscope::windowtest
