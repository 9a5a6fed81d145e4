// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/changecommands.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

QStringList changeCommands(const ChangePlan &plan, const QString &unit)
{
    QStringList commands = shellCommands(plan.changes);
    if (plan.effect == ChangeEffect::Reload)
        commands.append(u"sudo chronyc reload sources"_s);
    else if (plan.effect == ChangeEffect::Restart)
        commands.append(u"sudo systemctl restart "_s +
                        (unit.isEmpty() ? plan.unit : unit).section(u'.', 0, -2));
    return commands;
}

} // namespace synchroscope
