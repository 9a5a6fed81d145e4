// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/processtable.h"
#include "core/daemons/versionprobe.h"
#include "tests/support/chronyd.h"
#include "tests/support/filetree.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

/// A clock that says it is 1000 s after boot.
class BootedClock final : public Clock
{
public:
    ClockReading read() const override
    {
        return {.realtime = Instant(2'000'000'000s), .raw = {}, .boot = BootInstant(1000s), .monotonic = {}};
    }
};

struct Fake
{
    qint64 pid = 0;
    qint64 parent = 1;
    QByteArray name;
    QByteArray arguments; ///< with spaces between
    QByteArray rights = "0000000000000000";
    QByteArray group = "0::/\n";
    QByteArray namespaces{}; ///< further numbers
    char state = 'S';
};

constexpr const char *setsTime = "0000000002000000";

bool write(const test::FileTree &tree, const Fake &process)
{
    const QString folder = u"/proc/%1/"_s.arg(process.pid);
    const QByteArray number = QByteArray::number(process.pid);
    QByteArray arguments = process.arguments;
    if (!arguments.startsWith("ntpd: "))
        arguments.replace(' ', '\0');
    return tree.write(folder + u"comm"_s, process.name + '\n') &&
           tree.write(folder + u"cmdline"_s, arguments + '\0') &&
           tree.write(folder + u"cgroup"_s, process.group) &&
           tree.write(folder + u"stat"_s, number + " (" + process.name + ") " + process.state + ' ' +
                                              QByteArray::number(process.parent) +
                                              " 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 " +
                                              QByteArray::number(300 * sysconf(_SC_CLK_TCK)) + " 1 1\n") &&
           tree.write(folder + u"status"_s, "Name:\t" + process.name + "\nPid:\t" + number + "\nPPid:\t" +
                                                QByteArray::number(process.parent) + "\nNSpid:\t" + number +
                                                process.namespaces + "\nCapEff:\t" + process.rights + '\n');
}

} // namespace

class TestProcessTable final : public QObject
{
    Q_OBJECT

private:
    BootedClock m_clock;

private Q_SLOTS:
    void readsWhatProcShows();
    void leavesOutTheDead();
    void leavesOutARealZombie();
    void tellsWhoSteersByItself_data();
    void tellsWhoSteersByItself();
    void knowsHyperVsPartOfTheKernel();
    void tellsNtpdsApart();
    void rightsOfAContainerSayNothing();
    void aMachineWithoutProcHasNone();
    void readsArguments_data();
    void readsArguments();
    void readsUnits_data();
    void readsUnits();
    void seesARealChronyd();
    void trustsOnlyRootsPrograms();
    void asksForAVersion();
};

void TestProcessTable::readsWhatProcShows()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/proc/self/uid_map"_s, "         0          0 4294967295\n"));
    // Debian's chronyd: the child keeps what the parent has given up.
    QVERIFY(write(tree, {.pid = 411,
                         .name = "chronyd",
                         .arguments = "/usr/sbin/chronyd -F 1",
                         .group = "0::/system.slice/chrony.service\n"}));
    QVERIFY(write(tree, {.pid = 412,
                         .parent = 411,
                         .name = "chronyd",
                         .arguments = "/usr/sbin/chronyd -F 1",
                         .rights = setsTime}));
    QVERIFY(write(tree, {.pid = 90,
                         .name = "chronyd",
                         .arguments = "chronyd -x -f /c.conf",
                         .rights = setsTime,
                         .namespaces = "\t7"}));
    QVERIFY(write(tree, {.pid = 500,
                         .name = "systemd-timesyn",
                         .arguments = "/lib/systemd/systemd-timesyncd",
                         .rights = setsTime}));
    QVERIFY(
        write(tree, {.pid = 600, .name = "vmtoolsd", .arguments = "/usr/bin/vmtoolsd", .rights = setsTime}));
    QVERIFY(write(tree, {.pid = 700, .name = "chronyd-watcher", .arguments = "chronyd"}));
    QVERIFY(write(tree, {.pid = 800, .name = "bash", .arguments = "bash chronyd"}));

    const TimeProcesses found = ProcessTable(tree.root(), m_clock).read();
    QCOMPARE(found.daemons.size(), 3U);
    const DaemonProcess &contained = found.daemons[0];
    QCOMPARE(contained.pid, 90);
    QVERIFY(contained.isInContainer);
    QVERIFY(contained.leavesClockAlone);
    QCOMPARE(contained.mainFile, u"/c.conf"_s);
    const DaemonProcess &chrony = found.daemons[1];
    QCOMPARE(chrony.kind, DaemonKind::Chrony);
    QCOMPARE(chrony.pid, 411);
    QCOMPARE(chrony.program, u"/usr/sbin/chronyd"_s);
    QCOMPARE(chrony.unit, u"chrony.service"_s);
    QVERIFY(!chrony.isInContainer);
    QVERIFY(!chrony.leavesClockAlone);
    QCOMPARE(chrony.maySetClock, std::optional(true));
    // 300 s after boot, and boot was 1000 s ago.
    QCOMPARE(*chrony.startedAt, Instant(2'000'000'000s - 700s));
    QCOMPARE(found.daemons[2].kind, DaemonKind::Timesyncd);
    QCOMPARE(found.others.size(), 1U);
    QCOMPARE(found.others[0].name, u"vmtoolsd"_s);
    QCOMPARE(found.others[0].maySetClock, std::optional(true));
}

void TestProcessTable::leavesOutTheDead()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/proc/self/uid_map"_s, "0 0 4294967295\n"));
    for (const auto &[pid, state] : {std::pair(10, 'Z'), {11, 'X'}, {12, 'R'}, {13, 'D'}, {14, 'T'}}) {
        QVERIFY(write(
            tree,
            {.pid = pid, .name = "chronyd", .arguments = "chronyd", .rights = setsTime, .state = state}));
    }
    QVERIFY(write(tree, {.pid = 20, .name = "phc2sys", .arguments = "", .state = 'Z'}));
    const TimeProcesses found = ProcessTable(tree.root(), m_clock).read();
    QList<qint64> alive;
    for (const DaemonProcess &daemon : found.daemons)
        alive.append(daemon.pid);
    QCOMPARE(alive, QList<qint64>({12, 13, 14}));
    QVERIFY(found.others.empty());
}

void TestProcessTable::leavesOutARealZombie()
{
    const pid_t pid = fork();
    QVERIFY(pid >= 0);
    if (pid == 0) {
        prctl(PR_SET_NAME, "chronyd");
        _exit(0);
    }
    siginfo_t ended = {};
    QCOMPARE(waitid(P_PID, id_t(pid), &ended, WEXITED | WNOWAIT), 0); // and leaves it as it is
    QFile name(u"/proc/%1/comm"_s.arg(pid));
    QVERIFY(name.open(QIODevice::ReadOnly));
    const QByteArray comm = name.readAll();
    const SystemClock clock;
    const TimeProcesses found = ProcessTable(u"/"_s, clock).read();
    QCOMPARE(waitpid(pid, nullptr, 0), pid);
    QCOMPARE(comm, QByteArray("chronyd\n"));
    QVERIFY(std::ranges::find(found.daemons, pid, &DaemonProcess::pid) == found.daemons.end());
}

void TestProcessTable::tellsWhoSteersByItself_data()
{
    QTest::addColumn<bool>("steers");
    const auto row = [](const char *arguments, bool steers) { QTest::newRow(arguments) << steers; };
    row("/usr/sbin/phc2sys -s eth0 -w", true);
    row("/usr/sbin/phc2sys -a -r", true);
    row("/usr/sbin/phc2sys -a", false);
    row("/usr/sbin/phc2sys -s CLOCK_REALTIME -c eth0 -w", false);
    row("/usr/sbin/phc2sys -a -r -E ntpshm -M 1", false);
    row("/usr/sbin/ptp4l -i eth0 -s", false);
    row("/usr/sbin/ptp4l -i eth0 -S", true);
    row("/usr/sbin/ts2phc -c eth0", false);
    row("/usr/sbin/timemaster -f /etc/timemaster.conf", false);
    row("/usr/sbin/VBoxService --pidfile /run/v.pid", true);
    row("/usr/sbin/VBoxService --disable-timesync", false);
    row("/usr/bin/vmtoolsd", false);
    row("/usr/bin/prltoolsd", false);
    row("/usr/sbin/qemu-ga", false);
    row("/usr/sbin/adjtimed", true);
    row("/usr/sbin/htpdate -D -s a.example", true);
    row("/usr/sbin/tlsdated", true);
    row("/usr/sbin/ntpdate -u a.example", true);
    row("/usr/sbin/ntpdate -q a.example", false);
}

void TestProcessTable::tellsWhoSteersByItself()
{
    const QByteArray arguments = QTest::currentDataTag();
    const QByteArray program = arguments.split(' ').first();
    const test::FileTree tree;
    QVERIFY(write(tree,
                  {.pid = 10, .name = program.sliced(program.lastIndexOf('/') + 1), .arguments = arguments}));
    const TimeProcesses found = ProcessTable(tree.root(), m_clock).read();
    QCOMPARE(found.others.size(), 1U);
    QTEST(found.others[0].steersByItself, "steers");
}

void TestProcessTable::knowsHyperVsPartOfTheKernel()
{
    for (const QString &path : {u"/sys/bus/vmbus/drivers/hv_utils"_s, u"/sys/module/hv_utils"_s}) {
        const test::FileTree tree;
        QVERIFY(tree.makeFolder(path));
        const TimeProcesses found = ProcessTable(tree.root(), m_clock).read();
        QCOMPARE(found.others.size(), 1U);
        QCOMPARE(
            found.others[0],
            (OtherSteerer{.name = u"hv_utils"_s, .pid = 0, .maySetClock = true, .steersByItself = false}));
    }
}

void TestProcessTable::tellsNtpdsApart()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/proc/self/uid_map"_s, "0 0 4294967295\n"));
    QVERIFY(tree.write(u"/opt/a/ntpd"_s, "\x7f"
                                         "ELF … ntpd ntpsec-1.2.2"));
    QVERIFY(tree.write(u"/opt/b/ntpd"_s, "\x7f"
                                         "ELF … ntp engine"));
    QVERIFY(tree.write(u"/opt/c/ntpd"_s, "\x7f"
                                         "ELF … ntpd 4.2.8p15"));
    QVERIFY(write(tree, {.pid = 10, .name = "ntpd", .arguments = "/opt/a/ntpd -c /etc/x.conf"}));
    QVERIFY(write(tree, {.pid = 20, .name = "ntpd", .arguments = "/opt/b/ntpd -f /etc/y.conf"}));
    QVERIFY(write(tree, {.pid = 30, .name = "ntpd", .arguments = "/opt/c/ntpd"}));
    QVERIFY(write(tree, {.pid = 40, .name = "ntpd", .arguments = "/gone/ntpd"}));
    QVERIFY(write(tree, {.pid = 41, .parent = 40, .name = "ntpd", .arguments = "ntpd: ntp engine"}));
    QVERIFY(write(tree, {.pid = 42, .parent = 41, .name = "ntpd", .arguments = "ntpd: dns engine"}));
    QVERIFY(write(tree, {.pid = 50,
                         .name = "ntpd",
                         .arguments = "/gone/ntpd",
                         .group = "1:name=systemd:/system.slice/ntpsec.service\n"}));
    QVERIFY(
        write(tree, {.pid = 60, .name = "ntp-daemon", .arguments = "/usr/bin/ntp-daemon --config=/z.toml"}));
    QStringList kinds;
    for (const DaemonProcess &daemon : ProcessTable(tree.root(), m_clock).read().daemons)
        kinds.append(u"%1:%2%3"_s.arg(daemon.pid).arg(int(daemon.kind)).arg(daemon.mainFile));
    const auto kind = [](DaemonKind of) { return QString::number(int(of)); };
    QCOMPARE(kinds,
             QStringList({u"10:%1/etc/x.conf"_s.arg(kind(DaemonKind::Ntpsec)),
                          u"20:%1/etc/y.conf"_s.arg(kind(DaemonKind::OpenNtpd)),
                          u"30:%1"_s.arg(kind(DaemonKind::Ntpd)), u"40:%1"_s.arg(kind(DaemonKind::OpenNtpd)),
                          u"50:%1"_s.arg(kind(DaemonKind::Ntpsec)),
                          u"60:%1/z.toml"_s.arg(kind(DaemonKind::NtpdRs))}));
}

void TestProcessTable::rightsOfAContainerSayNothing()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/proc/self/uid_map"_s, "0 100000 65536\n"));
    QVERIFY(write(tree, {.pid = 10, .name = "chronyd", .arguments = "chronyd", .rights = setsTime}));
    const TimeProcesses found = ProcessTable(tree.root(), m_clock).read();
    QCOMPARE(found.daemons.size(), 1U);
    QVERIFY(!found.daemons[0].maySetClock);

    // One in a user namespace of its own has all rights there, and none here.
    const test::FileTree ours;
    QVERIFY(ours.write(u"/proc/self/uid_map"_s, "0 0 4294967295\n"));
    QVERIFY(write(ours, {.pid = 10, .name = "chronyd", .arguments = "chronyd", .rights = setsTime}));
    QVERIFY(ours.write(u"/proc/10/uid_map"_s, "0 1000 1\n"));
    QCOMPARE(ProcessTable(ours.root(), m_clock).read().daemons.at(0).maySetClock, std::optional(false));
}

void TestProcessTable::aMachineWithoutProcHasNone()
{
    const test::FileTree tree;
    QCOMPARE(ProcessTable(tree.root(), m_clock).read(), TimeProcesses());
}

void TestProcessTable::readsArguments_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("mainFile");
    QTest::addColumn<bool>("leavesClockAlone");
    const auto row = [](DaemonKind kind, const QString &arguments, const QString &mainFile,
                        bool leavesClockAlone = false) {
        QTest::newRow(qPrintable(arguments)) << int(kind) << arguments << mainFile << leavesClockAlone;
    };
    row(DaemonKind::Chrony, u"chronyd"_s, {});
    row(DaemonKind::Chrony, u"chronyd -x"_s, {}, true);
    row(DaemonKind::Chrony, u"chronyd -dxf /a"_s, u"/a"_s, true);
    row(DaemonKind::Chrony, u"chronyd -f/a -F 1"_s, u"/a"_s);
    row(DaemonKind::Chrony, u"chronyd -u x -F -1"_s, {});
    row(DaemonKind::Chrony, u"chronyd -l x"_s, {});
    row(DaemonKind::Chrony, u"chronyd -f"_s, {});
    row(DaemonKind::Chrony, u"chronyd -- -x"_s, {});
    row(DaemonKind::Ntpsec, u"ntpd -p /run/ntpd.pid -c /run/ntpsec/ntp.conf.dhcp -g -N -u ntpsec:ntpsec"_s,
        u"/run/ntpsec/ntp.conf.dhcp"_s);
    row(DaemonKind::Ntpd, u"ntpd --configfile /a -g"_s, u"/a"_s);
    row(DaemonKind::OpenNtpd, u"ntpd -d -f /etc/openntpd/ntpd.conf"_s, u"/etc/openntpd/ntpd.conf"_s);
    row(DaemonKind::NtpdRs, u"ntp-daemon -c /a"_s, u"/a"_s);
    row(DaemonKind::Timesyncd, u"systemd-timesyncd -f x"_s, {});
}

void TestProcessTable::readsArguments()
{
    QFETCH(int, kind);
    QFETCH(QString, arguments);
    DaemonProcess process;
    process.kind = DaemonKind(kind);
    readDaemonArguments(arguments.split(u' '), process);
    QTEST(process.mainFile, "mainFile");
    QTEST(process.leavesClockAlone, "leavesClockAlone");
}

void TestProcessTable::readsUnits_data()
{
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QString>("unit");
    QTest::newRow("version 2") << QByteArray("0::/system.slice/chrony.service\n") << u"chrony.service"_s;
    QTest::newRow("version 1") << QByteArray(
                                      "9:cpu:/x.service\n1:name=systemd:/system.slice/ntp.service\n0::/\n")
                               << u"ntp.service"_s;
    QTest::newRow("a user's") << QByteArray("0::/user.slice/user@1.service/app.slice/a.service\n")
                              << u"a.service"_s;
    QTest::newRow("a session") << QByteArray("0::/user.slice/session-1.scope\n") << QString();
    QTest::newRow("none") << QByteArray() << QString();
}

void TestProcessTable::readsUnits()
{
    QFETCH(QByteArray, group);
    QTEST(unitOfCgroup(group), "unit");
}

void TestProcessTable::seesARealChronyd()
{
    Chronyd server(Chronyd::plain());
    const SystemClock clock;
    const Instant before = clock.read().realtime;
    QVERIFY2(server.start(), qPrintable(server.failure()));
    const TimeProcesses found = ProcessTable(u"/"_s, clock).read();
    const auto daemon = std::ranges::find(found.daemons, server.processId(), &DaemonProcess::pid);
    QVERIFY(daemon != found.daemons.end());
    QCOMPARE(daemon->kind, DaemonKind::Chrony);
    QVERIFY(daemon->leavesClockAlone);
    QVERIFY(!daemon->maySetClock.value_or(false));
    QVERIFY(QFile::exists(daemon->mainFile));
    // The kernel counts in ticks.
    QVERIFY(*daemon->startedAt > before - 1s && *daemon->startedAt < clock.read().realtime + 1s);
    ProcessTable again(u"/"_s, clock);
    const auto entry = [&] {
        const TimeProcesses all = again.read();
        const auto one = std::ranges::find(all.daemons, server.processId(), &DaemonProcess::pid);
        return one == all.daemons.end() ? std::nullopt : std::optional(*one);
    };
    const std::optional<DaemonProcess> read = entry();
    QVERIFY(read);
    QVERIFY(read == entry()); // or everything would be read anew at every look
    server.stop();
    const TimeProcesses after = ProcessTable(u"/"_s, clock).read();
    QVERIFY(std::ranges::find(after.daemons, daemon->pid, &DaemonProcess::pid) == after.daemons.end());
}

void TestProcessTable::trustsOnlyRootsPrograms()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/chronyd"_s, "#!/bin/sh\necho 'chronyd (chrony) version 9.9'\n"));
    QVERIFY(QFile::setPermissions(tree.real(u"/chronyd"_s), QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(rootsOwnProgram(tree.real(u"/chronyd"_s)).isEmpty()); // /tmp is everybody's
    // What is run is not the link, which may lead elsewhere a moment later.
    QVERIFY(tree.link(u"/usr/bin/env"_s, u"/bin/chronyd"_s));
    QCOMPARE(rootsOwnProgram(tree.real(u"/bin/chronyd"_s)), QFileInfo(u"/usr/bin/env"_s).canonicalFilePath());
    QVERIFY(rootsOwnProgram(u"/usr/bin"_s).isEmpty());
    QVERIFY(rootsOwnProgram(u"/no/such/program"_s).isEmpty());
    VersionProbe probe;
    QCOMPARE(probe.versionOf(tree.real(u"/chronyd"_s)), std::optional(QString()));
    QCOMPARE(probe.versionOf(tree.real(u"/bin/chronyd"_s)), std::optional(QString())); // not by that name
    QCOMPARE(probe.versionOf(u"/usr/bin/env"_s), std::optional(QString()));
    QCOMPARE(probe.versionOf(u"chronyd"_s), std::optional(QString()));
}

void TestProcessTable::asksForAVersion()
{
    QCOMPARE(chronyVersion("chronyd (chrony) version 4.3 (+CMDMON +NTP)\n"), u"4.3"_s);
    QCOMPARE(chronyVersion("chronyd (chrony) version 4.6-pre1\n"), u"4.6-pre1"_s);
    QCOMPARE(chronyVersion("ntpd 4.2"), QString());

    const QString chronyd = qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/usr/sbin/chronyd"_s;
    if (rootsOwnProgram(chronyd).isEmpty())
        return; // the tests' user is not root
    VersionProbe probe;
    QSignalSpy finished(&probe, &VersionProbe::finished);
    QVERIFY(!probe.versionOf(chronyd));
    QVERIFY(!probe.versionOf(chronyd)); // asked once
    QVERIFY(finished.wait(30'000));
    QCOMPARE(finished.count(), 1);
    QVERIFY2(probe.versionOf(chronyd).value_or(QString()).startsWith(u"4."), "chronyd's own version");
}

QTEST_GUILESS_MAIN(TestProcessTable)
#include "test_processtable.moc"
