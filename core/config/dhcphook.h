// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace synchroscope {

/// The scripts that write a time daemon's file under /run when the network hands out time servers, as Debian
/// and its relatives install them, Fedora's for chrony among them: whichever manages the network runs one of
/// them. Empty: nobody known here writes it.
QStringList dhcpHooks(const QString &file);

} // namespace synchroscope
