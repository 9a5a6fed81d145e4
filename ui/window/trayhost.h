// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace synchroscope {

/// Whether somebody shows tray icons now. Never blocks.
///
/// Asking Qt is not enough: QSystemTrayIcon::isSystemTrayAvailable() asks D-Bus while it blocks, and Qt 6.4
/// keeps the answer of the first time for good, so that a tray which comes later is never noticed. So D-Bus
/// is watched here, and Qt is asked only after a StatusNotifierHost is there; or, on X11, when none has come
/// for a while: then the older kind of tray, which Qt finds by itself at any time, is waited for.
class TrayHost final : public QObject
{
    Q_OBJECT

public:
    explicit TrayHost(QObject *parent = nullptr);

    /// Begins to look; presentChanged() tells what is found.
    void look();

Q_SIGNALS:
    void presentChanged(bool present);

private Q_SLOTS:
    void askForHost();

private:
    void lookForOlderKind();
    void setPresent(bool present);

    bool m_present = false;
    bool m_watchesBus = false;
    QTimer m_patience;
    QTimer m_olderKind;
};

} // namespace synchroscope
