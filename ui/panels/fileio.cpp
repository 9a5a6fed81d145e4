// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fileio.h"

#include "ui/panels/background.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace synchroscope {

namespace {

struct Files
{
    Q_DECLARE_TR_FUNCTIONS(Files)
};

FileContent contentOf(const QString &path, qint64 limit)
{
    const QString shown = QDir::toNativeSeparators(path);
    // A pipe would be waited at for ever.
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return {.bytes = {}, .problem = Files::tr("%1 is not a file that can be read.").arg(shown)};
    QFile file(path);
    FileContent content;
    if (file.open(QIODevice::ReadOnly))
        content.bytes = file.read(limit);
    if (file.error() != QFileDevice::NoError)
        return {.bytes = {}, .problem = Files::tr("%1 could not be read: %2").arg(shown, file.errorString())};
    return content;
}

} // namespace

QString writeFileHere(const QString &path, FileReaders readers, const QByteArray &content)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           (readers == FileReaders::AsUsual ||
                            file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) &&
                           file.write(content) == content.size() && file.commit();
    return isWritten ? QString()
                     : Files::tr("%1 could not be written: %2")
                           .arg(QDir::toNativeSeparators(path), file.errorString());
}

void readFile(QObject *context, const QString &path, qint64 limit,
              std::function<void(const FileContent &)> done)
{
    inBackground(
        context, [path, limit] { return contentOf(path, limit); }, std::move(done));
}

void writeFile(QObject *context, const QString &path, FileReaders readers,
               std::function<QByteArray()> content, std::function<void(const QString &)> done)
{
    inBackground(
        context,
        [path, readers, content = std::move(content)] { return writeFileHere(path, readers, content()); },
        std::move(done));
}

} // namespace synchroscope
