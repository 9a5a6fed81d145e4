// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configurationfile.h"
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
    Untold,      ///< its files name the source, and that is all that is known
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
    QString name;       ///< as configured; else the address; of a reference clock its letters ("PHC0")
    QString address;    ///< empty for a reference clock and while the name is not resolved
    quint16 port = 123; ///< as configured, where that can be read
    int ordinal = 0;    ///< among the sources of one name, in the daemon's order: a pool has several
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
    /// Who configured it; absent where the daemon's files do not tell.
    std::optional<ServerOrigin> origin;
    bool isOfPool = false; ///< configured as one of several that `name` has
    QString device;        ///< of a reference clock: what it reads, as configured ("/dev/ptp0")
    QString deviceName;    ///< as the kernel names it ("KVM virtual PTP"); empty: not known

    friend bool operator==(const DaemonSource &, const DaemonSource &) = default;
};

/// Whether it is the server that a daemon's files name so, or one of that name.
bool isServer(const DaemonSource &source, const HostSpec &host);

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
    NotAsked,     ///< it runs, and only others were to be asked
};

/// A time daemon's process, as everybody may see it.
struct DaemonProcess
{
    DaemonKind kind = DaemonKind::Chrony;
    qint64 pid = 0;   ///< of the first one, where a daemon is several processes
    QString program;  ///< as it was called, or where it was found; empty: not known
    QString mainFile; ///< the configuration file that it was told to read; empty: its usual one
    std::optional<Instant> startedAt;
    std::optional<bool> maySetClock; ///< one of its processes has CAP_SYS_TIME
    bool leavesClockAlone = false;   ///< it was told so at its start (chronyd -x)
    bool isInContainer = false;      ///< and we are not in that one
    QString unit;                    ///< the systemd unit that it belongs to; empty: none

    friend bool operator==(const DaemonProcess &, const DaemonProcess &) = default;
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
    std::vector<DaemonSource> sources; ///< in the daemon's order; of one that never told, in its files' order
    std::optional<SourceActivityCounts> activity;
    std::optional<HardwareClockReport> hardwareClock;
    std::optional<SmoothingReport> smoothing;
    std::optional<Duration> distanceLimit; ///< largest root distance that it accepts; chronyd's, by its files
    /// Absent where none can be seen, or where it cannot be told which of several it is.
    std::optional<DaemonProcess> process;
    bool isElsewhere = false;                     ///< on another computer
    std::vector<ConfigurationFile> configuration; ///< in the order in which it reads them

    friend bool operator==(const DaemonReport &, const DaemonReport &) = default;
};

/// Whether a daemon corrects this computer's clock.
enum class Discipline : quint8 {
    Unknown,      ///< its process cannot be seen, or it does not tell
    Forbidden,    ///< it lacks the right to set the clock
    Renounced,    ///< it was told to leave the clock alone
    NotYet,       ///< it may, and follows no source
    Disciplining, ///< it may, and follows a source
};
Discipline disciplineOf(const DaemonReport &daemon);

/// Whether a file of its configuration was changed after it had started, and so may not be in effect. Absent:
/// its process or its files cannot be seen.
std::optional<bool> wasConfiguredSinceStart(const DaemonReport &daemon);

/// A process that is no time daemon and may move the clock all the same: phc2sys, the tools of a virtual
/// machine's host.
struct OtherSteerer
{
    QString name;
    qint64 pid = 0;
    std::optional<bool> maySetClock;
    bool steersByItself = false; ///< all the time (phc2sys), not only when its host says so (qemu-ga)

    friend bool operator==(const OtherSteerer &, const OtherSteerer &) = default;
};

/// What this computer is, as far as that decides about its clock.
struct HostMachine
{
    enum class Kind : quint8 { Physical, VirtualMachine, Container, Wsl };

    Kind kind = Kind::Physical;
    QString name;  ///< "KVM", "Docker", "VMware"; empty: not known
    QString cloud; ///< "Amazon EC2"; empty: none that is known

    friend bool operator==(const HostMachine &, const HostMachine &) = default;
};

/// All time daemons of this machine that can be seen.
struct MachineDaemons
{
    bool isComplete = false; ///< every place where one could answer was asked at least once
    HostMachine host;
    /// Those that answer, and those that only show as processes.
    std::vector<DaemonReport> daemons;
    /// Of the kind of several that answer, when it cannot be told which is which.
    std::vector<DaemonProcess> unassigned;
    std::vector<OtherSteerer> others;

    friend bool operator==(const MachineDaemons &, const MachineDaemons &) = default;
};

/// By which people tell it from others of its kind, from 1; 0: there is no other.
int numberAmong(const std::vector<DaemonReport> &daemons, const DaemonReport &daemon);

} // namespace synchroscope
