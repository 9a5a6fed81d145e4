// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

namespace synchroscope {

/// The servers the user watches, kept between starts as a small JSON file.
class WatchList
{
public:
    /// An empty path keeps nothing.
    explicit WatchList(QString path);

    struct Loaded
    {
        std::vector<WatchRequest> servers;
        /// FileUnreadable; FileDamaged: there is no list in it; FileMalformed: an entry cannot be understood,
        /// the others were; FileOfNewerVersion.
        Status problem;
    };
    /// Changes nothing on disk.
    Loaded load();
    /// Replaces the file as a whole; FileUnwritable leaves the old one. A file that could not be read, or
    /// that a newer version wrote, is never overwritten. FileSetAside: the list is saved, and the damaged
    /// file before it was renamed, so that nothing of it is lost.
    Status save(const std::vector<WatchRequest> &servers);

private:
    QString m_path;
    Status m_refusal; ///< why the file must stay as it is
    bool m_damaged = false;
};

} // namespace synchroscope
