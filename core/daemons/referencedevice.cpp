// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/referencedevice.h"

#include "core/clock/smallfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 1 << 20;
/// Units are numbered from there: "NTP0", as gpsd and chronyd write it.
constexpr qint64 firstSegment = 0x4e545030;

QString firstLine(const QString &path)
{
    return QString::fromUtf8(readSmallFile(path).value_or(QByteArray())).section(u'\n', 0, 0).trimmed();
}

QString joined(QStringList words)
{
    words.removeAll(QString());
    return words.join(u", "_s);
}

/// "ptp0" of "/dev/ptp0", also where that is a link ("/dev/ptp_kvm").
QString deviceOf(const QString &root, const QString &path)
{
    return QFileInfo(root + path).canonicalFilePath().section(u'/', -1);
}

/// chronyd from 4.7 on takes a network interface too.
QString clockOfInterface(const QString &root, const QString &interface)
{
    if (interface.isEmpty() || interface.contains(u'/') || interface.startsWith(u'.'))
        return {};
    const QDir clocks(root + "/sys/class/net/"_L1 + interface + "/device/ptp"_L1);
    return clocks.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name).value(0);
}

QString clockName(const QString &root, const QString &parameter)
{
    const QString device =
        parameter.startsWith(u'/') ? deviceOf(root, parameter) : clockOfInterface(root, parameter);
    if (device.isEmpty())
        return {};
    const QString path = "/dev/"_L1 + device;
    return joined({firstLine(root + "/sys/class/ptp/"_L1 + device + "/clock_name"_L1),
                   path == parameter ? QString() : path});
}

QString pulseName(const QString &root, const QString &parameter)
{
    const QString device = deviceOf(root, parameter);
    if (device.isEmpty())
        return {};
    const QString folder = root + "/sys/class/pps/"_L1 + device;
    return joined({firstLine(folder + "/name"_L1), firstLine(folder + "/path"_L1)});
}

/// Empty: it has ended, or is a time daemon, which makes the segment itself where nobody has.
QString writerText(const QString &root, const QByteArray &pid)
{
    const QString name = firstLine(root + "/proc/"_L1 + QString::fromLatin1(pid) + "/comm"_L1);
    const bool isReader = name == "chronyd"_L1 || name == "ntpd"_L1;
    return name.isEmpty() || isReader ? QString() : u"%1 (%2)"_s.arg(name, QString::fromLatin1(pid));
}

QString segmentWriter(const QString &root, const QString &unit)
{
    bool isNumber = false;
    const qint64 key = firstSegment + unit.toInt(&isNumber);
    QFile file(root + "/proc/sysvipc/shm"_L1);
    if (!isNumber || !file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : file.read(mostBytes).split('\n')) {
        // key shmid perms size cpid lpid …
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 6 || fields[0].toLongLong() != key)
            continue;
        const QString maker = writerText(root, fields[4]);
        return maker.isEmpty() ? writerText(root, fields[5]) : maker;
    }
    return {};
}

QString socketDevice(const QString &root, const QString &path)
{
    static const QRegularExpression pattern(u"/chrony\\.(?:clk\\.|pps\\.)?([A-Za-z0-9_-]+)\\.sock$"_s);
    const QString device = "/dev/"_L1 + pattern.match(path).captured(1);
    return device != "/dev/"_L1 && QFileInfo::exists(root + device) ? device : QString();
}

} // namespace

QString deviceText(const NamedDevice &device)
{
    return u"%1 %2"_s.arg(device.driver.toUpper(), device.parameter);
}

QString feederOf(const NamedDevice &device, const QString &root)
{
    const QString base = root == "/"_L1 ? QString() : root;
    const QString driver = device.driver.toUpper();
    if (driver == "PHC"_L1)
        return clockName(base, device.parameter);
    if (driver == "PPS"_L1)
        return pulseName(base, device.parameter);
    if (driver == "SHM"_L1)
        return segmentWriter(base, device.parameter);
    return driver == "SOCK"_L1 ? socketDevice(base, device.parameter) : QString();
}

} // namespace synchroscope
