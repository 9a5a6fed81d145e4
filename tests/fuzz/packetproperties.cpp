// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/properties.h"

#include "core/ntp/reply.h"
#include "core/ntp/sample.h"
#include "tests/ntp/replyoracle.h"

#include <QtEndian>

namespace synchroscope::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Of 2026, 2036 within the turn of the era, and of 1970.
constexpr Instant moments[] = {Instant(1'795'446'994s), Instant(2'085'978'496s), Instant(0s)};

QString brokenSample(const NtpPacket &packet)
{
    for (const Instant sent : moments) {
        const Sample sample = makeSample(packet, sent, sent + 20ms, 1s);
        if (sample.dispersion < 0ns || sample.rootDistance() < 0ns)
            return u"A sample is more than exact."_s;
        // The server's own time is taken off, and it was no more than 4 s.
        if (sample.delay > 20ms || sample.delay < -4s)
            return u"A round trip is not what it took."_s;
        if (sample.at < sent || sample.at > sent + 20ms)
            return u"A sample lies outside its exchange."_s;
    }
    return {};
}

} // namespace

QString brokenPropertyOfPacket(const QByteArray &bytes)
{
    const std::optional<NtpPacket> packet = decode(bytes);
    if (packet.has_value() != (bytes.size() >= ntpHeaderSize))
        return u"A header is not taken for one."_s;
    if (!packet)
        return differenceFromOracle(bytes, 0);
    const NtpDatagram again = encode(*packet);
    if (bytes.first(ntpHeaderSize) != QByteArrayView(again.data(), qsizetype(again.size())))
        return u"A header is not what it was."_s;
    const quint64 origin = packet->origin.bits;
    const ReplyJudgement judgement = judgeReply(bytes, origin);
    return differenceFromOracle(bytes, origin) + differenceFromOracle(bytes, ~origin) +
           (judgement.kind == ReplyJudgement::Kind::Accepted ? brokenSample(judgement.packet) : QString());
}

} // namespace synchroscope::test
