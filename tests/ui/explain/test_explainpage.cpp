// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"
#include "core/engine/snapshotfacts.h"
#include "tests/ui/window/fakeengine.h"
#include "tests/ui/window/situations.h"
#include "ui/explain/explainpage.h"
#include "ui/explain/findingcard.h"
#include "ui/explain/pastedview.h"
#include "ui/explain/readingtext.h"
#include "ui/panels/whatisthis.h"
#include "ui/table/sourcesmodel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollBar>
#include <QSemaphore>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QThreadPool>
#include <QToolButton>
#include <QTranslator>
#include <QWhatsThis>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::windowtest;

namespace {

const QString lookedTooEarly =
    u"$ chronyc sources\n"
    "MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"
    "===============================================================================\n"
    "^? ntp1.jst.mfeed.ad.jp          2   6     1     8   +472ms[ +472ms] +/-   61ms\n"
    "^? ntp2.jst.mfeed.ad.jp          2   6     1     8   +472ms[ +472ms] +/-   61ms\n"_s;

/// The window, as it is used.
struct Desk
{
    QTemporaryDir folder;
    Settings settings{folder.filePath(u"window.ini"_s)};
    FakeEngineClient engine;
    MainWindow window{engine, settings};

    explicit Desk(const Snapshot &snapshot)
    {
        engine.take(snapshot);
        window.resize(1024, 640);
        window.show();
        window.findChild<QAction *>(u"explainAction"_s)->trigger();
    }
    ExplainPage &page() { return *window.findChild<ExplainPage *>(); }
    template <typename Part>
    Part &part(const QString &name)
    {
        return *window.findChild<Part *>(name);
    }
    void choose(int row) { part<QListWidget>(u"explainParts"_s).setCurrentRow(row); }
};

QStringList titlesIn(const QWidget &widget)
{
    QStringList titles;
    for (const FindingCard *card : widget.findChildren<FindingCard *>()) {
        if (card->isVisible())
            titles.append(card->findChild<QLabel *>(u"findingTitle"_s)->text());
    }
    return titles;
}

} // namespace

class TestExplainPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findingsAreOpenedFromTheFirstPage()
    {
        Desk desk(twoDaemons());
        desk.window.findChild<QAction *>(u"nowAction"_s)->trigger();
        auto &panel = desk.part<QWidget>(u"findingsPanel"_s);
        const QStringList brief = titlesIn(panel);
        QVERIFY(!brief.isEmpty());
        panel.findChild<QToolButton *>(u"findingWhy"_s)->click();
        QVERIFY(desk.page().isVisible());
        const auto reasons = desk.page().findChildren<QLabel *>(u"findingReasons"_s);
        QVERIFY(std::ranges::any_of(reasons, [](const QLabel *label) { return label->isVisible(); }));
        QVERIFY(titlesIn(desk.page()).contains(brief.first()));
        const auto &tabs = desk.part<QTabBar>(u"pageTabs"_s);
        QVERIFY(tabs.tabText(tabs.currentIndex()).contains(u'(')); // how many need attention
    }

    void saysThatNothingIsWrong()
    {
        Desk desk(followedByChrony());
        QVERIFY(titlesIn(desk.page()).isEmpty());
        const QList<QLabel *> empty = desk.page().findChildren<QLabel *>(u"noFindings"_s);
        QVERIFY(std::ranges::any_of(empty, [](const QLabel *label) { return label->isVisible(); }));
    }

    void saysOfEachSourceWhy()
    {
        Desk desk(twoDaemons());
        desk.choose(1);
        const QString text = desk.part<QTextBrowser>(u"whyView"_s).toPlainText();
        for (const DaemonReport &daemon : twoDaemons().machine.daemons) {
            for (const DaemonSource &source : daemon.sources)
                QVERIFY2(text.contains(source.name), qPrintable(source.name));
        }
        // With today's values, not only in general.
        QVERIFY2(text.contains(u"Reach"_s) && text.contains(u"ms"_s), qPrintable(text));
    }

    void linesStayShortInAnotherFont()
    {
        Desk desk(twoDaemons());
        desk.window.resize(1440, 900);
        desk.choose(1);
        const auto &text = desk.part<QTextBrowser>(u"whyView"_s);
        const int before = text.viewport()->width();
        QFont small = desk.page().font();
        small.setPixelSize(6);
        desk.page().setFont(small);
        QVERIFY(text.viewport()->width() < before);
        QVERIFY(text.viewport()->width() <= readingWidth(text.font()));
        const auto &search = desk.part<QLineEdit>(u"glossarySearch"_s);
        QCOMPARE(search.maximumWidth(), readingWidth(search.font()));
        for (const QWidget *list : desk.page().findChildren<QWidget *>(u"findingsContent"_s))
            QCOMPARE(list->maximumWidth(), readingWidth(list->font()));
    }

    void longTextIsExplainedMeanwhile()
    {
        Desk desk(followedByChrony());
        desk.choose(2);
        auto &view = desk.part<PastedView>(u"pastedView"_s);
        const auto &recognised = desk.part<QLabel>(u"pastedRecognised"_s);
        const QString length = u"some words between\n"_s.repeated(8000);
        view.setText(length + lookedTooEarly);
        QCOMPARE(recognised.text(), u"Reading…"_s);
        QVERIFY(titlesIn(view).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!titlesIn(view).isEmpty(), 60'000);
        QVERIFY(recognised.text().startsWith(u"Recognised: chronyc sources"_s));
        // What is found of a text that is there no more is not shown.
        view.setText(length + lookedTooEarly);
        view.setText(u"nothing of that kind"_s);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(60'000));
        QCoreApplication::processEvents();
        QVERIFY(titlesIn(view).isEmpty());
        QVERIFY(recognised.text().startsWith(u"Nothing of it"_s));
    }

    void filesAreReadInTheBackground()
    {
        Desk desk(followedByChrony());
        desk.choose(2);
        auto &view = desk.part<PastedView>(u"pastedView"_s);
        const auto &text = desk.part<QPlainTextEdit>(u"pastedText"_s);
        const auto &recognised = desk.part<QLabel>(u"pastedRecognised"_s);
        const QString path = desk.folder.filePath(u"sources.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lookedTooEarly.toUtf8());
        file.close();
        QThreadPool &pool = *QThreadPool::globalInstance();
        QSemaphore disk;
        for (int i = 0; i < pool.maxThreadCount(); ++i)
            pool.start([&disk] { disk.acquire(); });
        view.read(path);
        const QString meanwhile = recognised.text();
        disk.release(pool.maxThreadCount());
        QVERIFY2(meanwhile.startsWith(u"Reading "_s) && meanwhile.contains(u"sources.txt"_s),
                 qPrintable(meanwhile));
        QTRY_COMPARE(text.toPlainText(), lookedTooEarly);
        QVERIFY2(recognised.text().contains(u"chronyc sources"_s), qPrintable(recognised.text()));
        // As PowerShell writes it.
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString other = u"Failed to restart chronyd.service: Interactive authentication required.\n"_s;
        QByteArray utf16("\xff\xfe", 2);
        for (const QChar character : other) {
            utf16.append(char(character.unicode() & 0xff));
            utf16.append(char(character.unicode() >> 8));
        }
        file.write(utf16);
        file.close();
        view.read(path);
        QTRY_COMPARE(text.toPlainText(), other);
    }

    void filesThatCannotBeReadAreNamed()
    {
        Desk desk(followedByChrony());
        desk.choose(2);
        auto &view = desk.part<PastedView>(u"pastedView"_s);
        const auto &text = desk.part<QPlainTextEdit>(u"pastedText"_s);
        const auto &recognised = desk.part<QLabel>(u"pastedRecognised"_s);
        view.setText(lookedTooEarly);
        view.read(desk.folder.filePath(u"missing.txt"_s));
        QTRY_VERIFY(recognised.text().contains(u"could not be read"_s));
        QVERIFY2(recognised.text().contains(u"missing.txt"_s), qPrintable(recognised.text()));
        QCOMPARE(text.toPlainText(), lookedTooEarly);
    }

    void whatIsTypedMeanwhileStays()
    {
        Desk desk(followedByChrony());
        desk.choose(2);
        auto &view = desk.part<PastedView>(u"pastedView"_s);
        auto &text = desk.part<QPlainTextEdit>(u"pastedText"_s);
        QFile file(desk.folder.filePath(u"slow.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("200 OK\n");
        file.close();
        view.read(file.fileName());
        text.setPlainText(lookedTooEarly);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(60'000));
        QTRY_VERIFY(desk.part<QLabel>(u"pastedRecognised"_s).text().contains(u"chronyc sources"_s));
        QCOMPARE(text.toPlainText(), lookedTooEarly);
    }

    void pastedClockIsJudged()
    {
        Desk desk(followedByChrony());
        desk.choose(2);
        auto &view = desk.part<PastedView>(u"pastedView"_s);
        const auto &verdict = desk.part<QLabel>(u"pastedVerdict"_s);
        QVERIFY(!verdict.isVisible());
        view.setText(u"^* a.example   2   6   377    50  -2961us[-2822us] +/-   50ms\n"
                     "^+ b.example   2   6   377    49   +800us[ +800us] +/-   90ms\n"_s);
        QVERIFY(verdict.isVisible());
        QVERIFY2(verdict.text().startsWith(u"Synchronised to a.example: 3.0"_s), qPrintable(verdict.text()));
        view.setText(lookedTooEarly);
        QVERIFY(!verdict.isVisible());
    }

    void explainsWhatIsPasted()
    {
        Desk desk(followedByChrony());
        desk.choose(2);
        auto &text = desk.part<QPlainTextEdit>(u"pastedText"_s);
        auto &recognised = desk.part<QLabel>(u"pastedRecognised"_s);
        QVERIFY(!recognised.isVisible());
        text.setPlainText(lookedTooEarly);
        QTRY_VERIFY(recognised.isVisible());
        QVERIFY2(recognised.text().contains(u"chronyc sources"_s), qPrintable(recognised.text()));
        QVERIFY(!titlesIn(desk.part<QWidget>(u"pastedView"_s)).isEmpty());
        text.setPlainText(u"Dear all,\nthe cat sat on the mat.\n"_s);
        QTRY_VERIFY(titlesIn(desk.part<QWidget>(u"pastedView"_s)).isEmpty());
        QVERIFY2(recognised.text().startsWith(u"Nothing"_s), qPrintable(recognised.text()));
        text.setPlainText({});
        QTRY_VERIFY(!recognised.isVisible());
    }

    void theGlossaryIsSearched()
    {
        Desk desk(followedByChrony());
        desk.choose(3);
        auto &text = desk.part<QTextBrowser>(u"glossaryText"_s);
        const qsizetype all = text.toPlainText().size();
        QTest::keyClicks(&desk.part<QLineEdit>(u"glossarySearch"_s), u"falseticker"_s);
        QVERIFY(text.toPlainText().size() < all / 3);
        QVERIFY(text.toPlainText().contains(u"Falseticker"_s));
        desk.part<QLineEdit>(u"glossarySearch"_s).setText(u"xyzzy"_s);
        QVERIFY2(text.toPlainText().contains(u"xyzzy"_s), qPrintable(text.toPlainText()));
    }

    void everyColumnAndCellSaysWhatItIs()
    {
        SourcesModel model;
        model.setSnapshot(std::make_shared<const Snapshot>(twoDaemons()));
        for (int column = 0; column < SourcesModel::ColumnCount; ++column) {
            const QString header = model.headerData(column, Qt::Horizontal, Qt::WhatsThisRole).toString();
            QVERIFY2(header.contains(u"glossary:"_s), qPrintable(QString::number(column)));
            const QModelIndex source = model.index(0, column, model.index(0, 0));
            const QString cell = source.data(Qt::WhatsThisRole).toString();
            const QString name = source.siblingAtColumn(SourcesModel::Name).data().toString();
            QVERIFY2(cell.contains(name) && cell.size() > header.size() / 2, qPrintable(cell));
        }
    }

    void aLinkLeadsToTheGlossary()
    {
        Desk desk(followedByChrony());
        desk.window.findChild<QAction *>(u"nowAction"_s)->trigger();
        auto &strip = desk.part<QWidget>(u"verdictStrip"_s);
        // Where the link lies in the box only Qt knows: somewhere at the bottom left. A click beside it
        // closes the box.
        auto &page = desk.part<QTextBrowser>(u"glossaryText"_s);
        for (int fromBottom = 4; fromBottom < 80 && !page.isVisible(); fromBottom += 4) {
            QVERIFY(askWhatIsThis(strip, strip.mapToGlobal(strip.rect().center())));
            QPointer<QWidget> box;
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (widget->inherits("QWhatsThat"))
                    box = widget;
            }
            QVERIFY(box);
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(30, box->height() - fromBottom));
            QCoreApplication::processEvents();
        }
        QVERIFY(page.isVisible());
    }

    void pictures_data()
    {
        QTest::addColumn<int>("part");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("japanese");
        const char *const parts[] = {"findings", "why", "pasted", "glossary"};
        for (int part = 0; part < 4; ++part) {
            for (const bool dark : {false, true})
                QTest::addRow("%s-%s-1024", parts[part], dark ? "dark" : "light")
                    << part << QSize(1024, 640) << dark << false;
            QTest::addRow("%s-light-1440", parts[part]) << part << QSize(1440, 900) << false << false;
            QTest::addRow("%s-japanese", parts[part]) << part << QSize(1024, 640) << false << true;
        }
    }
    void pictures()
    {
        QFETCH(int, part);
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        QFETCH(bool, japanese);
        QTranslator translator;
        QVERIFY(translator.load(japanese ? u":/i18n/synchroscope_ja.qm"_s : u":/i18n/synchroscope_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const QPalette light = QApplication::palette();
        const QPalette night(QColor(0x2b, 0x2f, 0x36), QColor(0x24, 0x27, 0x2d));
        QApplication::setPalette(dark ? night : light);
        {
            Desk desk(twoDaemons());
            desk.window.resize(size);
            desk.choose(part);
            if (part == 0)
                desk.page().findChild<QToolButton *>(u"findingWhy"_s)->click();
            if (part == 2)
                desk.part<QPlainTextEdit>(u"pastedText"_s).setPlainText(lookedTooEarly);
            if (part == 2)
                QTRY_VERIFY(desk.part<QLabel>(u"pastedRecognised"_s).isVisible());
            for (int i = 0; i < 3; ++i)
                QCoreApplication::processEvents();
            const QImage picture = desk.window.grab().toImage();
            QCOMPARE(desk.window.size(), size); // nothing needs more room
            for (const QLabel *label : desk.page().findChildren<QLabel *>()) {
                if (label->isVisible() && label->wordWrap())
                    QVERIFY2(label->height() >= label->heightForWidth(label->width()) &&
                                 !label->text().contains(u'…'), // no sentence lost its middle
                             qPrintable(label->text()));
            }
            // Lines stay short in a wide window, and the bar to scroll by is at its edge.
            for (const QTextBrowser *text : desk.page().findChildren<QTextBrowser *>()) {
                if (!text->isVisible())
                    continue;
                QVERIFY(text->viewport()->width() <= readingWidth(text->font()));
                const QScrollBar *bar = text->verticalScrollBar();
                QVERIFY(!bar->isVisible() ||
                        bar->mapTo(text, bar->rect().topRight()).x() == text->width() - 1);
            }
            for (const QWidget *list : desk.page().findChildren<QWidget *>(u"findingsContent"_s))
                QVERIFY(!list->isVisible() || list->width() <= readingWidth(list->font()));
            const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES");
            if (!folder.isEmpty())
                QVERIFY(QDir().mkpath(folder) &&
                        picture.save(folder + u"/explain-"_s + QString::fromLatin1(QTest::currentDataTag()) +
                                     u".png"_s));
        }
        QApplication::setPalette(light);
        QCoreApplication::removeTranslator(&translator);
    }
};

QTEST_MAIN(TestExplainPage)
#include "test_explainpage.moc"
