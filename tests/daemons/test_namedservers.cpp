// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/namedservers.h"
#include "tests/config/printedconfig.h"
#include "tests/support/filetree.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QtTest>

#include <map>
#include <optional>

#include <sys/stat.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using Tree = test::FileTree;
using test::PrintedConfig;

namespace {

const QString chronyConf = u"/etc/chrony/chrony.conf"_s;

/// "a.example /etc/chrony/chrony.conf:1 admin"
QStringList described(const NamedServers &found)
{
    static constexpr const char *origins[] = {"admin", "distribution", "dhcp", "running", "default"};
    QStringList list;
    for (const NamedServer &server : found.servers)
        list.append(u"%1 %2:%3 %4"_s.arg(server.host.shortText(), server.file)
                        .arg(server.line)
                        .arg(QLatin1StringView(origins[static_cast<int>(server.origin)])));
    return list;
}

QStringList hosts(const NamedServers &found)
{
    QStringList list;
    for (const NamedServer &server : found.servers)
        list.append(server.host.host);
    return list;
}

QStringList problems(const NamedServers &found)
{
    QStringList list;
    for (const Error &error : found.problems)
        list.append(
            u"%1 %2 %3"_s.arg(error.code == ErrorCode::FileUnreadable ? u"unreadable"_s : u"malformed"_s,
                              error.subject, error.detail));
    return list;
}

} // namespace

class TestNamedServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"."_s)); }
    void anEmptyMachineNamesNothing();
    void followsChronysFiles();
    void readsWhatDhcpGaveChrony_data();
    void readsWhatDhcpGaveChrony();
    void tellsWhereChronyTakesCommands_data();
    void tellsWhereChronyTakesCommands();
    void agreesWithChronyd_data();
    void agreesWithChronyd();
    void readsTimesyncdsFiles();
    void masksAndMovedMainFile();
    void readsNtpsFiles();
    void keepsDuplicatesWithTheirPlace();
    void boundsIncludes();
    void saysWhatIsUnreadable();
    void saysWhatIsForbidden();
    void boundsHugeFiles();
    void boundsProblems();
    void survivesBinaryGarbage();
    void tellsReferenceClocksAndFiles();
    void tellsWhenFilesCameToBeWhatTheyAre();
    void readsTheFileThatADaemonWasTold();
    void tellsAtWhichAddressesChronyTakesCommands();
    void readsNtpdRssFile();
    void readsOpenNtpdsFile();
};

void TestNamedServers::anEmptyMachineNamesNothing()
{
    const Tree tree;
    const NamedServers found = collectNamedServers(tree.root());
    QVERIFY(found.servers.empty());
    QVERIFY(found.problems.empty());
    QVERIFY(collectNamedServers(tree.real(u"/no/such/folder"_s)).problems.empty());
}

void TestNamedServers::followsChronysFiles()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, "confdir /etc/chrony/conf.d\n"
                                   "pool 2.debian.pool.ntp.org iburst\n"
                                   "sourcedir /run/chrony-dhcp\n"
                                   "sourcedir /etc/chrony/sources.d\n"
                                   "include etc/chrony/relative.inc\n"
                                   "server last.example port 1123\n"));
    QVERIFY(tree.write(u"/etc/chrony/conf.d/20.conf"_s, "server twenty.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/conf.d/100.conf"_s, "server hundred.example"));
    QVERIFY(tree.write(u"/etc/chrony/conf.d/README"_s, "server readme.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/conf.d/.hidden.conf"_s, "server hidden.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/relative.inc"_s, "peer relative.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/sources.d/b.sources"_s, "server b.example\nserver c.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/sources.d/b.conf"_s, "server no.example\n"));
    QVERIFY(tree.write(u"/run/chrony-dhcp/eth0.sources"_s, "server 192.0.2.1 iburst\n"));

    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(problems(found), QStringList());
    QCOMPARE(described(found), (QStringList{
                                   u"hundred.example /etc/chrony/conf.d/100.conf:1 admin"_s,
                                   u"twenty.example /etc/chrony/conf.d/20.conf:1 admin"_s,
                                   u"2.debian.pool.ntp.org /etc/chrony/chrony.conf:2 distribution"_s,
                                   u"relative.example /etc/chrony/relative.inc:1 admin"_s,
                                   u"last.example:1123 /etc/chrony/chrony.conf:6 admin"_s,
                                   u"192.0.2.1 /run/chrony-dhcp/eth0.sources:1 dhcp"_s,
                                   u"b.example /etc/chrony/sources.d/b.sources:1 admin"_s,
                                   u"c.example /etc/chrony/sources.d/b.sources:2 admin"_s,
                               }));
    QCOMPARE(found.servers[2].type, ServerType::Pool);
    QCOMPARE(found.servers[3].type, ServerType::Peer);
    QCOMPARE(found.servers[5].daemon, DaemonKind::Chrony);
}

void TestNamedServers::readsWhatDhcpGaveChrony_data()
{
    QTest::addColumn<QByteArray>("conf");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("no chrony.conf") << QByteArray() << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s};
    QTest::newRow("no sourcedir") << QByteArray("makestep 1 3\n")
                                  << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s};
    QTest::newRow("named twice") << QByteArray("sourcedir /run/chrony-dhcp/\nsourcedir /run/chrony-dhcp\n")
                                 << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s};
    QTest::newRow("one file is overridden")
        << QByteArray("sourcedir /etc/chrony/sources.d /run/chrony-dhcp\n")
        << QStringList{u"mine.example"_s, u"192.0.2.2"_s};
}

void TestNamedServers::readsWhatDhcpGaveChrony()
{
    QFETCH(const QByteArray, conf);
    QFETCH(const QStringList, expected);

    const Tree tree;
    if (!conf.isEmpty())
        QVERIFY(tree.write(chronyConf, conf));
    QVERIFY(tree.write(u"/run/chrony-dhcp/eth0.sources"_s, "server 192.0.2.1 iburst\n"));
    QVERIFY(tree.write(u"/run/chrony-dhcp/wlan0.sources"_s, "server 192.0.2.2 iburst\n"));
    QVERIFY(tree.write(u"/etc/chrony/sources.d/eth0.sources"_s, "server mine.example\n"));
    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), expected);
    QVERIFY(found.problems.empty());
}

void TestNamedServers::tellsWhereChronyTakesCommands_data()
{
    QTest::addColumn<QByteArray>("conf");
    QTest::addColumn<std::optional<quint16>>("expected");
    const auto row = [](const char *name, const QByteArray &conf, std::optional<quint16> expected) {
        QTest::newRow(name) << conf << expected;
    };
    row("usual", "server a.example\n", 323);
    row("another", "cmdport 11323\n", 11323);
    row("nowhere", "CmdPort 0\n", 0);
    row("the last one counts", "cmdport 11323\ninclude /etc/chrony/more.conf\n", 12323);
    row("no port", "cmdport 70000\n", std::nullopt);
}

void TestNamedServers::tellsWhereChronyTakesCommands()
{
    QFETCH(const QByteArray, conf);
    const Tree tree;
    QVERIFY(!collectNamedServers(tree.root(), DaemonKind::Chrony).commandPort);
    QVERIFY(tree.write(chronyConf, conf));
    QVERIFY(tree.write(u"/etc/chrony/more.conf"_s, "cmdport 12323\n"));
    QTEST(collectNamedServers(tree.root(), DaemonKind::Chrony).commandPort, "expected");
}

void TestNamedServers::agreesWithChronyd_data()
{
    QTest::addColumn<QByteArray>("conf"); // ROOT stands for the folder of the tree
    QTest::addColumn<bool>("accepted");

    QTest::newRow("one folder") << QByteArray("server 1.example\nconfdir ROOT/etc/a\nserver 2.example\n")
                                << true;
    QTest::newRow("two folders in one directive") << QByteArray("confdir ROOT/etc/a ROOT/etc/b\n") << true;
    QTest::newRow("the other way round") << QByteArray("confdir ROOT/etc/b ROOT/etc/a\n") << true;
    QTest::newRow("two directives") << QByteArray("confdir ROOT/etc/a\nconfdir ROOT/etc/b\n") << true;
    QTest::newRow("a missing folder")
        << QByteArray("confdir ROOT/etc/none ROOT/etc/b\nserver 1.example\n") << true;
    QTest::newRow("a final slash") << QByteArray("confdir ROOT/etc/a/\n") << true;
    QTest::newRow("a plain include")
        << QByteArray("server 1.example\ninclude ROOT/etc/a/20.conf\nserver 2.example\n") << true;
    QTest::newRow("a pattern") << QByteArray("include ROOT/etc/a/*.conf\n") << true;
    QTest::newRow("a pattern over folders") << QByteArray("include ROOT/etc/[ab]/?0.conf\n") << true;
    QTest::newRow("a pattern without a match")
        << QByteArray("include ROOT/etc/a/*.none\nserver 1.example\n") << true;
    QTest::newRow("nine files deep") << QByteArray("include ROOT/etc/deep/2.conf\n") << true;
    QTest::newRow("ten files deeper than the first") << QByteArray("include ROOT/etc/deep/1.conf\n") << false;
    QTest::newRow("a missing file") << QByteArray("include ROOT/etc/none.conf\n") << false;
    QTest::newRow("a pattern in a missing folder") << QByteArray("include ROOT/etc/none/*.conf\n") << false;
    QTest::newRow("a link to nowhere") << QByteArray("confdir ROOT/etc/dangling\n") << false;
    QTest::newRow("a file that includes itself") << QByteArray("include ROOT/etc/loop.conf\n") << false;
}

void TestNamedServers::agreesWithChronyd()
{
    QFETCH(QByteArray, conf);
    QFETCH(const bool, accepted);

    // The same tree twice: ours is looked at from its root, chronyd's lies somewhere in the file system.
    const Tree ours;
    const Tree theirs;
    for (const Tree *tree : {&ours, &theirs}) {
        const QByteArray root = tree == &ours ? QByteArray() : theirs.root().toUtf8();
        QVERIFY(tree->write(chronyConf, QByteArray(conf).replace("ROOT", root)));
        QVERIFY(tree->write(u"/etc/a/20.conf"_s, "server a20.example\n"));
        QVERIFY(tree->write(u"/etc/a/100.conf"_s, "server a100.example\n"));
        QVERIFY(tree->write(u"/etc/a/B.conf"_s, "server ab.example\n"));
        QVERIFY(tree->write(u"/etc/a/a.conf"_s, "server aa.example\n"));
        QVERIFY(tree->write(u"/etc/a/.x.conf"_s, "server hidden.example\n"));
        QVERIFY(tree->write(u"/etc/b/20.conf"_s, "server b20.example\n"));
        QVERIFY(tree->write(u"/etc/b/30.conf"_s, "server b30.example\npool b31.example"));
        QVERIFY(tree->write(u"/etc/b/30.CONF"_s, "server capital.example\n"));
        QVERIFY(tree->link(u"/nonexistent/file"_s, u"/etc/dangling/x.conf"_s));
        QVERIFY(tree->write(u"/etc/loop.conf"_s, "include " + root + "/etc/loop.conf\n"));
        for (int level = 1; level < 10; ++level)
            QVERIFY(
                tree->write(u"/etc/deep/%1.conf"_s.arg(level),
                            "include " + root + "/etc/deep/" + QByteArray::number(level + 1) + ".conf\n"));
        QVERIFY(tree->write(u"/etc/deep/10.conf"_s, "server deep.example\n"));
    }

    const PrintedConfig printed = test::printedConfig(theirs.real(chronyConf));
    QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
    QVERIFY2(printed.accepted == accepted, qPrintable(printed.refusal));
    const NamedServers found = collectNamedServers(ours.root());
    QCOMPARE(found.problems.empty(), accepted);
    QStringList expected;
    for (const QString &directive : printed.directives)
        expected.append(directive.section(u' ', 1, 1));
    QCOMPARE(hosts(found), expected);
    QVERIFY(!accepted || !expected.isEmpty());
}

void TestNamedServers::readsTimesyncdsFiles()
{
    const Tree tree;
    QVERIFY(tree.write(u"/etc/systemd/timesyncd.conf"_s,
                       "[Time]\nNTP=main.example\n#FallbackNTP=0.debian.pool.ntp.org\n"));
    QVERIFY(
        tree.write(u"/usr/lib/systemd/timesyncd.conf.d/50-vendor.conf"_s, "[Time]\nNTP=vendor.example\n"));
    QVERIFY(tree.write(u"/usr/lib/systemd/timesyncd.conf.d/60-overridden.conf"_s,
                       "[Time]\nNTP=overridden.example\n"));
    QVERIFY(tree.write(u"/etc/systemd/timesyncd.conf.d/60-overridden.conf"_s, "[Time]\nNTP=mine.example\n"));
    QVERIFY(tree.write(u"/run/systemd/timesyncd.conf.d/01-dhclient.conf"_s,
                       "# NTP server entries received from DHCP server\n[Time]\nNTP=192.0.2.1 192.0.2.2\n"));
    QVERIFY(tree.write(u"/etc/systemd/timesyncd.conf.d/readme.txt"_s, "[Time]\nNTP=no.example\n"));

    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(problems(found), QStringList());
    QCOMPARE(described(found),
             (QStringList{
                 u"main.example /etc/systemd/timesyncd.conf:2 admin"_s,
                 u"192.0.2.1 /run/systemd/timesyncd.conf.d/01-dhclient.conf:3 dhcp"_s,
                 u"192.0.2.2 /run/systemd/timesyncd.conf.d/01-dhclient.conf:3 dhcp"_s,
                 u"vendor.example /usr/lib/systemd/timesyncd.conf.d/50-vendor.conf:2 distribution"_s,
                 u"mine.example /etc/systemd/timesyncd.conf.d/60-overridden.conf:2 admin"_s,
                 u"0.debian.pool.ntp.org /etc/systemd/timesyncd.conf:3 default"_s,
             }));
}

void TestNamedServers::masksAndMovedMainFile()
{
    const Tree tree;
    QVERIFY(tree.write(u"/usr/lib/systemd/timesyncd.conf"_s, "[Time]\n#FallbackNTP=0.arch.pool.ntp.org\n"));
    QVERIFY(tree.write(u"/usr/lib/systemd/timesyncd.conf.d/50.conf"_s, "[Time]\nNTP=masked.example\n"));
    QVERIFY(tree.link(u"/dev/null"_s, u"/etc/systemd/timesyncd.conf.d/50.conf"_s));
    NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(problems(found), QStringList());
    QCOMPARE(described(found),
             QStringList{u"0.arch.pool.ntp.org /usr/lib/systemd/timesyncd.conf:2 default"_s});

    // Without any main file, a drop-in is none.
    QVERIFY(QFile::remove(tree.real(u"/usr/lib/systemd/timesyncd.conf"_s)));
    QVERIFY(tree.write(u"/etc/systemd/timesyncd.conf.d/60.conf"_s,
                       "[Time]\n#FallbackNTP=no.example\nNTP=a.example\n"));
    found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), QStringList{u"a.example"_s});
}

void TestNamedServers::readsNtpsFiles()
{
    const Tree tree;
    QVERIFY(tree.write(u"/etc/ntpsec/ntp.conf"_s,
                       "pool 0.debian.pool.ntp.org iburst\nincludefile extra.conf\nincludefile /etc/more\n"));
    QVERIFY(tree.write(u"/etc/ntpsec/extra.conf"_s, "server extra.example\n"));
    QVERIFY(tree.write(u"/etc/more/b.conf"_s, "server b.example\n"));
    QVERIFY(tree.write(u"/etc/more/a.conf"_s, "server a.example\n"));
    QVERIFY(tree.write(u"/etc/more/a.txt"_s, "server no.example\n"));
    QVERIFY(tree.write(u"/etc/ntpsec/ntp.d/x.conf"_s, "server dropped-in.example\n"));
    QVERIFY(tree.write(u"/etc/ntp.conf"_s, "server classic.example\nserver 127.127.1.0\n"));
    QVERIFY(tree.write(u"/run/ntpsec/ntp.conf.dhcp"_s, "server 192.0.2.1 iburst\n"));

    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(problems(found), QStringList());
    QCOMPARE(described(found), (QStringList{
                                   u"192.0.2.1 /run/ntpsec/ntp.conf.dhcp:1 dhcp"_s,
                                   u"0.debian.pool.ntp.org /etc/ntpsec/ntp.conf:1 distribution"_s,
                                   u"extra.example /etc/ntpsec/extra.conf:1 admin"_s,
                                   u"a.example /etc/more/a.conf:1 admin"_s,
                                   u"b.example /etc/more/b.conf:1 admin"_s,
                                   u"dropped-in.example /etc/ntpsec/ntp.d/x.conf:1 admin"_s,
                                   u"classic.example /etc/ntp.conf:1 admin"_s,
                               }));
    QCOMPARE(found.servers.front().daemon, DaemonKind::Ntpsec);
    QCOMPARE(found.servers.back().daemon, DaemonKind::Ntpd);
}

void TestNamedServers::keepsDuplicatesWithTheirPlace()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, "server a.example\nserver A.example\n"));
    QVERIFY(tree.write(u"/etc/ntp.conf"_s, "server a.example\n"));
    QVERIFY(tree.link(u"chrony/chrony.conf"_s, u"/etc/chrony.conf"_s)); // one file by two names is one file
    QCOMPARE(
        described(collectNamedServers(tree.root())),
        (QStringList{u"a.example /etc/chrony/chrony.conf:1 admin"_s,
                     u"a.example /etc/chrony/chrony.conf:2 admin"_s, u"a.example /etc/ntp.conf:1 admin"_s}));
}

void TestNamedServers::boundsIncludes()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf,
                       "include /etc/x/*.conf\nserver a.example\ninclude /etc/x/../chrony/chrony.conf\n"));
    for (int i = 0; i < 20; ++i)
        QVERIFY(tree.write(u"/etc/x/%1.conf"_s.arg(i), "include /etc/x/*.conf\n"));
    QVERIFY(tree.write(u"/etc/ntp.conf"_s, "includefile ntp.conf\nserver b.example\nincludefile \"\"\n"));
    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), (QStringList{u"a.example"_s, u"b.example"_s}));
    const QStringList told = problems(found);
    QVERIFY(told.contains(
        u"malformed /etc/x/0.conf line 1: \"/etc/x/0.conf\" is being read already, it includes itself"_s));
    QVERIFY(told.contains(
        u"malformed /etc/chrony/chrony.conf line 3: \"/etc/chrony/chrony.conf\" is being read already, it includes itself"_s));
    QVERIFY(told.contains(
        u"malformed /etc/ntp.conf line 1: \"/etc/ntp.conf\" is being read already, it includes itself"_s));
    QVERIFY(!told.filter(u"files include each other too deeply"_s).isEmpty());
}

void TestNamedServers::saysWhatIsUnreadable()
{
    const Tree tree;
    QVERIFY(tree.makeFolder(chronyConf));
    QVERIFY(tree.link(u"/nonexistent/file"_s, u"/etc/chrony.conf"_s));
    QVERIFY(tree.write(u"/run/chrony-dhcp/a.sources"_s, "server 192.0.2.1\n"));
    QVERIFY(tree.makeFolder(u"/run/chrony-dhcp/b.sources"_s));
    QVERIFY(tree.makeFolder(u"/etc/systemd"_s));
    QVERIFY(::mkfifo(tree.real(u"/etc/systemd/timesyncd.conf"_s).toUtf8().constData(), 0600) == 0);
    QVERIFY(tree.write(u"/etc/systemd/timesyncd.conf.d"_s, "not a folder"));
    QVERIFY(tree.write(u"/etc/ntp.conf"_s, "includefile nothing\nserver a.example\n"));

    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), (QStringList{u"192.0.2.1"_s, u"a.example"_s}));
    QCOMPARE(problems(found), (QStringList{
                                  u"unreadable /etc/chrony/chrony.conf Is a directory"_s,
                                  u"unreadable /etc/chrony.conf No such file or directory"_s,
                                  u"unreadable /run/chrony-dhcp/b.sources Is a directory"_s,
                                  u"unreadable /etc/systemd/timesyncd.conf Not a regular file"_s,
                                  u"unreadable /etc/systemd/timesyncd.conf.d Not a directory"_s,
                                  u"unreadable /etc/nothing No such file or directory"_s,
                              }));
}

void TestNamedServers::saysWhatIsForbidden()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, "confdir /etc/chrony/secret\nserver a.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/secret/x.conf"_s, "server x.example\n"));
    QVERIFY(tree.write(u"/etc/ntp.conf"_s, "server b.example\n"));
    QVERIFY(tree.write(u"/etc/ntpsec/ntp.conf"_s, "server c.example\n"));
    QVERIFY(::chmod(tree.real(u"/etc/chrony/secret"_s).toUtf8().constData(), 0) == 0);
    QVERIFY(::chmod(tree.real(u"/etc/ntp.conf"_s).toUtf8().constData(), 0) == 0);
    QVERIFY(::chmod(tree.real(u"/etc/ntpsec"_s).toUtf8().constData(), 0) == 0);
    QVERIFY(::chmod(tree.root().toUtf8().constData(), 0755) == 0);
    // Root may read everything, so it steps down for a moment.
    const uid_t user = ::geteuid();
    const auto restore = qScopeGuard([&] {
        if (::seteuid(user) != 0)
            qFatal("The test cannot become itself again.");
        ::chmod(tree.real(u"/etc/chrony/secret"_s).toUtf8().constData(), 0755);
        ::chmod(tree.real(u"/etc/ntpsec"_s).toUtf8().constData(), 0755);
    });
    constexpr uid_t nobody = 65534;
    QVERIFY(user != 0 || ::seteuid(nobody) == 0);

    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), QStringList{u"a.example"_s});
    QCOMPARE(problems(found), (QStringList{
                                  u"unreadable /etc/chrony/secret Permission denied"_s,
                                  u"unreadable /etc/ntpsec/ntp.conf Permission denied"_s,
                                  u"unreadable /etc/ntpsec/ntp.d Permission denied"_s,
                                  u"unreadable /etc/ntp.conf Permission denied"_s,
                              }));
}

void TestNamedServers::boundsHugeFiles()
{
    const Tree tree;
    const QByteArray comment = "# " + QByteArray(997, 'x') + "\n"; // 1000 bytes
    QVERIFY(tree.write(chronyConf, "server first.example\n" + comment.repeated(1048) + "# " +
                                       QByteArray(547, 'x') +
                                       "\nserver cut-in-two.example\nserver last.example\n"));
    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), QStringList{u"first.example"_s});
    QCOMPARE(
        problems(found),
        QStringList{
            u"malformed /etc/chrony/chrony.conf line 1051 and everything after it: left out, because the file is larger than 1 MiB"_s});

    // Exactly 1 MiB is read whole; one line of more than that is nothing.
    QVERIFY(tree.write(chronyConf, "#" + QByteArray(1000, 'x') + "\n" +
                                       QByteArray(1024 * 1024 - 1002 - 16, '\n') + "server a.example"));
    QCOMPARE(problems(collectNamedServers(tree.root())), QStringList());
    QCOMPARE(hosts(collectNamedServers(tree.root())), QStringList{u"a.example"_s});
    QVERIFY(tree.write(chronyConf, QByteArray(3000000, 'x')));
    QCOMPARE(collectNamedServers(tree.root()).problems.size(), size_t(1));
}

void TestNamedServers::boundsProblems()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, QByteArray("sever a.example\n").repeated(500) + "server a.example\n"));
    const NamedServers found = collectNamedServers(tree.root());
    QCOMPARE(hosts(found), QStringList{u"a.example"_s});
    QCOMPARE(found.problems.size(), size_t(11));
    QCOMPARE(found.problems.front().detail, u"line 1: the directive \"sever\" is unknown"_s);
    QVERIFY2(found.problems.back().detail.startsWith(u"490 more line"_s),
             qPrintable(found.problems.back().detail));
}

void TestNamedServers::survivesBinaryGarbage()
{
    const Tree tree;
    QByteArray garbage;
    quint32 state = 1;
    for (int i = 0; i < 100000; ++i) {
        state = state * 1664525 + 1013904223;
        garbage += static_cast<char>(state >> 24);
    }
    const QStringList paths{chronyConf,
                            u"/run/chrony-dhcp/x.sources"_s,
                            u"/etc/systemd/timesyncd.conf"_s,
                            u"/etc/systemd/timesyncd.conf.d/x.conf"_s,
                            u"/etc/ntp.conf"_s,
                            u"/etc/ntpsec/ntp.conf"_s};
    for (const QString &path : paths)
        QVERIFY(tree.write(path, garbage + "\n[Time]\nserver a.example\nNTP=a.example\n"));
    const NamedServers found = collectNamedServers(tree.root());
    for (const QString &path : paths) {
        QVERIFY2(std::any_of(found.problems.begin(), found.problems.end(),
                             [&](const Error &error) { return error.subject == path; }),
                 qPrintable(path));
        QVERIFY2(std::any_of(found.servers.begin(), found.servers.end(),
                             [&](const NamedServer &server) {
                                 return server.file == path && server.host.host == "a.example"_L1;
                             }),
                 qPrintable(path));
    }
}

void TestNamedServers::tellsReferenceClocksAndFiles()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, "refclock PHC /dev/ptp0:extpps poll 3\n"
                                   "confdir /etc/chrony/conf.d\n"
                                   "RefClock SHM 0 refid GPS offset 0.1\n"
                                   "refclock SOCK\n"));
    QVERIFY(tree.write(u"/etc/chrony/conf.d/pps.conf"_s, "refclock pps /dev/pps0 lock GPS\n"));
    const NamedServers found = collectNamedServers(tree.root());
    QStringList devices;
    for (const NamedDevice &device : found.devices)
        devices.append(u"%1 %2 %3 %4:%5"_s.arg(device.referenceId, device.driver, device.parameter,
                                               device.file.section(u'/', -1), QString::number(device.line)));
    QCOMPARE(devices, QStringList({u"PHC0 PHC /dev/ptp0 chrony.conf:1"_s, u"pps1 pps /dev/pps0 pps.conf:1"_s,
                                   u"GPS SHM 0 chrony.conf:3"_s}));
    QCOMPARE(found.files.size(), 3U);
    QCOMPARE(found.files[0].path, chronyConf);
    QCOMPARE(found.files[1].path, u"/etc/chrony/conf.d/"_s);
    QCOMPARE(found.files[2].path, u"/etc/chrony/conf.d/pps.conf"_s);
}

void TestNamedServers::tellsWhenFilesCameToBeWhatTheyAre()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf,
                       "confdir /etc/chrony/conf.d /etc/no-such.d\nsourcedir /etc/chrony/sources.d\n"));
    QVERIFY(tree.write(u"/etc/chrony/conf.d/a.conf"_s, "server a.example\n"));
    QVERIFY(tree.write(u"/etc/chrony/sources.d/b.sources"_s, "server b.example\n"));
    const auto changes = [&tree] {
        std::map<QString, QDateTime> times;
        for (const ConfigurationFile &file : collectNamedServers(tree.root(), DaemonKind::Chrony).files)
            times[file.path] = QDateTime::fromMSecsSinceEpoch(
                std::chrono::floor<std::chrono::milliseconds>(*file.changedAt).time_since_epoch().count());
        return times;
    };
    const auto modified = [&tree](const QString &path) { return QFileInfo(tree.real(path)).lastModified(); };
    std::map<QString, QDateTime> before = changes();
    QCOMPARE(before.size(), 4U); // no folder of sources: those are read again
    QCOMPARE(before.at(chronyConf), modified(chronyConf));
    QCOMPARE(before.at(u"/etc/chrony/conf.d/"_s), modified(u"/etc/chrony/conf.d"_s));

    // cp -p and rsync bring an old time along; when that was done shows all the same.
    QFile file(tree.real(chronyConf));
    QVERIFY(file.open(QFile::ReadWrite));
    const QDateTime old = before.at(chronyConf).addDays(-100);
    QVERIFY(file.setFileTime(old, QFile::FileModificationTime));
    file.close();
    QCOMPARE(modified(chronyConf), old);
    QVERIFY(changes().at(chronyConf) >= before.at(chronyConf));
    // One that is later still counts as it is: somebody's clock was wrong.
    QVERIFY(file.open(QFile::ReadWrite));
    const QDateTime later = before.at(chronyConf).addDays(100);
    QVERIFY(file.setFileTime(later, QFile::FileModificationTime));
    file.close();
    QCOMPARE(changes().at(chronyConf), later);

    // What is taken away shows in its folder, and nowhere else.
    const auto hasTicked = [&] { // file systems keep the time to a tick of the kernel's
        return tree.write(u"/clock"_s, "x") && modified(u"/clock"_s) > before.at(u"/etc/chrony/conf.d/"_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasTicked(), 30000);
    QVERIFY(QFile::remove(tree.real(u"/etc/chrony/conf.d/a.conf"_s)));
    QVERIFY(changes().at(u"/etc/chrony/conf.d/"_s) > before.at(u"/etc/chrony/conf.d/"_s));
}

void TestNamedServers::readsTheFileThatADaemonWasTold()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, "server usual.example\n"));
    QVERIFY(tree.write(u"/srv/other.conf"_s, "server other.example\nsourcedir /srv/s\n"));
    QVERIFY(tree.write(u"/srv/s/a.sources"_s, "pool more.example\n"));
    QVERIFY(tree.write(u"/run/chrony-dhcp/eth0.sources"_s, "server dhcp.example\n"));
    QVERIFY(tree.write(u"/etc/ntp.conf"_s, "server classic.example\n"));
    QCOMPARE(hosts(collectNamedServers(tree.root(), DaemonKind::Chrony)),
             QStringList({u"usual.example"_s, u"dhcp.example"_s}));
    QCOMPARE(hosts(collectNamedServers(tree.root(), DaemonKind::Chrony, u"/srv/other.conf"_s)),
             QStringList({u"other.example"_s, u"more.example"_s}));
    QCOMPARE(hosts(collectNamedServers(tree.root(), DaemonKind::Ntpd)), QStringList{u"classic.example"_s});
}

void TestNamedServers::tellsAtWhichAddressesChronyTakesCommands()
{
    const Tree tree;
    QVERIFY(tree.write(chronyConf, "bindcmdaddress 192.0.2.1\nbindcmdaddress /run/chrony/c.sock\n"
                                   "BindCmdAddress 127.0.0.5\nbindcmdaddress ::1\n"));
    const NamedServers found = collectNamedServers(tree.root(), DaemonKind::Chrony);
    QCOMPARE(found.commandAddresses, (QStringList{u"127.0.0.5"_s, u"::1"_s}));
    QVERIFY(collectNamedServers(tree.real(u"/none"_s), DaemonKind::Chrony).commandAddresses.isEmpty());
}

void TestNamedServers::readsNtpdRssFile()
{
    const Tree tree;
    const QByteArray source = "[[source]]\nmode = 'pool'\naddress = ";
    QVERIFY(tree.write(u"/etc/ntpd-rs/ntp.toml"_s, source + "'ntpd-rs.pool.ntp.org'\n"));
    QVERIFY(tree.write(u"/srv/other.toml"_s, source + "'other.example'\n[[source]]\nmode = 'fast'\n"));
    QCOMPARE(described(collectNamedServers(tree.root())),
             QStringList{u"ntpd-rs.pool.ntp.org /etc/ntpd-rs/ntp.toml:1 distribution"_s});
    const NamedServers other = collectNamedServers(tree.root(), DaemonKind::NtpdRs, u"/srv/other.toml"_s);
    QCOMPARE(described(other), QStringList{u"other.example /srv/other.toml:1 admin"_s});
    QCOMPARE(problems(other),
             QStringList{u"malformed /srv/other.toml line 4: the option \"mode\" lacks a usable value"_s});
    QCOMPARE(other.files.size(), 1U);
    QVERIFY(other.files[0].changedAt);
}

void TestNamedServers::readsOpenNtpdsFile()
{
    const Tree tree;
    QVERIFY(collectNamedServers(tree.root(), DaemonKind::OpenNtpd).files.empty());
    QVERIFY(tree.write(u"/etc/ntpd.conf"_s, "servers elsewhere.example\n"));
    QCOMPARE(described(collectNamedServers(tree.root())),
             QStringList{u"elsewhere.example /etc/ntpd.conf:1 admin"_s});
    // Debian's own place goes before it.
    QVERIFY(tree.write(u"/etc/openntpd/ntpd.conf"_s, "servers 0.debian.pool.ntp.org\n"));
    QCOMPARE(described(collectNamedServers(tree.root(), DaemonKind::OpenNtpd)),
             QStringList{u"0.debian.pool.ntp.org /etc/openntpd/ntpd.conf:1 distribution"_s});
    QCOMPARE(hosts(collectNamedServers(tree.root(), DaemonKind::OpenNtpd, u"/etc/ntpd.conf"_s)),
             QStringList{u"elsewhere.example"_s});
}

QTEST_GUILESS_MAIN(TestNamedServers)
#include "test_namedservers.moc"
