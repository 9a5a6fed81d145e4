// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"
#include "situations.h"
#include "tests/ui/longertexts.h"
#include "ui/chart/chartpalette.h"
#include "ui/window/mainwindow.h"
#include "ui/window/outlinedfusion.h"
#include "ui/window/settings.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

#include <functional>

using namespace synchroscope;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;

namespace {

QPalette darkPalette()
{
    QPalette palette(QColor(0x2b, 0x2f, 0x36), QColor(0x24, 0x27, 0x2d));
    palette.setColor(QPalette::WindowText, QColor(0xea, 0xec, 0xef));
    palette.setColor(QPalette::Text, QColor(0xea, 0xec, 0xef));
    palette.setColor(QPalette::ButtonText, QColor(0xea, 0xec, 0xef));
    palette.setColor(QPalette::Base, QColor(0x1d, 0x20, 0x25));
    palette.setColor(QPalette::AlternateBase, QColor(0x23, 0x26, 0x2c));
    palette.setColor(QPalette::ToolTipBase, QColor(0x1d, 0x20, 0x25));
    palette.setColor(QPalette::ToolTipText, QColor(0xea, 0xec, 0xef));
    palette.setColor(QPalette::PlaceholderText, QColor(0xea, 0xec, 0xef, 0x80));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x65, 0xa5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

/// The widget's own text colour on what really lies behind it.
double contrastOf(const QLabel &label)
{
    const QWidget *behind = &label;
    while (behind->parentWidget() && !behind->autoFillBackground() && !behind->isWindow())
        behind = behind->parentWidget();
    return contrast(label.palette().color(label.foregroundRole()),
                    behind->palette().color(behind->backgroundRole()));
}

} // namespace

Q_DECLARE_METATYPE(std::function<synchroscope::Snapshot()>)

/// Every situation of the window as a picture, and what a person would notice in it.
class TestSituations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setStyle(new OutlinedFusion);
        QVERIFY(m_english.load(u":/i18n/synchroscope_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
        QVERIFY(m_japanese.load(u":/i18n/synchroscope_ja.qm"_s));
        m_lightPalette = QApplication::palette();
        m_folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES");
        if (!m_folder.isEmpty())
            QVERIFY(QDir().mkpath(m_folder));
    }

    void cleanup()
    {
        QApplication::setPalette(m_lightPalette);
        QCoreApplication::removeTranslator(&m_japanese);
        QCoreApplication::removeTranslator(&m_longer);
    }

    void situations_data()
    {
        QTest::addColumn<std::function<Snapshot()>>("make");
        QTest::addColumn<bool>("select");
        QTest::addColumn<int>("content");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QTranslator *>("language");
        struct Situation
        {
            const char *name;
            std::function<Snapshot()> make;
            bool select;
            ChartContent content = ChartContent::Offsets;
            QString filter = {};
        };
        const Situation situations[] = {
            {"empty", &nothingWatched, false},
            {"first-start", &firstStart, false},
            {"first-start-nothing-found", &firstStartWithNothingFound, false},
            {"asking", &asking, false},
            {"mixed", &mixedFortunes, false},
            {"selected", &mixedFortunes, true},
            {"chrony", &followedByChrony, false},
            {"silent-daemon", &silentDaemon, false},
            {"two-daemons", &twoDaemons, false},
            {"gps", &gpsReceiver, false},
            {"nobody-answers", &nobodyAnswers, false},
            {"offline", &offline, false},
            {"no-daemon", &noDaemon, false},
            {"container", &container, false},
            {"paused", &paused, false},
            {"demonstration", &demonstration, false},
            {"troubled", &troubled, true},
            {"measured-here", &gpsReceiver, false, ChartContent::MeasuredHere},
            {"by-service", &gpsReceiver, false, ChartContent::ByService},
            {"system-offset", &followedByChrony, true, ChartContent::SystemOffset},
            {"frequency", &twoDaemons, false, ChartContent::Frequency},
            {"root-delay", &followedByChrony, false, ChartContent::RootDelay},
            {"root-dispersion-without-service", &noDaemon, false, ChartContent::RootDispersion},
            {"filtered", &gpsReceiver, true, ChartContent::Offsets, u"pool"_s},
            {"filtered-none", &mixedFortunes, true, ChartContent::Offsets, u"nobody"_s},
        };
        for (const Situation &situation : situations) {
            for (const bool dark : {false, true}) {
                for (const QSize size : {QSize(1024, 640), QSize(1440, 900)})
                    QTest::addRow("%s-%s-%d", situation.name, dark ? "dark" : "light", size.width())
                        << situation.make << situation.select << int(situation.content) << situation.filter
                        << dark << size << static_cast<QTranslator *>(nullptr);
            }
            const QSize size(1024, 640);
            QTest::addRow("%s-japanese", situation.name)
                << situation.make << situation.select << int(situation.content) << situation.filter << false
                << size << static_cast<QTranslator *>(&m_japanese);
            QTest::addRow("%s-longer", situation.name)
                << situation.make << situation.select << int(situation.content) << situation.filter << false
                << size << static_cast<QTranslator *>(&m_longer);
        }
    }

    void situations()
    {
        QFETCH(std::function<Snapshot()>, make);
        QFETCH(bool, select);
        QFETCH(int, content);
        QFETCH(QString, filter);
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        QFETCH(QTranslator *, language);
        if (language)
            QVERIFY(QCoreApplication::installTranslator(language));
        QApplication::setPalette(dark ? darkPalette() : m_lightPalette);
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        settings.setChartContent(static_cast<ChartContent>(content));
        FakeEngineClient engine;
        MainWindow window(engine, settings);
        window.resize(size);
        engine.take(make());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *table = window.findChild<QTreeView *>(u"sourcesView"_s);
        if (select)
            table->setCurrentIndex(table->model()->index(0, 0));
        if (!filter.isEmpty()) {
            window.findChild<QAction *>(u"findAction"_s)->trigger();
            window.findChild<QLineEdit *>(u"filterField"_s)->setText(filter);
        }
        if (table->isVisible() && content != int(ChartContent::RootDispersion))
            QTRY_VERIFY(!engine.seriesRequests.empty());
        QCoreApplication::processEvents();
        if (!engine.seriesRequests.empty())
            Q_EMIT engine.seriesReady(seriesFor(engine.seriesRequests.back()));
        // What comes in may bring a line of words, and that another height.
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();

        const QImage picture = window.grab().toImage();
        save(picture);
        QCOMPARE(window.size(), size); // nothing needs more room
        const QList<QLabel *> labels = window.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            if (label->isEnabled())
                QVERIFY2(contrastOf(*label) >= 4.5, qPrintable(label->text()));
            const int needed =
                label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(),
                     qPrintable(label->text()));
        }
        const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
        if (table->isVisible()) {
            // The chart and several rows of the table are on the screen at once.
            const int rows = filter.isEmpty() ? 3 : 2;
            QVERIFY(filter == u"nobody"_s ||
                    table->viewport()->height() >=
                        rows * table->visualRect(table->model()->index(0, 0)).height());
            QVERIFY(window.findChild<QWidget *>(u"verdictStrip"_s)->height() <= 110);
        }
    }

private:
    void save(const QImage &picture) const
    {
        if (m_folder.isEmpty())
            return;
        const QString scale = qFuzzyCompare(qApp->devicePixelRatio(), 1.0) ? QString() : u"-scale2"_s;
        const QString file =
            m_folder + u"/window-"_s + QString::fromLatin1(QTest::currentDataTag()) + scale + u".png"_s;
        QVERIFY2(picture.save(file), qPrintable(file));
    }

    QTranslator m_english;
    QTranslator m_japanese;
    LongerTexts m_longer;
    QPalette m_lightPalette;
    QString m_folder;
};

QTEST_MAIN(TestSituations)
#include "test_situations.moc"
