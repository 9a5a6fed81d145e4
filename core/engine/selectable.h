// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "core/estimate/asymmetry.h"
#include "core/estimate/selection.h"

#include <span>
#include <vector>

namespace synchroscope {

/// What a watched source brings to the selection.
SelectionSource selectable(const SourceSnapshot &source);

/// What the way to each says; `uses` are what the selection made of them. One server may be watched by its
/// name and by its other address, and so by IPv4 and by IPv6.
std::vector<PathClaim> pathClaims(std::span<const SourceSnapshot> sources, std::span<const SourceUse> uses);

} // namespace synchroscope
