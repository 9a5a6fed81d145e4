// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/facts.h"
#include "core/diagnosis/finding.h"

#include <vector>

/// What several rules, and those who word them, need to know of daemons. Pure; any thread.
namespace synchroscope {

/// A daemon's name, the same in every language: "chrony", "systemd-timesyncd".
QString programName(DaemonKind kind);

/// Of all of a machine, no two alike: "chrony 4.3"; where several would be called so, "chrony 4.3 #2".
std::vector<QString> titlesOf(const std::vector<DaemonReport> &daemons);

/// The daemon that a unit starts ("chronyd.service"); absent: it is no time daemon's.
std::optional<DaemonKind> kindOfUnit(const QString &unit);

/// These are the files that it was told to read, or, where its process cannot be seen, those of its kind.
bool areFilesOf(const ServerConfiguration &configuration, const DaemonReport &daemon);
/// … with a text of them; of several daemons of a kind they are those of one whose files can be seen. Null:
/// there are none.
const ServerConfiguration *configurationOf(const DiagnosisFacts &facts, const DaemonReport &daemon);

/// Nothing that this system started, and it reads a device only: it came with the machine, as on WSL.
bool isOfTheHost(const DaemonReport &daemon, const MachineDaemons &machine);

/// What is seen of a daemon: its followed source or its tracking, its process and its main file.
std::vector<Evidence> evidenceOf(const DaemonReport &daemon, const QString &title);

/// FindingId::SeveralDaemons; absent: there are not several.
std::optional<Finding> severalDaemons(const MachineDaemons &machine);

/// A change that takes a moment, such as a restart: what is seen until then says nothing.
inline constexpr Duration settlingTime = std::chrono::seconds(10);
bool hasJustStarted(const DaemonReport &daemon, Instant now);

/// Whoever runs with these files may not set the clock or was told not to; false: nobody is seen to.
bool leavesClockAlone(const ServerConfiguration &configuration, const DiagnosisFacts &facts);

// The parts of findAboutDaemons() and findAboutConfiguration() that have files of their own.
void findAboutUnits(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findInLogs(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findInServerLists(const DiagnosisFacts &facts, std::vector<Finding> &findings);

} // namespace synchroscope
