// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"
#include "situations.h"
#include "tests/ui/longertexts.h"
#include "ui/chart/chartpalette.h"
#include "ui/table/sourcesmodel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/outlinedfusion.h"
#include "ui/window/settings.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
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

struct Situation
{
    const char *name = nullptr;
    std::function<Snapshot()> make;
    QString headline; ///< how it begins
    int leaves = 0;   ///< rows of the table that are neither headings nor pools; negative: any number
    QString button{}; ///< of a banner
    int selected = -1;
    ChartContent content = ChartContent::Offsets;
    QString filter{};
};

int leavesOf(const QAbstractItemModel &model, const QModelIndex &parent)
{
    int leaves = 0;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        leaves += model.hasChildren(index) ? leavesOf(model, index) : 1;
    }
    return leaves;
}

/// Of banners and of findings.
QStringList offeredButtons(const QWidget &window)
{
    QStringList texts;
    for (const QString &name : {u"bannerAction"_s, u"findingAction"_s}) {
        const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>(name);
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible())
                texts.append(button->text());
        }
    }
    return texts;
}

/// What of a cell is seen in its room when it is given so much more.
QImage cellPicture(const QTreeView &table, const QModelIndex &index, QSize room, int more)
{
    QImage image(room, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.initFrom(&table);
    option.widget = &table;
    option.font = table.font();
    option.state = QStyle::State_Enabled;
    option.rect = QRect(QPoint(), room + QSize(more, 0));
    table.itemDelegateForIndex(index)->paint(&painter, option, index);
    return image;
}

/// Headers of columns, headings and states that do not fit where they stand.
QStringList cutOffInTable(const QTreeView &table)
{
    QStringList cutOff;
    const QHeaderView &header = *table.header();
    const int margins = 2 * table.style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, &header);
    for (int column = 0; column < header.count(); ++column) {
        const QString title = table.model()->headerData(column, Qt::Horizontal).toString();
        if (!header.isSectionHidden(column) &&
            header.sectionSize(column) < header.fontMetrics().horizontalAdvance(title) + margins)
            cutOff.append(title);
    }
    for (QModelIndex index = table.indexAt({1, 1});
         index.isValid() && table.visualRect(index).top() < table.viewport()->height();
         index = table.indexBelow(index)) {
        index = index.siblingAtColumn(0);
        const QSize room = table.visualRect(index).size();
        if (cellPicture(table, index, room, 0) != cellPicture(table, index, room, 400))
            cutOff.append(index.data().toString());
    }
    return cutOff;
}

} // namespace

Q_DECLARE_METATYPE(Situation)

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
        QTest::addColumn<Situation>("situation");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QTranslator *>("language");
        const QString watch = u"Choose servers…"_s;
        const QString right = u"This clock is right: 556 µs behind, within ± 16 ms"_s;
        const QString settling = u"Settling: this clock is 472 ms ahead ± 15 ms"_s;
        const Situation situations[] = {
            {"empty", &nothingWatched, u"Nothing keeps this clock right"_s, 0},
            {"first-start", &firstStart, u"Nothing keeps this clock right"_s, 0, u"Turn network time on"_s},
            {"first-start-nothing-found", &firstStartWithNothingFound, u"Nothing keeps this clock right"_s,
             0},
            {"unwatched", &unwatched, u"This clock is right: 40 ns ahead, within ± 740 ns"_s, 12, watch},
            {"asking", &asking, u"No answer yet"_s, 3},
            {"mixed", &mixedFortunes, u"This clock: 556 µs behind ± 15 ms"_s, 8},
            {"selected", &mixedFortunes, u"This clock: 556 µs behind ± 15 ms"_s, 8, {}, 0},
            {"chrony", &followedByChrony, right, 3},
            {"edited", &editedConfiguration, right, 3},
            {"two-daemons", &twoDaemons, settling, 4},
            {"gps", &gpsReceiver, u"This clock is right: within ± 9.8 ms"_s, 12},
            {"gps-without-network", &gpsWithoutNetwork, u"This clock keeps to PPS0"_s, 3},
            {"gathering-pool", &gatheringPool, u"Settling: this clock is 5.2 ms ahead ± 21 ms"_s, 5},
            {"silent-daemon", &silentDaemon, u"This clock is right for now: 556 µs behind, within ± 16 ms"_s,
             3},
            {"nobody-answers", &nobodyAnswers, u"Nobody answers"_s, 3},
            {"offline", &offline, u"No server can be asked: this computer is offline"_s, 3},
            {"no-daemon", &noDaemon, u"Nothing keeps this clock right: now 556 µs behind ± 15 ms"_s, 3,
             u"Turn network time on"_s},
            {"container", &container, right, 3},
            {"cloud", &cloudMachine, right, 3},
            {"wsl", &wsl, right, 3},
            {"paused", &paused, u"Paused"_s, 8, u"Resume"_s},
            {"demonstration", &demonstration, u"This clock: "_s, 7},
            {"troubled", &troubled, u"This clock: "_s, -1, {}, 0},
            {"device-details", &gpsReceiver, u"This clock is right"_s, 12, {}, 1},
            {"daemon-details", &twoDaemons, settling, 4, {}, 0},
            {"measured-here", &gpsReceiver, u"This clock is right"_s, 12, {}, -1, ChartContent::MeasuredHere},
            {"by-service", &gpsReceiver, u"This clock is right"_s, 12, {}, -1, ChartContent::ByService},
            {"system-offset", &followedByChrony, right, 3, {}, 0, ChartContent::SystemOffset},
            {"frequency", &twoDaemons, settling, 4, {}, -1, ChartContent::Frequency},
            {"root-delay", &followedByChrony, right, 3, {}, -1, ChartContent::RootDelay},
            {"root-dispersion-without-service", &noDaemon, u"Nothing keeps this clock right"_s, 3,
             u"Turn network time on"_s, -1, ChartContent::RootDispersion},
            {"filtered", &gpsReceiver, u"This clock is right"_s, 4, {}, 0, ChartContent::Offsets, u"pool"_s},
            {"filtered-none",
             &mixedFortunes,
             u"This clock: "_s,
             0,
             {},
             0,
             ChartContent::Offsets,
             u"nobody"_s},
        };
        for (const Situation &situation : situations) {
            for (const bool dark : {false, true}) {
                for (const QSize size : {QSize(1024, 640), QSize(1440, 900)})
                    QTest::addRow("%s-%s-%d", situation.name, dark ? "dark" : "light", size.width())
                        << situation << dark << size << static_cast<QTranslator *>(nullptr);
            }
            const QSize size(1024, 640);
            QTest::addRow("%s-japanese", situation.name)
                << situation << false << size << static_cast<QTranslator *>(&m_japanese);
            QTest::addRow("%s-longer", situation.name)
                << situation << false << size << static_cast<QTranslator *>(&m_longer);
        }
    }

    void situations()
    {
        QFETCH(Situation, situation);
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        QFETCH(QTranslator *, language);
        if (language)
            QVERIFY(QCoreApplication::installTranslator(language));
        QApplication::setPalette(dark ? darkPalette() : m_lightPalette);
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        settings.setChartContent(situation.content);
        settings.setChartRange(ChartRange::Hour);
        FakeEngineClient engine;
        MainWindow window(engine, settings);
        window.resize(size);
        const Snapshot snapshot = situation.make();
        engine.take(snapshot);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *table = window.findChild<QTreeView *>(u"sourcesView"_s);
        if (situation.selected >= 0)
            table->setCurrentIndex(table->model()->index(situation.selected, 0));
        if (!situation.filter.isEmpty()) {
            window.findChild<QAction *>(u"findAction"_s)->trigger();
            window.findChild<QLineEdit *>(u"filterField"_s)->setText(situation.filter);
        }
        if (table->isVisible() && situation.content != ChartContent::RootDispersion)
            QTRY_VERIFY(!engine.seriesRequests.empty());
        QCoreApplication::processEvents();
        if (!engine.seriesRequests.empty())
            Q_EMIT engine.seriesReady(seriesFor(engine.seriesRequests.back(), snapshot));
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
        if (situation.leaves >= 0)
            QCOMPARE(leavesOf(*table->model(), {}), situation.leaves);
        checkHeadline(window, situation, language != nullptr);
        if (!language && !situation.button.isEmpty())
            QVERIFY(offeredButtons(window).contains(situation.button));
        QVERIFY(window.findChild<QWidget *>(u"verdictStrip"_s)->height() <= 110);
        if (!table->isVisible())
            return;
        // The chart and several rows of the table are on the screen at once.
        const int rows = situation.filter.isEmpty() ? 3 : 2;
        QVERIFY(situation.filter == u"nobody"_s ||
                table->viewport()->height() >=
                    rows * table->visualRect(table->model()->index(0, 0)).height());
        // Of longer words the table shows what it has room for.
        const QStringList cutOff = language == &m_longer ? QStringList() : cutOffInTable(*table);
        QVERIFY2(cutOff.isEmpty(), qPrintable(cutOff.join(u'\n')));
    }

private:
    static void checkHeadline(MainWindow &window, const Situation &situation, bool isTranslated)
    {
        const auto *headline = window.findChild<QLabel *>(u"verdictHeadline"_s);
        QVERIFY2(!headline->text().contains(u'…'), qPrintable(headline->text()));
        const int line = headline->fontMetrics().height();
        QVERIFY2(headline->height() < (isTranslated ? 3 : 2) * line, qPrintable(headline->text()));
        if (isTranslated)
            return;
        const QString text = headline->text().replace(QChar::Nbsp, u' ');
        QVERIFY2(text.startsWith(situation.headline), qPrintable(text));
        QVERIFY2(text.size() <= 60, qPrintable(text));
    }

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
