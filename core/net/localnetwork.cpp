// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/localnetwork.h"

#include <QNetworkInterface>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace synchroscope {

bool hasNetwork()
{
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    return std::ranges::any_of(interfaces, [](const QNetworkInterface &candidate) {
        const QNetworkInterface::InterfaceFlags flags = candidate.flags();
        return flags.testFlag(QNetworkInterface::IsUp) && flags.testFlag(QNetworkInterface::IsRunning) &&
               !flags.testFlag(QNetworkInterface::IsLoopBack) &&
               std::ranges::any_of(candidate.addressEntries(), leadsOut, &QNetworkAddressEntry::ip);
    });
}

bool leadsOut(const QHostAddress &address)
{
    return address.protocol() != QHostAddress::IPv6Protocol || !address.isLinkLocal();
}

QStringList ownAddresses()
{
    QStringList own{u"127.0.0.1"_s, u"127.0.1.1"_s, u"::1"_s};
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (QHostAddress address : addresses) {
        if (address.isLoopback())
            continue;
        address.setScopeId({});
        own.append(address.toString());
    }
    return own;
}

} // namespace synchroscope
