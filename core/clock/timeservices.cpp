// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timeservices.h"

#include "core/clock/smallfile.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <map>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Where systemd looks, the administrator's first.
constexpr std::array folders{"/etc/systemd/"_L1, "/run/systemd/"_L1, "/usr/local/lib/systemd/"_L1,
                             "/usr/lib/systemd/"_L1, "/lib/systemd/"_L1};

/// An empty file, or a link to /dev/null, takes the place of one of the same name in a later folder.
bool isMasked(const QFileInfo &file)
{
    return (file.isSymLink() && file.symLinkTarget() == "/dev/null"_L1) ||
           (file.isFile() && file.size() == 0);
}

/// The unit that a name stands for, which may be another's alias; empty: none is installed.
QString installedUnit(const QString &root, const QString &name)
{
    for (const QLatin1StringView folder : folders) {
        const QFileInfo file(root + folder + "system/"_L1 + name);
        if (!file.exists() && !file.isSymLink())
            continue;
        if (isMasked(file))
            return {};
        return file.isSymLink() ? QFileInfo(file.symLinkTarget()).fileName() : name;
    }
    return {};
}

/// By name, which is their order.
std::map<QString, QFileInfo> lists(const QString &root)
{
    std::map<QString, QFileInfo> files;
    for (const QLatin1StringView folder : folders) {
        const QDir directory(root + folder + "ntp-units.d"_L1);
        for (const QFileInfo &file : directory.entryInfoList({u"*.list"_s}, QDir::Files | QDir::System))
            files.try_emplace(file.fileName(), file);
    }
    std::erase_if(files, [](const auto &named) { return isMasked(named.second); });
    return files;
}

} // namespace

QStringList timeServiceUnits(const QString &root)
{
    QStringList units;
    for (const auto &[fileName, file] : lists(root)) {
        const QString text = QString::fromUtf8(readSmallFile(file.filePath()).value_or(QByteArray()));
        for (const QString &line : text.split(u'\n')) {
            const QString name = line.trimmed();
            if (name.isEmpty() || name.startsWith(u'#') || name.contains(u'/'))
                continue;
            const QString unit = installedUnit(root, name);
            if (!unit.isEmpty() && !units.contains(unit))
                units.append(unit);
        }
    }
    return units;
}

} // namespace synchroscope
