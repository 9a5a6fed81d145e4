// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/explainpage.h"

#include "ui/explain/findingslist.h"
#include "ui/explain/glossaryview.h"
#include "ui/explain/pastedview.h"
#include "ui/explain/whyview.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

ExplainPage::ExplainPage(QWidget *parent)
    : QWidget(parent)
    , m_parts(new QListWidget)
    , m_pages(new QStackedWidget)
    , m_findings(new FindingsList(FindingCard::Form::Whole))
    , m_why(new WhyView)
    , m_pasted(new PastedView)
    , m_glossary(new GlossaryView)
{
    setObjectName(u"explainPage"_s);
    m_parts->setObjectName(u"explainParts"_s);
    m_parts->setAccessibleName(tr("What is explained"));
    m_parts->addItems({tr("Findings"), tr("Sources: why?"), tr("What a terminal shows"), tr("Glossary")});
    m_parts->setFrameShape(QFrame::NoFrame);
    m_parts->setSpacing(2);
    m_parts->setWordWrap(true);
    m_parts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_parts->setFixedWidth(m_parts->sizeHintForColumn(0) + 2 * m_parts->fontMetrics().averageCharWidth());
    m_parts->viewport()->setAutoFillBackground(false);
    for (QWidget *page : std::initializer_list<QWidget *>{m_findings, m_why, m_pasted, m_glossary})
        m_pages->addWidget(page);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_parts);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_parts);

    connect(m_parts, &QListWidget::currentRowChanged, this, [this](int part) {
        m_pages->setCurrentIndex(part);
        refresh();
    });
    connect(m_findings, &FindingsList::actionRequested, this, &ExplainPage::actionRequested);
    connect(m_pasted, &PastedView::actionRequested, this, &ExplainPage::actionRequested);
    m_parts->setCurrentRow(FindingsPart);
}

void ExplainPage::setSnapshot(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_now = snapshot->takenAt;
    const auto grave = std::ranges::count_if(
        snapshot->findings, [](const Finding &finding) { return finding.severity >= Severity::Warning; });
    m_parts->item(FindingsPart)->setText(grave > 0 ? tr("Findings (%1)").arg(grave) : tr("Findings"));
    refresh();
}

void ExplainPage::tick(Instant now)
{
    m_now = now;
    refresh();
}

void ExplainPage::showFindings()
{
    go(FindingsPart);
}

void ExplainPage::showFinding(const Finding &finding)
{
    go(FindingsPart);
    m_findings->reveal(finding.id, finding.subject);
}

void ExplainPage::showGlossary(const QString &term)
{
    go(GlossaryPart);
    m_glossary->showTerm(term);
}

void ExplainPage::leave()
{
    if (m_pages->currentIndex() == GlossaryPart)
        m_glossary->showTerm({});
}

void ExplainPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ExplainPage::go(Part part)
{
    m_parts->setCurrentRow(part);
    refresh();
}

// Only what is seen costs anything.
void ExplainPage::refresh()
{
    if (!m_snapshot || !isVisible())
        return;
    if (m_pages->currentIndex() == FindingsPart) {
        m_findings->setEmptyText(
            m_snapshot->machine.isComplete
                ? tr("Nothing is odd about this computer's time, as far as this program can see.")
                : tr("This computer's time services are being asked."));
        m_findings->setFindings(m_snapshot->findings, m_now, !m_snapshot->demonstration);
    } else if (m_pages->currentIndex() == SourcesPart) {
        m_why->setSnapshot(m_snapshot, m_now);
    }
}

} // namespace synchroscope
