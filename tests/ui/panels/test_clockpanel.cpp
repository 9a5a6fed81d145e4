// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/panels/clockpanel.h"
#include "ui/panels/whatisthis.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>
#include <QWhatsThis>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;
using namespace std::chrono_literals;

namespace {

QString text(const ClockPanel &panel, const QString &name)
{
    return panel.findChild<QLabel *>(name)->text();
}

QDateTime at(const QByteArray &zone, const QString &local)
{
    QDateTime time = QDateTime::fromString(local, Qt::ISODateWithMs);
    time.setTimeZone(QTimeZone(zone));
    return time;
}

/// A machine whose hardware clock keeps local time, where network time is on.
Snapshot changeable()
{
    Snapshot snapshot;
    snapshot.clock.emplace();
    snapshot.clock->zone.emplace();
    snapshot.clock->zone->id = u"Europe/Paris"_s;
    snapshot.clock->hardware.emplace();
    snapshot.clock->timedated.available = true;
    snapshot.clock->timedated.readAt = Instant();
    snapshot.clock->timedated.localRtc = true;
    snapshot.clock->timedated.canNetworkTime = true;
    snapshot.clock->timedated.networkTimeEnabled = true;
    return snapshot;
}

const QTimer &timerOf(const ClockPanel &panel)
{
    return *panel.findChild<QTimer *>();
}

} // namespace

class TestClockPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zones_data();
    void zones();
    void ticksAtTheSecond();
    void hiddenItRests();
    void systemClock();
    void readable();
    void offersOnlyWhatCanBeChanged();
    void choosesAZoneByKeyboard();
    void leavesTheChooserByEscapeFromEverywhere();
    void theChooserShowsEachZonesOffsetAndTime();
    void showsTheChooserInASmallPanel();
    void saysWhatAChangeDoesBeforeItIsDone_data();
    void saysWhatAChangeDoesBeforeItIsDone();
    void aQuestionIsLeftWithoutAChange();
    void waitsAndComesBack_data();
    void waitsAndComesBack();
    void saysWhatIsNotKnown();
    void showsTheSystemsZoneAndTheKernel();
    void everythingShownSaysWhatItIs();
    void theHardwareClockGoesOn();
    void namesWhatWillStartAndStop();
    void saysWhatThisMachineIs();
    void aLeapSecondIsNoFault();
};

void TestClockPanel::zones_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("shownLocal");
    QTest::addColumn<QString>("shownUniversal");
    QTest::addColumn<QString>("shownZone");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("Tokyo") << QByteArray("Asia/Tokyo") << u"2023-08-17T12:49:05.250"_s
                           << u"Thu 2023-08-17 12:49:05"_s << u"Thu 2023-08-17 03:49:05"_s << u"+09:00"_s
                           << u"ahead of universal time"_s;
    QTest::newRow("another day") << QByteArray("Asia/Tokyo") << u"2024-01-01T00:30:00.000"_s
                                 << u"Mon 2024-01-01 00:30:00"_s << u"Sun 2023-12-31 15:30:00"_s
                                 << u"Asia/Tokyo"_s << u"ahead of universal time"_s;
    QTest::newRow("Kathmandu") << QByteArray("Asia/Kathmandu") << u"2023-08-17T12:49:05.999"_s
                               << u"Thu 2023-08-17 12:49:05"_s << u"Thu 2023-08-17 07:04:05"_s << u"+05:45"_s
                               << u"45 minute"_s;
    QTest::newRow("New York in summer")
        << QByteArray("America/New_York") << u"2023-08-17T12:49:05.000"_s << u"Thu 2023-08-17 12:49:05"_s
        << u"Thu 2023-08-17 16:49:05"_s << u"−04:00"_s
        << u"behind universal time, with daylight saving time"_s;
    QTest::newRow("New York in winter")
        << QByteArray("America/New_York") << u"2023-12-17T12:49:05.000"_s << u"Sun 2023-12-17 12:49:05"_s
        << u"Sun 2023-12-17 17:49:05"_s << u"−05:00"_s << u"behind universal time"_s;
    QTest::newRow("universal") << QByteArray("UTC") << u"2023-08-17T12:49:05.000"_s
                               << u"Thu 2023-08-17 12:49:05"_s << u"Thu 2023-08-17 12:49:05"_s << u"UTC"_s
                               << u"The same as universal time"_s;
}

void TestClockPanel::zones()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, local);
    QFETCH(QString, shownLocal);
    QFETCH(QString, shownUniversal);
    QFETCH(QString, shownZone);
    QFETCH(QString, meaning);
    const ClockPanel panel(nullptr, [&] { return at(zone, local); });
    QCOMPARE(text(panel, u"localTime"_s), shownLocal);
    QCOMPARE(text(panel, u"universalTime"_s), shownUniversal);
    QVERIFY2(text(panel, u"timeZone"_s).contains(shownZone), qPrintable(text(panel, u"timeZone"_s)));
    QVERIFY2(text(panel, u"timeZoneMeaning"_s).contains(meaning),
             qPrintable(text(panel, u"timeZoneMeaning"_s)));
    QVERIFY(text(panel, u"timeZoneMeaning"_s).front().isUpper() ||
            text(panel, u"timeZoneMeaning"_s).front().isDigit());
}

void TestClockPanel::ticksAtTheSecond()
{
    QDateTime time = at("UTC", u"2023-08-17T12:49:05.750"_s);
    ClockPanel panel(nullptr, [&time] { return time; });
    panel.show();
    QVERIFY(timerOf(panel).isActive());
    QCOMPARE(timerOf(panel).interval(), 250);
    time = at("UTC", u"2023-08-17T12:49:06.002"_s);
    QTRY_COMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 12:49:06"_s);
    QCOMPARE(timerOf(panel).interval(), 998);
    // A clock that is set shows at once what it is set to, one way or the other.
    time = at("UTC", u"2023-08-17T11:00:00.990"_s);
    QTRY_COMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 11:00:00"_s);
}

void TestClockPanel::hiddenItRests()
{
    QDateTime time = at("UTC", u"2023-08-17T12:49:05.000"_s);
    ClockPanel panel(nullptr, [&time] { return time; });
    QVERIFY(!timerOf(panel).isActive());
    panel.show();
    QVERIFY(timerOf(panel).isActive());
    panel.hide();
    QVERIFY(!timerOf(panel).isActive());
    time = time.addSecs(3600);
    panel.show();
    QCOMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 13:49:05"_s);
    QVERIFY(timerOf(panel).isActive());
}

void TestClockPanel::systemClock()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const ClockPanel panel;
    const QDateTime after = QDateTime::currentDateTimeUtc();
    QDateTime shown = QDateTime::fromString(text(panel, u"universalTime"_s).mid(4), u"yyyy-MM-dd HH:mm:ss"_s);
    shown.setTimeSpec(Qt::UTC);
    QVERIFY(shown.isValid());
    QVERIFY(shown.addSecs(1) > before && shown <= after);
}

void TestClockPanel::readable()
{
    for (const bool dark : {false, true}) {
        ClockPanel panel(nullptr, [] { return at("Asia/Tokyo", u"2023-08-17T12:49:05.000"_s); });
        panel.setPalette(theme(dark));
        panel.resize(220, 260);
        panel.show();
        const QList<QLabel *> labels = panel.findChildren<QLabel *>();
        QVERIFY(labels.size() >= 8);
        for (const QLabel *label : labels)
            QVERIFY2(textContrast(*label) >= 4.5, qPrintable(label->text()));
        QCOMPARE(cutOffLabels(panel), QStringList());
    }
}

void TestClockPanel::offersOnlyWhatCanBeChanged()
{
    ClockPanel panel;
    panel.show();
    const auto shown = [&panel](const char *name) {
        return !panel.findChild<QWidget *>(QLatin1StringView(name))->isHidden();
    };
    Snapshot snapshot = changeable();
    panel.setSnapshot(snapshot);
    QVERIFY(shown("timeZoneChange") && shown("hardwareClockChange") && shown("timeServiceChange"));
    QVERIFY(!shown("noChanges"));
    snapshot.clock->timedated.canNetworkTime = false;
    snapshot.clock->hardware.reset();
    panel.setSnapshot(snapshot);
    QVERIFY(shown("timeZoneChange") && !shown("hardwareClockChange") && !shown("timeServiceChange"));
    QVERIFY(text(panel, u"timeServiceMeaning"_s).contains(u"not available"_s)); // why not
    snapshot.clock->timedated = {};
    panel.setSnapshot(snapshot);
    QVERIFY(!shown("timeZoneChange") && !shown("noChanges")); // not asked yet
    snapshot.clock->timedated.problem = u"no bus"_s;
    panel.setSnapshot(snapshot);
    QVERIFY(!shown("timeZoneChange") && shown("noChanges"));
}

void TestClockPanel::choosesAZoneByKeyboard()
{
    ClockPanel panel;
    panel.resize(280, 900);
    panel.show();
    panel.setSnapshot(changeable());
    std::vector<ClockChange> changes;
    connect(&panel, &ClockPanel::changeRequested, this,
            [&changes](const ClockChange &change) { changes.push_back(change); });
    auto &button = *panel.findChild<QPushButton *>(u"timeZoneChange"_s);
    auto &chooser = *panel.findChild<QWidget *>(u"zoneChooser"_s);
    auto &filter = *panel.findChild<QLineEdit *>(u"zoneFilter"_s);
    auto &list = *panel.findChild<QListView *>(u"zoneList"_s);
    button.click();
    QVERIFY(!chooser.isHidden());
    QVERIFY(list.currentIndex().data().toString().startsWith(u"Europe/Paris"_s)); // the present one
    QTest::keyClicks(&filter, u"new york"_s);
    QVERIFY2(list.currentIndex().data().toString().startsWith(u"America/New_York  −0"_s),
             qPrintable(list.currentIndex().data().toString()));
    QTest::keyClick(&filter, Qt::Key_Escape);
    QVERIFY(chooser.isHidden());
    QVERIFY(changes.empty());

    button.click();
    QTest::keyClicks(&filter, u"no such town"_s);
    QVERIFY(list.isHidden());
    QTest::keyClick(&filter, Qt::Key_Return);
    QVERIFY(changes.empty());
    filter.clear();
    QTest::keyClicks(&filter, u"asia/to"_s);
    QTest::keyClick(&filter, Qt::Key_Down);
    QTest::keyClick(&filter, Qt::Key_Up);
    QTest::keyClick(&filter, Qt::Key_Return);
    QCOMPARE(changes.size(), 1U);
    QCOMPARE(changes[0].kind, ClockChange::Kind::TimeZone);
    QCOMPARE(changes[0].zone, u"Asia/Tokyo"_s);
    QVERIFY(chooser.isHidden());
}

void TestClockPanel::leavesTheChooserByEscapeFromEverywhere()
{
    ClockPanel panel;
    panel.resize(280, 900);
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setSnapshot(changeable());
    QSignalSpy changes(&panel, &ClockPanel::changeRequested);
    auto &button = *panel.findChild<QPushButton *>(u"timeZoneChange"_s);
    auto &chooser = *panel.findChild<QWidget *>(u"zoneChooser"_s);
    button.click();
    const QWidgetList parts{
        chooser.findChild<QLineEdit *>(u"zoneFilter"_s), chooser.findChild<QListView *>(u"zoneList"_s),
        chooser.findChild<QPushButton *>(u"setZone"_s), chooser.findChild<QPushButton *>(u"leaveZone"_s)};
    for (QWidget *part : parts) {
        if (chooser.isHidden())
            button.click();
        // By Tab as by the mouse.
        for (int i = 0; i < 10 && !part->hasFocus(); ++i)
            QTest::keyClick(panel.focusWidget(), Qt::Key_Tab);
        QVERIFY2(part->hasFocus(), qPrintable(part->objectName()));
        QTest::keyClick(part, Qt::Key_Escape);
        QVERIFY2(chooser.isHidden(), qPrintable(part->objectName()));
        QVERIFY2(button.hasFocus(), qPrintable(part->objectName()));
    }
    // The zone that it is already asks nobody for a password.
    button.click();
    QTest::keyClick(parts[0], Qt::Key_Return);
    QVERIFY(chooser.isHidden());
    QVERIFY(changes.empty());
}

void TestClockPanel::theChooserShowsEachZonesOffsetAndTime()
{
    ClockPanel panel;
    panel.resize(280, 900);
    panel.show();
    Snapshot snapshot = changeable();
    snapshot.clock->zoneOfProcess = u"Asia/Tokyo"_s; // shown, but what is changed is the system's
    panel.setSnapshot(snapshot);
    panel.findChild<QPushButton *>(u"timeZoneChange"_s)->click();
    const auto &list = *panel.findChild<QListView *>(u"zoneList"_s);
    QVERIFY2(list.currentIndex().data().toString().startsWith(u"Europe/Paris"_s),
             qPrintable(list.currentIndex().data().toString()));
    QVERIFY(list.model()->rowCount() > 300);
    auto &filter = *panel.findChild<QLineEdit *>(u"zoneFilter"_s);
    QTest::keyClicks(&filter, u"kathmandu"_s);
    // Between the two looks the minute may end.
    const auto expected = [] {
        return u"Asia/Kathmandu  +05:45  "_s +
               QDateTime::currentDateTimeUtc().toTimeZone(QTimeZone("Asia/Kathmandu")).toString(u"HH:mm"_s);
    };
    const QString before = expected();
    const QString shown = list.model()->index(0, 0).data().toString();
    QVERIFY2(shown == before || shown == expected(), qPrintable(shown));
    QCOMPARE(list.model()->rowCount(), 1);
}

void TestClockPanel::showsTheChooserInASmallPanel()
{
    ClockPanel panel;
    panel.resize(250, 280);
    panel.show();
    panel.setSnapshot(changeable());
    QCoreApplication::processEvents();
    for (const char *name : {"timeZoneChange", "hardwareClockChange", "timeServiceChange"}) {
        auto &button = *panel.findChild<QPushButton *>(QLatin1StringView(name));
        button.click();
        const QString part = button.objectName().startsWith(u"timeZone"_s) ? u"zoneFilter"_s
                             : button.objectName().startsWith(u"hardwareClock"_s)
                                 ? u"hardwareClockQuestionGo"_s
                                 : u"networkTimeQuestionGo"_s;
        const auto &opened = *panel.findChild<QWidget *>(part);
        const auto isInSight = [&] {
            return opened.visibleRegion().boundingRect() == opened.rect() &&
                   !button.visibleRegion().isEmpty();
        };
        // What was in sight before says nothing.
        for (int turn = 0; turn < 3; ++turn)
            QCoreApplication::processEvents();
        QTRY_VERIFY2(isInSight(), name);
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!opened.isVisible());
    }
}

void TestClockPanel::saysWhatAChangeDoesBeforeItIsDone_data()
{
    QTest::addColumn<bool>("isOn"); // network time; hardware clock in local time
    QTest::addColumn<QString>("networkTime");
    QTest::addColumn<QString>("hardwareClock");
    QTest::newRow("off") << true << u"nothing will keep this clock right"_s << u"kept in universal time"_s;
    QTest::newRow("on") << false << u"may set this clock"_s << u"an hour wrong"_s;
}

void TestClockPanel::saysWhatAChangeDoesBeforeItIsDone()
{
    QFETCH(bool, isOn);
    QFETCH(QString, networkTime);
    QFETCH(QString, hardwareClock);
    ClockPanel panel;
    panel.show();
    Snapshot snapshot = changeable();
    snapshot.clock->timedated.networkTimeEnabled = isOn;
    snapshot.clock->timedated.localRtc = isOn;
    panel.setSnapshot(snapshot);
    std::vector<ClockChange> changes;
    connect(&panel, &ClockPanel::changeRequested, this,
            [&changes](const ClockChange &change) { changes.push_back(change); });
    panel.findChild<QPushButton *>(u"timeServiceChange"_s)->click();
    QVERIFY(changes.empty());
    QVERIFY2(text(panel, u"networkTimeQuestionConsequence"_s).contains(networkTime),
             qPrintable(text(panel, u"networkTimeQuestionConsequence"_s)));
    panel.findChild<QPushButton *>(u"networkTimeQuestionGo"_s)->click();
    panel.setWaiting({});
    panel.findChild<QPushButton *>(u"hardwareClockChange"_s)->click();
    QVERIFY2(text(panel, u"hardwareClockQuestionConsequence"_s).contains(hardwareClock),
             qPrintable(text(panel, u"hardwareClockQuestionConsequence"_s)));
    panel.findChild<QPushButton *>(u"hardwareClockQuestionGo"_s)->click();
    QCOMPARE(changes.size(), 2U);
    QCOMPARE(changes[0], (ClockChange{.kind = ClockChange::Kind::NetworkTime, .zone = {}, .on = !isOn}));
    QCOMPARE(changes[1], (ClockChange{.kind = ClockChange::Kind::HardwareClock, .zone = {}, .on = !isOn}));
}

void TestClockPanel::aQuestionIsLeftWithoutAChange()
{
    ClockPanel panel;
    panel.resize(280, 900);
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setSnapshot(changeable());
    QSignalSpy changes(&panel, &ClockPanel::changeRequested);
    auto &button = *panel.findChild<QPushButton *>(u"timeServiceChange"_s);
    const auto &box = *panel.findChild<QWidget *>(u"networkTimeQuestion"_s);
    auto &go = *panel.findChild<QPushButton *>(u"networkTimeQuestionGo"_s);
    button.click();
    QVERIFY(go.hasFocus());
    QTest::keyClick(&go, Qt::Key_Escape);
    QVERIFY(box.isHidden() && button.hasFocus());
    button.click();
    panel.findChild<QPushButton *>(u"networkTimeQuestionCancel"_s)->click();
    QVERIFY(box.isHidden());
    // One question at a time.
    button.click();
    panel.findChild<QPushButton *>(u"hardwareClockChange"_s)->click();
    QVERIFY(box.isHidden());
    QVERIFY(!panel.findChild<QWidget *>(u"hardwareClockQuestion"_s)->isHidden());
    // Somebody else does what is asked about, or the means go.
    button.click();
    panel.setSnapshot(changeable());
    QVERIFY(!box.isHidden());
    Snapshot snapshot = changeable();
    snapshot.clock->timedated.networkTimeEnabled = false;
    panel.setSnapshot(snapshot);
    QVERIFY(box.isHidden());
    button.click();
    snapshot.clock->timedated.available = false;
    panel.setSnapshot(snapshot);
    QVERIFY(box.isHidden());
    QVERIFY(changes.empty());
}

void TestClockPanel::waitsAndComesBack_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("go");
    QTest::addColumn<QString>("waiting");
    QTest::newRow("network time") << u"timeServiceChange"_s << u"networkTimeQuestionGo"_s
                                  << u"networkTimeWaiting"_s;
    QTest::newRow("hardware clock") << u"hardwareClockChange"_s << u"hardwareClockQuestionGo"_s
                                    << u"hardwareClockWaiting"_s;
    QTest::newRow("time zone") << u"timeZoneChange"_s << u"setZone"_s << u"timeZoneWaiting"_s;
}

void TestClockPanel::waitsAndComesBack()
{
    QFETCH(QString, button);
    QFETCH(QString, go);
    QFETCH(QString, waiting);
    const QStringList buttons{u"timeServiceChange"_s, u"hardwareClockChange"_s, u"timeZoneChange"_s};
    const QStringList boxes{u"networkTimeQuestion"_s, u"hardwareClockQuestion"_s, u"zoneChooser"_s};
    ClockPanel panel;
    panel.resize(280, 900);
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setSnapshot(changeable());
    QSignalSpy changes(&panel, &ClockPanel::changeRequested);
    auto &change = *panel.findChild<QPushButton *>(button);
    change.click();
    if (go == u"setZone"_s)
        panel.findChild<QLineEdit *>(u"zoneFilter"_s)->setText(u"kathmandu"_s);
    panel.findChild<QPushButton *>(go)->setFocus();
    panel.findChild<QPushButton *>(go)->click();
    QCOMPARE(changes.size(), 1);
    for (int told = 0; told < 2; ++told) {
        for (const QString &name : {u"timeZoneWaiting"_s, u"hardwareClockWaiting"_s, u"networkTimeWaiting"_s})
            QCOMPARE(!panel.findChild<QLabel *>(name)->isHidden(), name == waiting);
        for (const QString &name : boxes)
            QVERIFY2(panel.findChild<QWidget *>(name)->isHidden(), qPrintable(name));
        for (const QString &name : buttons) {
            auto &other = *panel.findChild<QPushButton *>(name);
            QVERIFY2(!other.isEnabled(), qPrintable(name));
            QVERIFY2(other.toolTip().contains(u"Waiting for permission"_s), qPrintable(name));
            other.click();
        }
        panel.setSnapshot(changeable()); // however often it is told what is
    }
    QVERIFY(panel.hasFocus()); // not somewhere else in the window
    panel.setWaiting({});
    for (const QString &name : buttons) {
        QVERIFY(panel.findChild<QPushButton *>(name)->isEnabled());
        QVERIFY(panel.findChild<QPushButton *>(name)->toolTip().isEmpty());
    }
    QVERIFY(panel.findChild<QLabel *>(waiting)->isHidden());
    QVERIFY(change.hasFocus());
    QCOMPARE(changes.size(), 1);
}

void TestClockPanel::saysWhatIsNotKnown()
{
    ClockPanel panel(nullptr, [] { return at("Asia/Tokyo", u"2023-08-17T12:49:05.000"_s); });
    panel.show();
    Snapshot snapshot = changeable();
    panel.showKernelDetails(true);
    snapshot.clock->hardware.reset();
    panel.setSnapshot(snapshot); // adjtimex is denied, too
    QCOMPARE(text(panel, u"synchronisedFlag"_s), u"not known"_s);
    QVERIFY(!text(panel, u"synchronisedFlagMeaning"_s).isEmpty());
    QVERIFY(panel.findChild<QWidget *>(u"kernelClock"_s)->isHidden());
    QVERIFY(panel.findChild<QWidget *>(u"kernelDetails"_s)->isHidden());
    QVERIFY(text(panel, u"hardwareClock"_s).startsWith(u"none"_s));
    QCOMPARE(text(panel, u"hardwareClockMeaning"_s), u"The system would keep it in local time."_s);
    QVERIFY(panel.findChild<QWidget *>(u"timeZoneNote"_s)->isHidden());

    snapshot.clock->kernel.emplace();
    snapshot.clock->timedated.canNetworkTime.reset(); // a container without systemd
    snapshot.clock->timedated.networkTimeEnabled.reset();
    snapshot.clock->zone.reset();
    panel.setSnapshot(snapshot);
    QVERIFY(text(panel, u"timeServiceMeaning"_s).contains(u"cannot tell"_s));
    QVERIFY(!panel.findChild<QWidget *>(u"kernelDetails"_s)->isHidden());
    QVERIFY(!panel.findChild<QWidget *>(u"timeZoneNote"_s)->isHidden());
    QVERIFY(text(panel, u"timeZoneNote"_s).contains(u"/etc/localtime"_s));
    QVERIFY(std::ranges::any_of(panel.findChildren<QLabel *>(u"kernelLine"_s), [](const QLabel *line) {
        return line->text() == u"not known: the kernel's own loop is off"_s;
    }));

    snapshot = changeable();
    snapshot.clock->zoneOfProcess = u"Asia/Tokyo"_s;
    panel.setSnapshot(snapshot);
    QVERIFY(text(panel, u"timeZone"_s).startsWith(u"Asia/Tokyo"_s));
    QVERIFY(!panel.findChild<QWidget *>(u"timeZoneNote"_s)->isHidden());
    QVERIFY(text(panel, u"timeZoneNote"_s).contains(u"The system's time zone is Europe/Paris"_s));
}

void TestClockPanel::showsTheSystemsZoneAndTheKernel()
{
    ClockPanel panel(nullptr, [] { return at("UTC", u"2023-08-17T12:49:05.000"_s); });
    panel.show();
    Snapshot snapshot = changeable();
    snapshot.clock->kernel.emplace();
    snapshot.clock->kernel->status = KernelStatusBit::Unsynchronised;
    snapshot.clock->kernel->taiOffset = 37;
    panel.setSnapshot(snapshot);
    panel.show();
    panel.showKernelDetails(true);
    QVERIFY(panel.showsKernelDetails());
    QStringList lines;
    for (const QLabel *line : panel.findChildren<QLabel *>(u"kernelLine"_s))
        lines.append(line->text());
    QCOMPARE(lines.size(), 6);
    QVERIFY(lines.contains(u"does not set the hardware clock"_s));
    QVERIFY(lines.contains(u"37 s"_s));
    QTRY_VERIFY(text(panel, u"timeZone"_s).startsWith(u"Europe/Paris"_s));
    QVERIFY(text(panel, u"timeZoneMeaning"_s).contains(u"daylight saving time until"_s));
    QCOMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 14:49:05"_s);
    snapshot.clock->zoneOfProcess = u"UTC"_s;
    ClockPanel own(nullptr, [] { return at("UTC", u"2023-08-17T12:49:05.000"_s); });
    own.setSnapshot(snapshot);
    own.show();
    QCOMPARE(text(own, u"localTime"_s), u"Thu 2023-08-17 12:49:05"_s);
    snapshot.clock->hardware.reset();
    panel.setSnapshot(snapshot);
    QVERIFY(text(panel, u"hardwareClock"_s).startsWith(u"none"_s));
}

void TestClockPanel::everythingShownSaysWhatItIs()
{
    ClockPanel panel(nullptr, [] { return at("UTC", u"2023-08-17T12:49:05.000"_s); });
    Snapshot snapshot = changeable();
    snapshot.clock->kernel.emplace();
    snapshot.machine.host.kind = HostMachine::Kind::VirtualMachine;
    snapshot.clockEvents.emplace_back();
    panel.setSnapshot(snapshot);
    panel.resize(300, 900);
    panel.show();
    panel.showKernelDetails(true);
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    int asked = 0;
    for (QLabel *label : panel.findChildren<QLabel *>()) {
        // The panel's name, and what a button is waited for with.
        if (!label->isVisible() || label->text().isEmpty() || label->font().bold())
            continue;
        QVERIFY2(askWhatIsThis(*label, label->mapToGlobal(label->rect().center())),
                 qPrintable(label->text()));
        QWhatsThis::hideText();
        ++asked;
    }
    QVERIFY(asked >= 30);
    auto *button = panel.findChild<QToolButton *>(u"kernelButton"_s);
    QVERIFY(askWhatIsThis(*button, button->mapToGlobal(QPoint(2, 2))));
    QWhatsThis::hideText();
    for (const QLabel *line : panel.findChildren<QLabel *>(u"kernelLine"_s))
        QVERIFY(!line->toolTip().isEmpty());
}

void TestClockPanel::theHardwareClockGoesOn()
{
    QDateTime time = at("UTC", u"2023-08-17T12:49:05.990"_s);
    ClockPanel panel(nullptr, [&time] { return time; });
    panel.show();
    Snapshot snapshot = changeable();
    HardwareClock &hardware = *snapshot.clock->hardware;
    hardware.readAt = Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    hardware.reading = std::chrono::local_seconds(std::chrono::seconds(time.toSecsSinceEpoch()));
    hardware.keepsLocalTime = false;
    panel.setSnapshot(snapshot);
    QCOMPARE(text(panel, u"hardwareClock"_s), u"Thu 2023-08-17 12:49:05"_s);
    // Without another reading, which comes every ten seconds.
    time = at("UTC", u"2023-08-17T12:49:08.990"_s);
    QTRY_COMPARE(text(panel, u"hardwareClock"_s), u"Thu 2023-08-17 12:49:08"_s);
}

void TestClockPanel::namesWhatWillStartAndStop()
{
    ClockPanel panel;
    panel.show();
    Snapshot snapshot = changeable();
    snapshot.clock->timeServiceUnits = {u"chrony.service"_s, u"ntpsec.service"_s};
    DaemonReport &other = snapshot.machine.daemons.emplace_back();
    other.kind = DaemonKind::NtpdRs;
    other.process.emplace();
    other.process->maySetClock = true;
    other.process->unit = u"ntpd-rs.service"_s;
    panel.setSnapshot(snapshot);
    auto &button = *panel.findChild<QPushButton *>(u"timeServiceChange"_s);
    button.click();
    const QString off = text(panel, u"networkTimeQuestionConsequence"_s);
    QVERIFY2(off.contains(u"stops and disables chrony.service, ntpsec.service"_s) &&
                 off.contains(u"ntpd-rs"_s) && !off.contains(u"nothing will keep"_s),
             qPrintable(off));
    snapshot.clock->timedated.networkTimeEnabled = false;
    panel.setSnapshot(snapshot);
    button.click();
    const QString on = text(panel, u"networkTimeQuestionConsequence"_s);
    QVERIFY2(on.contains(u"starts chrony.service"_s) && on.contains(u"disables ntpsec.service"_s),
             qPrintable(on));
}

void TestClockPanel::aLeapSecondIsNoFault()
{
    ClockPanel panel(nullptr, [] { return at("UTC", u"2016-12-31T23:59:59.000"_s); });
    panel.show();
    Snapshot snapshot = changeable();
    snapshot.clockEvents = {{.kind = ClockEvent::Kind::LeapSecond, .at = snapshot.takenAt, .moved = -1s}};
    panel.setSnapshot(snapshot);
    QVERIFY(text(panel, u"clockEvent"_s).startsWith(u"leap second inserted, "_s));
    QVERIFY(text(panel, u"clockEventMeaning"_s).contains(u"counted its last second twice"_s));
    snapshot.clockEvents.front().moved = 1s;
    panel.setSnapshot(snapshot);
    QVERIFY(text(panel, u"clockEvent"_s).startsWith(u"leap second deleted, "_s));
    QVERIFY(text(panel, u"clockEventMeaning"_s).contains(u"left its last second out"_s));
}

void TestClockPanel::saysWhatThisMachineIs()
{
    ClockPanel panel;
    panel.show();
    Snapshot snapshot = changeable();
    panel.setSnapshot(snapshot);
    QVERIFY(panel.findChild<QWidget *>(u"machine"_s)->isHidden());
    snapshot.machine.host = {.kind = HostMachine::Kind::VirtualMachine, .name = u"KVM"_s, .cloud = {}};
    panel.setSnapshot(snapshot);
    QVERIFY(!panel.findChild<QWidget *>(u"machine"_s)->isHidden());
    QCOMPARE(text(panel, u"machine"_s), u"A virtual machine (KVM)"_s);
    snapshot.demonstration = true;
    ClockPanel demonstration;
    demonstration.setSnapshot(snapshot);
    QVERIFY(demonstration.findChild<QWidget *>(u"machine"_s)->isHidden());
}

QTEST_MAIN(TestClockPanel)
#include "test_clockpanel.moc"
