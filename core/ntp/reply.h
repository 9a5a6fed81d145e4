// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/packet.h"

namespace synchroscope {

/// How asking a server once can end. The names are those of the JSON output.
enum class QueryOutcome : quint8 {
    Ok,
    Timeout,     ///< nothing that answers our request came in time
    Refused,     ///< the host says that nothing listens there
    Unreachable, ///< the network or a firewall says that the host cannot be had, or this computer is offline
    Unresolved,  ///< the name has no address
    KissCode,    ///< the server tells us to slow down or to go away (RFC 5905 section 7.4)
    Unsynchronised, ///< it answers, but says itself that its clock is not set
    Invalid,        ///< it answers our request with values that cannot be
};

/// Whether the server's own computer sent what ended the request, so that the way there and back is open.
constexpr bool cameFromServer(QueryOutcome outcome)
{
    return outcome != QueryOutcome::Timeout && outcome != QueryOutcome::Unreachable &&
           outcome != QueryOutcome::Unresolved;
}

/// Why a datagram is not an answer to our request, or not one to believe.
enum class ReplyFault : quint8 {
    None,
    // Not an answer to our request: whoever sent it, listening goes on.
    WrongLength,  ///< under 48 bytes, or not a multiple of four
    WrongVersion, ///< not the version asked in
    WrongMode,    ///< not a server's reply
    WrongOrigin,  ///< does not echo our 64 random bits: a guess, a replay or a late answer to another request
    // An answer to our request with values that cannot be.
    ZeroTimestamp,        ///< receive or transmit time missing
    TimeBackwards,        ///< sent before it was received
    SlowTurnaround,       ///< kept for more than 4 s, which no working server does
    ReferenceInFuture,    ///< its clock was last set after it answered
    RootDistanceTooLarge, ///< half its root delay and its dispersion reach 16 s
    ImpossiblePrecision,  ///< its clock ticks slower than once a second, or finer than a timestamp can say
    ClockStepped,         ///< this computer's clock was set, or it slept, before the answer came
    ImpossibleDelay,      ///< the round trip comes out negative: stamps of different clocks
    NotSent,     ///< none was asked for: this computer lacks something, or its own firewall forbids it
    UnknownKiss, ///< stratum 0 with a code that cannot be read
};

/// Datagrams from a server's address that were not taken for the answer, by what was wrong with them.
struct IgnoredReplies
{
    int otherOrigin = 0;     ///< did not echo our random bits: a guess of somebody who forges, or a replay
    int duplicate = 0;       ///< the answer once more: the first one counts
    int late = 0;            ///< the answer, after the request had been given up
    int malformed = 0;       ///< not as long as an NTP packet can be
    int otherKind = 0;       ///< another mode or version, such as our own request sent back
    int impossibleDelay = 0; ///< the answer, with a round trip that comes out negative

    IgnoredReplies &operator+=(const IgnoredReplies &other);
    friend bool operator==(const IgnoredReplies &, const IgnoredReplies &) = default;
};

/// Counts a datagram that is NotOurs, by its fault.
void countIgnored(ReplyFault fault, IgnoredReplies &counts);

struct ReplyJudgement
{
    enum class Kind : quint8 { NotOurs, Accepted, Rejected };

    Kind kind = Kind::NotOurs;
    QueryOutcome outcome = QueryOutcome::Invalid; ///< meaningless for NotOurs
    ReplyFault fault = ReplyFault::None;
    QByteArray kissCode; ///< "RATE", "DENY", …
    NtpPacket packet;    ///< of a kiss or an unsynchronised server no timestamp may be used
};

/// The packet tests of RFC 5905 section 9.2 and what experience adds. Pure: length, version, mode and origin
/// decide whether the datagram answers the request with this nonce; the rest whether the answer can be
/// believed.
ReplyJudgement judgeReply(QByteArrayView datagram, quint64 nonce);

/// The last test, which needs both computers' stamps: a round trip may be negative by no more than the
/// stamps' own resolution.
bool delayIsPossible(Duration delay, int serverPrecision);

} // namespace synchroscope
