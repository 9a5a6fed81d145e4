// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <compare>

namespace synchroscope {

/// This computer's clock minus the reference. Positive: this clock is ahead (fast), as `chronyc sources`
/// prints it.
///
/// There are two ways in, and each says which sign it is given; a bare number cannot become an offset.
class Offset
{
public:
    static constexpr Offset fromLocalMinusRemote(Duration difference) { return Offset(difference); }

    /// RFC 5905's theta is positive when the server is ahead.
    static constexpr Offset fromNtpTheta(Duration theta) { return Offset(-theta); }

    constexpr Duration localMinusRemote() const { return m_localMinusRemote; }
    constexpr double seconds() const { return toSeconds(m_localMinusRemote); }
    constexpr Duration magnitude() const { return std::chrono::abs(m_localMinusRemote); }
    constexpr bool ahead() const { return m_localMinusRemote > Duration::zero(); }

    /// The offset after this clock was moved forward by `advance` against the reference.
    constexpr Offset advancedBy(Duration advance) const { return Offset(m_localMinusRemote + advance); }

    friend constexpr auto operator<=>(const Offset &, const Offset &) = default;

private:
    constexpr explicit Offset(Duration localMinusRemote) : m_localMinusRemote(localMinusRemote) {}

    Duration m_localMinusRemote;
};

} // namespace synchroscope
