// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/timesyncdconf.h"

#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

const QString mainPath = u"/etc/systemd/timesyncd.conf"_s;

QByteArray stock(const char *name)
{
    QFile file(QFINDTESTDATA(QLatin1StringView("data/") + QLatin1StringView(name)));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// "a.example line 2 admin", with the file's name if it is not the main file.
QStringList described(const std::vector<NamedServer> &servers)
{
    static constexpr const char *origins[] = {"admin", "distribution", "dhcp", "running", "default"};
    QStringList list;
    for (const NamedServer &server : servers) {
        const QString place = server.file == mainPath ? QString() : u" of "_s + server.file;
        list.append(u"%1 line %2%3 %4"_s.arg(server.host.host)
                        .arg(server.line)
                        .arg(place, QLatin1StringView(origins[static_cast<int>(server.origin)])));
    }
    return list;
}

QStringList serversOf(const QByteArray &text)
{
    return described(effectiveServers({{mainPath, parseTimesyncdConf(text)}}));
}

} // namespace

class TestTimesyncdConf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsServers_data();
    void readsServers();
    void readsStockFiles_data();
    void readsStockFiles();
    void keepsRawLines();
    void filesAddToEachOther_data();
    void filesAddToEachOther();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void TestTimesyncdConf::readsServers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("several on one line")
        << QByteArray("[Time]\nNTP=a.example  192.0.2.1\t2001:db8::1\n")
        << QStringList{u"a.example line 2 admin"_s, u"192.0.2.1 line 2 admin"_s,
                       u"2001:db8::1 line 2 admin"_s};
    QTest::newRow("lines add up") << QByteArray("[Time]\nNTP=a.example\nNTP=b.example\n")
                                  << QStringList{u"a.example line 2 admin"_s, u"b.example line 3 admin"_s};
    QTest::newRow("an empty value takes back") << QByteArray("[Time]\nNTP=a.example\nNTP=\nNTP=b.example\n")
                                               << QStringList{u"b.example line 4 admin"_s};
    QTest::newRow("the old name") << QByteArray("[Time]\nServers=a.example\n")
                                  << QStringList{u"a.example line 2 admin"_s};
    QTest::newRow("the fallback comes last")
        << QByteArray("[Time]\nFallbackNTP=f.example\nNTP=a.example\n")
        << QStringList{u"a.example line 3 admin"_s, u"f.example line 2 admin"_s};
    QTest::newRow("one empty value takes back one list only")
        << QByteArray("[Time]\nFallbackNTP=f.example\nNTP=\n") << QStringList{u"f.example line 2 admin"_s};
    QTest::newRow("white space and CRLF")
        << QByteArray(" [Time] \r\n  NTP \t= a.example \r\n") << QStringList{u"a.example line 2 admin"_s};
    QTest::newRow("no last line break")
        << QByteArray("[Time]\nNTP=a.example") << QStringList{u"a.example line 2 admin"_s};
    QTest::newRow("a byte order mark")
        << QByteArray("\xEF\xBB\xBF[Time]\nNTP=a.example\n") << QStringList{u"a.example line 2 admin"_s};
    QTest::newRow("comments") << QByteArray("# x\n[Time]\n;NTP=b.example\n  # NTP=c.example\nNTP=a.example\n")
                              << QStringList{u"a.example line 5 admin"_s};
    QTest::newRow("a comment sign in a value is none")
        << QByteArray("[Time]\nNTP=a.example\nPollIntervalMinSec=32 # x\n")
        << QStringList{u"a.example line 2 admin"_s};
    QTest::newRow("continued") << QByteArray(
                                      "[Time]\nNTP=a.example \\\n   b.example\\\n c.example\nNTP=d.example\n")
                               << QStringList{u"a.example line 2 admin"_s, u"b.example line 2 admin"_s,
                                              u"c.example line 2 admin"_s, u"d.example line 5 admin"_s};
    QTest::newRow("the break counts as a space")
        << QByteArray("[Time]\nNTP=a.example\\\nb.example\n")
        << QStringList{u"a.example line 2 admin"_s, u"b.example line 2 admin"_s};
    QTest::newRow("continued with CRLF")
        << QByteArray("[Time]\r\nNTP=a.example\\\r\nb.example\r\n")
        << QStringList{u"a.example line 2 admin"_s, u"b.example line 2 admin"_s};
    QTest::newRow("a comment between the parts")
        << QByteArray("[Time]\nNTP=a.example \\\n# x \\\n;y\nb.example\n")
        << QStringList{u"a.example line 2 admin"_s, u"b.example line 2 admin"_s};
    QTest::newRow("continued at the end of the file")
        << QByteArray("[Time]\nNTP=a.example \\") << QStringList{u"a.example line 2 admin"_s};
    QTest::newRow("an empty line ends it")
        << QByteArray("[Time]\nNTP=a.example \\\n\nFallbackNTP=b.example\n")
        << QStringList{u"a.example line 2 admin"_s, u"b.example line 4 admin"_s};
    QTest::newRow("a commented default")
        << QByteArray("[Time]\n#FallbackNTP=d.example e.example\n")
        << QStringList{u"d.example line 2 default"_s, u"e.example line 2 default"_s};
    QTest::newRow("it is overridden") << QByteArray("[Time]\n#FallbackNTP=d.example\nFallbackNTP=a.example\n")
                                      << QStringList{u"a.example line 3 admin"_s};
    QTest::newRow("it is switched off")
        << QByteArray("[Time]\n#FallbackNTP=d.example\nFallbackNTP=\n") << QStringList();
    QTest::newRow("it stays behind NTP=")
        << QByteArray("[Time]\nNTP=a.example\n#FallbackNTP=d.example\n")
        << QStringList{u"a.example line 2 admin"_s, u"d.example line 3 default"_s};
    QTest::newRow("prose is no default")
        << QByteArray("[Time]\n# FallbackNTP=d.example would be used\n") << QStringList();
    QTest::newRow("an empty default is none")
        << QByteArray("[Time]\n#NTP=\n#FallbackNTP=\n") << QStringList();
    QTest::newRow("other sections of one's own")
        << QByteArray("[X-Notes]\nNTP=x.example\n[Time]\nNTP=a.example\nX-Why=y\n")
        << QStringList{u"a.example line 4 admin"_s};
    QTest::newRow("the distribution's zone") << QByteArray("[Time]\nNTP=0.arch.pool.ntp.org\n")
                                             << QStringList{u"0.arch.pool.ntp.org line 2 distribution"_s};
}

void TestTimesyncdConf::readsServers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, expected);

    QVERIFY(parseTimesyncdConf(text).problems.empty());
    QCOMPARE(serversOf(text), expected);
}

void TestTimesyncdConf::readsStockFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("Debian 12") << stock("timesyncd.conf.debian12")
                               << QStringList{u"0.debian.pool.ntp.org line 17 default"_s,
                                              u"1.debian.pool.ntp.org line 17 default"_s,
                                              u"2.debian.pool.ntp.org line 17 default"_s,
                                              u"3.debian.pool.ntp.org line 17 default"_s};
    QTest::newRow("Ubuntu 22.04") << stock("timesyncd.conf.ubuntu2204")
                                  << QStringList{u"ntp.ubuntu.com line 17 default"_s};
}

void TestTimesyncdConf::readsStockFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, expected);

    QVERIFY(!text.isEmpty());
    QVERIFY(parseTimesyncdConf(text).problems.empty());
    QCOMPARE(serversOf(text), expected);
}

void TestTimesyncdConf::keepsRawLines()
{
    const TimesyncdConf conf =
        parseTimesyncdConf("[Time]\n NTP=a.example \\\n\tb.example\r\n#FallbackNTP=c.example \n");
    QCOMPARE(conf.assignments.size(), size_t(2));
    QCOMPARE(conf.assignments[0].key, TimesyncdAssignment::Key::Ntp);
    QCOMPARE(conf.assignments[0].raw, QByteArray(" NTP=a.example \\\n\tb.example\r"));
    QCOMPARE(conf.assignments[1].key, TimesyncdAssignment::Key::DefaultFallback);
    QCOMPARE(conf.assignments[1].raw, QByteArray("#FallbackNTP=c.example "));
}

void TestTimesyncdConf::filesAddToEachOther_data()
{
    QTest::addColumn<QByteArrayList>("texts"); // the main file, then drop-ins
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("drop-ins append") << QByteArrayList{"[Time]\nNTP=a.example\n", "[Time]\nNTP=b.example\n"}
                                     << QStringList{u"a.example line 2 admin"_s,
                                                    u"b.example line 2 of /run/1.conf dhcp"_s};
    QTest::newRow("and reset") << QByteArrayList{"[Time]\nNTP=a.example\n", "[Time]\nNTP=\nNTP=b.example\n",
                                                 "[Time]\nNTP=c.example\n"}
                               << QStringList{u"b.example line 3 of /run/1.conf dhcp"_s,
                                              u"c.example line 2 of /run/2.conf dhcp"_s};
    QTest::newRow("sections do not cross files")
        << QByteArrayList{"[Time]\n", "NTP=b.example\n"} << QStringList();
    QTest::newRow("a drop-in's fallback replaces the default")
        << QByteArrayList{"[Time]\n#FallbackNTP=d.example\n", "[Time]\nFallbackNTP=f.example\n"}
        << QStringList{u"f.example line 2 of /run/1.conf dhcp"_s};
    QTest::newRow("a drop-in has no defaults")
        << QByteArrayList{"", "[Time]\n#FallbackNTP=d.example\n"} << QStringList();
}

void TestTimesyncdConf::filesAddToEachOther()
{
    QFETCH(const QByteArrayList, texts);
    QFETCH(const QStringList, expected);

    std::vector<TimesyncdFile> files;
    for (const QByteArray &text : texts) {
        const QString path = files.empty() ? mainPath : u"/run/%1.conf"_s.arg(files.size());
        files.push_back({path, parseTimesyncdConf(text)});
    }
    QCOMPARE(described(effectiveServers(files)), expected);
}

void TestTimesyncdConf::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("line");
    QTest::addColumn<ConfigFault>("fault");
    QTest::addColumn<QString>("subject");

    QTest::newRow("no equals sign") << QByteArray("NTP a.example") << 3 << ConfigFault::EqualsMissing
                                    << u"NTP a.example"_s;
    QTest::newRow("no setting") << QByteArray("=a.example") << 3 << ConfigFault::EqualsMissing
                                << u"=a.example"_s;
    QTest::newRow("a typing error") << QByteArray("NPT=a.example") << 3 << ConfigFault::UnknownSetting
                                    << u"NPT"_s;
    QTest::newRow("settings keep their case")
        << QByteArray("ntp=a.example") << 3 << ConfigFault::UnknownSetting << u"ntp"_s;
    QTest::newRow("one of two hosts")
        << QByteArray("NTP=-a-.example c.example") << 3 << ConfigFault::HostMalformed << u"-a-.example"_s;
    QTest::newRow("timesyncd knows no ports")
        << QByteArray("NTP=a.example:123") << 3 << ConfigFault::HostMalformed << u"a.example:123"_s;
    QTest::newRow("in a continued line")
        << QByteArray("SaveIntervalSec=\\\n60\nNTP=\\\n-\\\n") << 5 << ConfigFault::HostMalformed << u"-"_s;
    QTest::newRow("not UTF-8") << QByteArray("NTP=caf\xe9.example") << 3 << ConfigFault::NotUtf8 << QString();
    QTest::newRow("a null byte") << QByteArray("NTP=a\0.example", 14) << 3 << ConfigFault::NullByte
                                 << QString();
    QTest::newRow("an unknown section")
        << QByteArray("[Tiem]\nNTP=x.example\n[Time]") << 3 << ConfigFault::UnknownSection << u"Tiem"_s;
    QTest::newRow("a section without an end")
        << QByteArray("[Time\nNTP=x.example\n[Time]") << 3 << ConfigFault::SectionMalformed << u"[Time"_s;
}

void TestTimesyncdConf::saysWhatIsWrong()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const int, line);
    QFETCH(const ConfigFault, fault);
    QFETCH(const QString, subject);

    const QByteArray text = "[Time]\nNTP=before.example\n" + lines + "\nNTP=after.example\n";
    const TimesyncdConf conf = parseTimesyncdConf(text);
    QCOMPARE(conf.problems.size(), size_t(1));
    QCOMPARE(conf.problems.front(), (ConfigProblem{line, fault, subject}));
    const QStringList servers = serversOf(text);
    QCOMPARE(servers.first(), u"before.example line 2 admin"_s);
    QVERIFY(servers.last().startsWith(u"after.example line "_s));
    QVERIFY(servers.filter(u"x.example"_s).isEmpty());

    const TimesyncdConf outside = parseTimesyncdConf("NTP=a.example\n[Time]\nNTP=b.example\n");
    QCOMPARE(outside.problems.size(), size_t(1));
    QCOMPARE(outside.problems.front(), (ConfigProblem{1, ConfigFault::OutsideSection, u"NTP=a.example"_s}));
    QCOMPARE(outside.assignments.size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestTimesyncdConf)
#include "test_timesyncdconf.moc"
