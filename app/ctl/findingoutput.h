// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/output.h"
#include "core/diagnosis/finding.h"

#include <QJsonArray>

#include <vector>

/// Findings on standard output, for `explain` and `diagnose` alike. `now` is the moment that the facts speak
/// of; it turns their instants into ages.
namespace synchroscope::ctl {

/// "id", "severity", "title", "explanation", "remedy", "disproof", the finding's values, "evidence" and
/// "actions".
QJsonObject toJson(const Finding &finding, Instant now);
QJsonArray toJson(const std::vector<Finding> &findings, Instant now);

/// For people: a blank line, severity and title, then what it means, what was read and what to do, each
/// broken into lines of a terminal's usual width.
void printFinding(const Finding &finding, Instant now);

/// exitBadNews if one is a warning or worse, else exitGood.
ExitCode exitCodeFor(const std::vector<Finding> &findings);

/// A text in lines of at most so many columns, each after `indent` spaces; broken at spaces, and where a
/// script has none, between two letters.
QStringList wrapped(const QString &text, qsizetype width = 78, qsizetype indent = 0);

} // namespace synchroscope::ctl
