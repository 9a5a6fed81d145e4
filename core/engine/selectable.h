// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "core/estimate/asymmetry.h"
#include "core/estimate/selection.h"

namespace synchroscope {

/// What a watched source brings to the selection.
SelectionSource selectable(const SourceSnapshot &source);
/// What the way to it says; `use` is what the selection made of it.
PathClaim pathClaim(const SourceSnapshot &source, SourceUse use);

} // namespace synchroscope
