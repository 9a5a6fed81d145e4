// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/findingspanel.h"

#include "ui/explain/findingslist.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

bool isWorthMuch(const Finding &finding)
{
    return finding.severity >= Severity::Advice;
}

} // namespace

FindingsPanel::FindingsPanel(QWidget *parent)
    : QFrame(parent), m_list(new FindingsList(FindingCard::Form::Brief)), m_more(new QPushButton)
{
    setObjectName(u"findingsPanel"_s);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Findings"));
    auto *title = new QLabel(tr("Findings"));
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    m_more->setObjectName(u"moreFindings"_s);
    m_more->setFlat(true);
    connect(m_more, &QPushButton::clicked, this, &FindingsPanel::allRequested);
    connect(m_list, &FindingsList::actionRequested, this, &FindingsPanel::actionRequested);
    connect(m_list, &FindingsList::explanationRequested, this, &FindingsPanel::explanationRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 4, 4);
    layout->addWidget(title);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    hide();
}

void FindingsPanel::setSnapshot(const Snapshot &snapshot)
{
    std::vector<Finding> findings;
    std::ranges::copy_if(snapshot.findings, std::back_inserter(findings), isWorthMuch);
    m_list->setFindings(findings, snapshot.takenAt, !snapshot.demonstration);
    const int others = int(snapshot.findings.size() - findings.size());
    m_more->setVisible(others > 0);
    m_more->setText(tr("%n more thing(s) to know…", "", others));
    setVisible(!findings.empty());
}

int FindingsPanel::wantedHeight() const
{
    return sizeHint().height() - m_list->sizeHint().height() + m_list->wantedHeight();
}

} // namespace synchroscope
