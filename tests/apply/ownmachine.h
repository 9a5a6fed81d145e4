// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/filetree.h"

#include <QFile>

#include <cerrno>
#include <cstdio>
#include <optional>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace synchroscope::test {

/// For the first line of main(): mounts of this process are its own from then on, and files get the usual
/// modes. Needs root.
inline bool enterOwnMounts()
{
    ::umask(022);
    if (::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
        return true;
    std::fprintf(stderr, "No mounts of our own could be made (%s). This test needs root.\n",
                 qPrintable(qt_error_string(errno)));
    return false;
}

/// Something mounted on a folder, as long as it lives.
class Mount
{
public:
    /// An empty disk of that size.
    static Mount small(const QString &folder, const QByteArray &size)
    {
        return Mount(folder, ::mount("none", QFile::encodeName(folder).constData(), "tmpfs", 0,
                                     QByteArray("mode=0755,size=" + size).constData()) == 0);
    }
    /// The folder itself, which can no longer be written to.
    static Mount readOnly(const QString &folder)
    {
        const QByteArray name = QFile::encodeName(folder);
        return Mount(folder, ::mount(name.constData(), name.constData(), nullptr, MS_BIND, nullptr) == 0 &&
                                 ::mount("none", name.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY,
                                         nullptr) == 0);
    }
    /// A file in the place of another.
    static Mount over(const QString &file, const QString &covered)
    {
        return Mount(covered,
                     ::mount(QFile::encodeName(file).constData(), QFile::encodeName(covered).constData(),
                             nullptr, MS_BIND, nullptr) == 0);
    }
    /// A folder as it is, with the files of others, the first before the next. Nobody can write there.
    static Mount merged(const QStringList &files, const QString &folder)
    {
        const QByteArray options =
            "lowerdir=" + QFile::encodeName(files.join(u':')) + ':' + QFile::encodeName(folder);
        return Mount(folder, ::mount("none", QFile::encodeName(folder).constData(), "overlay", MS_RDONLY,
                                     options.constData()) == 0);
    }
    ~Mount()
    {
        if (m_mounted)
            ::umount2(QFile::encodeName(m_folder).constData(), MNT_DETACH);
    }
    Mount(const Mount &) = delete;
    Mount &operator=(const Mount &) = delete;

    bool succeeded() const { return m_mounted; }

private:
    Mount(QString folder, bool mounted) : m_folder(std::move(folder)), m_mounted(mounted) {}

    QString m_folder;
    bool m_mounted;
};

/// Empty but for the folder of chronyd's socket.
inline bool hasSocketFolder(const Mount &run)
{
    return run.succeeded() && QDir().mkpath(QStringLiteral("/run/chrony"));
}

/// Absent: there is no such file.
inline std::optional<QByteArray> textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

inline bool setMode(const QString &path, mode_t mode)
{
    return ::chmod(QFile::encodeName(path).constData(), mode) == 0;
}

/// Of a file's own; 0: there is none.
inline struct stat statusOf(const QString &path)
{
    struct stat status = {};
    (void)::lstat(QFile::encodeName(path).constData(), &status);
    return status;
}

} // namespace synchroscope::test
