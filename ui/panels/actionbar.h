// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"
#include "core/engine/engineclient.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QPushButton;
class QToolButton;

namespace synchroscope {

class AnnouncingLabel;

/// Does what a finding offers, in a strip inside the window; nothing modal. What changes something says its
/// consequence first and waits for "Do it" or Enter, "Cancel" or Esc; then it says that it is under way, and
/// how it ended. Hidden while there is nothing to say.
class ActionBar final : public QFrame
{
    Q_OBJECT

public:
    /// `engine` outlives it.
    explicit ActionBar(EngineClient &engine, QWidget *parent = nullptr);

    /// `offset`: of this clock, for the consequence. What needs no consent is done at once. Nothing new is
    /// begun while something is under way.
    void open(const FindingAction &action, const std::optional<Offset> &offset = {});
    /// Not while something is under way.
    void dismiss();

    bool isUnderWay() const { return m_command.has_value(); }
    /// Whether it tells how that command ended, or will.
    bool tellsOf(quint64 command) const { return command == m_told; }
    QString text() const;

Q_SIGNALS:
    /// `line` is 1-based, 0: none is meant; `file` may be empty.
    void editRequested(const QString &file, int line);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class State : quint8 { Asking, UnderWay, Ended };

    void begin();
    void takeEnd(quint64 command, const Status &status);
    void tell(State state, const QString &text, bool warns = false);
    void offerTerminal();
    void colour();
    bool holdsFocus() const;

    EngineClient &m_engine;
    FindingAction m_action;
    std::optional<EngineClient::CommandId> m_command; ///< that is under way
    std::optional<EngineClient::CommandId> m_told;    ///< the last one
    State m_state = State::Ended;
    QString m_text;
    QString m_terminalCommand; ///< that does what cannot be done from here
    bool m_warns = false;
    QPointer<QWidget> m_focusBefore;
    QLabel *m_icon;
    AnnouncingLabel *m_label;
    QPushButton *m_doIt;
    QPushButton *m_cancel;
    QPushButton *m_copy;
    QToolButton *m_cross;
};

} // namespace synchroscope
