// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/commonmove.h"

#include <algorithm>

namespace synchroscope {

std::optional<CommonMove> commonMove(std::span<const MoveWitness> sources)
{
    std::size_t movers = 0;
    BootInstant after = BootInstant::min();
    BootInstant before = BootInstant::max();
    Duration low = Duration::min();
    Duration high = Duration::max();
    for (const MoveWitness &source : sources) {
        if (!source.move)
            continue;
        ++movers;
        after = std::max(after, source.move->after);
        before = std::min(before, source.move->before);
        low = std::max(low, source.move->moved - source.move->tolerance);
        high = std::min(high, source.move->moved + source.move->tolerance);
    }
    const bool isAgreed = movers >= 2 && movers * 2 > sources.size() && after < before && low <= high;
    const bool isContradicted = std::ranges::any_of(
        sources, [before](const MoveWitness &source) { return !source.move && source.lastAnswer >= before; });
    if (!isAgreed || isContradicted)
        return std::nullopt;
    return CommonMove{low + (high - low) / 2, (high - low) / 2, after, before};
}

} // namespace synchroscope
