// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sourcedetails.h"

#include "ui/panels/longwords.h"
#include "ui/panels/observedfacts.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/statisticspanel.h"
#include "ui/table/stateicon.h"
#include "ui/wording/glossary.h"
#include "ui/wording/whatis.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextBlock>
#include <QTextEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWhatsThis>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr qsizetype longestTitleWord = 28;

QString toHtml(const QList<Fact> &facts, const QString &quietColour)
{
    QString html;
    for (const Fact &fact : facts) {
        html +=
            u"<p style='margin-top:0; margin-bottom:8px; margin-right:6px'><span style='color:%1'>%2</span><br>%3"_s
                .arg(quietColour, fact.name.toHtmlEscaped(),
                     fact.value.toHtmlEscaped().replace(u'\n', u"<br>"_s));
        if (!fact.meaning.isEmpty())
            html += u"<br><span style='color:%1; font-size:small'>%2</span>"_s.arg(
                quietColour, fact.meaning.toHtmlEscaped());
        html += u"</p>"_s;
    }
    return html;
}

QTextEdit *makeText()
{
    auto *text = new QTextEdit;
    text->setObjectName(u"sourceFacts"_s);
    text->setAccessibleName(SourceDetails::tr("Details of the selected server"));
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->viewport()->setAutoFillBackground(false);
    text->document()->setDocumentMargin(0);
    // Addresses and names have no spaces to break at.
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return text;
}

} // namespace

SourceDetails::SourceDetails(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_tabs(new QTabBar)
    , m_pages(new QStackedWidget)
    , m_text(makeText())
    , m_more(new QPushButton)
    , m_statistics(new StatisticsPanel)
{
    setObjectName(u"sourceDetails"_s);
    setFrameShape(QFrame::StyledPanel);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_title->setObjectName(u"sourceTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    auto *close = new QToolButton;
    close->setObjectName(u"closeDetails"_s);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setText(u"×"_s);
    close->setToolTip(tr("Back to the clock (Esc)"));
    close->setAccessibleName(tr("Back to the clock"));
    connect(close, &QToolButton::clicked, this, &SourceDetails::closed);
    auto *header = new QHBoxLayout;
    header->addWidget(m_icon);
    header->addWidget(m_title, 1);
    header->addWidget(close);
    m_tabs->setObjectName(u"detailPages"_s);
    m_tabs->setAccessibleName(tr("What is shown of the server"));
    m_tabs->setDrawBase(false);
    m_tabs->addTab(tr("Now"));
    m_tabs->addTab(tr("Statistics"));
    m_tabs->setTabToolTip(1, tr("What the answers say together, in the time that the chart shows."));
    auto *present = new QWidget;
    auto *presentLayout = new QVBoxLayout(present);
    presentLayout->setContentsMargins(0, 0, 0, 0);
    presentLayout->addWidget(m_text, 1);
    presentLayout->addWidget(m_more, 0, Qt::AlignLeft);
    m_pages->addWidget(present);
    m_pages->addWidget(m_statistics);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(header);
    layout->addWidget(m_tabs);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int page) {
        m_pages->setCurrentIndex(page);
        if (page == 1)
            Q_EMIT statisticsOpened();
    });
    m_more->setObjectName(u"observe"_s);
    m_more->setCheckable(true);
    m_more->setToolTip(
        tr("chronyd tells root alone why it uses a source or not, how packets are authenticated, "
           "and what it has counted. It is asked every two seconds until you end it or close the "
           "window."));
    connect(m_more, &QPushButton::clicked, this, &SourceDetails::observingRequested);
    m_text->installEventFilter(this);
    m_text->viewport()->installEventFilter(this);
    setHasStatistics(false);
    showMore();
}

void SourceDetails::setSource(const SourceRow &source, Instant now)
{
    const bool isAnother = source.id != m_source.id;
    m_source = source;
    m_now = now;
    m_icon->setPixmap(stateIcon(stateMark(source), iconSize, devicePixelRatioF()));
    m_title->setText(withLongWordsElided(source.name, longestTitleWord));
    m_title->setToolTip(source.name);
    showMore();
    // New text would undo a selection that somebody is about to copy.
    if (isAnother || !m_text->textCursor().hasSelection())
        showText();
    if (isAnother)
        m_text->verticalScrollBar()->setValue(0);
}

void SourceDetails::setObservation(const std::optional<ChronyObservation> &observation, bool canAsk,
                                   bool isAsked)
{
    m_observation = observation;
    m_canAsk = canAsk;
    m_more->setChecked(isAsked);
    m_more->setText(isAsked ? tr("Stop asking chronyd as root") : tr("Ask chronyd for more…"));
    showMore();
}

void SourceDetails::showMore()
{
    m_more->setVisible(m_canAsk && canBeObserved(m_source));
}

void SourceDetails::setHasStatistics(bool has)
{
    m_tabs->setVisible(has);
    m_pages->setCurrentIndex(has ? m_tabs->currentIndex() : 0);
}

void SourceDetails::setStatistics(const std::optional<StatisticsReply> &reply)
{
    m_statistics->setReply(reply);
}

bool SourceDetails::showsStatistics() const
{
    return isVisible() && m_pages->currentIndex() == 1;
}

QString SourceDetails::plainText() const
{
    return m_source.name + u'\n' + m_text->toPlainText();
}

void SourceDetails::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_source.id.key.isEmpty())
        showText();
}

bool SourceDetails::eventFilter(QObject *watched, QEvent *event)
{
    const bool asks = event->type() == QEvent::QueryWhatsThis || event->type() == QEvent::WhatsThis;
    if (!asks || m_facts.isEmpty())
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::QueryWhatsThis) {
        event->accept();
        return true;
    }
    const auto *help = static_cast<QHelpEvent *>(event);
    const QTextCursor cursor =
        watched == m_text ? m_text->textCursor() : m_text->cursorForPosition(help->pos());
    QWhatsThis::showText(help->globalPos(), whatThisIs(cursor.blockNumber()), m_text);
    return true;
}

QString SourceDetails::whatThisIs(int paragraph) const
{
    const Fact &asked = m_facts.at(std::clamp(paragraph, 0, int(m_facts.size()) - 1));
    QString about = asked.about;
    if (const std::optional<wording::GlossaryTerm> term = wording::glossaryTerm(asked.term);
        term && about.isEmpty())
        about = term->text;
    const QString today = tr("%1\n%2", "value, what it means").arg(asked.value, asked.meaning).trimmed();
    return wording::whatIs(asked.name, about, today, asked.term);
}

void SourceDetails::showText()
{
    m_facts = sourceFacts(m_source, m_now);
    if (m_observation)
        m_facts += observedFacts(m_source, *m_observation);
    const QString html = toHtml(m_facts, quietTextColour(palette()).name());
    if (html == m_html)
        return;
    m_html = html;
    // Whoever reads on by keyboard stays where they are.
    const int scrolled = m_text->verticalScrollBar()->value();
    const int caret = m_text->textCursor().position();
    m_text->setHtml(html);
    QTextCursor cursor = m_text->textCursor();
    cursor.setPosition(std::min(caret, m_text->document()->characterCount() - 1));
    m_text->setTextCursor(cursor);
    m_text->verticalScrollBar()->setValue(scrolled);
}

} // namespace synchroscope
