// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/verdict.h"

namespace synchroscope {

/// Whether this clock is right, reconciled from what is measured here and what its daemons claim.
enum class ClockState : quint8 {
    Synchronised,   ///< within the limits by a majority, and somebody keeps it there
    Settling,       ///< evidence is being gathered, or a correction is under way
    Unsynchronised, ///< nobody steers it, or it drifts free, though it may be right
    Wrong,          ///< off by more than the limit for certain
    Unknown,        ///< no fresh evidence, or none that is narrow enough
};

/// Who corrects this computer's clock.
enum class Steering : quint8 {
    Daemon,
    SeveralDaemons, ///< they work against each other
    OtherProgram,   ///< phc2sys and its likes
    Host,           ///< a container's clock is its host's
    Unseen,         ///< somebody was seen to do so not long ago who cannot be seen from here
    Nobody,
};

/// A reference clock that a daemon keeps this clock to, and that no server of the daemon's confirms.
struct FollowedDevice
{
    QString name;              ///< "PPS0"
    bool isHostsClock = false; ///< of this virtual machine's host: it is no source of time by itself
    Duration within{};         ///< so far at the most is this clock from it

    friend bool operator==(const FollowedDevice &, const FollowedDevice &) = default;
};

/// How far off a clock may be, by the user's choice.
struct ClockLimits
{
    Duration warning = std::chrono::milliseconds(500);
    Duration critical = std::chrono::seconds(5);

    friend bool operator==(const ClockLimits &, const ClockLimits &) = default;
};

/// Beyond their warning a clock is wrong for everyday use: files, logs and logins begin to disagree.
inline constexpr ClockLimits everydayLimits{};
inline constexpr ClockLimits standardLimits{std::chrono::milliseconds(50), std::chrono::seconds(1)};
inline constexpr ClockLimits preciseLimits{std::chrono::milliseconds(1), std::chrono::milliseconds(10)};

struct ClockJudgement
{
    ClockState state = ClockState::Unknown;
    Steering steering = Steering::Nobody;
    bool daemonTells = false; ///< one that steers says whether it follows a source
    /// One follows a source and has no hand in this clock (chronyd -x): its word does not count for it.
    bool isWordPassedOver = false;
    int asked = 0; ///< servers that we asked ourselves
    /// The best evidence: measured here, else as a daemon claims it.
    bool measuredHere = false;
    /// It is a daemon's claim by a reference clock: it bounds the device, not the time (nobody confirms it).
    bool ofDeviceOnly = false;
    /// With ofDeviceOnly it is the evidence; else the evidence contradicts it.
    std::optional<FollowedDevice> device;
    bool isBeingCorrected = false; ///< by a daemon, of more than what it is unsure of
    bool claimsContradict = false; ///< those of several daemons, which so cannot all be true
    /// What is measured here and what a daemon claims that follows servers cannot both be true.
    bool contradictsDaemon = false;
    QString source; ///< the server compared with; the daemon's source, as configured
    std::optional<Offset> offset;
    Duration bound{}; ///< zero: the daemon does not tell it
    Instant measuredAt;
    int agreeing = 0; ///< servers that were measured here and agree; 0: a daemon's claim
    Duration limit = everydayLimits.warning; ///< that it goes by

    /// How far off this clock is at the most.
    Duration within() const
    {
        return offset ? std::chrono::abs(offset->localMinusRemote()) + bound : Duration::zero();
    }

    friend bool operator==(const ClockJudgement &, const ClockJudgement &) = default;
};

/// Whether a daemon corrects this clock or would, as far as can be told.
bool maySteer(const DaemonReport &daemon);
bool maySteer(const DaemonProcess &process);
/// Whether another program corrects this clock all the time.
bool maySteer(const OtherSteerer &other);
/// Daemons that steer, or may, each by its kind: as many as there are.
std::vector<DaemonKind> steeringKinds(const MachineDaemons &machine);

Steering steeringOf(const MachineDaemons &machine, const std::optional<ClockReport> &clock);

/// `measured` is what we measured ourselves; `clock` what the kernel says.
ClockJudgement judgeClock(const Verdict &measured, const MachineDaemons &machine,
                          const std::optional<ClockReport> &clock, Instant now,
                          const ClockLimits &limits = everydayLimits);

} // namespace synchroscope
