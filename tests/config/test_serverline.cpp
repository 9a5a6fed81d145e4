// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/serverline.h"

#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

ServerLine read(DaemonKind daemon, const QByteArray &line)
{
    const std::variant<ServerLine, ConfigProblem> result = parseServerLine(daemon, line);
    const ServerLine *server = std::get_if<ServerLine>(&result);
    return server ? *server : ServerLine();
}

} // namespace

class TestServerLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesLines_data();
    void readsAndWritesLines();
    void keepsWhatItReads();
    void writesTheTypeThatWasSet();
    void refusesOtherLines_data();
    void refusesOtherLines();
    void findsHosts_data();
    void findsHosts();
};

void TestServerLine::readsAndWritesLines_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("options"); // name=value, between bars

    constexpr DaemonKind chrony = DaemonKind::Chrony;
    constexpr DaemonKind ntpsec = DaemonKind::Ntpsec;
    QTest::newRow("plain") << chrony << QByteArray("server a.example") << u"server a.example"_s << QString();
    QTest::newRow("odd spacing") << chrony << QByteArray("\tpool  a.example\v iburst \t maxsources   3 \r\n")
                                 << u"pool a.example iburst maxsources 3"_s << u"iburst|maxsources=3"_s;
    QTest::newRow("odd spelling") << chrony << QByteArray("SERVER A.Example iBurst MinPoll 4")
                                  << u"SERVER A.Example iBurst MinPoll 4"_s << u"iBurst|MinPoll=4"_s;
    QTest::newRow("byte order marks, which are no marks here")
        << chrony
        << QByteArray("server \xef\xbb\xbf"
                      "a.example minpoll 4\xef\xbb\xbf")
        << u"server \ufeffa.example minpoll 4 \ufeff"_s << u"minpoll=4|\ufeff"_s;
    QTest::newRow("unknown words") << chrony << QByteArray("peer ::1 frobnicate 3 iburst gizmo widget")
                                   << u"peer ::1 frobnicate 3 iburst gizmo widget"_s
                                   << u"frobnicate=3|iburst|gizmo|widget"_s;
    QTest::newRow("written together") << chrony << QByteArray("server a.example minpoll 4iburst")
                                      << u"server a.example minpoll 4 iburst"_s << u"minpoll=4|iburst"_s;
    QTest::newRow("a value that is none") << chrony << QByteArray("server a.example minpoll iburst")
                                          << u"server a.example minpoll iburst"_s << u"minpoll=iburst"_s;
    QTest::newRow("no value") << chrony << QByteArray("server a.example iburst minpoll")
                              << u"server a.example iburst minpoll"_s << u"iburst|minpoll"_s;
    QTest::newRow("no comment") << chrony << QByteArray("server a.example # mine")
                                << u"server a.example # mine"_s << u"#|mine"_s;
    QTest::newRow("NTPsec's NTS")
        << ntpsec << QByteArray("server time.example.net:4460  nts ca \"/etc/my certs\"  # ours, until May ")
        << u"server time.example.net:4460 nts ca \"/etc/my certs\" # ours, until May"_s
        << u"nts|ca=\"/etc/my certs\""_s;
    QTest::newRow("a family") << ntpsec << QByteArray("pool -6 a.example iburst#x")
                              << u"pool -6 a.example iburst #x"_s << u"iburst"_s;
    QTest::newRow("unknown to ntpd") << DaemonKind::Ntpd << QByteArray("server a.example IBURST maxpoll 0xa")
                                     << u"server a.example IBURST maxpoll 0xa"_s << u"IBURST|maxpoll=0xa"_s;
    QTest::newRow("ntpd reads on to the space")
        << ntpsec << QByteArray("server a.example minpoll 4iburst") << u"server a.example minpoll 4iburst"_s
        << u"minpoll=4iburst"_s;
    QTest::newRow("two lines are never one")
        << chrony << QByteArray("server a.example iburst\nserver b.example")
        << u"server a.example iburst server b.example"_s << u"iburst|server|b.example"_s;
}

void TestServerLine::readsAndWritesLines()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const QByteArray, line);
    QFETCH(const QString, expected);
    QFETCH(const QString, options);

    const ServerLine server = read(daemon, line);
    QCOMPARE(formatServerLine(server), expected);
    QStringList words;
    for (const OptionWord &word : server.options)
        words.append(word.value ? word.name + u'=' + *word.value : word.name);
    QCOMPARE(words.join(u'|'), options);
    // Written and read again it is the same.
    QCOMPARE(read(daemon, formatServerLine(server).toUtf8()), server);
}

void TestServerLine::keepsWhatItReads()
{
    const ServerLine server = read(DaemonKind::Ntpsec, "peer -4 a.example key 7 # why");
    QCOMPARE(server, (ServerLine{.type = ServerType::Peer,
                                 .host = u"a.example"_s,
                                 .options = {{u"key"_s, u"7"_s}},
                                 .directive = u"peer"_s,
                                 .family = u"-4"_s,
                                 .comment = u"# why"_s}));
    const ServerLine twice = read(DaemonKind::Chrony, "server a.example minpoll 4 MINPOLL 5 iburst");
    QCOMPARE(*optionOf(DaemonKind::Chrony, twice, "minpoll"_L1), (OptionWord{u"MINPOLL"_s, u"5"_s}));
    QVERIFY(!optionOf(DaemonKind::Chrony, twice, "maxpoll"_L1));
    QVERIFY(!optionOf(DaemonKind::Chrony, twice, "nonsense"_L1));
}

void TestServerLine::writesTheTypeThatWasSet()
{
    ServerLine server = read(DaemonKind::Chrony, "Server a.example iburst");
    server.type = ServerType::Pool;
    QCOMPARE(formatServerLine(server), u"pool a.example iburst"_s);
    server.type = ServerType::Server;
    QCOMPARE(formatServerLine(server), u"Server a.example iburst"_s);
    QCOMPARE(formatServerLine({.type = ServerType::Peer, .host = u"::1"_s}), u"peer ::1"_s);
}

void TestServerLine::refusesOtherLines_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<ConfigFault>("fault");
    QTest::addColumn<QString>("subject");

    constexpr DaemonKind chrony = DaemonKind::Chrony;
    constexpr DaemonKind ntpd = DaemonKind::Ntpd;
    QTest::newRow("nothing") << chrony << QByteArray(" \t") << ConfigFault::NotASource << QString();
    QTest::newRow("comment") << chrony << QByteArray("# server a") << ConfigFault::NotASource << u"#"_s;
    QTest::newRow("ntpd's comment") << ntpd << QByteArray("#server a") << ConfigFault::NotASource
                                    << QString();
    QTest::newRow("another directive")
        << chrony << QByteArray("makestep 1 3") << ConfigFault::NotASource << u"makestep"_s;
    QTest::newRow("ntpd's case") << ntpd << QByteArray("Server a") << ConfigFault::NotASource << u"Server"_s;
    QTest::newRow("reference clock") << ntpd << QByteArray("server 127.127.20.0 mode 17")
                                     << ConfigFault::NotASource << u"127.127.20.0"_s;
    QTest::newRow("no host") << chrony << QByteArray("pool ") << ConfigFault::HostMissing << u"pool"_s;
    QTest::newRow("only a family") << ntpd << QByteArray("server -4") << ConfigFault::HostMissing
                                   << u"server"_s;
    QTest::newRow("null byte") << chrony << QByteArray("server a\0b", 10) << ConfigFault::NullByte
                               << QString();
    QTest::newRow("Latin 1") << chrony << QByteArray("server caf\xe9.example") << ConfigFault::NotUtf8
                             << QString();
}

void TestServerLine::refusesOtherLines()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const QByteArray, line);
    QFETCH(const ConfigFault, fault);
    QFETCH(const QString, subject);
    const std::variant<ServerLine, ConfigProblem> result = parseServerLine(daemon, line, 7);
    QVERIFY(std::holds_alternative<ConfigProblem>(result));
    QCOMPARE(std::get<ConfigProblem>(result), (ConfigProblem{7, fault, subject}));
}

void TestServerLine::findsHosts_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected"); // empty: malformed

    QTest::newRow("with a port") << DaemonKind::Chrony << QByteArray("server A.example port 1123")
                                 << u"a.example:1123"_s;
    QTest::newRow("with a useless port")
        << DaemonKind::Chrony << QByteArray("server a.example port 70000") << u"a.example:123"_s;
    QTest::newRow("chrony has no brackets") << DaemonKind::Chrony << QByteArray("server [::1]") << QString();
    QTest::newRow("ntpd has") << DaemonKind::Ntpd << QByteArray("server [2001:db8::1] iburst")
                              << u"[2001:db8::1]:123"_s;
    QTest::newRow("with an interface")
        << DaemonKind::Ntpsec << QByteArray("server [fe80::1]%eth0") << u"[fe80::1%eth0]:123"_s;
    QTest::newRow("NTS port") << DaemonKind::Ntpsec << QByteArray("server a.example:4460 nts")
                              << u"a.example:123"_s;
    QTest::newRow("NTS port of an address")
        << DaemonKind::Ntpsec << QByteArray("server [::1]:4460 nts") << u"[::1]:123"_s;
    QTest::newRow("a port without NTS")
        << DaemonKind::Ntpsec << QByteArray("server a.example:4460") << QString();
    QTest::newRow("quoted") << DaemonKind::Ntpd << QByteArray("server \"a.example\"") << u"a.example:123"_s;
}

void TestServerLine::findsHosts()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const QByteArray, line);
    QFETCH(const QString, expected);
    const Result<HostSpec> host = hostOf(daemon, read(daemon, line));
    QCOMPARE(host ? host->canonical() : QString(), expected);
}

QTEST_GUILESS_MAIN(TestServerLine)
#include "test_serverline.moc"
