// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/config/stepthreshold.h"
#include "tests/config/memoryfiles.h"
#include "tests/config/printedconfig.h"
#include "tests/support/filetree.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Files = std::map<QString, QByteArray>;

constexpr double never = -1;

std::optional<Duration> thresholdOf(DaemonKind daemon, const Files &texts)
{
    test::MemoryFiles files(texts);
    return stepThreshold(daemon, collectNamedServers(files, daemon));
}

double inSeconds(const std::optional<Duration> &threshold)
{
    return threshold ? toSeconds(*threshold) : never;
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::DaemonKind)

class TestStepThreshold final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chronyLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("expected");
        QTest::newRow("nothing") << QByteArray("pool ntp.example iburst\n") << never;
        QTest::newRow("Debian's") << QByteArray("makestep 1 3\n") << 1.0;
        QTest::newRow("always") << QByteArray("makestep 0.1 -1\n") << 0.1;
        QTest::newRow("never") << QByteArray("makestep 0.1 0\n") << never;
        QTest::newRow("every offset") << QByteArray("makestep 0 1\n") << 0.0;
        QTest::newRow("below nothing") << QByteArray("makestep -1 1\n") << 0.0;
        QTest::newRow("any case, any space") << QByteArray(" \tMakeStep  2.5\t3 \n") << 2.5;
        QTest::newRow("an exponent") << QByteArray("makestep 1e-2 3\n") << 0.01;
        QTest::newRow("the limit's integer") << QByteArray("makestep 1 3.9\n") << 1.0;
        QTest::newRow("a limit of nought point five") << QByteArray("makestep 1 0.5\n") << never;
        QTest::newRow("carriage returns") << QByteArray("makestep 1 3\r\n") << 1.0;
        QTest::newRow("a comment") << QByteArray("#makestep 1 3\n! makestep 2 3\n") << never;
        QTest::newRow("the last counts") << QByteArray("makestep 1 3\nmakestep 5 3\n") << 5.0;
        QTest::newRow("the last takes it back") << QByteArray("makestep 1 3\nmakestep 1 0\n") << never;
        QTest::newRow("initstepslew") << QByteArray("initstepslew 30 127.0.0.1\n") << 30.0;
        QTest::newRow("initstepslew without servers") << QByteArray("initstepslew 30\n") << never;
        QTest::newRow("initstepslew, then without servers")
            << QByteArray("initstepslew 30 127.0.0.1\ninitstepslew 10\n") << never;
        QTest::newRow("both, initstepslew smaller")
            << QByteArray("makestep 10 3\ninitstepslew 2 127.0.0.1 127.0.0.2\n") << 2.0;
        QTest::newRow("both, makestep smaller")
            << QByteArray("initstepslew 20 127.0.0.1\nmakestep 10 3\n") << 10.0;
        QTest::newRow("initstepslew and no makestep left")
            << QByteArray("makestep 1 0\ninitstepslew 20 127.0.0.1\n") << 20.0;
    }
    void chronyLines()
    {
        QFETCH(QByteArray, text);
        // chronyd starts with each of them.
        const test::PrintedConfig printed = test::printedConfigOf(text);
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        QVERIFY2(printed.accepted, qPrintable(printed.refusal));
        QTEST(inSeconds(thresholdOf(DaemonKind::Chrony, {{u"/etc/chrony/chrony.conf"_s, text}})), "expected");
    }

    void chronysRule_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("limit");
        QTest::newRow("none") << QByteArray("pool ntp.example iburst\n") << QString() << 0;
        QTest::newRow("Debian's") << QByteArray("makestep 1 3\n") << u"1 3"_s << 3;
        QTest::newRow("always") << QByteArray("makestep  0.1\t-1 \n") << u"0.1 -1"_s << -1;
        QTest::newRow("never") << QByteArray("makestep 1 3\nmakestep 1 0\n") << QString() << 0;
        QTest::newRow("initstepslew is none") << QByteArray("initstepslew 30 127.0.0.1\n") << QString() << 0;
    }
    void chronysRule()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        test::MemoryFiles files({{u"/etc/chrony/chrony.conf"_s, text}});
        const std::optional<ChronyStepRule> rule =
            chronyStepRule(collectNamedServers(files, DaemonKind::Chrony));
        QCOMPARE(rule.has_value(), !expected.isEmpty());
        if (rule) {
            QCOMPARE(rule->text, expected);
            QTEST(rule->limit, "limit");
        }
    }

    void whatChronydRefusesDoesNotCount_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"makestep", "makestep 1", "makestep 1 3 5", "makestep x 3", "makestep 1 x",
                                 "makestep 1x 3", "initstepslew x 127.0.0.1", "initstepslew"})
            QTest::newRow(line) << QByteArray(line);
    }
    void whatChronydRefusesDoesNotCount()
    {
        QFETCH(QByteArray, line);
        const test::PrintedConfig printed = test::printedConfigOf(line + '\n');
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        QVERIFY(!printed.accepted);
        QCOMPARE(inSeconds(thresholdOf(DaemonKind::Chrony,
                                       {{u"/etc/chrony.conf"_s, "makestep 7 3\n" + line + '\n'}})),
                 7.0);
    }

    /// `chronyd -p` prints what it reads, in its order: its last makestep is the one.
    void inTheOrderInWhichChronydReads_data()
    {
        QTest::addColumn<QByteArray>("main");
        QTest::addColumn<double>("expected");
        QTest::newRow("confdir before") << QByteArray("confdir @/conf.d\nmakestep 1 3\n") << 1.0;
        QTest::newRow("confdir behind") << QByteArray("makestep 1 3\nconfdir @/conf.d\n") << 21.0;
        QTest::newRow("of two folders the first one's file")
            << QByteArray("makestep 1 3\nconfdir @/other.d @/conf.d\n") << 30.0;
        QTest::newRow("a pattern") << QByteArray("makestep 1 3\ninclude @/conf.d/1*.conf\n") << 11.0;
        QTest::newRow("a file without the suffix")
            << QByteArray("makestep 1 3\ninclude @/conf.d/90-not\n") << 90.0;
        QTest::newRow("nested") << QByteArray("include @/nested.conf\n") << 3.0;
        QTest::newRow("nested, then ours") << QByteArray("include @/nested.conf\nmakestep 4 3\n") << 4.0;
        QTest::newRow("no line of its own") << QByteArray("makestep 1 3\nsourcedir @/sources.d\n") << 1.0;
    }
    void inTheOrderInWhichChronydReads()
    {
        const test::FileTree tree;
        QFETCH(QByteArray, main);
        const QByteArray root = tree.root().toUtf8();
        const Files texts{
            {u"/chrony.conf"_s, main.replace('@', root)},
            {u"/conf.d/20-b.conf"_s, "makestep 20 3\n"},
            {u"/conf.d/10-a.conf"_s, "makestep 10 3\n"},
            {u"/conf.d/11-a.conf"_s, "makestep 11 3\n"},
            {u"/conf.d/21-c.conf"_s, "makestep 21 3\n"},
            {u"/conf.d/90-not"_s, "makestep 90 3\n"},
            {u"/conf.d/.95-hidden.conf"_s, "makestep 95 3\n"},
            {u"/other.d/21-c.conf"_s, "makestep 30 3\n"},
            {u"/nested.conf"_s, "makestep 2 3\nconfdir " + root + "/conf.d\nmakestep 3 3\n"},
            {u"/sources.d/a.sources"_s, "makestep 60 3\nserver 127.0.0.1\n"},
        };
        Files realTexts;
        for (const auto &[path, text] : texts) {
            QVERIFY(tree.write(path, text));
            realTexts[tree.real(path)] = text;
        }

        const test::PrintedConfig printed = test::printedConfig(tree.real(u"/chrony.conf"_s));
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        QVERIFY2(printed.accepted, qPrintable(printed.refusal));
        QByteArray last;
        for (const QString &line : printed.directives) {
            if (line.startsWith("makestep"_L1))
                last = line.toUtf8();
        }
        const double ofChronyd = QString::fromUtf8(configWords(last).at(1)).toDouble();
        QTEST(ofChronyd, "expected");
        test::MemoryFiles files(realTexts);
        const NamedServers found =
            collectNamedServers(files, DaemonKind::Chrony, tree.real(u"/chrony.conf"_s));
        QCOMPARE(inSeconds(stepThreshold(DaemonKind::Chrony, found)), ofChronyd);
    }

    void filesThatIncludeEachOtherEnd()
    {
        const Files files{
            {u"/etc/chrony.conf"_s, "makestep 1 3\ninclude /etc/a.conf\n"},
            {u"/etc/a.conf"_s, "makestep 2 3\ninclude /etc/chrony.conf\ninclude /etc/a.conf\n"}};
        QCOMPARE(inSeconds(thresholdOf(DaemonKind::Chrony, files)), 2.0);
    }

    void timesyncdHasOneOfItsOwn()
    {
        QCOMPARE(thresholdOf(DaemonKind::Timesyncd, {{u"/etc/systemd/timesyncd.conf"_s, "[Time]\nNTP=a\n"}}),
                 std::optional<Duration>(400ms));
        QCOMPARE(thresholdOf(DaemonKind::Timesyncd, {}), std::optional<Duration>(400ms));
    }

    void ntpLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("expected");
        QTest::newRow("nothing") << QByteArray("server ntp.example iburst\n") << 0.128;
        QTest::newRow("step") << QByteArray("tinker step 0.5\n") << 0.5;
        QTest::newRow("a whole number") << QByteArray("tinker step 2\n") << 2.0;
        QTest::newRow("among others") << QByteArray("tinker panic 0 step 0.4 stepout 300\n") << 0.4;
        QTest::newRow("never") << QByteArray("tinker step 0\n") << never;
        QTest::newRow("another one") << QByteArray("tinker panic 0\n") << 0.128;
        QTest::newRow("a remark") << QByteArray("# tinker step 5\ntinker step 1 # step 3\n") << 1.0;
        QTest::newRow("the last counts") << QByteArray("tinker step 1\ntinker step 3\n") << 3.0;
        QTest::newRow("back only") << QByteArray("tinker stepback 3\n") << 0.128;
        QTest::newRow("both apart") << QByteArray("tinker stepback 3 stepfwd 2\n") << 2.0;
        QTest::newRow("never back") << QByteArray("tinker stepback 0 stepfwd 2\n") << 2.0;
        QTest::newRow("neither") << QByteArray("tinker stepback 0 stepfwd 0\n") << never;
        QTest::newRow("one for both takes both back") << QByteArray("tinker stepback 3 step 0\n") << never;
        QTest::newRow("no number") << QByteArray("tinker step soon\n") << 0.128;
    }
    void ntpLines()
    {
        QFETCH(QByteArray, text);
        QTEST(inSeconds(thresholdOf(DaemonKind::Ntpsec, {{u"/etc/ntpsec/ntp.conf"_s, text}})), "expected");
        QTEST(inSeconds(thresholdOf(DaemonKind::Ntpd, {{u"/etc/ntp.conf"_s, text}})), "expected");
    }

    void inTheOrderInWhichNtpdReads()
    {
        Files files{{u"/etc/ntpsec/ntp.conf"_s, "includefile more.conf\ntinker step 1\n"},
                    {u"/etc/ntpsec/more.conf"_s, "tinker step 2\n"}};
        QCOMPARE(inSeconds(thresholdOf(DaemonKind::Ntpsec, files)), 1.0);
        files[u"/etc/ntpsec/ntp.conf"_s] = "tinker step 1\nincludefile /etc/ntpsec/more.conf\n";
        QCOMPARE(inSeconds(thresholdOf(DaemonKind::Ntpsec, files)), 2.0);
        files[u"/etc/ntpsec/ntp.d/50-site.conf"_s] = "tinker step 3\n";
        QCOMPARE(inSeconds(thresholdOf(DaemonKind::Ntpsec, files)), 3.0);
        // The copy that the network's script makes is what NTPsec runs from.
        files[u"/run/ntpsec/ntp.conf.dhcp"_s] = "tinker step 4\n";
        QCOMPARE(inSeconds(thresholdOf(DaemonKind::Ntpsec, files)), 4.0);
    }

    void ofOthersNothingIsTold()
    {
        QVERIFY(!thresholdOf(DaemonKind::OpenNtpd, {{u"/etc/ntpd.conf"_s, "servers pool.ntp.org\n"}}));
        QVERIFY(!thresholdOf(DaemonKind::NtpdRs, {}));
        QVERIFY(!thresholdOf(DaemonKind::Chrony, {}));
    }
};

QTEST_GUILESS_MAIN(TestStepThreshold)
#include "test_stepthreshold.moc"
