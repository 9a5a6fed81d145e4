// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/longertexts.h"
#include "tests/ui/window/fakeengine.h"
#include "tests/ui/window/situations.h"
#include "ui/panels/background.h"
#include "ui/preferences/autostart.h"
#include "ui/preferences/durationfield.h"
#include "ui/preferences/preferencespage.h"
#include "ui/window/mainwindow.h"
#include "ui/window/outlinedfusion.h"
#include "ui/window/settings.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QKeySequence>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include <memory>

using namespace synchroscope;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QPalette darkPalette()
{
    QPalette palette(QColor(0x2b, 0x2f, 0x36), QColor(0x24, 0x27, 0x2d));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, QColor(0xea, 0xec, 0xef));
    palette.setColor(QPalette::Base, QColor(0x1d, 0x20, 0x25));
    return palette;
}

QString autostartFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           u"/autostart/org.synchroscope.Synchroscope.desktop"_s;
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n') : QStringList();
}

} // namespace

class TestPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(u"window.ini"_s));
        m_engine = std::make_unique<FakeEngineClient>();
        m_window = std::make_unique<MainWindow>(*m_engine, *m_settings);
        m_engine->take(followedByChrony());
        QDir(QFileInfo(autostartFile()).path()).removeRecursively();
    }

    void cleanup()
    {
        m_window.reset();
        m_engine.reset();
        m_settings.reset();
    }

    void limitsAreToldAtTheStart()
    {
        QCOMPARE(m_engine->limits, std::optional(everydayLimits));
        m_settings->setAlertProfile(AlertProfile::Precise);
        FakeEngineClient engine;
        const MainWindow window(engine, *m_settings);
        QCOMPARE(engine.limits, std::optional(preciseLimits));
    }

    void opensAndCloses()
    {
        show();
        QVERIFY(!page());
        // Whoever has a keyboard only.
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(page() && page()->isVisible());
        QVERIFY(find<QRadioButton>(u"profile-everyday"_s)->hasFocus());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QVERIFY(!page()->isVisible());
        open();
        QVERIFY(page()->isVisible());
        find<QPushButton>(u"closePreferences"_s)->click();
        QVERIFY(!page()->isVisible());
        open();
        m_window->findChild<QAction *>(u"helpAction"_s)->trigger(); // one at a time
        QVERIFY(!page()->isVisible());
        open();
        QVERIFY(page()->isVisible());
        m_window->findChild<QAction *>(u"serversAction"_s)->trigger();
        QVERIFY(!page()->isVisible());
    }

    void profilesByKeyboard()
    {
        show();
        open();
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Down);
        QCOMPARE(m_settings->alertProfile(), AlertProfile::Standard);
        QCOMPARE(m_engine->limits, std::optional(standardLimits));
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Down);
        QCOMPARE(m_settings->alertProfile(), AlertProfile::Precise);
        QVERIFY(!find<DurationField>(u"ownWarning"_s)->isEnabled());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Down);
        QCOMPARE(m_settings->alertProfile(), AlertProfile::Own);
        QCOMPARE(m_engine->limits, std::optional(everydayLimits)); // what they are at first
        QVERIFY(find<DurationField>(u"ownWarning"_s)->isEnabled());
    }

    void ownLimits()
    {
        m_settings->setAlertProfile(AlertProfile::Own);
        show();
        open();
        type(u"ownWarning"_s, u"20"_s);
        QCOMPARE(m_engine->limits, std::optional(ClockLimits{.warning = 20ms, .critical = 5s}));
        type(u"ownCritical"_s, u"2"_s);
        QCOMPARE(m_settings->ownLimits(), (ClockLimits{.warning = 20ms, .critical = 2s}));
        // The other one gives way, so that the critical one is never the smaller.
        auto *critical = find<DurationField>(u"ownCritical"_s);
        auto *unit = critical->findChild<QComboBox *>();
        unit->setCurrentIndex(0);
        Q_EMIT unit->activated(0); // 2 ms
        QCOMPARE(m_settings->ownLimits(), (ClockLimits{.warning = 2ms, .critical = 2ms}));
        type(u"ownWarning"_s, u"30"_s);
        QCOMPARE(m_settings->ownLimits(), (ClockLimits{.warning = 30ms, .critical = 30ms}));
        QCOMPARE(m_engine->limits, std::optional(ClockLimits{.warning = 30ms, .critical = 30ms}));
        QCOMPARE(find<DurationField>(u"ownCritical"_s)->value(), Duration(30ms));
    }

    void notificationsAndMute()
    {
        show();
        open();
        const QSignalSpy muted(page(), &PreferencesPage::muteRequested);
        const QSignalSpy unmuted(page(), &PreferencesPage::unmuteRequested);
        QVERIFY(!find<QPushButton>(u"unmute"_s)->isVisible());
        find<QPushButton>(u"muteHour"_s)->click();
        find<QPushButton>(u"muteDay"_s)->click();
        find<QPushButton>(u"mute"_s)->click();
        QCOMPARE(muted.size(), 3);
        QCOMPARE(muted[0][0].value<std::optional<Duration>>(), std::optional<Duration>(1h));
        QCOMPARE(muted[1][0].value<std::optional<Duration>>(), std::optional<Duration>(24h));
        QCOMPARE(muted[2][0].value<std::optional<Duration>>(), std::optional<Duration>());
        m_settings->setMuting({.isMuted = true, .until = {}});
        page()->refresh();
        QVERIFY(!find<QPushButton>(u"mute"_s)->isVisible());
        QVERIFY(!find<QLabel>(u"mutedSentence"_s)->text().isEmpty());
        find<QPushButton>(u"unmute"_s)->click();
        QCOMPARE(unmuted.size(), 1);
        find<QCheckBox>(u"notifies"_s)->click();
        QVERIFY(!m_settings->notifies());
        QVERIFY(!find<QPushButton>(u"unmute"_s)->isVisible());
    }

    /// A letter that is there twice, or opens a menu, does nothing at the first press.
    void everyMnemonicIsFree()
    {
        show();
        open();
        QStringList taken;
        const auto take = [&taken](const QString &text) {
            const QKeySequence key = QKeySequence::mnemonic(text);
            if (!key.isEmpty())
                taken.append(key.toString());
        };
        for (const QAction *menu : m_window->menuBar()->actions())
            take(menu->text());
        for (const auto *button : page()->findChildren<QAbstractButton *>())
            take(button->text());
        for (const auto *label : page()->findChildren<QLabel *>()) {
            if (label->buddy())
                take(label->text());
        }
        QVERIFY(taken.contains(u"Alt+1"_s));
        taken.sort();
        QStringList once = taken;
        once.removeDuplicates();
        QCOMPARE(taken, once);
    }

    void startsWithTheSession()
    {
        show();
        open();
        auto *box = find<QCheckBox>(u"autostart"_s);
        QVERIFY(!box->isChecked());
        box->click();
        QVERIFY(box->isChecked());
        QTRY_VERIFY(QFile::exists(autostartFile()));
        const QStringList lines = linesOf(autostartFile());
        QCOMPARE(lines.first(), u"[Desktop Entry]"_s);
        QVERIFY(lines.contains(u"Exec=synchroscope --hidden"_s));
        QVERIFY(lines.filter(u"Hidden="_s).isEmpty());
        QVERIFY(startsWithSession());
        box->click();
        QVERIFY(!box->isChecked());
        QTRY_VERIFY(!QFile::exists(autostartFile()));
        QVERIFY(!startsWithSession());
        // Faster than the disk: the last wish counts.
        for (int i = 0; i < 5; ++i)
            box->click();
        QTRY_VERIFY(QFile::exists(autostartFile()));
        QVERIFY(backgroundPool().waitForDone(60'000));
        QCoreApplication::processEvents();
        QVERIFY(box->isChecked() && startsWithSession());
    }

    void theUsersOwnFileIsUnderstood()
    {
        QVERIFY(QDir().mkpath(QFileInfo(autostartFile()).path()));
        QFile file(autostartFile());
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("[Desktop Entry]\nExec=synchroscope\nHidden=true\n");
        file.close();
        QVERIFY(!startsWithSession());
        show();
        open();
        auto *box = find<QCheckBox>(u"autostart"_s);
        QVERIFY(backgroundPool().waitForDone(60'000));
        QCoreApplication::processEvents();
        QVERIFY(!box->isChecked());
        QCOMPARE(setStartsWithSession(true), QString());
        QVERIFY(startsWithSession());
        page()->refresh();
        QTRY_VERIFY(box->isChecked());
    }

    void afileThatCannotBeWrittenIsTold()
    {
        show();
        open();
        // A file stands where the folder should be.
        QFile file(QFileInfo(autostartFile()).path());
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        auto *box = find<QCheckBox>(u"autostart"_s);
        box->click();
        auto *problem = find<QLabel>(u"autostartProblem"_s);
        QTRY_VERIFY(problem->isVisible());
        QTRY_VERIFY(!box->isChecked());
        QVERIFY2(problem->text().contains(autostartFile()), qPrintable(problem->text()));
        QVERIFY(file.remove());
        box->click();
        QTRY_VERIFY(!problem->isVisible());
        QTRY_VERIFY(QFile::exists(autostartFile()));
        QVERIFY(box->isChecked());
    }

    void staysInTray()
    {
        show();
        open();
        auto *box = find<QCheckBox>(u"staysInTray"_s);
        QVERIFY(box->isChecked());
        box->click();
        QVERIFY(!m_settings->staysInTray());
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<int>("language"); // 0 English, 1 Japanese, 2 longer
        QTest::addRow("preferences-light") << false << 0;
        QTest::addRow("preferences-dark") << true << 0;
        QTest::addRow("preferences-japanese") << false << 1;
        QTest::addRow("preferences-long") << false << 2;
    }

    void pictures()
    {
        QFETCH(bool, isDark);
        QFETCH(int, language);
        QTranslator japanese;
        LongerTexts longer;
        if (language == 1) {
            QVERIFY(japanese.load(u":/i18n/synchroscope_ja.qm"_s));
            QCoreApplication::installTranslator(&japanese);
        } else if (language == 2) {
            QCoreApplication::installTranslator(&longer);
        }
        const QPalette former = QApplication::palette();
        if (isDark)
            QApplication::setPalette(darkPalette());
        m_settings->setAlertProfile(AlertProfile::Own);
        m_settings->setMuting({.isMuted = true, .until = {}});
        m_window = std::make_unique<MainWindow>(*m_engine, *m_settings);
        m_window->resize(1024, 860);
        show();
        open();
        QCoreApplication::processEvents();
        // Everything fits across.
        QCOMPARE(page()->findChild<QScrollArea *>()->horizontalScrollBar()->maximum(), 0);
        const QList<QAbstractButton *> buttons = page()->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
        // No border touches its text.
        for (const QPushButton *button : page()->findChildren<QPushButton *>()) {
            const int text = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
            QVERIFY2(!button->isVisible() || button->width() >= text + 16, qPrintable(button->text()));
        }
        const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder))
            QVERIFY(m_window->grab().save(folder + u'/' + QString::fromUtf8(QTest::currentDataTag()) +
                                          u".png"_s));
        m_window.reset();
        QApplication::setPalette(former);
    }

private:
    void show()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }

    void open() { m_window->findChild<QAction *>(u"preferencesAction"_s)->trigger(); }

    PreferencesPage *page() { return m_window->findChild<PreferencesPage *>(); }

    template <typename Widget>
    Widget *find(const QString &name)
    {
        return page()->findChild<Widget *>(name);
    }

    void type(const QString &field, const QString &number)
    {
        auto *box = find<DurationField>(field)->findChild<QDoubleSpinBox *>();
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, number);
        QTest::keyClick(box, Qt::Key_Return);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<FakeEngineClient> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    OutlinedFusion::installIfFusion();
    TestPreferences test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_preferences.moc"
