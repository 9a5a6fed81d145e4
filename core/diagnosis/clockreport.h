// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/offset.h"

#include <QFlags>
#include <QStringList>

#include <chrono>
#include <optional>

/// What this computer says about its own clock, as values: the kernel, the hardware clock, the time zone and
/// systemd-timedated. Everything that `timedatectl` prints follows from a ClockReport. What could not be read
/// is absent, never a zero.
namespace synchroscope {

/// The bits of adjtimex's status, by the kernel's own names and places (linux/timex.h).
enum class KernelStatusBit : quint16 {
    Pll = 0x0001,
    PpsFrequency = 0x0002,
    PpsTime = 0x0004,
    Fll = 0x0008,
    InsertSecond = 0x0010,
    DeleteSecond = 0x0020,
    Unsynchronised = 0x0040, ///< also set by daemons only to keep the kernel's hands off the hardware clock
    FrequencyHold = 0x0080,
    PpsSignal = 0x0100,
    PpsJitter = 0x0200,
    PpsWander = 0x0400,
    PpsError = 0x0800,
    ClockError = 0x1000,
    Nanoseconds = 0x2000,
    Mode = 0x4000,  ///< the loop locks frequency, not phase
    Clock = 0x8000, ///< clock source B
};
Q_DECLARE_FLAGS(KernelStatus, KernelStatusBit)
Q_DECLARE_OPERATORS_FOR_FLAGS(KernelStatus)

/// adjtimex's answer: what the kernel is about to do at midnight UTC.
enum class KernelLeapState : quint8 {
    Ok,
    InsertPending, ///< TIME_INS
    DeletePending, ///< TIME_DEL
    InProgress,    ///< TIME_OOP
    Occurred,      ///< TIME_WAIT: until the daemon clears its request
    Error,         ///< TIME_ERROR: not synchronised, or a fault of PPS or clock
};

/// The kernel's clock, as adjtimex tells it.
struct KernelClock
{
    /// What the kernel's loop still has to slew away; positive: this clock is ahead. Absent while the loop
    /// (STA_PLL) is off: then nobody tells the kernel an offset, as chronyd never does.
    std::optional<Offset> offset;
    /// This clock would be fast by it without the kernel's correction, as chronyc tracking says "fast": the
    /// negative of freq and tick together.
    double frequencyPpm = 0;
    Duration maximumError{};   ///< grows by 500 ppm since the last update, up to 16 s
    Duration estimatedError{}; ///< as the daemon claimed at the last update
    KernelStatus status;
    KernelLeapState leap = KernelLeapState::Ok;
    std::optional<int> taiOffset; ///< seconds, TAI − UTC; absent: nobody has told the kernel
    std::optional<std::chrono::microseconds>
        tick; ///< length of a tick, of which there are sysconf(_SC_CLK_TCK)

    /// "System clock synchronized" of timedatectl (systemd 252, timedated's ntp_synced()): STA_UNSYNC is
    /// deliberately not looked at.
    bool synchronized() const { return maximumError < std::chrono::seconds(16); }

    friend bool operator==(const KernelClock &, const KernelClock &) = default;
};

/// The battery-backed clock (RTC). It is read without waiting for its second to change, so it is known to 1
/// s.
struct HardwareClock
{
    QString device; ///< "rtc0"
    Instant readAt;
    /// What the device shows, without a zone, cut to whole seconds. Absent: it could not be read.
    std::optional<std::chrono::local_seconds> reading;
    /// Whether it is meant to show local time and not UTC (third line of /etc/adjtime); absent: not known.
    std::optional<bool> keepsLocalTime;
    /// Positive: it is ahead of the system clock. A half-width of half a second belongs to it, for the cut;
    /// absent also while it is not known which zone it is meant to show.
    std::optional<Duration> aheadOfSystem;

    static constexpr std::chrono::milliseconds aheadError{500};

    friend bool operator==(const HardwareClock &, const HardwareClock &) = default;
};

/// The system's time zone at one moment.
struct TimeZone
{
    QString id;                       ///< "Asia/Tokyo"
    QString abbreviation;             ///< "JST"
    std::chrono::seconds utcOffset{}; ///< local − UTC: positive east of Greenwich
    bool daylightSaving = false;
    std::optional<Instant> nextTransition; ///< of any kind; absent: none is known
    /// /etc/localtime is a file of its own and no link into the time zone data, as in many containers. Then
    /// `id` may be empty, where nothing tells the name.
    bool isCopy = false;

    friend bool operator==(const TimeZone &, const TimeZone &) = default;
};

/// "NTP service" of timedatectl.
enum class NetworkTimeService : quint8 {
    NotAvailable, ///< "n/a": no time daemon that timedated knows is installed
    Inactive,
    Active,
};

/// What systemd-timedated says. It is read property by property: one that fails leaves the others alone.
struct TimedatedReport
{
    /// False: there is no bus, or nothing on it that is or could start timedated.
    bool available = false;
    std::optional<Instant> readAt; ///< of what follows; absent: not asked yet, or no answer so far
    QString zone;                  ///< empty: not told
    std::optional<bool> localRtc;  ///< "RTC in local TZ"
    /// CanNTP and NTP; both fail where systemd itself is absent (a container).
    std::optional<bool> canNetworkTime;
    std::optional<bool> networkTimeEnabled;
    /// NTPSynchronized and RTCTimeUSec: what the kernel and the device would say, where this program may not
    /// ask them. The latter is without a zone, cut to whole seconds.
    std::optional<bool> synchronised;
    std::optional<std::chrono::local_seconds> hardwareReading;
    QString problem; ///< the service's or the bus's words for what failed; may be empty

    std::optional<NetworkTimeService> networkTimeService() const
    {
        if (!canNetworkTime)
            return std::nullopt;
        if (!*canNetworkTime)
            return NetworkTimeService::NotAvailable;
        if (!networkTimeEnabled)
            return std::nullopt;
        return *networkTimeEnabled ? NetworkTimeService::Active : NetworkTimeService::Inactive;
    }

    friend bool operator==(const TimedatedReport &, const TimedatedReport &) = default;
};

struct ClockReport
{
    Instant readAt;                        ///< of the kernel's part and of the local and universal time
    std::optional<Instant> startedAt;      ///< when this computer was, by its clock as it is now
    std::optional<KernelClock> kernel;     ///< absent: adjtimex is denied (some containers)
    std::optional<HardwareClock> hardware; ///< absent: there is none (containers, some virtual machines)
    std::optional<TimeZone> zone;          ///< absent: /etc/localtime names none
    QString zoneOfProcess; ///< $TZ of this program, which overrides the system's zone; may be empty
    TimedatedReport timedated;
    /// When somebody was last seen to correct the kernel's clock: its largest error fell, or its frequency
    /// changed. Absent: not since we look.
    std::optional<Instant> steeredAt;
    /// The time services that timedated may start, in its order (systemd's ntp-units.d); those installed.
    QStringList timeServiceUnits;

    /// "Local time"; "Universal time" is readAt itself.
    std::optional<std::chrono::local_time<Duration>> localTime() const
    {
        if (!zone)
            return std::nullopt;
        return std::chrono::local_time<Duration>(readAt.time_since_epoch() + zone->utcOffset);
    }
    /// "RTC in local TZ": timedated's word, else that of /etc/adjtime.
    std::optional<bool> rtcInLocalZone() const
    {
        if (timedated.localRtc || !hardware)
            return timedated.localRtc;
        return hardware->keepsLocalTime;
    }

    friend bool operator==(const ClockReport &, const ClockReport &) = default;
};

/// What a user may have changed about this computer's clock; never the time itself.
struct ClockChange
{
    enum class Kind : quint8 { TimeZone, NetworkTime, HardwareClock };

    Kind kind = Kind::TimeZone;
    QString zone;    ///< TimeZone: its id
    bool on = false; ///< NetworkTime: turned on; HardwareClock: kept in local time

    friend bool operator==(const ClockChange &, const ClockChange &) = default;
};

/// The zones that a person may choose from for the system, in alphabetical order.
QList<QByteArray> zoneIds();

/// "STA_PLL", "STA_UNSYNC" …, in the order of the bits; for JSON.
QStringList kernelStatusNames(KernelStatus status);
/// "TIME_OK" …
QString kernelLeapStateName(KernelLeapState state);

} // namespace synchroscope
