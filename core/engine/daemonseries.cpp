// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/daemonseries.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// A daemon says to whole seconds when its last sample was; more is another one.
constexpr Duration sameSampleWithin = 1500ms;
// So many missed polls or updates are a gap in the line.
constexpr int missesOfGap = 3;
constexpr Duration usualInterval = 64s;

bool isNear(Duration span)
{
    return std::chrono::abs(span) <= sameSampleWithin;
}

Duration pollOf(const DaemonSource &source)
{
    return source.pollLog2 ? std::max(fromLog2Seconds(*source.pollLog2), Duration(1s)) : usualInterval;
}

/// At which the daemon's updates may come, the longest.
Duration updateIntervalOf(const DaemonReport &daemon)
{
    Duration interval = std::max(usualInterval, daemon.tracking->updateInterval.value_or(0s));
    for (const DaemonSource &source : daemon.sources) {
        if (source.standing == SourceStanding::Selected)
            interval = std::max(interval, pollOf(source));
    }
    return interval;
}

NewSample sampleAt(Instant at, Offset offset, Duration bound, const ClockReading &now)
{
    return {.source = {},
            .sample = {.offset = offset,
                       .delay = {},
                       .dispersion = bound,
                       .at = at,
                       .raw = now.raw - (now.realtime - at),
                       .rootDelay = {},
                       .rootDispersion = {},
                       .suspended = now.suspended()},
            .point = {.at = at, .value = offset.localMinusRemote(), .bound = bound, .gapBefore = false}};
}

} // namespace

DaemonSeries::DaemonSeries(LastStored lastStored) : m_lastStored(std::move(lastStored)) {}

std::vector<NewSample> DaemonSeries::take(const DaemonReport &daemon, const ClockReading &now)
{
    Seen &seen = m_seen[seriesId(daemon)];
    if (daemon.readAt && daemon.readAt == seen.readAt)
        return {};
    seen.readAt = daemon.readAt;
    std::vector<NewSample> samples;
    for (const DaemonSource &source : daemon.sources) {
        if (const std::optional<NewSample> sample = takeSample(seen, daemon, source, now))
            samples.push_back(*sample);
    }
    const std::vector<NewSample> update = takeUpdate(seen, daemon, now);
    samples.insert(samples.end(), update.begin(), update.end());
    return samples;
}

std::optional<NewSample> DaemonSeries::takeSample(Seen &seen, const DaemonReport &daemon,
                                                  const DaemonSource &source, const ClockReading &now) const
{
    const std::optional<Offset> offset = source.measured ? source.measured : source.adjusted;
    if (!source.lastSample || !offset)
        return std::nullopt;
    const auto [known, isFirst] = seen.samples.try_emplace({source.name, source.ordinal});
    SeenSample &last = known->second;
    // How far this clock was set since, and slewed.
    const Duration moved = now.clockMinusUptime() - last.clockMinusUptime;
    if (!isFirst) {
        // chronyd and others date a sample by its age, so that its time moves with the clock; timesyncd by
        // the clock as it was then. The same name with another address is another server; an adjusted offset
        // changes with the clock and tells nothing.
        const Duration later = *source.lastSample - last.told;
        const bool isSameTime = isNear(later) || isNear(later - moved);
        const bool isEarlier = std::max(later, later - moved) < Duration::zero();
        const bool isSameServer = last.address == source.address;
        if (isSameServer && last.measured == source.measured && (isSameTime || isEarlier))
            return std::nullopt;
    }
    // Where polls are shorter than what the time is known to, the order still holds.
    const Instant at = isFirst ? *source.lastSample : std::max(*source.lastSample, last.at + moved + 1ms);
    NewSample sample = sampleAt(at, *offset, source.error.value_or(Duration::zero()), now);
    sample.source = seriesId(daemon, source);
    sample.sample.delay = source.delay.value_or(Duration::zero());
    sample.sample.stratum = quint8(std::clamp(source.stratum.value_or(0), 0, 255));
    sample.point.gapBefore = isFirst || at - (last.at + moved) > missesOfGap * pollOf(source);
    last = {.told = *source.lastSample,
            .at = at,
            .measured = source.measured,
            .address = source.address,
            .clockMinusUptime = now.clockMinusUptime()};
    if (isFirst && isStored(sample))
        return std::nullopt;
    return sample;
}

std::vector<NewSample> DaemonSeries::takeUpdate(Seen &seen, const DaemonReport &daemon,
                                                const ClockReading &now) const
{
    if (!daemon.tracking)
        return {};
    const DaemonTracking &tracking = *daemon.tracking;
    std::optional<SeenUpdate> &last = seen.update;
    if (!tracking.synchronised || !tracking.lastUpdate) {
        if (last)
            last->wasLost = true;
        return {};
    }
    bool isGap = true;
    if (last) {
        const Duration later = *tracking.lastUpdate - last->at;
        const Duration moved = now.clockMinusUptime() - last->clockMinusUptime;
        // chronyd moves the time of its last update when it sets the clock.
        if (later == Duration::zero() || (!isNear(moved) && isNear(later - moved)))
            return {};
        isGap = last->wasLost || later - moved > missesOfGap * last->interval;
    }
    const bool isFirst = !last;
    last = {.at = *tracking.lastUpdate,
            .interval = updateIntervalOf(daemon),
            .wasLost = false,
            .clockMinusUptime = now.clockMinusUptime()};

    std::vector<NewSample> samples;
    const auto add = [&](TrackingQuantity quantity, Duration value, Duration bound) {
        NewSample sample = sampleAt(*tracking.lastUpdate, Offset::fromLocalMinusRemote(value), bound, now);
        sample.source = seriesId(daemon, quantity);
        sample.point.gapBefore = isGap;
        if (!isFirst || !isStored(sample))
            samples.push_back(sample);
    };
    if (tracking.systemOffset && tracking.rootDelay && tracking.rootDispersion)
        add(TrackingQuantity::SystemOffset, tracking.systemOffset->localMinusRemote(),
            *tracking.rootDelay / 2 + *tracking.rootDispersion);
    if (tracking.frequencyPpm)
        add(TrackingQuantity::Frequency, fromSeconds(*tracking.frequencyPpm / 1e6), Duration::zero());
    if (tracking.rootDelay)
        add(TrackingQuantity::RootDelay, *tracking.rootDelay, Duration::zero());
    if (tracking.rootDispersion)
        add(TrackingQuantity::RootDispersion, *tracking.rootDispersion, Duration::zero());
    return samples;
}

bool DaemonSeries::isStored(const NewSample &sample) const
{
    const std::optional<Instant> last = m_lastStored(sample.source);
    return last && sample.sample.at - *last <= sameSampleWithin;
}

} // namespace synchroscope
