// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "core/estimate/asymmetry.h"
#include "core/estimate/selection.h"

#include <QHash>

#include <span>

namespace synchroscope {

/// One server may be watched by its name and by an address of it, and so by IPv4 and by IPv6. By what is
/// asked ("192.0.2.1 123"): the one name that both ways have, where it is known.
using ServerNames = QHash<QString, QString>;
ServerNames namesOfServers(std::span<const SourceSnapshot> sources);

/// What a watched source brings to the selection.
SelectionSource selectable(const SourceSnapshot &source, const ServerNames &names);
/// What the way to it says; `use` is what the selection made of it.
PathClaim pathClaim(const SourceSnapshot &source, SourceUse use, const ServerNames &names);

} // namespace synchroscope
