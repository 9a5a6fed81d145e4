// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tray.h"

#include "ui/wording/alertwording.h"
#include "ui/wording/findingwording.h"

#include <QAction>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// In characters; a menu wider than that is no menu.
constexpr qsizetype longestEntry = 70;

QString asEntry(const QString &text)
{
    QString entry = text;
    if (entry.size() > longestEntry)
        entry = entry.left(longestEntry - 1).trimmed() + u'…';
    return entry.replace(u'&', u"&&"_s);
}

/// The chronyd that corrects this clock, which can be told to do so at once.
bool canCommand(const Snapshot &snapshot)
{
    return snapshot.changeAbility == ChangeAbility::Able &&
           std::ranges::any_of(snapshot.machine.daemons, [](const DaemonReport &daemon) {
               return daemon.kind == DaemonKind::Chrony && daemon.process && maySteer(daemon);
           });
}

FindingAction chronyAction(DaemonCommand::Kind kind)
{
    return {.kind = FindingAction::Kind::Command, .command = {.kind = kind, .daemon = DaemonKind::Chrony}};
}

bool needsAttention(const Snapshot &snapshot)
{
    return !snapshot.findings.empty() && snapshot.findings.front().severity >= Severity::Warning;
}

} // namespace

Tray::Tray(QObject *parent) : QObject(parent)
{
    makeMenu();
    connect(&m_host, &TrayHost::presentChanged, this, &Tray::setPresent);
    m_host.look();
}

void Tray::makeMenu()
{
    m_verdict = m_menu.addAction(QString());
    m_verdict->setObjectName(u"trayVerdict"_s);
    m_verdict->setVisible(false);
    connect(m_verdict, &QAction::triggered, this, &Tray::openRequested);
    m_finding = m_menu.addAction(QString());
    m_finding->setObjectName(u"trayFinding"_s);
    m_finding->setVisible(false);
    connect(m_finding, &QAction::triggered, this, &Tray::explanationRequested);
    m_menu.addSeparator();
    m_step = m_menu.addAction(tr("&Step the clock…"));
    m_step->setObjectName(u"trayStep"_s);
    connect(m_step, &QAction::triggered, this,
            [this] { Q_EMIT actionRequested(chronyAction(DaemonCommand::Kind::Step)); });
    m_burst = m_menu.addAction(tr("Have &chrony ask its sources now…"));
    m_burst->setObjectName(u"trayBurst"_s);
    connect(m_burst, &QAction::triggered, this,
            [this] { Q_EMIT actionRequested(chronyAction(DaemonCommand::Kind::Burst)); });
    m_menu.addSeparator();
    m_pause = m_menu.addAction(tr("&Pause measuring"));
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &Tray::pauseRequested);
    m_mute = m_menu.addAction(tr("&Mute alerts"));
    m_mute->setObjectName(u"trayMute"_s);
    m_mute->setCheckable(true);
    connect(m_mute, &QAction::triggered, this, &Tray::muteRequested);
    m_menu.addSeparator();
    QAction *open = m_menu.addAction(tr("&Open Synchroscope"));
    connect(open, &QAction::triggered, this, &Tray::openRequested);
    m_menu.setDefaultAction(open);
    connect(m_menu.addAction(tr("&Quit")), &QAction::triggered, this, &Tray::quitRequested);
    m_step->setEnabled(false);
    m_burst->setEnabled(false);
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

void Tray::setBadge(AlertBadge badge)
{
    m_badge = badge;
    refresh();
}

void Tray::setMuted(bool muted)
{
    m_mute->setChecked(muted);
}

void Tray::refresh()
{
    if (!m_snapshot)
        return;
    const wording::VerdictText text = wording::answer(*m_snapshot, m_snapshot->takenAt);
    m_toolTip = m_snapshot->demonstration ? tr("Demonstration – %1").arg(text.headline) : text.headline;
    const QString badge = m_badge == AlertBadge::None ? QString() : wording::badgeText(m_badge);
    if (!badge.isEmpty())
        m_toolTip += u'\n' + badge;
    if (!m_staleReason.isEmpty())
        m_toolTip = m_staleReason;
    refreshMenu();
    if (!m_icon)
        return;
    // Every call is a signal on the bus.
    if (m_icon->toolTip() != m_toolTip)
        m_icon->setToolTip(m_toolTip);
    const bool isTold = m_staleReason.isEmpty() && m_badge != AlertBadge::CannotTell;
    const TrayState state = isTold ? trayState(wording::verdictSign(*m_snapshot), needsAttention(*m_snapshot))
                                   : TrayState::CannotTell;
    if (m_shown == state)
        return;
    m_shown = state;
    m_icon->setIcon(trayIcon(state));
}

void Tray::refreshMenu()
{
    m_verdict->setText(asEntry(m_toolTip.section(u'\n', 0, 0)));
    m_verdict->setVisible(true);
    const bool isKnown = m_staleReason.isEmpty() && needsAttention(*m_snapshot);
    m_finding->setVisible(isKnown);
    if (isKnown)
        m_finding->setText(
            asEntry(tr("%1: explain…", "what is the matter")
                        .arg(wording::findingText(m_snapshot->findings.front(), m_snapshot->takenAt).title)));
    const bool isAble = canCommand(*m_snapshot);
    m_step->setEnabled(isAble);
    m_burst->setEnabled(isAble);
}

void Tray::say(const QString &title, const QString &text)
{
    if (m_icon)
        m_icon->showMessage(title, text, trayIcon(m_shown.value_or(TrayState::CannotTell)));
}

} // namespace synchroscope
