// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timedated.h"
#include "core/daemons/busline.h"
#include "core/daemons/timesyncdmonitor.h"
#include "core/engine/enginethread.h"
#include "tests/daemons/privatebus.h"
#include "tests/support/manualtime.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::FakeTimesyncd;
using test::ManualTime;
using test::PrivateBus;

namespace {

constexpr int patienceMs = 30'000;

const QString nowhere = u"unix:path=/nonexistent/bus"_s;

/// A call that waits for a bus takes seconds. This leaves a busy machine its time.
constexpr qint64 longestWaitMs = 500;

/// How long this thread's events had to wait at most.
class LongestWait
{
public:
    LongestWait()
    {
        m_since.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_timer.start(5ms);
    }
    qint64 milliseconds() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace

/// The bus goes, comes back, and is stuck.
class TestBusLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsStaleUnmarkedWhenTheBusGoesAndComesBack()
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
        QTRY_COMPARE(last.answer, DaemonAnswer::Answering);
        const std::optional<Instant> readAt = last.readAt;

        timesyncd.reset();
        bus->stop();
        bus.reset();
        const LongestWait withoutBus;
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Refused, 2000);
        QVERIFY(last.silentSince);
        QCOMPARE(last.readAt, readAt); // what it said stays, dated
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!line.connection().isConnected());
        QTRY_VERIFY(!timedated.report().available);
        QVERIFY2(withoutBus.milliseconds() < longestWaitMs,
                 QByteArray::number(withoutBus.milliseconds()).constData());

        bus = std::make_unique<PrivateBus>();
        QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
        timesyncd = std::make_unique<FakeTimesyncd>(bus->connection());
        const LongestWait withBus;
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Answering, 15000);
        QVERIFY(!last.silentSince);
        QVERIFY(*last.readAt > *readAt);
        QCOMPARE(changed.count(), 2);
        QVERIFY2(withBus.milliseconds() < longestWaitMs,
                 QByteArray::number(withBus.milliseconds()).constData());
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
        QTRY_COMPARE(time.timers(), size_t(1));
        isThere = true;
        time.advance(5s);
        QCOMPARE(time.timers(), size_t(0)); // it is waited for
        QVERIFY(!line.connection().isConnected());
        QTRY_VERIFY(!timedated.report().problem.isEmpty());
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
