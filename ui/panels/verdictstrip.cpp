// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/verdictstrip.h"

#include "ui/chart/chartpalette.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/verdictwording.h"

#include <QAccessible>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
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

} // namespace

VerdictStrip::VerdictStrip(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel), m_headline(new QLabel), m_proof(new QLabel),
      m_measure(new QPushButton(tr("Measure now")))
{
    setObjectName(u"verdictStrip"_s);
    setAutoFillBackground(true);
    m_icon->setFixedSize(iconSize, iconSize);
    m_headline->setObjectName(u"verdictHeadline"_s);
    m_proof->setObjectName(u"verdictProof"_s);
    QFont font = m_headline->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.45);
    m_headline->setFont(font);
    for (QLabel *label : {m_headline, m_proof}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_measure->setObjectName(u"measureButton"_s);
    m_measure->setToolTip(tr("Ask every server once more, as soon as politeness allows (F5)"));
    connect(m_measure, &QPushButton::clicked, this, &VerdictStrip::measureRequested);
    auto *more = new QToolButton;
    more->setText(u"⋯"_s);
    more->setToolTip(tr("More"));
    more->setAccessibleName(tr("More"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setAutoRaise(true);
    auto *menu = new QMenu(more);
    connect(menu->addAction(tr("&Copy the verdict")), &QAction::triggered, this, &VerdictStrip::copyRequested);
    more->setMenu(menu);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_headline);
    texts->addWidget(m_proof);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(14);
    layout->addWidget(m_icon);
    layout->addLayout(texts, 1);
    layout->addWidget(m_measure);
    layout->addWidget(more);
    m_headline->setText(tr("Starting…"));
    colour();
}

void VerdictStrip::setSnapshot(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    const auto measuring = std::find_if(snapshot->operations.begin(), snapshot->operations.end(), [](const Operation &operation) {
        return operation.kind == Operation::Kind::Measuring;
    });
    const bool isMeasuring = measuring != snapshot->operations.end();
    m_measure->setEnabled(!isMeasuring && !snapshot->paused && !snapshot->sources.empty());
    m_measure->setText(isMeasuring ? tr("Measuring: %1 of %2").arg(measuring->done).arg(measuring->total) : tr("Measure now"));
    refresh(snapshot->takenAt);
}

void VerdictStrip::tick(Instant now)
{
    if (m_snapshot)
        refresh(now);
}

void VerdictStrip::setStale(const QString &reason)
{
    if (m_staleReason == reason)
        return;
    m_staleReason = reason;
    m_headline->setEnabled(reason.isEmpty());
    m_icon->setEnabled(reason.isEmpty());
    if (m_snapshot)
        refresh(m_snapshot->takenAt);
}

QString VerdictStrip::verdictText() const
{
    return m_proofText.isEmpty() ? m_headlineText : m_headlineText + u'\n' + m_proofText;
}

void VerdictStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    // The strip's own palette answers to the application's; its change comes back here.
    if (event->type() == QEvent::ApplicationPaletteChange)
        colour();
}

void VerdictStrip::refresh(Instant now)
{
    const wording::VerdictText text = wording::verdict(m_snapshot->verdict, now);
    m_headlineText = text.headline;
    m_proofText = m_staleReason.isEmpty() ? text.proof : m_staleReason;
    m_headline->setText(m_headlineText);
    m_proof->setText(m_proofText);
    m_proof->setVisible(!m_proofText.isEmpty());
    if (m_state != m_snapshot->verdict.state) {
        m_state = m_snapshot->verdict.state;
        m_headline->setAccessibleName(m_headlineText);
        QAccessibleEvent announcement(m_headline, QAccessible::Alert);
        QAccessible::updateAccessibility(&announcement);
        colour();
    }
    if (m_icon->pixmap().isNull())
        colour();
}

void VerdictStrip::colour()
{
    m_icon->setPixmap(verdictIcon(m_state).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    QPalette tinted;
    tinted.setColor(QPalette::Window, mixed(tinted.color(QPalette::Window), verdictColour(m_state), tint));
    setPalette(tinted);
}

} // namespace synchroscope
