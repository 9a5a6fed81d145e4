// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/alerts.h"
#include "core/engine/snapshot.h"

#include "ui/window/trayhost.h"
#include "ui/window/trayicon.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include <memory>

class QAction;

namespace synchroscope {

/// The icon that keeps watch while the window is closed: the state by shape and colour, the answer in its
/// tooltip, and in its menu what can be done about it. A tray that appears after the program does, as
/// desktops start things in any order, is noticed.
class Tray final : public QObject
{
    Q_OBJECT

public:
    explicit Tray(QObject *parent = nullptr);
    ~Tray() override;

    /// There is a tray, and the icon is in it.
    bool available() const { return m_icon != nullptr; }
    void setSnapshot(const SnapshotPtr &snapshot);
    /// Why what it shows is old; an empty reason ends that.
    void setStale(const QString &reason);
    void setBadge(AlertBadge badge);
    /// Whether alerts are held back.
    void setMuted(bool muted);
    /// A message from the icon.
    void say(const QString &title, const QString &text);
    QString toolTip() const { return m_toolTip; }
    QMenu &menu() { return m_menu; }

Q_SIGNALS:
    void availableChanged(bool available);
    void openRequested();
    /// The icon was clicked: the window comes or goes.
    void toggleRequested();
    void explanationRequested();
    /// The window asks before it does it.
    void actionRequested(const synchroscope::FindingAction &action);
    void pauseRequested(bool pause);
    void muteRequested(bool mute);
    void quitRequested();

private:
    void setPresent(bool present);
    void makeMenu();
    void refresh();
    void refreshMenu();
    void refreshCommands();

    TrayHost m_host;
    QMenu m_menu;
    QAction *m_verdict = nullptr;
    QAction *m_finding = nullptr;
    QAction *m_step = nullptr;
    QAction *m_burst = nullptr;
    FindingAction m_stepAction;
    FindingAction m_burstAction;
    QAction *m_pause = nullptr;
    QAction *m_mute = nullptr;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    SnapshotPtr m_snapshot;
    QString m_toolTip;
    QString m_staleReason;
    AlertBadge m_badge = AlertBadge::None;
    std::optional<TrayState> m_shown;
};

} // namespace synchroscope
