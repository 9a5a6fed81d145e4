// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/ntp/offset.h"

#include <QString>

#include <optional>
#include <vector>

/// What the service manager says of a time service, and what time services write into their logs.
namespace synchroscope {

/// What a line of a time daemon's log says.
enum class LogEvent : quint8 {
    Other,
    Started,
    Exiting,
    ClockWrong,   ///< `offset`
    ClockStepped, ///< `moved`
    CannotStep,
    SourceSelected,
    SourceReplaced, ///< `subject` by `detail`
    SourceOnline,
    SourceOffline,
    SourceAdded,
    SourceRemoved,
    NoSources,
    NoSelectableSources,
    NoMajority,
    Falseticker,
    TooFar,       ///< the root distance exceeds what is allowed
    TooVariable,  ///< the jitter exceeds what is allowed
    Interference, ///< something else moves the clock
    TimeJumpForward,
    TimeJumpBackward,
    RateRefused,        ///< Kiss-o'-Death RATE
    ServerContacted,    ///< timesyncd
    Synchronised,       ///< timesyncd, ntpd
    ReplyTimeout,       ///< timesyncd
    NetworkAbsent,      ///< timesyncd
    CannotResolve,      ///< `subject`: the name
    CannotOpenOrBind,   ///< a socket, device or file; `subject`: its path, if it is told
    NotPermitted,       ///< the operating system forbids it to set the clock
    BadConfiguration,   ///< `subject`: the file
    AlreadyRunning,     ///< another daemon of the kind
    CannotAuthenticate, ///< NTS or a key
    OffsetTooLarge,     ///< ntpd's panic threshold, chronyd's maxchange
    UnitFailed,         ///< systemd about a unit; `subject`: its name, or what it is called
    UnitStarted,
};

struct LogLine
{
    int line = 0;                     ///< 1-based, of a pasted text; else 0
    std::optional<DaemonKind> daemon; ///< absent: systemd, or not told
    QString time;                     ///< as printed; empty: none
    std::optional<Instant> at;        ///< only where the line has year and zone
    LogEvent event = LogEvent::Other;
    QString subject; ///< server, file or unit that it is about
    QString detail;
    std::optional<Offset> offset;
    std::optional<Duration> moved; ///< of this clock; positive: forward
    QString message;
};

/// A service of systemd's: `systemctl status`.
struct UnitReport
{
    enum class Load : quint8 { Unknown, Loaded, Masked, NotFound, Broken };
    enum class Enablement : quint8 { Unknown, Enabled, Disabled, Masked, Static, Other };
    enum class Activity : quint8 { Unknown, Active, Reloading, Inactive, Failed, Activating, Deactivating };

    QString name; ///< "chrony.service"
    QString description;
    Load load = Load::Unknown;
    Enablement enablement = Enablement::Unknown;
    Activity activity = Activity::Unknown;
    QString state;  ///< systemd's finer word: "running", "dead", "exited", "auto-restart"
    QString result; ///< of a unit that failed: "exit-code"
    QString since;  ///< as printed
    std::optional<qint64> mainPid;
    std::optional<int> exitStatus; ///< of its main process
    QString statusText;            ///< the daemon's own words
    bool isConditionUnmet = false; ///< a condition kept it from starting
    bool isLogHidden = false;      ///< this user may not read what it wrote
    std::vector<LogLine> log;      ///< its last lines, as far as they may be read
};

} // namespace synchroscope
