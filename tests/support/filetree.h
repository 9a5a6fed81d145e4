// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace synchroscope::test {

/// A machine's files in a folder of their own.
class FileTree
{
public:
    QString root() const { return m_folder.path(); }
    QString real(const QString &path) const { return m_folder.path() + path; }

    bool write(const QString &path, const QByteArray &text) const
    {
        QFile file(real(path));
        return makeFolder(path.section(u'/', 0, -2)) && file.open(QFile::WriteOnly) &&
               file.write(text) == text.size();
    }
    bool makeFolder(const QString &path) const { return QDir().mkpath(real(path)); }
    bool link(const QString &target, const QString &path) const
    {
        return makeFolder(path.section(u'/', 0, -2)) && QFile::link(target, real(path));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace synchroscope::test
