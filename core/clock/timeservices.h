// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace synchroscope {

/// The time services that systemd-timedated may start and stop, in its order: those of the lists in
/// systemd/ntp-units.d whose unit is installed under the folder `root`. "Network time on" enables and starts
/// the first and disables and stops the others.
QStringList timeServiceUnits(const QString &root);

} // namespace synchroscope
