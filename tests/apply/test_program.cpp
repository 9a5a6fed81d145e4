// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/program.h"
#include "tests/apply/ownmachine.h"

#include <QDeadlineTimer>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using End = ProgramRun::End;

ProgramCall shell(const QString &script)
{
    return {.program = u"/bin/sh"_s, .arguments = {u"-c"_s, script}};
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs();
    void givesAnEnvironmentOfItsOwn();
    void endsWhatDoesNotEnd();
    void endsWhatSaysTooMuch_data();
    void endsWhatSaysTooMuch();
    void endsWhatNobodyWants();
    void asksBeforeItEndsAnything();
    void saysWhatWentWrong_data();
    void saysWhatWentWrong();
    void becomesNobody();
    void runsRootsProgramsOnly();
    void cleansWhatIsSaid();
};

void TestProgram::runs()
{
    const ProgramRun run = runProgram(shell(u"echo out; echo err >&2; exit 7"_s));
    QCOMPARE(int(run.end), int(End::Exited));
    QCOMPARE(run.exitCode, 7);
    QCOMPARE(run.output, QByteArray("out\n"));
    QCOMPARE(run.errors, QByteArray("err\n"));
    QVERIFY(!run.succeeded());
    // Both outputs in full, more than a pipe holds.
    const ProgramRun much = runProgram(shell(u"head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2"_s));
    QVERIFY(much.succeeded());
    QCOMPARE(much.output.size(), 300'000);
    QCOMPARE(much.errors.size(), 300'000);
    // No shell reads an argument.
    const QString argument = u"$(reboot); `reboot` \"'\\ *\n"_s;
    QCOMPARE(runProgram({.program = u"/usr/bin/printf"_s, .arguments = {u"%s"_s, argument}}).output,
             argument.toUtf8());
}

void TestProgram::givesAnEnvironmentOfItsOwn()
{
    qputenv("LD_LIBRARY_PATH", "/nowhere");
    const int stray = ::open("/dev/null", O_RDONLY);
    QVERIFY(stray > 2);
    const ProgramRun run = runProgram(shell(u"tr '\\0' '\\n' </proc/$$/environ | sort; pwd; cat"_s));
    // The last one is that of the folder which it reads.
    QCOMPARE(runProgram({.program = u"/bin/ls"_s, .arguments = {u"/proc/self/fd"_s}}).output,
             QByteArray("0\n1\n2\n3\n"));
    ::close(stray);
    qunsetenv("LD_LIBRARY_PATH");
    QCOMPARE(run.output, QByteArray("LC_ALL=C\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n/\n"));
}

void TestProgram::endsWhatDoesNotEnd()
{
    ProgramCall call = shell(u"echo begun; exec sleep 1000"_s);
    ProgramRun run;
    // A busy computer may need longer than it is given until the program speaks.
    for (const std::chrono::milliseconds limit : {200ms, 2'000ms, 30'000ms}) {
        call.limit = limit;
        run = runProgram(call);
        QCOMPARE(int(run.end), int(End::OutOfTime));
        if (!run.output.isEmpty())
            break;
    }
    QCOMPARE(run.output, QByteArray("begun\n"));
    // Who keeps talking ends as well.
    call = shell(u"while :; do echo x; sleep 0.01; done"_s);
    call.limit = 200ms;
    QCOMPARE(int(runProgram(call).end), int(End::OutOfTime));
    // What it has left behind and still holds its output is not waited for.
    const QDeadlineTimer end(60s);
    QVERIFY(runProgram(shell(u"sleep 61 & echo $!; exit 0"_s)).succeeded());
    QVERIFY(!end.hasExpired());
}

void TestProgram::endsWhatSaysTooMuch_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("output") << u"exec cat /dev/zero"_s;
    QTest::newRow("errors") << u"exec cat /dev/zero >&2"_s;
    QTest::newRow("just one byte, and ends") << u"head -c 1001 /dev/zero"_s;
}

void TestProgram::endsWhatSaysTooMuch()
{
    QFETCH(QString, script);
    ProgramCall call = shell(script);
    call.most = 1000;
    QCOMPARE(int(runProgram(call).end), int(End::SaidTooMuch));
}

void TestProgram::endsWhatNobodyWants()
{
    ProgramCall call = shell(u"exec sleep 1000"_s);
    int asked = 0;
    call.isUnwanted = [&asked] { return ++asked == 3; };
    const ProgramRun run = runProgram(call);
    QCOMPARE(int(run.end), int(End::Unwanted));
    QCOMPARE(asked, 3);
}

void TestProgram::asksBeforeItEndsAnything()
{
    const FileTree tree;
    const QString place = tree.real(u"/tidied"_s);
    const QString ready = tree.real(u"/ready"_s);
    // What this process ignores its programs do not.
    QVERIFY(std::signal(SIGTERM, SIG_IGN) != SIG_ERR);
    ProgramCall call =
        shell(u"trap 'echo yes >%1; exit 0' TERM; echo >%2; while :; do :; done"_s.arg(place, ready));
    call.limit = 60s;
    call.isUnwanted = [&ready] { return QFile::exists(ready); };
    // On a busy computer it may not be its turn before it is ended.
    for (int attempt = 0; attempt < 10 && textOf(place) != "yes\n"; ++attempt) {
        QFile::remove(ready);
        QCOMPARE(int(runProgram(call).end), int(End::Unwanted));
    }
    QCOMPARE(textOf(place), QByteArray("yes\n"));
    // Who does not listen, and goes on talking, ends all the same.
    call = shell(u"trap '' TERM; while :; do echo x; done"_s);
    call.limit = 100ms;
    QCOMPARE(int(runProgram(call).end), int(End::OutOfTime));
    std::signal(SIGTERM, SIG_DFL);
}

void TestProgram::saysWhatWentWrong_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("sentence");
    const QString sh = u"/bin/sh"_s;
    QTest::newRow("its words") << sh << u"echo no >&2; exit 1"_s
                               << u"\"sh -c echo no >&2; exit 1\" said: no"_s;
    QTest::newRow("nothing") << sh << u"exit 5"_s << u"\"sh -c exit 5\" ended with exit code 5."_s;
    QTest::newRow("a signal") << sh << u"kill -9 $$"_s << u"\"sh -c kill -9 $$\" was ended by a signal."_s;
    QTest::newRow("time") << sh << u"exec sleep 99"_s
                          << u"\"sh -c exec sleep 99\" did not end within 0.1 s."_s;
    QTest::newRow("too much") << sh << u"exec yes"_s << u"\"sh -c exec yes\" said more than can be taken."_s;
    QTest::newRow("not there") << u"/nowhere/sh"_s << QString()
                               << u"\"/nowhere/sh\" could not be started: "_s;
}

void TestProgram::saysWhatWentWrong()
{
    QFETCH(QString, program);
    QFETCH(QString, script);
    QFETCH(QString, sentence);
    ProgramCall call = shell(script);
    call.program = program;
    call.limit = script.contains(u"sleep"_s) ? 100ms : 60'000ms;
    const QString said = sentenceOf(call, runProgram(call));
    QVERIFY2(said.startsWith(sentence), qPrintable(said));
}

void TestProgram::becomesNobody()
{
    QCOMPARE(::geteuid(), 0U);
    FileTree tree;
    QVERIFY(setMode(tree.root(), 0777));
    ProgramCall call = shell(u"cat /proc/$$/status; ulimit -f; ulimit -c; id -G; exec 2>/dev/null; "
                             "cat /etc/shadow; exit 3"_s);
    call.as = nobody;
    const ProgramRun run = runProgram(call);
    QCOMPARE(int(run.end), int(End::Exited));
    const QString said = QString::fromUtf8(run.output).simplified();
    for (const QString &fact :
         {u"Uid: 65534 65534 65534 65534"_s, u"Gid: 65534 65534 65534 65534"_s, u"CapPrm: 0000000000000000"_s,
          u"CapEff: 0000000000000000"_s, u"CapInh: 0000000000000000"_s, u"CapAmb: 0000000000000000"_s,
          u"NoNewPrivs: 1"_s})
        QVERIFY2(said.contains(fact), qPrintable(fact + u" in "_s + said));
    QVERIFY2(said.endsWith(u" 0 0 65534"_s), qPrintable(said));
    // Even where everybody may write.
    call.arguments.last() = u"echo x >%1/x"_s.arg(tree.root());
    QVERIFY(!runProgram(call).succeeded());
    QVERIFY(textOf(tree.real(u"/x"_s)).value_or(QByteArray()).isEmpty());
}

void TestProgram::runsRootsProgramsOnly()
{
    QCOMPARE(rootsProgram(u"/bin/sh"_s), QFileInfo(u"/bin/sh"_s).canonicalFilePath());
    for (const QString &path : {QString(), u"sh"_s, u"bin/sh"_s, u"/bin"_s, u"/nowhere"_s, u"/dev/null"_s})
        QCOMPARE(rootsProgram(path), QString());
    // Below a folder where others can write nothing is root's alone.
    FileTree tree;
    QVERIFY(tree.write(u"/program"_s, "#!/bin/sh\n"));
    QCOMPARE(rootsProgram(tree.real(u"/program"_s)), QString());
    const Mount memory = Mount::small(u"/mnt"_s, "1m");
    QVERIFY(memory.succeeded());
    const QString program = u"/mnt/program"_s;
    QVERIFY(QFile::copy(tree.real(u"/program"_s), program) && setMode(program, 0755));
    QCOMPARE(rootsProgram(program), program);
    QVERIFY(QFile::link(program, u"/mnt/link"_s));
    QCOMPARE(rootsProgram(u"/mnt/link"_s), program);
    QVERIFY(setMode(program, 0775));
    QCOMPARE(rootsProgram(program), QString());
    QVERIFY(setMode(program, 0755) && ::chown("/mnt/program", 1000, 0) == 0);
    QCOMPARE(rootsProgram(program), QString());
}

void TestProgram::cleansWhatIsSaid()
{
    QCOMPARE(oneLine("  a\tb\n\x1b[31mc\x07 \xff "), u"a b [31mc \ufffd"_s);
    QCOMPARE(oneLine(QByteArray(10'000, 'x')).size(), 500);
    QCOMPARE(cleanLines("one\n\n two \r\n\x1b]0;x\x07\n", 100), u"one\ntwo\n]0;x"_s);
    QCOMPARE(cleanLines("one\ntwo", 2), u"wo"_s);
    QCOMPARE(cleanLines({}, 100), QString());
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    QCoreApplication application(argc, argv);
    TestProgram test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_program.moc"
