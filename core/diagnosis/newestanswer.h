// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/daemonreport.h"

#include <algorithm>
#include <optional>

/// Who was last told the time by somebody else. Pure; any thread.
namespace synchroscope {

/// A reference identifier, or a source's name, of a daemon's own clock, which chrony's `local` and ntpd's
/// LOCAL driver (127.127.1.x) serve.
bool isLocalReference(const QString &reference);

/// All that it follows is its own clock.
bool followsOwnClock(const DaemonReport &daemon);

/// When anybody last gave this computer a valid answer.
struct NewestAnswer
{
    bool isAnybodyAsked = false;
    std::optional<Instant> at; ///< absent: nobody ever did

    void note(const std::optional<Instant> &answer) { at = std::max(at, answer); }
};

/// As its daemons tell that may set its clock, and as the kernel shows that somebody corrected it. A
/// daemon's own clock is no answer: chronyd calls itself updated a second ago while it serves that.
NewestAnswer newestAnswer(const MachineDaemons &machine, const std::optional<ClockReport> &clock);

} // namespace synchroscope
