// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace synchroscope {

/// Why a system file is not read or not written.
enum class FileFault : quint8 {
    PathMalformed,    ///< not absolute, or with an empty component, "." or ".."
    Missing,          ///< a folder on the way
    SymbolicLink,     ///< the file or a folder on the way; none is followed
    NotAFolder,       ///< on the way
    NotAFile,         ///< a device, a socket, a pipe, a folder
    ForeignOwner,     ///< it, or a folder on the way, is not root's
    WritableByOthers, ///< by its group, by others or through an access control list
    HardLinked,       ///< it has a second name, which a replacement would cut off
    TooLarge,         ///< over `SecureFiles::mostBytes`
    Changed,          ///< it does not hold the text that the change was planned for
    Busy,             ///< another change is under way
    DiskFull,
    ReadOnly, ///< the file system is mounted so
    System,   ///< anything else; see the reason
};

struct FileFailure
{
    FileFault fault;
    QString path;
    QString reason; ///< the system's words, where it had any

    friend bool operator==(const FileFailure &, const FileFailure &) = default;
};

/// Success, or why not.
using FileStatus = std::optional<FileFailure>;

/// A text, or why there is none; neither: there is no such file.
struct FileReading
{
    std::optional<QByteArray> text;
    FileStatus failure;
};

/// What errno says now.
FileFailure systemFailure(const QString &path);

/// One English sentence for logs and for whoever started the helper.
QString sentenceOf(const FileFailure &failure);

} // namespace synchroscope
