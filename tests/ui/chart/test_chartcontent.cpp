// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartfixture.h"

#include "ui/chart/axesitem.h"
#include "ui/chart/labelsitem.h"
#include "ui/chart/offsetchart.h"
#include "ui/chart/plotview.h"
#include "ui/chart/readoutitem.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::charttest;

namespace {

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

/// The chart on the screen with sources whose points are all at one value, one for each value.
class Stage
{
public:
    explicit Stage(ChartContent content, const std::vector<Duration> &values)
    {
        QObject::connect(
            &chart, &OffsetChart::seriesNeeded, &chart, [this, values](const SeriesRequest &request) {
                chart.showSeries(answer(request, [&values](const SourceId &source) {
                    for (size_t i = 0; i < values.size(); ++i) {
                        if (sourceId(int(i)) == source)
                            return makePoints(now, 1h, 30s, 0ns, [&](double) { return values[i]; });
                    }
                    return std::vector<SeriesPoint>();
                }));
                isAnswered = true;
            });
        chart.resize(900, 400);
        chart.setZone(QTimeZone::utc());
        chart.setNow(now);
        chart.setContent(content);
        sources = makeSources(int(values.size()));
        chart.setSources(sources);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        if (!values.empty())
            QTRY_VERIFY(isAnswered);
        settle();
    }

    void settle()
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }

    const AxesItem &axes() { return chart.plot().axesItem(); }
    QComboBox &list() { return *chart.findChild<QComboBox *>(u"chartContent"_s); }

    OffsetChart chart;
    std::vector<ChartSource> sources;
    bool isAnswered = false;
};

} // namespace

/// What the chart shows, and that its words fit.
class TestChartContent final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyContentHasItsWords()
    {
        QSet<QString> names;
        QSet<QString> titles;
        QSet<QString> meanings;
        for (const ChartContent content : chartContents) {
            QCOMPARE(contentFromName(contentName(content)), content);
            names.insert(contentName(content));
            titles.insert(contentTitle(content));
            QVERIFY(contentMeaning(content).endsWith(u'.'));
            meanings.insert(contentMeaning(content));
        }
        QCOMPARE(names.size(), qsizetype(chartContents.size()));
        QCOMPARE(titles.size(), qsizetype(chartContents.size()));
        QCOMPARE(meanings.size(), qsizetype(chartContents.size()));
        QVERIFY(!contentFromName(u"weather"_s));
    }

    void axisAndReadOutFitTheQuantity_data()
    {
        QTest::addColumn<int>("content");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("up");
        QTest::addColumn<QString>("down");
        QTest::addColumn<QString>("read");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *tag, ChartContent content, Duration value, const QString &up,
                            const QString &down, const QString &read, const QString &name) {
            QTest::newRow(tag) << int(content) << qint64(value.count()) << up << down << read << name;
        };
        using enum ChartContent;
        const QString ofOffset = u"Chart of the offset of this clock"_s;
        row("offset", Offsets, -2'910us, u"ahead, ms →"_s, u"← behind, ms"_s, u"2.9 ms behind"_s, ofOffset);
        row("system offset", SystemOffset, 90us, u"ahead, µs →"_s, u"← behind, µs"_s, u"90 µs ahead"_s,
            ofOffset);
        row("slow", Frequency, -12'345ns, u"fast, ppm →"_s, u"← slow, ppm"_s, u"12.345 ppm slow"_s,
            u"Chart of the frequency of this clock"_s);
        row("fast", Frequency, 500us, u"fast, ppm →"_s, u"← slow, ppm"_s, u"500.000 ppm fast"_s,
            u"Chart of the frequency of this clock"_s);
        row("root delay", RootDelay, 21ms, u"root delay, ms →"_s, QString(), u"21 ms"_s,
            u"Chart of the root delay"_s);
        row("root dispersion", RootDispersion, 64us, u"root dispersion, µs →"_s, QString(), u"64 µs"_s,
            u"Chart of the root dispersion"_s);
    }
    void axisAndReadOutFitTheQuantity()
    {
        QFETCH(int, content);
        QFETCH(qint64, value);
        Stage stage(static_cast<ChartContent>(content), {Duration(value)});
        const auto [up, down] = stage.axes().directions();
        QTEST(up, "up");
        QTEST(down, "down");
        QTEST(stage.chart.plot().accessibleName(), "name");
        QTest::keyClick(&stage.chart.plot(), Qt::Key_Left);
        stage.settle();
        QVERIFY(stage.chart.plot().readout().content());
        QString read = plain(stage.chart.plot().readout().content()->offset);
        QTEST(read, "read");
        // The value lies on the scale, and the scale has labels.
        const PlotMap &map = stage.axes().content().map;
        QVERIFY(map.values.contains(Duration(value)));
        QVERIFY(stage.axes().content().values.ticks.size() >= 3);
        const bool isNegative = std::ranges::any_of(stage.axes().content().values.ticks,
                                                    [](const ValueTick &tick) { return tick.at < 0ns; });
        if (down.isEmpty())
            QVERIFY(!isNegative);
    }

    void whatLiesBeyondTheScaleIsNamedWithItsQuantity()
    {
        Stage stage(ChartContent::RootDelay, {20ms, 21ms});
        const PlotMap map = stage.axes().content().map;
        QWheelEvent event(map.area.bottomLeft() + QPointF(5, -5), {}, {}, {0, 1200}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(stage.chart.plot().viewport(), &event);
        stage.settle();
        QStringList arrows;
        for (const PlotLabel &label : stage.chart.plot().labels().labels())
            arrows.append(plain(label.text));
        QVERIFY2(arrows.contains(u"▲ ntp1, 21 ms"_s), qPrintable(arrows.join(u" | "_s)));
    }

    void theListIsForTheKeyboardToo()
    {
        Stage stage(ChartContent::Offsets, {1ms});
        const QSignalSpy changed(&stage.chart, &OffsetChart::contentChanged);
        QCOMPARE(stage.list().currentText(), u"Offset of this clock"_s);
        QCOMPARE(stage.list().toolTip(), contentMeaning(ChartContent::Offsets));
        stage.list().setFocus();
        QTest::keyClick(&stage.list(), Qt::Key_End);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(stage.chart.content(), ChartContent::RootDispersion);
        QCOMPARE(stage.chart.plot().quantity(), ChartQuantity::RootDispersion);
        QTest::keyClick(&stage.list(), Qt::Key_Up);
        QTest::keyClick(&stage.list(), Qt::Key_Up);
        QCOMPARE(stage.chart.content(), ChartContent::Frequency);
        // The line between sources and services is no content.
        QTest::keyClick(&stage.list(), Qt::Key_Up);
        QTest::keyClick(&stage.list(), Qt::Key_Up);
        QCOMPARE(stage.chart.content(), ChartContent::ByService);
        QCOMPARE(stage.list().toolTip(), contentMeaning(ChartContent::ByService));
        stage.chart.setContent(ChartContent::RootDelay);
        QCOMPARE(stage.list().currentText(), u"Root delay"_s);
    }

    void aNewQuantityBeginsANewScale()
    {
        Stage stage(ChartContent::Offsets, {1ms});
        const QPointF place = stage.axes().content().map.area.center();
        QWheelEvent event(place, {}, {}, {0, 120}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(stage.chart.plot().viewport(), &event);
        QCOMPARE(stage.chart.plot().fit(), PlotView::Fit::ByHand);
        stage.chart.setSources({});
        stage.chart.setContent(ChartContent::Frequency);
        stage.settle();
        QCOMPARE(stage.chart.plot().fit(), PlotView::Fit::Agreeing);
        QCOMPARE(stage.axes().content().map.values, emptyRangeOf(ChartQuantity::Frequency));
        QCOMPARE(stage.axes().content().values.unitSymbol, u"ppm"_s);
    }

    void anEmptyChartSaysWhy()
    {
        Stage empty(ChartContent::Frequency, {});
        empty.chart.setNote(u"OpenNTPD has nothing by which it could be asked."_s);
        empty.settle();
        QCOMPARE(empty.axes().content().message, u"OpenNTPD has nothing by which it could be asked."_s);
        // Beside a line of another it is a note.
        Stage stage(ChartContent::Frequency, {1us});
        stage.chart.setNote(u"systemd-timesyncd does not tell this."_s);
        stage.settle();
        QCOMPARE(stage.axes().content().message, QString());
        auto *note = stage.chart.findChild<QLabel *>(u"chartNote"_s);
        QVERIFY(note->isVisible());
        QCOMPARE(note->text(), u"systemd-timesyncd does not tell this."_s);
        stage.chart.setSources({});
        stage.settle();
        QVERIFY(!note->isVisible()); // the plot says it
        QCOMPARE(stage.axes().content().message, note->text());
        stage.chart.setNote({});
        stage.settle();
        QCOMPARE(stage.axes().content().message, u"No source is shown."_s);
        stage.chart.setSources(stage.sources);
        stage.settle();
        QVERIFY(!note->isVisible());
    }

    void linesWithoutATableAreNamed()
    {
        Stage stage(ChartContent::Frequency, {1us, 2us});
        const auto names = [&stage] {
            QStringList texts;
            for (const PlotLabel &label : stage.chart.plot().labels().labels())
                texts.append(label.text);
            texts.sort();
            return texts;
        };
        QCOMPARE(names(), QStringList());
        for (ChartSource &source : stage.sources)
            source.named = true;
        stage.chart.setSources(stage.sources);
        stage.settle();
        QCOMPARE(names(), QStringList({u"ntp0"_s, u"ntp1"_s}));
    }
};

QTEST_MAIN(TestChartContent)
#include "test_chartcontent.moc"
