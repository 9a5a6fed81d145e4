// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plotview.h"

#include "ui/chart/axesitem.h"
#include "ui/chart/eventsitem.h"
#include "ui/chart/labelsitem.h"
#include "ui/chart/readoutitem.h"
#include "ui/chart/tracesitem.h"
#include "ui/wording/eventwording.h"
#include "ui/wording/quantity.h"

#include <QApplication>
#include <QChart>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLegend>
#include <QLineSeries>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr double pickRadius = 16;
constexpr double wheelZoom = 0.85; // for one notch
constexpr double keyZoom = 0.7;
/// Smooth lines through so many points fit into a frame at scale 2.
constexpr size_t smoothPoints = 5000;

/// What a line covers of a stretch of the plot, in pixels from the top.
std::optional<VerticalExtent> extentOf(const Trace &trace, const PlotMap &map, double left, double right)
{
    const std::span<const SeriesPoint> points = trace.around(map.instantAt(left), map.instantAt(right));
    if (points.empty())
        return std::nullopt;
    const auto [least, greatest] = std::ranges::minmax_element(points, {}, &SeriesPoint::value);
    return VerticalExtent{map.y(greatest->value), map.y(least->value)};
}

} // namespace

PlotView::PlotView(const ChartData &chartData, QWidget *parent)
    : QChartView(parent)
    , m_data(chartData)
    , m_timeAxis(new QValueAxis(this))
    , m_valueAxis(new QValueAxis(this))
{
    setObjectName(u"offsetPlot"_s);
    setAccessibleName(quantityName());
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setInteractive(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
    viewport()->setMouseTracking(true);

    QChart *canvas = chart();
    canvas->legend()->hide();
    canvas->setMargins({});
    canvas->layout()->setContentsMargins(0, 0, 0, 0);
    canvas->setBackgroundRoundness(0);
    canvas->setAnimationOptions(QChart::NoAnimation);
    canvas->setDropShadowEnabled(false);
    // Without any series the axes would have no domain.
    auto *anchor = new QLineSeries(canvas);
    canvas->addSeries(anchor);
    canvas->addAxis(m_timeAxis, Qt::AlignBottom);
    canvas->addAxis(m_valueAxis, Qt::AlignLeft);
    for (QValueAxis *axis : {m_timeAxis, m_valueAxis}) {
        anchor->attachAxis(axis);
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setGridLineVisible(false);
    }

    m_axes = new AxesItem(canvas);
    m_eventMarks = new EventsItem(canvas);
    m_traces = new TracesItem(canvas);
    m_labels = new LabelsItem(canvas);
    m_readout = new ReadoutItem(canvas);
    int level = 100; // above all that Qt Charts draws
    for (PlotItem *item :
         std::initializer_list<PlotItem *>{m_axes, m_eventMarks, m_traces, m_labels, m_readout})
        item->setZValue(level++);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &PlotView::refresh);
    m_lazyRefresh.setSingleShot(true);
    connect(&m_lazyRefresh, &QTimer::timeout, this, &PlotView::scheduleRefresh);
    applyTheme();
}

void PlotView::dataChanged()
{
    scheduleRefresh();
}

void PlotView::samplesAdded()
{
    constexpr Duration slowest = std::chrono::seconds(1);
    const Duration pause = std::min(slowest, m_window.column());
    if (!m_lazyRefresh.isActive())
        m_lazyRefresh.start(std::chrono::duration_cast<std::chrono::milliseconds>(pause));
}

void PlotView::setNow(Instant now)
{
    const bool wasLive = m_window.live();
    if (m_window.setNow(now))
        scheduleRefresh();
    if (m_window.live() != wasLive)
        Q_EMIT modeChanged();
}

void PlotView::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    scheduleRefresh();
}

void PlotView::setSelected(const SourceId &source)
{
    if (source == m_selected)
        return;
    m_selected = source;
    if (m_readByKeyboard)
        stopReading();
    scheduleRefresh();
}

void PlotView::setHighlighted(const SourceId &source)
{
    if (source == m_highlighted)
        return;
    m_highlighted = source;
    scheduleRefresh();
}

void PlotView::setQuantity(ChartQuantity quantity)
{
    if (quantity == m_quantity)
        return;
    m_quantity = quantity;
    m_values = emptyRangeOf(quantity);
    if (m_fit == Fit::ByHand)
        setFit(Fit::Agreeing);
    stopReading();
    setAccessibleName(quantityName());
    scheduleRefresh();
}

void PlotView::setEvents(const EventList &events)
{
    if (events == m_events)
        return;
    m_events = events;
    scheduleRefresh();
}

void PlotView::reveal(Instant at)
{
    const Instant middle = m_window.from() + (m_window.to() - m_window.from()) / 2;
    moveWindow([this, at, middle] { m_window.pan(at - middle); });
}

void PlotView::setReason(const QString &reason)
{
    if (reason == m_reason)
        return;
    m_reason = reason;
    scheduleRefresh();
}

void PlotView::setLoading(bool loading)
{
    if (loading == m_loading)
        return;
    m_loading = loading;
    scheduleRefresh();
}

void PlotView::follow(Duration span)
{
    m_home = span;
    goHome();
}

void PlotView::goHome()
{
    if (m_fit == Fit::ByHand)
        setFit(Fit::Agreeing);
    moveWindow([this] { m_window.follow(m_home); });
}

void PlotView::setFit(Fit fit)
{
    if (fit == m_fit)
        return;
    m_fit = fit;
    scheduleRefresh();
    Q_EMIT modeChanged();
}

void PlotView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void PlotView::showEvent(QShowEvent *event)
{
    QChartView::showEvent(event);
    placePlot();
}

void PlotView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyTheme();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        placePlot();
}

void PlotView::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    // Who came by mouse sees where he is.
    m_keyboardFocus =
        event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    scheduleRefresh();
}

void PlotView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    m_keyboardFocus = false;
    scheduleRefresh();
}

bool PlotView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && !m_press) {
        tellEvent(nullptr, {});
        hoverEnded();
    }
    return QChartView::viewportEvent(event);
}

void PlotView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_press = Press{event->position(), event->position()};
    event->accept();
}

void PlotView::mouseMoveEvent(QMouseEvent *event)
{
    // The base class would look for items beneath the mouse: a millisecond, and nothing takes events here.
    event->accept();
    if (!m_press) {
        hover(event->position());
        return;
    }
    const QPointF moved = event->position() - m_press->start;
    if (!m_press->dragging && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    m_press->dragging = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    const QPointF step = event->position() - m_press->last;
    m_press->last = event->position();
    dragBy(step);
}

void PlotView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
    if (event->button() != Qt::LeftButton || !m_press)
        return;
    const bool dragged = m_press->dragging;
    m_press.reset();
    viewport()->unsetCursor();
    if (!dragged)
        click(event->position());
    hover(event->position());
}

void PlotView::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
    setFit(Fit::Agreeing);
    goHome();
}

void PlotView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    constexpr double notch = 120;
    const QPoint turned = event->angleDelta();
    const bool sideways =
        std::abs(turned.x()) > std::abs(turned.y()) || event->modifiers().testFlag(Qt::ShiftModifier);
    const double notches = (std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y()) / notch;
    if (notches == 0)
        return;
    if (sideways)
        dragBy({notches * m_traces->map().area.width() / 10, 0});
    else if (event->modifiers().testFlag(Qt::ControlModifier))
        zoomValues(std::pow(wheelZoom, notches), event->position().y());
    else
        moveWindow([&] {
            const QRectF &area = m_traces->map().area;
            const double x = std::clamp(event->position().x(), area.left(), area.right());
            m_window.zoom(std::pow(wheelZoom, notches), m_traces->map().instantAt(x));
        });
}

void PlotView::keyPressEvent(QKeyEvent *event)
{
    const auto zoomByKey = [this](double factor) {
        moveWindow([this, factor] {
            const Instant middle = m_window.from() + (m_window.to() - m_window.from()) / 2;
            m_window.zoom(factor, m_window.live()    ? m_window.to()
                                  : m_readByKeyboard ? m_read->point.at
                                                     : middle);
        });
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return walk(-1);
    case Qt::Key_Right:
        return walk(+1);
    case Qt::Key_Up:
        return changeSource(-1);
    case Qt::Key_Down:
        return changeSource(+1);
    case Qt::Key_PageUp:
        return moveWindow([this] { m_window.pan(-m_window.span()); });
    case Qt::Key_PageDown:
        return moveWindow([this] { m_window.pan(m_window.span()); });
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomByKey(keyZoom);
    case Qt::Key_Minus:
        return zoomByKey(1 / keyZoom);
    case Qt::Key_F:
        return setFit(m_fit == Fit::Everything ? Fit::Agreeing : Fit::Everything);
    case Qt::Key_E:
        return walkEvents(event->modifiers().testFlag(Qt::ShiftModifier) ? +1 : -1);
    case Qt::Key_Escape:
        if (m_readEvent)
            return tellEvent(nullptr, {});
        if (m_read) {
            setHighlighted({});
            return stopReading();
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void PlotView::scheduleRefresh()
{
    if (isVisible() && !m_refresh.isActive())
        m_refresh.start();
}

void PlotView::refresh()
{
    m_lazyRefresh.stop();
    if (!isVisible())
        return;
    std::vector<Seen> seen;
    for (const ChartData::Entry *entry : shown())
        seen.push_back(look(*entry->trace));
    if (m_fit != Fit::ByHand)
        m_values = fittedValues(seen);
    const bool empty = std::ranges::all_of(seen, [](const Seen &one) { return one.count == 0; });
    refreshAxes(empty);
    m_eventMarks->setContent(m_axes->content().map, m_theme, *m_events);
    std::vector<DrawnTrace> drawn = drawTraces(seen);
    refreshLabels(seen, drawn);
    m_traces->setContent(m_axes->content().map, m_theme, std::move(drawn));
    refreshReadout();
    if (std::exchange(m_isEmpty, empty) != empty)
        Q_EMIT emptinessChanged(empty);
}

void PlotView::placePlot()
{
    const QRectF whole(QPointF(0, 0), QSizeF(size()));
    const QRectF area = whole.marginsRemoved(AxesItem::marginsFor(font()));
    // Whole pixels: a column of the data is a column of the screen.
    const QRect plot(area.topLeft().toPoint(), area.bottomRight().toPoint() - QPoint(1, 1));
    chart()->setPlotArea(QRectF(plot));
    m_axes->setBounds(whole);
    m_labels->setBounds(QRectF(plot));
    if (plot.isEmpty())
        return;
    if (m_window.columns() != plot.width()) {
        m_window.setColumns(plot.width());
        Q_EMIT windowChanged();
    }
    scheduleRefresh();
}

void PlotView::applyTheme()
{
    m_theme = ChartTheme::from(palette());
    chart()->setBackgroundBrush(m_theme.background);
    setBackgroundBrush(m_theme.background);
    scheduleRefresh();
}

PlotView::Seen PlotView::look(const Trace &trace) const
{
    Seen seen;
    const std::span<const SeriesPoint> points = trace.within(m_window.from(), m_window.to());
    if (points.empty())
        return seen;
    const auto [least, greatest] = std::ranges::minmax_element(points, {}, &SeriesPoint::value);
    return {points.size(), least->value, greatest->value, points.back()};
}

ValueRange PlotView::fittedValues(const std::vector<Seen> &seen) const
{
    const std::vector<const ChartData::Entry *> sources = shown();
    const auto counts = [&](size_t i) { return seen[i].count > 0 && sources[i]->source.agrees; };
    bool everything = m_fit == Fit::Everything;
    if (!everything) {
        everything = true;
        for (size_t i = 0; i < seen.size(); ++i)
            everything = everything && !counts(i);
    }
    std::optional<std::pair<Duration, Duration>> extremes;
    for (size_t i = 0; i < seen.size(); ++i) {
        if (seen[i].count == 0 || !(everything || counts(i)))
            continue;
        if (!extremes)
            extremes = {seen[i].least, seen[i].greatest};
        extremes->first = std::min(extremes->first, seen[i].least);
        extremes->second = std::max(extremes->second, seen[i].greatest);
    }
    return extremes ? fitValues(extremes->first, extremes->second, m_values, m_quantity) : m_values;
}

std::vector<DrawnTrace> PlotView::drawTraces(const std::vector<Seen> &seen) const
{
    constexpr size_t dotPitch = 12;
    constexpr size_t sparseDotPitch = 40;
    const std::vector<const ChartData::Entry *> sources = shown();
    const bool anyHighlighted = std::ranges::any_of(
        sources, [this](const ChartData::Entry *entry) { return isHighlighted(entry->source.id); });
    size_t points = 0;
    for (const Seen &one : seen)
        points += one.count;
    const size_t columns = static_cast<size_t>(m_window.columns());
    std::vector<DrawnTrace> drawn;
    for (size_t i = 0; i < sources.size(); ++i) {
        const ChartSource &source = sources[i]->source;
        const QColor own = sourceColour(source.colour, m_theme.dark);
        DrawnTrace trace;
        trace.source = source;
        trace.trace = sources[i]->trace;
        trace.highlighted = anyHighlighted ? isHighlighted(source.id) : source.followed;
        trace.colour = anyHighlighted && !trace.highlighted ? dimmed(own, m_theme) : own;
        trace.textColour = readable(own, m_theme);
        trace.withBand = wantsBand(source) && reachesTheScale(*trace.trace);
        const bool smooth = trace.highlighted || points <= smoothPoints;
        trace.manner =
            smooth && seen[i].count <= columns ? DrawnTrace::Manner::Lines : DrawnTrace::Manner::Columns;
        trace.withDots = smooth && seen[i].count * (trace.highlighted ? dotPitch : sparseDotPitch) <= columns;
        drawn.push_back(std::move(trace));
    }
    return drawn;
}

bool PlotView::wantsBand(const ChartSource &source) const
{
    const ChartData::Entry *selected = m_data.find(m_selected);
    return selected && selected->source.visible ? source.id == m_selected : source.followed;
}

/// Whether something of its band can be told from a plot that is shaded all over.
bool PlotView::reachesTheScale(const Trace &trace) const
{
    return std::ranges::any_of(
        trace.around(m_window.from(), m_window.to()), [this](const SeriesPoint &point) {
            return point.value + point.bound <= m_values.high || point.value - point.bound >= m_values.low;
        });
}

void PlotView::refreshAxes(bool empty)
{
    AxesItem::Content content;
    content.map = {chart()->plotArea(), m_window.from(), m_window.to(), m_values};
    const int mostValues = static_cast<int>(content.map.area.height() / AxesItem::valueLabelPitch(font()));
    content.values = valueScale(m_values, std::max(2, mostValues), m_quantity);
    // A single label would not tell the scale; in a low plot those of three stand close.
    if (content.values.ticks.size() < 2)
        content.values = valueScale(m_values, 3, m_quantity);
    content.quantity = m_quantity;
    const auto pitch = [&](bool withSeconds) {
        return content.map.timeOf(AxesItem::timeLabelPitch(font(), withSeconds));
    };
    content.times = timeTicks(m_window.from(), m_window.to(), m_zone, {pitch(true), pitch(false)});
    content.theme = m_theme;
    content.font = font();
    content.message = empty ? emptyMessage() : QString();
    content.focused = m_keyboardFocus;

    const double unit = static_cast<double>(content.values.unit.count());
    const auto inUnits = [unit](Duration span) { return static_cast<double>(span.count()) / unit; };
    m_valueAxis->setRange(inUnits(m_values.low), inUnits(m_values.high));
    m_timeAxis->setRange(toSeconds(m_window.from().time_since_epoch()),
                         toSeconds(m_window.to().time_since_epoch()));
    m_axes->setContent(std::move(content));
}

void PlotView::refreshLabels(const std::vector<Seen> &seen, const std::vector<DrawnTrace> &drawn)
{
    const PlotMap &map = m_axes->content().map;
    PlotLabels labels(map.area, QFontMetricsF(font()), m_quantity);
    for (const bool above : {true, false}) {
        std::vector<OffScale> beyond;
        for (size_t i = 0; i < drawn.size(); ++i) {
            const Duration last = seen[i].last.value;
            if (seen[i].count > 0 && (above ? last > m_values.high : last < m_values.low))
                beyond.push_back({drawn[i].source.id, drawn[i].source.label, last, drawn[i].textColour});
        }
        labels.addArrows(std::move(beyond), above);
    }
    for (size_t i = 0; i < drawn.size(); ++i) {
        const bool read = m_read && m_read->source == drawn[i].source.id; // the read-out names it
        if (!(drawn[i].highlighted || drawn[i].source.named) || read || seen[i].count == 0 ||
            !m_values.contains(seen[i].last.value))
            continue;
        const auto extent = [&map, &trace = *drawn[i].trace](double left, double right) {
            return *extentOf(trace, map, left, right);
        };
        const auto isCrossed = [&](const QRectF &box) { return isOnOthers(box, drawn[i], drawn); };
        const bool bandIsMissing = wantsBand(drawn[i].source) && !drawn[i].withBand;
        labels.addName(drawn[i].source.id, drawn[i].source.label,
                       bandIsMissing ? seen[i].last.bound : Duration::zero(), drawn[i].textColour,
                       map.x(seen[i].last.at), extent, isCrossed);
    }
    const auto isSilent = [this](const DrawnTrace &trace) {
        return trace.source.failingSince && m_window.now() > *trace.source.failingSince;
    };
    const bool allSilent = std::ranges::all_of(drawn, isSilent); // said once
    for (const DrawnTrace &trace : drawn) {
        if (!trace.highlighted && !(allSilent && &trace == &drawn.front()) && drawn.size() > 1)
            continue;
        const std::span<const SeriesPoint> points = trace.trace->around(m_window.from(), m_window.to());
        for (size_t i = 1; i < points.size(); ++i) {
            if (points[i].gapBefore)
                labels.addGap(map.x(points[i - 1].at), map.x(points[i].at), PlotLabels::GapCause::NotKnown,
                              trace.textColour);
        }
        if (isSilent(trace) && !points.empty())
            labels.addGap(map.x(points.back().at), map.x(m_window.now()), PlotLabels::GapCause::NoAnswer,
                          trace.textColour);
    }
    // The weightiest and of these the latest first, as there is little room for words.
    const std::vector<Event> &events = m_eventMarks->events();
    for (const EventWeight weight : {EventWeight::Much, EventWeight::Some, EventWeight::Little}) {
        for (auto event = events.rbegin(); event != events.rend(); ++event) {
            if (weightOf(*event) == weight)
                labels.addEvent(map.x(event->at), wording::eventMark(*event));
        }
    }
    m_labels->setContent(labels.labels(), m_theme, font());
}

bool PlotView::isOnOthers(const QRectF &box, const DrawnTrace &own,
                          const std::vector<DrawnTrace> &drawn) const
{
    const PlotMap &map = m_axes->content().map;
    return std::ranges::any_of(drawn, [&](const DrawnTrace &other) {
        if (other.source.id == own.source.id)
            return false;
        const std::optional<VerticalExtent> line = extentOf(*other.trace, map, box.left(), box.right());
        return line && line->top < box.bottom() && line->bottom > box.top();
    });
}

void PlotView::refreshReadout()
{
    const ChartData::Entry *entry = m_read ? m_data.find(m_read->source) : nullptr;
    const SeriesPoint point = m_read ? m_read->point : SeriesPoint{};
    if (!entry || !entry->source.visible || point.at < m_window.from() || point.at > m_window.to()) {
        m_readout->clear();
        return;
    }
    const PlotMap &map = m_axes->content().map;
    const QString offset = valueText(m_quantity, point.value);
    ReadoutItem::Content content;
    content.place = {map.x(point.at), std::clamp(map.y(point.value), map.area.top(), map.area.bottom())};
    content.source = entry->source.label;
    content.time = timeText(point.at, m_window.now(), m_zone);
    //: %1 is an offset ("2.9 ms behind"), %2 its error ("± 25 ms").
    content.offset =
        point.bound > Duration::zero() ? tr("%1 %2").arg(offset, wording::boundText(point.bound)) : offset;
    content.colour = sourceColour(entry->source.colour, m_theme.dark);
    if (m_readByKeyboard) {
        //: %1 is a server, %2 a time of day, %3 an offset with its error.
        setAccessibleDescription(tr("%1 at %2: %3").arg(content.source, content.time, content.offset));
    }
    m_readout->show(content, map.area, m_theme, font());
}

QString PlotView::quantityName() const
{
    switch (m_quantity) {
    case ChartQuantity::Offset:
        break;
    case ChartQuantity::Frequency:
        return tr("Chart of the frequency of this clock");
    case ChartQuantity::RootDelay:
        return tr("Chart of the root delay");
    case ChartQuantity::RootDispersion:
        return tr("Chart of the root dispersion");
    }
    return tr("Chart of the offset of this clock");
}

QString PlotView::emptyMessage() const
{
    if (shown().empty())
        return m_reason.isEmpty() ? tr("No source is shown.") : m_reason;
    if (m_loading)
        return tr("Reading the measurements of this range…");
    if (m_window.live() && !m_reason.isEmpty())
        return m_reason;
    return m_window.live() ? tr("No measurement in this range yet.") : tr("No measurement in this range.");
}

void PlotView::moveWindow(const std::function<void()> &change)
{
    const bool wasLive = m_window.live();
    const Duration hadSpan = m_window.span();
    change();
    scheduleRefresh();
    Q_EMIT windowChanged();
    if (m_window.live() != wasLive || m_window.span() != hadSpan)
        Q_EMIT modeChanged();
}

void PlotView::dragBy(QPointF pixels)
{
    if (m_fit == Fit::ByHand && pixels.y() != 0) {
        const PlotMap map = m_axes->content().map;
        // What is taken hold of goes along with the mouse.
        const Duration up = map.valueAt(0) - map.valueAt(pixels.y());
        m_values = shiftedValues(m_values, up);
    }
    moveWindow([this, pixels] { m_window.pan(-m_axes->content().map.timeOf(pixels.x())); });
}

void PlotView::zoomValues(double factor, double y)
{
    const QRectF &area = m_axes->content().map.area;
    const PlotMap map{area, m_window.from(), m_window.to(), m_values};
    m_values = zoomedValues(m_values, factor, map.valueAt(std::clamp(y, area.top(), area.bottom())));
    setFit(Fit::ByHand);
    scheduleRefresh();
}

void PlotView::click(QPointF place)
{
    if (const PlotLabel *arrow = m_labels->arrowAt(place)) {
        const std::optional<SourceId> source = arrow->source;
        setFit(Fit::Everything);
        if (source)
            select(*source);
        return;
    }
    if (const std::optional<TracePick> picked =
            pickTrace(m_traces->traces(), m_traces->map(), place, pickRadius))
        select(picked->source);
}

void PlotView::hover(QPointF place)
{
    const bool onArrow = m_labels->arrowAt(place) != nullptr;
    viewport()->setCursor(onArrow ? Qt::PointingHandCursor : Qt::ArrowCursor);
    std::optional<TracePick> picked;
    if (!onArrow && m_traces->map().area.contains(place))
        picked = pickTrace(m_traces->traces(), m_traces->map(), place, pickRadius);
    if (!picked) {
        const Event *event = onArrow ? nullptr : m_eventMarks->eventAt(place);
        if (event || !m_readByKeyboard)
            tellEvent(event, place);
        return hoverEnded();
    }
    tellEvent(nullptr, {});
    const bool sameSource = m_read && m_read->source == picked->source && m_highlighted == picked->source;
    m_readByKeyboard = false;
    m_read = picked;
    if (sameSource) {
        refreshReadout();
        return;
    }
    m_highlighted = picked->source;
    scheduleRefresh();
}

void PlotView::hoverEnded()
{
    setHighlighted({});
    if (!m_readByKeyboard)
        stopReading();
}

void PlotView::stopReading()
{
    if (!m_read)
        return;
    m_read.reset();
    m_readByKeyboard = false;
    m_readout->clear();
    scheduleRefresh();
}

void PlotView::select(const SourceId &source)
{
    setSelected(source);
    Q_EMIT sourceActivated(source);
}

void PlotView::walk(int steps)
{
    const std::vector<const ChartData::Entry *> sources = shown();
    const auto isSelected = [this](const ChartData::Entry *entry) { return entry->source.id == m_selected; };
    const auto found = std::ranges::find_if(sources, isSelected);
    if (sources.empty())
        return;
    const ChartData::Entry *entry = found == sources.end() ? sources.front() : *found;
    if (found == sources.end())
        select(entry->source.id);
    const bool walking = m_read && m_readByKeyboard;
    const std::optional<size_t> nearest = entry->trace->nearest(walking ? m_read->point.at : m_window.to());
    if (!nearest)
        return;
    const size_t last = entry->trace->size() - 1;
    const size_t next = steps < 0 ? *nearest - std::min<size_t>(*nearest, 1) : std::min(last, *nearest + 1);
    read({entry->source.id, entry->trace->points()[walking ? next : *nearest]});
}

void PlotView::changeSource(int steps)
{
    const std::vector<const ChartData::Entry *> sources = shown();
    if (sources.empty())
        return;
    const auto isSelected = [this](const ChartData::Entry *entry) { return entry->source.id == m_selected; };
    const auto found = std::ranges::find_if(sources, isSelected);
    const std::ptrdiff_t last = std::ssize(sources) - 1;
    const std::ptrdiff_t next =
        found == sources.end() ? 0 : std::clamp<std::ptrdiff_t>(found - sources.begin() + steps, 0, last);
    const ChartData::Entry *entry = sources[static_cast<size_t>(next)];
    const Instant at = m_read && m_readByKeyboard ? m_read->point.at : m_window.to();
    select(entry->source.id);
    if (const std::optional<size_t> nearest = entry->trace->nearest(at))
        read({entry->source.id, entry->trace->points()[*nearest]});
}

void PlotView::read(const TracePick &sample)
{
    m_read = sample;
    m_readByKeyboard = true;
    if (sample.point.at < m_window.from() || sample.point.at > m_window.to())
        moveWindow([this, &sample] { m_window.reveal(sample.point.at); });
    scheduleRefresh();
}

// From the end of what is seen, or from the one that was told last.
void PlotView::walkEvents(int steps)
{
    const std::vector<Event> &events = *m_events;
    if (events.empty())
        return;
    const Instant from = m_readEvent ? m_readEvent->at : m_window.to();
    const auto earlier = std::ranges::lower_bound(events, from, {}, &Event::at);
    const auto later = std::ranges::upper_bound(events, from, {}, &Event::at);
    if (steps < 0 ? earlier == events.begin() : later == events.end())
        return;
    const Event event = steps < 0 ? *std::prev(earlier) : *later;
    if (event.at < m_window.from() || event.at > m_window.to())
        reveal(event.at);
    const QRectF &area = m_axes->content().map.area;
    const double x = PlotMap{area, m_window.from(), m_window.to(), m_values}.x(event.at);
    tellEvent(&event, {x, area.center().y()});
    //: %1 is a time of day, %2 what happened then.
    setAccessibleDescription(
        tr("%1: %2").arg(timeText(event.at, m_window.now(), m_zone), wording::eventSentence(event)));
}

void PlotView::tellEvent(const Event *event, QPointF place)
{
    const std::optional<Event> told = event ? std::optional(*event) : std::nullopt;
    if (told == m_readEvent)
        return;
    m_readEvent = told;
    m_eventMarks->setHighlighted(told);
    if (!event) {
        QToolTip::hideText();
        return;
    }
    // As rich text it is broken into lines.
    const QString text = u"<p><b>%1</b><br>%2</p>"_s.arg(timeText(event->at, m_window.now(), m_zone),
                                                         wording::eventSentence(*event).toHtmlEscaped());
    QToolTip::showText(viewport()->mapToGlobal(place.toPoint()), text, viewport());
}

std::vector<const ChartData::Entry *> PlotView::shown() const
{
    std::vector<const ChartData::Entry *> shown;
    for (const ChartData::Entry &entry : m_data.entries()) {
        if (entry.source.visible)
            shown.push_back(&entry);
    }
    return shown;
}

} // namespace synchroscope
