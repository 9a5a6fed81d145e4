// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/referencedevice.h"
#include "tests/support/filetree.h"

#include <QCoreApplication>
#include <QScopeGuard>
#include <QTest>

#include <sys/shm.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

NamedDevice named(const QString &driver, const QString &parameter)
{
    return {.driver = driver, .parameter = parameter, .referenceId = {}, .file = {}, .line = 1};
}

} // namespace

class TestReferenceDevice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesHardwareClocks();
    void namesPulses();
    void tellsWhoWritesASegment();
    void seesWhoMadeARealSegment();
    void knowsGpsdsSockets();
    void anotherDriverHasNoName();
};

void TestReferenceDevice::namesHardwareClocks()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/sys/class/ptp/ptp0/clock_name"_s, "KVM virtual PTP\n"));
    QVERIFY(tree.write(u"/sys/class/ptp/ptp1/clock_name"_s, "e1000e-ptp\n"));
    QVERIFY(tree.write(u"/dev/ptp0"_s, {}));
    QVERIFY(tree.link(u"ptp0"_s, u"/dev/ptp_kvm"_s));
    QVERIFY(tree.link(u"../dev/ptp0"_s, u"/srv/clock"_s));
    QVERIFY(tree.makeFolder(u"/sys/class/net/eth0/device/ptp/ptp1"_s));
    const auto name = [&tree](const QString &parameter) {
        return feederOf(named(u"phc"_s, parameter), tree.root());
    };
    QCOMPARE(name(u"/dev/ptp0"_s), u"KVM virtual PTP"_s);
    QCOMPARE(name(u"/dev/ptp_kvm"_s), u"KVM virtual PTP, /dev/ptp0"_s);
    QCOMPARE(name(u"/srv/clock"_s), u"KVM virtual PTP, /dev/ptp0"_s);
    QCOMPARE(name(u"eth0"_s), u"e1000e-ptp, /dev/ptp1"_s);
    QCOMPARE(name(u"eth1"_s), QString());
    QCOMPARE(name(u"../net/eth0"_s), QString());
    QCOMPARE(name(u"/dev/ptp7"_s), QString());
}

void TestReferenceDevice::namesPulses()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/sys/class/pps/pps0/name"_s, "serial0\n"));
    QVERIFY(tree.write(u"/sys/class/pps/pps0/path"_s, "/dev/ttyS0\n"));
    QVERIFY(tree.write(u"/sys/class/pps/pps1/name"_s, "ptp1\n"));
    QVERIFY(tree.write(u"/sys/class/pps/pps1/path"_s, "\n"));
    QVERIFY(tree.write(u"/dev/pps0"_s, {}) && tree.write(u"/dev/pps1"_s, {}));
    QVERIFY(tree.link(u"pps0"_s, u"/dev/gpspps0"_s));
    const auto name = [&tree](const QString &parameter) {
        return feederOf(named(u"PPS"_s, parameter), tree.root());
    };
    QCOMPARE(name(u"/dev/pps0"_s), u"serial0, /dev/ttyS0"_s);
    QCOMPARE(name(u"/dev/gpspps0"_s), u"serial0, /dev/ttyS0"_s);
    QCOMPARE(name(u"/dev/pps1"_s), u"ptp1"_s);
    QCOMPARE(name(u"/dev/pps2"_s), QString());
}

void TestReferenceDevice::tellsWhoWritesASegment()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/proc/sysvipc/shm"_s,
                       "       key      shmid perms       size  cpid  lpid nattch   uid   gid\n"
                       "1314148400          0   600         96   411   500      2     0     0\n"
                       "1314148401          1   600         96   500   411      2     0     0\n"
                       "1314148402          2   600         96   500   500      1     0     0\n"
                       "1314148403          3   600         96   999   999      1     0     0\n"));
    QVERIFY(tree.write(u"/proc/411/comm"_s, "gpsd\n"));
    QVERIFY(tree.write(u"/proc/500/comm"_s, "chronyd\n"));
    const auto name = [&tree](const QString &parameter) {
        return feederOf(named(u"SHM"_s, parameter), tree.root());
    };
    QCOMPARE(name(u"0"_s), u"gpsd (411)"_s);
    QCOMPARE(name(u"1"_s), u"gpsd (411)"_s); // chronyd was there first, and gpsd after it
    QCOMPARE(name(u"2"_s), QString());       // nobody but chronyd
    QCOMPARE(name(u"3"_s), QString());       // it has ended
    QCOMPARE(name(u"4"_s), QString());
    QCOMPARE(name(u"x"_s), QString());
}

void TestReferenceDevice::seesWhoMadeARealSegment()
{
    int unit = 200;
    int id = -1;
    while (id < 0 && unit < 300)
        id = shmget(0x4e545030 + ++unit, 96, IPC_CREAT | IPC_EXCL | 0600);
    QVERIFY(id >= 0);
    const auto remove = qScopeGuard([id] { shmctl(id, IPC_RMID, nullptr); });
    const QString name = feederOf(named(u"SHM"_s, QString::number(unit)), u"/"_s);
    QVERIFY2(name.endsWith(u"(%1)"_s.arg(QCoreApplication::applicationPid())), qPrintable(name));
}

void TestReferenceDevice::knowsGpsdsSockets()
{
    const test::FileTree tree;
    QVERIFY(tree.write(u"/dev/ttyACM0"_s, {}));
    const auto name = [&tree](const QString &parameter) {
        return feederOf(named(u"SOCK"_s, parameter), tree.root());
    };
    QCOMPARE(name(u"/run/chrony.ttyACM0.sock"_s), u"/dev/ttyACM0"_s);
    QCOMPARE(name(u"/run/chrony.clk.ttyACM0.sock"_s), u"/dev/ttyACM0"_s);
    QCOMPARE(name(u"/run/chrony.ttyS9.sock"_s), QString());
    QCOMPARE(name(u"/run/my.sock"_s), QString());
}

void TestReferenceDevice::anotherDriverHasNoName()
{
    QCOMPARE(feederOf(named(u"SENSOR"_s, u"nmea0"_s), u"/"_s), QString());
    QCOMPARE(deviceText(named(u"phc"_s, u"/dev/ptp0"_s)), u"PHC /dev/ptp0"_s);
}

QTEST_GUILESS_MAIN(TestReferenceDevice)
#include "test_referencedevice.moc"
