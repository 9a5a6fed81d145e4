// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/ntp/offset.h"
#include "core/ntp/packet.h"

#include <QString>

#include <optional>
#include <vector>

/// What the time daemons of this machine say, as values: one shape for all of them. What a daemon does not
/// tell is absent, never a zero. Offsets have our sign, whatever the daemon's was; times are instants of this
/// computer's clock, never ages.
namespace synchroscope {

enum class SourceMode : quint8 { Server, Peer, ReferenceClock };

/// What a daemon does with a source.
enum class SourceStanding : quint8 {
    Selected,    ///< the one it follows
    Combined,    ///< counted into the result
    Selectable,  ///< good, and not counted
    Falseticker, ///< outvoted: its interval does not meet the majority's
    Jittery,     ///< its samples vary too much
    Unusable,    ///< not yet, or not any more
};

/// A straight line through a source's samples, as the daemon keeps it.
struct SourceStatistics
{
    int samples = 0;
    int runs = 0; ///< of residuals with one sign
    Duration span{};
    Duration standardDeviation{};
    double frequencyPpm = 0; ///< positive: this clock, as it is corrected now, gains on the source
    double skewPpm = 0;      ///< the frequency's error, a half-width
    Offset offset = Offset::fromLocalMinusRemote({});
    Duration offsetError{}; ///< half-width

    friend bool operator==(const SourceStatistics &, const SourceStatistics &) = default;
};

struct DaemonSource
{
    QString name;    ///< as configured; else the address; of a reference clock its letters ("PHC0")
    QString address; ///< empty for a reference clock and while the name is not resolved
    int ordinal = 0; ///< among the sources of one name, in the daemon's order: a pool has several
    bool resolved = true;
    SourceMode mode = SourceMode::Server;
    SourceStanding standing = SourceStanding::Unusable;
    char letter = '?'; ///< the daemon's own mark (chronyc sources, ntpq -p)
    std::optional<int> stratum;
    std::optional<int> pollLog2; ///< seconds
    std::optional<quint8> reach; ///< the last eight polls, newest in bit 0
    std::optional<Instant> lastSample;
    std::optional<Offset> measured;         ///< the last sample as it was measured
    std::optional<Offset> adjusted;         ///< the same, by this clock as it is now
    std::optional<Duration> error;          ///< of that sample, half-width
    std::optional<Duration> delay;          ///< round trip
    std::optional<Duration> jitter;         ///< of its last samples, as the daemon reckons it
    std::optional<Duration> rootDelay;      ///< the source's own claim
    std::optional<Duration> rootDispersion; ///< the source's own claim
    std::optional<SourceStatistics> statistics;
    QString referenceId; ///< whom the source follows; as the daemon prints it
    std::optional<LeapIndicator> leap;

    friend bool operator==(const DaemonSource &, const DaemonSource &) = default;
};

/// A daemon's own idea of the time: chronyc tracking and its likes.
struct DaemonTracking
{
    bool synchronised = false;
    QString referenceId; ///< as the daemon prints it; empty: none
    QString source;      ///< the address, or letters, of the source that is followed; empty: none
    std::optional<int> stratum;
    std::optional<LeapIndicator> leap;
    std::optional<Instant> lastUpdate;
    /// This computer's clock against what the daemon holds for the time.
    std::optional<Offset> systemOffset;
    std::optional<Offset> lastOffset; ///< at the last update
    std::optional<Duration> rmsOffset;
    std::optional<double> frequencyPpm; ///< positive: this clock would be fast by it without correction
    std::optional<double> residualFrequencyPpm;
    std::optional<double> skewPpm;
    std::optional<Duration> rootDelay;
    std::optional<Duration> rootDispersion;
    std::optional<Duration> updateInterval;

    friend bool operator==(const DaemonTracking &, const DaemonTracking &) = default;
};

/// How many sources chronyd may ask, must not ask, and has no address of.
struct SourceActivityCounts
{
    int online = 0;
    int offline = 0;
    int burstOnline = 0;
    int burstOffline = 0;
    int unresolved = 0;

    friend bool operator==(const SourceActivityCounts &, const SourceActivityCounts &) = default;
};

/// The hardware clock as the daemon has measured it.
struct HardwareClockReport
{
    Instant measuredAt;
    int samples = 0;
    int runs = 0;
    Duration span{};
    Offset ahead = Offset::fromLocalMinusRemote({}); ///< of the time; positive: the hardware clock is fast
    double gainPpm = 0;

    friend bool operator==(const HardwareClockReport &, const HardwareClockReport &) = default;
};

/// The served time is drawn near to the true one slowly (chrony's smoothtime).
struct SmoothingReport
{
    bool active = false;
    bool leapOnly = false;
    Duration offset{};
    double frequencyPpm = 0;
    double wanderPpm = 0;
    Duration remaining{};

    friend bool operator==(const SmoothingReport &, const SmoothingReport &) = default;
};

/// How a daemon answers our questions.
enum class DaemonAnswer : quint8 {
    NotYet, ///< asked for the first time
    Answering,
    Silent,       ///< nothing within the time that is allowed, though something is there
    Refused,      ///< nobody listens
    NotPermitted, ///< it answers root only
    NoInterface,  ///< it runs, and there is nothing that it could be asked by
};

/// One time daemon, as it answers at one endpoint.
struct DaemonReport
{
    DaemonKind kind = DaemonKind::Chrony;
    QString endpoint; ///< "127.0.0.1:323", a socket's path, or a bus name
    int instance = 0; ///< tells daemons apart that share one endpoint
    QString version;  ///< empty: not told
    DaemonAnswer answer = DaemonAnswer::NotYet;
    QString problem; ///< the operating system's words for an answer that failed; may be empty
    /// When what follows was read; it stays, dated, when the daemon falls silent.
    std::optional<Instant> readAt;
    std::optional<Instant> silentSince; ///< when the first question was put that nobody answered
    std::optional<DaemonTracking> tracking;
    std::vector<DaemonSource> sources; ///< in the daemon's order
    std::optional<SourceActivityCounts> activity;
    std::optional<HardwareClockReport> hardwareClock;
    std::optional<SmoothingReport> smoothing;

    friend bool operator==(const DaemonReport &, const DaemonReport &) = default;
};

/// All time daemons of this machine that can be seen.
struct MachineDaemons
{
    bool isComplete = false; ///< every place where one could answer was asked at least once
    std::vector<DaemonReport> daemons;

    friend bool operator==(const MachineDaemons &, const MachineDaemons &) = default;
};

} // namespace synchroscope
