// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

#include <QByteArray>
#include <QString>

/// What holds of any bytes whatever that a parser is given, beside that it returns. Each function says what
/// does not hold, or nothing.
namespace synchroscope::test {

/// A configuration file of that daemon, read in every way that there is: lines are where they are said to
/// be, a document that nobody has edited is the same bytes, and a server that is switched off and on again
/// leaves no trace.
QString brokenPropertyOfFile(DaemonKind daemon, const QByteArray &text);

/// One line of a server: written and read again it is the same.
QString brokenPropertyOfLine(DaemonKind daemon, const QByteArray &line);

/// A request to the helper, of any verb: what is accepted is harmless, and written anew it is accepted as the
/// same.
QString brokenPropertyOfRequest(const QByteArray &bytes);

/// A journal: what is accepted is exactly what would be written.
QString brokenPropertyOfJournal(const QByteArray &text);

/// What systemctl and chronyc print.
QString brokenPropertyOfAnswer(const QByteArray &text);

} // namespace synchroscope::test
