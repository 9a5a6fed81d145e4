// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/daemonseries.h"

#include "core/engine/seriesid.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// A daemon says to whole seconds when its last sample was; more is another one.
constexpr Duration sameSampleWithin = 1500ms;
// So many missed polls are a gap in the line.
constexpr int pollsOfGap = 3;

const DaemonSource *find(const DaemonReport *daemon, const DaemonSource &source)
{
    if (daemon == nullptr)
        return nullptr;
    const auto found = std::ranges::find_if(daemon->sources, [&source](const DaemonSource &candidate) {
        return candidate.name == source.name && candidate.ordinal == source.ordinal;
    });
    return found == daemon->sources.end() ? nullptr : &*found;
}

bool hasNewSample(const DaemonSource *before, const DaemonSource &after)
{
    if (!after.lastSample || !after.measured)
        return false;
    if (before == nullptr || !before->lastSample)
        return true;
    // The same name with another address is another server.
    return before->measured != after.measured || before->address != after.address ||
           *after.lastSample - *before->lastSample > sameSampleWithin;
}

bool liesBehindGap(const DaemonSource *before, const DaemonSource &after)
{
    if (before == nullptr || !before->lastSample)
        return true;
    const Duration poll = after.pollLog2 ? fromLog2Seconds(*after.pollLog2) : Duration(64s);
    return *after.lastSample - *before->lastSample > pollsOfGap * std::max(poll, Duration(1s));
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

std::vector<NewSample> newSamples(const DaemonReport *before, const DaemonReport &after,
                                  const ClockReading &now)
{
    std::vector<NewSample> samples;
    for (const DaemonSource &source : after.sources) {
        const DaemonSource *old = find(before, source);
        if (!hasNewSample(old, source))
            continue;
        // Where polls are shorter than what the time is known to, the order still holds.
        Instant at = *source.lastSample;
        if (old != nullptr && old->lastSample)
            at = std::max(at, *old->lastSample + 1ms);
        NewSample sample = sampleAt(at, *source.measured, source.error.value_or(Duration::zero()), now);
        sample.source = seriesId(after, source);
        sample.sample.delay = source.delay.value_or(Duration::zero());
        sample.sample.stratum = quint8(std::clamp(source.stratum.value_or(0), 0, 255));
        sample.point.gapBefore = liesBehindGap(old, source);
        samples.push_back(sample);
    }

    if (!after.tracking || !after.tracking->synchronised || !after.tracking->lastUpdate)
        return samples;
    const DaemonTracking &tracking = *after.tracking;
    const bool knowsLast = before != nullptr && before->tracking && before->tracking->lastUpdate;
    if (knowsLast && before->tracking->lastUpdate == tracking.lastUpdate)
        return samples;
    const auto add = [&](TrackingQuantity quantity, Duration value, Duration bound) {
        NewSample sample = sampleAt(*tracking.lastUpdate, Offset::fromLocalMinusRemote(value), bound, now);
        sample.source = seriesId(after, quantity);
        sample.point.gapBefore = !knowsLast;
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

} // namespace synchroscope
