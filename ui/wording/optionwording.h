// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/sourceoptions.h"

#include <QString>

/// What the options of a server line mean, for an administrator who is no expert of NTP. Pure.
namespace synchroscope::wording {

/// "Server": one server, and so on.
QString serverTypeLabel(ServerType type);
/// When one wants it.
QString serverTypeHelp(ServerType type, DaemonKind daemon);

/// "Quick start (iburst)"; for a field of the editor.
QString optionLabel(const SourceOption &option, DaemonKind daemon);
/// One sentence or two, at most 160 characters: what it does and when one wants it.
QString optionHelp(const SourceOption &option, DaemonKind daemon);
/// What stands behind a number: "s", "samples"; empty without a unit.
QString optionUnit(OptionUnit unit);

} // namespace synchroscope::wording
