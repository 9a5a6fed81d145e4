// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/blanked.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/factsjson.h"
#include "tests/diagnosis/randomfacts.h"

#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

class TestBlanked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLeft();
    void findingsStay();
    void whatIsEqualStaysEqual();
    void texts_data();
    void texts();
    void configurations_data();
    void configurations();
    void wordsOfTheUser();
    void labelsThatAreHosts();
    void devicesKeepTheirLetters();
    void referenceIds();
    void eventsGoTheSameWay();
    void hostsThatMayBeFiles();
    void eventsOfServersThatHaveGone_data();
    void eventsOfServersThatHaveGone();
};

namespace {

HostSpec spec(const QString &host)
{
    HostSpec result;
    result.host = host;
    result.typed = host;
    return result;
}

ServerMeasurement measured(const QString &host, const QString &label = {}, const QString &address = {})
{
    ServerMeasurement measurement;
    measurement.host = spec(host);
    measurement.label = label;
    measurement.address = address;
    return measurement;
}

DiagnosisFacts factsWithText(const QString &text)
{
    DiagnosisFacts facts;
    facts.answers.push_back({.line = 1, .needsPassword = false, .nobodyThere = false, .text = text});
    return facts;
}

QString blankedText(const QString &text)
{
    return blanked(factsWithText(text), u"wks-tanaka.corp.lan"_s).answers.at(0).text;
}

QList<FindingId> idsOf(const DiagnosisFacts &facts)
{
    QList<FindingId> ids;
    for (const Finding &finding : diagnose(facts))
        ids.append(finding.id);
    return ids;
}

} // namespace

void TestBlanked::nothingIsLeft()
{
    constexpr quint32 rounds = 100;
    for (quint32 seed = 0; seed < rounds; ++seed) {
        const DiagnosisFacts facts = randomFacts(seed);
        const QString before = QString::fromUtf8(writeFacts(facts));
        const QString after = QString::fromUtf8(writeFacts(blanked(facts)));
        for (const QString &name : randomNames()) {
            QVERIFY2(!after.contains(name, Qt::CaseInsensitive),
                     qPrintable(u"%1: %2 in %3"_s.arg(seed).arg(
                         name, after.mid(after.indexOf(name, 0, Qt::CaseInsensitive) - 80, 200))));
        }
        QVERIFY(before != after);
    }
}

void TestBlanked::findingsStay()
{
    constexpr quint32 rounds = 100;
    for (quint32 seed = 0; seed < rounds; ++seed) {
        const DiagnosisFacts facts = randomFacts(seed);
        QVERIFY2(idsOf(blanked(facts)) == idsOf(facts), qPrintable(QString::number(seed)));
    }
}

void TestBlanked::whatIsEqualStaysEqual()
{
    DiagnosisFacts facts;
    const QStringList hosts = randomNames();
    for (const QString &host : hosts)
        facts.measured.push_back(measured(host, host, host));
    QString all;
    for (const QString &host : hosts)
        all += host + u"; "_s;
    facts.answers.push_back({.line = 1, .needsPassword = false, .nobodyThere = false, .text = all});
    const DiagnosisFacts result = blanked(facts);
    QString expected;
    QSet<QString> distinct;
    for (const ServerMeasurement &server : result.measured) {
        QCOMPARE(server.label, server.host.host);
        QCOMPARE(server.address, server.host.host);
        QCOMPARE(server.host.typed, server.host.host);
        expected += server.host.host + u"; "_s;
        distinct.insert(server.host.host);
    }
    QCOMPARE(distinct.size(), hosts.size());
    QCOMPARE(result.answers.at(0).text, expected);
    // One operator stays one.
    QCOMPARE(result.measured[0].host.host.section(u'.', 1), result.measured[1].host.host.section(u'.', 1));
    QCOMPARE(result.measured[2].host.host, result.measured[1].host.host.section(u'.', 1));
}

void TestBlanked::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
    same("empty", {});
    same("words", u"Selected source PHC0, e.g. at 12:41:07.123 of 2026-11-29"_s);
    same("loopback", u"127.0.0.1:323 [::1]:323 127.127.28.0 0.0.0.0 ::"_s);
    same("cloud", u"169.254.169.123 and fd00:ec2::123, metadata.google.internal"_s);
    same("smearing", u"216.239.35.8 2001:4860:4806:8::"_s);
    same(
        "files",
        u"/etc/chrony/conf.d timesyncd.conf.d /etc/chrony/chrony.conf /run/ntpsec/ntp.conf.dhcp chrony.service foo@bar.service"_s);
    same("bus", u"org.freedesktop.timesync1 org.freedesktop.DBus.Error.NoReply"_s);
    same("numbers", u"chronyd 4.3, 0.25 s, 1.5ms, 20261129"_s);
    same("public", u"time.google.com 0.debian.pool.ntp.org pool.ntp.org"_s);
    QTest::newRow("name") << u"(ntp.company.co.uk)."_s << u"(server-1.network-1.example)."_s;
    QTest::newRow("case") << u"NTP.Company.com ntp.company.COM"_s
                          << u"server-1.network-1.example server-1.network-1.example"_s;
    QTest::newRow("script") << u"時計.jp に"_s << u"network-1.example に"_s;
    QTest::newRow("like a public one") << u"notgoogle.com"_s << u"network-1.example"_s;
    QTest::newRow("url") << u"https://ntp.company.com/x"_s << u"https://server-1.network-1.example/x"_s;
    QTest::newRow("file of a server")
        << u"/etc/x/ntp.company.com.sources"_s << u"/etc/x/server-1.network-1.example.sources"_s;
    QTest::newRow("port") << u"8.8.4.4:123: no route"_s << u"192.0.2.1:123: no route"_s;
    QTest::newRow("addresses") << u"8.8.4.4,8.8.8.8/24 8.8.4.4"_s << u"192.0.2.1,192.0.2.2/24 192.0.2.1"_s;
    QTest::newRow("private") << u"192.168.7.9 -> 172.16.0.1"_s << u"10.0.0.1 -> 10.0.0.2"_s;
    QTest::newRow("not its own") << u"10.0.0.1 10.0.0.2"_s << u"10.0.0.3 10.0.0.4"_s;
    QTest::newRow("link-local") << u"169.254.9.9"_s << u"169.254.0.1"_s;
    QTest::newRow("IPv6") << u"[2404:1a8::a]:123, 2404:01A8:0::A: lost"_s
                          << u"[2001:db8::1]:123, 2001:db8::1: lost"_s;
    QTest::newRow("scope") << u"fe80::2a1:b2ff:fec3:d4e5%wlx00c0ca123456 fd01::9"_s
                           << u"fe80::1%interface fd00::2"_s;
    QTest::newRow("mapped") << u"::ffff:8.8.8.8"_s << u"::ffff:192.0.2.1"_s;
    QTest::newRow("hardware") << u"eth0 3c:7c:3f:aa:bb:cc"_s << u"eth0 00:00:5e:00:53:00"_s;
    QTest::newRow("refid") << u"Reference ID : D2ADA01B (ntp.company.com)"_s
                           << u"Reference ID : C0000201 (server-1.network-1.example)"_s;
    QTest::newRow("mail") << u"ask john.doe@company.com"_s << u"ask somebody@network-1.example"_s;
    QTest::newRow("home") << u"chronyd -f /home/tanaka/my.conf"_s << u"chronyd -f /home/user/my.conf"_s;
    QTest::newRow("computer") << u"Nov 29 wks-tanaka chronyd: wks-tanaka.corp.lan"_s
                              << u"Nov 29 this-computer chronyd: this-computer"_s;
}

void TestBlanked::texts()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(blankedText(text), expected);
}

void TestBlanked::configurations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("comments") << "# John's, in Berlin\n  ! 0151 23456\nserver a.b.com iburst # tel. 77\n"_ba
                              << "#\n!\nserver server-2.network-1.example iburst #\n"_ba;
    QTest::newRow("single labels") << "pool nas iburst\nserver nas.\nlogdir /var/log/nas\n"_ba
                                   << "pool server-1 iburst\nserver server-1.\nlogdir /var/log/nas\n"_ba;
    QTest::newRow("directive") << "nas x\r\nserver nas\r\n"_ba
                               << "nas x\r\nserver server-1\r\n"_ba;
    QTest::newRow("timesyncd")
        << "[Time]\nNTP=nas 8.8.8.8\n#FallbackNTP=a.b.com\n#our own\n"_ba
        << "[Time]\nNTP=server-1 192.0.2.1\n#FallbackNTP=server-2.network-1.example\n#\n"_ba;
    QTest::newRow("switched off") << "#off(synchroscope): server a.b.com\n"_ba
                                  << "#off(synchroscope): server server-2.network-1.example\n"_ba;
    QTest::newRow("a tab") << "server a.b.com\t# tel. 77\n"_ba
                           << "server server-2.network-1.example\t#\n"_ba;
    QTest::newRow("toml") << "address = \"a.b.com #1\" # mine\n"_ba
                          << "address = \"server-2.network-1.example #1\" # mine\n"_ba;
    QTest::newRow("not UTF-8") << "server a.b.com\xff\n\xfe 8.8.8.8"_ba
                               << "server server-2.network-1.example\n\xfe 192.0.2.1"_ba;
}

void TestBlanked::configurations()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    NamedServers files;
    files.servers.emplace_back().host = spec(u"nas"_s);
    files.texts.push_back({.path = u"/etc/x.conf"_s, .part = ConfigPart::Main, .text = text});
    DiagnosisFacts facts;
    facts.configurations.push_back({.daemon = DaemonKind::Chrony,
                                    .version = {},
                                    .isRunning = true,
                                    .unit = {},
                                    .mainFile = {},
                                    .files = std::make_shared<const NamedServers>(files)});
    const DiagnosisFacts result = blanked(facts);
    QCOMPARE(result.configurations.at(0).files->texts.at(0).text, expected);
    QCOMPARE(result.configurations.at(0).files->servers.at(0).host.host, u"server-1"_s);
}

void TestBlanked::wordsOfTheUser()
{
    DiagnosisFacts facts = factsWithText(u"My NAS is far, Bob's (bob) is not; nas-2 neither"_s);
    facts.measured.push_back(measured(u"8.8.8.8"_s, u"My NAS"_s));
    facts.measured.push_back(measured(u"bob"_s, u"bob"_s));
    facts.verdict.source = u"My NAS"_s;
    const DiagnosisFacts result = blanked(facts);
    QCOMPARE(result.measured[0].label, u"label-1"_s);
    QCOMPARE(result.measured[1].label, u"server-1"_s);
    QCOMPARE(result.verdict.source, u"label-1"_s);
    QCOMPARE(result.answers.at(0).text, u"label-1 is far, server-1's (server-1) is not; nas-2 neither"_s);
}

/// Servers that were asked by their addresses are called as their daemon calls them.
void TestBlanked::labelsThatAreHosts()
{
    DiagnosisFacts facts;
    DaemonReport &daemon = facts.machine.daemons.emplace_back();
    const QStringList names{u"ntp1.corp.lan"_s, u"clock"_s, u"time.google.com"_s};
    for (const QString &name : names)
        daemon.sources.emplace_back().name = name;
    facts.measured = {measured(u"8.8.8.1"_s, names[0]), measured(u"8.8.8.2"_s, names[1]),
                      measured(u"8.8.8.3"_s, names[2]), measured(u"8.8.8.4"_s, u"ntp1.corp.lan:1123"_s)};
    const DiagnosisFacts result = blanked(facts);
    const std::vector<DaemonSource> &sources = result.machine.daemons.at(0).sources;
    for (size_t i = 0; i < sources.size(); ++i)
        QCOMPARE(result.measured[i].label, sources[i].name);
    QVERIFY(sources[0].name != names[0] && sources[1].name != names[1]);
    QCOMPARE(sources[2].name, names[2]);
    QCOMPARE(result.measured[3].label, sources[0].name + u":1123"_s);
}

void TestBlanked::devicesKeepTheirLetters()
{
    DiagnosisFacts facts;
    DaemonReport daemon;
    DaemonSource device;
    device.name = u"PHC0"_s;
    device.mode = SourceMode::ReferenceClock;
    device.device = u"/dev/ptp0"_s;
    DaemonSource server;
    server.name = u"phc0"_s;
    daemon.sources = {device, server};
    daemon.version = u"1.2.3.4"_s;
    facts.machine.daemons.push_back(daemon);
    const DiagnosisFacts result = blanked(facts);
    QCOMPARE(result.machine.daemons[0].sources[0].name, u"PHC0"_s);
    QCOMPARE(result.machine.daemons[0].sources[0].device, u"/dev/ptp0"_s);
    QCOMPARE(result.machine.daemons[0].sources[1].name, u"server-1"_s);
    QCOMPARE(result.machine.daemons[0].version, u"1.2.3.4"_s);
}

void TestBlanked::referenceIds()
{
    constexpr quint32 gps = 0x47505300;
    constexpr quint32 server = 0x08080808;
    DiagnosisFacts facts = factsWithText(u"8.8.8.8"_s);
    for (const auto &[stratum, id] : {std::pair(1, gps), std::pair(2, server)}) {
        ServerMeasurement measurement = measured(u"127.0.0.1"_s);
        Sample sample = {.offset = Offset::fromLocalMinusRemote({}),
                         .delay = {},
                         .dispersion = {},
                         .at = {},
                         .raw = {},
                         .rootDelay = {},
                         .rootDispersion = {}};
        sample.referenceId = id;
        sample.stratum = quint8(stratum);
        measurement.lastSample = sample;
        facts.measured.push_back(measurement);
    }
    DaemonReport daemon;
    daemon.tracking.emplace().referenceId = u"08080808"_s;
    facts.machine.daemons.push_back(daemon);
    daemon.tracking->referenceId = u"50484330"_s;
    facts.machine.daemons.push_back(daemon);
    const DiagnosisFacts result = blanked(facts);
    QCOMPARE(result.measured[0].lastSample->referenceId, gps);
    QCOMPARE(result.measured[1].lastSample->referenceId, 0xc0000201U);
    QCOMPARE(result.machine.daemons[0].tracking->referenceId, u"C0000201"_s);
    QCOMPARE(result.machine.daemons[1].tracking->referenceId, u"50484330"_s);
    QCOMPARE(result.answers.at(0).text, u"192.0.2.1"_s);
}

void TestBlanked::eventsGoTheSameWay()
{
    DiagnosisFacts facts;
    facts.measured.push_back(measured(u"a.b.com"_s, u"Mine"_s));
    Blanking blanking(facts);
    Event event;
    event.kind = Event::Kind::Followed;
    event.subject = u"a.b.com"_s;
    event.from = u"Mine"_s;
    const Event result = blanking.blanked(event);
    QCOMPARE(result.subject, blanking.facts().measured[0].host.host);
    QCOMPARE(result.from, u"label-1"_s);
}

void TestBlanked::hostsThatMayBeFiles()
{
    DiagnosisFacts facts = factsWithText(u"example.sh lost, me@example.sh, not other.sh nor run.py"_s);
    DaemonReport daemon;
    DaemonSource server;
    server.name = u"Example.sh"_s;
    daemon.sources = {server};
    facts.machine.daemons.push_back(daemon);
    const DiagnosisFacts result = blanked(facts);
    QCOMPARE(result.machine.daemons[0].sources[0].name, u"network-1.example"_s);
    QCOMPARE(result.answers.at(0).text,
             u"network-1.example lost, somebody@network-1.example, not other.sh nor run.py"_s);
}

void TestBlanked::eventsOfServersThatHaveGone_data()
{
    QTest::addColumn<Event::Kind>("kind");
    QTest::addColumn<bool>("isOfDaemon");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("expected");
    using Kind = Event::Kind;
    QTest::newRow("one word") << Kind::AnswersLost << true << u"nas"_s << u"server-1"_s;
    QTest::newRow("a label of words") << Kind::Outvoted << false << u"Bob's basement"_s << u"label-1"_s;
    QTest::newRow("a label with a host") << Kind::Believed << false << u"Bob (ntp.bob.com)"_s << u"label-1"_s;
    QTest::newRow("a label like letters") << Kind::AnswersRegained << false << u"HOME"_s << u"server-1"_s;
    QTest::newRow("like a file") << Kind::Followed << true << u"example.sh"_s << u"network-1.example"_s;
    QTest::newRow("a name") << Kind::Followed << true << u"ntp.bob.com"_s << u"server-1.network-1.example"_s;
    QTest::newRow("an address") << Kind::LeapAnnounced << true << u"8.8.8.8"_s << u"192.0.2.1"_s;
    QTest::newRow("public") << Kind::Followed << true << u"time.google.com"_s << u"time.google.com"_s;
    QTest::newRow("a device") << Kind::Followed << true << u"PHC0"_s << u"PHC0"_s;
    QTest::newRow("ntpd's device") << Kind::AnswersLost << true << u"NMEA(0)"_s << u"NMEA(0)"_s;
    QTest::newRow("none") << Kind::Followed << true << QString() << QString();
    QTest::newRow("a zone") << Kind::ZoneChanged << false << u"UTC"_s << u"UTC"_s;
}

void TestBlanked::eventsOfServersThatHaveGone()
{
    QFETCH(const Event::Kind, kind);
    QFETCH(const bool, isOfDaemon);
    QFETCH(const QString, subject);
    QFETCH(const QString, expected);
    Blanking blanking({});
    Event event;
    event.kind = kind;
    if (isOfDaemon)
        event.daemon = DaemonKind::Chrony;
    event.subject = subject;
    event.from = subject;
    const Event result = blanking.blanked(event);
    QCOMPARE(result.subject, expected);
    QCOMPARE(result.from, expected);
    QCOMPARE(blanking.blanked(event).subject, expected);
}

QTEST_GUILESS_MAIN(TestBlanked)
#include "test_blanked.moc"
