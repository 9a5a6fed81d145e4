// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/findingcard.h"

#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/wrappingrow.h"
#include "ui/window/verdicticon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 20;
// In characters: what fits beside the chart in a window of 1024 pixels, and on a page.
constexpr qsizetype longestBriefWord = 32;
constexpr qsizetype longestWord = 40;

QLabel *makeText(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// A new text would undo a selection that somebody is about to copy.
void fill(QLabel &label, const QString &text, qsizetype longest)
{
    if (label.hasSelectedText())
        return;
    label.setText(withLongWordsElided(text, longest));
    label.setToolTip(label.text() == text ? QString() : text);
    label.setVisible(!text.isEmpty());
}

} // namespace

FindingCard::FindingCard(Form form, QWidget *parent)
    : QFrame(parent)
    , m_form(form)
    , m_icon(new QLabel)
    , m_title(makeText(u"findingTitle"_s))
    , m_explanation(makeText(u"findingExplanation"_s))
    , m_remedy(makeText(u"findingRemedy"_s))
    , m_buttons(new WrappingRow)
    , m_why(new QToolButton)
    , m_reasons(new QuietLabel)
{
    setObjectName(u"findingCard"_s);
    m_icon->setFixedSize(iconSize, iconSize);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_why->setObjectName(u"findingWhy"_s);
    m_why->setText(tr("Why?"));
    m_why->setToolTip(tr("What led to this, and what would show that it is not so"));
    m_why->setFocusPolicy(Qt::StrongFocus);
    m_reasons->setObjectName(u"findingReasons"_s);
    m_reasons->setWordWrap(true);
    m_reasons->setTextFormat(Qt::PlainText);
    m_reasons->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reasons->hide();
    if (form == Form::Whole) {
        m_why->setCheckable(true);
        connect(m_why, &QToolButton::toggled, m_reasons, &QWidget::setVisible);
    } else {
        connect(m_why, &QToolButton::clicked, this, &FindingCard::explanationRequested);
    }
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_title);
    if (form == Form::Brief)
        texts->addWidget(m_buttons); // in a small window the rest has to be scrolled to
    texts->addWidget(m_explanation);
    texts->addWidget(m_remedy);
    if (form == Form::Whole)
        texts->addWidget(m_buttons);
    texts->addWidget(m_reasons);
    m_buttons->layout()->addWidget(m_why);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
}

void FindingCard::setFinding(const Finding &finding, Instant now, bool canAct)
{
    const bool isChanged =
        finding.actions != m_finding.actions || canAct != m_canAct || m_title->text().isEmpty();
    const bool isGraver = finding.severity != m_finding.severity || m_title->text().isEmpty();
    m_finding = finding;
    m_canAct = canAct;
    m_text = wording::findingText(finding, now);
    m_evidence.clear();
    for (const Evidence &evidence : finding.evidence)
        m_evidence.append(wording::evidenceText(evidence, now));
    m_evidence.removeAll(QString());
    if (isGraver)
        showSeverity();
    showTexts();
    if (isChanged)
        makeButtons();
    showConsequences();
}

void FindingCard::open()
{
    m_why->setChecked(true);
    m_why->setFocus();
}

void FindingCard::makeButtons()
{
    for (const Offer &offer : m_offers) {
        offer.button->hide();
        offer.button->deleteLater(); // it may be the one that was just pressed
    }
    m_offers.clear();
    m_buttons->layout()->removeWidget(m_why);
    QWidget *previous = nullptr;
    for (const FindingAction &action : m_finding.actions) {
        if (!m_canAct && action.kind != FindingAction::Kind::Copy)
            continue;
        auto *button = new QPushButton(wording::actionText(action, m_finding.offset).label);
        button->setObjectName(u"findingAction"_s);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
        m_buttons->layout()->addWidget(button);
        m_offers.push_back({button, action});
        if (previous != nullptr)
            setTabOrder(previous, button);
        previous = button;
    }
    m_buttons->layout()->addWidget(m_why);
    if (previous != nullptr)
        setTabOrder(previous, m_why);
}

void FindingCard::showConsequences()
{
    for (const Offer &offer : m_offers)
        offer.button->setToolTip(wording::actionText(offer.action, m_finding.offset).consequence);
}

void FindingCard::showTexts()
{
    const qsizetype longest = m_form == Form::Brief ? longestBriefWord : longestWord;
    fill(*m_title, m_text.title, longest);
    fill(*m_explanation, m_text.explanation, longest);
    fill(*m_remedy, m_text.remedy, longest);
    setAccessibleName(u"%1: %2"_s.arg(wording::severityText(m_finding.severity), m_text.title));
    setAccessibleDescription(m_text.explanation);
    m_why->setAccessibleName(tr("Why: %1", "title of a finding").arg(m_text.title));
    showEvidence();
}

void FindingCard::showEvidence()
{
    QStringList lines;
    if (!m_evidence.isEmpty()) {
        lines.append(tr("What was read:"));
        for (const QString &line : std::as_const(m_evidence))
            lines.append(tr("• %1", "an item of a list").arg(line));
    }
    if (!m_text.disproof.isEmpty())
        lines.append(m_text.disproof);
    if (!m_reasons->hasSelectedText())
        m_reasons->setText(withLongWordsElided(lines.join(u'\n'), longestWord));
    m_why->setVisible(m_form == Form::Brief || !lines.isEmpty());
}

void FindingCard::showSeverity()
{
    m_icon->setPixmap(
        severityIcon(m_finding.severity).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

void FindingCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSeverity();
}

} // namespace synchroscope
