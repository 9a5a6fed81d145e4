// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/verdictwording.h"

#include <QIcon>

namespace synchroscope {

/// What the tray tells at a glance. Fewer states than the window has: nobody learns ten shapes in a panel.
enum class TrayState : quint8 {
    Right,     ///< a disc with a check
    Settling,  ///< three quarters of a pie: it will be right by itself
    Attention, ///< a triangle with an exclamation mark: right for now, or something does not work
    Wrong,     ///< an octagon with a cross
    CannotTell ///< a ring with a question mark: nobody answers, or not precisely enough
};

/// `needsAttention`: a finding of the weight of a warning is there.
TrayState trayState(wording::VerdictSign sign, bool needsAttention);

/// 16 to 64 pixels, for panels of any colour. What is cut out of the shape is transparent, so that panels that
/// paint all icons in one colour show it too.
QIcon trayIcon(TrayState state);

} // namespace synchroscope
