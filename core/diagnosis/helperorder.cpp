// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/helperorder.h"

#include "core/config/helperwords.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// For the daemon to be up, on top of what systemd allows itself.
constexpr int patience = 60; // s

HelperOrder daemonOrder(const QString &verb, DaemonKind daemon)
{
    const QJsonObject request{{u"format"_s, 1}, {u"daemon"_s, stableName(daemon)}};
    return {.verb = verb, .request = QJsonDocument(request).toJson(QJsonDocument::Compact)};
}

HelperOrder serviceOrder(const QString &action, DaemonKind daemon)
{
    const QJsonObject request{
        {u"format"_s, 1}, {u"daemon"_s, stableName(daemon)}, {u"action"_s, action}, {u"wait_s"_s, patience}};
    return {.verb = u"service"_s, .request = QJsonDocument(request).toJson(QJsonDocument::Compact)};
}

} // namespace

std::optional<HelperOrder> helperOrder(const DaemonCommand &command)
{
    using Kind = DaemonCommand::Kind;
    const DaemonKind daemon = command.daemon;
    // The helper knows no unit of theirs.
    if (daemon == DaemonKind::NtpdRs || daemon == DaemonKind::OpenNtpd)
        return std::nullopt;
    if (command.kind == Kind::Start)
        return serviceOrder(u"start"_s, daemon);
    if (command.kind == Kind::Restart || (command.kind == Kind::Step && daemon == DaemonKind::Timesyncd))
        return serviceOrder(u"restart"_s, daemon);
    if (daemon != DaemonKind::Chrony)
        return std::nullopt;
    switch (command.kind) {
    case Kind::Step:
        return daemonOrder(u"step"_s, daemon);
    case Kind::Burst:
        return daemonOrder(u"burst"_s, daemon);
    case Kind::GoOnline:
        return daemonOrder(u"online"_s, daemon);
    case Kind::Reload:
        return serviceOrder(u"reload"_s, daemon);
    case Kind::Start:
    case Kind::Restart:
        break;
    }
    return std::nullopt;
}

} // namespace synchroscope
