// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineparts.h"
#include "core/lab/demo.h"

namespace synchroscope {

/// An engine that watches the demonstration's servers and leaves no trace.
EngineOptions demoOptions(const DemoLab &demo);

} // namespace synchroscope
