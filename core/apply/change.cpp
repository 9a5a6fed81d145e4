// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/change.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

struct DaemonName
{
    DaemonKind daemon;
    QLatin1StringView name;
};

constexpr std::array daemonNames{
    DaemonName{DaemonKind::Chrony, "chrony"_L1},
    DaemonName{DaemonKind::Timesyncd, "timesyncd"_L1},
    DaemonName{DaemonKind::Ntpsec, "ntpsec"_L1},
    DaemonName{DaemonKind::Ntpd, "ntp"_L1},
};

} // namespace

QString nameOf(DaemonKind daemon)
{
    for (const DaemonName &one : daemonNames) {
        if (one.daemon == daemon)
            return one.name;
    }
    return {};
}

std::optional<DaemonKind> daemonNamed(QStringView name)
{
    for (const DaemonName &one : daemonNames) {
        if (name == one.name)
            return one.daemon;
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
