// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/journaltext.h"
#include "core/apply/securefolder.h"

#include <QStringList>

namespace synchroscope {

class SecureFiles;

/// Where a change of system files is written down before the first of them is touched, so that whoever runs
/// next can take it back: a folder of root's with mode 0700. It holds the change that is under way and the
/// last one that was committed.
///
/// Holds the folder's lock as long as it lives.
class Journal
{
public:
    /// Nothing else may be called before this succeeded. Busy: another process holds the lock.
    FileStatus open(const QString &root, const QString &folder, uint owner);

    /// What came of taking a change back.
    struct Reversal
    {
        /// Files that somebody else has changed since, or that are root's alone no more, left alone.
        QStringList changedSince;
        QString setAside;   ///< if there are any: a copy of the journal, with their old texts
        FileStatus failure; ///< why one could not be taken back; those before it were not tried
    };
    struct Recovery
    {
        std::optional<JournalEntry> found; ///< the change that had not come to its end
        Reversal reversal;                 ///< of it
        QString setAside;                  ///< a damaged journal, renamed
        FileStatus failure;                ///< nothing is known about a change under way
    };
    /// Finds what was interrupted and takes it back: afterwards every file is entirely as before. It stays
    /// under way until forget(), as its daemon may have to be told.
    Recovery recover(const SecureFiles &files);

    /// Writes the change down, to the disk. `wasActive` as in JournalEntry.
    FileStatus begin(const Change &change, bool wasActive = true);
    /// Notes how far it has come, to the disk.
    FileStatus mark(ChangeState state);
    /// Takes back every file that holds the new text, the last one first, up to the first failure.
    Reversal takeBack(const SecureFiles &files);
    /// Forgets the change that is under way and removes what it had staged.
    FileStatus forget(const SecureFiles &files);
    /// Makes it the last one, in one step: when this fails it is still under way.
    FileStatus commit(const SecureFiles &files);

    /// The last committed change, to be taken back. Neither: there is none, or that was done.
    struct Last
    {
        std::optional<Change> change;
        FileStatus failure;
        QString setAside; ///< it was damaged
    };
    Last last();

private:
    FileReading readEntry(const QByteArray &name, std::optional<JournalEntry> &entry, QString &setAside);
    FileStatus write(const QByteArray &name, const JournalEntry &entry);
    /// Should it have ended between its commit and that.
    void clearUpAfterLast(const SecureFiles &files) const;
    QByteArray asideName(const QByteArray &name, const QByteArray &why) const;
    QString pathOf(const QByteArray &name) const;

    QString m_path;
    uint m_owner = 0;
    Descriptor m_folder;
    Descriptor m_lock;
    std::optional<JournalEntry> m_entry; ///< under way
};

} // namespace synchroscope
