// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/filefailure.h"

#include <cerrno>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

FileFault faultOf(int number)
{
    switch (number) {
    case ENOENT:
        return FileFault::Missing;
    case ELOOP:
        return FileFault::SymbolicLink;
    case ENOTDIR:
        return FileFault::NotAFolder;
    case ENOSPC:
    case EDQUOT:
        return FileFault::DiskFull;
    case EROFS:
        return FileFault::ReadOnly;
    default:
        return FileFault::System;
    }
}

QString patternOf(FileFault fault)
{
    switch (fault) {
    case FileFault::PathMalformed:
        return u"\"%1\" is not the full path of a file."_s;
    case FileFault::Missing:
        return u"\"%1\" does not exist."_s;
    case FileFault::SymbolicLink:
        return u"\"%1\" is a symbolic link, and none is followed. Put a file or folder in its place."_s;
    case FileFault::NotAFolder:
        return u"\"%1\" is not a folder."_s;
    case FileFault::NotAFile:
        return u"\"%1\" is not a regular file."_s;
    case FileFault::ForeignOwner:
        return u"\"%1\" does not belong to root, or with --root to whoever runs the command. Change its owner."_s;
    case FileFault::WritableByOthers:
        return u"\"%1\" can be written to by others than its owner. Take that right from them."_s;
    case FileFault::HardLinked:
        return u"\"%1\" has a second name (a hard link). Remove that name."_s;
    case FileFault::TooLarge:
        return u"\"%1\" is too large."_s;
    case FileFault::Changed:
        return u"\"%1\" has been changed by somebody else since."_s;
    case FileFault::Busy:
        return u"Another change is under way."_s;
    case FileFault::DiskFull:
        return u"The disk that holds \"%1\" is full. Make room there."_s;
    case FileFault::ReadOnly:
        return u"\"%1\" is on a read-only file system. Mount it so that it can be written to."_s;
    case FileFault::System:
        return u"\"%1\": %2."_s;
    }
    return {};
}

} // namespace

FileFailure systemFailure(const QString &path)
{
    const int number = errno;
    return {faultOf(number), path, qt_error_string(number)};
}

QString sentenceOf(const FileFailure &failure)
{
    QString sentence = patternOf(failure.fault);
    // Both at once: a path may hold "%2".
    if (sentence.contains("%2"_L1))
        return sentence.arg(failure.path, failure.reason);
    return sentence.contains("%1"_L1) ? sentence.arg(failure.path) : sentence;
}

} // namespace synchroscope
