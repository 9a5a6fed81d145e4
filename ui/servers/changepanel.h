// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/judgement.h"
#include "core/engine/serverchange.h"
#include "ui/servers/serverdraft.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPushButton;

namespace synchroscope {

class AnnouncingLabel;
class DiffView;
class QuietLabel;

/// "What will change": the files line by line, what the daemon must do and what that does to this clock, and
/// the buttons that do it, or copy it, or drop it.
class ChangePanel final : public QFrame
{
    Q_OBJECT

public:
    /// What decides beside the draft.
    struct Circumstances
    {
        ChangeAbility ability = ChangeAbility::NotHere;
        bool isUnderWay = false;      ///< a change is being made
        std::optional<Offset> offset; ///< of this clock
        Duration bound{};

        friend bool operator==(const Circumstances &, const Circumstances &) = default;
    };

    explicit ChangePanel(QWidget *parent = nullptr);

    /// "and may step this clock by 0.47 s": by what is known of the clock, and of when the daemon steps.
    static QString effectText(const ServerConfiguration &configuration, ChangeEffect effect,
                              const Circumstances &circumstances);

    void setDraft(const ServerDraft &draft, const Circumstances &circumstances);
    /// It was to be applied, and what is shown now nobody had seen then.
    void tellThatPlanIsNew();

Q_SIGNALS:
    void applyRequested();
    void discardRequested();
    void mayLeaveNoneChanged(bool may);
    void dhcpIgnoredChanged(bool isIgnored);

private:
    void showPlan(const ServerDraft &draft, const ChangePlan &plan);
    void showNotice(const QString &text, bool isTrouble);
    void showEffect(const ServerConfiguration &configuration, const ChangePlan &plan);
    QString newPlanText() const;
    QStringList warningTexts(const ServerConfiguration &configuration, const ChangePlan &plan) const;
    void copyCommands();

    Circumstances m_circumstances;
    QStringList m_commands;
    QByteArray m_digest;                        ///< of the plan that is shown; empty: none
    QByteArray m_pressedOn;                     ///< the one at which Apply was pressed
    QByteArray m_newDigest;                     ///< the one of which it is said that it is new
    std::optional<ChangeEffect> m_effectToldOf; ///< by a screen reader
    QLabel *m_title;
    QuietLabel *m_count;
    AnnouncingLabel *m_effect;
    DiffView *m_diff;
    QLabel *m_noticeIcon;
    AnnouncingLabel *m_notice;
    QCheckBox *m_leaveNone;
    QCheckBox *m_ignoreDhcp;
    QPushButton *m_copy;
    QPushButton *m_discard;
    QPushButton *m_apply;
};

} // namespace synchroscope
