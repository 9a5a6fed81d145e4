// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/serveradvice.h"
#include "core/diagnosis/servertest.h"

#include <QString>

/// What servers said when they were tested, and what follows for the choice, in sentences. Pure.
namespace synchroscope::wording {

/// For a table's cell: "answers: IPv4 22 ms, this clock 2.9 ms behind, stratum 2"; "no answer"; "testing…".
QString testSummary(const ServerTest &test);
/// For a tooltip, a line for each address.
QString testDetails(const ServerTest &test);
/// One sentence or two that name the servers and the remedy.
QString serverAdvice(const ServerAdvice &advice, DaemonKind daemon);

} // namespace synchroscope::wording
