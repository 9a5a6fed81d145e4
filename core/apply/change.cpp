// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/change.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace synchroscope {

const std::vector<QString> &serviceUnits()
{
    static const std::vector<QString> units{
        u"chrony.service"_s, u"chronyd.service"_s, u"systemd-timesyncd.service"_s,
        u"ntpsec.service"_s, u"ntp.service"_s,     u"ntpd.service"_s,
    };
    return units;
}

bool isServiceUnit(const QString &unit)
{
    const std::vector<QString> &units = serviceUnits();
    return std::find(units.cbegin(), units.cend(), unit) != units.cend();
}

} // namespace synchroscope
