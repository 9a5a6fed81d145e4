// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/asymmetry.h"
#include "core/estimate/selection.h"

#include <QString>

namespace synchroscope::wording {

/// In a few words: "counted", "contradicts the others".
QString useState(SourceUse use);

/// Why a source is, or is not, counted into the combined answer, and where there is a remedy, which: one or
/// two sentences.
QString useSentence(SourceUse use);

/// What two paths show that differ. `first` and `second` are the names of the pair's servers, in its order;
/// of one server `first` serves.
QString asymmetrySentence(const PathAsymmetry &asymmetry, const QString &first, const QString &second);

} // namespace synchroscope::wording
