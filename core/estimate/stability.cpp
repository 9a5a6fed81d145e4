// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/stability.h"

#include "core/estimate/allan.h"

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

// A poll that is missing ends a piece, though no two polls are exactly as far apart.
constexpr double intervalsOfGap = 1.5;
// Taus go up to this part of the longest piece: beyond, too few windows are independent.
constexpr std::size_t piecePerTau = 4;

constexpr std::size_t firstToldBySlope = 2;

using Piece = std::vector<double>; // evenly spaced phase

// Neither infinite nor NaN, and its square is a number.
bool isSensible(double value)
{
    return std::abs(value) < 1e100;
}

std::vector<PhasePoint> usable(std::span<const PhasePoint> points)
{
    std::vector<PhasePoint> result;
    result.reserve(points.size());
    bool gap = true;
    for (const PhasePoint &point : points) {
        gap = gap || point.gapBefore;
        if (!isSensible(point.time) || !isSensible(point.phase))
            continue;
        if (!gap && point.time <= result.back().time)
            continue;
        result.push_back(point);
        result.back().gapBefore = gap;
        gap = false;
    }
    return result;
}

// 0 when no two points lie in one piece.
double medianInterval(std::span<const PhasePoint> points)
{
    std::vector<double> intervals;
    intervals.reserve(points.size());
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (!points[i].gapBefore)
            intervals.push_back(points[i].time - points[i - 1].time);
    }
    if (intervals.empty())
        return 0;
    const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>((intervals.size() - 1) / 2);
    std::nth_element(intervals.begin(), middle, intervals.end());
    return *middle;
}

// Takes readings of one piece and gives them at even times from the first on.
class EvenPiece
{
public:
    EvenPiece(const PhasePoint &first, double interval)
        : m_last(first)
        , m_start(first.time)
        , m_interval(interval)
        , m_phase{first.phase}
    {}

    void add(const PhasePoint &point)
    {
        const double span = point.time - m_last.time;
        for (;;) {
            const double due = m_start + static_cast<double>(m_phase.size()) * m_interval;
            // An even series must not lose its points to rounding.
            if (due > point.time + m_interval * 1e-6)
                break;
            m_phase.push_back(
                std::lerp(m_last.phase, point.phase, std::min(1.0, (due - m_last.time) / span)));
        }
        m_last = point;
    }
    const PhasePoint &last() const { return m_last; }
    Piece take() { return std::move(m_phase); }

private:
    PhasePoint m_last;
    double m_start;
    double m_interval;
    Piece m_phase;
};

std::vector<Piece> evenPieces(std::span<const PhasePoint> points, double interval)
{
    std::vector<Piece> pieces;
    std::optional<EvenPiece> open;
    for (const PhasePoint &point : points) {
        if (open && !point.gapBefore && point.time - open->last().time < intervalsOfGap * interval) {
            open->add(point);
            continue;
        }
        if (open)
            pieces.push_back(open->take());
        open.emplace(point, interval);
    }
    if (open)
        pieces.push_back(open->take());
    return pieces;
}

StabilityPoint pointAt(const std::vector<Piece> &pieces, qint64 factor, double interval)
{
    DifferenceSum plain;
    DifferenceSum averaged;
    StabilityPoint point;
    point.tau = static_cast<double>(factor) * interval;
    for (const Piece &piece : pieces) {
        plain += secondDifferences(piece, factor);
        averaged += meanSecondDifferences(piece, factor);
        point.largestTimeError =
            std::max(point.largestTimeError, maximumTimeIntervalError(piece, factor).value_or(0));
    }
    point.allan = {.value = allanDeviation(plain, point.tau), .terms = plain.terms};
    point.modifiedAllan = {.value = allanDeviation(averaged, point.tau), .terms = averaged.terms};
    return point;
}

// The kind that reigns between a tau and the shorter one before it, which is known better than that behind.
// The step from one interval to two is not told by the slope: there is no averaging over one.
void nameNoise(std::vector<StabilityPoint> &points)
{
    for (std::size_t i = points.size(); i-- > 0;) {
        const std::size_t to = std::min(std::max(i, firstToldBySlope), points.size() - 1);
        if (to == 0)
            return;
        const double growth = points[to].modifiedAllan.value / points[to - 1].modifiedAllan.value;
        points[i].noise = noiseOf(growth * growth);
    }
}

// `windows` are the readings that one term needs.
void bound(Deviation &deviation, const std::vector<Piece> &pieces, ClockNoise noise, qint64 factor,
           qint64 windows, Averaging averaging)
{
    std::vector<qint64> terms;
    terms.reserve(pieces.size());
    for (const Piece &piece : pieces)
        terms.push_back(static_cast<qint64>(piece.size()) - windows + 1);
    const ConfidenceFactors factors = confidenceFactors(degreesOfFreedom(noise, factor, terms, averaging));
    deviation.low = deviation.value * factors.low;
    deviation.high = deviation.value * factors.high;
}

Deviation asTime(const Deviation &modified, double tau)
{
    return {.value = timeDeviation(modified.value, tau),
            .low = timeDeviation(modified.low, tau),
            .high = timeDeviation(modified.high, tau),
            .terms = modified.terms};
}

std::optional<double> usefulAveraging(const std::vector<StabilityPoint> &points)
{
    const auto least =
        std::min_element(points.begin(), points.end(), [](const StabilityPoint &a, const StabilityPoint &b) {
            return a.allan.value < b.allan.value;
        });
    const bool rises = std::any_of(least, points.end(), [least](const StabilityPoint &point) {
        return point.allan.low > least->allan.value;
    });
    return rises ? std::optional(least->tau) : std::nullopt;
}

} // namespace

Stability stabilityOf(std::span<const PhasePoint> points)
{
    const std::vector<PhasePoint> readings = usable(points);
    Stability result;
    result.interval = medianInterval(readings);
    if (result.interval <= 0)
        return result;
    const std::vector<Piece> pieces = evenPieces(readings, result.interval);
    std::size_t longest = 0;
    for (const Piece &piece : pieces) {
        result.readings += static_cast<int>(piece.size());
        longest = std::max(longest, piece.size());
    }
    std::vector<qint64> factors;
    for (std::size_t factor = 1; factor <= longest / piecePerTau; factor *= 2)
        factors.push_back(static_cast<qint64>(factor));

    result.points.reserve(factors.size());
    for (const qint64 factor : factors)
        result.points.push_back(pointAt(pieces, factor, result.interval));
    nameNoise(result.points);
    for (std::size_t i = 0; i < factors.size(); ++i) {
        StabilityPoint &point = result.points[i];
        bound(point.allan, pieces, point.noise, factors[i], 2 * factors[i] + 1, Averaging::None);
        bound(point.modifiedAllan, pieces, point.noise, factors[i], 3 * factors[i], Averaging::OverTau);
        point.time = asTime(point.modifiedAllan, point.tau);
    }
    result.usefulAveraging = usefulAveraging(result.points);
    return result;
}

std::vector<PhasePoint> oscillatorPhase(std::span<const MeasuredPoint> points)
{
    std::vector<PhasePoint> phase;
    phase.reserve(points.size());
    std::size_t start = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].gapBefore)
            start = i;
        phase.push_back({.time = secondsBetween(points[start].uptime, points[i].uptime),
                         .phase = oscillatorGain(points[start], points[i]),
                         .gapBefore = points[i].gapBefore});
    }
    return phase;
}

} // namespace synchroscope
