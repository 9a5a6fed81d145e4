// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timesyncd.h"

#include "tests/support/chronyd.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace synchroscope::test {

namespace {

constexpr uint timesyncUser = 997; // as SystemBus has it

bool isThere(const QString &program)
{
    return QFileInfo(daemonPath(program)).isExecutable();
}

void end(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(10'000)) {
        process.kill();
        process.waitForFinished();
    }
}

bool write(const QString &path, const QString &text)
{
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QFile::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

} // namespace

Timesyncd::Timesyncd(const QStringList &servers)
{
    const QString configuration =
        u"[Time]\nNTP=%1\nFallbackNTP=fallback.example\nPollIntervalMinSec=16\nPollIntervalMaxSec=64\n"_s.arg(
            servers.join(u' '));
    if (!write(m_bus.etc() + "/systemd/timesyncd.conf"_L1, configuration))
        fail(u"timesyncd.conf could not be written."_s);
}

Timesyncd::~Timesyncd()
{
    end(m_timesyncd);
    end(m_server);
}

bool Timesyncd::fail(const QString &sentence)
{
    m_failure = sentence;
    return false;
}

bool Timesyncd::startBus()
{
    return m_failure.isEmpty() && m_bus.start();
}

bool Timesyncd::launch(QProcess &process, const QStringList &command)
{
    const QStringList all = m_bus.commandInside(command);
    process.setChildProcessModifier(SystemBus::giveUpTheClock);
    process.setProcessEnvironment(m_bus.environment());
    process.start(all.first(), all.sliced(1));
    return process.waitForStarted() ||
           fail(u"%1 did not start: %2"_s.arg(command.first(), process.errorString()));
}

bool Timesyncd::startServer(std::chrono::seconds ahead)
{
    const QString program = u"usr/sbin/chronyd"_s;
    const QString library = faketimeLibrary();
    if (!isThere(program) || library.isEmpty())
        return fail(u"chronyd or libfaketime is missing. Run the tests by \"./dev test\"."_s);
    const QString file = m_bus.folder() + "/chrony.conf"_L1;
    if (!write(file, u"local stratum 1\nport 123\nbindaddress 127.0.0.1\nallow\ncmdport 0\nbindcmdaddress /\n"
                     "pidfile %1/chronyd.pid\n"_s.arg(m_bus.folder())))
        return fail(u"chrony.conf could not be written."_s);
    QStringList command{u"env"_s};
    if (ahead != 0s)
        command << u"LD_PRELOAD="_s + library
                << u"FAKETIME="_s + QString::asprintf("%+llds", static_cast<long long>(ahead.count()));
    command << SystemBus::pathInside(program) << u"-x"_s << u"-d"_s << u"-U"_s << u"-u"_s << u"root"_s
            << u"-f"_s << file;
    if (!launch(m_server, command))
        return false;
    // In its network nobody else has port 123 (007B).
    const QString sockets = u"/proc/%1/net/udp"_s.arg(m_server.processId());
    for (const QDeadlineTimer deadline(30s); !deadline.hasExpired(); m_server.waitForFinished(20)) {
        QFile table(sockets);
        if (table.open(QFile::ReadOnly) && table.readAll().contains("0100007F:007B "))
            return true;
    }
    return fail(u"chronyd does not serve: "_s + QString::fromUtf8(m_server.readAllStandardError()));
}

void Timesyncd::stopServer()
{
    end(m_server);
}

bool Timesyncd::startTimesyncd()
{
    const QString program = u"lib/systemd/systemd-timesyncd"_s;
    if (!isThere(program))
        return fail(u"systemd-timesyncd is missing. Run the tests by \"./dev test\", which unpacks it."_s);
    // Root's would insist on the right to set the clock, which nobody else is asked for.
    const QString user = QString::number(timesyncUser);
    return launch(m_timesyncd, {u"env"_s, u"SYSTEMD_LOG_LEVEL=debug"_s, u"setpriv"_s, u"--reuid="_s + user,
                                u"--regid="_s + user, u"--clear-groups"_s, SystemBus::pathInside(program)});
}

void Timesyncd::stopTimesyncd()
{
    end(m_timesyncd);
}

QString Timesyncd::log()
{
    m_log += m_timesyncd.readAllStandardError();
    return QString::fromUtf8(m_log);
}

QString Timesyncd::timedatectl(const QStringList &arguments)
{
    return m_bus.output(QStringList{SystemBus::pathInside(u"usr/bin/timedatectl"_s)} + arguments);
}

} // namespace synchroscope::test
