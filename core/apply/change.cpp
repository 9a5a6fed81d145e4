// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/change.h"

#include "core/config/helperwords.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr std::array changeable{DaemonKind::Chrony, DaemonKind::Timesyncd, DaemonKind::Ntpsec,
                                DaemonKind::Ntpd};

} // namespace

QString nameOf(DaemonKind daemon)
{
    const bool isChangeable = std::find(changeable.begin(), changeable.end(), daemon) != changeable.end();
    return isChangeable ? stableName(daemon) : QString();
}

std::optional<DaemonKind> daemonNamed(QStringView name)
{
    for (const DaemonKind daemon : changeable) {
        if (name == stableName(daemon))
            return daemon;
    }
    return std::nullopt;
}

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

QStringList unitsOf(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return {u"chrony.service"_s, u"chronyd.service"_s};
    case DaemonKind::Timesyncd:
        return {u"systemd-timesyncd.service"_s};
    case DaemonKind::Ntpsec:
        return {u"ntpsec.service"_s, u"ntpd.service"_s};
    case DaemonKind::Ntpd:
        return {u"ntp.service"_s, u"ntpd.service"_s};
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return {};
}

} // namespace synchroscope
