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
        Status problem; ///< FileUnreadable; or FileSetAside: the damaged file was renamed, so nothing of it
                        ///< is lost
    };
    Loaded load();
    /// Replaces the file as a whole; FileUnwritable leaves the old one. A list that could not be read is
    /// never overwritten.
    Status save(const std::vector<WatchRequest> &servers) const;

private:
    QString m_path;
    Status m_unreadable;
};

} // namespace synchroscope
