// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/offset.h"

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// What a source says last: the truth lies within offset ± bound.
struct OffsetClaim
{
    Offset offset;
    Duration bound{}; ///< half-width, not negative
};

/// No value is allowed by both.
bool contradict(const OffsetClaim &a, const OffsetClaim &b);

/// Which sources agree: those that take part in a largest group with one value that all its members allow
/// (Marzullo's intersection). Of several groups of the same size all members count, for nobody can say which
/// group is right; a source without a claim agrees with nobody. Pure; the result has one entry per claim.
std::vector<bool> agreeingSources(std::span<const std::optional<OffsetClaim>> claims);

} // namespace synchroscope
