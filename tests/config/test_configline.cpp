// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"

#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

class TestConfigLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"."_s)); }
    void linesAreNumberedAndComplete_data();
    void linesAreNumberedAndComplete();
    void wordsStandBetweenWhiteSpace_data();
    void wordsStandBetweenWhiteSpace();
    void hostsStandAlone_data();
    void hostsStandAlone();
    void originFollowsFileAndHost_data();
    void originFollowsFileAndHost();
    void quotesAreShortAndHarmless();
    void everyFaultHasASentence();
};

void TestConfigLine::linesAreNumberedAndComplete_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<bool>("lastIsTerminated");

    QTest::newRow("nothing") << QByteArray() << QByteArrayList() << true;
    QTest::newRow("one break") << QByteArray("\n") << QByteArrayList{""} << true;
    QTest::newRow("with a last break") << QByteArray("a\n\nb\n") << QByteArrayList{"a", "", "b"} << true;
    QTest::newRow("without") << QByteArray("a\nb") << QByteArrayList{"a", "b"} << false;
    QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << QByteArrayList{"a\r", "b\r"} << true;
    QTest::newRow("only CR") << QByteArray("a\rb\r") << QByteArrayList{"a\rb\r"} << false;
    QTest::newRow("null bytes") << QByteArray("a\0b\nc", 5) << QByteArrayList{QByteArray("a\0b", 3), "c"}
                                << false;
}

void TestConfigLine::linesAreNumberedAndComplete()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, lines);
    QFETCH(const bool, lastIsTerminated);

    QByteArrayList found;
    for (const ConfigLine &line : configLines(text)) {
        found.append(line.text.toByteArray());
        QCOMPARE(line.number, static_cast<int>(found.size()));
        QCOMPARE(line.terminated, found.size() < lines.size() || lastIsTerminated);
    }
    QCOMPARE(found, lines);
}

void TestConfigLine::wordsStandBetweenWhiteSpace_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArrayList>("words");

    QTest::newRow("nothing") << QByteArray() << QByteArrayList();
    QTest::newRow("space only") << QByteArray(" \t\v\f\r") << QByteArrayList();
    QTest::newRow("every white space")
        << QByteArray(" a\tb\vc\fd\re ") << QByteArrayList{"a", "b", "c", "d", "e"};
    QTest::newRow("no-break and ideographic spaces are letters to a daemon")
        << QByteArray("a\u00a0b\u3000c") << QByteArrayList{"a\u00a0b\u3000c"};
}

void TestConfigLine::wordsStandBetweenWhiteSpace()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArrayList, words);

    QByteArrayList found;
    for (const QByteArrayView word : configWords(line))
        found.append(word.toByteArray());
    QCOMPARE(found, words);
    QCOMPARE(configWords(strippedOf(line)).size(), static_cast<size_t>(words.size()));
    QCOMPARE(strippedOf(line).isEmpty(), words.isEmpty());
}

void TestConfigLine::hostsStandAlone_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("host");

    QTest::newRow("name") << QByteArray("NTP.Example.org") << u"ntp.example.org"_s;
    QTest::newRow("IPv4") << QByteArray("192.0.2.1") << u"192.0.2.1"_s;
    QTest::newRow("IPv6") << QByteArray("2001:db8::1") << u"2001:db8::1"_s;
    QTest::newRow("IPv6 with an interface") << QByteArray("fe80::1%eth0") << u"fe80::1%eth0"_s;
    QTest::newRow("any script") << QByteArray("時計.jp") << u"xn--kjv590f.jp"_s;
    QTest::newRow("a port does not belong") << QByteArray("ntp.example.org:123") << QString();
    QTest::newRow("nor do brackets") << QByteArray("[::1]") << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("no UTF-8") << QByteArray("ntp\xff.org") << QString();
    QTest::newRow("300 characters") << QByteArray(300, 'a') << QString();
}

void TestConfigLine::hostsStandAlone()
{
    QFETCH(const QByteArray, word);
    QFETCH(const QString, host);

    const Result<HostSpec> found = hostFromWord(word, 1123);
    QCOMPARE(static_cast<bool>(found), !host.isEmpty());
    if (found) {
        QCOMPARE(found->host, host);
        QCOMPARE(found->port, quint16(1123));
    } else {
        QCOMPARE(found.error().code, ErrorCode::HostMalformed);
    }
}

void TestConfigLine::originFollowsFileAndHost_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("host");
    QTest::addColumn<ServerOrigin>("origin");

    const QString etc = u"/etc/chrony/chrony.conf"_s;
    const ServerOrigin admin = ServerOrigin::Administrator;
    const ServerOrigin distribution = ServerOrigin::Distribution;
    QTest::newRow("Debian") << etc << u"2.debian.pool.ntp.org"_s << distribution;
    QTest::newRow("Fedora") << etc << u"2.fedora.pool.ntp.org"_s << distribution;
    QTest::newRow("openSUSE") << etc << u"opensuse.pool.ntp.org"_s << distribution;
    QTest::newRow("Ubuntu's own") << etc << u"ntp.ubuntu.com"_s << distribution;
    QTest::newRow("Ubuntu with NTS") << etc << u"1.ntp.ubuntu.com"_s << distribution;
    QTest::newRow("not Ubuntu's") << etc << u"notubuntu.com"_s << admin;
    QTest::newRow("the whole pool") << etc << u"pool.ntp.org"_s << admin;
    QTest::newRow("a numbered part of it") << etc << u"0.pool.ntp.org"_s << admin;
    QTest::newRow("a country") << etc << u"2.kr.pool.ntp.org"_s << admin;
    QTest::newRow("a continent") << etc << u"1.north-america.pool.ntp.org"_s << admin;
    QTest::newRow("looks like the pool") << etc << u"debian.pool.ntp.org.example"_s << admin;
    QTest::newRow("anybody's") << etc << u"ntp1.jst.mfeed.ad.jp"_s << admin;
    QTest::newRow("DHCP") << u"/run/chrony-dhcp/eth0.sources"_s << u"192.0.2.1"_s << ServerOrigin::Dhcp;
    QTest::newRow("DHCP names the vendor")
        << u"/run/chrony-dhcp/eth0.sources"_s << u"2.debian.pool.ntp.org"_s << ServerOrigin::Dhcp;
    QTest::newRow("a package's drop-in")
        << u"/usr/lib/systemd/timesyncd.conf.d/50-cloud.conf"_s << u"time.example"_s << distribution;
    QTest::newRow("only a name like that") << u"/runtime/x.conf"_s << u"time.example"_s << admin;
}

void TestConfigLine::originFollowsFileAndHost()
{
    QFETCH(const QString, file);
    QFETCH(const QString, host);
    QFETCH(const ServerOrigin, origin);

    const Result<HostSpec> spec = parseHostSpec(host);
    QVERIFY(spec);
    QCOMPARE(originOf(file, *spec), origin);
}

void TestConfigLine::quotesAreShortAndHarmless()
{
    QCOMPARE(quotedFrom("server ntp.example.org"), u"server ntp.example.org"_s);
    QCOMPARE(quotedFrom("a\x1b[31m\tb"), u"a\ufffd[31m\ufffdb"_s);
    QCOMPARE(quotedFrom("\xff"), u"\ufffd"_s);
    const QString quote = quotedFrom(QByteArray(100000, 'x'));
    QCOMPARE(quote.size(), 60);
    QVERIFY(quote.endsWith(u'…'));
    QCOMPARE(quotedFrom(QByteArray("時").repeated(60)).size(), 60);
}

void TestConfigLine::everyFaultHasASentence()
{
    QSet<QString> sentences;
    for (int fault = 0; fault <= static_cast<int>(ConfigFault::NotToml); ++fault) {
        const QString sentence = describe({7, static_cast<ConfigFault>(fault), u"<%1>"_s});
        QVERIFY2(sentence.startsWith(u"line 7: "_s), qPrintable(sentence));
        QVERIFY2(!sentence.endsWith(u'.'), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u"%2"_s), qPrintable(sentence));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), static_cast<int>(ConfigFault::NotToml) + 1);
    QCOMPARE(describe({3, ConfigFault::UnknownOption, u"#"_s}), u"line 3: the option \"#\" is unknown"_s);
}

QTEST_GUILESS_MAIN(TestConfigLine)
#include "test_configline.moc"
