// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QString>

namespace synchroscope::wording {

/// How a source does, for shapes and colours.
enum class SourceTone : quint8 {
    Neutral, ///< nothing known yet, or paused
    Good,
    Warning, ///< answers, but not as it should; or missed the last request only
    Bad,
};
SourceTone sourceTone(const SourceSnapshot &source);

/// In a few words: "answers", "no answer", "name not found".
QString sourceState(const SourceSnapshot &source);

/// What is happening and, where something is wrong, what to do: one or two sentences.
QString sourceHappening(const SourceSnapshot &source, Instant now);

/// "answered 7 of the last 8".
QString reachText(const SourceSnapshot &source);
/// Of all eight.
QString reachText(quint8 reach);

/// How the estimate was made.
QString methodText(EstimateMethod method);

/// The offset with what the answers' scatter leaves open: "2.900 ms behind ± 0.080 ms"; "2.9 ms behind" while
/// the scatter is not known, or narrows it no further than the bound against the server does.
QString estimateText(const SourceEstimate &estimate);
/// What that ± is, or why there is none.
QString scatterSentence(const SourceEstimate &estimate);
/// "± 25 ms at most".
QString errorText(Duration bound);

} // namespace synchroscope::wording
