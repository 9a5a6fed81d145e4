// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only program of Synchroscope that changes this system, or asks a daemon for what it tells only root. It
// runs as root, started by pkexec, and does one thing a run.
#include "core/apply/callerio.h"
#include "core/apply/helper.h"
#include "core/apply/replanning.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <syslog.h>
#include <unistd.h>

using namespace synchroscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds longestWaitForRequest = 30s;
/// Of a caller that reads nothing; somebody else may wait for the lock.
constexpr std::chrono::milliseconds longestWaitForReader = 2s;

/// Signals, timers and limits that a program passes on to the one that takes its place.
void leaveTheCallersTimersAndLimits()
{
    // What its caller's timers would send, and what is of no use here.
    for (const int number :
         {SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGXFSZ, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2})
        std::signal(number, SIG_IGN);
    // Whoever ignores that one never hears how a program ended.
    std::signal(SIGCHLD, SIG_DFL);
    const itimerval never{};
    for (const auto timer : {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF})
        setitimer(timer, &never, nullptr);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    for (const auto resource : {RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_AS, RLIMIT_DATA})
        setrlimit(resource, &unlimited);
    const rlimit files{1024, 1024};
    setrlimit(RLIMIT_NOFILE, &files);
    // A copy of root's memory is for nobody.
    const rlimit nothing{0, 0};
    setrlimit(RLIMIT_CORE, &nothing);
}

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
    leaveTheCallersTimersAndLimits();
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

/// Who only looks, or waits to be told what to do, ends like any other program. A change goes on when its
/// terminal or its window is gone.
void setMayBeEnded(bool may)
{
    for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTERM})
        std::signal(number, may ? SIG_DFL : SIG_IGN);
}

void logLine(const QString &line)
{
    syslog(LOG_NOTICE, "%s", line.toUtf8().constData());
}

using Verb = int (Helper::*)(const QByteArray &request);

/// What a verb has done; null: there is none of that name.
Verb changingVerb(const QByteArray &name)
{
    constexpr std::array<std::pair<const char *, Verb>, 6> verbs{{{"apply", &Helper::apply},
                                                                  {"undo", &Helper::undo},
                                                                  {"step", &Helper::stepClock},
                                                                  {"burst", &Helper::burst},
                                                                  {"online", &Helper::goOnline},
                                                                  {"service", &Helper::controlService}}};
    for (const auto &[known, verb] : verbs) {
        if (name == known)
            return verb;
    }
    return nullptr;
}

} // namespace

int main(int argc, char **argv)
{
    const Invocation invocation = howWeWereStarted();
    leaveTheCallersWorld();
    setMayBeEnded(true);
    openlog("synchroscope-helper", LOG_PID, LOG_AUTHPRIV);
    const QByteArray verb = argc == 2 ? QByteArray(argv[1]) : QByteArray();
    int ownArguments = qMin(argc, 1);
    const QCoreApplication application(ownArguments, argv);

    LinePrinter printer(STDOUT_FILENO, longestWaitForReader);
    Helper::Setup setup;
    setup.caller = callerOf(invocation).value_or(0);
    setup.plan = [](const HelperRequest &request, const QString &mainFile) {
        return replan(request, mainFile, u"/"_s, 0);
    };
    setup.print = [&printer](const QByteArray &line) { printer.print(line); };
    setup.log = logLine;
    Helper helper(setup);
    if (const std::optional<QString> why = whyNotAllowed(invocation))
        return helper.refuse(*why);
    const bool observes = verb == "observe";
    const Verb change = changingVerb(verb);
    if (!observes && change == nullptr)
        return helper.refuse(u"Its one argument is \"apply\", \"undo\", \"step\", \"burst\", \"online\", "
                             "\"service\" or \"observe\"."_s,
                             Helper::exitUsage);
    const std::optional<QByteArray> request =
        readRequest(STDIN_FILENO, observes ? RequestEnd::Line : RequestEnd::Input, longestWaitForRequest);
    if (!request)
        return helper.refuse(u"Nobody said within 30 s what is to be done."_s);
    if (observes)
        return helper.observe(*request);
    setMayBeEnded(false);
    return (helper.*change)(*request);
}
