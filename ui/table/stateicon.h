// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/sourcewording.h"

#include <QPixmap>

namespace synchroscope {

/// What a row's icon looks like: one shape for each group of states, so that none is told by colour alone.
enum class StateShape : quint8 {
    Ring,     ///< nothing to say: not asked now
    Tick,     ///< answers
    Star,     ///< followed
    Plus,     ///< counted
    Dash,     ///< good, and not counted
    Cross,    ///< contradicts others
    Tilde,    ///< unsteady
    Question, ///< does not answer, or is not used
    Clock,    ///< on its way to be used
    Triangle, ///< something is not as it should be
    NoEntry,  ///< must not be asked
    Past,     ///< what is said of it was true, and may not be so now
};

struct StateMark
{
    StateShape shape = StateShape::Ring;
    wording::SourceTone tone = wording::SourceTone::Neutral;

    friend bool operator==(const StateMark &, const StateMark &) = default;
};

/// How a source does, by shape and colour; transparent outside of the shape.
QPixmap stateIcon(const StateMark &mark, int size, double devicePixelRatio);

} // namespace synchroscope
