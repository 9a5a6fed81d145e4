// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/serverchange.h"

#include <QString>

/// How a change of a server list goes on and ends, in sentences. Pure.
namespace synchroscope::wording {

/// What a step is, with how far it has come: "3 of 3 names resolved", "First answers from 2 of 3 servers:
/// ntp3 has not answered"; while it is under way how long it will take, about.
QString changeStep(const ChangeStep &step, const ServerChangeReport &report, Instant now);

/// "failed", "under way": for those who do not see the icon.
QString changeStepState(const ChangeStep &step, const ServerChangeReport &report);

/// Whether the files are changed and the daemon was told, so that nothing is taken back by itself any more.
bool staysChanged(const ServerChangeReport &report);

/// How long after the change began a step had ended: "0.8 s"; empty while it has not.
QString changeStepTime(const ChangeStep &step, const ServerChangeReport &report);

/// What has become of the whole change, and what is left to do. Of one that failed: which step, why, and what
/// was restored.
QString changeResult(const ServerChangeReport &report);

/// Why this program cannot have files changed, and what to do instead; empty for Able.
QString changeAbility(ChangeAbility ability);

} // namespace synchroscope::wording
