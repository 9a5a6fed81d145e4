// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timedated.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace synchroscope::test {

namespace {

QString serviceName()
{
    return u"org.freedesktop.timedate1"_s;
}

} // namespace

Timedated::Timedated(const QStringList &ntpUnits)
{
    QFile::link(u"/usr/share/zoneinfo/Etc/UTC"_s, m_bus.etc() + "/localtime"_L1);
    // This list takes the place of /usr/lib/systemd/ntp-units.d, also when it is empty.
    m_bus.makeActivatable(serviceName(), u"lib/systemd/systemd-timedated"_s,
                          {u"SYSTEMD_TIMEDATED_NTP_SERVICES="_s + ntpUnits.join(u':')});
}

bool Timedated::start()
{
    return m_bus.start();
}

QString Timedated::localtimeTarget() const
{
    return QFile::symLinkTarget(m_bus.etc() + "/localtime"_L1);
}

QByteArray Timedated::adjtime() const
{
    QFile file(m_bus.etc() + "/adjtime"_L1);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 Timedated::processId() const
{
    return m_bus.processId(serviceName());
}

void Timedated::endService()
{
    m_bus.endService(serviceName());
}

QString Timedated::timedatectl(const QStringList &arguments)
{
    return m_bus.output(QStringList{SystemBus::pathInside(u"usr/bin/timedatectl"_s)} + arguments);
}

} // namespace synchroscope::test
