// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/messagebar.h"
#include "ui/wording/problems.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

namespace {

using Weight = MessageBar::Severity;

QWidget *bannerOf(const MessageBar &bar, const QString &id)
{
    return bar.findChild<QWidget *>(u"banner-"_s + id);
}

QPushButton &action(const MessageBar &bar, const QString &id)
{
    return *bannerOf(bar, id)->findChild<QPushButton *>(u"bannerAction"_s);
}

QToolButton &cross(const MessageBar &bar, const QString &id)
{
    return *bannerOf(bar, id)->findChild<QToolButton *>(u"bannerDismiss"_s);
}

/// The bar in a window, as it is used.
struct Stage
{
    QWidget window;
    MessageBar *bar = new MessageBar;

    Stage()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(bar);
        layout->addStretch();
        window.resize(700, 300);
        window.show();
    }
};

const Error diskFull{ErrorCode::HistoryUnwritable, u"/home/user/history.db"_s, u"disk I/O error"_s};
const Error unreadable{ErrorCode::FileUnreadable, u"/etc/chrony/chrony.conf"_s, u"Permission denied"_s};

} // namespace

class TestMessageBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hiddenWhenEmpty();
    void changesInPlace();
    void actions();
    void dismissal();
    void sameNewsAgain();
    void standing();
    void problems();
    void dismissedProblems();
    void announces();
    void longWords();
    void readable();
};

void TestMessageBar::hiddenWhenEmpty()
{
    Stage stage;
    QVERIFY(!stage.bar->isVisible());
    stage.bar->setBanner(u"a"_s, u"Something happened."_s, Weight::Information);
    QVERIFY(stage.bar->isVisible());
    stage.bar->removeBanner(u"unknown"_s);
    QVERIFY(stage.bar->isVisible());
    stage.bar->removeBanner(u"a"_s);
    QVERIFY(!stage.bar->isVisible());
    QCOMPARE(stage.bar->texts(), QStringList());
}

void TestMessageBar::changesInPlace()
{
    Stage stage;
    stage.bar->setBanner(u"z"_s, u"First."_s, Weight::Information);
    stage.bar->setBanner(u"a"_s, u"Second."_s, Weight::Information, u"Undo"_s);
    const QWidget *row = bannerOf(*stage.bar, u"z"_s);
    stage.bar->setBanner(u"z"_s, u"First, changed."_s, Weight::Warning);
    QCOMPARE(bannerOf(*stage.bar, u"z"_s), row);
    QCOMPARE(stage.bar->texts(), QStringList({u"First, changed."_s, u"Second."_s}));
    QTRY_VERIFY(row->y() < bannerOf(*stage.bar, u"a"_s)->y());
    QCOMPARE(row->findChild<QLabel *>(u"bannerText"_s)->text(), u"First, changed."_s);
}

void TestMessageBar::actions()
{
    Stage stage;
    stage.bar->setBanner(u"plain"_s, u"No button."_s, Weight::Information);
    stage.bar->setBanner(u"undo"_s, u"A button."_s, Weight::Information, u"Undo"_s);
    QTRY_VERIFY(action(*stage.bar, u"undo"_s).isVisible());
    QVERIFY(!action(*stage.bar, u"plain"_s).isVisible());
    QCOMPARE(action(*stage.bar, u"undo"_s).text(), u"Undo"_s);
    const QSignalSpy triggered(stage.bar, &MessageBar::actionTriggered);
    // As the window does it: the banner goes while its button is still at work.
    connect(stage.bar, &MessageBar::actionTriggered, stage.bar,
            [&stage](const QString &id) { stage.bar->removeBanner(id); });
    QVERIFY(QTest::qWaitForWindowActive(&stage.window));
    action(*stage.bar, u"undo"_s).setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(triggered.first().first().toString(), u"undo"_s);
    QCOMPARE(stage.bar->texts(), QStringList{u"No button."_s});
    QTRY_VERIFY(!bannerOf(*stage.bar, u"undo"_s));
}

void TestMessageBar::dismissal()
{
    Stage stage;
    stage.bar->setBanner(u"a"_s, u"Something happened."_s, Weight::Information);
    const QSignalSpy dismissed(stage.bar, &MessageBar::dismissed);
    QVERIFY(QTest::qWaitForWindowActive(&stage.window));
    cross(*stage.bar, u"a"_s).setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(dismissed.count(), 1);
    QCOMPARE(dismissed.first().first().toString(), u"a"_s);
    QVERIFY(!stage.bar->isVisible());
}

void TestMessageBar::sameNewsAgain()
{
    Stage stage;
    stage.bar->setBanner(u"a"_s, u"It failed."_s, Weight::Warning);
    cross(*stage.bar, u"a"_s).click();
    stage.bar->setBanner(u"a"_s, u"It failed."_s, Weight::Warning);
    QCOMPARE(stage.bar->texts(), QStringList{u"It failed."_s});
    QVERIFY(stage.bar->isVisible());
}

void TestMessageBar::standing()
{
    Stage stage;
    for (int i = 0; i < 3; ++i)
        stage.bar->setStanding(u"demo"_s, u"Demonstration."_s, Weight::Information);
    QCOMPARE(stage.bar->texts(), QStringList{u"Demonstration."_s});
    QTRY_VERIFY(bannerOf(*stage.bar, u"demo"_s)->isVisible());
    QVERIFY(!cross(*stage.bar, u"demo"_s).isVisible());
    stage.bar->removeBanner(u"demo"_s);
    QVERIFY(!stage.bar->isVisible());
}

void TestMessageBar::problems()
{
    Stage stage;
    stage.bar->setBanner(u"other"_s, u"Other."_s, Weight::Information);
    stage.bar->setProblems({diskFull, unreadable});
    QCOMPARE(stage.bar->texts(),
             QStringList({u"Other."_s, wording::error(diskFull), wording::error(unreadable)}));
    stage.bar->setProblems({unreadable});
    QCOMPARE(stage.bar->texts(), QStringList({u"Other."_s, wording::error(unreadable)}));
    stage.bar->setProblems({});
    QCOMPARE(stage.bar->texts(), QStringList{u"Other."_s});
}

void TestMessageBar::dismissedProblems()
{
    Stage stage;
    stage.bar->setProblems({diskFull});
    stage.bar->findChild<QToolButton *>(u"bannerDismiss"_s)->click();
    QVERIFY(!stage.bar->isVisible());
    // Told again with every snapshot.
    stage.bar->setProblems({diskFull});
    QVERIFY(!stage.bar->isVisible());
    // It was solved and comes again.
    stage.bar->setProblems({});
    stage.bar->setProblems({diskFull});
    QCOMPARE(stage.bar->texts(), QStringList{wording::error(diskFull)});
}

void TestMessageBar::announces()
{
    Stage stage;
    stage.bar->setBanner(u"first"_s, u"One."_s, Weight::Information);
    auto *label = bannerOf(*stage.bar, u"first"_s)->findChild<AnnouncingLabel *>(u"bannerText"_s);
    const QSignalSpy announced(label, &AnnouncingLabel::announced);
    stage.bar->setBanner(u"first"_s, u"One."_s, Weight::Information);
    QCOMPARE(announced.count(), 0);
    stage.bar->setBanner(u"first"_s, u"Two."_s, Weight::Information);
    QCOMPARE(announced.count(), 1);
    QCOMPARE(announced.first().first().toString(), u"Two."_s);
}

void TestMessageBar::longWords()
{
    Stage stage;
    const QString text = u"%1 is watched already."_s.arg(longestName());
    stage.bar->setBanner(u"a"_s, text, Weight::Warning, u"Undo"_s);
    QVERIFY2(stage.bar->minimumSizeHint().width() <= 1000,
             qPrintable(QString::number(stage.bar->minimumSizeHint().width())));
    QCOMPARE(stage.bar->texts(), QStringList{text});
    QCOMPARE(bannerOf(*stage.bar, u"a"_s)->findChild<QLabel *>(u"bannerText"_s)->toolTip(), text);
}

void TestMessageBar::readable()
{
    Stage stage;
    stage.bar->setBanner(u"news"_s, u"News."_s, Weight::Information);
    stage.bar->setBanner(u"bad"_s, u"Bad news."_s, Weight::Warning);
    for (const bool dark : {false, true, false}) {
        stage.window.setPalette(theme(dark));
        for (const QString &id : {u"news"_s, u"bad"_s}) {
            const QWidget *row = bannerOf(*stage.bar, id);
            QCOMPARE(row->palette().color(QPalette::Window).lightness() < 128, dark);
            QVERIFY(textContrast(*row->findChild<QLabel *>(u"bannerText"_s)) >= 4.5);
        }
        QVERIFY(bannerOf(*stage.bar, u"news"_s)->palette().color(QPalette::Window) !=
                bannerOf(*stage.bar, u"bad"_s)->palette().color(QPalette::Window));
    }
}

QTEST_MAIN(TestMessageBar)
#include "test_messagebar.moc"
