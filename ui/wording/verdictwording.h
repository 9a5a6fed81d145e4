// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QString>

namespace synchroscope::wording {

/// The answer in one sentence, and what it rests on.
struct VerdictText
{
    QString headline;
    QString proof;
};

/// From our own measurements alone. `now` turns instants into ages. It never says "synchronised".
VerdictText verdict(const Verdict &verdict, Instant now);

/// Each has a shape and a colour of its own.
enum class VerdictSign : quint8 {
    Empty,    ///< nothing to tell from
    Paused,   ///< the user stopped the questions, and nothing else tells
    Waiting,  ///< the first answer is waited for
    Silent,   ///< nobody answers
    Compared, ///< measured, while nothing is known of who keeps this clock right
    Right,
    Settling, ///< a correction is under way, or a daemon gathers its first answers
    Unkept,   ///< nobody keeps this clock right, though it may be
    Wrong,
    Unknown, ///< the evidence does not decide
};

VerdictSign verdictSign(const Snapshot &snapshot);

/// Whether this clock is right, by how much and says who: the answer of the window and of the tray.
VerdictText answer(const Snapshot &snapshot, Instant now);

} // namespace synchroscope::wording
