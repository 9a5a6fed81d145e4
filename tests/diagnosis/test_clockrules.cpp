// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/rules/clockrules.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant now{2'000'000'000s};

Offset off(Duration localMinusRemote)
{
    return Offset::fromLocalMinusRemote(localMinusRemote);
}

DaemonSource source(const QString &name, Duration offset, Duration error,
                    SourceStanding standing = SourceStanding::Combined)
{
    DaemonSource source;
    source.name = name;
    source.standing = standing;
    source.reach = quint8(0377);
    source.pollLog2 = 6;
    source.lastSample = now - 20s;
    source.adjusted = off(offset);
    source.error = error;
    return source;
}

DaemonSource hostsClock(Duration offset, Duration error)
{
    DaemonSource device = source(u"PHC0"_s, offset, error, SourceStanding::Selected);
    device.mode = SourceMode::ReferenceClock;
    device.pollLog2 = 3;
    return device;
}

/// A daemon that has followed a server for an hour.
DaemonReport following(DaemonKind kind = DaemonKind::Chrony, Duration offset = 100us)
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now - 1s;
    daemon.process.emplace();
    daemon.process->kind = kind;
    daemon.process->maySetClock = true;
    daemon.process->startedAt = now - 1h;
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    daemon.tracking->source = u"192.0.2.1"_s;
    daemon.tracking->systemOffset = off(offset);
    daemon.tracking->rootDelay = 10ms;
    daemon.tracking->rootDispersion = 2ms;
    daemon.tracking->frequencyPpm = -12.5;
    daemon.tracking->skewPpm = 0.05;
    daemon.tracking->lastUpdate = now - 60s;
    daemon.sources = {source(u"a.example"_s, offset, 7ms, SourceStanding::Selected)};
    daemon.configuration = {{.path = u"/etc/chrony/chrony.conf"_s, .changedAt = now - 48h}};
    return daemon;
}

ServerConfiguration configured(DaemonKind kind, const QByteArray &text)
{
    auto files = std::make_shared<NamedServers>();
    files->texts = {{.path = u"/etc/chrony/chrony.conf"_s, .part = ConfigPart::Main, .text = text}};
    ServerConfiguration configuration;
    configuration.daemon = kind;
    configuration.isRunning = true;
    configuration.files = files;
    return configuration;
}

/// Three servers that were asked here, of which so many contradict.
void measure(DiagnosisFacts &facts, Duration offset, Duration bound, int contradicting = 0)
{
    facts.measured.clear();
    for (const QString &name : {u"a.example"_s, u"b.example"_s, u"c.example"_s}) {
        ServerMeasurement server;
        server.label = name;
        server.requests = 8;
        server.answers = 8;
        server.lastAnswer = now - 5s;
        server.estimate.emplace(SourceEstimate{.offset = off(offset),
                                               .bound = bound,
                                               .boundToServer = bound,
                                               .rootDistance = {},
                                               .minimumDelay = bound,
                                               .jitter = {},
                                               .at = now - 5s});
        server.use = SourceUse::Combined;
        facts.measured.push_back(server);
    }
    facts.verdict.state = VerdictState::Compared;
    facts.verdict.asked = facts.verdict.total = facts.verdict.answering = 3;
    facts.verdict.agreeing = 3 - contradicting;
    facts.verdict.contradicting = contradicting;
    facts.verdict.isDisputed = contradicting > 1;
    facts.verdict.source = u"a.example"_s;
    facts.verdict.offset = off(offset);
    facts.verdict.bound = bound;
    facts.verdict.measuredAt = now - 5s;
}

/// Everything in order: chronyd as Debian starts it, its servers and ours agree.
DiagnosisFacts healthy()
{
    DiagnosisFacts facts;
    facts.now = now;
    facts.startedAt = now - 48h;
    facts.machine.isComplete = true;
    facts.machine.daemons = {following()};
    facts.configurations = {configured(DaemonKind::Chrony, "pool a.example iburst\nmakestep 1 3\nrtcsync\n")};
    facts.clock.emplace();
    facts.clock->readAt = now;
    facts.clock->startedAt = facts.startedAt;
    facts.clock->steeredAt = now - 60s;
    facts.clock->kernel.emplace();
    facts.clock->kernel->maximumError = 40ms;
    facts.clock->kernel->frequencyPpm = -12.5;
    facts.clock->zone.emplace();
    facts.clock->zone->id = u"Asia/Tokyo"_s;
    facts.clock->zone->utcOffset = 9h;
    facts.clock->timedated.available = true;
    facts.clock->timedated.readAt = now;
    facts.clock->timedated.localRtc = false;
    facts.clock->timedated.canNetworkTime = true;
    facts.clock->timedated.networkTimeEnabled = true;
    facts.clock->hardware.emplace();
    facts.clock->hardware->device = u"rtc0"_s;
    facts.clock->hardware->readAt = now;
    facts.clock->hardware->reading = std::chrono::local_seconds(2'000'000'000s);
    facts.clock->hardware->keepsLocalTime = false;
    facts.clock->hardware->aheadOfSystem = 300ms;
    measure(facts, 1ms, 20ms);
    return facts;
}

using Change = std::function<void(DiagnosisFacts &)>;

std::vector<Finding> found(DiagnosisFacts facts, const Change &change, bool judges = true)
{
    change(facts);
    if (judges)
        facts.judgement = judgeClock(facts.verdict, facts.machine, facts.clock, facts.now, facts.limits);
    std::vector<Finding> findings;
    findAboutClock(facts, findings);
    return findings;
}

const Finding *of(const std::vector<Finding> &findings, FindingId id)
{
    const auto finding = std::ranges::find(findings, id, &Finding::id);
    return finding == findings.end() ? nullptr : &*finding;
}

QStringList namesOf(const std::vector<Finding> &findings)
{
    QStringList names;
    for (const Finding &finding : findings)
        names.append(findingName(finding.id) + u'/' + severityName(finding.severity));
    names.sort();
    return names;
}

bool offers(const Finding &finding, FindingAction::Kind kind)
{
    return std::ranges::any_of(finding.actions,
                               [kind](const FindingAction &action) { return action.kind == kind; });
}

bool offersStep(const Finding &finding, DaemonKind daemon = DaemonKind::Chrony)
{
    return std::ranges::any_of(finding.actions, [daemon](const FindingAction &action) {
        return action.kind == FindingAction::Kind::Command &&
               action.command == DaemonCommand{DaemonCommand::Kind::Step, daemon};
    });
}

ClockEvent happened(ClockEvent::Kind kind, Duration ago, Duration lasted, Duration moved = {})
{
    return {.kind = kind, .at = now - ago, .lasted = lasted, .moved = moved};
}

/// What a paste has: no process, no measurement.
DiagnosisFacts pasted(const std::vector<DaemonSource> &sources)
{
    DiagnosisFacts facts;
    facts.now = now;
    facts.isPasted = true;
    DaemonReport daemon;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now;
    daemon.sources = sources;
    facts.machine.daemons = {daemon};
    return facts;
}

/// timedatectl's output alone.
void addTimedatectl(DiagnosisFacts &facts, bool synchronised, std::chrono::seconds zone = 9h)
{
    facts.clock.emplace();
    facts.clock->readAt = facts.now;
    facts.clock->zone.emplace();
    facts.clock->zone->id = u"Asia/Tokyo"_s;
    facts.clock->zone->utcOffset = zone;
    facts.clock->timedated.available = true;
    facts.clock->timedated.synchronised = synchronised;
    facts.clock->timedated.localRtc = false;
    facts.clock->hardware.emplace();
    facts.clock->hardware->keepsLocalTime = false;
    facts.clock->hardware->aheadOfSystem = 0s;
}

} // namespace

Q_DECLARE_METATYPE(Change)

/// The rules about the clock itself: facts in, findings out.
class TestClockRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyMachinesRaiseNothing_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
        row("chrony", [](DiagnosisFacts &) {});
        row("timesyncd", [](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Timesyncd, 15ms)};
            facts.configurations = {configured(DaemonKind::Timesyncd, "[Time]\nNTP=a.example\n")};
            facts.clock->kernel->status = KernelStatusBit::Pll;
            facts.clock->kernel->offset = off(12ms);
        });
        row("NTPsec", [](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Ntpsec)};
            facts.configurations = {configured(DaemonKind::Ntpsec, "server a.example\n")};
        });
        row("a zone with 45 minutes",
            [](DiagnosisFacts &facts) { facts.clock->zone->utcOffset = 5h + 45min; });
        row("just started", [](DiagnosisFacts &facts) {
            facts.startedAt = now - 20s;
            facts.machine.daemons[0].process->startedAt = now - 15s;
            facts.clockEvents = {happened(ClockEvent::Kind::Stepped, 9s, {}, 40s)};
        });
        row("slept and woke", [](DiagnosisFacts &facts) {
            facts.clockEvents = {happened(ClockEvent::Kind::Suspended, 5min, 9h)};
        });
        row("paused, and mended since", [](DiagnosisFacts &facts) {
            facts.clockEvents = {happened(ClockEvent::Kind::Paused, 2h, 362s, -362s)};
        });
        row("a virtual machine at its host's clock, confirmed", [](DiagnosisFacts &facts) {
            facts.machine.host.kind = HostMachine::Kind::VirtualMachine;
            facts.machine.daemons[0].sources.push_back(hostsClock(2us, 1us));
        });
        row("a container", [](DiagnosisFacts &facts) {
            facts.machine = {};
            facts.machine.host.kind = HostMachine::Kind::Container;
            facts.clock->kernel.reset();
            facts.clock->hardware.reset();
            facts.clockEvents = {happened(ClockEvent::Kind::Stepped, 1min, {}, 2s)};
        });
        row("nothing known", [](DiagnosisFacts &facts) { facts = {}; });
    }
    void healthyMachinesRaiseNothing()
    {
        QFETCH(Change, change);
        QStringList troubles = namesOf(found(healthy(), change));
        troubles.removeIf([](const QString &name) { return name.endsWith("/info"_L1); });
        QCOMPARE(troubles, QStringList());
    }

    void clockOff_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("severity");
        const auto row = [](const char *name, const QString &severity, const Change &change) {
            QTest::newRow(name) << change << severity;
        };
        row("right", {}, [](DiagnosisFacts &) {});
        row("beyond", u"warning"_s, [](DiagnosisFacts &facts) { measure(facts, 600ms, 50ms); });
        row("behind", u"warning"_s, [](DiagnosisFacts &facts) { measure(facts, -600ms, 50ms); });
        row("not for certain", {}, [](DiagnosisFacts &facts) { measure(facts, 600ms, 101ms); });
        row("the story's 0.47 s", {}, [](DiagnosisFacts &facts) { measure(facts, 471ms, 59ms); });
        row("critical", u"critical"_s, [](DiagnosisFacts &facts) { measure(facts, 6s, 50ms); });
        row("critical not for certain", u"warning"_s,
            [](DiagnosisFacts &facts) { measure(facts, 5030ms, 50ms); });
        row("other limits", u"critical"_s, [](DiagnosisFacts &facts) {
            facts.limits = preciseLimits;
            measure(facts, 30ms, 5ms);
        });
        row("one of three contradicts", u"critical"_s,
            [](DiagnosisFacts &facts) { measure(facts, 20s, 50ms, 1); });
        row("no majority", {}, [](DiagnosisFacts &facts) { measure(facts, 20s, 50ms, 2); });
        row("one server against the daemon", {}, [](DiagnosisFacts &facts) {
            measure(facts, 20s, 50ms);
            facts.measured.resize(1);
            facts.verdict.agreeing = facts.verdict.answering = facts.verdict.asked = 1;
        });
        row("a daemon's claim", u"critical"_s, [](DiagnosisFacts &facts) {
            facts.verdict = {};
            facts.measured.clear();
            facts.machine.daemons = {following(DaemonKind::Chrony, 20s)};
        });
        row("a claim without an error", {}, [](DiagnosisFacts &facts) {
            facts.verdict = {};
            facts.measured.clear();
            facts.machine.daemons = {following(DaemonKind::OpenNtpd, 20s)};
            facts.machine.daemons[0].tracking->rootDelay.reset();
            facts.machine.daemons[0].tracking->rootDispersion.reset();
        });
        row("quarter hours", {}, [](DiagnosisFacts &facts) { measure(facts, 9h, 50ms); });
        row("a pause", {}, [](DiagnosisFacts &facts) {
            measure(facts, -362s, 50ms);
            facts.clockEvents = {happened(ClockEvent::Kind::Paused, 1min, 362s, -362s)};
        });
        row("a pause of another length", u"critical"_s, [](DiagnosisFacts &facts) {
            measure(facts, -362s, 50ms);
            facts.clockEvents = {happened(ClockEvent::Kind::Paused, 1min, 20s, -20s)};
        });
    }
    void clockOff()
    {
        QFETCH(Change, change);
        QFETCH(QString, severity);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::ClockOff);
        QCOMPARE(finding ? severityName(finding->severity) : QString(), severity);
        if (!finding)
            return;
        QVERIFY(finding->offset && finding->bound && *finding->bound < finding->offset->magnitude());
        QVERIFY(!finding->names.isEmpty());
        QVERIFY(!finding->evidence.empty());
        QCOMPARE(offersStep(*finding), true);
    }

    void whoCanStep_data()
    {
        QTest::addColumn<DaemonKind>("kind");
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<bool>("leavesClockAlone");
        QTest::addColumn<bool>("expected");
        QTest::newRow("chrony") << DaemonKind::Chrony << 300 << false << true;
        QTest::newRow("timesyncd") << DaemonKind::Timesyncd << 500 << false << true;
        QTest::newRow("timesyncd, behind") << DaemonKind::Timesyncd << -500 << false << true;
        QTest::newRow("timesyncd slews it") << DaemonKind::Timesyncd << 300 << false << false;
        QTest::newRow("timesyncd may not") << DaemonKind::Timesyncd << 500 << true << false;
        QTest::newRow("NTPsec") << DaemonKind::Ntpsec << 500 << false << false;
    }
    void whoCanStep()
    {
        QFETCH(DaemonKind, kind);
        QFETCH(int, milliseconds);
        QFETCH(bool, leavesClockAlone);
        const std::vector<Finding> findings = found(healthy(), [&](DiagnosisFacts &facts) {
            facts.limits = standardLimits;
            facts.machine.daemons = {following(kind)};
            facts.machine.daemons[0].process->leavesClockAlone = leavesClockAlone;
            facts.configurations.clear();
            measure(facts, milliseconds * 1ms, 10ms);
        });
        const Finding *finding = of(findings, FindingId::ClockOff);
        QVERIFY(finding);
        QTEST(offersStep(*finding, kind), "expected");
    }

    void slewTakesLong_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("seconds"); // −1: nothing
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("budgetUsed");
        const auto row = [](const char *name, int seconds, const QString &rule, bool used,
                            const Change &change) {
            QTest::newRow(name) << change << seconds << rule << used;
        };
        const auto chronyOff = [](Duration offset, const QByteArray &conf) {
            return [offset, conf](DiagnosisFacts &facts) {
                facts.machine.daemons = {following(DaemonKind::Chrony, offset)};
                facts.configurations = {configured(DaemonKind::Chrony, conf)};
            };
        };
        row("budget used", 12 * 362, u"1 3"_s, true, chronyOff(-362s, "makestep 1 3\n"));
        row("ahead", 12 * 2, u"1 3"_s, true, chronyOff(2s, "makestep 1 3\n"));
        row("no rule", 12 * 362, {}, false, chronyOff(-362s, "pool a.example\n"));
        row("a rule for more", 12 * 362, u"1000 -1"_s, false, chronyOff(-362s, "makestep 1000 -1\n"));
        row("always steps", -1, {}, false, chronyOff(-362s, "makestep 1 -1\n"));
        row("short work", -1, {}, false, chronyOff(700ms, "makestep 1 3\n"));
        row("within its error", -1, {}, false, [](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Chrony, 2s)};
            facts.machine.daemons[0].tracking->rootDispersion = 3s;
        });
        row("a step is to come", -1, {}, false, [chronyOff](DiagnosisFacts &facts) {
            chronyOff(-362s, "makestep 1 3\n")(facts);
            facts.machine.daemons[0].sources[0].reach = quint8(0x0f);
        });
        row("started a moment ago", -1, {}, false, [chronyOff](DiagnosisFacts &facts) {
            chronyOff(-362s, "makestep 1 3\n")(facts);
            facts.machine.daemons[0].process->startedAt = now - 60s;
        });
        row("its files are not known", 12 * 362, {}, false, [chronyOff](DiagnosisFacts &facts) {
            chronyOff(-362s, {})(facts);
            facts.configurations.clear();
        });
        row("another's file comes first", 12 * 362, u"1 3"_s, true, [chronyOff](DiagnosisFacts &facts) {
            chronyOff(-362s, "makestep 1 3\n")(facts);
            facts.machine.daemons[0].process->mainFile = u"/etc/chrony/second.conf"_s;
            facts.configurations[0].mainFile = u"/etc/chrony/second.conf"_s;
            facts.configurations.insert(facts.configurations.begin(),
                                        configured(DaemonKind::Chrony, "makestep 1 -1\n"));
        });
        row("leaves the clock alone", -1, {}, false, [chronyOff](DiagnosisFacts &facts) {
            chronyOff(-362s, "makestep 1 3\n")(facts);
            facts.machine.daemons[0].process->leavesClockAlone = true;
        });
        row("what it said is old", -1, {}, false, [chronyOff](DiagnosisFacts &facts) {
            chronyOff(-362s, "makestep 1 3\n")(facts);
            facts.machine.daemons[0].readAt = now - 5min;
        });
        row("ntpd's loop", 200, {}, false, [](DiagnosisFacts &facts) {
            facts.limits = standardLimits;
            facts.machine.daemons = {following(DaemonKind::Ntpsec)};
            facts.configurations.clear();
            facts.clock->kernel->offset = off(100ms);
        });
        row("ntpd steps it", -1, {}, false, [](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Ntpsec)};
            facts.configurations.clear();
            facts.clock->kernel->offset = off(2s);
        });
        row("ntpd that never steps", 4000, {}, false, [](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Ntpsec, 2s)};
            facts.configurations = {configured(DaemonKind::Ntpsec, "tinker step 0\n")};
        });
        row("timesyncd's loop", 600, {}, false, [](DiagnosisFacts &facts) {
            facts.limits = standardLimits;
            facts.machine.daemons = {following(DaemonKind::Timesyncd)};
            facts.configurations.clear();
            facts.clock->kernel->offset = off(-300ms);
        });
        row("a year", -1, {}, false, chronyOff(365 * 24h, "makestep 1 3\n"));
    }
    void slewTakesLong()
    {
        QFETCH(Change, change);
        QFETCH(int, seconds);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::SlewTakesLong);
        QCOMPARE(finding ? static_cast<int>(toSeconds(*finding->span)) : -1, seconds);
        if (!finding)
            return;
        QTEST(finding->text, "rule");
        QTEST(finding->flag, "budgetUsed");
        QVERIFY(finding->daemon && finding->offset && !finding->evidence.empty());
        QCOMPARE(offersStep(*finding), finding->daemon == DaemonKind::Chrony);
    }

    void quarterHours_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("count"); // 0: nothing
        const auto row = [](const char *name, int count, const Change &change) {
            QTest::newRow(name) << change << count;
        };
        const auto off = [](Duration offset, Duration bound = 50ms) {
            return [offset, bound](DiagnosisFacts &facts) { measure(facts, offset, bound); };
        };
        row("Korea", 36, off(9h));
        row("behind", -36, off(-9h));
        row("to the minute", 4, off(60min + 55s));
        row("beyond a minute", 0, off(61min + 5s));
        row("by what it is unsure of", 4, off(61min + 5s, 10s));
        row("half hours", 22, off(5h + 30min + 25s));
        row("half hours, closer", 0, off(5h + 30min + 40s));
        row("Nepal", 23, off(5h + 45min + 5s));
        row("Nepal, closer", 0, off(5h + 45min + 20s));
        row("no zone is at that quarter", 0, off(4h + 45min));
        row("nor at a quarter past", 0, off(15min));
        row("nor at three quarters", 0, off(-45min));
        row("a minute and a half from an hour", 0, off(91min + 30s));
        row("no zones are so far apart", 0, off(27h));
        row("not known well enough", 0, off(9h, 40s));
        row("disputed", 0, [](DiagnosisFacts &facts) { measure(facts, 9h, 50ms, 2); });
        row("a zone is no offset", 0, [](DiagnosisFacts &facts) { facts.clock->zone->utcOffset = 9h; });
        row("a pause of a quarter hour", 0, [](DiagnosisFacts &facts) {
            measure(facts, -15min, 50ms);
            facts.clockEvents = {happened(ClockEvent::Kind::Paused, 1min, 15min, -15min)};
        });
        row("pasted sources", 36, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"a.example"_s, 9h, 40ms), source(u"b.example"_s, 9h + 10ms, 40ms)});
        });
        row("pasted sources that contradict each other", 0, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"a.example"_s, 9h, 40ms), source(u"b.example"_s, 0ms, 40ms)});
        });
    }
    void quarterHours()
    {
        QFETCH(Change, change);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::QuarterHours);
        QTEST(finding ? finding->count : 0, "count");
        if (!finding)
            return;
        QCOMPARE(severityName(finding->severity), u"critical"_s);
        QVERIFY(finding->offset && !finding->evidence.empty());
        QVERIFY(!of(findings, FindingId::ClockOff));
    }

    void zonesAreFewOfAllOffsets()
    {
        int taken = 0;
        constexpr int seconds = 12 * 3600;
        for (int second = 13 * 60; second < seconds; ++second)
            taken += zoneQuarters(std::chrono::seconds(second), 50ms) != 0 ? 1 : 0;
        QVERIFY2(taken < seconds / 15, qPrintable(QString::number(taken)));
    }

    /// Of a guest that slept for a whole hour nobody knows by the number alone.
    void aPauseThatNobodySawMayLookLikeAZone()
    {
        const auto paused = [](Duration offset) {
            return [offset](DiagnosisFacts &facts) {
                measure(facts, offset, 50ms);
                facts.machine.host.kind = HostMachine::Kind::VirtualMachine;
                facts.machine.daemons = {following(DaemonKind::Chrony, offset)};
            };
        };
        std::vector<Finding> findings = found(healthy(), paused(-2h - 10s));
        const Finding *quarters = of(findings, FindingId::QuarterHours);
        QVERIFY(quarters && quarters->flag);
        QVERIFY(!of(findings, FindingId::MachinePaused));
        for (const Duration offset : {Duration(-90min), Duration(-44min)}) {
            findings = found(healthy(), paused(offset));
            QVERIFY(of(findings, FindingId::MachinePaused));
            QVERIFY(!of(findings, FindingId::QuarterHours));
        }
        findings = found(healthy(), [](DiagnosisFacts &facts) { measure(facts, 9h, 50ms); });
        quarters = of(findings, FindingId::QuarterHours);
        QVERIFY(quarters && !quarters->flag);
    }

    void aHardwareClockInLocalTimeIsOffered()
    {
        const std::vector<Finding> findings = found(healthy(), [](DiagnosisFacts &facts) {
            measure(facts, 9h, 50ms);
            facts.clock->timedated.localRtc = true;
        });
        const Finding *finding = of(findings, FindingId::QuarterHours);
        QVERIFY(finding);
        QVERIFY(offers(*finding, FindingAction::Kind::HardwareClockToUtc));
    }

    void machinePaused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("expected");
        QTest::addColumn<bool>("seen");
        const auto row = [](const char *name, bool expected, bool seen, const Change &change) {
            QTest::newRow(name) << change << expected << seen;
        };
        const auto after = [](Duration offset, const std::vector<ClockEvent> &events) {
            return [offset, events](DiagnosisFacts &facts) {
                measure(facts, offset, 50ms);
                facts.clockEvents = events;
            };
        };
        using Kind = ClockEvent::Kind;
        row("a pause", true, true, after(-362s, {happened(Kind::Paused, 1min, 362s, -362s)}));
        row("being corrected", true, true, after(-350s, {happened(Kind::Paused, 3min, 362s, -362s)}));
        row("ahead", false, false, after(362s, {happened(Kind::Paused, 1min, 362s, -362s)}));
        row("too short a pause", false, false, after(-362s, {happened(Kind::Paused, 1min, 300s, -300s)}));
        row("days ago", false, false, after(-362s, {happened(Kind::Paused, 25h, 362s, -362s)}));
        row("set since", false, false,
            after(-362s,
                  {happened(Kind::Paused, 3min, 362s, -362s), happened(Kind::Stepped, 1min, {}, -362s)}));
        row("right again", false, false, after(-3ms, {happened(Kind::Paused, 1min, 362s, -362s)}));
        row("slept", true, true, after(-3h, {happened(Kind::Suspended, 1min, 9h)}));
        row("slept long ago", false, false, after(-362s, {happened(Kind::Suspended, 3h, 9h)}));
        row("stalled", true, true, after(-362s, {happened(Kind::Stalled, 30s, 364s)}));
        row("slewed", false, false, after(-362s, {happened(Kind::Slewed, 30s, 364s, 30s)}));
        row("the story's paste of a device", true, false,
            [](DiagnosisFacts &facts) { facts = pasted({hostsClock(-362100ms, 1008ms)}); });
        row("the story's paste of servers", true, false, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, -350100ms, 73ms, SourceStanding::Jittery),
                            source(u"ntp2"_s, -350100ms, 60ms, SourceStanding::Jittery),
                            source(u"ntp3"_s, -350200ms, 82ms, SourceStanding::Jittery)});
        });
        row("the story's 0.47 s ahead", false, false, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, 472ms, 61ms, SourceStanding::Unusable),
                            source(u"ntp2"_s, 471ms, 59ms, SourceStanding::Unusable)});
        });
        row("the story's good end", false, false, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, -2961us, 50ms), source(u"ntp2"_s, 3ms, 50ms)});
        });
        row("a server that slews for long", false, false, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, -362s, 60ms, SourceStanding::Selected)});
        });
        row("they contradict each other", false, false, [](DiagnosisFacts &facts) {
            facts = pasted({hostsClock(-362100ms, 1008ms), source(u"ntp1"_s, 3ms, 50ms)});
        });
        row("a virtual machine, seen too late", true, false, [](DiagnosisFacts &facts) {
            measure(facts, -362s, 50ms);
            facts.machine.host.kind = HostMachine::Kind::VirtualMachine;
            facts.machine.daemons = {following(DaemonKind::Chrony, -362s)};
        });
        row("a computer of its own, seen too late", false, false, [](DiagnosisFacts &facts) {
            measure(facts, -362s, 50ms);
            facts.machine.daemons = {following(DaemonKind::Chrony, -362s)};
        });
        row("a computer of its own, with a network card's clock", false, false, [](DiagnosisFacts &facts) {
            measure(facts, -362s, 50ms);
            facts.machine.daemons = {following(DaemonKind::Chrony, -362s)};
            facts.machine.daemons[0].sources.push_back(hostsClock(-362s, 1us));
        });
    }
    void machinePaused()
    {
        QFETCH(Change, change);
        QFETCH(bool, expected);
        QFETCH(bool, seen);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::MachinePaused);
        QCOMPARE(finding != nullptr, expected);
        if (!finding)
            return;
        QCOMPARE(severityName(finding->severity), u"critical"_s);
        QCOMPARE(finding->at.has_value(), seen);
        QCOMPARE(finding->span.has_value(), seen);
        QCOMPARE(std::holds_alternative<ClockEvent>(finding->evidence.at(0)), seen);
        QVERIFY(finding->offset && !finding->offset->ahead());
        QCOMPARE(finding->count, 1);
        QVERIFY(offersStep(*finding));
        QVERIFY(!of(findings, FindingId::ClockOff));
        QVERIFY(!of(findings, FindingId::QuarterHours));
    }

    void theStorysSlewOfSeventyTwoMinutes()
    {
        const std::vector<Finding> findings =
            found(pasted({hostsClock(-362100ms, 1008ms)}), [](DiagnosisFacts &) {});
        const Finding *finding = of(findings, FindingId::SlewTakesLong);
        QVERIFY(finding);
        QCOMPARE(std::chrono::floor<std::chrono::minutes>(*finding->span), 72min);
    }

    void aLowerSlewRateTakesLonger()
    {
        const auto slewing = [](QByteArrayView settings) {
            return [settings](DiagnosisFacts &facts) {
                facts.machine.daemons = {following(DaemonKind::Chrony, 30s)};
                facts.configurations = {
                    configured(DaemonKind::Chrony, "pool a.example iburst\n" + settings.toByteArray())};
            };
        };
        const auto findingOf = [&](QByteArrayView settings) {
            const std::vector<Finding> findings = found(healthy(), slewing(settings));
            const Finding *finding = of(findings, FindingId::SlewTakesLong);
            return finding ? *finding : Finding();
        };
        QCOMPARE(findingOf("").span, std::optional<Duration>(360s));
        QCOMPARE(findingOf("").total, 12);
        QCOMPARE(findingOf("maxslewrate 1000\n").span, std::optional<Duration>(30'000s));
        QCOMPARE(findingOf("maxslewrate 1000\n").total, 1000);
        QCOMPARE(findingOf("maxslewrate 100000\n").total, 12);
        QCOMPARE(findingOf("maxslewrate 0\n").total, 12);
    }

    void movedBetweenTwoLooks()
    {
        const auto at = [](Duration offset, Duration error) {
            return pasted({source(u"ntp1"_s, offset, error)});
        };
        QCOMPARE(movedBetween(at(-362s, 1s), at(-350s, 60ms)), std::optional<Duration>(12s));
        QCOMPARE(movedBetween(at(1s, 60ms), at(-2s, 60ms)), std::optional<Duration>(-3s));
        QVERIFY(!movedBetween(at(-362s, 8s), at(-350s, 6s)));
        QVERIFY(!movedBetween(pasted({}), at(-350s, 6s)));
    }

    /// STORY row 11, while it happens: the host's chronyd, that nobody sees, and the configured one.
    void theStorysPauseOnTheMachineItself()
    {
        const std::vector<Finding> findings = found(healthy(), [](DiagnosisFacts &facts) {
            measure(facts, -350s, 60ms);
            facts.machine.host.kind = HostMachine::Kind::Wsl;
            DaemonReport hosts = following(DaemonKind::Chrony, -362100ms);
            hosts.process.reset();
            hosts.configuration.clear();
            hosts.sources = {hostsClock(0ms, 1008ms)}; // by its own clock
            DaemonReport own = following(DaemonKind::Chrony, 0ns);
            own.tracking->synchronised = false;
            own.sources = {source(u"ntp1"_s, -350s, 73ms, SourceStanding::Jittery),
                           source(u"ntp2"_s, -350s, 60ms, SourceStanding::Jittery)};
            facts.machine.daemons = {hosts, own};
            facts.clock->hardware->aheadOfSystem = 350s;
            facts.clockEvents = {happened(ClockEvent::Kind::Paused, 90s, 362s, -362s)};
        });
        const Finding *paused = of(findings, FindingId::MachinePaused);
        QVERIFY(paused);
        QCOMPARE(paused->count, 2);
        QCOMPARE(*paused->span, Duration(362s));
        const Finding *slew = of(findings, FindingId::SlewTakesLong);
        QVERIFY(slew);
        QCOMPARE(std::chrono::floor<std::chrono::minutes>(*slew->span), 72min);
        // The hardware clock went on meanwhile: it is the right one.
        QVERIFY(!of(findings, FindingId::HardwareClockOff));
        QVERIFY(!of(findings, FindingId::ClockOff));
    }

    void hardwareClock_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QStringList &expected, const Change &change) {
            QTest::newRow(name) << change << expected;
        };
        const auto ahead = [](Duration span) {
            return [span](DiagnosisFacts &facts) { facts.clock->hardware->aheadOfSystem = span; };
        };
        row("right", {}, ahead(0s));
        row("cut to a second", {}, ahead(2s + 400ms));
        row("seconds", {u"hardware-clock-off/info"_s}, ahead(-3s));
        row("minutes", {u"hardware-clock-off/advice"_s}, ahead(3min));
        row("nine hours", {u"hardware-clock-off/warning"_s}, ahead(9h + 2s));
        row("an hour behind", {u"hardware-clock-off/warning"_s}, ahead(-1h));
        row("not known which zone", {}, [](DiagnosisFacts &facts) {
            facts.clock->hardware->keepsLocalTime.reset();
            facts.clock->hardware->aheadOfSystem.reset();
            facts.clock->timedated.localRtc.reset();
        });
        row("none", {}, [](DiagnosisFacts &facts) { facts.clock->hardware.reset(); });
        row("it is right, and this clock is not", {u"clock-off/critical"_s, u"flag-says-yes/advice"_s},
            [](DiagnosisFacts &facts) {
                measure(facts, 400s, 50ms);
                facts.clock->hardware->aheadOfSystem = -400s;
            });
        row("local time", {u"hardware-clock-local/advice"_s},
            [](DiagnosisFacts &facts) { facts.clock->timedated.localRtc = true; });
        row("local time by its file", {u"hardware-clock-local/advice"_s}, [](DiagnosisFacts &facts) {
            facts.clock->timedated.localRtc.reset();
            facts.clock->hardware->keepsLocalTime = true;
        });
        row("local time in a container", {}, [](DiagnosisFacts &facts) {
            facts.machine.host.kind = HostMachine::Kind::Container;
            facts.clock->timedated.localRtc = true;
        });
    }
    void hardwareClock()
    {
        QFETCH(Change, change);
        QTEST(namesOf(found(healthy(), change)), "expected");
    }

    void hardwareClockInQuarterHours()
    {
        const std::vector<Finding> findings = found(
            healthy(), [](DiagnosisFacts &facts) { facts.clock->hardware->aheadOfSystem = 9h + 400ms; });
        const Finding *finding = of(findings, FindingId::HardwareClockOff);
        QVERIFY(finding);
        QCOMPARE(finding->count, 36);
        QCOMPARE(*finding->span, Duration(9h + 400ms));
        QVERIFY(offers(*finding, FindingAction::Kind::Copy));
    }

    void windowsIsSupposedOnAComputerOfItsOwn()
    {
        for (const auto kind : {HostMachine::Kind::Physical, HostMachine::Kind::VirtualMachine}) {
            const std::vector<Finding> findings = found(healthy(), [kind](DiagnosisFacts &facts) {
                facts.machine.host.kind = kind;
                facts.clock->timedated.localRtc = true;
            });
            const Finding *finding = of(findings, FindingId::HardwareClockLocal);
            QVERIFY(finding);
            QCOMPARE(finding->flag, kind == HostMachine::Kind::Physical);
            QVERIFY(offers(*finding, FindingAction::Kind::HardwareClockToUtc));
        }
    }

    void pastedTimedatectl_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QStringList &expected, const Change &change) {
            QTest::newRow(name) << change << expected;
        };
        const QString zone = u"zone-is-no-error/info"_s;
        row("the story's nine hours", {u"flag-says-yes/info"_s, zone},
            [](DiagnosisFacts &facts) { addTimedatectl(facts, true); });
        row("universal time", {u"flag-says-yes/info"_s},
            [](DiagnosisFacts &facts) { addTimedatectl(facts, true, 0h); });
        row("with the story's servers", {u"flag-says-yes/advice"_s, zone}, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, 472ms, 61ms, SourceStanding::Unusable),
                            source(u"ntp2"_s, 471ms, 59ms, SourceStanding::Unusable)});
            addTimedatectl(facts, true);
        });
        row("with the host's clock only", {u"flag-says-yes/info"_s, zone}, [](DiagnosisFacts &facts) {
            facts = pasted({hostsClock(-1678ns, 722ns)});
            addTimedatectl(facts, true);
        });
        row("with good servers", {zone}, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, -2961us, 50ms, SourceStanding::Selected)});
            addTimedatectl(facts, true);
        });
        row("no, with good servers", {u"flag-says-no/advice"_s, zone}, [](DiagnosisFacts &facts) {
            facts = pasted({source(u"ntp1"_s, -2961us, 50ms, SourceStanding::Selected)});
            addTimedatectl(facts, false);
        });
        row("no", {zone}, [](DiagnosisFacts &facts) { addTimedatectl(facts, false); });
        row("two readings cut to a second", {u"flag-says-yes/info"_s}, [](DiagnosisFacts &facts) {
            addTimedatectl(facts, true, 0h);
            facts.clock->hardware->aheadOfSystem = -3s;
        });
        row("hardware clock in local time", {u"flag-says-yes/info"_s, u"hardware-clock-local/advice"_s, zone},
            [](DiagnosisFacts &facts) {
                addTimedatectl(facts, true);
                facts.clock->timedated.localRtc = true;
            });
    }
    void pastedTimedatectl()
    {
        QFETCH(Change, change);
        DiagnosisFacts facts;
        facts.now = now;
        facts.isPasted = true;
        QTEST(namesOf(found(facts, change)), "expected");
    }

    void liveZonesAreNoFinding()
    {
        QVERIFY(!of(found(healthy(), [](DiagnosisFacts &) {}), FindingId::ZoneIsNoError));
    }

    void flags_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QStringList &expected, const Change &change) {
            QTest::newRow(name) << change << expected;
        };
        row("right and yes", {}, [](DiagnosisFacts &) {});
        row("the story's 0.47 s", {u"flag-says-yes/advice"_s},
            [](DiagnosisFacts &facts) { measure(facts, 471ms, 59ms); });
        row("wrong", {u"clock-off/critical"_s, u"flag-says-yes/advice"_s}, [](DiagnosisFacts &facts) {
            measure(facts, 20s, 59ms);
            facts.clock->hardware.reset();
        });
        row("wrong and no", {u"clock-off/critical"_s}, [](DiagnosisFacts &facts) {
            measure(facts, 20s, 59ms);
            facts.clock->hardware.reset();
            facts.clock->kernel->maximumError = 16s;
        });
        row("cannot be told", {u"cannot-tell/info"_s, u"flag-says-yes/info"_s},
            [](DiagnosisFacts &facts) { measure(facts, 10ms, 700ms); });
        row("the host's clock, confirmed by nobody", {u"flag-says-yes/info"_s}, [](DiagnosisFacts &facts) {
            facts.verdict = {};
            facts.measured.clear();
            facts.machine.host.kind = HostMachine::Kind::VirtualMachine;
            facts.machine.daemons[0].tracking->systemOffset = off(-1678ns);
            facts.machine.daemons[0].tracking->rootDelay = 0ns;
            facts.machine.daemons[0].tracking->rootDispersion = 722ns;
            facts.machine.daemons[0].sources = {hostsClock(-1678ns, 722ns)};
        });
        row("asked for the first time", {}, [](DiagnosisFacts &facts) {
            facts.verdict = {};
            facts.verdict.state = VerdictState::NoAnswerYet;
            facts.measured.clear();
            facts.machine.daemons[0].tracking.reset();
            facts.machine.daemons[0].sources.clear();
        });
        row("right and no", {u"flag-says-no/advice"_s},
            [](DiagnosisFacts &facts) { facts.clock->kernel->maximumError = 16s; });
        row("yes, and nobody tells", {u"flag-says-yes/info"_s}, [](DiagnosisFacts &facts) {
            facts.verdict = {};
            facts.measured.clear();
            facts.clock->steeredAt.reset();
            facts.machine.daemons.clear();
        });
        row("no, and nothing keeps it", {}, [](DiagnosisFacts &facts) {
            facts.clock->kernel->maximumError = 16s;
            facts.clock->steeredAt.reset();
            facts.machine.daemons.clear();
        });
        row("STA_UNSYNC with rtcsync", {},
            [](DiagnosisFacts &facts) { facts.clock->kernel->status = KernelStatusBit::Unsynchronised; });
        row("STA_UNSYNC without rtcsync", {u"not-marked-for-kernel/info"_s}, [](DiagnosisFacts &facts) {
            facts.clock->kernel->status = KernelStatusBit::Unsynchronised;
            facts.configurations = {configured(DaemonKind::Chrony, "pool a.example\n#rtcsync\n")};
        });
        row("STA_UNSYNC of another daemon", {}, [](DiagnosisFacts &facts) {
            facts.clock->kernel->status = KernelStatusBit::Unsynchronised;
            facts.machine.daemons = {following(DaemonKind::Ntpsec)};
            facts.configurations.clear();
        });
        row("the kernel is not to be asked", {}, [](DiagnosisFacts &facts) { facts.clock->kernel.reset(); });
    }
    void flags()
    {
        QFETCH(Change, change);
        QTEST(namesOf(found(healthy(), change)), "expected");
    }

    void theFlagsLastUpdateIsTold()
    {
        const std::vector<Finding> findings =
            found(healthy(), [](DiagnosisFacts &facts) { measure(facts, 471ms, 59ms); });
        const Finding *finding = of(findings, FindingId::FlagSaysYes);
        QVERIFY(finding && finding->span && finding->offset && finding->bound);
        QCOMPARE(*finding->span, Duration(60s));
        QCOMPARE(finding->evidence.size(), size_t(4)); // three servers and the kernel
    }

    void frequency_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("ppm"); // 0: nothing
        QTest::addColumn<QString>("severity");
        const auto row = [](const char *name, int ppm, const QString &severity, const Change &change) {
            QTest::newRow(name) << change << ppm << severity;
        };
        const auto daemons = [](double ppm) {
            return [ppm](DiagnosisFacts &facts) { facts.machine.daemons[0].tracking->frequencyPpm = ppm; };
        };
        row("usual", 0, {}, daemons(-99.0));
        row("fast", 151, u"advice"_s, daemons(150.6));
        row("slow", -480, u"advice"_s, daemons(-480.0));
        row("beyond correction", -501, u"warning"_s, daemons(-501.2));
        row("not known well", 0, {}, [](DiagnosisFacts &facts) {
            facts.machine.daemons[0].tracking->frequencyPpm = 150;
            facts.machine.daemons[0].tracking->skewPpm = 60;
        });
        row("the kernel's while chronyd slews", 0, {},
            [](DiagnosisFacts &facts) { facts.clock->kernel->frequencyPpm = 83333; });
        row("the kernel's", 700, u"warning"_s, [](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Timesyncd)};
            facts.machine.daemons[0].tracking->frequencyPpm.reset();
            facts.configurations.clear();
            facts.clock->kernel->frequencyPpm = 700;
        });
        row("of one that leaves the clock alone", 0, {}, [](DiagnosisFacts &facts) {
            facts.machine.daemons[0].tracking->frequencyPpm = 700;
            facts.machine.daemons[0].process->leavesClockAlone = true;
        });
    }
    void frequency()
    {
        QFETCH(Change, change);
        QFETCH(QString, severity);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::ExtremeFrequency);
        QTEST(finding ? finding->count : 0, "ppm");
        if (!finding)
            return;
        QCOMPARE(severityName(finding->severity), severity);
        QCOMPARE(finding->flag, severity == "warning"_L1);
        QCOMPARE(finding->evidence.size(), size_t(1));
    }

    void steppedByOther_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("severity");
        const auto row = [](const char *name, const QString &severity, const Change &change) {
            QTest::newRow(name) << change << severity;
        };
        const auto stepped = [](Duration ago, Duration moved) {
            return std::vector<ClockEvent>{happened(ClockEvent::Kind::Stepped, ago, {}, moved)};
        };
        row("none", {}, [](DiagnosisFacts &) {});
        row("and right again", u"info"_s,
            [stepped](DiagnosisFacts &facts) { facts.clockEvents = stepped(2min, 30s); });
        row("and wrong since", u"warning"_s, [stepped](DiagnosisFacts &facts) {
            measure(facts, 30s, 50ms);
            facts.clockEvents = stepped(2min, 30s);
        });
        row("and nothing keeps it", u"advice"_s, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons.clear();
            facts.clock->steeredAt.reset();
            facts.clockEvents = stepped(2min, 30s);
        });
        row("long ago", {}, [stepped](DiagnosisFacts &facts) { facts.clockEvents = stepped(11min, 30s); });
        row("chronyd's, just started", {}, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons[0].process->startedAt = now - 130s;
            facts.clockEvents = stepped(2min, 30s);
        });
        row("chronyd was started after it", u"info"_s, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons[0].process->startedAt = now - 60s;
            facts.clockEvents = stepped(2min, 30s);
        });
        row("chronyd may at any time", {}, [stepped](DiagnosisFacts &facts) {
            facts.configurations = {configured(DaemonKind::Chrony, "makestep 1 -1\n")};
            facts.clockEvents = stepped(2min, 30s);
        });
        row("chronyd may at any time, but not so little", u"info"_s, [stepped](DiagnosisFacts &facts) {
            facts.configurations = {configured(DaemonKind::Chrony, "makestep 1 -1\n")};
            facts.clockEvents = stepped(2min, 500ms);
        });
        row("ntpd's", {}, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Ntpsec)};
            facts.configurations.clear();
            facts.clockEvents = stepped(2min, -200ms);
        });
        row("less than ntpd steps by", u"info"_s, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::Ntpsec)};
            facts.configurations.clear();
            facts.clockEvents = stepped(2min, -100ms);
        });
        row("ntpd-rs', of which no threshold is known", {}, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons = {following(DaemonKind::NtpdRs)};
            facts.clockEvents = stepped(2min, 30s);
        });
        row("ntpd-rs may not", u"info"_s, [stepped](DiagnosisFacts &facts) {
            facts.machine.daemons.push_back(following(DaemonKind::NtpdRs));
            facts.machine.daemons.back().process->maySetClock = false;
            facts.clockEvents = stepped(2min, 30s);
        });
        row("phc2sys'", {}, [stepped](DiagnosisFacts &facts) {
            facts.machine.others = {
                {.name = u"phc2sys"_s, .pid = 7, .maySetClock = true, .steersByItself = true}};
            facts.clockEvents = stepped(2min, 30s);
        });
        row("a guest agent waits for its host", u"info"_s, [stepped](DiagnosisFacts &facts) {
            facts.machine.others = {
                {.name = u"qemu-ga"_s, .pid = 7, .maySetClock = true, .steersByItself = false}};
            facts.clockEvents = stepped(2min, 30s);
        });
        row("this program's word", {}, [stepped](DiagnosisFacts &facts) {
            facts.steppedHere = now - 119s;
            facts.clockEvents = stepped(2min, 30s);
        });
        row("this program's word, some time before", u"info"_s, [stepped](DiagnosisFacts &facts) {
            facts.steppedHere = now - 151s;
            facts.clockEvents = stepped(2min, 30s);
        });
        row("a log tells of it", {}, [stepped](DiagnosisFacts &facts) {
            UnitReport unit;
            LogLine line;
            line.event = LogEvent::ClockStepped;
            line.moved = 30s;
            unit.log = {line};
            facts.units = {unit};
            facts.clockEvents = stepped(2min, 30s + 10ms);
        });
        row("a log tells of another", u"info"_s, [stepped](DiagnosisFacts &facts) {
            UnitReport unit;
            LogLine line;
            line.event = LogEvent::ClockStepped;
            line.moved = -30s;
            unit.log = {line};
            facts.units = {unit};
            facts.clockEvents = stepped(2min, 30s);
        });
        row("a leap second", {}, [](DiagnosisFacts &facts) {
            facts.clockEvents = {happened(ClockEvent::Kind::LeapSecond, 2min, {}, -1s)};
        });
    }
    void steppedByOther()
    {
        QFETCH(Change, change);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::SteppedByOther);
        QTEST(finding ? severityName(finding->severity) : QString(), "severity");
        if (!finding)
            return;
        QVERIFY(finding->span && finding->at && *finding->span > 0s);
        const auto *step = std::get_if<ClockEvent>(&finding->evidence.at(0));
        QVERIFY(step);
        QCOMPARE(finding->flag, step->moved > 0s);
        QCOMPARE(*finding->at, step->at);
    }

    void daysWithoutAnswer_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("hours"); // 0: nothing
        const auto row = [](const char *name, int hours, const Change &change) {
            QTest::newRow(name) << change << hours;
        };
        const auto silent = [](Duration age) {
            return [age](DiagnosisFacts &facts) {
                for (ServerMeasurement &server : facts.measured)
                    server.lastAnswer = now - age;
                facts.machine.daemons[0].tracking->lastUpdate = now - age;
                facts.machine.daemons[0].sources[0].lastSample = now - age;
                facts.clock->steeredAt = now - age;
            };
        };
        row("answered", 0, [](DiagnosisFacts &) {});
        row("a day", 25, silent(25h));
        row("not a day", 0, silent(23h));
        row("one of them answered", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.measured[1].lastAnswer = now - 3h;
        });
        row("something corrects the clock", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.clock->steeredAt = now - 1h;
        });
        const auto local = [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            DaemonTracking &tracking = *facts.machine.daemons[0].tracking;
            tracking.synchronised = false;
            tracking.referenceId = u"7F7F0101"_s;
            tracking.lastUpdate = now - 1s;
            facts.machine.daemons[0].sources[0].standing = SourceStanding::Unusable;
        };
        row("chronyd serves its own clock", 25, local);
        row("and another one is answered", 0, [local](DiagnosisFacts &facts) {
            local(facts);
            facts.machine.daemons.push_back(following(DaemonKind::Ntpd));
        });
        row("ntpd's own clock", 25, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            DaemonReport &daemon = facts.machine.daemons[0];
            daemon.kind = DaemonKind::Ntpd;
            daemon.tracking->referenceId = u"LOCAL(0)"_s;
            daemon.tracking->lastUpdate = now - 10s;
            daemon.sources[0].standing = SourceStanding::Unusable;
            DaemonSource own = source(u"LOCAL(0)"_s, 0s, 1ms, SourceStanding::Selected);
            own.mode = SourceMode::ReferenceClock;
            own.referenceId = u".LOCL."_s;
            daemon.sources.push_back(own);
            facts.clock->steeredAt = now - 10s; // by it
        });
        row("only its own clock, as it is meant", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.measured.clear();
            DaemonReport &daemon = facts.machine.daemons[0];
            daemon.tracking->referenceId = u"7F7F0101"_s;
            daemon.sources.clear();
        });
        row("an answer to another computer's", 25, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.machine.daemons.push_back(following());
            facts.machine.daemons.back().isElsewhere = true;
        });
        row("slept meanwhile", 0, [silent](DiagnosisFacts &facts) {
            silent(40h)(facts);
            facts.clockEvents = {happened(ClockEvent::Kind::Suspended, 1min, 30h)};
        });
        row("started lately", 0, [silent](DiagnosisFacts &facts) {
            silent(40h)(facts);
            facts.startedAt = now - 2h;
        });
        row("started a while ago", 90, [silent](DiagnosisFacts &facts) {
            silent(90h)(facts);
            facts.startedAt = now - 30h;
        });
        row("nobody ever answered", 26, [](DiagnosisFacts &facts) {
            facts.measured.clear();
            facts.clock->steeredAt.reset();
            DaemonReport &daemon = facts.machine.daemons[0];
            daemon.process->startedAt = now - 26h;
            daemon.tracking->lastUpdate.reset();
            daemon.sources[0].lastSample.reset();
        });
        row("asked for the first time here", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.measured[0].lastAnswer.reset();
            facts.measured[0].requests = 2;
        });
        row("a daemon that tells nothing", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.machine.daemons[0].readAt.reset();
        });
        row("nobody to ask", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.machine.daemons.clear();
            facts.measured.clear();
        });
        row("not known since when it runs", 0, [silent](DiagnosisFacts &facts) {
            silent(25h)(facts);
            facts.startedAt.reset();
        });
    }
    void daysWithoutAnswer()
    {
        QFETCH(Change, change);
        const std::vector<Finding> findings = found(healthy(), change);
        const Finding *finding = of(findings, FindingId::DaysWithoutAnswer);
        QTEST(finding ? static_cast<int>(*finding->span / 1h) : 0, "hours");
        if (finding)
            QVERIFY(!finding->evidence.empty() && severityName(finding->severity) == "warning"_L1);
    }

    void whatCannotBeToldIsNoMoreThanInfo()
    {
        const std::vector<Finding> findings =
            found(healthy(), [](DiagnosisFacts &facts) { measure(facts, 10ms, 700ms); });
        const Finding *finding = of(findings, FindingId::CannotTell);
        QVERIFY(finding && finding->bound);
        QCOMPARE(*finding->bound, Duration(700ms));
        QCOMPARE(finding->span, everydayLimits.warning);
        QVERIFY(!finding->evidence.empty());
    }
};

QTEST_GUILESS_MAIN(TestClockRules)

#include "test_clockrules.moc"
