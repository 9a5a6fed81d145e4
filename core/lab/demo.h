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
/// ppm, one with a jittery path, and one that falls silent for half a minute and returns.
class DemoLab
{
    Q_DECLARE_TR_FUNCTIONS(DemoLab)

public:
    DemoLab();

    const std::vector<DemoServer> &servers() const { return m_servers; }

private:
    void add(const QString &label, const LabBehaviour &behaviour);

    Lab m_lab;
    std::vector<DemoServer> m_servers;
    QTimer m_silence;
};

} // namespace synchroscope
