// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/lab.h"

#include "core/lab/labworker.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

Lab::Lab() : m_worker(new LabWorker)
{
    m_thread.setObjectName(u"lab"_s);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

Lab::~Lab()
{
    m_worker->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

template <typename Task>
void Lab::runInLab(Task task) const
{
    QMetaObject::invokeMethod(m_worker, std::move(task), Qt::BlockingQueuedConnection);
}

Lab::ServerId Lab::addServer(const LabBehaviour &behaviour, const QHostAddress &address, quint16 port)
{
    ServerId server = 0;
    runInLab([&] { server = m_worker->addServer(behaviour, address, port); });
    return server;
}

LabEndpoint Lab::endpoint(ServerId server) const
{
    LabEndpoint endpoint;
    runInLab([&] { endpoint = m_worker->endpoint(server); });
    return endpoint;
}

void Lab::setBehaviour(ServerId server, const LabBehaviour &behaviour)
{
    runInLab([&] { m_worker->setBehaviour(server, behaviour); });
}

LabBehaviour Lab::behaviour(ServerId server) const
{
    LabBehaviour behaviour;
    runInLab([&] { behaviour = m_worker->behaviour(server); });
    return behaviour;
}

quint64 Lab::requestCount(ServerId server) const
{
    quint64 count = 0;
    runInLab([&] { count = m_worker->requestCount(server); });
    return count;
}

} // namespace synchroscope
