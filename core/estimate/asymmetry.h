// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/offset.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

/// A path that is slower one way than back makes its offset wrong by half the difference, and no statistics
/// of this path alone can show it. Two paths that tell different times can.
namespace synchroscope {

/// What one path says.
struct PathClaim
{
    QString host = {}; ///< its server; IPv4 and IPv6 of one server have the same. Empty: not known
    bool isIpv6 = false;
    bool agrees = false; ///< it is of the majority, see selectSources()
    Offset offset;       ///< all as of the same moment
    /// Half-width of what the offset scatters; nothing, or zero: not known, and then nothing is said of it.
    std::optional<Duration> statistical = {};
};

struct PathAsymmetry
{
    size_t first = 0; ///< of the claims; its offset is the smaller one
    size_t second = 0;
    bool isOneServer = false; ///< by IPv4 and IPv6; else two servers, whose own errors may be a part of it
    Duration difference{};    ///< of the two offsets, positive
    Duration statistical{};   ///< its half-width

    /// By so much one of the two paths is at least slower one way than the other. Each offset errs by half of
    /// its path's asymmetry, so that the larger of two asymmetries is no less than the difference.
    Duration atLeast() const { return difference - statistical; }

    friend bool operator==(const PathAsymmetry &, const PathAsymmetry &) = default;
};

/// Pairs whose offsets differ by more than five times what both scatter together: IPv4 and IPv6 of one
/// server, and of the servers that agree the pair that differs most. The largest difference first. Pure.
std::vector<PathAsymmetry> findAsymmetries(std::span<const PathClaim> claims);

} // namespace synchroscope
