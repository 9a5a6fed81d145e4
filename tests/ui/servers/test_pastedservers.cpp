// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/pastedservers.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const PastedServers &pasted)
{
    QStringList lines;
    for (const PastedServer &server : pasted.servers)
        lines.append(formatServerLine(server.line));
    return lines;
}

} // namespace

/// What people paste.
class TestPastedServers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<DaemonKind>("daemon");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QStringList>("senseless");
        QTest::addColumn<int>("passedOver");
        const auto row = [](const char *name, DaemonKind daemon, const QString &text,
                            const QStringList &lines, const QStringList &senseless = {}, int passedOver = 0) {
            QTest::newRow(name) << daemon << text << lines << senseless << passedOver;
        };
        using enum DaemonKind;
        const QString one = u"server ntp1.example.org iburst"_s;
        const QString two = u"server ntp2.example.org iburst"_s;
        row("nothing", Chrony, u" \n"_s, {});
        row("name", Chrony, u" ntp1.example.org "_s, {one});
        row("names between spaces", Chrony, u"ntp1.example.org ntp2.example.org"_s, {one, two});
        row("names between commas", Chrony, u"ntp1.example.org, ntp2.example.org;"_s, {one, two});
        row("names between wide commas", Chrony, u"ntp1.example.org、ntp2.example.org"_s, {one, two});
        row("names in lines", Chrony, u"ntp1.example.org\r\nntp2.example.org\n"_s, {one, two});
        row("twice", Chrony, u"ntp1.example.org ntp1.example.org"_s, {one});
        row("addresses", Chrony, u"192.0.2.1 2001:db8::1"_s,
            {u"server 192.0.2.1 iburst"_s, u"server 2001:db8::1 iburst"_s});
        row("port", Chrony, u"ntp1.example.org:1123"_s, {u"server ntp1.example.org port 1123 iburst"_s});
        row("port for NTPsec", Ntpsec, u"ntp1.example.org:1123"_s, {}, {u"ntp1.example.org:1123"_s});
        row("name in another script", Chrony, u"時計.jp"_s, {u"server xn--kjv590f.jp iburst"_s});
        row("lines of chrony.conf", Chrony,
            u"# Servers\nserver ntp1.example.org iburst prefer\n!x\npool pool.ntp.org iburst maxsources 2\n"
            "driftfile /var/lib/chrony/drift\nmakestep 1 3\nrtcsync\n"_s,
            {u"server ntp1.example.org iburst prefer"_s, u"pool pool.ntp.org iburst maxsources 2"_s}, {}, 3);
        row("lines of ntp.conf for chrony", Chrony,
            u"restrict default kod nomodify\nserver ntp1.example.org iburst # first\n"_s, {one}, {}, 1);
        row("lines of timesyncd.conf for chrony", Chrony,
            u"[Time]\nNTP=ntp1.example.org ntp2.example.org\nRootDistanceMaxSec=5\n"_s, {one, two}, {}, 1);
        row("a line that chrony refuses", Chrony, u"server ntp1.example.org ibrust\nntp2.example.org"_s,
            {two}, {u"server ntp1.example.org ibrust"_s});
        row("an option that is too new", Chrony, u"server ntp1.example.org ipv4"_s, {},
            {u"server ntp1.example.org ipv4"_s});
        row("no host", Chrony, u"server\nntp1.example.org"_s, {one}, {u"server"_s});
        row("half a line makes no sense", Chrony, u"ntp1.example.org what?\nntp2.example.org"_s, {two},
            {u"ntp1.example.org what?"_s});
        row("NTPsec", Ntpsec, u"ntp1.example.org\nserver -4 ntp2.example.org iburst"_s,
            {one, u"server -4 ntp2.example.org iburst"_s});
        row("timesyncd", Timesyncd, u"NTP=ntp1.example.org\nserver ntp2.example.org iburst"_s,
            {u"server ntp1.example.org"_s, u"server ntp2.example.org"_s});
        row("timesyncd asks port 123", Timesyncd, u"ntp1.example.org:1123"_s, {},
            {u"ntp1.example.org:1123"_s});
    }
    void reads()
    {
        QFETCH(DaemonKind, daemon);
        QFETCH(QString, text);
        const PastedServers pasted = readPastedServers(daemon, DaemonVersion{{4, 3}}, text);
        QTEST(linesOf(pasted), "lines");
        QTEST(pasted.senseless, "senseless");
        QTEST(pasted.passedOver, "passedOver");
        QCOMPARE(pasted.sentences.size(), pasted.senseless.size());
        for (const QString &sentence : pasted.sentences)
            QVERIFY(sentence.endsWith(u'.'));
    }

    void tellsNamesFromLines()
    {
        const PastedServers pasted =
            readPastedServers(DaemonKind::Chrony, {}, u"ntp1.example.org\nserver ntp2.example.org"_s);
        QCOMPARE(pasted.servers.size(), 2U);
        QVERIFY(pasted.servers[0].isBare);
        QVERIFY(!pasted.servers[1].isBare);
    }
};

QTEST_GUILESS_MAIN(TestPastedServers)
#include "test_pastedservers.moc"
