// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/sample.h"

namespace synchroscope {

namespace {

// RFC 5905's PHI: how fast an undisciplined clock may run away, seconds per second.
constexpr double frequencyTolerance = 15e-6;

} // namespace

Sample makeSample(const NtpPacket &reply, Instant sentAt, Instant receivedAt, Duration clockMinusRaw)
{
    const Duration exchange = receivedAt - sentAt;
    const Instant middle = sentAt + exchange / 2;
    const Instant serverReceived = toInstant(reply.receive, middle);
    const Instant serverSent = toInstant(reply.transmit, serverReceived); // of the same era

    const Duration theta = ((serverReceived - sentAt) + (serverSent - receivedAt)) / 2;
    const Duration delay = exchange - (serverSent - serverReceived);
    const Duration dispersion = fromLog2Seconds(reply.precision) + fromLog2Seconds(localPrecision) +
                                fromSeconds(toSeconds(exchange) * frequencyTolerance);
    return {.offset = Offset::fromNtpTheta(theta),
            .delay = delay,
            .dispersion = dispersion,
            .at = middle,
            .raw = RawInstant(middle.time_since_epoch() - clockMinusRaw),
            .rootDelay = reply.rootDelay,
            .rootDispersion = reply.rootDispersion,
            .referenceId = reply.referenceId,
            .stratum = reply.stratum,
            .serverPrecision = reply.precision,
            .leap = reply.leap};
}

} // namespace synchroscope
