// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/autostart.h"

#include "ui/panels/fileio.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

struct Autostart
{
    Q_DECLARE_TR_FUNCTIONS(Autostart)
};

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

QString setStartsWithSession(bool starts)
{
    const QString path = userFile();
    if (starts) {
        QDir().mkpath(QFileInfo(path).path());
        return writeFileHere(path, FileReaders::AsUsual, userEntry());
    }
    QFile file(path);
    return !file.exists() || file.remove()
               ? QString()
               : Autostart::tr("%1 could not be removed: %2").arg(path, file.errorString());
}

} // namespace synchroscope
