// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/demo.h"

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// A good server some way off: the same path both ways, with a little jitter.
LabBehaviour serverAt(Duration distance, Duration jitter)
{
    LabBehaviour behaviour;
    behaviour.there = {distance, jitter};
    behaviour.back = {distance, jitter};
    behaviour.rootDelay = 2 * distance;
    behaviour.rootDispersion = 300us;
    return behaviour;
}

} // namespace

DemoLab::DemoLab(std::chrono::milliseconds answering, std::chrono::milliseconds silence)
{
    add(tr("good 1"), serverAt(300us, 20us));
    add(tr("good 2"), serverAt(1ms, 60us));
    LabBehaviour far = serverAt(4ms, 150us);
    far.stratum = 3;
    add(tr("good, far away"), far);

    LabBehaviour wrong = serverAt(600us, 40us);
    wrong.ahead = 250ms;
    add(tr("wrong by 250 ms"), wrong);

    LabBehaviour drifting = serverAt(500us, 30us);
    drifting.frequencyPpm = 50;
    add(tr("drifting 50 ppm"), drifting);

    add(tr("jittery"), serverAt(1ms, 2ms));

    const LabBehaviour leaving = serverAt(800us, 40us);
    add(tr("sometimes silent"), leaving);
    const auto server = static_cast<Lab::ServerId>(m_servers.size()) - 1;
    QObject::connect(&m_change, &QTimer::timeout, &m_change, [this, server, answering, silence] {
        LabBehaviour behaviour = m_lab.behaviour(server);
        behaviour.silent = !behaviour.silent;
        m_lab.setBehaviour(server, behaviour);
        m_change.start(behaviour.silent ? silence : answering);
    });
    m_change.start(answering);
}

void DemoLab::add(const QString &label, const LabBehaviour &behaviour)
{
    const Lab::ServerId server = m_lab.addServer(behaviour);
    m_servers.push_back({label, m_lab.endpoint(server)});
}

} // namespace synchroscope
