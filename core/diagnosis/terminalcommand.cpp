// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/terminalcommand.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString usualUnit(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Timesyncd:
        return u"systemd-timesyncd"_s;
    case DaemonKind::Ntpsec:
        return u"ntpsec"_s;
    case DaemonKind::Ntpd:
        return u"ntp"_s;
    case DaemonKind::NtpdRs:
        return u"ntpd-rs"_s;
    case DaemonKind::OpenNtpd:
        return u"openntpd"_s;
    case DaemonKind::Chrony:
        break;
    }
    return u"chronyd"_s; // Debian's "chrony" answers to it too
}

} // namespace

QString terminalCommand(const DaemonCommand &command, const QString &unit)
{
    using Kind = DaemonCommand::Kind;
    const QString named = unit.isEmpty() ? usualUnit(command.daemon) : unit;
    switch (command.kind) {
    case Kind::Step:
        if (command.daemon == DaemonKind::Chrony)
            return u"sudo chronyc makestep"_s;
        break; // timesyncd steps when it is started
    case Kind::Burst:
        return u"sudo chronyc burst 4/4"_s;
    case Kind::GoOnline:
        return u"sudo chronyc online"_s;
    case Kind::Start:
        return u"sudo systemctl enable --now "_s + named;
    case Kind::Reload:
        if (command.daemon == DaemonKind::Chrony)
            return u"sudo chronyc reload sources"_s;
        break;
    case Kind::Restart:
        break;
    }
    return u"sudo systemctl restart "_s + named;
}

} // namespace synchroscope
