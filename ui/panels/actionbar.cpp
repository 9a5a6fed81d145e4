// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/actionbar.h"

#include "core/diagnosis/helperorder.h"
#include "core/diagnosis/terminalcommand.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/panels/tint.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr qsizetype longestWord = 60;
constexpr double tint = 0.16;

bool isEnter(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

QString commandDoneText(const DaemonCommand &command)
{
    const QString daemon = wording::daemonName(command.daemon);
    switch (command.kind) {
    case DaemonCommand::Kind::Step:
        if (command.daemon == DaemonKind::Timesyncd)
            return ActionBar::tr("Done: %1 was restarted, and corrects this clock with its next answer.")
                .arg(daemon);
        return ActionBar::tr("Done: %1 has corrected this clock at once.").arg(daemon);
    case DaemonCommand::Kind::Burst:
        return ActionBar::tr("Done: %1 is asking its servers now. Their answers come within seconds.")
            .arg(daemon);
    case DaemonCommand::Kind::GoOnline:
        return ActionBar::tr("Done: %1 asks its servers again.").arg(daemon);
    case DaemonCommand::Kind::Start:
        return ActionBar::tr("Done: %1 runs.").arg(daemon);
    case DaemonCommand::Kind::Restart:
        return ActionBar::tr("Done: %1 was restarted.").arg(daemon);
    case DaemonCommand::Kind::Reload:
        break;
    }
    return ActionBar::tr("Done: %1 has read its servers again.").arg(daemon);
}

QString doneText(const FindingAction &action)
{
    switch (action.kind) {
    case FindingAction::Kind::Command:
        return commandDoneText(action.command);
    case FindingAction::Kind::NetworkTimeOn:
        return ActionBar::tr("Done: network time is on.");
    case FindingAction::Kind::HardwareClockToUtc:
        return ActionBar::tr("Done: the hardware clock is kept in universal time now.");
    case FindingAction::Kind::MeasureNow:
        return ActionBar::tr("Done: every server was asked.");
    case FindingAction::Kind::EditServers:
    case FindingAction::Kind::Copy:
        break;
    }
    return {};
}

/// Of commands other sentences than of the clock's settings, which timedatectl could change as well.
QString errorText(const FindingAction &action, const Error &error)
{
    if (action.kind != FindingAction::Kind::Command)
        return wording::error(error);
    if (error.code == ErrorCode::CannotChange)
        return ActionBar::tr(
            "It was not done: Synchroscope's helper, which does it as root, is not installed.");
    if (error.code == ErrorCode::NobodyToAsk)
        return ActionBar::tr("It was not done: a password is needed, and no program runs that could ask for "
                             "it. Start a polkit agent.");
    if (error.code != ErrorCode::ChangeFailed)
        return wording::error(error);
    return error.detail.isEmpty() ? ActionBar::tr("It was not done.")
                                  : ActionBar::tr("It was not done: %1").arg(error.detail);
}

/// Why it would be in vain to ask for a password. Empty: it would not.
QString hindrance(const FindingAction &action, const SnapshotPtr &snapshot)
{
    if (action.kind != FindingAction::Kind::Command)
        return {};
    if (snapshot && snapshot->demonstration)
        return ActionBar::tr("This is a demonstration: no time service of this computer is told anything.");
    if (snapshot && snapshot->changeAbility != ChangeAbility::Able)
        return snapshot->changeAbility == ChangeAbility::NoPkexec
                   ? ActionBar::tr("This cannot be done from here: nothing is installed that could ask for a "
                                   "password (pkexec).")
                   : ActionBar::tr("This cannot be done from here: Synchroscope's helper, which does it as "
                                   "root, is not installed.");
    if (!helperOrder(action.command))
        return ActionBar::tr("%1 cannot be told to do that.").arg(wording::daemonName(action.command.daemon));
    return {};
}

/// Of a daemon that runs as one; empty: none is known.
QString unitOf(const SnapshotPtr &snapshot, DaemonKind kind)
{
    if (!snapshot)
        return {};
    for (const DaemonReport &daemon : snapshot->machine.daemons) {
        if (daemon.kind == kind && daemon.process && !daemon.process->unit.isEmpty())
            return daemon.process->unit;
    }
    return {};
}

} // namespace

ActionBar::ActionBar(EngineClient &engine, QWidget *parent)
    : QFrame(parent)
    , m_engine(engine)
    , m_icon(new QLabel)
    , m_label(new AnnouncingLabel)
    , m_doIt(new QPushButton(tr("&Do it")))
    , m_cancel(new QPushButton(tr("&Cancel")))
    , m_copy(new QPushButton(tr("&Copy the command")))
    , m_cross(new QToolButton)
{
    setObjectName(u"actionBar"_s);
    setAutoFillBackground(true);
    m_label->setObjectName(u"actionText"_s);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_doIt->setObjectName(u"doIt"_s);
    m_cancel->setObjectName(u"cancelAction"_s);
    m_copy->setObjectName(u"copyCommand"_s);
    m_cross->setObjectName(u"closeAction"_s);
    m_cross->setAutoRaise(true);
    m_cross->setFocusPolicy(Qt::StrongFocus);
    m_cross->setText(u"×"_s);
    m_cross->setToolTip(tr("Dismiss"));
    m_cross->setAccessibleName(tr("Dismiss"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 5, 8, 5);
    layout->addWidget(m_icon);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_doIt);
    layout->addWidget(m_cancel);
    layout->addWidget(m_copy);
    layout->addWidget(m_cross);
    connect(m_doIt, &QPushButton::clicked, this, &ActionBar::begin);
    connect(m_cancel, &QPushButton::clicked, this, &ActionBar::dismiss);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { open({.kind = FindingAction::Kind::Copy, .text = m_terminalCommand}); });
    connect(m_cross, &QToolButton::clicked, this, &ActionBar::dismiss);
    connect(&m_engine, &EngineClient::commandFinished, this, &ActionBar::takeEnd);
    hide();
}

void ActionBar::open(const FindingAction &action, const std::optional<Offset> &offset)
{
    if (action.kind == FindingAction::Kind::EditServers) {
        dismiss();
        Q_EMIT editRequested(action.file, action.line);
        return;
    }
    if (action.kind == FindingAction::Kind::Copy) {
        QApplication::clipboard()->setText(action.text);
        tell(isUnderWay() ? State::UnderWay : State::Ended, tr("Copied: %1").arg(action.text));
        return;
    }
    if (isUnderWay())
        return;
    m_action = action;
    const SnapshotPtr snapshot = m_engine.snapshot();
    if (const QString reason = hindrance(action, snapshot); !reason.isEmpty()) {
        tell(State::Ended, reason, true);
        // Whoever is root can do it all the same, on this computer.
        if (snapshot && !snapshot->demonstration && helperOrder(action.command))
            offerTerminal();
        return;
    }
    if (action.kind == FindingAction::Kind::MeasureNow) {
        begin();
        return;
    }
    const wording::ActionText words = wording::actionText(action, offset);
    tell(State::Asking, words.consequence.isEmpty() ? words.label : words.consequence);
    m_doIt->setAccessibleDescription(m_text);
    if (!holdsFocus())
        m_focusBefore = QApplication::focusWidget();
    m_doIt->setFocus();
}

void ActionBar::dismiss()
{
    if (isUnderWay())
        return;
    const bool hadFocus = holdsFocus();
    hide();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus();
}

bool ActionBar::holdsFocus() const
{
    return hasFocus() || isAncestorOf(QApplication::focusWidget());
}

QString ActionBar::text() const
{
    return m_text;
}

void ActionBar::begin()
{
    if (isUnderWay())
        return;
    switch (m_action.kind) {
    case FindingAction::Kind::Command:
        m_command = m_engine.runCommand(m_action.command);
        break;
    case FindingAction::Kind::NetworkTimeOn:
        m_command = m_engine.changeClock({.kind = ClockChange::Kind::NetworkTime, .zone = {}, .on = true});
        break;
    case FindingAction::Kind::HardwareClockToUtc:
        m_command = m_engine.changeClock({.kind = ClockChange::Kind::HardwareClock, .zone = {}, .on = false});
        break;
    case FindingAction::Kind::MeasureNow:
        m_command = m_engine.measureNow();
        break;
    case FindingAction::Kind::EditServers:
    case FindingAction::Kind::Copy:
        return;
    }
    m_told = m_command;
    tell(State::UnderWay, m_action.kind == FindingAction::Kind::MeasureNow
                              ? tr("Asking the servers…")
                              : tr("Under way. The system may be asking for your password."));
}

void ActionBar::takeEnd(quint64 command, const Status &status)
{
    if (command != m_command)
        return;
    m_command.reset();
    // Who did not give the password knows that.
    const bool warns = status && status->code != ErrorCode::ChangeCancelled;
    tell(State::Ended, status ? errorText(m_action, *status) : doneText(m_action), warns);
    const bool isHindered =
        status && (status->code == ErrorCode::CannotChange || status->code == ErrorCode::NobodyToAsk);
    if (isHindered && m_action.kind == FindingAction::Kind::Command)
        offerTerminal();
}

void ActionBar::offerTerminal()
{
    m_terminalCommand =
        terminalCommand(m_action.command, unitOf(m_engine.snapshot(), m_action.command.daemon));
    m_copy->setToolTip(m_terminalCommand);
    m_copy->setAccessibleDescription(m_terminalCommand);
    m_copy->show();
}

void ActionBar::tell(State state, const QString &text, bool warns)
{
    const bool hadFocus = holdsFocus();
    m_state = state;
    m_warns = warns;
    m_icon->setPixmap(noticeIcon(warns).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_text = text;
    m_label->setText(withLongWordsElided(text, longestWord));
    m_label->setToolTip(m_label->text() == text ? QString() : text);
    colour();
    show();
    m_cross->setVisible(state == State::Ended);
    // Hidden last, for the focus would wander off into the window.
    if (hadFocus && state == State::Ended)
        m_cross->setFocus();
    else if (hadFocus && state == State::UnderWay)
        setFocus();
    m_doIt->setVisible(state == State::Asking);
    m_cancel->setVisible(state == State::Asking);
    m_copy->hide();
    m_label->announce();
}

bool ActionBar::event(QEvent *event)
{
    // The window has shortcuts of its own.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || isEnter(key)) {
            event->accept();
            return true;
        }
    }
    return QFrame::event(event);
}

void ActionBar::keyPressEvent(QKeyEvent *event)
{
    const bool enters = isEnter(event->key());
    if (!enters && event->key() != Qt::Key_Escape) {
        QFrame::keyPressEvent(event);
        return;
    }
    // A key that is held down is no answer.
    if (event->isAutoRepeat())
        return;
    if (enters && m_state == State::Asking && !m_cancel->hasFocus())
        begin();
    else
        dismiss();
}

void ActionBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        colour();
}

void ActionBar::colour()
{
    tintBackground(*this, m_warns ? QColor(0xe0, 0x8a, 0x00) : QColor(0x3a, 0x8a, 0xc8), tint);
}

} // namespace synchroscope
