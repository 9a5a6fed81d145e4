// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "core/diagnosis/facts.h"
#include "core/diagnosis/finding.h"

#include <QByteArray>
#include <QString>

/// A report: all that somebody who is asked for help needs, in one text. Any thread after the translators are
/// installed.
namespace synchroscope::wording {

/// UTF-8: for people first, in the reader's language; then the facts between markers, where readFacts() finds
/// them. `findings` are those of `facts`, `events` what happened, oldest first; without any, what the facts
/// tell of the clock. Blanked if they are.
QByteArray reportText(const DiagnosisFacts &facts, const std::vector<Finding> &findings,
                      const std::vector<Event> &events = {});

/// What a report holds, and what not, said before it is written.
QString reportContents(bool isBlanked);

/// "synchroscope-20261129-203600.txt", of universal time.
QString reportFileName(Instant now);

} // namespace synchroscope::wording
