// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString fileName = u"org.synchroscope.Synchroscope.desktop"_s;
constexpr QByteArrayView hiddenLine = "Hidden=true";

QString userFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/autostart/"_L1 +
           fileName;
}

/// Of an absent one: nothing.
QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
}

/// The system's entry, which is there to be seen in lists, starts nothing; the user's does.
QByteArray userEntry()
{
    QList<QByteArray> lines = linesOf(u":/autostart/"_s + fileName);
    lines.removeIf([](const QByteArray &line) { return line.startsWith('#') || line == hiddenLine; });
    return lines.join('\n');
}

} // namespace

bool startsWithSession()
{
    const QList<QByteArray> lines = linesOf(userFile());
    return !lines.isEmpty() && std::ranges::find(lines, hiddenLine) == lines.end();
}

Status setStartsWithSession(bool starts)
{
    const QString path = userFile();
    if (!starts) {
        QFile file(path);
        if (file.exists() && !file.remove())
            return Error{ErrorCode::FileUnwritable, path, file.errorString()};
        return {};
    }
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const QByteArray entry = userEntry();
    if (!file.open(QFile::WriteOnly) || file.write(entry) != entry.size() || !file.commit())
        return Error{ErrorCode::FileUnwritable, path, file.errorString()};
    return {};
}

} // namespace synchroscope
