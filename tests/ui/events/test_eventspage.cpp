// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventsfixture.h"
#include "tests/ui/longertexts.h"
#include "tests/ui/window/fakeengine.h"
#include "tests/ui/window/situations.h"

#include "ui/chart/plotview.h"
#include "ui/events/eventspage.h"
#include "ui/panels/background.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>

using namespace synchroscope;
using namespace synchroscope::eventstest;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The page on the screen.
class Stage
{
public:
    explicit Stage(const std::vector<Event> &events = aDay())
        : settings(folder.filePath(u"settings.ini"_s))
        , page(settings)
    {
        page.resize(1024, 640);
        page.show();
        page.setSnapshot(snapshotOf(events));
        page.tick(now);
        page.setFocus();
    }

    template <typename Widget>
    Widget &find(const QString &name)
    {
        return *page.findChild<Widget *>(name);
    }
    QTreeView &table() { return find<QTreeView>(u"eventsTable"_s); }
    int rows() { return table().model()->rowCount(); }
    QString text(const QString &label) { return plain(find<QLabel>(label).text()); }

    /// Answers the file dialog.
    void choose(const QString &path)
    {
        auto *dialog = page.findChild<QFileDialog *>(u"exportDialog"_s);
        QVERIFY(dialog && !dialog->testAttribute(Qt::WA_DontShowOnScreen));
        const QString suffix = path.section(u'.', -1);
        const QString proposed = QFileInfo(dialog->selectedFiles().value(0)).fileName();
        QCOMPARE(proposed,
                 u"synchroscope-events-%1.%2"_s.arg(QDate::currentDate().toString(Qt::ISODate), suffix));
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(!page.findChild<QFileDialog *>(u"exportDialog"_s));
    }

    QTemporaryDir folder;
    Settings settings;
    EventsPage page;
};

QPalette theme(bool dark)
{
    QPalette palette(dark ? QColor(0x31, 0x36, 0x3b) : QColor(0xef, 0xf0, 0xf1));
    if (dark) {
        palette.setColor(QPalette::Base, QColor(0x23, 0x26, 0x29));
        palette.setColor(QPalette::Text, QColor(0xef, 0xf0, 0xf1));
        palette.setColor(QPalette::WindowText, QColor(0xef, 0xf0, 0xf1));
        palette.setColor(QPalette::ButtonText, QColor(0xef, 0xf0, 0xf1));
    }
    return palette;
}

} // namespace

class TestEventsPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(m_japanese.load(u":/i18n/synchroscope_ja.qm"_s));
    }

    void cleanup()
    {
        QCoreApplication::removeTranslator(&m_longer);
        QCoreApplication::removeTranslator(&m_japanese);
        QApplication::setPalette(theme(false));
    }

    void selectingOneTellsTheWholeSentence()
    {
        Stage stage;
        QCOMPARE(stage.text(u"eventSentence"_s), u"Select an event to read what it means."_s);
        QVERIFY(!stage.find<QPushButton>(u"showOnChart"_s).isEnabled());
        QTest::keyClick(&stage.table(), Qt::Key_Home);
        QVERIFY(stage.text(u"eventSentence"_s).startsWith(u"From then on this computer's clock was wrong"_s));
        QTest::keyClick(&stage.table(), Qt::Key_Down);
        QVERIFY(stage.text(u"eventSentence"_s).startsWith(u"chrony followed no source any more"_s));
        // What comes takes nobody's place.
        std::vector<Event> events = aDay();
        events.push_back(eventOf(Event::Kind::DaemonStarted, 0s));
        stage.page.setSnapshot(snapshotOf(events));
        QVERIFY(stage.text(u"eventSentence"_s).startsWith(u"chrony followed no source any more"_s));
        QCOMPARE(stage.table().currentIndex().row(), 2);
    }

    void theChartIsAskedForTheMoment()
    {
        Stage stage;
        QSignalSpy requests(&stage.page, &EventsPage::chartRequested);
        QTest::keyClick(&stage.table(), Qt::Key_Home);
        stage.find<QPushButton>(u"showOnChart"_s).click();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.front().front().value<Instant>(), now - 30s);
        QTest::keyClick(&stage.table(), Qt::Key_Down);
        QTest::keyClick(&stage.table(), Qt::Key_Return);
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests.back().front().value<Instant>(), now - 1h);
    }

    void groupsAndSearch()
    {
        Stage stage;
        const int all = stage.rows();
        stage.find<QToolButton>(u"group-clock"_s).click();
        QVERIFY(stage.rows() < all);
        QVERIFY(stage.text(u"eventCount"_s).startsWith(u"%1 of %2 event"_s.arg(stage.rows()).arg(all)));
        stage.find<QToolButton>(u"group-clock"_s).click();
        QCOMPARE(stage.rows(), all);
        QVERIFY(stage.text(u"eventCount"_s).isEmpty());

        stage.page.find();
        QTRY_VERIFY(stage.find<QLineEdit>(u"eventSearch"_s).hasFocus());
        QTest::keyClicks(&stage.find<QLineEdit>(u"eventSearch"_s), u"nothing at all"_s);
        QCOMPARE(stage.rows(), 0);
        QVERIFY(stage.find<QLabel>(u"noEvents"_s).isVisible());
        QCOMPARE(stage.text(u"noEvents"_s), u"No event matches."_s);
        QVERIFY(!stage.find<QToolButton>(u"exportEvents"_s).isEnabled());
        stage.page.leave();
        QCOMPARE(stage.rows(), all);
        QVERIFY(stage.table().hasFocus());
        QTest::keyClick(&stage.table(), Qt::Key_Home);
        stage.page.leave();
        QVERIFY(!stage.table().selectionModel()->hasSelection());
    }

    void whereNothingHasHappenedThatIsSaid()
    {
        Stage empty(std::vector<Event>{});
        QVERIFY(empty.find<QLabel>(u"noEvents"_s).isVisible());
        QCOMPARE(empty.text(u"noEvents"_s), u"Nothing has happened so far."_s);
        Stage quiet(std::vector{eventOf(Event::Kind::ProgramStarted, 3h)});
        QVERIFY(quiet.find<QLabel>(u"eventsNote"_s).isVisible());
        QVERIFY(quiet.text(u"eventsNote"_s)
                    .startsWith(u"Nothing has happened since this program was started: "_s));
        QVERIFY(quiet.text(u"eventsNote"_s).contains(u"3 h ago"_s));
        QVERIFY(quiet.table().isVisible());
        quiet.page.setSnapshot(snapshotOf(aDay()));
        QVERIFY(!quiet.find<QLabel>(u"eventsNote"_s).isVisible());
    }

    void exportsWhatIsShown()
    {
        Stage stage;
        stage.find<QLineEdit>(u"eventSearch"_s).setText(u"ntp3"_s);
        const QString csv = stage.folder.filePath(u"events.csv"_s);
        stage.page.exportEvents(EventsPage::Format::Csv);
        stage.choose(csv);
        QTRY_VERIFY(stage.find<QLabel>(u"exportResult"_s).isVisible());
        QFile table(csv);
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll().count("\r\n"), 1 + stage.rows());
        QVERIFY(stage.text(u"exportResult"_s).startsWith(u"4 event"_s));
        QVERIFY(stage.text(u"exportResult"_s).contains(csv));

        const QString json = stage.folder.filePath(u"events.json"_s);
        stage.page.exportEvents(EventsPage::Format::Json);
        stage.choose(json);
        QTRY_VERIFY(stage.text(u"exportResult"_s).contains(json));
        QFile object(json);
        QVERIFY(object.open(QIODevice::ReadOnly));
        const QJsonArray events =
            QJsonDocument::fromJson(object.readAll()).object().value("events"_L1).toArray();
        QCOMPARE(events.size(), 4);
        // As in the table, the newest first.
        QCOMPARE(events.first().toObject().value("kind"_L1).toString(), u"answers-regained"_s);
    }

    void aSlowDiskIsNotWaitedFor()
    {
        Stage stage;
        QThreadPool &pool = backgroundPool();
        QSemaphore disk;
        for (int i = 0; i < pool.maxThreadCount(); ++i)
            pool.start([&disk] { disk.acquire(); });
        const QString path = stage.folder.filePath(u"events.csv"_s);
        stage.page.exportEvents(EventsPage::Format::Csv);
        stage.choose(path);
        const bool isPending = !stage.find<QLabel>(u"exportResult"_s).isVisible();
        const bool isOneAtATime = !stage.find<QToolButton>(u"exportEvents"_s).isEnabled();
        disk.release(pool.maxThreadCount());
        QVERIFY(isPending && isOneAtATime);
        QTRY_VERIFY(stage.text(u"exportResult"_s).contains(path));
        QVERIFY(stage.find<QToolButton>(u"exportEvents"_s).isEnabled());
    }

    void anExportThatFailsIsSaid()
    {
        Stage stage;
        const QString path = stage.folder.filePath(u"nowhere/events.csv"_s);
        stage.page.exportEvents(EventsPage::Format::Csv);
        stage.choose(path);
        QTRY_VERIFY(stage.find<QLabel>(u"exportResult"_s).isVisible());
        QVERIFY2(stage.text(u"exportResult"_s).contains(path), qPrintable(stage.text(u"exportResult"_s)));
    }

    void rowsAreCopied()
    {
        Stage stage;
        QTest::keyClick(&stage.table(), Qt::Key_Home);
        QTest::keyClick(&stage.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keySequence(&stage.table(), QKeySequence::Copy);
        const QStringList lines = QApplication::clipboard()->text().trimmed().split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(u"When"_s));
        QVERIFY(lines[1].contains(u"clock is wrong"_s));
        QVERIFY(lines[2].contains(u"follows no source"_s));
    }

    void columnsAreRemembered()
    {
        Stage stage;
        stage.table().setColumnWidth(EventsModel::What, 333);
        stage.page.saveLayout();
        const EventsPage again(stage.settings);
        QCOMPARE(again.findChild<QTreeView *>(u"eventsTable"_s)->columnWidth(EventsModel::What), 333);
    }

    void theWindowHasItAsItsThirdPage()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        windowtest::FakeEngineClient engine;
        {
            MainWindow window(engine, settings);
            Snapshot snapshot = windowtest::mixedFortunes();
            Event event = eventstest::eventOf(Event::Kind::DaemonStopped, 0s, u"4.3"_s);
            event.at = snapshot.takenAt - 20h;
            snapshot.events = listOf({event});
            engine.take(snapshot);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            QVERIFY(!window.findChild<EventsPage *>()); // not before it is looked at
            QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
            auto *page = window.findChild<EventsPage *>();
            QVERIFY(page && page->isVisible());
            auto *table = page->findChild<QTreeView *>(u"eventsTable"_s);
            QCOMPARE(table->model()->rowCount(), 1);
            QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
            QTRY_VERIFY(page->findChild<QLineEdit *>(u"eventSearch"_s)->hasFocus());
            QTest::keyClick(&window, Qt::Key_Escape);
            QTRY_VERIFY(table->hasFocus());
            table->setCurrentIndex(table->model()->index(0, 0));
            page->findChild<QPushButton *>(u"showOnChart"_s)->click();
            QVERIFY(!page->isVisible());
            const TimeWindow &seen = window.findChild<PlotView *>()->window();
            QVERIFY(seen.from() < event.at && seen.to() > event.at);
            QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
            QVERIFY(page->isVisible());
            window.close();
        }
        MainWindow again(engine, settings);
        again.show();
        QVERIFY(again.findChild<EventsPage *>()->isVisible());
    }

    void pictures_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QTranslator *>("language");
        QTranslator *const english = nullptr;
        const QSize small(1024, 500); // of a window of 1024 × 640
        for (const bool dark : {false, true}) {
            const char *tone = dark ? "dark" : "light";
            QTest::addRow("day-%s", tone) << 0 << dark << small << english;
            QTest::addRow("quiet-%s", tone) << 1 << dark << small << english;
            QTest::addRow("nothing-%s", tone) << 2 << dark << small << english;
        }
        QTest::addRow("day-1440") << 0 << false << QSize(1440, 760) << english;
        QTest::addRow("day-longer") << 0 << false << small << static_cast<QTranslator *>(&m_longer);
        QTest::addRow("day-japanese") << 0 << false << small << &m_japanese;
        QTest::addRow("exported-japanese") << 3 << true << small << &m_japanese;
    }
    void pictures()
    {
        QFETCH(const int, scene);
        QFETCH(const bool, dark);
        QFETCH(const QSize, size);
        QFETCH(QTranslator *const, language);
        if (language)
            QVERIFY(QCoreApplication::installTranslator(language));
        QApplication::setPalette(theme(dark));
        Stage stage(scene % 3 == 0 ? aDay()
                    : scene == 1   ? std::vector{eventOf(Event::Kind::ProgramStarted, 3h)}
                                   : std::vector<Event>());
        stage.page.resize(size);
        QVERIFY(QTest::qWaitForWindowExposed(&stage.page));
        if (scene == 3) {
            stage.page.exportEvents(EventsPage::Format::Csv);
            stage.choose(u"/nowhere/at/all/synchroscope-events.csv"_s);
            QTRY_VERIFY(stage.find<QLabel>(u"exportResult"_s).isVisible());
        }
        if (scene == 0) {
            QTest::keyClick(&stage.table(), Qt::Key_Home);
            for (int i = 0; i < 15; ++i)
                QTest::keyClick(&stage.table(), Qt::Key_Down);
        }
        QCoreApplication::processEvents();
        QCOMPARE(stage.page.size(), size); // nothing needs more
        for (const QToolButton *button : stage.page.findChildren<QToolButton *>())
            QVERIFY(!button->isVisible() ||
                    stage.page.rect().contains(QRect(button->mapTo(&stage.page, QPoint()), button->size())));
        const QImage image = stage.page.grab().toImage();
        QCOMPARE(image.pixelColor(2, 2).lightness() < 128, dark);
        const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES", u"pictures"_s);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(
            image.save(folder + u"/events-"_s + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
    }

private:
    LongerTexts m_longer;
    QTranslator m_japanese;
};

QTEST_MAIN(TestEventsPage)
#include "test_eventspage.moc"
