// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

/// The NTP version 4 packet on the wire (RFC 5905 section 7.3) and its number formats (section 6).
namespace synchroscope {

/// 32.32 fixed-point seconds; the 32-bit seconds wrap every 136 years, next on 2036-02-07 06:28:16 UTC.
/// All bits zero means "unknown" (RFC 5905 section 6).
struct NtpTimestamp
{
    quint64 bits = 0;

    bool isZero() const { return bits == 0; }
    friend bool operator==(NtpTimestamp, NtpTimestamp) = default;
};

NtpTimestamp toNtpTimestamp(Instant instant);

/// The instant of the era that lies nearest to `near`; exact to half a nanosecond.
Instant toInstant(NtpTimestamp timestamp, Instant near);

/// 16.16 fixed-point seconds, 0 to 65536 s; steps of 15.26 µs. toNtpShort() gives the same bits back.
Duration fromNtpShort(quint32 bits);
/// Rounds up, as a claim about error must; saturates.
quint32 toNtpShort(Duration span);

/// 2^exponent seconds, for the precision and poll fields; saturates beyond ±31.
Duration fromLog2Seconds(int exponent);

enum class LeapIndicator : quint8 { NoWarning = 0, InsertSecond = 1, DeleteSecond = 2, Unsynchronised = 3 };

enum class NtpMode : quint8 {
    Reserved = 0,
    SymmetricActive = 1,
    SymmetricPassive = 2,
    Client = 3,
    Server = 4,
    Broadcast = 5,
    Control = 6,
    Private = 7,
};

struct NtpPacket
{
    LeapIndicator leap = LeapIndicator::NoWarning;
    quint8 version = 4;
    NtpMode mode = NtpMode::Reserved;
    quint8 stratum = 0;
    qint8 poll = 0;
    qint8 precision = 0;
    Duration rootDelay{};
    Duration rootDispersion{};
    quint32 referenceId = 0;
    NtpTimestamp reference;
    NtpTimestamp origin;
    NtpTimestamp receive;
    NtpTimestamp transmit;
};

inline constexpr int ntpHeaderSize = 48;
using NtpDatagram = std::array<char, ntpHeaderSize>;

NtpDatagram encode(const NtpPacket &packet);

/// The header's fields; extension fields and authenticators behind it are not looked at. Nothing when shorter
/// than the header.
std::optional<NtpPacket> decode(QByteArrayView datagram);

/// A request that tells nothing about this computer: all fields constant but the transmit timestamp, which
/// carries 64 random bits for the server to echo (draft-ietf-ntp-data-minimization).
NtpDatagram encodeClientRequest(quint64 nonce);

/// A stratum-0 reply's code ("RATE"), or a stratum-1 server's reference ("GPS"): printable ASCII up to the
/// first zero. Empty when it is anything else.
QByteArray asciiReferenceId(quint32 referenceId);

/// The reference id as people know it: "GPS" for stratum 1, "192.0.2.7" above (for IPv6 references that is
/// the start of a hash, RFC 5905 section 7.3). Never raw bytes.
QString referenceIdText(quint32 referenceId, int stratum);

} // namespace synchroscope
