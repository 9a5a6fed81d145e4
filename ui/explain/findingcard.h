// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"
#include "ui/wording/findingwording.h"

#include <QFrame>

#include <vector>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace synchroscope {

class QuietLabel;

/// One finding: what is the matter, why, what to do about it with a button for each, and on request what led
/// to it and what would disprove it.
class FindingCard final : public QFrame
{
    Q_OBJECT

public:
    enum class Form : quint8 {
        Whole,
        Brief, ///< where there is little room: what it rests on is told elsewhere
    };

    explicit FindingCard(Form form, QWidget *parent = nullptr);

    /// The same finding as it is now keeps what the user has opened. Without a machine of ours there is
    /// nothing that could be done (`canAct`): what can be copied still can.
    void setFinding(const Finding &finding, Instant now, bool canAct = true);
    const Finding &finding() const { return m_finding; }
    /// Shows what led to it.
    void open();

Q_SIGNALS:
    void actionRequested(const synchroscope::FindingAction &action);
    /// Of a brief one: the user wants to know why.
    void explanationRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeButtons();
    void showConsequences();
    void showTexts();
    void showSeverity();
    void showEvidence();

    Form m_form;
    Finding m_finding;
    wording::FindingText m_text;
    QStringList m_evidence;
    bool m_canAct = true;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_explanation;
    QLabel *m_remedy;
    QWidget *m_buttons;
    struct Offer
    {
        QPushButton *button;
        FindingAction action;
    };
    std::vector<Offer> m_offers;
    QToolButton *m_why;
    QuietLabel *m_reasons;
};

} // namespace synchroscope
