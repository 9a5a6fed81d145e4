// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/chronyparser.h"
#include "tests/apply/privatemachine.h"

#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

ServiceStatus check(const QByteArray &line, QString &remark, const ChronyParser::Setup &setup = {})
{
    return ChronyParser(setup).check({line}, remark);
}

bool standIn(const QByteArray &script)
{
    return PrivateMachine::write(u"/run/chronyd"_s, "#!/bin/sh\n" + script + '\n') &&
           setMode(u"/run/chronyd"_s, 0755);
}

ChronyParser::Setup standInSetup()
{
    return {.programs = {u"/run/chronyd"_s}, .limit = 300ms, .altogether = 30s};
}

} // namespace

class TestChronyParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_machine = std::make_unique<PrivateMachine>();
        QVERIFY2(m_machine->failure().isEmpty(), qPrintable(m_machine->failure()));
    }
    void cleanupTestCase() { m_machine.reset(); }
    void takesWhatChronydTakes_data();
    void takesWhatChronydTakes();
    void refusesWhatChronydRefuses_data();
    void refusesWhatChronydRefuses();
    void asksAsNobodyWithoutAFile();
    void saysWhenNobodyCouldBeAsked_data();
    void saysWhenNobodyCouldBeAsked();
    void takesACrashForARefusal();
    void goesOnAfterALineItCannotAskAbout();
    void runsRootsProgramOnly();
    void findsNewLines_data();
    void findsNewLines();

private:
    std::unique_ptr<PrivateMachine> m_machine;
};

void TestChronyParser::takesWhatChronydTakes_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const QByteArray &line :
         {QByteArray("server a"), QByteArray("pool 2.debian.pool.ntp.org iburst maxsources 4"),
          QByteArray("peer 2001:db8::1 key 7"), QByteArray("SERVER a IBURST"),
          QByteArray("server a minpoll 4iburst"), QByteArray("server a nts ntsport 4460 certset 1"),
          QByteArray("server a minpoll 99")})
        QTest::newRow(line.constData()) << line;
}

void TestChronyParser::takesWhatChronydTakes()
{
    QFETCH(QByteArray, line);
    QString remark;
    QCOMPARE(check(line, remark), ServiceStatus());
    QCOMPARE(remark, QString());
}

void TestChronyParser::refusesWhatChronydRefuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("words");
    const QString unparsed = u"Could not parse server directive"_s;
    // Debian's is older than these options.
    QTest::newRow("an option of 4.8") << QByteArray("server a maxunreach 5") << unparsed;
    QTest::newRow("an option of 4.6") << QByteArray("server a ipv4") << unparsed;
    QTest::newRow("none at all") << QByteArray("server a foo") << unparsed;
    QTest::newRow("a comment behind") << QByteArray("server a # x") << unparsed;
    QTest::newRow("no number") << QByteArray("pool a minpoll x") << u"Could not parse pool directive"_s;
    QTest::newRow("no host") << QByteArray("peer") << u"Could not parse peer directive"_s;
}

void TestChronyParser::refusesWhatChronydRefuses()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, words);
    QString remark;
    QCOMPARE(check(line, remark),
             ServiceStatus(u"chronyd does not take \"%1\": %2."_s.arg(QString::fromLatin1(line), words)));
    // One of many is enough.
    QVERIFY(ChronyParser({}).check({"server b", line, "server c"}, remark));
    QCOMPARE(remark, QString());
}

void TestChronyParser::asksAsNobodyWithoutAFile()
{
    QVERIFY(standIn("[ \"$2\" != 'server a' ] || { echo \"$# $1 $2 $(id -u) $(id -G) "
                    "$(tr '\\0' ' ' </proc/$$/environ)$(pwd)\" >&2; exit 1; }"));
    QString remark;
    QCOMPARE(check("server a", remark, standInSetup()),
             ServiceStatus(u"chronyd does not take \"server a\": 2 -p server a 65534 65534 LC_ALL=C "
                           "PATH=/usr/sbin:/usr/bin:/sbin:/bin /."_s));
    // Nothing to ask, nobody asked.
    QCOMPARE(ChronyParser(standInSetup()).check({}, remark), ServiceStatus());
    QCOMPARE(remark, QString());
}

void TestChronyParser::saysWhenNobodyCouldBeAsked_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("remark");
    const QString cannot = u"cannot be asked"_s;
    QTest::newRow("an old one") << QByteArray("echo \"chronyd: invalid option -- 'p'\" >&2; exit 1")
                                << cannot;
    QTest::newRow("one that crashes") << QByteArray("kill -SEGV $$") << cannot;
    QTest::newRow("one that hangs") << QByteArray("exec sleep 1000") << cannot;
    QTest::newRow("one that floods") << QByteArray("exec cat /dev/zero") << cannot;
    QTest::newRow("one that hangs later") << QByteArray("[ \"$2\" = 'server localhost' ] || exec sleep 1000")
                                          << u"\"chronyd -p server a foo\" did not end within 0.3 s."_s;
    QTest::newRow("one that floods later")
        << QByteArray("[ \"$2\" = 'server localhost' ] || exec cat /dev/zero")
        << u"said more than can be taken"_s;
}

void TestChronyParser::saysWhenNobodyCouldBeAsked()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, remark);
    QVERIFY(standIn(script));
    QString said;
    QCOMPARE(check("server a foo", said, standInSetup()), ServiceStatus());
    QVERIFY2(said.contains(remark), qPrintable(said));
}

void TestChronyParser::takesACrashForARefusal()
{
    QVERIFY(standIn("[ \"$2\" != 'server bad' ] || kill -SEGV $$"));
    QString remark;
    QCOMPARE(ChronyParser(standInSetup()).check({"server a", "server bad", "server b"}, remark),
             ServiceStatus(u"chronyd does not take \"server bad\": it was ended by a signal."_s));
    QCOMPARE(remark, QString());
}

void TestChronyParser::goesOnAfterALineItCannotAskAbout()
{
    QVERIFY(
        standIn("case \"$2\" in *slow) exec sleep 1000;; *loud) exec cat /dev/zero;; *bad) echo no >&2; exit "
                "1;; esac"));
    QString remark;
    QCOMPARE(ChronyParser(standInSetup()).check({"server slow", "server loud", "server bad"}, remark),
             ServiceStatus(u"chronyd does not take \"server bad\": no."_s));
    QVERIFY2(remark.contains(u"\"chronyd -p server loud\" said more"_s), qPrintable(remark));
    // But not for ever.
    ChronyParser::Setup setup = standInSetup();
    setup.altogether = 1ms;
    QCOMPARE(ChronyParser(setup).check({"server slow", "server bad"}, remark), ServiceStatus());
    QVERIFY2(remark.contains(u"took too long"_s), qPrintable(remark));
}

void TestChronyParser::runsRootsProgramOnly()
{
    QVERIFY(standIn("touch /run/was-run; exit 1"));
    QVERIFY(setMode(u"/run/chronyd"_s, 0777));
    QString remark;
    ChronyParser::Setup setup = standInSetup();
    QCOMPARE(check("server a foo", remark, setup), ServiceStatus());
    QCOMPARE(remark, u"There is no chronyd here to be asked about new lines before they are written."_s);
    setup.programs = {u"/nowhere/chronyd"_s, u"chronyd"_s, u"/run/chronyd"_s, u"/usr/sbin/chronyd"_s};
    QVERIFY(check("server a foo", remark, setup));
    QVERIFY(!QFile::exists(u"/run/was-run"_s));
}

void TestChronyParser::findsNewLines_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("a new file") << QByteArray() << QByteArray("# heading\nserver b\nserver a iburst\n")
                                << QByteArray("server a iburst|server b");
    QTest::newRow("one more") << QByteArray("server a\n") << QByteArray("server a\npool b\n")
                              << QByteArray("pool b");
    QTest::newRow("moved, and spaced otherwise")
        << QByteArray("x\nserver a\n") << QByteArray("  server a \nx\n") << QByteArray();
    QTest::newRow("changed") << QByteArray("server a\n") << QByteArray("server a nts\n")
                             << QByteArray("server a nts");
    QTest::newRow("switched on") << QByteArray("#off(synchroscope): server a\n") << QByteArray("server a\n")
                                 << QByteArray("server a");
    QTest::newRow("switched off") << QByteArray("server a\n") << QByteArray("#off(synchroscope): server a\n")
                                  << QByteArray();
    QTest::newRow("other directives")
        << QByteArray() << QByteArray("sourcedir /x\nmakestep 1 3\n! server c\n") << QByteArray();
    QTest::newRow("not well formed") << QByteArray() << QByteArray("server a foo\nserver b")
                                     << QByteArray("server a foo|server b");
    QTest::newRow("twice") << QByteArray() << QByteArray("server a\nserver a\n") << QByteArray("server a");
}

void TestChronyParser::findsNewLines()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, lines);
    QByteArrayList found;
    for (const QByteArray &line : newChronyLines({{u"/etc/a"_s, before, after}, {u"/etc/b"_s, after, {}}}))
        found.append(line);
    QCOMPARE(found.join('|'), lines);
}

int main(int argc, char **argv)
{
    return inOwnMachine(argc, argv, [](int count, char **arguments) {
        QCoreApplication application(count, arguments);
        TestChronyParser test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "test_chronyparser.moc"
