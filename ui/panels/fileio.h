// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QObject;

namespace synchroscope {

/// The window reads and writes files in the background only, for a disk may be slow and a folder on another
/// computer that does not answer. What came of it is told in the thread of `context`, while that lives.
/// A `problem` is a sentence for the user; empty: there is none.

struct FileContent
{
    QByteArray bytes;
    QString problem;
};

/// Not more than the first `limit` bytes.
void readFile(QObject *context, const QString &path, qint64 limit,
              std::function<void(const FileContent &)> done);

enum class FileReaders : quint8 {
    AsUsual, ///< whom the user's mask, or the former file, allows
    OwnerOnly,
};

/// Replaces the file as a whole, or leaves it as it is. `content` is called in the background too.
void writeFile(QObject *context, const QString &path, FileReaders readers,
               std::function<QByteArray()> content, std::function<void(const QString &problem)> done);
/// The same for whoever is in the background already. Gives the problem.
QString writeFileHere(const QString &path, FileReaders readers, const QByteArray &content);

} // namespace synchroscope
