// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/offsetchart.h"

#include "ui/chart/plotview.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/whatisthis.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QTimeZone>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr std::chrono::milliseconds askDelay(120);
/// Beyond these many points for a pixel live samples are worth reducing.
constexpr int pointsPerPixel = 16;

std::array<QToolButton *, chartRanges.size()> makeRangeButtons(QWidget *parent)
{
    std::array<QToolButton *, chartRanges.size()> buttons{};
    for (QToolButton *&button : buttons)
        button = new QToolButton(parent);
    return buttons;
}

} // namespace

OffsetChart::OffsetChart(QWidget *parent)
    : QFrame(parent)
    , m_contents(new QComboBox(this))
    , m_ranges(makeRangeButtons(this))
    , m_live(new QToolButton(this))
    , m_fitAll(new QToolButton(this))
    , m_note(new QuietLabel({}, this))
    , m_plot(new PlotView(m_data, this))
{
    setObjectName(u"offsetChart"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    makeHeader();
    setTexts();

    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(askDelay);
    connect(&m_askTimer, &QTimer::timeout, this, &OffsetChart::ask);
    connect(m_plot, &PlotView::windowChanged, this, &OffsetChart::askSoon);
    connect(m_plot, &PlotView::emptinessChanged, this, &OffsetChart::updateNote);
    connect(m_plot, &PlotView::modeChanged, this, &OffsetChart::updateButtons);
    connect(m_plot, &PlotView::sourceActivated, this, &OffsetChart::sourceActivated);
    m_plot->follow(spanOf(m_range));
    updateButtons();
    answerWhatIsThis(*this, u"offset"_s, [this] {
        return tr("%1: %2", "what the chart shows, what that means")
            .arg(m_contents->currentText(), contentMeaning(m_content));
    });
}

void OffsetChart::setSources(const std::vector<ChartSource> &sources)
{
    if (m_data.hasSources(sources))
        return;
    if (m_data.setSources(sources))
        m_coverage.reset();
    m_plot->dataChanged();
    askSoon();
}

void OffsetChart::setSelected(const SourceId &source)
{
    m_plot->setSelected(source);
}

void OffsetChart::setHighlighted(const SourceId &source)
{
    m_plot->setHighlighted(source);
}

void OffsetChart::setContent(ChartContent content)
{
    m_contents->setCurrentIndex(m_contents->findData(int(content)));
    m_contents->setToolTip(contentMeaning(content));
    if (content == m_content)
        return;
    m_content = content;
    m_plot->setQuantity(quantityOf(content));
    Q_EMIT contentChanged(content);
}

void OffsetChart::setNote(const QString &note)
{
    m_note->setText(note);
    m_plot->setReason(note);
    updateNote();
}

void OffsetChart::updateNote()
{
    m_note->setVisible(!m_note->text().isEmpty() && !m_plot->isEmpty());
}

void OffsetChart::setRange(ChartRange range)
{
    const bool changed = range != m_range;
    m_range = range;
    m_plot->follow(spanOf(range));
    updateButtons();
    if (changed)
        Q_EMIT rangeChanged(range);
}

void OffsetChart::goHome()
{
    m_plot->goHome();
}

void OffsetChart::setNow(Instant now)
{
    m_plot->setNow(now);
    if (!isCovered())
        askSoon();
}

void OffsetChart::setZone(const QTimeZone &zone)
{
    m_plot->setZone(zone);
}

void OffsetChart::setEvents(const EventList &events)
{
    m_plot->setEvents(events);
}

void OffsetChart::reveal(Instant at)
{
    m_plot->reveal(at);
}

void OffsetChart::showSeries(const SeriesReply &reply)
{
    if (reply.id != m_lastRequest || reply.quantity != SeriesQuantity::Offset)
        return;
    m_data.merge(reply);
    const Duration span = reply.to - reply.from;
    m_data.keepOnly(reply.from - span, reply.to + span);
    m_plot->setLoading(false);
    m_plot->dataChanged();
}

void OffsetChart::addSamples(const std::vector<NewSample> &samples)
{
    m_data.append(samples);
    m_plot->samplesAdded();
    if (overgrown()) {
        m_coverage.reset();
        askSoon();
    }
}

void OffsetChart::reload()
{
    m_data.clearPoints();
    m_coverage.reset();
    m_plot->dataChanged();
    askSoon();
}

void OffsetChart::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setTexts();
}

void OffsetChart::makeHeader()
{
    m_contents->setObjectName(u"chartContent"_s);
    m_contents->setFocusPolicy(Qt::StrongFocus);
    // In a narrow window the buttons are worth more than the end of its words.
    m_contents->setMinimumWidth(m_contents->fontMetrics().averageCharWidth() * 12);
    m_contents->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    for (const ChartContent content : chartContents) {
        if (content == ChartContent::SystemOffset)
            m_contents->insertSeparator(m_contents->count()); // of the time service itself
        m_contents->addItem(QString(), int(content));
    }
    connect(m_contents, &QComboBox::activated, this, [this](int index) {
        setContent(static_cast<ChartContent>(m_contents->itemData(index).toInt()));
    });
    auto *header = new QHBoxLayout;
    header->setContentsMargins(10, 6, 10, 2);
    header->setSpacing(2);
    header->addWidget(m_contents);
    header->addSpacing(8);
    for (const ChartRange range : chartRanges) {
        QToolButton *choice = button(range);
        choice->setObjectName(u"range-"_s + rangeName(range));
        choice->setCheckable(true);
        choice->setAutoRaise(true);
        connect(choice, &QToolButton::clicked, this, [this, range] { setRange(range); });
        header->addWidget(choice);
    }
    header->addSpacing(6);
    header->addWidget(m_live);
    header->addStretch(1);
    header->addWidget(m_fitAll);

    m_note->setObjectName(u"chartNote"_s);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 2, 12, 4);
    m_note->hide();

    m_live->setObjectName(u"live"_s);
    connect(m_live, &QToolButton::clicked, this, &OffsetChart::goHome);
    m_fitAll->setObjectName(u"fitAll"_s);
    m_fitAll->setCheckable(true);
    connect(m_fitAll, &QToolButton::clicked, this, [this](bool checked) {
        m_plot->setFit(checked ? PlotView::Fit::Everything : PlotView::Fit::Agreeing);
    });
    for (QToolButton *tool : findChildren<QToolButton *>())
        tool->setFocusPolicy(Qt::StrongFocus);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(m_note);
    layout->addWidget(m_plot, 1);
}

void OffsetChart::setTexts()
{
    m_contents->setAccessibleName(tr("What the chart shows"));
    for (const ChartContent content : chartContents) {
        const int index = m_contents->findData(int(content));
        m_contents->setItemText(index, contentTitle(content));
        m_contents->setItemData(index, contentMeaning(content), Qt::ToolTipRole);
    }
    m_contents->setToolTip(contentMeaning(m_content));
    button(ChartRange::TenMinutes)->setText(tr("10 min"));
    button(ChartRange::Hour)->setText(tr("1 h"));
    button(ChartRange::Day)->setText(tr("24 h"));
    button(ChartRange::Week)->setText(tr("7 d"));
    button(ChartRange::Month)->setText(tr("30 d"));
    m_live->setText(tr("Live"));
    m_live->setToolTip(tr("Back to the present (Home)"));
    m_fitAll->setText(tr("Fit all"));
    m_fitAll->setToolTip(tr("Scale the chart so that every source fits, however far off it is (F)"));
}

void OffsetChart::updateButtons()
{
    const TimeWindow &window = m_plot->window();
    for (const ChartRange range : chartRanges)
        button(range)->setChecked(window.live() && window.span() == spanOf(range));
    m_live->setVisible(!window.live() || m_plot->fit() == PlotView::Fit::ByHand);
    m_fitAll->setChecked(m_plot->fit() == PlotView::Fit::Everything);
}

void OffsetChart::askSoon()
{
    if (!isCovered())
        m_askTimer.start();
}

void OffsetChart::ask()
{
    const TimeWindow &window = m_plot->window();
    const bool knowsNow = window.now() != Instant();
    if (isCovered() || !knowsNow || window.columns() <= 1)
        return;
    SeriesRequest request;
    request.id = ++m_lastRequest;
    request.sources = m_data.shownSources();
    // Half as much again on either side, to be panned over without waiting.
    const int aside = window.columns() / 2;
    request.from = window.from() - window.column() * aside;
    request.to = std::max(window.to(), std::min(window.to() + window.column() * aside, window.now()));
    request.pixels = static_cast<int>((request.to - request.from) / window.column());
    m_coverage = Coverage{request.from, request.to, window.column(), request.to >= window.now()};
    m_plot->setLoading(!request.sources.empty());
    if (!request.sources.empty())
        Q_EMIT seriesNeeded(request);
}

bool OffsetChart::isCovered() const
{
    const TimeWindow &window = m_plot->window();
    if (!m_coverage || m_coverage->column != window.column() || window.from() < m_coverage->from)
        return false;
    return window.to() <= m_coverage->to || m_coverage->untilNow;
}

bool OffsetChart::overgrown() const
{
    const int columns = m_plot->window().columns();
    return m_data.largestTrace() > static_cast<size_t>(columns) * pointsPerPixel;
}

} // namespace synchroscope
