// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/attribution.h"

#include <QTest>

#include <array>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

DaemonReport report(DaemonKind kind, const QStringList &sources, const QString &endpoint = u"127.0.0.1:323"_s)
{
    DaemonReport report;
    report.kind = kind;
    report.endpoint = endpoint;
    report.answer = DaemonAnswer::Answering;
    for (const QString &name : sources) {
        DaemonSource source;
        source.name = name;
        report.sources.push_back(source);
    }
    return report;
}

SeenDaemon seen(DaemonKind kind, qint64 pid, const QStringList &servers = {})
{
    SeenDaemon daemon;
    daemon.process.kind = kind;
    daemon.process.pid = pid;
    for (const QString &name : servers) {
        NamedServer server;
        server.host = *parseHostSpec(name);
        daemon.configuration.servers.push_back(server);
    }
    if (!servers.isEmpty())
        daemon.configuration.files.push_back({.path = u"/%1.conf"_s.arg(pid), .changedAt = {}});
    return daemon;
}

SeenDaemon onPort(quint16 port, SeenDaemon daemon)
{
    daemon.configuration.commandPort = port;
    return daemon;
}

SeenDaemon atAddress(const QString &address, SeenDaemon daemon)
{
    daemon.configuration.commandAddresses = {address};
    return onPort(323, std::move(daemon));
}

/// "chrony 411; ? ; unanswering 5 | unassigned 7 8"
QString told(const MachineDaemons &machine)
{
    QStringList daemons;
    for (const DaemonReport &daemon : machine.daemons) {
        const QString pid = daemon.process ? QString::number(daemon.process->pid) : u"?"_s;
        daemons.append(daemon.answer == DaemonAnswer::NoInterface ? u"silent "_s + pid : pid);
    }
    QString text = daemons.join(u"; "_s);
    for (const DaemonProcess &process : machine.unassigned)
        text += u" | %1"_s.arg(process.pid);
    return text;
}

} // namespace

class TestAttribution final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheProcess_data();
    void findsTheProcess();
    void givesNoNumberTwice();
    void tellsWhereSourcesComeFrom();
    void keepsWhatADaemonSaysOfItsSources();
    void usualFilesCountOnlyWhereTheyFit();
    void namesDevices();
    void namesTheSourcesOfOneThatTellsNone();
    void whatWasToldIsNoMatterOfFiles();
    void disciplines();
};

void TestAttribution::findsTheProcess_data()
{
    QTest::addColumn<QList<DaemonReport>>("reports");
    QTest::addColumn<QList<SeenDaemon>>("daemons");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *label, const QList<DaemonReport> &reports,
                        const QList<SeenDaemon> &daemons,
                        const QString &expected) { QTest::newRow(label) << reports << daemons << expected; };
    const DaemonKind chrony = DaemonKind::Chrony;
    const QString a = u"a.example"_s;
    const QString b = u"b.example"_s;
    SeenDaemon contained = seen(chrony, 9);
    contained.process.isInContainer = true;

    row("nothing", {}, {}, {});
    row("one of each", {report(chrony, {a})}, {seen(chrony, 5)}, u"5"_s);
    row("one that nothing is seen of", {report(chrony, {a})}, {}, u"?"_s);
    row("one that does not answer", {}, {seen(chrony, 5)}, u"silent 5"_s);
    DaemonReport ended = report(chrony, {a});
    ended.answer = DaemonAnswer::Refused;
    row("one that has ended, and another", {ended}, {seen(chrony, 5, {a})}, u"?; silent 5"_s);
    row("of other kinds", {report(chrony, {a})}, {seen(DaemonKind::Timesyncd, 5)}, u"?; silent 5"_s);
    row("NTPsec looks like ntpd", {report(DaemonKind::Ntpsec, {a})}, {seen(DaemonKind::Ntpd, 5)}, u"5"_s);
    row("two by their servers", {report(chrony, {a}), report(chrony, {b})},
        {seen(chrony, 5, {b}), seen(chrony, 6, {a})}, u"6; 5"_s);
    row("two, and one by its servers", {report(chrony, {a}), report(chrony, {b})},
        {seen(chrony, 5), seen(chrony, 6, {a})}, u"6; 5"_s);
    row("two alike", {report(chrony, {a}), report(chrony, {a})}, {seen(chrony, 5, {a}), seen(chrony, 6, {a})},
        u"?; ? | 5 | 6"_s);
    row("two processes, one answers", {report(chrony, {a})}, {seen(chrony, 5), seen(chrony, 6)},
        u"? | 5 | 6"_s);
    row("two processes, one answers, and its servers tell", {report(chrony, {a})},
        {seen(chrony, 5, {b}), seen(chrony, 6, {a})}, u"6; silent 5"_s);
    row("two alike on ports of their own",
        {report(chrony, {a}, u"127.0.0.1:323"_s), report(chrony, {a}, u"127.0.0.1:11323"_s)},
        {onPort(11323, seen(chrony, 5, {a})), onPort(323, seen(chrony, 6, {a}))}, u"6; 5"_s);
    row("of another port", {report(chrony, {a})}, {onPort(11323, seen(chrony, 5, {a}))}, u"?; silent 5"_s);
    row("one of two without a port", {report(chrony, {a})},
        {onPort(0, seen(chrony, 5, {a})), onPort(323, seen(chrony, 6, {a}))}, u"6; silent 5"_s);
    row("two on addresses of their own",
        {report(chrony, {a}, u"127.0.0.1:323"_s), report(chrony, {a}, u"127.0.0.5:323"_s)},
        {atAddress(u"127.0.0.5"_s, seen(chrony, 5, {a})), onPort(323, seen(chrony, 6, {a}))}, u"6; 5"_s);
    row("at all addresses", {report(chrony, {a}, u"192.0.2.1:323"_s)},
        {atAddress(u"0.0.0.0"_s, seen(chrony, 5, {a}))}, u"5"_s);
    row("IPv6 where only IPv4 was told", {report(chrony, {a}, u"[::1]:323"_s)},
        {atAddress(u"192.0.2.1"_s, seen(chrony, 5, {a}))}, u"5"_s);
    row("a socket has no port", {report(chrony, {a}, u"/run/chrony/chronyd.sock"_s)},
        {onPort(0, seen(chrony, 5, {a}))}, u"5"_s);
    row("one is a container's", {report(chrony, {a})}, {contained, seen(chrony, 6)}, u"6; silent 9"_s);
    const DaemonReport open = report(DaemonKind::OpenNtpd, {}, u"/run/ntpd.sock"_s);
    SeenDaemon elsewhere = seen(DaemonKind::OpenNtpd, 9);
    elsewhere.process.isInContainer = true;
    row("one of two that name no source is a container's", {open}, {elsewhere, seen(DaemonKind::OpenNtpd, 5)},
        u"5; silent 9"_s);
    row("the only one is a container's", {report(chrony, {a})}, {contained}, u"9"_s);
    row("names none of what answers", {report(chrony, {u"PHC0"_s})}, {seen(chrony, 5, {a})}, u"? | 5"_s);
    row("and another one does", {report(chrony, {u"PHC0"_s}), report(chrony, {a})}, {seen(chrony, 5, {a})},
        u"?; 5"_s);
    SeenDaemon changed = seen(chrony, 5, {a});
    changed.process.startedAt = Instant(100s);
    changed.configuration.files[0].changedAt = Instant(99s);
    row("names none, and did so when it started", {report(chrony, {b})}, {changed}, u"? | 5"_s);
    changed.configuration.files[0].changedAt = Instant(101s);
    row("its file was changed since it started", {report(chrony, {b})}, {changed}, u"5"_s);
    row("no source to go by", {report(chrony, {})}, {seen(chrony, 5, {a})}, u"5"_s);
    row("one of its sources was added at run time", {report(chrony, {a, b})}, {seen(chrony, 5, {a})}, u"5"_s);
    row("a pool's members have their own names with ntpd", {report(DaemonKind::Ntpsec, {u"192.0.2.1"_s})},
        {seen(DaemonKind::Ntpsec, 5, {a})}, u"5"_s);
    row("one server in common, and one asks another too", {report(chrony, {a}), report(chrony, {a, b})},
        {seen(chrony, 5, {a, b}), seen(chrony, 6, {a})}, u"6; 5"_s);
    const QString c = u"c.example"_s;
    row("one server in common, and others", {report(chrony, {a, b}), report(chrony, {a, c})},
        {seen(chrony, 5, {c, a}), seen(chrony, 6, {b, a})}, u"6; 5"_s);
    row("one fits two, and the other only the second", {report(chrony, {a, b}), report(chrony, {a, c})},
        {seen(chrony, 5, {a}), seen(chrony, 6, {c})}, u"5; 6"_s);
    row("the second to find its own leaves one to the first",
        {report(chrony, {a}), report(chrony, {a, b}), report(chrony, {a, b, c})},
        {seen(chrony, 5, {a}), seen(chrony, 6, {a, b, c}), seen(chrony, 7, {a, b})}, u"5; 7; 6"_s);
    const auto gone = [&a](DaemonKind kind) {
        DaemonReport report = ::report(kind, {a});
        report.answer = DaemonAnswer::Refused;
        return report;
    };
    row("timesyncd lives, and the bus has gone", {gone(DaemonKind::Timesyncd)},
        {seen(DaemonKind::Timesyncd, 5)}, u"silent 5"_s);
    row("OpenNTPD's socket is elsewhere", {gone(DaemonKind::OpenNtpd)}, {seen(DaemonKind::OpenNtpd, 5)},
        u"silent 5"_s);
    row("timesyncd has gone", {gone(DaemonKind::Timesyncd)}, {}, u"?"_s);
    row("the better fit wins", {report(chrony, {a, b})}, {seen(chrony, 5, {a}), seen(chrony, 6, {b, a})},
        u"6; silent 5"_s);
}

void TestAttribution::findsTheProcess()
{
    QFETCH(QList<DaemonReport>, reports);
    QFETCH(QList<SeenDaemon>, daemons);
    Sightings sightings;
    sightings.daemons.assign(daemons.begin(), daemons.end());
    QTEST(told(attribute({reports.begin(), reports.end()}, sightings)), "expected");
}

void TestAttribution::givesNoNumberTwice()
{
    // The one that was number 0 has ended, and another is seen that does not answer.
    const QString name = u"a.example"_s;
    DaemonReport second = report(DaemonKind::Chrony, {name});
    second.instance = 1;
    const MachineDaemons machine = attribute(
        {second},
        {.host = {},
         .daemons = {seen(DaemonKind::Chrony, 5, {u"b.example"_s}), seen(DaemonKind::Chrony, 6, {name})},
         .others = {},
         .usual = {},
         .deviceNames = {}});
    QCOMPARE(told(machine), u"6; silent 5"_s);
    QCOMPARE(machine.daemons[0].instance, 1);
    QCOMPARE(machine.daemons[1].instance, 2);
}

void TestAttribution::tellsWhereSourcesComeFrom()
{
    Sightings sightings;
    sightings.daemons.push_back(seen(DaemonKind::Chrony, 5, {u"Pool.example"_s, u"192.0.2.1"_s}));
    sightings.daemons[0].version = u"4.3"_s;
    sightings.daemons[0].configuration.servers[0].type = ServerType::Pool;
    sightings.daemons[0].configuration.servers[1].origin = ServerOrigin::Dhcp;
    sightings.daemons[0].distanceLimit = 16s;
    const MachineDaemons machine = attribute(
        {report(DaemonKind::Chrony, {u"pool.example"_s, u"192.0.2.1"_s, u"added.example"_s})}, sightings);
    const DaemonReport &daemon = machine.daemons.at(0);
    QCOMPARE(daemon.version, u"4.3"_s);
    QCOMPARE(daemon.configuration.at(0).path, u"/5.conf"_s);
    QCOMPARE(daemon.distanceLimit, std::optional<Duration>(16s));
    QCOMPARE(daemon.sources[0].origin, std::optional(ServerOrigin::Administrator));
    QVERIFY(daemon.sources[0].isOfPool);
    QCOMPARE(daemon.sources[1].origin, std::optional(ServerOrigin::Dhcp));
    QVERIFY(!daemon.sources[1].isOfPool);
    QCOMPARE(daemon.sources[2].origin, std::optional(ServerOrigin::Running));
}

void TestAttribution::keepsWhatADaemonSaysOfItsSources()
{
    Sightings sightings;
    sightings.daemons.push_back(seen(DaemonKind::Timesyncd, 5, {u"link.example"_s, u"file.example"_s}));
    sightings.daemons[0].configuration.servers[1].origin = ServerOrigin::Dhcp; // of a file that a hook wrote
    DaemonReport daemon = report(DaemonKind::Timesyncd, {u"link.example"_s, u"file.example"_s, u"192.0.2.9"_s,
                                                         u"fallback.example"_s, u"set.example"_s});
    const std::array told = {ServerOrigin::Dhcp, ServerOrigin::Administrator, ServerOrigin::Dhcp,
                             ServerOrigin::Distribution, ServerOrigin::Running};
    for (size_t i = 0; i < told.size(); ++i)
        daemon.sources[i].origin = told.at(i);
    const MachineDaemons machine = attribute({daemon}, sightings);
    const std::array known = {ServerOrigin::Dhcp, ServerOrigin::Dhcp, ServerOrigin::Dhcp,
                              ServerOrigin::Distribution, ServerOrigin::Running};
    for (size_t i = 0; i < known.size(); ++i)
        QCOMPARE(machine.daemons.at(0).sources[i].origin, std::optional(known.at(i)));
}

void TestAttribution::usualFilesCountOnlyWhereTheyFit()
{
    Sightings sightings;
    sightings.usual[DaemonKind::Chrony] = seen(DaemonKind::Chrony, 0, {u"a.example"_s}).configuration;
    MachineDaemons machine =
        attribute({report(DaemonKind::Chrony, {u"a.example"_s, u"x.example"_s})}, sightings);
    QCOMPARE(machine.daemons[0].sources[0].origin, std::optional(ServerOrigin::Administrator));
    // Nothing says that this daemon reads these files.
    QVERIFY(!machine.daemons[0].sources[1].origin);
    QVERIFY(machine.daemons[0].configuration.empty());
    QVERIFY(!machine.daemons[0].distanceLimit);
    machine = attribute({report(DaemonKind::Chrony, {u"x.example"_s})}, sightings);
    QVERIFY(!machine.daemons[0].sources[0].origin);
}

void TestAttribution::namesDevices()
{
    Sightings sightings;
    sightings.daemons.push_back(seen(DaemonKind::Chrony, 5));
    sightings.daemons[0].configuration.devices = {
        {.driver = u"phc"_s, .parameter = u"/dev/ptp0"_s, .referenceId = u"PHC0"_s, .file = {}, .line = 1}};
    sightings.deviceNames.insert(u"PHC /dev/ptp0"_s, u"KVM virtual PTP"_s);
    DaemonReport daemon = report(DaemonKind::Chrony, {u"PHC0"_s, u"PPS1"_s});
    daemon.sources[0].mode = daemon.sources[1].mode = SourceMode::ReferenceClock;
    const MachineDaemons machine = attribute({daemon}, sightings);
    QCOMPARE(machine.daemons[0].sources[0].device, u"PHC /dev/ptp0"_s);
    QCOMPARE(machine.daemons[0].sources[0].deviceName, u"KVM virtual PTP"_s);
    QVERIFY(machine.daemons[0].sources[1].device.isEmpty());
}

void TestAttribution::namesTheSourcesOfOneThatTellsNone()
{
    Sightings sightings;
    sightings.daemons.push_back(
        seen(DaemonKind::OpenNtpd, 5,
             {u"a.example"_s, u"servers.example"_s, u"A.example"_s, u"default.example"_s}));
    NamedServers &files = sightings.daemons[0].configuration;
    files.servers[1].type = ServerType::Pool;
    files.servers[3].origin = ServerOrigin::Default;
    files.devices = {
        {.driver = u"PPS"_s, .parameter = u"/dev/pps0"_s, .referenceId = u"PPS0"_s, .file = {}, .line = 1}};
    DaemonReport closed = report(DaemonKind::OpenNtpd, {}, u"/run/ntpd.sock"_s);
    closed.answer = DaemonAnswer::NotPermitted;
    const DaemonReport daemon = attribute({closed}, sightings).daemons.at(0);
    QStringList names;
    for (const DaemonSource &source : daemon.sources) {
        names.append(source.name);
        QCOMPARE(source.standing, SourceStanding::Untold);
        QCOMPARE(source.origin, std::optional(ServerOrigin::Administrator));
    }
    QCOMPARE(names, QStringList({u"PPS0"_s, u"a.example"_s, u"servers.example"_s}));
    QCOMPARE(daemon.sources[0].device, u"PPS /dev/pps0"_s);
    QVERIFY(daemon.sources[2].isOfPool);
    // A daemon of which nothing but the process shows.
    QCOMPARE(attribute({}, sightings).daemons.at(0).sources.size(), 3U);
    // A default counts where nothing else does.
    files.devices.clear();
    files.servers.erase(files.servers.begin(), files.servers.begin() + 3);
    QCOMPARE(attribute({closed}, sightings).daemons.at(0).sources.at(0).name, u"default.example"_s);
}

void TestAttribution::whatWasToldIsNoMatterOfFiles()
{
    Sightings sightings;
    sightings.daemons.push_back(seen(DaemonKind::Chrony, 5, {u"a.example"_s}));
    DaemonReport daemon = report(DaemonKind::Chrony, {});
    daemon.readAt = Instant();
    for (const DaemonAnswer answer : {DaemonAnswer::Answering, DaemonAnswer::Silent}) {
        daemon.answer = answer;
        QVERIFY(attribute({daemon}, sightings).daemons.at(0).sources.empty());
    }
    daemon.readAt.reset();
    daemon.answer = DaemonAnswer::NotYet;
    QVERIFY(attribute({daemon}, sightings).daemons.at(0).sources.empty());
    daemon.answer = DaemonAnswer::Silent;
    QCOMPARE(attribute({daemon}, sightings).daemons.at(0).sources.size(), 1U);
}

void TestAttribution::disciplines()
{
    DaemonReport daemon = report(DaemonKind::Chrony, {});
    QCOMPARE(disciplineOf(daemon), Discipline::Unknown);
    daemon.process = DaemonProcess();
    QCOMPARE(disciplineOf(daemon), Discipline::Unknown);
    daemon.process->maySetClock = false;
    QCOMPARE(disciplineOf(daemon), Discipline::Forbidden);
    daemon.process->leavesClockAlone = true;
    QCOMPARE(disciplineOf(daemon), Discipline::Renounced);
    daemon.process->maySetClock = true;
    QCOMPARE(disciplineOf(daemon), Discipline::Renounced);
    daemon.process->leavesClockAlone = false;
    QCOMPARE(disciplineOf(daemon), Discipline::Unknown);
    daemon.readAt = Instant();
    QCOMPARE(disciplineOf(daemon), Discipline::NotYet);
    daemon.tracking = DaemonTracking();
    QCOMPARE(disciplineOf(daemon), Discipline::NotYet);
    daemon.tracking->synchronised = true;
    QCOMPARE(disciplineOf(daemon), Discipline::NotYet); // it has lost its sources
    daemon.sources.emplace_back().standing = SourceStanding::Selected;
    QCOMPARE(disciplineOf(daemon), Discipline::Disciplining);
    daemon.answer = DaemonAnswer::Silent;
    QCOMPARE(disciplineOf(daemon), Discipline::Unknown);
}

QTEST_GUILESS_MAIN(TestAttribution)
#include "test_attribution.moc"
