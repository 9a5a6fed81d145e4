// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/unitfacts.h"
#include "tests/apply/ownmachine.h"

#include <QTest>

#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

/// A process in a /proc of our own.
struct Proc
{
    FileTree tree;
    UnitFacts unit{.unit = u"chrony.service"_s, .isActive = true, .mainPid = 77, .program = {}, .user = {}};

    bool run(const QByteArray &arguments, const QString &program = u"/usr/sbin/chronyd"_s) const
    {
        const QString real = u"/files"_s + program;
        return tree.write(real, "program") && setMode(tree.real(real), 0755) &&
               tree.write(u"/77/cmdline"_s, QByteArray(arguments).replace(' ', '\0')) &&
               setUsers("0\t0\t0\t0") && setGroup("/system.slice/" + unit.unit.toUtf8()) &&
               QFile::link(tree.real(real), tree.real(u"/77/exe"_s));
    }
    bool setUsers(const QByteArray &users) const
    {
        return tree.write(u"/77/status"_s, "Name:\tx\nUmask:\t0022\nUid:\t" + users + "\nGid:\t0\t0\t0\t0\n");
    }
    bool setGroup(const QByteArray &path, const QByteArray &hierarchy = "0::") const
    {
        return tree.write(u"/77/cgroup"_s, hierarchy + path + '\n');
    }
    Result<QString> mainFile(DaemonKind daemon = DaemonKind::Chrony) const
    {
        return mainFileOf(unit, daemon, tree.root());
    }
};

} // namespace

class TestUnitFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void readsNothingElse_data();
    void readsNothingElse();
    void findsTheMainFile_data();
    void findsTheMainFile();
    void refusesFilesElsewhere_data();
    void refusesFilesElsewhere();
    void believesRootsProcessOnly();
    void goesByNoScript();
};

void TestUnitFacts::reads()
{
    const std::optional<UnitFacts> facts = parseUnitFacts(
        "MainPID=1234\nExecStart={ path=/usr/sbin/chronyd ; argv[]=/usr/sbin/chronyd $DAEMON_OPTS ; "
        "ignore_errors=no ; start_time=[n/a] ; pid=0 ; status=0/0 }\nId=chrony.service\nLoadState=loaded\n"
        "ActiveState=active\nUser=\n");
    QVERIFY(facts);
    QCOMPARE(facts->unit, u"chrony.service"_s);
    QVERIFY(facts->isActive);
    QCOMPARE(facts->mainPid, 1234);
    QCOMPARE(facts->program, u"/usr/sbin/chronyd"_s);
    QCOMPARE(facts->user, QString());
    const std::optional<UnitFacts> other =
        parseUnitFacts("Id=systemd-timesyncd.service\nLoadState=loaded\nActiveState=failed\nMainPID=0\nUser="
                       "systemd-timesync\n");
    QVERIFY(other && !other->isActive && other->mainPid == 0 && other->program.isEmpty());
    QCOMPARE(other->user, u"systemd-timesync"_s);
    for (const char *state : {"activating", "reloading"})
        QVERIFY(
            parseUnitFacts(QByteArray("Id=ntp.service\nLoadState=loaded\nActiveState=") + state)->isActive);
    QCOMPARE(parseUnitFacts("Id=ntp.service\nLoadState=loaded\nMainPID=-5\n")->mainPid, 0);
}

void TestUnitFacts::readsNothingElse_data()
{
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("noise") << QByteArray("\0\xff=\n=\n", 6);
    QTest::newRow("not there") << QByteArray("Id=chrony.service\nLoadState=not-found\n");
    QTest::newRow("masked") << QByteArray("Id=chrony.service\nLoadState=masked\n");
    QTest::newRow("another") << QByteArray("Id=ssh.service\nLoadState=loaded\n");
    QTest::newRow("without a name") << QByteArray("LoadState=loaded\n");
}

void TestUnitFacts::readsNothingElse()
{
    QFETCH(QByteArray, shown);
    QVERIFY(!parseUnitFacts(shown));
}

void TestUnitFacts::findsTheMainFile_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("daemon");
    QTest::addColumn<QString>("file");
    const int chrony = int(DaemonKind::Chrony);
    const int ntpsec = int(DaemonKind::Ntpsec);
    QTest::newRow("its usual one") << QByteArray("chronyd -F 1") << chrony << QString();
    QTest::newRow("-f") << QByteArray("chronyd -F 1 -f /etc/my.conf") << chrony << u"/etc/my.conf"_s;
    QTest::newRow("-fFILE") << QByteArray("chronyd -f/etc/my.conf -x") << chrony << u"/etc/my.conf"_s;
    QTest::newRow("behind others") << QByteArray("chronyd -xf /etc/chrony/a.conf") << chrony
                                   << u"/etc/chrony/a.conf"_s;
    QTest::newRow("the last") << QByteArray("chronyd -f /etc/a.conf -f /etc/b.conf") << chrony
                              << u"/etc/b.conf"_s;
    QTest::newRow("another's value") << QByteArray("chronyd -u -f -L -f") << chrony << QString();
    QTest::newRow("directives") << QByteArray("chronyd -- -f /etc/a.conf") << chrony << QString();
    QTest::newRow("ntpd -c") << QByteArray("ntpd -p /run/ntpd.pid -c /etc/ntpsec/ntp.conf -g -N") << ntpsec
                             << u"/etc/ntpsec/ntp.conf"_s;
    QTest::newRow("ntpd --configfile")
        << QByteArray("ntpd --configfile=/etc/ntp.conf -g") << ntpsec << u"/etc/ntp.conf"_s;
    QTest::newRow("ntpd, two words") << QByteArray("ntpd --configfile /etc/ntp.conf -g") << ntpsec
                                     << u"/etc/ntp.conf"_s;
    QTest::newRow("chrony's -f is none of ntpd's")
        << QByteArray("ntpd -f /var/lib/drift") << ntpsec << QString();
    QTest::newRow("what DHCP makes of it")
        << QByteArray("ntpd -c /run/ntpsec/ntp.conf.dhcp -g") << ntpsec << u"/run/ntpsec/ntp.conf.dhcp"_s;
    QTest::newRow("timesyncd has none")
        << QByteArray("x -f /etc/a.conf -c /etc/b.conf") << int(DaemonKind::Timesyncd) << QString();
}

void TestUnitFacts::findsTheMainFile()
{
    QFETCH(QByteArray, arguments);
    QFETCH(int, daemon);
    QFETCH(QString, file);
    const Proc proc;
    const bool isChrony = daemon == int(DaemonKind::Chrony);
    QVERIFY(proc.run(arguments, isChrony ? u"/usr/sbin/chronyd"_s : u"/usr/sbin/ntpd"_s));
    const Result<QString> found = proc.mainFile(DaemonKind(daemon));
    QVERIFY2(found, qPrintable(found ? QString() : found.error().detail));
    QCOMPARE(*found, file);
}

void TestUnitFacts::refusesFilesElsewhere_data()
{
    QTest::addColumn<QByteArray>("file");
    for (const QByteArray &file :
         {QByteArray("/run/ntpsec/ntp.conf.dhcp"), QByteArray("/tmp/a.conf"), QByteArray("/root/a.conf"),
          QByteArray("/etcetera/a.conf"), QByteArray("etc/a.conf"), QByteArray("a.conf"),
          QByteArray("/etc/shadow"), QByteArray("/etc/passwd"), QByteArray("/etc/../root/a.conf"),
          QByteArray("/etc/./a.conf"), QByteArray("/etc//a.conf"), QByteArray("/etc/a\x1b.conf"),
          QByteArray("/etc/a\n.conf"), QByteArray("/etc/\xc3\xa9.conf"), QByteArray("/dev/stdin"),
          QByteArray("/proc/self/environ.conf"), "/etc/" + QByteArray(2000, 'a') + ".conf"})
        QTest::newRow(file.left(40).toPercentEncoding().constData()) << file;
}

void TestUnitFacts::refusesFilesElsewhere()
{
    QFETCH(QByteArray, file);
    const Proc proc;
    QVERIFY(proc.run("chronyd -f " + file));
    const Result<QString> found = proc.mainFile();
    QVERIFY(!found);
    QVERIFY(found.error().detail.contains(u"/etc"_s));
}

void TestUnitFacts::believesRootsProcessOnly()
{
    const QByteArray arguments = "chronyd -f /etc/my.conf";
    const auto own = [](const QString &path, uint user) {
        return ::chown(QFile::encodeName(path).constData(), user, 0) == 0;
    };
    {
        Proc proc;
        QVERIFY(proc.run(arguments));
        QCOMPARE(*proc.mainFile(), u"/etc/my.conf"_s);
        proc.unit.mainPid = 0;
        QCOMPARE(*proc.mainFile(), QString());
        proc.unit.mainPid = 78;
        QCOMPARE(*proc.mainFile(), QString());
    }
    {
        // Another user's process, though the folder is root's as it is when that may not be looked into.
        Proc proc;
        QVERIFY(proc.run(arguments));
        for (const char *users :
             {"12345\t12345\t12345\t12345", "12345\t0\t0\t0", "0\t12345\t0\t0", "0\t0\t12345\t0"}) {
            QVERIFY(proc.setUsers(users));
            QVERIFY2(!proc.mainFile(), users);
        }
    }
    {
        Proc proc; // the user that the unit names; "daemon" is number 1 on every Linux
        QVERIFY(proc.run(arguments) && proc.setUsers("1\t1\t1\t1"));
        QVERIFY(!proc.mainFile());
        proc.unit.user = u"daemon"_s;
        QVERIFY(proc.mainFile());
    }
    {
        Proc proc; // not the unit's
        QVERIFY(proc.run(arguments));
        for (const char *group : {"/", "/user.slice/user-1000.slice/session-1.scope",
                                  "/system.slice/ntp.service", "/system.slice/xchrony.service",
                                  "/user.slice/user-1000.slice/user@1000.service/app.slice/chrony.service"}) {
            QVERIFY(proc.setGroup(group));
            QVERIFY2(!proc.mainFile(), group);
        }
        // With the older kind of control groups, and further below.
        QVERIFY(proc.setGroup("/system.slice/chrony.service/sub", "12:pids:/\n1:name=systemd:"));
        QVERIFY(proc.mainFile());
    }
    for (const QString &name : {u"/77/status"_s, u"/77/cgroup"_s, u"/77/cmdline"_s}) {
        const Proc proc; // it has just ended
        QVERIFY(proc.run(arguments) && QFile::remove(proc.tree.real(name)));
        QCOMPARE(*proc.mainFile(), QString());
    }
    {
        Proc proc; // another user's program
        QVERIFY(proc.run(arguments) && own(proc.tree.real(u"/files/usr/sbin/chronyd"_s), 1000));
        QVERIFY(!proc.mainFile());
    }
    {
        Proc proc; // a program that others can write to
        QVERIFY(proc.run(arguments) && setMode(proc.tree.real(u"/files/usr/sbin/chronyd"_s), 0757));
        QVERIFY(!proc.mainFile());
    }
}

void TestUnitFacts::goesByNoScript()
{
    const Proc proc;
    QVERIFY(proc.run("sh -c exec /usr/sbin/chronyd -f /tmp/x", u"/usr/bin/sh"_s));
    const Result<QString> found = proc.mainFile();
    QVERIFY(found && found->isEmpty());
    // One whose package was upgraded runs on from a file without a name.
    const Proc gone;
    QVERIFY(gone.run("chronyd -f /etc/my.conf", u"/usr/sbin/chronyd (deleted)"_s));
    QCOMPARE(*gone.mainFile(), u"/etc/my.conf"_s);
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    QCoreApplication application(argc, argv);
    TestUnitFacts test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_unitfacts.moc"
