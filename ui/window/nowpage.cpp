// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/nowpage.h"

#include "core/engine/seriesid.h"
#include "core/estimate/agreement.h"
#include "ui/chart/offsetchart.h"
#include "ui/panels/clockpanel.h"
#include "ui/panels/filterbar.h"
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

/// Our own measurements are charted where there are any, else the daemon's.
SourceId seriesOf(const SourceRow &row)
{
    if (row.measured || !row.daemon || !row.followed)
        return row.measuredId();
    return seriesId(*row.daemon, *row.followed);
}

/// What a row says of this clock: our measurement, else the daemon's.
std::optional<OffsetClaim> claimOf(const SourceRow &row)
{
    if (row.measured) {
        const std::optional<SourceEstimate> &estimate = row.measured->estimate;
        return estimate ? std::optional(OffsetClaim{estimate->offset, estimate->bound}) : std::nullopt;
    }
    // A device bounds nothing but itself.
    if (row.followed && row.followed->adjusted && row.followed->error &&
        row.followed->mode != SourceMode::ReferenceClock)
        return OffsetClaim{*row.followed->adjusted, *row.followed->error};
    return std::nullopt;
}

bool isTrusted(const SourceRow &row)
{
    return row.followed && (row.followed->standing == SourceStanding::Selected ||
                            row.followed->standing == SourceStanding::Combined);
}

} // namespace

NowPage::NowPage(EngineClient &engine, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_chart(new OffsetChart)
    , m_model(new SourcesModel(this))
    , m_table(new SourcesView(m_model))
    , m_filter(new FilterBar)
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
    auto *lower = new QWidget;
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(0);
    lowerLayout->addWidget(m_filter);
    lowerLayout->addWidget(m_table, 1);
    m_whole->addWidget(lower);
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
    connect(m_chart, &OffsetChart::sourceActivated, this, [this](const SourceId &charted) {
        const SourceRow *row = m_model->rowAt(m_model->indexOf(charted));
        select(row == nullptr ? SourceId() : row->id);
    });
    connect(m_chart, &OffsetChart::rangeChanged, this,
            [this](ChartRange range) { m_settings.setChartRange(range); });
    connect(m_table, &SourcesView::sourceSelected, this, &NowPage::select);
    connect(m_table, &SourcesView::sourceHovered, this,
            [this](const SourceId &source) { m_chart->setHighlighted(chartedId(source)); });
    connect(m_table, &SourcesView::renameRequested, this,
            [this](const SourceId &source, const QString &label) { m_engine.rename(source, label); });
    connect(m_table, &SourcesView::removeRequested, this, &NowPage::removeRequested);
    connect(m_table, &SourcesView::askAgainRequested, this,
            [this](const SourceId &source) { m_engine.askAgain(source); });
    connect(m_model, &SourcesModel::visibilityChanged, this, [this] {
        m_settings.setHiddenSources(m_model->hiddenSources());
        updateChartSources();
    });
    connect(m_filter, &FilterBar::textChanged, this, [this](const QString &text) {
        m_table->setFilter(text);
        updateFilterCount();
    });
    connect(m_filter, &FilterBar::closed, this, [this] { m_table->setFocus(); });
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
    m_model->setSnapshot(snapshot);
    m_table->setDaemonsPresent(!snapshot->machine.daemons.empty());
    std::vector<SourceId> present;
    for (const SourceRow *row : m_model->sourceRows())
        present.push_back(row->id);
    for (const SourceId &source : present)
        m_colours[source] = m_settings.colourOf(source, present);
    m_clock->setSnapshot(*snapshot);
    updateChartSources();
    updateFilterCount();
    if (!m_model->indexOf(m_selected).isValid())
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
    m_chart->setSelected(chartedId(source));
    m_table->selectSource(source);
    m_side->setCurrentIndex(source.key.isEmpty() ? 0 : 1);
    if (m_snapshot)
        updateDetails(m_snapshot->takenAt);
}

void NowPage::goLive()
{
    m_chart->goHome();
}

void NowPage::filterSources()
{
    m_filter->open();
}

void NowPage::updateFilterCount()
{
    m_filter->setCount(m_table->shownSources(), int(m_model->sourceRows().size()));
}

void NowPage::saveLayout()
{
    m_settings.setLayout(upperPart, m_upper->saveState());
    m_settings.setLayout(wholePart, m_whole->saveState());
    m_settings.setLayout(columnsPart, m_table->saveColumns());
}

SourceId NowPage::chartedId(const SourceId &source) const
{
    const SourceRow *row = m_model->rowAt(m_model->indexOf(source));
    return row != nullptr && row->isSource() ? seriesOf(*row) : SourceId();
}

void NowPage::updateChartSources()
{
    if (!m_snapshot)
        return;
    const QStringList hidden = m_model->hiddenSources();
    const std::vector<const SourceRow *> rows = m_model->sourceRows();
    std::vector<std::optional<OffsetClaim>> claims;
    claims.reserve(rows.size());
    for (const SourceRow *row : rows)
        claims.push_back(claimOf(*row));
    const std::vector<bool> agrees = agreeingSources(claims);
    std::vector<ChartSource> sources;
    for (size_t i = 0; i < rows.size(); ++i) {
        const SourceRow &row = *rows[i];
        const SourceId series = seriesOf(row);
        // Two daemons may use one server, which we measure once.
        const bool isDone = std::ranges::any_of(
            sources, [&series](const ChartSource &source) { return source.id == series; });
        if (isDone)
            continue;
        sources.push_back({.id = series,
                           .label = row.name,
                           .colour = colourOf(row.id),
                           .visible = !hidden.contains(row.id.key),
                           .agrees = agrees[i] || isTrusted(row),
                           .failingSince = row.measured ? row.measured->failingSince : std::nullopt});
    }
    m_chart->setSources(sources);
}

void NowPage::updateDetails(Instant now)
{
    const SourceRow *row = m_model->rowAt(m_model->indexOf(m_selected));
    if (row != nullptr)
        m_details->setSource(*row, now);
}

int NowPage::colourOf(const SourceId &source) const
{
    const auto found = m_colours.find(source);
    return found == m_colours.end() ? 0 : found->second;
}

} // namespace synchroscope
