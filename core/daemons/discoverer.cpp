// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/discoverer.h"

#include "core/daemons/namedservers.h"
#include "core/daemons/timesyncd.h"

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

MachineDiscoverer::MachineDiscoverer(const QString &root, const QDBusConnection &bus, QObject *parent)
    : Discoverer(parent)
    , m_root(root)
{
    setBus(bus);
}

MachineDiscoverer::~MachineDiscoverer() = default;

void MachineDiscoverer::start()
{
    NamedServers named = collectNamedServers(m_root);
    m_found = {};
    m_found.servers = std::move(named.servers);
    m_found.problems = std::move(named.problems);
    m_isSearching = true;
    m_timesyncd->read();
}

void MachineDiscoverer::setBus(const QDBusConnection &bus)
{
    m_timesyncd = std::make_unique<TimesyncdReader>(bus);
    connect(m_timesyncd.get(), &TimesyncdReader::serversRead, this,
            [this](const std::vector<NamedServer> &servers) {
                m_isSearching = false;
                Discovery discovery = std::exchange(m_found, {});
                discovery.finished = true;
                discovery.servers.insert(discovery.servers.end(), servers.begin(), servers.end());
                Q_EMIT finished(discovery);
            });
    if (m_isSearching)
        m_timesyncd->read();
}

} // namespace synchroscope
