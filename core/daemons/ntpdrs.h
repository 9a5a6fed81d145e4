// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/daemons/daemonmonitor.h"

#include <QByteArray>
#include <QLocalSocket>

#include <memory>
#include <optional>
#include <vector>

namespace synchroscope {

/// What ntpd-rs shows on its observation socket.
struct NtpdRsObservation
{
    QString version;
    DaemonTracking tracking;
    std::vector<DaemonSource> sources; ///< in the order of their ids; ntpd-rs's own is a new one every time
};

/// Of the JSON of ntpd-rs 1.5 to 2.0-alpha; nothing when it is none. What is missing or nonsense in there is
/// absent.
///
/// It does not say which source is followed: those that answer, by ntpd-rs's own rule (one of the last eight
/// polls), are Selectable, and all have the letter '?'. `adjusted` is the estimate of its Kalman filter, and
/// `error` delay/2 + the filter's standard deviation. Frequencies and our clock's offset are not told.
std::optional<NtpdRsObservation> readNtpdRsObservation(const QByteArray &json, Instant now);

/// Reads ntpd-rs's observation socket every two seconds. There is one only if ntp.toml has an
/// `observation-path`; Debian's package sets /var/run/ntpd-rs/observe.
class NtpdRsMonitor final : public DaemonMonitor
{
    Q_OBJECT

public:
    NtpdRsMonitor(const QString &socketPath, const Clock &clock, Scheduler &scheduler,
                  QObject *parent = nullptr);
    ~NtpdRsMonitor() override;

    void start() override;
    void refresh() override;

private:
    void beginReading();
    void receive();
    void failToConnect(QLocalSocket::LocalSocketError error);
    void use(const QByteArray &json);
    void fail(DaemonAnswer answer, const QString &problem);
    void endReading();

    const Clock &m_clock;
    Scheduler &m_scheduler;
    TimerId m_timer = noTimer; ///< until the next reading, or the one under way is given up
    Instant m_begun;
    QByteArray m_received;
    QLocalSocket *m_socket = nullptr; ///< a child; while a reading is under way
    DaemonReport m_report;
};

} // namespace synchroscope
