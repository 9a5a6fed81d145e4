// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/stability.h"
#include "ui/panels/sourcefacts.h"

namespace synchroscope {

/// What a source's answers say together, each figure with one sentence on its meaning, the most important
/// first. What is not known is left out.
QList<Fact> statisticsFacts(const AnswerStatistics &statistics);

/// How long an average is useful; empty when nothing is known of it.
QString usefulAveragingSentence(const Stability &stability);

/// How many answers the histogram's end bars hold that lie outside of it; empty when there are none.
QString outsideSentence(const Histogram &histogram);

} // namespace synchroscope
