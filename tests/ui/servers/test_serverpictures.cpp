// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverfixture.h"
#include "tests/ui/longertexts.h"
#include "tests/ui/window/fakeengine.h"
#include "tests/ui/window/situations.h"
#include "ui/chart/chartpalette.h"
#include "ui/servers/serversmodel.h"
#include "ui/servers/serverspage.h"
#include "ui/servers/serversview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/outlinedfusion.h"
#include "ui/window/settings.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTranslator>

#include <functional>

using namespace synchroscope;
using namespace synchroscope::serverstest;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x80, 0x85, 0x8d));
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

QString threeServers()
{
    return u"ntp1.jst.mfeed.ad.jp\nntp2.jst.mfeed.ad.jp\nntp3.jst.mfeed.ad.jp"_s;
}

Snapshot tested(Snapshot snapshot)
{
    snapshot.serverTests = {
        answering(u"ntp1.jst.mfeed.ad.jp"_s, -700us, {u"192.0.2.1"_s}),
        answering(u"ntp2.jst.mfeed.ad.jp"_s, -2900us, {u"192.0.2.2"_s}),
        answering(u"ntp3.jst.mfeed.ad.jp"_s, 800us, {u"192.0.2.3"_s, u"192.0.2.4"_s, u"192.0.2.5"_s}),
        silent(u"ntp.ubuntu.com"_s)};
    return snapshot;
}

Snapshot readOnly()
{
    Snapshot snapshot = ubuntu();
    snapshot.configurations = {configurationOf(
        DaemonKind::OpenNtpd,
        {{u"/etc/openntpd/ntpd.conf"_s, "servers pool.ntp.org\nserver time.example.org\n"}}, {})};
    return snapshot;
}

Snapshot timesyncd()
{
    Snapshot snapshot = ubuntu();
    snapshot.configurations = {configurationOf(DaemonKind::Timesyncd,
                                               {{timesyncdConf, "[Time]\nNTP=a.example.org b.example.org\n"
                                                                "FallbackNTP=ntp.ubuntu.com\n"}},
                                               {})};
    return snapshot;
}

/// Everything that a list can have.
Snapshot motley()
{
    Snapshot snapshot = ubuntu();
    Files files = ubuntuFiles();
    files[chronyConf] += "#off(synchroscope): server old.example.org iburst\n"
                         "refclock PHC /dev/ptp0 poll 0\n"
                         "server " +
                         QByteArray(40, 'a') +
                         ".a-very-long-name-of-a-server.example.org iburst\n"
                         "server new.example.org ipv4 iburst\n";
    files[u"/run/chrony-dhcp/eth0.sources"_s] = "server 192.168.1.1 iburst\n";
    files[ownSources] = "server nts.example.org iburst nts\n";
    snapshot.configurations = {configurationOf(DaemonKind::Chrony, files),
                               configurationOf(DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\n"}}, {})};
    return snapshot;
}

Snapshot failed()
{
    Snapshot snapshot = ubuntu();
    snapshot.serverChange = following(1, wallClock() - 3s);
    snapshot.serverChange->steps[1].state = ChangeStep::State::Failed;
    snapshot.serverChange->steps[1].endedAt = wallClock();
    snapshot.serverChange->result = ChangeResult::Restored;
    snapshot.serverChange->detail = u"chronyd: Could not parse server directive at line 3 in file "
                                    "/etc/chrony/sources.d/synchroscope.sources"_s;
    return snapshot;
}

Snapshot under(int steps, ChangeResult result)
{
    Snapshot snapshot = ubuntu();
    snapshot.serverChange = following(steps, wallClock() - 3s);
    snapshot.serverChange->result = result;
    return snapshot;
}

Snapshot misspelt()
{
    Snapshot snapshot = ubuntu();
    Files files = ubuntuFiles();
    files[chronyConf].replace("0.ubuntu.pool.ntp.org iburst", "0.ubuntu.pool.ntp.org ibrust");
    files[chronyConf] += QByteArray(300, '#') + "\nlocal stratum 10\n";
    snapshot.configurations = {configurationOf(DaemonKind::Chrony, files)};
    return snapshot;
}

Snapshot unable()
{
    Snapshot snapshot = ubuntu();
    snapshot.changeAbility = ChangeAbility::NoHelper;
    return snapshot;
}

struct Situation
{
    const char *name = nullptr;
    std::function<Snapshot()> make;
    QString pasted{};
    std::function<Snapshot(Snapshot)> then{}; ///< the next snapshot
    int selected = -1;
    bool switchesAllOff = false;
    bool asksToUndo = false;
    QString reveals{}; ///< that line of chrony.conf, of another file its first
};

/// Inside a scroll area's content it can be scrolled to.
bool isSeen(const QWidget &widget)
{
    return widget.isVisible();
}

} // namespace

Q_DECLARE_METATYPE(Situation)

/// Every situation of the page as a picture, and what a person would notice in it.
class TestServerPictures : public QObject
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
        const Situation situations[] = {
            {"untouched", &ubuntu},
            {"pasted", &ubuntu, threeServers(), &tested},
            {"selected", &ubuntu, threeServers(), &tested, 5},
            {"motley", &motley, {}, {}, 7},
            {"refused", &motley, {}, {}, 6},
            {"senseless", &ubuntu, u"server ntp1.example.org ibrust\nserver ntp2.example.org xyz 3"_s},
            {"none-left", &ubuntu, {}, {}, -1, true},
            {"unable", &unable, threeServers(), &tested},
            {"following", [] { return under(4, ChangeResult::UnderWay); }},
            {"followed", [] { return under(7, ChangeResult::Followed); }},
            {"undoing", [] { return under(7, ChangeResult::Followed); }, {}, {}, -1, false, true},
            {"failed", &failed},
            {"timesyncd", &timesyncd, threeServers()},
            {"read-only", &readOnly},
            {"place-broken", &misspelt, {}, {}, -1, false, false, u"5"_s},
            {"place-other", &misspelt, {}, {}, -1, false, false, u"14"_s},
            {"place-unread", &misspelt, {}, {}, -1, false, false, u"/run/chrony-dhcp/eth0.sources"_s},
            {"no-service", &noDaemon},
            {"demonstration", &demonstration},
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
        FakeEngineClient engine;
        MainWindow window(engine, settings);
        window.resize(size);
        Snapshot snapshot = situation.make();
        engine.take(snapshot);
        window.findChild<QAction *>(u"serversAction"_s)->trigger();
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *view = window.findChild<ServersView *>();
        if (!situation.pasted.isEmpty()) {
            auto *field = window.findChild<QPlainTextEdit *>(u"additionField"_s);
            field->setPlainText(situation.pasted);
            QTest::keyClick(field, Qt::Key_Return);
        }
        if (situation.then)
            engine.take(situation.then(snapshot));
        if (situation.selected >= 0)
            view->setCurrentIndex(view->model()->index(situation.selected, ServersModel::Name));
        if (situation.switchesAllOff) {
            view->selectAll();
            window.findChild<QAction *>(u"useServerAction"_s)->trigger();
            view->clearSelection();
        }
        if (situation.asksToUndo)
            window.findChild<QAbstractButton *>(u"undoChange"_s)->click();
        if (!situation.reveals.isEmpty()) {
            const int line = situation.reveals.toInt();
            window.findChild<ServersPage *>()->reveal(line > 0 ? chronyConf : situation.reveals,
                                                      line > 0 ? line : 1);
        }
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();

        save(window.grab().toImage());
        QCOMPARE(window.size(), size); // nothing needs more room
        checkPlace(*window.findChild<QWidget *>(u"placeView"_s));
        checkLabels(window);
        checkNothingOverlaps(*window.findChild<QWidget *>(u"serversPage"_s));
        if (view->isVisible() && !situation.pasted.isEmpty() && situation.selected < 0)
            checkNewestIsSeen(*view);
        if (view->isVisible()) {
            checkTable(*view, language != nullptr);
            const auto *diff =
                window.findChild<QPlainTextEdit *>(situation.asksToUndo ? u"undoDiff"_s : u"diffView"_s);
            QVERIFY(diff->isVisible() || !situation.asksToUndo);
            if (diff->isVisible()) {
                QVERIFY(diff->viewport()->height() >= 3 * diff->fontMetrics().lineSpacing());
                checkDiff(*diff);
            }
        }
    }

private:
    static void checkLabels(const QWidget &window)
    {
        const QList<QLabel *> labels = window.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!isSeen(*label) || label->text().isEmpty() ||
                label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
                continue;
            if (label->isEnabled())
                QVERIFY2(contrastOf(*label) >= 4.5, qPrintable(label->text()));
            const int needed =
                label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->objectName() + u": "_s + label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(),
                     qPrintable(label->objectName() + u": "_s + label->text()));
        }
        const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
    }

    /// Of each widget's children that are seen.
    static void checkNothingOverlaps(const QWidget &page)
    {
        const QList<QWidget *> parents = page.findChildren<QWidget *>();
        for (const QWidget *parent : parents) {
            if (!parent->isVisible() || parent->layout() == nullptr)
                continue;
            const QList<QWidget *> children =
                parent->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
            for (const QWidget *one : children) {
                if (!one->isVisible() || one->isWindow())
                    continue;
                QVERIFY2(parent->rect().contains(one->geometry()),
                         qPrintable(parent->objectName() + u" cuts "_s + one->objectName() +
                                    QString::fromLatin1(one->metaObject()->className())));
                for (const QWidget *other : children) {
                    if (other == one || !other->isVisible() || other->isWindow())
                        continue;
                    QVERIFY2(!one->geometry().intersects(other->geometry()),
                             qPrintable(one->objectName() + u" lies over "_s + other->objectName()));
                }
            }
        }
    }

    static void checkTable(const ServersView &view, bool isTranslated)
    {
        // The last column ends with the window.
        const QHeaderView &header = *view.header();
        QVERIFY(header.length() <= view.viewport()->width());
        QVERIFY(header.sectionSize(ServersModel::Where) >= 60);
        const int margins = 2 * view.style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, &header);
        for (int column = 0; column < header.count() && !isTranslated; ++column) {
            const QString title = view.model()->headerData(column, Qt::Horizontal).toString();
            QVERIFY2(header.isSectionHidden(column) ||
                         header.sectionSize(column) >=
                             header.fontMetrics().horizontalAdvance(title) + margins,
                     qPrintable(title));
        }
        const int rows = std::min(3, view.model()->rowCount());
        QVERIFY2(view.viewport()->height() >= rows * view.visualRect(view.model()->index(0, 0)).height(),
                 "not even three rows are seen");
    }

    static void checkNewestIsSeen(const ServersView &view)
    {
        for (int row = view.model()->rowCount(); row-- > 0;) {
            const QModelIndex index = view.model()->index(row, ServersModel::Name);
            if (index.data(ServersModel::PendingRole).toInt() != int(ServerRow::Pending::New))
                continue;
            const QRect rect = view.visualRect(index);
            QVERIFY2(rect.top() >= 0 && rect.bottom() <= view.viewport()->height(),
                     qPrintable(index.data().toString()));
            return;
        }
    }

    static void checkPlace(const QWidget &place)
    {
        const auto *text = place.findChild<QPlainTextEdit *>(u"placeText"_s);
        if (!text->isVisible())
            return;
        const QTextEdit::ExtraSelection line = text->extraSelections().constFirst();
        const QColor behind = line.format.background().color();
        QVERIFY(contrast(text->palette().color(QPalette::Text), behind) >= 4.5);
        QVERIFY(behind != text->palette().color(QPalette::Base));
        QVERIFY(line.cursor.block().text().startsWith(u'>'));
        QVERIFY(text->viewport()->rect().contains(text->cursorRect(line.cursor).center()));
        QVERIFY(text->viewport()->height() >= 5 * text->fontMetrics().lineSpacing());
    }

    static void checkDiff(const QPlainTextEdit &diff)
    {
        const QColor text = diff.palette().color(QPalette::Text);
        int tinted = 0;
        for (const QTextEdit::ExtraSelection &selection : diff.extraSelections()) {
            const QColor background = selection.format.hasProperty(QTextFormat::BackgroundBrush)
                                          ? selection.format.background().color()
                                          : diff.palette().color(QPalette::Base);
            const QColor foreground = selection.format.hasProperty(QTextFormat::ForegroundBrush)
                                          ? selection.format.foreground().color()
                                          : text;
            QVERIFY(contrast(foreground, background) >= 4.5);
            if (!selection.format.hasProperty(QTextFormat::BackgroundBrush))
                continue;
            ++tinted;
            const QString line = selection.cursor.block().text();
            QVERIFY(line.startsWith(u'+') || line.startsWith(u'-'));
        }
        QVERIFY(tinted > 0);
    }

    void save(const QImage &picture) const
    {
        if (m_folder.isEmpty())
            return;
        const QString scale = qFuzzyCompare(qApp->devicePixelRatio(), 1.0) ? QString() : u"-scale2"_s;
        const QString file =
            m_folder + u"/servers-"_s + QString::fromLatin1(QTest::currentDataTag()) + scale + u".png"_s;
        QVERIFY2(picture.save(file), qPrintable(file));
    }

    QTranslator m_english;
    QTranslator m_japanese;
    LongerTexts m_longer;
    QPalette m_lightPalette;
    QString m_folder;
};

QTEST_MAIN(TestServerPictures)
#include "test_serverpictures.moc"
