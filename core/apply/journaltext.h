// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/change.h"

namespace synchroscope {

/// How far a change that is under way has come.
enum class ChangeState : quint8 {
    Prepared,  ///< no file has been touched
    Written,   ///< files are being replaced, or have been; the daemon may know of it
    Effective, ///< the daemon was told
    Restored,  ///< every file is as it was; the daemon may not know of that
};

struct JournalEntry
{
    Change change;
    ChangeState state = ChangeState::Prepared;
    bool wasActive = true; ///< the daemon, before; one that did not run is told nothing, nor started

    friend bool operator==(const JournalEntry &, const JournalEntry &) = default;
};

/// The journal's own format: JSON, with the texts in base64, and SHA-256 sums of each and of everything.
QByteArray journalText(const JournalEntry &entry);

/// Reads that format back, and the first one, which did not have `wasActive`. Absent: these are not, byte for
/// byte, the words that journalText() writes.
std::optional<JournalEntry> parseJournal(const QByteArray &text);

} // namespace synchroscope
