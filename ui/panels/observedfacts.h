// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/chronyobservation.h"
#include "ui/panels/sourcefacts.h"

namespace synchroscope {

/// Whether chronyd could tell root more of it than is known: a chronyd of this computer, or one of its
/// sources.
bool canBeObserved(const SourceRow &source);

/// What chronyd has told root of it. Empty: nothing.
QList<Fact> observedFacts(const SourceRow &source, const ChronyObservation &observation);

} // namespace synchroscope
