// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/selection.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// RFC 5905's MAXSTRAT; chrony's defaults of maxjitter, combinelimit and reselectdist.
constexpr int stratumLimit = 16;
constexpr Duration largestScatter = 1s;
constexpr int farthestCombined = 3;
constexpr Duration distanceAllowance = 100us;
// One whose absence makes the offset's scatter less than half is an outlier. A smaller gain is no reason: the
// errors that do not show as scatter are the better averaged the more sources there are.
constexpr double outlierGain = 2;
// Stamps tell nothing finer, and who is steadier than that is not better for it.
constexpr Duration leastScatter = 1us;

struct Interval
{
    Duration low;
    Duration high;

    bool contains(const Interval &other) const { return low <= other.low && high >= other.high; }
    bool meets(const Interval &other) const { return low <= other.high && other.low <= high; }
};

Interval intervalOf(Offset offset, Duration bound)
{
    return {offset.localMinusRemote() - bound, offset.localMinusRemote() + bound};
}

Interval intervalOf(const SelectionSource &source)
{
    return intervalOf(*source.offset, source.bound);
}

struct Edge
{
    Duration at;
    int change; ///< +1: an interval begins here, −1: it ends
};

std::vector<Edge> edgesOf(std::span<const Interval> intervals)
{
    std::vector<Edge> edges;
    edges.reserve(2 * intervals.size());
    for (const Interval &interval : intervals) {
        edges.push_back({interval.low, +1});
        edges.push_back({interval.high, -1});
    }
    // At one and the same value beginnings come first: intervals that touch do agree.
    std::ranges::sort(
        edges, [](const Edge &a, const Edge &b) { return a.at != b.at ? a.at < b.at : a.change > b.change; });
    return edges;
}

int majorityOf(size_t count)
{
    return static_cast<int>(count / 2) + 1;
}

/// Every stretch that as many intervals share as any value is shared by, from the lowest on; none, if these
/// are no majority.
std::vector<Interval> deepestStretches(std::span<const Interval> intervals)
{
    const std::vector<Edge> edges = edgesOf(intervals);
    std::vector<Interval> best;
    int depth = 0;
    int deepest = majorityOf(intervals.size());
    for (size_t i = 0; i < edges.size(); ++i) {
        depth += edges[i].change;
        if (edges[i].change < 0 || depth < deepest)
            continue;
        if (depth > deepest)
            best.clear();
        deepest = depth;
        // A beginning is followed by some end, at the latest its own.
        best.push_back({edges[i].at, edges[i + 1].at});
    }
    return best;
}

/// From the lowest value that a majority allows to the highest: Marzullo's interval for as many wrong ones as
/// can be without their being the majority.
Interval valuesOfMajority(std::span<const Interval> intervals)
{
    const std::vector<Edge> edges = edgesOf(intervals);
    const int majority = majorityOf(intervals.size());
    std::optional<Duration> low;
    Duration high{};
    int depth = 0;
    for (const Edge &edge : edges) {
        if (edge.change < 0 && depth == majority)
            high = edge.at;
        depth += edge.change;
        if (!low && depth == majority)
            low = edge.at;
    }
    return {low.value_or(high), high};
}

double square(double x)
{
    return x * x;
}

double weightOf(const SelectionSource &source)
{
    return 1 / toSeconds(std::max(source.bound, Duration(1)));
}

/// Why it has no vote; Combined: it has.
SourceUse useByItself(const SelectionSource &source)
{
    if (source.isThisComputer)
        return SourceUse::ThisComputer;
    if (source.isUnsynchronised)
        return SourceUse::Unsynchronised;
    if (!source.offset)
        return SourceUse::NoAnswer;
    if (source.failed)
        return SourceUse::Stale;
    if (source.stratum >= stratumLimit)
        return SourceUse::StratumTooHigh;
    if (source.bound > largestSourceBound)
        return SourceUse::TooFar;
    return source.statistical.value_or(source.jitter) > largestScatter ? SourceUse::Jittery
                                                                       : SourceUse::Combined;
}

/// Sets what each source is; one call each of the steps, in their order.
class Selector
{
public:
    explicit Selector(std::span<const SelectionSource> sources) : m_sources(sources)
    {
        m_uses.reserve(sources.size());
        for (const SelectionSource &source : sources)
            m_uses.push_back(useByItself(source));
    }

    void leaveOneVoteToEachServer()
    {
        std::map<QString, size_t> voters;
        for (size_t i = 0; i < m_sources.size(); ++i) {
            if (m_uses[i] != SourceUse::Combined || m_sources[i].place.isEmpty())
                continue;
            size_t &voter = voters.try_emplace(m_sources[i].place, i).first->second;
            if (voter == i)
                continue;
            const bool isBetter = m_sources[i].bound < m_sources[voter].bound;
            m_uses[isBetter ? voter : i] = SourceUse::SameServer;
            voter = isBetter ? i : voter;
        }
        for (size_t i = 0; i < m_sources.size(); ++i) {
            const bool isElsewhere =
                m_uses[i] == SourceUse::Combined && voters.contains(m_sources[i].otherPlace);
            if (!isElsewhere || voters.at(m_sources[i].otherPlace) == i)
                continue;
            m_uses[i] = SourceUse::SameServer;
            voters.erase(m_sources[i].place); // of two that name each other one stays
        }
    }

    /// Whether there is a majority.
    bool vote()
    {
        const std::vector<size_t> voters = usable(false);
        std::vector<Interval> votes = intervalsOf(voters);
        const std::optional<Interval> common = findMajority(voters, votes);
        confirmDevices(common);
        if (!common)
            return false;
        const std::vector<Interval> devices = intervalsOf(usable(true));
        votes.insert(votes.end(), devices.begin(), devices.end());
        m_allowed = valuesOfMajority(votes);
        return true;
    }

    /// Those that vouch and are not combined. To be called when there is a majority.
    void pickCombined()
    {
        Duration nearest = Duration::max();
        for (size_t i = 0; i < m_sources.size(); ++i) {
            if (m_uses[i] != SourceUse::Combined)
                continue;
            nearest = std::min(nearest, m_sources[i].bound);
            ++m_witnesses;
        }
        for (size_t i = 0; i < m_sources.size(); ++i) {
            if (m_uses[i] == SourceUse::Combined &&
                m_sources[i].bound > farthestCombined * (nearest + distanceAllowance))
                m_uses[i] = SourceUse::Distant;
        }
        dropOutliers();
    }

    CombinedAnswer answer(Instant now) const
    {
        // A mean of differences: nanoseconds of an absolute time do not fit into a double.
        std::optional<Duration> reference;
        double weights = 0;
        double sum = 0;
        std::optional<double> squares = 0; ///< nothing: what one of them scatters is not known
        for (size_t i = 0; i < m_sources.size(); ++i) {
            if (m_uses[i] != SourceUse::Combined)
                continue;
            const SelectionSource &source = m_sources[i];
            const double weight = weightOf(source);
            reference = reference.value_or(source.offset->localMinusRemote());
            weights += weight;
            sum += weight * toSeconds(source.offset->localMinusRemote() - *reference);
            if (squares && source.statistical)
                *squares += square(weight * toSeconds(*source.statistical));
            else
                squares.reset();
        }
        const Duration mean = *reference + fromSeconds(sum / weights);
        return {.offset = Offset::fromLocalMinusRemote(mean),
                .lowest = Offset::fromLocalMinusRemote(m_allowed.low),
                .highest = Offset::fromLocalMinusRemote(m_allowed.high),
                .bound = std::max(mean - m_allowed.low, m_allowed.high - mean),
                .statistical =
                    squares ? std::optional(fromSeconds(std::sqrt(*squares) / weights)) : std::nullopt,
                .at = now,
                .witnesses = m_witnesses};
    }

    std::vector<SourceUse> uses() && { return std::move(m_uses); }

private:
    std::vector<size_t> usable(bool isReferenceClock) const
    {
        std::vector<size_t> found;
        found.reserve(m_sources.size());
        for (size_t i = 0; i < m_sources.size(); ++i) {
            if (m_uses[i] == SourceUse::Combined && m_sources[i].isReferenceClock == isReferenceClock)
                found.push_back(i);
        }
        return found;
    }

    /// The values that all of the majority allow.
    std::optional<Interval> findMajority(const std::vector<size_t> &voters,
                                         const std::vector<Interval> &votes)
    {
        const std::vector<Interval> stretches = deepestStretches(votes);
        // An interval that holds the first and the last holds all between.
        const auto isOfAll = [&stretches](const Interval &vote) {
            return vote.contains({stretches.front().low, stretches.back().high});
        };
        // Of several majorities nobody can say which is right, and those that are of all are right with each.
        if (stretches.empty() || std::ranges::none_of(votes, isOfAll)) {
            for (const size_t i : voters)
                m_uses[i] = SourceUse::NoMajority;
            return std::nullopt;
        }
        Interval common{Duration::min(), Duration::max()};
        for (size_t i = 0; i < voters.size(); ++i) {
            const Interval &vote = votes[i];
            if (isOfAll(vote))
                common = {std::max(common.low, vote.low), std::min(common.high, vote.high)};
            else if (std::ranges::any_of(stretches,
                                         [&vote](const Interval &stretch) { return vote.contains(stretch); }))
                m_uses[voters[i]] = SourceUse::NoMajority;
            else
                m_uses[voters[i]] = SourceUse::Falseticker;
        }
        return common;
    }

    void confirmDevices(const std::optional<Interval> &common)
    {
        std::vector<size_t> meeting;
        for (const size_t i : usable(true)) {
            if (common && intervalOf(m_sources[i]).meets(*common))
                meeting.push_back(i);
            else
                m_uses[i] = common ? SourceUse::Falseticker : SourceUse::UnconfirmedDevice;
        }
        const bool allAgree = std::ranges::all_of(meeting, [&](size_t a) {
            return std::ranges::all_of(
                meeting, [&](size_t b) { return intervalOf(m_sources[a]).meets(intervalOf(m_sources[b])); });
        });
        if (allAgree)
            return;
        for (const size_t i : meeting)
            m_uses[i] = SourceUse::UnconfirmedDevice;
    }

    std::vector<Interval> intervalsOf(const std::vector<size_t> &indices) const
    {
        std::vector<Interval> intervals;
        intervals.reserve(indices.size());
        for (const size_t i : indices)
            intervals.push_back(intervalOf(m_sources[i]));
        return intervals;
    }

    /// RFC 5905's cluster algorithm in spirit: the worst goes as long as that helps.
    void dropOutliers()
    {
        struct Part
        {
            size_t source;
            double weight;
            double square; ///< of what it adds to the sum's scatter
        };
        std::vector<Part> parts;
        parts.reserve(m_sources.size());
        for (size_t i = 0; i < m_sources.size(); ++i) {
            const SelectionSource &source = m_sources[i];
            if (m_uses[i] != SourceUse::Combined || !source.statistical)
                continue;
            const double weight = weightOf(source);
            const double scatter = toSeconds(std::max(*source.statistical, leastScatter));
            parts.push_back({i, weight, square(weight * scatter)});
        }
        std::ranges::sort(parts, {}, &Part::square);
        std::vector<double> scatterOfFirst; ///< of the mean of so many and one
        scatterOfFirst.reserve(parts.size());
        double weights = 0;
        double squares = 0;
        for (const Part &part : parts) {
            weights += part.weight;
            squares += part.square;
            scatterOfFirst.push_back(std::sqrt(squares) / weights);
        }
        for (size_t last = parts.size(); last-- > 1;) {
            if (scatterOfFirst[last - 1] * outlierGain >= scatterOfFirst[last])
                return;
            m_uses[parts[last].source] = SourceUse::Outlier;
        }
    }

    std::span<const SelectionSource> m_sources;
    std::vector<SourceUse> m_uses;
    Interval m_allowed{};
    int m_witnesses = 0;
};

} // namespace

bool contradict(const OffsetClaim &a, const OffsetClaim &b)
{
    return !intervalOf(a.offset, a.bound).meets(intervalOf(b.offset, b.bound));
}

bool agrees(SourceUse use)
{
    return use == SourceUse::Combined || use == SourceUse::Distant || use == SourceUse::Outlier;
}

bool Selection::isDisputed() const
{
    return !answer && std::ranges::find(uses, SourceUse::NoMajority) != uses.end();
}

Selection selectSources(std::span<const SelectionSource> sources, Instant now)
{
    Selector selector(sources);
    selector.leaveOneVoteToEachServer();
    std::optional<CombinedAnswer> answer;
    if (selector.vote()) {
        selector.pickCombined();
        answer = selector.answer(now);
    }
    return {.uses = std::move(selector).uses(), .answer = answer};
}

} // namespace synchroscope
