// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ntpconf.h"

#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

const QString confPath = u"/etc/ntpsec/ntp.conf"_s;

QByteArray stock(const char *name)
{
    QFile file(QFINDTESTDATA(QLatin1StringView("data/") + QLatin1StringView(name)));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList servers(const NtpConf &conf)
{
    static constexpr const char *types[] = {"server", "pool", "peer"};
    static constexpr const char *origins[] = {"admin", "distribution", "dhcp", "running", "default"};
    QStringList list;
    for (const NtpCommand &command : conf.commands) {
        if (!command.server)
            continue;
        list.append(u"%1 %2 line %3 %4"_s
                        .arg(QLatin1StringView(types[static_cast<int>(command.server->type)]),
                             command.server->host.canonical())
                        .arg(command.server->line)
                        .arg(QLatin1StringView(origins[static_cast<int>(command.server->origin)])));
    }
    return list;
}

} // namespace

class TestNtpConf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsServers_data();
    void readsServers();
    void keepsIncludesAndLines();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void TestNtpConf::readsServers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("Debian 12's NTPsec")
        << stock("ntpsec.conf.debian12")
        << QStringList{u"pool 0.debian.pool.ntp.org:123 line 34 distribution"_s,
                       u"pool 1.debian.pool.ntp.org:123 line 35 distribution"_s,
                       u"pool 2.debian.pool.ntp.org:123 line 36 distribution"_s,
                       u"pool 3.debian.pool.ntp.org:123 line 37 distribution"_s};
    QTest::newRow("three kinds") << QByteArray(
                                        "server a.example iburst\npool b.example\npeer c.example minpoll 6\n")
                                 << QStringList{u"server a.example:123 line 1 admin"_s,
                                                u"pool b.example:123 line 2 admin"_s,
                                                u"peer c.example:123 line 3 admin"_s};
    QTest::newRow("families") << QByteArray("server -4 a.example\nserver -6 b.example iburst\n")
                              << QStringList{u"server a.example:123 line 1 admin"_s,
                                             u"server b.example:123 line 2 admin"_s};
    QTest::newRow("comments anywhere")
        << QByteArray("#server x\nserver a.example # mine\nserver b.example#c\n # y\n")
        << QStringList{u"server a.example:123 line 2 admin"_s, u"server b.example:123 line 3 admin"_s};
    QTest::newRow("quotes") << QByteArray("server \"a.example\" iburst\nserver \"b.example\n")
                            << QStringList{u"server a.example:123 line 1 admin"_s,
                                           u"server b.example:123 line 2 admin"_s};
    QTest::newRow("reference clocks are no servers")
        << QByteArray("server 127.127.1.0\nfudge 127.127.1.0 stratum 10\nserver 127.127.28.1 mode "
                      "1\nrefclock shm unit 0 refid GPS\n"
                      "server 127.0.0.1\n")
        << QStringList{u"server 127.0.0.1:123 line 5 admin"_s};
    QTest::newRow("the port of an NTS server is that of its key exchange")
        << QByteArray(
               "server a.example:4460 nts\nserver [2001:db8::1]:4461 iburst nts\nserver b.example nts\n")
        << QStringList{u"server a.example:123 line 1 admin"_s, u"server [2001:db8::1]:123 line 2 admin"_s,
                       u"server b.example:123 line 3 admin"_s};
    QTest::newRow("CRLF, tabs, no last line break")
        << QByteArray("\tserver\ta.example\t\r\n\r\npool b.example")
        << QStringList{u"server a.example:123 line 1 admin"_s, u"pool b.example:123 line 3 admin"_s};
    QTest::newRow("a classic file")
        << QByteArray(
               "driftfile /var/lib/ntp/ntp.drift\nstatistics loopstats peerstats clockstats\nfilegen "
               "loopstats file loopstats\n"
               "pool 0.ubuntu.pool.ntp.org iburst\npool ntp.ubuntu.com\nrestrict -4 default kod notrap "
               "nomodify\n"
               "restrict source notrap nomodify noquery\nbroadcastclient\ndisable auth\ntos maxclock "
               "5\ntinker panic 0\n"
               "interface ignore wildcard\ncrypto\nkeysdir /etc/ntp\nlogconfig =syncstatus +sysevents\n")
        << QStringList{u"pool 0.ubuntu.pool.ntp.org:123 line 4 distribution"_s,
                       u"pool ntp.ubuntu.com:123 line 5 distribution"_s};
}

void TestNtpConf::readsServers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, expected);

    for (const DaemonKind daemon : {DaemonKind::Ntpd, DaemonKind::Ntpsec}) {
        const NtpConf conf = parseNtpConf(text, confPath, daemon);
        QCOMPARE(servers(conf), expected);
        QVERIFY2(conf.problems.empty(),
                 conf.problems.empty() ? "" : qPrintable(describe(conf.problems.front())));
        for (const NtpCommand &command : conf.commands)
            QVERIFY(!command.server || command.server->daemon == daemon);
    }
}

void TestNtpConf::keepsIncludesAndLines()
{
    const NtpConf conf =
        parseNtpConf("includefile  \"my servers.conf\" # x\nrefclock gpsd\n", confPath, DaemonKind::Ntpsec);
    QVERIFY(conf.problems.empty());
    QCOMPARE(conf.commands.size(), size_t(2));
    QCOMPARE(conf.commands[0].kind, NtpCommand::Kind::Includefile);
    QCOMPARE(conf.commands[0].arguments, QStringList{u"my servers.conf"_s});
    QCOMPARE(conf.commands[0].raw, QByteArray("includefile  \"my servers.conf\" # x"));
    QCOMPARE(conf.commands[1].kind, NtpCommand::Kind::Other);
    QCOMPARE(conf.commands[1].line, 2);
}

void TestNtpConf::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<ConfigFault>("fault");
    QTest::addColumn<QString>("subject");

    QTest::newRow("no host") << QByteArray("server") << ConfigFault::HostMissing << u"server"_s;
    QTest::newRow("only a family") << QByteArray("pool -4 # a.example") << ConfigFault::HostMissing
                                   << u"pool"_s;
    QTest::newRow("a typing error") << QByteArray("sever a.example") << ConfigFault::UnknownDirective
                                    << u"sever"_s;
    QTest::newRow("commands are lower case")
        << QByteArray("Server a.example") << ConfigFault::UnknownDirective << u"Server"_s;
    QTest::newRow("a port without nts")
        << QByteArray("server a.example:123") << ConfigFault::HostMalformed << u"a.example:123"_s;
    QTest::newRow("a host that cannot be")
        << QByteArray("server a..example") << ConfigFault::HostMalformed << u"a..example"_s;
    QTest::newRow("an empty quote") << QByteArray("server \"\"") << ConfigFault::HostMalformed << QString();
    QTest::newRow("no file") << QByteArray("includefile") << ConfigFault::WrongArguments << u"includefile"_s;
    QTest::newRow("a null byte") << QByteArray("server a\0.example", 17) << ConfigFault::NullByte
                                 << QString();
}

void TestNtpConf::saysWhatIsWrong()
{
    QFETCH(const QByteArray, line);
    QFETCH(const ConfigFault, fault);
    QFETCH(const QString, subject);

    const NtpConf conf = parseNtpConf("server before.example\n" + line + "\nserver after.example\n", confPath,
                                      DaemonKind::Ntpsec);
    QCOMPARE(servers(conf), (QStringList{u"server before.example:123 line 1 admin"_s,
                                         u"server after.example:123 line 3 admin"_s}));
    QCOMPARE(conf.problems.size(), size_t(1));
    QCOMPARE(conf.problems.front(), (ConfigProblem{2, fault, subject}));
}

QTEST_GUILESS_MAIN(TestNtpConf)
#include "test_ntpconf.moc"
