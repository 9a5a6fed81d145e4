// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/verdict.h"

#include <QString>

namespace synchroscope::wording {

/// The answer in one sentence, and what it rests on.
struct VerdictText
{
    QString headline;
    QString proof;
};

/// `now` turns instants into ages. It never says "synchronised".
VerdictText verdict(const Verdict &verdict, Instant now);

} // namespace synchroscope::wording
