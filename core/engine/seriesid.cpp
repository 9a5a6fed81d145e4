// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/seriesid.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString daemonKey(const DaemonReport &daemon)
{
    const std::array kinds{u"chrony"_s, u"timesyncd"_s, u"ntpsec"_s, u"ntp"_s, u"ntpd-rs"_s, u"openntpd"_s};
    return u"%1#%2"_s.arg(kinds[size_t(daemon.kind)], QString::number(daemon.instance));
}

} // namespace

SourceId seriesId(const DaemonReport &daemon)
{
    return {daemonKey(daemon)};
}

SourceId seriesId(const DaemonReport &daemon, const DaemonSource &source)
{
    return {u"%1/%2/%3"_s.arg(daemonKey(daemon), source.name, QString::number(source.ordinal))};
}

SourceId seriesId(const DaemonReport &daemon, TrackingQuantity quantity)
{
    const std::array names{u"system-offset"_s, u"frequency"_s, u"root-delay"_s, u"root-dispersion"_s};
    return {u"%1//%2"_s.arg(daemonKey(daemon), names[size_t(quantity)])};
}

} // namespace synchroscope
