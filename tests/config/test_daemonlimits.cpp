// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/daemonlimits.h"
#include "tests/config/memoryfiles.h"
#include "tests/config/printedconfig.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Files = std::map<QString, QByteArray>;

NamedServers read(DaemonKind daemon, const Files &texts)
{
    test::MemoryFiles files(texts);
    return collectNamedServers(files, daemon);
}

NamedServers chrony(const QByteArray &text)
{
    return read(DaemonKind::Chrony, {{u"/etc/chrony/chrony.conf"_s, text}});
}

} // namespace

class TestDaemonLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chronyLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("distance");
        QTest::addColumn<double>("scatter");
        QTest::addColumn<double>("pace");
        QTest::addColumn<QString>("list");
        const QString none;
        QTest::newRow("nothing") << QByteArray("pool ntp.example iburst\n") << 3.0 << 1.0 << 12.0 << none;
        QTest::newRow("all") << QByteArray("maxdistance 16\nMaxJitter 0.25\nmaxslewrate 500\nleapsectz "
                                           "right/UTC\n")
                             << 16.0 << 0.25 << 2000.0 << u"leapsectz right/UTC"_s;
        QTest::newRow("the last counts")
            << QByteArray("maxdistance 16\nmaxdistance 4.5\n") << 4.5 << 1.0 << 12.0 << none;
        QTest::newRow("quicker than it can be")
            << QByteArray("maxslewrate 100000\n") << 3.0 << 1.0 << 12.0 << none;
        QTest::newRow("comments") << QByteArray("#maxdistance 16\n! leapsectz right/UTC\n") << 3.0 << 1.0
                                  << 12.0 << none;
    }
    void chronyLines()
    {
        QFETCH(QByteArray, text);
        const test::PrintedConfig printed = test::printedConfigOf(text);
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        QVERIFY2(printed.accepted, qPrintable(printed.refusal));
        const NamedServers files = chrony(text);
        QTEST(toSeconds(*distanceLimit(DaemonKind::Chrony, files)), "distance");
        QTEST(toSeconds(chronyScatterLimit(files)), "scatter");
        QTEST(chronySlewPace(files), "pace");
        QTEST(chronyLeapList(files), "list");
    }

    void includedFilesCountAtTheirPlace()
    {
        const NamedServers files =
            read(DaemonKind::Chrony,
                 {{u"/etc/chrony/chrony.conf"_s, "confdir /etc/chrony/conf.d\nmaxdistance 4\n"},
                  {u"/etc/chrony/conf.d/a.conf"_s, "maxdistance 16\nmaxjitter 2\nleapseclist /leap.list\n"}});
        QCOMPARE(distanceLimit(DaemonKind::Chrony, files), std::optional<Duration>(4s));
        QCOMPARE(chronyScatterLimit(files), Duration(2s));
        QCOMPARE(chronyLeapList(files), u"leapseclist /leap.list"_s);
    }

    void otherDaemons_data()
    {
        QTest::addColumn<int>("daemon");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("expected"); ///< 0: none is known
        const auto row = [](const char *name, DaemonKind daemon, const QByteArray &text, double expected) {
            QTest::newRow(name) << int(daemon) << text << expected;
        };
        row("NTPsec's own", DaemonKind::Ntpsec, "server a.example\n", 1.5);
        row("NTPsec told", DaemonKind::Ntpsec, "tos minclock 4 maxdist 16 minsane 3\n", 16);
        row("told twice", DaemonKind::Ntpd, "tos maxdist 16\ntos maxdist 2\n", 2);
        row("another word", DaemonKind::Ntpd, "tos minclock 4\ntinker step 3\n", 1.5);
        row("no number", DaemonKind::Ntpd, "tos maxdist much\n", 1.5);
        row("timesyncd", DaemonKind::Timesyncd, "[Time]\n", 5);
        row("OpenNTPD", DaemonKind::OpenNtpd, "server a.example\n", 0);
    }
    void otherDaemons()
    {
        QFETCH(int, daemon);
        QFETCH(QByteArray, text);
        const auto kind = DaemonKind(daemon);
        const QString path = kind == DaemonKind::Ntpsec      ? u"/etc/ntpsec/ntp.conf"_s
                             : kind == DaemonKind::Ntpd      ? u"/etc/ntp.conf"_s
                             : kind == DaemonKind::Timesyncd ? u"/etc/systemd/timesyncd.conf"_s
                                                             : u"/etc/openntpd/ntpd.conf"_s;
        QTEST(toSeconds(distanceLimit(kind, read(kind, {{path, text}})).value_or(Duration())), "expected");
    }
};

QTEST_GUILESS_MAIN(TestDaemonLimits)
#include "test_daemonlimits.moc"
