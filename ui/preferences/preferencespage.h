// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/alerts.h"

#include <QFrame>

#include <optional>

class QButtonGroup;
class QCheckBox;
class QGroupBox;
class QLabel;
class QPushButton;

namespace synchroscope {

class DurationField;
class Settings;

/// What the user can choose, in place of the page; Esc or its button closes it. Everything holds at once and
/// is kept in the settings.
class PreferencesPage final : public QFrame
{
    Q_OBJECT

public:
    /// `settings` must outlive it.
    explicit PreferencesPage(Settings &settings, QWidget *parent = nullptr);

    /// The settings were changed by somebody else, such as a notification.
    void refresh();

Q_SIGNALS:
    void closed();
    /// Something in the settings has changed: limits, notifications.
    void changed();
    /// Absent: until unmuteRequested().
    void muteRequested(std::optional<synchroscope::Duration> span);
    void unmuteRequested();

private:
    QGroupBox *makeLimits();
    QGroupBox *makeNotifications();
    QGroupBox *makeSession();
    void chooseProfile(AlertProfile profile);
    void keepOwnLimits();
    void lookAtAutostart();
    void changeAutostart(bool starts);

    Settings &m_settings;
    QButtonGroup *m_profiles = nullptr;
    QLabel *m_ownSentence = nullptr;
    DurationField *m_ownWarning = nullptr;
    DurationField *m_ownCritical = nullptr;
    QWidget *m_ownFields = nullptr;
    QCheckBox *m_notifies = nullptr;
    QLabel *m_muted = nullptr;
    QWidget *m_muteButtons = nullptr;
    QPushButton *m_unmute = nullptr;
    QCheckBox *m_autostart = nullptr;
    QLabel *m_autostartProblem = nullptr;
    bool m_isAutostartChanging = false;
    int m_autostartChanges = 0;
    QCheckBox *m_staysInTray = nullptr;
};

} // namespace synchroscope
