// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartcontent.h"
#include "ui/chart/chartdata.h"
#include "ui/chart/timewindow.h"

#include <QFrame>
#include <QTimer>

#include <array>
#include <optional>

class QComboBox;
class QTimeZone;
class QToolButton;

namespace synchroscope {

class PlotView;
class QuietLabel;

/// The chart with the list of what it can show and its range buttons. Above zero this clock is ahead.
///
/// What is chosen decides on the axis and its words; the sources are the caller's.
/// It asks for the past by seriesNeeded() and is given it by showSeries(); the present comes by addSamples()
/// and setNow(). Times are this clock's wall-clock time, as the points carry it.
class OffsetChart final : public QFrame
{
    Q_OBJECT

public:
    explicit OffsetChart(QWidget *parent = nullptr);

    /// In the order in which Up and Down go through them. Points of sources that stay are kept.
    void setSources(const std::vector<ChartSource> &sources);
    /// Drawn thick, named, with its band; an empty id selects none.
    void setSelected(const SourceId &source);
    /// Thick while the mouse is on it somewhere else.
    void setHighlighted(const SourceId &source);
    void setContent(ChartContent content);
    ChartContent content() const { return m_content; }
    /// What is missing and why, for the middle of an empty chart, and else for a line above it; empty:
    /// nothing is.
    void setNote(const QString &note);
    /// Follows the present.
    void setRange(ChartRange range);
    /// Where "now" is; once a second is enough. The chart moves only when that makes a pixel.
    void setNow(Instant now);
    void setZone(const QTimeZone &zone);
    /// What happened to this computer's clock, oldest first.
    void setEvents(const EventList &events);
    /// Shows this moment, and stands still there unless it is close to the present.
    void reveal(Instant at);

    /// An answer to another request than the last is ignored.
    void showSeries(const SeriesReply &reply);
    void addSamples(const std::vector<NewSample> &samples);
    /// Forgets the points and asks anew: the wall clock was stepped, so the past lies elsewhere now.
    void reload();

    /// Back to the present, at the range of the button.
    void goHome();

    /// The last range button chosen.
    ChartRange range() const { return m_range; }
    PlotView &plot() const { return *m_plot; }

Q_SIGNALS:
    void seriesNeeded(const synchroscope::SeriesRequest &request);
    /// A line or its arrow was clicked, or the keyboard went to it; it is already selected here.
    void sourceActivated(const synchroscope::SourceId &source);
    void rangeChanged(synchroscope::ChartRange range);
    void contentChanged(synchroscope::ChartContent content);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeHeader();
    void setTexts();
    void updateButtons();
    void updateNote();
    void askSoon();
    void ask();
    bool isCovered() const;
    bool overgrown() const;
    QToolButton *button(ChartRange range) const { return m_ranges[static_cast<size_t>(range)]; }

    ChartData m_data;
    ChartRange m_range = ChartRange::Hour;
    ChartContent m_content = ChartContent::Offsets;
    // In the order in which Tab goes through them, which is that of their making.
    QComboBox *m_contents;
    std::array<QToolButton *, chartRanges.size()> m_ranges;
    QToolButton *m_live;
    QToolButton *m_fitAll;
    QuietLabel *m_note;
    PlotView *m_plot;
    QTimer m_askTimer;
    quint64 m_lastRequest = 0;
    /// What was asked for last; nothing: everything is needed anew.
    struct Coverage
    {
        Instant from;
        Instant to;
        Duration column;
        bool untilNow; ///< what came after it has been added as live samples
    };
    std::optional<Coverage> m_coverage;
};

} // namespace synchroscope
