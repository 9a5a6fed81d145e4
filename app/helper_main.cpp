// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only program of Synchroscope that changes this system, or asks a daemon for what it tells only root. It
// runs as root, started by pkexec, and does one thing a run.
#include "core/apply/helper.h"
#include "core/apply/replanning.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

/// Nothing that the caller set has a say in what follows.
void leaveTheCallersWorld()
{
    clearenv();
    setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
    setenv("LC_ALL", "C", 1);
    umask(022);
    QDir::setCurrent(u"/"_s);
    // Without these, the next file that is opened would be what we print to.
    int descriptor = STDIN_FILENO;
    while (descriptor >= STDIN_FILENO && descriptor <= STDERR_FILENO)
        descriptor = open("/dev/null", O_RDWR | O_CLOEXEC);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    // A change goes on when its terminal or its window is gone, and a limit of its caller's is none of ours.
    for (const int number : {SIGPIPE, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGXFSZ})
        std::signal(number, SIG_IGN);
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    for (const auto resource : {RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_AS, RLIMIT_DATA})
        setrlimit(resource, &unlimited);
    const rlimit files{1024, 1024};
    setrlimit(RLIMIT_NOFILE, &files);
}

Invocation howWeWereStarted()
{
    Invocation invocation;
    if (qEnvironmentVariableIsSet("PKEXEC_UID"))
        invocation.pkexecUser = qgetenv("PKEXEC_UID");
    invocation.effectiveUser = geteuid();
    invocation.program = QFileInfo(u"/proc/self/exe"_s).symLinkTarget();
    invocation.installed = QFileInfo(QStringLiteral(SYNCHROSCOPE_HELPER_PATH)).canonicalFilePath();
    return invocation;
}

/// Who only looks ends like any other program.
void mayBeEnded()
{
    for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTERM})
        std::signal(number, SIG_DFL);
}

enum class RequestEnd : quint8 {
    Input, ///< it is all that there is to read
    Line,  ///< what follows says only that somebody is there
};

/// One byte more than may be tells that it is too much.
QByteArray readRequest(RequestEnd end = RequestEnd::Input)
{
    QByteArray request;
    std::array<char, 4096> piece{};
    while (request.size() <= mostRequestBytes && (end == RequestEnd::Input || !request.contains('\n'))) {
        const ssize_t got = read(STDIN_FILENO, piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        request.append(piece.data(), got);
    }
    return end == RequestEnd::Line && request.contains('\n') ? request.first(request.indexOf('\n')) : request;
}

/// Whether somebody still listens makes no difference to a change.
void printLine(const QByteArray &line)
{
    const char *rest = line.constData();
    size_t left = static_cast<size_t>(line.size());
    while (left > 0) {
        const ssize_t written = write(STDOUT_FILENO, rest, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        rest += written;
        left -= static_cast<size_t>(written);
    }
}

void logLine(const QString &line)
{
    syslog(LOG_NOTICE, "%s", line.toUtf8().constData());
}

} // namespace

int main(int argc, char **argv)
{
    const Invocation invocation = howWeWereStarted();
    leaveTheCallersWorld();
    openlog("synchroscope-helper", LOG_PID, LOG_AUTHPRIV);
    const QByteArray verb = argc == 2 ? QByteArray(argv[1]) : QByteArray();
    int ownArguments = qMin(argc, 1);
    const QCoreApplication application(ownArguments, argv);

    Helper::Setup setup;
    setup.caller = callerOf(invocation).value_or(0);
    setup.plan = [](const HelperRequest &request, const QString &mainFile) {
        return replan(request, mainFile, u"/"_s, 0);
    };
    setup.print = printLine;
    setup.log = logLine;
    Helper helper(setup);
    if (const std::optional<QString> why = whyNotAllowed(invocation))
        return helper.refuse(*why);
    if (verb == "apply")
        return helper.apply(readRequest());
    if (verb == "undo")
        return helper.undo();
    if (verb == "step")
        return helper.stepClock(readRequest());
    if (verb == "service")
        return helper.controlService(readRequest());
    if (verb == "observe") {
        mayBeEnded();
        return helper.observe(readRequest(RequestEnd::Line));
    }
    return helper.refuse(u"Its one argument is \"apply\", \"undo\", \"step\", \"service\" or \"observe\"."_s,
                         Helper::exitUsage);
}
