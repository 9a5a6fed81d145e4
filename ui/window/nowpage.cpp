// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/nowpage.h"

#include "core/engine/seriesid.h"
#include "core/estimate/selection.h"
#include "ui/chart/offsetchart.h"
#include "ui/chart/plotview.h"
#include "ui/explain/findingspanel.h"
#include "ui/panels/clockpanel.h"
#include "ui/panels/filterbar.h"
#include "ui/panels/sourcedetails.h"
#include "ui/table/sourcesmodel.h"
#include "ui/table/sourcesview.h"
#include "ui/window/settings.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/originwording.h"

#include <QHeaderView>
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
constexpr QLatin1StringView kernelPart = "kernelDetails"_L1;
constexpr QLatin1StringView columnsPart = "source_columns"_L1;

// Beyond what slewing does between two ticks: at most 0.1 s in a second.
constexpr Duration smallestStep = std::chrono::milliseconds(500);

// Statistics of many answers take longer, and change less.
constexpr auto statisticsRest = std::chrono::seconds(10);
constexpr auto statisticsRestPerAnswer = std::chrono::milliseconds(1);
// The chart moves on all the time; so much of its width makes other statistics.
constexpr int noticeablePart = 20;

/// Whether our own measurements are charted: where there are any, unless the user wants the daemon's.
bool chartsOurs(const SourceRow &row, ChartContent content)
{
    return content == ChartContent::MeasuredHere || (content == ChartContent::Offsets && row.measured);
}

/// Empty: there is none of this content.
SourceId seriesOf(const SourceRow &row, ChartContent content)
{
    if (chartsOurs(row, content))
        return row.measuredId();
    const bool isTold = row.followed && row.followed->standing != SourceStanding::Untold;
    return row.daemon && isTold ? seriesId(*row.daemon, *row.followed) : SourceId();
}

/// What a row says of this clock by what is charted, or said before it fell silent.
SelectionSource claimOf(const SourceRow &row, ChartContent content)
{
    SelectionSource claim;
    claim.place = seriesOf(row, content).key;
    if (chartsOurs(row, content)) {
        if (row.measured && row.measured->estimate) {
            claim.offset = row.measured->estimate->offset;
            claim.bound = row.measured->estimate->bound;
        }
    } else if (row.followed && row.followed->adjusted && row.followed->error) {
        claim.offset = row.followed->adjusted;
        claim.bound = *row.followed->error;
        claim.isReferenceClock = row.followed->mode == SourceMode::ReferenceClock;
    }
    return claim;
}

/// Nobody's line is left out of the scale where nobody can say which is right.
bool countsForScale(SourceUse use)
{
    return agrees(use) || use == SourceUse::NoMajority;
}

/// Names for the lines of daemons: as the headings of the table have them, where there are any.
std::vector<QString> daemonNames(const std::vector<DaemonReport> &daemons)
{
    if (daemons.size() == 1)
        return {wording::daemonName(daemons.front().kind)};
    return wording::daemonTitles(daemons);
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
    , m_findings(new FindingsPanel)
    , m_details(new SourceDetails)
    , m_side(new SideStack)
    , m_upper(new QSplitter(Qt::Horizontal))
    , m_whole(new QSplitter(Qt::Vertical))
{
    auto *column = new QWidget;
    auto *columnLayout = new QVBoxLayout(column);
    columnLayout->setContentsMargins(0, 0, 0, 0);
    columnLayout->addWidget(m_clock, 1);
    columnLayout->addWidget(m_findings);
    m_side->addWidget(column);
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
    m_clock->showKernelDetails(!m_settings.layout(kernelPart).isEmpty());
    m_chart->setRange(m_settings.chartRange());
    m_chart->setContent(m_settings.chartContent());
    m_model->setColourIndex([this](const SourceId &source) { return colourOf(source); });
    m_model->setHiddenSources(m_settings.hiddenSources());

    connect(m_whole, &QSplitter::splitterMoved, this, [this] {
        m_sharesHeight = false;
        shareSide();
    });
    connect(m_upper, &QSplitter::splitterMoved, this, &NowPage::shareSide);
    connect(m_findings, &FindingsPanel::actionRequested, this, &NowPage::actionRequested);
    connect(m_findings, &FindingsPanel::explanationRequested, this, &NowPage::explanationRequested);
    connect(m_findings, &FindingsPanel::allRequested, this, &NowPage::explanationsRequested);
    connect(m_clock, &ClockPanel::changeRequested, this, &NowPage::changeClock);
    connect(&m_engine, &EngineClient::commandFinished, this, [this](quint64 command) {
        if (command != m_clockCommand)
            return;
        m_clockCommand.reset();
        m_clock->setWaiting({});
    });
    connect(m_chart, &OffsetChart::seriesNeeded, this,
            [this](const SeriesRequest &request) { m_engine.requestSeries(request); });
    connect(&m_engine, &EngineClient::seriesReady, m_chart, &OffsetChart::showSeries);
    connect(&m_engine, &EngineClient::samplesAdded, m_chart, &OffsetChart::addSamples);
    connect(m_chart, &OffsetChart::sourceActivated, this, &NowPage::selectCharted);
    connect(m_chart, &OffsetChart::rangeChanged, this,
            [this](ChartRange range) { m_settings.setChartRange(range); });
    connect(m_chart, &OffsetChart::contentChanged, this, [this](ChartContent content) {
        m_settings.setChartContent(content);
        updateChartSources();
        m_chart->setSelected(chartedId(m_selected));
    });
    connect(m_table, &SourcesView::sourceSelected, this, &NowPage::select);
    connect(m_table, &SourcesView::sourceHovered, this,
            [this](const SourceId &source) { m_chart->setHighlighted(chartedId(source)); });
    connect(m_table, &SourcesView::renameRequested, this,
            [this](const SourceId &source, const QString &label) { m_engine.rename(source, label); });
    connect(m_table, &SourcesView::removeRequested, this, &NowPage::removeRequested);
    connect(m_table, &SourcesView::askAgainRequested, this,
            [this](const SourceId &source) { m_engine.askAgain(source); });
    connect(m_table, &SourcesView::otherWayRequested, this, &NowPage::watchOtherWay);
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
    connect(m_details, &SourceDetails::statisticsOpened, this, &NowPage::followStatistics);
    connect(&m_engine, &EngineClient::statisticsReady, this, &NowPage::showStatistics);
    connect(m_details, &SourceDetails::observingRequested, this,
            [this](bool observing) { m_engine.setObserving(observing); });
}

void NowPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_laidOut) {
        shareSide();
        return;
    }
    // Only now is there a size to share.
    m_laidOut = true;
    if (!m_upper->restoreState(m_settings.layout(upperPart)))
        m_upper->setSizes({width() * 75 / 100, width() * 25 / 100});
    m_sharesHeight = !m_whole->restoreState(m_settings.layout(wholePart));
    shareHeight();
    shareSide();
}

void NowPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareSide();
}

void NowPage::shareSide()
{
    if (!isVisible())
        return;
    const int height = std::min(m_findings->wantedHeight(), m_side->height() / 2);
    if (m_findings->height() != height)
        m_findings->setFixedHeight(height);
}

void NowPage::shareHeight()
{
    if (!m_laidOut || !m_sharesHeight)
        return;
    const int whole = m_whole->height();
    const int table = tableHeight(whole * 42 / 100);
    const QList<int> sizes{whole - table - m_whole->handleWidth(), table};
    if (m_whole->sizes() != sizes)
        m_whole->setSizes(sizes);
}

int NowPage::tableHeight(int most) const
{
    constexpr int fewest = 4; // rows: for what may come
    const QModelIndex first = m_table->model()->index(0, 0);
    if (!first.isValid())
        return most;
    const QRect top = m_table->visualRect(first);
    int rows = fewest * top.height();
    for (QModelIndex row = first; row.isValid() && rows < most; row = m_table->indexBelow(row))
        rows = std::max(rows, m_table->visualRect(row).bottom() - top.top());
    return std::min(most, m_table->header()->height() + rows + top.height() / 2);
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
    // Their lines are never on one chart with those of sources.
    std::vector<SourceId> daemons;
    for (const DaemonReport &daemon : snapshot->machine.daemons)
        daemons.push_back(seriesId(daemon));
    for (const SourceId &daemon : daemons)
        m_colours[daemon] = m_settings.colourOf(daemon, daemons);
    m_clock->setSnapshot(*snapshot);
    m_findings->setSnapshot(*snapshot);
    m_chart->setEvents(snapshot->events);
    updateChartSources();
    updateFilterCount();
    shareHeight();
    shareSide();
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

/// A server's other address gets a row of its own, so that the two ways to it can be told apart.
void NowPage::watchOtherWay(const SourceId &source, const QString &address)
{
    const auto found = std::ranges::find(m_snapshot->sources, source, &SourceSnapshot::id);
    if (found == m_snapshot->sources.end())
        return;
    const bool isIpv6 = address.contains(u':');
    const QString text = (isIpv6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address).arg(found->host.port);
    if (const Result<HostSpec> host = parseHostSpec(text))
        m_engine.watch(
            {{*host, (isIpv6 ? tr("%1 by IPv6") : tr("%1 by IPv4")).arg(found->label), found->kept}});
}

void NowPage::selectCharted(const SourceId &charted)
{
    if (!charted.key.isEmpty() && chartedId(m_selected) == charted)
        return; // a source leads to the line of its daemon
    const std::optional<TrackingQuantity> quantity = trackingQuantity(m_chart->content());
    if (!quantity) {
        const SourceRow *row = m_model->rowAt(m_model->indexOf(charted));
        select(row == nullptr ? SourceId() : row->id);
        return;
    }
    const std::vector<DaemonReport> &daemons = m_snapshot->machine.daemons;
    const auto isCharted = [&](const DaemonReport &daemon) { return seriesId(daemon, *quantity) == charted; };
    const auto daemon = std::ranges::find_if(daemons, isCharted);
    select(daemon == daemons.end() ? SourceId() : seriesId(*daemon));
}

void NowPage::goLive()
{
    m_chart->goHome();
}

void NowPage::changeClock(const ClockChange &change)
{
    const EngineClient::CommandId command = m_engine.changeClock(change);
    if (m_clockCommand)
        return; // the engine does one at a time, and says so
    m_clockCommand = command;
    m_clock->setWaiting(change.kind);
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
    if (!m_sharesHeight)
        m_settings.setLayout(wholePart, m_whole->saveState());
    m_settings.setLayout(kernelPart, m_clock->showsKernelDetails() ? "shown" : QByteArray());
    m_settings.setLayout(columnsPart, m_table->saveColumns());
}

SourceId NowPage::chartedId(const SourceId &source) const
{
    const SourceRow *row = m_model->rowAt(m_model->indexOf(source));
    if (row == nullptr)
        return {};
    if (const std::optional<TrackingQuantity> quantity = trackingQuantity(m_chart->content()))
        return row->daemon ? seriesId(*row->daemon, *quantity) : SourceId();
    return row->isSource() ? seriesOf(*row, m_chart->content()) : SourceId();
}

void NowPage::updateChartSources()
{
    if (!m_snapshot)
        return;
    const std::optional<TrackingQuantity> quantity = trackingQuantity(m_chart->content());
    m_chart->setSources(quantity ? chartedDaemons(*quantity) : chartedSources());
    m_chart->setNote(lackingData());
}

std::vector<ChartSource> NowPage::chartedSources() const
{
    const ChartContent content = m_chart->content();
    const QStringList hidden = m_model->hiddenSources();
    const std::vector<const SourceRow *> rows = m_model->sourceRows();
    std::vector<SelectionSource> claims;
    claims.reserve(rows.size());
    for (const SourceRow *row : rows)
        claims.push_back(claimOf(*row, content));
    const std::vector<SourceUse> uses = selectSources(claims, m_snapshot->takenAt).uses;
    std::vector<ChartSource> sources;
    sources.reserve(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        const SourceRow &row = *rows[i];
        const SourceId series = seriesOf(row, content);
        // Two daemons may use one server, which we measure once.
        const bool isDone = std::ranges::any_of(
            sources, [&series](const ChartSource &source) { return source.id == series; });
        if (isDone || series.key.isEmpty())
            continue;
        sources.push_back(
            {.id = series,
             .label = row.name,
             .colour = colourOf(row.id),
             .visible = !hidden.contains(row.id.key),
             .agrees = countsForScale(uses[i]) || isTrusted(row),
             .failingSince = chartsOurs(row, content) ? row.measured->failingSince : row.daemon->silentSince,
             .followed = row.followed && row.followed->standing == SourceStanding::Selected});
    }
    return sources;
}

std::vector<ChartSource> NowPage::chartedDaemons(TrackingQuantity quantity) const
{
    const std::vector<DaemonReport> &daemons = m_snapshot->machine.daemons;
    const std::vector<QString> names = daemonNames(daemons);
    std::vector<ChartSource> lines;
    lines.reserve(daemons.size());
    for (size_t i = 0; i < daemons.size(); ++i)
        lines.push_back({.id = seriesId(daemons[i], quantity),
                         .label = names[i],
                         .colour = colourOf(seriesId(daemons[i])),
                         .failingSince = daemons[i].silentSince,
                         .followed = quantity == TrackingQuantity::SystemOffset, // the combined answer
                         .named = true});
    return lines;
}

QString NowPage::lackingData() const
{
    const ChartContent content = m_chart->content();
    const MachineDaemons &machine = m_snapshot->machine;
    const std::vector<const SourceRow *> rows = m_model->sourceRows();
    const bool isOfSources = std::ranges::any_of(
        rows, [content](const SourceRow *row) { return !seriesOf(*row, content).key.isEmpty(); });
    const std::optional<TrackingQuantity> quantity = trackingQuantity(content);
    if (content == ChartContent::Offsets || (!quantity && isOfSources))
        return {};
    if (content == ChartContent::MeasuredHere)
        return tr("Synchroscope measures no server itself.");
    if (machine.daemons.empty())
        return machine.isComplete ? tr("No time service was found on this computer.")
                                  : tr("This computer's time service is being looked for.");
    if (!quantity)
        return tr("The time service tells of no sources.");
    const std::vector<QString> names = daemonNames(machine.daemons);
    QStringList sentences;
    for (size_t i = 0; i < machine.daemons.size(); ++i)
        sentences.append(wording::lackSentence(machine.daemons[i], names[i], *quantity));
    sentences.removeAll(QString());
    return sentences.join(u'\n');
}

void NowPage::updateDetails(Instant now)
{
    const SourceRow *row = m_model->rowAt(m_model->indexOf(m_selected));
    if (row != nullptr) {
        m_details->setObservation(m_snapshot->observation, m_snapshot->changeAbility == ChangeAbility::Able,
                                  m_snapshot->isObserving);
        m_details->setSource(*row, now);
        followStatistics();
    }
}

void NowPage::followStatistics()
{
    const SourceRow *row = m_model->rowAt(m_model->indexOf(m_selected));
    const SourceId source =
        row != nullptr && row->isSource() ? seriesOf(*row, ChartContent::Offsets) : SourceId();
    m_details->setHasStatistics(!source.key.isEmpty());
    if (source.key.isEmpty() || !m_details->showsStatistics())
        return;
    const TimeWindow &window = m_chart->plot().window();
    const Duration noticeable = window.span() / noticeablePart;
    const bool isAnother = source != m_statistics.source;
    const bool isMoved = std::chrono::abs(window.from() - m_statistics.from) > noticeable ||
                         std::chrono::abs(window.to() - m_statistics.to) > noticeable;
    if (!isAnother && !isMoved && !m_statisticsDue.hasExpired())
        return;
    if (isAnother)
        m_details->setStatistics({});
    m_statistics = {.id = m_statistics.id + 1, .source = source, .from = window.from(), .to = window.to()};
    m_statisticsDue = QDeadlineTimer(QDeadlineTimer::Forever);
    m_engine.requestStatistics(m_statistics);
}

void NowPage::showStatistics(const StatisticsReply &reply)
{
    if (reply.id != m_statistics.id)
        return;
    m_details->setStatistics(reply);
    m_statisticsDue = QDeadlineTimer(statisticsRest + statisticsRestPerAnswer * reply.statistics.count);
}

int NowPage::colourOf(const SourceId &source) const
{
    const auto found = m_colours.find(source);
    return found == m_colours.end() ? 0 : found->second;
}

} // namespace synchroscope
