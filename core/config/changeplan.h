// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/filechange.h"
#include "core/config/optionfault.h"
#include "core/config/serverlist.h"

#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

/// From what a person wants changed in a server list to what becomes of each file. Pure: nothing is read or
/// written here.
namespace synchroscope {

/// One wish. Lines are in the daemon's own words ("server ntp.example iburst"); for timesyncd "ntp.example"
/// or "NTP=a.example b.example" will do as well.
struct ServerEdit
{
    enum class Verb : quint8 {
        Add,     ///< `lines`, beside what is there
        Only,    ///< `lines`; all others are switched off
        Remove,  ///< `target`, with its line
        Disable, ///< `target`: its line is kept as a comment
        Enable,  ///< `target`
        Set,     ///< `target` becomes the one line of `lines`
        /// NTPsec's administrator's file counts, and no more the copy with the network's servers.
        IgnoreDhcp,
    };

    Verb verb = Verb::Add;
    QString target; ///< a ListedServer's id, or a name that only one has
    QStringList lines;

    friend bool operator==(const ServerEdit &, const ServerEdit &) = default;
};

struct ServerEdits
{
    std::vector<ServerEdit> edits; ///< one after the other, each of the list as it was before all of them
    /// Additions go to the daemon's main file instead of one of our own, and timesyncd's other servers are
    /// switched off instead of taken back by an empty NTP=.
    bool isInPlace = false;
    bool mayLeaveNone = false; ///< the daemon may end without any server
    /// Of the daemon, which refuses options of later ones; absent: not known, and nothing is refused for
    /// that.
    std::optional<DaemonVersion> version = {};

    friend bool operator==(const ServerEdits &, const ServerEdits &) = default;
};

/// Why there is no plan.
struct PlanFault
{
    enum class Kind : quint8 {
        NotEditable,     ///< this kind of daemon's configuration cannot be edited so far
        NoConfiguration, ///< the daemon has no main file; subject: where it should be
        NotWhole,        ///< subject: a file that could not be read whole
        NoSuchServer,    ///< subject: the target
        Ambiguous,       ///< subject: the target; candidates: the ids of those that it fits
        OthersFile,      ///< subject: the file, which is not the administrator's; candidates: the server
        LineRefused,     ///< subject: the line; line: why the daemon would not take it
        NotOneServer,    ///< subject: the line, which is no server's line, or of several
        LeavesNone,      ///< nothing would be left to follow
    };

    Kind kind = Kind::NotEditable;
    QString subject;
    QStringList candidates;
    std::optional<OptionFault> line;

    friend bool operator==(const PlanFault &, const PlanFault &) = default;
};

/// What somebody should know before it is done.
struct PlanWarning
{
    enum class Kind : quint8 {
        AlreadyThere,    ///< subject: a line that is in force already and is not added again
        StaysInForce,    ///< subject: a server of `file`, which is not the administrator's to change
        CopiedByDhcp,    ///< NTPsec runs from the copy `file`, so that edits do nothing
        TooFewToOutvote, ///< count: fewer than three sources cannot outvote a wrong one
        NoneLeft,        ///< as it was asked for
        LineDoubtful,    ///< subject: the line; line: what of it is not as it seems
    };

    Kind kind = Kind::AlreadyThere;
    QString subject;
    QString file = {};
    int count = 0;
    std::optional<OptionFault> line = {};

    friend bool operator==(const PlanWarning &, const PlanWarning &) = default;
};

struct ChangePlan
{
    std::vector<FileChange> changes; ///< additions before what is taken away
    ChangeEffect effect = ChangeEffect::None;
    QString unit;      ///< systemd's, as distributions that put their files there call it
    QByteArray digest; ///< of `changes`
    std::vector<PlanWarning> warnings;
    std::vector<ListedServer> servers; ///< the list as it will be
};

/// `configuration` is that of one daemon, as collectNamedServers() has found it.
std::variant<ChangePlan, PlanFault> planChanges(DaemonKind daemon, const NamedServers &configuration,
                                                const ServerEdits &edits);

/// How many sources a list comes to: a pool has as many as its maxsources, 4 if it has none.
int effectiveSources(const std::vector<ListedServer> &servers);

} // namespace synchroscope
