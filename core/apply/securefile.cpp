// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/securefile.h"

#include "core/apply/securefolder.h"

#include <QCryptographicHash>
#include <QList>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr mode_t newFileMode = 0644;

/// A file and the folder that it is in, opened.
struct Place
{
    QString path;
    uint owner = 0;
    Descriptor folder;
    QByteArray name;

    FileReading read(const QByteArray &file) const
    {
        return readIn(folder, file, path, owner, SecureFiles::mostBytes);
    }
    QByteArray partialName() const { return '.' + name + ".synchroscope-partial"; }
    /// The same text has the same name, so that whoever comes after a crash finds it.
    QByteArray stagedName(const QByteArray &text) const
    {
        constexpr qsizetype digits = 16;
        return '.' + name + ".synchroscope-" +
               QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().first(digits);
    }
};

FileStatus copyAttributes(int from, int to, const QString &path)
{
    const ssize_t size = ::flistxattr(from, nullptr, 0);
    if (size < 0)
        return errno == ENOTSUP ? FileStatus() : systemFailure(path);
    QByteArray names(size, '\0');
    if (::flistxattr(from, names.data(), static_cast<size_t>(size)) != size)
        return systemFailure(path);
    const QList<QByteArray> attributes = names.split('\0');
    for (const QByteArray &attribute : attributes) {
        if (attribute.isEmpty())
            continue;
        const ssize_t length = ::fgetxattr(from, attribute.constData(), nullptr, 0);
        QByteArray value(qMax<ssize_t>(length, 0), '\0');
        if (length < 0 ||
            ::fgetxattr(from, attribute.constData(), value.data(), static_cast<size_t>(length)) != length ||
            ::fsetxattr(to, attribute.constData(), value.constData(), static_cast<size_t>(length), 0) != 0)
            return systemFailure(path);
    }
    return {};
}

/// Gives the new file what the one that is there has: owner, mode, access control list, security label.
FileStatus takeAfter(int file, const Place &place)
{
    const Descriptor old(::openat(place.folder.number(), place.name.constData(),
                                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status = {};
    if (!old.isOpen() && errno == ENOENT) {
        if (::fchown(file, place.owner, ::getegid()) != 0 || ::fchmod(file, newFileMode) != 0)
            return systemFailure(place.path);
        return {};
    }
    if (!old.isOpen() || ::fstat(old.number(), &status) != 0 ||
        ::fchown(file, status.st_uid, status.st_gid) != 0 || ::fchmod(file, status.st_mode & 0777) != 0)
        return systemFailure(place.path);
    return copyAttributes(old.number(), file, place.path);
}

/// Writes the text beside the file, unless it is there already. It gets its name when it is complete.
FileStatus stageText(const Place &place, const QByteArray &text)
{
    if (text.size() > SecureFiles::mostBytes)
        return FileFailure{FileFault::TooLarge, place.path, {}};
    const QByteArray staged = place.stagedName(text);
    const FileReading there = place.read(staged);
    if (!there.failure && there.text == text)
        return {};
    FileStatus failure = writeIn(place.folder, place.partialName(), place.path, text,
                                 [&place](int file) { return takeAfter(file, place); });
    if (!failure)
        failure = renameIn(place.folder, place.partialName(), staged, place.path);
    return failure;
}

struct Found
{
    Place place;
    FileStatus failure;
};

Found find(const QString &root, uint owner, const QString &path, MissingFolders missing)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    const QString name = path.sliced(slash + 1);
    if (slash < 0 || name.isEmpty() || name == "."_L1 || name == ".."_L1 || name.contains(QChar::Null) ||
        !name.isValidUtf16())
        return {{}, FileFailure{FileFault::PathMalformed, path, {}}};
    FolderOpening opening = openFolder(root, slash == 0 ? u"/"_s : path.first(slash), owner, missing);
    return {{path, owner, std::move(opening.folder), name.toUtf8()}, opening.failure};
}

/// A folder is made only where a file will be.
MissingFolders missingFolders(const FileChange &change)
{
    return change.after && !change.before ? MissingFolders::Made : MissingFolders::Refused;
}

/// Never over a file that appeared this very moment, where the file system can promise that.
FileStatus createIn(const Place &place, const QByteArray &staged)
{
    const int folder = place.folder.number();
    if (::renameat2(folder, staged.constData(), folder, place.name.constData(), RENAME_NOREPLACE) == 0)
        return {};
    if (errno == EEXIST)
        return FileFailure{FileFault::Changed, place.path, {}};
    if (errno == EINVAL || errno == ENOSYS)
        return renameIn(place.folder, staged, place.name, place.path);
    return systemFailure(place.path);
}

} // namespace

FileReading SecureFiles::read(const QString &path) const
{
    const Found found = find(m_root, m_owner, path, MissingFolders::Refused);
    if (found.failure && found.failure->fault == FileFault::Missing)
        return {};
    if (found.failure)
        return {std::nullopt, found.failure};
    return found.place.read(found.place.name);
}

FileStatus SecureFiles::stage(const FileChange &change) const
{
    const Found found = find(m_root, m_owner, change.path, missingFolders(change));
    if (found.failure)
        return found.failure;
    for (const std::optional<QByteArray> &text : {change.after, change.before}) {
        if (!text)
            continue;
        if (FileStatus failure = stageText(found.place, *text))
            return failure;
    }
    return {};
}

FileStatus SecureFiles::change(const FileChange &change) const
{
    const Found found = find(m_root, m_owner, change.path, missingFolders(change));
    if (found.failure)
        return found.failure;
    const Place &place = found.place;
    if (change.after) {
        if (FileStatus failure = stageText(place, *change.after))
            return failure;
    }
    // Nothing comes between this look and the renaming.
    const FileReading now = place.read(place.name);
    if (now.failure)
        return now.failure;
    if (now.text != change.before)
        return FileFailure{FileFault::Changed, change.path, {}};
    if (change.before == change.after)
        return {};
    FileStatus failure;
    if (!change.after)
        failure = removeIn(place.folder, place.name, change.path);
    else if (change.before)
        failure = renameIn(place.folder, place.stagedName(*change.after), place.name, change.path);
    else
        failure = createIn(place, place.stagedName(*change.after));
    return failure ? failure : syncFolder(place.folder, change.path);
}

FileStatus SecureFiles::unstage(const FileChange &change) const
{
    const Found found = find(m_root, m_owner, change.path, MissingFolders::Refused);
    if (found.failure && found.failure->fault == FileFault::Missing)
        return {};
    if (found.failure)
        return found.failure;
    const Place &place = found.place;
    FileStatus failure = removeIn(place.folder, place.partialName(), change.path);
    for (const std::optional<QByteArray> &text : {change.before, change.after}) {
        const FileStatus one =
            text ? removeIn(place.folder, place.stagedName(*text), change.path) : FileStatus();
        if (!failure)
            failure = one;
    }
    return failure;
}

} // namespace synchroscope
