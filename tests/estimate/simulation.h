// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/sample.h"

#include <cmath>
#include <random>

/// A computer, a server and the network between them, of which everything is known. The same seed gives the
/// same world everywhere: the distributions are made here, for the standard library's differ.
namespace synchroscope::test {

inline constexpr Instant epoch{std::chrono::seconds(1'700'000'000)};
inline constexpr RawInstant start{std::chrono::seconds(1000)};
inline constexpr Duration startClockMinusRaw = epoch.time_since_epoch() - start.time_since_epoch();

using Random = std::mt19937_64;

inline double uniform(Random &random, double from, double to)
{
    return from + (to - from) * static_cast<double>(random() >> 11) * 0x1p-53;
}

inline double exponential(Random &random, double mean)
{
    return -mean * std::log(1 - uniform(random, 0, 1));
}

inline double normal(Random &random)
{
    const double radius = std::sqrt(exponential(random, 2));
    return radius * std::cos(uniform(random, 0, 2 * M_PI));
}

/// Between the two, every power of ten as likely as any other.
inline Duration logarithmic(Random &random, double from, double to)
{
    return fromSeconds(std::exp(uniform(random, std::log(from), std::log(to))));
}

/// One direction of the path between the two.
struct Way
{
    Duration shortest{};
    Duration jitter{}; ///< mean of an exponential on top of that
    double spikes = 0; ///< how often a packet is held up, by between the two
    Duration spikeFrom{};
    Duration spikeTo{};

    Duration take(Random &random) const
    {
        Duration time = shortest + fromSeconds(exponential(random, toSeconds(jitter)));
        if (spikes > 0 && uniform(random, 0, 1) < spikes)
            time += fromSeconds(uniform(random, toSeconds(spikeFrom), toSeconds(spikeTo)));
        return time;
    }
};

class World
{
public:
    explicit World(Random &random) : m_random(random) {}

    double frequency = 0; ///< of the oscillator, seconds per second, positive: it runs fast
    double wander = 0;    ///< random walk of it, per √s
    Way out;
    Way back;
    Duration serverError{}; ///< the server minus true time, at the beginning
    double serverFrequency = 0;
    Duration claimedRootDistance{};
    double slewing = 0; ///< of this clock by its daemon
    qint8 serverPrecision = -23;

    /// This clock minus the true time.
    Duration truth() const { return m_oscillator + m_adjustment - m_time; }
    /// This clock minus the server's.
    Duration truthToServer() const { return truth() - serverLead(); }
    Duration elapsed() const { return m_time; }
    RawInstant raw() const { return start + m_oscillator; }
    Duration clockMinusRaw() const { return startClockMinusRaw + m_adjustment; }

    void pass(Duration time)
    {
        // The mean of the frequency over the time and the frequency at its end, both of one random walk.
        const double spread = wander * std::sqrt(toSeconds(time));
        const double change = spread * normal(m_random);
        const double mean = frequency + change / 2 + spread / std::sqrt(12) * normal(m_random);
        frequency += change;
        m_time += time;
        m_oscillator += time + fromSeconds(mean * toSeconds(time));
        m_adjustment += fromSeconds(slewing * toSeconds(time));
    }
    void step(Duration by) { m_adjustment += by; }
    void stepServer(Duration by) { serverError += by; }

    /// One exchange; it takes as long as the ways do.
    Sample ask()
    {
        NtpPacket reply;
        const Instant sent = clock();
        pass(out.take(m_random));
        reply.receive = toNtpTimestamp(server());
        pass(std::chrono::microseconds(30));
        reply.transmit = toNtpTimestamp(server());
        pass(back.take(m_random));
        reply.precision = serverPrecision;
        reply.rootDispersion = claimedRootDistance;
        return makeSample(reply, sent, clock(), clockMinusRaw());
    }

private:
    Duration serverLead() const { return serverError + fromSeconds(serverFrequency * toSeconds(m_time)); }
    Instant clock() const { return epoch + m_oscillator + m_adjustment; }
    Instant server() const { return epoch + m_time + serverLead(); }

    Random &m_random;
    Duration m_time{};
    Duration m_oscillator{};
    Duration m_adjustment{};
};

} // namespace synchroscope::test
