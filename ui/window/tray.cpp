// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tray.h"

#include "core/config/stepthreshold.h"
#include "core/diagnosis/helperorder.h"
#include "core/diagnosis/judgement.h"
#include "ui/wording/alertwording.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

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

/// What an entry of the menu says and does.
struct TrayCommand
{
    QString text;
    QString whyNot;  ///< empty: it can be done
    QString shortly; ///< the same in a few words, for menus that show no tooltips
    FindingAction action;
};

FindingAction daemonAction(DaemonCommand::Kind kind, DaemonKind daemon)
{
    return {.kind = FindingAction::Kind::Command, .command = {.kind = kind, .daemon = daemon}};
}

TrayCommand impossible(const QString &text, const QString &shortly, const QString &whyNot)
{
    return {.text = text, .whyNot = whyNot, .shortly = shortly, .action = {}};
}

/// The time service that corrects this clock; of several chrony, which can be told the most. Absent: none
/// does.
std::optional<DaemonKind> steering(const Snapshot &snapshot)
{
    std::optional<DaemonKind> kind;
    for (const DaemonReport &daemon : snapshot.machine.daemons) {
        if (!daemon.process || !maySteer(daemon))
            continue;
        if (!kind || daemon.kind == DaemonKind::Chrony)
            kind = daemon.kind;
    }
    return kind;
}

/// Why no time service can be told anything. Empty text: one can.
TrayCommand hindrance(const Snapshot &snapshot, const QString &text)
{
    switch (snapshot.changeAbility) {
    case ChangeAbility::Able:
        break;
    case ChangeAbility::NoHelper:
        return impossible(text, Tray::tr("no helper"),
                          Tray::tr("Synchroscope's helper, which does it as root, is not installed."));
    case ChangeAbility::NoPkexec:
        return impossible(text, Tray::tr("no pkexec"),
                          Tray::tr("Nothing is installed that could ask for a password (pkexec)."));
    case ChangeAbility::NotHere:
        return impossible(text, Tray::tr("a demonstration"),
                          Tray::tr("In a demonstration no time service of this computer is told anything."));
    }
    return {};
}

/// A clock that nobody keeps right can have its time service started. Absent: no service is known to start.
std::optional<TrayCommand> startOfNetworkTime(const Snapshot &snapshot)
{
    const bool isOff =
        snapshot.clock && snapshot.clock->timedated.networkTimeService() == NetworkTimeService::Inactive;
    if (!isOff)
        return std::nullopt;
    return TrayCommand{.text = Tray::tr("&Turn network time on…"),
                       .whyNot = {},
                       .shortly = {},
                       .action = {.kind = FindingAction::Kind::NetworkTimeOn}};
}

/// A restarted timesyncd steps by itself, and only what is off by more than its limit.
TrayCommand stepByRestart(const Snapshot &snapshot, DaemonKind daemon)
{
    const QString name = wording::daemonName(daemon);
    const QString text = Tray::tr("&Step the clock: restart %1…", "a time service").arg(name);
    const std::optional<Duration> least = stepThreshold(daemon, NamedServers());
    const std::optional<Offset> &offset = snapshot.judgement.offset;
    if (least && !offset)
        return impossible(text, Tray::tr("offset not known"),
                          Tray::tr("How far off this clock is has not been measured so far."));
    if (least && offset->magnitude() <= *least)
        return impossible(
            Tray::tr("&Step the clock"),
            Tray::tr("off by %1 only", "a span").arg(wording::spanText(offset->magnitude())),
            Tray::tr("%1 steps what is off by more than %2, and corrects less little by little.",
                     "a time service, a span")
                .arg(name, wording::spanText(*least)));
    return {
        .text = text, .whyNot = {}, .shortly = {}, .action = daemonAction(DaemonCommand::Kind::Step, daemon)};
}

TrayCommand stepCommand(const Snapshot &snapshot)
{
    const QString text = Tray::tr("&Step the clock…");
    const std::optional<DaemonKind> daemon = steering(snapshot);
    if (snapshot.changeAbility == ChangeAbility::NotHere)
        return hindrance(snapshot, text);
    if (!daemon) {
        if (const std::optional<TrayCommand> start = startOfNetworkTime(snapshot))
            return *start;
        return impossible(text, Tray::tr("no time service"),
                          Tray::tr("No time service of this computer corrects this clock."));
    }
    if (TrayCommand hindered = hindrance(snapshot, text); !hindered.text.isEmpty())
        return hindered;
    const FindingAction action = daemonAction(DaemonCommand::Kind::Step, *daemon);
    if (!helperOrder(action.command))
        return impossible(text, Tray::tr("not with %1", "a time service").arg(wording::daemonName(*daemon)),
                          Tray::tr("%1 cannot be told to step the clock.", "a time service")
                              .arg(wording::daemonName(*daemon)));
    if (*daemon == DaemonKind::Timesyncd)
        return stepByRestart(snapshot, *daemon);
    return {.text = text, .whyNot = {}, .shortly = {}, .action = action};
}

TrayCommand burstCommand(const Snapshot &snapshot)
{
    const std::optional<DaemonKind> daemon = steering(snapshot);
    const QString anybody = Tray::tr("&Have the time service ask its servers now");
    if (snapshot.changeAbility == ChangeAbility::NotHere)
        return hindrance(snapshot, anybody);
    if (!daemon)
        return impossible(anybody, Tray::tr("no time service"),
                          Tray::tr("No time service of this computer corrects this clock."));
    const QString name = wording::daemonName(*daemon);
    const FindingAction burst = daemonAction(DaemonCommand::Kind::Burst, *daemon);
    const FindingAction restart = daemonAction(DaemonCommand::Kind::Restart, *daemon);
    const bool canBurst = helperOrder(burst.command).has_value();
    const QString text =
        canBurst ? Tray::tr("&Have %1 ask its servers now…", "a time service").arg(name)
                 : Tray::tr("&Restart %1, so that it asks its servers now…", "a time service").arg(name);
    if (TrayCommand hindered = hindrance(snapshot, text); !hindered.text.isEmpty())
        return hindered;
    if (!canBurst && !helperOrder(restart.command))
        return impossible(Tray::tr("&Have %1 ask its servers now", "a time service").arg(name),
                          Tray::tr("not from here"),
                          Tray::tr("%1 cannot be told that from here.", "a time service").arg(name));
    return {.text = text, .whyNot = {}, .shortly = {}, .action = canBurst ? burst : restart};
}

void show(QAction &entry, const TrayCommand &command)
{
    entry.setEnabled(command.whyNot.isEmpty());
    entry.setToolTip(command.whyNot);
    QString text = command.text;
    if (command.whyNot.isEmpty()) {
        entry.setText(text);
        return;
    }
    if (text.endsWith(u'…'))
        text.chop(1);
    entry.setText(
        Tray::tr("%1 (%2)", "an entry of a menu, why it cannot be done").arg(text, command.shortly));
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
    m_step = m_menu.addAction(QString());
    m_step->setObjectName(u"trayStep"_s);
    m_step->setVisible(false);
    connect(m_step, &QAction::triggered, this, [this] { Q_EMIT actionRequested(m_stepAction); });
    m_burst = m_menu.addAction(QString());
    m_burst->setObjectName(u"trayBurst"_s);
    m_burst->setVisible(false);
    connect(m_burst, &QAction::triggered, this, [this] { Q_EMIT actionRequested(m_burstAction); });
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
    m_menu.setToolTipsVisible(true);
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
    refreshCommands();
}

void Tray::refreshCommands()
{
    const TrayCommand step = stepCommand(*m_snapshot);
    m_stepAction = step.action;
    m_step->setVisible(true);
    show(*m_step, step);
    const TrayCommand burst = burstCommand(*m_snapshot);
    m_burstAction = burst.action;
    m_burst->setVisible(true);
    show(*m_burst, burst);
}

void Tray::say(const QString &title, const QString &text)
{
    if (m_icon)
        m_icon->showMessage(title, text, trayIcon(m_shown.value_or(TrayState::CannotTell)));
}

} // namespace synchroscope
