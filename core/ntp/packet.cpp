// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/packet.h"

#include <QString>
#include <QtEndian>

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// Seconds from 1900-01-01 (NTP's prime epoch) to 1970-01-01.
constexpr qint64 unixEpochInNtp = 2208988800;
constexpr qint64 nanosecondsPerSecond = 1'000'000'000;

// What the data-minimization draft recommends for a client's precision field.
constexpr qint8 minimisedPrecision = 32;

} // namespace

NtpTimestamp toNtpTimestamp(Instant instant)
{
    const qint64 sinceEpoch = instant.time_since_epoch().count();
    qint64 seconds = sinceEpoch / nanosecondsPerSecond;
    qint64 nanoseconds = sinceEpoch % nanosecondsPerSecond;
    if (nanoseconds < 0) {
        nanoseconds += nanosecondsPerSecond;
        --seconds;
    }
    const quint64 fraction =
        ((static_cast<quint64>(nanoseconds) << 32) + nanosecondsPerSecond / 2) / nanosecondsPerSecond;
    // A fraction that rounds up to a whole second carries by plain addition.
    const auto ntpSeconds = static_cast<quint32>(seconds + unixEpochInNtp);
    return {(static_cast<quint64>(ntpSeconds) << 32) + fraction};
}

Instant toInstant(NtpTimestamp timestamp, Instant near)
{
    // The signed difference of the wrapping 64-bit counters is the distance to the nearest era's instant.
    const NtpTimestamp pivot = toNtpTimestamp(near);
    const auto difference = static_cast<qint64>(timestamp.bits - pivot.bits);
    const qint64 seconds = difference >> 32;
    const quint64 fraction = static_cast<quint64>(difference) & 0xffffffffu;
    const auto nanoseconds =
        static_cast<qint64>((fraction * nanosecondsPerSecond + (quint64(1) << 31)) >> 32);
    return near + Duration(seconds * nanosecondsPerSecond + nanoseconds);
}

Duration fromNtpShort(quint32 bits)
{
    return Duration(static_cast<qint64>((static_cast<quint64>(bits) * nanosecondsPerSecond) >> 16));
}

quint32 toNtpShort(Duration span)
{
    if (span <= Duration::zero())
        return 0;
    if (span >= 65536s)
        return 0xffffffffu;
    const auto nanoseconds = static_cast<quint64>(span.count());
    const quint64 bits = ((nanoseconds << 16) + nanosecondsPerSecond - 1) / nanosecondsPerSecond;
    return static_cast<quint32>(std::min<quint64>(bits, 0xffffffffu));
}

Duration fromLog2Seconds(int exponent)
{
    const int limited = std::clamp(exponent, -31, 31);
    if (limited >= 0)
        return Duration(nanosecondsPerSecond << limited);
    return Duration(nanosecondsPerSecond >> -limited);
}

NtpDatagram encode(const NtpPacket &packet)
{
    NtpDatagram bytes{};
    bytes[0] = static_cast<char>(static_cast<int>(packet.leap) << 6 | (packet.version & 7) << 3 |
                                 static_cast<int>(packet.mode));
    bytes[1] = static_cast<char>(packet.stratum);
    bytes[2] = packet.poll;
    bytes[3] = packet.precision;
    qToBigEndian(toNtpShort(packet.rootDelay), &bytes[4]);
    qToBigEndian(toNtpShort(packet.rootDispersion), &bytes[8]);
    qToBigEndian(packet.referenceId, &bytes[12]);
    qToBigEndian(packet.reference.bits, &bytes[16]);
    qToBigEndian(packet.origin.bits, &bytes[24]);
    qToBigEndian(packet.receive.bits, &bytes[32]);
    qToBigEndian(packet.transmit.bits, &bytes[40]);
    return bytes;
}

std::optional<NtpPacket> decode(QByteArrayView datagram)
{
    if (datagram.size() < ntpHeaderSize)
        return std::nullopt;
    const char *bytes = datagram.data();
    const auto first = static_cast<quint8>(bytes[0]);
    NtpPacket packet;
    packet.leap = static_cast<LeapIndicator>(first >> 6);
    packet.version = first >> 3 & 7;
    packet.mode = static_cast<NtpMode>(first & 7);
    packet.stratum = static_cast<quint8>(bytes[1]);
    packet.poll = bytes[2];
    packet.precision = bytes[3];
    packet.rootDelay = fromNtpShort(qFromBigEndian<quint32>(bytes + 4));
    packet.rootDispersion = fromNtpShort(qFromBigEndian<quint32>(bytes + 8));
    packet.referenceId = qFromBigEndian<quint32>(bytes + 12);
    packet.reference.bits = qFromBigEndian<quint64>(bytes + 16);
    packet.origin.bits = qFromBigEndian<quint64>(bytes + 24);
    packet.receive.bits = qFromBigEndian<quint64>(bytes + 32);
    packet.transmit.bits = qFromBigEndian<quint64>(bytes + 40);
    return packet;
}

NtpDatagram encodeClientRequest(quint64 nonce)
{
    NtpPacket request;
    request.mode = NtpMode::Client;
    request.precision = minimisedPrecision;
    request.transmit.bits = nonce;
    return encode(request);
}

QByteArray asciiReferenceId(quint32 referenceId)
{
    QByteArray text(4, Qt::Uninitialized);
    qToBigEndian(referenceId, text.data());
    while (text.endsWith('\0'))
        text.chop(1);
    const bool printable =
        std::all_of(text.cbegin(), text.cend(), [](char c) { return c > ' ' && c <= '~'; });
    return printable ? text : QByteArray();
}

QString referenceIdText(quint32 referenceId, int stratum)
{
    if (stratum <= 1) {
        const QByteArray ascii = asciiReferenceId(referenceId);
        if (!ascii.isEmpty())
            return QString::fromLatin1(ascii);
    }
    return QStringLiteral("%1.%2.%3.%4")
        .arg(referenceId >> 24)
        .arg(referenceId >> 16 & 255)
        .arg(referenceId >> 8 & 255)
        .arg(referenceId & 255);
}

} // namespace synchroscope
