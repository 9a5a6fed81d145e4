// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tray.h"

#include "ui/window/verdicticon.h"

#include <QAction>

namespace synchroscope {

using namespace Qt::StringLiterals;

Tray::Tray(QObject *parent) : QObject(parent)
{
    QAction *open = m_menu.addAction(tr("&Open Synchroscope"));
    connect(open, &QAction::triggered, this, &Tray::openRequested);
    m_menu.setDefaultAction(open);
    m_pause = m_menu.addAction(tr("&Pause measuring"));
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &Tray::pauseRequested);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("&Quit")), &QAction::triggered, this, &Tray::quitRequested);

    connect(&m_host, &TrayHost::presentChanged, this, &Tray::setPresent);
    m_host.look();
}

Tray::~Tray() = default;

void Tray::setPresent(bool present)
{
    if (present) {
        m_icon = std::make_unique<QSystemTrayIcon>();
        m_icon->setContextMenu(&m_menu);
        connect(m_icon.get(), &QSystemTrayIcon::activated, this,
                [this](QSystemTrayIcon::ActivationReason reason) {
                    if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::MiddleClick)
                        Q_EMIT toggleRequested();
                });
        m_shown.reset();
        refresh();
        m_icon->show();
    } else {
        m_icon.reset();
    }
    Q_EMIT availableChanged(present);
}

void Tray::setSnapshot(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_pause->setChecked(snapshot->paused);
    refresh();
}

void Tray::setStale(const QString &reason)
{
    if (reason == m_staleReason)
        return;
    m_staleReason = reason;
    refresh();
}

void Tray::refresh()
{
    if (!m_snapshot)
        return;
    const wording::VerdictText text = wording::answer(*m_snapshot, m_snapshot->takenAt);
    m_toolTip = m_snapshot->demonstration ? tr("Demonstration – %1").arg(text.headline) : text.headline;
    if (!m_staleReason.isEmpty())
        m_toolTip = m_staleReason;
    if (!m_icon)
        return;
    m_icon->setToolTip(m_toolTip);
    const wording::VerdictSign sign =
        m_staleReason.isEmpty() ? wording::verdictSign(*m_snapshot) : wording::VerdictSign::Waiting;
    if (m_shown == sign)
        return;
    m_shown = sign;
    m_icon->setIcon(verdictIcon(sign));
}

void Tray::say(const QString &title, const QString &text)
{
    if (m_icon)
        m_icon->showMessage(title, text, verdictIcon(m_shown.value_or(wording::VerdictSign::Empty)));
}

} // namespace synchroscope
