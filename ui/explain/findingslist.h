// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/explain/findingcard.h"

#include <QScrollArea>

#include <vector>

class QVBoxLayout;

namespace synchroscope {

/// Findings below each other. A card is the same one for as long as its finding is there, so that what was
/// opened, selected or is about to be pressed stays.
class FindingsList final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FindingsList(FindingCard::Form form, QWidget *parent = nullptr);

    void setFindings(const std::vector<Finding> &findings, Instant now, bool canAct = true);
    /// What stands there while there is none.
    void setEmptyText(const QString &text);
    /// Opens it and scrolls there; nothing if it is gone.
    void reveal(FindingId id, const QString &subject);
    int count() const { return static_cast<int>(m_cards.size()); }
    /// Of all cards together, at the width that there is.
    int wantedHeight() const;

Q_SIGNALS:
    void actionRequested(const synchroscope::FindingAction &action);
    void explanationRequested(const synchroscope::Finding &finding);

protected:
    void changeEvent(QEvent *event) override;

private:
    FindingCard *takeCard(const Finding &finding);

    FindingCard::Form m_form;
    std::vector<FindingCard *> m_cards;
    QVBoxLayout *m_column;
    QLabel *m_empty;
};

} // namespace synchroscope
