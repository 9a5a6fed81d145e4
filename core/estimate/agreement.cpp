// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/agreement.h"

#include <algorithm>

namespace synchroscope {

namespace {

struct Edge
{
    Duration at;
    int change; ///< +1: an interval begins here, −1: it ends
};

struct Stretch
{
    Duration low;
    Duration high;
};

Duration lowest(const OffsetClaim &claim)
{
    return claim.offset.localMinusRemote() - claim.bound;
}

Duration highest(const OffsetClaim &claim)
{
    return claim.offset.localMinusRemote() + claim.bound;
}

/// Every stretch that as many intervals share as any value is shared by.
std::vector<Stretch> bestStretches(std::vector<Edge> edges)
{
    // At one and the same value beginnings come first: intervals that touch do agree.
    std::ranges::sort(
        edges, [](const Edge &a, const Edge &b) { return a.at != b.at ? a.at < b.at : a.change > b.change; });
    std::vector<Stretch> best;
    int depth = 0;
    int deepest = 0;
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

} // namespace

bool contradict(const OffsetClaim &a, const OffsetClaim &b)
{
    return lowest(a) > highest(b) || lowest(b) > highest(a);
}

std::vector<bool> agreeingSources(std::span<const std::optional<OffsetClaim>> claims)
{
    std::vector<Edge> edges;
    for (const std::optional<OffsetClaim> &claim : claims) {
        if (!claim)
            continue;
        edges.push_back({lowest(*claim), +1});
        edges.push_back({highest(*claim), -1});
    }
    const std::vector<Stretch> best = bestStretches(std::move(edges));
    std::vector<bool> agrees(claims.size(), false);
    for (size_t i = 0; i < claims.size(); ++i) {
        if (!claims[i])
            continue;
        agrees[i] = std::ranges::any_of(best, [&claim = *claims[i]](const Stretch &stretch) {
            return lowest(claim) <= stretch.low && highest(claim) >= stretch.high;
        });
    }
    return agrees;
}

} // namespace synchroscope
