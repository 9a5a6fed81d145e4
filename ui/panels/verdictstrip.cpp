// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/verdictstrip.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/tint.h"
#include "ui/panels/whatisthis.h"
#include "ui/window/verdicticon.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 44;
// Enough to tell the states apart, little enough for the text to keep its contrast.
constexpr double tint = 0.10;
// In characters: what fits beside the buttons in a window of 1024 pixels.
constexpr qsizetype longestHeadlineWord = 40;
constexpr qsizetype longestProofWord = 64;

QToolButton *makeMoreButton(QAction *copy)
{
    auto *more = new QToolButton;
    more->setObjectName(u"moreButton"_s);
    more->setText(u"⋯"_s);
    more->setToolTip(VerdictStrip::tr("More"));
    more->setAccessibleName(VerdictStrip::tr("More about the verdict"));
    more->setAutoRaise(true);
    more->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(more);
    menu->addAction(copy);
    // Not QToolButton's own menu, which would add an arrow to the three dots.
    QObject::connect(more, &QToolButton::clicked, menu,
                     [more, menu] { menu->popup(more->mapToGlobal(more->rect().bottomLeft())); });
    return more;
}

} // namespace

VerdictStrip::VerdictStrip(QWidget *parent)
    : QFrame(parent)
    , m_headlineText(tr("Starting…"))
    , m_icon(new QLabel)
    , m_headline(new AnnouncingLabel(m_headlineText))
    , m_proof(new QuietLabel)
    , m_measure(new QPushButton(tr("Measure now")))
{
    setObjectName(u"verdictStrip"_s);
    setAutoFillBackground(true);
    m_icon->setFixedSize(iconSize, iconSize);
    m_icon->setObjectName(u"verdictIcon"_s);
    m_headline->setObjectName(u"verdictHeadline"_s);
    m_proof->setObjectName(u"verdictProof"_s);
    QFont font = m_headline->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.45);
    m_headline->setFont(font);
    for (QLabel *label : std::initializer_list<QLabel *>{m_headline, m_proof}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_measure->setObjectName(u"measureButton"_s);
    m_measure->setEnabled(false);
    m_measure->setToolTip(tr("Ask every server once more, as soon as politeness allows (F5)"));
    connect(m_measure, &QPushButton::clicked, this, &VerdictStrip::measureRequested);
    auto *copy = new QAction(tr("&Copy the verdict"), this);
    copy->setObjectName(u"copyVerdict"_s);
    connect(copy, &QAction::triggered, this, &VerdictStrip::copyRequested);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch();
    texts->addWidget(m_headline);
    texts->addWidget(m_proof);
    texts->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(14);
    layout->addWidget(m_icon);
    layout->addLayout(texts, 1);
    layout->addWidget(m_measure);
    layout->addWidget(makeMoreButton(copy));
    showSign();
    answerWhatIsThis(*this, u"verdict"_s, [this] { return verdictText(); });
}

void VerdictStrip::setSnapshot(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_now = snapshot->takenAt;
    refreshButton();
    refresh();
}

void VerdictStrip::tick(Instant now)
{
    m_now = now;
    refresh();
}

void VerdictStrip::setStale(const QString &reason)
{
    if (m_staleReason == reason)
        return;
    m_staleReason = reason;
    m_headline->setEnabled(reason.isEmpty());
    m_icon->setEnabled(reason.isEmpty());
    refreshButton();
    refresh();
    colour();
}

QString VerdictStrip::verdictText() const
{
    return m_proofText.isEmpty() ? m_headlineText : m_headlineText + u'\n' + m_proofText;
}

void VerdictStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        colour();
}

void VerdictStrip::refreshButton()
{
    if (!m_snapshot)
        return;
    const auto measuring =
        std::find_if(m_snapshot->operations.begin(), m_snapshot->operations.end(),
                     [](const Operation &operation) { return operation.kind == Operation::Kind::Measuring; });
    const bool isMeasuring = measuring != m_snapshot->operations.end();
    m_measure->setEnabled(m_staleReason.isEmpty() && !isMeasuring && !m_snapshot->paused &&
                          !m_snapshot->sources.empty());
    if (!isMeasuring)
        m_measure->setText(tr("Measure now"));
    else if (measuring->total == 0)
        m_measure->setText(tr("Measuring…"));
    else
        m_measure->setText(tr("Measuring: %1 of %2").arg(measuring->done).arg(measuring->total));
}

void VerdictStrip::refresh()
{
    wording::VerdictText text{tr("Starting…"), {}};
    if (m_snapshot)
        text = wording::answer(*m_snapshot, m_now);
    m_headlineText = text.headline;
    m_proofText = m_staleReason.isEmpty() ? text.proof : m_staleReason;
    m_headline->setText(withLongWordsElided(m_headlineText, longestHeadlineWord));
    m_headline->setToolTip(m_headline->text() == m_headlineText ? QString() : m_headlineText);
    m_proof->setText(withLongWordsElided(m_proofText, longestProofWord));
    m_proof->setToolTip(m_proof->text() == m_proofText ? QString() : m_proofText);
    m_proof->setVisible(!m_proofText.isEmpty());
    if (!m_snapshot)
        return;
    const wording::VerdictSign sign = wording::verdictSign(*m_snapshot);
    if (sign == m_sign)
        return;
    m_sign = sign;
    showSign();
    // Ages change every second and are not worth a word; another answer is.
    m_headline->announce();
}

void VerdictStrip::showSign()
{
    m_icon->setPixmap(verdictIcon(m_sign).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    colour();
}

void VerdictStrip::colour()
{
    const wording::VerdictSign shown = m_staleReason.isEmpty() ? m_sign : wording::VerdictSign::Empty;
    tintBackground(*this, verdictColour(shown), tint);
}

} // namespace synchroscope
