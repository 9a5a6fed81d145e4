// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/standing.h"
#include "core/engine/snapshot.h"

#include <QString>

namespace synchroscope::wording {

/// The words for programs, in JSON and in CSV: never translated, never renamed.
QString nameOf(QueryOutcome outcome);
QString nameOf(SourceActivity activity);
QString nameOf(StandingReason reason);

} // namespace synchroscope::wording
