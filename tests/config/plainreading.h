// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/config/namedservers.h"

#include <QByteArray>
#include <QStringList>

namespace synchroscope::test {

/// The servers of one file, read by regular expressions and by nothing of core's: in its order, those that
/// were switched off included, as "3 off pool ntp.example iburst". It knows what stands in the corpus, not
/// all that could.
QStringList plainReading(DaemonKind daemon, const QByteArray &text, ConfigPart part);

/// Such a line. `rest`: "fallback server ntp.example".
QString plainLine(int number, bool isOff, const QString &rest);

} // namespace synchroscope::test
