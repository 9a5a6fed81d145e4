// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemons/privatebus.h"

#include <QFile>

#include <utility>

#include <signal.h>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *busConfiguration =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%1/bus</listen>
  <servicedir>%1</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

constexpr const char *serviceFile = R"([D-BUS Service]
Name=org.freedesktop.timesync1
Exec=/bin/touch %1/started
)";

bool writeFile(const QString &path, const QString &text)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

} // namespace

PrivateBus::PrivateBus()
{
    const QString folder = m_directory.path();
    if (!writeFile(folder + "/bus.conf"_L1, QString::fromUtf8(busConfiguration).arg(folder)) ||
        !writeFile(folder + "/timesync1.service"_L1, QString::fromUtf8(serviceFile).arg(folder))) {
        m_trouble = u"The configuration of a private D-Bus daemon could not be written."_s;
        return;
    }
    m_daemon.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s,
                                      u"--config-file="_s + folder + "/bus.conf"_L1});
    while (m_address.isEmpty() && m_daemon.waitForReadyRead())
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    if (m_address.isEmpty())
        m_trouble = u"dbus-daemon did not start: %1 %2"_s.arg(
            m_daemon.errorString(), QString::fromUtf8(m_daemon.readAllStandardError()));
}

PrivateBus::~PrivateBus()
{
    for (const QString &name : std::as_const(m_names))
        QDBusConnection::disconnectFromBus(name);
    stop();
}

QDBusConnection PrivateBus::connection()
{
    static int count = 0;
    m_names.append(u"private-%1"_s.arg(++count));
    return QDBusConnection::connectToBus(m_address, m_names.last());
}

bool PrivateBus::hasStartedService() const
{
    return QFile::exists(m_directory.filePath(u"started"_s));
}

void PrivateBus::pause()
{
    ::kill(static_cast<pid_t>(m_daemon.processId()), SIGSTOP);
}

void PrivateBus::resume()
{
    ::kill(static_cast<pid_t>(m_daemon.processId()), SIGCONT);
}

void PrivateBus::stop()
{
    m_daemon.kill();
    m_daemon.waitForFinished();
}

FakeTimesyncd::FakeTimesyncd(const QDBusConnection &bus) : m_bus(bus)
{
    m_bus.registerVirtualObject(u"/org/freedesktop/timesync1"_s, this);
    m_bus.registerService(u"org.freedesktop.timesync1"_s);
}

FakeTimesyncd::~FakeTimesyncd()
{
    m_bus.unregisterService(u"org.freedesktop.timesync1"_s);
    m_bus.unregisterObject(u"/org/freedesktop/timesync1"_s);
}

QString FakeTimesyncd::introspect(const QString &) const
{
    return {};
}

bool FakeTimesyncd::handleMessage(const QDBusMessage &message, const QDBusConnection &)
{
    const bool isQuestion = message.interface() == "org.freedesktop.DBus.Properties"_L1 &&
                            message.member() == "GetAll"_L1 &&
                            message.arguments() == QVariantList{u"org.freedesktop.timesync1.Manager"_s};
    if (!isQuestion)
        return false;
    ++questions;
    message.setDelayedReply(true);
    m_waiting.push_back(message);
    if (mode == Mode::Answer)
        answer();
    else if (mode == Mode::Fail)
        m_bus.send(message.createErrorReply(QDBusError::AccessDenied, u"No."_s));
    return true;
}

void FakeTimesyncd::answer()
{
    for (const QDBusMessage &message : std::exchange(m_waiting, {}))
        m_bus.send(message.createReply(QVariant(properties)));
}

} // namespace synchroscope::test
