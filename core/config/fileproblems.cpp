// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/fileproblems.h"

#include "core/config/chronyconf.h"
#include "core/config/ntpconf.h"
#include "core/config/ntpdrsconf.h"
#include "core/config/openntpdconf.h"
#include "core/config/timesyncdconf.h"

namespace synchroscope {

std::vector<ConfigProblem> problemsIn(DaemonKind daemon, const ConfigText &text)
{
    if (text.part == ConfigPart::Defaults)
        return {};
    switch (daemon) {
    case DaemonKind::Chrony:
        return parseChronyConf(text.text, text.path,
                               text.part == ConfigPart::Sources ? ChronyFile::Sources
                                                                : ChronyFile::Configuration)
            .problems;
    case DaemonKind::Timesyncd:
        return parseTimesyncdConf(text.text).problems;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return parseNtpConf(text.text, text.path, daemon).problems;
    case DaemonKind::NtpdRs:
        return parseNtpdRsConf(text.text, text.path).problems;
    case DaemonKind::OpenNtpd:
        break;
    }
    return parseOpenNtpdConf(text.text, text.path).problems;
}

} // namespace synchroscope
