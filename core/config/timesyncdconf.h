// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"

#include <QByteArray>

#include <vector>

/// systemd-timesyncd's configuration: timesyncd.conf(5), systemd.syntax(7), and what systemd 252 does.
///
/// Sections of KEY=VALUE lines; a line whose first character that is not white space is # or ; is a comment,
/// also between the parts of a continued line. A backslash at the end of a line continues it with a space.
/// Keys keep their case. Files add to each other: the main file first, then drop-ins by their name; an empty
/// value takes back what was named before.
namespace synchroscope {

/// A line that names servers.
struct TimesyncdAssignment
{
    enum class Key : quint8 {
        Ntp,             ///< NTP= (or Servers=, its old name)
        Fallback,        ///< FallbackNTP=: used while no other server is known
        DefaultFallback, ///< #FallbackNTP=: how the stock file shows the servers that are compiled in
    };

    Key key = Key::Ntp;
    int line = 0;                ///< 1-based, of the first line if it is continued
    int lastLine = 0;            ///< that of its end
    QByteArray raw;              ///< the lines as they stand, without the last line break
    std::vector<HostSpec> hosts; ///< none: the servers named so far are dropped

    /// It goes over several lines, perhaps with comments between them, or would if the file went on.
    bool isContinued() const { return raw.contains('\n') || raw.trimmed().endsWith('\\'); }
};

struct TimesyncdConf
{
    std::vector<TimesyncdAssignment> assignments; ///< in the order of the file
    std::vector<ConfigProblem> problems;
};

TimesyncdConf parseTimesyncdConf(QByteArrayView text);

struct TimesyncdFile
{
    QString path;
    TimesyncdConf conf;
};

/// The servers that remain in force when timesyncd has read these files in this order: those of NTP=, then
/// the fallback ones. Commented defaults (origin Default) count only in the first file, the main one, and
/// only as long as no file sets FallbackNTP=.
std::vector<NamedServer> effectiveServers(const std::vector<TimesyncdFile> &files);

} // namespace synchroscope
