// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/alerts.h"
#include "core/engine/snapshot.h"
#include "ui/alerts/notifications.h"

#include <QObject>

#include <functional>

namespace synchroscope {

class Settings;

/// What an alarm is decided by, of a snapshot. `isMuted` is the user's wish.
AlertInput alertInput(const Snapshot &snapshot, bool isMuted);

/// Speaks up when something is wrong with this clock: by a notification, or through whoever hears
/// undelivered(). Fed with each snapshot; main thread. A demonstration's faults are made up, and alarm
/// nobody.
class Alerts final : public QObject
{
    Q_OBJECT

public:
    /// Both clocks; tests bring their own.
    struct Clocks
    {
        std::function<BootInstant()> boot;
        std::function<Instant()> wall;
    };
    static Clocks systemClocks();

    /// `settings` must outlive it.
    explicit Alerts(Settings &settings, const QDBusConnection &bus = QDBusConnection::sessionBus(),
                    Clocks clocks = systemClocks(), QObject *parent = nullptr);
    ~Alerts() override;

    void setSnapshot(const SnapshotPtr &snapshot);
    /// The settings have changed.
    void readSettings();
    /// Silences notifications for so long; absent: until unmute(). It is kept in the settings.
    void mute(std::optional<Duration> span);
    void unmute();

    AlertBadge badge() const { return m_badge; }
    bool isMuted() const { return m_isMuted; }
    Notifications &notifications() { return m_notifications; }

Q_SIGNALS:
    void badgeChanged(synchroscope::AlertBadge badge);
    /// Also when its time is over.
    void mutedChanged(bool muted);
    void openRequested(const QString &activationToken);
    /// The user chose in a notification to have the clock set.
    void commandRequested(const synchroscope::DaemonCommand &command);
    /// There is nobody else to tell it. `id` is the same for what is said later of the same matter.
    void undelivered(const QString &id, const synchroscope::Notification &notification);
    /// That is not for others to tell any more: it is shown now, or is over.
    void withdrawn(const QString &id);

private:
    void tell(const AlertChange &change, const Snapshot &snapshot);
    void act(const QString &key, const QString &activationToken);
    bool isSilenced() const;
    void checkMuting();
    void keepSilence(Duration step);

    Settings &m_settings;
    Clocks m_clocks;
    Notifications m_notifications;
    AlertKeeper m_keeper;
    AlertBadge m_badge = AlertBadge::None;
    bool m_isMuted = false;
    Duration m_keptSilence{};               ///< as it stands in the settings, unless that is too old
    std::optional<DaemonCommand> m_offered; ///< by the notification of a clock that is off
};

} // namespace synchroscope
