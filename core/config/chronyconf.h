// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

/// chrony's configuration: chrony.conf(5), and what chronyd 4.3 to 4.8 does where that is silent.
///
/// One directive per line, words between white space, names and options in any case. A line is a comment if
/// its first character that is not white space is one of ! ; # %; nothing else starts a comment, so "server a
/// # x" is an error. There is no quoting and no continuation.
namespace synchroscope {

/// chronyd reads two kinds of file, differently.
enum class ChronyFile : quint8 {
    Configuration, ///< chrony.conf and what it includes: one bad line and chronyd does not start
    Sources, ///< *.sources: server, pool and peer only; chronyd ignores what it does not understand, and a
             ///< last line without a line break
};

struct ChronyDirective
{
    enum class Kind : quint8 {
        Source,      ///< server, pool, peer
        Device,      ///< refclock
        Include,     ///< one file, or a pattern of files, read at this place
        Confdir,     ///< folders whose *.conf files are read at this place
        Sourcedir,   ///< folders whose *.sources files are read after everything else, and again on "reload
                     ///< sources"
        CommandPort, ///< cmdport: the last one counts
        CommandAddress, ///< bindcmdaddress: the last one of IPv4, of IPv6 and of paths each counts
        Other,
    };

    Kind kind = Kind::Other;
    int line = 0;                      ///< 1-based
    QByteArray raw;                    ///< the line as it stands, without its line break
    QStringList arguments;             ///< the words after the directive's name
    std::optional<NamedServer> server; ///< of a Source
    std::optional<NamedDevice> device; ///< of a Device; without the reference id that chronyd would choose
};

struct ChronyConf
{
    std::vector<ChronyDirective> directives; ///< those that chronyd would accept, in the order of the file
    std::vector<ConfigProblem> problems;
};

/// `file` is the path to remember; nothing is read from it.
ChronyConf parseChronyConf(QByteArrayView text, const QString &file,
                           ChronyFile kind = ChronyFile::Configuration);

} // namespace synchroscope
