// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/followpanel.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/table/stateicon.h"
#include "ui/wording/changewording.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using wording::SourceTone;

namespace {

constexpr int iconSize = 15;
constexpr qsizetype longestWord = 60;

StateMark markOf(ChangeStep::State state)
{
    switch (state) {
    case ChangeStep::State::Waiting:
        return {StateShape::Ring, SourceTone::Neutral};
    case ChangeStep::State::UnderWay:
        return {StateShape::Clock, SourceTone::Good};
    case ChangeStep::State::Done:
        return {StateShape::Tick, SourceTone::Good};
    case ChangeStep::State::Failed:
        return {StateShape::Cross, SourceTone::Bad};
    case ChangeStep::State::Skipped:
        break;
    }
    return {StateShape::Dash, SourceTone::Neutral};
}

/// Of the helper: what it did, for the tooltip of what is its work.
QString helperText(const ServerChangeReport &report)
{
    QStringList lines;
    for (const HelperStep &step : report.helperSteps)
        lines.append(step.detail.isEmpty() ? step.step : step.step + u": "_s + step.detail);
    return lines.join(u'\n');
}

} // namespace

FollowPanel::FollowPanel(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel)
    , m_steps(new QGridLayout)
    , m_result(new AnnouncingLabel)
    , m_undo(new QPushButton(tr("&Undo this change")))
{
    setObjectName(u"followPanel"_s);
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(u"followTitle"_s);
    m_result->setObjectName(u"followResult"_s);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_undo->setObjectName(u"undoChange"_s);
    m_undo->hide();
    m_steps->setHorizontalSpacing(8);
    m_steps->setVerticalSpacing(6);
    m_steps->setColumnStretch(1, 1);

    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(12, 0, 12, 8);
    inner->addLayout(m_steps);
    inner->addSpacing(4);
    inner->addWidget(m_result);
    auto *undoLine = new QHBoxLayout;
    undoLine->addStretch();
    undoLine->addWidget(m_undo);
    inner->addLayout(undoLine);
    inner->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    m_title->setContentsMargins(12, 0, 12, 0);
    layout->addWidget(m_title);
    layout->addWidget(scroll, 1);
    connect(m_undo, &QPushButton::clicked, this, &FollowPanel::undoRequested);
}

void FollowPanel::setReport(const ServerChangeReport &report, Instant now)
{
    if (m_report == report)
        return;
    const std::optional<ServerChangeReport> before = std::exchange(m_report, report);
    if (report.result == ChangeResult::UnderWay)
        m_title->setText(report.isUndo ? tr("Undoing the last change") : tr("Following the change"));
    else
        m_title->setText(report.isUndo ? tr("The last undoing of a change") : tr("The last change"));
    makeRows(report.steps.size());
    showSteps(now);
    if (before && before->number == report.number)
        announceSteps(*before);
    showResult();
}

void FollowPanel::announceSteps(const ServerChangeReport &before)
{
    for (size_t i = 0; i < std::min(m_rows.size(), before.steps.size()); ++i) {
        const ChangeStep::State state = m_report->steps[i].state;
        const bool isEnd = state == ChangeStep::State::Done || state == ChangeStep::State::Failed;
        if (isEnd && state != before.steps[i].state)
            m_rows[i].text->announce();
    }
}

void FollowPanel::tick(Instant now)
{
    if (m_report && m_report->result == ChangeResult::UnderWay)
        showSteps(now);
}

void FollowPanel::makeRows(size_t count)
{
    while (m_rows.size() > count) {
        const Row &row = m_rows.back();
        delete row.icon;
        delete row.text;
        delete row.time;
        m_rows.pop_back();
    }
    while (m_rows.size() < count) {
        const int number = int(m_rows.size());
        const Row row{new QLabel, new AnnouncingLabel, new QuietLabel};
        row.text->setObjectName(u"followStep%1"_s.arg(number));
        row.text->setWordWrap(true);
        row.text->setTextFormat(Qt::PlainText);
        row.time->setObjectName(u"followTime%1"_s.arg(number));
        m_steps->addWidget(row.icon, number, 0, Qt::AlignTop);
        m_steps->addWidget(row.text, number, 1);
        m_steps->addWidget(row.time, number, 2, Qt::AlignTop | Qt::AlignRight);
        m_rows.push_back(row);
    }
}

void FollowPanel::showSteps(Instant now)
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const ChangeStep &step = m_report->steps[i];
        const Row &row = m_rows[i];
        const QString text = wording::changeStep(step, *m_report, now);
        const QString state = wording::changeStepState(step, *m_report);
        const bool isLeftOut =
            step.state == ChangeStep::State::Waiting && m_report->result != ChangeResult::UnderWay;
        const StateMark mark = markOf(isLeftOut ? ChangeStep::State::Skipped : step.state);
        row.icon->setPixmap(stateIcon(mark, iconSize, devicePixelRatioF()));
        row.icon->setAccessibleName(state);
        row.icon->setToolTip(state);
        row.text->setText(withLongWordsElided(text, longestWord));
        row.text->setAccessibleName(tr("%1: %2", "a step, its state").arg(text, state));
        const bool isHelpers = step.stage == ChangeStage::Saved || step.stage == ChangeStage::Told;
        row.text->setToolTip(isHelpers ? helperText(*m_report) : step.lacking.join(u'\n'));
        row.time->setText(wording::changeStepTime(step, *m_report));
    }
}

void FollowPanel::showResult()
{
    const QString text = withLongWordsElided(wording::changeResult(*m_report), longestWord);
    const bool isNews = text != m_result->text();
    m_result->setText(text);
    // An undo that came to nothing can be tried again, unless somebody has changed more since.
    const bool mayTryAgain =
        m_report->result != ChangeResult::UnderWay && m_report->result != ChangeResult::Refused;
    m_undo->setVisible(m_report->undoable &&
                       (m_report->isUndo ? mayTryAgain : wording::staysChanged(*m_report)));
    if (isNews && m_report->result != ChangeResult::UnderWay)
        m_result->announce();
}

} // namespace synchroscope
