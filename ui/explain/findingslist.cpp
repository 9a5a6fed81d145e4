// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/findingslist.h"

#include "ui/explain/readingtext.h"
#include "ui/panels/quietlabel.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

FindingsList::FindingsList(FindingCard::Form form, QWidget *parent)
    : QScrollArea(parent)
    , m_form(form)
    , m_empty(new QuietLabel)
{
    setObjectName(u"findingsList"_s);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    content->setObjectName(u"findingsContent"_s);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    m_empty->setWordWrap(true);
    m_empty->setMargin(8);
    m_empty->setObjectName(u"noFindings"_s);
    m_column->addWidget(m_empty);
    m_column->addStretch();
    content->setMaximumWidth(readingWidth(font()));
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

void FindingsList::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        widget()->setMaximumWidth(readingWidth(font()));
}

void FindingsList::setEmptyText(const QString &text)
{
    m_empty->setText(text);
    m_empty->setVisible(m_cards.empty() && !text.isEmpty());
}

void FindingsList::setFindings(const std::vector<Finding> &findings, Instant now, bool canAct)
{
    std::vector<FindingCard *> cards;
    cards.reserve(findings.size());
    for (const Finding &finding : findings) {
        FindingCard *card = takeCard(finding);
        card->setFinding(finding, now, canAct);
        cards.push_back(card);
    }
    for (FindingCard *gone : m_cards) {
        gone->hide();
        gone->deleteLater();
    }
    for (size_t i = 0; i < cards.size(); ++i) {
        if (m_column->indexOf(cards[i]) != int(i))
            m_column->insertWidget(int(i), cards[i]);
        cards[i]->show(); // a layout would do so later, and it may be opened at once
    }
    m_cards = cards;
    // The widest button has to be seen whole: there is nothing to scroll to the side with.
    setMinimumWidth(widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
    m_empty->setVisible(cards.empty() && !m_empty->text().isEmpty());
}

// It is in the list no more: what is left there in the end is gone.
FindingCard *FindingsList::takeCard(const Finding &finding)
{
    const auto known = std::ranges::find_if(m_cards, [&finding](const FindingCard *card) {
        return card->finding().id == finding.id && card->finding().subject == finding.subject;
    });
    if (known != m_cards.end()) {
        FindingCard *card = *known;
        m_cards.erase(known);
        return card;
    }
    auto *card = new FindingCard(m_form);
    connect(card, &FindingCard::actionRequested, this, &FindingsList::actionRequested);
    connect(card, &FindingCard::explanationRequested, this,
            [this, card] { Q_EMIT explanationRequested(card->finding()); });
    return card;
}

void FindingsList::reveal(FindingId id, const QString &subject)
{
    for (FindingCard *card : m_cards) {
        if (card->finding().id != id || card->finding().subject != subject)
            continue;
        card->open();
        widget()->layout()->activate();
        ensureWidgetVisible(card);
    }
}

int FindingsList::wantedHeight() const
{
    const int width = std::min(viewport()->width(), widget()->maximumWidth());
    return widget()->layout()->hasHeightForWidth() ? widget()->layout()->heightForWidth(width)
                                                   : widget()->sizeHint().height();
}

} // namespace synchroscope
