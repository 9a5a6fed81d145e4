// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synchroscope {

/// Whether this computer has any way out: an interface that is up and running, is not the loopback, and has
/// an address. Any thread; takes some 0.1 ms.
bool hasNetwork();

} // namespace synchroscope
