// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"
#include "core/config/sourceoptions.h"

#include <memory>

namespace synchroscope {

/// A time daemon of this computer and what its files say, for an editor of its server list.
struct ServerConfiguration
{
    DaemonKind daemon = DaemonKind::Chrony;
    std::optional<DaemonVersion> version; ///< that is installed; absent: not known
    bool isRunning = false;
    QString unit;     ///< systemd's, as which it runs; empty: it does not, or by other means
    QString mainFile; ///< that it was told to read; empty: its usual one
    std::shared_ptr<const NamedServers> files = std::make_shared<const NamedServers>();

    /// The same files, not files of the same text: one that has not changed stays.
    friend bool operator==(const ServerConfiguration &, const ServerConfiguration &) = default;
};

} // namespace synchroscope
