// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/originwording.h"

#include <QCoreApplication>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class OriginWording
{
    Q_DECLARE_TR_FUNCTIONS(OriginWording)
};

QString placeText(const NamedServer &server)
{
    if (server.file.isEmpty())
        return daemonName(server.daemon);
    if (server.line == 0)
        return server.file;
    return OriginWording::tr("%1, line %2", "a file and a line in it")
        .arg(server.file, QString::number(server.line));
}

} // namespace

QString daemonName(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return u"chrony"_s;
    case DaemonKind::Timesyncd:
        return u"systemd-timesyncd"_s;
    case DaemonKind::Ntpsec:
        return u"NTPsec"_s;
    case DaemonKind::Ntpd:
        return u"ntpd"_s;
    case DaemonKind::NtpdRs:
        return u"ntpd-rs"_s;
    case DaemonKind::OpenNtpd:
        break;
    }
    return u"OpenNTPD"_s;
}

QString origin(const NamedServer &server)
{
    QString place = placeText(server);
    switch (server.origin) {
    case ServerOrigin::Administrator:
        return place;
    case ServerOrigin::Distribution:
        return OriginWording::tr("%1 (the distribution's own)").arg(place);
    case ServerOrigin::Dhcp:
        return OriginWording::tr("%1 (handed out by the network, DHCP)").arg(place);
    case ServerOrigin::Running:
        return OriginWording::tr("%1 uses it at this moment").arg(daemonName(server.daemon));
    case ServerOrigin::Default:
        break;
    }
    return OriginWording::tr("%1 (a commented default, used when nothing else is set)").arg(place);
}

QString originText(ServerOrigin origin)
{
    switch (origin) {
    case ServerOrigin::Administrator:
        return OriginWording::tr("in this computer's files");
    case ServerOrigin::Distribution:
        return OriginWording::tr("by the distribution");
    case ServerOrigin::Dhcp:
        return OriginWording::tr("handed out by the network (DHCP)");
    case ServerOrigin::Running:
        return OriginWording::tr("in no file: added while the program ran");
    case ServerOrigin::Default:
        break;
    }
    return OriginWording::tr("as a default, because nothing else is set");
}

} // namespace synchroscope::wording
