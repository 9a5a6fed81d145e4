// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartfixture.h"

#include "ui/chart/axesitem.h"
#include "ui/chart/eventsitem.h"
#include "ui/chart/labelsitem.h"
#include "ui/chart/offsetchart.h"
#include "ui/chart/plotview.h"
#include "ui/chart/readoutitem.h"
#include "ui/chart/tracesitem.h"

#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

#include <map>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::charttest;

namespace {

Event eventOf(const ClockEvent &clock)
{
    Event event;
    event.kind = Event::Kind::Clock;
    event.at = clock.at;
    event.clock = clock;
    return event;
}

Event eventOf(Event::Kind kind, Instant at, const QString &subject)
{
    Event event;
    event.kind = kind;
    event.at = at;
    event.subject = subject;
    event.daemon = DaemonKind::Chrony;
    return event;
}

EventList eventList(const std::vector<Event> &events)
{
    return std::make_shared<const std::vector<Event>>(events);
}

/// The chart on the screen, with somebody who answers its requests.
class Stage
{
public:
    Stage()
    {
        QObject::connect(&chart, &OffsetChart::seriesNeeded, &chart, [this](const SeriesRequest &request) {
            requests.push_back(request);
            if (answering)
                chart.showSeries(answer(request, [this](const SourceId &source) { return points[source]; }));
        });
        chart.setPalette(lightPalette());
        chart.resize(900, 400);
        chart.setZone(QTimeZone::utc());
        chart.setNow(now);
    }

    /// Three that agree and one 250 ms ahead of this clock; a measurement every 30 s.
    void showFour()
    {
        for (int i = 0; i < 4; ++i)
            points[sourceId(i)] =
                makePoints(now, 1h, 30s, 1ms, [i](double) { return i < 3 ? (i - 1) * 2ms : -250ms; });
        sources = makeSources(4);
        sources[3].agrees = false;
        show();
    }

    void show()
    {
        chart.setSources(sources);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTRY_VERIFY(!requests.empty());
        settle();
    }

    void settle()
    {
        // One turn for what is posted, one for the refresh that it starts.
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }

    const PlotMap &map() { return plot().traces().map(); }
    PlotView &plot() { return chart.plot(); }
    QPoint placeOf(const SeriesPoint &point)
    {
        return QPointF(map().x(point.at), map().y(point.value)).toPoint();
    }

    void moveMouse(QPoint place)
    {
        QTest::mouseMove(plot().viewport(), place);
        QMouseEvent move(QEvent::MouseMove, place, plot().viewport()->mapToGlobal(place), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(plot().viewport(), &move);
        settle();
    }

    void drag(QPoint from, QPoint to)
    {
        const auto send = [this](QEvent::Type type, QPoint place, Qt::MouseButton button,
                                 Qt::MouseButtons held) {
            QMouseEvent event(type, place, plot().viewport()->mapToGlobal(place), button, held,
                              Qt::NoModifier);
            QCoreApplication::sendEvent(plot().viewport(), &event);
        };
        send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
        for (int step = 1; step <= 10; ++step)
            send(QEvent::MouseMove, from + (to - from) * step / 10, Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
        settle();
    }

    void wheel(QPoint place, int turned, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(place, plot().viewport()->mapToGlobal(place), {}, {0, turned}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(plot().viewport(), &event);
        settle();
    }

    const PlotLabel *label(PlotLabel::Kind kind)
    {
        const std::vector<PlotLabel> &labels = plot().labels().labels();
        const auto found = std::ranges::find(labels, kind, &PlotLabel::kind);
        return found == labels.end() ? nullptr : &*found;
    }

    /// Pixels of about this colour in a part of the picture.
    int ink(const QColor &colour, QRect part)
    {
        const QImage image = plot().grab().toImage();
        const double scale = image.devicePixelRatio();
        int count = 0;
        part = part.intersected(map().area.toRect());
        for (int y = static_cast<int>(part.top() * scale); y < static_cast<int>((part.bottom() + 1) * scale);
             ++y) {
            for (int x = static_cast<int>(part.left() * scale);
                 x < static_cast<int>((part.right() + 1) * scale); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                count += std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) +
                             std::abs(pixel.blue() - colour.blue()) <
                         24;
            }
        }
        return count;
    }

    OffsetChart chart;
    std::vector<ChartSource> sources;
    std::map<SourceId, std::vector<SeriesPoint>> points;
    std::vector<SeriesRequest> requests;
    bool answering = true;
};

class PaintCounter final : public QObject
{
public:
    int count = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

/// The words put no break between a number and its unit.
QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ');
}

NewSample liveSample(const SourceId &source, Instant at, Duration value)
{
    return {
        source, Sample{Offset::fromLocalMinusRemote(value), {}, {}, at, {}, {}, {}}, {at, value, 1ms, false}};
}

} // namespace

/// The chart as somebody uses it. It also runs at scale 2.
class TestOffsetChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnceForManyChanges();
    void ignoresAnswersToOlderRequests();
    void asksForOtherStretchesOnly();
    void liveSamplesAppear();
    void agreeingSourcesDecideTheScale();
    void arrowNamesWhatIsOffTheScale();
    void arrowCountsServersWhereNoneHasRoom();
    void clickOnTheArrowFitsAll();
    void bandIsDrawnForTheSelectedSourceOnly();
    void theFollowedSourceHasWeightWhileNoneIsSelected();
    void namesStandClearOfOtherLines();
    void aLowChartTellsItsScale();
    void bandHasEdges();
    void bandBeyondTheScaleIsSaid();
    void silenceIsEmptyAndNamed();
    void whatHappenedToTheClockIsMarked();
    void whereThereIsNoRoomTheWeightiestIsMarked();
    void anEventIsToldByMouseAndKeyboard();
    void aMomentIsShownInTheMiddle();
    void hoveringReadsASample();
    void hoveringEndsAlsoAfterAKey();
    void clickSelects();
    void keyboardWalksAndSays();
    void keyboardChangesTheSource();
    void keyboardZoomsAndReturns();
    void pageKeysMoveByAScreenful();
    void homeIsTheRangeOfTheButton();
    void tabGoesInReadingOrder();
    void draggingLeavesThePresentAndDoubleClickReturns();
    void wheelZoomsAroundThePointer();
    void controlWheelZoomsTheOffsets();
    void rangeButtonsAndTheirState();
    void nothingHappensWhileHidden();
    void nothingIsPaintedForEqualValues();
    void coloursFollowThePalette();
    void emptyChartSaysSo();
    void plotStaysInItsPlace();
    void hiddenSourcesAreNotDrawn();
    void steppedClockAsksAnew();
};

void TestOffsetChart::asksOnceForManyChanges()
{
    Stage stage;
    stage.showFour();
    QCOMPARE(stage.requests.size(), 1U);
    const SeriesRequest first = stage.requests.front();
    QCOMPARE(first.sources.size(), 4U);
    QCOMPARE(first.quantity, SeriesQuantity::Offset);
    QVERIFY(first.from < now - 1h && first.to >= now);
    QVERIFY(first.pixels >= static_cast<int>(stage.map().area.width()));
    size_t most = 2;
    for (int width = 901; width < 960; width += 7) {
        QElapsedTimer turn;
        turn.start();
        stage.chart.resize(width, 400);
        stage.settle();
        most += turn.elapsed() >= 100 ? 1 : 0; // held up, it asks meanwhile
    }
    QTRY_VERIFY(stage.requests.back().pixels > first.pixels);
    QVERIFY(stage.requests.back().id > first.id);
    QVERIFY(stage.requests.size() >= 2U && stage.requests.size() <= most);
}

void TestOffsetChart::ignoresAnswersToOlderRequests()
{
    Stage stage;
    stage.answering = false;
    stage.showFour();
    stage.chart.setRange(ChartRange::Day);
    QTRY_COMPARE(stage.requests.size(), 2U);
    const auto give = [&stage](const SeriesRequest &request) {
        stage.chart.showSeries(
            answer(request, [&stage](const SourceId &source) { return stage.points[source]; }));
        stage.settle();
    };
    give(stage.requests[0]);
    QVERIFY(stage.plot().traces().traces().front().trace->empty());
    give(stage.requests[1]);
    QVERIFY(!stage.plot().traces().traces().front().trace->empty());
}

void TestOffsetChart::asksForOtherStretchesOnly()
{
    Stage stage;
    stage.showFour();
    // Following the present needs nothing: its samples come by themselves.
    for (int second = 1; second <= 600; ++second)
        stage.chart.setNow(now + std::chrono::seconds(second));
    QTest::keyClick(&stage.plot(), Qt::Key_F);
    stage.chart.setSelected(sourceId(1));
    stage.settle();
    QSignalSpy asked(&stage.chart, &OffsetChart::seriesNeeded);
    QVERIFY(!asked.wait(300));
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QVERIFY(asked.wait());
    QCOMPARE(asked.size(), 1);
    const auto request = asked.front().front().value<SeriesRequest>();
    QVERIFY(request.from <= stage.plot().window().from() && request.to >= stage.plot().window().to());
}

void TestOffsetChart::liveSamplesAppear()
{
    Stage stage;
    stage.showFour();
    const QImage before = stage.plot().grab().toImage();
    stage.chart.setNow(now + 60s);
    stage.chart.addSamples({liveSample(sourceId(0), now + 30s, -1ms), liveSample(sourceId(0), now + 60s, 4ms),
                            liveSample({u"unknown"_s}, now + 60s, 4ms)});
    QTRY_VERIFY(stage.map().values.contains(4ms));
    QCOMPARE(stage.plot().traces().traces().front().trace->points().back().at, now + 60s);
    // On a long range one more sample cannot be told apart: it does not cost a frame at once.
    QElapsedTimer sinceRange;
    sinceRange.start();
    stage.chart.setRange(ChartRange::Week);
    stage.settle();
    stage.chart.addSamples({liveSample(sourceId(0), now + 61s, 40ms)});
    stage.settle();
    const bool isThereAtOnce = stage.map().values.contains(40ms);
    QVERIFY(!isThereAtOnce || sinceRange.elapsed() >= 100); // or the test was held up
    QTRY_VERIFY(stage.map().values.contains(40ms));
    QVERIFY(stage.plot().grab().toImage() != before);
}

void TestOffsetChart::agreeingSourcesDecideTheScale()
{
    Stage stage;
    stage.showFour();
    QVERIFY(stage.map().values.contains(-2ms) && stage.map().values.contains(2ms));
    QVERIFY(!stage.map().values.contains(-250ms));
    // Nobody agrees: everybody counts.
    for (ChartSource &source : stage.sources)
        source.agrees = false;
    stage.chart.setSources(stage.sources);
    stage.settle();
    QVERIFY(stage.map().values.contains(-250ms));
}

void TestOffsetChart::arrowNamesWhatIsOffTheScale()
{
    Stage stage;
    stage.showFour();
    const PlotLabel *arrow = stage.label(PlotLabel::Kind::Arrow);
    QVERIFY(arrow);
    QCOMPARE(plain(arrow->text), u"▼ ntp3, 250 ms behind"_s);
    QVERIFY(stage.map().area.contains(arrow->box));
    QVERIFY(arrow->box.center().y() > stage.map().area.center().y());
    stage.plot().setFit(PlotView::Fit::Everything);
    stage.settle();
    QVERIFY(!stage.label(PlotLabel::Kind::Arrow));
}

void TestOffsetChart::arrowCountsServersWhereNoneHasRoom()
{
    Stage stage;
    stage.chart.resize(500, 150);
    for (int i = 0; i < 4; ++i)
        stage.points[sourceId(i)] = makePoints(
            now, 1h, 30s, 1ms, [i](double) { return i < 2 ? Duration(1ms) : Duration(-250ms * i); });
    stage.sources = makeSources(4);
    stage.sources[2].agrees = stage.sources[3].agrees = false;
    stage.show();
    const PlotLabel *arrow = stage.label(PlotLabel::Kind::Arrow);
    QVERIFY(arrow && !arrow->source);
    QVERIFY2(!arrow->text.contains(u"more"_s), qPrintable(arrow->text));
    QVERIFY(arrow->text.contains(u"2 server"_s) && arrow->text.contains(u"behind"_s));
    // As soon as one is named, the others are more.
    stage.chart.resize(500, 300);
    for (int i = 4; i < 12; ++i) {
        stage.points[sourceId(i)] = stage.points[sourceId(3)];
        stage.sources.push_back(makeSources(i + 1).back());
        stage.sources.back().agrees = false;
    }
    stage.chart.setSources(stage.sources);
    stage.chart.reload();
    QTRY_VERIFY(std::ranges::any_of(stage.plot().labels().labels(), [](const PlotLabel &label) {
        return label.text.contains(u"more behind"_s);
    }));
}

void TestOffsetChart::clickOnTheArrowFitsAll()
{
    Stage stage;
    stage.showFour();
    QSignalSpy activated(&stage.chart, &OffsetChart::sourceActivated);
    const QPoint place = stage.label(PlotLabel::Kind::Arrow)->box.center().toPoint();
    stage.moveMouse(place);
    QCOMPARE(stage.plot().viewport()->cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(stage.plot().viewport(), Qt::LeftButton, {}, place);
    stage.settle();
    QVERIFY(stage.map().values.contains(-250ms));
    QVERIFY(stage.chart.findChild<QToolButton *>(u"fitAll"_s)->isChecked());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.front().front().value<SourceId>(), sourceId(3));
}

void TestOffsetChart::bandIsDrawnForTheSelectedSourceOnly()
{
    Stage stage;
    stage.showFour();
    // Half a millisecond above the second source lies within its bound, and nothing else is there.
    const SeriesPoint &point = stage.points[sourceId(1)][60];
    const QRect part(stage.placeOf({point.at, 300us, 0s, false}),
                     stage.placeOf({point.at + 3min, 700us, 0s, false}));
    const QRect beside = part.normalized();
    const auto shaded = [&] { return stage.ink(Qt::white, beside) == 0; };
    QVERIFY(!shaded());
    QVERIFY(beside.width() > 20 && beside.height() > 10);
    stage.chart.setSelected(sourceId(1));
    stage.settle();
    QVERIFY(shaded());
    stage.chart.setSelected(sourceId(0));
    stage.settle();
    QVERIFY(!shaded());
}

void TestOffsetChart::theFollowedSourceHasWeightWhileNoneIsSelected()
{
    Stage stage;
    stage.showFour();
    const QColor plain = stage.plot().traces().traces()[0].colour;
    stage.sources[1].followed = true;
    stage.chart.setSources(stage.sources);
    stage.settle();
    const auto traces = [&stage] { return stage.plot().traces().traces(); };
    QVERIFY(traces()[1].highlighted && traces()[1].withBand);
    QVERIFY(!traces()[0].highlighted && !traces()[0].withBand);
    QCOMPARE(traces()[0].colour, plain); // nothing is dimmed for it
    QCOMPARE(stage.plot().labels().labels().back().text, u"ntp1"_s);
    // What the user looks at goes first.
    stage.chart.setHighlighted(sourceId(2));
    stage.settle();
    QVERIFY(traces()[2].highlighted && !traces()[1].highlighted);
    QVERIFY(traces()[1].withBand);
    stage.chart.setSelected(sourceId(0));
    stage.settle();
    QVERIFY(traces()[0].withBand && !traces()[1].withBand);
    // One that is not shown is none.
    stage.chart.setHighlighted({});
    stage.sources[0].visible = false;
    stage.chart.setSources(stage.sources);
    stage.settle();
    QVERIFY(traces()[0].source.id == sourceId(1) && traces()[0].withBand);
}

void TestOffsetChart::namesStandClearOfOtherLines()
{
    Stage stage;
    // Another line close above and one close below.
    for (int i = 0; i < 3; ++i)
        stage.points[sourceId(i)] = makePoints(now, 1h, 30s, 1ms, [i](double) { return (i - 1) * 700us; });
    stage.points[sourceId(3)] = makePoints(now, 1h, 30s, 1ms, [](double) { return 6ms; });
    stage.sources = makeSources(4);
    stage.show();
    stage.chart.setSelected(sourceId(1));
    stage.settle();
    const std::vector<PlotLabel> &labels = stage.plot().labels().labels();
    QCOMPARE(labels.size(), 1U);
    for (int i = 0; i < 4; ++i) {
        const double y = stage.map().y(stage.points[sourceId(i)].back().value);
        QVERIFY2(y < labels[0].box.top() || y > labels[0].box.bottom(), qPrintable(QString::number(i)));
    }
}

void TestOffsetChart::aLowChartTellsItsScale()
{
    Stage stage;
    stage.chart.resize(900, 170);
    stage.showFour();
    const AxesItem &axes = stage.plot().axesItem();
    QVERIFY(axes.content().values.ticks.size() >= 2);
    const auto [up, down] = axes.fittingDirections();
    const auto [all, rest] = axes.directions();
    QVERIFY2(up == all || up == axes.content().values.unitSymbol, qPrintable(up));
    QVERIFY(down.isEmpty() || down == rest);
}

void TestOffsetChart::bandHasEdges()
{
    Stage stage;
    stage.points[sourceId(0)] =
        makePoints(now, 1h, 30s, 1ms, [](double ago) { return fromSeconds(ago * 2e-6); });
    stage.sources = makeSources(1);
    stage.chart.setSelected(sourceId(0));
    stage.show();
    // The upper edge leaves the scale on its way; the lower one is inside.
    const Duration before = 40min;
    const PlotMap map = stage.map();
    const double x = map.x(now - before);
    const Duration value = fromSeconds(toSeconds(before) * 2e-6);
    QVERIFY(map.values.contains(value - 1ms));
    const QImage image = stage.plot().grab().toImage();
    const double scale = image.devicePixelRatio();
    const auto shadeAt = [&](double y) {
        return image.pixelColor(static_cast<int>(x * scale), static_cast<int>(y * scale)).lightness();
    };
    const auto darkestAround = [&](double y) {
        return std::min({shadeAt(y - 1), shadeAt(y), shadeAt(y + 1)});
    };
    const double edge = map.y(value - 1ms);
    QVERIFY(darkestAround(edge) + 15 < shadeAt(edge - 8)); // than the band, which
    QVERIFY(shadeAt(edge - 8) + 5 < shadeAt(edge + 8));    // is darker than the background
    QVERIFY(!stage.label(PlotLabel::Kind::Name)->text.contains(u"beyond"_s));
}

void TestOffsetChart::bandBeyondTheScaleIsSaid()
{
    Stage stage;
    stage.showFour();
    stage.points[sourceId(1)] = makePoints(now, 1h, 30s, 14ms, [](double) { return 100us; });
    stage.chart.reload();
    QTRY_COMPARE(stage.requests.size(), 2U);
    stage.settle();
    QVERIFY(!stage.map().values.contains(14ms));
    stage.chart.setSelected(sourceId(1));
    stage.settle();
    const PlotLabel *name = stage.label(PlotLabel::Kind::Name);
    QVERIFY(name);
    QCOMPARE(plain(name->text), u"ntp1: ± 14 ms, beyond this scale"_s);
    QVERIFY(stage.map().area.contains(name->box));
    // A plot that is shaded all over looks like a selection.
    QVERIFY(stage.ink(Qt::white, stage.map().area.toRect()) > stage.map().area.height() * 100);
    // Zoomed out until the band has edges, it is drawn.
    for (int i = 0; i < 20; ++i)
        stage.wheel(stage.map().area.center().toPoint(), -120, Qt::ControlModifier);
    QVERIFY(stage.map().values.contains(15ms));
    QCOMPARE(stage.label(PlotLabel::Kind::Name)->text, u"ntp1"_s);
    const QRect within(stage.placeOf({now - 30min, 10ms, 0s, false}),
                       stage.placeOf({now - 20min, 5ms, 0s, false}));
    QVERIFY(within.height() > 10);
    QCOMPARE(stage.ink(Qt::white, within), 0);
    // Where the words have no room, the name stays.
    stage.plot().setFit(PlotView::Fit::Agreeing);
    stage.chart.resize(280, 200);
    QTRY_COMPARE(stage.label(PlotLabel::Kind::Name)->text, u"ntp1"_s);
}

void TestOffsetChart::silenceIsEmptyAndNamed()
{
    Stage stage;
    stage.sources = makeSources(1);
    const Instant from = now - 40min;
    const Instant to = now - 20min;
    stage.points[sourceId(0)] = withGap(makePoints(now, 1h, 30s, 0s, [](double) { return 2ms; }), from, to);
    stage.chart.setSelected(sourceId(0));
    stage.show();
    const PlotMap map = stage.map();
    const QColor colour = sourceColour(0, false);
    const auto columns = [&map](Instant begin, Instant end) {
        const int left = static_cast<int>(map.x(begin)) + 6;
        return QRect(left, static_cast<int>(map.y(2ms)) - 5, static_cast<int>(map.x(end)) - 6 - left, 11);
    };
    QCOMPARE(stage.ink(colour, columns(from, to)), 0);
    QVERIFY(stage.ink(colour, columns(now - 59min, from)) > 100);
    QVERIFY(stage.ink(colour, columns(to, now)) > 100);
    const PlotLabel *gap = stage.label(PlotLabel::Kind::Gap);
    QVERIFY(gap);
    QCOMPARE(gap->text, u"no measurement"_s);
    QVERIFY(gap->box.left() > map.x(from) && gap->box.right() < map.x(to));

    // A silence that lasts is one, too; without word of a failure there is only no news.
    stage.points[sourceId(0)] = makePoints(now - 15min, 45min, 30s, 0s, [](double) { return 2ms; });
    stage.chart.reload();
    QTRY_COMPARE(stage.requests.size(), 2U);
    stage.settle();
    QVERIFY(!stage.label(PlotLabel::Kind::Gap));
    stage.sources[0].failingSince = now - 14min;
    stage.chart.setSources(stage.sources);
    stage.settle();
    QVERIFY(stage.label(PlotLabel::Kind::Gap));
    QCOMPARE(stage.label(PlotLabel::Kind::Gap)->text, u"no answer"_s);
}

void TestOffsetChart::whatHappenedToTheClockIsMarked()
{
    Stage stage;
    stage.showFour();
    QVERIFY(!stage.label(PlotLabel::Kind::Event));
    const ClockEvent step{.kind = ClockEvent::Kind::Stepped, .at = now - 30min, .moved = -2s};
    const ClockEvent sleep{.kind = ClockEvent::Kind::Suspended, .at = now - 10min, .lasted = 6min};
    const ClockEvent before{.kind = ClockEvent::Kind::Stepped, .at = now - 3h, .moved = 1s};
    stage.chart.setEvents(eventList({eventOf(before), eventOf(step), eventOf(sleep)}));
    stage.settle();
    QCOMPARE(stage.plot().eventsItem().events(), (std::vector{eventOf(step), eventOf(sleep)}));
    QStringList marks;
    for (const PlotLabel &label : stage.plot().labels().labels()) {
        if (label.kind != PlotLabel::Kind::Event)
            continue;
        marks.append(plain(label.text));
        const Instant at = marks.size() == 1 ? sleep.at : step.at; // the latest first
        QVERIFY(std::abs(label.box.right() - stage.map().x(at)) < 4);
    }
    QCOMPARE(marks, (QStringList{u"slept 6 min"_s, u"clock set back 2.00 s"_s}));
    // The shade ends with the sleep.
    const QImage image = picture(stage.plot(), 1);
    const auto colourAt = [&](Instant at) {
        return image.pixelColor(int(stage.map().x(at)), int(stage.map().area.bottom()) - 3);
    };
    QVERIFY(colourAt(now - 13min) != colourAt(now - 8min));
    QCOMPARE(colourAt(now - 17min), colourAt(now - 8min));
}

void TestOffsetChart::whereThereIsNoRoomTheWeightiestIsMarked()
{
    Stage stage;
    stage.showFour();
    std::vector<Event> events;
    // Within a few pixels.
    for (int i = 0; i < 20; ++i)
        events.push_back(eventOf(Event::Kind::Followed, now - 30min + i * 1s, u"ntp1"_s));
    events.push_back(eventOf(Event::Kind::DaemonStopped, now - 30min + 2s, {}));
    // With room of its own.
    events.push_back(eventOf(Event::Kind::AnswersRegained, now - 10min, u"ntp3"_s));
    stage.chart.setEvents(eventList(events));
    stage.settle();
    const std::vector<Event> &marked = stage.plot().eventsItem().events();
    QVERIFY(std::ranges::count(marked, Event::Kind::DaemonStopped, &Event::kind) == 1);
    QVERIFY(std::ranges::count(marked, Event::Kind::AnswersRegained, &Event::kind) == 1);
    QVERIFY(marked.size() <= 4);
    QVERIFY(std::ranges::is_sorted(marked, {}, &Event::at));
    for (size_t i = 1; i < marked.size(); ++i)
        QVERIFY(stage.map().x(marked[i].at) - stage.map().x(marked[i - 1].at) >= 3);
    QVERIFY(stage.label(PlotLabel::Kind::Event));
    QCOMPARE(stage.label(PlotLabel::Kind::Event)->text, u"chrony stopped"_s);
}

void TestOffsetChart::anEventIsToldByMouseAndKeyboard()
{
    Stage stage;
    stage.showFour();
    const Event first = eventOf(Event::Kind::AnswersLost, now - 40min, u"ntp3"_s);
    const Event second = eventOf(Event::Kind::DaemonStopped, now - 20min, u"4.3"_s);
    stage.chart.setEvents(eventList({eventOf(Event::Kind::DaemonStopped, now - 5h, {}), first, second}));
    stage.settle();
    stage.moveMouse(
        QPoint(static_cast<int>(stage.map().x(second.at)) + 1, static_cast<int>(stage.map().y(1ms))));
    QTRY_VERIFY(QToolTip::text().contains(u"chrony 4.3 stopped"_s));
    stage.moveMouse(
        QPoint(static_cast<int>(stage.map().x(second.at)) + 40, static_cast<int>(stage.map().y(1ms))));
    QTRY_VERIFY(!QToolTip::isVisible());

    QTest::keyClick(&stage.plot(), Qt::Key_E);
    QVERIFY(stage.plot().accessibleDescription().contains(u"chrony 4.3 stopped"_s));
    QTest::keyClick(&stage.plot(), Qt::Key_E);
    QVERIFY(stage.plot().accessibleDescription().contains(u"ntp3"_s));
    QTest::keyClick(&stage.plot(), Qt::Key_E, Qt::ShiftModifier);
    QVERIFY(stage.plot().accessibleDescription().contains(u"chrony 4.3 stopped"_s));
    // One that is not seen is gone to.
    QTest::keyClick(&stage.plot(), Qt::Key_E);
    QTest::keyClick(&stage.plot(), Qt::Key_E);
    QVERIFY(stage.plot().window().from() < now - 5h && stage.plot().window().to() > now - 5h);
    QTest::keyClick(&stage.plot(), Qt::Key_E); // there is none before
    QVERIFY(stage.plot().window().from() < now - 5h);
    QTest::keyClick(&stage.plot(), Qt::Key_Escape);
    QTRY_VERIFY(!QToolTip::isVisible());
}

void TestOffsetChart::aMomentIsShownInTheMiddle()
{
    Stage stage;
    stage.showFour();
    stage.chart.reveal(now - 10h);
    const Instant middle =
        stage.plot().window().from() + (stage.plot().window().to() - stage.plot().window().from()) / 2;
    QVERIFY(std::chrono::abs(middle - (now - 10h)) < 1min);
    QVERIFY(!stage.plot().window().live());
    stage.chart.reveal(now - 1min);
    QVERIFY(stage.plot().window().live());
}

void TestOffsetChart::hoveringReadsASample()
{
    Stage stage;
    stage.showFour();
    const SeriesPoint &point = stage.points[sourceId(2)][50];
    stage.moveMouse(stage.placeOf(point) + QPoint(1, 4));
    QVERIFY(stage.plot().readout().content());
    QCOMPARE(stage.plot().readout().content()->source, u"ntp2"_s);
    QCOMPARE(plain(stage.plot().readout().content()->offset), u"2.0 ms ahead ± 1.0 ms"_s);
    QCOMPARE(stage.plot().readout().content()->time, u"12:14:05"_s);
    QVERIFY(stage.map().area.contains(stage.plot().readout().box()));
    const auto &traces = stage.plot().traces().traces();
    QVERIFY(traces[2].highlighted && !traces[1].highlighted);
    QCOMPARE(traces[2].colour, sourceColour(2, false));
    QVERIFY(traces[1].colour != sourceColour(1, false));
    // Near both edges the box stays inside.
    for (const size_t index : {size_t(2), stage.points[sourceId(2)].size() - 1}) {
        stage.moveMouse(stage.placeOf(stage.points[sourceId(2)][index]));
        QVERIFY(stage.plot().readout().content());
        QVERIFY(stage.map().area.contains(stage.plot().readout().box()));
    }
    stage.moveMouse(
        QPoint(static_cast<int>(stage.map().area.center().x()), static_cast<int>(stage.map().y(1ms))));
    QVERIFY(!stage.plot().readout().content());
    QVERIFY(!traces[2].highlighted);
}

void TestOffsetChart::hoveringEndsAlsoAfterAKey()
{
    Stage stage;
    stage.showFour();
    stage.chart.setSelected(sourceId(0));
    const auto thick = [&stage](size_t i) { return stage.plot().traces().traces()[i].highlighted; };
    const QPoint nowhere(static_cast<int>(stage.map().area.center().x()),
                         static_cast<int>(stage.map().y(1ms)));
    for (const bool leaving : {false, true}) {
        stage.moveMouse(stage.placeOf(stage.points[sourceId(2)][50]));
        QVERIFY(thick(2));
        QTest::keyClick(&stage.plot(), Qt::Key_Left);
        stage.settle();
        QCOMPARE(stage.plot().readout().content()->source, u"ntp0"_s);
        QEvent leave(QEvent::Leave);
        if (leaving)
            QCoreApplication::sendEvent(stage.plot().viewport(), &leave);
        else
            stage.moveMouse(nowhere);
        stage.settle();
        QVERIFY(!thick(2) && thick(0));
        // What the keyboard reads stays.
        QVERIFY(stage.plot().readout().content());
        QCOMPARE(stage.plot().readout().content()->source, u"ntp0"_s);
    }
}

void TestOffsetChart::clickSelects()
{
    Stage stage;
    stage.showFour();
    QSignalSpy activated(&stage.chart, &OffsetChart::sourceActivated);
    const QPoint place = stage.placeOf(stage.points[sourceId(0)][70]);
    QTest::mouseClick(stage.plot().viewport(), Qt::LeftButton, {}, place);
    stage.settle();
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.front().front().value<SourceId>(), sourceId(0));
    QVERIFY(stage.plot().traces().traces()[0].withBand);
}

void TestOffsetChart::keyboardWalksAndSays()
{
    Stage stage;
    stage.showFour();
    stage.plot().setFocus(Qt::TabFocusReason);
    stage.chart.setSelected(sourceId(1));
    const auto spoken = [&stage] {
        return plain(QAccessible::queryAccessibleInterface(&stage.plot())->text(QAccessible::Description));
    };
    const auto &points = stage.points[sourceId(1)];
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(&stage.plot(), Qt::Key_Left);
        stage.settle();
    }
    QVERIFY(stage.plot().readout().content());
    QCOMPARE(stage.plot().readout().content()->source, u"ntp1"_s);
    QCOMPARE(stage.plot().readout().content()->time, u"12:48:05"_s); // two before the last
    QCOMPARE(spoken(), u"ntp1 at 12:48:05: no difference ± 1.0 ms"_s);
    QTest::keyClick(&stage.plot(), Qt::Key_Right);
    stage.settle();
    QCOMPARE(spoken(), u"ntp1 at 12:48:35: no difference ± 1.0 ms"_s);
    QVERIFY(!QAccessible::queryAccessibleInterface(&stage.plot())->text(QAccessible::Name).isEmpty());
    // The first one is a wall, and on the way the chart goes along.
    for (size_t i = 0; i < points.size() + 5; ++i)
        QTest::keyClick(&stage.plot(), Qt::Key_Left);
    stage.settle();
    QCOMPARE(stage.plot().readout().content()->time, u"11:49:05"_s);
    QVERIFY(stage.plot().window().from() <= points.front().at);
    QTest::keyClick(&stage.plot(), Qt::Key_Escape);
    QVERIFY(!stage.plot().readout().content());
}

void TestOffsetChart::keyboardChangesTheSource()
{
    Stage stage;
    stage.showFour();
    QSignalSpy activated(&stage.chart, &OffsetChart::sourceActivated);
    QTest::keyClick(&stage.plot(), Qt::Key_Left);
    QCOMPARE(activated.back().front().value<SourceId>(), sourceId(0));
    QTest::keyClick(&stage.plot(), Qt::Key_Left);
    QTest::keyClick(&stage.plot(), Qt::Key_Down);
    QTest::keyClick(&stage.plot(), Qt::Key_Down);
    stage.settle();
    QCOMPARE(activated.back().front().value<SourceId>(), sourceId(2));
    // It stays at the same moment.
    QCOMPARE(stage.plot().readout().content()->source, u"ntp2"_s);
    QCOMPARE(stage.plot().readout().content()->time, u"12:48:35"_s);
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(&stage.plot(), Qt::Key_Up);
    QCOMPARE(activated.back().front().value<SourceId>(), sourceId(0));
}

void TestOffsetChart::keyboardZoomsAndReturns()
{
    Stage stage;
    stage.showFour();
    auto *live = stage.chart.findChild<QToolButton *>(u"live"_s);
    QVERIFY(!live->isVisible());
    QTest::keyClick(&stage.plot(), Qt::Key_Plus);
    QVERIFY(stage.plot().window().span() < 1h);
    QVERIFY(stage.plot().window().live());
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QVERIFY(!stage.plot().window().live());
    QVERIFY(live->isVisible());
    QTest::keyClick(&stage.plot(), Qt::Key_Minus);
    stage.chart.goHome();
    QVERIFY(stage.plot().window().live());
    QVERIFY(!live->isVisible());
    QTest::keyClick(&stage.plot(), Qt::Key_F);
    QCOMPARE(stage.plot().fit(), PlotView::Fit::Everything);
    QTest::keyClick(&stage.plot(), Qt::Key_F);
    QCOMPARE(stage.plot().fit(), PlotView::Fit::Agreeing);
    // Keys that are not the chart's go on to the window.
    QKeyEvent unknown(QEvent::KeyPress, Qt::Key_F5, Qt::NoModifier);
    QCoreApplication::sendEvent(&stage.plot(), &unknown);
    QVERIFY(!unknown.isAccepted());
}

void TestOffsetChart::pageKeysMoveByAScreenful()
{
    Stage stage;
    stage.showFour();
    const auto moved = [&stage](Instant before) { return stage.plot().window().from() - before; };
    const Duration column = stage.plot().window().column();
    const Instant start = stage.plot().window().from();
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QVERIFY(std::chrono::abs(moved(start) + 1h) <= column);
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QVERIFY(std::chrono::abs(moved(start) + 2h) <= 2 * column);
    QTest::keyClick(&stage.plot(), Qt::Key_PageDown);
    QVERIFY(std::chrono::abs(moved(start) + 1h) <= 2 * column);
    QTest::keyClick(&stage.plot(), Qt::Key_PageDown);
    QVERIFY(stage.plot().window().live());
}

void TestOffsetChart::homeIsTheRangeOfTheButton()
{
    Stage stage;
    stage.showFour();
    auto *live = stage.chart.findChild<QToolButton *>(u"live"_s);
    auto *hour = stage.chart.findChild<QToolButton *>(u"range-1h"_s);
    const QPoint place = stage.map().area.center().toPoint();
    const auto away = [&] {
        stage.wheel(place, 120);
        stage.wheel(place, 120, Qt::ControlModifier);
        QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
        QVERIFY(live->isVisible() && !hour->isChecked());
    };
    const auto atHome = [&] {
        stage.settle();
        return stage.plot().window().live() && stage.plot().window().span() == Duration(1h) &&
               stage.plot().fit() == PlotView::Fit::Agreeing && hour->isChecked() && !live->isVisible();
    };
    away();
    QTest::mouseClick(live, Qt::LeftButton);
    QVERIFY(atHome());
    away();
    QTest::mouseDClick(stage.plot().viewport(), Qt::LeftButton, {}, place + QPoint(0, 60));
    QVERIFY(atHome());
    away();
    stage.chart.goHome();
    QVERIFY(atHome());
}

void TestOffsetChart::tabGoesInReadingOrder()
{
    Stage stage;
    stage.showFour();
    stage.chart.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&stage.chart));
    const auto walk = [](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        QStringList passed{QApplication::focusWidget()->objectName()};
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(QApplication::focusWidget(), key, modifiers);
            passed << QApplication::focusWidget()->objectName();
        }
        return passed.join(u' ');
    };
    stage.chart.findChild<QWidget *>(u"chartContent"_s)->setFocus();
    QCOMPARE(
        walk(Qt::Key_Tab, {}),
        u"chartContent range-10min range-1h range-24h range-7d range-30d fitAll offsetPlot chartContent"_s);
    QCOMPARE(
        walk(Qt::Key_Backtab, Qt::ShiftModifier),
        u"chartContent offsetPlot fitAll range-30d range-7d range-24h range-1h range-10min chartContent"_s);
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    stage.settle();
    QCOMPARE(walk(Qt::Key_Tab, {}),
             u"chartContent range-10min range-1h range-24h range-7d range-30d live fitAll offsetPlot"_s);
}

void TestOffsetChart::draggingLeavesThePresentAndDoubleClickReturns()
{
    Stage stage;
    stage.showFour();
    const QPoint start = stage.map().area.center().toPoint() + QPoint(0, 60);
    const Instant held = stage.map().instantAt(start.x());
    stage.drag(start, start + QPoint(200, 0));
    QVERIFY(!stage.plot().window().live());
    // What was taken hold of is beneath the mouse still, but for a pixel.
    QVERIFY(std::abs(stage.map().x(held) - (start.x() + 200)) <= 1.5);
    QVERIFY(stage.chart.findChild<QToolButton *>(u"live"_s)->isVisible());
    stage.drag(start, start - QPoint(300, 0));
    QVERIFY(stage.plot().window().live());
    stage.drag(start, start + QPoint(200, 0));
    QTest::mouseDClick(stage.plot().viewport(), Qt::LeftButton, {}, start);
    stage.settle();
    QVERIFY(stage.plot().window().live());
}

void TestOffsetChart::wheelZoomsAroundThePointer()
{
    Stage stage;
    stage.showFour();
    const QPoint place = stage.map().area.topLeft().toPoint() + QPoint(200, 150);
    const Instant pointed = stage.map().instantAt(place.x());
    stage.wheel(place, 120);
    stage.wheel(place, 120);
    QVERIFY(stage.plot().window().span() < 50min);
    QVERIFY(std::abs(stage.map().x(pointed) - place.x()) <= 2);
    QVERIFY(!stage.chart.findChild<QToolButton *>(u"range-1h"_s)->isChecked());
    const Duration span = stage.plot().window().span();
    stage.wheel(place, -120);
    QVERIFY(stage.plot().window().span() > span);
}

void TestOffsetChart::controlWheelZoomsTheOffsets()
{
    Stage stage;
    stage.showFour();
    const ValueRange before = stage.map().values;
    const QPoint place = stage.map().area.center().toPoint();
    stage.wheel(place, 120, Qt::ControlModifier);
    QCOMPARE(stage.plot().fit(), PlotView::Fit::ByHand);
    QVERIFY(stage.map().values.high - stage.map().values.low < before.high - before.low);
    const ValueRange zoomed = stage.map().values;
    stage.drag(place, place + QPoint(0, 50));
    QVERIFY(stage.map().values.low > zoomed.low);
    stage.chart.goHome();
    stage.settle();
    QCOMPARE(stage.plot().fit(), PlotView::Fit::Agreeing);
    QVERIFY(stage.map().values.contains(-2ms) && stage.map().values.contains(2ms));
}

void TestOffsetChart::rangeButtonsAndTheirState()
{
    Stage stage;
    stage.showFour();
    QSignalSpy changed(&stage.chart, &OffsetChart::rangeChanged);
    QVERIFY(stage.chart.findChild<QToolButton *>(u"range-1h"_s)->isChecked());
    auto *day = stage.chart.findChild<QToolButton *>(u"range-24h"_s);
    day->setFocus();
    QTest::keyClick(day, Qt::Key_Space);
    stage.settle();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(stage.chart.range(), ChartRange::Day);
    QCOMPARE(stage.plot().window().span(), Duration(24h));
    QVERIFY(day->isChecked() && !stage.chart.findChild<QToolButton *>(u"range-1h"_s)->isChecked());
    // Pressed again it stays, and brings back what was panned away.
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QVERIFY(!day->isChecked());
    QTest::mouseClick(day, Qt::LeftButton);
    QVERIFY(day->isChecked() && stage.plot().window().live());
    QTest::mouseClick(day, Qt::LeftButton);
    QVERIFY(day->isChecked());
    QCOMPARE(changed.size(), 1);
}

void TestOffsetChart::nothingHappensWhileHidden()
{
    Stage stage;
    stage.showFour();
    stage.chart.hide();
    const Instant shown = stage.map().to;
    stage.chart.setNow(now + 30min);
    stage.chart.addSamples({liveSample(sourceId(0), now + 30min, 1ms)});
    stage.settle();
    QCOMPARE(stage.map().to, shown);
    stage.chart.show();
    QTRY_VERIFY(stage.map().to > shown);
}

void TestOffsetChart::nothingIsPaintedForEqualValues()
{
    Stage stage;
    stage.sources = makeSources(3);
    for (int i = 0; i < 3; ++i)
        stage.points[sourceId(i)] = makePoints(now, 24h, 300s, 1ms, [i](double) { return i * 1ms; });
    stage.sources[2].failingSince = now - 10min;
    stage.chart.setRange(ChartRange::Month);
    PaintCounter paints;
    stage.plot().viewport()->installEventFilter(&paints);
    stage.show();
    stage.settle();
    QTRY_VERIFY(paints.count > 0);
    stage.settle();
    paints.count = 0;
    // The window says the same every second and with every snapshot.
    for (int second = 1; second <= 10; ++second) {
        stage.chart.setNow(now + std::chrono::seconds(second));
        stage.chart.setZone(QTimeZone(QTimeZone::utc().id()));
        stage.settle();
        stage.chart.setSources(std::vector<ChartSource>(stage.sources));
        stage.chart.setSelected({});
        stage.settle();
    }
    QCOMPARE(paints.count, 0);
    stage.chart.setZone(QTimeZone("Asia/Tokyo"));
    stage.settle();
    QTRY_COMPARE(paints.count, 1);
    stage.sources[1].label = u"renamed"_s;
    stage.chart.setSources(stage.sources);
    stage.settle();
    QTRY_COMPARE(paints.count, 2);
}

void TestOffsetChart::coloursFollowThePalette()
{
    Stage stage;
    stage.showFour();
    const auto corner = [&stage] { return stage.plot().grab().toImage().pixelColor(1, 1); };
    QCOMPARE(corner(), QColor(Qt::white));
    stage.chart.setPalette(darkPalette());
    stage.settle();
    QCOMPARE(corner(), darkPalette().color(QPalette::Base));
    QCOMPARE(stage.plot().traces().traces().front().colour, sourceColour(0, true));
    stage.chart.setSelected(sourceId(0));
    stage.settle();
    QVERIFY(stage.ink(sourceColour(0, true), stage.map().area.toRect()) > 200);
}

void TestOffsetChart::emptyChartSaysSo()
{
    Stage stage;
    stage.answering = false;
    stage.sources = makeSources(2);
    stage.show();
    QCOMPARE(stage.plot().axesItem().content().message, u"Reading the measurements of this range…"_s);
    stage.chart.showSeries(
        answer(stage.requests.back(), [](const SourceId &) { return std::vector<SeriesPoint>(); }));
    stage.settle();
    QCOMPARE(stage.plot().axesItem().content().message, u"No measurement in this range yet."_s);
    // None will come to the past.
    QTest::keyClick(&stage.plot(), Qt::Key_PageUp);
    QTRY_COMPARE(stage.requests.size(), 2U);
    stage.chart.showSeries(
        answer(stage.requests.back(), [](const SourceId &) { return std::vector<SeriesPoint>(); }));
    stage.settle();
    QCOMPARE(stage.plot().axesItem().content().message, u"No measurement in this range."_s);
    QTest::mouseClick(stage.chart.findChild<QToolButton *>(u"live"_s), Qt::LeftButton);
    stage.settle();
    stage.chart.addSamples({liveSample(sourceId(0), now, 1ms)});
    QTRY_VERIFY(stage.plot().axesItem().content().message.isEmpty());
    // A single measurement can be seen.
    QVERIFY(stage.ink(sourceColour(0, false), stage.map().area.toRect()) >= 9);
    stage.chart.setSources({});
    stage.settle();
    QCOMPARE(stage.plot().axesItem().content().message, u"No source is shown."_s);
}

void TestOffsetChart::plotStaysInItsPlace()
{
    Stage stage;
    stage.showFour();
    const QRectF area = stage.map().area;
    // It fills the widget but for the labels.
    QVERIFY(area.width() > stage.chart.width() - 110);
    QVERIFY(area.height() > stage.chart.height() - 90);
    stage.plot().setFit(PlotView::Fit::Everything);
    stage.settle();
    QCOMPARE(stage.map().area, area);
    stage.chart.addSamples({liveSample(sourceId(0), now, 3600s)});
    QTRY_VERIFY(stage.map().values.contains(3600s));
    QCOMPARE(stage.map().area, area);
}

void TestOffsetChart::hiddenSourcesAreNotDrawn()
{
    Stage stage;
    stage.showFour();
    const QColor colour = sourceColour(0, false);
    stage.chart.setSelected(sourceId(0));
    stage.settle();
    QVERIFY(stage.ink(colour, stage.map().area.toRect()) > 200);
    stage.sources[0].visible = false;
    stage.chart.setSources(stage.sources);
    stage.settle();
    QCOMPARE(stage.ink(colour, stage.map().area.toRect()), 0);
    QCOMPARE(stage.requests.size(), 1U);
    stage.sources[0].visible = true;
    stage.chart.setSources(stage.sources);
    QTRY_COMPARE(stage.requests.size(), 2U);
}

void TestOffsetChart::steppedClockAsksAnew()
{
    Stage stage;
    stage.showFour();
    stage.chart.setNow(now - 10min);
    stage.answering = false;
    stage.chart.reload();
    stage.settle();
    QVERIFY(stage.plot().traces().traces().front().trace->empty());
    QTRY_COMPARE(stage.requests.size(), 2U);
    QVERIFY(stage.plot().window().live());
    QVERIFY(stage.requests.back().to < now);
}

QTEST_MAIN(TestOffsetChart)
#include "test_offsetchart.moc"
