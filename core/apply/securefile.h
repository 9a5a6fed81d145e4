// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/filefailure.h"
#include "core/config/filechange.h"

namespace synchroscope {

/// The system's configuration files, read and changed by root so that nobody else decides which file that
/// is: below `root` ("/", or a test's folder) no symbolic link is followed, every folder on the way and the
/// file itself belong to `owner` (0: root) and can be written to by nobody else, and the file has one name.
///
/// A change needs room on the disk only while it is staged: stage() writes the text beside the file, under a
/// hidden name that no daemon reads, and change() renames. So a file can go back when the disk is full.
class SecureFiles
{
public:
    static constexpr qint64 mostBytes = 1024 * 1024;

    SecureFiles(QString root, uint owner) : m_root(std::move(root)), m_owner(owner) {}

    FileReading read(const QString &path) const;

    /// Writes the texts before and after beside the file and to the disk, with the owner, mode and extended
    /// attributes of the file that is there; of a new one, root's and 0644 whatever the umask. Missing
    /// folders are made, and stay.
    FileStatus stage(const FileChange &change) const;
    /// Creates, replaces or removes the file, at once and for good, if it holds `before`; Changed otherwise.
    /// Uses the staged text where there is one.
    FileStatus change(const FileChange &change) const;
    /// Removes what stage() wrote and change() did not use.
    FileStatus unstage(const FileChange &change) const;

private:
    QString m_root;
    uint m_owner;
};

} // namespace synchroscope
