// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/engine/snapshot.h"

namespace synchroscope {

/// What the rules look at, as a snapshot has it.
DiagnosisFacts factsOf(const Snapshot &snapshot);

} // namespace synchroscope
