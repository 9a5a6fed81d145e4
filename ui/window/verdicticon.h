// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/verdict.h"

#include <QColor>
#include <QIcon>

namespace synchroscope {

/// The colour of a verdict: for icons and, thinned, for the strip's background.
QColor verdictColour(VerdictState state);

/// A verdict as a shape and a colour, 16 to 64 pixels, on any background: a dial with a pointer when there is
/// a comparison, a triangle with an exclamation mark when nobody answers, two bars for a pause, three dots
/// while waiting, an empty ring for nothing.
QIcon verdictIcon(VerdictState state);

} // namespace synchroscope
