// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/localnetwork.h"

#include <QNetworkInterface>

#include <algorithm>

namespace synchroscope {

bool hasNetwork()
{
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    return std::ranges::any_of(interfaces, [](const QNetworkInterface &candidate) {
        const QNetworkInterface::InterfaceFlags flags = candidate.flags();
        return flags.testFlag(QNetworkInterface::IsUp) && flags.testFlag(QNetworkInterface::IsRunning) &&
               !flags.testFlag(QNetworkInterface::IsLoopBack) && !candidate.addressEntries().isEmpty();
    });
}

} // namespace synchroscope
