// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/program.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <csignal>
#include <optional>

#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

/// The child's, when rights could not be given up. No program here ends like that.
constexpr int stillPrivileged = 213;

/// In the child, before the program takes its place.
void become(ProgramUser user)
{
    const rlimit none{0, 0};
    const bool hasBecome =
        ::setrlimit(RLIMIT_FSIZE, &none) == 0 && ::setrlimit(RLIMIT_CORE, &none) == 0 &&
        ::setgroups(0, nullptr) == 0 && ::setresgid(user.group, user.group, user.group) == 0 &&
        ::setresuid(user.user, user.user, user.user) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    if (!hasBecome)
        ::_exit(stillPrivileged);
}

/// What the helper ignores would be ignored by whatever it starts.
void hearSignals()
{
    for (const int number : {SIGTERM, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2})
        ::signal(number, SIG_DFL);
}

/// Qt needs one of the descriptors until the program has taken the child's place.
void closeDescriptors()
{
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
}

void collect(QProcess &process, ProgramRun &run)
{
    run.output += process.readAllStandardOutput();
    run.errors += process.readAllStandardError();
}

/// chronyc leaves a socket behind when it is not asked first.
void stop(QProcess &process)
{
    constexpr int patience = 200; // ms
    process.closeReadChannel(QProcess::StandardOutput);
    process.closeReadChannel(QProcess::StandardError);
    process.terminate();
    if (!process.waitForFinished(patience) && process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished();
    }
}

bool isRootsAlone(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 && status.st_uid == 0 &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

QString printable(const QString &text)
{
    QString result;
    for (const QChar character : text) {
        if (character.isPrint())
            result += character;
    }
    return result;
}

} // namespace

ProgramRun runProgram(const ProgramCall &call)
{
    ProgramRun run;
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/sbin:/usr/bin:/sbin:/bin"_s);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(u"/"_s);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([user = call.as] {
        hearSignals();
        closeDescriptors();
        if (user)
            become(*user);
    });
    process.start(call.program, call.arguments);
    if (!process.waitForStarted()) {
        run.reason = process.errorString();
        return run;
    }

    // In ms. Errors do not end the wait for output, and are to be counted as well.
    const qint64 pause = call.isUnwanted ? 20 : 100;
    const QDeadlineTimer end(call.limit);
    std::optional<ProgramRun::End> ended;
    while (!ended && process.state() != QProcess::NotRunning) {
        const qint64 left = end.remainingTime();
        process.waitForReadyRead(static_cast<int>(std::min(left, pause)));
        collect(process, run);
        if (process.state() == QProcess::NotRunning)
            break;
        if (run.output.size() > call.most || run.errors.size() > call.most)
            ended = ProgramRun::End::SaidTooMuch;
        else if (call.isUnwanted && call.isUnwanted())
            ended = ProgramRun::End::Unwanted;
        else if (end.hasExpired())
            ended = ProgramRun::End::OutOfTime;
    }
    if (ended) {
        stop(process);
        run.end = *ended;
        return run;
    }
    collect(process, run);
    run.end =
        process.exitStatus() == QProcess::NormalExit ? ProgramRun::End::Exited : ProgramRun::End::BySignal;
    run.exitCode = process.exitCode();
    if (run.output.size() > call.most || run.errors.size() > call.most)
        run.end = ProgramRun::End::SaidTooMuch;
    if (call.as && run.end == ProgramRun::End::Exited && run.exitCode == stillPrivileged)
        return {.end = ProgramRun::End::NotStarted,
                .exitCode = -1,
                .output = {},
                .errors = {},
                .reason = u"root's rights could not be given up"_s};
    return run;
}

QString sentenceOf(const ProgramCall &call, const ProgramRun &run)
{
    const QString words = call.program.section(u'/', -1) + u' ' + call.arguments.join(u' ');
    switch (run.end) {
    case ProgramRun::End::NotStarted:
        return u"\"%1\" could not be started: %2."_s.arg(call.program, run.reason);
    case ProgramRun::End::OutOfTime:
        return u"\"%1\" did not end within %2 s."_s.arg(words).arg(
            std::chrono::duration<double>(call.limit).count());
    case ProgramRun::End::SaidTooMuch:
        return u"\"%1\" said more than can be taken."_s.arg(words);
    case ProgramRun::End::Unwanted:
        return u"\"%1\" was ended, as nobody waits for it any more."_s.arg(words);
    case ProgramRun::End::Exited:
    case ProgramRun::End::BySignal:
        break;
    }
    const QString said = oneLine(run.errors + '\n' + run.output);
    if (!said.isEmpty())
        return u"\"%1\" said: %2"_s.arg(words, said);
    return run.end == ProgramRun::End::Exited
               ? u"\"%1\" ended with exit code %2."_s.arg(words).arg(run.exitCode)
               : u"\"%1\" was ended by a signal."_s.arg(words);
}

QString oneLine(const QByteArray &said)
{
    constexpr qsizetype most = 500;
    return printable(QString::fromUtf8(said).simplified().left(most));
}

QString cleanLines(const QByteArray &said, qsizetype most)
{
    QStringList lines;
    const QStringList raw = QString::fromUtf8(said).split(u'\n');
    for (const QString &line : raw) {
        const QString clean = printable(line.simplified());
        if (!clean.isEmpty())
            lines.append(clean);
    }
    return lines.join(u'\n').right(most);
}

QString rootsProgram(const QString &path)
{
    QString program = QFileInfo(path).canonicalFilePath();
    if (!path.startsWith(u'/') || program.isEmpty() || !QFileInfo(program).isFile())
        return {};
    QString part = program;
    while (isRootsAlone(part)) {
        if (part == "/"_L1)
            return program;
        part = QFileInfo(part).path();
    }
    return {};
}

} // namespace synchroscope
