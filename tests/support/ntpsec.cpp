// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ntpsec.h"

#include "tests/support/chronyd.h"
#include "tests/support/rawntp.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace synchroscope::test {

namespace {

constexpr std::array<quint8, 4> serverBytes = {1, 3, 4, 5};

QHostAddress privateAddress(quint32 last)
{
    constexpr quint32 network = 0x0a4d0100; // 10.77.1.0/24
    return QHostAddress(network | last);
}

QString systemProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/sbin"_s}) : found;
}

bool writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
}

int ownNetwork()
{
    return ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

/// Root in a user namespace of its own, which has no say over the machine's clock whatever its rights are.
bool becomeRoot()
{
    const QByteArray user = QByteArray::number(geteuid());
    const QByteArray group = QByteArray::number(getegid());
    return ::unshare(CLONE_NEWUSER) == 0 && writeFile(u"/proc/self/setgroups"_s, "deny") &&
           writeFile(u"/proc/self/uid_map"_s, "0 " + user + " 1") &&
           writeFile(u"/proc/self/gid_map"_s, "0 " + group + " 1");
}

} // namespace

PrivateNetwork::~PrivateNetwork()
{
    for (const int descriptor : {m_server, m_client}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

QHostAddress PrivateNetwork::serverAddress(int which)
{
    return privateAddress(serverBytes.at(static_cast<size_t>(which)));
}

QHostAddress PrivateNetwork::clientAddress()
{
    return privateAddress(2);
}

bool PrivateNetwork::fail(const QString &sentence)
{
    m_failure = sentence;
    return false;
}

bool PrivateNetwork::run(const QStringList &ipArguments)
{
    QProcess ip;
    ip.start(systemProgram(u"ip"_s), ipArguments);
    if (!ip.waitForFinished() || ip.exitStatus() != QProcess::NormalExit || ip.exitCode() != 0)
        return fail(u"\"ip %1\" failed: %2 %3"_s.arg(ipArguments.join(u' '), ip.errorString(),
                                                     QString::fromUtf8(ip.readAllStandardError())));
    return true;
}

bool PrivateNetwork::enter()
{
    if (geteuid() != 0 && !becomeRoot())
        return fail(u"No user namespace could be made: %1."_s.arg(qt_error_string(errno)));
    if (::unshare(CLONE_NEWNET | CLONE_NEWIPC) != 0 || (m_client = ownNetwork()) < 0 ||
        ::unshare(CLONE_NEWNET) != 0 || (m_server = ownNetwork()) < 0)
        return fail(u"No namespaces could be made: %1."_s.arg(qt_error_string(errno)));
    const QString client = u"/proc/%1/fd/%2"_s.arg(getpid()).arg(m_client);
    if (!run({u"link"_s, u"set"_s, u"lo"_s, u"up"_s}) ||
        !run({u"link"_s, u"add"_s, u"server"_s, u"type"_s, u"veth"_s, u"peer"_s, u"name"_s, u"client"_s}) ||
        !run({u"link"_s, u"set"_s, u"client"_s, u"netns"_s, client}) ||
        !run({u"link"_s, u"set"_s, u"server"_s, u"up"_s}))
        return false;
    for (const quint8 last : serverBytes) {
        if (!run({u"address"_s, u"add"_s, privateAddress(last).toString() + u"/24"_s, u"dev"_s, u"server"_s}))
            return false;
    }
    if (::setns(m_client, CLONE_NEWNET) != 0)
        return fail(u"The client's side could not be entered: %1."_s.arg(qt_error_string(errno)));
    return run({u"link"_s, u"set"_s, u"lo"_s, u"up"_s}) &&
           run({u"address"_s, u"add"_s, clientAddress().toString() + u"/24"_s, u"dev"_s, u"client"_s}) &&
           run({u"link"_s, u"set"_s, u"client"_s, u"up"_s});
}

bool PrivateNetwork::onServerSide(const std::function<bool()> &call)
{
    if (::setns(m_server, CLONE_NEWNET) != 0)
        return fail(u"The server's side could not be entered: %1."_s.arg(qt_error_string(errno)));
    const bool done = call();
    if (::setns(m_client, CLONE_NEWNET) != 0)
        qFatal("There is no way back to the client's side.");
    return done;
}

void startWithoutClockRights(QProcess &process, const QString &program, const QStringList &arguments)
{
    // Bit 25 of CapEff is CAP_SYS_TIME (linux/capability.h).
    const QString look = u"while read -r key value; do [ \"$key\" != CapEff: ] || rights=$value; done "
                         "</proc/self/status; "
                         "[ -n \"$rights\" ] && [ $((0x$rights >> 25 & 1)) = 0 ] || exit 86; exec \"$@\""_s;
    // A test that crashes leaves no daemon behind.
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(systemProgram(u"setpriv"_s),
                  QStringList{u"--bounding-set=-sys_time"_s, u"--inh-caps=-sys_time"_s, u"sh"_s, u"-c"_s,
                              look, u"sh"_s, program} +
                      arguments);
}

Ntpsec::Ntpsec(Setup setup) : m_setup(std::move(setup)) {}

Ntpsec::~Ntpsec()
{
    stop();
}

bool Ntpsec::fail(const QString &sentence)
{
    m_failure = sentence;
    const QString said = log();
    if (!said.isEmpty())
        m_failure += u" It said:\n"_s + said;
    stop();
    return false;
}

bool Ntpsec::signal(int number)
{
    return processId() > 0 && ::kill(static_cast<pid_t>(processId()), number) == 0;
}

void Ntpsec::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    signal(SIGCONT);
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QString Ntpsec::log()
{
    QFile file(m_folder.filePath(u"ntpd.log"_s));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool Ntpsec::start()
{
    const QString program =
        QDir::cleanPath(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/usr/sbin/ntpd"_s);
    if (!QFileInfo(program).isExecutable())
        return fail(
            u"There is no NTPsec at \"%1\". Run the tests by \"./dev test\", which unpacks one."_s.arg(
                program));
    if (udpPortIsTaken(port))
        return fail(u"UDP port 123 is in use already on this side, so ntpd was not started."_s);
    QStringList lines = m_setup.lines;
    if (m_setup.answersUs)
        lines += {u"restrict 127.0.0.1"_s, u"restrict ::1"_s};
    if (!writeFile(m_folder.filePath(u"ntp.conf"_s), lines.join(u'\n').toUtf8() + '\n'))
        return fail(u"No configuration could be written in %1."_s.arg(m_folder.path()));
    startWithoutClockRights(
        m_process, program,
        {u"-n"_s, u"-c"_s, m_folder.filePath(u"ntp.conf"_s), u"-l"_s, m_folder.filePath(u"ntpd.log"_s)});
    if (!m_process.waitForStarted())
        return fail(u"ntpd could not be started: %1."_s.arg(m_process.errorString()));
    const QDeadlineTimer deadline(30s);
    while (!deadline.hasExpired()) {
        const std::optional<RawReply> reply = askOnce(QHostAddress(QHostAddress::LocalHost), port, 100ms);
        if (reply && reply->mode == 4)
            return true;
        if (m_process.waitForFinished(50))
            return fail(u"ntpd ended with exit code %1."_s.arg(m_process.exitCode()));
    }
    return fail(u"ntpd did not answer within 30 s."_s);
}

} // namespace synchroscope::test
