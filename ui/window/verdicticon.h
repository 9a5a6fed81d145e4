// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/verdictwording.h"

#include <QColor>
#include <QIcon>

namespace synchroscope {

/// The colour of a verdict: for icons and, thinned, for the strip's background.
QColor verdictColour(wording::VerdictSign sign);

/// A verdict as a shape and a colour, 16 to 64 pixels, on any background; no two shapes are alike.
QIcon verdictIcon(wording::VerdictSign sign);

/// A finding in the same manner; what is good to know is only outlined.
QIcon severityIcon(Severity severity);

/// Of a notice in the same manner: a triangle with an exclamation mark, or a disc with an i.
QIcon noticeIcon(bool warns);

} // namespace synchroscope
