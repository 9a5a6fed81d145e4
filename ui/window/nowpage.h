// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"
#include "ui/chart/chartcontent.h"
#include "ui/chart/chartsource.h"

#include <QDeadlineTimer>
#include <QSplitter>
#include <QWidget>

#include <map>
#include <optional>

class QStackedWidget;

namespace synchroscope {

class ClockPanel;
class FilterBar;
class FindingsPanel;
class OffsetChart;
class Settings;
class SourceDetails;
class SourcesModel;
class SourcesView;

/// The first page: the chart, beside it the clock or the selected source's details, below them the sources.
class NowPage final : public QWidget
{
    Q_OBJECT

public:
    NowPage(EngineClient &engine, Settings &settings, QWidget *parent = nullptr);

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Once a second: ages and the chart's right edge.
    void tick(Instant now);
    void select(const SourceId &source);
    const SourceId &selected() const { return m_selected; }
    void goLive();
    /// The clock's panel shows that it is waited for.
    void changeClock(const ClockChange &change);
    /// Opens the field that looks for sources.
    void filterSources();
    /// Splitters, columns, what is hidden.
    void saveLayout();

    OffsetChart &chart() { return *m_chart; }
    SourcesView &table() { return *m_table; }

Q_SIGNALS:
    void removeRequested(const synchroscope::SourceId &source);
    void actionRequested(const synchroscope::FindingAction &action);
    void explanationRequested(const synchroscope::Finding &finding);
    void explanationsRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void followClock(Instant now);
    /// The table gets what its rows need, at most its due, until the user shares the height otherwise.
    void shareHeight();
    int tableHeight(int most) const;
    /// The findings get what they need, at most half of the column beside the chart.
    void shareSide();
    void updateChartSources();
    std::vector<ChartSource> chartedSources() const;
    std::vector<ChartSource> chartedDaemons(TrackingQuantity quantity) const;
    /// What the chart cannot show, and why.
    QString lackingData() const;
    void updateDetails(Instant now);
    /// Asks for the selected source's statistics when somebody looks at them and they are not those of now.
    void followStatistics();
    void showStatistics(const StatisticsReply &reply);
    void updateFilterCount();
    int colourOf(const SourceId &source) const;
    /// `charted` is a series of the chart.
    void watchOtherWay(const SourceId &source, const QString &address);
    void selectCharted(const SourceId &charted);
    /// Of a row: the series that the chart shows for it.
    SourceId chartedId(const SourceId &source) const;

    EngineClient &m_engine;
    Settings &m_settings;
    SnapshotPtr m_snapshot;
    SourceId m_selected;
    OffsetChart *m_chart;
    SourcesModel *m_model;
    SourcesView *m_table;
    FilterBar *m_filter;
    ClockPanel *m_clock;
    FindingsPanel *m_findings;
    SourceDetails *m_details;
    QStackedWidget *m_side;
    QSplitter *m_upper;
    QSplitter *m_whole;
    std::map<SourceId, int> m_colours;                     ///< of sources, and of daemons
    std::optional<EngineClient::CommandId> m_clockCommand; ///< the change that is under way
    StatisticsRequest m_statistics;                        ///< the last
    QDeadlineTimer m_statisticsDue; ///< when they are asked for again; never while an answer is waited for
    bool m_laidOut = false;
    bool m_sharesHeight = true;
    std::optional<Duration> m_clockMinusSteady; ///< at the last tick
};

} // namespace synchroscope
