// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/nowpage.h"

#include "core/estimate/agreement.h"
#include "ui/chart/offsetchart.h"
#include "ui/panels/clockpanel.h"
#include "ui/panels/sourcedetails.h"
#include "ui/table/sourcesmodel.h"
#include "ui/table/sourcesview.h"
#include "ui/window/settings.h"

#include <QStackedWidget>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// As high as the window leaves room. Asking every label for the height that it would like at its width, as
/// QStackedWidget does, takes half of the window's start, and again whenever the clock ticks.
class SideStack final : public QStackedWidget
{
public:
    bool hasHeightForWidth() const override { return false; }
    QSize sizeHint() const override
    {
        QSize hint;
        for (int i = 0; i < count(); ++i)
            hint = hint.expandedTo(widget(i)->layout()->sizeHint());
        return hint;
    }
};

constexpr QLatin1StringView upperPart = "upper_splitter"_L1;
constexpr QLatin1StringView wholePart = "whole_splitter"_L1;
constexpr QLatin1StringView columnsPart = "source_columns"_L1;

// Beyond what slewing does between two ticks: at most 0.1 s in a second.
constexpr Duration smallestStep = std::chrono::milliseconds(500);

} // namespace

NowPage::NowPage(EngineClient &engine, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_chart(new OffsetChart)
    , m_model(new SourcesModel(this))
    , m_table(new SourcesView(m_model))
    , m_clock(new ClockPanel)
    , m_details(new SourceDetails)
    , m_side(new SideStack)
    , m_upper(new QSplitter(Qt::Horizontal))
    , m_whole(new QSplitter(Qt::Vertical))
{
    m_side->addWidget(m_clock);
    m_side->addWidget(m_details);
    m_upper->addWidget(m_chart);
    m_upper->addWidget(m_side);
    m_upper->setStretchFactor(0, 1);
    m_upper->setChildrenCollapsible(false);
    m_whole->addWidget(m_upper);
    m_whole->addWidget(m_table);
    m_whole->setChildrenCollapsible(false);
    m_whole->setStretchFactor(0, 3);
    m_whole->setStretchFactor(1, 2);
    m_upper->setObjectName(u"upperSplitter"_s);
    m_whole->setObjectName(u"wholeSplitter"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_whole);

    m_table->restoreColumns(m_settings.layout(columnsPart));
    m_chart->setRange(m_settings.chartRange());
    m_model->setColourIndex([this](const SourceId &source) { return colourOf(source); });
    m_model->setHiddenSources(m_settings.hiddenSources());

    connect(m_chart, &OffsetChart::seriesNeeded, this,
            [this](const SeriesRequest &request) { m_engine.requestSeries(request); });
    connect(&m_engine, &EngineClient::seriesReady, m_chart, &OffsetChart::showSeries);
    connect(&m_engine, &EngineClient::samplesAdded, m_chart, &OffsetChart::addSamples);
    connect(m_chart, &OffsetChart::sourceActivated, this, &NowPage::select);
    connect(m_chart, &OffsetChart::rangeChanged, this,
            [this](ChartRange range) { m_settings.setChartRange(range); });
    connect(m_table, &SourcesView::sourceSelected, this, &NowPage::select);
    connect(m_table, &SourcesView::sourceHovered, m_chart, &OffsetChart::setHighlighted);
    connect(m_table, &SourcesView::renameRequested, this,
            [this](const SourceId &source, const QString &label) { m_engine.rename(source, label); });
    connect(m_table, &SourcesView::removeRequested, this, &NowPage::removeRequested);
    connect(m_table, &SourcesView::askAgainRequested, this,
            [this](const SourceId &source) { m_engine.askAgain(source); });
    connect(m_model, &SourcesModel::visibilityChanged, this, [this] {
        m_settings.setHiddenSources(m_model->hiddenSources());
        updateChartSources();
    });
    connect(m_details, &SourceDetails::closed, this, [this] { select({}); });
}

void NowPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_laidOut)
        return;
    // Only now is there a size to share.
    m_laidOut = true;
    if (!m_upper->restoreState(m_settings.layout(upperPart)))
        m_upper->setSizes({width() * 75 / 100, width() * 25 / 100});
    if (!m_whole->restoreState(m_settings.layout(wholePart)))
        m_whole->setSizes({height() * 58 / 100, height() * 42 / 100});
}

void NowPage::setSnapshot(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    std::vector<SourceId> present;
    for (const SourceSnapshot &source : snapshot->sources)
        present.push_back(source.id);
    for (const SourceId &source : present)
        m_colours[source] = m_settings.colourOf(source, present);
    m_model->setSnapshot(snapshot);
    updateChartSources();
    if (std::find(present.begin(), present.end(), m_selected) == present.end())
        select({});
    updateDetails(snapshot->takenAt);
}

void NowPage::tick(Instant now)
{
    followClock(now);
    m_chart->setNow(now);
    m_model->tick(now);
    updateDetails(now);
}

// The chart's axis is this clock's wall-clock time: after a step or a suspend the past lies elsewhere on it.
void NowPage::followClock(Instant now)
{
    const auto steady = std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
    const Duration difference = now.time_since_epoch() - steady.time_since_epoch();
    if (m_clockMinusSteady && std::chrono::abs(difference - *m_clockMinusSteady) > smallestStep)
        m_chart->reload();
    m_clockMinusSteady = difference;
    m_chart->setZone(QTimeZone::systemTimeZone());
}

void NowPage::select(const SourceId &source)
{
    if (source == m_selected)
        return; // the table and the chart tell each other
    m_selected = source;
    m_chart->setSelected(source);
    if (source.key.isEmpty())
        m_table->clearSelection();
    else
        m_table->selectSource(source);
    m_side->setCurrentIndex(source.key.isEmpty() ? 0 : 1);
    if (m_snapshot)
        updateDetails(m_snapshot->takenAt);
}

void NowPage::goLive()
{
    m_chart->goHome();
}

void NowPage::saveLayout()
{
    m_settings.setLayout(upperPart, m_upper->saveState());
    m_settings.setLayout(wholePart, m_whole->saveState());
    m_settings.setLayout(columnsPart, m_table->saveColumns());
}

void NowPage::updateChartSources()
{
    if (!m_snapshot)
        return;
    const QStringList hidden = m_model->hiddenSources();
    std::vector<std::optional<OffsetClaim>> claims;
    for (const SourceSnapshot &source : m_snapshot->sources) {
        std::optional<OffsetClaim> claim;
        if (source.estimate)
            claim = OffsetClaim{source.estimate->offset, source.estimate->bound};
        claims.push_back(claim);
    }
    const std::vector<bool> agrees = agreeingSources(claims);
    std::vector<ChartSource> sources;
    for (size_t i = 0; i < m_snapshot->sources.size(); ++i) {
        const SourceSnapshot &source = m_snapshot->sources[i];
        sources.push_back({.id = source.id,
                           .label = source.label,
                           .colour = colourOf(source.id),
                           .visible = !hidden.contains(source.id.key),
                           .agrees = agrees[i],
                           .failingSince = source.failingSince});
    }
    m_chart->setSources(sources);
}

void NowPage::updateDetails(Instant now)
{
    if (!m_snapshot || m_selected.key.isEmpty())
        return;
    for (const SourceSnapshot &source : m_snapshot->sources) {
        if (source.id == m_selected)
            m_details->setSource(source, now);
    }
}

int NowPage::colourOf(const SourceId &source) const
{
    const auto found = m_colours.find(source);
    return found == m_colours.end() ? 0 : found->second;
}

} // namespace synchroscope
