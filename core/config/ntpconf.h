// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

/// ntp.conf(5) of the classic ntpd and of NTPsec.
///
/// One command per line, in lower case only. A # starts a comment anywhere outside double quotes; a quote
/// that is not closed ends with its line. Servers may be preceded by -4 or -6. Addresses 127.127.x.y and
/// NTPsec's `refclock` command are reference clocks, not servers. NTPsec writes the port of the key exchange
/// to an NTS server's name.
namespace synchroscope {

struct NtpCommand
{
    enum class Kind : quint8 {
        Source,      ///< server, pool, peer
        Includefile, ///< a file, or with NTPsec a folder whose *.conf files are read; relative to the file it
                     ///< stands in
        Other,       ///< also reference clocks
    };

    Kind kind = Kind::Other;
    int line = 0;                      ///< 1-based
    QByteArray raw;                    ///< the line as it stands, without its line break
    QStringList arguments;             ///< the words after the command's name
    std::optional<NamedServer> server; ///< of a Source
};

struct NtpConf
{
    std::vector<NtpCommand> commands; ///< those that the daemon would accept, in the order of the file
    std::vector<ConfigProblem> problems;
};

/// `file` is the path to remember; nothing is read from it. `daemon` is Ntpd or Ntpsec.
NtpConf parseNtpConf(QByteArrayView text, const QString &file, DaemonKind daemon);

} // namespace synchroscope
