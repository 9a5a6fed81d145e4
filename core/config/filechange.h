// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace synchroscope {

/// What becomes of one file. Whole texts, byte for byte: a file is replaced, never patched.
struct FileChange
{
    QString path;                     ///< absolute, as the daemon knows it
    std::optional<QByteArray> before; ///< as it was when the change was planned; absent: there was none
    std::optional<QByteArray> after;  ///< absent: it is removed

    friend bool operator==(const FileChange &, const FileChange &) = default;
};

/// What a daemon must be told so that changed files take effect.
enum class ChangeEffect : quint8 {
    None,    ///< nothing changes for it
    Reload,  ///< chronyd reads its .sources files again (`chronyc reload sources`)
    Restart, ///< it reads everything else at its start only
};

/// The SHA-256, in lower-case hexadecimal, of paths and texts before and after: the same digest, the same
/// change of the same files.
QByteArray digestOf(const std::vector<FileChange> &changes);

/// What takes these changes back, in the opposite order.
std::vector<FileChange> reversed(std::vector<FileChange> changes);

/// The change as `diff -u` shows it: paths as headings ("/dev/null" where there is no file), three lines
/// around, "\ No newline at end of file" where it applies. Bytes as they stand.
QByteArray unifiedDiff(const FileChange &change);

/// Commands for a shell that change the files as `changes` says, by `tee`, `sed`, `truncate` and `rm` of GNU,
/// each with "sudo". Files that have changed since are not told from others: this is for a person who does it
/// at once.
QStringList shellCommands(const std::vector<FileChange> &changes);

} // namespace synchroscope
