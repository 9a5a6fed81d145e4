// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/daemonreport.h"

namespace synchroscope {

Discipline disciplineOf(const DaemonReport &daemon)
{
    if (!daemon.process || !daemon.process->maySetClock)
        return Discipline::Unknown;
    if (daemon.process->leavesClockAlone)
        return Discipline::Renounced;
    if (!*daemon.process->maySetClock)
        return Discipline::Forbidden;
    if (!daemon.tracking)
        return Discipline::Unknown;
    return daemon.tracking->synchronised ? Discipline::Disciplining : Discipline::NotYet;
}

} // namespace synchroscope
