// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/diagnosis/clockevent.h"
#include "core/diagnosis/judgement.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace synchroscope {

/// Something worth remembering of this computer's time: of its clock, its daemons or their sources.
struct Event
{
    enum class Kind : quint8 {
        Clock,           ///< see `clock`
        Followed,        ///< the daemon follows `subject`; `from`: whom before; an empty subject: nobody
        Outvoted,        ///< the daemon, or we (no daemon), take `subject` for a falseticker
        Believed,        ///< … and no longer
        AnswersLost,     ///< none of the last eight polls of `subject` was answered
        AnswersRegained, ///< … and one is again; `lasted`: how long there was none
        DaemonStarted,   ///< `subject`: its version
        DaemonStopped,
        DaemonSilent,       ///< it runs and answers no more
        FilesChanged,       ///< `subject`: the file, of the daemon's configuration
        LeapAnnounced,      ///< `subject`: who announces it; `isForward`: a second is left out, else one more
        ZoneChanged,        ///< `from` and `subject`: zones, as in "Asia/Tokyo"
        NetworkTimeChanged, ///< `isForward`: turned on
        StateChanged,       ///< `fromState` and `state`: is this clock right
        ProgramStarted,     ///< this one: what happened before it nobody has seen
    };

    Kind kind = Kind::Clock;
    Instant at;      ///< by this clock as it is now
    QString subject; ///< a source by its name, a file …
    QString from;    ///< what was before
    std::optional<DaemonKind> daemon;
    int daemonNumber = 0; ///< see numberAmong()
    std::optional<ClockEvent> clock;
    Duration lasted{};
    bool isForward = false;
    ClockState state = ClockState::Unknown;
    ClockState fromState = ClockState::Unknown;

    friend bool operator==(const Event &, const Event &) = default;
};

/// Oldest first.
using EventList = std::shared_ptr<const std::vector<Event>>;

} // namespace synchroscope
