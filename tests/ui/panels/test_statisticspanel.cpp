// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/chart/histogramview.h"
#include "ui/chart/scatterview.h"
#include "ui/chart/stabilityview.h"
#include "ui/panels/sourcedetails.h"
#include "ui/panels/statisticsfacts.h"
#include "ui/panels/statisticspanel.h"
#include "ui/wording/quantity.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QWheelEvent>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

namespace {

AnswerStatistics someStatistics()
{
    AnswerStatistics statistics;
    statistics.count = 1350;
    statistics.median = -120us;
    statistics.medianDeviation = 40us;
    statistics.robustDeviation = 59us;
    statistics.interquartileRange = 81us;
    statistics.distance = {40us, 210us, 900us};
    statistics.delay = {11ms, 14ms, 52ms};
    statistics.jitter = 310us;
    statistics.successiveJitter = 75us;
    statistics.recentLoss = Loss{64, 2};
    statistics.overallLoss = Loss{1355, 5};
    statistics.frequency = FrequencyFit{-12.34, 0.002};
    return statistics;
}

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

QStringList names(const QList<Fact> &facts)
{
    QStringList names;
    for (const Fact &fact : facts)
        names.append(fact.name);
    return names;
}

/// How many pixels of the picture have nearly this colour.
int pixelsOf(const QColor &colour, const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) +
                                 std::abs(pixel.blue() - colour.blue()) <
                             12
                         ? 1
                         : 0;
        }
    }
    return count;
}

template <typename View>
QImage pictureOf(View &view, double scale = 1)
{
    view.resize(230, view.sizeHint().height());
    return picture(view, scale);
}

void moveMouse(QWidget &widget, QPointF to)
{
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(&widget, &move);
}

void readFirst(QWidget &plot)
{
    QTest::keyClick(&plot, Qt::Key_Escape);
    QTest::keyClick(&plot, Qt::Key_Right);
}

QLabel *label(const QWidget &widget, const QString &name)
{
    return widget.findChild<QLabel *>(name);
}

} // namespace

class TestStatisticsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("median") << u"Middle offset"_s << u"120 µs behind"_s;
        QTest::newRow("MAD") << u"Typical distance"_s << u"40 µs"_s;
        QTest::newRow("robust") << u"Robust deviation"_s << u"59 µs"_s;
        QTest::newRow("IQR") << u"Middle half"_s << u"81 µs"_s;
        QTest::newRow("distance") << u"Distance of 50, 95, 99 %"_s << u"40 µs, 210 µs, 900 µs"_s;
        QTest::newRow("delay") << u"Round trip of 50, 95, 99 %"_s << u"11 ms, 14 ms, 52 ms"_s;
        QTest::newRow("jitter") << u"Jitter"_s << u"310 µs"_s;
        QTest::newRow("successive") << u"Jitter between answers"_s << u"75 µs"_s;
        QTest::newRow("recent loss") << u"Lost lately"_s << u"2 of 64 (3.1 %)"_s;
        QTest::newRow("loss") << u"Lost"_s << u"5 of 1,355 (0.4 %)"_s;
        QTest::newRow("frequency") << u"Frequency"_s << u"12.3400 ppm slow ± 0.0020 ppm"_s;
    }
    void figures()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        StatisticsPanel panel;
        StatisticsReply reply;
        reply.statistics = someStatistics();
        panel.setReply(reply);
        const QList<QLabel *> values = panel.findChildren<QLabel *>(u"figureValue"_s);
        const auto found = std::find_if(values.begin(), values.end(),
                                        [&](const QLabel *shown) { return shown->accessibleName() == name; });
        QVERIFY(found != values.end());
        QCOMPARE(plain((*found)->text()), value);
        // One plain sentence, for the mouse and for a screen reader.
        QVERIFY((*found)->toolTip().endsWith(u'.'));
        QCOMPARE((*found)->accessibleDescription(), (*found)->toolTip());
    }

    void whatIsNotKnownIsLeftOut()
    {
        QCOMPARE(names(statisticsFacts({})), QStringList());
        AnswerStatistics statistics = someStatistics();
        statistics.jitter.reset();
        statistics.successiveJitter.reset();
        statistics.frequency.reset();
        statistics.recentLoss.reset();
        statistics.overallLoss.reset();
        const QStringList left = names(statisticsFacts(statistics));
        for (const QString &name : {u"Jitter"_s, u"Jitter between answers"_s, u"Frequency"_s, u"Lost"_s})
            QVERIFY(!left.contains(name));
        QVERIFY(left.contains(u"Middle offset"_s));
        // Lost answers are told also when none came.
        statistics = {};
        statistics.recentLoss = statistics.overallLoss = Loss{8, 8};
        QCOMPARE(names(statisticsFacts(statistics)), QStringList{u"Lost lately"_s});
    }

    void robustFrequencyIsShownWhereItDiffers()
    {
        AnswerStatistics statistics = someStatistics();
        QVERIFY(!names(statisticsFacts(statistics)).contains(u"Frequency without outliers"_s));
        statistics.differingFrequencyPpm = -11.5;
        const QList<Fact> facts = statisticsFacts(statistics);
        QCOMPARE(facts.constLast().name, u"Frequency without outliers"_s);
        QCOMPARE(plain(facts.constLast().value), u"11.500 ppm slow"_s);
        statistics.frequency->uncertainty = 501;
        QVERIFY(names(statisticsFacts(statistics)).filter(u"Frequency"_s).isEmpty());
    }

    void otherFiguresReplaceThose()
    {
        StatisticsPanel panel;
        panel.resize(250, 600);
        panel.show();
        panel.setReply(statisticsOf(1350));
        const auto shown = [&panel] {
            int count = 0;
            for (const QLabel *value : panel.findChildren<QLabel *>(u"figureValue"_s))
                count += value->isVisible() ? 1 : 0;
            return count;
        };
        const int many = shown();
        QCOMPARE(many, int(statisticsFacts(statisticsOf(1350).statistics).size()));
        panel.setReply(statisticsOf(1));
        QCOMPARE(shown(), int(statisticsFacts(statisticsOf(1).statistics).size()));
        QVERIFY(shown() < many);
        panel.setReply(statisticsOf(1350));
        QCOMPARE(shown(), many);
    }

    void emptyStatesAreSentences()
    {
        StatisticsPanel panel;
        panel.resize(250, 600);
        panel.show();
        QLabel &summary = *label(panel, u"statisticsSummary"_s);
        QCOMPARE(summary.text(), u"The answers are being read…"_s);
        const auto &histogram = *panel.findChild<HistogramView *>();
        QVERIFY(!histogram.isVisible());
        panel.setReply(statisticsOf(0));
        QVERIFY(histogram.isVisible());
        QCOMPARE(summary.text(), u"There is no answer in the time that the chart shows."_s);
        const auto &scatter = *panel.findChild<ScatterView *>();
        const auto &stability = *panel.findChild<StabilityView *>();
        for (const SmallPlot *plot :
             std::initializer_list<const SmallPlot *>{&histogram, &scatter, &stability}) {
            QVERIFY(plot->emptySentence().endsWith(u'.'));
            QCOMPARE(plot->accessibleDescription(), plot->emptySentence());
            QVERIFY(!plot->accessibleName().isEmpty());
        }
        panel.setReply(statisticsOf(3));
        QVERIFY(histogram.emptySentence().isEmpty());
        QVERIFY(scatter.emptySentence().isEmpty());
        QVERIFY(stability.emptySentence().contains(u"Four answers"_s));
        QVERIFY(!label(panel, u"usefulAveraging"_s)->isVisible());
        panel.setReply(statisticsOf(200));
        QVERIFY(stability.emptySentence().isEmpty());
        QVERIFY(summary.text().contains(u"200"_s));

        // A daemon that tells no round trips.
        StatisticsReply told = statisticsOf(20);
        for (DelayedOffset &point : told.statistics.delayedOffsets)
            point.delay = 0s;
        panel.setReply(told);
        QVERIFY(scatter.emptySentence().contains(u"not known"_s));
    }

    void usefulAveragingIsSaid()
    {
        Stability stability = statisticsOf(1350).stability;
        QVERIFY(stability.usefulAveraging);
        QVERIFY(usefulAveragingSentence(stability).contains(averagingText(*stability.usefulAveraging)));
        QVERIFY(usefulAveragingSentence(stability).contains(u"wanders"_s));
        stability.usefulAveraging.reset();
        QVERIFY(usefulAveragingSentence(stability).contains(averagingText(stability.points.back().tau)));
        QCOMPARE(usefulAveragingSentence({}), QString());
        StatisticsPanel panel;
        panel.setReply(statisticsOf(1350));
        QCOMPARE(label(panel, u"usefulAveraging"_s)->text(),
                 usefulAveragingSentence(statisticsOf(1350).stability));
    }

    void spansOfAveragingHaveOneUnit_data()
    {
        QTest::addColumn<double>("tau");
        QTest::addColumn<QString>("text");
        QTest::newRow("half a second") << 0.5 << u"500 ms"_s;
        QTest::newRow("nearly a second") << 0.996 << u"1.0 s"_s;
        QTest::newRow("seconds") << 7.97 << u"8.0 s"_s;
        QTest::newRow("nearly ten") << 9.96 << u"10 s"_s;
        QTest::newRow("poll") << 64.02 << u"64 s"_s;
        QTest::newRow("minutes") << 1024.0 << u"17 min"_s;
        QTest::newRow("hours") << 16384.0 << u"5 h"_s;
        QTest::newRow("days") << 262144.0 << u"3 days"_s;
    }
    void spansOfAveragingHaveOneUnit()
    {
        QFETCH(double, tau);
        QFETCH(QString, text);
        QCOMPARE(plain(averagingText(tau)).remove(u"(s)"_s), text == u"3 days"_s ? u"3 day"_s : text);
    }

    void outliersAreCounted()
    {
        Histogram histogram;
        QCOMPARE(outsideSentence(histogram), QString());
        histogram.below = 2;
        histogram.above = 3;
        QVERIFY(outsideSentence(histogram).startsWith(u"5 "_s));
        StatisticsPanel panel;
        panel.resize(250, 600);
        panel.show();
        panel.setReply(statisticsOf(1350));
        QVERIFY(label(panel, u"outsideHistogram"_s)->isVisible());
        QVERIFY(panel.findChild<ScatterView *>()->outside() > 0);
        QVERIFY(label(panel, u"outsideScatter"_s)->isVisible());
        panel.setReply(statisticsOf(2));
        QVERIFY(!label(panel, u"outsideHistogram"_s)->isVisible());
    }

    void picturesShowTheFigures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        for (const bool dark : {false, true}) {
            for (const double scale : {1.0, 2.0})
                QTest::addRow("%s at %g", dark ? "dark" : "light", scale) << dark << scale;
        }
    }
    void picturesShowTheFigures()
    {
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QApplication::setPalette(theme(dark));
        const QColor colour = sourceColour(0, dark);
        const StatisticsReply reply = statisticsOf(1350);
        HistogramView histogram;
        QCOMPARE(pixelsOf(colour, pictureOf(histogram, scale)), 0);
        histogram.setStatistics(reply.statistics);
        const int bars = pixelsOf(colour, pictureOf(histogram, scale));
        QVERIFY(bars > 1500 * scale * scale);
        ScatterView scatter;
        scatter.setStatistics(reply.statistics);
        QVERIFY(pixelsOf(colour, pictureOf(scatter, scale)) > 200 * scale * scale);
        StabilityView stability;
        stability.setStability(reply.stability);
        for (int measure = 0; measure < 4; ++measure) {
            stability.setMeasure(static_cast<StabilityMeasure>(measure));
            QVERIFY(pixelsOf(colour, pictureOf(stability, scale)) > 150 * scale * scale);
        }
        QApplication::setPalette(theme(false));
    }

    void theMouseReadsOut()
    {
        StabilityView view;
        moveMouse(view, {100, 50});
        QCOMPARE(view.readSentence(), QString());
        const Stability stability = statisticsOf(1350).stability;
        view.setStability(stability);
        view.resize(230, view.sizeHint().height());
        const QString all = view.accessibleDescription();
        moveMouse(view, {0, 50});
        QVERIFY(plain(view.readSentence()).startsWith(u"Over 64 s: "_s));
        QVERIFY2(plain(view.readSentence()).contains(u" × 10"_s), qPrintable(view.readSentence()));
        moveMouse(view, {230, 50});
        QVERIFY(view.readSentence().contains(averagingText(stability.points.back().tau)));
        // Nobody has asked to hear it.
        QCOMPARE(view.accessibleDescription(), all);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&view, &leave);
        QCOMPARE(view.readSentence(), QString());

        // Of a cloud only what is near.
        ScatterView scatter;
        scatter.setStatistics(statisticsOf(1350).statistics);
        scatter.resize(230, scatter.sizeHint().height());
        moveMouse(scatter, {20, scatter.height() / 2.0});
        QVERIFY2(scatter.readSentence().contains(u"round trip of 11."_s), qPrintable(scatter.readSentence()));
        moveMouse(scatter, {20, 5});
        QCOMPARE(scatter.readSentence(), QString());
    }

    void theKeyboardReadsOut_data()
    {
        QTest::addColumn<QString>("plot");
        QTest::addColumn<int>("figures");
        const StatisticsReply reply = statisticsOf(1350);
        QTest::newRow("histogram") << u"histogram"_s << int(reply.statistics.histogram.counts.size());
        QTest::newRow("scatter") << u"scatter"_s << int(reply.statistics.delayedOffsets.size());
        QTest::newRow("stability") << u"stability"_s << int(reply.stability.points.size());
    }
    void theKeyboardReadsOut()
    {
        QFETCH(QString, plot);
        QFETCH(int, figures);
        StatisticsPanel panel;
        panel.resize(250, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto &view = *panel.findChild<SmallPlot *>(plot);
        QCOMPARE(view.focusPolicy(), Qt::NoFocus);
        panel.setReply(statisticsOf(1350));
        QCOMPARE(view.focusPolicy(), Qt::StrongFocus);
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&view);
        QCOMPARE(spoken->role(), QAccessible::Chart);
        const QString all = spoken->text(QAccessible::Description);
        const QImage quiet = picture(view, 1);
        view.setFocus(Qt::TabFocusReason);
        const QImage focused = picture(view, 1);
        QVERIFY(focused != quiet);

        QStringList read;
        for (int i = 0; i < figures; ++i) {
            QTest::keyClick(&view, Qt::Key_Right);
            read.append(view.readSentence());
            QCOMPARE(spoken->text(QAccessible::Description), view.readSentence());
        }
        QVERIFY(!read.contains(QString()));
        // The ends are walls.
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.readSentence(), read.last());
        QVERIFY(picture(view, 1) != focused);
        readFirst(view);
        QCOMPARE(view.readSentence(), read.first());
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.readSentence(), read.first());
        QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(view.readSentence(), read.at((figures + 9) / 10));
        QTest::keyClick(&view, Qt::Key_PageUp);
        QCOMPARE(view.readSentence(), read.first());
        for (int i = 0; i < 12; ++i)
            QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(view.readSentence(), read.last());

        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.readSentence(), QString());
        QCOMPARE(spoken->text(QAccessible::Description), all);
        QCOMPARE(picture(view, 1), focused);
        // The next one is the panel's.
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, {});
        escape.accept();
        QCoreApplication::sendEvent(&view, &escape);
        QVERIFY(!escape.isAccepted());
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.readSentence(), read.last());
        view.clearFocus();
        QCOMPARE(view.readSentence(), QString());
    }

    void everyAnswerIsInABar()
    {
        const AnswerStatistics statistics = statisticsOf(1350).statistics;
        HistogramView view;
        view.setStatistics(statistics);
        int answers = 0;
        double percent = 0;
        const QRegularExpression figures(
            u"\\A(\\d+) answer\\(s\\), ([0-9.]+)\u00a0% of all: .+ to .+\\.\\z"_s);
        QString end;
        for (size_t bin = 0; bin < statistics.histogram.counts.size(); ++bin) {
            QTest::keyClick(&view, Qt::Key_Right);
            const QRegularExpressionMatch match = figures.match(view.readSentence());
            QVERIFY2(match.hasMatch(), qPrintable(view.readSentence()));
            answers += match.captured(1).toInt();
            percent += match.captured(2).toDouble();
            // Each begins where the one before ended, and its ends differ.
            const QStringList ends = view.readSentence().chopped(1).split(u": "_s)[1].split(u" to "_s);
            QVERIFY2(end.isEmpty() || end.startsWith(ends[0]), qPrintable(view.readSentence()));
            QVERIFY(!ends[1].startsWith(ends[0] + u' '));
            end = ends[1];
        }
        QCOMPARE(answers, 1350);
        QVERIFY(std::abs(percent - 100) < 0.05 * double(statistics.histogram.counts.size()));
    }

    void whatIsReadOutStays()
    {
        StabilityView view;
        view.setStability(statisticsOf(1350).stability);
        QTest::keyClick(&view, Qt::Key_Left); // the last
        QTest::keyClick(&view, Qt::Key_Left);
        const Stability more = statisticsOf(1400).stability;
        view.setStability(more);
        QVERIFY(view.readSentence().contains(averagingText(more.points[more.points.size() - 2].tau)));
        QCOMPARE(view.accessibleDescription(), view.readSentence());
        view.setStability(statisticsOf(40).stability);
        QVERIFY(view.readSentence().contains(averagingText(statisticsOf(40).stability.points.back().tau)));
        view.setStability({});
        QCOMPARE(view.readSentence(), QString());
        QCOMPARE(view.accessibleDescription(), view.emptySentence());
    }

    void likeFiguresAreTold()
    {
        // A server a quarter of a second off whose answers differ by microseconds.
        AnswerStatistics statistics = statisticsOf(200).statistics;
        for (DelayedOffset &point : statistics.delayedOffsets)
            point.offset = 250ms + point.offset / 100;
        statistics.histogram.start = 250ms;
        statistics.histogram.width = 1us;
        ScatterView scatter;
        scatter.setStatistics(statistics);
        HistogramView histogram;
        histogram.setStatistics(statistics);
        readFirst(histogram);
        QVERIFY2(plain(histogram.readSentence()).endsWith(u": 250.0000 ms to 250.0010 ms ahead."_s),
                 qPrintable(histogram.readSentence()));
        readFirst(scatter);
        const QString first = scatter.readSentence();
        QTest::keyClick(&scatter, Qt::Key_Escape);
        QTest::keyClick(&scatter, Qt::Key_Left); // the last
        QVERIFY2(first.startsWith(u"250.0"_s) && scatter.readSentence().left(7) != first.left(7),
                 qPrintable(first));
    }

    void measureIsChosen()
    {
        StatisticsPanel panel;
        const StatisticsReply reply = statisticsOf(1350);
        panel.setReply(reply);
        auto &stability = *panel.findChild<StabilityView *>();
        auto &measure = *panel.findChild<QComboBox *>(u"stabilityMeasure"_s);
        const QString rate = stability.accessibleDescription();
        const StabilityPoint &first = reply.stability.points.front();
        const auto told = [&](StabilityMeasure chosen) {
            measure.setCurrentIndex(int(chosen));
            readFirst(stability);
            QString sentence = stability.readSentence();
            QTest::keyClick(&stability, Qt::Key_Escape);
            return sentence;
        };
        QStringList meanings;
        for (int i = 0; i < measure.count(); ++i) {
            measure.setCurrentIndex(i);
            const QString meaning = label(panel, u"stabilityMeaning"_s)->text();
            QVERIFY(meaning.endsWith(u'.') && !meanings.contains(meaning));
            QCOMPARE(measure.accessibleDescription(), meaning);
            meanings.append(meaning);
        }
        QCOMPARE(measure.count(), 4);

        QVERIFY(
            told(StabilityMeasure::TimeDeviation)
                .contains(u": %1, surely between "_s.arg(wording::spanText(fromSeconds(first.time.value)))));
        // Of an extreme no confidence is known.
        QCOMPARE(
            plain(told(StabilityMeasure::MaximumTimeError)),
            plain(u"Over 64 s: %1 at most."_s.arg(wording::spanText(fromSeconds(first.largestTimeError)))));
        QVERIFY(!stability.accessibleDescription().contains(u"surely"_s));
        QCOMPARE(stability.accessibleDescription().count(u"at most"_s), reply.stability.points.size());
        const QString averaged = told(StabilityMeasure::ModifiedAllanDeviation);
        QVERIFY(averaged.contains(u" × 10"_s) || plain(averaged).contains(u" × 10"_s));
        QVERIFY(stability.accessibleDescription() != rate);
        QVERIFY(!told(StabilityMeasure::AllanDeviation).isEmpty());
        QCOMPARE(stability.accessibleDescription(), rate);
    }

    void scrollingChoosesNothing()
    {
        StatisticsPanel panel;
        panel.resize(250, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.setReply(statisticsOf(1350));
        auto &measure = *panel.findChild<QComboBox *>(u"stabilityMeasure"_s);
        const auto turn = [&measure] {
            const QPointF middle = measure.rect().center();
            QWheelEvent wheel(middle, measure.mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, {},
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&measure, &wheel);
            return measure.currentIndex();
        };
        QCOMPARE(turn(), 0);
        measure.setFocus();
        QCOMPARE(turn(), 1);
    }

    void unusualFiguresAreDrawn()
    {
        StatisticsReply reply = statisticsOf(40);
        for (StabilityPoint &point : reply.stability.points)
            point.allan = {};
        StabilityView stability;
        stability.setStability(reply.stability);
        QVERIFY(!stability.emptySentence().isEmpty());
        pictureOf(stability);
        reply.stability.points.resize(1);
        reply.stability.points[0].allan = {.value = 1e-9, .low = 1e-9, .high = 1e-9, .terms = 1};
        stability.setStability(reply.stability);
        QVERIFY(stability.emptySentence().isEmpty());
        pictureOf(stability);

        std::vector<MeasuredPoint> extremes(9);
        for (size_t i = 0; i < extremes.size(); ++i) {
            extremes[i].offset = i % 2 == 0 ? Duration::max() : Duration::min();
            extremes[i].delay = i % 3 == 0 ? Duration::min() : Duration::max();
        }
        for (const size_t count : {1u, 2u, 9u}) {
            const AnswerStatistics statistics = answerStatistics(std::span(extremes).first(count));
            HistogramView histogram;
            histogram.setStatistics(statistics);
            pictureOf(histogram);
            ScatterView scatter;
            scatter.setStatistics(statistics);
            pictureOf(scatter);
        }
    }

    void detailsHaveASecondPage()
    {
        SourceDetails details;
        details.setSource(measuredRow(answeringSource()), now);
        details.resize(270, 600);
        details.show();
        auto &tabs = *details.findChild<QTabBar *>(u"detailPages"_s);
        QVERIFY(!tabs.isVisible());
        QVERIFY(!details.showsStatistics());
        details.setHasStatistics(true);
        QVERIFY(tabs.isVisible());
        const QSignalSpy opened(&details, &SourceDetails::statisticsOpened);
        tabs.setFocus();
        QTest::keyClick(&tabs, Qt::Key_Right);
        QCOMPARE(opened.count(), 1);
        QVERIFY(details.showsStatistics());
        QVERIFY(details.findChild<StatisticsPanel *>()->isVisible());
        // A pool has none; what comes after it has.
        details.setHasStatistics(false);
        QVERIFY(!details.showsStatistics());
        details.setHasStatistics(true);
        QVERIFY(details.showsStatistics());
        details.hide();
        QVERIFY(!details.showsStatistics());
    }

    void nothingIsCutOff()
    {
        for (const int width : {200, 250, 400}) {
            StatisticsPanel panel;
            panel.resize(width, 400);
            panel.setReply(statisticsOf(1350));
            panel.show();
            QVERIFY(QTest::qWaitForWindowExposed(&panel));
            QCOMPARE(cutOffLabels(panel), QStringList());
            QVERIFY(panel.widget()->width() <= panel.viewport()->width());
        }
    }
};

QTEST_MAIN(TestStatisticsPanel)
#include "test_statisticspanel.moc"
