// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/journal.h"

#include "core/apply/securefile.h"

#include <QDateTime>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr mode_t folderMode = 0700;
constexpr qint64 mostBytes = 64 * 1024 * 1024;
constexpr char lockName[] = "lock";
constexpr char partialName[] = "partial";
constexpr char currentName[] = "change.json";
constexpr char lastName[] = "last.json";

/// Otherwise somebody has made it what it is now, and a file that waits for them would let no change pass.
bool deservesAnotherTry(FileFault fault)
{
    return fault == FileFault::Busy || fault == FileFault::DiskFull || fault == FileFault::ReadOnly ||
           fault == FileFault::System;
}

FileStatus takeBackOne(const SecureFiles &files, const FileChange &change)
{
    const FileReading now = files.read(change.path);
    if (now.failure)
        return now.failure;
    if (now.text == change.before)
        return {};
    return files.change({change.path, change.after, change.before});
}

} // namespace

QString Journal::pathOf(const QByteArray &name) const
{
    return m_path + u'/' + QString::fromLatin1(name);
}

FileStatus Journal::open(const QString &root, const QString &folder, uint owner)
{
    m_path = folder;
    m_owner = owner;
    FolderOpening opening = openFolder(root, folder, owner, MissingFolders::Made);
    if (opening.failure)
        return opening.failure;
    m_folder = std::move(opening.folder);
    if (::fchmod(m_folder.number(), folderMode) != 0)
        return systemFailure(folder);
    m_lock = Descriptor(
        ::openat(m_folder.number(), lockName, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!m_lock.isOpen())
        return systemFailure(pathOf(lockName));
    if (::flock(m_lock.number(), LOCK_EX | LOCK_NB) == 0)
        return {};
    return errno == EWOULDBLOCK ? FileFailure{FileFault::Busy, pathOf(lockName), {}}
                                : systemFailure(pathOf(lockName));
}

FileStatus Journal::write(const QByteArray &name, const JournalEntry &entry)
{
    const QString path = pathOf(name);
    FileStatus failure =
        writeIn(m_folder, partialName, path, journalText(entry), [](int) { return FileStatus(); });
    if (!failure)
        failure = renameIn(m_folder, partialName, name, path);
    return failure ? failure : syncFolder(m_folder, path);
}

QByteArray Journal::asideName(const QByteArray &name, const QByteArray &why) const
{
    const QByteArray stem = name + '.' + why + '-' +
                            QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
    QByteArray free = stem;
    for (int attempt = 2; ::faccessat(m_folder.number(), free.constData(), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
         ++attempt)
        free = stem + '-' + QByteArray::number(attempt);
    return free;
}

FileReading Journal::readEntry(const QByteArray &name, std::optional<JournalEntry> &entry, QString &setAside)
{
    FileReading reading = readIn(m_folder, name, pathOf(name), m_owner, mostBytes);
    if (!reading.text)
        return reading;
    entry = parseJournal(*reading.text);
    if (entry)
        return reading;
    const QByteArray aside = asideName(name, "damaged");
    reading.failure = renameIn(m_folder, name, aside, pathOf(name));
    if (!reading.failure)
        setAside = pathOf(aside);
    return reading;
}

void Journal::clearUpAfterLast(const SecureFiles &files) const
{
    const FileReading reading = readIn(m_folder, lastName, pathOf(lastName), m_owner, mostBytes);
    const std::optional<JournalEntry> last = reading.text ? parseJournal(*reading.text) : std::nullopt;
    if (!last)
        return;
    for (const FileChange &change : last->change.files)
        (void)files.unstage(change);
}

Journal::Recovery Journal::recover(const SecureFiles &files)
{
    Recovery recovery;
    recovery.failure = readEntry(currentName, recovery.found, recovery.setAside).failure;
    if (!recovery.failure && !recovery.found)
        clearUpAfterLast(files);
    if (recovery.failure || !recovery.found)
        return recovery;
    m_entry = recovery.found;
    if (m_entry->state == ChangeState::Written || m_entry->state == ChangeState::Effective)
        recovery.reversal = takeBack(files);
    return recovery;
}

FileStatus Journal::begin(const Change &change, bool wasActive)
{
    m_entry = JournalEntry{change, ChangeState::Prepared, wasActive};
    if (journalText(*m_entry).size() > mostBytes)
        return FileFailure{FileFault::TooLarge, pathOf(currentName), {}};
    FileStatus failure = write(currentName, *m_entry);
    if (failure)
        m_entry.reset();
    return failure;
}

FileStatus Journal::mark(ChangeState state)
{
    JournalEntry entry = *m_entry;
    entry.state = state;
    FileStatus failure = write(currentName, entry);
    if (!failure)
        m_entry = entry;
    return failure;
}

Journal::Reversal Journal::takeBack(const SecureFiles &files)
{
    Reversal reversal;
    const std::vector<FileChange> &changes = m_entry->change.files;
    for (auto change = changes.crbegin(); change != changes.crend(); ++change) {
        FileStatus failure = takeBackOne(files, *change);
        if (!failure)
            continue;
        if (deservesAnotherTry(failure->fault)) {
            // Going on would take servers away before those that they took the place of are back.
            reversal.failure = failure;
            return reversal;
        }
        reversal.changedSince.append(change->path);
    }
    // Both for whoever comes next only: without room for them all is still as it should be.
    if (!reversal.changedSince.isEmpty()) {
        const QByteArray aside = asideName(currentName, "interrupted");
        if (!write(aside, *m_entry))
            reversal.setAside = pathOf(aside);
    }
    (void)mark(ChangeState::Restored);
    return reversal;
}

FileStatus Journal::forget(const SecureFiles &files)
{
    // What was staged is hidden, and harmless should it stay.
    for (const FileChange &change : m_entry->change.files)
        (void)files.unstage(change);
    if (FileStatus failure = removeIn(m_folder, currentName, pathOf(currentName)))
        return failure;
    m_entry.reset();
    return syncFolder(m_folder, pathOf(currentName));
}

FileStatus Journal::commit(const SecureFiles &files)
{
    if (FileStatus failure = renameIn(m_folder, currentName, lastName, pathOf(lastName)))
        return failure;
    // Should the disk forget that name after all, the next run takes the change back, whole.
    (void)syncFolder(m_folder, pathOf(lastName));
    for (const FileChange &change : m_entry->change.files)
        (void)files.unstage(change);
    m_entry.reset();
    return {};
}

Journal::Last Journal::last()
{
    Last last;
    std::optional<JournalEntry> entry;
    last.failure = readEntry(lastName, entry, last.setAside).failure;
    if (entry && !entry->change.undoes)
        last.change = entry->change;
    return last;
}

} // namespace synchroscope
