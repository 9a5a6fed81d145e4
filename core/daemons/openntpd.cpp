// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/openntpd.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration interval = 10s; // nothing but a restart changes it

/// Of opening the socket; a Unix socket connects at once or never. 0: it is open to us.
int connectionError(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return ENAMETOOLONG;
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno;
    const bool isOpen =
        ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    const int error = isOpen ? 0 : errno;
    ::close(descriptor);
    return error;
}

DaemonAnswer answerOf(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
        return DaemonAnswer::NotPermitted;
    case ECONNREFUSED:
    case ENOENT:
        return DaemonAnswer::Refused;
    case EAGAIN:
        return DaemonAnswer::Silent; // its queue is full
    default:
        return DaemonAnswer::NoInterface;
    }
}

} // namespace

QStringList openNtpdSocketPaths()
{
    return {u"/var/lib/openntpd/run/ntpd.sock"_s, u"/run/ntpd.sock"_s, u"/var/run/ntpd.sock"_s};
}

OpenNtpdMonitor::OpenNtpdMonitor(const QString &socketPath, Scheduler &scheduler, QObject *parent)
    : DaemonMonitor(parent)
    , m_scheduler(scheduler)
{
    m_report.kind = DaemonKind::OpenNtpd;
    m_report.endpoint = socketPath;
}

OpenNtpdMonitor::~OpenNtpdMonitor()
{
    m_scheduler.cancel(m_timer);
}

void OpenNtpdMonitor::start()
{
    if (m_timer == noTimer)
        m_timer = m_scheduler.after(Duration::zero(), [this] { look(); });
}

void OpenNtpdMonitor::refresh()
{
    if (m_timer == noTimer)
        return;
    m_scheduler.cancel(m_timer);
    m_timer = m_scheduler.after(Duration::zero(), [this] { look(); });
}

void OpenNtpdMonitor::look()
{
    m_report.answer = answerOf(connectionError(m_report.endpoint));
    m_timer = m_scheduler.after(interval, [this] { look(); });
    Q_EMIT reported(m_report);
}

} // namespace synchroscope
