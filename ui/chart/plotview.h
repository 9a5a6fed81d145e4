// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "ui/chart/chartdata.h"
#include "ui/chart/chartpalette.h"
#include "ui/chart/drawntrace.h"
#include "ui/chart/timewindow.h"
#include "ui/chart/valuescale.h"

#include <QChartView>
#include <QTimeZone>
#include <QTimer>

#include <functional>
#include <optional>

class QValueAxis;

namespace synchroscope {

class AxesItem;
class EventsItem;
class LabelsItem;
class ReadoutItem;
class TracesItem;

/// The plot itself: what of the data is seen, and everything that mouse and keyboard do to it. Any number of
/// changes in one turn of the event loop are drawn once, and none while it is hidden.
class PlotView final : public QChartView
{
    Q_OBJECT

public:
    /// What the vertical scale holds.
    enum class Fit : quint8 {
        Agreeing,   ///< the points of the sources that agree; of all while none does
        Everything, ///< the points of all sources
        ByHand,     ///< what the user zoomed to
    };

    /// `chartData` must outlive the view, and dataChanged() follow its changes.
    explicit PlotView(const ChartData &chartData, QWidget *parent = nullptr);

    void dataChanged();
    /// New points at the end: drawn soon, but not more often than they could be told apart, nor than once a
    /// second.
    void samplesAdded();
    void setNow(Instant now);
    void setZone(const QTimeZone &zone);
    void setSelected(const SourceId &source);
    void setHighlighted(const SourceId &source);
    /// What the values are; the scale starts anew.
    void setQuantity(ChartQuantity quantity);
    ChartQuantity quantity() const { return m_quantity; }
    /// What happened, oldest first.
    void setEvents(const EventList &events);
    /// Shows this moment in the middle, as far as there is a present behind it.
    void reveal(Instant at);
    /// Why the plot may be empty, for when it is.
    void setReason(const QString &reason);
    bool isEmpty() const { return m_isEmpty; }
    /// Measurements of this stretch are under way.
    void setLoading(bool loading);
    /// The last so long, following the present, and not a scale set by hand.
    void follow(Duration span);
    /// Back to what follow() asked for last.
    void goHome();
    void setFit(Fit fit);

    const TimeWindow &window() const { return m_window; }
    Fit fit() const { return m_fit; }

    // What is on the screen.
    const TracesItem &traces() const { return *m_traces; }
    const AxesItem &axesItem() const { return *m_axes; }
    const EventsItem &eventsItem() const { return *m_eventMarks; }
    const LabelsItem &labels() const { return *m_labels; }
    const ReadoutItem &readout() const { return *m_readout; }

    QSize sizeHint() const override { return {720, 300}; }
    QSize minimumSizeHint() const override { return {260, 130}; }

Q_SIGNALS:
    /// Another stretch of time, or another width: other points may be needed.
    void windowChanged();
    /// Live or not, or another fit.
    void modeChanged();
    /// The first point came, or the last went.
    void emptinessChanged(bool isEmpty);
    void sourceActivated(const synchroscope::SourceId &source);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// What of one source lies within the window.
    struct Seen
    {
        size_t count = 0;
        Duration least{};
        Duration greatest{};
        SeriesPoint last;
    };

    struct Press
    {
        QPointF start;
        QPointF last;
        bool dragging = false;
    };

    void scheduleRefresh();
    void refresh();
    void placePlot();
    void applyTheme();
    Seen look(const Trace &trace) const;
    ValueRange fittedValues(const std::vector<Seen> &seen) const;
    bool reachesTheScale(const Trace &trace) const;
    bool wantsBand(const ChartSource &source) const;
    bool isOnOthers(const QRectF &box, const DrawnTrace &own, const std::vector<DrawnTrace> &drawn) const;
    std::vector<DrawnTrace> drawTraces(const std::vector<Seen> &seen) const;
    void refreshAxes(bool empty);
    void refreshLabels(const std::vector<Seen> &seen, const std::vector<DrawnTrace> &drawn);
    void refreshReadout();
    QString emptyMessage() const;
    QString quantityName() const;

    void moveWindow(const std::function<void()> &change);
    void dragBy(QPointF pixels);
    void zoomValues(double factor, double y);
    void click(QPointF place);
    void hover(QPointF place);
    /// What the keyboard reads stays.
    void hoverEnded();
    void stopReading();
    void select(const SourceId &source);
    void walk(int steps);
    void changeSource(int steps);
    void read(const TracePick &sample);
    void walkEvents(int steps);
    /// Says the whole sentence; `place` is where, in the view. Null: nothing is said any more.
    void tellEvent(const Event *event, QPointF place);
    bool isHighlighted(const SourceId &source) const
    {
        return source == m_selected || source == m_highlighted;
    }
    std::vector<const ChartData::Entry *> shown() const;

    const ChartData &m_data;
    TimeWindow m_window;
    Duration m_home = m_window.span();
    ChartQuantity m_quantity = ChartQuantity::Offset;
    QString m_reason;
    bool m_isEmpty = true;
    ValueRange m_values = emptyValueRange;
    Fit m_fit = Fit::Agreeing;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    ChartTheme m_theme;
    SourceId m_selected;
    SourceId m_highlighted;          ///< by the mouse, here or elsewhere
    std::optional<TracePick> m_read; ///< the sample in the read-out
    bool m_readByKeyboard = false;
    std::optional<Press> m_press;
    bool m_loading = false;
    bool m_keyboardFocus = false;
    QTimer m_refresh;
    QTimer m_lazyRefresh;
    QValueAxis *m_timeAxis;
    QValueAxis *m_valueAxis;
    EventList m_events = std::make_shared<const std::vector<Event>>();
    std::optional<Event> m_readEvent; ///< the one that is told
    AxesItem *m_axes;
    EventsItem *m_eventMarks;
    TracesItem *m_traces;
    LabelsItem *m_labels;
    ReadoutItem *m_readout;
};

} // namespace synchroscope
