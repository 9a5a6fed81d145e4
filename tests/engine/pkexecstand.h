// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace synchroscope::test {

/// A folder with a pkexec that does what the test says, which is the only one to be found as long as this
/// lives, and a helper that is never run.
class PkexecStand
{
public:
    /// `script`: for a shell, in that folder.
    explicit PkexecStand(const QByteArray &script)
    {
        qputenv("PATH", QFile::encodeName(m_folder.path()) + ":/usr/bin:/bin");
        m_isReady = write(QStringLiteral("pkexec"),
                          "#!/bin/sh\ncd " + QFile::encodeName(m_folder.path()) + "\n" + script) &&
                    write(QStringLiteral("helper"), "#!/bin/sh\nexit 9\n");
    }
    ~PkexecStand() { qputenv("PATH", m_oldPath); }
    PkexecStand(const PkexecStand &) = delete;
    PkexecStand &operator=(const PkexecStand &) = delete;

    bool isReady() const { return m_isReady; }
    bool write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QFile::WriteOnly) && file.write(text) == text.size() &&
               file.setPermissions(file.permissions() | QFile::ExeOwner | QFile::ExeUser);
    }
    QByteArray read(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool exists(const QString &name) const { return QFile::exists(m_folder.filePath(name)); }
    QString helper() const { return m_folder.filePath(QStringLiteral("helper")); }

private:
    QTemporaryDir m_folder;
    QByteArray m_oldPath = qgetenv("PATH");
    bool m_isReady = false;
};

} // namespace synchroscope::test
