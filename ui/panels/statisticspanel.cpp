// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/statisticspanel.h"

#include "ui/chart/histogramview.h"
#include "ui/chart/scatterview.h"
#include "ui/chart/stabilityview.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/statisticsfacts.h"
#include "ui/panels/whatisthis.h"
#include "ui/wording/whatis.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

void explain(QWidget &widget, const QString &meaning)
{
    widget.setToolTip(meaning);
    widget.setAccessibleDescription(meaning);
}

QLabel *makeHeading(const QString &text, const QString &meaning)
{
    auto *heading = new QLabel(text);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setWordWrap(true);
    explain(*heading, meaning);
    heading->setWhatsThis(wording::whatIs(text, meaning, {}));
    return heading;
}

QuietLabel *makeNote(const QString &name)
{
    auto *note = new QuietLabel;
    note->setObjectName(name);
    note->setWordWrap(true);
    return note;
}

void showNote(QLabel &note, const QString &text)
{
    note.setText(text);
    note.setVisible(!text.isEmpty());
}

} // namespace

StatisticsPanel::StatisticsPanel(QWidget *parent)
    : QScrollArea(parent)
    , m_summary(makeNote(u"statisticsSummary"_s))
    , m_content(new QWidget)
    , m_figures(new QGridLayout)
    , m_histogram(new HistogramView)
    , m_outside(makeNote(u"outsideHistogram"_s))
    , m_scatter(new ScatterView)
    , m_atEdge(makeNote(u"outsideScatter"_s))
    , m_measure(new QComboBox)
    , m_meaning(makeNote(u"stabilityMeaning"_s))
    , m_stability(new StabilityView)
    , m_averaging(new QLabel)
{
    setObjectName(u"statistics"_s);
    setAccessibleName(tr("Statistics of the selected server"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_figures->setContentsMargins(0, 0, 0, 0);
    m_figures->setColumnStretch(0, 1);
    m_figures->setColumnStretch(1, 1);

    m_histogram->setObjectName(u"histogram"_s);
    m_scatter->setObjectName(u"scatter"_s);
    m_stability->setObjectName(u"stability"_s);
    m_averaging->setObjectName(u"usefulAveraging"_s);
    m_averaging->setWordWrap(true);
    m_measure->setObjectName(u"stabilityMeasure"_s);
    m_measure->setAccessibleName(tr("What is shown of the oscillator"));
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const struct
    {
        QString name;
        QString meaning;
    } measures[] = {
        // In the order of StabilityMeasure.
        {tr("Rate (Allan deviation)"),
         tr("How much the oscillator's rate, averaged over a span, differs from that over the next.")},
        {tr("Rate (modified Allan)"),
         tr("The same, from averages of the answers: what the network scatters falls faster in it.")},
        {tr("Time (time deviation)"),
         tr("How far the time is off after a span, beyond what a constant rate explains.")},
        {tr("Largest time error (MTIE)"),
         tr("The most that the time moved within any span of that length; a constant error of the rate is in "
            "it.")},
    };
    for (const auto &measure : measures) {
        m_measure->addItem(measure.name);
        m_measure->setItemData(m_measure->count() - 1, measure.meaning, Qt::ToolTipRole);
    }
    // Whoever scrolls past it chooses nothing.
    m_measure->setFocusPolicy(Qt::StrongFocus);
    m_measure->installEventFilter(this);
    const auto choose = [this](int index) {
        m_stability->setMeasure(static_cast<StabilityMeasure>(index));
        const QString meaning = m_measure->itemData(index, Qt::ToolTipRole).toString();
        m_meaning->setText(meaning);
        m_measure->setAccessibleDescription(meaning);
    };
    connect(m_measure, &QComboBox::currentIndexChanged, this, choose);
    choose(m_measure->currentIndex());

    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addLayout(m_figures);
    content->addWidget(makeHeading(
        tr("Offsets"), tr("How many answers gave which offset; lines stand at the middle offset and where 5 "
                          "and 95 of 100 are reached.")));
    content->addWidget(m_histogram);
    answerWhatIsThis(*m_histogram, u"percentile"_s);
    answerWhatIsThis(*m_scatter, u"asymmetry"_s);
    answerWhatIsThis(*m_stability, u"allan-deviation"_s, [this] { return m_averaging->text(); });
    content->addWidget(m_outside);
    content->addWidget(
        makeHeading(tr("Offsets against round trips"),
                    tr("Each point is an answer: to the right those that took longer, upwards those that "
                       "put this clock ahead. A slope shows that packets wait on one way only.")));
    content->addWidget(m_scatter);
    content->addWidget(m_atEdge);
    content->addWidget(
        makeHeading(tr("How steady the oscillator is"),
                    tr("How steady this computer's oscillator is against the server, over spans of the "
                       "lengths below the picture.")));
    content->addWidget(m_measure);
    content->addWidget(m_meaning);
    content->addWidget(m_stability);
    content->addWidget(m_averaging);
    auto *whole = new QWidget;
    whole->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->addWidget(m_summary);
    layout->addWidget(m_content);
    layout->addStretch(1);
    setWidget(whole);
    viewport()->setAutoFillBackground(false);
    whole->setAutoFillBackground(false);
    setReply({});
}

bool StatisticsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_measure && event->type() == QEvent::Wheel && !m_measure->hasFocus()) {
        event->ignore();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void StatisticsPanel::setReply(const std::optional<StatisticsReply> &reply)
{
    m_content->setVisible(reply.has_value());
    if (!reply) {
        m_summary->setText(tr("The answers are being read…"));
        return;
    }
    const AnswerStatistics &statistics = reply->statistics;
    m_summary->setText(statistics.count == 0
                           ? tr("There is no answer in the time that the chart shows.")
                           : tr("Of %n answer(s), in the time that the chart shows.", "", statistics.count));
    showFigures(statistics);
    m_histogram->setStatistics(statistics);
    showNote(*m_outside, outsideSentence(statistics.histogram));
    m_scatter->setStatistics(statistics);
    showNote(*m_atEdge, m_scatter->outside() == 0
                            ? QString()
                            : tr("%n of these lie outside and are drawn as rings at the edge.", "",
                                 m_scatter->outside()));
    m_stability->setStability(reply->stability);
    showNote(*m_averaging, usefulAveragingSentence(reply->stability));
}

// The labels stay as long as there are as many, so that whoever reads one keeps it.
void StatisticsPanel::showFigures(const AnswerStatistics &statistics)
{
    const QList<Fact> facts = statisticsFacts(statistics);
    const auto labelAt = [this](int row, int column) {
        const QLayoutItem *item = m_figures->itemAtPosition(row, column);
        return item == nullptr ? nullptr : qobject_cast<QLabel *>(item->widget());
    };
    for (int row = 0; row < facts.size() || labelAt(row, 0) != nullptr; ++row) {
        if (labelAt(row, 0) == nullptr) {
            auto *name = makeNote(u"figureName"_s);
            auto *value = new QLabel;
            value->setObjectName(u"figureValue"_s);
            value->setWordWrap(true);
            value->setAlignment(Qt::AlignTop | Qt::AlignLeft);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse);
            name->setAlignment(Qt::AlignTop | Qt::AlignLeft);
            m_figures->addWidget(name, row, 0);
            m_figures->addWidget(value, row, 1);
        }
        const Fact fact = row < facts.size() ? facts.at(row) : Fact();
        for (QLabel *label : {labelAt(row, 0), labelAt(row, 1)}) {
            explain(*label, fact.meaning);
            label->setVisible(row < facts.size());
        }
        labelAt(row, 0)->setText(fact.name);
        labelAt(row, 1)->setText(fact.value);
        for (QLabel *label : {labelAt(row, 0), labelAt(row, 1)})
            label->setWhatsThis(wording::whatIs(fact.name, fact.meaning, fact.value));
        labelAt(row, 1)->setAccessibleName(fact.name);
    }
}

} // namespace synchroscope
