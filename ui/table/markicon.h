// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/stateicon.h"

#include <QIcon>

namespace synchroscope {

/// The same for rows of lists, on whose highlight not every colour is seen: there it has a light ground.
QIcon markIcon(const StateMark &mark, int size);

} // namespace synchroscope
