// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QStringList>

namespace synchroscope {

/// Whether this computer has any way out: an interface that is up and running, is not the loopback, and has
/// an address that leads out. Any thread; takes some 0.1 ms.
bool hasNetwork();
/// Not with a link-local one of IPv6: each interface has one, long before there is a network.
bool leadsOut(const QHostAddress &address);

/// Under which this computer reaches itself, without the scope of link-local ones. Of 127.0.0.0/8 only those
/// that name it: others may be given to servers apart. Any thread; takes some 0.1 ms.
QStringList ownAddresses();

} // namespace synchroscope
