// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"

#include <QByteArrayView>

#include <vector>

/// OpenNTPD's configuration: ntpd.conf(5), and its parse.y where that is silent.
///
/// One command per line, in lower case only; a backslash at its end joins a line with the next one. A #
/// begins a comment anywhere outside quotes, which may be single or double.
namespace synchroscope {

struct OpenNtpdConf
{
    std::vector<NamedServer> servers; ///< `server` asks one address of a name, `servers` all: that is a Pool
    std::vector<NamedDevice> devices; ///< `sensor`
    std::vector<ConfigProblem> problems;
};

/// `file` is the path to remember; nothing is read from it.
OpenNtpdConf parseOpenNtpdConf(QByteArrayView text, const QString &file);

} // namespace synchroscope
