// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/planwording.h"

#include "ui/wording/optionfaultwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class PlanWording
{
    Q_DECLARE_TR_FUNCTIONS(PlanWording)
};

} // namespace

QString planFault(const PlanFault &fault, DaemonKind daemon, Reader reader,
                  const std::optional<DaemonVersion> &version)
{
    const QString name = daemonName(daemon);
    switch (fault.kind) {
    case PlanFault::Kind::NotEditable:
        return PlanWording::tr("The configuration of %1 is shown here, and cannot be changed from here.")
            .arg(name);
    case PlanFault::Kind::NoConfiguration:
        return PlanWording::tr("%1 has no configuration: there is no %2. Is it installed?")
            .arg(name, fault.subject);
    case PlanFault::Kind::NotWhole:
        return PlanWording::tr("%1 could not be read whole, so it is not changed.").arg(fault.subject);
    case PlanFault::Kind::NoSuchServer:
        return (reader == Reader::Window
                    ? PlanWording::tr("No server is called \"%1\".")
                    : PlanWording::tr(
                          "No server is called \"%1\". \"synchroscopectl servers list\" shows them all."))
            .arg(fault.subject);
    case PlanFault::Kind::Ambiguous:
        return PlanWording::tr("Several servers are called \"%1\". Say which one by its place: %2.")
            .arg(fault.subject, fault.candidates.join(u", "_s));
    case PlanFault::Kind::OthersFile:
        return PlanWording::tr(
                   "%1 is not yours to change: the network or a package writes it, and would write "
                   "it again.")
            .arg(fault.subject);
    case PlanFault::Kind::LineRefused:
        return PlanWording::tr("\"%1\": %2", "a line, a sentence about it")
            .arg(fault.subject, fault.line ? optionFault(*fault.line, daemon, version) : QString());
    case PlanFault::Kind::NotOneServer:
        return PlanWording::tr(
                   "\"%1\" is not the line of one server. Write it as %2 has it, such as \"server "
                   "ntp.example.org iburst\".")
            .arg(fault.subject, name);
    case PlanFault::Kind::LeavesNone:
        break;
    }
    return (reader == Reader::Window
                ? PlanWording::tr("%1 would be left without any server, and this clock would drift. Add "
                                  "another server, or tick the box below.")
                : PlanWording::tr("%1 would be left without any server, and this clock would drift. Name "
                                  "another server with it."))
        .arg(name);
}

QString planWarning(const PlanWarning &warning, DaemonKind daemon, Reader reader,
                    const std::optional<DaemonVersion> &version)
{
    const QString name = daemonName(daemon);
    switch (warning.kind) {
    case PlanWarning::Kind::AlreadyThere:
        return PlanWording::tr("\"%1\" is in force already, and not added again.").arg(warning.subject);
    case PlanWarning::Kind::StaysInForce:
        return PlanWording::tr("%1 stays in force: %2 is not the administrator's file.")
            .arg(warning.subject, warning.file);
    case PlanWarning::Kind::CopiedByDhcp:
        return (reader == Reader::Window
                    ? PlanWording::tr(
                          "%1 runs from %2, which the network's script writes with servers of its own: "
                          "changes of other files have no effect as long as it is there. IGNORE_DHCP=yes "
                          "in /etc/default/ntpsec ends that: tick the box below.")
                    : PlanWording::tr(
                          "%1 runs from %2, which the network's script writes with servers of its own: "
                          "changes of other files have no effect as long as it is there. IGNORE_DHCP=yes "
                          "in /etc/default/ntpsec ends that (--ignore-dhcp in a terminal)."))
            .arg(name, warning.file);
    case PlanWarning::Kind::TooFewToOutvote:
        return PlanWording::tr("%n source(s) cannot outvote a wrong one: three or more can.", nullptr,
                               warning.count);
    case PlanWarning::Kind::LineDoubtful:
        return PlanWording::tr("\"%1\": %2", "a line, a sentence about it")
            .arg(warning.subject, warning.line ? optionFault(*warning.line, daemon, version) : QString());
    case PlanWarning::Kind::NoneLeft:
        break;
    }
    return PlanWording::tr("%1 is left without any server, as asked: this clock will drift.").arg(name);
}

QString planEffect(ChangeEffect effect, DaemonKind daemon)
{
    switch (effect) {
    case ChangeEffect::None:
        return PlanWording::tr("Nothing changes.");
    case ChangeEffect::Reload:
        return PlanWording::tr("%1 reads its sources again and runs on; those that stay keep their samples.")
            .arg(daemonName(daemon));
    case ChangeEffect::Restart:
        break;
    }
    return PlanWording::tr(
               "%1 must be restarted: some seconds without synchronisation, after which it begins "
               "anew and may step this clock.")
        .arg(daemonName(daemon));
}

QString planEffect(ChangeEffect effect, DaemonKind daemon, std::optional<Duration> step)
{
    if (effect != ChangeEffect::Restart)
        return planEffect(effect, daemon);
    if (!step)
        return PlanWording::tr("%1 must be restarted: some seconds without synchronisation, after which it "
                               "begins anew. As far as is measured, it will not step this clock.")
            .arg(daemonName(daemon));
    return PlanWording::tr("%1 must be restarted: some seconds without synchronisation, after which it "
                           "begins anew and may step this clock by %2.")
        .arg(daemonName(daemon), spanText(*step));
}

} // namespace synchroscope::wording
