// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/lab.h"

#include <QCoreApplication>
#include <QTimer>

#include <vector>

namespace synchroscope {

struct DemoServer
{
    QString label;
    LabEndpoint endpoint;
};

/// The seven servers of the demonstration: three good ones, one 250 ms ahead, one whose clock drifts by 50
/// ppm, one with a jittery path, and one that falls silent and returns again and again. Needs an event loop
/// in the thread that makes it.
class DemoLab
{
    Q_DECLARE_TR_FUNCTIONS(DemoLab)

public:
    /// How long the last of the seven answers before it falls silent, and for how long it then is.
    explicit DemoLab(std::chrono::milliseconds answering = std::chrono::seconds(40),
                     std::chrono::milliseconds silence = std::chrono::seconds(30));

    const std::vector<DemoServer> &servers() const { return m_servers; }

private:
    void add(const QString &label, const LabBehaviour &behaviour);

    Lab m_lab;
    std::vector<DemoServer> m_servers;
    QTimer m_change; ///< of the one that falls silent and returns
};

} // namespace synchroscope
