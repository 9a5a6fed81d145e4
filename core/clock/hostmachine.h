// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"

namespace synchroscope {

/// What this computer is, from what everybody may read under the folder `root` ("/" for this machine): the
/// kernel's release, what container engines leave behind, the firmware's names (DMI, as
/// systemd-detect-virt(1) and cloud-init read them) and the processor's flag "hypervisor". Any thread; a few
/// small files.
HostMachine readHostMachine(const QString &root);

} // namespace synchroscope
