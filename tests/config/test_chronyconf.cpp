// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/chronyconf.h"
#include "core/config/configline.h"
#include "tests/config/printedconfig.h"

#include <QtTest>

#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using test::PrintedConfig;

namespace {

const QString confPath = u"/etc/chrony/chrony.conf"_s;

QByteArray stock(const char *name)
{
    QFile file(QFINDTESTDATA(QLatin1StringView("data/") + QLatin1StringView(name)));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// "pool ntp.example.org:123 line 7 Distribution"
QString described(const NamedServer &server)
{
    static constexpr const char *types[] = {"server", "pool", "peer"};
    static constexpr const char *origins[] = {"admin", "distribution", "dhcp", "running", "default"};
    return u"%1 %2 line %3 %4"_s
        .arg(QLatin1StringView(types[static_cast<int>(server.type)]), server.host.canonical())
        .arg(server.line)
        .arg(QLatin1StringView(origins[static_cast<int>(server.origin)]));
}

QStringList servers(const ChronyConf &conf)
{
    QStringList list;
    for (const ChronyDirective &directive : conf.directives) {
        if (directive.server)
            list.append(described(*directive.server));
    }
    return list;
}

/// As chronyd prints a line.
QString normalised(const QByteArray &raw)
{
    QByteArrayList words;
    for (const QByteArrayView word : configWords(raw))
        words.append(word.toByteArray());
    return QString::fromUtf8(words.join(' '));
}

} // namespace

class TestChronyConf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsServers_data();
    void readsServers();
    void readsStockFiles_data();
    void readsStockFiles();
    void keepsFoldersAndLines();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void goesOnAfterEveryProblem();
    void readsSourcesFiles_data();
    void readsSourcesFiles();
    void survivesGarbage();
    void agreesWithChronyd_data();
    void agreesWithChronyd();
    void agreesWithChronydOnRandomLines();
};

void TestChronyConf::readsServers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("three kinds")
        << QByteArray("server a.example iburst\npool b.example maxsources 4\npeer c.example\n")
        << QStringList{u"server a.example:123 line 1 admin"_s, u"pool b.example:123 line 2 admin"_s,
                       u"peer c.example:123 line 3 admin"_s};
    QTest::newRow("ports") << QByteArray("server a.example port 1123\nserver ::1 iburst PORT 65535 nts\n")
                           << QStringList{u"server a.example:1123 line 1 admin"_s,
                                          u"server [::1]:65535 line 2 admin"_s};
    QTest::newRow("the last port counts") << QByteArray("server a.example port 1 port 2\n")
                                          << QStringList{u"server a.example:2 line 1 admin"_s};
    QTest::newRow("any case") << QByteArray("SERVER a.example IBURST\nPool b.example Prefer\n")
                              << QStringList{u"server a.example:123 line 1 admin"_s,
                                             u"pool b.example:123 line 2 admin"_s};
    QTest::newRow("CRLF") << QByteArray("server a.example\r\n\r\nserver b.example\r\n")
                          << QStringList{u"server a.example:123 line 1 admin"_s,
                                         u"server b.example:123 line 3 admin"_s};
    QTest::newRow("tabs") << QByteArray("\tserver\t\ta.example\tiburst\t\n")
                          << QStringList{u"server a.example:123 line 1 admin"_s};
    QTest::newRow("no last line break")
        << QByteArray("\nserver a.example") << QStringList{u"server a.example:123 line 2 admin"_s};
    QTest::newRow("comments") << QByteArray(
                                     "! server a\n;server a\n  # server a\n%server a\nserver b.example\n")
                              << QStringList{u"server b.example:123 line 5 admin"_s};
    QTest::newRow("any script") << QByteArray("# 서버 목록\nserver 時計.jp\n")
                                << QStringList{u"server xn--kjv590f.jp:123 line 2 admin"_s};
    QTest::newRow("two options without a space")
        << QByteArray("server a.example minpoll 4iburst port 7prefer\n")
        << QStringList{u"server a.example:7 line 1 admin"_s};
    QTest::newRow("options of chrony 4.6 and 4.8") << QByteArray("server a.example ipv6 maxunreach 100\n")
                                                   << QStringList{u"server a.example:123 line 1 admin"_s};
    QTest::newRow("every kind of value")
        << QByteArray(
               "peer 192.0.2.1 key 7 offset -0.5e-3 extfield F323 presend +4 asymmetry .5 minpoll -6\n")
        << QStringList{u"peer 192.0.2.1:123 line 1 admin"_s};
}

void TestChronyConf::readsServers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, expected);

    const ChronyConf conf = parseChronyConf(text, confPath);
    QCOMPARE(servers(conf), expected);
    QVERIFY(conf.problems.empty());
    for (const ChronyDirective &directive : conf.directives) {
        QCOMPARE(directive.kind, ChronyDirective::Kind::Source);
        QCOMPARE(directive.server->line, directive.line);
        QCOMPARE(directive.server->file, confPath);
        QCOMPARE(directive.server->daemon, DaemonKind::Chrony);
    }
}

void TestChronyConf::readsStockFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("Debian 12") << stock("chrony.conf.debian12")
                               << QStringList{u"pool 2.debian.pool.ntp.org:123 line 8 distribution"_s};
    QTest::newRow("Ubuntu 22.04") << stock("chrony.conf.ubuntu2204")
                                  << QStringList{u"pool ntp.ubuntu.com:123 line 20 distribution"_s,
                                                 u"pool 0.ubuntu.pool.ntp.org:123 line 21 distribution"_s,
                                                 u"pool 1.ubuntu.pool.ntp.org:123 line 22 distribution"_s,
                                                 u"pool 2.ubuntu.pool.ntp.org:123 line 23 distribution"_s};
    QTest::newRow("Ubuntu's pools commented out, three servers added")
        << stock("chrony.conf.story")
        << QStringList{u"server ntp1.jst.mfeed.ad.jp:123 line 18 admin"_s,
                       u"server ntp2.jst.mfeed.ad.jp:123 line 19 admin"_s,
                       u"server ntp3.jst.mfeed.ad.jp:123 line 20 admin"_s};
    QTest::newRow("those as pools")
        << QByteArray("pool ntp1.jst.mfeed.ad.jp\npool ntp2.jst.mfeed.ad.jp\npool ntp3.jst.mfeed.ad.jp\n")
        << QStringList{u"pool ntp1.jst.mfeed.ad.jp:123 line 1 admin"_s,
                       u"pool ntp2.jst.mfeed.ad.jp:123 line 2 admin"_s,
                       u"pool ntp3.jst.mfeed.ad.jp:123 line 3 admin"_s};
}

void TestChronyConf::readsStockFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, expected);

    QVERIFY(!text.isEmpty());
    const ChronyConf conf = parseChronyConf(text, confPath);
    QCOMPARE(servers(conf), expected);
    QVERIFY(conf.problems.empty());
}

void TestChronyConf::keepsFoldersAndLines()
{
    const ChronyConf conf = parseChronyConf("confdir /etc/chrony/conf.d  /run/x\n"
                                            "\n"
                                            "SourceDir /run/chrony-dhcp\n"
                                            "  include /etc/chrony/*.extra\t\r\n"
                                            "makestep 1 3\n",
                                            confPath);
    QVERIFY(conf.problems.empty());
    QCOMPARE(conf.directives.size(), size_t(4));
    QCOMPARE(conf.directives[0].kind, ChronyDirective::Kind::Confdir);
    QCOMPARE(conf.directives[0].arguments, (QStringList{u"/etc/chrony/conf.d"_s, u"/run/x"_s}));
    QCOMPARE(conf.directives[0].raw, QByteArray("confdir /etc/chrony/conf.d  /run/x"));
    QCOMPARE(conf.directives[1].kind, ChronyDirective::Kind::Sourcedir);
    QCOMPARE(conf.directives[1].arguments, QStringList{u"/run/chrony-dhcp"_s});
    QCOMPARE(conf.directives[1].line, 3);
    QCOMPARE(conf.directives[2].kind, ChronyDirective::Kind::Include);
    QCOMPARE(conf.directives[2].arguments, QStringList{u"/etc/chrony/*.extra"_s});
    QCOMPARE(conf.directives[2].raw, QByteArray("  include /etc/chrony/*.extra\t\r"));
    QCOMPARE(conf.directives[3].kind, ChronyDirective::Kind::Other);
    QCOMPARE(conf.directives[3].arguments, (QStringList{u"1"_s, u"3"_s}));
    QVERIFY(!conf.directives[3].server);
}

void TestChronyConf::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<ConfigFault>("fault");
    QTest::addColumn<QString>("subject");

    QTest::newRow("a comment after a server")
        << QByteArray("server a.example # mine") << ConfigFault::UnknownOption << u"#"_s;
    QTest::newRow("no host") << QByteArray("server") << ConfigFault::HostMissing << u"server"_s;
    QTest::newRow("a typing error") << QByteArray("sever a.example") << ConfigFault::UnknownDirective
                                    << u"sever"_s;
    QTest::newRow("a port with the host")
        << QByteArray("server a.example:123") << ConfigFault::HostMalformed << u"a.example:123"_s;
    QTest::newRow("a host that cannot be")
        << QByteArray("pool -a-.example") << ConfigFault::HostMalformed << u"-a-.example"_s;
    QTest::newRow("300 characters") << QByteArray("server ") + QByteArray(300, 'a')
                                    << ConfigFault::HostMalformed << QString(59, u'a') + u'…';
    QTest::newRow("port 0") << QByteArray("server a.example port 0") << ConfigFault::PortUnusable << u"0"_s;
    QTest::newRow("port 65536") << QByteArray("server a.example port 65536") << ConfigFault::PortUnusable
                                << u"65536"_s;
    QTest::newRow("port -1") << QByteArray("server a.example port -1") << ConfigFault::PortUnusable
                             << u"-1"_s;
    QTest::newRow("a word for a port")
        << QByteArray("server a.example port ntp") << ConfigFault::ValueMalformed << u"port"_s;
    QTest::newRow("no value") << QByteArray("server a.example iburst minpoll") << ConfigFault::ValueMalformed
                              << u"minpoll"_s;
    QTest::newRow("two signs") << QByteArray("server a.example offset +-1") << ConfigFault::ValueMalformed
                               << u"offset"_s;
    QTest::newRow("a quote") << QByteArray("server \"a.example\"") << ConfigFault::HostMalformed
                             << u"\"a.example\""_s;
    QTest::newRow("include without a file")
        << QByteArray("include") << ConfigFault::WrongArguments << u"include"_s;
    QTest::newRow("include of two") << QByteArray("include a b") << ConfigFault::WrongArguments
                                    << u"include"_s;
    QTest::newRow("eleven folders") << QByteArray("confdir 1 2 3 4 5 6 7 8 9 10 11")
                                    << ConfigFault::WrongArguments << u"confdir"_s;
    QTest::newRow("no folder") << QByteArray("sourcedir") << ConfigFault::WrongArguments << u"sourcedir"_s;
    QTest::newRow("a very long line")
        << QByteArray("server a.example") + QByteArray(2048, ' ') << ConfigFault::LineTooLong << u"2047"_s;
    QTest::newRow("even a comment") << QByteArray("#") + QByteArray(1000000, 'x') << ConfigFault::LineTooLong
                                    << u"2047"_s;
    QTest::newRow("a null byte") << QByteArray("server a\0.example", 17) << ConfigFault::NullByte
                                 << QString();
    QTest::newRow("another encoding")
        << QByteArray("server caf\xe9.example") << ConfigFault::HostMalformed << u"caf\ufffd.example"_s;
}

void TestChronyConf::saysWhatIsWrong()
{
    QFETCH(const QByteArray, line);
    QFETCH(const ConfigFault, fault);
    QFETCH(const QString, subject);

    // What stands before and after is read as if nothing was.
    const ChronyConf conf =
        parseChronyConf("server before.example\n" + line + "\nserver after.example\n", confPath);
    QCOMPARE(servers(conf), (QStringList{u"server before.example:123 line 1 admin"_s,
                                         u"server after.example:123 line 3 admin"_s}));
    QCOMPARE(conf.problems.size(), size_t(1));
    QCOMPARE(conf.problems.front(), (ConfigProblem{2, fault, subject}));
}

void TestChronyConf::goesOnAfterEveryProblem()
{
    QByteArray text;
    for (int i = 0; i < 500; ++i)
        text += "sever x\nserver s" + QByteArray::number(i) + ".example\n";
    const ChronyConf conf = parseChronyConf(text, confPath);
    QCOMPARE(conf.problems.size(), size_t(500));
    QCOMPARE(conf.directives.size(), size_t(500));
    QCOMPARE(conf.problems.back().line, 999);
    QCOMPARE(conf.directives.back().line, 1000);
}

void TestChronyConf::readsSourcesFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QList<int>>("faults"); // line, fault, …

    const int notASource = static_cast<int>(ConfigFault::NotASource);
    const int notTerminated = static_cast<int>(ConfigFault::NotTerminated);
    QTest::newRow("as a DHCP hook writes it")
        << QByteArray("server 192.0.2.1 iburst\nserver 192.0.2.2 iburst\n")
        << QStringList{u"server 192.0.2.1:123 line 1 dhcp"_s, u"server 192.0.2.2:123 line 2 dhcp"_s}
        << QList<int>();
    QTest::newRow("chronyd drops a line without its end")
        << QByteArray("pool a.example\nserver b.example") << QStringList{u"pool a.example:123 line 1 dhcp"_s}
        << QList<int>{2, notTerminated};
    QTest::newRow("a comment may lack it") << QByteArray("# nothing") << QStringList() << QList<int>();
    QTest::newRow("only sources count")
        << QByteArray("makestep 1 3\ninclude /etc/x\nserver a.example\n")
        << QStringList{u"server a.example:123 line 3 dhcp"_s} << QList<int>{1, notASource, 2, notASource};
    QTest::newRow("one byte more than in chrony.conf")
        << "server a.example" + QByteArray(2047 - 16, ' ') + "\nserver b.example\n"
        << QStringList{u"server a.example:123 line 1 dhcp"_s, u"server b.example:123 line 2 dhcp"_s}
        << QList<int>();
}

void TestChronyConf::readsSourcesFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, expected);
    QFETCH(const QList<int>, faults);

    const ChronyConf conf = parseChronyConf(text, u"/run/chrony-dhcp/eth0.sources"_s, ChronyFile::Sources);
    QCOMPARE(servers(conf), expected);
    QList<int> found;
    for (const ConfigProblem &problem : conf.problems)
        found << problem.line << static_cast<int>(problem.fault);
    QCOMPARE(found, faults);
}

void TestChronyConf::survivesGarbage()
{
    std::mt19937 random(20260101);
    QByteArray text(200000, '\0');
    for (char &byte : text)
        byte = static_cast<char>(random() & 0xff);
    for (const ChronyFile kind : {ChronyFile::Configuration, ChronyFile::Sources}) {
        const ChronyConf conf = parseChronyConf(text + "\nserver a.example\n", confPath, kind);
        QVERIFY(servers(conf).size() == 1);
        QVERIFY(!conf.problems.empty());
    }
}

void TestChronyConf::agreesWithChronyd_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    for (const char *name : {"chrony.conf.debian12", "chrony.conf.story", "chrony.conf.ubuntu2204"}) {
        // The folders of this machine are none of the test's business.
        QTest::newRow(name) << stock(name).replace("confdir /etc", "confdir /nonexistent");
    }
    QTest::newRow("case and white space")
        << QByteArray("\t SERVER\va.example\fIBURST \r\npOOL b.example\t port 1123\n");
    QTest::newRow("comment characters") << QByteArray("!a\n;b\n#c\n%d\n \t!e\nserver a.example\n//f\n");
    QTest::newRow("a comment at the end")
        << QByteArray("server a.example\nserver b.example # x\nserver c.example\n");
    QTest::newRow("no last line break") << QByteArray("server a.example\nmakestep 1 3");
    QTest::newRow("only CR") << QByteArray("server a.example\rserver b.example\r");
    QTest::newRow("options run together") << QByteArray("server a.example minpoll 4iburst\n");
    QTest::newRow("a number with something behind") << QByteArray("server a.example minpoll 4x\n");
    QTest::newRow("every option of 4.3")
        << QByteArray("server a.example asymmetry 0.5 auto_offline burst certset 1 copy extfield F323 filter "
                      "3 iburst key 7 "
                      "maxdelay 1.0 maxdelaydevratio 2 maxdelayquant 0.5 maxdelayratio 3 maxpoll 9 "
                      "maxsamples 8 maxsources 3 "
                      "mindelay 1e-3 minpoll 4 minsamples 6 minstratum 2 noselect nts ntsport 4460 offline "
                      "offset -0.1 polltarget 8 "
                      "port 123 prefer presend 6 require trust version 4 xleave\n");
    QTest::newRow("no value") << QByteArray("pool a.example maxsources\n");
    QTest::newRow("no host") << QByteArray("peer\n");
    QTest::newRow("ntpd's -4") << QByteArray("server -4 a.example\n");
    QTest::newRow("non-ASCII comment") << QByteArray("# 서버 é \xff\nserver a.example\n");
    QTest::newRow("non-ASCII directive") << QByteArray("sërver a.example\n");
    QTest::newRow("no-break space") << QByteArray("server\u00a0a.example\n");
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBFserver a.example\n");
    QTest::newRow("longest line") << "server a.example" + QByteArray(2046 - 16, ' ') + "\nserver b.example\n";
    QTest::newRow("one byte longer") << "server a.example" + QByteArray(2047 - 16, ' ') +
                                            "\nserver b.example\n";
    QTest::newRow("longest last line") << "#" + QByteArray(2046, 'x');
    QTest::newRow("one byte longer at the end") << "#" + QByteArray(2047, 'x');
    QTest::newRow("unknown directive") << QByteArray("server a.example\n\nsever b.example\n");
    QTest::newRow("retired directives")
        << QByteArray("dumponexit\ncommandkey 1\ngeneratecommandkey\nlinux_hz 100\nlinux_freq_scale 1\n");
    QTest::newRow("include of two") << QByteArray("include /nonexistent/a* b\n");
    QTest::newRow("eleven folders") << QByteArray("confdir 1 2 3 4 5 6 7 8 9 10 11\n");
    QTest::newRow("a systemd file") << QByteArray("[Time]\nNTP=a.example\n");
    QTest::newRow("a backslash continues nothing") << QByteArray("server a.example \\\niburst\n");
}

void TestChronyConf::agreesWithChronyd()
{
    QFETCH(const QByteArray, text);

    const PrintedConfig printed = test::printedConfigOf(text);
    QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
    ChronyConf conf = parseChronyConf(text, confPath);
    // The oracle trusts any word to be a host, and resolves it later; what cannot be one is told by us.
    std::erase_if(conf.problems,
                  [](const ConfigProblem &problem) { return problem.fault == ConfigFault::HostMalformed; });

    const int firstProblem = conf.problems.empty() ? 0 : conf.problems.front().line;
    QVERIFY2(printed.accepted == conf.problems.empty(), qPrintable(printed.refusal));
    QVERIFY2(printed.refusedLine == firstProblem, qPrintable(printed.refusal));
    QStringList ours;
    for (const ChronyDirective &directive : conf.directives) {
        const bool isPrinted = directive.kind != ChronyDirective::Kind::Include &&
                               directive.kind != ChronyDirective::Kind::Confdir;
        if (isPrinted && (printed.accepted || directive.line < firstProblem))
            ours.append(normalised(directive.raw));
    }
    QCOMPARE(printed.directives.first(std::min(printed.directives.size(), ours.size())), ours);
    // chronyd prints a line before it refuses it.
    QVERIFY(printed.directives.size() - ours.size() <= (printed.accepted ? 0 : 1));
}

void TestChronyConf::agreesWithChronydOnRandomLines()
{
    // No 0 (chronyd refuses it as a key) and nothing over 65535 (it wraps around as a port of 4.3).
    const QByteArrayList pieces{
        "iburst", "IBURST", "port",         "minpoll",     "maxdelay",  "offset",    "key",
        "nts",    "prefer", "version",      "filter",      "4",         "-6",        "0.5",
        "1123",   "4x",     "+3",           "1e-3",        "x",         "#",         "4nts",
        "7port",  "3 2",    ".5",           "-.5e2",       "-",         "--4",       "maxpoll 9",
        "trust",  "burst",  "ntsport 4460", "asymmetry 1", "presend 5", "mindelay 2"};
    const QByteArrayList gaps{" ", "  ", "\t", "\v", " \f", "\r"};
    const QByteArrayList names{"server", "pool", "peer", "Server", "POOL"};
    std::mt19937 random(4711);
    const auto any = [&random](const QByteArrayList &list) {
        return list[static_cast<qsizetype>(random() % static_cast<size_t>(list.size()))];
    };
    int accepted = 0;
    constexpr int rounds = 250;
    for (int round = 0; round < rounds; ++round) {
        QByteArray line = any(names) + any(gaps) + "a.example";
        for (unsigned count = random() % 4; count > 0; --count)
            line += any(gaps) + any(pieces);
        line += '\n';
        const PrintedConfig printed = test::printedConfigOf(line);
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        const ChronyConf conf = parseChronyConf(line, confPath);
        // 4.3 takes any number for a port.
        if (!conf.problems.empty() && conf.problems.front().fault == ConfigFault::PortUnusable)
            continue;
        QVERIFY2(conf.problems.empty() == printed.accepted, line.constData());
        accepted += printed.accepted ? 1 : 0;
    }
    // Both kinds must occur for this to mean anything.
    QVERIFY(accepted > rounds / 10);
    QVERIFY(accepted < rounds * 9 / 10);
}

QTEST_GUILESS_MAIN(TestChronyConf)
#include "test_chronyconf.moc"
