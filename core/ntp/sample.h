// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/offset.h"
#include "core/ntp/packet.h"

namespace synchroscope {

/// Who noted the time of a packet. A user-space stamp is late by however long this process waited for the
/// processor (149 µs standard deviation on a busy machine); the kernel's is not.
enum class Timestamping : quint8 { User, Kernel };

/// One completed exchange with a server.
struct Sample
{
    Offset offset;           ///< this clock minus the server's
    Duration delay;          ///< round trip without the server's own time; ≥ −(both precisions)
    Duration dispersion;     ///< error of the stamps themselves at the time of the exchange
    Instant at;              ///< middle of the exchange on this clock
    RawInstant raw;          ///< the same moment on the oscillator's axis
    Duration rootDelay;      ///< the server's claim: its round trip to its reference
    Duration rootDispersion; ///< the server's claim: its error beside that
    quint32 referenceId = 0;
    quint8 stratum = 0;
    qint8 serverPrecision = 0; ///< log2 seconds
    LeapIndicator leap = LeapIndicator::NoWarning;
    Timestamping sent = Timestamping::User;
    Timestamping received = Timestamping::User;
    Duration suspended{}; ///< how long this computer had slept since it was started

    /// How far this clock had been moved against its own oscillator; the difference of two such values is
    /// what daemons did to the clock in between.
    Duration clockMinusRaw() const { return at.time_since_epoch() - raw.time_since_epoch(); }
    /// Since the start of this computer by its oscillator, sleep included.
    Duration uptime() const { return raw.time_since_epoch() + suspended; }
    /// Like clockMinusRaw(), but no suspend changes it.
    Duration clockMinusUptime() const { return at.time_since_epoch() - uptime(); }
    Timestamping timestamping() const
    {
        return sent == Timestamping::Kernel && received == Timestamping::Kernel ? Timestamping::Kernel
                                                                                : Timestamping::User;
    }
    /// Half the round trip and the stamps' error: the truth lies within this of `offset`, if the server is
    /// right.
    Duration distance() const { return delay / 2 + dispersion; }
    /// How far the server says it may itself be from UTC.
    Duration rootDistance() const { return rootDelay / 2 + rootDispersion; }
};

/// RFC 5905 section 8: theta = ((T2−T1)+(T3−T4))/2, delta = (T4−T1)−(T3−T2).
/// `sentAt` and `receivedAt` are T1 and T4 on this clock; `clockMinusRaw` pairs it with the oscillator's
/// axis. The dispersion is both precisions plus 15 ppm of the exchange's length.
Sample makeSample(const NtpPacket &reply, Instant sentAt, Instant receivedAt, Duration clockMinusRaw);

/// What this computer's own stamps resolve: 2^−25 s, 30 ns, as measured for a REALTIME and MONOTONIC_RAW
/// pair.
inline constexpr int localPrecision = -25;

} // namespace synchroscope
