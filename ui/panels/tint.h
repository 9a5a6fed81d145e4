// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QColor;
class QWidget;

namespace synchroscope {

/// Gives the widget its parent's background with a share of `hue`: for those that fill their background by
/// themselves. To be called again on QEvent::PaletteChange and QEvent::ParentChange; it does nothing when
/// nothing changes.
void tintBackground(QWidget &widget, const QColor &hue, double share);

} // namespace synchroscope
