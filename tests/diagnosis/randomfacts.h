// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"

#include <QStringList>

#include <random>

namespace synchroscope::test {

/// Facts whose every member is something by chance, most of them together nothing that could be. The same
/// number, the same facts.
DiagnosisFacts randomFacts(quint32 seed);

/// What its hosts, addresses and labels are made of: each of them is one of these.
QStringList randomNames();

} // namespace synchroscope::test
