// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helperrequest.h"
#include "core/apply/journal.h"
#include "core/apply/securefile.h"
#include "core/config/helperwords.h"
#include "tests/apply/ownmachine.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

/// The program itself, as root: as it is built, and as it is built to be installed where it is. /etc,
/// /var/lib and systemctl are this test's own.
class TestHelperProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksOnlyThroughPkexec_data();
    void worksOnlyThroughPkexec();
    void worksOnlyWhereItIsInstalled();
    void takesOneKnownVerb_data();
    void takesOneKnownVerb();
    void refusesABadRequest_data();
    void refusesABadRequest();
    void undoes_data();
    void undoes();
    void waitsForNobodyWhoReadsNothing();
    void mayBeEndedUntilItIsAskedForSomething();
};

namespace {

const QString conf = u"/etc/chrony/chrony.conf"_s;
QByteArray oldText()
{
    return "pool 2.debian.pool.ntp.org iburst\n";
}

QByteArray newText()
{
    return "server ntp.example.org iburst\n";
}

constexpr int strayDescriptor = 77;

struct Run
{
    int exitCode = -1;
    QByteArray lastLine;
    QString result;
    QString detail;
};

QProcessEnvironment calledBy(const std::optional<QString> &user)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"PKEXEC_UID"_s);
    if (user)
        environment.insert(u"PKEXEC_UID"_s, *user);
    return environment;
}

Run finish(QProcess &process, const QByteArray &input)
{
    process.write(input);
    process.closeWriteChannel();
    Run run;
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return run;
    run.exitCode = process.exitCode();
    run.lastLine = process.readAllStandardOutput().trimmed().split('\n').constLast();
    const QJsonDocument json = QJsonDocument::fromJson(run.lastLine);
    run.result = json[u"result"_s].toString();
    run.detail = json[u"detail"_s].toString();
    return run;
}

Run start(const QStringList &arguments, const QByteArray &input = {},
          const QString &program = QStringLiteral(INSTALLED_HELPER),
          const std::optional<QString> &user = u"1000"_s)
{
    QProcess process;
    process.setProcessEnvironment(calledBy(user));
    process.start(program, arguments);
    return finish(process, input);
}

/// A committed change that can be undone.
bool commitChange()
{
    const SecureFiles files(u"/"_s, 0);
    Journal journal;
    const Change change{{{conf, oldText(), newText()}},
                        ChangeEffect::Restart,
                        DaemonKind::Chrony,
                        u"chrony.service"_s,
                        QByteArray(64, 'a'),
                        1000,
                        QDateTime(QDate(2026, 5, 17), QTime(9, 30, 1), Qt::UTC),
                        false};
    return !journal.open(u"/"_s, u"/var/lib/synchroscope"_s, 0) && !journal.begin(change) &&
           !files.change(change.files.front()) && !journal.commit(files);
}

} // namespace

void TestHelperProgram::worksOnlyThroughPkexec_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("by hand") << QString();
    QTest::newRow("empty") << u""_s;
    QTest::newRow("a name") << u"root"_s;
    QTest::newRow("a sign") << u"-1"_s;
}

void TestHelperProgram::worksOnlyThroughPkexec()
{
    QFETCH(QString, user);
    const std::optional<QString> variable = user.isNull() ? std::nullopt : std::optional(user);
    for (const QString &verb : {u"undo"_s, u"apply"_s}) {
        const Run run = start({verb}, {}, QStringLiteral(INSTALLED_HELPER), variable);
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.result, u"refused"_s);
        QVERIFY(run.detail.contains(u"pkexec"_s));
    }
}

void TestHelperProgram::worksOnlyWhereItIsInstalled()
{
    const Run run = start({u"undo"_s}, {}, QStringLiteral(BUILT_HELPER));
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.detail.contains(u"installed"_s), run.lastLine.constData());
    // A copy, a link or a second name of the installed one is not it.
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"synchroscope-helper"_s);
    QVERIFY(QFile::copy(QStringLiteral(INSTALLED_HELPER), copy));
    QVERIFY2(start({u"undo"_s}, {}, copy).detail.contains(u"installed"_s), "a copy");
}

void TestHelperProgram::takesOneKnownVerb_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("none") << QStringList();
    QTest::newRow("two") << QStringList{u"undo"_s, u"undo"_s};
    QTest::newRow("option") << QStringList{u"undo"_s, u"--root=/tmp"_s};
    for (const QString &verb :
         {u""_s, u"Undo"_s, u"undo "_s, u"--help"_s, u"-platform"_s, u"restore"_s, u"makestep"_s, u"Step"_s,
          u"offline"_s, u"onoffline"_s, u"validate"_s, u"commit"_s})
        QTest::newRow(qPrintable(u"<"_s + verb + u">"_s)) << QStringList{verb};
}

void TestHelperProgram::takesOneKnownVerb()
{
    QFETCH(QStringList, arguments);
    const Run run = start(arguments);
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.result, u"refused"_s);
}

void TestHelperProgram::refusesABadRequest_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QByteArray>("request");
    const QByteArray good = R"({"format":1,"daemon":"chrony","edits":[{"verb":"add","lines":["server a"]}],)"
                            R"("in_place":false,"allow_none":false,"wait_s":60,"expect":")" +
                            QByteArray(64, 'a') + "\"}";
    for (const QString &verb :
         {u"apply"_s, u"undo"_s, u"step"_s, u"burst"_s, u"online"_s, u"service"_s, u"observe"_s}) {
        const QByteArray name = verb.toLatin1() + ": ";
        QTest::newRow((name + "nothing").constData()) << verb << QByteArray();
        QTest::newRow((name + "noise").constData()) << verb << QByteArray("\0\xff\n", 3);
        QTest::newRow((name + "too much").constData()) << verb << good + QByteArray(mostRequestBytes, ' ');
        QTest::newRow((name + "far too much").constData())
            << verb << good + QByteArray(32 * mostRequestBytes, ' ');
        QTest::newRow((name + "good for another").constData())
            << verb << (verb == "apply"_L1 ? QByteArray(R"({"format":1,"daemon":"chrony"})") : good);
    }
    QTest::newRow("good, and nothing is configured here") << u"apply"_s << good;
    QTest::newRow("a step of a daemon that is told none")
        << u"step"_s << QByteArray(R"({"format":1,"daemon":"timesyncd"})");
    QTest::newRow("a burst of a daemon that is told none")
        << u"burst"_s << QByteArray(R"({"format":1,"daemon":"ntpsec"})");
    QTest::newRow("a burst of a wished length")
        << u"burst"_s << QByteArray(R"({"format":1,"daemon":"chrony","count":400})");
    QTest::newRow("sources of a daemon that has none offline")
        << u"online"_s << QByteArray(R"({"format":1,"daemon":"timesyncd"})");
    QTest::newRow("a service that is not here")
        << u"service"_s << QByteArray(R"({"format":1,"daemon":"chrony","action":"start","wait_s":1})");
    QTest::newRow("a reload of a daemon that has none")
        << u"service"_s << QByteArray(R"({"format":1,"daemon":"ntpsec","action":"reload","wait_s":1})");
    QTest::newRow("what a daemon tells everybody")
        << u"observe"_s << QByteArray(R"({"format":1,"daemon":"ntp","interval_s":1})");
}

void TestHelperProgram::refusesABadRequest()
{
    QFETCH(QString, verb);
    QFETCH(QByteArray, request);
    const Run run = start({verb}, request);
    QCOMPARE(run.exitCode, 3);
    QCOMPARE(run.result, u"refused"_s);
    QVERIFY(!run.detail.isEmpty());
    // A change that is asked for properly is planned only when nothing is left unfinished.
    const bool isChange = QByteArray(QTest::currentDataTag()).startsWith("good, ");
    QCOMPARE(QDir(u"/var/lib/synchroscope"_s).entryList(QDir::Files),
             isChange ? QStringList{u"lock"_s} : QStringList());
    QVERIFY(!isChange || QDir(u"/var/lib/synchroscope"_s).removeRecursively());
}

void TestHelperProgram::undoes_data()
{
    QTest::addColumn<bool>("hostile");
    QTest::newRow("started as usual") << false;
    QTest::newRow("started by somebody hostile") << true;
}

void TestHelperProgram::undoes()
{
    QFETCH(bool, hostile);
    const FileTree tree;
    const Mount etc = Mount::small(u"/etc"_s, "1m");
    const Mount lib = Mount::small(u"/var/lib"_s, "1m");
    QVERIFY(etc.succeeded() && lib.succeeded());
    const QByteArray folder = QFile::encodeName(tree.root());
    const QByteArray script = "#!/bin/sh\necho \"$*\" >>" + folder + "/calls\ncat /proc/$$/environ >" +
                              folder + "/environment\ngrep -E 'Sig(Blk|Ign)' /proc/self/status >" + folder +
                              "/signals\nulimit -c >" + folder +
                              "/core\n[ ! -e /proc/$$/fd/77 ] || echo stray >>" + folder + "/calls\n";
    const QByteArray follows = script + "echo '^,?,2.debian.pool.ntp.org,0,6,0,0,0,0,0'\n";
    QVERIFY(tree.write(u"/bin/systemctl"_s, script) && setMode(tree.real(u"/bin/systemctl"_s), 0755));
    QVERIFY(tree.write(u"/bin/chronyc"_s, follows) && setMode(tree.real(u"/bin/chronyc"_s), 0755));
    const Mount programs = Mount::merged({tree.real(u"/bin"_s)}, u"/usr/bin"_s);
    QVERIFY(programs.succeeded() && textOf(u"/usr/bin/systemctl"_s) == script);
    QFile file(conf);
    QVERIFY(QDir().mkpath(u"/etc/chrony"_s) && file.open(QFile::WriteOnly) &&
            file.write(oldText()) == oldText().size());
    file.close();
    QVERIFY(commitChange());
    QCOMPARE(textOf(conf), newText());

    QProcess process;
    QProcessEnvironment environment = calledBy(u"1000"_s);
    environment.insert(u"PATH"_s, tree.root());
    environment.insert(u"SYSTEMD_COLORS"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    if (hostile) {
        process.setChildProcessModifier([] {
            ::umask(0);
            const rlimit none{0, RLIM_INFINITY};
            ::setrlimit(RLIMIT_FSIZE, &none);
            const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
            ::setrlimit(RLIMIT_CORE, &unlimited);
            // These survive the program's start, and the timers would end it.
            sigset_t all;
            sigfillset(&all);
            ::sigprocmask(SIG_SETMASK, &all, nullptr);
            ::signal(SIGCHLD, SIG_IGN);
            const itimerval often{{0, 5'000}, {0, 5'000}};
            for (const auto timer : {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF})
                ::setitimer(timer, &often, nullptr);
            ::dup2(STDIN_FILENO, strayDescriptor);
            int unread[2] = {-1, -1};
            if (::pipe(unread) == 0 && ::close(unread[0]) == 0)
                ::dup2(unread[1], STDOUT_FILENO);
        });
    }
    process.start(QStringLiteral(INSTALLED_HELPER), {u"undo"_s});
    process.write(undoRequest({}, std::chrono::seconds(60)));
    process.closeWriteChannel();
    if (hostile) {
        QTRY_VERIFY(QFile::exists(tree.real(u"/calls"_s)));
        for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP})
            QCOMPARE(::kill(static_cast<pid_t>(process.processId()), number), 0);
    }
    const Run run = finish(process, {});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.result, hostile ? QString() : u"committed"_s);
    QCOMPARE(textOf(conf), oldText());
    QCOMPARE(statusOf(conf).st_mode, mode_t(S_IFREG | 0644));
    const QByteArray calls = textOf(tree.real(u"/calls"_s)).value_or(QByteArray());
    QVERIFY2(calls.contains(
                 "is-active chrony.service\nreset-failed chrony.service\nrestart chrony.service\nis-active"),
             calls.constData());
    QVERIFY2(calls.contains("\n-h /run/chrony/chronyd.sock -c -N sources -a\n"), calls.constData());
    QVERIFY(!calls.contains("stray"));
    QCOMPARE(textOf(tree.real(u"/core"_s)), QByteArray("0\n"));
    const QByteArray signalMasks = textOf(tree.real(u"/signals"_s)).value_or(QByteArray());
    QVERIFY2(signalMasks.startsWith("SigBlk:\t0000000000000000\n"), signalMasks.constData());
    const quint64 ignored = signalMasks.trimmed().split('\t').constLast().toULongLong(nullptr, 16);
    for (const int number : {SIGTERM, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGCHLD})
        QVERIFY2((ignored >> (number - 1) & 1) == 0, signalMasks.constData());
    QList<QByteArray> variables = textOf(tree.real(u"/environment"_s))->split('\0');
    std::sort(variables.begin(), variables.end());
    QCOMPARE(variables, (QList<QByteArray>{"", "LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"}));
}

void TestHelperProgram::waitsForNobodyWhoReadsNothing()
{
    int unread[2] = {-1, -1};
    QVERIFY(::pipe2(unread, O_CLOEXEC | O_NONBLOCK) == 0);
    while (::write(unread[1], "x", 1) == 1) {
    }
    QVERIFY(::fcntl(unread[1], F_SETFL, 0) == 0); // a writer waits
    QProcess process;
    process.setProcessEnvironment(calledBy(u"1000"_s));
    process.setChildProcessModifier([writer = unread[1]] { ::dup2(writer, STDOUT_FILENO); });
    process.start(QStringLiteral(INSTALLED_HELPER), {u"undo"_s});
    QCOMPARE(finish(process, undoRequest({}, std::chrono::seconds(60))).exitCode, 3);
    ::close(unread[0]);
    ::close(unread[1]);
}

void TestHelperProgram::mayBeEndedUntilItIsAskedForSomething()
{
    for (const QString &verb :
         {u"apply"_s, u"undo"_s, u"step"_s, u"burst"_s, u"online"_s, u"service"_s, u"observe"_s}) {
        QProcess process;
        process.setProcessEnvironment(calledBy(u"1000"_s));
        process.setChildProcessModifier([] { ::signal(SIGTERM, SIG_IGN); });
        process.start(QStringLiteral(INSTALLED_HELPER), {verb});
        QVERIFY(process.waitForStarted());
        const auto hasEnded = [&process] {
            process.terminate();
            return process.state() == QProcess::NotRunning;
        };
        QTRY_VERIFY2(hasEnded(), qPrintable(verb));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    }
    // From then on it does what it was asked for, whoever wants it to end.
    const FileTree tree;
    const QByteArray script =
        "#!/bin/sh\ncase $1 in\nshow) printf 'Id=chrony.service\\nLoadState=loaded\\n"
        "ActiveState=active\\nMainPID=0\\n' ;;\nstop) for signal in HUP INT QUIT TERM; do "
        "kill -$signal $PPID; done ;;\nesac\n";
    QVERIFY(tree.write(u"/bin/systemctl"_s, script) && setMode(tree.real(u"/bin/systemctl"_s), 0755));
    const Mount systemctl = Mount::over(tree.real(u"/bin/systemctl"_s), u"/usr/bin/systemctl"_s);
    QVERIFY(systemctl.succeeded());
    const Run run = start({u"service"_s}, R"({"format":1,"daemon":"chrony","action":"stop","wait_s":1})");
    QCOMPARE(run.result, u"done"_s);
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    // Should the program do what it must not, it does that to nothing of the real system.
    const Mount lib = Mount::small(u"/var/lib"_s, "1m");
    const Mount systemctl = Mount::over(u"/bin/false"_s, u"/usr/bin/systemctl"_s);
    const Mount run = Mount::small(u"/run"_s, "1m");
    if (!lib.succeeded() || !systemctl.succeeded() || !hasSocketFolder(run))
        qFatal("/run, /var/lib and /usr/bin/systemctl could not be covered.");
    QCoreApplication application(argc, argv);
    TestHelperProgram test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_helperprogram.moc"
