// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/privatemachine.h"

#include <QDirIterator>
#include <QProcess>

#include <csignal>

#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope::test {

namespace {

int statusOf(int waited)
{
    constexpr int bySignal = 128;
    return WIFEXITED(waited) ? WEXITSTATUS(waited) : bySignal + WTERMSIG(waited);
}

bool bringLoopbackUp()
{
    const int any = ::socket(AF_INET, SOCK_DGRAM, 0);
    ifreq request = {};
    qstrncpy(request.ifr_name, "lo", sizeof(request.ifr_name));
    request.ifr_flags = IFF_UP;
    const bool isUp = any >= 0 && ::ioctl(any, SIOCSIFFLAGS, &request) == 0;
    ::close(any);
    return isUp;
}

/// Daemons are nobody's children, and zombies until somebody waits for them.
int waitForAll(pid_t last)
{
    int result = 1;
    for (;;) {
        int status = 0;
        const pid_t ended = ::wait(&status);
        if (ended == last)
            result = statusOf(status);
        if (ended == last || ended < 0)
            return result;
    }
}

int enter(int argc, char **argv, int (*work)(int argc, char **argv))
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::unshare(CLONE_NEWPID | CLONE_NEWNET) != 0) {
        std::fprintf(stderr, "No machine of our own could be made (%s). This test needs root.\n",
                     qPrintable(qt_error_string(errno)));
        return 1;
    }
    const pid_t first = ::fork();
    if (first == 0) {
        // When this one ends, all others in here do.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        // This process's mounts only: the first one needs its own /proc until its end.
        if (!enterOwnMounts() || ::mount("proc", "/proc", "proc", 0, nullptr) != 0 || !bringLoopbackUp())
            ::_exit(1);
        const pid_t tests = ::fork();
        ::_exit(tests == 0 ? work(argc, argv) : waitForAll(tests));
    }
    int status = 0;
    return first > 0 && ::waitpid(first, &status, 0) == first ? statusOf(status) : 1;
}

} // namespace

int inOwnMachine(int argc, char **argv, int (*work)(int argc, char **argv))
{
    ::umask(022);
    // Who makes processes of its own can never make others again, which LeakSanitizer does in the end.
    const pid_t entering = ::fork();
    if (entering == 0)
        ::_exit(enter(argc, argv, work));
    int status = 0;
    return entering > 0 && ::waitpid(entering, &status, 0) == entering ? statusOf(status) : 1;
}

PrivateMachine::PrivateMachine(const QString &installed)
{
    if (!prepare(installed) && m_failure.isEmpty())
        m_failure = u"The machine could not be made: %1."_s.arg(qt_error_string(errno));
}

PrivateMachine::~PrivateMachine()
{
    if (m_failure.isEmpty()) {
        setMischief({});
        systemctl(u"stop"_s);
    }
    // The other way round than they were made.
    while (!m_mounts.empty())
        m_mounts.pop_back();
}

bool PrivateMachine::prepare(const QString &installed)
{
    const QString daemons = qEnvironmentVariable("SYNCHROSCOPE_DAEMONS");
    const QString chronyd = QDir::cleanPath(daemons + u"/usr/sbin/chronyd"_s);
    const QString chronyc = QDir::cleanPath(daemons + u"/usr/bin/chronyc"_s);
    if (daemons.isEmpty() || !QFile::exists(chronyd) || !QFile::exists(chronyc)) {
        m_failure = u"There is no chrony in \"%1\" (SYNCHROSCOPE_DAEMONS)."_s.arg(daemons);
        return false;
    }
    const QString bin = m_programs.real(u"/usr/bin"_s);
    const QString sbin = m_programs.real(u"/usr/sbin"_s);
    const auto copy = [](const QString &from, const QString &to) {
        return QFile::copy(from, to) && setMode(to, 0755);
    };
    const bool hasPrograms = QDir().mkpath(bin) && QDir().mkpath(sbin) &&
                             copy(chronyd, sbin + u"/chronyd"_s) && copy(chronyc, bin + u"/chronyc"_s) &&
                             copy(QStringLiteral(SCRIPTS "/systemctl.sh"), bin + u"/systemctl"_s) &&
                             copy(QStringLiteral(SCRIPTS "/journalctl.sh"), bin + u"/journalctl"_s);
    if (!hasPrograms)
        return false;
    const QString usr = u"/usr"_s;
    QStringList files{m_programs.real(usr)};
    if (!installed.isEmpty())
        files.append(installed + usr);
    m_mounts.push_back(std::unique_ptr<Mount>(new Mount(Mount::merged(files, usr))));
    for (const QString &folder : {u"/etc"_s, u"/run"_s, u"/var/lib"_s})
        m_mounts.push_back(std::unique_ptr<Mount>(new Mount(Mount::small(folder, "4m"))));
    for (const std::unique_ptr<Mount> &mount : m_mounts) {
        if (!mount->succeeded())
            return false;
    }
    return write(u"/etc/passwd"_s,
                 "root:x:0:0:root:/root:/bin/sh\n_chrony:x:117:124::/var/lib/chrony:/bin/false\n"
                 "nobody:x:65534:65534::/:/bin/false\n") &&
           write(u"/etc/group"_s, "root:x:0:\n_chrony:x:124:\nnogroup:x:65534:\n") &&
           QDir().mkpath(u"/etc/chrony/sources.d"_s) && QDir().mkpath(u"/etc/chrony/conf.d"_s) &&
           write(conf(), debiansConf());
}

QByteArray PrivateMachine::debiansConf()
{
    return "# Welcome to the chrony configuration file.\n"
           "confdir /etc/chrony/conf.d\n"
           "server 127.0.0.1 port 11123 iburst\n"
           "sourcedir /run/chrony-dhcp\n"
           "sourcedir /etc/chrony/sources.d\n"
           "driftfile /var/lib/chrony.drift\n"
           "pidfile /run/chrony/chronyd.pid\n"
           "makestep 1 3\n";
}

bool PrivateMachine::write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return QDir().mkpath(path.section(u'/', 0, -2)) && file.open(QFile::WriteOnly) &&
           file.write(text) == text.size();
}

QByteArray PrivateMachine::everythingInEtc()
{
    QStringList lines;
    QDirIterator files(u"/etc"_s, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QByteArray text = textOf(path).value_or(QByteArray("a folder\n"));
        lines.append(u"%1 %2 %3"_s.arg(path, QString::number(statusOf(path).st_mode, 8),
                                       QString::fromLatin1(text.toPercentEncoding())));
    }
    lines.sort();
    return lines.join(u'\n').toUtf8();
}

bool PrivateMachine::setOptions(const QByteArray &options)
{
    return write(u"/run/chronyd.options"_s, options);
}

bool PrivateMachine::setMischief(const QByteArray &shell)
{
    return write(u"/run/mischief"_s, shell + '\n');
}

bool PrivateMachine::systemctl(const QString &verb)
{
    return QProcess::execute(u"/usr/bin/systemctl"_s, {verb, u"chrony.service"_s}) == 0;
}

qint64 PrivateMachine::chronydPid()
{
    const qint64 pid = textOf(u"/run/chrony/chronyd.pid"_s).value_or("0").trimmed().toLongLong();
    return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0 ? pid : 0;
}

QStringList PrivateMachine::calls()
{
    return QString::fromUtf8(textOf(u"/run/systemctl.calls"_s).value_or(QByteArray()))
        .split(u'\n', Qt::SkipEmptyParts);
}

} // namespace synchroscope::test
