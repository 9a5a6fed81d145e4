// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/pasted/pastedmoment.h"

namespace synchroscope {

/// Where `chronyc sources` reached two daemons in turn: the last list of each. Empty: nothing proves that it
/// was more than one.
///
/// A list that comes back after another one, its register of answers full, is of a daemon that has run all
/// the time, unless its configuration was changed to and fro. Of a device's list nobody doubts it: who
/// follows a device does not try servers in between. Of two lists of servers it takes a proof: that between
/// the other list and its return nothing was done but looking, or that less time went by than the polls took.
PastedMoment alternatingLists(const std::vector<PastedMoment> &moments, const PastedText &text);

} // namespace synchroscope
