// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/openntpdconf.h"

#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

class TestOpenNtpdConf final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsServersAndSensors_data();
    void readsServersAndSensors();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void TestOpenNtpdConf::readsServersAndSensors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QStringList &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("nothing", "", {});
    row("one", "server ntp.example.org\n", {u"server ntp.example.org 1"_s});
    row("all of a name", "servers pool.ntp.org weight 5\n", {u"pool pool.ntp.org 1"_s});
    row("no end of line", "server 192.0.2.1", {u"server 192.0.2.1 1"_s});
    row("comments", "# server no.example\n\t server a.example # b\nserver b.example#c\n",
        {u"server a.example 2"_s, u"server b.example 3"_s});
    row("quotes", "server \"a.example\"\nserver '192.0.2.1'\n",
        {u"server a.example 1"_s, u"server 192.0.2.1 2"_s});
    row("a line that goes on", "server \\\n  a.example \\\n weight 2\nserver b.example\n",
        {u"server a.example 1"_s, u"server b.example 4"_s});
    row("others",
        "listen on *\nquery from ::1\nconstraints from \"https://a.example/\"\nserver 2001:db8::1\n",
        {u"server 2001:db8::1 4"_s});
    row("sensors", "sensor nmea0 correction 70000 refid GPS\nsensor *\n",
        {u"SENSOR nmea0 1"_s, u"SENSOR * 2"_s});
}

void TestOpenNtpdConf::readsServersAndSensors()
{
    QFETCH(const QByteArray, text);
    const OpenNtpdConf conf = parseOpenNtpdConf(text, u"/etc/openntpd/ntpd.conf"_s);
    QStringList found;
    for (const NamedServer &server : conf.servers) {
        QCOMPARE(server.daemon, DaemonKind::OpenNtpd);
        QCOMPARE(server.file, u"/etc/openntpd/ntpd.conf"_s);
        found.append(u"%1 %2 %3"_s.arg(server.type == ServerType::Pool ? u"pool"_s : u"server"_s,
                                       server.host.shortText(), QString::number(server.line)));
    }
    for (const NamedDevice &device : conf.devices)
        found.append(u"%1 %2 %3"_s.arg(device.driver, device.parameter, QString::number(device.line)));
    QTEST(found, "expected");
    QVERIFY(conf.problems.empty());
}

void TestOpenNtpdConf::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<ConfigProblem>>("expected");
    const auto row = [](const char *name, const QByteArray &text, const ConfigProblem &problem) {
        QTest::newRow(name) << text << QList<ConfigProblem>{problem};
    };
    row("no server", "\nserver # a\n", {2, ConfigFault::HostMissing, u"server"_s});
    row("no host", "servers a..b\n", {1, ConfigFault::HostMalformed, u"a..b"_s});
    row("a port", "server a.example:123\n", {1, ConfigFault::HostMalformed, u"a.example:123"_s});
    row("unknown", "pool a.example\n", {1, ConfigFault::UnknownDirective, u"pool"_s});
    row("in capitals", "Server a.example\n", {1, ConfigFault::UnknownDirective, u"Server"_s});
    row("no sensor", "sensor\n", {1, ConfigFault::WrongArguments, u"sensor"_s});
    row("no text", QByteArray("server a\0b\n", 11), {1, ConfigFault::NullByte, {}});
}

void TestOpenNtpdConf::saysWhatIsWrong()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QList<ConfigProblem>, expected);
    const OpenNtpdConf conf = parseOpenNtpdConf(text + "server good.example\n", u"/x"_s);
    QCOMPARE(QList<ConfigProblem>(conf.problems.begin(), conf.problems.end()), expected);
    QCOMPARE(conf.servers.size(), 1U); // reading goes on
}

QTEST_GUILESS_MAIN(TestOpenNtpdConf)
#include "test_openntpdconf.moc"
