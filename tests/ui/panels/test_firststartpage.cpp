// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/panels/firststartpage.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

namespace {

const QString chronyConf = u"/etc/chrony/chrony.conf"_s;
const QString timesyncdConf = u"/etc/systemd/timesyncd.conf"_s;

SnapshotPtr discovered(const std::vector<NamedServer> &servers, const std::vector<Error> &problems = {})
{
    Snapshot snapshot = snapshotWith(VerdictState::NothingWatched);
    snapshot.discovery = {.finished = true, .servers = servers, .problems = problems};
    return shared(snapshot);
}

/// Two that are used, one of them by two daemons, and a fallback.
std::vector<NamedServer> usual()
{
    return {
        named(u"ntp1.example.org"_s, ServerOrigin::Administrator, chronyConf, 18),
        named(u"192.0.2.53"_s, ServerOrigin::Dhcp, u"/run/chrony-dhcp/eth0.sources"_s, 1),
        named(u"ntp1.example.org"_s, ServerOrigin::Running, {}, 0, DaemonKind::Timesyncd),
        named(u"fallback.example.org"_s, ServerOrigin::Default, timesyncdConf, 21, DaemonKind::Timesyncd)};
}

struct Stage
{
    FirstStartPage page;
    QTreeWidget *list = page.findChild<QTreeWidget *>(u"foundServers"_s);
    QLineEdit *edit = page.findChild<QLineEdit *>(u"serverEdit"_s);
    QPushButton *start = page.findChild<QPushButton *>(u"startWatching"_s);
    QPushButton *lookAgain = page.findChild<QPushButton *>(u"lookAgain"_s);
    std::vector<WatchRequest> watched;
    int asked = 0;

    Stage()
    {
        page.resize(1024, 480);
        page.show();
        QObject::connect(&page, &FirstStartPage::watchRequested, &page,
                         [this](const std::vector<WatchRequest> &servers) {
                             watched = servers;
                             ++asked;
                         });
    }

    QString label(const QString &name) const { return page.findChild<QLabel *>(name)->text(); }

    QStringList checked() const
    {
        QStringList hosts;
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            if (list->topLevelItem(i)->checkState(0) == Qt::Checked)
                hosts.append(list->topLevelItem(i)->text(0));
        }
        return hosts;
    }

    QStringList watchedHosts() const
    {
        QStringList hosts;
        for (const WatchRequest &server : watched)
            hosts.append(server.host.canonical());
        return hosts;
    }
};

} // namespace

class TestFirstStartPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesByHost();
    void whileLooking();
    void showsEveryPlace();
    void fallbacksOnly();
    void nothingFound();
    void problems();
    void choiceSurvivesAnotherLook();
    void promise();
    void starts();
    void ownServers();
    void badOwnServers();
    void listAndFieldNameTheSame();
    void keyboardOnly();
    void longNames();
    void readable();
};

void TestFirstStartPage::mergesByHost()
{
    const std::vector<NamedServer> servers = usual();
    const std::vector<FoundServer> merged = mergedByHost(servers);
    QCOMPARE(merged.size(), 3u);
    QCOMPARE(merged[0].host, host(u"ntp1.example.org"_s));
    QCOMPARE(merged[0].origins, QStringList({wording::origin(servers[0]), wording::origin(servers[2])}));
    QVERIFY(merged[0].inUse && merged[1].inUse && !merged[2].inUse);
    // The same place twice is one place; another port is another server; a fallback that is used as well is
    // used.
    QCOMPARE(mergedByHost({servers[0], servers[0]}).front().origins.size(), 1);
    QCOMPARE(mergedByHost({servers[0], named(u"ntp1.example.org:1123"_s, ServerOrigin::Dhcp, chronyConf, 3)})
                 .size(),
             2u);
    QVERIFY(mergedByHost({named(u"ntp1.example.org"_s, ServerOrigin::Default, timesyncdConf, 21), servers[0]})
                .front()
                .inUse);
    QVERIFY(mergedByHost({}).empty());
}

void TestFirstStartPage::whileLooking()
{
    Stage stage;
    const QString looking = stage.label(u"introduction"_s);
    QVERIFY(looking.startsWith(u"Looking"_s));
    stage.page.setSnapshot(shared(snapshotWith(VerdictState::NothingWatched)));
    QCOMPARE(stage.label(u"introduction"_s), looking);
    QVERIFY(!stage.list->isVisible());
    QVERIFY(!stage.start->isEnabled());
    QVERIFY(!stage.lookAgain->isEnabled());
    // Somebody who knows his servers need not wait.
    stage.edit->setText(u"ntp.example.org"_s);
    QVERIFY(stage.start->isEnabled());
}

void TestFirstStartPage::showsEveryPlace()
{
    Stage stage;
    stage.page.setSnapshot(discovered(usual()));
    QVERIFY2(stage.label(u"introduction"_s).contains(u'3'), qPrintable(stage.label(u"introduction"_s)));
    QCOMPARE(stage.list->topLevelItemCount(), 3);
    const QTreeWidgetItem &first = *stage.list->topLevelItem(0);
    QCOMPARE(first.text(0), u"ntp1.example.org"_s);
    for (const int i : {0, 2}) {
        const QString place = wording::origin(usual()[static_cast<size_t>(i)]);
        QVERIFY(first.text(2).contains(place));
        QVERIFY(first.toolTip(2).contains(place));
    }
    // Two lines for two places.
    QVERIFY(stage.list->visualItemRect(&first).height() >
            stage.list->visualItemRect(stage.list->topLevelItem(1)).height());
    // What is used is chosen, what would only be fallen back on is not.
    QCOMPARE(stage.checked(), QStringList({u"ntp1.example.org"_s, u"192.0.2.53"_s}));
    QVERIFY(stage.start->isEnabled());
}

void TestFirstStartPage::fallbacksOnly()
{
    Stage stage;
    stage.page.setSnapshot(discovered({usual().back()}));
    QCOMPARE(stage.checked(), QStringList{u"fallback.example.org"_s});
}

void TestFirstStartPage::nothingFound()
{
    Stage stage;
    stage.page.setSnapshot(discovered({}));
    QVERIFY(stage.label(u"introduction"_s).startsWith(u"No time server is named"_s));
    QVERIFY(!stage.list->isVisible());
    QVERIFY(!stage.start->isEnabled());
    stage.start->click();
    QTest::keyClick(stage.edit, Qt::Key_Return);
    QCOMPARE(stage.asked, 0);
}

void TestFirstStartPage::problems()
{
    const Error unreadable{ErrorCode::FileUnreadable, chronyConf, u"Permission denied"_s};
    const Error malformed{ErrorCode::FileMalformed, timesyncdConf, u"line 3: no equals sign"_s};
    Stage stage;
    stage.page.setSnapshot(discovered(usual(), {unreadable, malformed}));
    QVERIFY(stage.page.findChild<QLabel *>(u"problems"_s)->isVisible());
    QCOMPARE(stage.label(u"problems"_s), wording::error(unreadable) + u'\n' + wording::error(malformed));
    QCOMPARE(stage.list->topLevelItemCount(), 3);
    stage.page.setSnapshot(discovered(usual()));
    QVERIFY(!stage.page.findChild<QLabel *>(u"problems"_s)->isVisible());
}

void TestFirstStartPage::choiceSurvivesAnotherLook()
{
    Stage stage;
    stage.page.setSnapshot(discovered(usual()));
    const QSignalSpy looks(&stage.page, &FirstStartPage::discoverRequested);
    stage.list->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
    stage.list->topLevelItem(2)->setCheckState(0, Qt::Checked);
    const QStringList choice{u"192.0.2.53"_s, u"fallback.example.org"_s};
    QCOMPARE(stage.checked(), choice);

    // A snapshot with nothing new leaves the rows alone.
    const QTreeWidgetItem *row = stage.list->topLevelItem(0);
    stage.page.setSnapshot(discovered(usual()));
    QCOMPARE(stage.list->topLevelItem(0), row);

    stage.lookAgain->click();
    QCOMPARE(looks.count(), 1);
    Snapshot looking = snapshotWith(VerdictState::NothingWatched);
    stage.page.setSnapshot(shared(looking));
    QVERIFY(!stage.lookAgain->isEnabled());
    std::vector<NamedServer> more = usual();
    more.push_back(named(u"new.example.org"_s, ServerOrigin::Administrator, chronyConf, 19));
    stage.page.setSnapshot(discovered(more));
    QVERIFY(stage.lookAgain->isEnabled());
    QCOMPARE(stage.checked(), choice + QStringList{u"new.example.org"_s});
}

void TestFirstStartPage::promise()
{
    Stage stage;
    QVERIFY(stage.label(u"promise"_s).contains(u"Nothing is asked before you start"_s));
    stage.page.setSnapshot(discovered(usual()));
    // How many, how often, and that the clock is left alone.
    for (const QString &part :
         {u"2 server"_s, u"four questions"_s, u"64 s"_s, u"15 minutes"_s, u"17 minutes"_s, u"never sets"_s})
        QVERIFY2(stage.label(u"promise"_s).contains(part), qPrintable(part));
    stage.edit->setText(u"own.example.org"_s);
    QVERIFY(stage.label(u"promise"_s).contains(u"3 server"_s));
    QCOMPARE(stage.asked, 0);
}

void TestFirstStartPage::starts()
{
    Stage stage;
    stage.page.setSnapshot(discovered(usual()));
    stage.start->click();
    QCOMPARE(stage.asked, 1);
    QCOMPARE(stage.watchedHosts(), QStringList({u"ntp1.example.org:123"_s, u"192.0.2.53:123"_s}));
    QVERIFY(stage.watched.front().label.isEmpty());
    for (int i = 0; i < 3; ++i)
        stage.list->topLevelItem(i)->setCheckState(0, Qt::Unchecked);
    QVERIFY(!stage.start->isEnabled());
}

void TestFirstStartPage::ownServers()
{
    Stage stage;
    stage.page.setSnapshot(discovered({}));
    stage.page.focusOwnServers();
    QVERIFY(QTest::qWaitForWindowActive(&stage.page));
    QVERIFY(stage.edit->hasFocus());
    QTest::keyClicks(stage.edit, u"a.example, [::1]:1123"_s);
    QTest::keyClick(stage.edit, Qt::Key_Return);
    QCOMPARE(stage.watchedHosts(), QStringList({u"a.example:123"_s, u"[::1]:1123"_s}));
}

void TestFirstStartPage::badOwnServers()
{
    Stage stage;
    stage.page.setSnapshot(discovered(usual()));
    stage.edit->setText(u"a.example b..example"_s);
    stage.start->click();
    // The page would go away, and the complaint with it.
    QCOMPARE(stage.asked, 0);
    QCOMPARE(stage.label(u"serverSentence"_s), wording::error(parseHostSpec(u"b..example"_s).error()));
    QVERIFY(stage.page.findChild<QLabel *>(u"serverSentence"_s)->isVisible());
    QCOMPARE(stage.edit->text(), u"a.example b..example"_s);
    stage.edit->setText(u"a.example b.example"_s);
    stage.start->click();
    QCOMPARE(stage.watched.size(), 4u);
}

void TestFirstStartPage::listAndFieldNameTheSame()
{
    Stage stage;
    stage.page.setSnapshot(discovered(usual()));
    stage.edit->setText(u"NTP1.example.org 192.0.2.53:123 own.example.org"_s);
    stage.start->click();
    QCOMPARE(stage.watchedHosts(),
             QStringList({u"ntp1.example.org:123"_s, u"192.0.2.53:123"_s, u"own.example.org:123"_s}));
}

void TestFirstStartPage::keyboardOnly()
{
    Stage stage;
    stage.page.setSnapshot(discovered(usual()));
    QVERIFY(QTest::qWaitForWindowActive(&stage.page));
    const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
    stage.lookAgain->setFocus();
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), stage.list);
    press(Qt::Key_Space);
    QCOMPARE(stage.checked(), QStringList{u"192.0.2.53"_s});
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    QCOMPARE(stage.checked(), QStringList({u"192.0.2.53"_s, u"fallback.example.org"_s}));
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), stage.edit);
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), stage.start);
    press(Qt::Key_Space);
    QCOMPARE(stage.watchedHosts(), QStringList({u"192.0.2.53:123"_s, u"fallback.example.org:123"_s}));
}

void TestFirstStartPage::longNames()
{
    Stage stage;
    stage.page.setSnapshot(
        discovered({named(longestName(), ServerOrigin::Administrator, chronyConf, 1)},
                   {{ErrorCode::FileUnreadable, u"/etc/"_s + QString(200, u'x'), u"No"_s}}));
    QVERIFY2(stage.page.minimumSizeHint().width() <= 1024,
             qPrintable(QString::number(stage.page.minimumSizeHint().width())));
    QVERIFY(stage.list->columnWidth(2) > 200);
    QCOMPARE(stage.list->topLevelItem(0)->toolTip(0), longestName());
}

void TestFirstStartPage::readable()
{
    Stage stage;
    stage.page.setSnapshot(
        discovered(usual(), {{ErrorCode::FileUnreadable, chronyConf, u"Permission denied"_s}}));
    for (const bool dark : {false, true}) {
        stage.page.setPalette(theme(dark));
        const QList<QLabel *> labels = stage.page.findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY2(textContrast(*label) >= 4.5, qPrintable(label->text()));
    }
    // As narrow and low as the smallest window leaves it.
    for (const QSize size : {QSize(1024, 480), QSize(640, 420)}) {
        stage.page.resize(size);
        QCoreApplication::processEvents();
        QCOMPARE(stage.page.size(), size);
        QCOMPARE(cutOffLabels(stage.page), QStringList());
        QVERIFY(stage.list->height() > 80);
    }
}

QTEST_MAIN(TestFirstStartPage)
#include "test_firststartpage.moc"
