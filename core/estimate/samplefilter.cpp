// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/samplefilter.h"

#include "core/estimate/studentt.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace synchroscope {

namespace {

constexpr std::size_t mostSamples = 64;
constexpr int fewestForLine = 3;
// Less than this always look as if they followed a line.
constexpr int fewestForRunsTest = 9;
// No working oscillator is further off; what is assumed while the answers tell nothing better.
constexpr double largestFrequencyError = 500e-6;
// What a measured frequency may change by until now (chrony's maxclockerror).
constexpr double frequencyWander = 1e-6;
constexpr double deviationsHeldUp = 5;
constexpr double asymmetricSlope = 0.45;
constexpr double largestSlope = 0.5;
constexpr int asymmetricFitsNeeded = 10;
// What an exponential variable exceeds in 0.05 % of cases, in medians: log2 2000.
constexpr double exponentialTail = 11;

// By number of residuals: fewer runs of equal signs than this have less than 5 % of independent ones. Each
// sign differs from the one before as a coin falls.
constexpr std::array<int, mostSamples + 1> fewestRuns = [] {
    std::array<int, mostSamples + 1> fewest{};
    for (int count = 1; count <= static_cast<int>(mostSamples); ++count) {
        double probability = 1; // of so many changes of sign
        for (int i = 1; i < count; ++i)
            probability /= 2;
        int changes = 0;
        for (double cumulated = probability; cumulated < 0.05; cumulated += probability) {
            probability = probability * (count - 1 - changes) / (changes + 1);
            ++changes;
        }
        fewest[static_cast<std::size_t>(count)] = changes + 1;
    }
    return fewest;
}();

double square(double x)
{
    return x * x;
}

// Absurd stamps may lie further apart than a Duration reaches.
Duration difference(Duration a, Duration b)
{
    if (b < Duration::zero() && a > Duration::max() + b)
        return Duration::max();
    if (b > Duration::zero() && a < -Duration::max() + b)
        return -Duration::max();
    return std::max(a - b, -Duration::max()); // whose negative there is, as there is none of min()
}

Duration sum(Duration a, Duration b)
{
    return difference(a, -b);
}

double secondsBetween(RawInstant from, RawInstant to)
{
    return toSeconds(difference(to.time_since_epoch(), from.time_since_epoch()));
}

// How far the oscillator is ahead of the server, from some start; daemons' steps and slews do not show in it.
Duration gainOf(const Sample &sample)
{
    return difference(sample.offset.localMinusRemote(),
                      difference(sample.at.time_since_epoch(), sample.raw.time_since_epoch()));
}

double secondsGained(Duration from, const Sample &to)
{
    return toSeconds(difference(gainOf(to), from));
}

// Half the round trip and the stamps' error. A path's delay cannot be negative; one that reads so tells how
// wrong the stamps are. While a packet was under way this clock may have run wrong, and a daemon may have
// slewed it: half of what is added for it is what the round trip may have been measured too short, half what
// moved the clock between the moment of the offset and that of the reading.
double honestDistance(const Sample &sample)
{
    const double delay = std::abs(toSeconds(sample.delay));
    return delay / 2 + toSeconds(sample.dispersion) + delay * largestFrequencyError;
}

/// An answer as the line sees it, in seconds.
struct Point
{
    double time = 0; ///< since the newest
    double gain = 0; ///< since the newest
    double delay = 0;
    double weight = 0; ///< 0: held up on its way
};

double upperMedian(std::array<double, mostSamples> values, std::size_t count)
{
    const auto begin = values.begin();
    const auto middle = begin + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(begin, middle, begin + static_cast<std::ptrdiff_t>(count));
    return *middle;
}

/// All answers, oldest first, whether the line goes through them or not.
class Points
{
public:
    explicit Points(std::span<const Sample> samples);

    std::span<const Point> since(std::size_t first) const
    {
        return std::span(m_points).subspan(first, m_count - first);
    }
    /// What the offset follows the delay by: ±½ when the packets of one way only are held up.
    double asymmetry(std::size_t first) const;
    void takeOutAsymmetry(double slope);
    /// By weighted least squares. Nothing when there are fewer than three points or they are of one moment.
    std::optional<GainLine> lineSince(std::size_t first) const;
    /// Whether the residuals' signs change as often as those of errors do; what the stamps do not resolve has
    /// none. As many older points as the line goes through are looked at too: it bends towards its own.
    bool isFollowed(const GainLine &line) const;

private:
    std::size_t m_count;
    std::array<Point, mostSamples> m_points;
    double m_shortest = 0;   ///< delay
    double m_median = 0;     ///< delay
    double m_resolution = 0; ///< of the stamps
    bool m_isCorrected = false;
};

Points::Points(std::span<const Sample> samples) : m_count(samples.size())
{
    const Sample &newest = samples.back();
    const Duration newestGain = gainOf(newest);
    m_resolution = toSeconds(newest.dispersion);
    std::array<double, mostSamples> delays{};
    for (std::size_t i = 0; i < m_count; ++i) {
        const Sample &sample = samples[i];
        delays[i] = std::abs(toSeconds(sample.delay));
        m_points[i] = {.time = secondsBetween(newest.raw, sample.raw),
                       .gain = secondsGained(newestGain, sample),
                       .delay = delays[i]};
        m_resolution = std::min(m_resolution, toSeconds(sample.dispersion));
    }
    m_shortest = *std::min_element(delays.begin(), delays.begin() + static_cast<std::ptrdiff_t>(m_count));
    m_median = upperMedian(delays, m_count);
    for (double &delay : delays)
        delay = std::abs(delay - m_median);
    const double deviation = std::max(upperMedian(delays, m_count), m_resolution);
    const double scale = std::max((m_median - m_shortest) / 2, m_resolution);
    for (Point &point : std::span(m_points).first(m_count)) {
        if (point.delay <= m_median + deviationsHeldUp * deviation)
            point.weight = 1 / square(1 + (point.delay - m_shortest) / scale);
    }
}

double Points::asymmetry(std::size_t first) const
{
    // Least squares for gain = a + b·time + slope·delay.
    double count = 0;
    Point mean;
    for (const Point &point : since(first)) {
        if (point.weight > 0) {
            ++count;
            mean.time += point.time;
            mean.gain += point.gain;
            mean.delay += point.delay;
        }
    }
    double timeTime = 0;
    double timeDelay = 0;
    double delayDelay = 0;
    double timeGain = 0;
    double delayGain = 0;
    for (const Point &point : since(first)) {
        if (point.weight > 0) {
            const double time = point.time - mean.time / count;
            const double gain = point.gain - mean.gain / count;
            const double delay = point.delay - mean.delay / count;
            timeTime += time * time;
            timeDelay += time * delay;
            delayDelay += delay * delay;
            timeGain += time * gain;
            delayGain += delay * gain;
        }
    }
    const double determinant = timeTime * delayDelay - timeDelay * timeDelay;
    return determinant > 0 ? (delayGain * timeTime - timeGain * timeDelay) / determinant : 0;
}

void Points::takeOutAsymmetry(double slope)
{
    m_isCorrected = true;
    for (Point &point : std::span(m_points).first(m_count))
        point.gain -= std::clamp(slope, -largestSlope, largestSlope) * (point.delay - m_shortest);
}

std::optional<GainLine> Points::lineSince(std::size_t first) const
{
    GainLine line{.first = first};
    double weights = 0;
    double meanDelay = 0;
    for (const Point &point : since(first)) {
        line.used += point.weight > 0 ? 1 : 0;
        weights += point.weight;
        line.meanTime += point.weight * point.time;
        line.meanGain += point.weight * point.gain;
        meanDelay += point.weight * point.delay;
    }
    if (line.used < fewestForLine)
        return std::nullopt;
    line.meanTime /= weights;
    line.meanGain /= weights;
    meanDelay /= weights;
    double timeTime = 0;
    double timeGain = 0;
    double delayScatter = 0;
    for (const Point &point : since(first)) {
        const double time = point.time - line.meanTime;
        timeTime += point.weight * time * time;
        timeGain += point.weight * time * (point.gain - line.meanGain);
        delayScatter += point.weight * square(point.delay - meanDelay);
    }
    if (timeTime <= 0)
        return std::nullopt;
    line.frequency = timeGain / timeTime;
    double residuals = 0;
    for (const Point &point : since(first))
        residuals += point.weight * square(point.gain - line.gainAt(point.time));

    // Few answers can lie on a line by chance. Their errors are not smaller than half of what their delays
    // scatter, unless that has been taken out, nor than what the stamps resolve.
    const double leastVariance = m_isCorrected ? 0 : delayScatter / 4 / static_cast<double>(line.used - 1);
    const double variance =
        std::max({residuals / static_cast<double>(line.used - 2), leastVariance, square(m_resolution)});
    const double t = studentT(static_cast<std::size_t>(line.used - 2));
    line.skew = t * std::sqrt(variance / timeTime);
    line.error = t * std::sqrt(variance / weights);
    // The shortest of so many delays was held up as well, but rarely by more than this.
    if (m_isCorrected)
        line.error += largestSlope * (m_median - m_shortest) * exponentialTail / static_cast<double>(m_count);
    return line;
}

bool Points::isFollowed(const GainLine &line) const
{
    const std::size_t older = std::min(line.first, m_count - line.first);
    std::size_t tested = 0;
    int runs = 0;
    bool wasAbove = false;
    for (const Point &point : since(line.first - older)) {
        const double residual = point.gain - line.gainAt(point.time);
        if (point.weight == 0 || std::abs(residual) <= m_resolution)
            continue;
        const bool isAbove = residual > 0;
        runs += tested == 0 || isAbove != wasAbove ? 1 : 0;
        wasAbove = isAbove;
        ++tested;
    }
    return runs >= fewestRuns[tested];
}

/// The line whose beginning was moved towards the newest answers until they follow it.
std::optional<GainLine> followedLine(Points &points, std::size_t first, bool isCorrected)
{
    if (isCorrected)
        points.takeOutAsymmetry(points.asymmetry(first));
    std::optional<GainLine> line = points.lineSince(first);
    while (line && line->used >= fewestForRunsTest && !points.isFollowed(*line))
        line = points.lineSince(++first);
    return line;
}

// A frequency less certain than what is known of any oscillator is worse than none, and one of more than a
// second per second is not a clock's.
bool isUsable(const std::optional<GainLine> &line)
{
    return line && line->skew + frequencyWander < largestFrequencyError && std::abs(line->frequency) < 1;
}

} // namespace

double GainLine::errorAt(double time) const
{
    return std::hypot(error, skew * (time - meanTime));
}

/// In seconds that this clock's oscillator gained since the newest answer.
struct SampleFilter::Agreement
{
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    double lowWithClaims = low;
    double highWithClaims = high;
    std::size_t first = 0; ///< the oldest answer that agrees with all newer ones
    std::size_t best = 0;  ///< of these, the one with the smallest bound; of equals the newest
};

SampleFilter::SampleFilter(std::span<const Sample> samples)
{
    for (const Sample &sample : samples)
        add(sample);
}

std::optional<FilterJump> SampleFilter::add(const Sample &sample)
{
    const std::optional<Sample> doubted = std::exchange(m_doubted, std::nullopt);
    std::optional<FilterJump> jump;
    if (isUsable(m_line) && contradicts(sample)) {
        if (!doubted) {
            m_doubted = sample;
            return jump;
        }
        jump = jumpTo(*doubted);
        clear();
        m_samples.push_back(*doubted);
    }
    if (m_samples.size() == mostSamples) {
        m_samples.erase(m_samples.begin());
        if (m_line && m_line->first > 0)
            --m_line->first;
    }
    m_samples.push_back(sample);
    refit();
    return jump;
}

void SampleFilter::clear()
{
    *this = SampleFilter();
}

void SampleFilter::refit()
{
    Points points(m_samples);
    noteAsymmetry(points.asymmetry(firstUsed()));
    m_line = followedLine(points, firstUsed(), isCorrected());

    const std::size_t agreeing = agreement(m_samples.back().raw).first;
    if (agreeing == firstUsed())
        return;
    // While the frequency is not known, what seems to contradict may be a clock that runs very wrong.
    Points younger(std::span<const Sample>(m_samples).subspan(agreeing));
    const std::optional<GainLine> line = followedLine(younger, 0, isCorrected());
    if (isUsable(m_line) || isUsable(line)) {
        m_samples.erase(m_samples.begin(), m_samples.begin() + static_cast<std::ptrdiff_t>(agreeing));
        m_line = line;
    }
}

void SampleFilter::noteAsymmetry(double slope)
{
    if (slope >= asymmetricSlope)
        m_asymmetricFits = std::max(m_asymmetricFits, 0) + 1;
    else if (slope <= -asymmetricSlope)
        m_asymmetricFits = std::min(m_asymmetricFits, 0) - 1;
    else
        m_asymmetricFits = 0;
}

bool SampleFilter::isCorrected() const
{
    return std::abs(m_asymmetricFits) >= asymmetricFitsNeeded;
}

std::size_t SampleFilter::firstUsed() const
{
    return m_line ? m_line->first : 0;
}

SampleFilter::Agreement SampleFilter::agreement(RawInstant now) const
{
    const bool isKnown = isUsable(m_line);
    const double frequency = isKnown ? m_line->frequency : 0;
    const double ageing = isKnown ? m_line->skew + frequencyWander : largestFrequencyError;
    const Sample &newest = m_samples.back();
    const Duration newestGain = gainOf(newest);
    Agreement agreement;
    double smallestBound = std::numeric_limits<double>::infinity();
    for (std::size_t i = m_samples.size(); i-- > firstUsed();) {
        const Sample &sample = m_samples[i];
        const double age = secondsBetween(sample.raw, now);
        const double centre = secondsGained(newestGain, sample) + frequency * age;
        const double distance = honestDistance(sample) + std::abs(age) * ageing;
        if (centre - distance > agreement.high || centre + distance < agreement.low)
            break;
        const double bound = distance + toSeconds(std::max(sample.rootDistance(), newest.rootDistance()));
        agreement.low = std::max(agreement.low, centre - distance);
        agreement.high = std::min(agreement.high, centre + distance);
        agreement.lowWithClaims = std::max(agreement.lowWithClaims, centre - bound);
        agreement.highWithClaims = std::min(agreement.highWithClaims, centre + bound);
        agreement.first = i;
        if (bound < smallestBound) {
            smallestBound = bound;
            agreement.best = i;
        }
    }
    return agreement;
}

bool SampleFilter::contradicts(const Sample &sample) const
{
    const Agreement others = agreement(sample.raw);
    const double centre = secondsGained(gainOf(m_samples.back()), sample);
    const double distance = honestDistance(sample);
    return centre - distance > others.high || centre + distance < others.low;
}

FilterJump SampleFilter::jumpTo(const Sample &sample) const
{
    const Agreement others = agreement(sample.raw);
    const double centre = secondsGained(gainOf(m_samples.back()), sample);
    return {.moved = fromSeconds(centre - (others.low + others.high) / 2),
            .tolerance = fromSeconds((others.high - others.low) / 2 + honestDistance(sample)),
            .after = m_samples.back().raw,
            .before = sample.raw};
}

Duration SampleFilter::jitter(const Sample &best, double frequency) const
{
    const std::span<const Sample> used = std::span(m_samples).subspan(firstUsed());
    if (used.size() < 2)
        return Duration::zero();
    const Duration bestGain = gainOf(best);
    double squares = 0;
    for (const Sample &sample : used)
        squares += square(secondsGained(bestGain, sample) - frequency * secondsBetween(best.raw, sample.raw));
    return fromSeconds(std::sqrt(squares / static_cast<double>(used.size() - 1)));
}

std::optional<SourceEstimate> SampleFilter::estimate(RawInstant now, Duration clockMinusRaw) const
{
    if (m_samples.empty())
        return std::nullopt;
    const Agreement all = agreement(now);
    const Sample &newest = m_samples.back();
    const Sample &best = m_samples[all.best];
    const double time = secondsBetween(newest.raw, now);
    const bool isKnown = isUsable(m_line);
    const double likeliest = isKnown ? m_line->gainAt(time) : secondsGained(gainOf(newest), best);
    const double gain = std::clamp(likeliest, all.lowWithClaims, all.highWithClaims);
    const Duration bound = fromSeconds(std::max(all.highWithClaims - gain, gain - all.lowWithClaims));
    const Duration boundToServer = fromSeconds(std::max(all.high - gain, gain - all.low));
    const auto byDelay = [](const Sample &a, const Sample &b) { return a.delay < b.delay; };
    const auto method = isCorrected() ? EstimateMethod::CorrectedLine : EstimateMethod::Line;
    return SourceEstimate{
        .offset = Offset::fromLocalMinusRemote(sum(sum(gainOf(newest), clockMinusRaw), fromSeconds(gain))),
        .bound = bound,
        .boundToServer = boundToServer,
        .rootDistance = bound - boundToServer,
        .minimumDelay = std::min_element(m_samples.begin(), m_samples.end(), byDelay)->delay,
        .jitter = jitter(best, isKnown ? m_line->frequency : 0),
        .statistical = isKnown ? std::optional(fromSeconds(m_line->errorAt(time))) : std::nullopt,
        .frequencyPpm = m_line ? std::optional(m_line->frequency * 1e6) : std::nullopt,
        .skewPpm = m_line ? std::optional(m_line->skew * 1e6) : std::nullopt,
        .samples = static_cast<int>(m_samples.size()),
        .samplesUsed = isKnown ? m_line->used : 1,
        .method = isKnown ? method : EstimateMethod::BestAnswer,
        .at = Instant(now.time_since_epoch() + clockMinusRaw),
    };
}

} // namespace synchroscope
