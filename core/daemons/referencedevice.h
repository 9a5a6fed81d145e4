// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

#include <QString>

namespace synchroscope {

/// "PHC /dev/ptp0", "SHM 0": what a daemon was told to read.
QString deviceText(const NamedDevice &device);

/// What feeds it, as far as everybody may see that under the folder `root` ("/" for this machine), in the
/// kernel's words. Any thread; a few small files. Empty: not known.
/// - PHC, by its file, a link to that, or a network interface: the clock's name, "KVM virtual PTP";
/// - PPS: its name and the line it listens to, "serial0, /dev/ttyS0";
/// - SHM: the program that made the segment, or else used it last, unless that is a time daemon: "gpsd
/// (411)";
/// - SOCK: the device by which gpsd names the socket, "/dev/ttyS0" for "/run/chrony.ttyS0.sock".
QString feederOf(const NamedDevice &device, const QString &root);

} // namespace synchroscope
