// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/scheduler.h"
#include "core/daemons/daemonmonitor.h"

#include <QStringList>

namespace synchroscope {

/// Watches whether OpenNTPD can be asked, and that is never: its control socket is root's (mode 0660,
/// root:root, by Debian's 6.2p3), and what ntpctl reads from it as root are C structures of OpenNTPD's own
/// version, which we do not read. So the report has an answer and nothing else.
///
/// NotPermitted: the socket is there, and not for us. NoInterface: we may open it.
/// Refused: there is no socket, or one is left that nobody listens on any more.
class OpenNtpdMonitor final : public DaemonMonitor
{
    Q_OBJECT

public:
    OpenNtpdMonitor(const QString &socketPath, Scheduler &scheduler, QObject *parent = nullptr);
    ~OpenNtpdMonitor() override;

    void start() override;
    void refresh() override;

private:
    void look();

    Scheduler &m_scheduler;
    TimerId m_timer = noTimer;
    DaemonReport m_report;
};

/// Where OpenNTPD has its socket: Debian's packages, then others'.
QStringList openNtpdSocketPaths();

} // namespace synchroscope
