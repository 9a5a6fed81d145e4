// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"

#include <QLatin1StringView>

#include <array>

/// The words by which recorded facts call the values of enumerations: one for each, never renamed. Pure.
namespace synchroscope {

/// In the order of the enumeration; each enumeration that is recorded has its own.
template <typename Enum>
constexpr std::nullptr_t enumNames = nullptr;

namespace detail {

using namespace Qt::StringLiterals;

/// The words of an enumeration whose last value is `last`.
template <auto last, typename... Words>
constexpr auto namesUpTo(Words... words)
{
    static_assert(sizeof...(words) == size_t(last) + 1, "each value has a name");
    return std::array<QLatin1StringView, sizeof...(words)>{words...};
}

} // namespace detail

// clang-format off
#define SYNCHROSCOPE_ENUM_NAMES(Enum, last, ...) \
    template <> inline constexpr auto enumNames<Enum> = [] { \
        using namespace Qt::StringLiterals; \
        return detail::namesUpTo<Enum::last>(__VA_ARGS__); \
    }()

SYNCHROSCOPE_ENUM_NAMES(DaemonKind, OpenNtpd,
    "chrony"_L1, "timesyncd"_L1, "ntpsec"_L1, "ntp"_L1, "ntpd-rs"_L1, "openntpd"_L1);
SYNCHROSCOPE_ENUM_NAMES(ServerOrigin, Default,
    "admin"_L1, "distribution"_L1, "dhcp"_L1, "runtime"_L1, "default"_L1);
SYNCHROSCOPE_ENUM_NAMES(ServerType, Peer, "server"_L1, "pool"_L1, "peer"_L1);
SYNCHROSCOPE_ENUM_NAMES(ConfigPart, Defaults, "main"_L1, "included"_L1, "sources"_L1, "defaults"_L1);
SYNCHROSCOPE_ENUM_NAMES(SourceMode, ReferenceClock, "server"_L1, "peer"_L1, "refclock"_L1);
SYNCHROSCOPE_ENUM_NAMES(SourceStanding, Untold,
    "selected"_L1, "combined"_L1, "selectable"_L1, "falseticker"_L1, "jittery"_L1, "unusable"_L1, "untold"_L1);
SYNCHROSCOPE_ENUM_NAMES(LeapIndicator, Unsynchronised,
    "none"_L1, "insert_second"_L1, "delete_second"_L1, "unsynchronised"_L1);
SYNCHROSCOPE_ENUM_NAMES(DaemonAnswer, NotAsked,
    "not_yet"_L1, "answering"_L1, "silent"_L1, "refused"_L1, "not_permitted"_L1, "no_interface"_L1,
    "not_asked"_L1);
SYNCHROSCOPE_ENUM_NAMES(HostMachine::Kind, Wsl,
    "physical"_L1, "virtual_machine"_L1, "container"_L1, "wsl"_L1);
SYNCHROSCOPE_ENUM_NAMES(QueryOutcome, Invalid,
    "ok"_L1, "timeout"_L1, "refused"_L1, "unreachable"_L1, "unresolved"_L1, "kod"_L1, "unsynchronised"_L1,
    "invalid"_L1);
SYNCHROSCOPE_ENUM_NAMES(SourceUse, ThisComputer,
    "combined"_L1, "distant"_L1, "outlier"_L1, "falseticker"_L1, "no_majority"_L1, "unconfirmed_device"_L1,
    "no_answer"_L1, "stale"_L1, "unsynchronised"_L1, "stratum_too_high"_L1, "too_far"_L1, "jittery"_L1,
    "same_server"_L1, "this_computer"_L1);
SYNCHROSCOPE_ENUM_NAMES(EstimateMethod, CorrectedLine, "best_answer"_L1, "line"_L1, "corrected_line"_L1);
SYNCHROSCOPE_ENUM_NAMES(Timestamping, Kernel, "user"_L1, "kernel"_L1);
SYNCHROSCOPE_ENUM_NAMES(KernelLeapState, Error,
    "TIME_OK"_L1, "TIME_INS"_L1, "TIME_DEL"_L1, "TIME_OOP"_L1, "TIME_WAIT"_L1, "TIME_ERROR"_L1);
SYNCHROSCOPE_ENUM_NAMES(ClockEvent::Kind, Paused,
    "stepped"_L1, "leap_second"_L1, "slewed"_L1, "suspended"_L1, "stalled"_L1, "paused"_L1);
SYNCHROSCOPE_ENUM_NAMES(ChronyAuthentication::Mode, Nts, "none"_L1, "symmetric_key"_L1, "nts"_L1);
SYNCHROSCOPE_ENUM_NAMES(UnitReport::Load, Broken,
    "unknown"_L1, "loaded"_L1, "masked"_L1, "not_found"_L1, "broken"_L1);
SYNCHROSCOPE_ENUM_NAMES(UnitReport::Enablement, Other,
    "unknown"_L1, "enabled"_L1, "disabled"_L1, "masked"_L1, "static"_L1, "other"_L1);
SYNCHROSCOPE_ENUM_NAMES(UnitReport::Activity, Deactivating,
    "unknown"_L1, "active"_L1, "reloading"_L1, "inactive"_L1, "failed"_L1, "activating"_L1, "deactivating"_L1);
SYNCHROSCOPE_ENUM_NAMES(LogEvent, UnitStarted,
    "other"_L1, "started"_L1, "exiting"_L1, "clock_wrong"_L1, "clock_stepped"_L1, "cannot_step"_L1,
    "source_selected"_L1, "source_replaced"_L1, "source_online"_L1, "source_offline"_L1, "source_added"_L1,
    "source_removed"_L1, "no_sources"_L1, "no_selectable_sources"_L1, "no_majority"_L1, "falseticker"_L1,
    "too_far"_L1, "too_variable"_L1, "interference"_L1, "time_jump_forward"_L1, "time_jump_backward"_L1,
    "rate_refused"_L1, "server_contacted"_L1, "synchronised"_L1, "reply_timeout"_L1, "network_absent"_L1,
    "cannot_resolve"_L1, "cannot_open_or_bind"_L1, "not_permitted"_L1, "bad_configuration"_L1,
    "already_running"_L1, "cannot_authenticate"_L1, "offset_too_large"_L1, "unit_failed"_L1,
    "unit_started"_L1);
SYNCHROSCOPE_ENUM_NAMES(VerdictState, NobodyAnswers,
    "nothing_watched"_L1, "paused"_L1, "no_answer_yet"_L1, "compared"_L1, "nobody_answers"_L1);
SYNCHROSCOPE_ENUM_NAMES(ClockState, Unknown,
    "synchronised"_L1, "settling"_L1, "unsynchronised"_L1, "wrong"_L1, "unknown"_L1);
SYNCHROSCOPE_ENUM_NAMES(Steering, Nobody,
    "daemon"_L1, "several_daemons"_L1, "other_program"_L1, "host"_L1, "unseen"_L1, "nobody"_L1);
SYNCHROSCOPE_ENUM_NAMES(ErrorCode, FileSetAside,
    "host_empty"_L1, "host_too_long"_L1, "host_malformed"_L1, "port_malformed"_L1, "port_out_of_range"_L1,
    "already_watched"_L1, "not_watched"_L1, "nothing_to_measure"_L1, "paused"_L1, "change_under_way"_L1,
    "cannot_change"_L1, "change_cancelled"_L1, "change_refused"_L1, "nobody_to_ask"_L1,
    "clock_service_gone"_L1, "change_failed"_L1, "observation_refused"_L1, "file_unreadable"_L1,
    "file_malformed"_L1, "file_unwritable"_L1, "file_damaged"_L1, "file_of_newer_version"_L1,
    "file_set_aside"_L1);
// clang-format on
#undef SYNCHROSCOPE_ENUM_NAMES

} // namespace synchroscope
