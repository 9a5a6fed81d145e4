// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/reply.h"

#include "core/ntp/sample.h"

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr quint8 ourVersion = 4;
constexpr quint8 unsynchronisedStratum = 16;
// Log2 seconds: what a timestamp resolves, and one second.
constexpr int finestPrecision = -32;
constexpr int coarsestPrecision = 0;
constexpr Duration maximumRootDistance = 16s;
constexpr Duration maximumTurnaround = 4s;

// Timestamps of one packet are compared as wrapping counters: the era does not matter.
qint64 ticksBetween(NtpTimestamp earlier, NtpTimestamp later)
{
    return static_cast<qint64>(later.bits - earlier.bits);
}

ReplyFault framingFault(QByteArrayView datagram, const std::optional<NtpPacket> &packet, quint64 nonce)
{
    if (!packet || datagram.size() % 4 != 0)
        return ReplyFault::WrongLength;
    if (packet->version != ourVersion)
        return ReplyFault::WrongVersion;
    if (packet->mode != NtpMode::Server)
        return ReplyFault::WrongMode;
    if (packet->origin.bits != nonce)
        return ReplyFault::WrongOrigin;
    return ReplyFault::None;
}

ReplyFault contentFault(const NtpPacket &packet)
{
    if (packet.precision < finestPrecision || packet.precision > coarsestPrecision)
        return ReplyFault::ImpossiblePrecision;
    if (packet.receive.isZero() || packet.transmit.isZero())
        return ReplyFault::ZeroTimestamp;
    const qint64 turnaround = ticksBetween(packet.receive, packet.transmit);
    if (turnaround < 0)
        return ReplyFault::TimeBackwards;
    if (turnaround > std::chrono::duration_cast<std::chrono::seconds>(maximumTurnaround).count() << 32)
        return ReplyFault::SlowTurnaround;
    if (!packet.reference.isZero() && ticksBetween(packet.reference, packet.transmit) < 0)
        return ReplyFault::ReferenceInFuture;
    if (packet.rootDelay / 2 + packet.rootDispersion >= maximumRootDistance)
        return ReplyFault::RootDistanceTooLarge;
    return ReplyFault::None;
}

// RFC 5905 section 7.4 has more codes, of which INIT and STEP are what a server sends whose clock is not set
// yet.
bool isRefusal(const QByteArray &code)
{
    return code == "RATE" || code == "DENY" || code == "RSTR" || code.startsWith('X');
}

} // namespace

IgnoredReplies &IgnoredReplies::operator+=(const IgnoredReplies &other)
{
    otherOrigin += other.otherOrigin;
    duplicate += other.duplicate;
    late += other.late;
    malformed += other.malformed;
    otherKind += other.otherKind;
    impossibleDelay += other.impossibleDelay;
    return *this;
}

void countIgnored(ReplyFault fault, IgnoredReplies &counts)
{
    if (fault == ReplyFault::WrongLength)
        ++counts.malformed;
    else if (fault == ReplyFault::WrongOrigin)
        ++counts.otherOrigin;
    else
        ++counts.otherKind;
}

ReplyJudgement judgeReply(QByteArrayView datagram, quint64 nonce)
{
    const std::optional<NtpPacket> packet = decode(datagram);
    ReplyJudgement judgement;
    judgement.fault = framingFault(datagram, packet, nonce);
    if (judgement.fault != ReplyFault::None)
        return judgement;

    judgement.kind = ReplyJudgement::Kind::Rejected;
    judgement.packet = *packet;
    // A real unsynchronised chronyd 4.3 sends stratum 0 with reference id 0.
    if (packet->stratum == 0 && packet->referenceId != 0) {
        const QByteArray code = asciiReferenceId(packet->referenceId);
        if (code.size() != 4) {
            judgement.outcome = QueryOutcome::Invalid;
            judgement.fault = ReplyFault::UnknownKiss;
            return judgement;
        }
        if (isRefusal(code)) {
            judgement.outcome = QueryOutcome::KissCode;
            judgement.kissCode = code;
            return judgement;
        }
    }
    if (packet->leap == LeapIndicator::Unsynchronised || packet->stratum == 0 ||
        packet->stratum >= unsynchronisedStratum) {
        judgement.outcome = QueryOutcome::Unsynchronised;
        return judgement;
    }
    judgement.fault = contentFault(*packet);
    if (judgement.fault != ReplyFault::None) {
        judgement.outcome = QueryOutcome::Invalid;
        return judgement;
    }
    judgement.kind = ReplyJudgement::Kind::Accepted;
    judgement.outcome = QueryOutcome::Ok;
    return judgement;
}

bool delayIsPossible(Duration delay, int serverPrecision)
{
    return delay >= -(fromLog2Seconds(serverPrecision) + fromLog2Seconds(localPrecision));
}

} // namespace synchroscope
