// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/filefailure.h"

#include <functional>
#include <utility>

namespace synchroscope {

/// A file descriptor that closes itself.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

private:
    int m_number = -1;
};

struct FolderOpening
{
    Descriptor folder;
    FileStatus failure;
};

enum class MissingFolders : bool {
    Refused,
    Made, ///< with mode 0755 whatever the umask
};

/// Opens the folder `path`, an absolute one below `root`, step by step: no symbolic link is followed, and
/// every folder from `root` on must be `owner`'s and writable by nobody else.
FolderOpening openFolder(const QString &root, const QString &path, uint owner, MissingFolders missing);

/// Reads the file `name` of an open folder if it is a regular file of one name, `owner`'s, writable by
/// nobody else and at most `most` bytes long. `path` is what failures call it.
FileReading readIn(const Descriptor &folder, const QByteArray &name, const QString &path, uint owner,
                   qint64 most);

/// Writes a new file of mode 0600 to the disk; what was there under that name is removed first. `finish`
/// gives it its owner and mode and may fail.
FileStatus writeIn(const Descriptor &folder, const QByteArray &name, const QString &path,
                   const QByteArray &text, const std::function<FileStatus(int descriptor)> &finish);

/// Removes a file; that there is none is as well.
FileStatus removeIn(const Descriptor &folder, const QByteArray &name, const QString &path);

/// Renames within the folder, over what is there.
FileStatus renameIn(const Descriptor &folder, const QByteArray &from, const QByteArray &to,
                    const QString &path);

/// Waits until the disk knows the folder's names.
FileStatus syncFolder(const Descriptor &folder, const QString &path);

} // namespace synchroscope
