// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

/// Made-up sources for the tests of the table.
namespace synchroscope::tabletest {

/// 2023-08-17 12:49:05 UTC.
inline constexpr Instant now = Instant(std::chrono::seconds(1'692'276'545));

SourceId idOf(const QString &host);
/// Watched, not asked yet.
SourceSnapshot freshSource(const QString &host);
/// Answered so long before `now`, and seven of the last eight questions.
SourceSnapshot answeringSource(const QString &host, Duration offset, Duration ago = std::chrono::seconds(12));

/// Of a daemon: answers, a millisecond ahead.
DaemonSource followedSource(const QString &name, const QString &address);
/// chronyd 4.3, answering.
DaemonReport chronyd(std::vector<DaemonSource> sources);

SnapshotPtr snapshotOf(std::vector<SourceSnapshot> sources, std::vector<DaemonReport> daemons = {});

} // namespace synchroscope::tabletest
