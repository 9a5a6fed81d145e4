// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/systembus.h"

namespace synchroscope::test {

/// A real systemd-timedated, which a private bus starts when it is asked, and which writes a private /etc. It
/// cannot set clocks: see SystemBus.
///
/// Use:  Timedated timedated;
///       QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
class Timedated
{
public:
    /// `ntpUnits`: the time daemons that it knows, by unit. With none it need not ask systemd, which is not
    /// there; a FakeSystemd on the bus can play it.
    explicit Timedated(const QStringList &ntpUnits = {});

    bool start();
    QString failure() const { return m_bus.failure(); }
    SystemBus &bus() { return m_bus; }

    /// What its /etc/localtime leads to; empty: it is no link.
    QString localtimeTarget() const;
    /// Its /etc/adjtime; empty: there is none.
    QByteArray adjtime() const;
    qint64 processId() const;
    void endService();
    /// What `timedatectl` with these arguments prints on the same bus.
    QString timedatectl(const QStringList &arguments);

private:
    SystemBus m_bus;
};

} // namespace synchroscope::test
