// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timedated.h"
#include "core/daemons/busline.h"
#include "core/daemons/timesyncdmonitor.h"
#include "core/engine/enginethread.h"
#include "tests/daemons/privatebus.h"
#include "tests/support/longestwait.h"
#include "tests/support/manualtime.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::FakeTimesyncd;
using test::LongestWait;
using test::ManualTime;
using test::PrivateBus;

namespace {

constexpr int patienceMs = 30'000;

const QString nowhere = u"unix:path=/nonexistent/bus"_s;

} // namespace

/// The bus goes, comes back, and is stuck.
class TestBusLine final : public QObject
{
    Q_OBJECT

private:
    /// `longest` becomes the longest wait meanwhile.
    static void loseTheBusAndFindIt(qint64 &longest)
    {
        auto bus = std::make_unique<PrivateBus>();
        QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
        auto timesyncd = std::make_unique<FakeTimesyncd>(bus->connection());
        const SystemClock clock;
        EventLoopScheduler scheduler;
        BusLine line([&bus] { return bus ? bus->address() : nowhere; }, scheduler);
        QTRY_VERIFY_WITH_TIMEOUT(line.connection().isConnected(), patienceMs);
        QSignalSpy changed(&line, &BusLine::changed);
        TimesyncdMonitor monitor(line.connection(), clock, scheduler);
        QObject::connect(&line, &BusLine::changed, &monitor, &TimesyncdMonitor::setBus);
        TimedatedClient timedated(line.connection(), clock);
        QObject::connect(&line, &BusLine::changed, &timedated, &TimedatedClient::setBus);
        DaemonReport last;
        QObject::connect(&monitor, &DaemonMonitor::reported, &monitor,
                         [&last](const DaemonReport &report) { last = report; });
        monitor.start();
        timedated.start();
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Answering, patienceMs);
        const std::optional<Instant> readAt = last.readAt;

        timesyncd.reset();
        const LongestWait withoutBus;
        bus->stop();
        bus.reset();
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Refused, patienceMs);
        QVERIFY(last.silentSince);
        QCOMPARE(last.readAt, readAt); // what it said stays, dated
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, patienceMs);
        QVERIFY(!line.connection().isConnected());
        QTRY_VERIFY_WITH_TIMEOUT(!timedated.report().available, patienceMs);
        longest = withoutBus.milliseconds();

        bus = std::make_unique<PrivateBus>();
        QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
        timesyncd = std::make_unique<FakeTimesyncd>(bus->connection());
        const LongestWait withBus;
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Answering, patienceMs);
        QVERIFY(!last.silentSince);
        QVERIFY(*last.readAt > *readAt);
        QCOMPARE(changed.count(), 2);
        longest = std::max(longest, withBus.milliseconds());
    }

private Q_SLOTS:
    void nothingIsStaleUnmarkedWhenTheBusGoesAndComesBack()
    {
        qint64 longest = LongestWait::limitMs;
        for (int i = 0; i < LongestWait::tries && longest >= LongestWait::limitMs; ++i) {
            loseTheBusAndFindIt(longest);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(longest < LongestWait::limitMs, QByteArray::number(longest).constData());
    }

    void withoutABusItIsNoConnection()
    {
        ManualTime time;
        {
            BusLine line([] { return nowhere; }, time);
            QVERIFY(!line.waitForBus(30s)); // no longer than the attempt
            QVERIFY(!line.connection().isConnected());
            QCoreApplication::processEvents();
            QCOMPARE(time.timers(), size_t(1));
        }
        QCOMPARE(time.timers(), size_t(0));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("address"); // %1: the path
        QTest::newRow("path") << u"unix:path=%1"_s;
        QTest::newRow("among others") << u"unknown:a=b;unix:path=%1"_s;
        QTest::newRow("escaped") << u"unix:path=%2f..%1"_s;
    }

    void addresses()
    {
        QFETCH(const QString, address);
        const PrivateBus bus;
        QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
        const QString path = bus.address().section(u"path="_s, 1).section(u',', 0, 0);
        EventLoopScheduler scheduler;
        BusLine line([&] { return address.arg(path); }, scheduler);
        QTRY_VERIFY_WITH_TIMEOUT(line.connection().isConnected(), patienceMs);
    }

    // Neither the beginning nor a new attempt nor the end waits for a bus that accepts and says nothing.
    void aStuckBusHoldsNobody()
    {
        PrivateBus bus;
        QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
        const SystemClock clock;
        bus.pause();
        {
            ManualTime time;
            BusLine line([&bus] { return bus.address(); }, time);
            QVERIFY(!line.waitForBus(1ms));
            QVERIFY(!line.connection().isConnected());
        }
        ManualTime time;
        bool isThere = false;
        BusLine line([&] { return isThere ? bus.address() : nowhere; }, time);
        QSignalSpy changed(&line, &BusLine::changed);
        TimedatedClient timedated(line.connection(), clock);
        QObject::connect(&line, &BusLine::changed, &timedated, &TimedatedClient::setBus);
        timedated.start();
        QTRY_COMPARE_WITH_TIMEOUT(time.timers(), size_t(1), patienceMs);
        isThere = true;
        time.advance(5s);
        QCOMPARE(time.timers(), size_t(0)); // it is waited for
        QVERIFY(!line.connection().isConnected());
        QTRY_VERIFY_WITH_TIMEOUT(!timedated.report().problem.isEmpty(), patienceMs);
        QCOMPARE(changed.count(), 0);
        // Other connections of this process are not held up by it.
        PrivateBus other;
        QVERIFY(other.connection().isConnected());

        bus.resume();
        QTRY_VERIFY_WITH_TIMEOUT(line.connection().isConnected(), patienceMs);
        QCOMPARE(changed.count(), 1);
    }

    void aStuckBusThatEndsIsTriedAgain()
    {
        auto bus = std::make_unique<PrivateBus>();
        QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
        bus->pause();
        ManualTime time;
        const BusLine line([&bus] { return bus->address(); }, time);
        QCOMPARE(time.timers(), size_t(0));
        bus->stop();
        QTRY_COMPARE_WITH_TIMEOUT(time.timers(), size_t(1), patienceMs);
        bus = std::make_unique<PrivateBus>();
        time.advance(5s);
        QTRY_VERIFY_WITH_TIMEOUT(line.connection().isConnected(), patienceMs);
    }

    void theEngineStartsAndEndsWhileTheBusIsStuck()
    {
        PrivateBus bus;
        QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
        const QByteArray before = qgetenv("DBUS_SYSTEM_BUS_ADDRESS");
        const bool wasSet = qEnvironmentVariableIsSet("DBUS_SYSTEM_BUS_ADDRESS");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address().toUtf8());
        bus.pause();
        {
            EngineThread engine({});
            QSignalSpy finished(&engine, &EngineClient::commandFinished);
            engine.setAttended(true);
            engine.discover();
            QTRY_VERIFY_WITH_TIMEOUT(engine.snapshot() && engine.snapshot()->clock, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
        }
        if (wasSet)
            qputenv("DBUS_SYSTEM_BUS_ADDRESS", before);
        else
            qunsetenv("DBUS_SYSTEM_BUS_ADDRESS");
    }
};

QTEST_GUILESS_MAIN(TestBusLine)
#include "test_busline.moc"
