// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"
#include "core/config/helperwords.h"
#include "core/diagnosis/changestep.h"
#include "core/ntp/instant.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// A change of a daemon's server list, from the wish until the daemon follows one of its servers.
namespace synchroscope {

/// What somebody has seen the plan of and wants done.
struct ServerChange
{
    DaemonKind daemon = DaemonKind::Chrony;
    QString mainFile = {}; ///< as in ServerConfiguration: whose list it is, of several of that kind
    ServerEdits edits;
    QByteArray digest; ///< of that plan
    ChangeEffect effect = ChangeEffect::None;
    std::vector<FileChange> files = {}; ///< of that plan

    friend bool operator==(const ServerChange &, const ServerChange &) = default;
};

/// Whether this program can have root change files.
enum class ChangeAbility : quint8 {
    Able,
    NoHelper, ///< the helper is not installed where polkit knows it
    NoPkexec, ///< nothing is there that would ask for the password
    NotHere,  ///< a demonstration
};

enum class ChangeResult : quint8 {
    UnderWay,
    Followed,   ///< the daemon follows a server of the new list
    Committed,  ///< the files are changed and the daemon is up; it has not come to follow a server in time
    Cancelled,  ///< the password's prompt was closed: nothing was touched
    NotAllowed, ///< the user may not, or nobody could ask for the password: nothing was touched
    Refused,    ///< nothing was touched; see detail
    Restored,   ///< it failed, and everything is as it was before; see detail
    Failed,     ///< it failed, and not everything could be taken back; see detail
};

/// The latest change of this run of the program.
struct ServerChangeReport
{
    quint64 number = 0; ///< grows from change to change
    bool isUndo = false;
    DaemonKind daemon = DaemonKind::Chrony;
    ChangeEffect effect = ChangeEffect::None;
    Instant startedAt;
    std::optional<Instant> endedAt;
    ChangeResult result = ChangeResult::UnderWay;
    QString detail; ///< the helper's words for what went wrong, with the daemon's own log lines; may be empty
    std::vector<ChangeStep> steps; ///< one for each stage
    std::vector<HelperStep> helperSteps;
    std::optional<ServerChange> undoable; ///< the last change of this run that was not taken back

    friend bool operator==(const ServerChangeReport &, const ServerChangeReport &) = default;
};

} // namespace synchroscope
