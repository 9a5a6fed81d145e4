// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/serverlist.h"
#include "core/diagnosis/changestep.h"
#include "core/diagnosis/daemonreport.h"

#include <vector>

/// Whether a daemon has taken a changed server list up, by its own words. Pure.
namespace synchroscope {

struct FollowFacts
{
    std::vector<ListedServer> wanted;     ///< of the list as it is on disk: those in force
    std::vector<HostSpec> gone;           ///< those that it had before and has no more
    const DaemonReport *daemon = nullptr; ///< null: it cannot be seen at this moment
    Instant toldAt;                       ///< what it said before then was said of the old list
    Instant now;
};

/// Brings the stages from Listed on up to date; what is done stays done, with its time. `steps` has one for
/// each stage, as changeSteps() makes them.
///
/// A stage is done when every server of the list has come so far; one server that is followed is enough for
/// the last, and a reference clock does as well once a server could be. Of ntpd's and NTPsec's pools any
/// member counts that no other server of the list is. systemd-timesyncd asks one server at
/// a time: one that has come so far is enough there, from Resolved on.
void follow(std::vector<ChangeStep> &steps, const FollowFacts &facts);

/// Whether a source is a member of some pool of ntpd's or NTPsec's, which name these by their addresses
/// alone: it is none of `servers` by its name.
bool isUnnamedMember(const DaemonReport &daemon, const DaemonSource &source,
                     const std::vector<ListedServer> &servers);

/// All of them waiting.
std::vector<ChangeStep> changeSteps();
ChangeStep &stepOf(std::vector<ChangeStep> &steps, ChangeStage stage);

/// The daemon whose files were changed: of several of a kind the one that runs as `unit`, else the one that
/// reads one of `files`, else the one that names most of `wanted`. Null: none of that kind answers.
const DaemonReport *daemonOfChange(const MachineDaemons &machine, DaemonKind kind, const QString &unit,
                                   const QStringList &files, const std::vector<ListedServer> &wanted);

} // namespace synchroscope
