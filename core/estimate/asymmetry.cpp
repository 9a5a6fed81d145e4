// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/asymmetry.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <utility>

namespace synchroscope {

namespace {

// So many half-widths cannot be chance.
constexpr int certain = 5;

bool isKnown(const PathClaim &claim)
{
    return claim.statistical.value_or(Duration::zero()) > Duration::zero();
}

bool isOneServer(const PathClaim &a, const PathClaim &b)
{
    return !a.host.isEmpty() && a.host == b.host;
}

/// Two that are known.
std::optional<PathAsymmetry> compare(std::span<const PathClaim> claims, size_t a, size_t b)
{
    const bool isAFirst = claims[a].offset.localMinusRemote() <= claims[b].offset.localMinusRemote();
    PathAsymmetry found{.first = isAFirst ? a : b, .second = isAFirst ? b : a};
    const PathClaim &first = claims[found.first];
    const PathClaim &second = claims[found.second];
    found.difference = second.offset.localMinusRemote() - first.offset.localMinusRemote();
    found.statistical =
        fromSeconds(std::hypot(toSeconds(*first.statistical), toSeconds(*second.statistical)));
    if (found.difference <= certain * found.statistical)
        return std::nullopt;
    found.isOneServer = isOneServer(first, second);
    return found;
}

/// `known`: places of claims.
std::vector<PathAsymmetry> pairsOfOneServer(std::span<const PathClaim> claims,
                                            const std::vector<size_t> &known)
{
    QHash<QString, std::vector<size_t>> byHost;
    for (const size_t place : known) {
        if (!claims[place].host.isEmpty())
            byHost[claims[place].host].push_back(place);
    }
    std::vector<PathAsymmetry> found;
    for (const size_t a : known) {
        const auto ofHost = byHost.constFind(claims[a].host);
        if (ofHost == byHost.constEnd())
            continue;
        for (const size_t b : *ofHost) {
            if (b <= a || claims[a].isIpv6 == claims[b].isIpv6)
                continue;
            if (const std::optional<PathAsymmetry> pair = compare(claims, a, b))
                found.push_back(*pair);
        }
    }
    return found;
}

/// Of these places, which go from the outside in, those that can be an end of the widest pair: the farther
/// in, the steadier. Two of different servers have to be farther out and as steady before one cannot, as its
/// other end may be the server of one of them.
std::vector<size_t> endsOf(std::span<const PathClaim> claims, const std::vector<size_t> &places)
{
    std::vector<size_t> ends;
    const PathClaim *steadiest = nullptr;
    const PathClaim *second = nullptr; ///< of other servers than that
    for (const size_t place : places) {
        const PathClaim *claim = &claims[place];
        const bool isOfSteadiest = steadiest != nullptr && isOneServer(*steadiest, *claim);
        const PathClaim *rival = isOfSteadiest ? steadiest : second;
        if (rival != nullptr && *claim->statistical >= *rival->statistical)
            continue;
        ends.push_back(place);
        if (steadiest == nullptr || *claim->statistical < *steadiest->statistical)
            std::swap(steadiest, claim);
        if (!isOfSteadiest)
            second = claim;
    }
    return ends;
}

/// Of two servers that agree; `known`: places of claims.
std::optional<PathAsymmetry> widestPair(std::span<const PathClaim> claims, std::vector<size_t> known)
{
    std::erase_if(known, [&](size_t place) { return !claims[place].agrees; });
    std::ranges::stable_sort(known, {},
                             [&](size_t place) { return claims[place].offset.localMinusRemote(); });
    const std::vector<size_t> lows = endsOf(claims, known);
    std::ranges::reverse(known);
    const std::vector<size_t> highs = endsOf(claims, known);
    std::optional<PathAsymmetry> widest;
    for (const size_t low : lows) {
        for (const size_t high : highs) {
            const Duration difference =
                claims[high].offset.localMinusRemote() - claims[low].offset.localMinusRemote();
            if (difference <= (widest ? widest->difference : Duration::zero()))
                break;
            const std::optional<PathAsymmetry> pair = compare(claims, low, high);
            if (pair && !pair->isOneServer)
                widest = pair;
        }
    }
    return widest;
}

} // namespace

std::vector<PathAsymmetry> findAsymmetries(std::span<const PathClaim> claims)
{
    std::vector<size_t> known;
    known.reserve(claims.size());
    for (size_t place = 0; place < claims.size(); ++place) {
        if (isKnown(claims[place]))
            known.push_back(place);
    }
    std::vector<PathAsymmetry> found = pairsOfOneServer(claims, known);
    if (const std::optional<PathAsymmetry> widest = widestPair(claims, std::move(known)))
        found.push_back(*widest);
    std::ranges::stable_sort(found, std::ranges::greater(), &PathAsymmetry::difference);
    return found;
}

} // namespace synchroscope
