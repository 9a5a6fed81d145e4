// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemoncommand.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace synchroscope {

/// What the helper that runs as root is told.
struct HelperOrder
{
    QString verb;
    QByteArray request;
};

/// The order that a command comes to. Absent: that daemon cannot be told that, while it runs or by its
/// service. timesyncd is restarted for a step: it then asks at once, and steps by itself what is off by more
/// than 0.4 s (the rest it slews). Pure; any thread.
std::optional<HelperOrder> helperOrder(const DaemonCommand &command);

} // namespace synchroscope
