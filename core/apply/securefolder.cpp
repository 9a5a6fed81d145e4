// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/securefolder.h"

#include <QStringList>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr mode_t newFolderMode = 0755;

// An access control list that lets somebody write shows in the group's bits, which are its mask.
FileStatus ownership(const struct stat &status, const QString &path, uint owner)
{
    if (status.st_uid != owner)
        return FileFailure{FileFault::ForeignOwner, path, {}};
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return FileFailure{FileFault::WritableByOthers, path, {}};
    return {};
}

FileStatus ownershipOf(const Descriptor &folder, const QString &path, uint owner)
{
    struct stat status = {};
    if (::fstat(folder.number(), &status) != 0)
        return systemFailure(path);
    return ownership(status, path, owner);
}

/// With O_DIRECTORY a link is "not a directory" to the system.
FileFailure whyNoFolder(const Descriptor &parent, const QByteArray &name, const QString &path)
{
    FileFailure failure = systemFailure(path);
    struct stat status = {};
    if (::fstatat(parent.number(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(status.st_mode))
        failure.fault = FileFault::SymbolicLink;
    return failure;
}

FileStatus makeFolder(const Descriptor &parent, const QByteArray &name, const QString &path, uint owner)
{
    if (::mkdirat(parent.number(), name.constData(), newFolderMode) != 0)
        return systemFailure(path);
    const Descriptor made(::openat(parent.number(), name.constData(), folderFlags));
    if (!made.isOpen() || ::fchown(made.number(), owner, ::getegid()) != 0 ||
        ::fchmod(made.number(), newFolderMode) != 0)
        return systemFailure(path);
    return syncFolder(parent, path);
}

std::optional<QStringList> components(const QString &path)
{
    if (!path.startsWith(u'/') || path.contains(QChar::Null) || !path.isValidUtf16())
        return std::nullopt;
    if (path.size() == 1)
        return QStringList();
    const QStringList names = path.sliced(1).split(u'/');
    for (const QString &name : names) {
        if (name.isEmpty() || name == "."_L1 || name == ".."_L1)
            return std::nullopt;
    }
    return names;
}

FileReading failed(const FileFailure &failure)
{
    return {std::nullopt, failure};
}

FileReading readWhole(int descriptor, const QString &path, qint64 most)
{
    QByteArray text;
    constexpr qsizetype step = 64 * 1024;
    for (;;) {
        const qsizetype had = text.size();
        text.resize(had + step);
        const ssize_t got = ::read(descriptor, text.data() + had, step);
        if (got < 0 && errno == EINTR) {
            text.resize(had);
            continue;
        }
        if (got < 0)
            return failed(systemFailure(path));
        text.resize(had + got);
        if (text.size() > most)
            return failed({FileFault::TooLarge, path, {}});
        if (got == 0)
            return {text, {}};
    }
}

FileStatus writeWhole(int descriptor, const QString &path, const QByteArray &text)
{
    qsizetype done = 0;
    while (done < text.size()) {
        const ssize_t written =
            ::write(descriptor, text.constData() + done, static_cast<size_t>(text.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemFailure(path);
        done += written;
    }
    return {};
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        ::close(m_number);
}

FolderOpening openFolder(const QString &root, const QString &path, uint owner, MissingFolders missing)
{
    const std::optional<QStringList> names = components(path);
    if (!names)
        return {Descriptor(), FileFailure{FileFault::PathMalformed, path, {}}};
    Descriptor folder(::open(root.toUtf8().constData(), folderFlags));
    if (!folder.isOpen())
        return {Descriptor(), systemFailure(root)};
    QString reached = u"/"_s;
    FileStatus failure = ownershipOf(folder, reached, owner);
    for (qsizetype index = 0; !failure && index < names->size(); ++index) {
        reached = u'/' + names->first(index + 1).join(u'/');
        const QByteArray name = names->at(index).toUtf8();
        Descriptor next(::openat(folder.number(), name.constData(), folderFlags));
        if (!next.isOpen() && errno == ENOENT && missing == MissingFolders::Made) {
            failure = makeFolder(folder, name, reached, owner);
            if (failure)
                break;
            next = Descriptor(::openat(folder.number(), name.constData(), folderFlags));
        }
        failure = next.isOpen() ? ownershipOf(next, reached, owner) : whyNoFolder(folder, name, reached);
        folder = std::move(next);
    }
    if (failure)
        return {Descriptor(), failure};
    return {std::move(folder), {}};
}

FileReading readIn(const Descriptor &folder, const QByteArray &name, const QString &path, uint owner,
                   qint64 most)
{
    // Looked at before it is opened, which may mean something to a device or a pipe, and once more after.
    struct stat status = {};
    if (::fstatat(folder.number(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? FileReading() : failed(systemFailure(path));
    if (S_ISLNK(status.st_mode))
        return failed({FileFault::SymbolicLink, path, {}});
    if (!S_ISREG(status.st_mode))
        return failed({FileFault::NotAFile, path, {}});
    const Descriptor file(::openat(folder.number(), name.constData(),
                                   O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0)
        return failed(systemFailure(path));
    if (!S_ISREG(status.st_mode))
        return failed({FileFault::NotAFile, path, {}});
    if (FileStatus failure = ownership(status, path, owner))
        return failed(*failure);
    if (status.st_nlink != 1)
        return failed({FileFault::HardLinked, path, {}});
    return readWhole(file.number(), path, most);
}

FileStatus writeIn(const Descriptor &folder, const QByteArray &name, const QString &path,
                   const QByteArray &text, const std::function<FileStatus(int descriptor)> &finish)
{
    if (FileStatus failure = removeIn(folder, name, path))
        return failure;
    const Descriptor file(::openat(folder.number(), name.constData(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.isOpen())
        return systemFailure(path);
    FileStatus failure = writeWhole(file.number(), path, text);
    if (!failure)
        failure = finish(file.number());
    if (!failure && ::fsync(file.number()) != 0)
        failure = systemFailure(path);
    if (failure)
        (void)removeIn(folder, name, path);
    return failure;
}

FileStatus removeIn(const Descriptor &folder, const QByteArray &name, const QString &path)
{
    if (::unlinkat(folder.number(), name.constData(), 0) != 0 && errno != ENOENT)
        return systemFailure(path);
    return {};
}

FileStatus renameIn(const Descriptor &folder, const QByteArray &from, const QByteArray &to,
                    const QString &path)
{
    if (::renameat(folder.number(), from.constData(), folder.number(), to.constData()) != 0)
        return systemFailure(path);
    return {};
}

FileStatus syncFolder(const Descriptor &folder, const QString &path)
{
    if (::fsync(folder.number()) != 0)
        return systemFailure(path);
    return {};
}

} // namespace synchroscope
