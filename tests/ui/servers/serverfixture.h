// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/serverconfiguration.h"
#include "core/engine/snapshot.h"

#include <map>

/// Machines whose server lists are edited, made up.
namespace synchroscope::serverstest {

using Files = std::map<QString, QByteArray>;

inline const QString chronyConf = QStringLiteral("/etc/chrony/chrony.conf");
inline const QString ownSources = QStringLiteral("/etc/chrony/sources.d/synchroscope.sources");
inline const QString timesyncdConf = QStringLiteral("/etc/systemd/timesyncd.conf");
inline const QString ntpsecConf = QStringLiteral("/etc/ntpsec/ntp.conf");

ServerConfiguration configurationOf(DaemonKind daemon, const Files &files,
                                    std::optional<DaemonVersion> version = DaemonVersion{{4, 3}});
/// What Ubuntu installs: four pools.
Files ubuntuFiles();
/// The same files after a change was made.
Files applied(Files files, const std::vector<FileChange> &changes);

/// chronyd runs, and follows one of Ubuntu's pools.
Snapshot ubuntu();
ServerTest answering(const QString &host, Duration offset, const QStringList &addresses);
ServerTest silent(const QString &host);
/// To only one server, of Ubuntu's files.
ServerChange usualChange();
/// That change under way, as far as that its first `done` steps are done.
ServerChangeReport following(int done, Instant startedAt);

} // namespace synchroscope::serverstest
