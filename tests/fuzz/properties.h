// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

#include <QByteArray>
#include <QString>

namespace synchroscope {
struct TimesyncdFields;
}

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

/// A datagram from an NTP server: its fields written again are the same bytes, it is judged as the oracle
/// judges it, and what is accepted makes a sample.
QString brokenPropertyOfPacket(const QByteArray &bytes);

/// chronyd's answer to any command.
QString brokenPropertyOfCmdmon(const QByteArray &bytes);

/// A datagram of mode 6, by ntpd or NTPsec.
QString brokenPropertyOfControl(const QByteArray &bytes);

/// What ntpd-rs shows on its observation socket.
QString brokenPropertyOfNtpdRs(const QByteArray &json);

/// timesyncd's NTPMessage: its fields one after another, big-endian, as timesyncdBytes() writes them. What is
/// missing is zero.
QString brokenPropertyOfTimesyncd(const QByteArray &bytes);
QByteArray timesyncdBytes(const TimesyncdFields &fields);

/// What somebody pasted from a terminal: blocks are in order and do not overlap, and each line is of a block,
/// or not recognised, or blank, a fence or a command.
QString brokenPropertyOfPaste(const QByteArray &text);

/// Recorded facts: what is accepted is the same when it is written and read again, blanked too.
QString brokenPropertyOfFacts(const QByteArray &text);

} // namespace synchroscope::test
