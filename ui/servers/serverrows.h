// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/servertest.h"
#include "ui/servers/serverdraft.h"
#include "ui/table/stateicon.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

/// What the table of a server list shows, in words: what stands on the disk, what is pending, and what is in
/// effect. Pure.
namespace synchroscope {

/// The latest test of each server, by HostSpec::canonical().
using ServerTests = QHash<QString, ServerTest>;

struct ServerRow
{
    /// What will become of the row; of several the weightiest.
    enum class Pending : quint8 { None, New, Changed, SwitchedOn, SwitchedOff, Removed };

    int key = 0; ///< DraftRow::key; negative: a reference clock
    Pending pending = Pending::None;
    std::optional<bool> isUsed; ///< absent: a device, which is not switched here
    bool isEditable = false;
    bool isQuiet = false; ///< it is not in force, and will not be
    QString type;
    QString name;
    bool iburst = false;
    bool prefer = false;
    bool nts = false;
    QString poll; ///< "6–10"
    QString inEffect;
    StateMark effectMark;
    QString effectHelp; ///< a sentence, for the tooltip
    QString test;
    StateMark testMark;
    QString testHelp;
    QString where;
    QString whereHelp;

    friend bool operator==(const ServerRow &, const ServerRow &) = default;
};

/// The daemon that runs with these files; null: none does.
const DaemonReport *reportOf(const ServerConfiguration &configuration, const MachineDaemons &machine);

/// `report`: null if the daemon does not run.
std::vector<ServerRow> serverRows(const ServerDraft &draft, const DaemonReport *report,
                                  const ServerTests &tests);

/// Absent: no server can be that.
std::optional<HostSpec> hostOfRow(const ServerDraft &draft, const DraftRow &row);

} // namespace synchroscope
