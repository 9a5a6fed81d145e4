// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

/// Snapshots of what a user may meet, made up.
namespace synchroscope::windowtest {

/// This computer's clock, which the window reads too.
Instant wallClock();

SourceId sourceId(const QString &host);
/// Watched, not asked yet.
SourceSnapshot fresh(const QString &host);
/// Answered twelve seconds ago.
SourceSnapshot answering(const QString &host, Duration offset, Duration bound);
SourceSnapshot failing(const QString &host, QueryOutcome outcome);

Snapshot nothingWatched();
/// What is found on an Ubuntu machine with chrony and systemd-timesyncd, and a file that cannot be read.
Snapshot firstStart();
Snapshot firstStartWithNothingFound();
/// Three servers, no answer so far.
Snapshot asking();
/// Three servers that agree; one 250 ms ahead; four that fail, each in another way.
Snapshot mixedFortunes();
Snapshot nobodyAnswers();
/// As after the cable was pulled 14 minutes ago: this program and chronyd reach nobody.
Snapshot offline();
/// Three servers agree, and nothing keeps this clock right, as network time is turned off.
Snapshot noDaemon();
/// The same in a container, whose kernel shows that somebody updates the clock.
Snapshot container();
/// chronyd follows one of three servers, which are watched here too.
Snapshot followedByChrony();
/// As on WSL2: a hidden chronyd follows the host's clock, the configured one gathers its first answers.
Snapshot twoDaemons();
/// Three reference clocks, a pool and servers: twelve sources.
Snapshot gpsReceiver();
/// The same, and this program asks no server.
Snapshot unwatched();
/// On a ship: the receiver, and no network.
Snapshot gpsWithoutNetwork();
/// chronyd has just been started and gathers; beside it a server that only this program asks.
Snapshot gatheringPool();
/// chronyd was stopped 40 minutes ago (SIGSTOP).
Snapshot silentDaemon();
/// Its file was changed after chronyd had read it.
Snapshot editedConfiguration();
/// A virtual machine (KVM) of a cloud.
Snapshot cloudMachine();
/// WSL without a time service that could be seen.
Snapshot wsl();
Snapshot paused();
Snapshot demonstration();
/// As mixedFortunes(), with a full disk and a host of 250 characters.
Snapshot troubled();

/// An hour of measurements for each source of a request, as the snapshot has them at their end.
SeriesReply seriesFor(const SeriesRequest &request, const Snapshot &snapshot);

} // namespace synchroscope::windowtest
