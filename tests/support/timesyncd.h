// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/systembus.h"

#include <QProcess>

#include <chrono>

namespace synchroscope::test {

/// A real systemd-timesyncd, and the NTP server that it asks: a real chronyd on 127.0.0.1:123 of a network of
/// their own. Neither can set the clock (see SystemBus; chronyd has -x beside), so timesyncd says that its
/// clock_adjtime() failed and goes on.
class Timesyncd
{
public:
    /// `servers`: of timesyncd.conf, as NTP= has them.
    explicit Timesyncd(const QStringList &servers = {QStringLiteral("127.0.0.1")});
    ~Timesyncd();
    Timesyncd(const Timesyncd &) = delete;
    Timesyncd &operator=(const Timesyncd &) = delete;

    /// The bus only. Otherwise failure() says why.
    bool startBus();
    /// An NTP server that is ahead of this clock by whole seconds, at stratum 1.
    bool startServer(std::chrono::seconds ahead = std::chrono::seconds(0));
    void stopServer();
    bool startTimesyncd();
    void stopTimesyncd();
    QString failure() const { return m_failure.isEmpty() ? m_bus.failure() : m_failure; }
    SystemBus &bus() { return m_bus; }
    /// What timesyncd has written so far.
    QString log();
    /// What `timedatectl` with these arguments prints on the same bus.
    QString timedatectl(const QStringList &arguments);

private:
    bool fail(const QString &sentence);
    bool launch(QProcess &process, const QStringList &command);

    SystemBus m_bus;
    QProcess m_server;
    QProcess m_timesyncd;
    QByteArray m_log;
    QString m_failure;
};

} // namespace synchroscope::test
