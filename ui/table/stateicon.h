// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/sourcewording.h"

#include <QPixmap>

namespace synchroscope {

/// How a source does, by shape and colour: a tick in a disc, a triangle, a cross in a disc, an empty ring.
QPixmap stateIcon(wording::SourceTone tone, int size, double devicePixelRatio);

} // namespace synchroscope
