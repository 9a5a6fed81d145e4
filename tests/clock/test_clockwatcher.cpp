// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clockwatcher.h"
#include "core/clock/kernelclock.h"
#include "tests/support/manualtime.h"
#include "tests/support/timedated.h"

#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QDir>
#include <QFile>
#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ManualTime;
using test::SystemBus;
using test::Timedated;

namespace {

struct Machine
{
    Machine()
    {
        QDir(folder.path()).mkpath(u"rtc/rtc0"_s);
        showsSecond(1'780'000'005);
        leadsTo(u"/usr/share/zoneinfo/Europe/Paris"_s);
    }

    void showsSecond(qint64 second) const
    {
        QFile file(folder.filePath(u"rtc/rtc0/since_epoch"_s));
        if (file.open(QFile::WriteOnly))
            file.write(QByteArray::number(second) + '\n');
    }

    void leadsTo(const QString &target) const
    {
        QFile::remove(files.localtime);
        QFile::link(target, files.localtime);
    }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder.filePath(name));
        QDir(folder.path()).mkpath(name.section(u'/', 0, -2));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
    }

    QTemporaryDir folder;
    ClockFiles files{.localtime = folder.filePath(u"localtime"_s),
                     .adjtime = folder.filePath(u"adjtime"_s),
                     .rtcFolder = folder.filePath(u"rtc"_s),
                     .timezone = folder.filePath(u"timezone"_s),
                     .root = folder.path() + u'/'};
};

QDBusConnection noBus()
{
    return QDBusConnection(u"never made"_s);
}

} // namespace

class TestClockWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsEachSecondWithoutBus();
    void followsTheZoneAndTheHardwareClock();
    void withoutAnythingTheKernelIsLeft();
    void endsWithItself();
    void readsTimedatedAndLetsItSleep();
    void looksAgainBeforeItSaysThatAChangeIsDone();
    void refreshingLooksAtAllAtOnce();
    void seesThatSomebodySteers();
    void namesTheTimeServices();
    void findsOutTheZoneOfACopy();
    void asksTimedatedAgainNowAndThenWhileSomebodyLooks();
    void asksTimedatedAgainWhenItsFilesChange();
    void takesWhatTimedatedReadsWhereItMayNot();
};

void TestClockWatcher::reportsEachSecondWithoutBus()
{
    const Machine machine;
    ManualTime time;
    ClockWatcher watcher(time, time, noBus(), machine.files);
    std::vector<ClockReport> reports;
    connect(&watcher, &ClockWatcher::clockReported, this,
            [&](const ClockReport &report) { reports.push_back(report); });
    watcher.start();
    watcher.start(); // once is enough
    QVERIFY(reports.empty());
    time.advance(10s);
    QCOMPARE(reports.size(), size_t(11));

    const ClockReport &first = reports.front();
    QCOMPARE(first.kernel.has_value(), readKernelClock().has_value());
    QVERIFY(first.zone);
    QCOMPARE(first.zone->id, u"Europe/Paris"_s);
    QCOMPARE(first.zone->abbreviation, u"CEST"_s);
    QCOMPARE(first.zoneOfProcess, qEnvironmentVariable("TZ"));
    QVERIFY(first.localTime() ==
            std::optional(std::chrono::local_time<Duration>(Duration(1'780'000'000s + 2h))));
    QVERIFY(first.hardware);
    QCOMPARE(first.hardware->device, u"rtc0"_s);
    QCOMPARE(first.rtcInLocalZone(), std::optional(false));
    QVERIFY(first.hardware->aheadOfSystem == std::optional<Duration>(5'500ms));
    QVERIFY(!first.timedated.available);
    QCOMPARE(reports.back().readAt - first.readAt, Duration(10s));
}

void TestClockWatcher::followsTheZoneAndTheHardwareClock()
{
    const Machine machine;
    ManualTime time;
    ClockWatcher watcher(time, time, noBus(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    time.advance(0s);
    machine.leadsTo(u"../usr/share/zoneinfo/Asia/Tokyo"_s);
    machine.showsSecond(1'780'000'100);
    QFile adjtime(machine.files.adjtime);
    QVERIFY(adjtime.open(QFile::WriteOnly) && adjtime.write("0.0 0 0\n0\nLOCAL\n") > 0);
    adjtime.close();
    time.advance(2s);
    QCOMPARE(last.zone->id, u"Asia/Tokyo"_s);
    QVERIFY(last.hardware->readAt < last.readAt); // not that often
    time.advance(8s);
    QCOMPARE(last.hardware->readAt, last.readAt);
    QCOMPARE(last.rtcInLocalZone(), std::optional(true));
    QVERIFY(last.hardware->aheadOfSystem == std::optional<Duration>(90'500ms - 9h));

    machine.leadsTo(u"/nowhere"_s);
    time.advance(2s);
    QVERIFY(!last.zone);
    QVERIFY(!last.localTime());
}

void TestClockWatcher::withoutAnythingTheKernelIsLeft()
{
    ManualTime time;
    ClockWatcher watcher(
        time, time, noBus(),
        {.localtime = u"/nonexistent"_s, .adjtime = u"/nonexistent"_s, .rtcFolder = u"/nonexistent"_s});
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    time.advance(0s);
    QVERIFY(last.kernel);
    QVERIFY(!last.hardware);
    QVERIFY(!last.rtcInLocalZone());
    QCOMPARE(last.zone->id, u"UTC"_s);
}

void TestClockWatcher::endsWithItself()
{
    const Machine machine;
    ManualTime time;
    {
        ClockWatcher watcher(time, time, noBus(), machine.files);
        watcher.start();
        time.advance(5s);
        QCOMPARE(time.timers(), size_t(1));
    }
    QCOMPARE(time.timers(), size_t(0));
}

void TestClockWatcher::readsTimedatedAndLetsItSleep()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    const Machine machine;
    ManualTime time;
    ClockWatcher watcher(time, time, timedated.bus().connection(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    QTRY_VERIFY_WITH_TIMEOUT(watcher.timedated().report().available, 30'000);
    time.advance(1s);
    QCOMPARE(last.timedated.zone, u"Etc/UTC"_s);

    timedated.endService();
    time.advance(10min);
    QCoreApplication::processEvents();
    // A question of ours would have started it by the time that another's is answered.
    QDBusMessage ping = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                       u"org.freedesktop.DBus.Peer"_s, u"Ping"_s);
    timedated.bus().connection().call(ping);
    QCoreApplication::processEvents();
    QVERIFY(!timedated.bus().wasActivated(u"org.freedesktop.timedate1"_s));
    QVERIFY(last.timedated.available);
    QCOMPARE(last.timedated.zone, u"Etc/UTC"_s); // kept, and dated
    QVERIFY(last.readAt - *last.timedated.readAt > 9min);

    watcher.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(watcher.timedated().report().readAt > last.timedated.readAt, 30'000);
}

void TestClockWatcher::looksAgainBeforeItSaysThatAChangeIsDone()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Machine machine;
    machine.files.localtime = timedated.bus().etc() + "/localtime"_L1;
    machine.files.adjtime = timedated.bus().etc() + "/adjtime"_L1;
    ManualTime time;
    ClockWatcher watcher(time, time, timedated.bus().connection(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    time.advance(1s); // the next turn would be without the zone
    QCOMPARE(last.zone->id, u"Etc/UTC"_s);
    std::vector<Status> finished;
    std::vector<ClockReport> known; // when it was finished
    connect(&watcher, &ClockWatch::changeFinished, this, [&](const Status &status) {
        finished.push_back(status);
        known.push_back(last);
    });
    watcher.change({.kind = ClockChange::Kind::TimeZone, .zone = u"Asia/Tokyo"_s, .on = false});
    QVERIFY(finished.empty());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), size_t(1), 30'000);
    QCOMPARE(known[0].zone->id, u"Asia/Tokyo"_s);
    watcher.change({.kind = ClockChange::Kind::HardwareClock, .zone = {}, .on = true});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), size_t(2), 30'000);
    QVERIFY(!finished[0] && !finished[1]);
    QCOMPARE(known[1].hardware->keepsLocalTime, std::optional(true));
    // Such a zone there is not, and timedated says so.
    watcher.change({.kind = ClockChange::Kind::TimeZone, .zone = u"Mars/Olympus"_s, .on = false});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), size_t(3), 30'000);
    QVERIFY(finished[2] && finished[2]->code == ErrorCode::ChangeFailed && !finished[2]->detail.isEmpty());
    // timedated's own word, too, was read before.
    QCOMPARE(known[0].timedated.zone, u"Asia/Tokyo"_s);
    QCOMPARE(known[1].timedated.localRtc, std::optional(true));
    QCOMPARE(watcher.timedated().report().localRtc, std::optional(true));
    QCOMPARE(time.timers(), size_t(1));
}

void TestClockWatcher::refreshingLooksAtAllAtOnce()
{
    const Machine machine;
    ManualTime time;
    ClockWatcher watcher(time, time, noBus(), machine.files);
    std::vector<ClockReport> reports;
    connect(&watcher, &ClockWatcher::clockReported, this,
            [&](const ClockReport &report) { reports.push_back(report); });
    watcher.refresh();
    QCOMPARE(time.timers(), size_t(0)); // not before it is started
    watcher.start();
    time.advance(1500ms);
    QCOMPARE(reports.size(), size_t(2));
    machine.leadsTo(u"/usr/share/zoneinfo/Asia/Tokyo"_s);
    machine.showsSecond(1'780'000'100);
    watcher.refresh();
    QCOMPARE(reports.size(), size_t(2)); // never before it has returned
    time.advance(0s);
    QCOMPARE(reports.size(), size_t(3));
    QCOMPARE(reports.back().zone->id, u"Asia/Tokyo"_s);
    QCOMPARE(reports.back().hardware->readAt, reports.back().readAt);
    QCOMPARE(time.timers(), size_t(1));
}

void TestClockWatcher::seesThatSomebodySteers()
{
    Machine machine;
    std::optional<KernelClock> kernel = KernelClock();
    kernel->maximumError = 16s;
    machine.files.kernel = [&kernel] { return kernel; };
    ManualTime time;
    ClockWatcher watcher(time, time, noBus(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    time.advance(3s);
    QVERIFY(last.kernel && !last.steeredAt);
    kernel->maximumError = 20ms;
    time.advance(1s);
    const Instant updatedAt = last.readAt;
    QCOMPARE(last.steeredAt, std::optional(updatedAt));
    for (int i = 0; i < 5; ++i) { // it drifts free
        kernel->maximumError += 500us;
        time.advance(1s);
    }
    QCOMPARE(last.steeredAt, std::optional(updatedAt));
    kernel->frequencyPpm = 3;
    time.advance(1s);
    QCOMPARE(last.steeredAt, std::optional(last.readAt));
    // What was not read is no change.
    const std::optional<Instant> before = last.steeredAt;
    kernel.reset();
    time.advance(1s);
    kernel.emplace();
    time.advance(1s);
    QCOMPARE(last.steeredAt, before);
}

void TestClockWatcher::namesTheTimeServices()
{
    const Machine machine;
    machine.write(u"usr/lib/systemd/ntp-units.d/50-chrony.list"_s, "chrony.service\n");
    ManualTime time;
    ClockWatcher watcher(time, time, noBus(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    time.advance(0s);
    QCOMPARE(last.timeServiceUnits, QStringList());
    machine.write(u"usr/lib/systemd/system/chrony.service"_s, "[Unit]\n");
    time.advance(10s);
    QCOMPARE(last.timeServiceUnits, QStringList{u"chrony.service"_s});
}

void TestClockWatcher::findsOutTheZoneOfACopy()
{
    const Machine machine;
    QVERIFY(QFile::remove(machine.files.localtime));
    QVERIFY(QFile::copy(u"/usr/share/zoneinfo/Asia/Kathmandu"_s, machine.files.localtime));
    machine.write(u"timezone"_s, "Asia/Kathmandu\n");
    ManualTime time;
    ClockWatcher watcher(time, time, noBus(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    time.advance(0s);
    QVERIFY(last.zone && last.zone->isCopy);
    QCOMPARE(last.zone->id, u"Asia/Kathmandu"_s);
    QCOMPARE(last.zone->utcOffset, std::chrono::seconds(5h + 45min));
    machine.leadsTo(u"/usr/share/zoneinfo/Europe/Paris"_s);
    time.advance(2s);
    QCOMPARE(last.zone->id, u"Europe/Paris"_s);
    QVERIFY(!last.zone->isCopy);
}

void TestClockWatcher::asksTimedatedAgainNowAndThenWhileSomebodyLooks()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    const Machine machine;
    ManualTime time;
    ClockWatcher watcher(time, time, timedated.bus().connection(), machine.files);
    int readings = 0;
    connect(&watcher.timedated(), &TimedatedClient::reported, this, [&readings] { ++readings; });
    watcher.start();
    QTRY_COMPARE_WITH_TIMEOUT(readings, 1, 30'000);
    watcher.setAttended(true);
    time.advance(290s);
    timedated.endService();
    time.advance(20s); // one question, which has it started again
    QTRY_COMPARE_WITH_TIMEOUT(readings, 2, 30'000);
    QVERIFY(timedated.bus().wasActivated(u"org.freedesktop.timedate1"_s));
}

void TestClockWatcher::asksTimedatedAgainWhenItsFilesChange()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    const Machine machine;
    ManualTime time;
    ClockWatcher watcher(time, time, timedated.bus().connection(), machine.files);
    int readings = 0;
    connect(&watcher.timedated(), &TimedatedClient::reported, this, [&readings] { ++readings; });
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    QTRY_COMPARE_WITH_TIMEOUT(readings, 1, 30'000);
    time.advance(11s);
    machine.leadsTo(u"/usr/share/zoneinfo/Asia/Tokyo"_s);
    time.advance(2s);
    QTRY_COMPARE_WITH_TIMEOUT(readings, 2, 30'000);
    QCOMPARE(last.timedated.localRtc, std::optional(false));
    machine.write(u"adjtime"_s, "0.0 0 0\n0\nLOCAL\n");
    time.advance(10s);
    QCOMPARE(last.timedated.localRtc, std::optional(true)); // the file's word is the newer one
    QTRY_COMPARE_WITH_TIMEOUT(readings, 3, 30'000);
    time.advance(1s);
    QCOMPARE(watcher.timedated().report().localRtc, std::optional(false)); // of another file
    QCOMPARE(last.timedated.localRtc, std::optional(true));
}

void TestClockWatcher::takesWhatTimedatedReadsWhereItMayNot()
{
    // A machine without a device of its own, and a service that has one.
    class Service final : public QDBusVirtualObject
    {
    public:
        QString introspect(const QString &) const override { return {}; }
        bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
        {
            const QString property = message.arguments().value(1).toString();
            const QVariant value = property == "RTCTimeUSec"_L1 ? QVariant(quint64(1'780'000'002'000'000))
                                   : property == "Timezone"_L1  ? QVariant(u"Asia/Tokyo"_s)
                                                                : QVariant(property == "NTPSynchronized"_L1);
            return bus.send(message.createReply(QVariant::fromValue(QDBusVariant(value))));
        }
    } service;
    SystemBus bus;
    QVERIFY2(bus.start(), qPrintable(bus.failure()));
    QDBusConnection own = bus.connection();
    QVERIFY(own.registerVirtualObject(u"/org/freedesktop/timedate1"_s, &service));
    QVERIFY(own.registerService(u"org.freedesktop.timedate1"_s));
    Machine machine;
    machine.files.rtcFolder = u"/nonexistent"_s;
    machine.files.kernel = [] { return std::nullopt; };
    ManualTime time;
    ClockWatcher watcher(time, time, bus.connection(), machine.files);
    ClockReport last;
    connect(&watcher, &ClockWatcher::clockReported, this, [&](const ClockReport &report) { last = report; });
    watcher.start();
    QTRY_VERIFY_WITH_TIMEOUT(watcher.timedated().report().readAt, 30'000);
    time.advance(0s);
    QVERIFY(!last.kernel);
    QCOMPARE(last.timedated.synchronised, std::optional(true));
    QVERIFY(last.hardware && last.hardware->reading);
    QCOMPARE(last.hardware->readAt, *last.timedated.readAt);
    QVERIFY(last.hardware->aheadOfSystem == std::optional<Duration>(2'500ms));
}

QTEST_GUILESS_MAIN(TestClockWatcher)
#include "test_clockwatcher.moc"
