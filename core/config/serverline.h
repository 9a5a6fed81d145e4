// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"
#include "core/result.h"

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

/// One `server`, `pool` or `peer` line as an editor handles it, in the words of chrony, NTPsec or ntpd:
/// `daemon` is one of these three everywhere here. Reading keeps what it does not understand; checking says
/// what would come of it.
namespace synchroscope {

/// A word and, if it takes one, its value; both in their own spelling, quotes of ntp.conf included.
struct OptionWord
{
    QString name;
    std::optional<QString> value = {};

    friend bool operator==(const OptionWord &, const OptionWord &) = default;
};

struct ServerLine
{
    ServerType type = ServerType::Server;
    QString host;
    std::vector<OptionWord> options = {};
    QString directive = {}; ///< "Server", as it was read; written while it still names the type
    QString family = {};    ///< "-4" or "-6" before the host; ntp.conf only
    QString comment = {};   ///< behind the words, with its '#'; ntp.conf only

    friend bool operator==(const ServerLine &, const ServerLine &) = default;
};

/// Reads one line; `number` is for the problem. Whatever options follow the host are taken: a word that is no
/// option of the daemon takes along a number behind it. chrony's options that are written together ("minpoll
/// 4iburst") are two, as for chronyd itself.
///
/// The problem is NotASource for every other line, blank ones, comments and reference clocks included;
/// HostMissing; NullByte or NotUtf8.
std::variant<ServerLine, ConfigProblem> parseServerLine(DaemonKind daemon, QByteArrayView line,
                                                        int number = 1);

/// The words between single spaces, without a line break.
QString formatServerLine(const ServerLine &line);

/// The server that the line names, with chrony's `port`. The error is HostMalformed.
Result<HostSpec> hostOf(DaemonKind daemon, const ServerLine &line);

/// The one that counts of an option, the last; null if the line has none.
const OptionWord *optionOf(DaemonKind daemon, const ServerLine &line, QLatin1StringView name);

/// No line breaks, control characters, invisible ones or white space other than the plain space.
bool isPlainText(const QString &text);

/// Whether the daemon reads a word back as the same single word, and nobody sees it as something else: plain
/// text, without a space (outside quotes of ntp.conf) or an open quote.
bool isOneWord(DaemonKind daemon, const QString &word);

} // namespace synchroscope
