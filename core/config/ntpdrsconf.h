// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"

#include <QByteArrayView>

#include <vector>

/// ntpd-rs's configuration: the [[source]] tables of ntp.toml(5), 1.0 to 2.0-alpha.
namespace synchroscope {

struct NtpdRsConf
{
    /// Modes server, pool, nts and nts-pool. Of the last two the port is where keys are exchanged, and not
    /// kept.
    std::vector<NamedServer> servers;
    std::vector<NamedDevice> devices; ///< modes sock and pps, by their paths
    std::vector<ConfigProblem> problems;
};

/// `file` is the path to remember; nothing is read from it. What is no TOML names nothing, as ntpd-rs does
/// not start with it.
NtpdRsConf parseNtpdRsConf(QByteArrayView text, const QString &file);

} // namespace synchroscope
