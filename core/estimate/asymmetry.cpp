// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/asymmetry.h"

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

// So many half-widths cannot be chance.
constexpr int certain = 5;

std::optional<PathAsymmetry> compare(std::span<const PathClaim> claims, size_t a, size_t b)
{
    const bool isAFirst = claims[a].offset.localMinusRemote() <= claims[b].offset.localMinusRemote();
    PathAsymmetry found{.first = isAFirst ? a : b, .second = isAFirst ? b : a};
    const PathClaim &first = claims[found.first];
    const PathClaim &second = claims[found.second];
    const Duration none = Duration::zero();
    if (first.statistical.value_or(none) <= none || second.statistical.value_or(none) <= none)
        return std::nullopt;
    found.isOneServer = !first.host.isEmpty() && first.host == second.host;
    found.difference = second.offset.localMinusRemote() - first.offset.localMinusRemote();
    found.statistical =
        fromSeconds(std::hypot(toSeconds(*first.statistical), toSeconds(*second.statistical)));
    return found.difference > certain * found.statistical ? std::optional(found) : std::nullopt;
}

} // namespace

std::vector<PathAsymmetry> findAsymmetries(std::span<const PathClaim> claims)
{
    std::vector<PathAsymmetry> found;
    std::optional<PathAsymmetry> widest; ///< of two servers that agree
    for (size_t i = 0; i < claims.size(); ++i) {
        for (size_t j = i + 1; j < claims.size(); ++j) {
            const bool isOneServer = !claims[i].host.isEmpty() && claims[i].host == claims[j].host;
            const bool isPair =
                isOneServer ? claims[i].isIpv6 != claims[j].isIpv6 : claims[i].agrees && claims[j].agrees;
            const std::optional<PathAsymmetry> pair = isPair ? compare(claims, i, j) : std::nullopt;
            if (!pair)
                continue;
            if (isOneServer)
                found.push_back(*pair);
            else if (!widest || pair->difference > widest->difference)
                widest = pair;
        }
    }
    if (widest)
        found.push_back(*widest);
    std::ranges::stable_sort(found, std::ranges::greater(), &PathAsymmetry::difference);
    return found;
}

} // namespace synchroscope
