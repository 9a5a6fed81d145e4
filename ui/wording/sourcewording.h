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

} // namespace synchroscope::wording
